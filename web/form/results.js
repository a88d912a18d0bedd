// SPDX-License-Identifier: MIT
// The results as tables: every metric with where it comes from, the cell stack, notes and warnings.
import { element, scrollingTable, setText } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';
import { nameOf } from '../html/terms.js';

/** After a change has come to an end. */
const SPEAK_AFTER_MS = 700;
const SPOKEN = /** @type {const} */ (['volumetricEnergyDensityWhL', 'gravimetricEnergyDensityWhKg']);

/** @param {import('../api/cathode-lab').CathodeLab} lab */
export function makeResults(lab) {
  const metrics = lab.metrics();
  const rows = metrics.map((metric) => ({
    // One sentence tells of a change; each of the numbers would.
    output: element('output', { 'data-metric': metric.key, 'aria-live': 'off' }),
    provenance: element('td'),
    explanation: element('td', { class: 'explanation' }),
  }));
  const stack = element('tbody');
  const stackCaption = element('p', { class: 'hint' });
  const state = element('p', { class: 'hint' });
  const warnings = element('ul', { id: 'warnings' });
  const spoken = element('p', { class: 'visually-hidden' });
  const whole = element(
    'details',
    { id: 'numbers' },
    element(
      'summary',
      {},
      element('h2', { id: 'results-title' }, 'All numbers of this cell, and where each comes from'),
    ),
    scrollingTable(
      'Results table',
      ['Quantity', 'Value', 'Unit', 'Provenance', 'How it came about'],
      element(
        'tbody',
        {},
        ...metrics.map((metric, index) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, nameOf(metric)),
            element('td', { class: 'number' }, rows[index].output),
            element('td', {}, metric.unit),
            rows[index].provenance,
            rows[index].explanation,
          ),
        ),
      ),
    ),
    element('h3', {}, 'Cell stack'),
    state,
    scrollingTable(
      'Cell stack table',
      lab.stackTable().columns.map(({ label, unit }) => (unit ? `${label}, ${unit}` : label)),
      stack,
    ),
    stackCaption,
  );
  const notes = element(
    'details',
    { id: 'notes' },
    element('summary', {}, element('h2', {}, 'Notes and warnings')),
    warnings,
  );
  const results = element(
    'section',
    { id: 'results', 'aria-live': 'polite', 'aria-labelledby': 'results-title' },
    spoken,
  );
  for (const part of [notes, whole]) {
    part.setAttribute('aria-live', 'off');
    results.append(part);
  }
  let told = '';
  const speaking = makeTimer(() => setText(spoken, told), SPEAK_AFTER_MS);

  /**
   * @param {import('../api/cathode-lab').Scenario} scenario
   * @param {import('../api/cathode-lab').Report} report
   */
  function update(scenario, report) {
    const explanations = lab.explain(scenario);
    const sentence = sentenceOf(scenario, report);
    // At the beginning there is nothing to tell of.
    if (told !== '' && sentence !== told) speaking.start();
    told = sentence;
    metrics.forEach((metric, index) => {
      const { output, provenance, explanation } = rows[index];
      const value = report.values[metric.key];
      const interval = report.intervals[metric.key];
      setText(
        output,
        value === null
          ? '–'
          : lab.displayText(metric.key, value) + (interval ? ` (${lab.intervalText(metric.key, interval)})` : ''),
      );
      output.dataset.value = value === null ? '' : String(value);
      output.dataset.provenance = report.provenance[metric.key];
      setText(provenance, report.provenance[metric.key]);
      setText(explanation, explanations[metric.key]);
    });
    setText(
      state,
      `Energy per volume ${lab.stateText(scenario)}: lithium that charging plates ${report.breakdown.some(({ layer }) => layer === 'platedLithium') ? 'is counted' : 'has no volume'}.`,
    );
    const stackTable = lab.stackTable(scenario);
    setText(stackCaption, stackTable.caption);
    stack.replaceChildren(
      ...stackTable.rows.map(({ cells: [name, ...numbers] }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, name.text),
          ...numbers.map((cell) => element('td', { class: 'number' }, cell.text)),
        ),
      ),
    );
    const items = report.warnings.map(({ code, severity, message }) =>
      element(
        'li',
        { class: severity, 'data-code': code },
        element('strong', {}, severity === 'note' ? 'Note: ' : 'Warning: '),
        message,
      ),
    );
    if (
      items.map((item) => item.textContent).join() !== [...warnings.children].map((item) => item.textContent).join()
    ) {
      warnings.replaceChildren(...items);
    }
  }

  /** What is said of a change. @param {import('../api/cathode-lab').Scenario} scenario @param {import('../api/cathode-lab').Report} report */
  function sentenceOf(scenario, report) {
    const numbers = SPOKEN.map((key) => {
      const { unit } = /** @type {import('../api/cathode-lab').Metric} */ (metrics.find((one) => one.key === key));
      const value = /** @type {number | null} */ (report.values[key]);
      return `${value === null ? 'no number of' : lab.displayText(key, value)} ${unit}`;
    });
    return `${lab.describe(scenario)}: ${numbers.join(', ')}.`;
  }

  return {
    whole: results,
    update,
    /** @param {boolean} isOpen */
    setOpen(isOpen) {
      whole.open = notes.open = isOpen;
    },
    showWarnings() {
      notes.open = true;
      notes.scrollIntoView({ block: 'center' });
      notes.querySelector('summary')?.focus({ preventScroll: true });
    },
  };
}
