// SPDX-License-Identifier: MIT
// The comparison set as a file: what is saved can be read again, and what is wrong is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { comparisonSheet, fromFile, toJson } from '../../web/session/comparison-file.js';
import { csvOf } from '../../web/table-files/csv.js';
import { contentOf } from '../../web/table-files/read-file.js';
import { xlsxOf } from '../../web/table-files/xlsx.js';

const lab = await createCathodeLab();
const defaults = lab.decodeLink('').scenario;
const pinName = (place) => 'ABCDEFGH'[place];
const calculation = {
  scenario: { ...defaults, model: 2, amWtPct: 77.123456789 },
  comparison: [
    { ...defaults, temperatureC: 60, porosityPct: 12.5 },
    defaults,
    { ...defaults, accounting: 'physical', sizing: 'loading' },
  ],
};
const link = `https://example.org/#${lab.encodeLink(calculation.scenario, calculation.comparison)}`;

const addressOf = (fragment) => `https://example.org/#${fragment}`;
const about = { title: 'Scenarios', version: lab.version(), link };
const sheet = () => comparisonSheet(lab, calculation, pinName, addressOf);
/** What a file holds, as the page reads it. @param {string | Blob} file */
const read = async (file) =>
  fromFile(await contentOf(new Uint8Array(await new Blob([file]).arrayBuffer())), lab, defaults);

test('CSV and JSON hold every input, result, unit and provenance, and the link', () => {
  const csv = csvOf(sheet(), about);
  assert.match(csv, /^name,description,input model,/);
  assert.ok(!csv.includes('#v=2&pin=model:1,') && csv.includes('https://example.org/#v=2&model=2&am=77.123456789'));
  const { data } = Papa.parse(csv, { header: true, skipEmptyLines: true });
  assert.deepEqual(
    data.map(({ name }) => name),
    ['current', 'A', 'B', 'C'],
  );
  const json = JSON.parse(toJson(lab, calculation, pinName, link));
  assert.equal(json.link, link);
  [calculation.scenario, ...calculation.comparison].forEach((scenario, index) => {
    const report = lab.evaluate(scenario);
    assert.deepEqual(json.scenarios[index].inputs, scenario);
    assert.deepEqual(json.scenarios[index].values, report.values);
    assert.deepEqual(json.scenarios[index].provenance, report.provenance);
    for (const { key, unit } of lab.metrics()) {
      assert.equal(Number(data[index][unit ? `${key} [${unit}]` : key]), report.values[key]);
      assert.equal(data[index][`${key} provenance`], report.provenance[key]);
    }
  });
});

test('what was saved is read again to the last digit', async () => {
  for (const file of [
    csvOf(sheet(), about),
    `\ufeff${csvOf(sheet(), about)}`,
    await xlsxOf([sheet()], about),
    toJson(lab, calculation, pinName, link),
    // As earlier versions wrote it: comments above, no program and no links.
    `# Cathode Lab 0.1.0\r\n# link\r\n${csvOf(sheet(), about).replace(/,[^,\r]*,[^,\r]*\r/g, '\r')}`,
  ]) {
    assert.deepEqual(await read(file), calculation);
  }
});

test('what a spreadsheet of another language has read otherwise is refused with row and cell', async () => {
  const own = { ...defaults, cRate: 0.005, caWtPct: 2.345 };
  const csv = csvOf(comparisonSheet(lab, { scenario: own, comparison: [] }, pinName, addressOf), about);
  assert.deepEqual((await read(csv)).scenario, own);
  await assert.rejects(read(csv.replace(',2.345,', ',2345,')), /Row 1: .*(caWtPct|0 to 5)/);
  await assert.rejects(
    read(csv.replace(',0.005,', ',5,')),
    /Row 1: cRate is 5 here and 0\.005 in the link of the same row.*\.xlsx.*clear the link/,
  );
  // Changed on purpose, the link cleared.
  const changed = csv.replace(',0.005,', ',5,').replace(/https:[^\r\n]*$/m, '');
  assert.equal((await read(changed)).scenario.cRate, 5);
  // A workbook keeps numbers: its cells count.
  const sheets = [comparisonSheet(lab, { scenario: own, comparison: [] }, pinName, addressOf)];
  sheets[0].rows[0][sheets[0].columns.findIndex(({ key }) => key === 'input cRate')] = 5;
  assert.equal((await read(await xlsxOf(sheets, about))).scenario.cRate, 5);
});

test('tables from a spreadsheet are read: other separators, decimal commas, some of the columns', async () => {
  const { scenario, comparison } = await read('name;amWtPct [wt%];temperatureC\nthin;77,5;60\n\nthick;80;\n');
  assert.deepEqual(scenario, defaults);
  assert.deepEqual(comparison, [
    { ...defaults, amWtPct: 77.5, temperatureC: 60 },
    { ...defaults, amWtPct: 80 },
  ]);
  assert.equal((await read('am,T\n80,60\n')).comparison[0].temperatureC, 60); // link keys
  assert.equal((await read('amWtPct\tmodel\n"80"\t2\n')).comparison[0].model, 2);
  // One decimal comma tells of all: 1,000 is one.
  assert.equal((await read('cRate;amWtPct\n1,000;77,5\n')).comparison[0].cRate, 1);
  await assert.rejects(
    read('cRate;amWtPct\n0,1;77.5\n'),
    /Row 1, cRate: "0,1" has a decimal comma, but Row 1, amWtPct: "77\.5" a point/,
  );
});

test('a file with anything wrong in it changes nothing and tells where', async () => {
  const json = (scenarios, format = 1) => JSON.stringify({ format, scenarios });
  for (const [text, pattern] of [
    ['', /no column/],
    ['\u0000\u0001\u00ff PNG', /no column/],
    ['{', /JSON/],
    ['{}', /no "scenarios"/],
    ['{"scenarios": 5}', /no "scenarios"/],
    [json([], 2), /format is 2.*format 1/],
    [json([]), /no scenario/],
    [json([{ inputs: { amWtPct: 99 } }]), /Scenario 1: amWtPct.*99.*60 to 92/],
    [json([{ inputs: {} }, { inputs: { am: 80 } }]), /Scenario 2: Unknown field "am"/],
    [json([null]), /no "inputs"/],
    [json([{ inputs: 5 }]), /must be an object/],
    [json([{}]), /no "inputs"/],
    ['name,amWtPct\nA,80\nB,warm\nC,5', /Row 2: amWtPct.*"warm".*Row 3: amWtPct.*5 wt%.*60 to 92/],
    ['amWtPct\n8&model=1', /Row 1: amWtPct/],
    ['name,amWtPct\n"a,80\nb,81\n', /quotation mark/],
    ['name,amWtPct,speed\nA,80,1', /"speed" is not an input.*amWtPct/],
    ['input amWtPc\n70', /"input amWtPc" is not an input/],
    ['amWtPct,amWtPct [wt%]\n70,80', /"amWtPct" is there more than once/],
    ['name,amWtPct\ncurrent,70\ncurrent,80', /Row 2: a second row is named "current"/],
    [json([{ name: 'current' }]), /Scenario 1: it has no "inputs"/],
    [
      'cathodeThicknessUm;name\n1,000;A',
      /Row 1: cathodeThicknessUm: "1,000" may have a decimal comma or thousands; allowed: 5 to 500 µm/,
    ],
    [`a${' '.repeat(1e6)}b,amWtPct\n80`, /is not an input/],
    ['amWtPct\n', /no scenario/],
    [`amWtPct\n${'80.5\n'.repeat(500)}`, /comparison: 500 scenarios.*1400/],
    ['x'.repeat(3e6), /3000000 characters; allowed: 2000000/],
    ['PK\x03\x04 no workbook', /no workbook/],
  ]) {
    await assert.rejects(
      () => read(text),
      (error) => {
        assert.match(error.message, pattern);
        assert.ok(error.message.length < 1500, `${error.message.length}`);
        return true;
      },
    );
  }
});
