// SPDX-License-Identifier: MIT
// What climbs along several directions say together: conductivities are averaged, never tortuosity factors.

/** @typedef {Omit<import('./cathode-lab').Convergence, 'seconds'>} Climbed */

/**
 * Of the same geometry and conductivities, one along each direction. Its levels are those that all have come to.
 * @param {Climbed[]} found
 * @returns {Climbed}
 */
export function meanOf(found) {
  if (found.length === 1) return found[0];
  /** @param {(one: Climbed) => number} of */
  const mean = (of) => found.reduce((sum, one) => sum + of(one), 0) / found.length;
  const effectiveConductivity = mean((one) => one.effectiveConductivity);
  const lower = mean((one) => one.lower);
  const upper = mean((one) => one.upper);
  // What a conductor of each fraction would carry by itself: the same along all.
  const unhindered = found.reduce(
    (most, one) => Math.max(most, (one.tortuosityFactor ?? 0) * one.effectiveConductivity),
    0,
  );
  /** @param {(one: Climbed) => number} of the half width's share of each */
  const weighted = (of) =>
    effectiveConductivity > 0 ? mean((one) => of(one) * one.effectiveConductivity) / effectiveConductivity : 0;
  const count = Math.min(...found.map(({ levels }) => levels.length));
  /** @param {number} level @param {'centre' | 'areas' | 'lower' | 'upper'} key */
  const ofLevel = (level, key) => mean(({ levels }) => levels[level][key] ?? 0);
  return {
    percolates: found.some((one) => one.percolates),
    effectiveConductivity,
    lower,
    upper,
    isExtrapolated: found.some((one) => one.isExtrapolated),
    isWithinTolerance: found.every((one) => one.isWithinTolerance),
    tortuosityFactor: effectiveConductivity > 0 ? unhindered / effectiveConductivity : null,
    conductingFraction: found[0].conductingFraction,
    uncertainty: {
      solver: weighted((one) => one.uncertainty.solver),
      grid: weighted((one) => one.uncertainty.grid),
    },
    levels: Array.from({ length: count }, (_, i) => ({
      ...found[0].levels[i],
      centre: found[0].levels[i].centre === null ? null : ofLevel(i, 'centre'),
      areas: ofLevel(i, 'areas'),
      lower: ofLevel(i, 'lower'),
      upper: ofLevel(i, 'upper'),
    })),
  };
}
