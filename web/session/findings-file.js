// SPDX-License-Identifier: MIT
// What the audit finds, as a file.
import { csvOf } from './csv.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Finding} Finding */

const COLUMNS = /** @type {const} */ ([
  'table',
  'row',
  'quantity',
  'unit',
  'printed',
  'recomputed',
  'relativeDeviation',
  'roundingAllowance',
  'verdict',
  'condition',
  'formula',
]);

/**
 * Findings as comma-separated values, numbers in full, with the printed numbers that each rests on.
 * @param {Finding[]} findings
 * @param {CathodeLab} lab
 * @param {string} link
 */
export function findingsToCsv(findings, lab, link) {
  const rows = findings.map((finding) => [
    ...COLUMNS.map((key) => finding[key]),
    finding.cells.map(({ table, row, column }) => `${table}: ${row}: ${column}`).join('; '),
  ]);
  return csvOf(
    [
      `Cathode Lab ${lab.version()}: relations between printed numbers; deviations are ratios, empty where nothing can be said`,
      link,
    ],
    [[...COLUMNS, 'cells'], ...rows],
  );
}
