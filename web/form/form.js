// SPDX-License-Identifier: MIT
// The page's form and tables: the same inputs and numbers as the canvas, as real HTML. It is made
// from the registries and is the whole interface where WebGL 2 is missing.
import { element } from '../html/dom.js';
import { makeComparisonTable } from './comparison-table.js';
import { makeInputs } from './inputs.js';
import { makeResults } from './results.js';

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {HTMLElement} setup.root
 * @param {Parameters<typeof makeInputs>[0]['onType']} setup.onType
 * @param {() => void} setup.onLeave an input is left
 * @param {import('./comparison-table.js').Actions} setup.comparison what can be done with the comparison set
 * @param {(place: number) => string} setup.pinName
 * @param {(value: number, reference: number, isOpen: boolean) => string} setup.differenceText
 * @param {ReturnType<typeof import('../record/record.js').makeRecord>} setup.record
 */
export function makeMirror({ lab, root, onType, onLeave, comparison, pinName, differenceText, record }) {
  const inputs = makeInputs({ lab, onType, onLeave });
  const results = makeResults(lab);
  const compared = makeComparisonTable({
    lab,
    parameters: lab.parameters(),
    metrics: lab.metrics(),
    pinName,
    differenceText,
    actions: comparison,
  });
  const outcome = element('div', {}, results.whole, compared.section, record.whole);
  root.replaceChildren(inputs.whole, outcome);

  /**
   * Brings everything in step with a calculation.
   * @param {import('../session/comparison-file.js').CompleteCalculation} calculation
   */
  function update({ scenario, comparison: pinned }) {
    const report = lab.evaluate(scenario);
    compared.update(scenario, report, pinned);
    record.update();
    inputs.update(scenario, report);
    results.update(scenario, report);
  }

  let isReachable = true;
  function applyReach() {
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (
      root.querySelectorAll('input, select, button, textarea, summary, .scroll, .drawing')
    )) {
      if (!isReachable) node.tabIndex = -1;
      else if (node.matches('.scroll, .drawing')) node.tabIndex = 0;
      else node.removeAttribute('tabindex');
    }
  }
  // Tables are filled anew once a slider rests.
  new MutationObserver(() => {
    if (!isReachable) applyReach();
  }).observe(root, { childList: true, subtree: true });

  return {
    update,
    present: inputs.present,
    /**
     * Whether Tab goes through it, and through what is added to it later.
     * @param {boolean} reachable
     */
    setReachable(reachable) {
      isReachable = reachable;
      applyReach();
    },
    /** @param {boolean} hidden until a prediction is made */
    hideResults(hidden) {
      outcome.hidden = hidden;
    },
  };
}
