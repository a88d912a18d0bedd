// SPDX-License-Identifier: MIT
// What resistance of each contact between particles explains what lies between a measured composite and its geometry.

/** @typedef {{value: number, low: number, high: number}} Estimate */

/** Of what a person types and what is fitted, in ohm cm2. */
export const MOST_OHM_CM2 = 1e6;

// 1 ohm cm2 in a conductor of 1 mS/cm stands for 1e-3 cm of it.
const UM_PER_OHM_CM2_MS_CM = 10;

/**
 * How long a way through the pure phase has the resistance of a contact: with a relative conductivity (of 1) what the module
 * takes as contactResistance.
 * @param {number} ohmCm2 of the contact, times its area
 * @param {number} sigma0 of the pure phase, mS/cm
 */
export const contactLengthUm = (ohmCm2, sigma0) => UM_PER_OHM_CM2_MS_CM * ohmCm2 * sigma0;

/** The other way round, in ohm cm2. @param {number} lengthUm @param {number} sigma0 mS/cm */
export const contactOhmCm2 = (lengthUm, sigma0) => lengthUm / (UM_PER_OHM_CM2_MS_CM * sigma0);

/** The extents of a grid of nearly cubic voxels. @param {readonly number[]} boxUm @param {number} voxels in all @returns {[number, number, number]} */
export function gridOf(boxUm, voxels) {
  const edge = Math.cbrt(boxUm.reduce((product, length) => product * length, 1) / voxels);
  const [z, y, x] = boxUm.map((length) => Math.max(Math.round(length / edge), 1));
  return [z, y, x];
}

const MOST_EVALUATIONS = 14;
// Of the tortuosity factor, relative.
const CLOSE = 2e-3;

/**
 * Where a rising function that has been evaluated at some places comes to a value: by straight lines through the logarithms of
 * what it rises by, which is nearly a power, within a bracket that shrinks.
 * @param {(length: number) => Promise<number>} evaluate
 * @param {number} base its value at 0
 * @param {number} target above that
 * @param {Map<number, number>} known values above 0 that have been evaluated; more are added
 */
async function solveRising(evaluate, base, target, known) {
  const rise = target - base;
  for (let evaluations = 0; evaluations < MOST_EVALUATIONS; ++evaluations) {
    const places = [...known].sort(([a], [b]) => a - b);
    const close = places.find(([, value]) => Math.abs(value - target) <= CLOSE * target);
    if (close) return close[0];
    const below = places.filter(([, value]) => value < target);
    const above = places.filter(([, value]) => value > target);
    const [low, high] = [below.at(-1), above[0]];
    let next;
    if (low && high) {
      const power = Math.log(high[0] / low[0]) / Math.log((high[1] - base) / Math.max(low[1] - base, 1e-12));
      next = low[0] * (rise / Math.max(low[1] - base, 1e-12)) ** power;
      if (!(next > low[0] && next < high[0])) next = Math.sqrt(low[0] * high[0]);
    } else if (low) {
      next = low[0] * Math.min(Math.max((1.1 * rise) / Math.max(low[1] - base, 1e-12), 1.3), 1000);
    } else if (high) {
      next = high[0] * Math.max(0.9 * (rise / (high[1] - base)) ** 1.3, 1e-3);
    } else {
      next = rise / base; // as if a contact stood on every um of the way
    }
    known.set(next, await evaluate(next));
  }
  return null;
}

/**
 * @typedef {object} Fit
 * @property {number} length of the pure phase that a contact stands for, um
 * @property {number} low of what measured value and grid leave open; 0: none is needed
 * @property {number} high
 * @property {number} evaluations
 */

/**
 * The resistance of a contact with which a geometry has the measured tortuosity factor. It is sought on one grid; that what this
 * grid is off by at no resistance, relative, it is off by at any, is assumed.
 * @param {object} given
 * @param {(length: number) => Promise<number | null>} given.evaluate the tortuosity factor on the grid, of a resistance; null:
 *   nothing percolates
 * @param {Estimate} given.measured
 * @param {Estimate | null} given.geometric that without any resistance, with what its grids leave open; null: nothing percolates
 * @returns {Promise<Fit | {none: string}>} or why there is none
 */
export async function fitContact({ evaluate, measured, geometric }) {
  const noPath = 'The geometry does not percolate: no resistance of contacts explains that.';
  if (!geometric) return { none: noPath };
  if (!(measured.value > geometric.value))
    return {
      none: `The measured τ², ${shown(measured.value)}, is not above that of the geometry, ${shown(geometric.value)}: there is nothing that contacts could explain.`,
    };
  let evaluations = 0;
  const strict = async (/** @type {number} */ length) => {
    ++evaluations;
    const value = await evaluate(length);
    if (value === null) throw new Error(noPath);
    return value;
  };
  const base = await strict(0);
  /** @type {Map<number, number>} */
  const known = new Map();
  /** @param {number} tau2 @param {number} without */
  const lengthFor = async (tau2, without) => {
    const target = (tau2 * base) / without;
    return target > base * (1 + CLOSE) ? solveRising(strict, base, target, known) : 0;
  };
  const length = await lengthFor(measured.value, geometric.value);
  const low = await lengthFor(measured.low, geometric.high);
  const high = Number.isFinite(measured.high) ? await lengthFor(measured.high, geometric.low) : null;
  if (length === null || low === null || high === null)
    return { none: 'No resistance of contacts was found that gives the measured τ².' };
  return { length, low: Math.min(low, length), high: Math.max(high, length), evaluations };
}

/** @param {number} value */
const shown = (value) => String(Number(value.toPrecision(3)));

/**
 * Changes of what a microstructure is made with, of which a prediction is told: those that its model has and its inputs
 * allow.
 * @param {object} of
 * @param {1 | 2 | 3 | 4} of.model
 * @param {number} of.amWtPct
 * @param {Record<string, number>} of.sizes
 * @param {{key: string, min: number, max: number}[]} inputs
 * @param {{min: number, max: number}} content of active material, wt%
 */
export function changesOf({ model, amWtPct, sizes }, inputs, content) {
  // Of which particles each model is made: core/microstructure/microstructure.cpp.
  const electrolyte = { 1: 'seLargeUm', 2: null, 3: 'seLargeUm', 4: 'seSmallUm' }[model];
  /** @type {[string, string, number][]} */
  const scaled = [
    ['AM particles half as large', 'amDiameterUm', 0.5],
    ['AM particles twice as large', 'amDiameterUm', 2],
  ];
  if (electrolyte)
    scaled.push(['SE particles half as large', electrolyte, 0.5], ['SE particles twice as large', electrolyte, 2]);
  if (model > 2)
    scaled.push(['half of the SE in shells', 'shellShare', 0.5], ['twice the SE in shells', 'shellShare', 2]);
  const changes = scaled.flatMap(([name, key, factor]) => {
    const range = inputs.find((one) => one.key === key);
    const value = sizes[key] * factor;
    return range && value >= range.min && value <= range.max ? [{ name, scenario: {}, sizes: { [key]: value } }] : [];
  });
  const contents = [-5, 5]
    .map((by) => amWtPct + by)
    .filter((wtPct) => wtPct >= content.min && wtPct <= content.max)
    .map((wtPct) => ({ name: `${Number(wtPct.toPrecision(4))} wt% AM`, scenario: { amWtPct: wtPct }, sizes: {} }));
  return [{ name: 'as it is', scenario: {}, sizes: {} }, ...changes, ...contents];
}
