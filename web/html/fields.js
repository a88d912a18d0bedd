// SPDX-License-Identifier: MIT
// Fields for numbers, numbers as texts, and figures in the page.
import { element } from './dom.js';
import { trustedHtml } from './trusted.js';

/** @param {number | null} value */
export const short = (value) => (value === null ? '' : String(Number(value.toPrecision(5))).replace('-', '−'));

/**
 * A field for a number. What is refused stays until something else sets the number.
 * @param {object} setup
 * @param {string} setup.id
 * @param {string} setup.label
 * @param {string} [setup.hint]
 * @param {() => string} setup.read
 * @param {(text: string) => string | null} setup.put returns why it is refused
 */
export function numberField({ id, label, hint = '', read, put }) {
  const input = element('input', {
    id,
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    'aria-describedby': `${id}-hint ${id}-error`,
  });
  const wrong = element('p', { id: `${id}-error`, class: 'error', role: 'alert' });
  let shown = '';
  /** @param {string | null} refusal */
  function tellWrong(refusal) {
    wrong.textContent = refusal ?? '';
    wrong.hidden = refusal === null;
    input.setAttribute('aria-invalid', String(refusal !== null));
  }
  tellWrong(null);
  function show() {
    shown = read();
    input.value = shown;
    tellWrong(null);
  }
  input.addEventListener('change', () => {
    const refusal = put(input.value.trim());
    tellWrong(refusal);
    if (refusal === null) show();
  });
  return {
    field: element(
      'div',
      { class: 'field' },
      element('label', { for: id }, label),
      input,
      element('p', { id: `${id}-hint`, class: 'hint' }, hint),
      wrong,
    ),
    show,
    update() {
      if (read() !== shown) show();
    },
  };
}

/**
 * Puts a figure into the page.
 * @param {HTMLElement} place
 * @param {string} text an SVG document
 */
export function showFigure(place, text) {
  const svg = new DOMParser().parseFromString(trustedHtml(text), 'image/svg+xml').documentElement;
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  place.replaceChildren(document.importNode(svg, true));
}
