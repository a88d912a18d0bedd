// SPDX-License-Identifier: MIT
// Joined buttons of which one is pressed: radio buttons to the keyboard and to screen readers.
import { element } from '../html/dom.js';

/**
 * @template {string} Value
 * @param {object} setup
 * @param {string} setup.id each button's is this with its value behind
 * @param {string} setup.name of what is chosen
 * @param {readonly (readonly [Value, string])[]} setup.choices value and text, the first one chosen
 * @param {(value: Value) => void} setup.onChoose a person has chosen
 */
export function makeSegments({ id, name, choices, onChoose }) {
  const inputs = choices.map(([value]) => {
    const input = element('input', { type: 'radio', name: id, id: `${id}-${value}`, value });
    input.addEventListener('change', () => {
      if (input.checked) onChoose(value);
    });
    return input;
  });
  inputs[0].checked = true;
  return {
    whole: element(
      'fieldset',
      { class: 'segments' },
      element('legend', { class: 'visually-hidden' }, name),
      ...choices.map(([, text], at) => element('label', {}, inputs[at], element('span', {}, text))),
    ),
    /** @returns {Value} */
    value: () => choices[inputs.findIndex(({ checked }) => checked)][0],
    /** @param {Value} value */
    put(value) {
      inputs[choices.findIndex(([one]) => one === value)].checked = true;
    },
    /** Which may be chosen; of one that may not the first that may takes the place. @param {(value: Value) => boolean} may */
    allow(may) {
      inputs.forEach((input, at) => {
        input.disabled = !may(choices[at][0]);
      });
      if (!inputs.some(({ checked, disabled }) => checked && !disabled))
        (inputs.find(({ disabled }) => !disabled) ?? inputs[0]).checked = true;
    },
  };
}
