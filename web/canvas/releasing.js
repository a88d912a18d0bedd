// SPDX-License-Identifier: MIT
// Giving the drawing's WebGL context back while nobody sees it: a browser has some 16 of them for all pages of a site,
// and takes the oldest away for good where more are asked for. A picture of the drawing stands in its place, for print.

import { element } from '../html/dom.js';

const RELEASED_AFTER_MS = 400;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} stage around it
 * @param {() => boolean} isNeeded
 */
export function makeReleasing(canvas, stage, isNeeded) {
  const extension = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? null;
  // What the canvas is for those who do not see it, it says itself.
  const picture = element('img', { id: 'picture', alt: '' });
  let isReleased = false;
  let timer = 0;
  let asked = 0; // so many times

  async function release() {
    if (!extension || isReleased || isNeeded()) return;
    const pictured = asked;
    picture.src = canvas.toDataURL();
    await picture.decode().catch(() => {});
    // Drawn anew meanwhile, it is asked for again.
    if (isReleased || isNeeded() || asked !== pictured) return;
    stage.append(picture);
    canvas.style.visibility = 'hidden';
    isReleased = true;
    extension.loseContext();
  }

  // Printers get what a browser has shown last of WebGL, or nothing; of this they get what it holds.
  const print = element('canvas', { id: 'printed', 'aria-hidden': 'true' });
  window.addEventListener('afterprint', () => print.remove());

  return {
    /** Puts what the drawing shows on paper. */
    print() {
      if (isReleased || canvas.width * canvas.height === 0) return;
      Object.assign(print, { width: canvas.width, height: canvas.height });
      print.getContext('2d')?.drawImage(canvas, 0, 0);
      stage.append(print);
    },
    /** Gives it back in a while, if it is not needed by then. */
    soon() {
      ++asked;
      clearTimeout(timer);
      timer = window.setTimeout(release, RELEASED_AFTER_MS);
    },
    isReleased: () => isReleased,
    /** Asks for it again; the canvas is told when it is there. */
    restore() {
      extension?.restoreContext();
    },
    /** It is there, and drawn. */
    restored() {
      isReleased = false;
      picture.remove();
      canvas.style.visibility = '';
    },
  };
}
