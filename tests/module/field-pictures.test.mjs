// SPDX-License-Identifier: MIT
// What slices show of fields, as bytes, and the axis that tortuosity factors stand on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisOf } from '../../web/microstructure/dumbbell.js';
import { byteShare, DECADES, picturesOf, TOP_SHARE, topOf } from '../../web/microstructure/field-pictures.js';
import { barLengthUm } from '../../web/microstructure/scale-bar.js';

/** Numbers that look random, from 0 to 1. */
const scattered = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, i) => (((i + 1) * 2654435761) % 2 ** 32) / 2 ** 32);

test('the current density is scaled within what conducts: its top is the 99th percentile there', () => {
  const flowing = scattered(20000).map((share) => 0.01 + 3 * share ** 4);
  // Most of the volume carries nothing, which moves nothing; one voxel carries far more than the rest.
  const flow = Float32Array.from([...flowing.flatMap((value) => [0, value, 0]), 40]);
  const sorted = Float32Array.from([...flowing, 40]).sort();
  const percentile = sorted[Math.ceil(TOP_SHARE * sorted.length) - 1];
  const top = topOf(flow);
  assert.ok(top >= percentile && top <= percentile + (2 * 40) / 65536, `${top}, ${percentile}`);
  assert.equal(topOf(new Float32Array(5)), 0);

  const potential = flow.map((_, i) => i / flow.length);
  const pictures = picturesOf(potential, flow);
  assert.equal(pictures.currentTop, top);
  for (const [i, value] of flow.entries()) {
    const byte = pictures.currentDensity[i];
    assert.equal(byte === 0, value === 0);
    assert.equal(pictures.potential[i] === 0, value === 0);
    if (value === 0) continue;
    // As near as one of 254 steps of three decades.
    const wanted = Math.min(Math.max(value / top, 10 ** -DECADES), 1);
    assert.ok(Math.abs(Math.log10(byteShare(byte) / wanted)) <= DECADES / 254 / 2 + 1e-6, `${value}: ${byte}`);
  }
  assert.equal(byteShare(255), 1);
});

test('an axis of tortuosity factors holds all that is drawn on it, and begins at 1 unless something is below', () => {
  const pair = (value, low, high, measured) => ({
    name: '',
    geometric: { value, low, high },
    measured,
    model: 1,
    between: '',
  });
  assert.deepEqual(axisOf([pair(1.5, 1.4, 1.6, 6.6), pair(72, 66, 76, 37.6)]), { from: 1, to: 100 });
  assert.deepEqual(axisOf([pair(1.2, 1.1, 1.3, null)]), { from: 1, to: 5 });
  assert.deepEqual(axisOf([pair(3, 2, Infinity, 0.7)]), { from: 0.5, to: 5 });
});

test('a scale bar is a round length, at most a quarter of the longest edge', () => {
  assert.equal(barLengthUm({ shape: [64, 64, 64], voxelUm: 0.5 }), 5);
  assert.equal(barLengthUm({ shape: [10, 40, 20], voxelUm: [0.1, 0.03, 0.02] }), 0.2);
  assert.equal(barLengthUm({ shape: [10, 10, 10], voxelUm: null }), null);
});
