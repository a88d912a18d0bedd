// SPDX-License-Identifier: MIT
// Compressions that lose nothing, of TIFF, MetaImage and NRRD. All stop at the size that is expected, whatever the data would grow to.
import { Decompress, Unzlib } from 'fflate';

/** @typedef {(packed: Uint8Array, size: number) => Uint8Array} Unpack */

// Deflate grows data up to a thousandfold: what little of it is pushed at once bounds what comes out at once.
const PUSHED = 16384;

/** @param {typeof Unzlib | typeof Decompress} Kind @param {Uint8Array} packed @param {number} size */
function inflated(Kind, packed, size) {
  const unpacked = new Uint8Array(size);
  let filled = 0;
  const stream = new Kind((piece) => {
    const fitting = piece.subarray(0, size - filled);
    unpacked.set(fitting, filled);
    filled += fitting.length;
  });
  for (let at = 0; at < packed.length && filled < size; at += PUSHED)
    stream.push(packed.subarray(at, at + PUSHED), at + PUSHED >= packed.length);
  return unpacked.subarray(0, filled);
}

/** @type {Unpack} */
const inflate = (packed, size) => inflated(Unzlib, packed, size);
/** Deflate with the head of zlib or of gzip. @type {Unpack} */
export const inflateEither = (packed, size) => inflated(Decompress, packed, size);

/** Deflate grows data no further. */
export const MOST_GROWTH = 1032;

/** @type {Unpack} */
function unpackBits(packed, size) {
  const unpacked = new Uint8Array(size);
  let filled = 0,
    at = 0;
  while (at < packed.length && filled < size) {
    const control = packed[at++];
    if (control < 128) {
      const piece = packed.subarray(at, at + Math.min(control + 1, size - filled));
      unpacked.set(piece, filled);
      filled += piece.length;
      at += control + 1;
    } else if (control > 128 && at < packed.length) {
      unpacked.fill(packed[at++], filled, filled + 257 - control);
      filled = Math.min(size, filled + 257 - control);
    }
  }
  return unpacked.subarray(0, filled);
}

const CLEAR = 256,
  END = 257,
  MOST_CODES = 4096;

/** @type {Unpack} */
function unpackLzw(packed, size) {
  const unpacked = new Uint8Array(size);
  // What a code stands for was written before: where, and how many bytes of it.
  const starts = new Uint32Array(MOST_CODES),
    lengths = new Uint16Array(MOST_CODES);
  let filled = 0,
    bits = 0,
    held = 0,
    width = 9,
    next = END + 1,
    isFirst = true,
    lastStart = 0,
    lastLength = 0;
  for (const byte of packed) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = END + 1;
      width = 9;
      isFirst = true;
      continue;
    }
    if ((code >= next && !(code === next && !isFirst)) || (isFirst && code > 255))
      throw new Error('an LZW code is not defined');
    // The code after the last defined one is the string before and its own first byte, written just behind it.
    const length = code < 256 ? 1 : code === next ? lastLength + 1 : lengths[code];
    const source = code < 256 ? -1 : code === next ? lastStart : starts[code];
    const end = Math.min(size, filled + length);
    for (let to = filled, from = source; to < end; ++to, ++from) unpacked[to] = source < 0 ? code : unpacked[from];
    if (!isFirst && next < MOST_CODES) {
      starts[next] = lastStart;
      lengths[next] = lastLength + 1;
      ++next;
    }
    isFirst = false;
    lastStart = filled;
    lastLength = length;
    filled = end;
    if (filled === size) break;
    // Codes of TIFF widen one early.
    if (next >= (1 << width) - 1 && width < 12) ++width;
  }
  return unpacked.subarray(0, filled);
}

/** By TIFF's numbers. @type {Map<number, Unpack>} */
export const UNPACK = new Map([
  [1, (packed, size) => packed.subarray(0, size)],
  [5, unpackLzw],
  [8, inflate],
  [32946, inflate],
  [32773, unpackBits],
]);
