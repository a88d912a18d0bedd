// SPDX-License-Identifier: MIT
// The comparison set as a file: CSV for spreadsheets and plots, JSON for everything, and back.

import { messageOf, shown } from '../api/quoting.js';
import { csvOf, linesOf } from './csv.js';
import { readNumber } from './numbers.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Scenario} Scenario */
/** @typedef {{scenario: Scenario, comparison: Scenario[]}} Calculation */
/** @typedef {{scenario: Required<Scenario>, comparison: Required<Scenario>[]}} CompleteCalculation */

const CURRENT = 'current';
const INPUT = 'input '; // some inputs have the name of a result
const LARGEST_FILE = 2e6; // characters; what is written here has a few thousand

/**
 * The rows of a comparison: the current scenario first, then A, B, C ...
 * @param {CathodeLab} lab
 * @param {CompleteCalculation} calculation
 * @param {(place: number) => string} pinName
 */
function rowsOf(lab, { scenario, comparison }, pinName) {
  return [scenario, ...comparison].map((inputs, index) => ({
    name: index === 0 ? CURRENT : pinName(index - 1),
    description: lab.describe(inputs),
    inputs,
    report: lab.evaluate(inputs),
  }));
}

/** @param {{key: string, unit: string}} column */
const headOf = ({ key, unit }) => (unit ? `${key} [${unit}]` : key);

/**
 * One row a scenario: inputs, results and the provenance of each result, units in the head, the link
 * and what the file is in comments above.
 * @param {CathodeLab} lab
 * @param {CompleteCalculation} calculation
 * @param {(place: number) => string} pinName
 * @param {string} link the address that leads back here
 */
export function toCsv(lab, calculation, pinName, link) {
  const parameters = lab.parameters();
  const metrics = lab.metrics();
  const heads = [
    'name',
    'description',
    ...parameters.map((parameter) => INPUT + headOf(parameter)),
    ...metrics.flatMap((metric) => [
      headOf(metric),
      `${metric.key} low`,
      `${metric.key} high`,
      `${metric.key} provenance`,
    ]),
  ];
  const rows = rowsOf(lab, calculation, pinName).map(({ name, description, inputs, report }) => [
    name,
    description,
    ...parameters.map(({ key }) => inputs[key]),
    ...metrics.flatMap(({ key }) => [
      report.values[key],
      ...(report.intervals[key] ?? [null, null]),
      report.provenance[key],
    ]),
  ]);
  return csvOf(
    [
      `Cathode Lab ${lab.version()}: scenarios compared, one a row; an empty input is the model's own, an empty thickness that at the source's loading`,
      link,
    ],
    [heads, ...rows],
  );
}

/**
 * The same with labels, warnings and the source of each metric.
 * @param {CathodeLab} lab
 * @param {CompleteCalculation} calculation
 * @param {(place: number) => string} pinName
 * @param {string} link
 */
export function toJson(lab, calculation, pinName, link) {
  return `${JSON.stringify(
    {
      program: 'Cathode Lab',
      version: lab.version(),
      format: 1,
      link,
      inputs: lab.parameters().map(({ key, label, unit }) => ({ key, label, unit })),
      metrics: lab.metrics().map(({ key, label, unit, source }) => ({ key, label, unit, source })),
      scenarios: rowsOf(lab, calculation, pinName).map(({ name, description, inputs, report }) => ({
        name,
        description,
        inputs,
        values: report.values,
        intervals: report.intervals,
        provenance: report.provenance,
        warnings: report.warnings.map(({ code, message }) => ({ code, message })),
      })),
    },
    null,
    1,
  )}\n`;
}

/**
 * The scenarios of rows of inputs; what is wrong in any of them is told for all.
 * @param {{name: string, where: string, read: () => Scenario}[]} rows
 * @param {CathodeLab} lab
 * @param {Scenario} current kept if no row is named so
 * @returns {Calculation}
 */
function assemble(rows, lab, current) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Calculation} */
  const calculation = { scenario: current, comparison: [] };
  for (const { name, where, read } of rows) {
    try {
      const scenario = read();
      lab.evaluate(scenario);
      if (name === CURRENT && calculation.scenario !== current) throw new Error('a second row is named "current".');
      if (name === CURRENT) calculation.scenario = scenario;
      else calculation.comparison.push(scenario);
    } catch (error) {
      problems.push(`${where}: ${messageOf(error)}`);
    }
  }
  if (problems.length > 0) {
    const more = problems.length > 5 ? ` And ${problems.length - 5} more.` : '';
    throw new Error(problems.slice(0, 5).join(' ') + more);
  }
  lab.encodeLink(calculation.scenario, calculation.comparison);
  return calculation;
}

/** @param {string} text @param {CathodeLab} lab @param {Scenario} current */
function fromJson(text, lab, current) {
  const file = JSON.parse(text);
  if (!Array.isArray(file?.scenarios)) throw new Error('it holds no "scenarios".');
  if (file.format !== 1) throw new Error(`its format is ${shown(file.format)}; this program reads format 1.`);
  return assemble(
    file.scenarios.map((/** @type {any} */ row, /** @type {number} */ index) => ({
      name: row?.name,
      where: `Scenario ${index + 1}`,
      read() {
        if (row?.inputs === undefined) throw new Error('it has no "inputs".');
        return row.inputs;
      },
    })),
    lab,
    current,
  );
}

/**
 * The column of each input. A head is the input's key, with or without "input " before it and its unit
 * in brackets behind it.
 * @param {string[]} heads
 * @param {ReturnType<CathodeLab['parameters']>} parameters
 */
function inputColumns(heads, parameters) {
  const names = heads.map((head) => head.split('[')[0].trim());
  // In files of ours some results have the name of an input.
  const prefix = names.some((name) => name.startsWith(INPUT)) ? INPUT : '';
  const columns = new Map(
    parameters.map((parameter) => [prefix + parameter.key, { parameter, at: /** @type {number[]} */ ([]) }]),
  );
  const byLinkKey = new Map(parameters.map(({ key, urlKey }) => [urlKey, key]));
  names.forEach((name, at) => {
    const column = columns.get(name) ?? (prefix ? undefined : columns.get(byLinkKey.get(name) ?? ''));
    if (column) column.at.push(at);
    else if (prefix && name.startsWith(prefix)) throw new Error(`the column "${name.slice(0, 60)}" is not an input.`);
  });
  for (const [name, { at }] of columns)
    if (at.length > 1) throw new Error(`the column "${name}" is there more than once.`);
  const found = [...columns.values()].filter(({ at }) => at.length === 1);
  if (found.length === 0) throw new Error(`no column is named after an input, for example ${parameters[1].key}.`);
  // A table by hand holds inputs and names only: anything else is a slip.
  const known = ['name', 'description', ...columns.keys()];
  const stray = prefix ? undefined : names.find((name) => name !== '' && !known.includes(name) && !byLinkKey.has(name));
  if (stray) throw new Error(`the column "${stray.slice(0, 60)}" is not an input; allowed: ${known.join(', ')}.`);
  return { columns: found.map(({ parameter, at }) => ({ parameter, at: at[0] })), nameAt: names.indexOf('name') };
}

/**
 * A cell as links write it: words stay, for the link to refuse or to know.
 * @param {string} text
 * @param {ReturnType<CathodeLab['parameters']>[number]} parameter
 * @param {CathodeLab} lab
 */
function plainCell(text, { key, min, max, unit }, lab) {
  return /^[-−+]?[\d.,]*,[\d.,]*$/.test(text)
    ? String(readNumber(lab, key, text, { min: min ?? 0, max: max ?? Infinity, unit }))
    : text;
}

/** @param {string} text @param {CathodeLab} lab @param {Scenario} current */
function fromCsv(text, lab, current) {
  const [heads = [], ...rows] = linesOf(text);
  const { columns, nameAt } = inputColumns(heads, lab.parameters());
  return assemble(
    rows.map((row, index) => ({
      name: row[nameAt],
      where: `Row ${index + 1}`,
      read() {
        const items = columns
          .map(({ parameter, at }) => ({ parameter, text: (row[at] ?? '').trim() }))
          .filter(({ text }) => text !== '')
          .map(({ parameter, text }) => `${parameter.urlKey}=${encodeURIComponent(plainCell(text, parameter, lab))}`);
        // Columns have today's names: a link of today's version.
        const { scenario, notices } = lab.decodeLink([lab.encodeLink({}), ...items].join('&'));
        const messages = notices.map(({ refusal }) => refusal);
        if (messages.length > 0)
          throw new Error(
            messages.slice(0, 3).join(' ') + (messages.length > 3 ? ` And ${messages.length - 3} more.` : ''),
          );
        return scenario;
      },
    })),
    lab,
    current,
  );
}

/**
 * The calculation of a file that toCsv or toJson wrote, or that a person made alike: rows named
 * "current" replace the current scenario, all others become the comparison set. Throws an Error that
 * names the row, the field and the allowed range; then nothing was changed.
 * @param {string} text
 * @param {CathodeLab} lab
 * @param {Scenario} current
 */
export function fromFile(text, lab, current) {
  try {
    if (text.length > LARGEST_FILE) throw new Error(`it has ${text.length} characters; allowed: ${LARGEST_FILE}.`);
    const calculation = text.trimStart().startsWith('{') ? fromJson(text, lab, current) : fromCsv(text, lab, current);
    if (calculation.comparison.length === 0 && calculation.scenario === current)
      throw new Error('it holds no scenario.');
    return calculation;
  } catch (error) {
    throw new Error(`Nothing was imported from the file: ${messageOf(error)}`);
  }
}
