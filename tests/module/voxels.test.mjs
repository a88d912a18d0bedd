// SPDX-License-Identifier: MIT
// Microstructures, conduction and diagrams through the module, as its users call it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const shape = [48, 48, 48];
const made = lab.generateMicrostructure({ model: 4, amWtPct: 85, shape });
const ions = { voxels: made.voxels, shape, conductivities: [0, 0, 1, 0] };
const isUsable = () =>
  assert.equal(lab.generateMicrostructure({ shape: [16, 16, 16], voxelUm: 1 }).voxels.length, 4096);

test('a microstructure has the composition of its scenario', () => {
  assert.deepEqual(made.shape, shape);
  assert.ok(made.voxels instanceof Uint8Array);
  const { phiAmPct, phiSePct, phiCaPct, porosityPct } = lab.evaluate({ model: 4, amWtPct: 85 }).values;
  for (const [label, target] of [porosityPct, phiAmPct, phiSePct, phiCaPct].entries()) {
    const { fraction, voxelFraction, target: told } = made.phases[label];
    assert.ok(Math.abs(told * 100 - target) < 1e-9);
    assert.ok(Math.abs(fraction * 100 - target) < 0.1);
    assert.ok(Math.abs(voxelFraction * 100 - target) < 1);
    assert.equal(voxelFraction, made.voxels.filter((voxel) => voxel === label).length / made.voxels.length);
  }
  assert.ok(made.notes.some((note) => note.includes('assumed')));
});

test('a microstructure is a geometry that its voxels are read off, the same for every voxel size', () => {
  const { geometry, packing, voxels } = made;
  assert.deepEqual(geometry.boxUm, [12, 12, 12]);
  assert.equal(geometry.periodic, true);
  const again = lab.voxelize(geometry, shape);
  assert.deepEqual(again.voxels, voxels);
  for (const { label, fraction } of again.phases) assert.equal(fraction, made.phases[label].fraction);
  const finer = lab.generateMicrostructure({ model: 4, amWtPct: 85, shape: [96, 96, 96], voxelUm: 0.125 });
  assert.deepEqual(finer.geometry, geometry);
  assert.deepEqual(finer.packing, packing);
  const [first] = geometry.bodies;
  assert.ok(first.kind === 'sphere' && first.label === 1 && first.shellLabel === 2);
  assert.ok(/** @type {number} */ (first.shellUm) > 0.1);
  const labels = geometry.bodies.map((body) => `${body.kind} ${body.label}`);
  assert.deepEqual([...new Set(labels)], ['sphere 1', 'cylinder 3', 'sphere 2']);
  assert.ok(packing.coordination < 2);
  assert.ok(packing.structureFactor > 0 && packing.structureFactor < 0.5);
  assert.equal(packing.equilibrationSweeps, 2000);
  assert.ok(packing.fibrePieceUm > 2 && packing.fibrePieceUm <= 8);
});

test('the same seed gives the same voxels, another one others', () => {
  const hash = (/** @type {object} */ options) =>
    createHash('sha256')
      .update(lab.generateMicrostructure({ shape: [32, 32, 32], ...options }).voxels)
      .digest('hex');
  assert.equal(hash({ seed: 3 }), hash({ seed: 3 }));
  assert.notEqual(hash({ seed: 3 }), hash({ seed: 4 }));
  assert.notEqual(hash({ seed: 3 }), hash({ seed: 3, amDiameterUm: 3 }));
});

test('transport: within its estimates, the same in every direction, no faster than the phase allows', () => {
  const exact = lab.solveTransport({ ...ions, sides: 'periodic', tolerance: 1e-9 });
  const quick = lab.solveTransport({ ...ions, sides: 'periodic' });
  assert.ok(quick.percolates && quick.iterations === quick.history.length && quick.seconds > 0);
  assert.ok(Math.abs(quick.effectiveConductivity / exact.effectiveConductivity - 1) < 1e-3);
  assert.ok(
    quick.lowerEstimate <= exact.effectiveConductivity &&
      exact.effectiveConductivity <= quick.upperEstimate * (1 + 1e-6),
  );
  assert.equal(quick.tortuosityFactor, quick.conductingFraction / quick.effectiveConductivity);
  assert.ok(Math.abs(/** @type {number} */ (quick.macMullin) * quick.effectiveConductivity - 1) < 1e-12);
  for (const direction of ['y', 'x']) {
    const other = lab.solveTransport({ ...ions, sides: 'periodic', direction });
    assert.ok(Math.abs(other.effectiveConductivity / quick.effectiveConductivity - 1) < 0.3, direction);
  }
  // In the unit of what is given.
  const inMsCm = lab.solveTransport({ ...ions, sides: 'periodic', conductivities: [0, 0, 5.704, 0] });
  assert.ok(Math.abs(inMsCm.effectiveConductivity / quick.effectiveConductivity / 5.704 - 1) < 1e-12);
  assert.ok(
    Math.abs(/** @type {number} */ (inMsCm.tortuosityFactor) / /** @type {number} */ (quick.tortuosityFactor) - 1) <
      1e-12,
  );
  assert.equal('potential' in quick, false);
});

test('fields come when asked for, and nothing percolates through a gap', () => {
  const { potential, currentDensity } = lab.solveTransport({ ...ions, fields: true });
  assert.ok(potential instanceof Float32Array && currentDensity instanceof Float32Array);
  assert.equal(potential.length, made.voxels.length);
  for (let i = 0; i < potential.length; ++i)
    if (made.voxels[i] !== 2) assert.ok(potential[i] === 0 && currentDensity[i] === 0);
  const cut = made.voxels.slice().fill(0, 48 * 48 * 10, 48 * 48 * 11);
  const blocked = lab.solveTransport({ ...ions, voxels: cut });
  assert.deepEqual(
    [
      blocked.percolates,
      blocked.effectiveConductivity,
      blocked.tortuosityFactor,
      blocked.macMullin,
      blocked.iterations,
    ],
    [false, 0, null, null, 0],
  );
});

test('resistance between particles adds to the path', () => {
  const voxels = new Uint8Array(1000);
  const particles = Uint16Array.from(voxels, (_, i) => Math.floor(i / 500));
  const { effectiveConductivity } = lab.solveTransport({
    voxels,
    shape: [10, 10, 10],
    conductivities: [1],
    particles,
    contactResistance: 5,
    tolerance: 1e-9,
  });
  assert.ok(Math.abs(effectiveConductivity - 10 / 15) < 1e-9);
});

test('generated particles can be told apart, and resistance between them explains a measured conductivity', () => {
  const { voxels, particles } = lab.generateMicrostructure({ model: 4, amWtPct: 85, shape, particles: true });
  assert.deepEqual(voxels, made.voxels);
  assert.ok(particles instanceof Uint32Array && particles.length === voxels.length);
  const tau2 = (/** @type {number} */ contactResistance) =>
    /** @type {number} */ (
      lab.solveTransport({ ...ions, particles, contactResistance, sides: 'periodic' }).tortuosityFactor
    );
  const without = /** @type {number} */ (lab.solveTransport({ ...ions, sides: 'periodic' }).tortuosityFactor);
  assert.ok(Math.abs(tau2(1e-9) / without - 1) < 1e-4);
  assert.ok(without < tau2(5) && tau2(5) < tau2(20));
});

test('an observer is told, can stop a solve, and may throw', () => {
  /** @type {any[]} */
  const told = [];
  lab.solveTransport({
    ...ions,
    onProgress: (progress) => {
      told.push(progress);
    },
  });
  assert.equal(told[0].stage, 'preparing');
  assert.equal(told.at(-1).stage, 'solving');
  assert.ok(told.at(-1).errorEstimate < 1e-3);
  for (let stop = 1; stop <= told.length; ++stop) {
    let left = stop;
    assert.throws(() => lab.solveTransport({ ...ions, onProgress: () => --left > 0 }), /stopped/);
  }
  assert.throws(
    () =>
      lab.solveTransport({
        ...ions,
        onProgress: () => {
          throw new Error('of my own');
        },
      }),
    /of my own/,
  );
  // The volume being solved is the core's only one; what else the module offers can be asked meanwhile.
  const undisturbed = lab.solveTransport(ions).effectiveConductivity;
  for (const act of [
    () => lab.solveTransport(ions),
    () => lab.generateMicrostructure({ shape }),
    () => lab.microstructureMetrics({ voxels: made.voxels, shape, voxelUm: 1 }),
  ]) {
    assert.throws(
      () =>
        lab.solveTransport({
          ...ions,
          onProgress: () => {
            act();
          },
        }),
      /onProgress must not generate or solve/,
    );
    const { effectiveConductivity } = lab.solveTransport({
      ...ions,
      onProgress: () => {
        lab.evaluate({ model: 1 });
        assert.throws(act, /still solving/);
      },
    });
    assert.equal(effectiveConductivity, undisturbed);
  }
  assert.ok(lab.solveTransport(ions).percolates);
});

test('surfaces and percolation', () => {
  const metrics = lab.microstructureMetrics({ voxels: made.voxels, shape, voxelUm: made.voxelUm, sides: 'periodic' });
  assert.deepEqual(
    metrics.phases.map(({ label }) => label),
    [0, 1, 2, 3],
  );
  assert.ok(metrics.interfaceAreaPerUm > 0.1 && metrics.interfaceAreaPerUm < 2);
  for (const share of [metrics.activeSurfaceIonic, metrics.activeSurfaceElectronic, metrics.activeSurfaceBoth])
    assert.ok(share > 0 && share <= 1);
  assert.ok(metrics.activeSurfaceBoth <= Math.min(metrics.activeSurfaceIonic, metrics.activeSurfaceElectronic));
  const solved = lab.solveTransport({ ...ions, sides: 'periodic' });
  assert.ok(Math.abs(metrics.percolating.ion.z - solved.percolatingFraction / solved.conductingFraction) < 1e-12);
  // Two half spaces: one face each of area 1 over a volume of 2 voxels of 0.5 um.
  // Two phases side by side in a periodic box meet twice along each axis, in a closed one once.
  for (const [shape, closed, periodic] of /** @type {const} */ ([
    [[1, 1, 2], 1, 2],
    [[1, 2, 1], 1, 2],
    [[2, 1, 1], 1, 2],
  ])) {
    const measured = (/** @type {'closed' | 'periodic'} */ sides) =>
      lab.microstructureMetrics({ voxels: new Uint8Array([2, 1]), shape: [...shape], voxelUm: 1, sides })
        .interfaceAreaPerUm;
    assert.equal(measured('closed'), closed / 2);
    assert.equal(measured('periodic'), periodic / 2);
  }
  const two = lab.microstructureMetrics({ voxels: new Uint8Array([2, 1]), shape: [2, 1, 1], voxelUm: 0.5 });
  assert.deepEqual(
    [two.interfaceAreaPerUm, two.activeSurfaceBoth, two.percolating.ion.z, two.percolating.ion.y],
    [1, 1, 0, 1],
  );
});

test('how much percolates by what counts as joined', () => {
  const generated = { voxels: made.voxels, shape, sides: /** @type {const} */ ('periodic') };
  const shares = lab.connectivity({ ...generated, conducts: [false, false, true], direction: 'y' });
  const { percolating } = lab.microstructureMetrics({ ...generated, voxelUm: made.voxelUm });
  assert.equal(shares.faces, percolating.ion.y);
  assert.ok(shares.faces <= shares.edges && shares.edges <= shares.corners);
  // Two voxels that meet in a corner of a cube, or in an edge.
  const [corner, edge] = [
    [1, 0, 0, 0, 0, 0, 0, 1],
    [1, 0, 0, 0, 0, 1, 0, 0],
  ].map((voxels) => lab.connectivity({ voxels, shape: [2, 2, 2], conducts: [false, true] }));
  assert.deepEqual(
    [corner, edge],
    [
      { faces: 0, edges: 0, corners: 1 },
      { faces: 0, edges: 1, corners: 1 },
    ],
  );
  const one = { voxels: [1], shape: /** @type {[number, number, number]} */ ([1, 1, 1]) };
  for (const [options, message] of /** @type {[any, RegExp][]} */ ([
    [one, /conducts must be an array of true and false/],
    [{ ...one, conducts: Array(257).fill(true) }, /conducts must be .*up to 256/],
    [{ ...one, conducts: [1] }, /conducts\[0\] must be true or false/],
    [{ ...one, conducts: [true], shape: [1, 1, 2] }, /voxels: 1 of them/],
    [{ ...one, conducts: [true], side: 'closed' }, /Unknown field "side"/],
  ]))
    assert.throws(() => lab.connectivity(options), message);
});

test('what is refused is named with what is allowed, and the instance stays usable', () => {
  const solve = (/** @type {object} */ change) => () => lab.solveTransport({ ...ions, ...change });
  const generate = (/** @type {object} */ options) => () => lab.generateMicrostructure(options);
  /** @type {[() => unknown, RegExp][]} */
  const cases = [
    [() => lab.solveTransport(/** @type {any} */ (null)), /options must be an object/],
    [solve({ voxels: [1, 2] }), /voxels: 2 of them; allowed: 110592/],
    [solve({ voxels: new Uint8Array(5) }), /voxels: 5 of them; allowed: 110592/],
    [solve({ voxels: new Uint8Array(0), shape: [1, 1, 1] }), /voxels: an array without elements/],
    [solve({ shape: [48, 48] }), /shape must be three/],
    [solve({ shape: [48, 48, NaN] }), /shape must be three/],
    [solve({ shape: [-1, 48, 48] }), /shape must be three/],
    [solve({ shape: [0, 48, 48] }), /shape must be three/],
    [solve({ shape: [2 ** 30, 2 ** 30, 4] }), /shape: .*1 to 1024/],
    [solve({ shape: [1e99, 1, 1] }), /shape must be three/],
    [solve({ conductivities: [0, 0] }), /label 3 has no conductivity; allowed: labels 0 to 1/],
    [solve({ conductivities: [] }), /conductivities: 0 of them; allowed: 1 to 256/],
    [solve({ conductivities: [0, -1, 1, 0] }), /conductivities: -1 for label 1; allowed: 0, or/],
    [solve({ conductivities: [0, NaN, 1, 0] }), /conductivities\[1\] must be a finite number/],
    [solve({ conductivities: new Array(1e6).fill(1) }), /conductivities: 257 of them/],
    [solve({ conductivities: 'all' }), /conductivities must be an array/],
    [solve({ direction: 'w' }), /direction: .*"w".*allowed: z, y, x/],
    [solve({ tolerance: 0 }), /tolerance: 0; allowed: 1e-10 to 0.1/],
    [solve({ tolerance: '1' }), /tolerance must be a finite number/],
    [solve({ sides: 'open' }), /sides: .*"open".*closed, periodic/],
    [solve({ contactResistance: 1 }), /particles: 0 of them/],
    [solve({ contactResistance: -1 }), /contactResistance/],
    [solve({ particles: 'all' }), /particles must be/],
    [solve({ onProgress: 1 }), /onProgress must be a function/],
    [solve({ conductivity: 1 }), /Unknown field "conductivity"/],
    [generate({ shape: [4, 64, 64] }), /shape.*8 to 256/],
    [generate({ shape: [257, 64, 64] }), /shape.*8 to 256/],
    [generate({ seed: 1.5 }), /seed: 1.5; allowed/],
    [generate({ seed: -1 }), /seed: -1; allowed/],
    [generate({ voxelUm: 9 }), /voxelUm.*0.02 to 2/],
    [generate({ amDiameterUm: 'x' }), /amDiameterUm must be a finite number/],
    [generate({ amWtPct: 99 }), /amWtPct/],
    [generate({ model: 5 }), /model/],
    [generate({ size: 3 }), /Unknown field "size"/],
    [() => lab.microstructureMetrics({ voxels: made.voxels, shape: [48, 48, 48], voxelUm: 0 }), /voxelUm: 0; allowed/],
    [
      () => lab.microstructureMetrics({ voxels: made.voxels, shape: [48, 48, 47], voxelUm: 1 }),
      /voxels: 110592 of them/,
    ],
  ];
  for (const [act, message] of cases)
    assert.throws(
      act,
      (error) => (error instanceof Error && message.test(error.message)) || assert.fail(`${act}: ${error}`),
    );
  isUsable();
});

test('a diagram of own data: real text, log axes, what cannot be drawn left out', () => {
  const spec = {
    title: 'Mine <&>',
    x: { title: 'Iteration' },
    y: { title: 'Error', scale: /** @type {const} */ ('log') },
    series: [
      {
        name: 'a',
        points: /** @type {[number, number][]} */ ([
          [1, 0.1],
          [2, 0.01],
          [3, NaN],
          [4, -1],
          [5, 1e-6],
        ]),
        markers: true,
      },
      { name: 'none', points: [] },
    ],
  };
  const svg = lab.chart(spec, { widthMm: 85, theme: 'dark' });
  assert.match(svg, /^<svg[\s\S]*<\/svg>\s*$/);
  assert.match(svg, /<title[^>]*>Mine &lt;&amp;&gt;<\/title>/);
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
  assert.ok(lab.chart({ ...spec, series: [] }).includes('<svg'));
  assert.ok(lab.chart({ ...spec, series: [{ name: 'one', points: [[1, 1]] }] }).includes('<svg'));
  assert.throws(
    () => lab.chart(/** @type {any} */ ({ ...spec, series: new Array(9).fill(spec.series[0]) })),
    /up to 8/,
  );
  assert.throws(() => lab.chart(spec, { widthMm: 10 }), /widthMm: 10; allowed: 40 to 400/);
  assert.throws(() => lab.chart(/** @type {any} */ ({ ...spec, y: { title: 3 } })), /y.title must be text/);
  assert.throws(
    () => lab.chart(/** @type {any} */ ({ ...spec, series: [{ name: 'a', points: [[1]] }] })),
    /pairs of numbers/,
  );
});

test('the example sweeps in Node and writes a table and two diagrams', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  try {
    const sweep = fileURLToPath(new URL('../../dist/examples/sweep.mjs', import.meta.url));
    try {
      execFileSync(process.execPath, [sweep, folder, '32'], { timeout: 120000, killSignal: 'SIGKILL' });
    } catch (error) {
      // Node 20 can hang while it ends: a thread of its compiler waits for a collection that no longer comes. What it
      // has written is judged all the same.
      if (error.code !== 'ETIMEDOUT') throw error;
    }
    const rows = readFileSync(join(folder, 'sweep.csv'), 'utf8').trim().split('\r\n');
    assert.equal(rows.length, 1 + 4 * 5 * 2);
    for (const key of ['ion', 'electron'])
      assert.match(readFileSync(join(folder, `sweep-${key}.svg`), 'utf8'), /Model 4, of the source/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('voxels that are no cubes are boxes', () => {
  // Every second slice of a volume taken away: as cubes it is another one, as boxes about the same.
  const edge = 32;
  const { voxels } = lab.generateMicrostructure({ model: 2, shape: [edge, edge, edge], seed: 4, voxelUm: 0.5 });
  const plane = edge * edge;
  const thinned = new Uint8Array((edge / 2) * plane);
  for (let z = 0; z < edge / 2; ++z) thinned.set(voxels.subarray(2 * z * plane, (2 * z + 1) * plane), z * plane);
  const conductivities = [0.01, 0.2, 1, 0.2];
  const along = (volume, shape, direction, spacing) =>
    lab.solveTransport({ voxels: volume, shape, conductivities, direction, ...(spacing ? { spacing } : {}) })
      .effectiveConductivity;
  const shape = [edge / 2, edge, edge];
  for (const direction of ['z', 'y', 'x']) {
    const whole = along(voxels, [edge, edge, edge], direction);
    const boxes = along(thinned, shape, direction, [2, 1, 1]);
    assert.ok(Math.abs(boxes / whole - 1) < 0.1, `${direction}: ${boxes} and ${whole}`);
  }
  assert.equal(along(voxels, [edge, edge, edge], 'z', [3, 3, 3]), along(voxels, [edge, edge, edge], 'z'));
  // One conductor too, and the bytes that it takes are told.
  const options = { voxels: thinned, shape, conductivities: [0, 0, 1, 0] };
  assert.ok(lab.transportBytes({ ...options, spacing: [2, 1, 1] }) > lab.transportBytes(options));
  const box = lab.solveTransport({
    voxels: new Uint8Array(60),
    shape: [5, 4, 3],
    conductivities: [2.5],
    spacing: [0.3, 1, 2],
  });
  assert.ok(Math.abs(box.effectiveConductivity / 2.5 - 1) < 1e-6);
  // A plane between AM and SE in voxels of 2 x 1 x 1 um: its area over the volume.
  const halves = Uint8Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? 1 : 2));
  const { interfaceAreaPerUm } = lab.microstructureMetrics({ voxels: halves, shape: [2, 2, 2], voxelUm: [2, 1, 1] });
  assert.equal(interfaceAreaPerUm, 0.5);
  for (const [spacing, pattern] of [
    [[1, 1], /spacing must be three numbers/],
    [2, /spacing must be three numbers/],
    [[1, 1, 0], /spacing: 1, 1, 0; allowed: edges above 0, the longest up to 20 times/],
    [[1, 1, 21], /up to 20 times the shortest/],
    [[1, 'a', 1], /spacing\[1\] must be a finite number/],
  ])
    assert.throws(() => lab.solveTransport({ ...options, spacing }), pattern);
  assert.throws(
    () => lab.microstructureMetrics({ voxels: halves, shape: [2, 2, 2], voxelUm: [1, -1, 1] }),
    /voxelUm: -1; allowed: above 0 µm/,
  );
});
