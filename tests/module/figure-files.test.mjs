// SPDX-License-Identifier: MIT
// Figures and citations as files: resolution, outlines, references for other programs.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Resvg } from '@resvg/resvg-js';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { fontOf, outlineOf, withOutlines } from '../../web/record/outlines.js';
import { withResolution } from '../../web/record/png.js';
import { fileName } from '../../web/session/file-names.js';

const lab = await createCathodeLab();
const assets = new URL('../../dist/assets/', import.meta.url);
const fontFile = (/** @type {string} */ name) =>
  new URL(/** @type {string} */ (readdirSync(assets).find((file) => file.startsWith(`inter-${name}`))), assets);
const fonts = Object.fromEntries(
  ['regular', 'semibold'].map((name) => [name, fontOf(new Uint8Array(readFileSync(fontFile(name))).buffer)]),
);

/** A document's pixels, with or without the figures' font. @param {string} svg @param {boolean} hasFont */
function pixelsOf(svg, hasFont) {
  const fontFiles = hasFont ? ['regular', 'semibold'].map((name) => fontFile(name).pathname) : [];
  return new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' },
    fitTo: { mode: 'width', value: 900 },
  }).render();
}

test('text as outlines looks as with the font, without any font', () => {
  for (const { name } of lab.figures()) {
    const svg = lab.figure(name);
    const outlined = withOutlines(svg, /** @type {any} */ (fonts));
    assert.doesNotMatch(outlined, /<text/);
    assert.match(outlined, /<title id/);
    // Outlines stand where the core has measured: pairs of letters are set no closer.
    // The renderer finds the heavier file by its own name alone.
    const plain = svg
      .replace('<svg ', '<svg style="font-kerning:none" ')
      .replaceAll('font-weight="600"', 'font-weight="600" font-family="Inter Semi Bold"');
    // Each access to pixels is a copy.
    const [wanted, drawn, without] = [pixelsOf(plain, true), pixelsOf(outlined, false), pixelsOf(svg, false)].map(
      (picture) => picture.pixels,
    );
    const difference = (/** @type {Buffer} */ other) =>
      wanted.reduce((sum, value, index) => sum + Math.abs(value - other[index]), 0) / wanted.length;
    assert.ok(difference(drawn) < 0.5 * difference(without), `${name}: ${difference(drawn)} of ${difference(without)}`);
  }
  assert.equal(outlineOf(/** @type {any} */ (fonts).regular, '', 12).path, '');
  assert.ok(outlineOf(/** @type {any} */ (fonts).regular, '\u{1F600}', 12).width > 0, 'what the font has not got');
});

test('a PNG tells its size on paper, and stays a PNG', async () => {
  const png = new Blob([new Uint8Array(pixelsOf(lab.figure('stack'), true).asPng())]);
  for (const dpi of [300, 600]) {
    const bytes = Buffer.from(await (await withResolution(png, dpi)).arrayBuffer());
    const at = bytes.indexOf('pHYs');
    assert.equal(at, 37);
    assert.deepEqual(
      [bytes.readUInt32BE(at - 4), bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8), bytes[at + 12]],
      [9, Math.round(dpi / 0.0254), Math.round(dpi / 0.0254), 1],
    );
    const { crc32 } = await import('node:zlib');
    if (crc32) assert.equal(bytes.readUInt32BE(at + 13), crc32(bytes.subarray(at, at + 13)));
  }
});

test('files of different content have different names', () => {
  const names = new Set();
  const scenarios = [{}, { model: 2 }, { amWtPct: 80.5 }, { amWtPct: 80.5, cRate: 1 }];
  for (const scenario of scenarios) names.add(fileName(lab, scenario, 'transport', lab.encodeLink(scenario)));
  assert.equal(names.size, scenarios.length);
  for (const name of names) assert.match(name, /^cathode-lab-transport-model-\d-[\dp]+wt-\w{6}$/);
});

test('authors are told apart however they are typed', () => {
  const bib = (/** @type {string} */ authors) => /author = \{(.*)\}/.exec(lab.cite('tables', { authors }).bibtex)?.[1];
  for (const [typed, read] of [
    ['A. Huber, B. Maier and C. Roth', 'A. Huber and B. Maier and C. Roth'],
    ['A. Huber, B. Maier, and C. Roth', 'A. Huber and B. Maier and C. Roth'],
    ['Anna Huber, Ben Maier', 'Anna Huber and Ben Maier'],
    ['Huber, A., Maier, B. C., Roth, C.-D.', 'Huber, A. and Maier, B. C. and Roth, C.-D.'],
    ['Huber, A.; Maier, B.', 'Huber, A. and Maier, B.'],
    ['Huber, Anna and Maier, Ben', 'Huber, Anna and Maier, Ben'],
    ['Huber, A. & Maier, B.', 'Huber, A. and Maier, B.'],
    ['A. Huber et al.', 'A. Huber et al.'],
    ['A. Huber, et al.', 'A. Huber and others'],
    ['J. van der Berg, 李明', 'J. van der Berg and 李明'],
  ])
    assert.equal(bib(typed), read, typed);
});

test('what is cited goes to other programs whole', () => {
  const details = {
    title: 'LiNi₀.₈O₂ with σ & τ² at 60 % of α_x',
    authors: 'A. Huber, B. van Roth',
    year: 2025,
    doi: 'https://doi.org/10.1234/ab_c',
    link: 'https://example.org/#v=2',
  };
  const { text, bibtex, ris, csl } = lab.cite('transport', details, { theories: 'wiener,hashin-shtrikman' });
  assert.match(text, /^A\. Huber, B\. van Roth, LiNi₀\.₈O₂ .*, 2025, doi 10\.1234\/ab_c, supplementary/);
  assert.equal(text.match(/doi\.org/g), null);
  assert.match(
    bibtex,
    /title = \{\{LiNi\\ensuremath\{_0\}\.\\ensuremath\{_8\}O\\ensuremath\{_2\} with \\ensuremath\{\\sigma\} \\& /,
  );
  assert.match(bibtex, /doi = \{10\.1234\/ab_c\}/);
  const entries = ris.split(/ER {2}- \r\n/).filter((entry) => entry.trim() !== '');
  const json = JSON.parse(csl);
  assert.equal(entries.length, json.length);
  assert.equal(bibtex.match(/^@/gm)?.length, json.length);
  for (const entry of entries)
    for (const line of entry.trim().split('\r\n')) assert.match(line, /^[A-Z][A-Z\d] {2}- \S/);
  assert.match(entries[0], /AU {2}- Huber, A\.\r\nAU {2}- van Roth, B\.\r\n/);
  assert.deepEqual(json[0].author, [
    { family: 'Huber', given: 'A.' },
    { family: 'van Roth', given: 'B.' },
  ]);
  assert.deepEqual(json[0].issued, { 'date-parts': [[2025]] });
  // Every work that is not the source's or this program has all that it takes to find it.
  for (const work of json.slice(1, -1)) {
    assert.ok(
      work.author.length > 0 && work.title && work['container-title'] && work.volume && work.page && work.issued,
      work.id,
    );
  }
  assert.equal(json.at(-1).URL, details.link);
});

test('what is not known of the source is left out, and told; the program is cited as CITATION.cff says', () => {
  const known = lab.cite('energy', { authors: 'A. Huber', year: 2025 });
  assert.match(known.text, /^A\. Huber, \[Paper on [^\]]+\], 2025, supplementary information, Tables S1–S6\.\n/);
  assert.deepEqual(known.missing, ['title', 'doi']);
  const bare = lab.cite('energy');
  for (const text of Object.values(bare)) assert.doesNotMatch(String(text), /filled|undefined|null|\bdoi = \{\}/i);
  assert.deepEqual(bare.missing, ['title', 'authors', 'year', 'doi']);
  const whole = lab.cite('energy', { title: 'T', authors: 'A. Huber', year: 2025, doi: '10.1/x' });
  assert.deepEqual(whole.missing, []);
  const cff = readFileSync(new URL('../../CITATION.cff', import.meta.url), 'utf8');
  const [, authors] = /** @type {RegExpExecArray} */ (/authors:\n\s+- name: (.+)/.exec(cff));
  const [, year] = /** @type {RegExpExecArray} */ (/year: (\d{4})/.exec(cff));
  const [, version] = /** @type {RegExpExecArray} */ (/^version: (.+)/m.exec(cff));
  assert.ok(bare.text.endsWith(`${authors}, Cathode Lab ${version} (${year}).\n`), bare.text);
  assert.ok(bare.bibtex.includes(`author = {{${authors}}}`) && bare.bibtex.includes(`year = {${year}}`), bare.bibtex);
  assert.ok(bare.ris.includes(`AU  - ${authors}\r\n`));
  assert.deepEqual(JSON.parse(bare.csl).at(-1).author, [{ literal: authors }]);
});

test('marks of a figure tell of themselves, whatever their names are', () => {
  const rows = [{ reference: '"><b>&', amWtPct: 80, thicknessUm: 70, volumetricEnergyDensityWhL: 900 }];
  const svg = lab.figure('literature', {}, { rows });
  const names = [...svg.matchAll(/ data-name="([^"]*)" data-text="([^"]*)"/g)];
  assert.ok(names.some(([, name]) => name === 'Own: &quot;&gt;&lt;b&gt;&amp;'));
  assert.ok(names.some(([, name, text]) => name === 'This cell' && text.includes('wt%')));
  assert.ok(names.every(([, name]) => name !== ''));
});
