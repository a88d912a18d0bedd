// SPDX-License-Identifier: MIT
// What the page fetches once it is ready, and what is asked for before it is there.
import { messageOf } from '../api/quoting.js';
import { button } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { during } from '../html/rest.js';
import { workerText } from '../session/assets.js';

/** @typedef {typeof import('./later.js')} Later */

const later = () => import('./later.js');

/** What reads and writes files. */
export const loadFormats = async () => (await later()).formats;

/** What shows the table of a sweep. */
export const loadSweeps = async () => (await later()).sweeps;

/** What shows impedance spectra. */
export const loadImpedance = async () => (await later()).impedance;

/** Forgets the microstructures that are kept on this device. */
export const forgetStudies = async () => (await later()).forgetStudies();

/**
 * @param {object} setup
 * @param {Awaited<ReturnType<typeof import('./core.js').loadCore>>} setup.loaded
 * @param {() => void} setup.onRecord what tells of the published record is there
 * @param {(later: Later, module: WebAssembly.Module) => void} setup.onVoxels and what takes voxels
 */
export function makeRest({ loaded, onRecord, onVoxels }) {
  let onComplete = () => {};
  const complete = new Promise((resolve) => {
    onComplete = () => resolve(undefined);
  });

  async function fetchAll() {
    const parts = later();
    const record = async () => {
      const { recordOf, onwardOf } = await parts;
      loaded.addOnward(onwardOf);
      await loaded.addRecord(recordOf);
      onRecord();
    };
    const voxels = async () => loaded.addVoxels((await parts).voxelsFor);
    const [all, module] = await Promise.all([parts, voxels(), record(), workerText()]);
    onVoxels(all, module);
    onComplete();
  }
  const load = () => during(fetchAll()).catch(tellMissing);
  /** @param {unknown} error */
  function tellMissing(error) {
    console.warn(error);
    tell('rest', [`The rest of the page could not be loaded: ${messageOf(error)}.`], {
      action: button('Try again', load),
    });
  }

  return {
    /** Fetches it all; resolves when that has been done, or told. */
    load,
    /** Resolves when everything is there. */
    complete,
    /**
     * Does what a part does, as soon as it is there.
     * @template {unknown[]} Given
     * @param {(all: Later) => (...given: Given) => void} make
     * @returns {(...given: Given) => Promise<void>}
     */
    onDemand(make) {
      /** @type {ReturnType<typeof make> | null} */
      let act = null;
      return async (...given) => {
        try {
          act ??= make(await during(later()));
        } catch (error) {
          tellMissing(error);
          return;
        }
        act(...given);
      };
    },
  };
}
