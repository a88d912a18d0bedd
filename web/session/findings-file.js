// SPDX-License-Identifier: MIT
// What the audit finds, as a table.

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
 * Numbers in full, with the printed numbers that each finding rests on. Deviations are ratios, empty where nothing can be said.
 * @param {Finding[]} findings
 * @returns {import('../table-files/sheet.js').Sheet}
 */
export const findingsSheet = (findings) => ({
  name: 'audit',
  columns: [...COLUMNS, 'cells'].map((key) => ({ key })),
  rows: findings.map((finding) => [
    ...COLUMNS.map((key) => finding[key]),
    finding.cells.map(({ table, row, column }) => `${table}: ${row}: ${column}`).join('; '),
  ]),
});
