// A worker's side of jobs.js: does one job with a core of its own, tells how far it is, and answers.
import { instantiate } from '../api/compiled.js';
import { labOf } from '../api/lab.js';
import { messageOf } from '../api/quoting.js';
import { picturesOf } from './field-pictures.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').TransportProgress} Progress */

const TELL_EVERY_MS = 100;
export const TASKS = {
  /** @param {CathodeLab} lab @param {import('../api/cathode-lab').MicrostructureOptions} options */
  generate(lab, options) {
    const made = lab.generateMicrostructure(options);
    return { result: made, transfer: [made.voxels.buffer] };
  },
  /** @param {CathodeLab} lab @param {import('../api/cathode-lab').TransportOptions} options @param {(progress: Progress) => void} onProgress */
  solve(lab, options, onProgress) {
    const { potential, currentDensity, ...solution } = lab.solveTransport({ ...options, onProgress });
    const pictures = potential && currentDensity && solution.percolates ? picturesOf(potential, currentDensity) : null;
    return {
      result: { ...solution, pictures },
      transfer: pictures ? [pictures.potential.buffer, pictures.currentDensity.buffer] : [],
    };
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
