// SPDX-License-Identifier: MIT
// The ladders of a study, a figure for each carrier with the table of its levels.
import { button, element, scrollingTable, setText } from '../html/dom.js';
import { ladderFigure, ladderRows } from './ladder-figure.js';
import { tau2Of, transportOf } from './transport.js';
import { spanText } from './uncertain.js';

/** @typedef {import('./study.js').Study} Study */

const WIDEST = 470,
  NARROWEST = 330;

/** @param {string} name @param {ReturnType<typeof ladderRows>} content */
function levelsTable(name, { heads, rows }) {
  const body = element(
    'tbody',
    {},
    ...rows.map(([first, ...cells]) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, first),
        ...cells.map((text) => element('td', { class: 'number' }, text)),
      ),
    ),
  );
  const table = scrollingTable(name, heads, body);
  const status = element('p', { role: 'status', class: 'hint' });
  async function copy() {
    try {
      await navigator.clipboard.writeText([heads, ...rows].map((row) => row.join('\t')).join('\n'));
      setText(status, 'Copied.');
    } catch {
      getSelection()?.selectAllChildren(table);
      setText(status, 'The browser does not let this page copy. The table is selected: copy it with the keyboard.');
    }
  }
  return [table, element('p', { class: 'buttons' }, button('Copy the table', copy)), status];
}

export function makeLadders() {
  const figures = element('div', { class: 'ladders' });
  const whole = element(
    'div',
    {},
    element('h3', {}, 'What the grid leaves open'),
    element(
      'p',
      { class: 'hint' },
      'Mean of the directions. Smaller voxels towards the left, two sides for each: parts of different particles within a voxel joined at once, ' +
        'or through half a voxel. The bar on the left is where they end. Circles, or triangles where they lie beyond: each voxel counted as what its centre lies in.',
    ),
    figures,
  );
  return {
    whole,
    /** @param {Study} study @param {number} width that there is */
    show(study, width) {
      const open = new Set([...figures.querySelectorAll('details')].filter(({ open }) => open).map(({ id }) => id));
      const made = study.carriers.flatMap((carrier) => {
        const transport = transportOf(study, carrier);
        if (!transport?.percolates || transport.levels.length === 0) return [];
        const ladder = { ...transport, name: carrier.name, isExtrapolated: transport.gridFrom === 'extrapolated' };
        const { low, high } = tau2Of(transport);
        const details = element(
          'details',
          { id: `levels-${carrier.key}` },
          element('summary', {}, `Levels of ${carrier.name.toLowerCase()} as a table`),
          ...levelsTable(`Levels, ${carrier.name.toLowerCase()}`, ladderRows(ladder)),
        );
        details.open = open.has(details.id);
        return [
          element(
            'figure',
            {},
            element(
              'figcaption',
              {},
              `${carrier.name}: τ² ${spanText(low, high)}${ladder.isExtrapolated ? ', extrapolated' : ''}`,
            ),
            ladderFigure(ladder, Math.max(Math.min(width, WIDEST), NARROWEST)),
            details,
          ),
        ];
      });
      figures.replaceChildren(...made);
      whole.hidden = made.length === 0;
    },
  };
}
