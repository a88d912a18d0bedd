// SPDX-License-Identifier: MIT
// What the figures of this room are drawn with: elements of SVG, round numbers, and the marks of the particle models.

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
export function drawn(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return /** @type {SVGElement} */ (made);
}

/** The round number next above. @param {number} value */
export function roundStep(value) {
  const decade = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((factor) => factor * decade >= value * (1 - 1e-9)) ?? 10) * decade;
}

/**
 * Round numbers from one to another.
 * @param {number} from
 * @param {number} to
 * @param {number} count about so many
 * @param {number} [least] the smallest step: 1 where only whole numbers mean anything
 */
export function roundNumbers(from, to, count, least = 0) {
  const step = Math.max(roundStep((to - from) / count), least);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => Number(((first + i) * step).toPrecision(10)));
}

/** The shape that a particle model has in every view: circle, square, triangle, diamond. */
const SHAPES = /** @type {const} */ ({
  1: ['circle', { r: 0.92 }],
  2: ['rect', { x: -0.82, y: -0.82, width: 1.64, height: 1.64 }],
  3: ['polygon', { points: '0,-1.02 1.02,0.8 -1.02,0.8' }],
  4: ['polygon', { points: '0,-1.16 1.16,0 0,1.16 -1.16,0' }],
});

/** @param {number} model @param {number} x @param {number} y @param {number} size of half its width */
export function modelMark(model, x, y, size) {
  const [tag, attributes] = SHAPES[/** @type {1} */ (model)];
  return drawn(
    'g',
    { class: `model-${model}`, transform: `translate(${x} ${y}) scale(${size})` },
    drawn(tag, attributes),
  );
}
