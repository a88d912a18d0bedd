// SPDX-License-Identifier: MIT
// Drafts: what is being set, drawn at once in few voxels. One is made at a time, of what was asked for last.
import { messageOf } from '../api/quoting.js';
import { during } from '../html/rest.js';

// One that is no longer wanted may take so long to end by itself.
const PATIENCE_MS = 1500;

/** @typedef {import('./jobs.js').Result<'draft'>} Draft */
/** @typedef {{key: string, options: import('../api/cathode-lab').MicrostructureOptions}} Wanted what a draft is told apart by, and of what it is */

/**
 * @param {object} setup
 * @param {ReturnType<typeof import('./jobs.js').makeJobs>['run']} setup.run
 * @param {(key: string, made: Draft) => void} setup.onMade
 * @param {(message: string) => void} setup.onRefused why there is none; empty: there may be one again
 */
export function makeDrafts({ run, onMade, onRefused }) {
  /** @type {Wanted | null} */
  let wanted = null;
  let done = ''; // the keys of what has been made last, and of what was refused
  let refused = '';
  /** @type {{key: string, since: number, controller: AbortController} | null} */
  let running = null;

  async function makeAll() {
    while (wanted && wanted.key !== done && wanted.key !== refused) {
      const { key, options } = wanted;
      const controller = new AbortController();
      running = { key, since: performance.now(), controller };
      try {
        const made = await run('draft', options, { signal: controller.signal, onlyInWorker: true });
        done = key;
        onRefused('');
        if (wanted) onMade(key, made);
      } catch (reason) {
        if (!controller.signal.aborted) {
          refused = key;
          onRefused(messageOf(reason));
        }
      }
      running = null;
    }
  }

  return {
    /** @param {Wanted} next */
    want(next) {
      wanted = next;
      if (!running) {
        during(makeAll());
      } else if (running.key !== next.key && performance.now() - running.since > PATIENCE_MS) {
        running.controller.abort(new Error('Replaced by the next draft.'));
      }
    },
    /** None is wanted: what is being made is given up. */
    stop() {
      wanted = null;
      refused = '';
      onRefused('');
      running?.controller.abort(new Error('No draft is wanted.'));
    },
  };
}
