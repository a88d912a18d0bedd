// Giving the drawing's WebGL context back while nobody sees it: a browser has some 16 of them for all pages of a site,
// and takes the oldest away for good where more are asked for. A picture of the drawing stands in its place, for print.

const RELEASED_AFTER_MS = 400;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} stage around it
 * @param {() => boolean} isNeeded
 */
export function makeReleasing(canvas, stage, isNeeded) {
  const extension = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? null;
  let isReleased = false;
  let timer = 0;

  function release() {
    if (!extension || isReleased || isNeeded()) return;
    const { width, height } = canvas.getBoundingClientRect();
    stage.style.background = `url(${canvas.toDataURL()}) 0 0 / ${width}px ${height}px no-repeat`;
    canvas.style.visibility = 'hidden';
    isReleased = true;
    extension.loseContext();
  }

  return {
    /** Gives it back in a while, if it is not needed by then. */
    soon() {
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
      stage.style.background = '';
      canvas.style.visibility = '';
    },
  };
}
