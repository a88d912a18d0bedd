// SPDX-License-Identifier: MIT
// The page's form and tables: the same inputs and numbers as the canvas, as real HTML. It is made
// from the registries and is the whole interface where WebGL 2 is missing.
import { button, element } from '../html/dom.js';
import { makeComparisonTable } from './comparison-table.js';
import { makeInputs } from './inputs.js';
import { makeResults } from './results.js';

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {HTMLElement} setup.root
 * @param {Parameters<typeof makeInputs>[0]['onType']} setup.onType
 * @param {() => void} setup.onLeave an input is left
 * @param {() => void} setup.onClose the drawing is wanted again
 * @param {import('./comparison-table.js').Actions} setup.comparison what can be done with the comparison set
 * @param {(place: number) => string} setup.pinName
 * @param {(value: number, reference: number, isOpen: boolean) => string} setup.differenceText
 */
export function makeMirror({ lab, root, onType, onLeave, onClose, comparison, pinName, differenceText }) {
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
  const close = element('p', { id: 'form-bar', class: 'buttons' }, button('Back to the drawing', onClose));
  const outcome = element('div', { id: 'outcome' }, compared.section, results.whole);
  root.replaceChildren(close, inputs.whole, outcome);

  /**
   * Brings everything in step with a calculation.
   * @param {import('../session/comparison-file.js').CompleteCalculation} calculation
   * @param {import('../api/cathode-lab').Report} report of its scenario
   */
  function update({ scenario, comparison: pinned }, report) {
    compared.update(scenario, report, pinned);
    inputs.update(scenario, report);
    results.update(scenario, report);
  }

  /** What Tab does not go through now. @type {HTMLElement | null} */
  let beyond = null;
  const focusable = 'input, select, button, textarea, summary, .scroll';
  function applyReach() {
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(focusable))) {
      if (beyond?.contains(node)) node.tabIndex = -1;
      else if (node.matches('.scroll')) node.tabIndex = 0;
      else node.removeAttribute('tabindex');
    }
  }
  // Tables are filled anew once a slider rests.
  new MutationObserver(() => {
    if (beyond) applyReach();
  }).observe(root, { childList: true, subtree: true });

  return {
    update,
    present: inputs.present,
    /** Opens the table of all results and brings what the numbers are to be read with into sight. */
    showWarnings: results.showWarnings,
    /**
     * What Tab goes through, and through what is added to it later: all, what comes of the inputs, or nothing.
     * @param {'all' | 'outcome' | 'nothing'} reach
     */
    setReachable(reach) {
      beyond = reach === 'all' ? null : reach === 'outcome' ? inputs.whole : root;
      // Beside the drawing the table of all results is there for who wants it.
      results.setOpen(reach === 'all');
      applyReach();
    },
    /** The keyboard goes on with what comes of the inputs. */
    focus: () => (results.whole.querySelector('summary') ?? root).focus(),
    /** @param {boolean} hidden until a prediction is made */
    hideResults(hidden) {
      outcome.hidden = hidden;
    },
  };
}
