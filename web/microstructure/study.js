// A volume and what has been calculated for it.

/** @typedef {import('../api/cathode-lab').Direction} Direction */
/** @typedef {import('./jobs.js').Result<'solve'>} Solution */

/**
 * @typedef {object} Carrier
 * @property {'ion' | 'electron'} key
 * @property {string} name
 * @property {number[]} conductivities of each label
 * @property {number | null} sigma0 of the pure phase, mS/cm; null: only ratios are known
 * @property {{tau2: number | null, provenance: string} | null} measured tortuosity factor of the composite
 */

/**
 * @typedef {object} Study
 * @property {string} title
 * @property {string} fileName without ending
 * @property {string} link of the calculation that it was made from
 * @property {boolean} isGenerated
 * @property {Uint8Array} voxels
 * @property {import('../api/cathode-lab').Shape} shape
 * @property {number | null} voxelUm
 * @property {{label: number, name: string, fraction: number, target: number | null, value: number}[]} phases
 * @property {string[]} notes
 * @property {Carrier[]} carriers
 * @property {Direction[]} directions
 * @property {'closed' | 'periodic'} sides
 * @property {number} tolerance
 * @property {import('../api/cathode-lab').MicrostructureMetrics | null} metrics
 * @property {Map<string, Solution>} solutions by solutionKey()
 */

export const DIRECTIONS = /** @type {const} */ (['z', 'y', 'x']);

/** @param {Carrier} carrier @param {Direction} direction */
export const solutionKey = (carrier, direction) => `${carrier.key}-${direction}`;

/**
 * The tortuosity factor of the conductivity's mean over the directions: null if nothing percolates, undefined if
 * not all of them have been solved.
 * @param {Study} study
 * @param {Carrier} carrier
 */
export function meanTortuosityFactor({ phases, directions, solutions }, carrier) {
  const solved = directions.map((direction) => solutions.get(solutionKey(carrier, direction)));
  if (solved.length === 0 || solved.some((solution) => !solution)) return undefined;
  const mean = solved.reduce((sum, solution) => sum + (solution?.effectiveConductivity ?? 0), 0) / solved.length;
  const unhindered = phases.reduce((sum, { label, fraction }) => sum + fraction * carrier.conductivities[label], 0);
  return mean > 0 ? unhindered / mean : null;
}

/** How far a solution may be off, relative, by its bounds. @param {Solution} solution */
export const errorOf = ({ percolates, effectiveConductivity, lowerEstimate, upperEstimate }) =>
  percolates
    ? Math.max(upperEstimate - effectiveConductivity, effectiveConductivity - lowerEstimate) / effectiveConductivity
    : null;
