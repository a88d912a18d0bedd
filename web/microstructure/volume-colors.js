// SPDX-License-Identifier: MIT
// The colours of voxels as pixels: phases as in every other view, fields by a ramp of even steps to the eye.
import { byteShare } from './field-pictures.js';

/** @typedef {import('./study.js').Study['phases']} Phases */

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

/** Colours of core/figure/colors.h for the labels of generated volumes, in their order. */
export const COMPOSITE_INKS = /** @type {const} */ (['pore', 'am', 'se', 'ca']);
const OTHER_INKS = 8;
/** The colour of a phase that is none of the composite's; beyond eight they come again. @param {number} place among those */
export const otherInk = (place) => `phase-${4 + (place % OTHER_INKS)}`;

/** A pixel as ImageData holds it on every machine a browser runs on. @param {number[]} color */
export const pixelOf = ([red, green, blue]) => (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;

/** @param {string} name of a custom property that holds #rrggbb */
export function colorOf(name) {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // A stylesheet may be made shorter: #fff.
  const number = parseInt(text.length === 4 ? text.slice(1).replace(/./g, '$&$&') : text.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** The colour of each label as the page's theme has it. @param {Phases} phases */
export const phaseColors = (phases) => phases.map(({ ink }) => colorOf(`--${ink}`));

/** A square of a colour. @param {HTMLElement} square @param {number[]} color */
export function paint(square, color) {
  square.style.backgroundColor = `rgb(${color.join(' ')})`;
  return square;
}

/** Pixels for the bytes of a field's picture, by the place on the ramp that each has; 0 is where nothing flows. @param {(byte: number) => number} placeOf 0 to 1 */
function rampPixels(placeOf) {
  const pixels = new Uint32Array(256);
  pixels[0] = pixelOf(colorOf('--no-flow'));
  for (let byte = 1; byte < 256; ++byte) {
    const at = placeOf(byte) * (RAMP.length - 1);
    const step = Math.min(Math.floor(at), RAMP.length - 2);
    pixels[byte] = pixelOf(
      RAMP[step].map((from, channel) => Math.round(from + (at - step) * (RAMP[step + 1][channel] - from))),
    );
  }
  return pixels;
}
/** For bytes that are even in what they stand for. */
export const evenPixels = () => rampPixels((byte) => (byte - 1) / 254);
/** For the current density, even in it. */
export const currentPixels = () => rampPixels(byteShare);

/** Pixels for labels. @param {Phases} phases */
export function phasePixels(phases) {
  const pixels = new Uint32Array(256);
  phaseColors(phases).forEach((color, label) => {
    pixels[label] = pixelOf(color);
  });
  return pixels;
}
