// SPDX-License-Identifier: MIT
// What inverse design found: the verdict, the designs beside this cell, what binds them.
import { button, element, scrollingTable, setText } from '../html/dom.js';
import { withTerms } from '../html/terms.js';

/** @typedef {import('../api/cathode-lab').Designs} Designs */
/** @typedef {import('../api/cathode-lab').MetricKey} MetricKey */
/** @typedef {import('./design-question.js').Question} Question */

const TITLES = { nearest: 'Nearest', best: 'Best' };

/** @param {number} value @param {number} digits */
const signed = (value, digits) =>
  value === 0 ? '' : `${value < 0 ? '−' : '+'}${Number(Math.abs(value).toPrecision(digits))}`;

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {(scenario: import('../api/cathode-lab').Scenario) => void} setup.onTake
 */
export function makeDesignResults({ lab, onTake }) {
  const parameters = lab.parameters();
  const metrics = lab.metrics();
  const verdict = element('p', { class: 'found', role: 'status', tabindex: '-1' });
  let shown = '';
  const reason = element('p', { class: 'why' });
  const place = element('div');
  const proof = element('p', { class: 'hint' });
  const notes = element('ul', { class: 'hint notes' });

  /**
   * @param {Question} question
   * @param {import('../api/cathode-lab').CompleteScenario} scenario
   * @param {Designs['designs']} designs
   */
  function tableOf(question, scenario, designs) {
    const now = lab.evaluate(scenario).values;
    const columns = [{ scenario, values: now }, ...designs];
    const number = (/** @type {string} */ text, /** @type {string} */ difference, isMissed = false) =>
      element(
        'td',
        { class: isMissed ? 'number questioned' : 'number' },
        text,
        element(
          'span',
          { class: 'difference' },
          isMissed ? [difference, 'not met'].filter(Boolean).join(', ') : difference,
        ),
      );
    const inputRows = question.free.map(({ key }) => {
      const input = /** @type {import('../api/cathode-lab').Parameter} */ (parameters.find((one) => one.key === key));
      const valueIn = (/** @type {typeof columns[number]} */ one) =>
        Number(one.scenario[key] ?? /** @type {Record<string, number | null>} */ (one.values)[key]);
      const own = valueIn(columns[0]);
      return element(
        'tr',
        {},
        element(
          'th',
          { scope: 'row' },
          ...withTerms(input.label),
          element('span', { class: 'unit' }, input.unit && `, ${input.unit}`),
        ),
        ...columns.map((one, at) => {
          const value = valueIn(one);
          const text = key === 'model' ? String(value) : String(Number(value.toPrecision(4))).replace('-', '−');
          return number(text, at === 0 || key === 'model' ? '' : signed(Number((value - own).toPrecision(3)), 3));
        }),
      );
    });
    /** @type {MetricKey[]} */
    const asked = [
      ...question.targets.map(({ metric }) => metric),
      ...(question.maximize ? [question.maximize] : []),
      'arealCapacityMahCm2',
      'currentDensityMaCm2',
    ];
    const metricRows = [...new Set(asked)].map((key) => {
      const metric = /** @type {import('../api/cathode-lab').Metric} */ (metrics.find((one) => one.key === key));
      const limits = question.targets.filter((target) => target.metric === key);
      const words = [
        ...limits.flatMap(({ min, max }) => [
          ...(min === undefined ? [] : [`at least ${min}`]),
          ...(max === undefined ? [] : [`at most ${max}`]),
        ]),
        ...(question.maximize === key ? ['maximised'] : []),
      ].join(', ');
      return element(
        'tr',
        {},
        element(
          'th',
          { scope: 'row' },
          ...withTerms(metric.label),
          element('span', { class: 'unit' }, metric.unit && `, ${metric.unit}`),
          ...(words ? [element('span', { class: 'difference' }, words)] : []),
        ),
        ...columns.map((one, at) => {
          const value = one.values[key];
          const isMissed = limits.some(
            ({ min, max }) =>
              value === null ||
              (min !== undefined && value < min - 1e-6 * Math.abs(min)) ||
              (max !== undefined && value > max + 1e-6 * Math.abs(max)),
          );
          if (value === null) return number('–', '', isMissed);
          const reference = now[key];
          const change = at === 0 || !reference ? 0 : 100 * (value / reference - 1);
          const percent = Number(change.toFixed(Math.abs(change) < 100 ? 1 : 0));
          return number(lab.displayText(key, value), percent === 0 ? '' : `${signed(percent, 4)} %`, isMissed);
        }),
      );
    });
    const bindingRow = element(
      'tr',
      {},
      element('th', { scope: 'row' }, 'What binds'),
      element('td', {}),
      ...designs.map(({ binding }) =>
        element(
          'td',
          { class: 'sentence' },
          element('ul', {}, ...(binding.length ? binding : ['Nothing']).map((text) => element('li', {}, text))),
        ),
      ),
    );
    const takeRow = element(
      'tr',
      {},
      element('td', {}),
      element('td', {}),
      ...designs.map(({ scenario: one, kind }) =>
        element(
          'td',
          { class: 'number' },
          button('Take it', () => onTake(one), { 'aria-label': `Take it: ${TITLES[kind].toLowerCase()} design` }),
        ),
      ),
    );
    const whole = scrollingTable(
      'Designs beside this cell',
      [],
      element('tbody', {}, ...inputRows),
      element('tbody', {}, ...metricRows),
      ...(designs.length > 0 ? [element('tbody', {}, bindingRow, takeRow)] : []),
    );
    whole
      .querySelector('thead tr')
      ?.replaceChildren(
        element('th', { scope: 'col' }, 'Quantity'),
        ...['This cell', ...designs.map(({ kind }) => TITLES[kind])].map((text) =>
          element('th', { scope: 'col', class: 'number' }, text),
        ),
      );
    return whole;
  }

  /** @param {Designs} found @param {boolean} meets */
  function verdictText({ feasible }, meets) {
    if (feasible === null) return 'Not decided.';
    if (!feasible) return 'No cell in these ranges does what is asked.';
    return meets ? 'This cell does what is asked.' : 'There are cells that do what is asked.';
  }
  /** What is proved of the designs. @param {Designs} found */
  function proofText({ feasible, designs, boxes }) {
    if (!feasible) return '';
    const told = designs.map(({ kind, isProved }) => {
      const what = kind === 'best' ? 'That none is better by more than 0.01 %' : 'That none is nearer';
      return `${what} is ${isProved ? '' : 'not '}proved.`;
    });
    return `${told.join(' ')} ${boxes} boxes looked at.`;
  }

  return {
    whole: element('div', { class: 'answer' }, verdict, reason, place, proof, notes),
    verdict,
    /** @param {string} text */
    refuse(text) {
      setText(verdict, 'This cannot be asked.');
      verdict.dataset.found = 'refused';
      setText(reason, text);
      shown = '';
      place.replaceChildren();
      setText(proof, '');
      notes.replaceChildren();
    },
    /**
     * @param {Question} question
     * @param {import('../api/cathode-lab').CompleteScenario} scenario
     * @param {Designs} found
     * @param {boolean} isComplete
     */
    show(question, scenario, found, isComplete) {
      const meets = found.designs.some(({ kind, distance }) => kind === 'nearest' && distance === 0);
      setText(verdict, verdictText(found, meets));
      setText(proof, isComplete ? proofText(found) : '');
      verdict.dataset.found = String(found.feasible);
      setText(reason, found.reason ?? '');
      // Made anew where it differs: somebody may stand in it.
      const now = JSON.stringify([question, scenario, found.designs]);
      if (now !== shown) {
        shown = now;
        // The nearest may be this cell, which stands there.
        const others = found.designs.filter(({ distance }) => distance > 0);
        place.replaceChildren(...(found.designs.length > 0 ? [tableOf(question, scenario, others)] : []));
      }
      notes.replaceChildren(...found.notes.map((text) => element('li', {}, ...withTerms(text))));
    },
  };
}
