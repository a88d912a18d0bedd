// SPDX-License-Identifier: MIT
// Uncertainties, sensitivities and losses over the compiled core.
import { choice, number, read } from './options.js';
import { LONGEST_TEXT, shown } from './quoting.js';

/** @typedef {import('./cathode-lab').CathodeLab} CathodeLab */
/** @typedef {Pick<CathodeLab, typeof import('./deferred.js').UNCERTAINTY_FUNCTIONS[number]>} UncertaintyFunctions */

const FEWEST_SAMPLES = 1000;
const STANDARD_SAMPLES = 200_000;
const MOST_SAMPLES = 1_000_000;
const MOST_SEED = 2 ** 32 - 1;
const MOST_INPUTS = 50;
const MOST_REPEATS = 1000;
const KINDS = /** @type {const} */ (['rectangular', 'triangular', 'normal']);
const ENERGIES = /** @type {const} */ (['volumetric', 'gravimetric']);
const INPUT = ['key', 'distribution', 'estimate', 'halfWidth', 'standardUncertainty', 'values'];

/** @param {string} name @param {unknown} value @param {number} standard @param {number} least @param {number} most */
function whole(name, value, standard, least, most) {
  const given = number(name, value, standard);
  if (!Number.isInteger(given) || given < least || given > most)
    throw new Error(`${name}: ${given} is out of range; allowed: whole numbers from ${least} to ${most}.`);
  return given;
}

/** How many samples are drawn, and from which seed. @param {Record<string, unknown>} options */
function readSamples({ samples, seed }) {
  const isAdaptive = samples === 'adaptive';
  return /** @type {const} */ ([
    isAdaptive ? MOST_SAMPLES : whole('samples', samples, STANDARD_SAMPLES, FEWEST_SAMPLES, MOST_SAMPLES),
    whole('seed', seed, 1, 0, MOST_SEED),
    isAdaptive,
  ]);
}

/** What is said of inputs, read as a whole first. @param {unknown} inputs */
function readInputs(inputs) {
  if (inputs === undefined) return [];
  if (!Array.isArray(inputs))
    throw new Error(
      `inputs must be an array of objects such as {key: 'separatorThicknessUm', distribution: 'normal', standardUncertainty: 1}, not ${shown(inputs)}.`,
    );
  if (inputs.length > MOST_INPUTS) throw new Error(`inputs: ${inputs.length} of them; allowed: up to ${MOST_INPUTS}.`);
  return Array.from(inputs, (input, place) => {
    const name = `inputs[${place}]`;
    const own = read(input, name, INPUT);
    if (typeof own.key !== 'string') throw new Error(`${name}: key must be text, not ${shown(own.key)}.`);
    const key = own.key.slice(0, LONGEST_TEXT);
    if (own.values !== undefined) {
      if (
        !Array.isArray(own.values) ||
        own.values.length > MOST_REPEATS ||
        Array.from(own.values).some((value) => typeof value !== 'number')
      )
        throw new Error(`${name}: values must be an array of 4 to ${MOST_REPEATS} numbers, not ${shown(own.values)}.`);
      const other = ['distribution', 'estimate', 'halfWidth', 'standardUncertainty'].find(
        (field) => own[field] !== undefined,
      );
      if (other) throw new Error(`${name}: ${other} beside values, which say all of it; allowed: one of them.`);
      return { key, values: own.values.map(Number) };
    }
    const kind = choice(`${name}: distribution`, own.distribution, KINDS);
    const isNormal = kind === 'normal';
    const field = isNormal ? 'standardUncertainty' : 'halfWidth';
    const strange = isNormal ? 'halfWidth' : 'standardUncertainty';
    if (own[strange] !== undefined)
      throw new Error(`${name}: a ${kind} distribution has no ${strange}; allowed: ${field}.`);
    if (own[field] === undefined) throw new Error(`${name}: ${field} is missing; allowed: 0 or more.`);
    const estimate =
      own.estimate === undefined || own.estimate === null ? null : number(`${name}: estimate`, own.estimate, 0);
    return { key, kind, estimate, width: number(`${name}: ${field}`, own[field], 0) };
  });
}

/**
 * @param {import('./lab.js').Core} core
 * @param {ReturnType<typeof import('./scenario-exchange.js').scenarioExchange>} exchange
 * @returns {UncertaintyFunctions}
 */
export function uncertaintyOf(core, exchange) {
  /** @param {string} refusal */
  const check = (refusal) => {
    if (refusal) throw new Error(refusal);
  };
  /** @template T @param {T & {refusal?: string}} result @returns {T} */
  const unlessRefused = (result) => {
    if (result.refusal !== undefined) throw new Error(result.refusal);
    return result;
  };
  /** @param {unknown} scenario @param {boolean} isOther */
  function putScenario(scenario, isOther) {
    exchange.put(scenario);
    check(core.takeUncertain(isOther));
  }
  /** @param {unknown} metric */
  function putMetric(metric) {
    check(core.addUncertainMetric(typeof metric === 'string' ? metric.slice(0, LONGEST_TEXT) : shown(metric)));
  }
  /** @param {ReturnType<typeof readInputs>} inputs */
  function putInputs(inputs) {
    for (const input of inputs) {
      if (input.values) check(core.addUncertainRepeats(input.key, input.values));
      else check(core.addUncertainInput(input.key, input.kind, input.estimate, input.width));
    }
  }
  /** A scenario as it is read once. @param {unknown} scenario */
  const plain = (scenario) => exchange.plain(scenario === undefined ? {} : scenario);

  return {
    uncertainty(options) {
      const own = read(options, 'options', ['scenario', 'metrics', 'samples', 'seed', 'inputs']);
      const scenario = plain(own.scenario);
      const inputs = readInputs(own.inputs);
      const samples = readSamples(own);
      const { metrics } = own;
      if (!Array.isArray(metrics) || metrics.length === 0 || metrics.length > 100)
        throw new Error(`metrics must be an array of 1 to 100 keys, not ${shown(metrics)}.`);
      const keys = metrics.slice();
      putScenario(scenario, false);
      for (const key of keys) putMetric(key);
      putInputs(inputs);
      const results = unlessRefused(core.uncertainty(...samples));
      return Object.fromEntries(keys.map((key, place) => [key, results[place]]));
    },

    distinguishable(options) {
      const own = read(options, 'options', ['a', 'b', 'metric', 'samples', 'seed', 'inputs']);
      const [a, b] = [plain(own.a), plain(own.b)];
      const inputs = readInputs(own.inputs);
      const samples = readSamples(own);
      putScenario(a, false);
      putScenario(b, true);
      putMetric(own.metric);
      putInputs(inputs);
      return unlessRefused(core.distinction(...samples));
    },

    uncertainInputs(options = {}) {
      const own = read(options, 'options', ['scenario', 'inputs']);
      const scenario = plain(own.scenario);
      const inputs = readInputs(own.inputs);
      putScenario(scenario, false);
      putInputs(inputs);
      return core.uncertainInputs();
    },

    sensitivity(options) {
      const own = read(options, 'options', ['scenario', 'metric']);
      putScenario(plain(own.scenario), false);
      putMetric(own.metric);
      return core.sensitivity();
    },

    losses(options = {}) {
      const own = read(options, 'options', ['scenario', 'energy']);
      const energy = choice('energy', own.energy, ENERGIES);
      putScenario(plain(own.scenario), false);
      return core.losses(energy === 'gravimetric');
    },
  };
}
