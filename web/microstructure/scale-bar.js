// SPDX-License-Identifier: MIT
// The one scale bar of all pictures of a volume: as long in each as that length is there.
import { edgesOf } from '../volume-files/volume.js';

const SHARE = 0.25; // of the longest edge, at most

/**
 * A round length for pictures of a volume, in µm; null where the size of its voxels is not known.
 * @param {{shape: import('../api/cathode-lab').Shape, voxelUm: import('../volume-files/volume.js').VoxelUm}} volume
 */
export function barLengthUm({ shape, voxelUm }) {
  const edges = edgesOf(voxelUm);
  if (!edges) return null;
  const most = SHARE * Math.max(...shape.map((extent, axis) => extent * edges[axis]));
  const decade = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((one) => one * decade <= most) ?? 1;
  return Number((factor * decade).toPrecision(3));
}

/**
 * Draws it into a picture's lower left corner: light within dark, which is seen on every colour.
 * @param {CanvasRenderingContext2D} context
 * @param {number} length in pixels of the canvas
 * @param {number} ratio pixels of the canvas for one of CSS
 * @param {number | null} labelUm what is written above it
 */
export function drawScaleBar(context, length, ratio, labelUm) {
  const [left, bottom, height] = [10 * ratio, context.canvas.height - 10 * ratio, 4 * ratio];
  context.fillStyle = 'rgb(0 0 0 / 70%)';
  context.fillRect(left - ratio, bottom - height - ratio, length + 2 * ratio, height + 2 * ratio);
  context.fillStyle = '#fff';
  context.fillRect(left, bottom - height, length, height);
  if (labelUm === null) return;
  context.font = `600 ${13 * ratio}px Inter, sans-serif`;
  context.lineWidth = 3 * ratio;
  context.lineJoin = 'round';
  context.strokeStyle = 'rgb(0 0 0 / 70%)';
  context.strokeText(`${labelUm} µm`, left, bottom - height - 6 * ratio);
  context.fillText(`${labelUm} µm`, left, bottom - height - 6 * ratio);
}
