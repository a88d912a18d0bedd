// SPDX-License-Identifier: MIT
// The comparison set as a file: what is saved can be read again, and what is wrong is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { fromFile, toCsv, toJson } from '../../web/session/comparison-file.js';

const lab = await createCathodeLab();
const defaults = lab.decodeLink('').scenario;
const pinName = (place) => 'ABCDEFGH'[place];
const calculation = {
  scenario: { ...defaults, model: 2, amWtPct: 77.123456789 },
  comparison: [
    { ...defaults, temperatureC: 60, porosityPct: 12.5 },
    defaults,
    { ...defaults, accounting: 'physical', sizing: 'loading' },
  ],
};
const link = `https://example.org/#${lab.encodeLink(calculation.scenario, calculation.comparison)}`;

test('CSV and JSON hold every input, result, unit and provenance, and the link', () => {
  const csv = toCsv(lab, calculation, pinName, link);
  assert.ok(csv.split('\r\n')[1].includes(link));
  const { data } = Papa.parse(csv, { header: true, comments: '#', skipEmptyLines: true });
  assert.deepEqual(
    data.map(({ name }) => name),
    ['current', 'A', 'B', 'C'],
  );
  const json = JSON.parse(toJson(lab, calculation, pinName, link));
  assert.equal(json.link, link);
  [calculation.scenario, ...calculation.comparison].forEach((scenario, index) => {
    const report = lab.evaluate(scenario);
    assert.deepEqual(json.scenarios[index].inputs, scenario);
    assert.deepEqual(json.scenarios[index].values, report.values);
    assert.deepEqual(json.scenarios[index].provenance, report.provenance);
    for (const { key, unit } of lab.metrics()) {
      assert.equal(Number(data[index][unit ? `${key} [${unit}]` : key]), report.values[key]);
      assert.equal(data[index][`${key} provenance`], report.provenance[key]);
    }
  });
});

test('what was saved is read again to the last digit', () => {
  for (const text of [
    toCsv(lab, calculation, pinName, link),
    toJson(lab, calculation, pinName, link),
    `\ufeff${toCsv(lab, calculation, pinName, link)}`,
  ]) {
    assert.deepEqual(fromFile(text.replace('\ufeff', ''), lab, defaults), calculation);
  }
});

test('tables from a spreadsheet are read: other separators, decimal commas, some of the columns', () => {
  const { scenario, comparison } = fromFile(
    'name;amWtPct [wt%];temperatureC\nthin;77,5;60\n\nthick;80;\n',
    lab,
    defaults,
  );
  assert.deepEqual(scenario, defaults);
  assert.deepEqual(comparison, [
    { ...defaults, amWtPct: 77.5, temperatureC: 60 },
    { ...defaults, amWtPct: 80 },
  ]);
  assert.equal(fromFile('am,T\n80,60\n', lab, defaults).comparison[0].temperatureC, 60); // link keys
  assert.equal(fromFile('amWtPct\tmodel\n"80"\t2\n', lab, defaults).comparison[0].model, 2);
});

test('a file with anything wrong in it changes nothing and tells where', () => {
  const json = (scenarios, format = 1) => JSON.stringify({ format, scenarios });
  for (const [text, pattern] of [
    ['', /no column/],
    ['\u0000\u0001\u00ff PNG', /no column/],
    ['{', /JSON/],
    ['{}', /no "scenarios"/],
    ['{"scenarios": 5}', /no "scenarios"/],
    [json([], 2), /format is 2.*format 1/],
    [json([]), /no scenario/],
    [json([{ inputs: { amWtPct: 99 } }]), /Scenario 1: amWtPct.*99.*60 to 92/],
    [json([{ inputs: {} }, { inputs: { am: 80 } }]), /Scenario 2: Unknown field "am"/],
    [json([null]), /no "inputs"/],
    [json([{ inputs: 5 }]), /must be an object/],
    [json([{}]), /no "inputs"/],
    ['name,amWtPct\nA,80\nB,warm\nC,5', /Row 2: amWtPct.*"warm".*Row 3: amWtPct.*5 wt%.*60 to 92/],
    ['amWtPct\n8&model=1', /Row 1: amWtPct/],
    ['name,amWtPct\n"a,80\nb,81\n', /quotation mark/],
    ['name,amWtPct,speed\nA,80,1', /"speed" is not an input.*amWtPct/],
    ['input amWtPc\n70', /"input amWtPc" is not an input/],
    ['amWtPct,amWtPct [wt%]\n70,80', /"amWtPct" is there more than once/],
    ['name,amWtPct\ncurrent,70\ncurrent,80', /Row 2: a second row is named "current"/],
    [json([{ name: 'current' }]), /Scenario 1: it has no "inputs"/],
    [
      'cathodeThicknessUm;name\n1,000;A',
      /Row 1: cathodeThicknessUm: "1,000" may have a decimal comma or thousands; allowed: 5 to 500 µm/,
    ],
    [`a${' '.repeat(1e6)}b,amWtPct\n80`, /is not an input/],
    ['amWtPct\n', /no scenario/],
    [`amWtPct\n${'80.5\n'.repeat(500)}`, /comparison: 500 scenarios.*1400/],
    ['x'.repeat(3e6), /3000000 characters; allowed: 2000000/],
  ]) {
    assert.throws(
      () => fromFile(text, lab, defaults),
      (error) => {
        assert.match(error.message, /^Nothing was imported/);
        assert.match(error.message, pattern);
        assert.ok(error.message.length < 1500, `${error.message.length}`);
        return true;
      },
    );
  }
});
