// SPDX-License-Identifier: MIT
// How Table S5 follows from the others: assumptions as fields, and what comes of them.
import { button, element } from '../html/dom.js';
import { numberField } from '../html/fields.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { buttonRow } from './parts.js';

/**
 * A field for each assumption.
 * @param {import('./parts.js').Context} context
 */
const assumptionFields = ({ lab, shared }) =>
  lab.assumptions().map(({ key, label, unit, min, max, basis }) =>
    numberField({
      id: `assume-${key}`,
      label: `${label}, ${unit}`,
      hint: `${min} to ${max} ${unit}; ${basis}`,
      read: () => String(shared.assumptions()[key]),
      put(text) {
        const value = lab.parseNumber(text);
        return value !== null
          ? shared.putAssumption(key, value)
          : `${key} (${label}): "${text.slice(0, 40)}" is not a decimal number; allowed: ${min} to ${max} ${unit}.`;
      },
    }),
  );

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Part} */
export const reconstructionPart = (context) => ({
  id: 'reconstruction',
  title: 'Reconstruction of Table S5',
  build(into) {
    const { lab, shared, saveFigure } = context;
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
        element('p', {}, table.caption),
        makeSortableTable(table.title, table).whole,
        buttonRow(use),
      );
    });
    const standard = button('Standard values', () => {
      shared.resetAssumptions();
      showFields();
    });
    const caption = element('p');
    const summary = element('ul');
    const tables = lab.reconstructionTables(shared.assumptions()).slice(1);
    const shown = tables.map((table) => makeSortableTable(table.title, table));
    into.append(
      caption,
      element('div', { class: 'fields' }, ...fields.map(({ field }) => field)),
      buttonRow(
        standard,
        refine,
        button('Save or cite', () => saveFigure('reconstruction')),
      ),
      refined,
      summary,
      ...tables.flatMap(({ title }, index) => [element('h3', {}, title), shown[index].whole]),
    );
    return () => {
      for (const { update } of fields) update();
      const [first, ...rest] = lab.reconstructionTables(shared.assumptions());
      caption.textContent = first.caption;
      summary.replaceChildren(
        ...first.rows.map(({ cells: [name, value] }) => element('li', {}, `${name.text}: ${value.text}`)),
      );
      rest.forEach((table, index) => {
        shown[index].update(table);
      });
    };
  },
});
