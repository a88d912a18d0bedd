// SPDX-License-Identifier: MIT
// Files of the comparison set, of own rows and of findings: saved, chosen, dropped.

import { messageOf } from '../api/quoting.js';
import { element } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { during } from '../html/rest.js';
import { saveFile } from '../html/save-file.js';
import { addressOf } from './links.js';

const LARGEST_BYTES = 4e6;

/**
 * Takes files that are dropped on the page; returns what saves the calculation or lets a person choose a file.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('./calculation.js').LiveCalculation} setup.calculation
 * @param {(place: number) => string} setup.pinName
 * @param {() => Promise<typeof import('./formats.js')>} setup.loadFormats
 * @returns {(what: 'csv' | 'json' | 'rows' | 'findings' | 'import') => void}
 */
export function handleFiles({ lab, calculation, pinName, loadFormats }) {
  /** @param {File} file */
  async function read(file) {
    try {
      if (file.size > LARGEST_BYTES)
        throw new Error(`Nothing was imported from the file: it has ${file.size} bytes; allowed: ${LARGEST_BYTES}.`);
      const [formats, text] = await during(Promise.all([loadFormats(), file.text()]));
      const { scenario: current, comparison: compared, rows } = calculation.all();
      const isJson = text.trimStart().startsWith('{');
      const own = isJson
        ? formats.rowsFromJson(text, lab)
        : formats.holdsRows(text, lab)
          ? formats.rowsFromText(text, lab)
          : null;
      if (own) {
        calculation.recallLink(lab.encodeLink(current, compared, [...rows, ...own]));
        tell(
          'file',
          [
            `Imported ${file.name}: ${own.length} own ${own.length === 1 ? 'row' : 'rows'} beside Table S6. Undo takes them back.`,
          ],
          { isGood: true },
        );
        return;
      }
      const { scenario, comparison } = formats.fromFile(text, lab, current);
      calculation.recallLink(lab.encodeLink(scenario, comparison, rows));
      tell(
        'file',
        [`Imported ${file.name}: ${comparison.length} to compare, in place of those before. Undo takes it back.`],
        { isGood: true },
      );
    } catch (error) {
      tell('file', [`${file.name}: ${messageOf(error)}`]);
    }
  }

  const picker = element('input', {
    type: 'file',
    accept: '.csv,.tsv,.txt,.json,text/csv,text/tab-separated-values,application/json',
  });
  picker.addEventListener('change', () => {
    if (picker.files?.[0]) read(picker.files[0]);
    picker.value = '';
  });
  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    read(file);
  });

  /** @param {'csv' | 'json' | 'rows' | 'findings'} what */
  async function save(what) {
    const { findingsToCsv, rowsToCsv, toCsv, toJson } = await during(loadFormats());
    const link = addressOf(calculation.link());
    // Spreadsheets take a file for UTF-8 if it begins with a byte-order mark.
    const saveCsv = (/** @type {string} */ name, /** @type {string} */ text) =>
      saveFile(name, 'text/csv', `\ufeff${text}`);
    if (what === 'rows') saveCsv('cathode-lab-rows.csv', rowsToCsv(calculation.all().rows, lab, link));
    else if (what === 'findings') saveCsv('cathode-lab-audit.csv', findingsToCsv(lab.audit(), lab, link));
    else if (what === 'csv') saveCsv('cathode-lab.csv', toCsv(lab, calculation.all(), pinName, link));
    else saveFile('cathode-lab.json', 'application/json', toJson(lab, calculation.all(), pinName, link));
  }

  return (what) => {
    if (what === 'import') picker.click();
    else save(what).catch((error) => tell('file', [`Nothing was saved: ${messageOf(error)}`]));
  };
}
