// SPDX-License-Identifier: MIT
// Making and changing HTML: text always as text, never as markup.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @type {ResizeObserver | null} */
let fitting = null;
/**
 * Marks a table's box while all of it is in sight: then its head may stick to the page, and Tab passes it by.
 * @param {HTMLElement} box
 */
function watchFit(box) {
  fitting ??= new ResizeObserver((entries) => {
    for (const whole of new Set(entries.map(({ target }) => target.closest('.scroll')))) {
      if (!(whole instanceof HTMLElement) || whole.clientWidth === 0) continue;
      const fits = /** @type {HTMLElement} */ (whole.firstElementChild).offsetWidth <= whole.clientWidth + 1;
      whole.toggleAttribute('data-fits', fits);
      if (whole.tabIndex === 0 && fits) whole.removeAttribute('tabindex');
      else if (!whole.hasAttribute('tabindex') && !fits) whole.tabIndex = 0;
    }
  });
  fitting.observe(box);
  if (box.firstElementChild) fitting.observe(box.firstElementChild);
}

/**
 * A table that scrolls sideways where it does not fit, by keyboard too.
 * @param {string} name
 * @param {string[]} heads
 * @param {HTMLElement[]} bodies
 */
export function scrollingTable(name, heads, ...bodies) {
  const whole = element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      ...bodies,
    ),
  );
  watchFit(whole);
  return whole;
}

/**
 * Changes a text only where it differs, so that screen readers announce what changed and no more.
 * @param {HTMLElement} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A text in which "_" begins a subscript, as in σ_eff. @param {string} text */
export const withSubscripts = (text) =>
  text.split(/_(\p{L}+)/u).map((part, index) => (index % 2 === 0 ? part : element('sub', {}, part)));

/** @param {string} id of an element of the page's own HTML */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * A button.
 * @param {string} text
 * @param {() => void} onClick
 * @param {Record<string, string>} [attributes]
 */
export function button(text, onClick, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', onClick);
  return made;
}

/**
 * A choice in words; a number tells which one it is.
 * @param {{value: number | string, label: string}} choice
 */
export const choiceText = ({ value, label }) => (typeof value === 'number' ? `${value} · ${label}` : label);
