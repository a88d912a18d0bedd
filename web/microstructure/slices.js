// SPDX-License-Identifier: MIT
// Three slices through a volume at right angles, each with a slider; a point in one of them moves the others.
import { element, setText } from '../html/dom.js';
import { makeFrame } from '../html/rest.js';
import { edgesOf } from '../volume-files/volume.js';

/** @typedef {import('../api/cathode-lab').Shape} Shape */
/** @typedef {import('../api/cathode-lab').Direction} Direction */

/**
 * What is shown of a volume.
 * @typedef {object} Picture
 * @property {Uint8Array} bytes one a voxel, C order
 * @property {Uint32Array} pixels what each byte looks like
 * @property {Shape} shape
 * @property {import('../volume-files/volume.js').VoxelUm} voxelUm
 * @property {string} name
 */

const AXES = /** @type {const} */ (['z', 'y', 'x']);
// The axes that run down and to the right in each slice.
const ACROSS = /** @type {const} */ ([
  [1, 2],
  [0, 2],
  [0, 1],
]);

/** The height of a slice over its width, in lengths. @param {Pick<Picture, 'shape' | 'voxelUm'>} picture @param {number} axis across it */
function proportionOf({ shape, voxelUm }, axis) {
  const [down, right] = ACROSS[axis];
  const edges = edgesOf(voxelUm) ?? [1, 1, 1];
  return (shape[down] * edges[down]) / (shape[right] * edges[right]);
}

/** @param {Shape} shape @param {number} axis */
const strideOf = ([, ny, nx], axis) => [ny * nx, nx, 1][axis];

export function makeSlices() {
  /** @type {Picture | null} */
  let picture = null;
  const position = [0, 0, 0];

  const slices = AXES.map((axis, index) => {
    const canvas = element('canvas', { class: 'slice', role: 'img' });
    const slider = element('input', { type: 'range', id: `slice-${axis}`, min: '0', step: '1' });
    const place = element('output', { for: slider.id });
    slider.addEventListener('input', () => moveTo(index, Number(slider.value)));

    /** @param {PointerEvent} event */
    function point(event) {
      if (!picture) return;
      const box = canvas.getBoundingClientRect();
      const [down, right] = ACROSS[index];
      moveTo(right, Math.floor(((event.clientX - box.left) / box.width) * picture.shape[right]), false);
      moveTo(down, Math.floor(((event.clientY - box.top) / box.height) * picture.shape[down]));
    }
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      point(event);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (canvas.hasPointerCapture(event.pointerId)) point(event);
    });

    const frame = element('div', { class: 'slice-frame' }, canvas);
    const whole = element('div', {}, frame, element('label', { for: slider.id }, `Slice at ${axis} `, place), slider);
    return { axis, canvas, frame, slider, place, whole };
  });

  /** @param {number} axis @param {number} to @param {boolean} [redraw] */
  function moveTo(axis, to, redraw = true) {
    if (!picture) return;
    position[axis] = Math.min(Math.max(to, 0), picture.shape[axis] - 1);
    if (redraw) draw();
  }

  const draw = makeFrame(() => drawAll());

  const small = element('canvas');
  function drawAll() {
    if (!picture) return;
    const { bytes, pixels, shape, voxelUm, name } = picture;
    const edges = edgesOf(voxelUm);
    slices.forEach(({ axis, canvas, slider, place }, index) => {
      const [down, right] = ACROSS[index];
      const [height, width] = [shape[down], shape[right]];
      const image = new ImageData(width, height);
      const out = new Uint32Array(image.data.buffer);
      const [stepDown, stepRight] = [strideOf(shape, down), strideOf(shape, right)];
      const start = position[index] * strideOf(shape, index);
      for (let row = 0, i = 0; row < height; ++row) {
        for (let column = 0, at = start + row * stepDown; column < width; ++column, at += stepRight)
          out[i++] = pixels[bytes[at]];
      }
      small.width = width;
      small.height = height;
      /** @type {CanvasRenderingContext2D} */ (small.getContext('2d')).putImageData(image, 0, 0);

      const ratio = window.devicePixelRatio || 1;
      const widthCss = canvas.clientWidth;
      if (widthCss === 0) return;
      canvas.width = Math.max(Math.round(widthCss * ratio), 1);
      canvas.height = Math.max(Math.round(widthCss * ratio * proportionOf({ shape, voxelUm }, index)), 1);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.imageSmoothingEnabled = false;
      context.drawImage(small, 0, 0, canvas.width, canvas.height);
      // A light line within dark ones is seen on every colour.
      const x = ((position[right] + 0.5) / width) * canvas.width;
      const y = ((position[down] + 0.5) / height) * canvas.height;
      for (const [style, lineWidth] of /** @type {const} */ ([
        ['rgb(0 0 0 / 60%)', 3],
        ['rgb(255 255 255 / 90%)', 1],
      ])) {
        context.strokeStyle = style;
        context.lineWidth = lineWidth * ratio;
        context.beginPath();
        context.moveTo(x, 0);
        context.lineTo(x, canvas.height);
        context.moveTo(0, y);
        context.lineTo(canvas.width, y);
        context.stroke();
      }
      slider.max = String(shape[index] - 1);
      slider.value = String(position[index]);
      const um = edges === null ? '' : `, ${Number(((position[index] + 0.5) * edges[index]).toPrecision(4))} µm`;
      setText(place, `${position[index] + 1} of ${shape[index]}${um}`);
      slider.setAttribute('aria-valuetext', place.textContent ?? '');
      canvas.setAttribute(
        'aria-label',
        `${name}, slice at ${axis} = ${position[index] + 1} of ${shape[index]}; ${AXES[down]} runs down, ${AXES[right]} to the right`,
      );
    });
  }

  const whole = element('div', { class: 'slices' }, ...slices.map((slice) => slice.whole));
  new ResizeObserver(draw).observe(whole);
  return {
    whole,
    draw,
    /** @param {Picture} next */
    show(next) {
      const isNew =
        !picture || JSON.stringify([picture.shape, picture.voxelUm]) !== JSON.stringify([next.shape, next.voxelUm]);
      picture = next;
      if (isNew) {
        next.shape.forEach((extent, axis) => {
          position[axis] = extent >> 1;
        });
        slices.forEach(({ canvas }, index) => {
          canvas.style.aspectRatio = String(1 / proportionOf(next, index));
        });
      }
      draw();
    },
  };
}
