// SPDX-License-Identifier: MIT
// A value over two inputs as shades of a grid: only what was calculated, nothing between.
import { short } from '../html/fields.js';

// cividis at nine points, as core/figure/colors.h has it: the same in every theme.
const RAMP = ['002051', '11366c', '3c4d6e', '62646f', '7f7c75', '9a9478', 'bbaf71', 'e2cb5c', 'fdea45'];
// From this ratio on the colours follow the logarithm, as the figure "map" has it.
const LOG_RATIO = 50;
const LEFT = 74,
  RIGHT = 14,
  TOP = 12,
  BOTTOM = 50,
  LEGEND = 34;
const LOWEST_ROW = 30,
  HIGHEST_ROW = 64,
  LEAST_HEIGHT = 240; // of the plot, if rows of that height come to it
const NARROWEST_TEXT = 46;
// Where black is easier to read than white.
const BRIGHT = 0.45;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
function svg(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** As many digits as a shade tells. @param {number} value */
const rounded = (value) => String(Number(value.toPrecision(3))).replace('-', '−');

/** @param {number} share 0 to 1 */
function colorAt(share) {
  const at = Math.min(Math.max(share, 0), 1) * (RAMP.length - 1);
  const step = Math.min(Math.floor(at), RAMP.length - 2);
  const [from, to] = [RAMP[step], RAMP[step + 1]].map((hex) =>
    [0, 2, 4].map((place) => Number.parseInt(hex.slice(place, place + 2), 16)),
  );
  return `rgb(${from.map((one, channel) => Math.round(one + (at - step) * (to[channel] - one))).join(' ')})`;
}

/**
 * @param {object} given
 * @param {string} given.title
 * @param {{title: string, values: (number | string)[]}} given.x
 * @param {{title: string, values: (number | string)[]}} given.y
 * @param {(x: number | string, y: number | string) => number | null} given.valueAt
 * @param {string} given.unit
 * @param {number} width
 */
export function heatMap({ title, x, y, valueAt, unit }, width) {
  const cells = y.values.map((high) => x.values.map((wide) => valueAt(wide, high)));
  const known = cells.flat().filter((one) => one !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const isLog = least > 0 && most / least > LOG_RATIO;
  const share = (/** @type {number} */ value) =>
    most === least ? 0.5 : isLog ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
  const across = (width - LEFT - RIGHT) / x.values.length;
  const up = Math.min(Math.max(LEAST_HEIGHT / y.values.length, LOWEST_ROW), HIGHEST_ROW);
  const bottom = TOP + up * y.values.length;
  const height = bottom + BOTTOM + LEGEND;
  const every = Math.max(Math.ceil(NARROWEST_TEXT / across), 1);
  const text = (/** @type {number | string} */ value) => (typeof value === 'number' ? short(value) : value.slice(0, 9));
  const shades = cells.flatMap((line, row) =>
    line.flatMap((value, column) => {
      const place = { x: LEFT + across * column, y: bottom - up * (row + 1), width: across, height: up };
      const told = `${x.title} ${text(x.values[column])}, ${y.title} ${text(y.values[row])}: ${value === null ? 'no value' : `${short(value)} ${unit}`}`;
      const shade = svg(
        'rect',
        {
          ...place,
          class: value === null ? 'nothing' : 'shade',
          ...(value === null ? {} : { fill: colorAt(share(value)) }),
        },
        svg('title', {}, told),
      );
      if (across < NARROWEST_TEXT) return [shade];
      return [
        shade,
        svg(
          'text',
          {
            x: place.x + across / 2,
            y: place.y + up / 2 + 4.5,
            'text-anchor': 'middle',
            class: value === null ? 'aside' : share(value) > BRIGHT ? 'on-bright' : 'on-dark',
          },
          value === null ? '–' : rounded(value),
        ),
      ];
    }),
  );
  const ramp = Array.from({ length: 24 }, (_, step) =>
    svg('rect', {
      x: LEFT + ((width - LEFT - RIGHT) * step) / 24,
      y: bottom + BOTTOM,
      width: (width - LEFT - RIGHT) / 24 + 0.5,
      height: 12,
      class: 'shade',
      fill: colorAt(step / 23),
    }),
  );
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', class: 'heat-map' },
    svg('title', {}, title),
    ...shades,
    ...y.values.map((value, row) =>
      svg('text', { x: LEFT - 8, y: bottom - up * (row + 0.5) + 4.5, 'text-anchor': 'end' }, text(value)),
    ),
    ...x.values.flatMap((value, column) =>
      column % every === 0
        ? [svg('text', { x: LEFT + across * (column + 0.5), y: bottom + 17, 'text-anchor': 'middle' }, text(value))]
        : [],
    ),
    svg('text', { x: LEFT + (width - LEFT - RIGHT) / 2, y: bottom + 36, 'text-anchor': 'middle' }, x.title),
    svg(
      'text',
      { transform: `translate(13 ${TOP + (bottom - TOP) / 2}) rotate(-90)`, 'text-anchor': 'middle' },
      y.title.length * 7 > bottom - TOP
        ? `${y.title.slice(0, Math.max(Math.floor((bottom - TOP) / 7) - 1, 3))}…`
        : y.title,
    ),
    ...(known.length > 0 ? ramp : []),
    ...(known.length > 0
      ? [
          svg('text', { x: LEFT, y: bottom + BOTTOM + 28 }, rounded(least)),
          svg('text', { x: width - RIGHT, y: bottom + BOTTOM + 28, 'text-anchor': 'end' }, rounded(most)),
          svg(
            'text',
            { x: LEFT + (width - LEFT - RIGHT) / 2, y: bottom + BOTTOM + 28, 'text-anchor': 'middle' },
            isLog ? `${unit} (logarithmic)` : unit,
          ),
        ]
      : []),
  );
}
