// SPDX-License-Identifier: MIT
// Inverse design over the compiled core.
import { choice, number, read } from './options.js';
import { LONGEST_TEXT, shown } from './quoting.js';

/** @typedef {import('./cathode-lab').CathodeLab} CathodeLab */

const MOST_ITEMS = 40;

/**
 * @param {import('./lab.js').Core} core
 * @param {ReturnType<typeof import('./given.js').givenTo>} given
 * @returns {Pick<CathodeLab, 'findDesigns' | 'designSteps' | 'designProblem' | 'designText'>}
 */
export function designsOf(core, given) {
  const { exchange } = given;
  const metricKeys = core.metrics().map(({ key }) => key);
  const parameterKeys = exchange.parameters.map(({ key }) => key);

  /** @param {string} name @param {unknown} value */
  const listOf = (name, value) => {
    if (!Array.isArray(value)) throw new Error(`${name} must be an array, not ${shown(value)}.`);
    if (value.length > MOST_ITEMS) throw new Error(`${name}: ${value.length} items; allowed: up to ${MOST_ITEMS}.`);
    // Holes become items, which are refused.
    return Array.from(value);
  };
  /** @param {string} name @param {unknown} value */
  const metricIndex = (name, value) => {
    choice(name, value ?? null, metricKeys);
    return metricKeys.indexOf(/** @type {import('./cathode-lab').MetricKey} */ (value));
  };
  /** @param {string} name @param {unknown} value */
  const limit = (name, value) => (value === undefined || value === null ? null : any(name, value));
  /** A number, finite or not: the core tells what is allowed. @param {string} name @param {unknown} value */
  const any = (name, value) => (typeof value === 'number' ? value : number(name, value ?? null, 0));

  /** Reads a problem as a whole, then gives it to the core. @param {unknown} problem */
  function give(problem) {
    const asked = read(problem, 'The problem', ['scenario', 'targets', 'free', 'maximize']);
    const scenario = exchange.plain(asked.scenario ?? {});
    const targets = listOf('targets', asked.targets ?? []).map((target, place) => {
      const name = `targets[${place}]`;
      const { metric, min, max } = read(target, name, ['metric', 'min', 'max']);
      return /** @type {const} */ ([
        metricIndex(`${name}.metric`, metric),
        limit(`${name}.min`, min),
        limit(`${name}.max`, max),
      ]);
    });
    const free = listOf('free', asked.free ?? []).map((range, place) => {
      const name = `free[${place}]`;
      const { key, from, to } = read(range, name, ['key', 'from', 'to']);
      const index = parameterKeys.indexOf(/** @type {any} */ (key));
      if (typeof key === 'string' && index < 0)
        throw new Error(`${name}: ${core.refuseUnknownField(key.slice(0, LONGEST_TEXT))}`);
      choice(`${name}.key`, key ?? null, parameterKeys);
      return /** @type {const} */ ([index, any(`${name}.from`, from), any(`${name}.to`, to)]);
    });
    const maximize = asked.maximize === undefined ? null : metricIndex('maximize', asked.maximize);
    given.evaluate(scenario);
    core.clearProblem();
    for (const [metric, min, max] of targets) core.addTarget(metric, min, max);
    for (const [parameter, from, to] of free) core.addFree(parameter, from, to);
    if (maximize !== null) core.putMaximized(maximize);
  }

  let asked = 0;
  /** @param {unknown} problem */
  function start(problem) {
    give(problem);
    const refusal = core.startDesigns();
    if (refusal) throw new Error(refusal);
    return ++asked;
  }
  /** What is known by now. @returns {import('./cathode-lab').Designs} */
  function found() {
    const { designs, front, ...others } = core.designsFound();
    const withScenario =
      (/** @type {(place: number) => void} */ take) => (/** @type {any} */ one, /** @type {number} */ place) => {
        take(place);
        return { scenario: exchange.take(), ...one };
      };
    return {
      ...others,
      designs: designs.map(withScenario(core.takeDesign)),
      ...(front && { front: { ...front, points: front.points.map(withScenario(core.takeFrontPoint)) } }),
    };
  }

  return {
    findDesigns(problem) {
      start(problem);
      while (core.nextQuestion());
      return found();
    },
    designSteps(problem) {
      const mine = start(problem);
      return {
        next() {
          if (mine !== asked) throw new Error('designSteps: another problem has been asked since; start anew.');
          const goesOn = core.nextQuestion();
          return { ...found(), isComplete: !goesOn };
        },
      };
    },
    designProblem(scenario = {}, text = '') {
      if (typeof text !== 'string') throw new Error(`text must be text, not ${shown(text)}.`);
      given.evaluate(scenario);
      const { refusal, ...problem } = core.designProblem(text.slice(0, LONGEST_TEXT));
      if (refusal) throw new Error(refusal);
      return problem;
    },
    designText(problem) {
      give(problem);
      return core.designText();
    },
  };
}
