// SPDX-License-Identifier: MIT
// The keyboard on the canvas: what the canvas takes of it, and where the focus comes from.

// With Shift, WebKitGTK tells Tab by its place on the keyboard only.
/** @param {KeyboardEvent} event */
export const isTab = ({ key, code }) => key === 'Tab' || (key === 'Unidentified' && code === 'Tab');

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('../api/app-core.js').AppCore} core
 * @param {string[]} names of the keys that the canvas knows
 * @param {import('./platform.js').Frames} frames
 * @param {() => boolean} pointerGivesFocus
 * @param {() => void} leave takes the focus behind the canvas
 */
export function listenToKeys(canvas, core, names, { wake, drawNow }, pointerGivesFocus, leave) {
  let windowLeft = false; // the window lost the focus, not the canvas
  /** The text field over the canvas: what comes back from it is no new focus. @param {Node | null} place */
  const isOfStage = (place) => place !== null && (canvas.parentElement?.contains(place) ?? false);
  canvas.addEventListener('focus', (event) => {
    const previous = /** @type {Element | null} */ (event.relatedTarget);
    const returns = isOfStage(previous) || windowLeft || previous?.closest('dialog');
    windowLeft = false;
    if (!pointerGivesFocus() && !returns) {
      const after =
        previous !== null && (canvas.compareDocumentPosition(previous) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      core._appFocus(after);
      wake();
    }
  });
  canvas.addEventListener('blur', (event) => {
    if (isOfStage(/** @type {Node | null} */ (event.relatedTarget)) || document.querySelector('dialog[open]')) return;
    windowLeft = document.activeElement === canvas;
    if (windowLeft) return;
    core._appBlur();
    wake();
  });
  /** @param {KeyboardEvent} event @returns whether the canvas has taken it */
  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Escape' && core._appEscape()) {
      drawNow();
      event.preventDefault();
      return true;
    }
    const digit = /^[0-9.,-]$/.test(event.key);
    const name = isTab(event) ? (event.shiftKey ? 'BackTab' : 'Tab') : digit ? 'digit' : event.key;
    const key = names.indexOf(name);
    if (key < 0 || !core._appKey(key)) {
      if (event.key === 'Escape' || event.key === 'F6') {
        event.preventDefault();
        leave();
      }
      wake();
      return false;
    }
    drawNow();
    // A digit goes on into the text field that it has just opened.
    if (!digit) event.preventDefault();
    return true;
  }
  canvas.addEventListener('keydown', press);
  // While something is dragged the focus may be elsewhere.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.target === canvas || !core._appEscape()) return;
    drawNow();
    event.preventDefault();
  });
  return { press };
}
