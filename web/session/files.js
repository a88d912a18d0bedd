// Files of the comparison set and of own rows: saved, chosen, dropped.

import { messageOf } from '../api/quoting.js';
import { element } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { saveFile } from '../html/save-file.js';
import { fromFile, toCsv, toJson } from './comparison-file.js';
import { addressOf } from './links.js';
import { holdsRows, rowsFromJson, rowsFromText, rowsToCsv } from './rows-file.js';

const LARGEST_BYTES = 4e6;

/**
 * Takes files that are dropped on the page; returns what saves the calculation or lets a person choose a file.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('./calculation.js').LiveCalculation} setup.calculation
 * @param {(place: number) => string} setup.pinName
 * @returns {(what: 'csv' | 'json' | 'rows' | 'import') => void}
 */
export function handleFiles({ lab, calculation, pinName }) {
  /** @param {File} file */
  async function read(file) {
    try {
      if (file.size > LARGEST_BYTES)
        throw new Error(`Nothing was imported from the file: it has ${file.size} bytes; allowed: ${LARGEST_BYTES}.`);
      const text = await file.text();
      const { scenario: current, comparison: compared, rows } = calculation.all();
      const isJson = text.trimStart().startsWith('{');
      const own = isJson ? rowsFromJson(text, lab) : holdsRows(text, lab) ? rowsFromText(text, lab) : null;
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
      const { scenario, comparison } = fromFile(text, lab, current);
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

  return (what) => {
    if (what === 'import') {
      picker.click();
      return;
    }
    const link = addressOf(calculation.link());
    // Spreadsheets take a file for UTF-8 if it begins with a byte-order mark.
    if (what === 'rows')
      saveFile('cathode-lab-rows.csv', 'text/csv', `\ufeff${rowsToCsv(calculation.all().rows, lab, link)}`);
    else if (what === 'csv')
      saveFile('cathode-lab.csv', 'text/csv', `\ufeff${toCsv(lab, calculation.all(), pinName, link)}`);
    else saveFile('cathode-lab.json', 'application/json', toJson(lab, calculation.all(), pinName, link));
  };
}
