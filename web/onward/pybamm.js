// SPDX-License-Identifier: MIT
// A calculation as a script for PyBaMM: the half cell of lithium metal, separator and this cathode, with a single-ion conductor.
import { choice, read } from '../api/options.js';
import { lineOf, shown } from '../api/quoting.js';
import { CHEN_2020, XU_2019 } from './borrowed.js';
import { borrowedUpperV } from './bpx.js';
import {
  CONSTANTS,
  cellNumbers,
  DENSE_FRACTION,
  dataOf,
  SOURCE_AREA_M2,
  THEORETICAL_MAH_G,
  whyNot,
} from './cell-numbers.js';

/** @typedef {import('./cell-numbers.js').Lab} Lab */
/** @typedef {import('../api/cathode-lab').Scenario} Scenario */

const OWN_OR_CHEN = /** @type {const} */ (['own', 'Chen2020']);
const LONGEST_LINE = 20000;
const CENTIMETRE2 = 1e-4;

/** Python reads numbers as they are written here. @param {number} value */
const python = (value) => String(value);

/**
 * @param {Lab} lab
 * @returns {import('../api/cathode-lab').CathodeLab['pybammScript']}
 */
export const pybammScriptOf =
  (lab) =>
  (scenario = {}, options = {}) => {
    const given = read(options, 'options', ['link', 'borrow']);
    const { diffusivity, exchangeCurrent } = read(given.borrow ?? {}, 'borrow', ['diffusivity', 'exchangeCurrent']);
    const isDiffusivityBorrowed = choice('borrow.diffusivity', diffusivity, OWN_OR_CHEN) === 'Chen2020';
    const isExchangeBorrowed = choice('borrow.exchangeCurrent', exchangeCurrent, OWN_OR_CHEN) === 'Chen2020';
    if (given.link !== undefined && typeof given.link !== 'string')
      throw new Error(`link must be text, not ${shown(given.link)}.`);
    const numbers = cellNumbers(lab, scenario);
    const { ionicSM, electronicSM, efficiency, referenceSM, contact, report } = numbers;
    const why = whyNot(numbers, !isExchangeBorrowed);
    if (
      why ||
      ionicSM === null ||
      electronicSM === null ||
      efficiency === null ||
      referenceSM === null ||
      contact === null
    )
      throw new Error(why);
    const link = lineOf(/** @type {string | undefined} */ (given.link) ?? `#${lab.encodeLink(scenario)}`, LONGEST_LINE);
    const { provenance } = report;
    /** Whether an input is as it was. @param {keyof Scenario} key @param {string} standard where its default is from */
    const input = (key, standard) => {
      const own = numbers.scenario[key];
      const left = lab.parameters().find((parameter) => parameter.key === key)?.default;
      return own === left ? standard : 'yours';
    };
    /** @param {string} name @param {number} value @param {string} about */
    const line = (name, value, about) => `${name} = ${python(value)}  # ${about}`;
    const constants = [
      line('TEMPERATURE', numbers.temperatureK, 'K: input'),
      line('AREA', SOURCE_AREA_M2, "m2: the source's disc, 10 mm across; voltages do not depend on it"),
      line('CATHODE_THICKNESS', numbers.cathodeM, `m: ${provenance.cathodeThicknessUm}`),
      line('SEPARATOR_THICKNESS', numbers.separatorM, `m: ${input('separatorThicknessUm', 'assumed by the source')}`),
      line('PHI_AM', numbers.phiAm, `volume fraction of active material: ${provenance.phiAmPct}`),
      line(
        'PHI_SE',
        numbers.phiSe,
        `volume fraction of electrolyte, which PyBaMM calls porosity: ${provenance.phiSePct}`,
      ),
      line('CONDUCTIVITY', referenceSM, "S/m, the separator's, at that temperature: what the next one is a share of"),
      line(
        'TRANSPORT_EFFICIENCY',
        efficiency,
        `sigma_eff of ions, ${python(ionicSM)} S/m, over CONDUCTIVITY: ${provenance.ionicConductivityMsCm}`,
      ),
      line('ELECTRONIC_CONDUCTIVITY', electronicSM, `S/m, effective: ${provenance.electronicConductivityMsCm}`),
      line('PARTICLE_RADIUS', numbers.radiusM, `m: ${input('particleRadiusUm', 'assumed')}`),
      ...(isDiffusivityBorrowed
        ? []
        : [
            line(
              'DIFFUSIVITY',
              numbers.diffusivityM2S,
              `m2/s, in the particles: ${input('diffusivityCm2S', 'assumed')}`,
            ),
          ]),
      ...(isExchangeBorrowed
        ? []
        : [
            line(
              'CHARGE_TRANSFER',
              numbers.chargeTransferOhmM2,
              `ohm m2 of interface: ${input('chargeTransferOhmCm2', 'assumed')}`,
            ),
            line(
              'CONTACT',
              contact,
              `share of the particles' surface that reacts: ${input('interfacePerUm', 'assumed')}`,
            ),
          ]),
      line(
        'MAXIMUM_CONCENTRATION',
        numbers.mostMolM3,
        `mol/m3: all lithium of NCM811, ${THEORETICAL_MAH_G} mAh/g, at the density of the active material`,
      ),
      line('C_RATE', numbers.scenario.cRate, `of ${numbers.oneCMaG} mA/g: input`),
      line('ONE_C', numbers.oneCAM2, `A/m2: ${numbers.oneCMaG} mA/g of the active material in this cathode`),
      line('AREAL_CAPACITY', numbers.arealCapacityAhM2, `A h/m2: ${provenance.arealCapacityMahCm2}`),
      line('DENSE', DENSE_FRACTION, 'stated for the dense separator: PyBaMM asks for a fraction below 1'),
      line('LEAST_STOICHIOMETRY', CHEN_2020.leastStoichiometry, 'of the charged electrode: borrowed, Chen2020'),
      line('LOWER_CUT_OFF', CHEN_2020.lowerCutOffV, 'V: borrowed, Chen2020'),
      line(
        'UPPER_CUT_OFF',
        borrowedUpperV,
        'V: the borrowed open-circuit voltage of the charged electrode, rounded up',
      ),
      line('GAS', CONSTANTS.gasJMolK, 'J/(mol K)'),
      line('FARADAY', CONSTANTS.faradayCMol, 'C/mol'),
    ];
    const resistance = report.values.cellResistanceOhmCm2;
    return `#!/usr/bin/env python3
# ${lineOf(numbers.title, 500)}
# A half cell for PyBaMM (pip install pybamm; version 23.9 or newer), written by Cathode Lab ${lab.version()}.
# Calculation: ${link}
# ${lineOf(dataOf(scenario), 1000)}
#
# From the calculation, as its lines say: sizes, volume fractions, effective conductivities, capacity${isDiffusivityBorrowed ? '' : ', diffusivity'}${isExchangeBorrowed ? '' : ', exchange current'}.
# Borrowed, measured by others on other materials:
#   open-circuit voltage and least stoichiometry${isDiffusivityBorrowed ? ', diffusivity' : ''}${isExchangeBorrowed ? ', exchange current' : ''} of the active material: NMC811 of an LG M50 cell, Chen2020 in PyBaMM:
#     ${CHEN_2020.source}
#   kinetics of lithium metal, in a liquid electrolyte, Xu2019 in PyBaMM:
#     ${XU_2019.source}
#   diffusivity of salt, of the set Xu2019: with a transference number of 1 it counts nowhere.
# What comes out is a model that the source does not validate.
import math

${constants.join('\n')}

# PyBaMM takes the conductivity times porosity ** coefficient.
BRUGGEMAN = math.log(TRANSPORT_EFFICIENCY) / math.log(PHI_SE)
${
  isExchangeBorrowed
    ? ''
    : `# Butler-Volmer with this exchange current has the resistance CHARGE_TRANSFER at small overpotentials.
EXCHANGE_CURRENT = CONTACT * GAS * TEMPERATURE / (FARADAY * CHARGE_TRANSFER)
`
}CURRENT = C_RATE * ONE_C * AREA
# Until the calculation's capacity is drawn.
DURATION = 3600 * AREAL_CAPACITY / (C_RATE * ONE_C)


def half_cell(pybamm):
    """Model and parameters."""
    chen = pybamm.ParameterValues("Chen2020")
    values = pybamm.ParameterValues("Xu2019")
    values.update(
        {
            "Electrode height [m]": math.sqrt(AREA),
            "Electrode width [m]": math.sqrt(AREA),
            "Positive electrode thickness [m]": CATHODE_THICKNESS,
            "Separator thickness [m]": SEPARATOR_THICKNESS,
            "Positive electrode active material volume fraction": PHI_AM,
            "Positive electrode porosity": PHI_SE,
            "Positive electrode Bruggeman coefficient (electrolyte)": BRUGGEMAN,
            "Positive electrode conductivity [S.m-1]": ELECTRONIC_CONDUCTIVITY,
            "Positive electrode Bruggeman coefficient (electrode)": 0.0,  # it is effective already
            "Separator porosity": DENSE,
            "Separator Bruggeman coefficient (electrolyte)": 0.0,  # dense: all of CONDUCTIVITY
            "Electrolyte conductivity [S.m-1]": CONDUCTIVITY,
            "Cation transference number": 1.0,
            "Positive particle radius [m]": PARTICLE_RADIUS,
            "Positive particle diffusivity [m2.s-1]": ${isDiffusivityBorrowed ? 'chen["Positive particle diffusivity [m2.s-1]"]' : 'DIFFUSIVITY'},
            "Maximum concentration in positive electrode [mol.m-3]": MAXIMUM_CONCENTRATION,
            "Initial concentration in positive electrode [mol.m-3]": LEAST_STOICHIOMETRY * MAXIMUM_CONCENTRATION,
            "Positive electrode OCP [V]": chen["Positive electrode OCP [V]"],
            "Positive electrode exchange-current density [A.m-2]": ${isExchangeBorrowed ? 'chen["Positive electrode exchange-current density [A.m-2]"]' : 'EXCHANGE_CURRENT'},
            "Nominal cell capacity [A.h]": ONE_C * AREA,
            "Current function [A]": CURRENT,
            "Lower voltage cut-off [V]": LOWER_CUT_OFF,
            "Upper voltage cut-off [V]": UPPER_CUT_OFF,
            "Open-circuit voltage at 0% SOC [V]": LOWER_CUT_OFF,
            "Open-circuit voltage at 100% SOC [V]": UPPER_CUT_OFF,
            "Ambient temperature [K]": TEMPERATURE,
            "Initial temperature [K]": TEMPERATURE,
            "Reference temperature [K]": TEMPERATURE,
        },
        check_already_exists=False,
    )
    return pybamm.lithium_ion.DFN({"working electrode": "positive"}), values


def main():
    """Discharges once."""
    import pybamm

    model, values = half_cell(pybamm)
    solution = pybamm.Simulation(model, parameter_values=values).solve([0, DURATION])
    voltage = solution["Voltage [V]"].entries
    drawn = solution["Discharge capacity [A.h]"].entries[-1] / AREA
    mean = sum((a + b) / 2 * (t2 - t1) for a, b, t1, t2 in zip(voltage, voltage[1:], solution.t, solution.t[1:]))
    print(f"Voltage: first {voltage[0]:.4f}, mean {mean / solution.t[-1]:.4f}, last {voltage[-1]:.4f} V")
    print(f"Capacity: {drawn / 10:.4f} of {AREAL_CAPACITY / 10:.4f} mA h/cm2")
    print("Cell resistance of the calculation, with its own anode: ${resistance === null ? 'none' : `${python(Number((resistance * CENTIMETRE2).toPrecision(4)))} ohm m2`}")


if __name__ == "__main__":
    main()
`;
  };
