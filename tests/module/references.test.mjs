// SPDX-License-Identifier: MIT
// What others have published or proven, against the module: the rows that page and documents show, and a sample of them anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { referenceContent } from '../../web/microstructure/reference-table.js';
import { references } from '../../web/microstructure/references.js';
import { CASES, rowOf, SOURCES, TIGHT } from '../bench/reference-cases.mjs';
import { sanganiAcrivos, undisturbedMatrix, weissberg } from '../bench/reference-volumes.mjs';

const lab = await createCathodeLab();
/** @param {string} key */
const rowNamed = (key) => {
  const row = references.rows.find((one) => one.key === key);
  assert.ok(row, `${key}: tests/bench/references.mjs has not written it`);
  return row;
};

test('what is shown is what the program would write of today’s cases', () => {
  assert.deepEqual(
    references.rows.map(({ key }) => key),
    CASES.map(({ key }) => key),
  );
  for (const one of CASES) {
    const { value, spread: _spread, here: _here, ...told } = rowNamed(one.key);
    assert.deepEqual(rowOf(one), told);
    assert.ok(one.compute ? Number.isFinite(value) : value === one.known?.value, one.key);
    const [printed] = /\d+(?:\.\d+)?/.exec(one.printed) ?? [];
    assert.ok(printed !== undefined, one.key);
    const lastDigit = 10 ** -(printed.split('.')[1] ?? '').length;
    assert.ok(Math.abs(Number(printed) - Math.abs(one.published)) <= lastDigit / 2, one.key);
  }
  assert.deepEqual(references.sources, SOURCES);
});

test('every row is as near to what is published as is said of it, and no bound is broken by more than two standard errors', (t) => {
  for (const { key, within, isBound } of CASES) {
    const { value, published, spread = 0 } = rowNamed(key);
    const difference = value / published - 1;
    assert.ok(
      Math.abs(difference) <= within && !(isBound && value + 2 * spread < published),
      `${key}: ${value} for ${published}`,
    );
  }
  t.diagnostic(`${CASES.length} rows`);
});

test('the formulas have the limits that they must', () => {
  // Few spheres: Maxwell's, whatever the array.
  for (const array of /** @type {const} */ (['simple', 'bodyCentred'])) {
    for (const alpha of [0, 10]) {
      const [c, beta] = [0.01, (alpha - 1) / (alpha + 2)];
      const maxwell = (1 + 2 * beta * c) / (1 - beta * c);
      assert.ok(Math.abs(sanganiAcrivos(array, c, alpha) / maxwell - 1) < 1e-6, `${array}, ${alpha}`);
    }
  }
  assert.equal(sanganiAcrivos('simple', 0.3, 1), 1);
  assert.deepEqual([undisturbedMatrix(0), undisturbedMatrix(1), weissberg(1)], [1, 0, 1]);
});

for (const { key, compute, sample, sampleWithin = 2 * TIGHT } of CASES) {
  if (!sample || !compute) continue;
  test(`anew: ${key}`, () => {
    const value = sample === 'whole' ? compute(lab).value : sample(lab);
    const row = rowNamed(key);
    assert.ok(Math.abs(value / row.value - 1) <= sampleWithin, `${value} for ${row.value}`);
  });
}

test('a table tells differences as they are', () => {
  for (const group of /** @type {const} */ (['programs', 'percolation', 'theory'])) {
    const { columns, rows } = referenceContent(group);
    const at = (/** @type {string} */ key) => columns.findIndex((column) => column.key === key);
    for (const { cells } of rows) {
      const [published, here, difference] = ['published', 'here', 'difference'].map((key) => cells[at(key)].value);
      if (difference === null) assert.ok(Number(published) < 0);
      else assert.ok(Math.abs(Number(here) - Number(published) * (1 + difference / 100)) < 1e-9 * Number(here));
    }
  }
});
