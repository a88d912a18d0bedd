// SPDX-License-Identifier: MIT
// What crosses into the core for rows and figures: read as a whole first, since a getter may call back
// into this module, then written piece by piece.
import { LONGEST_TEXT, shown } from './quoting.js';

const MOST_ROWS = 1000;
const MOST_SCENARIOS = 100; // a link has room for fewer
const BYTES_OF_A_ROW = 16e3;

/**
 * The entries of a plain object.
 * @param {unknown} value
 * @param {string} what
 * @returns {[string, unknown][]}
 */
export function entriesOf(value, what) {
  if (Object.prototype.toString.call(value) !== '[object Object]')
    throw new Error(`${what} must be an object, not ${shown(value)}.`);
  return Object.entries(/** @type {object} */ (value)).filter(([, entry]) => entry !== undefined);
}

/**
 * Text as it crosses: numbers by their shortest digits, nothing as empty.
 * @param {string} name
 * @param {unknown} value
 */
function textOf(name, value) {
  if (value === null) return '';
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new Error(`${name} must be a finite number or text, not ${shown(value)}.`);
}

/**
 * Reads rows, to be written by writeRows.
 * @param {unknown} rows
 * @returns {[string, string][][]}
 */
export function readRows(rows) {
  if (!Array.isArray(rows))
    throw new Error(`rows must be an array of objects such as {amWtPct: 85, thicknessUm: 93}, not ${shown(rows)}.`);
  if (rows.length > MOST_ROWS) throw new Error(`rows: ${rows.length} rows; allowed: up to ${MOST_ROWS}.`);
  return rows.map((row, index) =>
    entriesOf(row, `Row ${index + 1}`).map(([key, value]) => [
      key,
      textOf(`Row ${index + 1}: ${key.slice(0, 40)}`, value),
    ]),
  );
}

/**
 * @param {import('./lab.js').Core} core
 * @param {[string, string][][]} rows
 */
export function writeRows(core, rows) {
  core.clearRows();
  // Findings, tables and figures of a row take a few kilobytes.
  if (!core.hasRoom(rows.length * BYTES_OF_A_ROW))
    throw new Error(`rows: no memory for ${rows.length} of them; give fewer.`);
  rows.forEach((row, index) => {
    core.addRow();
    for (const [key, text] of row) {
      const refusal = core.putRowText(key.slice(0, LONGEST_TEXT), text);
      if (refusal) throw new Error(`Row ${index + 1}: ${refusal}`);
    }
  });
}

/**
 * Reads the options of a figure.
 * @param {unknown} options
 */
export function readFigureOptions(options) {
  const entries = entriesOf(options, 'Options');
  const own = Object.fromEntries(entries);
  const { comparison = [], rows = [], assumptions = {} } = own;
  if (!Array.isArray(comparison))
    throw new Error(`comparison must be an array of scenarios, not ${shown(comparison)}.`);
  if (comparison.length > MOST_SCENARIOS)
    throw new Error(`comparison: ${comparison.length} scenarios; allowed: up to ${MOST_SCENARIOS}.`);
  return {
    comparison,
    rows: readRows(rows),
    assumptions: entriesOf(assumptions, 'assumptions'),
    texts: entries
      .filter(([key]) => !['comparison', 'rows', 'assumptions'].includes(key))
      .map(([key, value]) => /** @type {[string, string]} */ ([key, textOf(key.slice(0, 40), value)])),
  };
}

/**
 * @param {import('./lab.js').Core} core
 * @param {[string, unknown][]} assumptions
 */
export function writeAssumptions(core, assumptions) {
  for (const [key, value] of assumptions) {
    if (typeof value !== 'number')
      throw new Error(`assumptions: ${key.slice(0, 40)} must be a number, not ${shown(value)}.`);
    const refusal = core.putAssumed(key.slice(0, LONGEST_TEXT), value);
    if (refusal) throw new Error(refusal);
  }
}

/**
 * Writes the options of a figure, but for its comparison set.
 * @param {import('./lab.js').Core} core
 * @param {Omit<ReturnType<typeof readFigureOptions>, 'comparison'>} options
 */
export function writeFigureOptions(core, { rows, assumptions, texts }) {
  core.clearFigure();
  for (const [key, text] of texts) {
    const refusal = core.putOption(key.slice(0, LONGEST_TEXT), text);
    if (refusal) throw new Error(refusal);
  }
  writeAssumptions(core, assumptions);
  writeRows(core, rows);
}
