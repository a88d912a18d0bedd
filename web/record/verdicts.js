// SPDX-License-Identifier: MIT
// Verdicts of the audit: of relations, of the printed numbers that they check, and in words.
import { element } from '../html/dom.js';
import { words } from '../html/sortable-table.js';
import { withTerms } from '../html/terms.js';

/** @typedef {import('../api/cathode-lab').Finding} Finding */
/** @typedef {import('../api/cathode-lab').DataTable} DataTable */
/** @typedef {Finding['verdict']} Verdict */

/** By how much they say against a number; what cannot be determined says nothing. @type {readonly Verdict[]} */
const WEIGHTS = ['not determinable', 'consistent', 'conditional', 'beyond rounding', 'contradictory', 'implausible'];
/** What is best first. @type {readonly Verdict[]} */
const BEST = [...WEIGHTS.slice(1), 'not determinable'];

/** What a person looks for first. @type {readonly Verdict[]} */
export const VERDICTS = [
  'contradictory',
  'implausible',
  'beyond rounding',
  'conditional',
  'consistent',
  'not determinable',
];

const isImpliedVoltage = (/** @type {Finding} */ { quantity }) => quantity.startsWith('Nominal voltage that the row');
/** Readings of a loading: one that follows is enough. @param {Finding} finding */
const isReading = ({ quantity, checks }) =>
  checks.column === 'volumetricEnergyDensityWhL' && /^Volumetric energy density(, loading read as|$)/.test(quantity);

/** @param {Finding[]} findings @returns {Finding | null} */
const worstOf = (findings) =>
  findings.reduce(
    (/** @type {Finding | null} */ worst, one) =>
      worst === null || WEIGHTS.indexOf(one.verdict) > WEIGHTS.indexOf(worst.verdict) ? one : worst,
    null,
  );

/**
 * The printed numbers that findings check, each with all that is found of it and the finding that decides: counted as
 * lab.auditSummary() counts them.
 * @param {Finding[]} findings
 */
export function numbersOf(findings) {
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const finding of findings) {
    const { table, row, column } = finding.checks;
    const key = JSON.stringify([table, row, column]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const counted = group.filter((one) => !isImpliedVoltage(one));
    if (counted.length === 0) return [];
    const [best] = counted.filter(isReading).sort((a, b) => BEST.indexOf(a.verdict) - BEST.indexOf(b.verdict));
    const deciding = worstOf([...counted.filter((one) => !isReading(one)), ...(best ? [best] : [])]);
    return [{ findings: group, deciding: /** @type {Finding} */ (deciding) }];
  });
}

/** @param {string} text */
const asName = (text) => text.replace(/ /g, '-');
/** A verdict as a word in its colour. @param {string} verdict */
export const verdictWord = (verdict) => element('span', { class: `verdict ${asName(verdict)}` }, verdict);

/** What is found, relation by relation, with the formulas. @param {Finding[]} findings */
export const findingList = (findings) =>
  element(
    'ul',
    { class: 'findings' },
    ...findings.map(({ quantity, verdict, formula }) =>
      element(
        'li',
        {},
        element('p', {}, element('strong', {}, ...withTerms(quantity)), ' ', verdictWord(verdict)),
        element('p', { class: 'formula' }, formula),
      ),
    ),
  );

/**
 * Whether a row's reported energy density follows from its own numbers, in words.
 * @param {string} reproduced as lab.literatureTable() has it
 * @param {string} reason
 * @param {Finding[]} findings of the row
 */
function rowVerdict(reproduced, reason, findings) {
  const readings = findings.filter(isReading);
  if (reproduced === 'nothing can be said')
    return `cannot say${
      reason
        ? `: ${reason
            .replace(/ (is|are) printed\.$/, ' printed')
            .replace(/^N/, 'n')
            .replace(/\.$/, '')}`
        : ''
    }`;
  if (reproduced === 'no') {
    const voltage = findings.find(isImpliedVoltage);
    if (!voltage || voltage.recomputed === null) return 'no';
    const { length } = readings;
    return `no: needs ${voltage.recomputed.toFixed(2)} V${length > 1 ? ', even as AM mass' : ''}`;
  }
  if (reproduced.startsWith('if ')) {
    const reading = /read as (AM|composite) mass/.exec(
      readings.find(({ verdict }) => verdict === 'conditional')?.quantity ?? '',
    );
    return reproduced + (reading ? ` and ${reading[1]} mass` : '');
  }
  if (reproduced !== 'yes') return reproduced;
  const isTooDense = findings.some(
    ({ quantity, verdict }) =>
      quantity.startsWith('Composite density') && WEIGHTS.indexOf(verdict) > WEIGHTS.indexOf('consistent'),
  );
  return isTooDense ? 'yes, with solids denser than the source’s' : 'yes';
}

/** Words of the heads where the two energy densities and the verdict stand side by side. */
const HEADS = new Map([
  ['row', 'Reference'],
  ['reproduced', 'Does the printed value follow?'],
]);

/**
 * The table with its verdict and reason as one column.
 * @param {DataTable} table
 * @param {(row: DataTable['rows'][number], index: number) => Finding[]} findingsOf
 */
export function withVerdicts({ columns, rows }, findingsOf) {
  const last = columns.findIndex(({ key }) => key === 'reproduced');
  return {
    columns: columns.slice(0, last + 1).map((one) => ({ ...one, label: HEADS.get(one.key) ?? one.label })),
    rows: rows.map((row, index) => ({
      detail: row.detail,
      cells: [
        ...row.cells.slice(0, last),
        words(rowVerdict(row.cells[last].text, row.cells[last + 1]?.text ?? '', findingsOf(row, index))),
      ],
    })),
  };
}

/** How a verdict in words is coloured. @param {string} words */
export const rowVerdictClass = (words) =>
  words.startsWith('no') ? 'contradictory' : words.startsWith('cannot') ? 'not-determinable' : 'consistent';
