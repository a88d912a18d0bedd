// SPDX-License-Identifier: MIT
// Links that are out in the world must go on meaning what they mean: golden-links.json only grows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const golden = JSON.parse(readFileSync(new URL('golden-links.json', import.meta.url), 'utf8'));
const defaults = lab.decodeLink('').scenario;
// Version 1 knew no thickness "as in the source".
const defaultsOf = (/** @type {number} */ version) =>
  version === 1 ? { ...defaults, cathodeThicknessUm: 93 } : defaults;

test(`${golden.length} golden links decode as ever`, () => {
  for (const { link, version = 1, sets, compares = [], notices } of golden) {
    const decoded = lab.decodeLink(link);
    assert.deepEqual(decoded.scenario, { ...defaultsOf(version), ...sets }, link);
    assert.deepEqual(
      decoded.comparison,
      compares.map((pinned) => ({ ...defaultsOf(version), ...pinned })),
      link,
    );
    assert.deepEqual(
      decoded.notices.map(({ key }) => key),
      notices,
      link,
    );
    for (const { message } of decoded.notices) assert.ok(message.length > 10 && message.length < 400, message);
    // Encoding what was read and reading it again changes nothing, and needs no notice.
    const again = lab.decodeLink(lab.encodeLink(decoded.scenario, decoded.comparison));
    assert.deepEqual(again, { ...decoded, notices: [] }, link);
  }
});

// What of version 1 has changed since, on purpose: beyond 75 to 85 wt% and 30 to 60 °C capacity and tau2 are held.
const RESTS_ON_CAPACITY = [
  'volumetricEnergyDensityWhL',
  'gravimetricEnergyDensityWhKg',
  'arealCapacityMahCm2',
  'arealEnergyMwhCm2',
  'specificCapacityMahG',
];
const RESTS_ON_TORTUOSITY = [
  'ionicConductivityMsCm',
  'ionicTortuosityFactor',
  'ionicMacMullin',
  'electronicConductivityMsCm',
  'electronicTortuosityFactor',
  'electronicMacMullin',
];

test('links of version 1 give the numbers that they gave', () => {
  const { metrics, links } = JSON.parse(readFileSync(new URL('golden-values.json', import.meta.url), 'utf8'));
  let compared = 0;
  let held = 0;
  for (const [link, rows] of Object.entries(links)) {
    const { scenario, comparison } = lab.decodeLink(link);
    [scenario, ...comparison].forEach((inputs, place) => {
      const { values } = lab.evaluate(inputs);
      const isContentBeyond = inputs.amWtPct < 75 || inputs.amWtPct > 85;
      const isTemperatureBeyond = inputs.temperatureC < 30 || inputs.temperatureC > 60;
      metrics.forEach((/** @type {string} */ key, /** @type {number} */ index) => {
        const isHeld =
          ((isContentBeyond || isTemperatureBeyond) &&
            inputs.specificCapacityMahG === null &&
            RESTS_ON_CAPACITY.includes(key)) ||
          (isContentBeyond && RESTS_ON_TORTUOSITY.includes(key));
        if (isHeld) {
          held++;
          return;
        }
        compared++;
        const before = rows[place][index];
        assert.ok(
          Math.abs(values[key] - before) <= 1e-11 * Math.abs(before),
          `${link}, ${place}: ${key} ${before} ${values[key]}`,
        );
      });
    });
  }
  assert.ok(compared > 700 && held < 80, `${compared} compared, ${held} held`);
});

test('what is read of a link can be written again, however many rows it has', () => {
  const { rows, notices, scenario } = lab.decodeLink(`v=2${'&row=n:a'.repeat(1200)}`);
  assert.equal(rows.length, 1000);
  assert.match(notices[0].message, /more than 1000 rows.*Kept the first 1000/);
  assert.equal(lab.decodeLink(lab.encodeLink(scenario, [], rows)).rows.length, 1000);
  assert.throws(() => lab.encodeLink({}, [], [...rows, {}]), /rows: 1001 rows; allowed: up to 1000/);
});
