// SPDX-License-Identifier: MIT
// Mouse, pen and finger on the canvas.

/**
 * Vertical panning stays the browser's (touch-action), wheel events are not listened to.
 * @param {HTMLCanvasElement} canvas
 * @param {import('../api/app-core.js').AppCore} core
 * @param {import('./platform.js').Frames} frames
 */
export function listenToPointer(canvas, core, { wake, drawNow }) {
  /** Whether it has come onto something else. @param {PointerEvent} event */
  const movePointer = (event) =>
    core._appPointerMove(Math.max(event.offsetX, 0), Math.max(event.offsetY, 0), event.pointerType === 'touch');
  let pressed = false;
  let givesFocus = false;
  // WebKitGTK lets a mouse repeat what a finger has just done.
  let touchEnd = -Infinity;
  /** @param {PointerEvent} event */
  const repeatsTouch = (event) => event.pointerType === 'mouse' && event.timeStamp - touchEnd < 500;
  canvas.addEventListener('pointermove', (event) => {
    if (!event.isPrimary || repeatsTouch(event)) return;
    if (pressed && (event.buttons & 1) === 0) releasePointer(event);
    if (movePointer(event) || pressed) wake();
  });
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary || repeatsTouch(event)) return;
    pressed = true;
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that is gone already cannot be captured; the release will still come or not.
    }
    movePointer(event);
    core._appPointerButton(true);
    wake();
  });
  /** @param {PointerEvent} event */
  function releasePointer(event) {
    if (!pressed || !event.isPrimary) return;
    pressed = false;
    givesFocus = false;
    movePointer(event);
    core._appPointerButton(false);
    drawNow();
    if (event.pointerType === 'touch') {
      touchEnd = event.timeStamp;
      core._appPointerMove(-1, -1, true);
    }
    wake();
  }
  canvas.addEventListener('pointerup', (event) => {
    if ((event.buttons & 1) === 0) releasePointer(event);
  });
  // What held the pointer lets go where it was: the browser took the pointer over, or the person went elsewhere.
  function cancel() {
    if (!pressed) return;
    pressed = false;
    givesFocus = false;
    core._appPointerCancel();
    drawNow();
  }
  for (const type of ['pointercancel', 'lostpointercapture']) canvas.addEventListener(type, cancel);
  window.addEventListener('blur', cancel);
  document.addEventListener('visibilitychange', cancel);
  canvas.addEventListener('pointerleave', () => {
    if (core._appPointerMove(-1, -1, false)) wake();
  });
  canvas.addEventListener(
    'pointerdown',
    () => {
      givesFocus = true;
    },
    { capture: true },
  );

  return {
    /** Whether it is the pointer that gives the canvas the focus. */
    givesFocus: () => givesFocus,
  };
}
