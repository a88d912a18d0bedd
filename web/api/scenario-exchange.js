// SPDX-License-Identifier: MIT
// Scenarios through the exchange, web/api/exchange.h: fixed memory that both sides write and read.
import { compositeOfText, textOfComposite } from './composite.js';
import { LONGEST_TEXT, shown } from './quoting.js';

/** @typedef {import('./cathode-lab').CompleteScenario} CompleteScenario */
/** @typedef {import('./lab.js').Core} Core */

// As in web/api/exchange.h.
const GIVEN_NO = 0;
const GIVEN_VALUE = 1;
const GIVEN_NULL = 2;

/**
 * The values of a scenario in the exchange, written and read by registry index.
 * @param {Core} core
 */
export function scenarioExchange(core) {
  const parameters = core.parameters();
  const layout = core.exchangeLayout();
  const indexOf = new Map(parameters.map(({ key }, index) => [/** @type {string} */ (key), index]));
  const choiceIndexOf = parameters.map(
    (parameter) => parameter.choices && new Map(parameter.choices.map((choice, index) => [choice.value, index])),
  );
  const input = layout.input / 8;
  const given = layout.given;
  const composite = layout.composite / 8;
  const fields = core.compositeFields();

  /**
   * @param {number} index
   * @param {unknown} value
   */
  function putField(index, value) {
    if (value === null) {
      core.HEAPU8[given + index] = GIVEN_NULL;
      return;
    }
    const choices = choiceIndexOf[index];
    const isText = choices && typeof parameters[index].choices?.[0].value === 'string';
    if (typeof value !== (isText ? 'string' : 'number')) {
      throw new Error(core.refuseType(index, shown(value)));
    }
    let number = /** @type {number} */ (value);
    if (choices && (isText || Number.isFinite(number))) {
      const choice = choices.get(/** @type {never} */ (value));
      if (choice === undefined) throw new Error(core.refuseChoice(index, String(value).slice(0, LONGEST_TEXT)));
      number = choice;
    }
    core.HEAPU8[given + index] = GIVEN_VALUE;
    core.HEAPF64[input + index] = number;
  }

  /**
   * The number by which a composite crosses.
   * @param {unknown} value
   */
  function numberOf(value) {
    const number = core.compositeNumber(textOfComposite(value, fields));
    if (typeof number === 'string') throw new Error(`composite: ${number}`);
    return number;
  }

  /**
   * What a scenario holds, read once: a getter may call back into this module.
   * @param {unknown} scenario
   */
  function entriesOf(scenario) {
    if (Object.prototype.toString.call(scenario) !== '[object Object]') {
      throw new Error(`A scenario must be an object such as {model: 4, amWtPct: 85}, not ${shown(scenario)}.`);
    }
    return Object.entries(/** @type {object} */ (scenario));
  }

  return {
    parameters,
    compositeFields: () => fields,

    /**
     * The composite as it is taken: its points in their order.
     * @param {unknown} value
     */
    checked: (value) => compositeOfText(core.compositeText(numberOf(value)), fields),

    /** @param {unknown} scenario */
    plain: (scenario) => Object.fromEntries(entriesOf(scenario)),

    /**
     * Writes a scenario; what it leaves out takes its default.
     * @param {unknown} scenario
     */
    put(scenario) {
      const entries = entriesOf(scenario);
      core.HEAPU8.fill(GIVEN_NO, given, given + parameters.length);
      core.HEAPF64[composite] = 0;
      for (const [key, value] of entries) {
        if (key === 'composite') {
          if (value !== null && value !== undefined) core.HEAPF64[composite] = numberOf(value);
          continue;
        }
        const index = indexOf.get(key);
        if (index === undefined) throw new Error(core.refuseUnknownField(key.slice(0, LONGEST_TEXT)));
        if (value !== undefined) putField(index, value);
      }
    },

    /**
     * The complete scenario in the exchange.
     * @returns {CompleteScenario}
     */
    take() {
      /** @type {Record<string, unknown>} */
      const scenario = {};
      parameters.forEach((parameter, index) => {
        const number = core.HEAPF64[input + index];
        if (core.HEAPU8[given + index] === GIVEN_NULL) scenario[parameter.key] = null;
        else scenario[parameter.key] = parameter.choices ? parameter.choices[number].value : number;
      });
      const number = core.HEAPF64[composite];
      if (number) scenario.composite = compositeOfText(core.compositeText(number), fields);
      return /** @type {CompleteScenario} */ (scenario);
    },
  };
}
