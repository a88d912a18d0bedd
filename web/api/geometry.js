// SPDX-License-Identifier: MIT
// Geometries as JavaScript has them, and as the flat numbers in which they cross: see web/api/geometry_bindings.h.
import { choice, flag, number, read } from './options.js';
import { shown } from './quoting.js';

/** @typedef {import('./cathode-lab').Geometry} Geometry */
/** @typedef {[number, number, number]} Place */

const KINDS = /** @type {const} */ (['sphere', 'cylinder']);
const FIELDS = {
  sphere: ['kind', 'centerUm', 'radiusUm', 'label', 'shellUm', 'shellLabel'],
  cylinder: ['kind', 'fromUm', 'toUm', 'radiusUm', 'label'],
};
export const BOX_NUMBERS = 5;
export const BODY_NUMBERS = 11;
// As the core allows: more is refused before it is read.
const MOST_BODIES = 1e6;

/** @param {string} name @param {unknown} value @returns {Place} */
function place(name, value) {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  const list = /** @type {ArrayLike<unknown>} */ (value);
  if (!isList || list.length !== 3)
    throw new Error(`${name} must be three numbers, along z, y and x, not ${shown(value)}.`);
  const at = (/** @type {number} */ axis) => number(`${name}[${axis}]`, list[axis] ?? null, 0);
  return [at(0), at(1), at(2)];
}

/** @param {string} name @param {unknown} value */
function label(name, value) {
  const whole = number(name, value, 0);
  if (!Number.isInteger(whole) || whole < 0 || whole > 255)
    throw new Error(`${name}: ${whole}; allowed: whole numbers, 0 to 255.`);
  return whole;
}

/** @param {string} name @param {unknown} body */
function bodyNumbers(name, body) {
  const all = read(body, name, null);
  if (all.kind === undefined) throw new Error(`${name}.kind is missing; allowed: ${KINDS.join(', ')}.`);
  const kind = choice(`${name}.kind`, all.kind, KINDS);
  const given = read(all, name, FIELDS[kind]);
  for (const field of [kind === 'sphere' ? 'centerUm' : 'fromUm', 'radiusUm', 'label'])
    if (given[field] === undefined) throw new Error(`${name}.${field} is missing; a ${kind} needs it.`);
  const from = kind === 'sphere' ? place(`${name}.centerUm`, given.centerUm) : place(`${name}.fromUm`, given.fromUm);
  const to = kind === 'sphere' ? from : place(`${name}.toUm`, given.toUm);
  return [
    KINDS.indexOf(kind),
    ...from,
    ...to,
    number(`${name}.radiusUm`, given.radiusUm, 0),
    label(`${name}.label`, given.label),
    number(`${name}.shellUm`, given.shellUm, 0),
    label(`${name}.shellLabel`, given.shellLabel),
  ];
}

/**
 * A geometry that somebody gives, as numbers; read to its end before any of it is used. What the core allows of a length
 * or a place it tells itself.
 * @param {unknown} geometry
 */
export function geometryNumbers(geometry) {
  const given = read(geometry, 'geometry', ['boxUm', 'periodic', 'bodies', 'background']);
  const { bodies } = given;
  if (!Array.isArray(bodies)) throw new Error(`geometry.bodies must be an array, not ${shown(bodies)}.`);
  const count = bodies.length;
  if (count > MOST_BODIES) throw new Error(`geometry.bodies: ${count} of them; allowed: up to ${MOST_BODIES}.`);
  const numbers = new Float64Array(BOX_NUMBERS + BODY_NUMBERS * count);
  numbers.set(place('geometry.boxUm', given.boxUm));
  numbers[3] = Number(flag('geometry.periodic', given.periodic));
  numbers[4] = label('geometry.background', given.background);
  for (let i = 0; i < count; ++i)
    numbers.set(bodyNumbers(`geometry.bodies[${i}]`, bodies[i]), BOX_NUMBERS + BODY_NUMBERS * i);
  return numbers;
}

/** @param {Float64Array} numbers @returns {Required<Geometry>} */
export function geometryOf(numbers) {
  const at = (/** @type {number} */ i) => /** @type {Place} */ (Array.from(numbers.subarray(i, i + 3)));
  /** @type {Geometry['bodies']} */
  const bodies = [];
  for (let i = BOX_NUMBERS; i < numbers.length; i += BODY_NUMBERS) {
    const [radiusUm, label, shellUm, shellLabel] = numbers.subarray(i + 7, i + BODY_NUMBERS);
    if (KINDS[numbers[i]] === 'cylinder')
      bodies.push({ kind: 'cylinder', fromUm: at(i + 1), toUm: at(i + 4), radiusUm, label });
    else
      bodies.push({
        kind: 'sphere',
        centerUm: at(i + 1),
        radiusUm,
        label,
        ...(shellUm > 0 ? { shellUm, shellLabel } : {}),
      });
  }
  return { boxUm: at(0), periodic: numbers[3] !== 0, bodies, background: numbers[4] };
}

/** Puts numbers of a geometry into the core. @param {import('./lab.js').Core} core @param {Float64Array} numbers */
export function putGeometry(core, numbers) {
  const address = core.geometryBuffer(numbers.length);
  if (address === 0)
    throw new Error(`geometry.bodies: no memory for ${(numbers.length - BOX_NUMBERS) / BODY_NUMBERS} of them.`);
  core.HEAPF64.set(numbers, address / 8);
}

/** The numbers of a geometry that the core tells. @param {import('./lab.js').Core} core @param {{address: number, length: number}} told */
export const takeGeometry = (core, { address, length }) =>
  geometryOf(core.HEAPF64.slice(address / 8, address / 8 + length));
