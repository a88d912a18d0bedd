// SPDX-License-Identifier: MIT
// What volumes and geometries are recognised by, whatever file they lie in: as core/files/volume_file.h and
// core/files/geometry_file.h have it. Large ones are read in slices, between which the page can be used.
import { BODY_NUMBERS, BOX_NUMBERS, geometryNumbers } from '../api/geometry.js';
import { inSlices } from '../table-files/slices.js';

const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/**
 * CRC-32 as zip and PNG have it.
 * @param {Uint8Array} bytes
 * @param {number} [before] that of what stands before them
 */
export function crc32(bytes, before = 0) {
  let crc = ~before;
  for (let i = 0; i < bytes.length; ++i) crc = TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** @param {Uint8Array} bytes */
async function crcOf(bytes) {
  let crc = 0;
  for await (const slice of inSlices(bytes)) crc = crc32(slice, crc);
  return crc.toString(16).padStart(8, '0');
}

/**
 * @param {readonly number[]} shape
 * @param {Uint8Array} labels in C order, 0, 1, 2 ... without a gap
 */
export const fingerprintOfVolume = async (shape, labels) => `${shape.join('x')}-${await crcOf(labels)}`;

/** @param {import('../api/cathode-lab').Geometry} geometry */
export async function fingerprintOfGeometry(geometry) {
  const numbers = geometryNumbers(geometry);
  const bytes = new Uint8Array(numbers.length * 8);
  const view = new DataView(bytes.buffer);
  // Both zeros are one number, and a shell that is not there has no label.
  numbers.forEach((one, at) => view.setFloat64(8 * at, one + 0, true));
  for (let end = BOX_NUMBERS + BODY_NUMBERS; end <= numbers.length; end += BODY_NUMBERS)
    if (numbers[end - 2] === 0) view.setFloat64(8 * (end - 1), 0, true);
  return `geometry-${await crcOf(bytes)}`;
}
