// SPDX-License-Identifier: MIT
// Potential and current density as pictures of one byte a voxel: 0 where nothing flows.

/** Share of the voxels that carry a current, above whose current density nothing is told apart. */
export const TOP_SHARE = 0.99;
/** Decades of the current density that a picture tells apart, below its top. */
export const DECADES = 3;
const BINS = 65536;

/** The potential from 0 to 1 as 1 to 255, evenly. @param {Float32Array} potential @param {Float32Array} flow */
function potentialPicture(potential, flow) {
  const picture = new Uint8Array(potential.length);
  for (let i = 0; i < potential.length; ++i)
    if (flow[i] > 0) picture[i] = 1 + Math.round(254 * Math.min(Math.max(potential[i], 0), 1));
  return picture;
}

/**
 * The current density that TOP_SHARE of what carries any stays below: from a histogram, to 1/65536 of the largest.
 * @param {Float32Array} flow
 */
export function topOf(flow) {
  let largest = 0;
  let all = 0;
  for (let i = 0; i < flow.length; ++i) {
    if (!(flow[i] > 0)) continue;
    ++all;
    if (flow[i] > largest) largest = flow[i];
  }
  if (all === 0) return 0;
  const counts = new Uint32Array(BINS);
  for (let i = 0; i < flow.length; ++i)
    if (flow[i] > 0) ++counts[Math.min(Math.floor((flow[i] / largest) * BINS), BINS - 1)];
  let below = 0;
  let bin = 0;
  while (bin < BINS && below + counts[bin] < TOP_SHARE * all) below += counts[bin++];
  return ((bin + 1) / BINS) * largest;
}

/**
 * The logarithm of the current density, DECADES below its top as 1 and the top as 255; byteShare() is what a byte stands for.
 * @param {Float32Array} flow
 * @param {number} top
 */
function currentPicture(flow, top) {
  const picture = new Uint8Array(flow.length);
  for (let i = 0; i < flow.length; ++i) {
    if (!(flow[i] > 0)) continue;
    const share = 1 + Math.log10(flow[i] / top) / DECADES;
    picture[i] = 1 + Math.round(254 * Math.min(Math.max(share, 0), 1));
  }
  return picture;
}

/** The current density over its top that a byte of its picture stands for. @param {number} byte 1 to 255 */
export const byteShare = (byte) => 10 ** (((byte - 1) / 254 - 1) * DECADES);

/**
 * The pictures of a solve, and the current density at the top of its picture over the mean.
 * @param {Float32Array} potential
 * @param {Float32Array} currentDensity over its mean
 */
export function picturesOf(potential, currentDensity) {
  const currentTop = topOf(currentDensity);
  return {
    potential: potentialPicture(potential, currentDensity),
    currentDensity: currentPicture(currentDensity, currentTop),
    currentTop,
  };
}
