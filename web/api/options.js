// SPDX-License-Identifier: MIT
// Options that are plain objects: what they hold, refused by name.
import { shown } from './quoting.js';
import { entriesOf } from './request.js';

/**
 * What a plain object holds, and nothing it does not know.
 * @param {unknown} value
 * @param {string} what
 * @param {readonly string[] | null} known
 * @returns {Record<string, unknown>}
 */
export function read(value, what, known) {
  const entries = entriesOf(value, what);
  const strange = known && entries.find(([key]) => !known.includes(key));
  if (strange)
    throw new Error(`Unknown field "${strange[0].slice(0, 40)}" of ${what}. Known fields: ${known.join(', ')}.`);
  return Object.fromEntries(entries);
}

/**
 * @template {string} Word
 * @param {string} name
 * @param {unknown} value
 * @param {readonly Word[]} words the first is taken where nothing is given
 */
export function choice(name, value, words) {
  const found = value === undefined ? words[0] : words.find((word) => word === value);
  if (found === undefined)
    throw new Error(`${name}: ${shown(value)} is not one of the choices; allowed: ${words.join(', ')}.`);
  return found;
}

/** @param {string} name @param {unknown} value @param {number} standard */
export function number(name, value, standard) {
  if (value === undefined) return standard;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Error(`${name} must be a finite number, not ${shown(value)}.`);
  return value;
}

/** @param {string} name @param {unknown} value false where nothing is given */
export function flag(name, value) {
  if (value !== undefined && typeof value !== 'boolean')
    throw new Error(`${name} must be true or false, not ${shown(value)}.`);
  return value === true;
}
