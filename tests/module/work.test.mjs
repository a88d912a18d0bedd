// SPDX-License-Identifier: MIT
// What is done on microstructures, without a page: real volumes and solves, at moments that the test chooses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { nothingYet } from '../../web/microstructure/study.js';
import { doubtful, tau2Of, totalTau2, transportOf } from '../../web/microstructure/transport.js';
import { makeWork } from '../../web/microstructure/work.js';
import { cropVolume, downsampleVolume } from '../../web/volume-files/volume.js';

const lab = await createCathodeLab();
const TASKS = {
  generate: (options) => lab.generateMicrostructure(options),
  solve: (options) => ({ ...lab.solveTransport(options), pictures: null }),
  climb: (options) => lab.convergeTransport(options),
  metrics: (volume) => lab.microstructureMetrics(volume),
  measure: (geometry) => lab.measureGeometry(geometry),
  connectivity: ({ directions, ...options }) =>
    directions.map((direction) => lab.connectivity({ ...options, direction })),
  cut: ({ volume, ranges, factor }) => downsampleVolume(cropVolume(volume, ranges), factor),
};

/** Jobs that wait until the test lets them go on; cancelled ones end at once, as workers do. */
function makeJobs() {
  /** @type {{kind: string, go: () => Promise<void>, fail: (message: string) => Promise<void>}[]} */
  const waiting = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    waiting,
    kinds: () => waiting.map(({ kind }) => kind),
    /** Lets all go on until none is left. */
    async finish() {
      for (await settle(); waiting.length > 0; await settle()) await waiting[0].go();
    },
    run: (kind, options, { signal } = {}) =>
      new Promise((resolve, reject) => {
        const end = (answer) => {
          const place = waiting.indexOf(job);
          if (place < 0) return settle();
          waiting.splice(place, 1);
          answer();
          return settle();
        };
        const job = {
          kind,
          go: () => end(() => resolve(TASKS[kind](options))),
          fail: (message) => end(() => reject(new Error(message))),
        };
        signal?.addEventListener('abort', () => end(() => reject(signal.reason)));
        waiting.push(job);
      }),
  };
}
function start() {
  const jobs = makeJobs();
  const changes = [];
  /** @type {string[]} */
  const finished = [];
  const work = makeWork({
    jobs,
    mostAtOnce: () => 2,
    onChange: (changed) => changes.push(changed),
    onFinish: ({ title }) => finished.push(title),
  });
  const request = (seed) => ({
    options: { model: 4, shape: [24, 24, 24], seed },
    report: lab.evaluate({ model: 4 }),
    title: `seed ${seed}`,
    link: '#v=2',
    inputs: { shape: [24, 24, 24], seed, sizes: {}, mostVoxels: 20000 },
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { jobs, work, request, changes, finished, settled };
}

test('a volume is generated, measured and solved in all directions, once', async () => {
  const { jobs, work, request } = start();
  const done = work.generate(request(3), true);
  assert.deepEqual(
    [work.state.isBusy, work.state.doing.text, jobs.kinds()],
    [true, 'Placing particles…', ['generate']],
  );
  await jobs.finish();
  await done;
  const { study, isBusy, said, error } = work.state;
  assert.deepEqual([isBusy, said, error], [false, 'Solved.', '']);
  assert.deepEqual(study.voxels, lab.generateMicrostructure({ model: 4, shape: [24, 24, 24], seed: 3 }).voxels);
  assert.deepEqual([...study.climbs.keys()].sort(), [
    'electron-x',
    'electron-y',
    'electron-z',
    'ion-x',
    'ion-y',
    'ion-z',
  ]);
  // Of the voxels the fields that are shown.
  assert.deepEqual([...study.solutions.keys()].sort(), ['electron-z', 'ion-z']);
  const { geometry } = lab.generateMicrostructure({ model: 4, shape: [24, 24, 24], seed: 3 });
  assert.deepEqual(study.geometry, geometry);
  const { seconds: _, ...climbed } = TASKS.climb({
    geometry,
    conductivities: [0, 0, 1, 0],
    direction: 'y',
    sides: 'periodic',
    mostVoxels: 20000,
  });
  const { seconds: __, ...shown } = study.climbs.get('ion-y');
  assert.deepEqual(shown, climbed);
  assert.ok(study.metrics.percolating.ion.z > 0);
  // σ0 is the composite's conductivity times its MacMullin number.
  const { values } = lab.evaluate({ model: 4 });
  assert.equal(study.carriers[0].sigma0, values.ionicConductivityMsCm * values.ionicMacMullin);
  assert.equal(study.carriers[1].sigma0, values.electronicConductivityMsCm * values.electronicMacMullin);
  // Nothing is left to solve.
  await work.solveShown();
  assert.deepEqual(jobs.kinds(), []);
});

test('what is cancelled leaves what was there, told and without an error', async () => {
  const { jobs, work, request } = start();
  const first = work.generate(request(1), false);
  await jobs.finish();
  await first;
  const before = work.state.study;
  assert.equal(work.state.said, 'The volume is ready.');
  const second = work.generate(request(2), true);
  await jobs.waiting[0].go();
  assert.equal(work.state.study.title, 'seed 2'); // shown while it is solved
  assert.equal(jobs.kinds().filter((kind) => kind === 'climb').length, 6);
  assert.equal(jobs.kinds().filter((kind) => kind === 'solve').length, 2);
  work.cancel();
  await second;
  assert.deepEqual(jobs.kinds(), []);
  assert.equal(work.state.study, before);
  assert.deepEqual([work.state.isBusy, work.state.error], [false, '']);
  assert.match(work.state.said, /Cancelled/);
  work.cancel(); // of nothing
  assert.equal(work.state.study, before);
});

test('what fails leaves what was there, says why, and ends what ran beside it', async () => {
  const { jobs, work, request } = start();
  const first = work.generate(request(1), false);
  await jobs.finish();
  await first;
  const before = work.state.study;
  const second = work.generate(request(2), true);
  await jobs.waiting[0].go();
  await jobs.waiting.find(({ kind }) => kind === 'solve').fail('no memory');
  await second;
  assert.equal(work.state.study, before);
  assert.equal(work.state.error, 'no memory');
  assert.equal(work.state.isBusy, false);
  assert.deepEqual(jobs.kinds(), []);
  // The next one clears the error.
  const third = work.generate(request(3), false);
  assert.equal(work.state.error, '');
  await jobs.finish();
  await third;
  assert.equal(work.state.study.title, 'seed 3');
});

test('the first one that fails leaves nothing', async () => {
  const { jobs, work, request } = start();
  const only = work.generate(request(1), false);
  await jobs.waiting[0].fail('refused');
  await only;
  assert.deepEqual([work.state.study, work.state.error, work.state.isBusy], [null, 'refused', false]);
});

test('what is replaced neither shows nor ends what has replaced it', async () => {
  const { jobs, work, request, settled } = start();
  const first = work.generate(request(1), true);
  const second = work.generate(request(2), false);
  await first;
  await settled();
  assert.equal(work.state.isBusy, true);
  await jobs.finish();
  await second;
  assert.deepEqual([work.state.study.title, work.state.isBusy, work.state.error], ['seed 2', false, '']);
});

test('of a volume cancelled half-way what was solved stays solved, and the rest is solved later', async () => {
  const { jobs, work, request } = start();
  const first = work.generate(request(1), false);
  await jobs.finish();
  await first;
  const solving = work.solveShown();
  await jobs.waiting[0].go();
  await jobs.waiting[0].go();
  assert.match(work.state.doing.text, /^Solving: 2 of 8 done/);
  assert.ok(Math.abs(work.state.doing.fraction - 2 / 8) < 1e-12);
  work.cancel();
  await solving;
  assert.equal(work.state.study.climbs.size, 2);
  const rest = work.solveShown();
  assert.equal(jobs.kinds().length, 6);
  await jobs.finish();
  await rest;
  assert.equal(work.state.study.climbs.size, 6);
  assert.equal(work.state.study.solutions.size, 2);
});

test('what replaces something unfinished and is cancelled leaves the last that was finished', async () => {
  const { jobs, work, request, finished, settled } = start();
  const first = work.generate(request(1), true);
  await jobs.finish();
  await first;
  work.generate(request(2), true);
  await settled();
  await jobs.waiting[0].go();
  assert.equal(work.state.study.title, 'seed 2');
  const third = work.generate(request(3), true);
  await settled();
  await jobs.waiting.find(({ kind }) => kind === 'generate').go();
  assert.equal(work.state.study.title, 'seed 3');
  work.cancel();
  await third;
  assert.equal(work.state.study.title, 'seed 1');
  assert.equal(work.state.study.climbs.size, 6);
  assert.equal(work.state.isBusy, false);
  assert.deepEqual(finished, ['seed 1']);
});

/** A study of somebody's own voxels: label 1 conducts. */
const own = (voxels, shape) => ({
  title: 'own',
  fileName: 'own',
  link: '#v=2',
  isGenerated: false,
  inputs: null,
  geometry: null,
  packing: null,
  voxels,
  shape,
  voxelUm: null,
  phases: [0, 1].map((label) => ({
    label,
    name: String(label),
    fraction: voxels.filter((one) => one === label).length / voxels.length,
    target: null,
    value: label,
  })),
  notes: [],
  carriers: [{ key: 'ion', name: 'Ions', conductivities: [0, 1], sigma0: null, measured: null }],
  directions: ['z', 'x'],
  sides: 'closed',
  tolerance: 1e-6,
  ...nothingYet(),
});

test('voxels that are all there is are solved in larger ones too, and followed through edges and corners', async () => {
  const { jobs, work } = start();
  const shape = [12, 12, 12];
  let state = 1;
  const voxels = Uint8Array.from({ length: 1728 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Number(state < 0.6 * 2 ** 32);
  });
  const study = own(voxels, shape);
  const done = work.take(study, true);
  await jobs.finish();
  await done;
  assert.equal(work.state.error, '');
  const [carrier] = study.carriers;
  const solve = (of, extents) =>
    lab.solveTransport({
      voxels: of,
      shape: extents,
      conductivities: [0, 1],
      direction: 'x',
      tolerance: 1e-6,
    }).effectiveConductivity;
  const large = TASKS.cut({ volume: { voxels, shape, values: [0, 1], voxelUm: null }, ranges: {}, factor: 2 });
  const [fine, coarse] = [solve(voxels, shape), solve(large.voxels, large.shape)];
  assert.ok(fine > 0 && coarse > 0 && fine !== coarse);
  const { conductivity, lower, upper, grid, gridFrom } = transportOf(study, carrier, ['x']);
  assert.deepEqual([conductivity, gridFrom], [fine, 'voxels twice as large']);
  assert.ok(Math.abs(grid - Math.abs(fine - coarse) / fine) < 1e-12);
  assert.ok(lower <= Math.min(fine, coarse) && upper >= Math.max(fine, coarse));
  assert.deepEqual(
    study.connectivity.get('ion-x'),
    lab.connectivity({ voxels, shape, conducts: [false, true], direction: 'x' }),
  );
  // Nothing is left; of a volume that is too small to be coarsened either.
  await work.solveShown();
  assert.deepEqual(jobs.kinds(), []);
  const small = own(new Uint8Array(64).fill(1), [4, 4, 4]);
  const second = work.take(small, true);
  await jobs.finish();
  await second;
  assert.deepEqual([small.solutions.size, small.coarse.size], [2, 0]);
  assert.equal(transportOf(small, small.carriers[0]).gridFrom, 'not known');
  assert.equal(tau2Of(transportOf(small, small.carriers[0])).value, 1);
});

test('what percolates through edges and not through faces is doubted', async () => {
  const { jobs, work } = start();
  // Steps of a stair that meet in edges: along z and x.
  const voxels = Uint8Array.from({ length: 512 }, (_, i) => Number(i % 8 === Math.floor(i / 64)));
  const study = own(voxels, [8, 8, 8]);
  const done = work.take(study, true);
  await jobs.finish();
  await done;
  assert.equal(transportOf(study, study.carriers[0]).percolates, false);
  assert.deepEqual(doubtful(study, study.carriers[0]), ['z', 'x']);
  const full = own(new Uint8Array(512).fill(1), [8, 8, 8]);
  const other = work.take(full, true);
  await jobs.finish();
  await other;
  assert.deepEqual(doubtful(full, full.carriers[0]), []);
});

test('what samples say widens what is told of the one that is shown', async () => {
  const { jobs, work } = start();
  work.addSamples({ ion: { mean: 2, low: 1, high: 3, percolating: [2, 2] } }); // of nothing
  assert.equal(work.state.study, null);
  const study = own(new Uint8Array(64).fill(1), [4, 4, 4]);
  const done = work.take(study, true);
  await jobs.finish();
  await done;
  const [carrier] = study.carriers;
  const { low, high } = totalTau2(study, carrier);
  work.addSamples({ [carrier.key]: { mean: 1.1, low: low / 2, high: 2 * high, percolating: [3, 3] } });
  assert.deepEqual(totalTau2(study, carrier), { value: 1, low: low / 2, high: 2 * high });
  work.addSamples({ other: { mean: 9, low: 8, high: 10, percolating: [3, 3] } });
  assert.equal(study.samples[carrier.key].mean, 1.1);
});
