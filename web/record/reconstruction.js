// SPDX-License-Identifier: MIT
// How Table S5 follows from the others: assumptions on sliders, and what comes of them.
import { button, element, setText } from '../html/dom.js';
import { sliderField } from '../html/fields.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { withTerms } from '../html/terms.js';
import { makeFigureView } from './figure-view.js';
import { buttonRow, inWords } from './parts.js';

/**
 * A slider for each assumption.
 * @param {import('./parts.js').Context} context
 */
const assumptionFields = ({ lab, shared }) =>
  lab.assumptions().map(({ key, label, unit, min, max, step, default: standard }) =>
    sliderField({
      id: `assume-${key}`,
      label,
      unit,
      min,
      max,
      step,
      standard,
      read: () => shared.assumptions()[key],
      put(text) {
        const value = lab.parseNumber(text);
        const refusal = value === null ? null : shared.putAssumption(key, value);
        return value === null
          ? `${label}: "${text.slice(0, 40)}" is not a decimal number; allowed: ${min} to ${max} ${unit}.`
          : refusal && inWords(refusal);
      },
    }),
  );

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Tab} */
export const reconstructionTab = (context) => ({
  view: 'reconstruction',
  title: 'Reconstruction of Table S5',
  build(into) {
    const { lab, shared } = context;
    const fields = assumptionFields(context);
    const showFields = () => {
      for (const { show } of fields) show();
    };
    const refined = element('div', { role: 'status' });
    const refine = button('Refine by least squares', () => {
      const table = lab.refinementTable(shared.assumptions());
      const { parameters } = lab.refine(shared.assumptions());
      const use = button('Use these values', () => {
        for (const { key, value } of parameters) shared.putAssumption(key, value);
        showFields();
      });
      refined.replaceChildren(
        element('h3', {}, table.title),
        element('p', { class: 'hint' }, table.caption),
        makeSortableTable(table.title, table).whole,
        buttonRow(use),
      );
    });
    const standard = button('Standard values', () => {
      shared.resetAssumptions();
      showFields();
    });
    const figure = makeFigureView(context, 'reconstruction');
    const series = /** @type {const} */ (['factors', 'contents']).map((name) =>
      makeFigureView(context, name, { heading: 'h3' }),
    );
    const caption = element('p', { class: 'hint' });
    const summary = element('dl', { class: 'summary' });
    const tables = lab.reconstructionTables(shared.assumptions()).slice(1);
    const shown = tables.map((table) => makeSortableTable(table.title, table));
    const tableOf = (/** @type {number} */ index) =>
      element('div', {}, element('h3', {}, tables[index].title), shown[index].whole);
    into.append(
      element(
        'div',
        { class: 'with-rail' },
        element('div', {}, figure.whole, summary, caption),
        element(
          'div',
          { class: 'rail' },
          element('h3', {}, 'Assumptions'),
          element(
            'p',
            { class: 'hint' },
            ...withTerms(
              'The mark on a track is the standard; where it is from stands below. AM, SE and CA: densities of the solids.',
            ),
          ),
          element('div', { class: 'sliders' }, ...fields.map(({ field }) => field)),
          buttonRow(standard, refine),
          refined,
        ),
        tableOf(0),
      ),
      ...tables.slice(1).map((_, index) => tableOf(index + 1)),
      element('div', { class: 'side-by-side' }, ...series.map(({ whole }) => whole)),
    );
    /** @type {HTMLElement[]} */
    let values = [];
    return {
      update(all) {
        figure.update(all);
        for (const { update } of [...fields]) update();
        for (const one of series) one.update(all);
        const [first, ...rest] = lab.reconstructionTables(shared.assumptions());
        if (caption.textContent !== first.caption) caption.replaceChildren(...withTerms(first.caption));
        if (values.length !== first.rows.length) {
          values = first.rows.map(() => element('dd'));
          summary.replaceChildren(
            ...first.rows.map(({ cells: [name] }, index) =>
              element('div', {}, element('dt', {}, name.text), values[index]),
            ),
          );
        }
        first.rows.forEach(({ cells: [, value] }, index) => {
          setText(values[index], value.text);
        });
        rest.forEach((table, index) => {
          shown[index].update(table);
        });
      },
    };
  },
});
