// SPDX-License-Identifier: MIT
// Mutated files and messages into every reader of the page: each is taken or refused in words, and quickly.
// usage: node parser-fuzz.mjs [COUNT]  (200,000 to each if none is given; tests/module/files.test.mjs keeps a sample)
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { readRequest } from '../../web/embed/host-messages.js';
import { readResult } from '../../web/microstructure/returned.js';
import { sweepOf } from '../../web/record/sweep-table.js';
import { comparisonSheet, fromFile, toJson } from '../../web/session/comparison-file.js';
import { readOptions } from '../../web/session/options.js';
import { holdsRows, rowsFromJson, rowsFromText, rowsSheet } from '../../web/session/rows-file.js';
import { csvOf, linesOf } from '../../web/table-files/csv.js';
import { contentOf } from '../../web/table-files/read-file.js';
import { xlsxOf } from '../../web/table-files/xlsx.js';
import { readRaw, readVolume, toNpy } from '../../web/volume-files/voxel-file.js';

let state = 1;
const below = (/** @type {number} */ n) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % n;
const PIECES = [
  '"',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '{',
  '}',
  '[',
  ']',
  ':',
  '=',
  '-',
  '1e999',
  'NaN',
  '__proto__',
  'constructor',
  '1,000',
  'null',
  '\ufeff',
  '\u0000',
  '\ud800',
  '#',
  'amWtPct',
  'name',
  '(',
  ')',
];

/** @param {string[]} seeds */
function mutatedText(seeds) {
  let text = seeds[below(seeds.length)];
  for (let i = 1 + below(6); i > 0; --i) {
    const at = below(text.length + 1);
    const kind = below(4);
    if (kind === 0) text = text.slice(0, at) + PIECES[below(PIECES.length)] + text.slice(at);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + below(20));
    else if (kind === 2) text = text.slice(0, at) + String.fromCharCode(below(300)) + text.slice(at + 1);
    else text = text.slice(0, at) + text.slice(Math.max(0, at - below(60)));
  }
  return text;
}

/** @param {Uint8Array[]} seeds */
function mutatedBytes(seeds) {
  const bytes = Uint8Array.from(seeds[below(seeds.length)]);
  for (let i = 1 + below(8); i > 0; --i)
    bytes[below(Math.min(bytes.length, below(3) ? 160 : bytes.length))] = below(256);
  return below(4) === 0 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
}
const fileOf = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) =>
  /** @type {any} */ ({ name, size: bytes.length, arrayBuffer: async () => bytes.slice().buffer });

/** A TIFF of one strip of bytes, or of PackBits. @param {boolean} isPacked */
function tiff(isPacked) {
  const view = new DataView(new ArrayBuffer(8 + 2 + 10 * 12 + 4 + 16));
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  const tags = [
    [256, 4],
    [257, 4],
    [258, 8],
    [259, isPacked ? 32773 : 1],
    [262, 1],
    [273, 134],
    [277, 1],
    [278, 4],
    [279, 16],
    [339, 1],
  ];
  view.setUint16(8, tags.length, true);
  tags.forEach(([tag, value], index) => {
    view.setUint16(10 + 12 * index, tag, true);
    view.setUint16(12 + 12 * index, 4, true);
    view.setUint32(14 + 12 * index, 1, true);
    view.setUint32(18 + 12 * index, value, true);
  });
  for (let i = 0; i < 16; ++i) view.setUint8(134 + i, isPacked ? [0, 1, 253, 2][i % 4] : i % 3);
  return new Uint8Array(view.buffer);
}

/** @param {number} count @returns {Promise<string[]>} a line for each reader; throws what is wrong */
export async function fuzz(count) {
  const lab = await createCathodeLab();
  const defaults = lab.decodeLink('').scenario;
  const set = { scenario: defaults, comparison: [{ ...defaults, model: 1 }] };
  const pinName = () => 'A';
  const about = { title: 'Made', version: '1', link: 'x' };
  const addressOf = (/** @type {string} */ fragment) => `https://example.org/#${fragment}`;
  const sheet = comparisonSheet(lab, set, pinName, addressOf);
  const workbooks = [new Uint8Array(await (await xlsxOf([sheet], about)).arrayBuffer())];
  const csv = [csvOf(sheet, about), 'name;amWtPct;temperatureC\nA;77,5;60\n', 'am,T\n80,60'];
  const json = [toJson(lab, set, pinName, 'x'), '{"rows": [{"reference": "Mine", "amWtPct": "80.0"}]}'];
  const rows = [
    csvOf(rowsSheet([{ reference: '=A, "b"', amWtPct: '80.0' }], lab, addressOf), about),
    'Reference\tAM content, wt%\tThickness (µm)\nMine\t80\t70',
  ];
  const queries = ['embed=1&view=energy&controls=am,Lc&lock=T&theme=dark&task=Do&predict=volumetricEnergyDensityWhL'];
  const cube = { voxels: Uint8Array.from({ length: 27 }, (_, i) => i % 3), shape: /** @type {any} */ ([3, 3, 3]) };
  const volumes = [toNpy(/** @type {any} */ (cube)), tiff(false), tiff(true)].map((bytes) => new Uint8Array(bytes));
  const calculation = { all: () => ({ ...set, rows: [] }), read: (/** @type {string} */ link) => lab.decodeLink(link) };
  const messages = [
    '{"type":"set","scenario":{"model":1},"change":{"amWtPct":80},"link":"v=1&am=80","options":"view=energy"}',
  ];
  const results = [
    '{"format":"cathode-lab result","version":1,"program":"p","name":"n","link":"","fingerprint":"1x1x1-00000000","task":"solve",' +
      '"shape":[1,1,1],"sides":"closed","tolerance":0.001,"results":[{"carrier":"ion","direction":"z","percolates":true,' +
      '"effectiveConductivity":0.2,"lower":0.1,"upper":0.3,"tortuosityFactor":null,"conductingFraction":0.5,"seconds":1}]}',
  ];
  const sweeps = [
    'amWtPct [wt%],seed,result,direction,value,low,high,unit,provenance,link,program\n80,1,a,z,1,0.9,1.1,µm,implied,v=2,p\n80,2,a,z,,,,,,,\n',
  ];
  /** @type {Record<string, () => unknown>} */
  const readers = {
    'comparison, CSV': () => fromFile({ lines: linesOf(mutatedText(csv)), isTyped: false }, lab, defaults),
    'comparison, workbook': async () =>
      fromFile(await contentOf(/** @type {any} */ (mutatedBytes(workbooks).slice())), lab, defaults),
    'comparison, JSON': () => fromFile(mutatedText(json), lab, defaults),
    'own rows, text': () => {
      const text = mutatedText(rows);
      holdsRows(linesOf(text), lab);
      return rowsFromText(text, lab);
    },
    'own rows, JSON': () => rowsFromJson(mutatedText(json), lab),
    'options of the address': () => readOptions(new URLSearchParams(mutatedText(queries)), lab),
    messages: () =>
      readRequest(
        JSON.parse(mutatedText(messages)) ?? {},
        /** @type {any} */ ({
          lab,
          calculation,
          optionsOf: (/** @type {URLSearchParams} */ query) => readOptions(query, lab),
        }),
      ),
    'volumes, NumPy and TIFF': () => readVolume([fileOf(['a.npy', 'a.tif'][below(2)], mutatedBytes(volumes))]),
    'results from elsewhere': () => readResult(mutatedText(results), 'result.json'),
    'tables of sweeps': () => sweepOf(linesOf(mutatedText(sweeps)), 'sweep.csv'),
    'volumes, raw': () =>
      readRaw(
        fileOf('a.raw', mutatedBytes(volumes)),
        /** @type {any} */ ({
          shape: [1 + below(4), below(5), below(9)],
          dtype: ['uint8', 'int16', 'float32', 'uint32', 'float64'][below(5)],
          littleEndian: below(2) === 0,
          offset: below(40),
        }),
      ),
  };
  const lines = [];
  for (const [name, read] of Object.entries(readers)) {
    let taken = 0,
      slowest = 0;
    for (let i = 0; i < count; ++i) {
      const started = performance.now();
      try {
        await read();
        ++taken;
      } catch (error) {
        // A refusal is an Error with words; JSON's own SyntaxError is the parser's word about the text.
        const isRefusal =
          error instanceof Error &&
          (error.constructor === Error || error instanceof SyntaxError) &&
          error.message.length > 8 &&
          error.message.length < 3000;
        if (!isRefusal) throw new Error(`${name}: ${error?.stack ?? error}`);
      }
      slowest = Math.max(slowest, performance.now() - started);
    }
    if (Object.keys(Object.prototype).length > 0 || /** @type {any} */ ({}).polluted)
      throw new Error(`${name}: the prototype of objects has been written to`);
    lines.push(
      `${name}: ${count} inputs, ${taken} taken, ${count - taken} refused, the slowest ${slowest.toFixed(1)} ms`,
    );
  }
  lab.evaluate({});
  return lines;
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  console.log((await fuzz(Number(process.argv[2] ?? 200000))).join('\n'));
