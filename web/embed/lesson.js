// SPDX-License-Identifier: MIT
// A lesson around the calculation: a task, and a prediction to make before the results are shown.

import { messageOf } from '../api/quoting.js';
import { button, byId, element } from '../html/dom.js';
import { readNumber } from '../session/numbers.js';

/** @typedef {import('../api/embed-types').Prediction} Prediction */

/**
 * @param {object} setup
 * @param {import('../session/numbers.js').Parser} setup.lab
 * @param {boolean} setup.isOwnPage no page is around that answers for the task: a link may say anything
 * @param {(hidden: boolean) => void} setup.onHide
 * @param {(key: import('../api/cathode-lab').MetricKey) => number | null} setup.resultOf
 * @param {(key: import('../api/cathode-lab').MetricKey, value: number) => string} setup.displayText
 * @param {(prediction: Prediction) => void} setup.onPredict
 */
export function makeLesson({ lab, isOwnPage, onHide, resultOf, displayText, onPredict }) {
  const root = byId('lesson');

  /** @param {import('../api/cathode-lab').Metric} metric */
  function makePrediction(metric) {
    const name = metric.unit ? `${metric.label}, ${metric.unit}` : metric.label;
    const field = element('input', {
      id: 'prediction',
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      'aria-describedby': 'prediction-error',
    });
    const error = element('p', { id: 'prediction-error', class: 'error', role: 'alert' });
    const verdict = element('p', { id: 'prediction-verdict', role: 'status' });
    const form = element(
      'form',
      { id: 'predict' },
      element('label', { for: 'prediction' }, `Your prediction: ${name}`),
      element('div', { class: 'buttons' }, field, element('button', { type: 'submit' }, 'Show the results')),
      error,
    );
    const again = button('Predict again', () => {
      field.value = '';
      setHidden(true);
      field.focus();
    });
    /** @param {Prediction} prediction */
    function show({ predicted, calculated }) {
      setHidden(false);
      const percent =
        calculated === 0
          ? ''
          : ` You are ${Math.abs((predicted / calculated - 1) * 100).toFixed(1)} % ${predicted < calculated ? 'below' : 'above'} it.`;
      const unit = metric.unit && ` ${metric.unit}`;
      verdict.textContent = `Predicted: ${predicted}${unit}. Calculated: ${displayText(metric.key, calculated)}${unit}.${percent}`;
    }
    /** @param {boolean} hidden */
    function setHidden(hidden) {
      form.hidden = !hidden;
      again.hidden = hidden;
      if (hidden) verdict.textContent = '';
      onHide(hidden);
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      let predicted = NaN;
      error.textContent = '';
      try {
        predicted = readNumber(lab, `Your prediction (${name})`, field.value, { min: 0 });
      } catch (reason) {
        error.textContent = messageOf(reason);
      }
      field.setAttribute('aria-invalid', String(Number.isNaN(predicted)));
      if (Number.isNaN(predicted)) return;
      const calculated = resultOf(metric.key);
      if (calculated === null) {
        error.textContent = `No number can be given for ${name} here: the notes say why.`;
        return;
      }
      const prediction = { metric: metric.key, predicted, calculated };
      show(prediction);
      again.focus();
      onPredict(prediction);
    });
    root.append(form, verdict, again);
    setHidden(true);
    return show;
  }

  /** @type {((prediction: Prediction) => void) | null} */
  let show = null;
  return {
    /** @param {Pick<import('../session/options.js').Options, 'task' | 'predict'>} options */
    give({ task, predict }) {
      root.replaceChildren();
      root.hidden = !task && !predict;
      if (task && isOwnPage) root.append(element('p', { class: 'hint' }, 'Task, written by whoever made the link:'));
      if (task) root.append(element('p', { class: 'task', dir: 'auto' }, task));
      show = predict && makePrediction(predict);
      if (!predict) onHide(false);
    },
    /** Goes on from a prediction that was made before. @param {Prediction} prediction of what is asked for */
    resume(prediction) {
      show?.(prediction);
      onPredict(prediction);
    },
  };
}
