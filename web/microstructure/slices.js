// SPDX-License-Identifier: MIT
// Three slices through a volume at right angles, each with a slider, one of them large; a point in one of them moves the others.
import { element, setText } from '../html/dom.js';
import { makeFrame } from '../html/rest.js';
import { edgesOf } from '../volume-files/volume.js';
import { drawScaleBar } from './scale-bar.js';

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
 * @property {number | null} barUm the length of the scale bar; null: the size of voxels is not known
 */

const AXES = /** @type {const} */ (['z', 'y', 'x']);
// How high a slice may be, in rem: the large one, and the others.
const HIGHEST = { large: 38, small: 15 };
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

/** @param {(shares: number[]) => void} onMove the slices are elsewhere: each at that share of its axis, z first */
export function makeSlices(onMove) {
  /** @type {Picture | null} */
  let picture = null;
  // Shares of the axes, so that the same volume in other voxels is cut at the same places.
  const shares = [0.5, 0.5, 0.5];
  let large = 0;
  /** @param {number} axis */
  const positionOf = (axis) =>
    picture ? Math.min(Math.floor(shares[axis] * picture.shape[axis]), picture.shape[axis] - 1) : 0;

  const slices = AXES.map((axis, index) => {
    const canvas = element('canvas', { class: 'slice', role: 'img' });
    const slider = element('input', { type: 'range', class: 'track', id: `slice-${axis}`, min: '0', step: '1' });
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

    const label = element('label', { for: slider.id }, element('b', {}, axis), ' ', place);
    const whole = element(
      'div',
      { class: 'slice-part' },
      element('div', { class: 'slice-frame' }, canvas),
      label,
      slider,
    );
    return { axis, canvas, slider, place, whole };
  });

  /** @param {number} axis @param {number} to @param {boolean} [redraw] */
  function moveTo(axis, to, redraw = true) {
    if (!picture) return;
    const extent = picture.shape[axis];
    shares[axis] = (Math.min(Math.max(to, 0), extent - 1) + 0.5) / extent;
    if (!redraw) return;
    draw();
    onMove([...shares]);
  }

  const draw = makeFrame(() => drawAll());

  /** Which is large, and how wide each may be. */
  function arrange() {
    const others = [0, 1, 2].filter((axis) => axis !== large);
    slices.forEach(({ canvas, whole }, index) => {
      whole.dataset.place = index === large ? 'large' : ['first', 'second'][others.indexOf(index)];
      if (!picture) return;
      const ratio = 1 / proportionOf(picture, index);
      canvas.style.aspectRatio = String(ratio);
      canvas.style.width = `min(100%, ${(index === large ? HIGHEST.large : HIGHEST.small) * ratio}rem)`;
    });
  }

  const small = element('canvas');
  function drawAll() {
    if (!picture) return;
    const { bytes, pixels, shape, voxelUm, name, barUm } = picture;
    const edges = edgesOf(voxelUm);
    slices.forEach(({ axis, canvas, slider, place }, index) => {
      const [down, right] = ACROSS[index];
      const [height, width] = [shape[down], shape[right]];
      const image = new ImageData(width, height);
      const out = new Uint32Array(image.data.buffer);
      const [stepDown, stepRight] = [strideOf(shape, down), strideOf(shape, right)];
      const position = positionOf(index);
      const start = position * strideOf(shape, index);
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
      canvas.height = Math.max(Math.round(widthCss * ratio * proportionOf(picture ?? { shape, voxelUm }, index)), 1);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.imageSmoothingEnabled = false;
      context.drawImage(small, 0, 0, canvas.width, canvas.height);
      // A light line within dark ones is seen on every colour.
      const x = ((positionOf(right) + 0.5) / width) * canvas.width;
      const y = ((positionOf(down) + 0.5) / height) * canvas.height;
      for (const [style, lineWidth] of /** @type {const} */ ([
        ['rgb(0 0 0 / 45%)', 2.5],
        ['rgb(255 255 255 / 85%)', 1],
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
      if (edges && barUm)
        drawScaleBar(context, (barUm / (edges[right] * width)) * canvas.width, ratio, index === large ? barUm : null);
      slider.max = String(shape[index] - 1);
      slider.value = String(position);
      slider.style.setProperty('--at', String(shape[index] > 1 ? position / (shape[index] - 1) : 0));
      const um = edges === null ? '' : `${Number(((position + 0.5) * edges[index]).toPrecision(3))} µm, `;
      setText(place, `${um}${position + 1} of ${shape[index]}`);
      slider.setAttribute('aria-valuetext', place.textContent ?? '');
      slider.setAttribute('aria-label', `Slice at ${axis}`);
      canvas.setAttribute(
        'aria-label',
        `${name}, slice at ${axis} = ${position + 1} of ${shape[index]}; ${AXES[down]} runs down, ${AXES[right]} to the right`,
      );
    });
  }

  arrange();
  return {
    parts: slices.map(({ whole }) => whole),
    draw,
    shares: () => [...shares],
    /** Which of them is large. @param {typeof AXES[number]} axis */
    enlarge(axis) {
      large = AXES.indexOf(axis);
      arrange();
      draw();
    },
    /** @param {Picture} next */
    show(next) {
      picture = next;
      arrange();
      draw();
    },
    /** Follows the sizes of what they are in. @param {HTMLElement} place */
    follow: (place) => new ResizeObserver(draw).observe(place),
  };
}
