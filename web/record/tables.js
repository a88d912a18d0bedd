// SPDX-License-Identifier: MIT
// The source's tables as printed, numbers that others contradict marked.
import { button, element } from '../html/dom.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { buttonRow } from './parts.js';

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Part} */
export const tablesPart = ({ lab, file, saveFigure }) => ({
  id: 'tables',
  title: 'The source’s tables',
  build(into) {
    into.append(
      element('p', {}, 'Numbers as printed. “!” marks those that others contradict; a row opens to show its checks. '),
      buttonRow(
        button('Save all for a spreadsheet (.xlsx)', () => file('tables', 'xlsx')),
        button('Save all as CSV (.zip)', () => file('tables', 'csv')),
        button('Cite', () => saveFigure('tables')),
      ),
      ...lab
        .checkedTables()
        .flatMap((table) => [
          element('h3', {}, table.title),
          element('p', { class: 'hint' }, table.caption),
          makeSortableTable(table.title, table).whole,
        ]),
      element('h3', {}, 'About the source'),
      ...lab.sourceNotes().map(({ title, text }) => element('p', {}, element('strong', {}, `${title}. `), text)),
    );
    return () => {};
  },
});
