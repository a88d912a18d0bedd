// SPDX-License-Identifier: MIT
// Results that were calculated elsewhere and come back: read from result.json, refused by field, held against the page's own.
import { lineOf } from '../api/quoting.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study-folder.js').Value} Value */
/** @typedef {import('../api/cathode-lab').Direction} Direction */

/**
 * A result that has come back.
 * @typedef {object} Returned
 * @property {string} file it came in
 * @property {string} program
 * @property {string} date where the file tells it, otherwise empty
 * @property {string} convention where it is not the page's own
 * @property {string} name of the study there
 * @property {string} fingerprint
 * @property {'solve' | 'converge'} task
 * @property {'closed' | 'periodic'} sides
 * @property {number} tolerance
 * @property {number[]} shape
 * @property {Value[]} results
 * @property {boolean} [isOfVoxels] of the voxels that show a geometry, not of the geometry
 */

const FORMAT = 'cathode-lab result';
export const LARGEST_RESULT = 1e6; // bytes
const MOST_VALUES = 1000;
const LONGEST = 200; // characters of a text
const DIRECTIONS = /** @type {const} */ (['z', 'y', 'x']);

/** Reads fields of an object that somebody gives. @param {string} file @param {string} where @param {unknown} given */
function fieldsOf(file, where, given) {
  const at = (/** @type {string} */ key) => (where ? `${where}.${key}` : key);
  /** @param {string} key @param {string} allowed @returns {never} */
  const refuse = (key, allowed) => {
    const value = /** @type {Record<string, unknown>} */ (given)[key];
    const shown = value === undefined ? 'missing' : (JSON.stringify(value) ?? '').slice(0, 60);
    throw new Error(`${file}, ${at(key)}: ${shown}; allowed: ${allowed}.`);
  };
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Error(`${file}, ${where || 'the file'}: no object; allowed: { "name": value, … }.`);
  const all = /** @type {Record<string, unknown>} */ (given);
  return {
    all,
    refuse,
    /** @param {string} key @param {boolean} [mayLack] */
    text(key, mayLack = false) {
      const value = all[key];
      if (value === undefined && mayLack) return '';
      if (typeof value !== 'string' || value.length > LONGEST) refuse(key, `text of up to ${LONGEST} characters`);
      return lineOf(/** @type {string} */ (value), LONGEST);
    },
    /** @template {string} T @param {string} key @param {readonly T[]} choices @returns {T} */
    choice(key, choices) {
      const value = /** @type {T} */ (all[key]);
      return choices.includes(value) ? value : refuse(key, choices.join(', '));
    },
    /** @param {string} key @param {number} min @param {number} max */
    number(key, min, max) {
      const value = all[key];
      return typeof value === 'number' && value >= min && value <= max ? value : refuse(key, `${min} to ${max}`);
    },
  };
}

const LARGEST = 1e30;

/** @param {string} file @param {unknown} given @param {number} index @returns {Value} */
function readValue(file, given, index) {
  const { all, refuse, text, choice, number } = fieldsOf(file, `results[${index}]`, given);
  if (typeof all.percolates !== 'boolean') refuse('percolates', 'true, false');
  const effectiveConductivity = number('effectiveConductivity', 0, LARGEST);
  return {
    carrier: text('carrier'),
    direction: choice('direction', DIRECTIONS),
    percolates: /** @type {boolean} */ (all.percolates),
    effectiveConductivity,
    lower: number('lower', 0, effectiveConductivity),
    upper: number('upper', effectiveConductivity, LARGEST),
    tortuosityFactor: all.tortuosityFactor === null ? null : number('tortuosityFactor', 0, LARGEST),
    conductingFraction: number('conductingFraction', 0, 1),
    seconds: all.seconds === undefined ? 0 : number('seconds', 0, LARGEST),
  };
}

/**
 * Reads result.json. Throws an Error with file, field and what is allowed.
 * @param {string} text
 * @param {string} file its name
 * @returns {Returned}
 */
export function readResult(text, file) {
  /** @type {unknown} */
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Error(`${file} is no JSON; allowed: a result.json of cathode-lab.`);
  }
  const { all, refuse, text: word, choice, number } = fieldsOf(file, '', given);
  choice('format', [FORMAT]);
  if (all.version !== 1) refuse('version', '1');
  const { shape, results } = all;
  if (!Array.isArray(shape) || shape.length !== 3 || !shape.every((one) => Number.isInteger(one) && one > 0))
    refuse('shape', 'three whole numbers from 1, along z, y, x');
  if (!Array.isArray(results) || results.length === 0 || results.length > MOST_VALUES)
    refuse('results', `a list of 1 to ${MOST_VALUES}`);
  const values = /** @type {unknown[]} */ (results).map((one, index) => readValue(file, one, index));
  const seen = new Set();
  values.forEach(({ carrier, direction }, index) => {
    const key = `${carrier} along ${direction}`;
    if (seen.has(key)) throw new Error(`${file}, results[${index}]: ${key} a second time; allowed: once.`);
    seen.add(key);
  });
  return {
    file: lineOf(file, LONGEST),
    program: word('program'),
    date: word('date', true),
    convention: word('convention', true),
    name: word('name'),
    fingerprint: word('fingerprint'),
    task: choice('task', ['solve', 'converge']),
    sides: choice('sides', ['closed', 'periodic']),
    tolerance: number('tolerance', 0, 1),
    shape: /** @type {number[]} */ (shape),
    results: values,
  };
}

/**
 * Refuses a result whose carriers a study does not have.
 * @param {Returned} returned
 * @param {Study} study
 */
export function checkCarriers({ file, results }, { carriers }) {
  const keys = carriers.map(({ key }) => String(key));
  results.forEach(({ carrier }, index) => {
    if (!keys.includes(carrier))
      throw new Error(
        `${file}, results[${index}].carrier: "${carrier}"; allowed: ${keys.join(', ') || 'none, since nothing of this volume conducts yet'}.`,
      );
  });
}

/** A returned value of a carrier along a direction. @param {Returned} returned @param {string} carrier @param {Direction} direction */
export const valueIn = ({ results }, carrier, direction) =>
  results.find((one) => one.carrier === carrier && one.direction === direction);

/** @param {number} ratio */
function percent(ratio) {
  const size = Math.abs(ratio * 100);
  return `${ratio < 0 ? '−' : '+'}${size < 0.001 ? size.toExponential(0) : Number(size.toPrecision(2))} %`;
}

/**
 * How a value from elsewhere differs from the page's, in words; nothing where there is none to hold it against.
 * @param {Returned} from
 * @param {Value} there
 * @param {Pick<Value, 'effectiveConductivity' | 'lower' | 'upper' | 'percolates'> | undefined} here
 * @param {'closed' | 'periodic'} sidesHere
 */
export function differenceText({ convention, sides }, there, here, sidesHere) {
  if (!here) return 'not calculated here';
  if (convention) return `not held against it: another convention (${convention})`;
  if (sides !== sidesHere) return `not held against it: ${sides} sides there, ${sidesHere} here`;
  if (there.percolates !== here.percolates) return 'one percolates, the other does not';
  if (there.effectiveConductivity === here.effectiveConductivity) return 'none, to the last bit';
  const meet = there.lower <= here.upper && there.upper >= here.lower;
  return `${percent(there.effectiveConductivity / here.effectiveConductivity - 1)}, ${meet ? 'within' : 'beyond'} both uncertainties`;
}
