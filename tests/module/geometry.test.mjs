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
    [boxOf([], { boxUm: [1, 1, 0] }), /^geometry\.boxUm: 0 along x; allowed: above 0/],
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
