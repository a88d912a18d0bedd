// SPDX-License-Identifier: MIT
// What is found of impedance spectra, without a page: digits by uncertainty, rows of tables, and the numbers that a
// composite of one's own is made of.

/** @typedef {import('../api/cathode-lab').Estimate} Estimate */
/** @typedef {import('../api/cathode-lab').ImpedanceFit} ImpedanceFit */
/** @typedef {import('../api/cathode-lab').SymmetricCellsFit} SymmetricCellsFit */
/** @typedef {import('../api/cathode-lab').ActivationEnergy} ActivationEnergy */
/** @typedef {{quantity: string, unit: string, estimate: Estimate}} Found */

/** @param {string} text */
const minus = (text) => text.replace('-', '−');

/** A number with as many decimals, or in powers of ten where that would be long. @param {number} value @param {number} place the power of ten of the last digit shown */
function rounded(value, place) {
  const magnitude = value === 0 ? place : Math.floor(Math.log10(Math.abs(value)));
  if (magnitude < -4 || place > 4) {
    const digits = Math.max(0, magnitude - place);
    const [mantissa, exponent] = value.toExponential(Math.min(digits, 15)).split('e');
    return minus(`${mantissa}e${Number(exponent)}`);
  }
  const scale = 10 ** Math.max(0, place);
  return minus((place > 0 ? Math.round(value / scale) * scale : value).toFixed(Math.min(Math.max(0, -place), 15)));
}

/**
 * A value, its standard uncertainty with two digits and its interval to the same place; without them three digits and no more.
 * @param {Estimate} estimate
 */
export function textsOf({ value, standardUncertainty, interval }) {
  if (!standardUncertainty || !interval) {
    const place = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))) - 2;
    return { value: rounded(value, place), uncertainty: '', interval: 'not told' };
  }
  const place = Math.floor(Math.log10(standardUncertainty)) - 1;
  return {
    value: rounded(value, place),
    uncertainty: rounded(standardUncertainty, place),
    interval: `${rounded(interval[0], place)} to ${rounded(interval[1], place)}`,
  };
}

/** @param {[string, string, Estimate | null][]} all @returns {Found[]} */
const known = (all) => all.flatMap(([quantity, unit, estimate]) => (estimate ? [{ quantity, unit, estimate }] : []));

/** What a pellet's spectrum tells. @param {ImpedanceFit} fit */
export const foundOfPellet = (fit) =>
  known([
    ['Bulk', 'Ω', fit.bulkOhm],
    ['Grain boundaries', 'Ω', fit.grainBoundaryOhm],
    ['Intercept', 'Ω', fit.interceptOhm],
    ['Arc', 'Ω', fit.arcOhm],
    ['Total', 'Ω', fit.totalOhm],
    ['Conductivity, total', 'mS/cm', fit.conductivityMsCm],
    ['Conductivity, bulk', 'mS/cm', fit.bulkConductivityMsCm],
    ['Inductance of leads', 'H', fit.inductanceH],
  ]);

/** What spectra of symmetric cells tell. @param {SymmetricCellsFit} fit */
export const foundOfCells = (fit) =>
  known([
    ['σ_eff of ions', 'mS/cm', fit.ionicMsCm],
    ['σ_eff of electrons', 'mS/cm', fit.electronicMsCm],
    ['τ² of ions', '', fit.ionicTau2],
    ['τ² of electrons', '', fit.electronicTau2],
    ['Charge transfer per volume', 'S/cm³', fit.transferSCm3],
    ['Double layer per volume', 'F/cm³', fit.doubleLayerFCm3],
    ['Exponent of the double layer', '', fit.exponent],
    ...fit.cells.map(
      ({ seriesOhm }, place) =>
        /** @type {[string, string, Estimate | null]} */ ([`Series resistance, cell ${place + 1}`, 'Ω', seriesOhm]),
    ),
  ]);

/** A value with its uncertainty. @param {Estimate | null} estimate */
const numberOf = (estimate) =>
  estimate?.interval
    ? { value: estimate.value, standardUncertainty: /** @type {number} */ (estimate.standardUncertainty) }
    : null;

/**
 * The numbers that a composite takes: of its electrolyte, at a temperature, and its effective conductivities. Null where
 * nothing is told.
 * @param {object} found
 * @param {{temperatureC: number, fit: ImpedanceFit}[]} [found.pellets]
 * @param {ActivationEnergy | null} [found.activation]
 * @param {number} [found.referenceC] at which `activation` tells its conductivity
 * @param {SymmetricCellsFit | null} [found.cells]
 */
export function compositeNumbers({ pellets = [], activation = null, referenceC = 25, cells = null }) {
  const [first] = pellets.filter(({ fit }) => fit.conductivityMsCm);
  const sigma0MsCm = numberOf(activation?.referenceMsCm ?? first?.fit.conductivityMsCm ?? null);
  return {
    electrolyte: sigma0MsCm && {
      sigma0MsCm,
      temperatureC: activation ? referenceC : first.temperatureC,
      activationEnergyEv: numberOf(activation?.activationEnergyEv ?? null),
    },
    composite: cells && {
      ionicMsCm: numberOf(cells.ionicMsCm),
      electronicMsCm: numberOf(cells.electronicMsCm),
    },
  };
}
/** @typedef {ReturnType<typeof compositeNumbers>} CompositeNumbers */
