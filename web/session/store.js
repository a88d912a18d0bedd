// Calculations kept on this device, so that closing the page loses nothing: the latest links, newest first. Each
// opening
// has a place of its own, so that pages open side by side never write over each other's. Nothing else is stored, and
// nothing leaves the device.

const PLACE = 'cathode-lab calculation ';
const MOST = 12;

/** @typedef {{page: string, link: string, at: number}} Kept page: which opening of a calculation it is from; at: when */

/** @returns {Kept[]} */
export function keptCalculations() {
  try {
    const places = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '').filter(
      (key) => key.startsWith(PLACE),
    );
    return places
      .map((key) => ({ ...read(localStorage.getItem(key)), page: key.slice(PLACE.length) }))
      .filter(({ link }) => typeof link === 'string')
      .sort((a, b) => b.at - a.at);
  } catch {
    return []; // storage is switched off
  }
}

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
 * Keeps the state of this opening of a calculation.
 * @param {string} page
 * @param {string} link
 */
export function keepCalculation(page, link) {
  try {
    localStorage.setItem(PLACE + page, JSON.stringify({ link, at: Date.now() }));
    for (const old of keptCalculations().slice(MOST)) localStorage.removeItem(PLACE + old.page);
  } catch {
    // Full or switched off: the address still holds the calculation.
  }
}
