// SPDX-License-Identifier: MIT
// A person's own rows as text: what a spreadsheet copies or saves, and back.

import { csvOf, linesOf } from './csv.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {Record<string, string>} OwnRow */

const LARGEST_TEXT = 2e6;

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
 * Whether a file's text is one of own rows rather than of scenarios: a head of it names a column that no
 * scenario has.
 * @param {string} text
 * @param {CathodeLab} lab
 */
export function holdsRows(text, lab) {
  const columns = lab.rowColumns();
  const inputs = new Set(lab.parameters().flatMap(({ key, urlKey }) => [/** @type {string} */ (key), urlKey]));
  const [heads = []] = linesOf(text, 1);
  // Scenarios have names too: that column tells nothing.
  const keys = heads
    .filter((head) => nameOf(head).toLowerCase() !== 'name')
    .flatMap((head) => columnOf(head, columns) ?? []);
  return (
    !heads.some((head) => head.startsWith('input ') || nameOf(head) === 'model') && keys.some((key) => !inputs.has(key))
  );
}

/**
 * The rows of a table as text: comma-, semicolon- or tab-separated, columns named by their heads. Throws
 * an Error that names row and column; then nothing of it is to be used.
 * @param {string} text
 * @param {CathodeLab} lab
 * @returns {OwnRow[]}
 */
export function rowsFromText(text, lab) {
  if (text.length > LARGEST_TEXT) throw new Error(`The table has ${text.length} characters; allowed: ${LARGEST_TEXT}.`);
  const columns = lab.rowColumns();
  const [heads = [], ...lines] = linesOf(text);
  const keys = heads.map((head) => columnOf(head, columns));
  const allowed = `allowed: ${columns.map(({ key }) => key).join(', ')}.`;
  if (!keys.some(Boolean)) throw new Error(`The first line names no column; ${allowed}`);
  heads.forEach((head, index) => {
    if (!keys[index] && head.trim() !== '')
      throw new Error(`The column "${head.slice(0, 40)}" is not known; ${allowed}`);
    if (keys[index] && keys.indexOf(keys[index]) !== index)
      throw new Error(`The column "${keys[index]}" is there more than once.`);
  });
  if (lines.length === 0) throw new Error('The table has no rows below its heads.');
  const rows = lines.map((line, index) => {
    const row = /** @type {OwnRow} */ ({});
    line.forEach((cell, column) => {
      const key = keys[column];
      if (cell.trim() === '') return;
      if (!key) throw new Error(`Row ${index + 1}: "${cell.trim().slice(0, 40)}" stands in no named column.`);
      row[key] = cell.trim();
    });
    return row;
  });
  lab.auditRows(rows);
  return rows;
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
 * Rows as comma-separated values, which rowsFromText reads again.
 * @param {OwnRow[]} rows
 * @param {CathodeLab} lab
 * @param {string} link
 */
export function rowsToCsv(rows, lab, link) {
  const columns = lab.rowColumns().filter(({ key }) => rows.some((row) => row[key]));
  const heads = columns.map(({ key, unit }) => (unit ? `${key} [${unit}]` : key));
  return csvOf(
    [`Cathode Lab ${lab.version()}: own rows`, link],
    [heads, ...rows.map((row) => columns.map(({ key }) => row[key] ?? ''))],
  );
}
