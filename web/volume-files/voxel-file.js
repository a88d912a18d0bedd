// SPDX-License-Identifier: MIT
// Files of segmented volumes: NumPy arrays, TIFF stacks, MetaImage, NRRD, Amira's and bare voxels.
import { isAmira, readAmira } from './amira.js';
import { isMetaImage, metaImageData, readMetaImage } from './meta-image.js';
import { isNpy, readNpy, toNpy } from './npy.js';
import { isNrrd, nrrdData, readNrrd } from './nrrd.js';
import { bytesOf, samplePieces } from './samples.js';
import { chosenPages } from './tiff-planes.js';
import { isTiff, openTiff } from './tiff-stack.js';
import {
  checkedShape,
  cropVolume,
  downsampleVolume,
  LARGEST_EXTENT,
  MOST_VOXELS,
  shownShape,
  startLabels,
} from './volume.js';
import { openImpalaInputs, toMha, toOpenImpalaDat, toRawWithHeader, toTiff } from './volume-export.js';

export { cropVolume, downsampleVolume, openImpalaInputs, toMha, toNpy, toOpenImpalaDat, toRawWithHeader, toTiff };

/** @typedef {import('./volume.js').Volume} Volume */
/** @typedef {import('./volume.js').Shape} Shape */
/** @typedef {{name: string, size?: number, arrayBuffer(): Promise<ArrayBuffer>}} VoxelFile */
/** @typedef {{shape: Shape, dtype: keyof typeof RAW_TYPES, littleEndian?: boolean, offset?: number}} RawLayout */

const RAW_TYPES = { uint8: 1, int8: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, float32: 4 };
const RAW_NAMES = /\.(raw|bin|dat)$/i;
const READ =
  'read are NumPy arrays (.npy), TIFF stacks (.tif, .tiff), MetaImage (.mhd, .mha), NRRD (.nrrd, .nhdr), Amira (.am) and bare voxels (.raw, .bin, .dat)';
const HEADER_NAMES = /\.(mhd|mha|nhdr|nrrd)$/i;
// The largest volume of the widest type, and what a file has around it.
const LARGEST_BYTES = 8 * MOST_VOXELS + 2 ** 24;
// People name slices slice2, slice10.
const byName = new Intl.Collator('en', { numeric: true });

/** @param {VoxelFile} file */
async function bytesOfFile(file) {
  /** @param {number} size */
  const check = (size) => {
    if (size > LARGEST_BYTES)
      throw new Error(
        `${file.name}: the file has ${size} bytes; allowed: up to ${LARGEST_BYTES}. Crop the volume first.`,
      );
  };
  check(file.size ?? 0);
  const bytes = new Uint8Array(await file.arrayBuffer());
  check(bytes.length);
  return bytes;
}

/**
 * @typedef {{kind: 'ready', volume: Volume} | {kind: 'raw', byteLength: number, name: string} |
 *   {kind: 'planes', axes: import('./tiff-planes.js').Axes, name: string}} Found
 */

/**
 * One volume from one file, or from the slices of a stack. Of bare voxels, only the length: their layout
 * is to be asked, then readRaw reads them. Of a file of several channels or frames, how many: which is to be asked, then
 * this reads it.
 * @param {Iterable<VoxelFile> | ArrayLike<VoxelFile>} files
 * @param {import('./tiff-planes.js').PlaneChoice} [choice] of them
 * @returns {Promise<Found>}
 */
export async function readVolume(files, choice) {
  const all = Array.from(files);
  if (all.length === 0) throw new Error(`There is no file to read; ${READ}.`);
  if (all.length > LARGEST_EXTENT) throw new Error(`${all.length} files; allowed: up to ${LARGEST_EXTENT} slices.`);
  const header = all.find(({ name }) => HEADER_NAMES.test(name));
  if (header) return { kind: 'ready', volume: await readWithHeader(header, all) };
  if (all.length > 1)
    return { kind: 'ready', volume: await readSlices(all.sort((a, b) => byName.compare(a.name, b.name))) };
  const [file] = all;
  if (RAW_NAMES.test(file.name))
    return { kind: 'raw', byteLength: file.size ?? (await file.arrayBuffer()).byteLength, name: file.name };
  const bytes = await bytesOfFile(file);
  if (isNpy(bytes)) return { kind: 'ready', volume: readNpy(bytes, file.name) };
  if (isAmira(bytes)) return { kind: 'ready', volume: readAmira(bytes, file.name) };
  if (isMetaImage(bytes) || isNrrd(bytes)) return { kind: 'ready', volume: await readWithHeader(file, all) };
  if (!isTiff(bytes))
    throw new Error(`${file.name} (${bytes.length} bytes) begins like none of the files that are read; ${READ}.`);
  const stack = openTiff(bytes, file.name);
  if (stack.axes && !choice) return { kind: 'planes', axes: stack.axes, name: file.name };
  const pages = stack.axes ? chosenPages(stack.axes, choice ?? {}, file.name) : [...stack.pages.keys()];
  const notes = stack.axes ? [...stack.notes, chosenText(stack.axes, choice ?? {})] : stack.notes;
  const labels = startLabels(
    checkedShape([pages.length, stack.pages[0].height, stack.pages[0].width], file.name),
    file.name,
  );
  for (const page of pages) labels.add(stack.samples(page));
  return { kind: 'ready', volume: { ...labels.finish(), voxelUm: stack.voxelUm, name: file.name, notes } };
}

/**
 * A volume whose header lies before its voxels, or in a file of its own.
 * @param {VoxelFile} header
 * @param {VoxelFile[]} all
 * @returns {Promise<Volume>}
 */
async function readWithHeader(header, all) {
  const { name } = header;
  const bytes = await bytesOfFile(header);
  if (!isNrrd(bytes) && !isMetaImage(bytes))
    throw new Error(`${name} (${bytes.length} bytes) begins neither like MetaImage nor like NRRD.`);
  const [dataOf, read] = isNrrd(bytes) ? [nrrdData, readNrrd] : [metaImageData, readMetaImage];
  const data = dataOf(bytes, name);
  const others = all.filter((file) => file !== header);
  // Of a path only the name is known here.
  const wanted = data.replace(/^.*[/\\]/, '');
  const other = others.find((file) => file.name !== wanted);
  if (other)
    throw new Error(
      `${other.name} is given with ${name}, which has its voxels ${data ? `in ${wanted}` : 'within itself'}; allowed with it: ${data ? `${wanted} alone` : 'no other file'}.`,
    );
  if (!data) return read(bytes, name);
  if (others.length !== 1) throw new Error(`${name} has its voxels in ${wanted}; choose or drop both files together.`);
  return read(bytes, name, await bytesOfFile(others[0]));
}

/** What of the file is taken. @param {import('./tiff-planes.js').Axes} axes @param {import('./tiff-planes.js').PlaneChoice} choice */
function chosenText({ counts }, { channel = 1, frame = 1 }) {
  if (channel === 'slices') return `Its ${counts.channel} channels are taken as slices along z.`;
  if (frame === 'slices') return `Its ${counts.frame} frames are taken as slices along z.`;
  return `Taken of the file: channel ${channel} of ${counts.channel}, frame ${frame} of ${counts.frame}.`;
}

/** @param {VoxelFile[]} files */
async function readSlices(files) {
  /** @type {import('./tiff-stack.js').Stack | undefined} */
  let first;
  /** @type {ReturnType<typeof startLabels> | undefined} */
  let labels;
  for (const file of files) {
    const bytes = await bytesOfFile(file);
    if (!isTiff(bytes))
      throw new Error(
        `${file.name} is no TIFF file; several files at once are read as the slices of a stack, each a TIFF file of one page.`,
      );
    const stack = openTiff(bytes, file.name);
    if (stack.pages.length !== 1)
      throw new Error(`${file.name} has ${stack.pages.length} pages; of several files, each must be one slice.`);
    first ??= stack;
    const [{ width, height }, own] = [first.pages[0], stack.pages[0]];
    if (own.width !== width || own.height !== height) {
      throw new Error(
        `${file.name} has ${own.width} × ${own.height} pixels, ${files[0].name} has ${width} × ${height}; all slices must have the same.`,
      );
    }
    labels ??= startLabels(checkedShape([files.length, height, width], file.name), file.name);
    labels.add(stack.samples(0));
  }
  if (!first || !labels) throw new Error(`There is no file to read; ${READ}.`);
  return {
    ...labels.finish(),
    voxelUm: first.voxelUm,
    name: files[0].name,
    notes: [...first.notes, `${files.length} slices, from ${files[0].name} to ${files[files.length - 1].name}.`],
  };
}

/**
 * Cubes that some bytes would fill.
 * @param {number} length
 */
function cubesOf(length) {
  return [1, 2, 4].flatMap((size) => {
    const edge = Math.round(Math.cbrt(length / size));
    return edge > 0 && edge ** 3 * size === length
      ? [`${shownShape([edge, edge, edge])} voxels of ${size} ${size === 1 ? 'byte' : 'bytes'}`]
      : [];
  });
}

/**
 * Bare voxels in C order: x runs fastest, then y, then z.
 * @param {VoxelFile} file
 * @param {RawLayout} layout
 * @returns {Promise<Volume>}
 */
export async function readRaw(file, { shape, dtype, littleEndian = true, offset = 0 }) {
  if (!Object.hasOwn(RAW_TYPES, dtype))
    throw new Error(
      `${file.name}: the type of number is ${String(dtype).slice(0, 40)}; allowed: ${Object.keys(RAW_TYPES).join(', ')}.`,
    );
  const extents = checkedShape(shape, file.name);
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new Error(`${file.name}: the offset is ${offset} bytes; allowed: whole numbers from 0.`);
  const bytes = await bytesOfFile(file);
  const expected = extents[0] * extents[1] * extents[2] * bytesOf(dtype);
  const found = bytes.length - offset;
  if (found !== expected) {
    const cubes = cubesOf(found);
    throw new Error(
      `${file.name}: ${shownShape(extents)} voxels of type ${dtype} take ${expected} bytes${offset > 0 ? ` behind the first ${offset}` : ''}, but there are ${Math.max(0, found)}` +
        `${cubes.length > 0 ? `; a cube of ${cubes.join(' or ')} would fit` : ''}.`,
    );
  }
  const labels = startLabels(extents, file.name);
  for (const piece of samplePieces(bytes.subarray(offset), dtype, littleEndian)) labels.add(piece);
  return { ...labels.finish(), voxelUm: null, name: file.name, notes: [] };
}
