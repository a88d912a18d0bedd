// SPDX-License-Identifier: MIT
// Numbers in SI units, for programs that take no others.

import { ZERO_CELSIUS_K } from '../api/physics.js';

/** By unit of the registries: its name in SI, and what a number of it is multiplied by. @type {Record<string, readonly [string, number]>} */
const SI = {
  '': ['1', 1],
  'wt%': ['1', 0.01],
  'vol%': ['1', 0.01],
  '%': ['1', 0.01],
  C: ['1', 1], // a multiple of the current that is called 1C
  µm: ['m', 1e-6],
  '1/µm': ['m-1', 1e6],
  'mg/cm²': ['kg.m-2', 0.01],
  'g/cm³': ['kg.m-3', 1000],
  'mS/cm': ['S.m-1', 0.1],
  'Ω·cm²': ['Ohm.m2', 1e-4],
  'cm²/s': ['m2.s-1', 1e-4],
  V: ['V', 1],
  mV: ['V', 1e-3],
  'mA/cm²': ['A.m-2', 10],
  'mAh/g': ['C.kg-1', 3600],
  'mAh/cm²': ['C.m-2', 36000],
  'mWh/cm²': ['J.m-2', 36000],
  'Wh/L': ['J.m-3', 3.6e6],
  'Wh/kg': ['J.kg-1', 3600],
};
const CELSIUS = '°C';
// Of a product of two numbers: the rest is its rounding.
const DIGITS = 14;

/** A number without what binary fractions add behind its last digit. @param {number} value */
export const clean = (value) => Number(value.toPrecision(DIGITS));

/** @param {number} celsius */
export const kelvinOf = (celsius) => clean(celsius + ZERO_CELSIUS_K);

/**
 * A number in SI units; null for a unit that is not known here.
 * @param {number} value
 * @param {string} unit as the registries have it
 */
export function inSi(value, unit) {
  if (unit === CELSIUS) return { value: kelvinOf(value), unit: 'K' };
  const known = Object.hasOwn(SI, unit) ? SI[unit] : null;
  return known && { value: clean(value * known[1]), unit: known[0] };
}
