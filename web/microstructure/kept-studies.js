// SPDX-License-Identifier: MIT
// Studies kept on this device, so that a tab that is closed, restored or thrown away by the browser need not solve them
// again: the latest ones, of this version of the program. Nothing leaves the device.
import { clear, createStore, delMany, get, getMany, set, update } from 'idb-keyval';
import { fingerprintOf } from './study-folder.js';

const MOST = 3;
const MOST_BYTES = 300e6;
const DAYS = 30;
const LIST = 'list';
// Of a study as it is kept: those of another form are none that this program can show.
const FORM = 4;

/** @typedef {import('./study.js').Study} Study */

/**
 * What is told of a study that is kept.
 * @typedef {object} Kept
 * @property {string} key
 * @property {string} title
 * @property {string} version of the program that made it, and the form of what it keeps
 * @property {number} at when
 * @property {number} bytes
 * @property {string} fingerprint that results calculated elsewhere tell it by
 */

/** @param {Study} study */
const bytesOf = ({ voxels, solutions }) =>
  [...solutions.values()].reduce(
    (sum, { pictures }) => sum + (pictures ? pictures.potential.length + pictures.currentDensity.length : 0),
    voxels.length,
  );

/**
 * What stays of a list, newest first: so many, so large together, so old, and no other version's.
 * @param {Kept[]} list
 * @param {string} version
 * @param {number} now
 */
export function keptOf(list, version, now) {
  let bytes = 0;
  return list
    .filter((one) => one.version === version && now - one.at < DAYS * 86400e3)
    .filter((one) => (bytes += one.bytes) <= MOST_BYTES)
    .slice(0, MOST);
}

const openStore = () => createStore('cathode-lab studies', 'studies');

/** Forgets them all, other versions' too. */
export const forgetStudies = () => clear(openStore()).catch(() => {}); // the browser keeps nothing

/** @param {string} program its version */
export function makeKeptStudies(program) {
  const version = `${program}, form ${FORM}`;
  const store = openStore();

  /** Changes the list; what falls out of it goes. @param {(list: Kept[]) => Kept[]} change */
  async function changeList(change) {
    /** @type {string[]} */
    let gone = [];
    await update(
      LIST,
      (/** @type {Kept[] | undefined} */ before = []) => {
        const after = keptOf(change(before), version, Date.now());
        gone = before.map(({ key }) => key).filter((key) => !after.some((one) => one.key === key));
        return after;
      },
      store,
    );
    await delMany(gone, store);
  }

  return {
    /** Those that are kept, newest first; none where the browser keeps nothing. @returns {Promise<Kept[]>} */
    async list() {
      try {
        return keptOf((await get(LIST, store)) ?? [], version, Date.now());
      } catch {
        return [];
      }
    },
    /** Keeps a study; where there is no room for it, or the browser keeps nothing, it is as before. @param {Study} study */
    async keep(study) {
      const { title, link } = study;
      const about = { key: `${title} ${link}`, title, version, at: Date.now(), bytes: bytesOf(study) };
      if (about.bytes > MOST_BYTES) return;
      const own = { ...about, fingerprint: await fingerprintOf(study) };
      try {
        await set(own.key, study, store);
        await changeList((list) => [own, ...list.filter(({ key }) => key !== own.key)]);
      } catch {
        await delMany([own.key], store).catch(() => {});
      }
    },
    /** @param {Kept} kept @returns {Promise<Study>} rejects if it is gone */
    async read({ key, title }) {
      const [study] = await getMany([key], store).catch(() => []);
      if (!study) throw new Error(`"${title}" is no longer kept on this device.`);
      return study;
    },
  };
}
