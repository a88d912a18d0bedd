// SPDX-License-Identifier: MIT
// Every figure, with its options and its data.
import { button, element } from '../html/dom.js';
import { showFigure } from '../html/fields.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { optionField } from './figure-options.js';
import { buttonRow } from './parts.js';

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Part[]} */
export const figureParts = (context) =>
  context.lab.figures().map(({ name, label, description, options }) => ({
    id: `figure-${name}`,
    title: `Figure: ${label}`,
    build(into) {
      const { lab, calculation, shared, saveFigure } = context;
      const choices = lab.figureOptions().map(({ key }) => key);
      const fields = options.filter((key) => choices.includes(key)).map((key) => optionField(context, key));
      const drawing = element('div', { class: 'drawing' });
      const data = makeSortableTable(`Data of ${label}`, { columns: [], rows: [] });
      const dataPart = element('details', { class: 'data' }, element('summary', {}, 'Data'), data.whole);
      into.append(
        element('p', {}, description),
        element('div', { class: 'fields' }, ...fields.map(({ field }) => field)),
        drawing,
        buttonRow(button('Save or cite', () => saveFigure(name))),
        dataPart,
      );
      function refresh() {
        for (const { update } of fields) update();
        const { scenario, comparison, rows } = calculation.all();
        // As texts, which the core reads as it reads numbers.
        const all = /** @type {import('../api/cathode-lab').FigureOptions} */ (
          /** @type {unknown} */ ({
            ...shared.options(),
            comparison,
            rows,
            assumptions: shared.assumptions(),
            widthMm: drawing.clientWidth > 460 ? 180 : 85,
            theme: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
          })
        );
        showFigure(drawing, lab.figure(name, scenario, all));
        if (dataPart.open) data.update(lab.figureData(name, scenario, all));
      }
      dataPart.addEventListener('toggle', refresh);
      return refresh;
    },
  }));
