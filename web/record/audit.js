// SPDX-License-Identifier: MIT
// What the audit finds of the source's tables: one line for each printed number, as they are counted everywhere.
import { button, element, setText } from '../html/dom.js';
import { joinedButtons } from '../html/fields.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { makeFigureView } from './figure-view.js';
import { buttonRow } from './parts.js';
import { findingList, numbersOf, VERDICTS, verdictWord } from './verdicts.js';

/** @typedef {import('../api/cathode-lab').Finding} Finding */
/** Those that are shown at first. */
const SHOWN = ['contradictory', 'implausible', 'beyond rounding', 'conditional'];

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Tab} */
export const auditTab = (context) => ({
  view: 'audit',
  title: 'Audit',
  build(into) {
    const { lab, file } = context;
    const findings = lab.audit();
    const numbers = numbersOf(findings);
    const all = lab.auditTable();
    const rowOf = new Map(findings.map((finding, index) => [finding, all.rows[index]]));
    const lines = numbers.map(({ findings: group, deciding }) => ({
      row: /** @type {typeof all.rows[number]} */ (rowOf.get(deciding)),
      group,
      verdict: deciding.verdict,
      table: deciding.table,
    }));
    const groupOf = new Map(lines.map(({ row, group }) => [row, group]));

    const boxes = VERDICTS.map((verdict) => {
      const id = `verdict-${verdict.replace(' ', '-')}`;
      const box = element('input', {
        type: 'checkbox',
        id,
        ...(SHOWN.includes(verdict) ? { checked: '' } : {}),
      });
      const count = lines.filter((line) => line.verdict === verdict).length;
      return {
        verdict,
        box,
        whole: element('label', {}, box, element('span', {}, verdict, ' ', element('b', {}, String(count)))),
      };
    });
    let table = '';
    const tables = joinedButtons({
      label: 'Table',
      choices: [
        { value: '', label: 'all' },
        ...[...new Set(lines.map((line) => line.table))].map((value) => ({ value, label: value })),
      ],
      read: () => table,
      put(value) {
        table = value;
        fill();
      },
    });
    const verdicts = element(
      'div',
      { class: 'joined', role: 'group', 'aria-label': 'Verdicts shown' },
      element('span', { class: 'label' }, 'Verdicts'),
      element('span', { class: 'group' }, ...boxes.map((one) => one.whole)),
    );
    verdicts.addEventListener('change', () => fill());
    const shown = makeSortableTable(
      'Audit table',
      { ...all, rows: [] },
      {
        show: (cell, { key }) => (key === 'verdict' ? verdictWord(cell.text) : null),
        detailOf: (row) => findingList(groupOf.get(row) ?? []),
      },
    );
    const count = element('p', { class: 'hint', role: 'status' });
    function fill() {
      const rows = lines
        .filter(
          (line) =>
            (table === '' || line.table === table) &&
            boxes.some(({ verdict, box }) => box.checked && verdict === line.verdict),
        )
        .map(({ row }) => row);
      shown.update({ ...all, rows });
      setText(count, `${rows.length} of ${lines.length} printed numbers shown. A row opens to its formulas.`);
    }
    const figure = makeFigureView(context, 'audit');
    tables.update();
    into.append(
      figure.whole,
      element('h3', {}, 'Printed numbers'),
      element(
        'p',
        {},
        `${lab.auditSummary()} Each is recomputed from others, and what rounding of the printed digits allows is carried ` +
          'through; more than 5 % apart is called contradictory, what no material does implausible.',
      ),
      element('div', { class: 'tools' }, verdicts, tables.field),
      count,
      shown.whole,
      buttonRow(
        button(`Save all ${findings.length} relations for a spreadsheet (.xlsx)`, () => file('findings', 'xlsx')),
        button('Save all as CSV', () => file('findings', 'csv')),
      ),
    );
    fill();
    return { update: figure.update };
  },
});
