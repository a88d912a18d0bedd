// SPDX-License-Identifier: MIT
// A calculation as a file of the Battery Parameter eXchange (BPX) 1.1: what the source supports. A section of which a required
// field is known to nobody is left out, unless it is supplied or borrowed by name.
import { choice, number, read } from '../api/options.js';
import { lineOf, shown } from '../api/quoting.js';
import { CHEN_2020, mostStoichiometry, NYMAN_2008 } from './borrowed.js';
import {
  CONSTANTS,
  cellNumbers,
  DENSE_FRACTION,
  dataOf,
  resultsOf,
  SOURCE_AREA_M2,
  THEORETICAL_MAH_G,
  whyNot,
} from './cell-numbers.js';
import { clean } from './si.js';

/** @typedef {import('../api/cathode-lab').BpxFile} BpxFile */
/** @typedef {import('../api/cathode-lab').BpxOptions} BpxOptions */
/** @typedef {import('./cell-numbers.js').CellNumbers} CellNumbers */
/** @typedef {import('./cell-numbers.js').Lab} Lab */

const VERSION = '1.1.0';
export const LENDERS = /** @type {const} */ (['none', 'Chen2020']);
const LONGEST_LINK = 20000;
const MOST_POINTS = 10000;

/** Units of capacities and energies in the field, beside the SI units of the rest. @type {Record<string, readonly [string, number]>} */
const USUAL = {
  'Wh/L': ['W.h.L-1', 1],
  'Wh/kg': ['W.h.kg-1', 1],
  'mAh/g': ['A.h.kg-1', 1],
  'mAh/cm²': ['A.h.m-2', 10],
  'mWh/cm²': ['W.h.m-2', 10],
};

/** @param {string} name @param {unknown} value @param {number} standard @param {number} least @param {number} most */
function within(name, value, standard, least, most) {
  const given = number(name, value, standard);
  if (!(given >= least && given <= most))
    throw new Error(`${name}: ${given} is not allowed; allowed: ${least} to ${most}.`);
  return given;
}

/** @param {unknown} value */
function readCell(value) {
  const given = read(value, 'cell', ['electrodeAreaCm2', 'lowerCutOffV', 'upperCutOffV']);
  const areaM2 = clean(within('electrodeAreaCm2', given.electrodeAreaCm2, SOURCE_AREA_M2 * 1e4, 1e-4, 1e6) * 1e-4);
  const lowerV = within('lowerCutOffV', given.lowerCutOffV, Number.NaN, 0, 10);
  const upperV = within('upperCutOffV', given.upperCutOffV, Number.NaN, 0, 10);
  if (!(lowerV < upperV))
    throw new Error(`lowerCutOffV: ${lowerV} is not allowed; allowed: less than upperCutOffV, ${upperV}.`);
  return { areaM2, lowerV, upperV };
}

/** Notation of BPX: numbers, x, + - * / **, brackets and three functions. */
const EXPRESSION = /^(?:[\dx+\-*/(). ]|e[+-]?\d|exp|tanh|cosh)+$/i;

/** @param {unknown} value */
function readOpenCircuit(value) {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string') {
    if (value.length <= 2000 && EXPRESSION.test(value)) return value;
    throw new Error(
      `openCircuitV: ${shown(value)} is not allowed; allowed: numbers, x, + - * / **, brackets, exp, tanh and cosh, up to 2000 characters.`,
    );
  }
  const { x, y } = read(value, 'openCircuitV', ['x', 'y']);
  const isColumn = (/** @type {unknown} */ one) =>
    Array.isArray(one) && one.length >= 2 && one.length <= MOST_POINTS && one.every((each) => Number.isFinite(each));
  if (!isColumn(x) || !isColumn(y) || /** @type {number[]} */ (x).length !== /** @type {number[]} */ (y).length)
    throw new Error(`openCircuitV: x and y must be 2 to ${MOST_POINTS} numbers each, as many of both.`);
  return { x: [.../** @type {number[]} */ (x)], y: [.../** @type {number[]} */ (y)] };
}

/** @param {unknown} value @param {CellNumbers} numbers */
function readParticle(value, numbers) {
  const given = read(value, 'particle', [
    'minimumStoichiometry',
    'maximumStoichiometry',
    'maximumConcentrationMolM3',
    'openCircuitV',
  ]);
  if (given.openCircuitV === undefined) throw new Error('particle needs openCircuitV: nobody but you knows it.');
  const minimum = within('minimumStoichiometry', given.minimumStoichiometry, Number.NaN, 0, 1);
  const maximum = within('maximumStoichiometry', given.maximumStoichiometry, Number.NaN, 0, 1);
  if (!(minimum < maximum))
    throw new Error(
      `minimumStoichiometry: ${minimum} is not allowed; allowed: less than maximumStoichiometry, ${maximum}.`,
    );
  return {
    minimum,
    maximum,
    mostMolM3: within('maximumConcentrationMolM3', given.maximumConcentrationMolM3, numbers.mostMolM3, 1, 1e6),
    openCircuit: readOpenCircuit(given.openCircuitV),
  };
}

/** @param {CellNumbers} numbers */
const borrowedParticle = (numbers) => ({
  minimum: CHEN_2020.leastStoichiometry,
  maximum: mostStoichiometry(numbers.specificCapacityMahG, THEORETICAL_MAH_G),
  mostMolM3: numbers.mostMolM3,
  openCircuit: CHEN_2020.openCircuit,
});

/** The open-circuit voltage of the charged electrode, rounded up to 10 mV: what a discharge begins below. */
export const borrowedUpperV = Math.ceil(CHEN_2020.openCircuitV(CHEN_2020.leastStoichiometry) * 100) / 100;

/** @param {CellNumbers} numbers @param {ReturnType<typeof readCell>} cell */
function cellSection({ arealCapacityAhM2, temperatureK, stackM }, { areaM2, lowerV, upperV }) {
  return {
    'Electrode area [m2]': areaM2,
    'External surface area [m2]': clean(2 * areaM2 + 2 * Math.sqrt(Math.PI * areaM2) * stackM),
    'Volume [m3]': clean(areaM2 * stackM),
    'Number of electrode pairs connected in parallel to make a cell': 1,
    'Lower voltage cut-off [V]': lowerV,
    'Upper voltage cut-off [V]': upperV,
    'Nominal cell capacity [A.h]': clean(arealCapacityAhM2 * areaM2),
    'Reference temperature [K]': temperatureK,
  };
}

/** @param {CellNumbers} numbers @param {ReturnType<typeof readParticle>} particle */
function electrodeSection(numbers, { minimum, maximum, mostMolM3, openCircuit }) {
  const why = whyNot(numbers, true);
  if (why) throw new Error(why);
  return {
    'Thickness [m]': numbers.cathodeM,
    Porosity: numbers.phiSe,
    'Transport efficiency': numbers.efficiency,
    'Conductivity [S.m-1]': numbers.electronicSM,
    'Minimum stoichiometry': minimum,
    'Maximum stoichiometry': maximum,
    'Maximum concentration [mol.m-3]': mostMolM3,
    'Particle radius [m]': numbers.radiusM,
    'Surface area per unit volume [m-1]': numbers.sphereAreaPerM,
    'Diffusivity [m2.s-1]': numbers.diffusivityM2S,
    'OCP [V]': openCircuit,
    // j0 = F k sqrt(x (1 - x)): that of R_ct where the particles are half full.
    'Reaction rate constant [mol.m-2.s-1]': clean((2 * Number(numbers.exchangeAM2)) / CONSTANTS.faradayCMol),
  };
}

/** @param {Lab} lab @param {CellNumbers} numbers */
function userDefined(lab, numbers) {
  /** @type {Record<string, number>} */
  const values = {};
  /** @type {Map<string, string[]>} */
  const byProvenance = new Map();
  for (const { label, value, unit, low, high, siValue, siUnit, siLow, siHigh, provenance } of resultsOf(lab, numbers)) {
    const usual = Object.hasOwn(USUAL, unit) ? USUAL[unit] : null;
    const bracket = usual?.[0] ?? siUnit;
    if (value === null || bracket === null) continue;
    const told = (/** @type {number | null} */ given, /** @type {number | null} */ si) =>
      usual && given !== null ? clean(given * usual[1]) : si;
    const add = (/** @type {string} */ what, /** @type {number | null} */ one) => {
      if (one !== null) values[`${label}${what}${bracket === '1' ? '' : ` [${bracket}]`}`] = one;
    };
    add('', told(value, siValue));
    add(' low', told(low, siLow));
    add(' high', told(high, siHigh));
    byProvenance.set(provenance, [...(byProvenance.get(provenance) ?? []), label]);
  }
  const origins = [...byProvenance].map(([provenance, labels]) => `${provenance}: ${labels.join(', ')}`).join('. ');
  return {
    description: `Results of Cathode Lab ${lab.version()} as numbers; fractions are of 1. Where each comes from, the weakest of all that went into it. ${origins}. "low" and "high" hold all that a value may be.`,
    ...(numbers.referenceSM === null
      ? {}
      : { 'Conductivity that transport efficiencies refer to [S.m-1]': numbers.referenceSM }),
    'Temperature [K]': numbers.temperatureK,
    'Separator, fraction stated in place of 1': DENSE_FRACTION,
    ...values,
  };
}

/**
 * @param {Lab} lab
 * @returns {import('../api/cathode-lab').CathodeLab['bpx']}
 */
export const bpxOf =
  (lab) =>
  (scenario = {}, options = {}) => {
    const given = read(options, 'options', ['link', 'borrow', 'cell', 'particle', 'electrolyteDiffusivityM2S']);
    const isBorrowed = choice('borrow', given.borrow, LENDERS) === 'Chen2020';
    if (given.link !== undefined && typeof given.link !== 'string')
      throw new Error(`link must be text, not ${shown(given.link)}.`);
    const numbers = cellNumbers(lab, scenario);
    const link = lineOf(/** @type {string | undefined} */ (given.link) ?? `#${lab.encodeLink(scenario)}`, LONGEST_LINK);
    const cell =
      given.cell !== undefined
        ? readCell(given.cell)
        : isBorrowed
          ? { areaM2: SOURCE_AREA_M2, lowerV: CHEN_2020.lowerCutOffV, upperV: borrowedUpperV }
          : null;
    const particle =
      given.particle !== undefined
        ? readParticle(given.particle, numbers)
        : isBorrowed
          ? borrowedParticle(numbers)
          : null;
    const diffusivity =
      given.electrolyteDiffusivityM2S !== undefined
        ? within('electrolyteDiffusivityM2S', given.electrolyteDiffusivityM2S, 0, 1e-20, 1)
        : isBorrowed
          ? NYMAN_2008.diffusivityM2S
          : null;
    const isOfReference = numbers.referenceSM !== null;
    /** What is told of each section. @type {[name: string, section: object | null, there: string, left: string][]} */
    const sections = [
      [
        'Cell',
        cell && cellSection(numbers, cell),
        `area ${given.cell === undefined ? 'of the source’s disc, 10 mm across' : 'as given, else that of the source’s disc'}; cut-offs ${given.cell === undefined ? `borrowed: 2.5 V of Chen2020, and the borrowed open-circuit voltage of the charged electrode` : 'as given'}; surface and volume those of a disc of this stack; capacity of this calculation`,
        'left out, no cut-off voltages are printed',
      ],
      [
        'Electrolyte',
        isOfReference && diffusivity !== null
          ? {
              'Cation transference number': 1,
              'Diffusivity [m2.s-1]': diffusivity,
              'Conductivity [S.m-1]': numbers.referenceSM,
            }
          : null,
        `a single-ion conductor; the conductivity is the separator's at ${numbers.temperatureK} K; the diffusivity, ${given.electrolyteDiffusivityM2S === undefined ? 'borrowed from Nyman 2008,' : 'as given,'} counts nowhere at a transference number of 1`,
        'left out, it requires a diffusivity, which a single-ion conductor has not; its conductivity is in User-defined',
      ],
      [
        'Positive electrode',
        particle && electrodeSection(numbers, particle),
        `porosity means the volume fraction of electrolyte; transport efficiency is sigma_eff over the conductivity above; conductivity is effective; radius, diffusivity and charge transfer as in the calculation, where nothing else is said assumed; surface is that of spheres, of which ${Number(numbers.contact?.toPrecision(3))} reacts, counted in the rate constant; ${given.particle === undefined ? 'open-circuit potential and least stoichiometry borrowed from Chen2020, the largest adds this calculation’s capacity' : 'open-circuit potential and stoichiometries as given'}`,
        'left out, no open-circuit potential is printed',
      ],
      [
        'Separator',
        { 'Thickness [m]': numbers.separatorM, Porosity: DENSE_FRACTION, 'Transport efficiency': 1 },
        `dense: ${DENSE_FRACTION} stands for a fraction of 1, of which programs divide by the logarithm`,
        '',
      ],
      ['Negative electrode', null, '', 'left out: lithium metal has no place in BPX'],
    ];
    return /** @type {BpxFile} */ ({
      Header: {
        BPX: VERSION,
        Title: lineOf(numbers.title, 500),
        Description: `Composite cathode of an all-solid-state cell, calculated by Cathode Lab ${lab.version()}. ${sections
          .map(([name, section, there, left]) => `${name}: ${section ? there : left}.`)
          .join(' ')} Without a negative electrode this file does not load in PyBaMM; its numbers do.`,
        References: [
          `Calculation: ${link}`,
          lineOf(dataOf(scenario), 1000),
          ...(isBorrowed ? [`Chen2020: ${CHEN_2020.source}`, `Nyman 2008: ${NYMAN_2008.source}`] : []),
        ].join('. '),
        Model: 'Partial',
      },
      Parameterisation: {
        ...Object.fromEntries(sections.flatMap(([name, section]) => (section ? [[name, section]] : []))),
        'User-defined': userDefined(lab, numbers),
      },
    });
  };
