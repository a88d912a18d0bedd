// Microstructures and conduction over the compiled core. What is given is read and checked first:
// a getter may call back into this module.
import { choice, number, read } from './options.js';
import { shown } from './quoting.js';

/** @typedef {import('./cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('./cathode-lab').Shape} Shape */
/** @typedef {Pick<CathodeLab, typeof import('./deferred.js').VOXEL_FUNCTIONS[number]>} VoxelFunctions */

const DIRECTIONS = /** @type {const} */ (['z', 'y', 'x']);
const SIDES = /** @type {const} */ (['closed', 'periodic']);

/**
 * An array or typed array as it is now, for it may be shared, resized or given away later; nothing of anything else.
 * @param {unknown} value
 * @returns {ArrayLike<unknown>}
 */
function elementsOf(value) {
  if (Array.isArray(value)) return value;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return [];
  return /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (value));
}

/** The same as a list; empty where it has been given away. @param {unknown} value */
const listOf = (value) => {
  const elements = elementsOf(value);
  return Array.from({ length: elements.length }, (_, i) => elements[i]);
};

/**
 * Whole numbers from 0 to a most, of any kind of array, in a typed array that the core copies at once. Refuses what
 * has been
 * given away (detached), which has no elements left.
 * @template {Uint8Array | Uint32Array} Kind
 * @param {string} name
 * @param {unknown} value
 * @param {{new (length: number): Kind, BYTES_PER_ELEMENT: number}} kind
 */
function wholeNumbers(name, value, kind) {
  const most = 2 ** (8 * kind.BYTES_PER_ELEMENT) - 1;
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (!isList)
    throw new Error(
      `${name} must be a Uint8Array or another array of whole numbers, 0 to ${most}, not ${shown(value)}.`,
    );
  if (ArrayBuffer.isView(value) && value.byteLength === 0 && value.buffer.byteLength === 0) {
    throw new Error(
      `${name}: an array without elements, or one that has been given away (transferred); allowed: one for each voxel.`,
    );
  }
  if (value instanceof kind) return value;
  const list = elementsOf(value);
  const read = new kind(list.length);
  for (let i = 0; i < list.length; ++i) {
    const one = list[i];
    if (typeof one !== 'number' || !Number.isInteger(one) || one < 0 || one > most)
      throw new Error(`${name}[${i}]: ${shown(one)}; allowed: whole numbers, 0 to ${most}.`);
    read[i] = one;
  }
  return read;
}

/** @param {unknown} value @returns {Shape} */
function readShape(value) {
  const numbers = listOf(value);
  if (
    numbers.length !== 3 ||
    !numbers.every((n) => typeof n === 'number' && Number.isInteger(n) && n > 0 && n < 2 ** 31)
  ) {
    throw new Error(`shape must be three whole numbers [nz, ny, nx], not ${shown(value)}.`);
  }
  return /** @type {Shape} */ (numbers);
}

/** @param {unknown} value */
function readObserver(value) {
  if (value === undefined || typeof value === 'function')
    return /** @type {((progress: object) => unknown) | undefined} */ (value);
  throw new Error(`onProgress must be a function, not ${shown(value)}.`);
}

/**
 * @param {import('./lab.js').Core} core
 * @param {ReturnType<typeof import('./scenario-exchange.js').scenarioExchange>} exchange
 * @returns {VoxelFunctions}
 */
export function voxelsOf(core, exchange) {
  const sizeKeys = core.microstructureInputs().map(({ key }) => /** @type {string} */ (key));
  const scenarioKeys = exchange.parameters.map(({ key }) => /** @type {string} */ (key));

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

  /** The options of a solve, read and checked. @param {unknown} options */
  function readTransport(options) {
    const given = read(options, 'options', [
      'voxels',
      'shape',
      'conductivities',
      'direction',
      'tolerance',
      'sides',
      'contactResistance',
      'particles',
      'fields',
      'onProgress',
    ]);
    const voxels = wholeNumbers('voxels', given.voxels, Uint8Array);
    const shape = readShape(given.shape);
    const list = given.conductivities;
    if (!Array.isArray(list) && (!ArrayBuffer.isView(list) || list instanceof DataView))
      throw new Error(`conductivities must be an array, one for each label, not ${shown(list)}.`);
    const conductivities = listOf(list)
      .slice(0, 257)
      .map((sigma, label) => number(`conductivities[${label}]`, sigma ?? null, 0));
    const direction = choice('direction', given.direction, DIRECTIONS);
    const tolerance = number('tolerance', given.tolerance, 1e-3);
    const sides = choice('sides', given.sides, SIDES);
    const contactResistance = number('contactResistance', given.contactResistance, 0);
    const wantsFields = given.fields === true;
    const onProgress = readObserver(given.onProgress);
    const particles =
      given.particles === undefined ? undefined : wholeNumbers('particles', given.particles, Uint32Array);
    return {
      voxels,
      shape,
      conductivities,
      direction: DIRECTIONS.indexOf(direction),
      tolerance,
      sides,
      contactResistance,
      wantsFields,
      onProgress,
      particles,
    };
  }
  /** Puts the volume of a solve into the core. @param {ReturnType<typeof readTransport>} given */
  function putTransport({ voxels, contactResistance, particles }) {
    putVoxels(voxels);
    if (contactResistance === 0 || particles === undefined) return;
    const address = core.particleBuffer(particles.length);
    if (address === 0 && particles.length > 0) throw new Error(`particles: no memory for ${particles.length} of them.`);
    new Uint32Array(core.HEAPU8.buffer, address, particles.length).set(particles);
  }

  /** @param {number} address @param {number} length */
  const floats = (address, length) => new Float32Array(core.HEAPU8.buffer, address, length).slice();

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
      const wantsParticles = given.particles === true;
      return withBuffers(() => {
        const { address, length, particlesAddress, voxelUm, phases, notes } = unlessRefused(
          core.generate(shape, seed, wantsParticles),
        );
        const voxels = core.HEAPU8.slice(address, address + length);
        const particles = wantsParticles
          ? { particles: new Uint32Array(core.HEAPU8.buffer, particlesAddress, length).slice() }
          : {};
        return { voxels, shape, voxelUm, seed, phases, notes, ...particles };
      });
    },

    transportBytes(options) {
      const given = readTransport(options);
      const { shape, conductivities, direction, tolerance, sides, contactResistance, wantsFields } = given;
      return withBuffers(() => {
        putTransport(given);
        return core.solveBytes(
          shape,
          conductivities,
          direction,
          tolerance,
          sides === 'periodic',
          contactResistance,
          wantsFields,
        );
      });
    },

    solveTransport(options) {
      const given = readTransport(options);
      const { voxels, shape, conductivities, direction, tolerance, sides, contactResistance, wantsFields, onProgress } =
        given;
      const start = performance.now();
      // What the observer throws waits until the core has come to its end.
      /** @type {{error: unknown} | null} */
      let thrown = null;
      const observer =
        onProgress === undefined
          ? null
          : (
              /** @type {boolean} */ isPreparing,
              /** @type {number} */ fraction,
              /** @type {number} */ iteration,
              /** @type {number} */ sigma,
              /** @type {number} */ error,
            ) => {
              try {
                return (
                  onProgress({
                    stage: isPreparing ? 'preparing' : 'solving',
                    fraction,
                    iteration,
                    effectiveConductivity: sigma,
                    errorEstimate: error,
                  }) !== false
                );
              } catch (error) {
                thrown = { error };
                return false;
              }
            };
      return withBuffers(() => {
        putTransport(given);
        const solved = core.solve(
          shape,
          conductivities,
          direction,
          tolerance,
          sides === 'periodic',
          contactResistance,
          wantsFields,
          observer,
        );
        if (thrown) throw /** @type {{error: unknown}} */ (thrown).error;
        const { potentialAddress, currentAddress, ...solution } = unlessRefused(solved);
        const fields = wantsFields
          ? {
              potential: floats(potentialAddress, voxels.length),
              currentDensity: floats(currentAddress, voxels.length),
            }
          : {};
        return {
          ...solution,
          iterations: solution.history.length,
          seconds: (performance.now() - start) / 1000,
          ...fields,
        };
      });
    },

    microstructureMetrics(volume) {
      const given = read(volume, 'volume', null);
      const voxels = wholeNumbers('voxels', given.voxels, Uint8Array);
      const shape = readShape(given.shape);
      const voxelUm = number('voxelUm', given.voxelUm, NaN);
      const sides = choice('sides', given.sides, SIDES);
      return withBuffers(() => {
        putVoxels(voxels);
        return unlessRefused(core.surfaces(shape, voxelUm, sides === 'periodic'));
      });
    },
  };
}
