// SPDX-License-Identifier: MIT
// A volume and what has been calculated for it.
import { COMPOSITE_INKS } from './volume-colors.js';

/** @typedef {import('../api/cathode-lab').Direction} Direction */
/** @typedef {import('../api/cathode-lab').Convergence} Climb */
/** @typedef {import('../api/cathode-lab').Connectivity} Connectivity */
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
 * Tortuosity factors of several samples of the same composite, of their mean conductivity, and how many of them percolate.
 * @typedef {{mean: number, low: number, high: number, percolating: [number, number]}} Samples
 */

/**
 * @typedef {object} Study
 * @property {string} title
 * @property {string} fileName without ending
 * @property {string} link of the calculation that it was made from
 * @property {boolean} isGenerated
 * @property {number | null} model the particle model that it was generated of
 * @property {import('./volume-inputs.js').VolumeInputs | null} inputs that it was generated with
 * @property {import('../api/cathode-lab').Geometry | null} geometry whose bodies the voxels show; null: voxels are all there is
 * @property {import('../api/cathode-lab').Microstructure['packing'] | null} packing how its particles lie
 * @property {Uint8Array} voxels
 * @property {import('../api/cathode-lab').Shape} shape
 * @property {import('../volume-files/volume.js').VoxelUm} voxelUm
 * @property {{label: number, name: string, ink: string, fraction: number, voxelFraction: number, target: number | null, value: number}[]} phases
 *   their colours by name, their fractions of the geometry, where there is one, and of the voxels
 * @property {string[]} notes
 * @property {Carrier[]} carriers
 * @property {Direction[]} directions
 * @property {'closed' | 'periodic'} sides
 * @property {number} tolerance of a solve of voxels; where there is a geometry the width of a climb's interval
 * @property {import('../api/cathode-lab').MicrostructureMetrics | null} metrics
 * @property {import('../api/cathode-lab').GeometryMeasures | null} surfaces of the geometry's bodies
 * @property {Map<string, Climb>} climbs of the geometry, by solutionKey()
 * @property {Map<string, Solution>} solutions of the voxels: where there is a geometry, for their fields alone
 * @property {Map<string, Solution>} coarse the same in voxels twice as large
 * @property {Map<string, Connectivity>} connectivity of the voxels
 * @property {Partial<Record<Carrier['key'], Samples>> | null} samples
 * @property {import('./returned.js').Returned[]} returned what was calculated of it elsewhere
 */

/** What has not been calculated yet. @returns {Pick<Study, 'metrics' | 'surfaces' | 'climbs' | 'solutions' | 'coarse' | 'connectivity' | 'samples' | 'returned'>} */
export const nothingYet = () => ({
  metrics: null,
  surfaces: null,
  climbs: new Map(),
  solutions: new Map(),
  coarse: new Map(),
  connectivity: new Map(),
  samples: null,
  returned: [],
});

export const DIRECTIONS = /** @type {const} */ (['z', 'y', 'x']);

/** @param {Carrier} carrier @param {Direction} direction */
export const solutionKey = (carrier, direction) => `${carrier.key}-${direction}`;

// How wide the interval of a climb is to be.
const TOLERANCE = 0.05;
// Fields are of first order where the conductivity is of second: at 1e-3 a hundredth of the voxels has current densities that are
// off by up to half of the mean. One conductor, as in generated volumes, costs little more here.
const TOLERANCE_OF_FIELDS = 2e-6;

/** @param {import('../api/cathode-lab').Microstructure['phases']} phases @returns {Study['phases']} */
const phasesOfGenerated = (phases) =>
  phases.map((phase) => ({ ...phase, ink: COMPOSITE_INKS[phase.label], value: phase.label }));

/**
 * A study of a volume that has been generated, with nothing calculated yet.
 * @param {import('../api/cathode-lab').Microstructure} made
 * @param {import('../api/cathode-lab').Report} report of the calculation that it is of, its reference the model's own SE
 * @param {Pick<Study, 'title' | 'link' | 'model' | 'inputs' | 'fileName'>} about
 * @returns {Study}
 */
export function studyOfGenerated(made, { values, provenance, warnings }, { title, link, model, inputs, fileName }) {
  const product = (/** @type {number | null} */ a, /** @type {number | null} */ b) =>
    a === null || b === null ? null : a * b;
  const isOfSource = !warnings.some(({ code }) => code === 'composition-changed');
  return {
    title,
    link,
    model,
    inputs,
    fileName,
    isGenerated: true,
    geometry: made.geometry,
    packing: made.packing,
    voxels: made.voxels,
    shape: made.shape,
    voxelUm: made.voxelUm,
    phases: phasesOfGenerated(made.phases),
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
    ...nothingYet(),
  };
}

/**
 * What is looked at while inputs are set: the same volume in few voxels, of which nothing is solved.
 * @param {import('./jobs.js').Result<'draft'>} made
 * @returns {import('./viewer.js').Viewed}
 */
export const viewOfDraft = ({ voxels, shape, voxelUm, phases }) => ({
  voxels,
  shape,
  voxelUm,
  phases: phasesOfGenerated(phases),
  carriers: [],
  solutions: new Map(),
  geometry: null,
  isGenerated: true,
});

/** Whether the fields of a direction are kept: of one each carrier. @param {Study} study @param {Direction} direction */
export const hasFields = ({ directions }, direction) => direction === directions[0];

/** To which the voxels are solved along a direction: those of a geometry for their fields. @param {Study} study */
export const toleranceOf = ({ geometry, tolerance }) => (geometry ? TOLERANCE_OF_FIELDS : tolerance);

// Voxels each way that leave something to be solved in voxels twice as large.
const FEWEST_TO_COARSEN = 8;

/** Whether it can be held against itself in voxels twice as large. @param {Study} study */
export const canCoarsen = ({ shape, geometry }) => geometry === null && Math.min(...shape) >= FEWEST_TO_COARSEN;

/**
 * What is still to be solved: the climbs of a geometry and one field of its voxels for each carrier; or voxels, as they are
 * and twice as large.
 * @param {Study} study
 */
export function unsolved(study) {
  const { carriers, directions, climbs, solutions, coarse, geometry } = study;
  const cases = carriers.flatMap((carrier) => directions.map((direction) => ({ carrier, direction })));
  /** @template {string} Kind @param {Kind} kind @param {Map<string, unknown>} done @param {typeof cases} [of] */
  const left = (kind, done, of = cases) =>
    of.filter(({ carrier, direction }) => !done.has(solutionKey(carrier, direction))).map((one) => ({ ...one, kind }));
  if (geometry)
    return [
      ...left('climb', climbs),
      ...left(
        'solve',
        solutions,
        cases.filter(({ direction }) => hasFields(study, direction)),
      ),
    ];
  return [...left('solve', solutions), ...(canCoarsen(study) ? left('coarse', coarse) : [])];
}

/** How much has been solved. @param {Study} study */
export const solvedCount = ({ climbs, solutions, coarse }) => climbs.size + solutions.size + coarse.size;
