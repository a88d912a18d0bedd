// SPDX-License-Identifier: MIT
// A person's own rows as a table: what a spreadsheet copies or saves, and back.

import { messageOf } from '../api/quoting.js';
import { LARGEST_TEXT, linesOf } from '../table-files/csv.js';
import { LINK, linkInFile, PROGRAM, printedAgain, ROUNDING, roundingOf } from '../table-files/sheet.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {Record<string, string>} OwnRow */

// What people call some columns, beside their keys and labels.
const ALIASES = new Map(
  Object.entries({
    ref: 'reference',
    name: 'reference',
    source: 'reference',
    material: 'cathode',
    am: 'amWtPct',
    'am content': 'amWtPct',
    'active material': 'amWtPct',
    loading: 'loadingMgCm2',
    thickness: 'thicknessUm',
    'cathode thickness': 'thicknessUm',
    capacity: 'specificCapacityMahG',
    'specific capacity': 'specificCapacityMahG',
    temperature: 'temperatureC',
    rate: 'cRate',
    'c-rate': 'cRate',
    voltage: 'nominalVoltageV',
    ved: 'volumetricEnergyDensityWhL',
    'energy density': 'volumetricEnergyDensityWhL',
    'volumetric energy density': 'volumetricEnergyDensityWhL',
  }),
);

/** A head without its unit, in brackets or behind a comma. @param {string} head */
const nameOf = (head) =>
  head
    .replace(/^\ufeff/, '')
    .replace(/[[(].*$/, '')
    .replace(/,[^,]*$/, '')
    .trim();

/**
 * The column that a head names, if any.
 * @param {string} head
 * @param {ReturnType<CathodeLab['rowColumns']>} columns
 */
function columnOf(head, columns) {
  const name = nameOf(head);
  const lower = name.toLowerCase();
  const found = columns.find(
    ({ key, label }) => key === name || key.toLowerCase() === lower || label.toLowerCase() === lower,
  );
  return found?.key ?? ALIASES.get(lower);
}

/**
 * Whether a table is one of own rows rather than of scenarios: a head of it names a column that no scenario has.
 * @param {string[][]} lines
 * @param {CathodeLab} lab
 */
export function holdsRows([heads = []], lab) {
  const columns = lab.rowColumns();
  const inputs = new Set(lab.parameters().flatMap(({ key, urlKey }) => [/** @type {string} */ (key), urlKey]));
  // Scenarios have names too: that column tells nothing.
  const keys = heads
    .filter((head) => nameOf(head).toLowerCase() !== 'name')
    .flatMap((head) => columnOf(head, columns) ?? []);
  return (
    !heads.some((head) => head.startsWith('input ') || nameOf(head) === 'model') && keys.some((key) => !inputs.has(key))
  );
}

/**
 * What a head stands for: a column of rows, the rounding of one, or what our files tell beside.
 * @param {string} head
 * @param {ReturnType<CathodeLab['rowColumns']>} columns
 */
function meaningOf(head, columns) {
  const name = nameOf(head);
  if (name === PROGRAM || name === LINK) return { what: name, key: undefined };
  if (name.endsWith(ROUNDING)) return { what: 'rounding', key: columnOf(name.slice(0, -ROUNDING.length), columns) };
  return { what: 'value', key: columnOf(head, columns) };
}

/**
 * A row as the link in it tells it, with all of its digits. Throws where a cell has another value: a spreadsheet of another
 * language has read it otherwise, or somebody has changed it and not the link.
 * @param {OwnRow} row
 * @param {string} link
 * @param {CathodeLab} lab
 */
function checkedRow(row, link, lab) {
  const [told] = lab.decodeLink(link.slice(link.indexOf('#') + 1)).rows;
  if (!told) return row;
  for (const key of new Set([...Object.keys(row), ...Object.keys(told)])) {
    const [here, there] = [row[key] ?? '', told[key] ?? ''];
    const number = lab.parseNumber(here);
    if (here !== there && (number === null || number !== lab.parseNumber(there)))
      throw new Error(
        `${key} is "${here.slice(0, 40)}" here and "${there.slice(0, 40)}" in the link of the same row. A spreadsheet may have read it ` +
          'in another language: .xlsx files keep numbers. If it was changed on purpose, clear the link.',
      );
  }
  return told;
}

/**
 * The rows of a table, columns named by their heads. Throws an Error that names row and column; then nothing of it is to be
 * used.
 * @param {import('../table-files/csv.js').Lines} content
 * @param {CathodeLab} lab
 * @returns {OwnRow[]}
 */
export function rowsFromLines({ lines: [heads = [], ...lines], isTyped }, lab) {
  const columns = lab.rowColumns();
  const meanings = heads.map((head) => meaningOf(head, columns));
  const isValue = (/** @type {number} */ at) => meanings[at]?.what === 'value';
  const keys = meanings.map(({ key }, at) => (isValue(at) ? key : undefined));
  const allowed = `allowed: ${columns.map(({ key }) => key).join(', ')}.`;
  if (!keys.some(Boolean)) throw new Error(`The first line names no column; ${allowed}`);
  heads.forEach((head, index) => {
    if (isValue(index) && !keys[index] && head.trim() !== '')
      throw new Error(`The column "${head.slice(0, 40)}" is not known; ${allowed}`);
    if (keys[index] && keys.indexOf(keys[index]) !== index)
      throw new Error(`The column "${keys[index]}" is there more than once.`);
  });
  if (lines.length === 0) throw new Error('The table has no rows below its heads.');
  const linkAt = meanings.findIndex(({ what }) => what === LINK);
  const rows = lines.map((line, index) => {
    const row = /** @type {OwnRow} */ ({});
    const link = isTyped ? '' : (line[linkAt] ?? '');
    line.forEach((cell, column) => {
      const key = keys[column];
      if (cell.trim() === '' || (meanings[column] && !isValue(column))) return;
      if (!key) throw new Error(`Row ${index + 1}: "${cell.trim().slice(0, 40)}" stands in no named column.`);
      const rounding = meanings.findIndex((one) => one.what === 'rounding' && one.key === key);
      // A link tells all digits itself.
      const isPlain = rounding < 0 || link.includes('#');
      row[key] = isPlain ? cell.trim() : printedAgain(cell.trim(), Number(line[rounding]));
    });
    if (!link.includes('#')) return row;
    try {
      return checkedRow(row, link, lab);
    } catch (error) {
      throw new Error(`Row ${index + 1}: ${messageOf(error)}`);
    }
  });
  lab.auditRows(rows);
  return rows;
}

/**
 * The same of text: comma-, semicolon- or tab-separated.
 * @param {string} text
 * @param {CathodeLab} lab
 */
export function rowsFromText(text, lab) {
  if (text.length > LARGEST_TEXT) throw new Error(`The table has ${text.length} characters; allowed: ${LARGEST_TEXT}.`);
  return rowsFromLines({ lines: linesOf(text), isTyped: false }, lab);
}

/**
 * The rows of JSON text {"rows": [...]}; nothing if it is no such text.
 * @param {string} text
 * @param {CathodeLab} lab
 * @returns {OwnRow[] | null}
 */
export function rowsFromJson(text, lab) {
  let rows;
  try {
    const file = JSON.parse(text);
    if (file?.rows === undefined || file.scenarios !== undefined) return null;
    ({ rows } = file);
  } catch {
    return null; // whoever reads it as something else says what is wrong
  }
  lab.auditRows(rows);
  return lab.decodeLink(lab.encodeLink({}, [], rows)).rows;
}

/**
 * A text, or a number with its rounding.
 * @param {string} text
 * @param {boolean} isText
 * @param {CathodeLab} lab
 * @returns {import('../table-files/sheet.js').Cell[]}
 */
function cellsOf(text, isText, lab) {
  if (isText) return [text || null];
  const number = lab.parseNumber(text);
  return number === null ? [text || null, null] : [{ number, text, isPrinted: true }, roundingOf(text)];
}

/**
 * Rows as a table, which rowsFromLines reads again: each number with its rounding, and the link to each row alone.
 * @param {OwnRow[]} rows
 * @param {CathodeLab} lab
 * @param {(fragment: string) => string} addressOf
 * @returns {import('../table-files/sheet.js').Sheet}
 */
export function rowsSheet(rows, lab, addressOf) {
  const columns = lab.rowColumns().filter(({ key }) => rows.some((row) => row[key]));
  return {
    name: 'own rows',
    columns: [
      ...columns.flatMap(({ key, unit, isText }) =>
        isText
          ? [{ key, unit }]
          : [
              { key, unit },
              { key: key + ROUNDING, unit },
            ],
      ),
      { key: LINK },
    ],
    rows: rows.map((row) => [
      ...columns.flatMap(({ key, isText }) => cellsOf(row[key] ?? '', isText, lab)),
      linkInFile(addressOf(lab.encodeLink({}, [], [row]))),
    ]),
  };
}
