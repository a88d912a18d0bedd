// SPDX-License-Identifier: MIT
// A table for a file, whatever its kind: heads with units, cells, and what the file is about.

/**
 * @typedef {object} Column
 * @property {string} key stands in the head, with the unit in brackets behind it
 * @property {string} [unit]
 */
/**
 * @typedef {object} NumberCell
 * @property {number} number in full
 * @property {string} text with the digits that are shown
 * @property {boolean} [isPrinted] whether its digits are all there is: a number that somebody has rounded
 */
/** @typedef {string | number | boolean | null | NumberCell} Cell */
/** @typedef {{name: string, columns: Column[], rows: Cell[][]}} Sheet */
/**
 * @typedef {object} About
 * @property {string} title
 * @property {string} version of the program
 * @property {string} link to the calculation; commas are written so that no part of it is a link of its own
 * @property {readonly (readonly [string, string])[]} [more] names and texts
 */

export const PROGRAM = 'program',
  LINK = 'link',
  ROUNDING = ' rounding';

// What stands where nothing is printed.
const NOTHING = /^[-–—]?$/;

/** @param {Column} column */
export const headOf = ({ key, unit }) => (unit ? `${key} [${unit}]` : key);

/** A link that stays one where a program splits at commas. @param {string} link */
export const linkInFile = (link) => link.replaceAll(',', '%2C');

/**
 * Half of the last digit's place: a printed number stands for the interval of values that round to it. Null for what is no number.
 * @param {string} text with a decimal point, and perhaps a power of ten
 */
export function roundingOf(text) {
  const [, digits, power = '0'] = /^[-−+]?(\d+(?:\.\d*)?|\.\d+)(?:e([-+]?\d+))?$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const decimals = digits.split('.')[1]?.length ?? 0;
  return Number(`5e${Number(power) - decimals - 1}`);
}

/**
 * A number as it was printed, from its value and its rounding: spreadsheets keep no trailing zeros.
 * @param {string} text
 * @param {number} rounding
 */
export function printedAgain(text, rounding) {
  const value = Number(text);
  const decimals = -Math.log10(2 * rounding);
  if (text.trim() === '' || !Number.isFinite(value) || !(rounding > 0)) return text;
  if (Math.abs(decimals - Math.round(decimals)) > 1e-6 || Math.round(decimals) < 0) return text;
  const printed = value.toFixed(Math.min(Math.round(decimals), 100));
  return Number(printed) === value ? printed : text;
}

/**
 * A table as the module hands it out. Printed digits are told with their rounding, in a column behind.
 * @param {import('../api/cathode-lab').DataTable} table
 * @param {{isPrinted?: boolean}} [options] whether its numbers are printed ones
 * @returns {Sheet}
 */
export function sheetOf({ name, columns, rows }, { isPrinted = false } = {}) {
  /** @param {number} at */
  const isRounded = (at) => isPrinted && rows.some(({ cells }) => cells[at].value !== null);
  return {
    name,
    columns: columns.flatMap(({ key, unit }, at) =>
      isRounded(at)
        ? [
            { key, unit },
            { key: key + ROUNDING, unit },
          ]
        : [{ key, unit }],
    ),
    rows: rows.map(({ cells }) =>
      cells.flatMap(({ text, value }, at) => {
        const cell = value === null ? (NOTHING.test(text) ? null : text) : { number: value, text, isPrinted };
        return isRounded(at) ? [cell, value === null ? null : roundingOf(text)] : [cell];
      }),
    ),
  };
}
