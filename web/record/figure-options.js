// SPDX-License-Identifier: MIT
// Fields for the options of figures, which canvas and page share, made from the registry.
import { element } from '../html/dom.js';
import { joinedButtons, numberField, selectField } from '../html/fields.js';

/** @typedef {import('./parts.js').Context} Context */

/** From so many choices on they are a list. */
const MOST_BUTTONS = 6;

/**
 * A field for an option, and what brings it in step.
 * @param {Context} context
 * @param {string} key
 * @returns {{field: HTMLElement, update: () => void, isWide?: true}}
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
  if (choices.length > MOST_BUTTONS) {
    return selectField({
      id: `option-${key}`,
      label,
      choices,
      read: () => shared.options()[key],
      put: (value) => shared.putOption(key, value),
    });
  }
  return joinedButtons({
    label,
    choices,
    read: () => shared.options()[key],
    put: (value) => shared.putOption(key, value),
  });
}

/**
 * Switches of the theory curves, and what each says.
 * @param {string} title
 * @param {Context['lab']} lab
 * @param {Context['shared']} shared
 */
function theorySwitches(title, lab, shared) {
  const theories = lab.theories().map((theory) => ({
    ...theory,
    box: element('input', { type: 'checkbox', id: `theory-${theory.key}` }),
  }));
  const switches = element(
    'div',
    { class: 'joined', role: 'group', 'aria-label': title },
    element('span', { class: 'label' }, title),
    element(
      'span',
      { class: 'group' },
      ...theories.map(({ label, box }) => element('label', {}, box, element('span', {}, label))),
    ),
  );
  switches.addEventListener('change', () => {
    const keys = theories.filter(({ box }) => box.checked).map(({ key }) => key);
    shared.putOption('theories', keys.join(',') || 'none');
  });
  return {
    field: element(
      'div',
      { class: 'theories' },
      switches,
      element(
        'details',
        {},
        element('summary', {}, 'What the curves say'),
        element(
          'dl',
          {},
          ...theories.flatMap(({ label, formula, assumption, source }) => [
            element('dt', {}, label),
            element('dd', {}, `${formula}. ${assumption} ${source}`),
          ]),
        ),
      ),
    ),
    isWide: /** @type {const} */ (true),
    update() {
      const chosen = shared.options().theories.split(',');
      for (const { key, box } of theories) box.checked = chosen.includes(key);
    },
  };
}
