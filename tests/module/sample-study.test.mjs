// SPDX-License-Identifier: MIT
// What several samples say together: means of conductivities, their scatter, and which size stands for larger ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { GEOMETRY_TASKS } from '../../web/microstructure/geometry-tasks.js';
import {
  representativeSize,
  samplesOf,
  samplesToMake,
  shapeOfShare,
  statisticsOf,
  studentT,
  tau2At,
} from '../../web/microstructure/sample-study.js';

const near = (/** @type {number} */ a, /** @type {number} */ b, tolerance = 1e-12) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.abs(b), `${a} is not ${b}`);
/** @param {number[]} sigmas @param {number} [boxUm] @returns {any[]} */
const samples = (sigmas, boxUm = 16) =>
  sigmas.map((conductivity, seed) => ({
    boxUm,
    seed,
    found: {
      ion: {
        percolates: conductivity > 0,
        conductivity,
        lower: 0.9 * conductivity,
        upper: 1.1 * conductivity,
        unhindered: 0.3,
      },
    },
  }));
const of = (/** @type {number[]} */ sigmas, boxUm = 16) => statisticsOf(samples(sigmas, boxUm), 'ion') ?? assert.fail();

test("Student's t is that of the tables", () => {
  for (const [freedom, t] of [
    [1, 12.706],
    [5, 2.571],
    [11, 2.201],
    [23, 2.069],
    [120, 1.98],
  ])
    near(studentT(freedom), t, 1e-3);
});

test('conductivities are averaged, not tortuosity factors', () => {
  const statistics = of([0.1, 0.2, 0.3]);
  near(statistics.mean, 0.2);
  near(statistics.deviation ?? 0, 0.1);
  near(statistics.standardError ?? 0, 0.1 / Math.sqrt(3));
  near(statistics.grid, 0.1);
  near(tau2At(statistics, statistics.mean), 1.5); // of the factors themselves it would be 1.833
  const six = of([0.19, 0.2, 0.21, 0.2, 0.19, 0.21]);
  const half = (2.571 * Math.sqrt(0.0004 / 5)) / Math.sqrt(6);
  near(six.low ?? 0, 0.2 - half);
  const told = samplesOf(six) ?? assert.fail();
  near(told.mean, 1.5);
  near(told.low, 0.3 / (0.2 + half));
  near(told.high, 0.3 / (0.2 - half));
  assert.deepEqual(told.percolating, [6, 6]);
});

test('one sample tells no scatter, and none nothing', () => {
  const one = of([0.2]);
  assert.deepEqual([one.deviation, one.standardError, one.low, one.high], [null, null, null, null]);
  assert.equal(samplesOf(one), null);
  assert.equal(statisticsOf(samples([0.1]), 'electron'), null);
  assert.equal(samplesOf(null), null);
});

test('where samples differ in whether they percolate there is their spread, and no narrower interval', () => {
  const mixed = of([0.04, 0, 0.0036, 0.0625, 0, 0.033]);
  assert.deepEqual([mixed.percolating, mixed.low, mixed.high], [4, 0, 0.0625]);
  const told = samplesOf(mixed) ?? assert.fail();
  near(told.low, 4.8);
  assert.equal(told.high, Infinity);
  assert.deepEqual(told.percolating, [4, 6]);
  // More samples do not narrow it.
  const more = of([...Array(4)].flatMap(() => [0.04, 0, 0.0036, 0.0625, 0, 0.033]));
  assert.deepEqual([more.low, more.high], [0, 0.0625]);
  const none = of([0, 0, 0]);
  assert.deepEqual([none.low, none.high, none.percolating], [0, 0, 0]);
});

test('a size is representative where larger ones agree and one sample is near the mean', () => {
  const small = of([0.199, 0.203, 0.196, 0.2, 0.204, 0.198], 10);
  const large = of([0.2, 0.202, 0.199, 0.201, 0.198, 0.2], 16);
  assert.equal(representativeSize([large, small]).boxUm, 10);
  // The small one scatters, the large one does not.
  const wide = of([0.16, 0.24, 0.19, 0.21, 0.17, 0.23], 10);
  assert.equal(representativeSize([wide, large]).boxUm, 16);
  assert.equal(representativeSize([wide, large], 0.3).boxUm, 10);
  // Grids leave 10 % open: what they may be off by is no difference of the sizes.
  assert.equal(representativeSize([of([0.185, 0.186, 0.184, 0.185, 0.187, 0.183], 10), large]).boxUm, 10);
  const apart = representativeSize([of([0.15, 0.151, 0.149, 0.15, 0.152, 0.148], 10), large]);
  assert.equal(apart.boxUm, null);
  assert.match(apart.reason, /differ by more than their scatter/);
  const bothWide = representativeSize([wide, of([0.16, 0.24, 0.19, 0.21, 0.17, 0.23], 16)]);
  assert.equal(bothWide.boxUm, null);
  assert.match(bothWide.reason, /scatter by more than 10 %: of 16 µm by 16 %/);
  assert.match(representativeSize([large]).reason, /one size alone/);
  assert.match(representativeSize([of([0.2], 10), large]).reason, /one sample of a size/);
  assert.match(representativeSize([of([0, 0.1], 10), of([0.1, 0], 16)]).reason, /of every size some samples/);
  assert.match(representativeSize([of([0, 0], 10), of([0, 0], 16)]).reason, /no sample percolates/);
  assert.equal(representativeSize([of([0, 0.2], 10), large]).boxUm, null);
});

test('boxes have even extents that can be generated, and seeds follow each other', () => {
  assert.deepEqual(shapeOfShare([128, 128, 128], 2 / 3), [86, 86, 86]);
  assert.equal(shapeOfShare([192, 192, 192], 1.5), null);
  const made = samplesToMake(
    /** @type {any} */ ({ shape: [64, 64, 64], seed: 4294967295, voxelUm: 0.25, model: 2 }),
    [1, 2 / 3],
    2,
  );
  assert.deepEqual(
    made.map(({ shape, seed }) => [shape[0], seed]),
    [
      [42, 4294967295],
      [42, 0],
      [64, 4294967295],
      [64, 0],
    ],
  );
});

test('a sample is generated and climbed along all directions, with contacts that resist if asked', async () => {
  const lab = await createCathodeLab();
  const microstructure = /** @type {const} */ ({ model: 2, amWtPct: 75, shape: [20, 20, 20], voxelUm: 0.5, seed: 3 });
  const conductivities = [0, 0, 1, 0];
  const asked = {
    microstructure,
    carriers: [{ key: /** @type {const} */ ('ion'), conductivities }],
    mostVoxels: 2e4,
    tolerance: 0.2,
  };
  /** @type {number[]} */
  const told = [];
  const { result } = await GEOMETRY_TASKS.sample(
    async () => lab,
    asked,
    ({ fraction }) => told.push(fraction),
  );
  const { geometry } = lab.generateMicrostructure(microstructure);
  const wanted = lab.convergeTransport({
    geometry,
    conductivities,
    direction: 'mean',
    sides: 'periodic',
    mostVoxels: 2e4,
    tolerance: 0.2,
  });
  assert.deepEqual([result.boxUm, result.seed, result.found.ion?.percolates], [10, 3, true]);
  near(result.found.ion?.conductivity ?? 0, wanted.effectiveConductivity);
  near(result.found.ion?.lower ?? 0, wanted.lower);
  near((result.found.ion?.unhindered ?? 0) / wanted.effectiveConductivity, wanted.tortuosityFactor ?? 0);
  assert.ok(told.length > 3 && told.every((one, i) => one <= 1 && (i === 0 || one >= told[i - 1] - 1e-9)));
  const resisting = await GEOMETRY_TASKS.sample(
    async () => lab,
    { ...asked, contactResistance: 20 },
    () => {},
  );
  assert.ok((resisting.result.found.ion?.conductivity ?? 1) < 0.5 * wanted.effectiveConductivity);
});
