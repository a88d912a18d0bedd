// SPDX-License-Identifier: MIT
// The comparison set in the page's HTML: every input that differs and every result, side by side.
import { button, choiceText, element, scrollingTable, setText } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';
import { nameOf } from '../html/terms.js';

/** @typedef {import('../api/cathode-lab').Scenario} Scenario */
/** @typedef {import('../api/cathode-lab').Report} Report */

/**
 * @typedef {object} Actions
 * @property {() => string} pin pins the current scenario; returns what came of it
 * @property {(place: number) => void} recall goes back to a pinned scenario
 * @property {(place: number) => void} unpin
 * @property {() => void} unpinAll
 * @property {import('../session/files.js').FileAction} file
 */

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../api/cathode-lab').Parameter[]} setup.parameters
 * @param {import('../api/cathode-lab').Metric[]} setup.metrics
 * @param {(place: number) => string} setup.pinName
 * @param {(value: number, reference: number, isOpen: boolean) => string} setup.differenceText
 * @param {Actions} setup.actions
 */
export function makeComparisonTable({ lab, parameters, metrics, pinName, differenceText, actions }) {
  const pin = button('Pin this scenario', () => setText(status, actions.pin()));
  const status = element('p', { role: 'status', class: 'hint' });
  const withPins = [
    button('Save for a spreadsheet (.xlsx)', () => actions.file('comparison', 'xlsx')),
    button('Save as CSV', () => actions.file('comparison', 'csv')),
    button('Save as JSON', () => actions.file('comparison', 'json')),
    button('Remove all', actions.unpinAll),
  ];
  const inputs = element('tbody');
  const results = element('tbody');
  const heads = element('tr');
  const table = scrollingTable('Comparison table', [], inputs);
  inputs.after(results);
  table.querySelector('thead')?.replaceChildren(heads);
  const section = element(
    'section',
    { id: 'comparison', 'aria-labelledby': 'comparison-title' },
    element('h2', { id: 'comparison-title' }, 'Comparison'),
    element('p', {}, 'Pinned scenarios beside the current one, with differences from A. The link keeps them all.'),
    element(
      'p',
      { class: 'buttons' },
      pin,
      ...withPins,
      button('Import a file', () => actions.file('import')),
    ),
    status,
    table,
  );

  /** @param {Scenario[]} scenarios @param {typeof parameters[number]} parameter */
  function inputRow(scenarios, parameter) {
    const { key, unit, choices, whenNull } = parameter;
    const texts = scenarios.map((scenario) => {
      const value = scenario[key] ?? null;
      if (value === null) return whenNull;
      const choice = choices?.find((candidate) => candidate.value === value);
      return choice ? choiceText(choice) : String(value);
    });
    if (texts.every((text) => text === texts[0])) return [];
    return [
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, nameOf(parameter), unit && `, ${unit}`),
        ...texts.map((text) => element('td', { class: 'number' }, text)),
      ),
    ];
  }

  /** @type {string} the pinned scenarios that the table shows */
  let shownPinned = '';
  /** @type {Report[]} */
  let pinnedReports = [];
  /** @type {HTMLElement[]} the current scenario's cell of each metric */
  let currentCells = [];
  /** @type {import('../api/cathode-lab').Scenario[]} */
  let scenarios = [];
  // Which inputs differ can wait until a slider rests.
  const inputsTimer = makeTimer(() => {
    inputs.replaceChildren(...parameters.flatMap((parameter) => inputRow(scenarios, parameter)));
  }, 120);

  /** @param {HTMLElement} cell @param {number} index of the metric @param {Report} report */
  function fillCell(cell, index, report) {
    const { key } = metrics[index];
    const value = report.values[key];
    const reference = pinnedReports[0].values[key];
    const interval = report.intervals[key];
    const difference =
      report === pinnedReports[0] || value === null || reference === null
        ? ''
        : differenceText(value, reference, !!interval || !!pinnedReports[0].intervals[key]);
    cell.dataset.value = value === null ? '' : String(value);
    cell.replaceChildren(
      value === null ? '–' : lab.displayText(key, value),
      element(
        'span',
        { class: 'difference' },
        [interval && lab.intervalText(key, interval), difference, report.provenance[key]].filter(Boolean).join(' · '),
      ),
    );
  }

  /** @param {Scenario[]} pinned */
  function build(pinned) {
    pinnedReports = pinned.map((scenario) => lab.evaluate(scenario));
    heads.replaceChildren(
      element('th', { scope: 'col' }, 'Quantity'),
      element('th', { scope: 'col', class: 'number' }, 'Now'),
      ...pinned.map((_, place) => {
        const name = pinName(place);
        return element(
          'th',
          { scope: 'col', class: 'number' },
          `${name} `,
          button('Recall', () => actions.recall(place), { 'aria-label': `Recall ${name}` }),
          ' ',
          button('Remove', () => actions.unpin(place), { 'aria-label': `Remove ${name}` }),
        );
      }),
    );
    const cellOf = (/** @type {string} */ key) => element('td', { class: 'number', 'data-compared': key });
    currentCells = metrics.map(({ key }) => cellOf(key));
    results.replaceChildren(
      ...metrics.map((metric, index) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, nameOf(metric), metric.unit && `, ${metric.unit}`),
          currentCells[index],
          ...pinnedReports.map((report) => {
            const cell = cellOf(metric.key);
            fillCell(cell, index, report);
            return cell;
          }),
        ),
      ),
    );
  }

  /**
   * @param {Scenario} current
   * @param {Report} report the current one's
   * @param {Scenario[]} pinned
   */
  function update(current, report, pinned) {
    const hadFocus = section.contains(document.activeElement);
    for (const made of withPins) made.hidden = pinned.length === 0;
    table.hidden = pinned.length === 0;
    section.toggleAttribute('data-pinned', pinned.length > 0);
    const state = JSON.stringify(pinned);
    if (state !== shownPinned) {
      shownPinned = state;
      if (pinned.length > 0) build(pinned);
      // What had the focus may be gone.
      const focused = document.activeElement;
      if (hadFocus && (!(focused instanceof HTMLElement) || !section.contains(focused) || focused.hidden)) pin.focus();
    }
    if (pinned.length === 0) return;
    currentCells.forEach((cell, index) => fillCell(cell, index, report));
    scenarios = [current, ...pinned];
    inputsTimer.start();
  }

  return { section, update };
}
