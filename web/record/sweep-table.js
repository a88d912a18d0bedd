// SPDX-License-Identifier: MIT
// The table of a sweep: a row for each point and result, what is varied in the first columns. docs/tables.md tells of it.
import { SWEEP_COLUMNS } from '../session/other-files.js';

/** @typedef {{key: string, unit: string, values: (number | string)[], areNumbers: boolean}} Varied values in ascending order */
/**
 * @typedef {object} SweepRow
 * @property {(number | string)[]} point what is varied, in the order of the columns
 * @property {string} result
 * @property {string} direction
 * @property {number | null} value
 * @property {number | null} low
 * @property {number | null} high
 * @property {string} unit
 * @property {string} provenance
 * @property {string} link
 * @property {string} program
 */
/** @typedef {{file: string, varied: Varied[], rows: SweepRow[]}} Sweep */

const MOST_ROWS = 20000;
const MOST_VARIED = 12;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const COUNT = SWEEP_COLUMNS.length;

/** @param {string} cell */
const quoted = (cell) => `"${cell.slice(0, 40)}"`;

/**
 * Which columns are varied; those of results stand behind them, in their order.
 * @param {string[]} heads
 * @param {string} file
 */
function variedOf(heads, file) {
  const end = heads.slice(-COUNT);
  SWEEP_COLUMNS.forEach((name, index) => {
    if (end[index] !== name)
      throw new Error(
        `${file}, column ${heads.length - COUNT + index + 1}: ${quoted(end[index] ?? '')}; allowed: "${name}". A sweep's table ends in ${SWEEP_COLUMNS.join(', ')}.`,
      );
  });
  const first = heads.slice(0, -COUNT);
  if (first.length === 0 || first.length > MOST_VARIED)
    throw new Error(`${file}: ${first.length} columns of what is varied; allowed: 1 to ${MOST_VARIED}.`);
  return first.map((head, index) => {
    const [, key, unit = ''] = /^([\w.-]+)(?: \[([^\]]*)\])?$/.exec(head) ?? [];
    if (key === undefined)
      throw new Error(`${file}, column ${index + 1}: ${quoted(head)}; allowed: a key, and its unit in brackets.`);
    if (first.indexOf(head) !== index) throw new Error(`${file}, column ${index + 1}: ${quoted(head)} a second time.`);
    return { key, unit };
  });
}

/**
 * Reads it. Throws an Error that names row and column.
 * @param {string[][]} lines
 * @param {string} file its name
 * @returns {Sweep}
 */
export function sweepOf(lines, file) {
  const heads = (lines[0] ?? []).map((head) => head.trim());
  const varied = variedOf(heads, file);
  const body = lines.slice(1);
  if (body.length === 0 || body.length > MOST_ROWS)
    throw new Error(`${file}: ${body.length} rows; allowed: 1 to ${MOST_ROWS}.`);
  const areNumbers = varied.map((_, at) => body.every((line) => NUMBER.test((line[at] ?? '').trim())));
  const seen = new Set();
  const rows = body.map((line, index) => {
    /** @param {number} at @param {string} allowed @returns {never} */
    const refuse = (at, allowed) => {
      throw new Error(`${file}, row ${index + 1}, ${heads[at]}: ${quoted(line[at] ?? '')}; allowed: ${allowed}.`);
    };
    if (line.length !== heads.length)
      throw new Error(
        `${file}, row ${index + 1}: ${line.length} cells; allowed: ${heads.length}, as in the first row.`,
      );
    const cell = (/** @type {number} */ at) => line[at].trim();
    const point = varied.map((_, at) => {
      if (cell(at) === '') refuse(at, areNumbers[at] ? 'a number' : 'what is varied');
      return areNumbers[at] ? Number(cell(at)) : cell(at);
    });
    const from = varied.length;
    const number = (/** @type {number} */ at) => {
      if (cell(at) === '') return null;
      return NUMBER.test(cell(at)) ? Number(cell(at)) : refuse(at, 'a number with a decimal point, or nothing');
    };
    if (cell(from) === '') refuse(from, 'the key of a result');
    const key = JSON.stringify([point, cell(from), cell(from + 1)]);
    if (seen.has(key)) throw new Error(`${file}, row ${index + 1}: the same point and result a second time.`);
    seen.add(key);
    return {
      point,
      result: cell(from),
      direction: cell(from + 1),
      value: number(from + 2),
      low: number(from + 3),
      high: number(from + 4),
      unit: cell(from + 5),
      provenance: cell(from + 6),
      link: cell(from + 7),
      program: cell(from + 8),
    };
  });
  return {
    file,
    rows,
    varied: varied.map((one, at) => ({
      ...one,
      areNumbers: areNumbers[at],
      values: [...new Set(rows.map(({ point }) => point[at]))].sort((a, b) =>
        typeof a === 'number' && typeof b === 'number'
          ? a - b
          : String(a).localeCompare(String(b), 'en', { numeric: true }),
      ),
    })),
  };
}
