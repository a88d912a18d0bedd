// SPDX-License-Identifier: MIT
// What the functions that take voxels are given, read and checked before any of it is used: a getter may call back into
// this module.
import { geometryNumbers } from './geometry.js';
import { choice, flag, number, read } from './options.js';
import { shown } from './quoting.js';

/** @typedef {import('./cathode-lab').Shape} Shape */

const DIRECTIONS = /** @type {const} */ (['z', 'y', 'x']);
// A microstructure as it has been generated may be given as it is.
const MEASURED = ['voxels', 'shape', 'voxelUm', 'sides', 'seed', 'phases', 'notes', 'packing', 'geometry', 'particles'];
const SIDES = /** @type {const} */ (['closed', 'periodic']);

/**
 * An array or typed array as it is now, for it may be shared, resized or given away later; nothing of anything else.
 * @param {unknown} value
 * @returns {ArrayLike<unknown>}
 */
function elementsOf(value) {
  if (Array.isArray(value)) return value;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return [];
  return /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (value));
}

/** The first of them as a list; empty where it has been given away. @param {unknown} value @param {number} most */
const listOf = (value, most) => {
  const elements = elementsOf(value);
  return Array.from({ length: Math.min(elements.length, most) }, (_, i) => elements[i]);
};

/**
 * Whole numbers from 0 to a most, of any kind of array, in a typed array that the core copies at once. Refuses what
 * has been
 * given away (detached), which has no elements left.
 * @template {Uint8Array | Uint32Array} Kind
 * @param {string} name
 * @param {unknown} value
 * @param {{new (length: number): Kind, BYTES_PER_ELEMENT: number}} kind
 */
function wholeNumbers(name, value, kind) {
  const most = 2 ** (8 * kind.BYTES_PER_ELEMENT) - 1;
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (!isList)
    throw new Error(
      `${name} must be a Uint8Array or another array of whole numbers, 0 to ${most}, not ${shown(value)}.`,
    );
  if (ArrayBuffer.isView(value) && value.byteLength === 0 && value.buffer.byteLength === 0) {
    throw new Error(
      `${name}: an array without elements, or one that has been given away (transferred); allowed: one for each voxel.`,
    );
  }
  if (value instanceof kind) return value;
  const list = elementsOf(value);
  const read = new kind(list.length);
  for (let i = 0; i < list.length; ++i) {
    const one = list[i];
    if (typeof one !== 'number' || !Number.isInteger(one) || one < 0 || one > most)
      throw new Error(`${name}[${i}]: ${shown(one)}; allowed: whole numbers, 0 to ${most}.`);
    read[i] = one;
  }
  return read;
}

/** @param {unknown} value @returns {Shape} */
export function readShape(value) {
  const numbers = listOf(value, 4);
  if (
    numbers.length !== 3 ||
    !numbers.every((n) => typeof n === 'number' && Number.isInteger(n) && n > 0 && n < 2 ** 31)
  ) {
    throw new Error(`shape must be three whole numbers [nz, ny, nx], not ${shown(value)}.`);
  }
  return /** @type {Shape} */ (numbers);
}

/** Edges of a voxel along z, y and x. @param {string} name @param {unknown} value */
function readEdges(name, value) {
  const edges = listOf(value, 4);
  if (edges.length !== 3) throw new Error(`${name} must be three numbers [dz, dy, dx], not ${shown(value)}.`);
  return edges.map((edge, axis) => number(`${name}[${axis}]`, edge ?? null, 0));
}

/** @param {unknown} value */
function readObserver(value) {
  if (value === undefined || typeof value === 'function')
    return /** @type {((progress: object) => unknown) | undefined} */ (value);
  throw new Error(`onProgress must be a function, not ${shown(value)}.`);
}

const NUMBERS = ['conductivities', 'direction', 'tolerance', 'sides', 'contactResistance', 'onProgress'];
const OF_VOXELS = ['voxels', 'shape', 'particles', 'spacing', 'fields'];

/** What every solve takes. @param {Record<string, unknown>} given @param {number} tolerance where none is given */
function readNumbers(given, tolerance) {
  const list = given.conductivities;
  if (!Array.isArray(list) && (!ArrayBuffer.isView(list) || list instanceof DataView))
    throw new Error(`conductivities must be an array, one for each label, not ${shown(list)}.`);
  return {
    conductivities: listOf(list, 257).map((sigma, label) => number(`conductivities[${label}]`, sigma ?? null, 0)),
    tolerance: number('tolerance', given.tolerance, tolerance),
    isPeriodic: choice('sides', given.sides, SIDES) === 'periodic',
    contactResistance: number('contactResistance', given.contactResistance, 0),
    onProgress: readObserver(given.onProgress),
  };
}

/** Whether a solve is given a geometry rather than voxels. @param {unknown} options */
export const isOfGeometry = (options) => read(options, 'options', null).geometry !== undefined;

/** The options of a solve on voxels, read and checked. @param {unknown} options */
export function readTransport(options) {
  const given = read(options, 'options', [...OF_VOXELS, ...NUMBERS]);
  const voxels = wholeNumbers('voxels', given.voxels, Uint8Array);
  const shape = readShape(given.shape);
  const numbers = readNumbers(given, 1e-3);
  const direction = choice('direction', given.direction, DIRECTIONS);
  const spacing = given.spacing === undefined ? [1, 1, 1] : readEdges('spacing', given.spacing);
  const wantsFields = flag('fields', given.fields);
  const particles = given.particles === undefined ? undefined : wholeNumbers('particles', given.particles, Uint32Array);
  return { ...numbers, voxels, shape, direction: DIRECTIONS.indexOf(direction), spacing, wantsFields, particles };
}

/** The options of a solve on a geometry. @param {unknown} options */
export function readGeometryTransport(options) {
  const given = read(options, 'options', ['geometry', 'shape', ...NUMBERS]);
  const direction = choice('direction', given.direction, DIRECTIONS);
  return {
    ...readNumbers(given, 1e-3),
    geometry: geometryNumbers(given.geometry),
    shape: readShape(given.shape),
    direction: DIRECTIONS.indexOf(direction),
  };
}

/** The options of a climb. @param {unknown} options */
export function readConvergence(options) {
  const given = read(options, 'options', ['geometry', 'mostVoxels', ...NUMBERS]);
  const direction = choice('direction', given.direction, [...DIRECTIONS, 'mean']);
  return {
    ...readNumbers(given, 0.05),
    geometry: geometryNumbers(given.geometry),
    mostVoxels: number('mostVoxels', given.mostVoxels, NaN), // as the core has it
    directions: direction === 'mean' ? [0, 1, 2] : [DIRECTIONS.indexOf(direction)],
  };
}

/** A volume to be measured. @param {unknown} volume */
export function readMeasured(volume) {
  const given = read(volume, 'volume', MEASURED);
  return {
    voxels: wholeNumbers('voxels', given.voxels, Uint8Array),
    shape: readShape(given.shape),
    edgesUm: Array.isArray(given.voxelUm)
      ? readEdges('voxelUm', given.voxelUm)
      : Array(3).fill(number('voxelUm', given.voxelUm, NaN)),
    isPeriodic: choice('sides', given.sides, SIDES) === 'periodic',
  };
}

/** A volume in which is followed what joins. @param {unknown} options */
export function readConnectivity(options) {
  const given = read(options, 'options', ['voxels', 'shape', 'conducts', 'direction', 'sides']);
  if (!Array.isArray(given.conducts) || given.conducts.length > 256)
    throw new Error(
      `conducts must be an array of true and false, one for each label and up to 256, not ${shown(given.conducts)}.`,
    );
  return {
    voxels: wholeNumbers('voxels', given.voxels, Uint8Array),
    shape: readShape(given.shape),
    conducts: Array.from(given.conducts, (one, label) => flag(`conducts[${label}]`, one)),
    direction: DIRECTIONS.indexOf(choice('direction', given.direction, DIRECTIONS)),
    isPeriodic: choice('sides', given.sides, SIDES) === 'periodic',
  };
}
