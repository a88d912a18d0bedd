// SPDX-License-Identifier: MIT
// Table S6 and own rows, as reported and recomputed: the figure, and one table whose last lines are edited in place.
import { element } from '../html/dom.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { withTerms } from '../html/terms.js';
import { optionField } from './figure-options.js';
import { makeFigureView } from './figure-view.js';
import { makeOwnRows } from './own-rows.js';
import { findingList, rowVerdictClass, withVerdicts } from './verdicts.js';

/** @typedef {import('../api/cathode-lab').DataTable} DataTable */
/** @typedef {import('../api/cathode-lab').Finding} Finding */

/** @param {string} text */
const verdictNode = (text) => element('span', { class: `verdict ${rowVerdictClass(text)}` }, text);

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Tab} */
export const literatureTab = (context) => ({
  view: 'literature',
  title: 'Literature',
  build(into) {
    const { lab, calculation, shared } = context;
    /** @type {Map<string, Finding[]>} */
    const findings = new Map();
    for (const finding of lab.audit().filter(({ table }) => table === 'S6'))
      findings.set(finding.row, [...(findings.get(finding.row) ?? []), finding]);
    const findingsOf = (/** @type {DataTable['rows'][number]} */ row) => findings.get(row.cells[0].text) ?? [];
    /** As lab.literatureTable() has it, with rows of one's own at its end. @param {Record<string, string>[]} rows */
    const tableOf = (rows) =>
      lab.literatureTable(calculation.scenario(), rows, /** @type {'composite'} */ (shared.options().loading));
    const first = tableOf([]);
    const rows = makeOwnRows({ context, tableOf, columns: withVerdicts(first, () => []).columns, verdictNode });
    const published = makeSortableTable('Literature table', withVerdicts(first, findingsOf), {
      sortedBy: { key: 'volumetricEnergyDensityWhL', isDescending: true },
      show: (cell, { key }) => (key === 'reproduced' ? verdictNode(cell.text) : null),
      detailOf: (row) => element('div', {}, element('p', {}, row.detail), findingList(findingsOf(row))),
      bodies: [rows.body],
    });
    published.whole.classList.add('literature');
    const names = first.rows.map(({ cells }) => cells[0].text);
    const figure = makeFigureView(context, 'literature', {
      onMark(name) {
        names.forEach((row, index) => {
          published.lineOf(index)?.classList.toggle('pointed', name.includes(row));
        });
        rows.mark(name);
      },
    });
    // Who points at a row sees its mark.
    published.whole.addEventListener('pointerover', ({ target }) => {
      const line = /** @type {Element} */ (target).closest('tbody tr[data-row]');
      figure.show(line instanceof HTMLElement ? names[Number(line.dataset.row)] : '');
    });
    published.whole.addEventListener('pointerleave', () => figure.show(''));
    const caption = element('p', { class: 'hint' });
    // A figure may show both readings at once: the table has one.
    const loading = optionField(context, 'loading');
    const tools = element('div', { class: 'tools' }, ...(figure.has('loading') ? [] : [loading.field]));
    into.append(figure.whole, tools, published.whole, caption, rows.tools);
    let known = '';
    return {
      update(all) {
        figure.update(all);
        loading.update();
        // The published rows change with the cell and the reading of loadings alone.
        const key = JSON.stringify([all.scenario, shared.options().loading]);
        rows.update(all.rows, key);
        if (key === known) return;
        known = key;
        const now = tableOf([]);
        if (caption.textContent !== now.caption) caption.replaceChildren(...withTerms(now.caption));
        published.update(withVerdicts(now, findingsOf));
      },
      focus: rows.focus,
    };
  },
});
