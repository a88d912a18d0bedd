// SPDX-License-Identifier: MIT
// A result over two inputs, as numbers on a grid.
import { number, read } from './options.js';
import { shown } from './quoting.js';

const SIDE = 64;
const LEAST_SIDE = 2;
const MOST_SIDE = 1024;

/**
 * @param {import('./lab.js').Core} core
 * @param {ReturnType<typeof import('./given.js').givenTo>} given
 * @returns {import('./cathode-lab').CathodeLab['map']}
 */
export function mapOf(core, given) {
  const metricKeys = core.metrics().map(({ key }) => key);
  const inputs = core.parameters();
  const numbers = inputs.filter(({ choices }) => choices === null).map(({ key }) => key);

  /** @param {'x' | 'y'} name @param {unknown} value */
  function axisOf(name, value) {
    const { key, from, to, count } = read(value, name, ['key', 'from', 'to', 'count']);
    const place = inputs.findIndex((input) => input.key === key);
    if (place < 0) throw new Error(`${name}.key: ${shown(key)} is not an input; allowed: ${numbers.join(', ')}.`);
    if (!numbers.includes(inputs[place].key))
      throw new Error(
        `${name}: ${inputs[place].key} (${inputs[place].label}) is a choice, not a number; allowed: ${numbers.join(', ')}.`,
      );
    const side = number(`${name}.count`, count, SIDE);
    if (!Number.isInteger(side) || side < LEAST_SIDE || side > MOST_SIDE)
      throw new Error(
        `${name}.count: ${side} points; allowed: a whole number from ${LEAST_SIDE} to ${MOST_SIDE} points a side.`,
      );
    return { place, from: number(`${name}.from`, from, NaN), to: number(`${name}.to`, to, NaN), side };
  }

  return function map(request) {
    const { scenario = {}, x, y, metric } = read(request, 'request', ['scenario', 'x', 'y', 'metric']);
    const place = metricKeys.indexOf(/** @type {import('./cathode-lab').MetricKey} */ (metric));
    if (place < 0) throw new Error(`metric: ${shown(metric)} is not a result; allowed: ${metricKeys.join(', ')}.`);
    const [across, upwards] = [axisOf('x', x), axisOf('y', y)];
    const cells = across.side * upwards.side;
    given.evaluate(given.exchange.plain(scenario));
    // The values, and a copy on their way.
    if (!core.hasRoom(2 * 8 * (cells + across.side + upwards.side)))
      throw new Error(`x.count, y.count: no memory for ${cells} points; give fewer.`);
    const made = core.map(
      place,
      across.place,
      across.from,
      across.to,
      across.side,
      upwards.place,
      upwards.from,
      upwards.to,
      upwards.side,
    );
    if (typeof made === 'object') throw new Error(made.refusal);
    const taken = (/** @type {number} */ start, /** @type {number} */ count) =>
      core.HEAPF64.slice(made / 8 + start, made / 8 + start + count);
    return {
      x: taken(0, across.side),
      y: taken(across.side, upwards.side),
      values: taken(across.side + upwards.side, cells),
    };
  };
}
