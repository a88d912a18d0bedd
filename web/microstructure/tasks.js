// SPDX-License-Identifier: MIT
// Long calculations with voxels: what a worker does, and the page where it may start none.
import createCore from '#voxels';
import { instantiate } from '../api/compiled.js';
import { scenarioExchange } from '../api/scenario-exchange.js';
import { uncertaintyOf } from '../api/uncertainty.js';
import { voxelsOf } from '../api/voxels.js';
import { cropVolume, downsampleVolume, readRaw, readVolume } from '../volume-files/voxel-file.js';
import { picturesOf } from './field-pictures.js';
import { GEOMETRY_TASKS } from './geometry-tasks.js';
import { heldAtCentres } from './held-at-centres.js';

/** @typedef {import('../api/voxels.js').VoxelFunctions} VoxelFunctions */
/** @typedef {import('../api/cathode-lab').UncertaintyOptions} UncertaintyOptions */
/** @typedef {import('../api/cathode-lab').TransportProgress} Progress */
/** @typedef {import('../volume-files/voxel-file.js').Volume} Volume */
/** @typedef {() => Promise<Awaited<ReturnType<typeof voxelsFor>>>} Core asked for by what needs one */

export const TASKS = {
  ...GEOMETRY_TASKS,
  /** @param {Core} core @param {import('../api/cathode-lab').MicrostructureOptions} options */
  async generate(core, options) {
    const made = (await core()).generateMicrostructure(options);
    return { result: made, transfer: [made.voxels.buffer] };
  },
  /** A volume to look at alone: without its bodies, which take longer to hand over. @param {Core} core @param {import('../api/cathode-lab').MicrostructureOptions} options */
  async draft(core, options) {
    const { voxels, shape, voxelUm, phases, notes } = (await core()).generateMicrostructure(options);
    return { result: { voxels, shape, voxelUm, phases, notes }, transfer: [voxels.buffer] };
  },
  /** @param {Core} core @param {import('../api/cathode-lab').TransportOptions} options @param {(progress: Progress) => void} onProgress */
  async solve(core, options, onProgress) {
    const { potential, currentDensity, ...solution } = (await core()).solveTransport({ ...options, onProgress });
    const pictures = potential && currentDensity && solution.percolates ? picturesOf(potential, currentDensity) : null;
    return {
      result: { ...solution, pictures },
      transfer: pictures ? [pictures.potential.buffer, pictures.currentDensity.buffer] : [],
    };
  },
  /** The same with the ends held where other programs hold them. @param {Core} core @param {Parameters<typeof heldAtCentres>[0]} asked @param {(progress: Progress) => void} onProgress */
  async heldAtCentres(core, asked, onProgress) {
    return { result: (await core()).solveTransport({ ...heldAtCentres(asked), onProgress }), transfer: [] };
  },
  /** @param {Core} core @param {import('../api/cathode-lab').ConvergenceOptions} options @param {(progress: Progress) => void} onProgress */
  async climb(core, options, onProgress) {
    return { result: (await core()).convergeTransport({ ...options, onProgress }), transfer: [] };
  },
  /**
   * Along each of the directions.
   * @param {Core} core
   * @param {Omit<Parameters<VoxelFunctions['connectivity']>[0], 'direction'> & {directions: import('../api/cathode-lab').Direction[]}} options
   */
  async connectivity(core, { directions, ...options }) {
    const { connectivity } = await core();
    return { result: directions.map((direction) => connectivity({ ...options, direction })), transfer: [] };
  },
  /** @param {Core} core @param {Parameters<VoxelFunctions['microstructureMetrics']>[0]} volume */
  async metrics(core, volume) {
    return { result: (await core()).microstructureMetrics(volume), transfer: [] };
  },
  /** @param {Core} core @param {import('../api/cathode-lab').Geometry} geometry */
  async measure(core, geometry) {
    return { result: (await core()).measureGeometry(geometry), transfer: [] };
  },
  /**
   * What a scenario's results are known to, and beside another one.
   * @param {Core} core
   * @param {UncertaintyOptions & {other?: import('../api/cathode-lab').Scenario, compare: import('../api/cathode-lab').MetricKey}} options
   */
  async uncertainty(core, { other, compare, ...options }) {
    const { uncertainty, distinguishable } = await core();
    const { scenario = {}, samples, seed, inputs } = options;
    const distinction = other && distinguishable({ a: scenario, b: other, metric: compare, samples, seed, inputs });
    return { result: { results: uncertainty(options), distinction: distinction ?? null }, transfer: [] };
  },
  /** @param {Core} _core @param {{files: File[], choice?: import('../volume-files/tiff-planes.js').PlaneChoice}} options */
  async read(_core, { files, choice }) {
    const found = await readVolume(files, choice);
    return { result: found, transfer: found.kind === 'ready' ? [found.volume.voxels.buffer] : [] };
  },
  /** @param {Core} _core @param {{file: File, layout: import('../volume-files/voxel-file.js').RawLayout}} options */
  async readBare(_core, { file, layout }) {
    const volume = await readRaw(file, layout);
    return { result: volume, transfer: [volume.voxels.buffer] };
  },
  /** @param {Core} _core @param {{volume: Volume, ranges: Parameters<typeof cropVolume>[1], factor: number}} options */
  async cut(_core, { volume, ranges, factor }) {
    const cropped = cropVolume(volume, ranges);
    const part = factor === 1 ? cropped : downsampleVolume(cropped, factor);
    return { result: part, transfer: [part.voxels.buffer] };
  },
};

/** The functions over a core of their own, to be forgotten with what it took of memory. @param {WebAssembly.Module} module */
export async function voxelsFor(module) {
  const { core } = await instantiate(createCore, module);
  const exchange = scenarioExchange(core);
  return { ...voxelsOf(core, exchange), ...uncertaintyOf(core, exchange) };
}
