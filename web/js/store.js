// Calculations kept on this device, so that closing the page loses nothing: the latest links, newest
// first. Nothing else is stored, and nothing leaves the device.

const KEY = 'cathode-lab calculations';
const MOST = 12;

/** @typedef {{page: string, link: string}} Kept page: which opening of a calculation it is from */

/** @returns {Kept[]} */
export function keptCalculations() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((entry) => typeof entry?.link === 'string' && typeof entry.page === 'string') : [];
  } catch {
    return [];  // storage is switched off, or holds something else
  }
}

/**
 * Keeps the state of this opening of a calculation.
 * @param {string} page
 * @param {string} link
 */
export function keepCalculation(page, link) {
  const others = keptCalculations().filter((entry) => entry.page !== page);
  try {
    localStorage.setItem(KEY, JSON.stringify([{ page, link }, ...others].slice(0, MOST)));
  } catch {
    // Full or switched off: the address still holds the calculation.
  }
}
