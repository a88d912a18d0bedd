// SPDX-License-Identifier: MIT
// Workbooks of spreadsheets: numbers are numbers in every language, with the digits that are shown. A sheet "about" tells
// what the others are.
import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import writeXlsxFile from 'write-excel-file/universal';
import { headOf, linkInFile } from './sheet.js';

/** @typedef {import('./sheet.js').Sheet} Sheet */
/** @typedef {import('./sheet.js').About} About */

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ABOUT = 'about';
const LONGEST_NAME = 31; // of a sheet
const LARGEST_UNPACKED = 5e7; // bytes
const WIDEST = 40; // characters of a column

/** How a spreadsheet shows a number with the digits of a text. @param {string} text */
function formatOf(text) {
  const [, digits, , power] = /^[-−+]?(\d+(?:\.(\d+))?)(e[-+]?\d+|·10.*)?$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return {};
  const decimals = digits.split('.')[1]?.length ?? 0;
  const format = `0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}${power ? 'E+00' : ''}`;
  return { format };
}

/** @param {import('./sheet.js').Cell} cell */
function cellOf(cell) {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'object') return { value: cell.number, type: Number, ...formatOf(cell.text) };
  if (typeof cell === 'number') return Number.isFinite(cell) ? { value: cell, type: Number } : null;
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  return { value: cell, type: String };
}

/** @param {string} name */
const sheetName = (name) => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, LONGEST_NAME);

/**
 * @param {Sheet[]} sheets
 * @param {About} about
 * @returns {Promise<Blob>}
 */
export function xlsxOf(sheets, { title, version, link, more = [] }) {
  const lines = [['title', title], ['program', `Cathode Lab ${version}`], ['link', linkInFile(link)], ...more];
  const all = [
    ...sheets.map(({ name, columns, rows }) => ({
      sheet: sheetName(name),
      stickyRowsCount: 1,
      columns: columns.map((column, at) => ({
        width: Math.min(
          WIDEST,
          2 + Math.max(headOf(column).length, ...rows.slice(0, 50).map((row) => String(shownOf(row[at])).length)),
        ),
      })),
      data: [
        columns.map((column) => ({ value: headOf(column), type: String, fontWeight: /** @type {const} */ ('bold') })),
        ...rows.map((row) => row.map(cellOf)),
      ],
    })),
    {
      sheet: ABOUT,
      columns: [{ width: 20 }, { width: 100 }],
      data: lines.map(([name, text]) => [
        { value: name, type: String, fontWeight: /** @type {const} */ ('bold') },
        { value: text, type: String },
      ]),
    },
  ];
  return writeXlsxFile(/** @type {any} */ (all)).toBlob();
}

/** @param {import('./sheet.js').Cell} cell */
const shownOf = (cell) => (cell !== null && typeof cell === 'object' ? cell.text : (cell ?? ''));

/** Whether a file's bytes are those of a workbook, or of anything else that is a zip. @param {Uint8Array} bytes */
export const isXlsx = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;

/**
 * The lines of a workbook's first sheet that is not "about"; numbers have a decimal point. Throws an Error where it is
 * none, or grows beyond what a table needs.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string[][]>}
 */
export async function linesOfXlsx(bytes) {
  let unpacked = 0;
  try {
    unzipSync(bytes, {
      filter({ originalSize }) {
        unpacked += originalSize;
        return false;
      },
    });
  } catch {
    throw new Error('it is no workbook (.xlsx).');
  }
  if (unpacked > LARGEST_UNPACKED)
    throw new Error(`it has ${unpacked} bytes when unpacked; allowed: ${LARGEST_UNPACKED}.`);
  /** @type {{sheet: string, data: unknown[][]}[]} */
  let sheets;
  try {
    sheets = /** @type {any} */ (await readXlsxFile(new Blob([bytes])));
  } catch {
    throw new Error('it is no workbook (.xlsx) that can be read.');
  }
  const found = sheets.find(({ sheet }) => sheet !== ABOUT);
  if (!found) throw new Error('the workbook has no sheet beside "about".');
  return found.data
    .map((line) => line.map((cell) => (cell === null || cell === undefined ? '' : String(cell))))
    .filter((line) => line.some((cell) => cell.trim() !== ''));
}
