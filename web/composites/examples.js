// SPDX-License-Identifier: MIT
// Composites to begin with: the source's Model 4 as a person would enter it, and one of another publication.

import { BOLTZMANN_EV_K, ZERO_CELSIUS_K } from '../api/physics.js';

/** @typedef {import('../api/cathode-lab').Composite} Composite */

/** The model whose electrolyte is the source's separator: pristine, as it was bought. */
const PRISTINE = 1;

/** What has been published of another composite. Its densities are not: they are what its materials usually have. */
export const MINNMANN = /** @type {Composite} */ ({
  name: 'NCM622 with Li6PS5Cl, Minnmann 2021',
  source:
    'doi 10.1149/1945-7111/abf8d7: 42 vol% NCM622, its τ² 4.3 (ions) and 7.4 (electrons). Densities assumed; wt% from them without voids; 25 °C taken',
  morphology: 1,
  materials: { amDensityGCm3: 4.78, seDensityGCm3: 1.64 },
  points: [{ amWtPct: 67.9, temperatureC: 25, ionicConductivityMsCm: 0.17, electronicConductivityMsCm: 0.56 }],
});

/**
 * A model of the source as a composite: what its tables give, read off the module, to be changed.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {1 | 2 | 3 | 4} model
 * @returns {Composite}
 */
export function compositeOfModel(lab, model) {
  const inputs = Object.fromEntries(lab.parameters().map((one) => [one.key, one]));
  const standard = (/** @type {string} */ key) => /** @type {number} */ (inputs[key].default);
  const contents = /** @type {[number, number]} */ (inputs.amWtPct.measured);
  const [coldC, hotC] = /** @type {[number, number]} */ (inputs.temperatureC.measured);
  const rounded = (/** @type {number} */ value, digits = 4) => Number(value.toPrecision(digits));
  const at = (/** @type {number} */ amWtPct, /** @type {number} */ temperatureC, of = model) =>
    /** @type {Record<string, number>} */ (lab.evaluate({ model: of, amWtPct, temperatureC }).values);
  const hot = at(contents[1], hotC);
  /** σ0 of a model's electrolyte, which N_M has in it. @param {number} temperatureC @param {number} [of] */
  const electrolyte = (temperatureC, of = model) => {
    const { ionicConductivityMsCm, ionicMacMullin } = at(contents[1], temperatureC, /** @type {typeof model} */ (of));
    return ionicConductivityMsCm * ionicMacMullin;
  };
  const inverseK = (/** @type {number} */ celsius) => 1 / (celsius + ZERO_CELSIUS_K);
  const energyEv =
    (BOLTZMANN_EV_K * Math.log(electrolyte(hotC) / electrolyte(coldC))) / (inverseK(coldC) - inverseK(hotC));
  return {
    name: `Like Model ${model}`,
    source: `Tables S1 to S5, model ${model}`,
    morphology: model,
    materials: {
      amDensityGCm3: standard('amDensityGCm3'),
      seDensityGCm3: standard('seDensityGCm3'),
      caDensityGCm3: standard('caDensityGCm3'),
      caWtPct: standard('caWtPct'),
      seConductivityMsCm: rounded(electrolyte(hotC)),
      seTemperatureC: hotC,
      seActivationEnergyEv: rounded(energyEv),
      separatorConductivityMsCm: rounded(electrolyte(hotC, PRISTINE)),
      electronicReferenceMsCm: rounded(hot.electronicConductivityMsCm * hot.electronicMacMullin),
      electronicTemperatureC: hotC,
      oneCMaG: rounded((1e5 * hot.currentDensityMaCm2) / (standard('cRate') * contents[1] * hot.loadingMgCm2)),
      nominalVoltageV: standard('nominalVoltageV'),
      loadingMgCm2: standard('loadingMgCm2'),
      cRate: standard('cRate'),
    },
    points: contents.flatMap((amWtPct) => {
      const [cold, warm] = [at(amWtPct, coldC), at(amWtPct, hotC)];
      return [
        { amWtPct, temperatureC: coldC, specificCapacityMahG: rounded(cold.specificCapacityMahG) },
        {
          amWtPct,
          temperatureC: hotC,
          ionicConductivityMsCm: rounded(warm.ionicConductivityMsCm),
          electronicConductivityMsCm: rounded(warm.electronicConductivityMsCm),
          porosityPct: rounded(warm.porosityPct, 3),
          specificCapacityMahG: rounded(warm.specificCapacityMahG),
        },
      ];
    }),
  };
}
