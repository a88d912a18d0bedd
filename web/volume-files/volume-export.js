// SPDX-License-Identifier: MIT
// Volumes for other programs: ParaView and OpenImpala.

/** @typedef {import('./volume.js').Volume} Volume */

/** A name that every file system and header takes, without its ending. @param {string} name */
const stemOf = (name) =>
  name
    .replace(/\.[^.]*$/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 80) || 'volume';

/**
 * Labels as bare bytes, and the MetaImage header that ParaView opens. Both files lie in one folder under the
 * names that come with them.
 * @param {Pick<Volume, 'voxels' | 'shape' | 'voxelUm' | 'name'>} volume
 */
export function toRawWithHeader({ voxels, shape, voxelUm, name }) {
  const rawName = `${stemOf(name)}.raw`;
  const [nz, ny, nx] = shape;
  const edge = voxelUm ?? 1;
  const header = [
    'ObjectType = Image',
    'NDims = 3',
    `Comment = ${voxelUm === null ? 'Spacing in voxels' : 'Spacing in micrometres'}`,
    'BinaryData = True',
    'BinaryDataByteOrderMSB = False',
    'CompressedData = False',
    `DimSize = ${nx} ${ny} ${nz}`,
    `ElementSpacing = ${edge} ${edge} ${edge}`,
    'ElementType = MET_UCHAR',
    `ElementDataFile = ${rawName}`,
  ];
  return { raw: voxels, header: `${header.join('\n')}\n`, rawName, headerName: `${stemOf(name)}.mhd` };
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
 * @param {{name: string, direction?: string, solver?: string, dataPath?: string, resultsPath?: string, boxSize?: number}} setup
 */
export function openImpalaInputs({
  name,
  direction = 'all',
  solver = 'FlexGMRES',
  dataPath = './',
  resultsPath = './results/',
  boxSize = 32,
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
  return [
    '# OpenImpala: mpirun -np 4 ./Diffusion3d inputs',
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
    'verbose = 1',
    '',
  ].join('\n');
}
