// SPDX-License-Identifier: MIT
// Geometries through the module: voxels and fractions of bodies, and what is refused of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const sphere = /** @type {const} */ ({ kind: 'sphere', centerUm: [1, 2, 9], radiusUm: 2, label: 1 });
const fibre = /** @type {const} */ ({ kind: 'cylinder', fromUm: [6, 6, 2], toUm: [6, 10, 8], radiusUm: 0.5, label: 3 });
/** @param {any[]} bodies @param {object} [others] @returns {any} */
const boxOf = (bodies, others = {}) => ({ boxUm: [10, 10, 10], periodic: true, bodies, ...others });

test('voxels have the label of what their centre lies in; fractions are those of the bodies', () => {
  const made = lab.voxelize(boxOf([{ ...sphere, shellUm: 0.5, shellLabel: 2 }, fibre]), [40, 20, 40]);
  assert.deepEqual(made.shape, [40, 20, 40]);
  assert.deepEqual(made.voxelUm, [0.25, 0.5, 0.25]);
  const at = (/** @type {number} */ z, /** @type {number} */ y, /** @type {number} */ x) =>
    made.voxels[(Math.floor(z * 4) * 20 + Math.floor(y * 2)) * 40 + Math.floor(x * 4)];
  assert.equal(at(1, 2, 9), 1);
  assert.equal(at(9.5, 2, 9), 1); // around the side
  assert.equal(at(1, 2, 6.7), 2);
  assert.equal(at(6, 8, 5), 3);
  assert.equal(at(5, 1, 4), 0);
  const volume = (4 / 3) * Math.PI * 8;
  assert.deepEqual(
    made.phases.map(({ label }) => label),
    [0, 1, 2, 3],
  );
  const [, am, shell, ca] = made.phases;
  assert.ok(Math.abs(am.fraction - volume / 1000) < 4 * am.error && am.error < 1e-4);
  assert.ok(Math.abs(am.fraction + shell.fraction - (volume * 1.25 ** 3) / 1000) < 4 * (am.error + shell.error));
  assert.ok(Math.abs(ca.fraction - (Math.PI * 0.25 * Math.hypot(4, 6)) / 1000) < 4 * ca.error);
  // Without sides to go around, what is beyond the box is cut off.
  const cut = lab.voxelize(boxOf([sphere], { periodic: false, background: 7 }), [40, 40, 40]);
  assert.equal(cut.phases[0].label, 1);
  assert.ok(cut.phases[0].fraction < am.fraction - 0.003);
  assert.equal(cut.voxels.at(-1), 7);
  assert.ok(lab.microstructureMetrics({ ...made, sides: 'periodic' }).interfaceAreaPerUm > 0);
});

test('what is no geometry is refused by the name of the field', () => {
  const cases = /** @type {[any, RegExp][]} */ ([
    [null, /^geometry must be an object, not null/],
    [{ boxUm: [1, 1, 1] }, /^geometry\.bodies must be an array, not undefined/],
    [boxOf([], { boxUm: [1, 1] }), /^geometry\.boxUm must be three numbers, along z, y and x/],
    [boxOf([], { boxUm: [1, 1, 0] }), /^geometry\.boxUm: 0 along x; allowed: 0\.0001 to 100000/],
    [boxOf([], { boxUm: [1, Number.NaN, 1] }), /^geometry\.boxUm\[1\] must be a finite number, not NaN/],
    [boxOf([], { background: 256 }), /^geometry\.background: 256; allowed: whole numbers, 0 to 255/],
    [boxOf([], { edges: 1 }), /^Unknown field "edges" of geometry/],
    [boxOf([sphere, 3]), /^geometry\.bodies\[1\] must be an object, not 3/],
    [boxOf([{ ...sphere, kind: 'cube' }]), /^geometry\.bodies\[0\]\.kind: .* allowed: sphere, cylinder/],
    [boxOf([{ ...sphere, toUm: [1, 1, 1] }]), /^Unknown field "toUm" of geometry\.bodies\[0\]/],
    [boxOf([{ ...sphere, radiusUm: undefined }]), /^geometry\.bodies\[0\]\.radiusUm is missing/],
    [boxOf([sphere, { ...sphere, radiusUm: -1 }]), /^geometry\.bodies\[1\]\.radiusUm: -1; allowed: above 0/],
    [boxOf([{ ...sphere, centerUm: [1, '2', 3] }]), /^geometry\.bodies\[0\]\.centerUm\[1\] must be a finite number/],
    [boxOf([{ ...sphere, label: 1.5 }]), /^geometry\.bodies\[0\]\.label: 1\.5; allowed/],
    [boxOf([{ ...fibre, toUm: fibre.fromUm }]), /^geometry\.bodies\[0\]\.toUm: .* is where it begins/],
    [boxOf(Array(1000001)), /^geometry\.bodies: 1000001 of them; allowed: up to 1000000/],
    [boxOf(Array(2)), /^geometry\.bodies\[0\] must be an object, not undefined/],
  ]);
  for (const [geometry, message] of cases) {
    assert.throws(
      () => lab.voxelize(geometry, [8, 8, 8]),
      (/** @type {Error} */ error) => message.test(error.message) || assert.fail(`${error.message} for ${message}`),
    );
  }
  assert.throws(() => lab.voxelize(boxOf([sphere]), [8, 8, 2000]), /^Error: shape: 8 x 8 x 2000; allowed/);
  assert.throws(() => lab.voxelize(boxOf([sphere]), /** @type {any} */ ([8, 8])), /^Error: shape must be three/);
  assert.equal(lab.voxelize(boxOf([]), [1, 1, 1]).phases[0].fraction, 1);
});

const array = /** @type {any} */ ({
  boxUm: [1, 1, 1],
  periodic: true,
  bodies: [{ kind: 'sphere', centerUm: [0.5, 0.5, 0.5], radiusUm: Math.cbrt((0.3 * 3) / (4 * Math.PI)), label: 0 }],
  background: 1,
});
// Sangani and Acrivos 1983: a simple cubic array of insulating spheres, 30 % of the volume.
const OF_ARRAY = 0.60567;
const ofArray = /** @type {const} */ ({ geometry: array, conductivities: [0, 1], sides: 'periodic' });

test('a geometry is solved on a grid, and by a climb whose interval holds what is known', () => {
  const solved = lab.solveTransport({ ...ofArray, shape: [32, 32, 32] });
  assert.ok(Math.abs(solved.effectiveConductivity / OF_ARRAY - 1) < 0.003);
  assert.ok(
    solved.lowerEstimate <= solved.effectiveConductivity && solved.effectiveConductivity <= solved.upperEstimate,
  );
  assert.ok(Math.abs(solved.conductingFraction - 0.7) < 1e-3);
  assert.equal(solved.iterations, solved.history.length);
  assert.deepEqual(
    solved.phases.map(({ label, fraction }) => [label, Number(fraction.toFixed(3))]),
    [
      [0, 0.3],
      [1, 0.7],
    ],
  );

  const told = /** @type {number[]} */ ([]);
  const climbed = lab.convergeTransport({
    ...ofArray,
    tolerance: 0.01,
    onProgress({ fraction }) {
      told.push(fraction);
    },
  });
  assert.ok(climbed.percolates && climbed.isWithinTolerance && !climbed.isExtrapolated);
  assert.ok(climbed.lower <= OF_ARRAY && OF_ARRAY <= climbed.upper);
  assert.ok(climbed.upper - climbed.lower <= 0.01 * OF_ARRAY);
  assert.ok(
    told.length > 5 &&
      told.every((fraction, i) => fraction >= 0 && fraction <= 1 && (i === 0 || fraction >= told[i - 1])),
  );
  // Voxels by their middles are further off, and on one side.
  for (const { centre, areas } of climbed.levels) assert.ok((centre ?? 0) < areas);

  const mean = lab.convergeTransport({ ...ofArray, direction: 'mean', tolerance: 0.01 });
  assert.ok(Math.abs(mean.effectiveConductivity / climbed.effectiveConductivity - 1) < 1e-3);
  assert.ok(Math.abs((mean.tortuosityFactor ?? 0) - mean.conductingFraction / mean.effectiveConductivity) < 1e-9);
  assert.ok(lab.transportBytes({ ...ofArray, shape: [64, 64, 64] }) > 1e6);
});

test('what is refused of a solve on a geometry names its field; a stop is told; nothing stays behind', () => {
  const solve = (/** @type {any} */ more) => () => lab.solveTransport({ ...ofArray, shape: [16, 16, 16], ...more });
  const climb = (/** @type {any} */ more) => () => lab.convergeTransport({ ...ofArray, ...more });
  const at = (/** @type {object} */ body) => ({ geometry: { ...array, bodies: [{ ...array.bodies[0], ...body }] } });
  for (const [act, expected] of /** @type {[() => unknown, RegExp][]} */ ([
    [solve({ voxels: new Uint8Array(8) }), /Unknown field "voxels" of options/],
    [solve(at({ radiusUm: -1 })), /^geometry\.bodies\[0\]\.radiusUm: -1; allowed/],
    [solve(at({ radiusUm: NaN })), /^geometry\.bodies\[0\]\.radiusUm must be a finite number/],
    [
      solve({
        ...at({ centerUm: [9, 9, 9] }),
        geometry: { ...at({ centerUm: [9, 9, 9] }).geometry, periodic: false },
        sides: 'closed',
      }),
      /^geometry\.bodies\[0\]\.centerUm.*outside the box/,
    ],
    [
      solve({ geometry: { ...array, bodies: new Array(1_000_001).fill(array.bodies[0]) } }),
      /^geometry\.bodies: 1000001 of them; allowed/,
    ],
    [solve({ shape: [999, 16, 16] }), /^shape: it does not match the box/],
    [solve({ shape: [16, 16] }), /^shape must be three whole numbers/],
    [solve({ conductivities: [0] }), /^geometry: label 1 has no conductivity; allowed/],
    [solve({ geometry: { ...array, periodic: false } }), /^sides: .*allowed: closed/],
    [climb({ tolerance: 3 }), /^tolerance: 3; allowed/],
    [climb({ mostVoxels: 5 }), /^mostVoxels: 5; allowed/],
    [climb({ direction: 'w' }), /^direction: .*allowed: z, y, x, mean/],
    [climb({ contactResistance: -1 }), /^contactResistance: -1; allowed/],
    [climb({ onProgress: () => false }), /stopped/],
    [
      climb({
        onProgress() {
          throw new Error('no more');
        },
      }),
      /^no more$/,
    ],
  ])) {
    assert.throws(act, (/** @type {Error} */ error) => expected.test(error.message) || assert.fail(error.message));
  }
  assert.ok(lab.solveTransport({ ...ofArray, shape: [16, 16, 16] }).percolates);
});

test('surfaces are those of the bodies', () => {
  const { phases, interfaces, contacts } = lab.measureGeometry(boxOf([{ ...sphere, shellUm: 0.5, shellLabel: 2 }]));
  assert.deepEqual(
    phases.map(({ label }) => label),
    [0, 1, 2],
  );
  const area = (/** @type {number} */ radius) => (4 * Math.PI * radius ** 2) / 1000;
  const of = (/** @type {number} */ a, /** @type {number} */ b) =>
    interfaces.find(({ labels }) => labels[0] === a && labels[1] === b)?.areaPerUm ?? 0;
  assert.ok(Math.abs(of(1, 2) - area(2)) < 1e-9);
  assert.ok(Math.abs(of(0, 2) - area(2.5)) < 1e-9);
  assert.deepEqual(contacts, []);
});
