// SPDX-License-Identifier: MIT
// A calculation's numbers in the SI units that battery models take, each with where it comes from.
import { lineOf } from '../api/quoting.js';
import { clean, inSi, kelvinOf } from './si.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Scenario} Scenario */
/** @typedef {Pick<CathodeLab, 'evaluate' | 'explain' | 'describe' | 'encodeLink' | 'metrics' | 'parameters' | 'version'>} Lab */

export const CONSTANTS = { gasJMolK: 8.314462618, faradayCMol: 96485.33212 };
/** The disc of the source, 10 mm across, m2. */
export const SOURCE_AREA_M2 = 0.7854e-4;
/** What the source calls 1C, mA per g of active material. */
export const ONE_C_MA_G = 200;
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
 * @param {Required<Scenario>} scenario
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
  const scenario = /** @type {Required<Scenario>} */ (
    Object.fromEntries(lab.parameters().map((one) => [one.key, given[one.key] ?? one.default]))
  );
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
    /** Of an own composite its name. */
    title: titleOf(given, lab.describe(given)),
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
  };
}
/** @typedef {ReturnType<typeof cellNumbers>} CellNumbers */

/** Why a cathode can not be simulated with these numbers; empty if it can. @param {CellNumbers} numbers @param {boolean} needsExchange */
export function whyNot({ scenario, efficiency, electronicSM, contact, exchangeAM2, sphereAreaPerM }, needsExchange) {
  if (efficiency === null || electronicSM === null)
    return 'amWtPct: a positive electrode needs both effective conductivities, and one of them has no path in this composition.';
  if (contact === null)
    return `interfacePerUm: ${scenario.interfacePerUm} is more than all particles have; allowed: up to ${Number((sphereAreaPerM * 1e-6).toPrecision(4))}.`;
  return needsExchange && exchangeAM2 === null
    ? 'chargeTransferOhmCm2: 0 gives no exchange current; allowed: above 0.'
    : '';
}

/** What an own composite says of itself. @param {Scenario & {composite?: {name?: unknown, source?: unknown} | null}} scenario */
function compositeOf({ composite }) {
  const textOf = (/** @type {unknown} */ one) => (typeof one === 'string' ? lineOf(one, LONGEST_TEXT).trim() : '');
  return composite ? { name: textOf(composite.name), source: textOf(composite.source) } : null;
}

/** @param {Scenario} scenario @param {string} description */
function titleOf(scenario, description) {
  const name = compositeOf(scenario)?.name;
  return name && !description.includes(name) ? `${name}: ${description}` : description;
}

/** Whose numbers a calculation rests on, in a sentence. @param {Scenario} scenario */
export function dataOf(scenario) {
  const own = compositeOf(scenario);
  return own
    ? `Data: own composite ${own.name || 'without a name'}${own.source && `, ${own.source}`}`
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
