// SPDX-License-Identifier: MIT
// Potential and current density as pictures of one byte a voxel.

/** Current densities are drawn up to this many times their mean. */
export const BRIGHTEST = 4;

/**
 * A field as a picture: 0 where nothing flows, 1 to 255 for 0 to `top`.
 * @param {Float32Array} field
 * @param {Float32Array} flow
 * @param {number} top
 */
function pictureOf(field, flow, top) {
  const picture = new Uint8Array(field.length);
  for (let i = 0; i < field.length; ++i)
    if (flow[i] > 0) picture[i] = 1 + Math.round(254 * Math.min(Math.max(field[i] / top, 0), 1));
  return picture;
}

/**
 * The pictures of a solve: the potential from 0 to 1, the current density from 0 to BRIGHTEST times its mean.
 * @param {Float32Array} potential
 * @param {Float32Array} currentDensity over its mean
 */
export const picturesOf = (potential, currentDensity) => ({
  potential: pictureOf(potential, currentDensity, 1),
  currentDensity: pictureOf(currentDensity, currentDensity, BRIGHTEST),
});
