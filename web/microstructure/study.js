// SPDX-License-Identifier: MIT
// A volume and what has been calculated for it.

/** @typedef {import('../api/cathode-lab').Direction} Direction */
/** @typedef {import('./jobs.js').Result<'solve'>} Solution */

/**
 * @typedef {object} Carrier
 * @property {'ion' | 'electron'} key
 * @property {string} name
 * @property {number[]} conductivities of each label
 * @property {number | null} sigma0 of the pure phase, mS/cm; null: only ratios are known
 * @property {{tau2: number | null, provenance: string, isOfSource: boolean} | null} measured tortuosity factor of the composite, and
 *   whether the volume has the composition of the source's
 */

/**
 * @typedef {object} Study
 * @property {string} title
 * @property {string} fileName without ending
 * @property {string} link of the calculation that it was made from
 * @property {boolean} isGenerated
 * @property {import('./volume-inputs.js').VolumeInputs | null} inputs that it was generated with
 * @property {import('../api/cathode-lab').Geometry | null} [geometry] the bodies that the voxels are of
 * @property {Uint8Array} voxels
 * @property {import('../api/cathode-lab').Shape} shape
 * @property {import('../volume-files/volume.js').VoxelUm} voxelUm
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

const TOLERANCE = 1e-3;
// Fields are of first order where the conductivity is of second: at 1e-3 a hundredth of the voxels has current densities that are
// off by up to half of the mean. One conductor, as in generated volumes, costs little more here.
const TOLERANCE_OF_FIELDS = 2e-6;

/**
 * A study of a volume that has been generated, with nothing calculated yet.
 * @param {import('../api/cathode-lab').Microstructure} made
 * @param {import('../api/cathode-lab').Report} report of the calculation that it is of, its reference the model's own SE
 * @param {Pick<Study, 'title' | 'link' | 'inputs' | 'fileName'>} about
 * @returns {Study}
 */
export function studyOfGenerated(made, { values, provenance, warnings }, { title, link, inputs, fileName }) {
  const product = (/** @type {number | null} */ a, /** @type {number | null} */ b) =>
    a === null || b === null ? null : a * b;
  const isOfSource = !warnings.some(({ code }) => code === 'composition-changed');
  return {
    title,
    link,
    inputs,
    fileName,
    isGenerated: true,
    voxels: made.voxels,
    shape: made.shape,
    voxelUm: made.voxelUm,
    // Of the voxels, which are what is solved.
    phases: made.phases.map(({ label, name, voxelFraction, target }) => ({
      label,
      name,
      fraction: voxelFraction,
      target,
      value: label,
    })),
    notes: made.notes,
    carriers: [
      {
        key: 'ion',
        name: 'Ions',
        conductivities: [0, 0, 1, 0],
        sigma0: product(values.ionicConductivityMsCm, values.ionicMacMullin),
        measured: { tau2: values.ionicTortuosityFactor, provenance: provenance.ionicTortuosityFactor, isOfSource },
      },
      {
        key: 'electron',
        name: 'Electrons',
        conductivities: [0, 1, 0, 1],
        sigma0: product(values.electronicConductivityMsCm, values.electronicMacMullin),
        measured: {
          tau2: values.electronicTortuosityFactor,
          provenance: provenance.electronicTortuosityFactor,
          isOfSource,
        },
      },
    ],
    directions: [...DIRECTIONS],
    sides: made.shape.every((extent) => extent % 2 === 0) ? 'periodic' : 'closed',
    tolerance: TOLERANCE,
    metrics: null,
    solutions: new Map(),
  };
}

/**
 * What is between the composite and its geometry: their tortuosity factors' ratio. Null where there is none, also where what was
 * measured is not of the volume's composition; undefined: not solved yet.
 * @param {Study} study
 * @param {Carrier} carrier
 */
export function contactFactor(study, carrier) {
  const geometric = meanTortuosityFactor(study, carrier);
  if (geometric === undefined) return undefined;
  const { tau2 = null, isOfSource = false } = carrier.measured ?? {};
  return geometric === null || tau2 === null || !isOfSource ? null : tau2 / geometric;
}

/** Whether the fields of a direction are kept: of one each carrier. @param {Study} study @param {Direction} direction */
export const hasFields = ({ directions }, direction) => direction === directions[0];

/** To which a direction is solved. @param {Study} study @param {Direction} direction */
export const toleranceOf = (study, direction) =>
  study.isGenerated && hasFields(study, direction) ? TOLERANCE_OF_FIELDS : study.tolerance;

/** What is still to be solved. @param {Study} study */
export const unsolved = ({ carriers, directions, solutions }) =>
  carriers
    .flatMap((carrier) => directions.map((direction) => ({ carrier, direction })))
    .filter(({ carrier, direction }) => !solutions.has(solutionKey(carrier, direction)));
