// SPDX-License-Identifier: MIT
// Tables as comma-separated values: written and read in one way. Spreadsheets calculate what begins like a formula, so
// an
// apostrophe keeps it a text, as in the core's files (core/base/table.cpp); reading takes it away again.
import Papa from 'papaparse';

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GUARDED = /^'(?=[=+\-@\t\r'])/;

/** @param {unknown} cell */
const guarded = (cell) =>
  typeof cell === 'string' && ((FORMULA.test(cell) && !NUMBER.test(cell)) || GUARDED.test(cell)) ? `'${cell}` : cell;

/**
 * @param {readonly string[]} comments lines above the table
 * @param {readonly (readonly unknown[])[]} lines heads first
 */
export function csvOf(comments, lines) {
  return (
    comments.map((comment) => `# ${comment.replace(/[\r\n]+/g, ' ')}\r\n`).join('') +
    `${Papa.unparse(lines.map((line) => line.map(guarded)))}\r\n`
  );
}

/** Without the comments above its heads; a row may well begin with "#". @param {string} text */
const withoutComments = (text) => text.replace(/^\ufeff?(#.*(\r?\n|$))*/, '');

/**
 * The lines of comma-, semicolon- or tab-separated text. Throws an Error where a quotation mark is not closed.
 * @param {string} text
 * @param {number} [most] lines to read; left out: all
 * @returns {string[][]}
 */
export function linesOf(text, most = 0) {
  const { data, errors } = Papa.parse(withoutComments(text), {
    skipEmptyLines: 'greedy',
    delimiter: text.includes('\t') ? '\t' : '',
    preview: most,
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken && most === 0) throw new Error(`Row ${broken.row ?? 0}: a quotation mark is not closed.`);
  return /** @type {string[][]} */ (data).map((line) => line.map((cell) => cell.replace(GUARDED, '')));
}
