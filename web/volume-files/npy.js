// SPDX-License-Identifier: MIT
// Arrays in NumPy's file format, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import { bytesOf, samplePieces } from './samples.js';
import { checkedShape, shownShape, startLabels } from './volume.js';

/** @typedef {import('./samples.js').SampleType} SampleType */
/** @typedef {import('./volume.js').Shape} Shape */
/** @typedef {import('./volume.js').Volume} Volume */

const MAGIC = '\x93NUMPY';
const LONGEST_HEADER = 16384;
const TYPES = /** @type {Record<string, SampleType>} */ ({
  b1: 'uint8',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  u4: 'uint32',
  i4: 'int32',
  u8: 'uint64',
  i8: 'int64',
  f4: 'float32',
  f8: 'float64',
});
const ALLOWED = 'allowed: bool, integers of 8 to 64 bits, float32, float64';

/** @param {Uint8Array} bytes */
const latin = (bytes) => String.fromCharCode(...bytes);

/** @param {Uint8Array} bytes */
export const isNpy = (bytes) => latin(bytes.subarray(0, 6)) === MAGIC;

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 */
function headerOf(bytes, name) {
  if (bytes.length < 12)
    throw new Error(`${name}: the NumPy file ends within its header, after ${bytes.length} bytes.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3)
    throw new Error(`${name}: version ${version}.${bytes[7]} of NumPy's format; allowed: 1.0 to 3.0.`);
  const begin = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER || begin + length > bytes.length) {
    throw new Error(
      `${name}: the NumPy header is to have ${length} bytes, but ${bytes.length - begin} follow; allowed: up to ${LONGEST_HEADER}.`,
    );
  }
  const text = latin(bytes.subarray(begin, begin + length));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const extents = /'shape'\s*:\s*\(([^()]*)\)/.exec(text)?.[1];
  if (descr === undefined) throw new Error(`${name}: the NumPy header names no single type of number; ${ALLOWED}.`);
  if (order === undefined || extents === undefined)
    throw new Error(`${name}: the NumPy header lacks fortran_order or shape.`);
  return {
    descr,
    isFortran: order === 'True',
    extents: extents
      .split(',')
      .map((extent) => extent.trim())
      .filter(Boolean),
    begin: begin + length,
  };
}

/**
 * Voxels whose first axis runs fastest, in the order in which the last one does.
 * @param {Uint8Array} voxels
 * @param {Shape} shape
 */
function inOwnOrder(voxels, [nz, ny, nx]) {
  const own = new Uint8Array(voxels.length);
  let filled = 0;
  for (let k = 0; k < nz; ++k) {
    for (let j = 0; j < ny; ++j) {
      for (let i = 0, at = k + nz * j; i < nx; ++i, at += nz * ny) own[filled++] = voxels[at];
    }
  }
  return own;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {Volume}
 */
export function readNpy(bytes, name) {
  const { descr, isFortran, extents, begin } = headerOf(bytes, name);
  const [, order, kind] = /^([<>|=]?)([a-z]\d+)$/.exec(descr) ?? [];
  const type = Object.hasOwn(TYPES, kind ?? '') ? TYPES[kind] : undefined;
  if (!type) throw new Error(`${name}: the NumPy type "${descr.slice(0, 40)}" is not read; ${ALLOWED}.`);
  if (extents.length !== 2 && extents.length !== 3)
    throw new Error(`${name}: the array has ${extents.length} dimensions; allowed: 3 (z, y, x) or 2 (y, x).`);
  const numbers = extents.map((extent) => (/^\d+L?$/.test(extent) ? Number.parseInt(extent, 10) : NaN));
  const shape = checkedShape(numbers.length === 2 ? [1, ...numbers] : numbers, name);
  const expected = shape[0] * shape[1] * shape[2] * bytesOf(type);
  const data = bytes.subarray(begin);
  if (data.length !== expected) {
    throw new Error(
      `${name}: ${shownShape(shape)} voxels of type ${descr} take ${expected} bytes behind the header, but there are ${data.length}.`,
    );
  }
  const labels = startLabels(shape, name);
  for (const piece of samplePieces(data, type, order !== '>')) labels.add(piece);
  const volume = { ...labels.finish(), voxelUm: null, name, notes: [] };
  // A flat array has its first axis along y; with one plane along z the order is the same.
  return isFortran ? { ...volume, voxels: inOwnOrder(volume.voxels, shape) } : volume;
}

/**
 * Labels as a NumPy file of unsigned bytes.
 * @param {Pick<Volume, 'voxels' | 'shape'>} volume
 */
export function toNpy({ voxels, shape }) {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  // The data begins at a multiple of 64 bytes, behind a line break.
  const begin = Math.ceil((10 + header.length + 1) / 64) * 64;
  const text = `${MAGIC}\x01\x00${String.fromCharCode((begin - 10) & 255, (begin - 10) >> 8)}${header.padEnd(begin - 11)}\n`;
  const file = new Uint8Array(begin + voxels.length);
  for (let index = 0; index < begin; ++index) file[index] = text.charCodeAt(index);
  file.set(voxels, begin);
  return file;
}
