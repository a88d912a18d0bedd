// SPDX-License-Identifier: MIT
// Long calculations with geometries: what tasks.js does of them.

/** @typedef {import('./tasks.js').Core} Core */
/** @typedef {import('./tasks.js').Progress} Progress */
/** @typedef {import('../api/cathode-lab').Geometry} Geometry */
/** @typedef {import('../api/cathode-lab').Convergence} Convergence */
/** @typedef {import('./sample-study.js').Found} Found */
/** @typedef {import('./study.js').Carrier} Carrier */

const DIRECTIONS = /** @type {const} */ (['z', 'y', 'x']);

/** @param {Convergence[]} climbs along all directions @returns {Found} */
function foundOf(climbs) {
  /** @param {(one: Convergence) => number} of */
  const mean = (of) => climbs.reduce((sum, one) => sum + of(one), 0) / climbs.length;
  return {
    percolates: climbs.every(({ percolates }) => percolates),
    conductivity: mean((one) => one.effectiveConductivity),
    lower: mean((one) => one.lower),
    upper: mean((one) => one.upper),
    unhindered: Math.max(...climbs.map((one) => (one.tortuosityFactor ?? 0) * one.effectiveConductivity)),
  };
}

export const GEOMETRY_TASKS = {
  /** @param {Core} core @param {{geometry: Geometry, shape: import('../api/cathode-lab').Shape}} options */
  async voxelize(core, { geometry, shape }) {
    const made = (await core()).voxelize(geometry, shape);
    return { result: made, transfer: [made.voxels.buffer] };
  },
  /** @param {Core} core @param {import('../api/cathode-lab').GeometryTransportOptions} options @param {(progress: Progress) => void} onProgress */
  async solveBodies(core, options, onProgress) {
    return { result: (await core()).solveTransport({ ...options, onProgress }), transfer: [] };
  },
  /**
   * Generates a microstructure and climbs its grids for each carrier, along all directions.
   * @param {Core} core
   * @param {object} options
   * @param {import('../api/cathode-lab').MicrostructureOptions & {seed: number}} options.microstructure
   * @param {Pick<Carrier, 'key' | 'conductivities'>[]} options.carriers
   * @param {number} options.mostVoxels
   * @param {number} options.tolerance
   * @param {number} [options.contactResistance] um over the unit of the conductivities
   * @param {(progress: Progress) => void} onProgress
   */
  async sample(core, { microstructure, carriers, mostVoxels, tolerance, contactResistance = 0 }, onProgress) {
    const { generateMicrostructure, convergeTransport } = await core();
    const { geometry } = generateMicrostructure(microstructure);
    const steps = carriers.length * DIRECTIONS.length;
    /** @type {import('./sample-study.js').Sample['found']} */
    const found = {};
    carriers.forEach(({ key, conductivities }, carrier) => {
      const climbs = DIRECTIONS.map((direction, way) =>
        convergeTransport({
          geometry,
          conductivities,
          direction,
          sides: geometry.periodic ? 'periodic' : 'closed',
          tolerance,
          mostVoxels,
          contactResistance,
          onProgress: (progress) =>
            onProgress({ ...progress, fraction: (carrier * DIRECTIONS.length + way + progress.fraction) / steps }),
        }),
      );
      found[key] = foundOf(climbs);
    });
    const result = { boxUm: Math.max(...geometry.boxUm), seed: microstructure.seed, found };
    return { result, transfer: [] };
  },
};
