// SPDX-License-Identifier: MIT
// Composites of one's own through the module: calculations, links, files, and what is refused at each door.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { compositeOfModel, MINNMANN } from '../../web/composites/examples.js';
import { compositesCsv, compositesFromCsv, compositesFromJson, compositesJson } from '../../web/composites/files.js';
import { comparisonSheet, fromFile, toJson } from '../../web/session/comparison-file.js';
import { csvOf, linesOf } from '../../web/table-files/csv.js';

const lab = await createCathodeLab();
const { materials, points } = lab.compositeFields();

/** A generator of the same numbers each time. @param {number} seed */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
/** @param {number} seed */
function randomComposite(seed) {
  const random = randomOf(seed);
  for (let i = 0; i < 10; ++i) random();
  const numberIn = ({ min, max }) => {
    const value = min + (max - min) * random();
    return random() < 0.5 ? value : { value, standardUncertainty: (max - min) * 0.1 * random() };
  };
  const pieces = ['NCM', ' ', '&=,:;~_%25*', 'µm²', '电池', '#', '"\'<b>', 'é', '=1+1', '+', '🔋'];
  const text = (count) =>
    `X${Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)]).join('')}`.trim();
  const count = Math.floor(random() * 8);
  return {
    name: text(4),
    source: text(9),
    morphology: 1 + Math.floor(random() * 4),
    materials: Object.fromEntries(materials.map((field) => [field.key, numberIn(field)])),
    points: Array.from({ length: count }, (_, i) => ({
      amWtPct: 60 + 4 * i + 3 * random(),
      temperatureC: 90 * random(),
      ...Object.fromEntries(
        points
          .slice(2)
          .filter(() => random() < 0.7)
          .map((field) => [field.key, numberIn(field)]),
      ),
    })),
  };
}

test('Model 4 entered by hand is Model 4 in every result', () => {
  const composite = compositeOfModel(lab, 4);
  const within = {
    ionicPhiPct: 0.01,
    electronicPhiPct: 0.01,
    ionicTortuosityFactor: 0.01,
    electronicTortuosityFactor: 0.01,
  };
  for (const amWtPct of [70, 75, 80, 85, 90]) {
    for (const temperatureC of [30, 45, 60]) {
      const own = lab.evaluate({ composite, amWtPct, temperatureC }).values;
      for (const [key, value] of Object.entries(lab.evaluate({ amWtPct, temperatureC }).values)) {
        if (value === null) assert.equal(own[key], null, key);
        else assert.ok(Math.abs(own[key] / value - 1) < (within[key] ?? 0.004), `${key}: ${own[key]} for ${value}`);
      }
    }
  }
});

test('50 random composites: link, page, JSON, CSV and link again are the same', () => {
  for (let seed = 1; seed <= 50; ++seed) {
    const composite = lab.checkComposite(randomComposite(seed));
    const scenario = { composite, amWtPct: 77.5 };
    const link = lab.encodeLink(scenario, [{ composite }, {}]);
    const read = lab.decodeLink(link);
    assert.deepEqual(read.notices, [], link);
    assert.deepEqual(read.scenario.composite, composite);
    const json = toJson(lab, read, String, '');
    const { scenario: again, comparison } = fromFile(json, lab, {});
    assert.equal(lab.encodeLink(again, comparison), link);
    const { version } = lab;
    const csv = csvOf(
      comparisonSheet(lab, read, String, (fragment) => `https://example.org/#${fragment}`),
      { title: '', version: version(), link: '' },
    );
    const table = fromFile({ lines: linesOf(csv), isTyped: true }, lab, {});
    assert.equal(lab.encodeLink(table.scenario, table.comparison), link);
    assert.deepEqual(compositesFromJson(compositesJson([composite], lab), lab), [composite]);
    if (composite.points.length > 0)
      assert.deepEqual(compositesFromCsv(compositesCsv([composite], lab, 'x'), lab), [composite]);
  }
});

test('beside a composite the models are the source’s, and a model’s size stays as it is given', () => {
  const composite = compositeOfModel(lab, 1);
  const other = lab.withModel({ composite, amWtPct: 80, caWtPct: 1 }, 4);
  assert.equal(other.composite, undefined);
  assert.equal(lab.encodeLink(other), 'v=2&am=80&ca=1');
  for (const size of [{}, { cathodeThicknessUm: 70 }, { loadingMgCm2: 20 }])
    assert.equal(lab.encodeLink(lab.withModel({ ...size, model: 2 }, 3)), lab.encodeLink({ ...size, model: 3 }));
  assert.throws(() => lab.withModel({}, 7), /model.*7/);
});

test('what is refused is named with its range, at every door, and nothing is lost', () => {
  const good = { name: 'A', materials: { amDensityGCm3: 4.8, seDensityGCm3: 1.64 }, points: [] };
  const wrong = [
    [{}, /composite\.name must be a text/],
    [7, /composite must be an object/],
    [{ ...good, name: '' }, /name: "".*allowed: 1 to 60/],
    [{ ...good, name: 'a\u0000b' }, /name: .*allowed/],
    [{ ...good, foo: 1 }, /"foo" is not known; allowed: name, source/],
    [{ ...good, morphology: 5 }, /morphology.*allowed: 1, 2, 3, 4/],
    [{ ...good, materials: { amDensityGCm3: 4.8 } }, /seDensityGCm3 .* is not given; allowed: 1 to 7/],
    [{ ...good, materials: { ...good.materials, amDensityGCm3: 99 } }, /amDensityGCm3 .*99 g.*allowed: 2 to 8/],
    [
      { ...good, materials: { ...good.materials, amDensityGCm3: '4' } },
      /materials\.amDensityGCm3 must be a finite number/,
    ],
    [
      { ...good, materials: { ...good.materials, amDensityGCm3: { value: 4, standardUncertainty: -1 } } },
      /uncertainty of -1/,
    ],
    [{ ...good, points: 3 }, /points must be a list/],
    [{ ...good, points: [{ amWtPct: 80 }] }, /points\[0\]: temperatureC .*not given/],
    [{ ...good, points: [{ amWtPct: 80, temperatureC: NaN }] }, /temperatureC must be a finite number/],
    [{ ...good, points: Array(25).fill({ amWtPct: 80, temperatureC: 20 }) }, /points: more than 24|points: 25/],
    [{ ...good, points: [1, 2].map(() => ({ amWtPct: 80, temperatureC: 20 })) }, /given more than once/],
  ];
  for (const [composite, message] of wrong) {
    for (const act of [
      () => lab.evaluate({ composite }),
      () => lab.checkComposite(composite),
      () => lab.encodeLink({ composite }),
      () => lab.figure('transport', { composite }),
      () =>
        compositesFromJson(
          JSON.stringify({ format: 'cathode-lab composites', version: 1, composites: [composite] }),
          lab,
        ),
    ]) {
      // JSON has no NaN and no control characters of its own.
      if (act.toString().includes('stringify') && /NaN|u0000/.test(message.source + JSON.stringify(composite ?? '')))
        continue;
      assert.throws(act, Error);
    }
    assert.throws(() => lab.checkComposite(composite), message);
  }
  assert.equal(lab.evaluate({}).values.volumetricEnergyDensityWhL > 1000, true);
  assert.throws(
    () => compositesFromCsv('name,amDensityGCm3,amWtPct\nA,x,80\n', lab),
    /Row 1, amDensityGCm3: "x" is not a number/,
  );
  const { notices, scenario } = lab.decodeLink('v=2&own=n:A,rAM:99,rSE:1.64&comp=1&am=80');
  assert.match(notices[0].message, /amDensityGCm3.*allowed: 2 to 8/);
  assert.equal(scenario.composite, undefined);
  assert.equal(scenario.amWtPct, 80);
});

test('what a composite lacks has no number and no figure shows one', () => {
  const { values, warnings } = lab.evaluate({ composite: MINNMANN });
  assert.equal(values.ionicConductivityMsCm, 0.17);
  assert.equal(values.volumetricEnergyDensityWhL, null);
  assert.match(warnings.find(({ code }) => code === 'composite-lacks').message, /porosities/);
  for (const { name } of lab.figures()) {
    const svg = lab.figure(name, { composite: MINNMANN }, { comparison: [{ composite: MINNMANN }, {}] });
    assert.doesNotMatch(svg, /\bnan\b|NaN/, name);
  }
});

test('microstructure, map, uncertainty and designs work on it', () => {
  const composite = {
    ...compositeOfModel(lab, 4),
    points: compositeOfModel(lab, 4).points.map((point) =>
      point.ionicConductivityMsCm
        ? { ...point, ionicConductivityMsCm: { value: point.ionicConductivityMsCm, standardUncertainty: 0.01 } }
        : point,
    ),
  };
  const { phases } = lab.generateMicrostructure({ composite, shape: [32, 32, 32], voxelUm: 0.5, seed: 1 });
  assert.equal(phases.length >= 3, true);
  assert.throws(
    () => lab.generateMicrostructure({ composite: MINNMANN }),
    /porosityPct .*gives none.*allowed: 0 to 60/,
  );
  const map = lab.map({
    scenario: { composite },
    x: { key: 'amWtPct', from: 75, to: 85, count: 3 },
    y: { key: 'temperatureC', from: 30, to: 60, count: 3 },
    metric: 'ionicConductivityMsCm',
  });
  assert.equal(map.values[5], lab.evaluate({ composite, amWtPct: 85, temperatureC: 45 }).values.ionicConductivityMsCm);
  const [told] = Object.values(
    lab.uncertainty({
      scenario: { composite, temperatureC: 60 },
      metrics: ['ionicConductivityMsCm'],
      samples: 4000,
      seed: 1,
    }),
  );
  assert.ok(Math.abs(told.standardUncertainty / 0.01 - 1) < 0.05, JSON.stringify(told));
  const { feasible, designs } = lab.findDesigns({
    scenario: { composite, separatorThicknessUm: 40 },
    targets: [{ metric: 'ionicConductivityMsCm', min: lab.evaluate({ composite }).values.ionicConductivityMsCm * 1.2 }],
    free: [{ key: 'amWtPct', from: 75, to: 85 }],
  });
  assert.equal(feasible, true);
  assert.deepEqual(designs[0].scenario.composite, lab.checkComposite(composite));
});
