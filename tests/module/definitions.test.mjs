// SPDX-License-Identifier: MIT
// Definitions: what they refer to is there, and the numbers in their texts are those that the module calculates.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { definitionOf } from '../../web/api/definitions.js';

const lab = await createCathodeLab();
const definitions = lab.definitions();
const named = (/** @type {string} */ name) => {
  const found = definitions.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
};

test('names, words and keys are each of one definition, and those that are referred to are there', () => {
  const names = definitions.map(({ name }) => name);
  const keys = definitions.flatMap((one) => one.keys);
  const words = definitions.flatMap((one) => one.words);
  for (const all of [names, keys, words]) assert.equal(new Set(all).size, all.length);
  const known = new Set([...lab.metrics(), ...lab.parameters()].map(({ key }) => key));
  for (const key of keys) assert.ok(known.has(key), key);
  for (const one of definitions) {
    for (const other of one.against) assert.ok(names.includes(other), `${one.name}: ${other}`);
    for (const text of ['title', 'symbol', 'formula', 'meaning', 'trap']) assert.ok(one[text], `${one.name}: ${text}`);
    assert.equal(definitionOf(one.name)?.title, one.title);
    for (const key of one.keys) assert.equal(definitionOf(key)?.name, one.name);
  }
  // Whoever takes them may change them.
  lab.definitions()[0].keys.length = 0;
  assert.deepEqual(lab.definitions(), definitions);
});

test('what is asked for is told of', () => {
  for (const name of [
    'electrode-density',
    'areal-capacity',
    'loading',
    'macmullin-number',
    'tortuosity-factor',
    'tortuosity',
    'porosity',
    'electrolyte-fraction',
    'area-specific-resistance',
    'c-rate',
    'energy-at-rate',
    'standard-uncertainty',
    'expanded-uncertainty',
  ])
    named(name);
});

test('numbers in the texts are those of the source’s own cells', () => {
  const cell = (/** @type {import('../../dist/cathode-lab.mjs').Scenario} */ scenario) =>
    lab.evaluate({ amWtPct: 85, temperatureC: 30, ...scenario }).values;
  const four = cell({ model: 4 });
  const three = cell({ model: 3 });
  /** @param {string} name @param {...string} numbers */
  const says = (name, ...numbers) => {
    for (const number of numbers)
      assert.match(named(name).trap, new RegExp(`(?<![\\d.])${number.replace('.', '\\.')}(?![\\d.]*\\d)`), name);
  };
  const text = (/** @type {import('../../dist/cathode-lab.mjs').MetricKey} */ key, of = four) =>
    lab.displayText(key, of[key]);
  says('mass-fraction', text('phiAmPct'), text('phiSePct'), (100 - 85 - 2.34).toFixed(1));
  says(
    'tortuosity-factor',
    text('ionicTortuosityFactor'),
    text('ionicTortuosityFactor', three),
    text('ionicConductivityMsCm'),
    text('ionicConductivityMsCm', three),
  );
  says('c-rate', text('specificCapacityMahG'), ((60 * four.specificCapacityMahG) / 200).toFixed(0));
  says('loading', (100 - 85).toString());
  says('expanded-uncertainty', Math.sqrt(3).toFixed(2));
});
