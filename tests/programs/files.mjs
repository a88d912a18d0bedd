// SPDX-License-Identifier: MIT
// Files of every kind, as the page writes them, in a folder for other programs to open. usage: node files.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { fontOf, withOutlines } from '../../web/record/outlines.js';
import { comparisonSheet, toJson } from '../../web/session/comparison-file.js';
import { findingsSheet } from '../../web/session/findings-file.js';
import { rowsSheet } from '../../web/session/rows-file.js';
import { csvOf } from '../../web/table-files/csv.js';
import { sheetOf } from '../../web/table-files/sheet.js';
import { xlsxOf } from '../../web/table-files/xlsx.js';
import { zipOf } from '../../web/table-files/zip.js';
import { toMha, toNpy, toRawWithHeader, toTiff } from '../../web/volume-files/voxel-file.js';

export const lab = await createCathodeLab();
export const addressOf = (/** @type {string} */ fragment) => `https://example.org/#${fragment}`;
export const aboutOf = (/** @type {string} */ title) => ({
  title,
  version: lab.version(),
  link: addressOf('v=2&pin=model:1,am:75'),
});

/** Repeatable numbers below 1. @param {number} seed */
export function randomFrom(seed) {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Scenarios with numbers of all lengths. @param {number} count */
export function randomScenarios(count) {
  const random = randomFrom(11);
  const defaults = lab.decodeLink('v=2').scenario;
  const scenarios = [];
  while (scenarios.length < count) {
    const scenario = /** @type {Record<string, unknown>} */ ({ ...defaults });
    for (const { key, min, max, choices } of lab.parameters()) {
      if (random() < 0.5 || key === 'sizing') continue;
      scenario[key] = choices
        ? choices[Math.floor(random() * choices.length)].value
        : Number((Number(min) + random() * (Number(max) - Number(min))).toPrecision(1 + Math.floor(random() * 6)));
    }
    // Only what the link keeps as it is, one size of the cathode and within the ranges.
    try {
      lab.evaluate(scenario);
      scenarios.push(lab.decodeLink(lab.encodeLink(scenario)).scenario);
    } catch {
      // rounded out of its range
    }
  }
  return scenarios;
}

/** Rows as people print them. @param {number} count */
export function randomRows(count) {
  const random = randomFrom(5);
  const columns = lab.rowColumns();
  return Array.from({ length: count }, (_, index) => ({
    reference: [`#${index} Lab`, `Ref. ${index}`, `=${index}`, `Müller, ${index}`][index % 4],
    ...Object.fromEntries(
      columns
        .filter(({ isText }) => !isText && random() < 0.6)
        .map(({ key, min, max }) => {
          const value = Number(min) + random() * (Math.min(Number(max), Number(min) + 200) - Number(min));
          const text = value.toFixed(Math.floor(random() * 4));
          return [
            key,
            Number(text) < Number(min) || Number(text) > Number(max) || Number(text) === 0 ? String(max) : text,
          ];
        }),
    ),
  }));
}

/** Links have room for some scenarios only: files of so many each. @param {unknown[]} all @param {number} size */
export const inPieces = (all, size) =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, piece) => all.slice(piece * size, (piece + 1) * size));

/** @param {string} folder */
export async function writeFiles(folder) {
  const put = (/** @type {string} */ name, /** @type {string | Uint8Array} */ content) =>
    writeFileSync(join(folder, name), content);
  const bytes = async (/** @type {Blob} */ blob) => new Uint8Array(await blob.arrayBuffer());
  /** @param {string} name @param {import('../../web/table-files/sheet.js').Sheet} sheet */
  async function putTable(name, sheet) {
    put(`${name}.csv`, csvOf(sheet, aboutOf(name)));
    put(`${name}.xlsx`, await bytes(await xlsxOf([sheet], aboutOf(name))));
  }
  const scenarios = randomScenarios(4);
  const [scenario, ...comparison] = scenarios;
  const pinName = (/** @type {number} */ place) => 'ABCDEFGH'[place];
  await putTable('comparison', comparisonSheet(lab, { scenario, comparison }, pinName, addressOf));
  put('comparison.json', toJson(lab, { scenario, comparison }, pinName, addressOf('v=2')));
  await putTable('rows', rowsSheet(randomRows(20), lab, addressOf));
  await putTable('audit', findingsSheet(lab.audit()));
  const tables = lab.checkedTables().map((table) => sheetOf(table, { isPrinted: true }));
  for (const sheet of tables) put(`table-${sheet.name}.csv`, csvOf(sheet, aboutOf(sheet.name)));
  put('tables.xlsx', await bytes(await xlsxOf(tables, aboutOf('tables'))));
  put(
    'tables.zip',
    zipOf(
      tables.map((sheet) => ({
        name: `${sheet.name}.csv`,
        content: csvOf(sheet, aboutOf(sheet.name)),
        about: sheet.name,
      })),
      aboutOf('tables'),
    ),
  );
  const assets = new URL('../../dist/assets/', import.meta.url);
  const font = (/** @type {string} */ name) =>
    fontOf(
      new Uint8Array(
        readFileSync(new URL(readdirSync(assets).find((file) => file.startsWith(`inter-${name}`)) ?? '', assets)),
      ).buffer,
    );
  const fonts = { regular: font('regular'), semibold: font('semibold') };
  for (const { name } of lab.figures()) {
    await putTable(`figure-${name}`, sheetOf(lab.figureData(name)));
    const svg = lab.figure(name, {}, { widthMm: 85, theme: 'print' });
    put(`figure-${name}.svg`, svg);
    put(`figure-${name}-outlines.svg`, withOutlines(svg, fonts));
  }
  const details = {
    title: 'LiNi₀.₈Co₀.₁Mn₀.₁O₂ and Li₆PS₅Cl: σ, τ² & 100 % of it_all',
    authors: 'A. Huber, B. van der Maier, Ç. Öztürk and D. Roth',
    year: '2025',
    doi: 'https://doi.org/10.1234/ab_c.d',
    link: addressOf('v=2&model=2'),
  };
  const { bibtex, ris, csl } = lab.cite('transport', details, {
    theories: lab
      .theories()
      .map(({ key }) => key)
      .join(','),
  });
  put('references.bib', bibtex);
  put('references.ris', ris);
  put('references.json', csl);
  const made = lab.generateMicrostructure({ shape: [24, 28, 32], seed: 3 });
  const volume = { ...made, name: 'volume', values: [0, 1, 2, 3], counts: [], notes: [] };
  put('volume.npy', toNpy(volume));
  put('volume.mha', toMha(volume));
  put('volume.tif', toTiff(volume));
  const { raw, header } = toRawWithHeader(volume);
  put('volume.raw', raw);
  put('volume.mhd', header);
  put('volume-facts.json', JSON.stringify({ shape: made.shape, voxels: [...made.voxels], voxelUm: made.voxelUm }));
}

if (process.argv[1] === new URL(import.meta.url).pathname) await writeFiles(process.argv[2]);
