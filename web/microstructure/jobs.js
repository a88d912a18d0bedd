// SPDX-License-Identifier: MIT
// Long calculations in workers, a fresh one for each: what it took of memory goes with it, and to cancel is
// to end it. All run the same kept script on the same compiled core, so that nothing is loaded. Where the page may start
// no workers, they are done in the page.

import { tell } from '../html/notices.js';
import { begin } from '../html/rest.js';
import { trustedScript } from '../html/trusted.js';
import { workerText } from '../session/assets.js';
import { memoryGb } from './memory.js';
import { TASKS, voxelsFor } from './tasks.js';

/** @typedef {typeof TASKS} Tasks */
/** @template {keyof Tasks} Kind @typedef {Awaited<ReturnType<Tasks[Kind]>>['result']} Result */

/**
 * @typedef {object} Handling
 * @property {(progress: import('../api/cathode-lab').TransportProgress) => void} [onProgress]
 * @property {AbortSignal} [signal]
 * @property {boolean} [onlyInWorker] rather not at all than in the page itself, which does not answer meanwhile
 * @property {number} [atOnce] of the jobs that run with it; fewer where each takes much memory
 */

const MOST_WORKERS = 4;

/** @type {Promise<string> | null} */
let script = null;
function scriptAddress() {
  script ??= workerText().then((text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  script.catch(() => {
    script = null;
  });
  return script;
}

/** @param {WebAssembly.Module} module the compiled core of voxels */
export function makeJobs(module) {
  // Each takes its own memory.
  const most = Math.max(Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2, Math.floor(memoryGb() / 2)), 1);
  let running = 0;
  let mayStartWorkers = true;
  /** @type {{atOnce: number, start: () => void}[]} */
  const waiting = [];

  function startNext() {
    while (waiting.length > 0 && running < Math.min(mayStartWorkers ? most : 1, waiting[0].atOnce)) {
      ++running;
      /** @type {typeof waiting[number]} */ (waiting.shift()).start();
    }
  }

  /**
   * Does a job. Rejects with what is refused, with the signal's reason if it is cancelled, and in a sentence
   * if the worker ends by itself.
   * @template {keyof Tasks} Kind
   * @param {Kind} kind
   * @param {Parameters<Tasks[Kind]>[1]} options
   * @param {Handling} [handling]
   * @returns {Promise<Result<Kind>>}
   */
  async function run(kind, options, { onProgress, signal, onlyInWorker = false, atOnce = most } = {}) {
    const address = await scriptAddress();
    signal?.throwIfAborted();
    const done = begin();
    return new Promise((resolve, reject) => {
      /** @type {Worker | null} */
      let worker = null;
      let isRunning = false;
      let hasStarted = false;
      const place = { atOnce, start };
      const onAbort = () => settle(() => reject(signal?.reason));
      /** @param {() => void} answer */
      function settle(answer) {
        signal?.removeEventListener('abort', onAbort);
        worker?.terminate();
        if (isRunning) --running;
        else waiting.splice(waiting.indexOf(place), 1);
        answer();
        done();
        startNext();
      }
      /** @param {string} reason */
      const fail = (reason) =>
        settle(() =>
          reject(
            new Error(
              `The calculation stopped, most likely for want of memory (${reason}). Take a smaller volume, or close other pages.`,
            ),
          ),
        );

      // Not before the page has shown that it is at work: it does not answer meanwhile.
      async function doHere() {
        worker = null;
        if (onlyInWorker) {
          settle(() => reject(new Error('This page is not allowed to start workers.')));
          return;
        }
        if (mayStartWorkers) {
          tell(
            'workers',
            [
              'This page is not allowed to start workers: long calculations run in the page itself, which does not answer meanwhile.',
            ],
            { isGood: true },
          );
        }
        mayStartWorkers = false;
        await new Promise((go) => setTimeout(go, 50));
        if (signal?.aborted) return;
        try {
          const { result } = await TASKS[/** @type {'solve'} */ (kind)](
            () => voxelsFor(module),
            /** @type {any} */ (options),
            (progress) => onProgress?.(progress),
          );
          settle(() => resolve(/** @type {any} */ (result)));
        } catch (error) {
          if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) fail(error.message);
          else settle(() => reject(error));
        }
      }

      function start() {
        isRunning = true;
        if (!mayStartWorkers) {
          doHere();
          return;
        }
        try {
          worker = new Worker(trustedScript(address));
        } catch {
          doHere();
          return;
        }
        // A worker that never says it is there was not allowed to start.
        worker.addEventListener('error', (event) =>
          hasStarted ? fail(event.message || 'the worker ended') : doHere(),
        );
        worker.addEventListener('messageerror', () => fail('its answer could not be read'));
        worker.addEventListener('message', ({ data }) => {
          if (data.started) hasStarted = true;
          else if (data.progress) onProgress?.(data.progress);
          else if (data.failure !== undefined) fail(data.failure);
          else settle(() => (data.error === undefined ? resolve(data.result) : reject(new Error(data.error))));
        });
        try {
          worker.postMessage({ module, kind, options });
        } catch (error) {
          settle(() => reject(error)); // what cannot be handed over
        }
      }
      signal?.addEventListener('abort', onAbort);
      waiting.push(place);
      startNext();
    });
  }
  return { run, most };
}
