// SPDX-License-Identifier: MIT
// A volume in three dimensions, drawn by the processor: a ray for each pixel walks from voxel to voxel until it
// meets one that is shown; what lies in front of the three slices may be cut away. Nothing is drawn while nothing changes.
import { element } from '../html/dom.js';
import { makeFrame, makeTimer } from '../html/rest.js';
import { edgesOf } from '../volume-files/volume.js';
import { drawScaleBar } from './scale-bar.js';
import { phaseColors, pixelOf } from './volume-colors.js';

/** @typedef {import('../api/cathode-lab').Shape} Shape */
/**
 * @typedef {object} Shown
 * @property {Uint8Array} voxels
 * @property {Shape} shape
 * @property {import('../volume-files/volume.js').VoxelUm} voxelUm
 * @property {import('./study.js').Study['phases']} phases
 * @property {boolean[]} shown whether each of them is
 * @property {boolean} isCut whether what lies in front of all three slices is cut away
 * @property {number | null} barUm the length of the scale bar
 * @property {string} top what is told of where z comes from
 */

const COARSE_PIXELS = 150; // a side, while it is being turned
const FINEST_PIXELS = 640;
const SLICE_MS = 12; // of work between two frames
const REST_MS = 120; // before the fine picture
// Colours are those of the legend on the face that is lit best; the others are a little darker, and so is what lies deeper.
const LEAST_LIGHT = 0.84;
const MOST_SHADE = 0.5;
const KEY_STEP = Math.PI / 24;
const START = { yaw: -0.6, pitch: 0.45 };

/** @param {{yaw: number, pitch: number}} turn in x, y, z: z points down, from the separator */
function basisOf({ yaw, pitch }) {
  const [sin, cos] = [Math.sin(yaw), Math.cos(yaw)];
  const forward = [Math.cos(pitch) * sin, -Math.cos(pitch) * cos, Math.sin(pitch)];
  const right = [cos, sin, 0];
  const up = [right[1] * forward[2], -right[0] * forward[2], right[0] * forward[1] - right[1] * forward[0]];
  return { right, up, forward };
}

/** The edges of a voxel, x first, the shortest being 1. @param {Shown} volume */
function edgesFromX({ voxelUm }) {
  const edges = edgesOf(voxelUm) ?? [1, 1, 1];
  return [2, 1, 0].map((axis) => edges[axis] / Math.min(...edges));
}
/** The volume's extents, x first. @param {Shown} volume */
const lengthsOf = (volume) => edgesFromX(volume).map((edge, axis) => edge * volume.shape[2 - axis]);

/**
 * Makes what draws rows of a picture of `side` by `side` pixels.
 * @param {object} setup
 * @param {Uint8Array} setup.voxels
 * @param {Shape} setup.shape
 * @param {Uint32Array} setup.pixels for each label three, by the axis of the face; 0: not shown
 * @param {{yaw: number, pitch: number}} setup.turn
 * @param {number} setup.side
 * @param {number[]} setup.edges of a voxel, x first: in the unit of lengths
 * @param {number} setup.scale lengths per pixel
 * @param {number[] | null} setup.cut the voxels that the slices go through, x first, in front of which nothing is; null: no cut
 * @returns {(out: Uint32Array, row: number) => void}
 */
function makeCaster({ voxels, shape: [nz, ny, nx], edges, pixels, turn, side, scale, cut }) {
  const { right, up, forward } = basisOf(turn);
  // In voxels for a length on the way. A direction of exactly 0 would divide by it.
  const d = forward.map((component, axis) => (Math.abs(component) < 1e-9 ? 1e-9 : component) / edges[axis]);
  const size = [nx, ny, nz];
  const stride = [1, nx, nx * ny];
  const step = d.map((component) => (component > 0 ? 1 : -1));
  const delta = d.map((component) => Math.abs(1 / component));
  const jump = stride.map((one, axis) => one * step[axis]);
  const [delta0, delta1, delta2] = delta;
  const [jump0, jump1, jump2] = jump;
  const lengths = size.map((extent, axis) => extent * edges[axis]);
  const far = lengths[0] + lengths[1] + lengths[2];
  const depth = Math.hypot(...lengths);
  // The faces of the slices' voxels that look at the viewer.
  const planes = cut?.map((position, axis) => (step[axis] > 0 ? position : position + 1));
  /** @param {number} color @param {number} light */
  const lit = (color, light) =>
    (0xff000000 |
      (Math.round(((color >> 16) & 255) * light) << 16) |
      (Math.round(((color >> 8) & 255) * light) << 8) |
      Math.round((color & 255) * light)) >>>
    0;
  return (out, row) => {
    const v = (side / 2 - row - 0.5) * scale;
    for (let column = 0; column < side; ++column) {
      const u = (column + 0.5 - side / 2) * scale;
      let enter = -Infinity;
      let leave = Infinity;
      let face = 0;
      const o = [0, 0, 0];
      for (let axis = 0; axis < 3; ++axis) {
        o[axis] = size[axis] / 2 + (u * right[axis] + v * up[axis]) / edges[axis] - far * d[axis];
        const first = ((step[axis] > 0 ? 0 : size[axis]) - o[axis]) / d[axis];
        if (first > enter) {
          enter = first;
          face = axis;
        }
        leave = Math.min(leave, ((step[axis] > 0 ? size[axis] : 0) - o[axis]) / d[axis]);
      }
      if (enter >= leave) continue;
      if (cut && planes) {
        let isInFront = true;
        let through = Infinity;
        let plane = 0;
        for (let axis = 0; axis < 3; ++axis) {
          const way = (planes[axis] - o[axis]) / d[axis];
          if (way <= enter + 1e-9) isInFront = false;
          if (way < through) {
            through = way;
            plane = axis;
          }
        }
        if (isInFront) {
          enter = through;
          face = plane;
        }
        if (enter >= leave) continue;
      }
      // The voxel entered, the ways to the next faces, and how many voxels are left in each direction.
      let at = 0;
      const next = [0, 0, 0];
      const left = [0, 0, 0];
      for (let axis = 0; axis < 3; ++axis) {
        const place = o[axis] + enter * d[axis];
        const cell =
          axis === face
            ? cut && Math.abs(place - (planes?.[axis] ?? NaN)) < 1e-6
              ? cut[axis]
              : step[axis] > 0
                ? 0
                : size[axis] - 1
            : Math.min(Math.max(Math.floor(place), 0), size[axis] - 1);
        at += cell * stride[axis];
        next[axis] = (cell + (step[axis] > 0 ? 1 : 0) - o[axis]) / d[axis];
        left[axis] = step[axis] > 0 ? size[axis] - 1 - cell : cell;
      }
      let [next0, next1, next2] = next;
      let [left0, left1, left2] = left;
      for (;;) {
        const color = pixels[voxels[at] * 3 + face];
        if (color !== 0) {
          const deep = Math.max(next0 - delta0, next1 - delta1, next2 - delta2, enter) - enter;
          out[row * side + column] = lit(color, 1 - MOST_SHADE * Math.min((2 * deep) / depth, 1));
          break;
        }
        if (next0 <= next1 && next0 <= next2) {
          if (left0-- === 0) break;
          at += jump0;
          next0 += delta0;
          face = 0;
        } else if (next1 <= next2) {
          if (left1-- === 0) break;
          at += jump1;
          next1 += delta1;
          face = 1;
        } else {
          if (left2-- === 0) break;
          at += jump2;
          next2 += delta2;
          face = 2;
        }
      }
    }
  };
}

export function makeVolumeView() {
  const canvas = element('canvas', { class: 'volume', tabindex: '0', role: 'application' });
  /** @type {Shown | null} */
  let volume = null;
  let turn = { ...START };
  let shares = [0.5, 0.5, 0.5]; // of the axes, where the slices are, z first
  /** @type {(() => boolean) | null} goes on with the fine picture; returns whether it is done */
  let refine = null;

  /** Colours of the faces, lit from behind and above the viewer. @param {Shown} of */
  function pixelsOfFaces({ phases, shown }) {
    const { forward, up } = basisOf(turn);
    const light = forward.map((component, axis) => Math.abs(component - up[axis] / 2));
    const brightest = Math.max(...light);
    const pixels = new Uint32Array(256 * 3);
    phaseColors(phases).forEach((color, label) => {
      if (!shown[label]) return;
      for (let axis = 0; axis < 3; ++axis) {
        const brightness = LEAST_LIGHT + (1 - LEAST_LIGHT) * (light[axis] / brightest);
        pixels[label * 3 + axis] = pixelOf(color.map((channel) => Math.round(channel * brightness)));
      }
    });
    return pixels;
  }
  /** The voxels that the slices go through, x first. @param {Shown} of */
  const positionsOf = ({ shape }) =>
    [2, 1, 0].map((axis) => Math.min(Math.floor(shares[axis] * shape[axis]), shape[axis] - 1));

  /** @param {number} side @returns {(() => boolean) | null} */
  function begin(side) {
    if (!volume) return null;
    const scale = (Math.hypot(...lengthsOf(volume)) * 1.08) / side;
    const edges = edgesFromX(volume);
    const { voxels, shape, isCut } = volume;
    const cut = isCut ? positionsOf(volume) : null;
    const cast = makeCaster({ voxels, shape, edges, pixels: pixelsOfFaces(volume), turn, side, scale, cut });
    const image = new ImageData(side, side);
    const out = new Uint32Array(image.data.buffer);
    let row = 0;
    return () => {
      const until = performance.now() + SLICE_MS;
      while (row < side && performance.now() < until) cast(out, row++);
      if (row < side) return false;
      paint(image, scale * side);
      return true;
    };
  }

  /** @param {ImageData} image @param {number} across lengths over the canvas's width */
  function paint(image, across) {
    if (!volume) return;
    const ratio = window.devicePixelRatio || 1;
    const side = Math.round(canvas.clientWidth * ratio);
    const picture = element('canvas', { width: String(image.width), height: String(image.width) });
    /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d')).putImageData(image, 0, 0);
    canvas.width = canvas.height = side;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { right, up, forward } = basisOf(turn);
    const size = lengthsOf(volume);
    /** @param {number[]} corner of -1 and 1, x first */
    const project = (corner) => {
      const dot = (/** @type {number[]} */ direction) =>
        corner.reduce((sum, sign, axis) => sum + ((sign * size[axis]) / 2) * direction[axis], 0);
      return [side / 2 + (dot(right) / across) * side, side / 2 - (dot(up) / across) * side];
    };
    /** @param {number[]} from @param {number[]} to */
    function line(from, to) {
      const [[x0, y0], [x1, y1]] = [project(from), project(to)];
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
    }
    /** @param {number} axis @param {number} value along it @param {number} a @param {number} atA @param {number} b @param {number} atB */
    function place(axis, value, a, atA, b, atB) {
      const corner = [0, 0, 0];
      corner[axis] = value;
      corner[a] = atA;
      corner[b] = atB;
      return corner;
    }
    /** The edges that lie behind the volume, or in front of it. @param {boolean} inFront */
    function edges(inFront) {
      context.beginPath();
      for (let axis = 0; axis < 3; ++axis) {
        const [a, b] = [(axis + 1) % 3, (axis + 2) % 3];
        for (const [s, t] of [
          [-1, -1],
          [-1, 1],
          [1, -1],
          [1, 1],
        ]) {
          if ((s * forward[a] < 0 || t * forward[b] < 0) !== inFront) continue;
          line(place(axis, -1, a, s, b, t), place(axis, 1, a, s, b, t));
        }
      }
      context.stroke();
    }
    /** The slices: where they meet the faces that are seen, and where they meet each other in the cut. */
    function planes(/** @type {Shown} */ of) {
      const { shape, isCut } = of;
      const near = forward.map((component) => (component > 0 ? -1 : 1));
      const at = positionsOf(of).map((position, axis) => (2 * (position + 0.5)) / shape[2 - axis] - 1);
      context.beginPath();
      for (let axis = 0; axis < 3; ++axis) {
        for (const [a, b] of [
          [(axis + 1) % 3, (axis + 2) % 3],
          [(axis + 2) % 3, (axis + 1) % 3],
        ])
          line(place(axis, -1, a, at[a], b, near[b]), place(axis, 1, a, at[a], b, near[b]));
        if (isCut) {
          const [a, b] = [(axis + 1) % 3, (axis + 2) % 3];
          line(place(axis, at[axis], a, at[a], b, at[b]), place(axis, near[axis], a, at[a], b, at[b]));
        }
      }
      context.stroke();
    }
    /** The names of the axes, at the middle of edges that bound the picture. */
    function names() {
      context.font = `600 ${13 * ratio}px Inter, sans-serif`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      ['x', 'y', 'z'].forEach((name, axis) => {
        const [a, b] = [(axis + 1) % 3, (axis + 2) % 3];
        // Of the two edges along it that bound the picture, the lower one, or the one on the left.
        const [x, y] = [
          [-1, -1],
          [-1, 1],
          [1, -1],
          [1, 1],
        ]
          .filter(([s, t]) => s * forward[a] < 0 !== t * forward[b] < 0)
          .map(([s, t]) => project(place(axis, 0, a, s, b, t)))
          .reduce((best, one) => (one[1] - one[0] / 3 > best[1] - best[0] / 3 ? one : best));
        const [dx, dy] = [x - side / 2, y - side / 2];
        const way = 1 + (13 * ratio) / Math.max(Math.hypot(dx, dy), 1);
        context.fillText(name, side / 2 + dx * way, side / 2 + dy * way);
      });
    }
    const ink = getComputedStyle(canvas).color;
    context.strokeStyle = context.fillStyle = ink;
    context.lineWidth = ratio;
    context.globalAlpha = 0.4;
    edges(false);
    context.globalAlpha = 1;
    names();
    context.imageSmoothingEnabled = image.width >= side;
    context.drawImage(picture, 0, 0, side, side);
    context.globalAlpha = 0.5;
    if (!volume.isCut) edges(true);
    context.globalAlpha = 1;
    // A light line within a dark one is seen on every colour, as in the slices.
    for (const [style, width] of /** @type {const} */ ([
      ['rgb(0 0 0 / 45%)', 2.5],
      ['rgb(255 255 255 / 85%)', 1],
    ])) {
      context.strokeStyle = style;
      context.lineWidth = width * ratio;
      planes(volume);
    }
    const edgesUm = edgesOf(volume.voxelUm);
    if (edgesUm && volume.barUm)
      drawScaleBar(context, (volume.barUm / Math.min(...edgesUm) / across) * side, ratio, null);
  }

  const schedule = makeFrame(() => onFrame());
  const refining = makeTimer(() => {
    refine = begin(Math.min(Math.round(canvas.clientWidth * (window.devicePixelRatio || 1)), FINEST_PIXELS));
    schedule();
  }, REST_MS);
  function onFrame() {
    if (refine) {
      if (refine()) refine = null;
      else schedule();
      return;
    }
    if (!volume || canvas.clientWidth === 0) return;
    // At once and coarse; fine once it rests.
    let isDone = false;
    const coarse = begin(COARSE_PIXELS);
    while (coarse && !isDone) isDone = coarse();
    refining.start();
  }
  function draw() {
    refine = null;
    refining.stop();
    schedule();
  }

  /** @param {number} yaw @param {number} pitch */
  function turnBy(yaw, pitch) {
    turn = { yaw: turn.yaw + yaw, pitch: Math.min(Math.max(turn.pitch + pitch, -Math.PI / 2), Math.PI / 2) };
    draw();
  }
  let [lastX, lastY] = [0, 0];
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    [lastX, lastY] = [event.clientX, event.clientY];
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    turnBy((event.clientX - lastX) * 0.01, (event.clientY - lastY) * 0.01);
    [lastX, lastY] = [event.clientX, event.clientY];
  });
  const KEYS = /** @type {Record<string, [number, number]>} */ ({
    ArrowLeft: [-KEY_STEP, 0],
    ArrowRight: [KEY_STEP, 0],
    ArrowUp: [0, -KEY_STEP],
    ArrowDown: [0, KEY_STEP],
  });
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Home') {
      turn = { ...START };
      draw();
    } else if (KEYS[event.key]) {
      turnBy(...KEYS[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  });
  new ResizeObserver(draw).observe(canvas);

  return {
    whole: canvas,
    draw,
    /** Where the slices are, as shares of the axes, z first. @param {number[]} next */
    cutAt(next) {
      shares = next;
      draw();
    },
    /** @param {Shown} next */
    show(next) {
      volume = next;
      const names = next.phases.filter((_, label) => next.shown[label]).map(({ name }) => name);
      canvas.setAttribute(
        'aria-label',
        `The volume in three dimensions, ${[...next.shape].reverse().join(' by ')} voxels; shown: ${names.join(', ') || 'nothing'}. ` +
          `${next.isCut ? 'What lies in front of the three slices is cut away. ' : ''}Arrow keys turn it, Home turns it back. z points down${next.top}.`,
      );
      draw();
    },
  };
}
