// SPDX-License-Identifier: MIT
// Values and errors in messages.

// Longer text is cut before it crosses into the core, which quotes and reads far less.
export const LONGEST_TEXT = 33000;

/**
 * The beginning of a text, no character of it halved, on one line and without what is no character.
 * @param {string} text
 * @param {number} most code units
 */
export const lineOf = (text, most) =>
  text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ');

/**
 * What to call a value in a message.
 * @param {unknown} value
 */
export function shown(value) {
  try {
    return described(value);
  } catch {
    return 'something unreadable'; // a revoked proxy
  }
}

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {unknown} value */
function described(value) {
  if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'number' ? String(value) : `a ${typeof value}`;
}
