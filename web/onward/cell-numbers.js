// SPDX-License-Identifier: MIT
// A calculation's numbers in the SI units that battery models take, each with where it comes from.
import { lineOf } from '../api/quoting.js';
import { clean, inSi, kelvinOf } from './si.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Scenario} Scenario */
/** @typedef {Pick<CathodeLab, 'evaluate' | 'explain' | 'describe' | 'encodeLink' | 'decodeLink' | 'metrics' | 'parameters' | 'version'>} Lab */

export const CONSTANTS = { gasJMolK: 8.314462618, faradayCMol: 96485.33212 };
/** The disc of the source, 10 mm across, m2. */
export const SOURCE_AREA_M2 = 0.7854e-4;
/** All lithium of NCM811, mAh/g: what limits the concentration in its particles. */
export const THEORETICAL_MAH_G = 275.5;
/**
 * A dense separator as a fraction of electrolyte: programs divide by the logarithm of it, which is 0 at 1. With a transport
 * efficiency of 1 it counts nowhere else.
 */
export const DENSE_FRACTION = 0.999;

// Of a name or a source that somebody has entered.
const LONGEST_TEXT = 300;

/** @param {number} um */
const metresOf = (um) => clean(um * 1e-6);
/** @param {number | null} msCm */
const siemensOf = (msCm) => (msCm === null ? null : clean(msCm * 0.1));

/**
 * The conductivity of the separator at the cell's temperature (S/m), which is what transport efficiencies refer to: from the
 * resistance that it adds to the cell. Null where no resistance is known.
 * @param {import('../api/cathode-lab').CompleteScenario} scenario
 * @param {import('../api/cathode-lab').Report['values']} values
 */
function referenceOf(
  { separatorThicknessUm, anodeResistanceOhmCm2 },
  { cellResistanceOhmCm2, cathodeResistanceOhmCm2 },
) {
  if (cellResistanceOhmCm2 === null || cathodeResistanceOhmCm2 === null) return null;
  const ohmCm2 = cellResistanceOhmCm2 - cathodeResistanceOhmCm2 - anodeResistanceOhmCm2;
  // A difference of larger numbers: its last digits are theirs.
  return Number(((separatorThicknessUm * 1e-4) / ohmCm2 / 1e-2).toPrecision(10));
}

/**
 * @param {Lab} lab
 * @param {Scenario} given
 */
export function cellNumbers(lab, given) {
  const report = lab.evaluate(given);
  // With all that it leaves out, as its composite or the source has it.
  const { scenario } = lab.decodeLink(lab.encodeLink(given));
  const { values } = report;
  const temperatureK = kelvinOf(scenario.temperatureC);
  // An interface that is refused refuses all resistances, the separator's too.
  const { values: resisting } =
    values.interfacePerUm === null ? lab.evaluate({ ...given, interfacePerUm: null }) : report;
  const referenceSM = referenceOf(scenario, resisting);
  const ionicSM = siemensOf(values.ionicConductivityMsCm);
  const radiusM = metresOf(scenario.particleRadiusUm);
  const phiAm = clean(values.phiAmPct / 100);
  const sphereAreaPerM = clean((3 * phiAm) / radiusM);
  const chargeTransferOhmM2 = clean(scenario.chargeTransferOhmCm2 * 1e-4);
  const contact =
    values.interfacePerUm === null ? null : Number(((values.interfacePerUm * 1e6) / sphereAreaPerM).toPrecision(10));
  return {
    report,
    scenario,
    title: lab.describe(given),
    temperatureK,
    cathodeM: metresOf(values.cathodeThicknessUm),
    separatorM: metresOf(scenario.separatorThicknessUm),
    stackM: metresOf(report.breakdown.reduce((sum, { thicknessUm }) => sum + thicknessUm, 0)),
    phiAm,
    phiSe: clean(values.phiSePct / 100),
    referenceSM,
    ionicSM,
    electronicSM: siemensOf(values.electronicConductivityMsCm),
    /** sigma_eff over the one conductivity of the file. */
    efficiency: ionicSM === null || referenceSM === null ? null : clean(ionicSM / referenceSM),
    radiusM,
    diffusivityM2S: clean(scenario.diffusivityCm2S * 1e-4),
    sphereAreaPerM,
    /** Share of the particles' surface that reacts; null where more than all of it was given. */
    contact,
    chargeTransferOhmM2,
    /** RT/(F R_ct) of the interface that reacts, told of the whole surface; null without a charge-transfer resistance. */
    exchangeAM2:
      chargeTransferOhmM2 > 0 && contact !== null
        ? clean((contact * CONSTANTS.gasJMolK * temperatureK) / (CONSTANTS.faradayCMol * chargeTransferOhmM2))
        : null,
    /** Of lithium in full particles: the theoretical capacity at the density of the active material. */
    mostMolM3: clean((THEORETICAL_MAH_G * 3600 * scenario.amDensityGCm3 * 1000) / CONSTANTS.faradayCMol),
    arealCapacityAhM2: clean(values.arealCapacityMahCm2 * 10),
    specificCapacityMahG: values.specificCapacityMahG,
    currentAM2: clean(values.currentDensityMaCm2 * 10),
    /** The current that is called 1C. */
    oneCAM2: clean((values.currentDensityMaCm2 * 10) / scenario.cRate),
    /** The same per gram of active material, mA. */
    oneCMaG: Number(
      ((values.currentDensityMaCm2 * 1e5) / (scenario.cRate * scenario.amWtPct * values.loadingMgCm2)).toPrecision(6),
    ),
  };
}
/** @typedef {ReturnType<typeof cellNumbers>} CellNumbers */

/** Why a cathode can not be simulated with these numbers; empty if it can. @param {CellNumbers} numbers @param {boolean} needsExchange */
export function whyNot(
  { report, scenario, efficiency, electronicSM, contact, exchangeAM2, sphereAreaPerM },
  needsExchange,
) {
  for (const key of /** @type {const} */ (['porosityPct', 'specificCapacityMahG'])) {
    if (/** @type {number | null} */ (report.values[key]) === null)
      return `${key}: the composite gives none, and without it there is no positive electrode; allowed: a point that has it, or the input.`;
  }
  if (scenario.composite && (efficiency === null || electronicSM === null))
    return 'composite: a positive electrode needs both effective conductivities, and that of the separator; see what the composite lacks among the warnings.';
  if (efficiency === null || electronicSM === null)
    return 'amWtPct: a positive electrode needs both effective conductivities, and one of them has no path in this composition.';
  if (contact === null)
    return `interfacePerUm: ${scenario.interfacePerUm} is more than all particles have; allowed: up to ${Number((sphereAreaPerM * 1e-6).toPrecision(4))}.`;
  return needsExchange && exchangeAM2 === null
    ? 'chargeTransferOhmCm2: 0 gives no exchange current; allowed: above 0.'
    : '';
}

/** Whose numbers a calculation rests on, in a sentence. @param {Scenario} scenario */
export function dataOf({ composite }) {
  return composite
    ? `Data: own composite ${lineOf(composite.name, LONGEST_TEXT)}${composite.source ? `, ${lineOf(composite.source, LONGEST_TEXT)}` : ''}`
    : 'Data: supplementary information of a paper on NCM811 | LPSCl | VGCF composite cathodes, Tables S1–S6, Figs. S17 and S18';
}

/**
 * Every result with unit, SI value, provenance and interval.
 * @param {Lab} lab
 * @param {CellNumbers} numbers
 */
export function resultsOf(lab, { report }) {
  return lab.metrics().map(({ key, label, unit }) => {
    const value = report.values[key];
    const interval = report.intervals[key];
    const si = value === null ? null : inSi(value, unit);
    const [low, high] = interval ?? [null, null];
    const siOf = (/** @type {number | null} */ one) => (one === null ? null : (inSi(one, unit)?.value ?? null));
    return {
      key,
      label,
      value,
      unit,
      siValue: si?.value ?? null,
      siUnit: inSi(0, unit)?.unit ?? null,
      low,
      high,
      siLow: siOf(low),
      siHigh: siOf(high),
      provenance: report.provenance[key],
    };
  });
}
