// SPDX-License-Identifier: MIT
// The platform layer of the canvas: it draws only when something happened; see web/canvas/app.cpp for the other side.

import { frameState, namesOf, withText } from '../api/app-core.js';
import { makeFrame } from '../html/rest.js';
import { keepDevicePixels } from './backing-store.js';
import { listenToKeys } from './keyboard.js';
import { makeOverlay } from './overlay.js';
import { listenToPointer } from './pointer.js';
import { makeReleasing } from './releasing.js';
import { makeTextField } from './text-field.js';

/**
 * What the parts of the platform layer ask for.
 * @typedef {object} Frames
 * @property {() => void} wake something has happened: a frame is wanted
 * @property {() => void} drawNow draws at once: inside a user's gesture
 */

// What a frame has changed may change what is drawn next: another one looks, and mostly has nothing to draw.
const MOST_FRAMES_AFTER = 3;
const LATE_MS = 100;
const LONGEST_LOSS_MS = 700; // of what it draws with: a moment later it may be back
const FOCUS_MARGIN_PX = 120; // between an item with the focus and the edge of the window

/** Others come in between: a start in one piece would keep the page from answering. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Asks for what the canvas draws with, which takes the browser a while: in a task of its own, before the core is there.
 * @param {HTMLElement} stage
 */
export async function prepareCanvas(stage) {
  await nextTask();
  // The page draws only when something changes; what it drew must stay readable until then.
  const attributes = { alpha: false, depth: false, antialias: false, preserveDrawingBuffer: true };
  stage.querySelector('canvas')?.getContext('webgl2', attributes);
}

/**
 * Starts the canvas on a stage element that holds <canvas> and <input>. Returns null without WebGL 2.
 * @param {object} setup
 * @param {import('../api/app-core.js').AppCore} setup.core
 * @param {HTMLElement} setup.stage prepared
 * @param {ArrayBuffer[]} setup.fonts regular and semibold
 * @param {boolean} setup.isEmbedded browsers give a page so many drawings and no more: out of sight it gives its own back
 * @param {() => void} setup.onChange the calculation changed, or an edit was finished
 * @param {(what: string, which: number) => void} setup.onAsk a button asks for something outside the canvas (enum Ask in
 *   web/canvas/screen.h); which figure or definition
 * @param {(message: string) => void} setup.onRefusal typed text was refused and dropped
 * @param {() => void} setup.onHeight the stage has become higher or lower
 * @param {() => void} setup.onLeave takes the keyboard behind the drawing
 * @param {() => void} setup.onDraw a frame has been laid out
 * @param {() => number} setup.covered height (px) of what the page lays over the window's lower end
 * @param {() => number} setup.overlap height (px) of what the page lays over the drawing's upper end
 * @param {(isLost: boolean) => void} setup.onLost it cannot draw, or can again
 */
export function startCanvas({
  core,
  stage,
  fonts,
  isEmbedded,
  onChange,
  onRefusal,
  onAsk,
  onHeight,
  onLost,
  onLeave,
  onDraw,
  covered,
  overlap,
}) {
  const canvas = /** @type {HTMLCanvasElement} */ (stage.querySelector('canvas'));

  const [regular, semibold] = fonts.map((font) => {
    const pointer = core._malloc(font.byteLength);
    core.HEAPU8.set(new Uint8Array(font), pointer);
    return { pointer, size: font.byteLength };
  });
  const started = withText(core, `#${canvas.id}`, (selector) =>
    core._appStart(selector, regular.pointer, regular.size, semibold.pointer, semibold.size),
  );
  if (!started) return null;
  const names = namesOf(core);

  let frameCount = 0;
  let isWanted = false; // a frame
  let after = 0; // so many more may follow of their own
  let isVisible = true;
  let isLost = false;
  let hasBegun = false; // it knows what to show
  let lateDraw = 0;
  let revision = -1;
  let commits = -1;
  let widthCss = 0;
  let heightCss = 0;
  let windowHeight = 0; // when the width changed last; the canvas follows a little later
  let scrolled = 0; // how far down the content the window was at that width: a browser moves it when it is turned
  let led = NaN; // where the window was put down the content when the width had changed last

  /** How far the canvas has gone down on its stage, so that it stays in the window. */
  const scrollOffset = () => Math.max(canvas.getBoundingClientRect().top - stage.getBoundingClientRect().top, 0);

  /** Draws at another width; who reads on the canvas, and not its beginning, goes on with the same card. @param {() => void} act */
  function keepingPlace(act) {
    const isRead = scrolled > 0 && stage.clientHeight - scrolled > heightCss / 2;
    // Who is still where the last turn has led, which the page's end may have cut short, reads the same card.
    if (isRead && !(Math.abs(scrolled - led) < 2)) core._appKeepPlace(scrolled, windowHeight);
    windowHeight = window.innerHeight;
    act();
    const place = isRead ? core._appKeptPlace(windowHeight) : NaN;
    if (!(place >= 0)) return;
    window.scrollBy(0, stage.getBoundingClientRect().top + place);
    led = -stage.getBoundingClientRect().top;
  }

  function draw() {
    if (isLost || !hasBegun || widthCss === 0) return;
    const visible =
      Math.min(window.innerHeight, visualViewport?.height ?? Infinity) - covered() - canvas.getBoundingClientRect().top;
    core._appFrame(performance.now() / 1000, scrollOffset(), overlap(), Math.max(visible, 0));
    ++frameCount;
    const { top, width } = stage.getBoundingClientRect();
    if (Math.abs(width - widthCss) < 1) scrolled = -top;
    const state = frameState(core);
    const height = `${Math.ceil(state.contentHeight)}px`;
    if (stage.style.height !== height) {
      stage.style.height = height;
      onHeight();
      wake();
    }
    canvas.style.cursor = state.handCursor ? 'pointer' : '';
    if (state.focusMoved) revealFocus(state);
    if (state.editParameter >= 0) textField.open(state, { top: scrollOffset(), width: widthCss });
    overlay.follow(state, scrollOffset());
    onDraw();
    const asked = names.asks[state.asked];
    if (asked) onAsk(asked, state.askedFor);
    if (state.revision !== revision || state.commits !== commits) {
      ({ revision, commits } = state);
      onChange();
    }
    if (state.isAnother && after > 0) {
      --after;
      want();
    }
  }

  const schedule = makeFrame(() => {
    if (!isWanted || !isVisible || document.hidden) return;
    isWanted = false;
    draw();
    if (!isWanted) clearTimeout(lateDraw);
  });

  function wake() {
    after = MOST_FRAMES_AFTER;
    want();
  }
  function want() {
    isWanted = true;
    if (releasing.isReleased()) releasing.restore();
    schedule();
    // Where it is out of sight no frames come, but it may be printed.
    clearTimeout(lateDraw);
    lateDraw = window.setTimeout(drawLate, LATE_MS);
  }
  function drawLate() {
    clearTimeout(lateDraw);
    if (document.hidden) return;
    pixels.check();
    while (isWanted) {
      isWanted = false;
      draw();
    }
    clearTimeout(lateDraw);
    if (!isVisible) releasing.soon();
  }

  /** @type {Frames} */
  const frames = {
    wake,
    drawNow() {
      wake();
      draw();
    },
  };

  /** @param {ReturnType<typeof frameState>} state */
  function revealFocus(state) {
    const top = stage.getBoundingClientRect().top + state.focusY;
    if (top < FOCUS_MARGIN_PX) window.scrollBy(0, top - FOCUS_MARGIN_PX);
    else if (top + state.focusHeight > window.innerHeight - 20) {
      window.scrollBy(0, top + state.focusHeight - window.innerHeight + FOCUS_MARGIN_PX);
    }
  }

  const overlay = makeOverlay(core, stage, (which) => onAsk('definition', which));
  const releasing = makeReleasing(canvas, stage, () => !isEmbedded || isVisible || isLost || isWanted);
  const pointer = listenToPointer(canvas, core, frames);
  const keys = listenToKeys(canvas, core, names.keys, frames, pointer.givesFocus, onLeave);
  const textField = makeTextField({
    stage,
    core,
    frames,
    toCanvas: () => canvas.focus({ preventScroll: true }),
    onTab: keys.press,
    onRefusal,
  });
  const pixels = keepDevicePixels(canvas, stage, (size) => {
    // What it lies over is elsewhere then. A keyboard on the screen changes the height alone.
    const isTurned = size.widthCss !== widthCss;
    if (isTurned) textField.leave();
    const take = () => {
      ({ widthCss, heightCss } = size);
      core._appResize(widthCss, heightCss, size.pixelRatio, size.textScale);
      draw();
    };
    if (isTurned) keepingPlace(take);
    else take();
    wake();
  });

  new IntersectionObserver(([entry]) => {
    isVisible = entry.isIntersecting;
    if (isVisible) wake();
    else releasing.soon();
    watchLoss();
  }).observe(canvas);
  document.addEventListener('visibilitychange', () => wake());
  window.addEventListener('scroll', wake, { passive: true });
  window.addEventListener('beforeprint', () => {
    drawLate();
    releasing.print();
  });

  let lossTimer = 0;
  // Out of sight it may be another page's turn to draw; what is given up comes back when there is room.
  function watchLoss() {
    clearTimeout(lossTimer);
    if (isLost && isVisible) lossTimer = window.setTimeout(() => onLost(true), LONGEST_LOSS_MS);
  }
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    isLost = true;
    core._appContextLost();
    watchLoss();
    if (releasing.isReleased() && isWanted) setTimeout(releasing.restore); // not from within its own event
  });
  canvas.addEventListener('webglcontextrestored', () => {
    isLost = false;
    clearTimeout(lossTimer);
    onLost(false);
    frames.drawNow();
    releasing.restored();
    wake();
  });

  return {
    frames: () => frameCount,
    wake,
    /** The page around shows this one so many times larger. @param {number} scale */
    setScale: pixels.setScale,
    /** Makes what the first frame needs, in a task apart from it. */
    async prepare() {
      await nextTask();
      core._appPrepare();
      await nextTask();
    },
    /** Draws what there is to see, now that all of it is known: nothing else has been drawn before. */
    begin() {
      hasBegun = true;
      frames.drawNow();
    },
    /**
     * Where an item or a card was drawn last, in the window; null if it was not. Inputs have the names of their keys.
     * @param {string} name
     */
    item(name) {
      const at = withText(core, name, (pointer) => core._appItem(pointer)) / 8;
      if (at === 0) return null;
      const [x, y, width, height] = core.HEAPF64.subarray(at, at + 4);
      const box = canvas.getBoundingClientRect();
      return new DOMRect(box.x + x, box.y + y, width, height);
    },
    /** @param {import('../html/theme.js').Colors} colors */
    setColors({ dark, system }) {
      if (system) core._appSetSystemColors(...system);
      else core._appSetDark(dark);
      wake();
    },
  };
}
