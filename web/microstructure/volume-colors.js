// SPDX-License-Identifier: MIT
// The colours of voxels as pixels: phases as on the canvas, fields by a ramp of even steps to the eye.
import { MOST_VALUES } from '../volume-files/volume.js';

// viridis, from which intermediate colours are mixed.
const RAMP = [
  [68, 1, 84],
  [65, 68, 135],
  [42, 120, 142],
  [34, 168, 132],
  [122, 209, 81],
  [253, 231, 37],
];
export const rampCss = `linear-gradient(to right, ${RAMP.map((color) => `rgb(${color.join(' ')})`).join(', ')})`;

// The colours of labels 0, 1, ... in core/figure/colors.h: of the composite, then of others; beyond, they come again.
const OWN = ['pore', 'am', 'se', 'ca', ...Array.from({ length: 8 }, (_, i) => `phase-${i + 4}`)];

/** A pixel as ImageData holds it on every machine a browser runs on. @param {number[]} color */
export const pixelOf = ([red, green, blue]) => (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;

/** @param {string} name of a custom property that holds #rrggbb */
export function colorOf(name) {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // A stylesheet may be made shorter: #fff.
  const number = parseInt(text.length === 4 ? text.slice(1).replace(/./g, '$&$&') : text.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** Of label 0, 1, ... as the page's theme has them. */
export function phaseColors() {
  const own = OWN.map((name) => colorOf(`--${name}`));
  return Array.from({ length: MOST_VALUES }, (_, label) => own[label % own.length]);
}

/** Pixels for the bytes of a field's picture: 0 is where nothing flows. */
export function rampPixels() {
  const pixels = new Uint32Array(256);
  pixels[0] = pixelOf(colorOf('--no-flow'));
  for (let i = 1; i < 256; ++i) {
    const at = ((i - 1) / 254) * (RAMP.length - 1);
    const step = Math.min(Math.floor(at), RAMP.length - 2);
    pixels[i] = pixelOf(
      RAMP[step].map((from, channel) => Math.round(from + (at - step) * (RAMP[step + 1][channel] - from))),
    );
  }
  return pixels;
}

/** Pixels for labels. */
export function phasePixels() {
  const pixels = new Uint32Array(256);
  phaseColors().forEach((color, label) => {
    pixels[label] = pixelOf(color);
  });
  return pixels;
}
