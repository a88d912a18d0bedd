// SPDX-License-Identifier: MIT
// Amira's and Avizo's files of uniform lattices (.am): a header of words and braces, then arrays, each behind a line "@1".
import {
  areEdges,
  labelsOf,
  latin,
  numberOf,
  numbersOf,
  refusal,
  rounded,
  shapeOf,
  textOf,
  toldEdges,
} from './header-fields.js';
import { startLabels } from './volume.js';

/** @typedef {import('./samples.js').SampleType} SampleType */
/** @typedef {import('./volume.js').Volume} Volume */
/** @typedef {{type: string, name: string, place: string, compression: string}} LatticeArray */

const LONGEST_HEADER = 2 ** 20;
const TYPES = /** @type {Map<string, SampleType>} */ (
  new Map([
    ['byte', 'uint8'],
    ['short', 'int16'],
    ['ushort', 'uint16'],
    ['int', 'int32'],
    ['float', 'float32'],
    ['double', 'float64'],
  ])
);
const LINE_BREAK = 2; // bytes at most behind the voxels
const PIECE = 2 ** 16; // characters of numbers that are text

/** @param {Uint8Array} bytes */
export const isAmira = (bytes) => /^# A(miraMesh|vizo)/.test(latin(bytes.subarray(0, 16)));

/** A text in quotation marks keeps the first of them. @param {string} header */
const wordsOf = (header) =>
  [...header.matchAll(/#.*|"([^"\n]*)"?|[{}(),=]|[^{}(),="#\s]+/g)]
    .filter(([word]) => !word.startsWith('#'))
    .map(([word, quoted]) => (quoted === undefined ? word : `"${quoted}`));

/** @param {string} text */
function headerOf(text) {
  const words = wordsOf(text);
  const numbersFrom = (/** @type {number} */ at) => {
    let end = at;
    while (end < words.length && !Number.isNaN(numberOf(words[end]))) ++end;
    return words.slice(at, end).join(' ');
  };
  const unquoted = (/** @type {string | undefined} */ word) => (word ?? '').replace(/^"/, '');
  const header = { sizes: '', box: '', coordinates: '', unit: '', arrays: /** @type {LatticeArray[]} */ ([]) };
  /** @type {string[]} those that a word is in */
  const blocks = [];
  words.forEach((now, at) => {
    const where = blocks.join(' ');
    if (now === '{') blocks.push(words[at - 1] ?? '');
    else if (now === '}') blocks.pop();
    else if (where === '' && now === 'define' && words[at + 1] === 'Lattice') header.sizes = numbersFrom(at + 2);
    else if (where === 'Parameters' && now === 'BoundingBox') header.box = numbersFrom(at + 1);
    else if (where === 'Parameters' && now === 'CoordType') header.coordinates = unquoted(words[at + 1]);
    else if (where === 'Parameters Units' && now === 'Coordinates') header.unit = unquoted(words[at + 1]);
    else if (where === 'Lattice' && words[at + 2] === '}') {
      const place = at + (words[at + 3] === '=' ? 4 : 3);
      header.arrays.push({
        type: now,
        name: words[at + 1],
        place: words[place] ?? '',
        compression: words[place + 1] === '(' ? (words[place + 2] ?? '') : '',
      });
    }
  });
  return header;
}

/**
 * Numbers that are written as text.
 * @param {string} name
 * @param {import('./volume.js').Shape} shape
 * @param {SampleType} type
 * @param {Uint8Array} bytes
 */
function labelsOfText(name, shape, type, bytes) {
  const needed = shape[0] * shape[1] * shape[2];
  const wanted = `${name}: ${shape.join(' × ')} voxels are ${needed} numbers`;
  // Each but the last takes two characters at least.
  if (needed > (bytes.length + 1) / 2) throw new Error(`${wanted}, but ${bytes.length} bytes are too few of them.`);
  const isOfWholes = !type.startsWith('float');
  const labels = startLabels(shape, name);
  let filled = 0,
    rest = '';
  for (let at = 0, isOver = false; at < bytes.length && !isOver; at += PIECE) {
    const words = (rest + latin(bytes.subarray(at, at + PIECE))).split(/\s+/);
    rest = at + PIECE < bytes.length ? (words.pop() ?? '') : '';
    const numbers = [];
    for (const word of words) {
      if (!word) continue;
      isOver = word.startsWith('@');
      if (isOver) break;
      const number = numberOf(word);
      if (Number.isNaN(number) || (isOfWholes && !Number.isInteger(number)))
        throw refusal(name, `voxel ${filled + numbers.length}`, word, isOfWholes ? 'a whole number' : 'a number');
      numbers.push(number);
    }
    filled += numbers.length;
    if (filled > needed) throw new Error(`${wanted}, but there are more.`);
    labels.add(numbers);
  }
  if (filled < needed) throw new Error(`${wanted}, but there are ${filled}.`);
  return labels.finish();
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {Volume}
 */
export function readAmira(bytes, name) {
  const head = bytes.subarray(0, LONGEST_HEADER);
  const text = latin(head);
  const first = text.slice(0, 80).split('\n')[0].trim();
  const [, way] = / (ASCII|BINARY-LITTLE-ENDIAN|BINARY)\b/.exec(first) ?? [];
  if (!way) throw refusal(name, 'its first line', first, 'ASCII, BINARY, BINARY-LITTLE-ENDIAN');
  const section = text.indexOf('\n@');
  const begin = section < 0 ? 0 : text.indexOf('\n', section + 1) + 1;
  if (begin === 0) throw refusal(name, 'the voxels', '', 'behind a line of their own such as @1');
  const [place] = wordsOf(text.slice(section, begin));
  const told = headerOf(textOf(head.subarray(0, section)));
  const array = told.arrays.find((one) => one.place === place);
  if (!array) throw refusal(name, 'Lattice', '', `an array of voxels at ${place}`);
  if (told.coordinates && told.coordinates !== 'uniform') throw refusal(name, 'CoordType', told.coordinates, 'uniform');
  const shape = shapeOf(name, 'define Lattice', told.sizes, 3);
  const type = TYPES.get(array.type);
  if (!type) throw refusal(name, `Lattice { ${array.name.slice(0, 40)} }`, array.type, [...TYPES.keys()].join(', '));
  if (array.compression)
    throw refusal(
      name,
      `the compression of ${place}`,
      array.compression,
      'none (in Amira, save as uncompressed AmiraMesh)',
    );
  const data = bytes.subarray(begin);
  const isAlone = told.arrays.length === 1;
  const labels =
    way === 'ASCII'
      ? labelsOfText(name, shape, type, data)
      : labelsOf(name, shape, { type, isLittle: way !== 'BINARY' }, data, {
          mayEndWith: isAlone ? LINE_BREAK : data.length,
        });
  const notes = isAlone ? [] : [`Of its ${told.arrays.length} arrays the first is taken, ${array.name.slice(0, 40)}.`];
  if (!told.box) return { ...labels, voxelUm: null, name, notes };
  // The box reaches from the centres of the first voxels to those of the last ones; of one voxel it tells the edge.
  const box = numbersOf(told.box);
  const edges = [0, 1, 2].map((axis) =>
    rounded((box[2 * axis + 1] - box[2 * axis]) / Math.max(shape[2 - axis] - 1, 1)),
  );
  const known = shape[0] === 1 && edges[2] === 0 ? edges.slice(0, 2) : edges;
  if (box.length !== 6 || !areEdges(known, known.length))
    throw refusal(name, 'BoundingBox', told.box, 'x from, x to, y from, y to, z from, z to, each rising');
  const { voxelUm, notes: more } = toldEdges('BoundingBox', known, told.unit);
  return { ...labels, voxelUm, name, notes: [...notes, ...more] };
}
