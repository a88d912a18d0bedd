// SPDX-License-Identifier: MIT
// Composites of one's own between plain objects and the core's text (core/composite/own_composite.h).
import { shown } from './quoting.js';

/** @typedef {import('./cathode-lab').Composite} Composite */
/** @typedef {import('./cathode-lab').CompositeFields} CompositeFields */

const KEYS = ['name', 'source', 'morphology', 'materials', 'points'];

/**
 * @param {string} text
 */
const encoded = (text) =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*_~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The object's own entries that are given; refused if one is of none of `keys`.
 * @param {unknown} value
 * @param {string} where
 * @param {string[]} keys
 * @returns {Record<string, unknown>}
 */
function entriesOf(value, where, keys) {
  if (Object.prototype.toString.call(value) !== '[object Object]')
    throw new Error(`${where} must be an object, not ${shown(value)}.`);
  const entries = Object.entries(/** @type {object} */ (value)).filter(([, one]) => one !== null && one !== undefined);
  for (const [key] of entries) {
    if (!keys.includes(key)) throw new Error(`${where}: ${shown(key)} is not known; allowed: ${keys.join(', ')}.`);
  }
  return Object.fromEntries(entries);
}

/**
 * @param {unknown} value
 * @param {string} where
 */
function text(value, where) {
  if (typeof value !== 'string') throw new Error(`${where} must be a text, not ${shown(value)}.`);
  return value;
}

/**
 * A number, or one with its standard uncertainty.
 * @param {unknown} given
 * @param {string} where
 */
function numberText(given, where) {
  if (given === undefined || given === null) return '';
  const { value, standardUncertainty } =
    typeof given === 'object'
      ? entriesOf(given, where, ['value', 'standardUncertainty'])
      : { value: given, standardUncertainty: undefined };
  for (const one of [value, standardUncertainty ?? 0]) {
    if (typeof one !== 'number' || !Number.isFinite(one))
      throw new Error(`${where} must be a finite number, or {value, standardUncertainty}, not ${shown(given)}.`);
  }
  return standardUncertainty ? `${value}~${standardUncertainty}` : `${value}`;
}

/**
 * The core's text of a composite; what is in it is the core's to check.
 * @param {unknown} composite
 * @param {CompositeFields} fields
 */
export function textOfComposite(composite, fields) {
  const { name, source = '', morphology = 1, materials = {}, points = [] } = entriesOf(composite, 'composite', KEYS);
  if (typeof morphology !== 'number')
    throw new Error(`composite.morphology must be a number, not ${shown(morphology)}.`);
  const parts = [`n:${encoded(text(name, 'composite.name'))}`, `k:${morphology}`];
  if (source) parts.push(`s:${encoded(text(source, 'composite.source'))}`);
  const given = entriesOf(
    materials,
    'composite.materials',
    fields.materials.map(({ key }) => key),
  );
  for (const { key, urlKey } of fields.materials) {
    const number = numberText(given[key], `composite.materials.${key}`);
    if (number) parts.push(`${urlKey}:${number}`);
  }
  if (!Array.isArray(points)) throw new Error(`composite.points must be a list, not ${shown(points)}.`);
  points.forEach((point, place) => {
    const where = `composite.points[${place}]`;
    const cells = entriesOf(
      point,
      where,
      fields.points.map(({ key }) => key),
    );
    parts.push(`p:${fields.points.map(({ key }) => numberText(cells[key], `${where}.${key}`)).join('_')}`);
  });
  return parts.join(',');
}

/**
 * @param {string} cell
 */
function numberOf(cell) {
  const [value, standardUncertainty] = cell.split('~').map(Number);
  return standardUncertainty ? { value, standardUncertainty } : value;
}

/** A text as the core writes it: spaces are marks. @param {string} value */
const textOf = (value) => decodeURIComponent(value.replaceAll('*', ' '));

/**
 * The composite of a text that the core has written.
 * @param {string} textOfCore
 * @param {CompositeFields} fields
 * @returns {Composite}
 */
export function compositeOfText(textOfCore, fields) {
  /** @type {Composite} */
  const composite = { name: '', source: '', morphology: 1, materials: {}, points: [] };
  for (const item of textOfCore.split(',')) {
    const colon = item.indexOf(':');
    const key = item.slice(0, colon);
    const value = item.slice(colon + 1);
    if (key === 'n') composite.name = textOf(value);
    else if (key === 's') composite.source = textOf(value);
    else if (key === 'k') composite.morphology = /** @type {1 | 2 | 3 | 4} */ (Number(value));
    else if (key === 'p') {
      const cells = value.split('_').map((cell, place) => [fields.points[place].key, cell]);
      composite.points.push(
        /** @type {any} */ (
          Object.fromEntries(cells.filter(([, cell]) => cell).map(([name, cell]) => [name, numberOf(cell)]))
        ),
      );
    } else {
      const field = /** @type {CompositeFields['materials'][number]} */ (
        fields.materials.find(({ urlKey }) => urlKey === key)
      );
      composite.materials[field.key] = numberOf(value);
    }
  }
  return composite;
}
