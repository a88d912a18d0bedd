// SPDX-License-Identifier: MIT
// Comma-separated values for programs: heads in the first line, no comments, no byte-order mark, numbers in full, nothing
// where nothing is known. Program and link stand in the last columns. Spreadsheets calculate what begins like a
// formula, so an apostrophe keeps it a text, as in the core's files (core/base/table.cpp); reading takes it away again.
import Papa from 'papaparse';
import { headOf, LINK, linkInFile, PROGRAM } from './sheet.js';

/** @typedef {import('./sheet.js').Sheet} Sheet */
/** @typedef {import('./sheet.js').About} About */
/**
 * @typedef {object} Lines of a file
 * @property {string[][]} lines
 * @property {boolean} isTyped whether numbers are numbers: no language of a spreadsheet has come between
 */

/** Characters of a file that is read. */
export const LARGEST_TEXT = 2e6;

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GUARDED = /^'(?=[=+\-@\t\r'])/;
const POINT = /^[-−+]?\d*\.\d+(e[-+]?\d+)?$/i;
const CLEAR_COMMA = /^[-−+]?(\d*,(\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+)(e[-+]?\d+)?$/i;
const COMMA = /^[-−+]?\d*,\d+(e[-+]?\d+)?$/i;

/** @param {import('./sheet.js').Cell} cell */
function cellText(cell) {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.isPrinted && NUMBER.test(cell.text) ? cell.text : String(cell.number);
  if (typeof cell !== 'string') return String(cell);
  return (FORMULA.test(cell) && !NUMBER.test(cell)) || GUARDED.test(cell) ? `'${cell}` : cell;
}

/**
 * @param {Sheet} sheet
 * @param {About} about
 */
export function csvOf({ columns, rows }, { version, link }) {
  const heads = columns.map(headOf);
  // A link of its own in each row tells more than that of the whole.
  const others = heads.includes(LINK) ? [] : [linkInFile(link)];
  return `${Papa.unparse([
    [...heads, PROGRAM, ...others.map(() => LINK)],
    ...rows.map((row) => [...row.map(cellText), `Cathode Lab ${version}`, ...others]),
  ])}\r\n`;
}

/** Without the comments that files of earlier versions have above their heads; a row may well begin with "#". @param {string} text */
const withoutComments = (text) => text.replace(/^\ufeff?(#.*(\r?\n|$))*/, '');

/** What separates cells, told by the heads. @param {string} table */
function delimiterOf(table) {
  const heads = table
    .replace(/^\s+/, '')
    .split(/\r?\n/, 1)[0]
    .replace(/"[^"]*"/g, '');
  return heads.includes('\t') ? '\t' : heads.includes(';') ? ';' : ',';
}

/**
 * The numbers of a file with decimal points: decimal commas are what a file has that is not separated by commas and has
 * no decimal points. Throws an Error that names two cells which do not go together.
 * @param {string[][]} lines
 * @param {string} delimiter
 */
function withPoints(lines, delimiter) {
  if (delimiter === ',') return lines;
  /** @param {RegExp} pattern */
  const first = (pattern) => {
    for (const [row, line] of lines.entries()) {
      const column = line.findIndex((cell) => row > 0 && pattern.test(cell.trim()));
      if (column >= 0)
        return { where: `Row ${row}, ${lines[0][column] ?? `column ${column + 1}`}`, cell: line[column] };
    }
    return null;
  };
  const [comma, point] = [first(COMMA), first(POINT)];
  // "1,000" alone may be a thousand: whoever reads it as a number refuses it.
  if (!comma || !first(CLEAR_COMMA)) return lines;
  if (point)
    throw new Error(
      `${comma.where}: "${comma.cell}" has a decimal comma, but ${point.where}: "${point.cell}" a point; which of the two the file means cannot be told.`,
    );
  return lines.map((line) => line.map((cell) => (COMMA.test(cell.trim()) ? cell.replace(',', '.') : cell)));
}

/**
 * The lines of comma-, semicolon- or tab-separated text. Throws an Error where a quotation mark is not closed, and where
 * decimal commas and points are mixed.
 * @param {string} text
 * @returns {string[][]}
 */
export function linesOf(text) {
  const table = withoutComments(text);
  const delimiter = delimiterOf(table);
  const { data, errors } = Papa.parse(table, { skipEmptyLines: 'greedy', delimiter });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) throw new Error(`Row ${broken.row ?? 0}: a quotation mark is not closed.`);
  const lines = /** @type {string[][]} */ (data).map((line) => line.map((cell) => cell.replace(GUARDED, '')));
  return withPoints(lines, delimiter);
}
