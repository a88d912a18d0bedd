// SPDX-License-Identifier: MIT
// The resistance of an electrode from its numbers, and the figures of losses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const MODEL4 = {
  ionicMsCm: 0.115,
  electronicMsCm: 1.146,
  thicknessUm: 93,
  interfacePerCm: 7000,
  chargeTransferOhmCm2: 30,
};
const close = (actual, expected, relative) =>
  assert.ok(Math.abs(actual / expected - 1) <= relative, `${actual}, not ${expected}`);

test('start, its parts, uniform and fronts are those of the formulas', () => {
  const { start, uniform, front, ionic, electronic, chargeTransfer } = lab.electrodeResistance(MODEL4);
  const [k, s, l] = [0.115e-3, 1.146e-3, 93e-4];
  const nu = l * Math.sqrt((1 / k + 1 / s) * (7000 / 30));
  const newmanTobias = (l / (k + s)) * (1 + (2 + (s / k + k / s) * Math.cosh(nu)) / (nu * Math.sinh(nu)));
  close(start, newmanTobias, 1e-12);
  close(ionic + electronic + chargeTransfer, start, 1e-12);
  close(ionic, 3.97, 2e-3);
  close(electronic, 6.08, 2e-3);
  close(chargeTransfer, 2.67, 2e-3);
  close(uniform, 30 / (7000 * l) + (l / 3) * (1 / k + 1 / s), 1e-12);
  close(front, ((l / 2) * (k * k + k * s + s * s)) / (k * s * (k + s)), 1e-12);
});

test('the reaction has a mean of one, is fast where the poorer conductor ends, and may be without charge transfer', () => {
  for (const chargeTransferOhmCm2 of [0, 1e-9, 30, 1e6]) {
    for (const n of [1, 2, 7, 1000]) {
      const reaction = lab.electrodeResistance({ ...MODEL4, chargeTransferOhmCm2 }).reaction(n);
      assert.ok(reaction instanceof Float64Array);
      assert.equal(reaction.length, n);
      close(reaction.reduce((sum, one) => sum + one, 0) / n, 1, 1e-12);
      if (n > 1) assert.ok(reaction[0] >= reaction[n - 1]);
    }
  }
  // Where it is slow it is the same everywhere.
  const slow = lab.electrodeResistance({ ...MODEL4, chargeTransferOhmCm2: 1e9 }).reaction(10);
  for (const one of slow) close(one, 1, 1e-5);
});

test('what makes no sense is refused by name, value and range', () => {
  const refused = (electrode, ...words) =>
    assert.throws(
      () => lab.electrodeResistance(electrode),
      (error) => words.every((word) => error.message.includes(word)),
    );
  refused({ ...MODEL4, ionicMsCm: 0 }, 'ionicMsCm', '0', '1e-9 to 1000000000 mS/cm');
  refused({ ...MODEL4, thicknessUm: Number.NaN }, 'thicknessUm', 'NaN', 'allowed');
  refused({ ...MODEL4, chargeTransferOhmCm2: -1 }, 'chargeTransferOhmCm2', '-1', '0 to');
  refused({ ...MODEL4, interfacePerCm: '7000' }, 'interfacePerCm', 'finite number');
  refused({ ...MODEL4, electronicMsCm: undefined }, 'electronicMsCm');
  refused({ ...MODEL4, length: 1 }, 'length', 'Known fields');
  refused(undefined, 'electrode');
  for (const n of [0, -1, 1.5, 100001, '10', undefined])
    assert.throws(() => lab.electrodeResistance(MODEL4).reaction(n), /n must be a whole number.*1 to 100000/s);
});

test('figures of losses say that the source validates none of it, and heed the regime', () => {
  const names = lab.figures().map(({ name }) => name);
  for (const name of ['resistance', 'reaction', 'electrode-impedance', 'thickness', 'rate']) {
    assert.ok(names.includes(name), name);
    assert.match(lab.figureCaption(name, { cRate: 1 }), /not validated by the source/);
    assert.match(lab.figureCaption(name, { cRate: 1 }), /Assumed, not in the source/);
  }
  const rows = (regime) => lab.figureData('resistance', { cRate: 1 }, { regime }).rows;
  const whole = (regime) => rows(regime).map(({ cells }) => cells[6].value);
  for (let model = 0; model < 4; ++model) {
    assert.ok(whole('start')[model] < whole('uniform')[model]);
    assert.ok(whole('uniform')[model] < whole('fronts')[model]);
  }
  assert.throws(() => lab.figure('rate', {}, { regime: 'late' }), /start, uniform, fronts/);
  assert.throws(() => lab.figure('thickness', {}, { cutOffV: 6 }), /0 to 5 V/);
});

test('the optimum thickness is the best of all that are evaluated, and is not told from held values', () => {
  const rowsOf = (scenario, options) => lab.figureData('thickness', scenario, options).rows.map(({ cells }) => cells);
  const optimum = rowsOf({ cRate: 1 }).find(
    ([what, model, regime]) =>
      what.text === 'optimum' && model.text === 'Model 4' && regime.text === 'uniform reaction',
  );
  const at = (cathodeThicknessUm) =>
    lab.evaluate({ cRate: 1, cathodeThicknessUm }).values.volumetricEnergyDensityAtRateWhL;
  const best = at(optimum[3].value);
  for (let um = 5; um <= 500; um += 0.5) assert.ok(at(um) <= best * (1 + 1e-12), `${um} µm`);
  close(best, optimum[8].value, 1e-12);
  const held = rowsOf({ cRate: 1, amWtPct: 90 });
  assert.ok(!held.some(([what]) => what.text === 'optimum'));
});
