// A worker's side of jobs.js: does one job with a core of its own, tells how far it is, and answers.
import { instantiate } from './compiled.js';
import { labOf } from './lab.js';
import { messageOf } from './messages.js';

/** @typedef {import('../cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../cathode-lab').TransportProgress} Progress */

const TELL_EVERY_MS = 100;
/** Current densities are drawn up to this many times their mean. */
export const BRIGHTEST = 4;

/**
 * A field as a picture of one byte a voxel: 0 where nothing flows, 1 to 255 for 0 to `top`.
 * @param {Float32Array} field
 * @param {Float32Array} flow
 * @param {number} top
 */
function pictureOf(field, flow, top) {
  const picture = new Uint8Array(field.length);
  for (let i = 0; i < field.length; ++i) if (flow[i] > 0) picture[i] = 1 + Math.round(254 * Math.min(Math.max(field[i] / top, 0), 1));
  return picture;
}

export const TASKS = {
  /** @param {CathodeLab} lab @param {import('../cathode-lab').MicrostructureOptions} options */
  generate(lab, options) {
    const made = lab.generateMicrostructure(options);
    return { result: made, transfer: [made.voxels.buffer] };
  },
  /** @param {CathodeLab} lab @param {import('../cathode-lab').TransportOptions} options @param {(progress: Progress) => void} onProgress */
  solve(lab, options, onProgress) {
    const { potential, currentDensity, ...solution } = lab.solveTransport({ ...options, onProgress });
    const pictures = potential && currentDensity && solution.percolates
      ? { potential: pictureOf(potential, currentDensity, 1), currentDensity: pictureOf(currentDensity, currentDensity, BRIGHTEST) } : null;
    return { result: { ...solution, pictures }, transfer: pictures ? [pictures.potential.buffer, pictures.currentDensity.buffer] : [] };
  },
  /** @param {CathodeLab} lab @param {Parameters<CathodeLab['microstructureMetrics']>[0]} volume */
  metrics: (lab, volume) => ({ result: lab.microstructureMetrics(volume), transfer: [] }),
};

/** A core of its own, to be forgotten with what it took of memory. @param {WebAssembly.Module} module */
export const labFor = async (module) => labOf(await instantiate(module));

export function startWorker() {
  self.postMessage({ started: true });
  self.addEventListener('message', async ({ data: { module, kind, options } }) => {
    let told = -Infinity;
    /** @param {Progress} progress */
    const onProgress = (progress) => {
      const now = performance.now();
      if (now - told < TELL_EVERY_MS) return;
      told = now;
      self.postMessage({ progress });
    };
    try {
      const { result, transfer } = TASKS[/** @type {'solve'} */ (kind)](await labFor(module), options, onProgress);
      self.postMessage({ result }, { transfer });
    } catch (error) {
      // The core has no exceptions of its own: what it throws itself is a refusal, the rest ends it.
      const isFatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
      self.postMessage({ [isFatal ? 'failure' : 'error']: messageOf(error) });
    }
  });
}
