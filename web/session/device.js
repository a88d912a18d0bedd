// SPDX-License-Identifier: MIT
// What is kept on this device, so that closing the page loses nothing: what a person has changed here, for a while.
// Nothing of it leaves the device. Within another page nothing is kept; from disk only what a person asks for, since
// browsers give all files one store.

const PREFIX = 'cathode-lab ';
const CALCULATION = `${PREFIX}calculation `;
const DETAILS = `${PREFIX}source details`;
const COMPOSITES = `${PREFIX}composites`;
const ASKED = `${PREFIX}keeps`;
const ORIENTED = `${PREFIX}oriented`;
const MOST = 12;
const DAYS = 90;

/** @typedef {{page: string, link: string, at: number}} Kept page: which opening of a calculation it is from; at: when */
/** @typedef {ReturnType<typeof makeDevice>} Device */

/** @param {string | null} text */
function read(text) {
  try {
    const { link, at } = JSON.parse(text ?? '');
    return { link, at: Number(at) || 0 };
  } catch {
    return { link: /** @type {any} */ (null), at: 0 }; // something else has been written there
  }
}

/**
 * @template T
 * @param {(storage: Storage) => T} act
 * @param {T} otherwise where storage is full or switched off: the address still holds the calculation
 */
function attempt(act, otherwise) {
  try {
    return act(localStorage);
  } catch {
    return otherwise;
  }
}

/** @param {Storage} storage @param {string} prefix */
const placesOf = (storage, prefix) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(prefix),
  );

/** Whether a calculation is kept here that a page opened without one would go on with. */
export const hasKept = () => attempt((storage) => placesOf(storage, CALCULATION).length > 0, false);

/** @param {boolean} isEmbedded */
export function makeDevice(isEmbedded) {
  const isFile = location.protocol === 'file:';
  let hasForgotten = false;
  const isAsked = () => attempt((storage) => storage.getItem(ASKED) === 'yes', false);
  const mayKeep = () => !isEmbedded && !hasForgotten && (!isFile || isAsked());

  /** Latest first. @returns {Kept[]} */
  const calculations = () =>
    attempt(
      (storage) =>
        placesOf(storage, CALCULATION)
          .map((key) => ({ ...read(storage.getItem(key)), page: key.slice(CALCULATION.length) }))
          .filter(({ link }) => typeof link === 'string')
          .sort((a, b) => b.at - a.at),
      [],
    );
  function forgetAll() {
    attempt((storage) => {
      for (const key of placesOf(storage, PREFIX)) storage.removeItem(key);
    }, undefined);
  }
  for (const { page, at } of mayKeep() ? calculations() : [])
    if (Date.now() - at > DAYS * 86400e3) attempt((storage) => storage.removeItem(CALCULATION + page), undefined);

  return {
    mayKeep,
    /** Whether only what a person asks for is kept here. */
    isFile,
    /** @param {boolean} wanted from now on; what is not wanted is forgotten */
    ask(wanted) {
      if (wanted) attempt((storage) => storage.setItem(ASKED, 'yes'), undefined);
      else forgetAll();
    },
    isAsked,
    calculations: () => (mayKeep() ? calculations() : []),
    /**
     * Keeps the state of this opening of a calculation: each has a place of its own, so that pages open side by side never
     * write over each other's.
     * @param {string} page
     * @param {string} link
     */
    keepCalculation(page, link) {
      if (!mayKeep()) return;
      attempt((storage) => {
        storage.setItem(CALCULATION + page, JSON.stringify({ link, at: Date.now() }));
        for (const old of calculations().slice(MOST)) storage.removeItem(CALCULATION + old.page);
      }, undefined);
    },
    /** Whether the line for newcomers has been dismissed here. */
    isOriented: () => mayKeep() && attempt((storage) => storage.getItem(ORIENTED) === 'yes', false),
    keepOriented() {
      if (mayKeep()) attempt((storage) => storage.setItem(ORIENTED, 'yes'), undefined);
    },
    /** What was filled in to cite the source, as text. */
    details: () => (mayKeep() ? attempt((storage) => storage.getItem(DETAILS), null) : null),
    /** @param {string} text */
    keepDetails(text) {
      if (mayKeep()) attempt((storage) => storage.setItem(DETAILS, text), undefined);
    },
    /** Composites of one's own, as the text of a file. */
    composites: () => (mayKeep() ? attempt((storage) => storage.getItem(COMPOSITES), null) : null),
    /** @param {string} text */
    keepComposites(text) {
      if (mayKeep()) attempt((storage) => storage.setItem(COMPOSITES, text), undefined);
    },
    /** Forgets it all, and keeps nothing more until the page is opened again. */
    forget() {
      forgetAll();
      hasForgotten = true;
    },
  };
}
