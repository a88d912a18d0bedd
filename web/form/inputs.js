// SPDX-License-Identifier: MIT
// The inputs as a form, made from the registry.
import { choiceText, element, setText } from '../html/dom.js';
import { makeTimer, REFUSAL_AFTER_MS } from '../html/rest.js';
import { whatIs } from '../html/terms.js';

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
 * An input with its label, its hint and the place of its error.
 * @param {Parameter} parameter
 */
function makeField(parameter) {
  const control = makeControl(parameter);
  const error = element('p', { id: `${control.id}-error`, class: 'error', role: 'alert' });
  error.hidden = true;
  const hint = element('p', { id: `${control.id}-hint`, class: 'hint' });
  const whole = element(
    'div',
    { class: 'field' },
    element(
      'div',
      { class: 'named' },
      element('label', { for: control.id }, parameter.unit ? `${parameter.label}, ${parameter.unit}` : parameter.label),
      whatIs(parameter),
    ),
    control,
    hint,
    error,
  );
  return { whole, control, hint, error, shown: '' };
}

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {(key: string, text: string, finished: boolean) => string | null} setup.onType sets an input, while or
 *   after it is typed; returns why it is refused
 * @param {() => void} setup.onLeave an input is left
 */
export function makeInputs({ lab, onType, onLeave }) {
  const parameters = lab.parameters();
  const form = element('form', { id: 'scenario', autocomplete: 'off' }, element('h2', {}, 'Inputs'));
  form.addEventListener('submit', (event) => event.preventDefault());
  /** @type {Map<string, ReturnType<typeof makeField>>} */
  const fields = new Map();
  /** @type {HTMLElement[]} */
  const sets = [];
  for (const title of new Set(parameters.map(({ groupLabel }) => groupLabel))) {
    const set = element('fieldset', {}, element('legend', {}, title));
    for (const parameter of parameters.filter(({ groupLabel }) => groupLabel === title)) {
      const field = makeField(parameter);
      set.append(field.whole);
      fields.set(parameter.key, field);
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
  const refusing = makeTimer(() => showRefused(), REFUSAL_AFTER_MS);
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
  // Leaving a field ends the edit and shows what counts now, unless its text was refused.
  form.addEventListener('focusout', (event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    const field = fields.get(name);
    if (!field) return;
    typing = '';
    onLeave();
    if (field.error.hidden) field.control.value = field.shown;
  });

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
   * @param {import('../api/cathode-lab').Scenario} scenario
   * @param {import('../api/cathode-lab').Report} report
   */
  function update(scenario, report) {
    const unused = lab.unusedInputs(scenario);
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
      const value = report.values[metric];
      const text = value === null ? 'none' : lab.displayText(metric, value);
      fields.get(key)?.control.setAttribute('placeholder', `${whenNull}: ${text}`);
    }
  }

  return { whole: form, update, present };
}
