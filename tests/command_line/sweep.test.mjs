// SPDX-License-Identifier: MIT
// Sweeps: the table is the module's numbers, and the same bytes whatever threads, parts and interruptions there were.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import Papa from 'papaparse';
import { call, folderFor, moduleOf, output, PROGRAM } from './program.mjs';

const lab = await moduleOf();

const HEAD = { format: 'cathode-lab plan', version: 1 };
const METRICS = {
  ...HEAD,
  name: 'metrics',
  link: 'v=2&T=60',
  vary: [
    { key: 'amWtPct', from: 60, to: 92, count: 9 },
    { key: 'accounting', values: ['physical', 'paper'] },
    { key: 'model', values: [1, 2, 3, 4] },
    { key: 'cathodeThicknessUm', values: [null, 50] },
  ],
  metrics: ['volumetricEnergyDensityWhL', 'ionicTortuosityFactor'],
};
const VOLUMES = {
  ...HEAD,
  vary: [
    { key: 'model', values: [2, 4] },
    { key: 'seed', values: [1, 2, 3] },
    { key: 'amDiameterUm', values: [5] },
  ],
  metrics: ['porosityPct'],
  microstructure: { shape: [24, 24, 24], voxelUm: 0.5, task: 'solve', directions: ['z', 'x'] },
};

/** @param {string} text @returns {Record<string, string>[]} */
const rowsOf = (text) => Papa.parse(text, { header: true, skipEmptyLines: true }).data;
const number = (/** @type {string} */ text) => (text === '' ? null : Number(text));

/** @param {string} folder @param {object} plan */
function planIn(folder, plan) {
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

test('a sweep of results is a row a point and result, in the plan’s order, with the module’s numbers', (t) => {
  const plan = planIn(folderFor(t), METRICS);
  const text = output(['sweep', plan]);
  assert.ok(
    text.startsWith(
      'amWtPct [wt%],accounting,model,cathodeThicknessUm [µm],result,direction,value,low,high,unit,provenance,link,program\r\n',
    ),
  );
  const rows = rowsOf(text);
  assert.equal(rows.length, 9 * 2 * 4 * 2 * 2);
  let place = 0;
  for (let step = 0; step < 9; ++step)
    for (const accounting of /** @type {const} */ (['physical', 'paper']))
      for (const model of [1, 2, 3, 4])
        for (const cathodeThicknessUm of [null, 50]) {
          const scenario = { temperatureC: 60, amWtPct: 60 + 4 * step, accounting, model, cathodeThicknessUm };
          const { values, intervals, provenance } = lab.evaluate(scenario);
          for (const key of /** @type {const} */ (['volumetricEnergyDensityWhL', 'ionicTortuosityFactor'])) {
            const row = rows[place++];
            assert.deepEqual(
              [row['amWtPct [wt%]'], row.accounting, row.model, row['cathodeThicknessUm [µm]']],
              [String(scenario.amWtPct), accounting, String(model), cathodeThicknessUm === null ? '' : '50'],
            );
            assert.deepEqual([row.result, row.direction, row.provenance], [key, '', provenance[key]]);
            assert.equal(number(row.value), values[key]);
            assert.deepEqual([number(row.low), number(row.high)], intervals[key] ?? [null, null]);
            assert.equal(row.link, lab.encodeLink(scenario));
          }
        }
});

test('with a microstructure each point’s transport is what the module solves, and threads change no byte', (t) => {
  const folder = folderFor(t);
  const plan = planIn(folder, VOLUMES);
  const one = output(['sweep', plan, '--threads', '1']);
  assert.equal(output(['sweep', plan, '--threads', '3']), one);
  assert.equal(output(['sweep', plan, '--threads', '3', '--memory', '300M']), one);
  const rows = rowsOf(one);
  assert.equal(rows.length, 6 * (1 + 2 * 2 * 2));
  const shape = /** @type {[number, number, number]} */ ([24, 24, 24]);
  for (const model of [2, 4]) {
    const made = lab.generateMicrostructure({ model, seed: 2, amDiameterUm: 5, voxelUm: 0.5, shape });
    for (const [carrier, conductivities] of /** @type {[string, number[]][]} */ ([
      ['ion', [0, 0, 1, 0]],
      ['electron', [0, 1, 0, 1]],
    ]))
      for (const direction of /** @type {const} */ (['z', 'x'])) {
        const solved = lab.solveTransport({
          geometry: made.geometry,
          shape,
          conductivities,
          direction,
          sides: 'periodic',
        });
        const of = (/** @type {string} */ result) =>
          rows.find(
            (row) =>
              row.model === String(model) &&
              row.seed === '2' &&
              row.result === carrier + result &&
              row.direction === direction,
          );
        const conductivity = of('EffectiveConductivity');
        assert.equal(number(conductivity?.value ?? ''), solved.effectiveConductivity);
        // What one grid leaves open is not known, and the solver's own interval says nothing of it.
        assert.deepEqual([conductivity?.low, conductivity?.high], ['', '']);
        assert.equal(conductivity?.provenance, 'recomputed from the geometry');
        const factor = of('TortuosityFactor');
        assert.equal(number(factor?.value ?? ''), solved.tortuosityFactor);
      }
  }
});

test('a climb over grids is the module’s as well', (t) => {
  const microstructure = { shape: [16, 16, 16], voxelUm: 0.5, task: 'converge', carriers: ['ion'], tolerance: 0.5 };
  const plan = planIn(folderFor(t), { ...HEAD, vary: [{ key: 'seed', values: [7] }], microstructure });
  const [conductivity, factor] = rowsOf(output(['sweep', plan]));
  const { geometry } = lab.generateMicrostructure({ seed: 7, voxelUm: 0.5, shape: [16, 16, 16] });
  const climbed = lab.convergeTransport({
    geometry,
    conductivities: [0, 0, 1, 0],
    direction: 'z',
    sides: 'periodic',
    tolerance: 0.5,
  });
  assert.deepEqual([conductivity.value, conductivity.low, conductivity.high, factor.value].map(number), [
    climbed.effectiveConductivity,
    climbed.lower,
    climbed.upper,
    climbed.tortuosityFactor,
  ]);
  assert.equal(conductivity.provenance, 'recomputed from the geometry');
});

for (const signal of /** @type {const} */ (['SIGKILL', 'SIGINT']))
  test(`a sweep that ends by ${signal} goes on where it was, to the same table`, async (t) => {
    const folder = folderFor(t);
    const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
    const microstructure = { ...VOLUMES.microstructure, shape: [16, 16, 16], directions: ['z'] };
    const sweep = { ...VOLUMES, vary: [{ key: 'seed', values: seeds }], microstructure };
    const plan = planIn(folder, sweep);
    const whole = output(['sweep', plan]);
    const table = join(folder, 'table.csv');
    const journal = `${table}.journal`;
    const child = spawn(PROGRAM, ['sweep', plan, '--threads', '1', '-o', table], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const linesOf = () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0);
    while (linesOf() < 4 && child.exitCode === null) await wait(5);
    child.kill(signal);
    const [code] = await ended;
    assert.equal(code, signal === 'SIGINT' ? 130 : null);
    assert.ok(!existsSync(table) && existsSync(journal));
    const other = planIn(folder, { ...VOLUMES, vary: [{ key: 'seed', values: [1] }] });
    const { status, stderr } = call(['sweep', other, '-o', table]);
    assert.equal(status, 2);
    assert.match(stderr, /journal/);
    // A record that was cut short is calculated again.
    if (signal === 'SIGKILL') writeFileSync(journal, readFileSync(journal).subarray(0, statSync(journal).size - 9));
    const again = planIn(folder, sweep);
    output(['sweep', again, '-o', table]);
    assert.equal(readFileSync(table, 'utf8'), whole);
    assert.deepEqual(readdirSync(folder).sort(), ['plan.json', 'table.csv']);
  });

test('parts that ran apart join to the same table; wrong, doubled, cut and missing ones are refused', (t) => {
  const folder = folderFor(t);
  const plan = planIn(folder, METRICS);
  const whole = output(['sweep', plan]);
  const files = [1, 2, 3].map((part) => {
    const file = join(folder, `part-${part}.csv`);
    output(['sweep', plan, '--part', `${part}/3`, '-o', file]);
    return file;
  });
  assert.equal(output(['sweep', '--join', files[2], files[0], files[1]]), whole);
  const other = join(folder, 'other.csv');
  const otherPlan = join(folder, 'other.json');
  writeFileSync(otherPlan, JSON.stringify({ ...METRICS, link: 'v=2' }));
  output(['sweep', otherPlan, '--part', '3/3', '-o', other]);
  const four = join(folder, 'four.csv');
  output(['sweep', plan, '--part', '3/4', '-o', four]);
  const cut = join(folder, 'cut.csv');
  const lines = readFileSync(files[2], 'utf8').split('\r\n');
  for (const [words, ...patterns] of /** @type {[string[], ...RegExp[]][]} */ ([
    [[files[0], files[1]], /missing: 3\/3/],
    [[files[0], files[1], files[1]], /part 2\/3/, /as well/],
    [[files[0], files[1], other], /other\.csv/, /another plan/],
    [[files[0], files[1], four], /four\.csv/, /of 4 parts|another plan|one of 4/],
    [[files[0], files[1], plan], /plan\.json/, /no table of a part/],
    [[files[0], join(folder, 'none.csv')], /none\.csv/],
  ])) {
    const { status, stderr, stdout } = call(['sweep', '--join', ...words]);
    assert.deepEqual([status, stdout], [2, '']);
    for (const pattern of patterns) assert.match(stderr, pattern);
  }
  for (const [text, pattern] of /** @type {[string, RegExp][]} */ ([
    [readFileSync(files[2], 'utf8').slice(0, -5), /cut short/],
    [`${lines.slice(0, -2).join('\r\n')}\r\n`, /not all there/],
    [`${lines.slice(0, -3).join('\r\n')}\r\n`, /not all there/],
    [`${lines[0]}\r\n`, /holds no line/],
  ])) {
    writeFileSync(cut, text);
    const { status, stderr } = call(['sweep', '--join', files[0], files[1], cut]);
    assert.equal(status, 2);
    assert.match(stderr, pattern);
  }
  for (const part of ['0/3', '4/3', '3', '1/999999', 'a/b', '1/'])
    assert.equal(call(['sweep', plan, '--part', part]).status, 2, part);
});

test('a plan is refused by field, value and what is allowed', (t) => {
  const folder = folderFor(t);
  const vary = [{ key: 'seed', values: [1] }];
  for (const [plan, ...patterns] of /** @type {[object, ...RegExp[]][]} */ ([
    [{}, /format/, /cathode-lab plan/],
    [{ ...METRICS, version: 2 }, /version/, /2/, /1/],
    [{ ...METRICS, more: 1 }, /"more"/, /vary/],
    [{ ...METRICS, vary: [] }, /vary/],
    [{ ...METRICS, vary: [{ key: 'amount', values: [1] }] }, /vary\[0\]\.key/, /amount/, /amWtPct/],
    [{ ...METRICS, vary }, /seed/, /microstructure/],
    [{ ...METRICS, vary: [{ key: 'amWtPct', values: [800] }] }, /vary\[0\]\.values/, /800/, /60 to 92/],
    [{ ...METRICS, vary: [{ key: 'amWtPct', from: 60, to: 92 }] }, /vary\[0\]\.count is missing/],
    [{ ...METRICS, vary: [{ key: 'amWtPct', from: 60, to: 92, count: 1.5 }] }, /count/, /1\.5/],
    [{ ...METRICS, vary: [{ key: 'model', from: 1, to: 4, count: 4 }] }, /model/, /choice/],
    [{ ...METRICS, vary: [METRICS.vary[0], METRICS.vary[0]] }, /vary\[1\]/, /twice/],
    [
      {
        ...METRICS,
        vary: [
          { key: 'cathodeThicknessUm', values: [50] },
          { key: 'loadingMgCm2', values: [20] },
        ],
      },
      /cathodeThicknessUm and loadingMgCm2/,
    ],
    [
      {
        ...METRICS,
        vary: ['amWtPct', 'temperatureC', 'cRate'].map((key) => ({
          key,
          from: key === 'cRate' ? 1 : 60,
          to: key === 'cRate' ? 20 : 80,
          count: 1000,
        })),
      },
      /points or more/,
    ],
    [{ ...METRICS, link: 'v=2&am=1' }, /link/, /1 wt%/],
    [{ ...METRICS, scenario: {} }, /link, scenario/],
    [{ ...METRICS, metrics: ['energy'] }, /metrics/, /energy/],
    [{ ...METRICS, metrics: [] }, /metrics/],
    [{ ...HEAD, vary, microstructure: { shape: [64, 64] } }, /microstructure\.shape/],
    [{ ...HEAD, vary, microstructure: { shape: [64, 64, 7] } }, /shape\[2\]/, /7/, /8 to 256/],
    [{ ...HEAD, vary, microstructure: { task: 'guess' } }, /task/, /solve, converge/],
    [{ ...HEAD, vary, microstructure: { carriers: ['hole'] } }, /carriers/, /hole/, /ion, electron/],
    [{ ...HEAD, vary, microstructure: { directions: ['z', 'z'] } }, /directions/, /once/],
    [{ ...HEAD, vary, microstructure: { tolerance: 2 } }, /tolerance/, /2/, /0\.0001 to 1/],
    [{ ...HEAD, vary, microstructure: { voxelUm: 0 } }, /voxelUm/],
    [{ ...HEAD, vary: [{ key: 'seed', values: [-1] }], microstructure: {} }, /seed/, /-1/, /4294967295/],
  ])) {
    const table = join(folder, 'table.csv');
    const { status, stdout, stderr } = call(['sweep', planIn(folder, plan), '-o', table]);
    assert.deepEqual([status, stdout], [2, ''], JSON.stringify(plan));
    for (const pattern of patterns) assert.match(stderr, pattern);
    assert.deepEqual(readdirSync(folder), ['plan.json']);
  }
  for (const [words, ...patterns] of /** @type {[string[], ...RegExp[]][]} */ ([
    [[], /PLAN/],
    [[join(folder, 'none.json')], /none\.json/],
    [[planIn(folder, METRICS), '--memory', 'much'], /--memory/, /much/],
    [[planIn(folder, METRICS), '--threads', '0'], /--threads/],
  ])) {
    const { status, stderr } = call(['sweep', ...words]);
    assert.equal(status, 2, words.join(' '));
    for (const pattern of patterns) assert.match(stderr, pattern);
  }
});

test('a point that cannot be made has no numbers, and the others are whole; too little memory keeps what is finished', (t) => {
  const folder = folderFor(t);
  const table = join(folder, 'table.csv');
  const plan = planIn(folder, {
    ...VOLUMES,
    vary: [{ key: 'voxelUm', values: [0.5, 0.05] }],
    microstructure: { shape: [24, 24, 24], carriers: ['ion'] },
  });
  const { status, stderr } = call(['sweep', plan, '-o', table]);
  assert.equal(status, 3);
  assert.match(stderr, /1 of 2 points/);
  assert.match(stderr, /point 2, voxelUm 0\.05: /);
  const rows = rowsOf(readFileSync(table, 'utf8'));
  assert.deepEqual(
    rows.map(({ result, value }) => [result, value !== '']),
    [
      ['porosityPct', true],
      ['ionEffectiveConductivity', true],
      ['ionTortuosityFactor', true],
      ['porosityPct', true],
      ['ionEffectiveConductivity', false],
      ['ionTortuosityFactor', false],
    ],
  );
  const little = call(['sweep', planIn(folder, VOLUMES), '-o', join(folder, 'other.csv'), '--memory', '1M']);
  assert.equal(little.status, 4);
  assert.match(little.stderr, /--memory/);
  assert.ok(!existsSync(join(folder, 'other.csv')));
  assert.equal(call(['sweep', planIn(folder, METRICS), '-o', '/nowhere/table.csv']).status, 5);
});

test('the SLURM script gives each task what was asked for, and is refused where its tasks could not run', (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(METRICS));
  const words = ['sweep', 'plan.json', '--slurm', '2', '--threads', '8', '--memory', '4G'];
  const script = output(words, { cwd: folder });
  assert.match(script, /--cpus-per-task=8\n#SBATCH --mem=4000M\n/);
  assert.match(script, / --memory 3600000000 /);
  for (const [asked, pattern] of /** @type {[string[], RegExp][]} */ ([
    [['plan.json', '--slurm', '9999'], /--slurm: 9999 parts; allowed: 1 to \d+, the plan's points/],
    [['-', '--slurm', '2'], /PLAN: - with --slurm/],
    [['plan.json', '--slurm', '2', '-o', 'a\nb.csv'], /line break/],
  ])) {
    const { status, stdout, stderr } = call(['sweep', ...asked], { cwd: folder, input: JSON.stringify(METRICS) });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, pattern);
  }
});

test('the SLURM script runs parts that join', (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, 'a plan.json'), JSON.stringify({ ...METRICS, name: 'My sweep; rm' }));
  const script = output(['sweep', 'a plan.json', '--slurm', '2', '-o', 'all.csv'], { cwd: folder });
  assert.match(script, /^#!\/bin\/sh\n/);
  assert.match(script, /#SBATCH --job-name=My-sweep--rm\n/);
  assert.match(script, /#SBATCH --array=1-2\n/);
  writeFileSync(join(folder, 'job.sh'), script);
  const join_ = script.match(/^# {3}(cathode-lab sweep --join .*)$/m)?.[1] ?? '';
  const shell = (/** @type {string} */ line) => {
    const PATH = `${PROGRAM.slice(0, PROGRAM.lastIndexOf('/'))}:${process.env.PATH}`;
    const child = spawn('sh', ['-c', line], { cwd: folder, env: { ...process.env, PATH }, stdio: 'ignore' });
    return once(child, 'exit');
  };
  return (async () => {
    for (const task of [1, 2]) assert.equal((await shell(`SLURM_ARRAY_TASK_ID=${task} sh job.sh`))[0], 0);
    assert.equal((await shell(join_))[0], 0);
    assert.equal(readFileSync(join(folder, 'all.csv'), 'utf8'), output(['sweep', 'a plan.json'], { cwd: folder }));
  })();
});
