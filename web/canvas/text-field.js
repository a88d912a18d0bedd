// SPDX-License-Identifier: MIT
// The text field: one real input laid over the value being typed, so that selection, clipboard, mobile keyboards and
// input methods are the browser's own.

import { typeText } from '../api/app-core.js';
import { makeTimer, REFUSAL_AFTER_MS } from '../html/rest.js';
import { isTab } from './keyboard.js';

/**
 * @param {object} setup
 * @param {HTMLElement} setup.stage holds the input and the place of its error
 * @param {import('../api/app-core.js').AppCore} setup.core
 * @param {import('./platform.js').Frames} setup.frames
 * @param {() => void} setup.toCanvas gives the canvas the focus
 * @param {(event: KeyboardEvent) => void} setup.onTab Tab leads on from the value typed
 * @param {(message: string) => void} setup.onRefusal typed text was refused and dropped
 */
export function makeTextField({ stage, core, frames: { wake, drawNow }, toCanvas, onTab, onRefusal }) {
  const field = /** @type {HTMLInputElement} */ (stage.querySelector('input'));
  const error = /** @type {HTMLElement} */ (stage.querySelector('[role=alert]'));
  let edited = -1; // registry index
  let before = ''; // the text to go back to
  let refused = ''; // why, told after a while
  const refusing = makeTimer(() => showError(refused), REFUSAL_AFTER_MS);

  /** @param {string | null} message */
  function showError(message) {
    refusing.stop();
    error.textContent = message ?? '';
    error.hidden = !message;
    field.setAttribute('aria-invalid', String(message !== null));
  }

  /**
   * Lays it over a value.
   * @param {ReturnType<typeof import('../api/app-core.js').frameState>} state
   * @param {{top: number, width: number}} canvas where it is on the stage, how wide it is
   */
  function open(state, canvas) {
    if (edited >= 0) return;
    edited = state.editParameter;
    const parameter = core.parameters()[edited];
    before = core.UTF8ToString(core._appValueText(edited));
    field.value = before;
    field.placeholder = core.UTF8ToString(core._appEffectiveText(edited));
    field.setAttribute('aria-label', parameter.unit ? `${parameter.label}, ${parameter.unit}` : parameter.label);
    Object.assign(field.style, {
      left: `${state.editX}px`,
      top: `${state.editY + canvas.top}px`,
      width: `${state.editWidth}px`,
      height: `${state.editHeight}px`,
      // Below 16 px some browsers zoom in on a field.
      fontSize: `${Math.max(state.editHeight / 2, 16)}px`,
    });
    error.style.top = `${state.editY + canvas.top + state.editHeight + 6}px`;
    error.style.left = `${Math.max(Math.min(state.editX, canvas.width - 300), 8)}px`;
    field.hidden = false;
    showError(null);
    core._appEditing(edited);
    core._appTyping(true);
    field.focus({ preventScroll: true });
    field.select();
    wake();
  }

  /** @param {boolean} isLeft the focus goes back to the canvas */
  function close(isLeft) {
    if (edited < 0) return;
    edited = -1;
    core._appEditing(-1);
    core._appTyping(false);
    showError(null);
    if (isLeft) toCanvas();
    field.hidden = true;
    wake();
  }

  /** Takes the typed text; if it is refused, goes back to what was there before. */
  function finish(/** @type {boolean} */ isLeft) {
    if (edited < 0) return;
    const refusal = typeText(core, edited, field.value);
    if (refusal !== null) {
      typeText(core, edited, before);
      onRefusal(`${refusal} Kept ${before || field.placeholder}.`);
    }
    close(isLeft);
    drawNow();
  }

  field.addEventListener('input', () => {
    const refusal = typeText(core, edited, field.value);
    refused = refusal ?? '';
    if (refusal === null) showError(null);
    else refusing.start();
    wake();
  });
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      const refusal = typeText(core, edited, field.value);
      if (refusal !== null) showError(refusal);
      else finish(true);
      event.preventDefault();
    } else if (event.key === 'Escape') {
      typeText(core, edited, before);
      close(true);
      event.preventDefault();
    } else if (isTab(event)) {
      finish(true);
      onTab(event);
    }
  });
  field.addEventListener('blur', () => finish(false));
  return {
    open,
    /** Takes the typed text, as leaving the field does. */
    leave: () => finish(false),
  };
}
