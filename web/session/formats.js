// SPDX-License-Identifier: MIT
// What reads and writes files of comparisons, own rows and findings.
export { fromFile, toCsv, toJson } from './comparison-file.js';
export { findingsToCsv } from './findings-file.js';
export { holdsRows, rowsFromJson, rowsFromText, rowsToCsv } from './rows-file.js';
