// SPDX-License-Identifier: MIT
// Files for spreadsheets: nothing in them is calculated, everything comes back as it was; and numbers are read by one
// rule.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { comparisonSheet, fromFile } from '../../web/session/comparison-file.js';
import { findingsSheet } from '../../web/session/findings-file.js';
import { readNumber } from '../../web/session/numbers.js';
import { holdsRows, rowsFromText, rowsSheet } from '../../web/session/rows-file.js';
import { csvOf, linesOf } from '../../web/table-files/csv.js';
import { fuzz } from '../bench/parser-fuzz.mjs';

const lab = await createCathodeLab();
const defaults = lab.decodeLink('').scenario;
const addressOf = (/** @type {string} */ fragment) => `https://example.org/#${fragment}`;
const ABOUT = { title: 'Made', version: '1', link: 'x' };
const fromText = (/** @type {string} */ text) => fromFile({ lines: linesOf(text), isTyped: false }, lab, defaults);
const csv = (/** @type {import('../../web/table-files/sheet.js').Sheet} */ sheet) => csvOf(sheet, ABOUT);

/** What a spreadsheet would calculate. @param {string} text a file */
const formulas = (text) =>
  Papa.parse(text, { delimiter: ',' })
    .data.flat()
    .filter((cell) => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)));

const HOSTILE = [
  "=cmd|'/C calc'!A0",
  '@SUM(1)',
  '+1+1',
  '-1+1',
  '-',
  "'=1",
  "''",
  "'a",
  '"',
  'a,b',
  '-5',
  '+5e3',
  '#x',
  '=',
  'a"b',
  '--',
  '@',
];

test('own rows from a link are saved as text and come back', () => {
  for (const name of HOSTILE) {
    const rows = [{ reference: name, cathode: name, amWtPct: '80.0' }];
    const text = csv(rowsSheet(rows, lab, addressOf));
    assert.deepEqual(formulas(text), [], name);
    assert.deepEqual(rowsFromText(text, lab), rows, name);
    assert.deepEqual(formulas(csv(findingsSheet(lab.auditRows(rows)))), [], name);
    assert.deepEqual(formulas(lab.figureCsv('literature', {}, { rows })), [], name);
  }
  const set = { scenario: defaults, comparison: [defaults] };
  assert.deepEqual(formulas(csv(comparisonSheet(lab, set, () => '=A', addressOf))), []);
  assert.deepEqual(formulas(csv(findingsSheet(lab.audit()))), []);
});

test('any text comes back from a table, and numbers stay numbers', () => {
  let state = 5;
  const random = (/** @type {number} */ below) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % below;
  const signs = ['=', '+', '-', '@', '\t', "'", '"', ',', ';', 'a', '1', '.', ' ', 'é', '\n'];
  for (let i = 0; i < 3000; ++i) {
    // Lines that hold nothing, and white space alone, are no lines.
    const lines = Array.from({ length: 1 + random(3) }, () => [
      'k',
      Array.from({ length: random(6) }, () => signs[random(signs.length)]).join(''),
    ]);
    const text = csv({ name: 't', columns: [{ key: 'head' }, { key: 'x' }], rows: lines });
    const [, ...read] = linesOf(text);

    assert.deepEqual(
      read.map((line) => line.slice(0, 2)),
      lines,
      JSON.stringify(lines),
    );
    assert.deepEqual(formulas(text), [], JSON.stringify(lines));
  }
  assert.equal(
    csv({ name: 't', columns: [{ key: 'a', unit: 'V' }], rows: [[-5], ['-5'], ['-5x'], [null]] }),
    "a [V],program,link\r\n-5,Cathode Lab 1,x\r\n-5,Cathode Lab 1,x\r\n'-5x,Cathode Lab 1,x\r\n,Cathode Lab 1,x\r\n",
  );
});

test('columns called like what every object has are not known', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
    assert.throws(
      () => rowsFromText(`${name}\tamWtPct\n1\t80`, lab),
      (error) => {
        assert.match(error.message, new RegExp(`The column "${name}" is not known; allowed: amWtPct`));
        assert.doesNotMatch(error.message, /function|native code/);
        return true;
      },
    );
    assert.equal(holdsRows(linesOf(`${name},model\n1,2`), lab), false);
    assert.throws(() => fromText(`name,amWtPct,${name}\nA,80,1`), new RegExp(`"${name}" is not an input`));
    assert.throws(() => lab.auditRows([JSON.parse(`{"${name}": "1"}`)]), new RegExp(`${name}`));
    assert.throws(() => lab.evaluate(JSON.parse(`{"${name}": 1}`)), new RegExp(`Unknown field "${name}"`));
    assert.throws(() => lab.figure('literature', {}, JSON.parse(`{"${name}": 1}`)), /known|allowed/i);
  }
});

test('typed numbers have one rule: the core’s', () => {
  for (const [text, value] of /** @type {[string, number | null][]} */ ([
    ['0,088', 0.088],
    ['77,5', 77.5],
    ['1,000', null],
    ['12,000', null],
    ['1,0', 1],
    ['1.5', 1.5],
    [' −3 ', -3],
    ['+2', 2],
    ['1e3', 1000],
    ['', null],
    ['1,2,3', null],
    ['1.000,5', null],
    ['0x10', null],
    ['Infinity', null],
    ['1 000', null],
    ['٣', null],
  ])) {
    assert.equal(lab.parseNumber(text), value, text);
    if (value !== null) assert.equal(readNumber(lab, 'seed', text, { min: -10, max: 1e4 }), value, text);
    else
      assert.throws(
        () => readNumber(lab, 'seed', text, { min: 0, max: 9 }),
        /^Error: seed: ".*" .*; allowed: 0 to 9\.$/,
        text,
      );
  }
  assert.throws(() => readNumber(lab, 'seed', '1,000', { min: 0, max: 9 }), /may have a decimal comma or thousands/);
  assert.throws(
    () => readNumber(lab, 'seed', '2,5', { min: 0, max: 9, isWhole: true }),
    /"2,5" is not a whole number; allowed: 0 to 9/,
  );
  assert.throws(
    () => readNumber(lab, 'seed', '10', { min: 0, max: 9, unit: 'µm' }),
    /out of range; allowed: 0 to 9 µm/,
  );
  const imported = (/** @type {string} */ text) =>
    fromText(`specificCapacityMahG;amWtPct\n${text};80`).comparison[0].specificCapacityMahG;
  assert.equal(imported('150,25'), 150.25);
  assert.throws(
    () => imported('1,000'),
    /specificCapacityMahG: "1,000" may have a decimal comma or thousands; allowed: 1 to 275\.5 mAh\/g/,
  );
});

test('what is imported is of today’s link version', () => {
  // A link without a version is of the first one; a table's columns are today's.
  const versions = [];
  const watched = {
    ...lab,
    decodeLink: (/** @type {string} */ link) => {
      versions.push(link.split('&')[0]);
      return lab.decodeLink(link);
    },
  };
  fromFile({ lines: linesOf('amWtPct\n80'), isTyped: false }, watched, defaults);
  assert.deepEqual(versions, [lab.encodeLink({})]);
});

test('mutated files and messages are taken or refused in words', async () => {
  assert.equal((await fuzz(400)).length, 11);
});
