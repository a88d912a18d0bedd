// SPDX-License-Identifier: MIT
// Files of the comparison set, of own rows, of findings and of the source's tables: saved, chosen, dropped.

import { messageOf } from '../api/quoting.js';
import { element } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { during } from '../html/rest.js';
import { saveFile } from '../html/save-file.js';
import { fileName } from './file-names.js';
import { addressOf } from './links.js';

const LARGEST_BYTES = 4e6;

/** @typedef {'comparison' | 'rows' | 'findings' | 'tables'} Saved */
/** @typedef {'csv' | 'xlsx' | 'json'} Kind JSON of the comparison set only */
/** @typedef {(what: Saved | 'import', kind?: Kind) => void} FileAction */

const TITLES = {
  comparison:
    "Scenarios compared, one a row; an empty input is the model's own, an empty thickness that at the source's loading",
  rows: 'Own rows',
  findings: 'Relations between printed numbers; deviations are ratios, empty where nothing can be said',
  tables: "The source's tables as printed",
};

/**
 * Takes files that are dropped on the page; returns what saves the calculation or lets a person choose a file.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('./calculation.js').LiveCalculation} setup.calculation
 * @param {(place: number) => string} setup.pinName
 * @param {() => Promise<typeof import('./formats.js')>} setup.loadFormats
 * @param {Record<'result' | 'sweep' | 'composites', (files: File[]) => void>} setup.others what takes files that belong to a tab
 * @returns {FileAction}
 */
export function handleFiles({ lab, calculation, pinName, loadFormats, others }) {
  /** @param {File[]} files of which the first tells what they are */
  async function read(files) {
    const [file] = files;
    try {
      if (file.size > LARGEST_BYTES) throw new Error(`it has ${file.size} bytes; allowed: ${LARGEST_BYTES}.`);
      const [formats, bytes] = await during(Promise.all([loadFormats(), file.arrayBuffer()]));
      const content = await during(formats.contentOf(new Uint8Array(bytes)));
      const other = formats.otherKindOf(content);
      if (other) {
        others[other](files);
        return;
      }
      const { scenario: current, comparison: compared, rows } = calculation.all();
      const own =
        typeof content === 'string'
          ? formats.rowsFromJson(content, lab)
          : formats.holdsRows(content.lines, lab)
            ? formats.rowsFromLines(content, lab)
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
      const { scenario, comparison } = formats.fromFile(content, lab, current);
      calculation.recallLink(lab.encodeLink(scenario, comparison, rows));
      tell(
        'file',
        [`Imported ${file.name}: ${comparison.length} to compare, in place of those before. Undo takes it back.`],
        { isGood: true },
      );
    } catch (error) {
      tell('file', [`Nothing was imported from ${file.name}: ${messageOf(error)}`]);
    }
  }

  const picker = element('input', {
    type: 'file',
    accept: '.xlsx,.csv,.tsv,.txt,.json,text/csv,text/tab-separated-values,application/json',
  });
  picker.addEventListener('change', () => {
    if (picker.files?.[0]) read([...picker.files]);
    picker.value = '';
  });
  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    read(files);
  });

  /** @param {Saved} what @param {Kind} kind */
  async function save(what, kind) {
    const formats = await during(loadFormats());
    const all = calculation.all();
    const link = addressOf(calculation.link());
    const about = { title: TITLES[what], version: lab.version(), link };
    const name = fileName(lab, all.scenario, what, what === 'findings' || what === 'tables' ? '' : link);
    if (kind === 'json') {
      saveFile(`${name}.json`, 'application/json', formats.toJson(lab, all, pinName, link));
      return;
    }
    const sheets =
      what === 'tables'
        ? lab.checkedTables().map((table) => formats.sheetOf(table, { isPrinted: true }))
        : what === 'findings'
          ? [formats.findingsSheet(lab.audit())]
          : what === 'rows'
            ? [formats.rowsSheet(all.rows, lab, addressOf)]
            : [formats.comparisonSheet(lab, all, pinName, addressOf)];
    const more = sourcesOf(lab, what);
    if (kind === 'xlsx')
      saveFile(`${name}.xlsx`, formats.XLSX_TYPE, await during(formats.xlsxOf(sheets, { ...about, more })));
    else if (sheets.length === 1) saveFile(`${name}.csv`, 'text/csv', formats.csvOf(sheets[0], about));
    else
      saveFile(
        `${name}.zip`,
        'application/zip',
        new Blob([
          formats.zipOf(
            sheets.map((sheet, at) => ({
              name: `${sheet.name}.csv`,
              content: formats.csvOf(sheet, about),
              about: lab.checkedTables()[at].title,
            })),
            about,
          ),
        ]),
      );
  }

  return (what, kind = 'csv') => {
    if (what === 'import') picker.click();
    else save(what, kind).catch((error) => tell('file', [`Nothing was saved: ${messageOf(error)}`]));
  };
}

/**
 * What the columns of a workbook are and where their numbers come from.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {Saved} what
 * @returns {[string, string][]}
 */
function sourcesOf(lab, what) {
  if (what === 'comparison')
    return [...lab.parameters(), ...lab.metrics()].map((one) => [
      one.key,
      `${one.label}${one.unit ? `, ${one.unit}` : ''}. ${'source' in one ? one.source : one.description}`,
    ]);
  if (what === 'rows')
    return lab
      .rowColumns()
      .map(({ key, label, unit, description }) => [key, `${label}${unit ? `, ${unit}` : ''}. ${description}`]);
  return what === 'tables' ? lab.checkedTables().map(({ title, caption }) => [title, caption]) : [];
}
