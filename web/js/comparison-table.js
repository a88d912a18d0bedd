// The comparison set in the page's HTML: every input that differs and every result, side by side.
import { button, choiceText, element, scrollingTable, setText } from './dom.js';

/** @typedef {import('../cathode-lab').Scenario} Scenario */

/**
 * @typedef {object} Actions
 * @property {() => string | null} pin pins the current scenario; returns why not
 * @property {(place: number) => void} recall goes back to a pinned scenario
 * @property {(place: number) => void} unpin
 * @property {(what: 'csv' | 'json' | 'import') => void} file
 */

/** @param {number} value @param {number} reference */
function differenceText(value, reference) {
  if (reference === 0) return '';
  const percent = (value / reference - 1) * 100;
  const sign = percent < -0.05 ? '−' : percent < 0.05 ? '±' : '+';
  return `${sign}${Math.abs(percent).toFixed(1)} %`;
}

/**
 * @param {object} setup
 * @param {import('../cathode-lab').CathodeLab} setup.lab
 * @param {(place: number) => string} setup.pinName
 * @param {Actions} setup.actions
 */
export function makeComparisonTable({ lab, pinName, actions }) {
  const parameters = lab.parameters();
  const metrics = lab.metrics();
  const pin = button('Pin this scenario', () => setText(status, actions.pin() ?? ''));
  const status = element('p', { role: 'status', class: 'hint' });
  const saving = [button('Save as CSV', () => actions.file('csv')), button('Save as JSON', () => actions.file('json'))];
  const body = element('tbody');
  const heads = element('tr');
  const table = scrollingTable('Comparison table', [], body);
  table.querySelector('thead')?.replaceChildren(heads);
  const section = element('section', { id: 'comparison', 'aria-labelledby': 'comparison-title' },
    element('h2', { id: 'comparison-title' }, 'Comparison'),
    element('p', {}, 'Pinned scenarios beside the current one, with differences from A. The link keeps them all.'),
    element('p', { class: 'buttons' },
      pin, ...saving,
      button('Import a file', () => actions.file('import'))),
    status, table);

  /** @param {Scenario[]} scenarios @param {typeof parameters[number]} parameter */
  function inputRow(scenarios, { key, label, unit, choices }) {
    const texts = scenarios.map((scenario) => {
      const value = scenario[key] ?? null;
      if (value === null) return 'from model';
      const choice = choices?.find((candidate) => candidate.value === value);
      return choice ? choiceText(choice) : String(value);
    });
    if (texts.every((text) => text === texts[0])) return [];
    return [element('tr', {}, element('th', { scope: 'row' }, unit ? `${label}, ${unit}` : label),
      ...texts.map((text) => element('td', { class: 'number' }, text)))];
  }

  let shown = '';
  /**
   * @param {Scenario} current
   * @param {Scenario[]} pinned
   */
  function update(current, pinned) {
    for (const save of saving) save.hidden = pinned.length === 0;
    table.hidden = pinned.length === 0;
    if (pinned.length === 0) return;
    const state = JSON.stringify([current, pinned]);
    if (state === shown) return;
    shown = state;
    setText(status, '');
    const scenarios = [current, ...pinned];
    const reports = scenarios.map((scenario) => lab.evaluate(scenario));
    // The buttons stay the same elements while a person may have the focus on one.
    if (heads.childElementCount !== scenarios.length + 1) {
      heads.replaceChildren(element('th', { scope: 'col' }, 'Quantity'), element('th', { scope: 'col', class: 'number' }, 'Now'),
        ...pinned.map((_, place) => {
          const name = pinName(place);
          return element('th', { scope: 'col', class: 'number' }, `${name} `,
            button('Recall', () => actions.recall(place), { 'aria-label': `Recall ${name}` }), ' ',
            button('Remove', () => {
              actions.unpin(place);
              pin.focus();  // this button is gone
            }, { 'aria-label': `Remove ${name}` }));
        }));
    }
    body.replaceChildren(
      ...parameters.flatMap((parameter) => inputRow(scenarios, parameter)),
      ...metrics.map((metric) => {
        const values = reports.map(({ values: all }) => /** @type {number} */ (all[metric.key]));
        return element('tr', {}, element('th', { scope: 'row' }, metric.unit ? `${metric.label}, ${metric.unit}` : metric.label),
          ...values.map((value, index) => {
            const cell = element('td', { class: 'number', 'data-compared': metric.key, 'data-value': String(value) },
              lab.displayText(metric.key, value));
            const difference = index === 1 ? '' : differenceText(value, values[1]);
            cell.append(element('span', { class: 'difference' },
              [difference, reports[index].provenance[metric.key]].filter(Boolean).join(' · ')));
            return cell;
          }));
      }));
  }

  return { section, update };
}
