// SPDX-License-Identifier: MIT
// Evaluations, refusals and interrupted solves leave no memory behind: a sample of tests/bench/leaks.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longUse } from './long-use.mjs';

test('evaluations, refusals and interrupted solves leave nothing behind', async (t) => {
  const { wasmGrowths, heapBytes } = await longUse({ evaluations: 20000, refusals: 10000, solves: 200 });
  t.diagnostic(`${heapBytes} bytes more on the heap of JavaScript`);
  assert.equal(wasmGrowths, 0);
  assert.ok(heapBytes < 500000, String(heapBytes));
});
