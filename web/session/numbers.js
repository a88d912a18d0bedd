// SPDX-License-Identifier: MIT
// Numbers that people type, read by one rule: the core's. A decimal comma is as good as a point, and "1,000", which
// may be one or a thousand, is refused.

/** @typedef {Pick<import('../api/cathode-lab').CathodeLab, 'parseNumber'>} Parser */

/**
 * A number within a range, from text; throws a sentence that names the field and the range.
 * @param {Parser} lab
 * @param {string} name
 * @param {string} text
 * @param {{min: number, max?: number, unit?: string, isWhole?: boolean}} range
 */
export function readNumber(lab, name, text, { min, max = Infinity, unit = '', isWhole = false }) {
  const value = lab.parseNumber(text);
  const range = (max === Infinity ? `${min} or more` : `${min} to ${max}`) + (unit && ` ${unit}`);
  const refuse = (/** @type {string} */ what) =>
    new Error(`${name}: "${text.slice(0, 40)}" ${what}; allowed: ${range}.`);
  if (value === null)
    throw refuse(
      /^\s*[-−+]?\d{1,3}(,\d{3})+/.test(text)
        ? 'may have a decimal comma or thousands'
        : `is not a ${isWhole ? 'whole ' : ''}number`,
    );
  if (isWhole && !Number.isInteger(value)) throw refuse('is not a whole number');
  if (!(value >= min && value <= max)) throw refuse('is out of range');
  return value;
}
