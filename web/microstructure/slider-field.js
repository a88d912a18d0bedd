// SPDX-License-Identifier: MIT
// A number with a slider: dragged or typed, with its unit, and on the track the span that was measured.
import { element } from '../html/dom.js';
import { typedInput } from '../html/fields.js';

/**
 * @param {object} setup
 * @param {string} setup.id of the field for the number; the slider's ends in -range
 * @param {string} setup.label
 * @param {string} setup.unit
 * @param {number} setup.min of the slider
 * @param {number} setup.max of the slider
 * @param {number} setup.step of the slider
 * @param {[number, number] | null} [setup.measured]
 * @param {string} [setup.hint]
 * @param {() => string} setup.read
 * @param {(text: string, isFinished: boolean) => string | null} setup.put while it is dragged or once it is set; returns why it is refused
 */
export function makeSliderField({ id, label, unit, min, max, step, measured = null, hint = '', read, put }) {
  const { input: number, wrong, tellWrong } = typedInput(id);
  const range = element('input', {
    id: `${id}-range`,
    class: 'track',
    type: 'range',
    min: String(min),
    max: String(max),
    step: String(step),
    'aria-label': label,
  });
  const share = (/** @type {number} */ value) => String(Math.min(Math.max((value - min) / (max - min), 0), 1));
  if (measured) {
    range.classList.add('spanned');
    range.style.setProperty('--from', share(measured[0]));
    range.style.setProperty('--to', share(measured[1]));
  }
  let shown = '';
  function show() {
    shown = read();
    number.value = shown;
    range.value = shown;
    range.style.setProperty('--at', share(Number(shown)));
    range.setAttribute('aria-valuetext', `${shown} ${unit}`);
    tellWrong(null);
  }
  /** @param {string} text @param {boolean} isFinished */
  function give(text, isFinished) {
    const refusal = put(text, isFinished);
    if (refusal === null) show();
    else tellWrong(refusal);
  }
  range.addEventListener('input', () => give(range.value, false));
  range.addEventListener('change', () => give(range.value, true));
  number.addEventListener('change', () => give(number.value.trim(), true));
  const told = [hint, measured ? `${measured[0]} to ${measured[1]} ${unit} measured` : ''].filter(Boolean).join('; ');
  return {
    whole: element(
      'div',
      { class: 'slider-field' },
      element('label', { for: id }, label),
      element('span', { class: 'typed' }, number, element('span', { class: 'unit' }, unit)),
      range,
      element('p', { id: `${id}-hint`, class: 'hint' }, told),
      wrong,
    ),
    show,
    /** What else has set it is shown. */
    update() {
      if (read() !== shown) show();
    },
    /** @param {boolean} isLocked */
    lock(isLocked) {
      number.readOnly = isLocked;
      range.disabled = isLocked;
    },
  };
}
