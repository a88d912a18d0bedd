// SPDX-License-Identifier: MIT
// A volume in three dimensions, drawn by the processor: a ray for each pixel walks from voxel to voxel until it
// meets one that is shown. Nothing is drawn while nothing changes.
import { element } from '../html/dom.js';
import { makeFrame, makeTimer } from '../html/rest.js';
import { edgesOf } from '../volume-files/volume.js';
import { colorOf, phaseColors, pixelOf } from './volume-colors.js';

/** @typedef {import('../api/cathode-lab').Shape} Shape */
/** @typedef {{voxels: Uint8Array, shape: Shape, voxelUm: import('../volume-files/volume.js').VoxelUm, names: string[], shown: boolean[]}} Shown */

const COARSE_PIXELS = 150; // a side, while it is being turned
const FINEST_PIXELS = 640;
const SLICE_MS = 12; // of work between two frames
const REST_MS = 120; // before the fine picture
const MOST_HAZE = 0.7;
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
 * @param {number[]} setup.haze the colour that what lies deeper fades into
 * @returns {(out: Uint32Array, row: number) => void}
 */
function makeCaster({ voxels, shape: [nz, ny, nx], edges, pixels, turn, side, scale, haze }) {
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
  const [hazeRed, hazeGreen, hazeBlue] = haze;
  /** @param {number} color @param {number} share of haze */
  const hazy = (color, share) =>
    (0xff000000 |
      (Math.round(((color >> 16) & 255) * (1 - share) + hazeBlue * share) << 16) |
      (Math.round(((color >> 8) & 255) * (1 - share) + hazeGreen * share) << 8) |
      Math.round((color & 255) * (1 - share) + hazeRed * share)) >>>
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
      // The voxel entered, the ways to the next faces, and how many voxels are left in each direction.
      let at = 0;
      const next = [0, 0, 0];
      const left = [0, 0, 0];
      for (let axis = 0; axis < 3; ++axis) {
        const place = o[axis] + enter * d[axis];
        const cell =
          axis === face
            ? step[axis] > 0
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
          const way = Math.max(next0 - delta0, next1 - delta1, next2 - delta2, enter) - far + depth / 2;
          out[row * side + column] = hazy(color, MOST_HAZE * Math.min(Math.max(way / depth, 0), 1));
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
  /** @type {(() => boolean) | null} goes on with the fine picture; returns whether it is done */
  let refine = null;

  /** Colours of the faces, lit from behind and above the viewer. */
  function pixelsOfFaces() {
    const { forward, up } = basisOf(turn);
    const light = forward.map((component, axis) => (component - up[axis] / 2) / Math.sqrt(1.25));
    const pixels = new Uint32Array(256 * 3);
    phaseColors().forEach((color, label) => {
      if (!volume?.shown[label]) return;
      for (let axis = 0; axis < 3; ++axis) {
        const brightness = 0.5 + 0.5 * Math.abs(light[axis]);
        pixels[label * 3 + axis] = pixelOf(color.map((channel) => Math.round(channel * brightness)));
      }
    });
    return pixels;
  }

  /** @param {number} side @returns {(() => boolean) | null} */
  function begin(side) {
    if (!volume) return null;
    const scale = (Math.hypot(...lengthsOf(volume)) * 1.02) / side;
    const edges = edgesFromX(volume);
    const cast = makeCaster({ ...volume, edges, pixels: pixelsOfFaces(), turn, side, scale, haze: colorOf('--card') });
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

  /** @param {ImageData} image @param {number} across voxels over the canvas's width */
  function paint(image, across) {
    if (!volume) return;
    const side = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    const picture = element('canvas', { width: String(image.width), height: String(image.width) });
    /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d')).putImageData(image, 0, 0);
    canvas.width = canvas.height = side;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { right, up, forward } = basisOf(turn);
    const size = lengthsOf(volume);
    /** @param {number[]} corner of -1 and 1 */
    const project = (corner) => {
      const dot = (/** @type {number[]} */ direction) =>
        corner.reduce((sum, sign, axis) => sum + ((sign * size[axis]) / 2) * direction[axis], 0);
      return [side / 2 + (dot(right) / across) * side, side / 2 - (dot(up) / across) * side];
    };
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
          const corner = [0, 0, 0];
          corner[a] = s;
          corner[b] = t;
          corner[axis] = -1;
          const from = project(corner);
          corner[axis] = 1;
          const to = project(corner);
          context.moveTo(from[0], from[1]);
          context.lineTo(to[0], to[1]);
        }
      }
      context.stroke();
    }
    context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = side / canvas.clientWidth;
    context.globalAlpha = 0.4;
    edges(false);
    context.globalAlpha = 1;
    context.imageSmoothingEnabled = image.width >= side;
    context.drawImage(picture, 0, 0, side, side);
    context.globalAlpha = 0.6;
    edges(true);
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
    /** @param {Shown} next */
    show(next) {
      volume = next;
      const names = next.names.filter((_, label) => next.shown[label]);
      canvas.setAttribute(
        'aria-label',
        `The volume in three dimensions, ${[...next.shape].reverse().join(' by ')} voxels; shown: ${names.join(', ') || 'nothing'}. ` +
          'Arrow keys turn it, Home turns it back. z points down, from the separator.',
      );
      draw();
    },
  };
}
