// SPDX-License-Identifier: MIT
// Composites to begin with: the source's Model 4 as a person would enter it, and one of another publication.

/** @typedef {import('../api/cathode-lab').Composite} Composite */

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
  const standard = Object.fromEntries(lab.parameters().map((one) => [one.key, one.default]));
  const number = (/** @type {string} */ key) => /** @type {number} */ (standard[key]);
  const contents = [75, 85];
  const at = (/** @type {number} */ amWtPct, /** @type {number} */ temperatureC) =>
    /** @type {Record<string, number>} */ (lab.evaluate({ model, amWtPct, temperatureC }).values);
  /** σ0 of ions, which N_M has in it. @param {number} temperatureC */
  const electrolyte = (temperatureC) => {
    const { ionicConductivityMsCm, ionicMacMullin } = at(85, temperatureC);
    return ionicConductivityMsCm * ionicMacMullin;
  };
  const rounded = (/** @type {number} */ value, digits = 4) => Number(value.toPrecision(digits));
  const perEv = 1 / 8.617333262e-5;
  const energyEv = Math.log(electrolyte(60) / electrolyte(30)) / (perEv * (1 / 303.15 - 1 / 333.15));
  const hot = at(85, 60);
  return {
    name: `Like Model ${model}`,
    source: `Tables S1 to S5, model ${model}`,
    morphology: model,
    materials: {
      amDensityGCm3: number('amDensityGCm3'),
      seDensityGCm3: number('seDensityGCm3'),
      caDensityGCm3: number('caDensityGCm3'),
      caWtPct: number('caWtPct'),
      seConductivityMsCm: rounded(electrolyte(60)),
      seTemperatureC: 60,
      seActivationEnergyEv: rounded(energyEv),
      separatorConductivityMsCm: 14.82,
      electronicReferenceMsCm: rounded(hot.electronicConductivityMsCm * hot.electronicMacMullin),
      electronicTemperatureC: 60,
      oneCMaG: 200,
      nominalVoltageV: number('nominalVoltageV'),
      loadingMgCm2: number('loadingMgCm2'),
      cRate: number('cRate'),
    },
    points: contents.flatMap((amWtPct) => {
      const [cold, warm] = [at(amWtPct, 30), at(amWtPct, 60)];
      return [
        { amWtPct, temperatureC: 30, specificCapacityMahG: rounded(cold.specificCapacityMahG) },
        {
          amWtPct,
          temperatureC: 60,
          ionicConductivityMsCm: rounded(warm.ionicConductivityMsCm),
          electronicConductivityMsCm: rounded(warm.electronicConductivityMsCm),
          porosityPct: rounded(warm.porosityPct, 3),
          specificCapacityMahG: rounded(warm.specificCapacityMahG),
        },
      ];
    }),
  };
}
