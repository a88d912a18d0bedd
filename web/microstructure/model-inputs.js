// SPDX-License-Identifier: MIT
// The two inputs of the calculation itself that a microstructure is made of first: the particle model and the content of active
// material. They are the same as on every other tab.
import { element, setText } from '../html/dom.js';
import { drawn, modelMark } from './drawn.js';
import { makeSliderField } from './slider-field.js';

/**
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {import('../session/calculation.js').LiveCalculation} calculation
 */
export function makeModelInputs(lab, calculation) {
  const [model, content] = /** @type {const} */ (['model', 'amWtPct']).map((key) => {
    const found = lab.parameters().find((one) => one.key === key);
    if (!found) throw new Error(`${key} is no input of the calculation.`);
    return found;
  });
  const tiles = (model.choices ?? []).map(({ value, label }) => {
    const input = element('input', {
      type: 'radio',
      name: 'micro-model',
      id: `micro-model-${value}`,
      value: String(value),
    });
    input.addEventListener('change', () => {
      if (input.checked) calculation.type('model', String(value), true);
    });
    const mark = drawn(
      'svg',
      { viewBox: '0 0 24 24', width: 22, height: 22, 'aria-hidden': 'true' },
      modelMark(Number(value), 12, 12, 8),
    );
    return {
      value: Number(value),
      input,
      whole: element(
        'label',
        { class: 'tile' },
        input,
        mark,
        element('span', {}, element('b', {}, String(value)), ' ', element('span', { class: 'tile-name' }, label)),
      ),
    };
  });
  const told = element('p', { class: 'hint tile-told', 'aria-hidden': 'true' });
  let scenario = calculation.scenario();
  const slider = makeSliderField({
    id: 'micro-amWtPct',
    label: content.label,
    unit: content.unit,
    min: content.min ?? 0,
    max: content.max ?? 100,
    step: content.step,
    measured: content.measured,
    read: () => String(scenario.amWtPct),
    put(text, isFinished) {
      const refusal = calculation.type('amWtPct', text, isFinished);
      scenario = calculation.scenario();
      return refusal;
    },
  });
  return {
    whole: element(
      'div',
      { class: 'model-inputs' },
      element(
        'fieldset',
        { class: 'tiles' },
        element('legend', { class: 'visually-hidden' }, model.label),
        ...tiles.map(({ whole }) => whole),
      ),
      told,
      slider.whole,
    ),
    update() {
      scenario = calculation.scenario();
      for (const { value, input } of tiles) input.checked = value === scenario.model;
      setText(told, (model.choices ?? []).find(({ value }) => value === scenario.model)?.label ?? '');
      slider.update();
    },
    /** @param {string[]} locked keys of inputs that cannot be changed here */
    lock(locked) {
      for (const { input } of tiles) input.disabled = locked.includes('model');
      slider.lock(locked.includes('amWtPct'));
    },
  };
}
