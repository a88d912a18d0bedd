// SPDX-License-Identifier: MIT
// How many pixels the canvas has: exactly the device pixels that it covers, as far as the graphics card goes (a tall
// embedded page may be higher).

const USUAL_MOST_PIXELS = 4096; // what every card has; asking for more waits for the card

/**
 * Keeps a canvas at the device pixels it covers, from now on.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} stage around it; takes two probes
 * @param {(size: {widthCss: number, heightCss: number, pixelRatio: number, textScale: number}) => void} onResize also once
 *   now; the ratio is that of the pixels it has, the scale how large a person wants text, relative to what browsers start
 *   with
 * @returns what looks at the size anew
 */
export function keepDevicePixels(canvas, stage, onResize) {
  let ratio = 0; // device pixels per CSS pixel
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
  let scale = 1; // by which the page around shows this one larger
  let latest = { width: -1, height: -1 }; // CSS pixels
  /** @param {ResizeObserverSize} css @param {ResizeObserverSize} [device] */
  function resize(css, device) {
    latest = { width: css.inlineSize, height: css.blockSize };
    ratio = pixelRatio();
    const asked = ratio * scale;
    const drawn = asked * roomFor(Math.max(css.inlineSize, css.blockSize, 1) * asked);
    const width = devicePixels(css.inlineSize, device?.inlineSize, drawn);
    const height = devicePixels(css.blockSize, device?.blockSize, drawn);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    onResize({ widthCss: width / drawn, heightCss: height / drawn, pixelRatio: drawn, textScale: textScale() });
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
  return {
    /** Has so many times as many pixels from now on. @param {number} by */
    setScale(by) {
      if (by === scale) return;
      scale = by;
      measure();
    },
    /** Looks whether the size is another: where the canvas is out of sight no observer tells. */
    check() {
      const { width, height } = canvas.getBoundingClientRect();
      if (width !== latest.width || height !== latest.height) measure();
    },
  };
}
