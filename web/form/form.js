// The page's form and tables: the same inputs and numbers as the canvas, as real HTML. It is made
// from the registries and is the whole interface where WebGL 2 is missing.
import { choiceText, element, scrollingTable, setText } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';
import { makeComparisonTable } from './comparison-table.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Parameter} Parameter */

/** @param {Parameter} parameter */
function rangeText(parameter) {
  if (parameter.choices) return '';
  const unit = parameter.unit ? ` ${parameter.unit}` : '';
  return `${parameter.min} to ${parameter.max}${unit}${parameter.nullable ? `, or empty: ${parameter.whenNull}` : ''}`;
}

/** @param {Parameter} parameter */
function makeControl(parameter) {
  const id = `in-${parameter.key}`;
  const common = { id, name: parameter.key, 'aria-describedby': `${id}-hint ${id}-error` };
  if (!parameter.choices) {
    return element('input', {
      ...common,
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      spellcheck: 'false',
    });
  }
  return element(
    'select',
    common,
    ...parameter.choices.map((choice) => element('option', { value: String(choice.value) }, choiceText(choice))),
  );
}

/**
 * @param {object} setup
 * @param {CathodeLab} setup.lab
 * @param {HTMLElement} setup.root
 * @param {(key: string, text: string, finished: boolean) => string | null} setup.onType sets an input, while or
 *   after it is typed; returns why it is refused
 * @param {() => void} setup.onLeave an input is left
 * @param {import('./comparison-table.js').Actions} setup.comparison what can be done with the comparison set
 * @param {(place: number) => string} setup.pinName
 * @param {(value: number, reference: number, isOpen: boolean) => string} setup.differenceText
 * @param {ReturnType<typeof import('../record/record.js').makeRecord>} setup.record
 */
export function makeMirror({ lab, root, onType, onLeave, comparison, pinName, differenceText, record }) {
  const parameters = lab.parameters();
  const metrics = lab.metrics();

  const form = element('form', { id: 'scenario', autocomplete: 'off' }, element('h2', {}, 'Inputs'));
  form.addEventListener('submit', (event) => event.preventDefault());
  /**
   * @type {Map<string, {whole: HTMLElement, control: HTMLInputElement | HTMLSelectElement, hint: HTMLElement,
   *   error: HTMLElement, shown: string}>}
   */
  const fields = new Map();
  /** @type {HTMLElement[]} */
  const sets = [];
  for (const title of new Set(parameters.map(({ groupLabel }) => groupLabel))) {
    const set = element('fieldset', {}, element('legend', {}, title));
    for (const parameter of parameters.filter(({ groupLabel }) => groupLabel === title)) {
      const control = makeControl(parameter);
      const error = element('p', { id: `${control.id}-error`, class: 'error', role: 'alert' });
      error.hidden = true;
      const hint = element('p', { id: `${control.id}-hint`, class: 'hint' });
      const whole = element(
        'div',
        { class: 'field' },
        element(
          'label',
          { for: control.id, title: parameter.description },
          parameter.unit ? `${parameter.label}, ${parameter.unit}` : parameter.label,
        ),
        control,
        hint,
        error,
      );
      set.append(whole);
      fields.set(parameter.key, { whole, control, hint, error, shown: '' });
    }
    form.append(set);
    sets.push(set);
  }

  /** @param {string} key @param {string | null} message */
  function showError(key, message) {
    const { control, error } = /** @type {NonNullable<ReturnType<typeof fields.get>>} */ (fields.get(key));
    error.textContent = message ?? '';
    error.hidden = message === null;
    if (message === null) control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
  }

  let showRefused = () => {};
  const refusing = makeTimer(() => showRefused(), 600);
  let typing = ''; // the field whose text a person is changing
  let applying = ''; // the field whose text is being taken over
  /** @param {string} name @param {string} value @param {boolean} finished */
  function apply(name, value, finished) {
    applying = name;
    const refusal = onType(name, value, finished);
    applying = '';
    return refusal;
  }
  form.addEventListener('input', (event) => {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    refusing.stop();
    typing = name;
    const refusal = apply(name, value, false);
    showRefused = () => showError(name, refusal);
    if (refusal === null) showRefused();
    else refusing.start();
  });
  form.addEventListener('change', (event) => {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    refusing.stop();
    // What else has set the input since it was typed into counts.
    if (typing !== name) return;
    typing = '';
    showError(name, apply(name, value, true));
  });

  const rows = metrics.map((metric) => ({
    output: element('output', { 'data-metric': metric.key }),
    provenance: element('td'),
    explanation: element('td', { class: 'explanation' }),
  }));
  const stack = element('tbody');
  const stackCaption = element('p', { class: 'hint' });
  const state = element('p', { class: 'hint' });
  const warnings = element('ul', { id: 'warnings' });
  const results = element(
    'section',
    { id: 'results', 'aria-live': 'polite', 'aria-labelledby': 'results-title' },
    element('h2', { id: 'results-title' }, 'Results'),
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
            element('th', { scope: 'row', title: `${metric.description} ${metric.source}` }, metric.label),
            element('td', { class: 'number' }, rows[index].output),
            element('td', {}, metric.unit),
            rows[index].provenance,
            rows[index].explanation,
          ),
        ),
      ),
    ),
    element('h2', {}, 'Cell stack'),
    state,
    scrollingTable(
      'Cell stack table',
      lab.stackTable().columns.map(({ label, unit }) => (unit ? `${label}, ${unit}` : label)),
      stack,
    ),
    stackCaption,
    element('h2', {}, 'Notes and warnings'),
    warnings,
  );

  const compared = makeComparisonTable({ lab, parameters, metrics, pinName, differenceText, actions: comparison });
  const outcome = element('div', {}, results, compared.section, record.whole);
  root.replaceChildren(form, outcome);

  /** @type {Set<string>} */
  let locked = new Set();
  /**
   * Shows some of the inputs, some of them unchangeable.
   * @param {string[] | null} shown scenario keys; null: all
   * @param {string[]} fixed
   */
  function present(shown, fixed) {
    locked = new Set(fixed);
    for (const [key, { whole, control }] of fields) {
      whole.hidden = shown !== null && !shown.includes(key);
      if (control instanceof HTMLInputElement) control.readOnly = locked.has(key);
      else control.disabled = locked.has(key);
    }
    for (const set of sets) set.hidden = !set.querySelector('.field:not([hidden])');
    form.hidden = sets.every(({ hidden }) => hidden);
  }

  /**
   * Brings everything in step with a calculation.
   * @param {import('../session/comparison-file.js').CompleteCalculation} calculation
   */
  function update({ scenario, comparison: pinned }) {
    const explanations = lab.explain(scenario);
    const report = lab.evaluate(scenario);
    const unused = lab.unusedInputs(scenario);
    compared.update(scenario, report, pinned);
    record.update();
    for (const parameter of parameters) {
      const field = /** @type {NonNullable<ReturnType<typeof fields.get>>} */ (fields.get(parameter.key));
      const why = unused[parameter.key];
      setText(
        field.hint,
        (why ? `Not used: ${why}. ` : '') + (locked.has(parameter.key) ? 'Fixed here.' : rangeText(parameter)),
      );
      const value = scenario[parameter.key];
      const text = value === null ? '' : String(value);
      // What a person is typing, and what was refused, stays until something else sets the input.
      if (text === field.shown) continue;
      field.shown = text;
      if (applying === parameter.key) continue;
      if (typing === parameter.key) typing = '';
      field.control.value = text;
      showError(parameter.key, null);
    }
    // An input that is left out shows the value it has then; the metric has the same name.
    for (const { key, whenNull } of parameters.filter(({ nullable }) => nullable)) {
      const metric = /** @type {import('../api/cathode-lab').MetricKey} */ (key);
      const value = lab.displayText(metric, /** @type {number} */ (report.values[metric]));
      fields.get(key)?.control.setAttribute('placeholder', `${whenNull}: ${value}`);
    }
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

  // Leaving a field ends the edit and shows what counts now, unless its text was refused.
  form.addEventListener('focusout', (event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    const field = fields.get(name);
    if (!field) return;
    typing = '';
    onLeave();
    if (field.error.hidden) field.control.value = field.shown;
  });

  let isReachable = true;
  function applyReach() {
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (
      root.querySelectorAll('input, select, button, textarea, summary, .scroll')
    )) {
      if (!isReachable) node.tabIndex = -1;
      else if (node.className === 'scroll') node.tabIndex = 0;
      else node.removeAttribute('tabindex');
    }
  }
  // Tables are filled anew once a slider rests.
  new MutationObserver(() => {
    if (!isReachable) applyReach();
  }).observe(root, { childList: true, subtree: true });

  return {
    update,
    present,
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
