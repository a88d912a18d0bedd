// A lesson around the calculation: a task, and a prediction to make before the results are shown.
import { button, byId, element } from './dom.js';

/**
 * @typedef {object} Prediction
 * @property {string} metric
 * @property {number} predicted
 * @property {number} calculated
 */

/**
 * @param {object} setup
 * @param {(hidden: boolean) => void} setup.onHide
 * @param {(key: import('../cathode-lab').MetricKey) => number | null} setup.resultOf
 * @param {(key: import('../cathode-lab').MetricKey, value: number) => string} setup.displayText
 * @param {(prediction: Prediction) => void} setup.onPredict
 */
export function makeLesson({ onHide, resultOf, displayText, onPredict }) {
  const root = byId('lesson');

  /** @param {import('../cathode-lab').Metric} metric */
  function makePrediction(metric) {
    const name = metric.unit ? `${metric.label}, ${metric.unit}` : metric.label;
    const field = element('input', { id: 'prediction', type: 'text', inputmode: 'decimal', autocomplete: 'off',
      'aria-describedby': 'prediction-error' });
    const error = element('p', { id: 'prediction-error', class: 'error', role: 'alert' });
    const verdict = element('p', { id: 'prediction-verdict', role: 'status' });
    const form = element('form', { id: 'predict' },
      element('label', { for: 'prediction' }, `Your prediction: ${name}`),
      element('div', { class: 'buttons' }, field, element('button', { type: 'submit' }, 'Show the results')), error);
    const again = button('Predict again', () => {
      field.value = '';
      setHidden(true);
      field.focus();
    });
    /** @param {boolean} hidden */
    function setHidden(hidden) {
      form.hidden = !hidden;
      again.hidden = hidden;
      if (hidden) verdict.textContent = '';
      onHide(hidden);
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = field.value.trim();
      // "1,200" may be one or a thousand.
      const predicted = text === '' || /^\d{1,3}(,\d{3})+$/.test(text) ? NaN : Number(text.replace(',', '.'));
      const wrong = !Number.isFinite(predicted) || predicted < 0;
      error.textContent = wrong ? `Your prediction (${name}): "${field.value.slice(0, 40)}" is not a number; allowed: 0 or more.` : '';
      field.setAttribute('aria-invalid', String(wrong));
      if (wrong) return;
      const calculated = resultOf(metric.key);
      if (calculated === null) return;
      setHidden(false);
      const percent = calculated === 0 ? '' : ` You are ${Math.abs((predicted / calculated - 1) * 100).toFixed(1)} % ${predicted < calculated ? 'below' : 'above'} it.`;
      const unit = metric.unit && ` ${metric.unit}`;
      verdict.textContent = `Predicted: ${predicted}${unit}. Calculated: ${displayText(metric.key, calculated)}${unit}.${percent}`;
      again.focus();
      onPredict({ metric: metric.key, predicted, calculated });
    });
    root.append(form, verdict, again);
    setHidden(true);
  }

  /** @param {Pick<import('./options.js').Options, 'task' | 'predict'>} options */
  return ({ task, predict }) => {
    root.replaceChildren();
    root.hidden = !task && !predict;
    if (task) root.append(element('p', { class: 'task' }, task));
    if (predict) makePrediction(predict);
    else onHide(false);
  };
}
