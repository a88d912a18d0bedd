// The pages of a TIFF file with one number per pixel, TIFF 6.0
// https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf
// Nothing is allocated before the file is long enough for it.
import { messageOf } from '../api/quoting.js';
import { bytesOf, samplesOf, zeros } from './samples.js';
import { UNPACK } from './unpack.js';
import { LARGEST_EXTENT } from './volume.js';

/** @typedef {Exclude<import('./samples.js').SampleType, 'int64' | 'uint64'>} SampleType */
/** @typedef {import('./samples.js').Samples} Samples */
/** @typedef {{type: number, count: number, at: number}} Field */
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
/**
 * @typedef {object} Stack
 * @property {Page[]} pages
 * @property {(page: number) => Samples} samples
 * @property {number | null} voxelUm
 * @property {string[]} notes
 */

const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  meaning: 262,
  fillOrder: 266,
  description: 270,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  format: 339,
  depth: 32997,
};
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]; // of the types of fields
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
// No compression that is read grows data more than this.
const MOST_GROWTH = 4096;
// Reduced copies of pages come along in pyramids.
const MOST_DIRECTORIES = 4 * LARGEST_EXTENT;
const MOST_FIELDS = 1024;
const LONGEST_DESCRIPTION = 100000;
// Image programs write resolutions for printers, such as 72 per inch, into any file: voxels larger than this are not
// believed.
const LARGEST_TOLD_UM = 20;
const UNITS_UM = new Map(
  Object.entries({
    nm: 1e-3,
    um: 1,
    µm: 1,
    μm: 1,
    '\\u00b5m': 1,
    micron: 1,
    microns: 1,
    micrometer: 1,
    mm: 1e3,
    cm: 1e4,
    inch: 25400,
    in: 25400,
  }),
);

/** @param {Uint8Array} bytes */
export const isTiff = (bytes) => /^(II[*+]\0|MM\0[*+])/.test(String.fromCharCode(...bytes.subarray(0, 4)));

/**
 * Reads the directory of pages; samples() then reads the numbers of one.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {Stack}
 */
export function openTiff(bytes, name) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  /** @param {number} at @param {number} size @param {string} what */
  const within = (at, size, what) => {
    if (at + size > bytes.length)
      throw new Error(
        `${name}: the TIFF file ends within ${what}: ${size} bytes from ${at} are needed, but it has ${bytes.length}.`,
      );
    return at;
  };
  /** @param {number} at */
  const short = (at) => view.getUint16(at, isLittle);
  /** @param {number} at */
  const long = (at) => view.getUint32(at, isLittle);

  /** @param {number} at */
  function directory(at) {
    const count = short(within(at, 2, 'a directory'));
    within(at + 2, count * 12 + 4, 'a directory');
    if (count > MOST_FIELDS)
      throw new Error(`${name}: a directory of the TIFF file has ${count} fields; allowed: up to ${MOST_FIELDS}.`);
    /** @type {Map<number, Field>} */
    const fields = new Map();
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      const [tag, type, values] = [short(entry), short(entry + 2), long(entry + 4)];
      const size = (SIZES[type] ?? 0) * values;
      if (size > 0) fields.set(tag, { type, count: values, at: size <= 4 ? entry + 8 : long(entry + 8) });
    }
    return { fields, next: long(at + 2 + count * 12) };
  }

  /** @typedef {ReturnType<typeof directory>['fields']} Fields */

  /** @param {Fields} fields @param {number} tag @param {number} standard */
  const number = (fields, tag, standard) => (fields.has(tag) ? numbers(fields, tag, 1, 'a field')[0] : standard);

  /** @param {Fields} fields @param {number} tag @param {number} count @param {string} what */
  function numbers(fields, tag, count, what) {
    const field = fields.get(tag);
    if (!field || field.count < count)
      throw new Error(`${name}: the TIFF file tells ${field?.count ?? 0} of ${count} ${what}.`);
    const { type, at } = field;
    const size = SIZES[type];
    within(at, size * count, what);
    return Array.from({ length: count }, (_, index) => {
      const place = at + index * size;
      return type === 3
        ? short(place)
        : type === 4
          ? long(place)
          : type === 5
            ? long(place) / long(place + 4)
            : size === 1
              ? bytes[place]
              : NaN;
    });
  }

  /** @param {Fields} fields @param {number} index @returns {Page} */
  function page(fields, index) {
    /** @param {string} what @param {number | string} value @param {string} allowed */
    const refuse = (what, value, allowed) =>
      new Error(`${name}, page ${index + 1}: ${what} is ${value}; allowed: ${allowed}.`);
    const [width, height] = [number(fields, TAG.width, 0), number(fields, TAG.height, 0)];
    for (const [what, extent] of /** @type {const} */ ([
      ['the width', width],
      ['the height', height],
    ])) {
      if (!(Number.isInteger(extent) && extent >= 1 && extent <= LARGEST_EXTENT))
        throw refuse(what, extent, `1 to ${LARGEST_EXTENT} pixels`);
    }
    const samples = number(fields, TAG.samples, 1);
    const meaning = number(fields, TAG.meaning, 1);
    if (samples !== 1 || ![0, 1, 3].includes(meaning))
      throw refuse(
        'the number of channels',
        samples === 1 ? `1, of kind ${meaning}` : samples,
        '1 (a colour image has to be saved as one of labels first)',
      );
    const compression = number(fields, TAG.compression, 1);
    if (!UNPACK.has(compression))
      throw refuse(
        'the compression',
        `${compression}${COMPRESSIONS[compression] ? ` (${COMPRESSIONS[compression]})` : ''}`,
        'none, LZW, Deflate, PackBits',
      );
    const bits = number(fields, TAG.bits, 1);
    const format = number(fields, TAG.format, 1);
    const type = bits < 8 ? 'uint8' : `${FORMATS[format] ?? ''}${bits}`;
    if (
      !['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'].includes(type) ||
      (bits < 8 && !([1, 2, 4].includes(bits) && format === 1))
    ) {
      throw refuse(
        'the type of number',
        `${bits} bits of format ${format}`,
        'integers of 1, 2, 4, 8, 16 or 32 bits, float of 32 or 64 bits',
      );
    }
    const predictor = number(fields, TAG.predictor, 1);
    if (predictor !== 1 && !(predictor === 2 && bits >= 8 && format !== 3))
      throw refuse('the predictor', predictor, '1 (none), 2 (horizontal, of integers)');
    for (const [what, tag] of /** @type {const} */ ([
      ['the order of bits', TAG.fillOrder],
      ['the orientation', TAG.orientation],
      ['the depth of a page', TAG.depth],
    ])) {
      if (number(fields, tag, 1) !== 1) throw refuse(what, number(fields, tag, 1), '1');
    }

    const isTiled = fields.has(TAG.tileWidth);
    const block = isTiled
      ? { width: number(fields, TAG.tileWidth, 0), height: number(fields, TAG.tileHeight, 0) }
      : { width, height: Math.min(height, number(fields, TAG.rowsPerStrip, height)) };
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
    const offsets = numbers(fields, isTiled ? TAG.tileOffsets : TAG.stripOffsets, count, 'places of pixels');
    const rowBytes = Math.ceil((block.width * bits) / 8);
    // Uncompressed pages of one strip may do without its length.
    const sizes =
      compression === 1 && count === 1 && !isTiled
        ? [rowBytes * block.height]
        : numbers(fields, isTiled ? TAG.tileBytes : TAG.stripBytes, count, 'lengths of pixels');
    const blocks = offsets.map((at, place) => ({
      at: within(at, sizes[place], `the pixels of page ${index + 1}`),
      size: sizes[place],
    }));
    return {
      width,
      height,
      bits,
      type: /** @type {SampleType} */ (type),
      compression,
      isDifferenced: predictor === 2,
      block,
      isTiled,
      blocks,
    };
  }

  /** @param {Fields} fields */
  function description(fields) {
    const field = fields.get(TAG.description);
    if (!field || field.type !== 2) return '';
    within(field.at, field.count, 'its description');
    return new TextDecoder().decode(bytes.subarray(field.at, field.at + Math.min(field.count, LONGEST_DESCRIPTION)));
  }

  within(0, 8, 'its header');
  if (short(2) === 43) throw new Error(`${name}: BigTIFF is not read; save the stack as an ordinary TIFF file.`);
  /** @type {Page[]} */
  const pages = [];
  /** @type {Set<number>} */
  const seen = new Set();
  let reduced = 0;
  /** @type {Fields | undefined} */
  let first;
  for (let at = long(4); at !== 0; ) {
    if (seen.has(at)) throw new Error(`${name}: the pages of the TIFF file run in a circle.`);
    if (pages.length === LARGEST_EXTENT || seen.size === MOST_DIRECTORIES)
      throw new Error(`${name}: the TIFF file has more than ${pages.length} pages; allowed: up to ${LARGEST_EXTENT}.`);
    seen.add(at);
    const { fields, next } = directory(at);
    if (number(fields, TAG.subfile, 0) & 1) {
      ++reduced;
    } else {
      first ??= fields;
      pages.push(page(fields, pages.length));
      const [{ width, height }, latest] = [pages[0], pages[pages.length - 1]];
      if (latest.width !== width || latest.height !== height) {
        throw new Error(
          `${name}: page ${pages.length} has ${latest.width} × ${latest.height} pixels, the first has ${width} × ${height}; all must have the same.`,
        );
      }
    }
    at = next;
  }
  if (!first) throw new Error(`${name}: the TIFF file has no pages.`);

  // Pages may not share their bytes: else a small file would be a large volume.
  let stored = 0,
    needed = 0;
  for (const { blocks, block, bits, compression, isTiled, height } of pages) {
    for (const { size } of blocks) stored += size;
    const rows = isTiled ? blocks.length * block.height : height;
    needed += (rows * Math.ceil((block.width * bits) / 8)) / (compression === 1 ? 1 : MOST_GROWTH);
  }
  if (stored > bytes.length || needed > stored)
    throw new Error(`${name}: the ${pages.length} pages of the TIFF file do not fit into its ${bytes.length} bytes.`);

  const text = description(first);
  const images = /^ImageJ=/.test(text) ? Number(/^images=(\d+)/m.exec(text)?.[1] ?? 1) : 1;
  if (images > pages.length)
    throw new Error(
      `${name}: its description tells of ${images} images, but it has ${pages.length} pages; save it as a multi-page TIFF file of less than 4 GB.`,
    );
  const notes = reduced > 0 ? [`${reduced} reduced copies of pages were left out.`] : [];
  const { voxelUm, note } = voxelOf(first, text);
  if (note) notes.push(note);

  /** @param {Fields} fields @param {string} text @returns {{voxelUm: number | null, note?: string}} */
  function voxelOf(fields, text) {
    const isImageJ = /^ImageJ=/.test(text);
    const told = isImageJ ? (/^unit=(.*)$/m.exec(text)?.[1].trim().toLowerCase() ?? '') : '';
    const unit = UNITS_UM.get(told) ?? (told ? undefined : { 2: 25400, 3: 1e4 }[number(fields, TAG.resolutionUnit, 2)]);
    const [x, y] = [number(fields, TAG.xResolution, 0), number(fields, TAG.yResolution, 0)].map(
      (perUnit) => (unit ?? NaN) / perUnit,
    );
    const isTold = [x, y].every((edge) => Number.isFinite(edge) && edge > 0 && edge <= LARGEST_TOLD_UM);
    if (!isTold) return { voxelUm: null };
    const spacing = isImageJ ? Number(/^spacing=(.*)$/m.exec(text)?.[1] ?? NaN) * (unit ?? NaN) : NaN;
    const z = Number.isFinite(spacing) && spacing > 0 ? spacing : x;
    if ([y, z].every((edge) => Math.abs(edge - x) <= 0.01 * x)) return { voxelUm: Number(x.toPrecision(6)) };
    return {
      voxelUm: null,
      note: `The file tells voxels of ${[z, y, x].map((edge) => Number(edge.toPrecision(4))).join(' × ')} µm, which are no cubes: resample the volume first.`,
    };
  }

  /** The numbers of one strip or tile. @param {Page} page @param {number} place @param {number} rows */
  function blockSamples({ block, bits, type, compression, isDifferenced, blocks }, place, rows) {
    const size = Math.ceil((block.width * bits) / 8) * rows;
    const { at, size: packed } = blocks[place];
    const unpack = /** @type {import('./unpack.js').Unpack} */ (UNPACK.get(compression));
    const data = unpack(bytes.subarray(at, at + packed), size);
    if (data.length < size) throw new Error(`${data.length} of ${size} bytes are there`);
    if (bits < 8) return fewBits(data, block.width, bits, rows);
    const samples = samplesOf(data.subarray(0, size - (size % bytesOf(type))), type, isLittle);
    // Typed arrays wrap around as the differences do.
    if (isDifferenced)
      for (let index = 0; index < samples.length; ++index)
        if (index % block.width !== 0) samples[index] += samples[index - 1];
    return samples;
  }

  return {
    pages,
    voxelUm,
    notes,
    samples(index) {
      const page = pages[index];
      const { width, height, block, isTiled, type, blocks } = page;
      const all = zeros(type, width * height);
      const across = Math.ceil(width / block.width);
      for (let place = 0; place < blocks.length; ++place) {
        const [left, top] = [(place % across) * block.width, Math.floor(place / across) * block.height];
        const rows = Math.min(block.height, height - top);
        try {
          const samples = blockSamples(page, place, isTiled ? block.height : rows);
          for (let row = 0; row < rows; ++row) {
            all.set(
              samples.subarray(row * block.width, row * block.width + Math.min(block.width, width - left)),
              (top + row) * width + left,
            );
          }
        } catch (error) {
          throw new Error(`${name}, page ${index + 1}: its pixels are damaged: ${messageOf(error)}.`);
        }
      }
      return all;
    },
  };
}

/**
 * Numbers of less than a byte, the first in the highest bits; each row begins a byte.
 * @param {Uint8Array} data
 * @param {number} width
 * @param {number} bits
 * @param {number} rows
 */
function fewBits(data, width, bits, rows) {
  const samples = new Uint8Array(width * rows);
  const rowBytes = Math.ceil((width * bits) / 8);
  for (let index = 0; index < samples.length; ++index) {
    const bit = (index % width) * bits;
    samples[index] =
      (data[Math.floor(index / width) * rowBytes + (bit >> 3)] >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
  }
  return samples;
}
