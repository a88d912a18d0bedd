// SPDX-License-Identifier: MIT
// Names of saved files: what they are, of which cell, and a few letters of everything that they rest on, so that two different
// files have two names.

const LETTERS = 6;

/** A few letters for a text: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ @param {string} text */
export function lettersOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36).padStart(LETTERS, '0').slice(-LETTERS);
}

/**
 * Without ending.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {import('../api/cathode-lab').Scenario} scenario
 * @param {string} what
 * @param {string} all that the file rests on; empty: the source alone
 */
export function fileName(lab, scenario, what, all) {
  if (all === '') return `cathode-lab-${what}`;
  const { model = 4, amWtPct = 85 } = lab.decodeLink(lab.encodeLink(scenario)).scenario;
  return `cathode-lab-${what}-model-${model}-${String(amWtPct).replace('.', 'p')}wt-${lettersOf(all)}`;
}
