// SPDX-License-Identifier: MIT
// Fields for numbers, numbers as texts, and figures in the page.
import { element } from './dom.js';
import { trustedHtml } from './trusted.js';

/** @param {number | null} value */
export const short = (value) => (value === null ? '' : String(Number(value.toPrecision(5))).replace('-', '−'));

/**
 * A field for a number that is typed, and the place below it where a refusal is told.
 * @param {string} id its hint's and its error's are this with -hint and -error
 */
export function typedInput(id) {
  const input = element('input', {
    id,
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    'aria-describedby': `${id}-hint ${id}-error`,
  });
  const wrong = element('p', { id: `${id}-error`, class: 'error', role: 'alert' });
  /** @param {string | null} refusal nothing: it is taken */
  function tellWrong(refusal) {
    wrong.textContent = refusal ?? '';
    wrong.hidden = refusal === null;
    input.setAttribute('aria-invalid', String(refusal !== null));
  }
  tellWrong(null);
  return { input, wrong, tellWrong };
}

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
  const { input, wrong, tellWrong } = typedInput(id);
  let shown = '';
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
 * A choice of many.
 * @param {object} setup
 * @param {string} setup.id
 * @param {string} setup.label
 * @param {{value: string, label: string}[]} setup.choices
 * @param {() => string} setup.read
 * @param {(value: string) => void} setup.put
 */
export function selectField({ id, label, choices, read, put }) {
  const select = element(
    'select',
    { id },
    ...choices.map((choice) => element('option', { value: choice.value }, choice.label)),
  );
  select.addEventListener('change', () => put(select.value));
  return {
    field: element('div', { class: 'field' }, element('label', { for: id }, label), select),
    update() {
      select.value = read();
    },
  };
}

/**
 * A choice as joined buttons: radio buttons, one Tab stop, arrow keys choose.
 * @param {object} setup
 * @param {string} setup.label
 * @param {{value: string, label: string}[]} setup.choices
 * @param {() => string} setup.read
 * @param {(value: string) => void} setup.put
 */
export function joinedButtons({ label, choices, read, put }) {
  const name = `joined-${++joined}`;
  const inputs = choices.map(({ value }) => element('input', { type: 'radio', name, value }));
  const field = element(
    'div',
    { class: 'joined', role: 'radiogroup', 'aria-labelledby': `${name}-label` },
    element('span', { id: `${name}-label`, class: 'label' }, label),
    element(
      'span',
      { class: 'group' },
      ...choices.map((choice, at) => element('label', {}, inputs[at], element('span', {}, choice.label))),
    ),
  );
  field.addEventListener('change', ({ target }) => put(/** @type {HTMLInputElement} */ (target).value));
  return {
    field,
    update() {
      const value = read();
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}
let joined = 0;

/**
 * A number on a slider, with its field, the ends with their values, and a mark where the standard lies.
 * @param {object} setup
 * @param {string} setup.id
 * @param {string} setup.label
 * @param {string} setup.unit
 * @param {number} setup.min
 * @param {number} setup.max
 * @param {number} setup.step
 * @param {number} setup.standard
 * @param {() => number} setup.read
 * @param {(text: string) => string | null} setup.put returns why it is refused
 */
export function sliderField({ id, label, unit, min, max, step, standard, read, put }) {
  const typed = numberField({ id, label: `${label}, ${unit}`, read: () => String(read()), put });
  const slider = element('input', {
    type: 'range',
    id: `${id}-slider`,
    min: String(min),
    max: String(max),
    step: String(step),
    'aria-label': `${label}, slider`,
  });
  slider.addEventListener('input', () => {
    put(slider.value);
    typed.show();
    say();
  });
  const mark = element('span', { class: 'standard', title: `standard: ${standard} ${unit}` });
  mark.style.setProperty('--at', String((standard - min) / (max - min)));
  const ends = element(
    'div',
    { class: 'ends', 'aria-hidden': 'true' },
    element('span', {}, String(min)),
    mark,
    element('span', {}, String(max)),
  );
  typed.field.classList.add('sliding');
  typed.field.querySelector('input')?.after(element('div', { class: 'slide' }, slider, ends));
  const say = () => {
    slider.value = String(read());
    slider.setAttribute('aria-valuetext', `${read()} ${unit}${read() === standard ? ', the standard' : ''}`);
    typed.field.classList.toggle('changed', read() !== standard);
  };
  say();
  return {
    field: typed.field,
    show() {
      typed.show();
      say();
    },
    update() {
      typed.update();
      say();
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
