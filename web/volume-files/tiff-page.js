// SPDX-License-Identifier: MIT
// What the pages of a TIFF file hold, and where: refused where it is not one number per pixel of a kind that is read.
import { TAG } from './tiff-fields.js';
import { UNPACK } from './unpack.js';
import { LARGEST_EXTENT } from './volume.js';

/** @typedef {Exclude<import('./samples.js').SampleType, 'int64' | 'uint64'>} SampleType */
/** @typedef {import('./tiff-fields.js').Fields} Fields */
/** @typedef {import('./tiff-fields.js').TiffFields} TiffFields */
/**
 * @typedef {object} Page
 * @property {number} width
 * @property {number} height
 * @property {number} bits
 * @property {SampleType} type
 * @property {number} compression
 * @property {boolean} isDifferenced whether numbers are told as differences along a row
 * @property {{width: number, height: number}} block a strip or tile
 * @property {boolean} isTiled
 * @property {{at: number, size: number}[]} blocks
 */

const FORMATS = ['', 'uint', 'int', 'float'];
const COMPRESSIONS = /** @type {Record<number, string>} */ ({
  2: 'CCITT',
  3: 'CCITT fax',
  4: 'CCITT fax',
  6: 'JPEG',
  7: 'JPEG',
  34712: 'JPEG 2000',
  34925: 'LZMA',
  50000: 'Zstandard',
});
const TYPES = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'];
const FORMAT = { uint: 1, float: 3 };

/**
 * @param {TiffFields} file
 * @param {Fields} fields of its directory
 * @param {number} index from 0
 * @returns {Page}
 */
export function pageOf(file, fields, index) {
  const number = (/** @type {number} */ tag, /** @type {number} */ standard) => file.number(fields, tag, standard);
  /** @param {string} what @param {number | string} value @param {string} allowed */
  const refuse = (what, value, allowed) =>
    new Error(`${file.name}, page ${index + 1}: ${what} is ${value}; allowed: ${allowed}.`);
  /** @param {string} what @param {number} tag */
  function extentOf(what, tag) {
    const extent = number(tag, 0);
    if (!(Number.isInteger(extent) && extent >= 1 && extent <= LARGEST_EXTENT))
      throw refuse(what, extent, `1 to ${LARGEST_EXTENT} pixels`);
    return extent;
  }
  const width = extentOf('the width', TAG.width);
  const height = extentOf('the height', TAG.height);
  const pixels = pixelsOf(number, refuse);
  return { width, height, ...pixels, ...blocksOf(file, fields, { width, height, ...pixels }, index, refuse) };
}

/** @typedef {(what: string, value: number | string, allowed: string) => Error} Refuse */

/**
 * Which numbers its pixels are.
 * @param {(tag: number, standard: number) => number} number
 * @param {Refuse} refuse
 */
function pixelsOf(number, refuse) {
  const samples = number(TAG.samples, 1);
  const meaning = number(TAG.meaning, 1);
  if (samples !== 1 || ![0, 1, 3].includes(meaning))
    throw refuse(
      'the number of channels',
      samples === 1 ? `1, of kind ${meaning}` : samples,
      '1 (a colour image has to be saved as one of labels first)',
    );
  const compression = number(TAG.compression, 1);
  if (!UNPACK.has(compression))
    throw refuse(
      'the compression',
      `${compression}${COMPRESSIONS[compression] ? ` (${COMPRESSIONS[compression]})` : ''}`,
      'none, LZW, Deflate, PackBits',
    );
  const bits = number(TAG.bits, 1);
  const format = number(TAG.format, 1);
  const type = bits < 8 ? 'uint8' : `${FORMATS[format] ?? ''}${bits}`;
  if (!TYPES.includes(type) || (bits < 8 && !([1, 2, 4].includes(bits) && format === FORMAT.uint)))
    throw refuse(
      'the type of number',
      `${bits} bits of format ${format}`,
      'integers of 1, 2, 4, 8, 16 or 32 bits, float of 32 or 64 bits',
    );
  const predictor = number(TAG.predictor, 1);
  if (predictor !== 1 && !(predictor === 2 && bits >= 8 && format !== FORMAT.float))
    throw refuse('the predictor', predictor, '1 (none), 2 (horizontal, of integers)');
  for (const [what, tag] of /** @type {const} */ ([
    ['the order of bits', TAG.fillOrder],
    ['the orientation', TAG.orientation],
    ['the depth of a page', TAG.depth],
  ])) {
    if (number(tag, 1) !== 1) throw refuse(what, number(tag, 1), '1');
  }
  return { bits, type: /** @type {SampleType} */ (type), compression, isDifferenced: predictor === 2 };
}

/**
 * Where they are.
 * @param {TiffFields} file
 * @param {Fields} fields
 * @param {Pick<Page, 'width' | 'height' | 'bits' | 'compression'>} page
 * @param {number} index
 * @param {Refuse} refuse
 */
function blocksOf(file, fields, { width, height, bits, compression }, index, refuse) {
  const isTiled = fields.has(TAG.tileWidth);
  const block = isTiled
    ? { width: file.number(fields, TAG.tileWidth, 0), height: file.number(fields, TAG.tileHeight, 0) }
    : { width, height: Math.min(height, file.number(fields, TAG.rowsPerStrip, height)) };
  const isWhole = isTiled
    ? [block.width, block.height].every((extent) => extent >= 16 && extent <= 2 * LARGEST_EXTENT && extent % 16 === 0)
    : block.height >= 1;
  if (!isWhole)
    throw refuse(
      isTiled ? 'the size of tiles' : 'the rows of a strip',
      `${isTiled ? `${block.width} × ` : ''}${block.height}`,
      isTiled ? `multiples of 16 up to ${2 * LARGEST_EXTENT}` : 'at least 1',
    );
  const count = Math.ceil(width / block.width) * Math.ceil(height / block.height);
  const offsets = file.numbers(fields, isTiled ? TAG.tileOffsets : TAG.stripOffsets, count, 'places of pixels');
  // Uncompressed pages of one strip may do without its length.
  const sizes =
    compression === 1 && count === 1 && !isTiled
      ? [Math.ceil((block.width * bits) / 8) * block.height]
      : file.numbers(fields, isTiled ? TAG.tileBytes : TAG.stripBytes, count, 'lengths of pixels');
  const blocks = offsets.map((at, place) => ({
    at: file.within(at, sizes[place], `the pixels of page ${index + 1}`),
    size: sizes[place],
  }));
  return { block, isTiled, blocks };
}
