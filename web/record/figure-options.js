// SPDX-License-Identifier: MIT
// Fields for the options of figures, which canvas and page share, made from the registry.
import { element } from '../html/dom.js';
import { numberField } from '../html/fields.js';

/** @typedef {import('./parts.js').Context} Context */

/**
 * A field for an option, and what brings it in step.
 * @param {Context} context
 * @param {string} key
 * @returns {{field: HTMLElement, update: () => void}}
 */
export function optionField({ lab, shared }, key) {
  const option = lab.figureOptions().find((one) => one.key === key);
  if (!option) throw new Error(`no option ${key}`);
  if (key === 'theories') return theorySwitches(option.label, lab, shared);
  const { label, choices } = option;
  if (choices === null) {
    return numberField({
      id: `option-${key}`,
      label,
      read: () => shared.options()[key],
      put: (text) => shared.putOption(key, text),
    });
  }
  const id = `option-${key}-${Math.random().toString(36).slice(2, 8)}`; // one option may have a field in several parts
  const select = element(
    'select',
    { id },
    ...choices.map((choice) => element('option', { value: choice.value }, choice.label)),
  );
  select.addEventListener('change', () => shared.putOption(key, select.value));
  return {
    field: element('div', { class: 'field' }, element('label', { for: id }, label), select),
    update: () => {
      select.value = shared.options()[key];
    },
  };
}

/**
 * Switches of the theory curves, each with what it says.
 * @param {string} title
 * @param {Context['lab']} lab
 * @param {Context['shared']} shared
 */
function theorySwitches(title, lab, shared) {
  const boxes = lab.theories().map(({ key, label, formula, assumption, source }) => {
    const box = element('input', { type: 'checkbox', id: `theory-${key}` });
    return {
      key,
      box,
      whole: element(
        'div',
        {},
        element('span', { class: 'check' }, box, element('label', { for: box.id }, label)),
        element('p', { class: 'hint' }, `${formula}. ${assumption} ${source}`),
      ),
    };
  });
  const whole = element('details', {}, element('summary', {}, title), ...boxes.map((one) => one.whole));
  whole.addEventListener('change', () => {
    const keys = boxes.filter(({ box }) => box.checked).map(({ key }) => key);
    shared.putOption('theories', keys.join(',') || 'none');
  });
  return {
    field: whole,
    update: () => {
      for (const { key, box } of boxes) box.checked = shared.options().theories.split(',').includes(key);
    },
  };
}
