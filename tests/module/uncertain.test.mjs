// SPDX-License-Identifier: MIT
// Numbers of a study as they are shown: with the digits that their uncertainties leave.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothingYet } from '../../web/microstructure/study.js';
import { contactFactor, tells, totalTau2 } from '../../web/microstructure/transport.js';
import { plusMinus, spanText, valueText } from '../../web/microstructure/uncertain.js';

test('a number has no digit of a place that is smaller than its interval is wide', () => {
  for (const [low, value, high, shown, span] of [
    [2.83, 2.91, 2.99, '2.9', '2.8 to 3.0'],
    [2.87, 2.91, 2.95, '2.91', '2.87 to 2.95'],
    [2.3, 2.9, 3.5, '3', '2.3 to 3.5'],
    [71, 83, 99, '83', '71 to 99'],
    [5.41, 5.9, 6.55, '5.9', '5.4 to 6.6'],
    [61, 83, 99, '80', '61 to 99'],
    [9.96, 10.02, 10.07, '10.0', '9.9 to 10.1'],
    [1, 1, 1, '1.000', '1.000'],
    [1.99999, 2, 2.00001, '2.000', '1.999 to 2.001'],
    [0.081234, 0.0814, 0.0816, '0.0814', '0.0812 to 0.0816'],
    [2.6, 5.3, Infinity, '5.3', '2.6 or more'],
    [1500, 3000, 9000, '3000', '1500 to 9000'],
    [120, 400, 1700, '400', '120 to 1700'],
  ]) {
    assert.equal(valueText(value, low, high), shown);
    assert.equal(spanText(low, high), span);
  }
  assert.deepEqual([0, 4e-4, 0.0213, 0.3].map(plusMinus), ['± 0 %', '± 0.04 %', '± 2.1 %', '± 30 %']);
});

test('what is shown rounds to nothing outside, whatever the numbers', () => {
  for (let i = 1; i < 4000; ++i) {
    const low = 1.01 ** (i % 700);
    const high = low * (1 + 10 ** (-4 + (i % 13) / 3));
    const value = low + ((high - low) * (i % 11)) / 11;
    const [from, to = from] = spanText(low, high).split(' to ').map(Number);
    const rounding = 1e-9 * high;
    assert.ok(
      from <= low + rounding && to >= high - 5.1 * 10 ** Math.floor(Math.log10(high) - 4) - rounding,
      `${low} ${high}: ${spanText(low, high)}`,
    );
    assert.ok(
      Math.abs(Number(valueText(value, low, high)) - value) <= Math.max((high - low) / 2, 5.1e-4 * value),
      `${low} ${value} ${high}`,
    );
  }
});

test('a contact factor is the composite over all that is open of the geometry, samples too, and tells nothing if that is much', () => {
  const level = { shape: [8, 8, 8], voxelUm: 1, centre: 0.25, areas: 0.25, lower: 0.2, upper: 0.3 };
  const climb = {
    percolates: true,
    effectiveConductivity: 0.25,
    lower: 0.24,
    upper: 0.26,
    isExtrapolated: true,
    isWithinTolerance: true,
    tortuosityFactor: 2,
    conductingFraction: 0.5,
    uncertainty: { solver: 1e-3, grid: 0.04 },
    levels: [level],
    seconds: 1,
  };
  const carrier = {
    key: 'ion',
    name: 'Ions',
    conductivities: [0, 1],
    sigma0: 1,
    measured: { tau2: 6, provenance: 'measured', isOfSource: true },
  };
  const study = {
    ...nothingYet(),
    geometry: { boxUm: [8, 8, 8], bodies: [] },
    phases: [],
    carriers: [carrier],
    directions: ['z', 'y', 'x'],
  };
  assert.equal(contactFactor(study, carrier), undefined);
  for (const direction of study.directions) study.climbs.set(`ion-${direction}`, climb);
  const near = ({ low, high }, [from, to]) => {
    assert.ok(Math.abs(low - from) < 1e-12 && Math.abs(high - to) < 1e-12, `${low} ${high}`);
  };
  near(totalTau2(study, carrier), [0.5 / 0.26, 0.5 / 0.24]);
  near(contactFactor(study, carrier), [(6 * 0.24) / 0.5, (6 * 0.26) / 0.5]);
  assert.equal(tells(contactFactor(study, carrier)), true);
  study.samples = { ion: { mean: 2.2, low: 1.8, high: 2.9, percolating: [5, 6] } };
  near(totalTau2(study, carrier), [1.8, 2.9]);
  near(contactFactor(study, carrier), [6 / 2.9, 6 / 1.8]);
  assert.equal(tells(contactFactor(study, carrier)), false);
  // A side that conducts nothing leaves τ² open above.
  study.samples = null;
  study.climbs.set('ion-z', { ...climb, lower: 0 });
  study.climbs.set('ion-y', { ...climb, lower: 0 });
  study.climbs.set('ion-x', { ...climb, lower: 0 });
  assert.equal(totalTau2(study, carrier).high, Infinity);
  assert.equal(tells(contactFactor(study, carrier)), false);
  // None off the source's compositions.
  assert.equal(contactFactor(study, { ...carrier, measured: { ...carrier.measured, isOfSource: false } }), null);
});
