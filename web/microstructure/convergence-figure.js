// SPDX-License-Identifier: MIT
// How solves converged: the estimated relative error over the iterations, a line each.
import { drawn, roundNumbers } from './drawn.js';

/** @typedef {{name: string, points: [number, number][]}} Series iterations and errors above 0 */

const HEIGHT = 260;
const TOP = 24,
  BOTTOM = 44,
  LEFT = 66,
  RIGHT = 92;
const LINE = 16;

/** @param {Series[]} series @param {number} width */
export function convergenceFigure(series, width) {
  const errors = series.flatMap(({ points }) => points.map(([, error]) => error));
  const [least, most] = [Math.floor(Math.log10(Math.min(...errors))), Math.ceil(Math.log10(Math.max(...errors)))];
  const last = Math.max(...series.flatMap(({ points }) => points.map(([iteration]) => iteration)));
  const x = (/** @type {number} */ iteration) => LEFT + ((width - LEFT - RIGHT) * iteration) / Math.max(last, 1);
  const y = (/** @type {number} */ error) =>
    TOP + ((HEIGHT - TOP - BOTTOM) * (most - Math.log10(error))) / Math.max(most - least, 1);
  const every = Math.max(Math.ceil((most - least) / 5), 1);
  const decades = Array.from({ length: most - least + 1 }, (_, i) => most - i).filter((_, i) => i % every === 0);
  // Names at the ends of the lines, apart.
  const ends = series
    .map(({ name, points }) => ({ name, y: y(points[points.length - 1][1]) }))
    .sort((a, b) => a.y - b.y);
  ends.forEach((end, at) => {
    if (at > 0) end.y = Math.max(end.y, ends[at - 1].y + LINE);
  });
  const over = Math.max((ends[ends.length - 1]?.y ?? 0) - (HEIGHT - BOTTOM), 0);
  return drawn(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', class: 'ladder', width, height: HEIGHT },
    drawn('title', {}, 'Convergence of the solves: estimated relative error of σ_eff over iterations'),
    drawn('text', { x: 4, y: 13 }, 'Estimated error of σ_eff'),
    ...decades.flatMap((decade) => [
      drawn('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y(10 ** decade), y2: y(10 ** decade) }),
      drawn(
        'text',
        { x: LEFT - 8, y: y(10 ** decade) + 4, 'text-anchor': 'end' },
        `${Number((10 ** (decade + 2)).toPrecision(1))} %`,
      ),
    ]),
    ...roundNumbers(0, last, Math.min(6, last), 1).map((iteration) =>
      drawn(
        'text',
        { class: 'iteration', x: x(iteration), y: HEIGHT - BOTTOM + 18, 'text-anchor': 'middle' },
        String(iteration),
      ),
    ),
    drawn('line', { class: 'axis', x1: LEFT, x2: width - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }),
    drawn('text', { x: (LEFT + width - RIGHT) / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, 'Iteration'),
    ...series.map(({ name, points }) =>
      drawn('polyline', {
        class: name.startsWith('Electrons') ? 'side dashed' : 'side',
        points: points.map(([iteration, error]) => `${x(iteration).toFixed(1)},${y(error).toFixed(1)}`).join(' '),
      }),
    ),
    ...ends.map((end) => drawn('text', { x: width - RIGHT + 6, y: end.y - over + 4 }, end.name)),
  );
}
