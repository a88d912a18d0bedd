// SPDX-License-Identifier: MIT
// What JavaScript gives the core, for the calls that speak of it; see web/api/given.h.
import { scenarioExchange } from './scenario-exchange.js';

/** @param {import('./lab.js').Core} core */
export function givenTo(core) {
  const exchange = scenarioExchange(core);

  /** @param {unknown} scenario */
  function evaluate(scenario) {
    exchange.put(scenario);
    if (!core.evaluate()) throw new Error(core.refusal());
  }

  return {
    exchange,
    evaluate,
    /**
     * The first scenario becomes the one last evaluated, the others the comparison set.
     * @param {unknown[]} scenarios
     */
    evaluateAll([current, ...pinned]) {
      core.clearPinned();
      for (const inputs of pinned) {
        evaluate(inputs);
        core.pinEvaluated();
      }
      evaluate(current);
    },
  };
}
