// SPDX-License-Identifier: MIT
// Long calculations with geometries: what tasks.js does of them.

/** @typedef {import('./tasks.js').Core} Core */
/** @typedef {import('./tasks.js').Progress} Progress */
/** @typedef {import('../api/cathode-lab').Geometry} Geometry */

export const GEOMETRY_TASKS = {
  /** @param {Core} core @param {{geometry: Geometry, shape: import('../api/cathode-lab').Shape}} options */
  async voxelize(core, { geometry, shape }) {
    const made = (await core()).voxelize(geometry, shape);
    return { result: made, transfer: [made.voxels.buffer] };
  },
};
