// SPDX-License-Identifier: MIT
// The resistance of contacts that explains a measured tortuosity factor: its unit, its fit, what cannot be fitted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { changesOf, contactLengthUm, contactOhmCm2, fitContact, gridOf } from '../../web/microstructure/contact-fit.js';

const lab = await createCathodeLab();
const near = (/** @type {number} */ a, /** @type {number} */ b, tolerance = 1e-12) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.abs(b), `${a} is not ${b}`);
const exactly = (/** @type {number} */ value) => ({ value, low: value, high: value });

test('a contact stands for as much of the pure phase as has its resistance', () => {
  // A rod of 10 um of 1 mS/cm, 1 cm2 across: 1e-3 cm / 1e-3 S/cm = 1 ohm.
  assert.equal(contactLengthUm(1, 1), 10);
  near(contactOhmCm2(contactLengthUm(3.7, 2.2), 2.2), 3.7);
  // Two half boxes in series with one contact: L / sigma_eff = L / sigma0 + rho.
  const [L, sigma0, rho] = [8, 2.5, 0.4];
  const half = (/** @type {number} */ z) => ({
    kind: /** @type {const} */ ('cylinder'),
    fromUm: /** @type {[number, number, number]} */ ([z, 4, 4]),
    toUm: /** @type {[number, number, number]} */ ([z + 4, 4, 4]),
    radiusUm: 7,
    label: 1,
  });
  const solution = lab.solveTransport({
    geometry: { boxUm: [L, L, L], bodies: [half(0), half(4)] },
    shape: [32, 32, 32],
    conductivities: [0, 1],
    contactResistance: contactLengthUm(rho, sigma0),
  });
  const cm = L * 1e-4;
  near(cm / (solution.effectiveConductivity * sigma0 * 1e-3), cm / (sigma0 * 1e-3) + rho, 5e-3);
});

test('the fit finds the resistance that a geometry was given, with few solves', async () => {
  const bodies = Array.from({ length: 8 }, (_, i) => ({
    kind: /** @type {const} */ ('sphere'),
    centerUm: /** @type {[number, number, number]} */ ([1 + 2 * (i >> 2), 1 + 2 * ((i >> 1) & 1), 1 + 2 * (i & 1)]),
    radiusUm: 1.1,
    label: 1,
  }));
  const geometry = { boxUm: /** @type {[number, number, number]} */ ([4, 4, 4]), periodic: true, bodies };
  const evaluate = async (/** @type {number} */ contactResistance) =>
    lab.solveTransport({
      geometry,
      shape: gridOf(geometry.boxUm, 24 ** 3),
      conductivities: [0, 1],
      sides: 'periodic',
      contactResistance,
    }).tortuosityFactor;
  const base = (await evaluate(0)) ?? assert.fail();
  const wanted = (await evaluate(3.3)) ?? assert.fail();
  assert.ok(wanted > 1.5 * base);
  const fit = await fitContact({ evaluate, measured: exactly(wanted), geometric: exactly(base) });
  assert.ok('length' in fit);
  near(fit.length, 3.3, 0.02);
  assert.ok(fit.evaluations <= 8, `${fit.evaluations} solves`);
  assert.deepEqual([fit.low, fit.high], [fit.length, fit.length]);
});

test('a fit over many decades stays within its bracket, and its interval holds what grid and measurement leave open', async () => {
  const rising = (/** @type {number} */ length) => 2 * (1 + 0.7 * length ** 0.8);
  const inverse = (/** @type {number} */ tau2, base = 2) => ((tau2 / base - 1) / 0.7) ** 1.25;
  for (const tau2 of [2.02, 3, 40, 1e4, 1e6]) {
    const fit = await fitContact({
      evaluate: async (length) => rising(length),
      measured: exactly(tau2),
      geometric: exactly(2),
    });
    assert.ok('length' in fit);
    near(rising(fit.length), tau2, 2.1e-3);
    assert.ok(fit.evaluations <= 15, `${fit.evaluations} for ${tau2}`);
  }
  const fit = await fitContact({
    evaluate: async (length) => rising(length),
    measured: { value: 10, low: 9, high: 11 },
    geometric: { value: 2.5, low: 2, high: 3 },
  });
  assert.ok('length' in fit);
  near(fit.length, inverse(10, 2.5), 0.01);
  near(fit.low, inverse(9, 3), 0.01);
  near(fit.high, inverse(11, 2), 0.01);
  // The interval reaches down to none where the two meet.
  const touching = await fitContact({
    evaluate: async (length) => rising(length),
    measured: exactly(3),
    geometric: { value: 2.5, low: 2, high: 3.5 },
  });
  assert.ok('length' in touching && touching.low === 0 && touching.high > touching.length);
});

test('what contacts cannot explain is said, and nothing is solved for it', async () => {
  const never = async () => assert.fail('is not solved');
  const below = await fitContact({ evaluate: never, measured: exactly(2), geometric: exactly(2.5) });
  assert.ok('none' in below && /2, is not above that of the geometry, 2\.5/.test(below.none));
  const none = await fitContact({ evaluate: never, measured: exactly(2), geometric: null });
  assert.ok('none' in none && /does not percolate/.test(none.none));
  const flat = await fitContact({ evaluate: async () => 2, measured: exactly(3), geometric: exactly(2) });
  assert.ok('none' in flat && /No resistance/.test(flat.none));
});

test('predictions are of sizes that the model has and its inputs allow', () => {
  const inputs = lab.microstructureInputs();
  const sizes = Object.fromEntries(inputs.map(({ key, default: standard }) => [key, standard]));
  const content = { min: 50, max: 95 };
  const names = (/** @type {any} */ of) => changesOf(of, inputs, content).map(({ name }) => name);
  assert.deepEqual(names({ model: 2, amWtPct: 92, sizes }), [
    'as it is',
    'AM particles half as large',
    'AM particles twice as large',
    '87 wt% AM',
  ]);
  const changed = changesOf({ model: 4, amWtPct: 85, sizes }, inputs, content);
  assert.ok(changed.some(({ sizes: own }) => own.seSmallUm === 2 * sizes.seSmallUm));
  assert.ok(changed.some(({ sizes: own }) => own.shellShare === sizes.shellShare / 2));
  assert.deepEqual(changed.at(-1)?.scenario, { amWtPct: 90 });
  const most = inputs.find(({ key }) => key === 'amDiameterUm')?.max ?? 0;
  assert.ok(
    !names({ model: 1, amWtPct: 85, sizes: { ...sizes, amDiameterUm: most } }).includes('AM particles twice as large'),
  );
});
