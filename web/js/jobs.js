// Long calculations in workers, a fresh one for each: what it took of memory goes with it, and to cancel is
// to end it. A worker runs the page's own script on the page's compiled core, so that nothing is loaded.
import { TASKS } from './worker.js';

/** @typedef {typeof TASKS} Tasks */
/** @template {keyof Tasks} Kind @typedef {ReturnType<Tasks[Kind]>['result']} Result */

/**
 * @typedef {object} Handling
 * @property {(progress: import('../cathode-lab').TransportProgress) => void} [onProgress]
 * @property {AbortSignal} [signal]
 * @property {number} [atOnce] of the jobs that run with it; fewer where each takes much memory
 */

const MOST_WORKERS = 4;

async function readScript() {
  if (STANDALONE) return document.querySelector('script[type="module"]')?.textContent ?? '';
  const response = await fetch(import.meta.url, { cache: 'force-cache' });
  if (!response.ok) throw new Error(`The page’s script could not be read again: ${response.status}.`);
  return response.text();
}

/** @type {Promise<string> | null} */
let script = null;
function scriptAddress() {
  script ??= readScript().then((text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  // What failed is tried again the next time.
  script.catch(() => { script = null; });
  return script;
}

/** @param {WebAssembly.Module} module the page's compiled core */
export function makeJobs(module) {
  const most = Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2);
  let running = 0;
  /** @type {{atOnce: number, start: () => void}[]} */
  const waiting = [];

  function startNext() {
    while (waiting.length > 0 && running < Math.min(most, waiting[0].atOnce)) {
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
  async function run(kind, options, { onProgress, signal, atOnce = most } = {}) {
    const address = await scriptAddress();
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      /** @type {Worker | null} */
      let worker = null;
      const place = { atOnce, start };
      const onAbort = () => settle(() => reject(signal?.reason));
      /** @param {() => void} answer */
      function settle(answer) {
        signal?.removeEventListener('abort', onAbort);
        if (worker) {
          worker.terminate();
          --running;
        } else {
          waiting.splice(waiting.indexOf(place), 1);
        }
        answer();
        startNext();
      }
      /** @param {string} reason */
      const fail = (reason) => settle(() => reject(new Error(`The calculation stopped, most likely for want of memory (${reason}). Take a smaller volume, or close other pages.`)));
      function start() {
        worker = new Worker(address, { type: STANDALONE ? 'classic' : 'module' });
        worker.addEventListener('error', (event) => fail(event.message || 'the worker ended'));
        worker.addEventListener('messageerror', () => fail('its answer could not be read'));
        worker.addEventListener('message', ({ data }) => {
          if (data.progress) onProgress?.(data.progress);
          else if (data.failure !== undefined) fail(data.failure);
          else settle(() => data.error === undefined ? resolve(data.result) : reject(new Error(data.error)));
        });
        worker.postMessage({ module, kind, options });
      }
      signal?.addEventListener('abort', onAbort);
      waiting.push(place);
      startNext();
    });
  }
  return { run, most };
}
