// SPDX-License-Identifier: MIT
// Geometry against measurement, a carrier each: both tortuosity factors on a logarithmic axis, the interval that is left open,
// and what lies between them in words.
import { drawn, modelMark } from './drawn.js';
import { spanText, valueText } from './uncertain.js';

/**
 * @typedef {object} Pair
 * @property {string} name of the carrier
 * @property {{value: number, low: number, high: number}} geometric tortuosity factors; high perhaps infinite
 * @property {number | null} measured the composite's, if there is one
 * @property {number | null} model whose mark the measured one has
 * @property {string} between what is told between the two; empty: nothing
 */

const HEIGHT = 108;
const LINE_Y = 52;
const SIDE = 18; // beside the axis
const LETTER = 7.2; // about so wide, of 13 px
const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4];

/**
 * The ends of an axis that holds them all: 1, and a round number.
 * @param {Pair[]} pairs
 */
export function axisOf(pairs) {
  const all = pairs.flatMap(({ geometric: { value, low, high }, measured }) => [
    value,
    low,
    Number.isFinite(high) ? high : value * 1.5,
    measured ?? 1,
  ]);
  const most = Math.max(...all) * 1.08;
  const least = Math.min(...all);
  return {
    from: least >= 1 ? 1 : (TICKS.map((tick) => 1 / tick).find((tick) => tick <= least) ?? least),
    to: TICKS.find((tick) => tick >= Math.max(most, 5)) ?? most,
  };
}

/**
 * @param {Pair} pair
 * @param {{from: number, to: number}} axis
 * @param {number} width in CSS pixels
 */
export function dumbbell({ name, geometric: { value, low, high }, measured, model, between }, { from, to }, width) {
  const x = (/** @type {number} */ tau2) =>
    SIDE + ((width - 2 * SIDE) * Math.log(Math.min(Math.max(tau2, from), to) / from)) / Math.log(to / from);
  /** A text about a place, moved so far that it does not leave the figure. @param {string} text @param {number} at @param {number} y @param {string} kind */
  function told(text, at, y, kind) {
    const half = (text.length * LETTER) / 2;
    const middle = Math.min(Math.max(at, half), width - half);
    return {
      from: middle - half,
      to: middle + half,
      node: drawn('text', { x: middle, y, class: kind, 'text-anchor': 'middle' }, text),
    };
  }
  const here = valueText(value, low, high);
  const interval = spanText(low, high);
  const own = told(`geometry ${here}`, x(value), LINE_Y - 16, 'own');
  let theirs =
    measured === null ? null : told(`composite ${Number(measured.toPrecision(3))}`, x(measured), LINE_Y - 16, 'theirs');
  // One above the other where they would meet.
  const meet = theirs && own.from < theirs.to + 6 && theirs.from < own.to + 6;
  if (meet && measured !== null)
    theirs = told(`composite ${Number(measured.toPrecision(3))}`, x(measured), LINE_Y - 33, 'theirs');
  const middle = measured === null ? 0 : Math.sqrt(measured * value);
  const described =
    `${name}: the geometry’s tortuosity factor is ${here}, ${interval}` +
    (measured === null
      ? '.'
      : `; that of the composite ${Number(measured.toPrecision(3))}${between && `: ${between}`}.`);
  const ticks = TICKS.filter((tick) => tick >= from && tick <= to);
  return drawn(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', class: 'dumbbell', width, height: HEIGHT },
    drawn('title', {}, `${name}: tortuosity factor of the geometry and of the composite`),
    drawn('desc', {}, described),
    drawn('line', { class: 'axis', x1: SIDE, x2: width - SIDE, y1: HEIGHT - 26, y2: HEIGHT - 26 }),
    ...ticks.flatMap((tick) => [
      drawn('line', { class: 'grid', x1: x(tick), x2: x(tick), y1: LINE_Y - 10, y2: HEIGHT - 26 }),
      drawn('text', { class: 'tick', x: x(tick), y: HEIGHT - 10, 'text-anchor': 'middle' }, String(tick)),
    ]),
    ...(measured === null
      ? []
      : [drawn('line', { class: 'between', x1: x(value), x2: x(measured), y1: LINE_Y, y2: LINE_Y })]),
    drawn('rect', {
      class: 'interval',
      x: x(low) - 1,
      y: LINE_Y - 5,
      width: Math.max(x(Number.isFinite(high) ? high : to) - x(low), 0) + 2,
      height: 10,
      rx: 2,
    }),
    drawn('circle', { class: 'point', cx: x(value), cy: LINE_Y, r: 5 }),
    ...(measured === null
      ? []
      : [
          model === null
            ? drawn('circle', { class: 'ring', cx: x(measured), cy: LINE_Y, r: 6 })
            : modelMark(model, x(measured), LINE_Y, 7),
        ]),
    own.node,
    ...(theirs ? [theirs.node] : []),
    ...(between && measured !== null ? [told(between, x(middle), LINE_Y + 21, 'words').node] : []),
  );
}
