// SPDX-License-Identifier: MIT
// The pages of a TIFF file with one number per pixel, TIFF 6.0
// https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf
// Nothing is allocated before the file is long enough for it.
import { messageOf } from '../api/quoting.js';
import { UNITS_UM } from './header-fields.js';
import { bytesOf, samplesOf, zeros } from './samples.js';
import { fieldsOf, TAG } from './tiff-fields.js';
import { pageOf } from './tiff-page.js';
import { axesOf } from './tiff-planes.js';
import { UNPACK } from './unpack.js';
import { LARGEST_EXTENT } from './volume.js';

/** @typedef {import('./samples.js').Samples} Samples */
/** @typedef {import('./tiff-fields.js').Fields} Fields */
/** @typedef {import('./tiff-fields.js').TiffFields} TiffFields */
/** @typedef {import('./tiff-page.js').Page} Page */
/**
 * @typedef {object} Stack
 * @property {Page[]} pages
 * @property {import('./tiff-planes.js').Axes | null} axes where they are more than the slices of one volume
 * @property {(page: number) => Samples} samples
 * @property {import('./volume.js').VoxelUm} voxelUm
 * @property {string[]} notes
 */

// No compression that is read grows data more than this.
const MOST_GROWTH = 4096;
// Reduced copies of pages come along in pyramids.
const MOST_DIRECTORIES = 4 * LARGEST_EXTENT;
// Image programs write resolutions for printers, such as 72 per inch, into any file: voxels larger than this are not
// believed.
const LARGEST_TOLD_UM = 20;

/** @param {Uint8Array} bytes */
export const isTiff = (bytes) => /^(II[*+]\0|MM\0[*+])/.test(String.fromCharCode(...bytes.subarray(0, 4)));

/**
 * Reads the directory of pages; samples() then reads the numbers of one.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {Stack}
 */
export function openTiff(bytes, name) {
  const file = fieldsOf(bytes, name);
  if (file.isBig) throw new Error(`${name}: BigTIFF is not read; save the stack as an ordinary TIFF file.`);
  const { pages, first, reduced } = pagesOf(file);
  const text = file.description(first);
  const notes = reduced > 0 ? [`${reduced} reduced copies of pages were left out.`] : [];
  const { voxelUm, note } = voxelOf(file, first, text);
  if (note) notes.push(note);
  return {
    pages,
    axes: axesOf(text, pages.length, name),
    voxelUm,
    notes,
    samples(index) {
      try {
        return samplesOfPage(file, pages[index]);
      } catch (error) {
        throw new Error(`${name}, page ${index + 1}: its pixels are damaged: ${messageOf(error)}.`);
      }
    },
  };
}

/**
 * Its pages, all of one size, and the fields of the first.
 * @param {TiffFields} file
 */
function pagesOf(file) {
  const { name } = file;
  /** @type {Page[]} */
  const pages = [];
  /** @type {Set<number>} */
  const seen = new Set();
  let reduced = 0;
  /** @type {Fields | undefined} */
  let first;
  for (let at = file.firstDirectory; at !== 0; ) {
    if (seen.has(at)) throw new Error(`${name}: the pages of the TIFF file run in a circle.`);
    if (pages.length === LARGEST_EXTENT || seen.size === MOST_DIRECTORIES)
      throw new Error(`${name}: the TIFF file has more than ${pages.length} pages; allowed: up to ${LARGEST_EXTENT}.`);
    seen.add(at);
    const { fields, next } = file.directory(at);
    if (file.number(fields, TAG.subfile, 0) & 1) {
      ++reduced;
    } else {
      first ??= fields;
      pages.push(pageOf(file, fields, pages.length));
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
  let stored = 0;
  let needed = 0;
  for (const { blocks, block, bits, compression, isTiled, height } of pages) {
    for (const { size } of blocks) stored += size;
    const rows = isTiled ? blocks.length * block.height : height;
    needed += (rows * Math.ceil((block.width * bits) / 8)) / (compression === 1 ? 1 : MOST_GROWTH);
  }
  const { length } = file.bytes;
  if (stored > length || needed > stored)
    throw new Error(`${name}: the ${pages.length} pages of the TIFF file do not fit into its ${length} bytes.`);
  return { pages, first, reduced };
}

/**
 * The edges of a voxel that a file tells, x, y, z; z is missing where it tells those of a pixel alone.
 * @param {TiffFields} file
 * @param {Fields} fields
 * @param {string} text its description
 * @returns {number[]} µm
 */
function edgesOf(file, fields, text) {
  const pixels = /<(?:\w+:)?Pixels\s([^>]*)>/.exec(text)?.[1];
  if (pixels !== undefined) {
    const edges = ['X', 'Y', 'Z'].map((axis) => {
      const told = (/** @type {string} */ key) =>
        new RegExp(`\\bPhysicalSize${axis}${key}\\s*=\\s*["']([^"']*)["']`).exec(pixels)?.[1];
      return Number(told('') ?? NaN) * (UNITS_UM.get((told('Unit') ?? 'µm').toLowerCase()) ?? NaN);
    });
    return edges[2] > 0 ? edges : edges.slice(0, 2);
  }
  const isImageJ = /^ImageJ=/.test(text);
  const told = isImageJ ? (/^unit=(.*)$/m.exec(text)?.[1].trim().toLowerCase() ?? '') : '';
  const unit =
    UNITS_UM.get(told) ?? (told ? undefined : { 2: 25400, 3: 1e4 }[file.number(fields, TAG.resolutionUnit, 2)]);
  const across = [TAG.xResolution, TAG.yResolution].map((tag) => (unit ?? NaN) / file.number(fields, tag, 0));
  const spacing = isImageJ ? Number(/^spacing=(.*)$/m.exec(text)?.[1] ?? NaN) * (unit ?? NaN) : NaN;
  return spacing > 0 ? [...across, spacing] : across;
}

/**
 * The edge of a voxel, if the file tells one, or its edges. Throws an Error where it tells those of a pixel alone and they
 * differ.
 * @param {TiffFields} file
 * @param {Fields} fields
 * @param {string} text its description
 * @returns {{voxelUm: import('./volume.js').VoxelUm, note?: string}}
 */
function voxelOf(file, fields, text) {
  const edges = edgesOf(file, fields, text).map((edge) => Number(edge.toPrecision(6)));
  const isTold = edges.slice(0, 2).every((edge) => Number.isFinite(edge) && edge > 0 && edge <= LARGEST_TOLD_UM);
  if (!isTold) return { voxelUm: null };
  const [x, y, z] = edges;
  const areAlike = edges.every((edge) => Math.abs(edge - x) <= 0.01 * x);
  if (z !== undefined) return { voxelUm: areAlike ? x : [z, y, x] };
  if (!areAlike)
    throw new Error(
      `${file.name}: it tells pixels of ${y} × ${x} µm (y, x) and not how far apart its slices are; allowed: all three edges, or square pixels.`,
    );
  return { voxelUm: x, note: `The file tells the edges of a pixel, ${x} µm; slices are taken to be as far apart.` };
}

/** The numbers of a page. @param {TiffFields} file @param {Page} page */
function samplesOfPage(file, page) {
  const { width, height, block, isTiled, type, blocks } = page;
  const all = zeros(type, width * height);
  const across = Math.ceil(width / block.width);
  for (let place = 0; place < blocks.length; ++place) {
    const [left, top] = [(place % across) * block.width, Math.floor(place / across) * block.height];
    const rows = Math.min(block.height, height - top);
    const samples = samplesOfBlock(file, page, place, isTiled ? block.height : rows);
    for (let row = 0; row < rows; ++row) {
      all.set(
        samples.subarray(row * block.width, row * block.width + Math.min(block.width, width - left)),
        (top + row) * width + left,
      );
    }
  }
  return all;
}

/**
 * The numbers of one strip or tile.
 * @param {TiffFields} file
 * @param {Page} page
 * @param {number} place
 * @param {number} rows
 */
function samplesOfBlock({ bytes, isLittle }, { block, bits, type, compression, isDifferenced, blocks }, place, rows) {
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
