// SPDX-License-Identifier: MIT
// Long calculations with voxels: what a worker does, and the page where it may start none.
import createCore from '#voxels';
import { instantiate } from '../api/compiled.js';
import { scenarioExchange } from '../api/scenario-exchange.js';
import { voxelsOf } from '../api/voxels.js';
import { picturesOf } from './field-pictures.js';

/** @typedef {import('../api/voxels.js').VoxelFunctions} VoxelFunctions */
/** @typedef {import('../api/cathode-lab').TransportProgress} Progress */

export const TASKS = {
  /** @param {VoxelFunctions} lab @param {import('../api/cathode-lab').MicrostructureOptions} options */
  generate(lab, options) {
    const made = lab.generateMicrostructure(options);
    return { result: made, transfer: [made.voxels.buffer] };
  },
  /** @param {VoxelFunctions} lab @param {import('../api/cathode-lab').TransportOptions} options @param {(progress: Progress) => void} onProgress */
  solve(lab, options, onProgress) {
    const { potential, currentDensity, ...solution } = lab.solveTransport({ ...options, onProgress });
    const pictures = potential && currentDensity && solution.percolates ? picturesOf(potential, currentDensity) : null;
    return {
      result: { ...solution, pictures },
      transfer: pictures ? [pictures.potential.buffer, pictures.currentDensity.buffer] : [],
    };
  },
  /** @param {VoxelFunctions} lab @param {Parameters<VoxelFunctions['microstructureMetrics']>[0]} volume */
  metrics: (lab, volume) => ({ result: lab.microstructureMetrics(volume), transfer: [] }),
};

/** The functions over a core of their own, to be forgotten with what it took of memory. @param {WebAssembly.Module} module */
export async function voxelsFor(module) {
  const { core } = await instantiate(createCore, module);
  return voxelsOf(core, scenarioExchange(core));
}
