// SPDX-License-Identifier: MIT
// A convention of other programs, solved by this one's solver.

/** @typedef {import('../api/cathode-lab').Direction} Direction */

const AXES = /** @type {Direction[]} */ (['z', 'y', 'x']);
const TOLERANCE = 1e-5;
// A held layer conducts so much better than the phase that its potential is that of its end, to the digits told.
const BEST = 1e4;

/**
 * Ends held at the centres of the first and the last voxels, the length counted as all voxels, closed sides, one conductor of
 * conductivity 1: what OpenImpala's flow_through solves. This solver holds planes half a voxel outside; so the voxels of both end layers
 * conduct as well as may be, and what a face to them lacks of resistance then is put there as a contact's.
 * @param {object} asked
 * @param {Uint8Array} asked.phase 1 in what conducts, otherwise 0
 * @param {import('../api/cathode-lab').Shape} asked.shape
 * @param {Direction} asked.direction
 * @returns {import('../api/cathode-lab').TransportOptions}
 */
export function heldAtCentres({ phase, shape, direction }) {
  const [, ny, nx] = shape;
  const axis = AXES.indexOf(direction);
  const stride = [ny * nx, nx, 1][axis];
  const last = shape[axis] - 1;
  const voxels = new Uint8Array(phase.length);
  const particles = new Uint32Array(phase.length);
  for (let at = 0; at < phase.length; ++at) {
    if (phase[at] === 0) continue;
    const place = Math.floor(at / stride) % shape[axis];
    const isEnd = place === 0 || place === last;
    voxels[at] = isEnd ? 2 : 1;
    particles[at] = isEnd ? 1 : 2;
  }
  return {
    voxels,
    shape,
    conductivities: [0, 1, BEST],
    direction,
    tolerance: TOLERANCE,
    sides: 'closed',
    contactResistance: 0.5 - 1 / BEST,
    particles,
  };
}

/** The fewest voxels along a direction that leave something between held layers. */
export const FEWEST_BETWEEN = 3;
