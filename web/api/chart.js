// SPDX-License-Identifier: MIT
// Diagrams of one's own series, in the style of the figures.
import { choice, number, read } from './options.js';
import { lineOf, shown } from './quoting.js';

const THEMES = /** @type {const} */ (['light', 'print', 'dark']);
const SCALES = /** @type {const} */ (['linear', 'log']);
const MOST_SERIES = 8;
const MOST_POINTS = 10000;
const BYTES_OF_A_POINT = 1000;

/** @param {string} name @param {unknown} value */
function words(name, value) {
  if (typeof value !== 'string') throw new Error(`${name} must be text, not ${shown(value)}.`);
  return lineOf(value, 300);
}

/**
 * @param {import('./lab.js').Core} core
 * @returns {import('./cathode-lab').CathodeLab['chart']}
 */
export function chartOf(core) {
  return function chart(spec, options = {}) {
    const given = read(spec, 'spec', ['title', 'x', 'y', 'series']);
    const { widthMm, theme } = read(options, 'options', ['widthMm', 'theme']);
    const width = number('widthMm', widthMm, 180);
    if (width < 40 || width > 400) throw new Error(`widthMm: ${width}; allowed: 40 to 400.`);
    const axisOf = (/** @type {string} */ name) => {
      const axis = read(given[name], name, ['title', 'scale']);
      return {
        title: words(`${name}.title`, axis.title),
        isLog: choice(`${name}.scale`, axis.scale, SCALES) === 'log',
      };
    };
    if (!Array.isArray(given.series))
      throw new Error(`series must be an array of up to ${MOST_SERIES}, not ${shown(given.series)}.`);
    if (given.series.length > MOST_SERIES)
      throw new Error(`series: ${given.series.length} of them; allowed: up to ${MOST_SERIES}.`);
    const series = given.series.map((one, index) => {
      const { name, points, markers, dashed } = read(one, `series ${index + 1}`, [
        'name',
        'points',
        'markers',
        'dashed',
      ]);
      if (
        !Array.isArray(points) ||
        points.length > MOST_POINTS ||
        !points.every((p) => Array.isArray(p) && p.length === 2 && p.every((n) => typeof n === 'number'))
      ) {
        throw new Error(`series ${index + 1}: points must be an array of up to ${MOST_POINTS} pairs of numbers.`);
      }
      return {
        name: words(`series ${index + 1}: name`, name),
        xs: points.map(([x]) => x),
        ys: points.map(([, y]) => y),
        markers: markers === true,
        dashed: dashed === true,
      };
    });
    const points = series.reduce((sum, { xs }) => sum + xs.length, 0);
    if (!core.hasRoom(points * BYTES_OF_A_POINT))
      throw new Error(`series: no memory for ${points} points; give fewer.`);
    const drawn = core.chart(
      { title: words('title', given.title), x: axisOf('x'), y: axisOf('y'), series },
      width,
      THEMES.indexOf(choice('theme', theme, THEMES)),
    );
    if (typeof drawn !== 'string') throw new Error(drawn.refusal);
    return drawn;
  };
}
