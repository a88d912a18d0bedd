// SPDX-License-Identifier: MIT
// Microstructures and conduction over the compiled core.
import { meanOf } from './directions.js';
import { geometryNumbers, putGeometry, takeGeometry } from './geometry.js';
import { flag, number, read } from './options.js';
import {
  isOfGeometry,
  readConnectivity,
  readConvergence,
  readGeometryTransport,
  readMeasured,
  readShape,
  readTransport,
} from './voxel-options.js';

/** @typedef {import('./cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('./cathode-lab').Shape} Shape */
/** @typedef {Pick<CathodeLab, typeof import('./deferred.js').VOXEL_FUNCTIONS[number]>} VoxelFunctions */

/**
 * A call that tells how far a solve is; what it throws waits until the core has come to its end.
 * @param {((progress: {stage: string, fraction: number, iteration: number, effectiveConductivity: number, errorEstimate: number}) => unknown) | undefined} onProgress
 */
function observerOf(onProgress) {
  /** @type {{error: unknown} | null} */
  let thrown = null;
  /** @type {import('./lab.js').Observer} */
  const observe = (isPreparing, fraction, iteration, effectiveConductivity, errorEstimate) => {
    try {
      const stage = isPreparing ? 'preparing' : 'solving';
      return onProgress?.({ stage, fraction, iteration, effectiveConductivity, errorEstimate }) !== false;
    } catch (error) {
      thrown = { error };
      return false;
    }
  };
  return {
    observe: onProgress ? observe : null,
    rethrow() {
      if (thrown) throw thrown.error;
    },
  };
}

/**
 * @param {import('./lab.js').Core} core
 * @param {ReturnType<typeof import('./scenario-exchange.js').scenarioExchange>} exchange
 * @returns {VoxelFunctions}
 */
export function voxelsOf(core, exchange) {
  const sizeKeys = core.microstructureInputs().map(({ key }) => /** @type {string} */ (key));
  const scenarioKeys = [...exchange.parameters.map(({ key }) => /** @type {string} */ (key)), 'composite'];

  /** @template T @param {T & {refusal?: string}} result @returns {T} */
  function unlessRefused(result) {
    if (result.refusal !== undefined) throw new Error(result.refusal);
    return result;
  }
  let isBusy = false;
  /**
   * Uses the core's buffers and gives them back, however it ends. There is one set: an observer that is told
   * of a solve must not take them away from it.
   * @template T @param {() => T} act @returns {T}
   */
  function withBuffers(act) {
    if (isBusy)
      throw new Error('onProgress must not generate or solve: this module is still solving. Take another instance.');
    isBusy = true;
    try {
      return act();
    } finally {
      isBusy = false;
      core.freeVolumes();
    }
  }

  /** @param {Uint8Array} voxels */
  function putVoxels(voxels) {
    const address = core.voxelBuffer(voxels.length);
    if (voxels.length > 0 && address === 0) throw new Error(`voxels: no memory for ${voxels.length} of them.`);
    core.HEAPU8.set(voxels, address);
  }

  /** Puts the volume of a solve into the core. @param {ReturnType<typeof readTransport>} given */
  function putTransport({ voxels, contactResistance, particles }) {
    putVoxels(voxels);
    if (contactResistance === 0 || particles === undefined) return;
    const address = core.particleBuffer(particles.length);
    if (address === 0 && particles.length > 0) throw new Error(`particles: no memory for ${particles.length} of them.`);
    new Uint32Array(core.HEAPU8.buffer, address, particles.length).set(particles);
  }

  /** What else the core takes of a solve, in its order. @param {ReturnType<typeof readTransport>} given */
  const numbersOf = (given) =>
    /** @type {const} */ ([
      given.shape,
      given.conductivities,
      given.direction,
      given.tolerance,
      given.isPeriodic,
      given.contactResistance,
      given.spacing,
      given.wantsFields,
    ]);

  /** The same of a solve on a geometry. @param {ReturnType<typeof readGeometryTransport>} given */
  const ofGeometry = (given) =>
    /** @type {const} */ ([
      given.shape,
      given.conductivities,
      given.direction,
      given.tolerance,
      given.isPeriodic,
      given.contactResistance,
    ]);

  /** @param {number} start */
  const secondsSince = (start) => (performance.now() - start) / 1000;

  /** @param {number} address @param {number} length */
  const floats = (address, length) => new Float32Array(core.HEAPU8.buffer, address, length).slice();

  /** @param {unknown} options */
  function solveBodies(options) {
    const given = readGeometryTransport(options);
    const start = performance.now();
    const { observe, rethrow } = observerOf(given.onProgress);
    return withBuffers(() => {
      putGeometry(core, given.geometry);
      const solved = core.solveGeometry(...ofGeometry(given), observe);
      rethrow();
      const solution = unlessRefused(solved);
      return { ...solution, iterations: solution.history.length, seconds: secondsSince(start) };
    });
  }

  /** @param {unknown} options */
  function solveVoxels(options) {
    const given = readTransport(options);
    const start = performance.now();
    const { observe, rethrow } = observerOf(given.onProgress);
    return withBuffers(() => {
      putTransport(given);
      const solved = core.solve(...numbersOf(given), observe);
      rethrow();
      const { potentialAddress, currentAddress, ...solution } = unlessRefused(solved);
      const fields = given.wantsFields
        ? {
            potential: floats(potentialAddress, given.voxels.length),
            currentDensity: floats(currentAddress, given.voxels.length),
          }
        : {};
      return { ...solution, iterations: solution.history.length, seconds: secondsSince(start), ...fields };
    });
  }

  return {
    microstructureInputs: () => core.microstructureInputs(),

    generateMicrostructure(options = {}) {
      const given = read(options, 'options', ['shape', 'seed', 'particles', ...sizeKeys, ...scenarioKeys]);
      const shape = given.shape === undefined ? /** @type {Shape} */ ([128, 128, 128]) : readShape(given.shape);
      const seed = number('seed', given.seed, 1);
      if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
        throw new Error(`seed: ${seed}; allowed: a whole number, 0 to 4294967295.`);
      core.clearMicrostructure();
      for (const key of sizeKeys) {
        if (given[key] === undefined) continue;
        const refusal = core.putMicrostructureInput(key, number(key, given[key], 0));
        if (refusal) throw new Error(refusal);
      }
      exchange.put(Object.fromEntries(scenarioKeys.filter((key) => key in given).map((key) => [key, given[key]])));
      const wantsParticles = flag('particles', given.particles);
      return withBuffers(() => {
        const { address, length, particlesAddress, voxelUm, phases, notes, packing, geometry } = unlessRefused(
          core.generate(shape, seed, wantsParticles),
        );
        const voxels = core.HEAPU8.slice(address, address + length);
        const particles = wantsParticles
          ? { particles: new Uint32Array(core.HEAPU8.buffer, particlesAddress, length).slice() }
          : {};
        return {
          voxels,
          shape,
          voxelUm,
          seed,
          phases,
          notes,
          packing,
          geometry: takeGeometry(core, geometry),
          ...particles,
        };
      });
    },

    voxelize(geometry, shape) {
      const numbers = geometryNumbers(geometry);
      const wanted = readShape(shape);
      return withBuffers(() => {
        putGeometry(core, numbers);
        const { address, length, voxelUm, phases } = unlessRefused(core.voxelize(wanted));
        return { voxels: core.HEAPU8.slice(address, address + length), shape: wanted, voxelUm, phases };
      });
    },

    measureGeometry(geometry) {
      const numbers = geometryNumbers(geometry);
      return withBuffers(() => {
        putGeometry(core, numbers);
        return unlessRefused(core.measureGeometry());
      });
    },

    transportBytes(options) {
      if (isOfGeometry(options)) {
        const given = readGeometryTransport(options);
        return withBuffers(() => {
          putGeometry(core, given.geometry);
          return core.solveGeometryBytes(...ofGeometry(given));
        });
      }
      const given = readTransport(options);
      return withBuffers(() => {
        putTransport(given);
        return core.solveBytes(...numbersOf(given));
      });
    },

    solveTransport: /** @type {VoxelFunctions['solveTransport']} */ (
      (/** @type {unknown} */ options) =>
        /** @type {any} */ (isOfGeometry(options) ? solveBodies(options) : solveVoxels(options))
    ),

    convergeTransport(options) {
      const { geometry, conductivities, directions, tolerance, isPeriodic, contactResistance, mostVoxels, onProgress } =
        readConvergence(options);
      const start = performance.now();
      let done = 0;
      const { observe, rethrow } = observerOf(
        onProgress &&
          ((progress) => onProgress({ ...progress, fraction: (done + progress.fraction) / directions.length })),
      );
      return withBuffers(() => {
        const found = directions.map((direction) => {
          putGeometry(core, geometry);
          const climbed = core.convergeGeometry(
            conductivities,
            direction,
            tolerance,
            isPeriodic,
            contactResistance,
            mostVoxels,
            observe,
          );
          rethrow();
          ++done;
          return unlessRefused(climbed);
        });
        return { ...meanOf(found), seconds: secondsSince(start) };
      });
    },

    microstructureMetrics(volume) {
      const { voxels, shape, edgesUm, isPeriodic } = readMeasured(volume);
      return withBuffers(() => {
        putVoxels(voxels);
        return unlessRefused(core.surfaces(shape, edgesUm, isPeriodic));
      });
    },

    connectivity(options) {
      const { voxels, shape, conducts, direction, isPeriodic } = readConnectivity(options);
      return withBuffers(() => {
        putVoxels(voxels);
        return unlessRefused(core.connectivity(shape, conducts, direction, isPeriodic));
      });
    },
  };
}
