// SPDX-License-Identifier: MIT
// The figures of cell and transport, where the form stands in place of the drawing.
import { element } from '../html/dom.js';
import { makeFigureView } from './figure-view.js';

/** @typedef {import('./parts.js').FigureName} FigureName */

/**
 * A tab of figures alone: the first is wide, the others stand side by side where there is room.
 * @param {import('./parts.js').Context} context
 * @param {string} view
 * @param {string} title
 * @param {FigureName[]} names
 * @param {string[]} [words] that stand before them
 * @returns {import('./parts.js').Tab}
 */
const figuresTab = (context, view, title, names, words = []) => ({
  view,
  title,
  build(into) {
    const there = new Set(context.lab.figures().map(({ name }) => name));
    const [first, ...others] = names.filter((name) => there.has(name)).map((name) => makeFigureView(context, name));
    into.append(
      ...words.map((sentence) => element('p', {}, sentence)),
      first.whole,
      element('div', { class: 'side-by-side' }, ...others.map(({ whole }) => whole)),
    );
    return {
      update(all) {
        for (const figure of [first, ...others]) figure.update(all);
      },
    };
  },
});

/** @param {import('./parts.js').Context} context */
export const cellTab = (context) =>
  figuresTab(context, 'all', 'Figures of the cell', [
    /** @type {FigureName} */ (/** @type {unknown} */ ('models')),
    'energy',
    'stack',
  ]);

/** @param {import('./parts.js').Context} context */
export const mapTab = (context) => figuresTab(context, 'map', 'Map of a result', ['map']);

/** @param {import('./parts.js').Context} context */
export const transportTab = (context) =>
  figuresTab(context, 'transport', 'Figures of transport', ['transport', 'balance', 'capacity']);

/** @param {import('./parts.js').Context} context */
export const rateTab = (context) =>
  figuresTab(
    context,
    'rate',
    'Figures of losses at a rate',
    ['resistance', 'rate', 'thickness', 'reaction', 'electrode-impedance'],
    [
      'Model, not validated by the source. Energy at a rate is an upper bound: the capacity of 0.05C is held. Charge transfer, interface, particles, diffusion and anode are assumed: none is in the source.',
      'Ohmic loss does not explain why Model 4 stores more than Model 3: its capacity is higher already at 0.05C, and why is not in the tables.',
    ],
  );
