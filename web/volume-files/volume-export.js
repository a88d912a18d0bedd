// SPDX-License-Identifier: MIT
// Volumes for other programs: ParaView and OpenImpala.

import { edgesOf } from './volume.js';

/** @typedef {import('./volume.js').Volume} Volume */

/** A name that every file system and header takes, without its ending. @param {string} name */
const stemOf = (name) =>
  name
    .replace(/\.[^.]*$/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 80) || 'volume';

/**
 * The lines of a MetaImage header.
 * @param {Pick<Volume, 'shape' | 'voxelUm'>} volume
 * @param {string} data where the bytes are
 */
function metaImageHeader({ shape, voxelUm }, data) {
  const [nz, ny, nx] = shape;
  const [dz, dy, dx] = edgesOf(voxelUm) ?? [1, 1, 1];
  const lines = [
    'ObjectType = Image',
    'NDims = 3',
    `Comment = ${voxelUm === null ? 'Spacing in voxels' : 'Spacing in micrometres'}`,
    'BinaryData = True',
    'BinaryDataByteOrderMSB = False',
    'CompressedData = False',
    `DimSize = ${nx} ${ny} ${nz}`,
    `ElementSpacing = ${dx} ${dy} ${dz}`,
    'ElementType = MET_UCHAR',
    `ElementDataFile = ${data}`,
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Labels as bare bytes, and the MetaImage header that ParaView opens. Both files lie in one folder under the
 * names that come with them.
 * @param {Pick<Volume, 'voxels' | 'shape' | 'voxelUm' | 'name'>} volume
 */
export function toRawWithHeader({ voxels, shape, voxelUm, name }) {
  const rawName = `${stemOf(name)}.raw`;
  const header = metaImageHeader({ shape, voxelUm }, rawName);
  return { raw: voxels, header, rawName, headerName: `${stemOf(name)}.mhd` };
}

/**
 * The same in one file, .mha, which no other name can part.
 * @param {Pick<Volume, 'voxels' | 'shape' | 'voxelUm'>} volume
 */
export function toMha({ voxels, ...volume }) {
  const header = new TextEncoder().encode(metaImageHeader(volume, 'LOCAL'));
  const file = new Uint8Array(header.length + voxels.length);
  file.set(header);
  file.set(voxels, header.length);
  return file;
}

/**
 * Labels as a TIFF stack with the size of its voxels, as ImageJ writes it: a page for each z.
 * @param {Pick<Volume, 'voxels' | 'shape' | 'voxelUm'>} volume
 */
export function toTiff({ voxels, shape: [nz, ny, nx], voxelUm }) {
  const edges = edgesOf(voxelUm);
  const size = edges === null ? '' : `unit=um\nspacing=${edges[0]}\n`;
  const description = new TextEncoder().encode(`ImageJ=1.54f\nimages=${nz}\nslices=${nz}\n${size}loop=false\n\0`);
  const MILLION = 1e6;
  const ratios = [2, 1].flatMap((axis) => (edges === null ? [1, 1] : [MILLION, Math.round(edges[axis] * MILLION)]));
  const entries = 13;
  const directoryBytes = 2 + 12 * entries + 4;
  const [textAt, ratioAt] = [8, 8 + description.length + (description.length % 2)];
  const directoriesAt = ratioAt + 16;
  const voxelsAt = directoriesAt + nz * directoryBytes;
  const file = new Uint8Array(voxelsAt + voxels.length);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directoriesAt, true);
  file.set(description, textAt);
  ratios.forEach((number, index) => view.setUint32(ratioAt + 4 * index, number, true));
  const [SHORT, LONG, TEXT, RATIO] = [3, 4, 2, 5];
  for (let page = 0; page < nz; ++page) {
    const at = directoriesAt + page * directoryBytes;
    view.setUint16(at, entries, true);
    [
      [254, LONG, 1, 0],
      [256, LONG, 1, nx],
      [257, LONG, 1, ny],
      [258, SHORT, 1, 8],
      [259, SHORT, 1, 1],
      [262, SHORT, 1, 1],
      [270, TEXT, description.length, textAt],
      [273, LONG, 1, voxelsAt + page * ny * nx],
      [277, SHORT, 1, 1],
      [278, LONG, 1, ny],
      [279, LONG, 1, ny * nx],
      [282, RATIO, 1, ratioAt],
      [283, RATIO, 1, ratioAt + 8],
    ].forEach(([tag, type, count, value], index) => {
      view.setUint16(at + 2 + 12 * index, tag, true);
      view.setUint16(at + 4 + 12 * index, type, true);
      view.setUint32(at + 6 + 12 * index, count, true);
      view.setUint32(at + 10 + 12 * index, value, true);
    });
    view.setUint32(at + 2 + 12 * entries, page + 1 < nz ? at + directoryBytes : 0, true);
  }
  file.set(voxels, voxelsAt);
  return file;
}

/**
 * One phase as the file that OpenImpala's program reads with its size (its bare files have no place for that):
 * the extents of x, y, z in 32 bits, then 16 bits a voxel, 1 in the phase.
 * @param {Pick<Volume, 'voxels' | 'shape'>} volume
 * @param {number} label
 */
export function toOpenImpalaDat({ voxels, shape }, label) {
  const file = new Uint8Array(12 + 2 * voxels.length);
  const view = new DataView(file.buffer);
  [...shape].reverse().forEach((extent, index) => view.setInt32(4 * index, extent, true));
  for (let index = 0; index < voxels.length; ++index) file[12 + 2 * index] = voxels[index] === label ? 1 : 0;
  return file;
}

const DIRECTIONS = ['x', 'y', 'z', 'all'];
const SOLVERS = ['FlexGMRES', 'PCG', 'GMRES', 'BiCGSTAB', 'Jacobi', 'SMG', 'PFMG'];

/**
 * The inputs of OpenImpala's program Diffusion, for the file that toOpenImpalaDat writes.
 * @param {{name: string, direction?: string, solver?: string, dataPath?: string, resultsPath?: string, boxSize?: number,
 *   sampleId?: string, uri?: string}} setup the last two come back in its results.json
 */
export function openImpalaInputs({
  name,
  direction = 'all',
  solver = 'FlexGMRES',
  dataPath = './',
  resultsPath = './results/',
  boxSize = 32,
  sampleId = '',
  uri = '',
}) {
  if (!DIRECTIONS.includes(direction))
    throw new Error(`direction is ${String(direction).slice(0, 40)}; allowed: ${DIRECTIONS.join(', ')}.`);
  if (!SOLVERS.includes(solver))
    throw new Error(`solver is ${String(solver).slice(0, 40)}; allowed: ${SOLVERS.join(', ')}.`);
  if (!Number.isInteger(boxSize) || boxSize < 8 || boxSize > 1024)
    throw new Error(`boxSize is ${boxSize}; allowed: whole numbers from 8 to 1024.`);
  for (const [key, path] of Object.entries({ dataPath, resultsPath })) {
    if (!/^[\w./-]+$/.test(path))
      throw new Error(`${key} is "${path.slice(0, 40)}"; allowed: letters, digits, and . / - _`);
  }
  for (const [key, text] of Object.entries({ sampleId, uri })) {
    if (!/^[ !#-~]*$/.test(text))
      throw new Error(`${key} is "${text.slice(0, 40)}"; allowed: printable ASCII without quotation marks.`);
  }
  return [
    `# OpenImpala: mpirun -np 4 ./Diffusion3d ${stemOf(name)}.inputs`,
    `filename = ${stemOf(name)}.dat`,
    `data_path = ${dataPath}`,
    `results_path = ${resultsPath}`,
    '# Voxels above the threshold become phase 1: the one that conducts.',
    'threshold_val = 0',
    'phase_id = 1',
    '# Fixed potentials at two ends and closed sides; "homogenization" takes the volume as periodic.',
    'calculation_method = flow_through',
    `direction = ${direction === 'all' ? 'All' : direction.toUpperCase()}`,
    `solver_type = ${solver}`,
    `box_size = ${boxSize}`,
    '# Steps of the solver: 200 if left out, which fine volumes need more than.',
    'hypre.maxiter = 5000',
    // Within quotation marks, since # begins a comment and = ends a word.
    ...(sampleId ? [`provenance.sample_id = "${sampleId}"`] : []),
    ...(uri ? [`provenance.uri = "${uri}"`] : []),
    'verbose = 1',
    '',
  ].join('\n');
}
