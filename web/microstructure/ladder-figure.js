// SPDX-License-Identifier: MIT
// The ladder of a climb as a picture: the tortuosity factor over the voxel's edge, between two sides that close towards none.
// The scale is that of the conductivity, 1/τ², along which the sides are straight.
import { drawn, roundNumbers } from './drawn.js';
import { spanText, valueText } from './uncertain.js';

/**
 * @typedef {object} Ladder
 * @property {string} name
 * @property {import('../api/cathode-lab').ConvergenceLevel[]} levels from coarse to fine
 * @property {number} lower conductivity at the limit
 * @property {number} upper
 * @property {number} unhindered conductivity of τ² = 1
 * @property {boolean} isExtrapolated
 */

const HEIGHT = 270;
const TOP = 26,
  BOTTOM = 44,
  LEFT = 46,
  RIGHT = 96;
const LINE = 16; // of text
const TICK_APART = 30;
const ROOM = 0.6; // beside the sides, over their width

/** Values of τ² for an axis that is even in 1/τ²: rounder ones go first, and none too near to another. @param {number} least @param {number} most @param {(tau2: number) => number} y */
function tortuosityTicks(least, most, y) {
  const wide = [1, 2, 3, 5, 10, 20, 50, 100, 1.5, 4, 7, 30, 2.5, 1.2, 200, 500, 1000].filter(
    (tick) => tick >= least && tick <= most,
  );
  const ticks = wide.length >= 4 ? wide : roundNumbers(least, Math.min(most, 4 * least), 5);
  /** @type {number[]} */
  const kept = [];
  for (const tick of ticks) if (kept.every((one) => Math.abs(y(one) - y(tick)) >= TICK_APART)) kept.push(tick);
  return kept;
}

/** Moves labels apart, from the top down, that would stand on each other. @param {{y: number, text: string}[]} labels */
function apart(labels) {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  for (let i = 1; i < sorted.length; ++i) sorted[i].y = Math.max(sorted[i].y, sorted[i - 1].y + LINE);
  const over = Math.max((sorted[sorted.length - 1]?.y ?? 0) - (HEIGHT - BOTTOM), 0);
  for (const label of sorted) label.y -= over;
  return sorted;
}

/** @param {Ladder} ladder @param {number} width @returns {SVGElement} */
export function ladderFigure({ name, levels, lower, upper, unhindered, isExtrapolated }, width) {
  // What the centres say may be far off: the sides decide what is drawn, and centres beyond stand at the edge with their number.
  const sides = [lower, upper, ...levels.flatMap((level) => [level.lower, level.upper])];
  const most = Math.max(...sides);
  const least = Math.min(...sides);
  const margin = ROOM * (most - least || most);
  const from = least - margin < 0.1 * least ? 0 : least - margin;
  const to = most + margin;
  const longest = Math.max(...levels.map(({ voxelUm }) => voxelUm)) * 1.03;
  const x = (/** @type {number} */ um) => LEFT + ((width - LEFT - RIGHT) * um) / longest;
  // What conducts less has the larger τ² and stands higher.
  const y = (/** @type {number} */ sigma) => TOP + ((HEIGHT - TOP - BOTTOM) * (sigma - from)) / (to - from);
  const yOf = (/** @type {number} */ tau2) => y(unhindered / tau2);
  const path = (/** @type {[number, number][]} */ points) =>
    points.map(([um, sigma]) => `${x(um).toFixed(1)},${y(sigma).toFixed(1)}`).join(' ');

  const upperSide = levels.map((level) => /** @type {[number, number]} */ ([level.voxelUm, level.upper]));
  const lowerSide = levels.map((level) => /** @type {[number, number]} */ ([level.voxelUm, level.lower]));
  const finest = levels[levels.length - 1];
  const coarsest = levels[0];
  const ticks = tortuosityTicks(unhindered / to, from > 0 ? unhindered / from : Infinity, yOf).filter(
    (tick) => from > 0 || yOf(tick) - TOP > TICK_APART,
  );
  const centres = levels.flatMap(({ voxelUm, centre }) =>
    centre === null ? [] : [{ voxelUm, centre, y: y(Math.min(Math.max(centre, from), to)) }],
  );
  /** @param {typeof centres[number]} point */
  function centreMark({ voxelUm, centre, y: at }) {
    if (centre >= from && centre <= to) return [drawn('circle', { class: 'centre', cx: x(voxelUm), cy: at, r: 4 })];
    const way = centre < from ? -1 : 1;
    const points = [-5, 5, 0].map((dx, corner) => `${x(voxelUm) + dx},${at - way * (corner === 2 ? 0 : 8)}`).join(' ');
    const tau2 = centre > 0 ? String(Number((unhindered / centre).toPrecision(2))) : '∞';
    return [
      drawn('polygon', { class: 'centre', points }),
      drawn(
        'text',
        { x: x(voxelUm) - 9, y: at - way * 4 + (way < 0 ? 4 : 1), 'text-anchor': 'end', class: 'aside' },
        tau2,
      ),
    ];
  }
  const labels = apart([
    { y: y(coarsest.lower), text: 'at most' },
    ...centres.slice(0, 1).map((point) => ({ y: point.y, text: 'voxel centres' })),
    { y: y(coarsest.upper), text: 'at least' },
  ]);
  const span = spanText(unhindered / upper, lower > 0 ? unhindered / lower : Infinity);
  const described =
    `From voxels of ${Number(coarsest.voxelUm.toPrecision(3))} to ${Number(finest.voxelUm.toPrecision(3))} µm the interval of τ² closes from ` +
    `${spanText(unhindered / coarsest.upper, coarsest.lower > 0 ? unhindered / coarsest.lower : Infinity)} to ` +
    `${spanText(unhindered / finest.upper, finest.lower > 0 ? unhindered / finest.lower : Infinity)}; at the limit it is ${span}${isExtrapolated ? ', extrapolated' : ''}.`;

  return drawn(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', class: 'ladder', width, height: HEIGHT },
    drawn('title', {}, `${name}: tortuosity factor over the edge of a voxel`),
    drawn('desc', {}, described),
    ...ticks.flatMap((tick) => [
      drawn('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: yOf(tick), y2: yOf(tick) }),
      drawn('text', { x: LEFT - 10, y: yOf(tick) + 4, 'text-anchor': 'end' }, String(tick)),
    ]),
    ...(from === 0 ? [drawn('text', { x: LEFT - 10, y: TOP + 5, 'text-anchor': 'end' }, '∞')] : []),
    drawn('text', { x: LEFT, y: 13, 'text-anchor': 'middle' }, 'τ²'),
    ...roundNumbers(0, longest, 4).map((um) =>
      drawn('text', { x: x(um), y: HEIGHT - BOTTOM + 18, 'text-anchor': 'middle' }, String(um)),
    ),
    drawn('line', { class: 'axis', x1: LEFT, x2: width - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }),
    drawn('text', { x: (LEFT + width - RIGHT) / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, 'Edge of a voxel, µm'),
    drawn('polygon', { class: 'band', points: path([...upperSide, ...[...lowerSide].reverse()]) }),
    drawn('polygon', {
      class: 'band beyond',
      points: path([
        [finest.voxelUm, finest.upper],
        [0, upper],
        [0, lower],
        [finest.voxelUm, finest.lower],
      ]),
    }),
    ...[upperSide, lowerSide].map((side) => drawn('polyline', { class: 'side', points: path(side) })),
    ...levels.flatMap((level) =>
      [level.upper, level.lower].map((sigma) =>
        drawn('circle', { class: 'rung', cx: x(level.voxelUm), cy: y(sigma), r: 2.5 }),
      ),
    ),
    ...centres.flatMap(centreMark),
    drawn('line', { class: 'limit', x1: LEFT, x2: LEFT, y1: Math.min(y(lower), y(upper) - 3), y2: y(upper) }),
    ...labels.map((label) => drawn('text', { x: width - RIGHT + 4, y: label.y + 4 }, label.text)),
  );
}

/** The levels as rows of text, with their heads. @param {Ladder} ladder */
export function ladderRows({ levels, unhindered }) {
  const heads = ['Edge of a voxel, µm', 'Voxels', 'τ² at least', 'τ² at most', 'τ² by voxel centres'];
  const tau2 = (/** @type {number} */ sigma) => (sigma > 0 ? unhindered / sigma : Infinity);
  return {
    heads,
    rows: levels.map(({ voxelUm, shape, lower, upper, centre }) => {
      const [low, high] = [tau2(upper), tau2(lower)];
      const text = (/** @type {number} */ value) =>
        Number.isFinite(value) ? valueText(value, 0.98 * value, 1.02 * value) : '∞';
      return [
        String(Number(voxelUm.toPrecision(3))),
        shape.join(' × '),
        text(low),
        text(high),
        centre === null ? '–' : text(tau2(centre)),
      ];
    }),
  };
}
