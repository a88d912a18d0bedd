// SPDX-License-Identifier: MIT
// What a person's file holds: text of JSON, or the lines of a table.
import { LARGEST_TEXT, linesOf } from './csv.js';
import { isXlsx, linesOfXlsx } from './xlsx.js';

/** @typedef {import('./csv.js').Lines} Lines */

/**
 * Throws an Error for bytes that are neither text nor a workbook.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string | Lines>}
 */
export async function contentOf(bytes) {
  if (isXlsx(bytes)) return { lines: await linesOfXlsx(bytes), isTyped: true };
  const text = new TextDecoder().decode(bytes);
  if (text.length > LARGEST_TEXT) throw new Error(`it has ${text.length} characters; allowed: ${LARGEST_TEXT}.`);
  return text.trimStart().startsWith('{') ? text : { lines: linesOf(text), isTyped: false };
}
