// SPDX-License-Identifier: MIT
// What has been solved of a study, in numbers: each with what it is uncertain by.
import { meanOf } from '../api/directions.js';
import { solutionKey } from './study.js';

/** @typedef {import('../api/cathode-lab').Direction} Direction */
/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study.js').Carrier} Carrier */
/** @typedef {import('./study.js').Climb} Climb */
/** @typedef {import('./study.js').Solution} Solution */

/**
 * The transport of a carrier along one direction or over several, with what each uncertainty leaves open of it.
 * @typedef {object} Transport
 * @property {boolean} percolates
 * @property {number} conductivity in the unit of the conductivities
 * @property {number} lower of it, by solver and grid
 * @property {number} upper
 * @property {number} unhindered what all that conducts would carry if it went straight
 * @property {number} conductingFraction
 * @property {number | null} solver half width, relative
 * @property {number | null} grid the same; null: not known
 * @property {'extrapolated' | 'between two sides' | 'voxels twice as large' | 'not known'} gridFrom
 * @property {boolean} isWithinTolerance whether the grid's share is as small as was asked for
 * @property {Climb['levels']} levels of the climb, from coarse to fine
 * @property {number | null} coarseConductivity in voxels twice as large
 */

/** @param {number[]} values */
const meanNumber = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The values of all of these directions; nothing unless all are there.
 * @template T @param {Map<string, T>} map @param {Carrier} carrier @param {Direction[]} directions @returns {T[] | null}
 */
function allOf(map, carrier, directions) {
  const found = directions.flatMap((direction) => map.get(solutionKey(carrier, direction)) ?? []);
  return found.length > 0 && found.length === directions.length ? found : null;
}

/** @param {Climb[]} climbs @returns {Transport} */
function transportOfClimbs(climbs) {
  const { percolates, effectiveConductivity, lower, upper, tortuosityFactor, uncertainty, ...mean } = meanOf(climbs);
  return {
    percolates,
    conductivity: effectiveConductivity,
    lower,
    upper,
    unhindered: (tortuosityFactor ?? 0) * effectiveConductivity,
    conductingFraction: mean.conductingFraction,
    solver: percolates ? uncertainty.solver : null,
    grid: percolates ? uncertainty.grid : null,
    gridFrom: mean.isExtrapolated ? 'extrapolated' : 'between two sides',
    isWithinTolerance: mean.isWithinTolerance,
    levels: mean.levels,
    coarseConductivity: null,
  };
}

/** @param {Study} study @param {Carrier} carrier @param {Solution[]} solutions @param {Solution[] | null} coarse @returns {Transport} */
function transportOfVoxels({ phases }, carrier, solutions, coarse) {
  const conductivity = meanNumber(solutions.map((one) => one.effectiveConductivity));
  const lower = meanNumber(solutions.map((one) => one.lowerEstimate));
  const upper = meanNumber(solutions.map((one) => one.upperEstimate));
  const coarseConductivity = coarse && meanNumber(coarse.map((one) => one.effectiveConductivity));
  const off = coarseConductivity === null ? 0 : Math.abs(conductivity - coarseConductivity);
  const percolates = conductivity > 0;
  return {
    percolates,
    conductivity,
    lower: Math.max(Math.min(lower, conductivity - off), 0),
    upper: Math.max(upper, conductivity + off),
    unhindered: phases.reduce((sum, { label, fraction }) => sum + fraction * carrier.conductivities[label], 0),
    conductingFraction: solutions[0].conductingFraction,
    solver: percolates ? Math.max(upper - conductivity, conductivity - lower) / conductivity : null,
    grid: percolates && coarse ? off / conductivity : null,
    gridFrom: coarse ? 'voxels twice as large' : 'not known',
    isWithinTolerance: true,
    levels: [],
    coarseConductivity,
  };
}

/**
 * Undefined if it has not been calculated along all of the directions.
 * @param {Study} study
 * @param {Carrier} carrier
 * @param {Direction[]} [directions]
 * @returns {Transport | undefined}
 */
export function transportOf(study, carrier, directions = study.directions) {
  if (study.geometry) {
    const climbs = allOf(study.climbs, carrier, directions);
    return climbs ? transportOfClimbs(climbs) : undefined;
  }
  const solutions = allOf(study.solutions, carrier, directions);
  if (!solutions) return undefined;
  return transportOfVoxels(study, carrier, solutions, allOf(study.coarse, carrier, directions));
}

/**
 * A tortuosity factor and its interval; `high` is infinite where the lower side conducts nothing.
 * @param {Pick<Transport, 'conductivity' | 'lower' | 'upper' | 'unhindered'>} transport
 */
export const tau2Of = ({ conductivity, lower, upper, unhindered }) => ({
  value: conductivity > 0 ? unhindered / conductivity : null,
  low: upper > 0 ? unhindered / upper : Infinity,
  high: lower > 0 ? unhindered / lower : Infinity,
});

/** The same with what samples differ by, where that is known. @param {Study} study @param {Carrier} carrier */
export function totalTau2(study, carrier) {
  const transport = transportOf(study, carrier);
  if (!transport) return undefined;
  const { value, low, high } = tau2Of(transport);
  const samples = study.samples?.[carrier.key];
  return { value, low: Math.min(low, samples?.low ?? low), high: Math.max(high, samples?.high ?? high) };
}

/**
 * What is between the composite and its geometry: the interval of their tortuosity factors' ratio. Null where there is none, also
 * where what was measured is not of the volume's composition; undefined: not solved yet.
 * @param {Study} study
 * @param {Carrier} carrier
 */
export function contactFactor(study, carrier) {
  const geometric = totalTau2(study, carrier);
  if (geometric === undefined) return undefined;
  const { tau2 = null, isOfSource = false } = carrier.measured ?? {};
  if (geometric.value === null || tau2 === null || !isOfSource) return null;
  return { low: tau2 / geometric.high, high: tau2 / geometric.low };
}

/** A contact factor that may be anything within more than this factor tells nothing. */
export const WIDEST_CONTACT = 1.5;
/** @param {{low: number, high: number}} interval */
export const tells = ({ low, high }) => high <= WIDEST_CONTACT * low;

// Beyond this share of what conducts it matters by what voxels are joined.
const MOST_APART = 0.05;

/**
 * The directions along which voxels are too coarse for what joins in them: through edges or corners far more of it percolates
 * than through faces, or any at all.
 * @param {Study} study
 * @param {Carrier} carrier
 */
export const doubtful = ({ directions, connectivity }, carrier) =>
  directions.filter((direction) => {
    const shares = connectivity.get(solutionKey(carrier, direction));
    if (!shares) return false;
    const { faces, edges, corners } = shares;
    const most = Math.max(edges, corners);
    return most - faces > MOST_APART || (faces === 0 && most > 0);
  });
