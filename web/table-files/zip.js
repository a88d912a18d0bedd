// SPDX-License-Identifier: MIT
// Several files as one, with an index of what they are.
import { strToU8, zipSync } from 'fflate';
import { csvOf } from './csv.js';

/**
 * @typedef {object} PackedFile
 * @property {string} name
 * @property {string | Uint8Array} content
 * @property {string} about in a sentence
 */

/**
 * @param {PackedFile[]} files
 * @param {import('./sheet.js').About} about
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function zipOf(files, about) {
  const index = {
    name: 'index',
    columns: [{ key: 'file' }, { key: 'about' }],
    rows: files.map(({ name, about: text }) => [name, text]),
  };
  const all = [{ name: 'index.csv', content: csvOf(index, about) }, ...files];
  const bytes = all.map(({ name, content }) => [name, typeof content === 'string' ? strToU8(content) : content]);
  return /** @type {Uint8Array<ArrayBuffer>} */ (zipSync(Object.fromEntries(bytes)));
}
