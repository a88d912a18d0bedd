// SPDX-License-Identifier: MIT
// How far one sample of a composite stands for all: several seeds and sizes of the box, and what they say together. Means are of
// conductivities, never of tortuosity factors.

/** @typedef {import('../api/cathode-lab').MicrostructureOptions} MicrostructureOptions */
/** @typedef {import('../api/cathode-lab').Shape} Shape */
/** @typedef {import('./study.js').Carrier} Carrier */

/**
 * @typedef {object} Found what one sample conducts of a carrier, mean over the directions
 * @property {boolean} percolates along all directions
 * @property {number} conductivity in the unit of the conductivities
 * @property {number} lower of it, by its grid
 * @property {number} upper
 * @property {number} unhindered what all that conducts would carry if it went straight
 */
/** @typedef {{boxUm: number, seed: number, found: Partial<Record<Carrier['key'], Found>>}} Sample boxUm: its longest edge */

/**
 * @typedef {object} Statistics of one carrier in boxes of one size
 * @property {number} boxUm
 * @property {number} n samples
 * @property {number} percolating how many of them percolate
 * @property {number} mean of the conductivities, those that do not percolate among them
 * @property {number | null} deviation standard deviation of one sample; null: one sample tells none
 * @property {number | null} standardError of the mean
 * @property {number | null} low where the mean is in 95 of 100 cases; where not all percolate, from the least to the most of the samples
 * @property {number | null} high
 * @property {number} grid half width of what the grids leave open of the mean, relative
 * @property {number} unhindered
 */

/** Seeds that are tried, if nobody asks for another number. */
export const USUAL_SEEDS = 6;
export const MOST_SEEDS = 24;
/**
 * Of the finest grid of a sample, at most: too few for a third grid, so that the second one, of 88 voxels each way in a cube, is the
 * finest; and with memory to spare for it, which is estimated from this.
 */
export const SAMPLE_VOXELS = 3e6;
/** How far one sample of a representative size may be off, one standard deviation, relative. */
export const USUAL_SHARE = 0.1;

const FEWEST_VOXELS = 8;
const MOST_VOXELS = 256;
const LARGEST_SEED = 4294967295;

// Student's t: 95 of 100 cases are within so many standard errors of a mean, by degrees of freedom.
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
const NORMAL = 1.959964;

/** @param {number} freedom degrees of it, from 1 */
export function studentT(freedom) {
  if (freedom <= STUDENT.length) return STUDENT[freedom - 1];
  // Cornish and Fisher's expansion, within 0.001 from here on.
  const z = NORMAL;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

/** @param {number[]} values */
const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * @param {Sample[]} samples of boxes of one size
 * @param {Carrier['key']} key
 * @returns {Statistics | null} null: none has been calculated
 */
export function statisticsOf(samples, key) {
  const of = samples.flatMap(({ found, boxUm }) => (found[key] ? [{ ...found[key], boxUm }] : []));
  if (of.length === 0) return null;
  const n = of.length;
  const sigmas = of.map(({ conductivity }) => conductivity);
  const mean = meanOf(sigmas);
  const deviation = n > 1 ? Math.sqrt(sigmas.reduce((sum, sigma) => sum + (sigma - mean) ** 2, 0) / (n - 1)) : null;
  const standardError = deviation === null ? null : deviation / Math.sqrt(n);
  const percolating = of.filter(({ percolates }) => percolates).length;
  const half = standardError === null ? null : studentT(n - 1) * standardError;
  const areAlike = percolating === n || Math.max(...sigmas) === 0;
  return {
    boxUm: of[0].boxUm,
    n,
    percolating,
    mean,
    deviation,
    standardError,
    low: half === null ? null : areAlike ? Math.max(mean - half, 0) : Math.min(...sigmas),
    high: half === null ? null : areAlike ? mean + half : Math.max(...sigmas),
    grid: mean > 0 ? meanOf(of.map(({ lower, upper }) => upper - lower)) / 2 / mean : 0,
    unhindered: meanOf(of.map(({ unhindered }) => unhindered)),
  };
}

/** A tortuosity factor of the mean conductivity; infinite where nothing is conducted. @param {Pick<Statistics, 'unhindered'>} of @param {number} conductivity */
export const tau2At = ({ unhindered }, conductivity) => (conductivity > 0 ? unhindered / conductivity : Infinity);

/**
 * Tortuosity factors of several samples of one size, for who shows one of them: that of their mean conductivity, and its
 * interval. Nothing where they are fewer than two.
 * @param {Statistics | null} statistics
 * @returns {{mean: number, low: number, high: number, percolating: [number, number]} | null}
 */
export function samplesOf(statistics) {
  if (!statistics || statistics.low === null || statistics.high === null) return null;
  const { mean, low, high, percolating, n } = statistics;
  return {
    mean: tau2At(statistics, mean),
    low: tau2At(statistics, high),
    high: tau2At(statistics, low),
    percolating: [percolating, n],
  };
}

/**
 * Whether two means differ by no more than their scatter and their grids allow, whose voxels are as many in each box and so are larger
 * in a larger one.
 * @param {Statistics} a
 * @param {Statistics} b
 */
function agree(a, b) {
  if (a.standardError === null || b.standardError === null) return false;
  const scatter = studentT(a.n + b.n - 2) * Math.sqrt(a.standardError ** 2 + b.standardError ** 2);
  return Math.abs(a.mean - b.mean) <= scatter + Math.max(a.grid * a.mean, b.grid * b.mean);
}

/**
 * The smallest size that stands for larger ones: all of its samples percolate, one of them is off by no more than a share of
 * the mean (one standard deviation), and its mean is that of the next size within what scatter and grids leave open. The largest has
 * no larger one to be held against, so that it is held against the one before.
 * @param {Statistics[]} sizes of one carrier
 * @param {number} [mostShare]
 * @returns {{boxUm: number | null, reason: string}}
 */
export function representativeSize(sizes, mostShare = USUAL_SHARE) {
  const all = [...sizes].sort((a, b) => a.boxUm - b.boxUm);
  const none = (/** @type {string} */ reason) => ({ boxUm: null, reason });
  if (all.length < 2) return none('one size alone cannot tell: try two');
  if (all.some(({ n }) => n < 2)) return none('one sample of a size tells no scatter: try more seeds');
  if (all.every(({ percolating }) => percolating === 0)) return none('no sample percolates');
  const mixed = all.filter(({ percolating, n }) => percolating < n);
  if (mixed.length === all.length) return none('of every size some samples do not percolate');
  let areApart = false;
  for (const [index, size] of all.entries()) {
    if (size.percolating < size.n) continue;
    const other = all[index + 1] ?? all[index - 1];
    const isAgreed = other.percolating === other.n && agree(size, other);
    areApart ||= !isAgreed;
    const share = (size.deviation ?? Infinity) / size.mean;
    if (isAgreed && share <= mostShare)
      return {
        boxUm: size.boxUm,
        reason: `one sample is off by ${percent(share)} (one standard deviation), and its mean agrees with that of ${shownUm(other.boxUm)} within scatter and grids`,
      };
  }
  const widest = all[all.length - 1];
  return none(
    areApart
      ? 'the means of the sizes differ by more than their scatter and their grids allow'
      : `samples scatter by more than ${percent(mostShare)}: of ${shownUm(widest.boxUm)} by ${percent((widest.deviation ?? 0) / widest.mean)}`,
  );
}

/** @param {number} share */
export const percent = (share) => `${Number((share * 100).toPrecision(2))} %`;
/** @param {number} um */
export const shownUm = (um) => `${Number(um.toPrecision(3))} µm`;

/**
 * The extents of a box of a share of the edges, even as periodic sides need them; null where none may be generated.
 * @param {Shape} shape
 * @param {number} share
 * @returns {Shape | null}
 */
export function shapeOfShare(shape, share) {
  const [z, y, x] = shape.map((extent) => 2 * Math.round((extent * share) / 2));
  return Math.min(z, y, x) < FEWEST_VOXELS || Math.max(z, y, x) > MOST_VOXELS ? null : [z, y, x];
}

/**
 * What is to be generated: of each size as many seeds, beginning with the given one. From the smallest size.
 * @param {MicrostructureOptions & {shape: Shape, seed: number, voxelUm: number}} options
 * @param {number[]} shares of the edges
 * @param {number} seeds
 */
export function samplesToMake({ shape, seed, ...options }, shares, seeds) {
  return [...shares]
    .sort((a, b) => a - b)
    .flatMap((share) => {
      const own = shapeOfShare(shape, share);
      if (!own) return [];
      return Array.from({ length: seeds }, (_, index) => ({
        ...options,
        shape: own,
        seed: (seed + index) % (LARGEST_SEED + 1),
      }));
    });
}
