// SPDX-License-Identifier: MIT
// What reads and writes files of comparisons, own rows, findings and the source's tables.
export { csvOf } from '../table-files/csv.js';
export { contentOf } from '../table-files/read-file.js';
export { sheetOf } from '../table-files/sheet.js';
export { XLSX_TYPE, xlsxOf } from '../table-files/xlsx.js';
export { zipOf } from '../table-files/zip.js';
export { comparisonSheet, fromFile, toJson } from './comparison-file.js';
export { findingsSheet } from './findings-file.js';
export { otherKindOf } from './other-files.js';
export { holdsRows, rowsFromJson, rowsFromLines, rowsFromText, rowsSheet } from './rows-file.js';
