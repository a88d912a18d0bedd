// SPDX-License-Identifier: MIT
// The resistance of a cathode from its numbers alone, without a scenario.
import { read } from './options.js';
import { shown } from './quoting.js';

/** What it is made of: the unit, and what is allowed. */
const FIELDS = /** @type {const} */ ([
  ['ionicMsCm', 'mS/cm', 1e-9, 1e9],
  ['electronicMsCm', 'mS/cm', 1e-9, 1e9],
  ['thicknessUm', 'µm', 1e-3, 1e6],
  ['interfacePerCm', '1/cm', 1e-3, 1e12],
  ['chargeTransferOhmCm2', 'Ω·cm²', 0, 1e12],
]);
const MOST_SLICES = 100000;

/**
 * @param {import('./lab.js').Core} core
 * @returns {import('./cathode-lab').CathodeLab['electrodeResistance']}
 */
export const electrodeResistanceOf = (core) => (electrode) => {
  const given = read(
    electrode,
    'an electrode',
    FIELDS.map(([key]) => key),
  );
  const numbers = FIELDS.map(([key, unit, min, max]) => {
    const value = given[key];
    const allowed = `; allowed: ${min} to ${max} ${unit}.`;
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new Error(`${key} must be a finite number, not ${shown(value)}${allowed}`);
    if (value < min || value > max) throw new Error(`${key}: ${value} ${unit} is out of range${allowed}`);
    return value;
  });
  const [start, uniform, front, ionic, electronic, chargeTransfer] = core.electrodeResistance(numbers);
  return {
    start,
    uniform,
    front,
    ionic,
    electronic,
    chargeTransfer,
    reaction(n) {
      if (!Number.isInteger(n) || n < 1 || n > MOST_SLICES)
        throw new Error(`n must be a whole number, not ${shown(n)}; allowed: 1 to ${MOST_SLICES}.`);
      return Float64Array.from(core.electrodeReaction(numbers, n));
    },
  };
};
