// SPDX-License-Identifier: MIT
// What files with a header of text have in common: numbers and units in it, the edges of a voxel, and the voxels behind it.
import { bytesOf, samplePieces } from './samples.js';
import { inflateEither, MOST_GROWTH } from './unpack.js';
import { checkedShape, shownShape, startLabels } from './volume.js';

/** @typedef {import('./volume.js').Volume} Volume */
/** @typedef {import('./volume.js').Shape} Shape */
/** @typedef {{type: import('./samples.js').SampleType, isLittle: boolean}} Kind of number */

/** Micrometres of a unit of length, in small letters. */
export const UNITS_UM = new Map(
  Object.entries({
    nm: 1e-3,
    um: 1,
    µm: 1,
    μm: 1,
    '\\u00b5m': 1,
    micron: 1,
    microns: 1,
    micrometer: 1,
    micrometers: 1,
    mm: 1e3,
    cm: 1e4,
    m: 1e6,
    inch: 25400,
    in: 25400,
  }),
);
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const LONGEST_QUOTED = 80;
const DIGITS_OF_UNITS = 12;
const DIGITS_OF_SINGLE = 9;
const MOST_ALIKE = 0.01; // what edges of a cube may differ by

/** @param {Uint8Array} bytes */
export const latin = (bytes) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
};

/** As people read it: units may be µm. @param {Uint8Array} bytes */
export const textOf = (bytes) => new TextDecoder().decode(bytes);

/** A file refused by one of its fields. @param {string} name @param {string} field @param {string} value @param {string} allowed */
export const refusal = (name, field, value, allowed) =>
  new Error(`${name}: ${field}: ${value.slice(0, LONGEST_QUOTED) || 'nothing'}; allowed: ${allowed}.`);

/** A number as text; NaN of what is none. @param {string} text */
export const numberOf = (text) => (NUMBER.test(text) ? Number(text) : Number.NaN);

/** Numbers between spaces. @param {string} text */
export const numbersOf = (text) => text.trim().split(/\s+/).slice(0, 16).map(numberOf);

/**
 * The shape of as many extents as there are axes, x first.
 * @param {string} name
 * @param {string} field
 * @param {string} text
 * @param {number} axes 2 or 3
 */
export function shapeOf(name, field, text, axes) {
  const extents = numbersOf(text);
  if (extents.length !== axes || !extents.every((extent) => Number.isSafeInteger(extent) && extent >= 1))
    throw refusal(name, field, text, `${axes} whole numbers from 1`);
  return checkedShape([1, ...extents.reverse()].slice(-3), name);
}

/** To so many digits as lengths are told with. @param {number} edge */
export const rounded = (edge) => Number(edge.toPrecision(6));

/** What a number of single precision was meant to be: 0.1 of 0.10000000149011612. @param {number} edge */
function meant(edge) {
  for (let digits = 1; Math.fround(edge) === edge && digits <= DIGITS_OF_SINGLE; ++digits) {
    const short = Number(edge.toPrecision(digits));
    if (Math.fround(short) === edge) return short;
  }
  return edge;
}

/** @param {number[]} edges @param {number} axes */
export const areEdges = (edges, axes) =>
  edges.length === axes && edges.every((edge) => edge > 0 && Number.isFinite(edge));

/**
 * The edges of a voxel that a field tells, x first: one of a cube, where they differ by 1 % at most. Of a unit that is not told
 * (empty) or not known they are taken for micrometres, with a note; 1, 1, 1 of no unit tell nothing.
 * @param {string} field
 * @param {number[]} edges
 * @param {string} unit
 * @returns {{voxelUm: import('./volume.js').VoxelUm, notes: string[]}}
 */
export function toldEdges(field, edges, unit) {
  const um = UNITS_UM.get(unit.toLowerCase());
  if (um === undefined && edges.every((edge) => edge === 1)) return { voxelUm: null, notes: [] };
  const notes =
    um === undefined
      ? [
          `The unit of ${field}${unit ? `, "${unit.slice(0, 40)}", is not known` : ' is not told'}; taken for micrometres.`,
        ]
      : [];
  const [x, y, z = x] = edges.map((edge) =>
    (um ?? 1) === 1 ? meant(edge) : Number((meant(edge) * (um ?? 1)).toPrecision(DIGITS_OF_UNITS)),
  );
  const areAlike = edges.every((edge) => Math.abs(edge - edges[0]) <= MOST_ALIKE * edges[0]);
  return { voxelUm: areAlike ? x : [z, y, x], notes };
}

/**
 * Voxels that lie in some bytes as they are, or deflated: x runs fastest.
 * @param {string} name
 * @param {Shape} shape
 * @param {Kind} kind
 * @param {Uint8Array} bytes
 * @param {{isDeflated?: boolean, mayEndWith?: number}} [options] how many bytes may follow
 */
export function labelsOf(name, shape, { type, isLittle }, bytes, { isDeflated = false, mayEndWith = 0 } = {}) {
  const size = shape[0] * shape[1] * shape[2] * bytesOf(type);
  const wanted = `${name}: ${shownShape(shape)} voxels of type ${type} take ${size} bytes`;
  if (isDeflated) {
    if (size / MOST_GROWTH > bytes.length)
      throw new Error(
        `${wanted}, which the ${bytes.length} compressed ones cannot hold; allowed: one for at most ${MOST_GROWTH}.`,
      );
    // A byte more tells whether there are more.
    const found = inflatedOf(name, bytes, size + 1);
    if (found.length !== size)
      throw new Error(`${wanted}, but the compressed ones hold ${found.length > size ? 'more' : found.length}.`);
    return labelsOf(name, shape, { type, isLittle }, found);
  }
  if (bytes.length < size || bytes.length > size + mayEndWith)
    throw new Error(`${wanted} behind the header, but there are ${bytes.length}.`);
  const labels = startLabels(shape, name);
  for (const piece of samplePieces(bytes.subarray(0, size), type, isLittle)) labels.add(piece);
  return labels.finish();
}

/** @param {string} name @param {Uint8Array} bytes @param {number} size */
function inflatedOf(name, bytes, size) {
  try {
    return inflateEither(bytes, size);
  } catch (reason) {
    throw new Error(
      `${name}: the compressed voxels are damaged (${reason instanceof Error ? reason.message : reason}); allowed: zlib or gzip.`,
    );
  }
}
