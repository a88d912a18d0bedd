// SPDX-License-Identifier: MIT
// The comparison set as a file: a table for spreadsheets and programs, JSON for everything, and back.

import { messageOf, shown } from '../api/quoting.js';
import { LINK, linkInFile, PROGRAM } from '../table-files/sheet.js';
import { readNumber } from './numbers.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Scenario} Scenario */
/** @typedef {{scenario: Scenario, comparison: Scenario[]}} Calculation */
/** @typedef {import('../api/cathode-lab').CompleteScenario} CompleteScenario */
/** @typedef {{scenario: CompleteScenario, comparison: CompleteScenario[]}} CompleteCalculation */

const CURRENT = 'current';
const INPUT = 'input '; // some inputs have the name of a result
const COMPOSITE = 'composite'; // as JSON

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

/**
 * One row a scenario: inputs, results and the provenance of each result, and the link to that scenario alone.
 * @param {CathodeLab} lab
 * @param {CompleteCalculation} calculation
 * @param {(place: number) => string} pinName
 * @param {(fragment: string) => string} addressOf
 * @returns {import('../table-files/sheet.js').Sheet}
 */
export function comparisonSheet(lab, calculation, pinName, addressOf) {
  const parameters = lab.parameters();
  const metrics = lab.metrics();
  const hasComposites = [calculation.scenario, ...calculation.comparison].some(({ composite }) => composite);
  return {
    name: 'comparison',
    columns: [
      { key: 'name' },
      { key: 'description' },
      ...(hasComposites ? [{ key: COMPOSITE }] : []),
      ...parameters.map(({ key, unit }) => ({ key: INPUT + key, unit })),
      ...metrics.flatMap(({ key, unit }) => [
        { key, unit },
        { key: `${key} low`, unit },
        { key: `${key} high`, unit },
        { key: `${key} provenance` },
      ]),
      { key: LINK },
    ],
    rows: rowsOf(lab, calculation, pinName).map(({ name, description, inputs, report }) => [
      name,
      description,
      ...(hasComposites ? [inputs.composite ? JSON.stringify(inputs.composite) : null] : []),
      ...parameters.map(({ key }) => inputs[key] ?? null),
      ...metrics.flatMap(({ key }) => {
        const shown = (/** @type {number | null} */ number) =>
          number === null ? null : { number, text: lab.displayText(key, number) };
        const [low, high] = report.intervals[key] ?? [null, null];
        return [shown(report.values[key]), shown(low), shown(high), report.provenance[key]];
      }),
      linkInFile(addressOf(lab.encodeLink(inputs))),
    ]),
  };
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
  const known = ['name', 'description', COMPOSITE, PROGRAM, LINK, ...columns.keys()];
  const stray = prefix ? undefined : names.find((name) => name !== '' && !known.includes(name) && !byLinkKey.has(name));
  if (stray) throw new Error(`the column "${stray.slice(0, 60)}" is not an input; allowed: ${known.join(', ')}.`);
  return {
    columns: found.map(({ parameter, at }) => ({ parameter, at: at[0] })),
    nameAt: names.indexOf('name'),
    compositeAt: names.indexOf(COMPOSITE),
  };
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

/**
 * Throws where inputs are not those of the link in the same row: a spreadsheet of another language has read one of them
 * otherwise, or somebody has changed it and not the link.
 * @param {CompleteScenario} scenario
 * @param {string} link
 * @param {CathodeLab} lab
 */
function checkAgainst(scenario, link, lab) {
  const told = lab.decodeLink(link.slice(link.indexOf('#') + 1)).scenario;
  for (const { key } of lab.parameters()) {
    if (scenario[key] !== told[key])
      throw new Error(
        `${key} is ${shown(scenario[key])} here and ${shown(told[key])} in the link of the same row. A spreadsheet may have read it in ` +
          'another language: .xlsx files keep numbers. If it was changed on purpose, clear the link.',
      );
  }
}

/** A composite of one's own in a cell: JSON, or nothing. @param {string} text */
function compositeIn(text) {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `${COMPOSITE}: "${text.slice(0, 40)}" is not JSON; allowed: a composite as this program writes it.`,
    );
  }
}

/** @param {string[][]} lines @param {boolean} isTyped @param {CathodeLab} lab @param {Scenario} current */
function fromLines(lines, isTyped, lab, current) {
  const [heads = [], ...rows] = lines;
  const { columns, nameAt, compositeAt } = inputColumns(heads, lab.parameters());
  const linkAt = isTyped ? -1 : heads.indexOf(LINK);
  return assemble(
    rows.map((row, index) => ({
      name: row[nameAt],
      where: `Row ${index + 1}`,
      read() {
        const items = columns
          .map(({ parameter, at }) => ({ parameter, text: (row[at] ?? '').trim() }))
          .filter(({ text }) => text !== '')
          .map(({ parameter, text }) => `${parameter.urlKey}=${encodeURIComponent(plainCell(text, parameter, lab))}`);
        const composite = compositeIn(row[compositeAt] ?? '');
        // Columns have today's names: a link of today's version.
        const { scenario, notices } = lab.decodeLink([lab.encodeLink({ composite }), ...items].join('&'));
        const messages = notices.map(({ refusal }) => refusal);
        if (messages.length > 0)
          throw new Error(
            messages.slice(0, 3).join(' ') + (messages.length > 3 ? ` And ${messages.length - 3} more.` : ''),
          );
        const link = row[linkAt] ?? '';
        if (link.includes('#')) checkAgainst(scenario, link, lab);
        return scenario;
      },
    })),
    lab,
    current,
  );
}

/**
 * The calculation of a file that comparisonSheet or toJson made, or that a person made alike: rows named
 * "current" replace the current scenario, all others become the comparison set. Throws an Error that
 * names the row, the field and the allowed range; then nothing was changed.
 * @param {string | import('../table-files/csv.js').Lines} content text of JSON, or the lines of a table
 * @param {CathodeLab} lab
 * @param {Scenario} current
 */
export function fromFile(content, lab, current) {
  const calculation =
    typeof content === 'string'
      ? fromJson(content, lab, current)
      : fromLines(content.lines, content.isTyped, lab, current);
  if (calculation.comparison.length === 0 && calculation.scenario === current) throw new Error('it holds no scenario.');
  return calculation;
}
