// SPDX-License-Identifier: MIT
// Designs through the module: they do what is asked when they are evaluated again, and what is refused is named.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { default: createCathodeLab } = await import('../../dist/cathode-lab.mjs');
const lab = await createCathodeLab();

const free = [
  { key: 'amWtPct', from: 75, to: 85 },
  { key: 'cathodeThicknessUm', from: 40, to: 200 },
  { key: 'separatorThicknessUm', from: 15, to: 60 },
];
const scenario = { cRate: 0.2 };

test('designs meet their targets when they are evaluated again', () => {
  const targets = [
    { metric: 'volumetricEnergyDensityAtRateWhL', min: 1100 },
    { metric: 'voltageDropMv', max: 90 },
  ];
  const maximize = 'gravimetricEnergyDensityAtRateWhKg';
  const found = lab.findDesigns({ scenario, targets, free, maximize });
  assert.equal(found.feasible, true);
  assert.deepEqual(
    found.designs.map(({ kind, isProved }) => [kind, isProved]),
    [
      ['nearest', true],
      ['best', true],
    ],
  );
  for (const design of found.designs) {
    const { values } = lab.evaluate(design.scenario);
    assert.deepEqual(values, design.values);
    assert.ok(values.volumetricEnergyDensityAtRateWhL >= 1100 * (1 - 1e-6));
    assert.ok(values.voltageDropMv <= 90 * (1 + 1e-6));
    for (const { key, from, to } of free) assert.ok(design.scenario[key] >= from && design.scenario[key] <= to, key);
    assert.ok(design.binding.every((text) => typeof text === 'string' && text !== ''));
  }
  const [nearest, best] = found.designs;
  assert.ok(best.values[maximize] >= nearest.values[maximize]);
  assert.ok(nearest.distance <= best.distance);
  assert.ok(found.front.points.length > 3);
  for (const { scenario: one, values } of found.front.points) assert.deepEqual(lab.evaluate(one).values, values);
});

test('the same is found again, whatever was asked in between', () => {
  const problem = { scenario, targets: [{ metric: 'voltageDropMv', max: 60 }], free };
  const first = lab.findDesigns(problem);
  lab.findDesigns({ targets: [{ metric: 'porosityPct', max: 13 }], free });
  assert.deepEqual(lab.findDesigns(problem), first);
});

test('what cannot be met is told with its reason, and how close one comes', () => {
  const found = lab.findDesigns({
    scenario: { cRate: 1 },
    targets: [
      { metric: 'volumetricEnergyDensityAtRateWhL', min: 950 },
      { metric: 'voltageDropMv', max: 200 },
    ],
    free,
  });
  assert.equal(found.feasible, false);
  assert.deepEqual(found.designs, []);
  assert.match(found.reason, /at least 950 Wh\/L and Voltage drop at most 200 mV cannot be met together/);
  assert.match(found.reason, /Voltage drop is at least \d+\.\d+ mV\..*Proved by bounds/);
});

test('step by step comes to the same', () => {
  const problem = { scenario, ...lab.designProblem(scenario) };
  const steps = lab.designSteps(problem);
  let last;
  let count = 0;
  do {
    last = steps.next();
    ++count;
  } while (!last.isComplete);
  assert.ok(count > 1);
  assert.deepEqual(last, { ...lab.findDesigns(problem), isComplete: true });
  // Another problem since.
  const old = lab.designSteps(problem);
  lab.designSteps({ ...problem, maximize: undefined });
  assert.throws(() => old.next(), /another problem/);
});

test('a problem goes through its text, which the figure takes as well', () => {
  const problem = { targets: [{ metric: 'voltageDropMv', max: 60.5 }], free, maximize: 'arealCapacityMahCm2' };
  const design = lab.designText({ scenario, ...problem });
  assert.deepEqual(lab.designProblem(scenario, design), problem);
  assert.match(lab.figureCaption('pareto', scenario, { design }), /voltage drop at most 60.5 mV/);
  assert.throws(() => lab.designProblem(scenario, 'min:price:3'), /no such metric/);
  assert.throws(() => lab.figure('pareto', scenario, { design: 'min:price:3' }), /design.*is refused/);
});

for (const [what, problem, pattern] of [
  ['nothing', undefined, /problem must be an object/],
  ['a field that there is not', { free, target: [] }, /Unknown field "target".*targets/],
  ['nothing that is asked', { free }, /nothing is asked for; allowed: at least one target/],
  ['nothing that is free', { targets: [{ metric: 'voltageDropMv', max: 1 }] }, /free: 0 inputs; allowed: 1 to 6/],
  [
    'a metric that there is not',
    { targets: [{ metric: 'price', max: 1 }], free },
    /targets\[0\].metric.*"price".*allowed: vol/,
  ],
  [
    'text for a number',
    { targets: [{ metric: 'voltageDropMv', max: '1' }], free },
    /targets\[0\].max must be a finite number/,
  ],
  [
    'an infinite limit',
    { targets: [{ metric: 'voltageDropMv', max: Infinity }], free },
    /max must be a finite number, not Infinity/,
  ],
  ['no limit', { targets: [{ metric: 'voltageDropMv' }], free }, /asks for nothing; allowed: min, max or both, in mV/],
  [
    'limits that contradict',
    { targets: [{ metric: 'voltageDropMv', min: 2, max: 1 }], free },
    /contradict each other; allowed: min up to max/,
  ],
  [
    'an input that there is not',
    { targets: [{ metric: 'voltageDropMv', max: 1 }], free: [{ key: 'price', from: 1, to: 2 }] },
    /free\[0\]: Unknown field "price"/,
  ],
  [
    'a range that crosses',
    { targets: [{ metric: 'voltageDropMv', max: 1 }], free: [{ key: 'amWtPct', from: 85, to: 75 }] },
    /from 85 is above to 75; allowed: from below to, within 60 to 92 wt%/,
  ],
  [
    'equal ends',
    { targets: [{ metric: 'voltageDropMv', max: 1 }], free: [{ key: 'amWtPct', from: 85, to: 85 }] },
    /from and to are both 85/,
  ],
  [
    'an end that is left out',
    { targets: [{ metric: 'voltageDropMv', max: 1 }], free: [{ key: 'amWtPct', from: 85 }] },
    /free\[0\].to must be a finite number/,
  ],
  [
    'an input that does not count',
    { targets: [{ metric: 'voltageDropMv', max: 1 }], free: [{ key: 'loadingMgCm2', from: 5, to: 8 }] },
    /does not count in this scenario: the cathode is set by thickness; allowed/,
  ],
  [
    'a choice',
    { targets: [{ metric: 'voltageDropMv', max: 1 }], free: [{ key: 'accounting', from: 0, to: 1 }] },
    /a choice cannot be free; allowed/,
  ],
  [
    'a scenario that is refused',
    { scenario: { amWtPct: 99 }, targets: [{ metric: 'voltageDropMv', max: 1 }], free },
    /amWtPct.*99.*60 to 92/,
  ],
]) {
  test(`${what} is refused by name`, () => {
    assert.throws(
      () => lab.findDesigns(problem),
      (error) => error instanceof Error && pattern.test(error.message),
    );
    // And nothing is lost.
    assert.equal(lab.findDesigns({ targets: [{ metric: 'porosityPct', max: 50 }], free }).feasible, true);
  });
}
