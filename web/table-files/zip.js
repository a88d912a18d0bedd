// SPDX-License-Identifier: MIT
// Several files as one: with an index of what they are, or as a folder.
import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate';
import { csvOf } from './csv.js';
import { inSlices } from './slices.js';

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

// As Unix has the rights of a file that may be run, and of others; in the upper half of a zip's attributes.
const UNIX = 3;
const RIGHTS = { run: 0o100755 << 16, read: 0o100644 << 16 };

/** The first that a zip can tell, where the same files are to give the same bytes; it tells local time. */
export const NO_TIME = new Date(1980, 0, 1);

/**
 * A folder with files, made in slices between which the page can be used.
 * @param {string} folder empty: none around them
 * @param {{name: string, content: string | Uint8Array, mayRun?: boolean}[]} files
 * @param {Date} [time] of all files; now if left out
 * @returns {Promise<Blob>}
 */
export async function zippedFolder(folder, files, time = new Date()) {
  /** @type {BlobPart[]} */
  const parts = [];
  /** @type {Error | null} */
  let failed = null;
  const zip = new Zip((error, part) => {
    if (error) failed = error;
    else parts.push(/** @type {BlobPart} */ (part));
  });
  for (const { name, content, mayRun = false } of files) {
    const file = new ZipDeflate(folder === '' ? name : `${folder}/${name}`, { level: 6 });
    file.mtime = time;
    file.os = UNIX;
    file.attrs = mayRun ? RIGHTS.run : RIGHTS.read;
    zip.add(file);
    const bytes = typeof content === 'string' ? strToU8(content) : content;
    for await (const slice of inSlices(bytes)) file.push(slice);
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  if (failed) throw failed;
  return new Blob(parts, { type: 'application/zip' });
}
