// SPDX-License-Identifier: MIT
// The one primary action of the rail, which is progress and cancel while it works.
import { button, element, setText } from '../html/dom.js';

/**
 * @param {object} setup
 * @param {() => void} setup.generate what the action does where a volume is generated
 * @param {() => void} setup.generateOnly the same without solving
 * @param {() => void} setup.solve and where a file is taken
 * @param {() => void} setup.cancel
 */
export function makeRunBar({ generate, generateOnly, solve, cancel: onCancel }) {
  const bar = element('progress', { max: '1', 'aria-labelledby': 'micro-doing' });
  const doing = element('p', { id: 'micro-doing', class: 'hint' });
  const cancel = button('Cancel', onCancel);
  const working = element('div', { class: 'working' }, bar, doing, cancel);
  const run = button('', generate, { class: 'primary', id: 'micro-run' });
  const only = button('Generate only', generateOnly, { class: 'quiet' });
  const own = button('Solve', solve, { class: 'primary', id: 'own-solve' });
  const missing = element('p', { class: 'hint', id: 'own-missing' });
  const live = element('p', { class: 'visually-hidden', 'aria-live': 'polite', id: 'micro-said' });
  const error = element('p', { class: 'error', role: 'alert', id: 'micro-error' });
  const draftError = element('p', { class: 'error', id: 'draft-error' });
  const idle = element('div', { class: 'idle' }, run, only, own, missing);
  working.hidden = true;
  return {
    whole: element('div', { class: 'run' }, idle, working, live, error, draftError),
    say: (/** @type {string} */ text) => setText(live, text),
    refuse: (/** @type {string} */ text) => setText(error, text),
    refuseDraft: (/** @type {string} */ text) => setText(draftError, text),
    /** @param {import('./work.js').State['doing']} state */
    showDoing({ text, fraction }) {
      setText(doing, text);
      if (fraction === undefined) bar.removeAttribute('value');
      else bar.value = fraction;
    },
    /** The focus stays where the action was. @param {boolean} isBusy */
    showBusy(isBusy) {
      const hadFocus = (isBusy ? idle : working).contains(document.activeElement);
      working.hidden = !isBusy;
      idle.hidden = isBusy;
      if (!hadFocus) return;
      const next = isBusy ? cancel : [run, own].find(({ hidden }) => !hidden);
      next?.focus({ preventScroll: true });
    },
    /**
     * What may be done now.
     * @param {{isFile: boolean, isRest: boolean, missing: string}} state whether a file is taken; whether what is shown waits to be
     *   solved; what a solve of the file still needs
     */
    offer({ isFile, isRest, missing: text }) {
      run.hidden = only.hidden = isFile;
      setText(run, isRest ? 'Solve this volume' : 'Generate and solve');
      own.hidden = !isFile || text !== '';
      missing.hidden = !isFile || text === '';
      setText(missing, text);
    },
  };
}
