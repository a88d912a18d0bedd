// The platform layer of the canvas: frames, size, pointer, keyboard, text entry, context loss.
// It draws only when something happened; see web/canvas/app.cpp for the other side.

import { frameState, typeText, withText } from '../api/app-core.js';
import { makeFrame } from '../html/rest.js';

// As enum Key in web/canvas/drawing.h.
const KEYS = [
  'Tab',
  'BackTab',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'Enter',
  ' ',
  'Escape',
  'digit',
];
// As enum Ask in web/canvas/screen.h.
const ASKED = /** @type {const} */ (['', 'share', 'csv', 'json', 'import', 'rows', 'figure', 'view']);

// Dear ImGui spreads fast events over frames and settles hover one frame later.
const FRAMES_PER_EVENT = 4;

/**
 * Starts the canvas on a stage element that holds <canvas> and <input>. Returns null without WebGL 2.
 * @param {object} setup
 * @param {import('../api/app-core.js').AppCore} setup.core
 * @param {HTMLElement} setup.stage
 * @param {ArrayBuffer[]} setup.fonts regular and semibold
 * @param {() => void} setup.onChange the calculation changed, or an edit was finished
 * @param {(what: Exclude<typeof ASKED[number], ''>, which: number) => void} setup.onAsk a button asks for something outside
 *   the canvas; which figure or view
 * @param {(message: string) => void} setup.onRefusal typed text was refused and dropped
 */
export function startCanvas({ core, stage, fonts, onChange, onRefusal, onAsk }) {
  const canvas = /** @type {HTMLCanvasElement} */ (stage.querySelector('canvas'));
  const field = /** @type {HTMLInputElement} */ (stage.querySelector('input'));
  const fieldError = /** @type {HTMLElement} */ (stage.querySelector('[role=alert]'));

  const [regular, semibold] = fonts.map((font) => {
    const pointer = core._malloc(font.byteLength);
    core.HEAPU8.set(new Uint8Array(font), pointer);
    return { pointer, size: font.byteLength };
  });
  const started = withText(core, `#${canvas.id}`, (selector) =>
    core._appStart(selector, regular.pointer, regular.size, semibold.pointer, semibold.size),
  );
  if (!started) return null;

  let frames = 0;
  let wanted = 0; // frames still to draw
  let visible = true;
  let lost = false;
  let revision = -1;
  let commits = -1;
  let widthCss = 0;
  let heightCss = 0;
  let ratio = 0; // device pixels per CSS pixel

  const scrollOffset = () =>
    Math.min(Math.max(-stage.getBoundingClientRect().top, 0), Math.max(stage.clientHeight - heightCss, 0));

  function draw() {
    if (lost || widthCss === 0) return;
    core._appFrame(performance.now() / 1000, scrollOffset());
    ++frames;
    const state = frameState(core);
    const height = `${Math.ceil(state.contentHeight)}px`;
    if (stage.style.height !== height) {
      stage.style.height = height;
      wake();
    }
    canvas.style.cursor = state.handCursor ? 'pointer' : '';
    if (state.focusMoved) revealFocus(state);
    if (state.editParameter >= 0) openField(state);
    const asked = ASKED[state.asked];
    if (asked) onAsk(asked, state.askedFor);
    if (state.revision !== revision || state.commits !== commits) {
      ({ revision, commits } = state);
      onChange();
    }
  }

  const schedule = makeFrame(() => {
    if (wanted <= 0 || !visible || document.hidden) return;
    --wanted;
    draw();
    if (wanted > 0) schedule();
  });

  function wake(count = FRAMES_PER_EVENT) {
    wanted = Math.max(wanted, count);
    schedule();
  }

  /** Draws at once, as far as pending events need: inside a user's gesture. */
  function drawNow() {
    for (let i = 0; i < FRAMES_PER_EVENT; ++i) draw();
  }

  /** @param {ReturnType<typeof frameState>} state */
  function revealFocus(state) {
    const top = stage.getBoundingClientRect().top + state.focusY;
    const margin = 120;
    if (top < margin) window.scrollBy(0, top - margin);
    else if (top + state.focusHeight > window.innerHeight - 20) {
      window.scrollBy(0, top + state.focusHeight - window.innerHeight + margin);
    }
  }

  // Size: the backing store has exactly the device pixels the canvas covers, as far as the graphics
  // card goes: a tall embedded page may be higher.
  const USUAL_MOST_PIXELS = 4096; // what every card has; asking for more waits for the card
  let mostPixels = USUAL_MOST_PIXELS;
  /** @param {number} wanted device pixels of the longer side */
  function roomFor(wanted) {
    if (wanted > mostPixels && mostPixels === USUAL_MOST_PIXELS) {
      const context = /** @type {WebGL2RenderingContext} */ (canvas.getContext('webgl2'));
      mostPixels = Math.min(
        ...context.getParameter(context.MAX_VIEWPORT_DIMS),
        context.getParameter(context.MAX_RENDERBUFFER_SIZE),
      );
    }
    return Math.min(mostPixels / wanted, 1);
  }
  // WebKit leaves page zoom out of devicePixelRatio and does not tell device pixels either, but it
  // widens the thinnest line to one device pixel and tells its width in CSS pixels.
  const tellsDevicePixels = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
  const hairline = document.createElement('div');
  Object.assign(hairline.style, { position: 'absolute', visibility: 'hidden', borderLeft: '.01px solid' });
  stage.append(hairline);
  /** Device pixels per CSS pixel. */
  function pixelRatio() {
    const told = window.devicePixelRatio;
    if (tellsDevicePixels) return told;
    const shown = 1 / parseFloat(getComputedStyle(hairline).borderLeftWidth);
    return shown > told / 10 && shown < told * 10 ? shown : told; // an old WebKit keeps the .01, or says 0
  }
  /**
   * Device pixels along one side. Where the browser's own count does not fit the pixel ratio
   * (device emulation), the ratio counts.
   * @param {number} css @param {number | undefined} device @param {number} drawn device pixels per CSS pixel
   */
  function devicePixels(css, device, drawn) {
    const expected = css * drawn;
    return device !== undefined && Math.abs(device - expected) <= 1 ? device : Math.round(expected);
  }
  // How large a person wants text, relative to what browsers start with.
  const textProbe = document.createElement('div');
  Object.assign(textProbe.style, { position: 'absolute', width: '1rem', visibility: 'hidden' });
  stage.append(textProbe);
  const textScale = () => textProbe.getBoundingClientRect().width / 16;
  /** @param {ResizeObserverSize} css @param {ResizeObserverSize} [device] */
  function resize(css, device) {
    ratio = pixelRatio();
    const drawn = ratio * roomFor(Math.max(css.inlineSize, css.blockSize, 1) * ratio);
    const width = devicePixels(css.inlineSize, device?.inlineSize, drawn);
    const height = devicePixels(css.blockSize, device?.blockSize, drawn);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    widthCss = width / drawn;
    heightCss = height / drawn;
    core._appResize(widthCss, heightCss, drawn, textScale());
    draw();
    wake();
  }
  const observer = new ResizeObserver(([entry]) =>
    resize(entry.contentBoxSize[0], entry.devicePixelContentBoxSize?.[0]),
  );
  function observe() {
    observer.disconnect();
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(canvas);
    }
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', observe, { once: true });
  }
  observe();
  const measure = () => {
    const box = canvas.getBoundingClientRect();
    resize({ inlineSize: box.width, blockSize: box.height });
  };
  new ResizeObserver(measure).observe(textProbe);
  measure();
  // In a frame a zoom may change no size in CSS pixels, and in WebKit no resolution.
  window.addEventListener('resize', () => {
    if (pixelRatio() !== ratio) observe();
  });

  new IntersectionObserver(([entry]) => {
    visible = entry.isIntersecting;
    if (visible) wake();
  }).observe(canvas);
  document.addEventListener('visibilitychange', () => wake());
  window.addEventListener('scroll', () => wake(1), { passive: true });

  // Pointer. Vertical panning stays the browser's (touch-action), wheel events are not listened to.
  /** @param {PointerEvent} event */
  const movePointer = (event) =>
    core._appPointerMove(Math.max(event.offsetX, 0), Math.max(event.offsetY, 0), event.pointerType === 'touch');
  let pressed = false;
  // WebKitGTK lets a mouse repeat what a finger has just done.
  let touchEnd = -Infinity;
  /** @param {PointerEvent} event */
  const repeatsTouch = (event) => event.pointerType === 'mouse' && event.timeStamp - touchEnd < 500;
  let pointerFocus = false; // the pointer is what gives the canvas the focus
  canvas.addEventListener('pointermove', (event) => {
    if (!event.isPrimary || repeatsTouch(event)) return;
    if (pressed && (event.buttons & 1) === 0) releasePointer(event);
    movePointer(event);
    wake(2);
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
    pointerFocus = false;
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
  for (const type of ['pointercancel', 'lostpointercapture']) {
    canvas.addEventListener(type, () => {
      if (!pressed) return;
      pressed = false;
      pointerFocus = false;
      core._appPointerCancel();
      wake();
    });
  }
  canvas.addEventListener('pointerleave', () => {
    core._appPointerMove(-1, -1, false);
    wake(2);
  });

  // Keyboard.
  let windowLeft = false; // the window lost the focus, not the canvas
  canvas.addEventListener(
    'pointerdown',
    () => {
      pointerFocus = true;
    },
    { capture: true },
  );
  canvas.addEventListener('focus', (event) => {
    const previous = /** @type {Element | null} */ (event.relatedTarget);
    const returns = previous === field || windowLeft || previous?.closest('dialog');
    windowLeft = false;
    if (!pointerFocus && !returns) {
      const after =
        previous !== null && (canvas.compareDocumentPosition(previous) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      core._appFocus(after);
      wake();
    }
  });
  canvas.addEventListener('blur', (event) => {
    if (event.relatedTarget === field || document.querySelector('dialog[open]')) return;
    windowLeft = document.activeElement === canvas;
    if (windowLeft) return;
    core._appBlur();
    wake();
  });
  // With Shift, WebKitGTK tells Tab by its place on the keyboard only.
  /** @param {KeyboardEvent} event */
  const isTab = ({ key, code }) => key === 'Tab' || (key === 'Unidentified' && code === 'Tab');
  /** @param {KeyboardEvent} event */
  function pressKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const digit = /^[0-9.,-]$/.test(event.key);
    const name = isTab(event) ? (event.shiftKey ? 'BackTab' : 'Tab') : digit ? 'digit' : event.key;
    const key = KEYS.indexOf(name);
    if (key < 0 || !core._appKey(key)) {
      wake();
      return false;
    }
    drawNow();
    // A digit goes on into the text field that it has just opened.
    if (!digit) event.preventDefault();
    return true;
  }
  canvas.addEventListener('keydown', pressKey);

  // Text: one real input laid over the value being typed, so that selection, clipboard, mobile
  // keyboards and input methods are the browser's own.
  let edited = -1; // registry index
  let before = ''; // the text to go back to
  let errorTimer = 0;

  /** @param {string | null} message */
  function showFieldError(message) {
    clearTimeout(errorTimer);
    fieldError.textContent = message ?? '';
    fieldError.hidden = !message;
    field.setAttribute('aria-invalid', String(message !== null));
  }

  /** @param {ReturnType<typeof frameState>} state */
  function openField(state) {
    if (edited >= 0) return;
    edited = state.editParameter;
    const parameter = core.parameters()[edited];
    before = core.UTF8ToString(core._appValueText(edited));
    field.value = before;
    field.placeholder = core.UTF8ToString(core._appEffectiveText(edited));
    field.setAttribute('aria-label', parameter.unit ? `${parameter.label}, ${parameter.unit}` : parameter.label);
    Object.assign(field.style, {
      left: `${state.editX}px`,
      top: `${state.editY + scrollOffset()}px`,
      width: `${state.editWidth}px`,
      height: `${state.editHeight}px`,
      // Below 16 px some browsers zoom in on a field.
      fontSize: `${Math.max(state.editHeight / 2, 16)}px`,
    });
    fieldError.style.top = `${state.editY + scrollOffset() + state.editHeight + 6}px`;
    fieldError.style.left = `${Math.max(Math.min(state.editX, widthCss - 300), 8)}px`;
    field.hidden = false;
    showFieldError(null);
    core._appEditing(edited);
    core._appTyping(true);
    field.focus({ preventScroll: true });
    field.select();
    wake();
  }

  /** @param {boolean} toCanvas */
  function closeField(toCanvas) {
    if (edited < 0) return;
    edited = -1;
    core._appEditing(-1);
    core._appTyping(false);
    showFieldError(null);
    if (toCanvas) canvas.focus({ preventScroll: true });
    field.hidden = true;
    wake();
  }

  /** Takes the typed text; if it is refused, goes back to what was there before. */
  function finishField(/** @type {boolean} */ toCanvas) {
    if (edited < 0) return;
    const refusal = typeText(core, edited, field.value);
    if (refusal !== null) {
      typeText(core, edited, before);
      onRefusal(`${refusal} Kept ${before || field.placeholder}.`);
    }
    closeField(toCanvas);
    drawNow();
  }

  field.addEventListener('input', () => {
    const refusal = typeText(core, edited, field.value);
    clearTimeout(errorTimer);
    if (refusal === null) showFieldError(null);
    else errorTimer = window.setTimeout(() => showFieldError(refusal), 600);
    wake();
  });
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      const refusal = typeText(core, edited, field.value);
      if (refusal !== null) showFieldError(refusal);
      else finishField(true);
      event.preventDefault();
    } else if (event.key === 'Escape') {
      typeText(core, edited, before);
      closeField(true);
      event.preventDefault();
    } else if (isTab(event)) {
      finishField(true);
      pressKey(event);
    }
  });
  field.addEventListener('blur', () => finishField(false));

  // Context loss.
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    lost = true;
  });
  canvas.addEventListener('webglcontextrestored', () => {
    lost = false;
    core._appContextRestored();
    wake();
  });

  return {
    frames: () => frames,
    wake,
    /** @param {import('../html/theme.js').Colors} colors */
    setColors({ dark, system }) {
      if (system) core._appSetSystemColors(...system);
      else core._appSetDark(dark);
      wake();
    },
  };
}
