// SPDX-License-Identifier: MIT
// A worker's side of jobs.js: does one job, with a core of its own where it needs one, tells how far it is, and answers.
import { messageOf } from '../api/quoting.js';
import { TASKS, voxelsFor } from './tasks.js';

/** @typedef {import('../api/cathode-lab').TransportProgress} Progress */

const TELL_EVERY_MS = 100;

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
    const task = TASKS[/** @type {'solve'} */ (kind)];
    const { result, transfer } = await task(() => voxelsFor(module), options, onProgress);
    self.postMessage({ result }, { transfer });
  } catch (error) {
    // The core has no exceptions of its own: what it throws itself is a refusal, the rest ends it.
    const isFatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ [isFatal ? 'failure' : 'error']: messageOf(error) });
  }
});
