// SPDX-License-Identifier: MIT
// The form of one composite: its texts, its materials, and a line a measured point.
import { messageOf } from '../api/quoting.js';
import { button, element } from '../html/dom.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Composite} Composite */
/** @typedef {import('../api/cathode-lab').CompositeField} Field */
/** @typedef {import('../api/cathode-lab').OwnNumber} OwnNumber */

/** @param {Field} field */
const titleOf = ({ label, unit }) => (unit ? `${label}, ${unit}` : label);
/** @param {Field} field */
const rangeOf = ({ min, max, unit, required }) =>
  `${min} to ${max}${unit ? ` ${unit}` : ''}${required ? '' : ', or empty'}`;
/** As people write it: "0.115 ± 0.003". @param {OwnNumber | undefined} number */
const textOf = (number) =>
  number === undefined
    ? ''
    : typeof number === 'object'
      ? `${number.value} ± ${number.standardUncertainty}`
      : String(number);

/**
 * @param {object} setup
 * @param {CathodeLab} setup.lab
 * @param {(composite: Composite) => void} setup.onDone with one that is taken
 * @param {() => void} setup.onCancel
 */
export function makeEditor({ lab, onDone, onCancel }) {
  const fields = lab.compositeFields();
  const refused = element('p', { class: 'error', role: 'alert', id: 'composite-error' });
  /** @type {Map<string, HTMLInputElement>} */
  const inputs = new Map();
  /** @param {string} id @param {string} label @param {string} hint @param {Record<string, string>} [attributes] */
  function field(id, label, hint, attributes = {}) {
    const input = element('input', {
      id: `composite-${id}`,
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-describedby': `composite-${id}-hint`,
      ...attributes,
    });
    inputs.set(id, input);
    return element(
      'div',
      { class: 'field' },
      element('label', { for: input.id }, label),
      input,
      element('p', { id: `composite-${id}-hint`, class: 'hint' }, hint),
    );
  }
  const morphology = element(
    'select',
    { id: 'composite-morphology', 'aria-describedby': 'composite-morphology-hint' },
    ...(lab.parameters().find(({ key }) => key === 'model')?.choices ?? []).map(({ value, label }) =>
      element('option', { value: String(value) }, `${value} · ${label}`),
    ),
  );
  const body = element('tbody', {});
  /** @type {Map<string, HTMLInputElement>[]} */
  let lines = [];

  /** @param {Partial<Composite['points'][number]>} point */
  function addLine(point) {
    /** @type {Map<string, HTMLInputElement>} */
    const cells = new Map();
    const row = element('tr', {});
    const number = lines.length + 1;
    for (const one of fields.points) {
      const input = element('input', {
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        'aria-label': `${titleOf(one)}, point ${number}`,
      });
      input.value = textOf(point[one.key]);
      cells.set(one.key, input);
      row.append(element('td', {}, input));
    }
    lines.push(cells);
    const remove = button(
      '×',
      () => {
        lines = lines.filter((other) => other !== cells);
        row.remove();
        add.focus();
      },
      { class: 'remove', 'aria-label': `Remove point ${number}` },
    );
    row.append(element('td', {}, remove));
    body.append(row);
    return cells;
  }
  const add = button('Add a point', () => addLine({}).get('amWtPct')?.focus());

  /**
   * What a field holds; throws where it is no number. Empty: nothing.
   * @param {string} text
   * @param {string} name
   * @param {Field} of
   */
  function read(text, name, of) {
    if (text.trim() === '') return undefined;
    const [value, standardUncertainty] = text.split(/±|\+\/?-/).map((part) => lab.parseNumber(part.trim()));
    if (value === null || standardUncertainty === null)
      throw new Error(
        `${name}: "${text.slice(0, 40)}" is not a number; allowed: ${rangeOf(of)}, as 0.115 or 0.115 ± 0.003.`,
      );
    return standardUncertainty === undefined ? value : { value, standardUncertainty };
  }
  /** Of a refusal the input that it speaks of. @param {string} message */
  function inputOf(message) {
    const [, place, key] = /points\[(\d+)\][:.]\s*(\w+)/.exec(message) ?? [];
    if (place !== undefined) return lines[Number(place)]?.get(key);
    return [...inputs].find(([id]) => new RegExp(`\\b${id}\\b`).test(message))?.[1];
  }
  function done() {
    for (const input of whole.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
    try {
      const composite = /** @type {Composite} */ (
        /** @type {unknown} */ ({
          name: inputs.get('name')?.value.trim() ?? '',
          source: inputs.get('source')?.value.trim() ?? '',
          morphology: Number(morphology.value),
          materials: Object.fromEntries(
            fields.materials.map((one) => [one.key, read(inputs.get(one.key)?.value ?? '', one.key, one)]),
          ),
          points: lines.map((cells, place) =>
            Object.fromEntries(
              fields.points.map((one) => [
                one.key,
                read(cells.get(one.key)?.value ?? '', `points[${place}].${one.key}`, one),
              ]),
            ),
          ),
        })
      );
      composite.points.forEach((point, place) => {
        for (const { key, label } of fields.points.slice(0, 2))
          if (point[key] === undefined) throw new Error(`points[${place}]: ${key} (${label}) is not given.`);
      });
      const taken = lab.checkComposite(composite);
      refused.textContent = '';
      onDone(taken);
    } catch (error) {
      const message = messageOf(error);
      // A person counts from 1.
      refused.textContent = message.replace(/points\[(\d+)\][:.]\s*/, (_, place) => `Point ${Number(place) + 1}: `);
      const input = inputOf(message);
      input?.setAttribute('aria-invalid', 'true');
      (input ?? inputs.get('name'))?.focus();
    }
  }

  const whole = element(
    'form',
    { class: 'composite-editor', autocomplete: 'off', 'aria-label': 'A composite' },
    element(
      'div',
      { class: 'fields' },
      field('name', 'Name', '1 to 60 characters', { maxlength: '60' }),
      field('source', 'Source of its numbers', 'A DOI, a notebook: up to 200 characters', { maxlength: '200' }),
      element(
        'div',
        { class: 'field' },
        element('label', { for: 'composite-morphology' }, 'Where its electrolyte sits'),
        morphology,
        element('p', { id: 'composite-morphology-hint', class: 'hint' }, 'What its microstructure is generated like'),
      ),
    ),
    element('h3', {}, 'Measured points'),
    element(
      'p',
      { class: 'hint' },
      'A number may have its standard uncertainty: 0.115 ± 0.003. What was not measured stays empty, and what rests on it has no number. One point gives constants, two or more are interpolated.',
    ),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Measured points' },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ...fields.points.map((one) => element('th', { scope: 'col', title: one.description }, titleOf(one))),
            element('td', {}),
          ),
        ),
        body,
      ),
    ),
    element('p', { class: 'buttons' }, add),
    element('h3', {}, 'Materials and cells'),
    element(
      'div',
      { class: 'fields' },
      ...fields.materials.map((one) =>
        field(one.key, titleOf(one), `${one.description} ${rangeOf(one)}.`, { inputmode: 'decimal' }),
      ),
    ),
    refused,
    element('p', { class: 'buttons' }, button('Save and use', done, { class: 'primary' }), button('Cancel', onCancel)),
  );
  whole.addEventListener('submit', (event) => {
    event.preventDefault();
    done();
  });

  return {
    whole,
    /** @param {Composite | null} composite null: an empty one */
    open(composite) {
      refused.textContent = '';
      const texts = { name: composite?.name ?? '', source: composite?.source ?? '' };
      for (const [id, input] of inputs) {
        input.value =
          id in texts
            ? texts[/** @type {keyof typeof texts} */ (id)]
            : textOf(composite?.materials[/** @type {import('../api/cathode-lab').CompositeMaterial} */ (id)]);
        input.removeAttribute('aria-invalid');
      }
      morphology.value = String(composite?.morphology ?? 1);
      body.replaceChildren();
      lines = [];
      for (const point of composite?.points ?? [{}]) addLine(point);
      inputs.get('name')?.focus();
    },
  };
}
