// SPDX-License-Identifier: MIT
// Uncertainties, sensitivities and losses through the module: contract, refusals, and what they must show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const metric = 'volumetricEnergyDensityWhL';

test('a result is reported in the short form, with interval and budget', () => {
  const { [metric]: known } = lab.uncertainty({ metrics: [metric] });
  assert.equal(known.text, '1092(5) Wh/L');
  assert.equal(known.value, lab.evaluate().values[metric]);
  assert.equal(known.samples, 200_000);
  assert.ok(known.low < known.value && known.value < known.high);
  assert.ok(Math.abs(known.expandedUncertainty - (known.high - known.low) / 2) < 1e-12);
  assert.ok(Math.abs(known.coverageFactor - known.expandedUncertainty / known.standardUncertainty) < 1e-12);
  assert.ok(known.numericalTolerance < 0.1);
  assert.equal(known.budget[0].key, 'misfit');
  assert.ok(Math.abs(known.budget.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
});

test('a seed gives the same bits, another one others within the tolerance', () => {
  const of = (seed) => lab.uncertainty({ metrics: [metric], samples: 20_000, seed })[metric];
  assert.deepEqual(of(3), of(3));
  assert.notEqual(of(3).low, of(4).low);
  assert.ok(Math.abs(of(3).low - of(4).low) < 3 * of(3).numericalTolerance);
});

test('inputs are taken as they are given', () => {
  const ask = (inputs) => lab.uncertainty({ metrics: [metric], samples: 20_000, inputs })[metric];
  const own = ask([{ key: 'separatorThicknessUm', halfWidth: 5 }]);
  assert.ok(own.standardUncertainty > ask([]).standardUncertainty);
  assert.ok(own.budget.some(({ key }) => key === 'separatorThicknessUm'));
  const without = ask([{ key: 'misfit', distribution: 'normal', standardUncertainty: 0 }]);
  assert.ok(without.standardUncertainty < 1.5);
  const repeats = ask([{ key: 'separatorThicknessUm', values: [29, 30, 31, 34] }]);
  assert.equal(repeats.value, lab.evaluate({ separatorThicknessUm: 31 }).values[metric]);
  const table = lab.uncertainInputs({ inputs: [{ key: 'separatorThicknessUm', halfWidth: 5 }] });
  assert.ok(table.rows.some(({ cells }) => cells[0].text === 'Separator thickness' && cells[7].text === 'given'));
});

test('what is not known is null', () => {
  const { ionicTortuosityFactor } = lab.uncertainty({
    scenario: { amWtPct: 92, porosityPct: 50 },
    metrics: ['ionicTortuosityFactor'],
    samples: 1000,
  });
  assert.equal(ionicTortuosityFactor.value, null);
  assert.equal(ionicTortuosityFactor.low, null);
  assert.deepEqual(ionicTortuosityFactor.budget, []);
});

test('cells are told apart, or not', () => {
  const same = lab.distinguishable({ a: {}, b: {}, metric, samples: 2000 });
  assert.equal(same.distinguishable, false);
  assert.equal(same.difference, 0);
  assert.equal(same.high, 0);
  assert.equal(same.repeatabilityPct, null);
  const models = lab.distinguishable({ a: { model: 4 }, b: { model: 3 }, metric });
  assert.equal(models.distinguishable, true);
  assert.equal(models.repeatabilityPct.toFixed(1), '1.8');
});

test('elasticities are taken from within, and name what balances', () => {
  const of = (scenario) => new Map(lab.sensitivity({ scenario, metric }).map((one) => [one.key, one]));
  const here = of({});
  assert.ok(Math.abs(here.get('nominalVoltageV').elasticity - 1) < 1e-6);
  assert.equal(here.get('amWtPct').side, 'below');
  assert.equal(here.get('amWtPct').balancedBy, 'SE');
  assert.equal(here.get('temperatureC').side, 'above');
  assert.equal(here.get('temperatureC').elasticity, null);
  assert.ok(here.get('temperatureC').perKelvinPct > 0.4);
  assert.equal(of({ temperatureC: 60 }).get('temperatureC').side, 'below');
});

test('losses add up, by volume and by mass', () => {
  for (const energy of ['volumetric', 'gravimetric']) {
    const { theoretical, practical, losses } = lab.losses({ scenario: { cRate: 1 }, energy });
    const left = losses.reduce((rest, { value }) => rest - value, theoretical);
    assert.ok(Math.abs(left - practical) < 1e-9);
    assert.ok(losses.some(({ key }) => key === 'ohmic'));
    assert.equal(
      losses.some(({ key }) => key === 'void'),
      energy === 'volumetric',
    );
  }
});

test('refusals name the field and what is allowed', () => {
  const refused = (act, ...texts) => {
    assert.throws(act, (error) => {
      for (const text of texts) assert.ok(error.message.includes(text), error.message);
      return true;
    });
    assert.equal(lab.evaluate().values[metric].toFixed(0), '1092');
  };
  refused(() => lab.uncertainty({ metrics: ['nothing'] }), '"nothing"', 'volumetricEnergyDensityWhL');
  refused(() => lab.uncertainty({ metrics: [] }), 'metrics', '1 to 100');
  refused(() => lab.uncertainty({ metrics: [metric], samples: 10 }), 'samples: 10', '1000 to 1000000');
  refused(() => lab.uncertainty({ metrics: [metric], samples: Number.NaN }), 'samples');
  refused(() => lab.uncertainty({ metrics: [metric], seed: -1 }), 'seed: -1');
  refused(() => lab.uncertainty({ metrics: [metric], scenario: { amWtPct: 99 } }), 'amWtPct', '60 to 92');
  refused(() => lab.uncertainty({ metrics: [metric], sampels: 1 }), 'sampels');
  const input = (one) => () => lab.uncertainty({ metrics: [metric], inputs: [one] });
  refused(input({ key: 'model', halfWidth: 1 }), '"model"');
  refused(input({ key: 'temperatureC', halfWidth: 40 }), 'temperatureC', '0 to 90');
  refused(input({ key: 'temperatureC' }), 'halfWidth is missing');
  refused(input({ key: 'temperatureC', distribution: 'cauchy' }), 'rectangular, triangular, normal');
  refused(input({ key: 'temperatureC', distribution: 'normal', halfWidth: 1 }), 'standardUncertainty');
  refused(input({ key: 'temperatureC', values: [1, 2, 3] }), '3 repeats', '4 to 1000');
  refused(input({ key: 'temperatureC', values: [1, 2, 3, Number.NaN] }), 'temperatureC');
  refused(input({ key: 'temperatureC', values: [1, 2, 3, 4], halfWidth: 1 }), 'halfWidth beside values');
  refused(
    () =>
      lab.uncertainty({
        metrics: [metric],
        inputs: [
          { key: 'misfit', halfWidth: 1 },
          { key: 'misfit', halfWidth: 1 },
        ],
      }),
    'misfit is given twice',
  );
  refused(() => lab.losses({ energy: 'areal' }), 'volumetric, gravimetric');
  refused(() => lab.distinguishable({ a: {}, b: { model: 7 }, metric }), 'model');
});
