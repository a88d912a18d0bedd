// SPDX-License-Identifier: MIT
// What the audit finds of the source's tables.
import { button, element } from '../html/dom.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { buttonRow } from './parts.js';

/** The verdicts in the order in which they are offered, and whether they are shown at first. */
const SHOWN = new Map(
  /** @type {[import('../api/cathode-lab').Finding['verdict'], boolean][]} */ ([
    ['contradictory', true],
    ['implausible', true],
    ['beyond rounding', true],
    ['conditional', true],
    ['not determinable', false],
    ['consistent', false],
  ]),
);

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Part} */
export const auditPart = ({ lab, file, saveFigure }) => ({
  id: 'audit',
  title: 'Audit',
  build(into) {
    const findings = lab.audit();
    const boxes = [...SHOWN].map(([verdict, isShown]) => {
      const id = `verdict-${verdict.replace(' ', '-')}`;
      const box = element('input', { type: 'checkbox', id, ...(isShown ? { checked: '' } : {}) });
      const count = findings.filter((finding) => finding.verdict === verdict).length;
      return {
        verdict,
        box,
        whole: element('span', { class: 'check' }, box, element('label', { for: id }, `${verdict} (${count})`)),
      };
    });
    const all = lab.auditTable();
    const table = makeSortableTable('Audit table', { ...all, rows: [] });
    const fill = () =>
      table.update({
        ...all,
        rows: all.rows.filter((_, index) =>
          boxes.some(({ verdict, box }) => box.checked && verdict === findings[index].verdict),
        ),
      });
    const filter = element(
      'fieldset',
      { class: 'checks' },
      element('legend', {}, 'Shown'),
      ...boxes.map((one) => one.whole),
    );
    filter.addEventListener('change', fill);
    into.append(
      element(
        'p',
        {},
        `${lab.auditSummary()} ${findings.length} relations, of which one number may have several: each is recomputed, ` +
          'and what rounding of the printed digits allows is carried through; more than 5 % apart is called ' +
          'contradictory, what no material does implausible. A row opens to show the formula with its numbers.',
      ),
      filter,
      buttonRow(
        button('Save all for a spreadsheet (.xlsx)', () => file('findings', 'xlsx')),
        button('Save all as CSV', () => file('findings', 'csv')),
        button('Save or cite', () => saveFigure('audit')),
      ),
      table.whole,
    );
    fill();
    return () => {};
  },
});
