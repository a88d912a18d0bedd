// SPDX-License-Identifier: MIT
// The source's tables as printed, numbers that others contradict marked, and what is drawn from those of impedance.
import { button, element } from '../html/dom.js';
import { during } from '../html/rest.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { withTerms } from '../html/terms.js';
import { makeFigureView } from './figure-view.js';

/** Where a person's own sweep is shown: what shows it is loaded with the first file. @param {import('./parts.js').Context} context */
function makeSweepPlace(context) {
  const picker = element('input', {
    type: 'file',
    id: 'sweep-file',
    class: 'visually-hidden',
    accept: '.csv,text/csv',
    'aria-describedby': 'sweep-hint',
  });
  const shown = element('div');
  const whole = element(
    'div',
    { id: 'table-sweep', class: 'place' },
    element('h3', {}, 'A sweep of yours'),
    element(
      'p',
      { class: 'hint', id: 'sweep-hint' },
      'The table that “cathode-lab sweep” writes, chosen here or dropped anywhere on the page, as a map or as curves. It stays on this device.',
    ),
    element('label', { class: 'picker' }, element('span', {}, 'Choose a sweep’s table'), picker),
    shown,
  );
  /** @type {ReturnType<import('./sweep.js')['makeSweepView']> | null} */
  let view = null;
  /** @param {File} file */
  async function show(file) {
    const { makeSweepView } = await context.loadSweeps();
    if (!view) {
      view = makeSweepView(context);
      shown.append(view.whole);
    }
    await view.take(file);
    whole.scrollIntoView({ block: 'start' });
  }
  const take = (/** @type {File} */ file) => during(show(file));
  picker.addEventListener('change', () => {
    if (picker.files?.[0]) take(picker.files[0]);
    picker.value = '';
  });
  return { whole, take, update: () => view?.draw() };
}

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Tab} */
export const tablesTab = (context) => ({
  view: 'tables',
  title: 'The source’s tables',
  build(into) {
    const { lab, file, saveFigure } = context;
    const sweeps = makeSweepPlace(context);
    const tables = lab.checkedTables();
    const figures = /** @type {const} */ (['nyquist', 'processing']).map((name) =>
      makeFigureView(context, name, { heading: 'h3' }),
    );
    /** @type {{id: string, label: string, whole: HTMLElement}[]} */
    const places = [
      ...tables.map((table) => ({
        id: `table-${table.name}`,
        label: table.title,
        whole: element(
          'div',
          { id: `table-${table.name}`, class: 'place' },
          element('h3', {}, table.title),
          element('p', { class: 'hint' }, ...withTerms(table.caption)),
          makeSortableTable(table.title, table).whole,
        ),
      })),
      {
        id: 'table-figures',
        label: 'Arcs, processing',
        whole: element('div', { id: 'table-figures', class: 'place' }, ...figures.map(({ whole }) => whole)),
      },
      { id: 'table-sweep', label: 'A sweep of yours', whole: sweeps.whole },
      {
        id: 'table-notes',
        label: 'About the source',
        whole: element(
          'div',
          { id: 'table-notes', class: 'place source-notes' },
          element('h3', {}, 'About the source'),
          element(
            'dl',
            {},
            ...lab
              .sourceNotes()
              .flatMap(({ title, text }) => [element('dt', {}, title), element('dd', {}, ...withTerms(text))]),
          ),
        ),
      },
    ];
    // The address holds the calculation: places are gone to without it.
    const contents = element(
      'nav',
      { class: 'contents', 'aria-label': 'Contents' },
      element(
        'ul',
        {},
        ...places.map(({ label, whole }) =>
          element(
            'li',
            {},
            button(label, () => {
              whole.scrollIntoView({ block: 'start' });
              whole.tabIndex = -1;
              whole.focus({ preventScroll: true });
            }),
          ),
        ),
      ),
    );
    into.append(
      element(
        'div',
        { class: 'figure-head' },
        element(
          'div',
          { class: 'says' },
          element('h2', {}, 'The source’s tables'),
          element('p', {}, 'Numbers as printed. “!” marks those that others contradict; a row opens to its checks.'),
        ),
        element(
          'div',
          { class: 'tools' },
          button('Save all for a spreadsheet (.xlsx)', () => file('tables', 'xlsx')),
          button('Save all as CSV (.zip)', () => file('tables', 'csv')),
          button('Cite', () => saveFigure('tables'), { class: 'quiet' }),
        ),
      ),
      element('div', { class: 'with-contents' }, contents, element('div', {}, ...places.map(({ whole }) => whole))),
    );
    // The contents tell which of them is in sight.
    const inSight = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          contents
            .querySelectorAll('button')
            [places.findIndex(({ whole }) => whole === target)]?.toggleAttribute('data-here', isIntersecting);
      },
      { rootMargin: '-15% 0px -70% 0px' },
    );
    for (const { whole } of places) inSight.observe(whole);
    return {
      update(all) {
        for (const figure of figures) figure.update(all);
        sweeps.update();
      },
      take: sweeps.take,
    };
  },
});
