// SPDX-License-Identifier: MIT
// A wrong value throws an Error that names it and what is allowed, before anything large is made of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { default: createCathodeLab } = await import('../../dist/cathode-lab.mjs');
const lab = await createCathodeLab();
const voxels = new Uint8Array([0, 1, 1, 1, 1, 1, 1, 1]);
const volume = { voxels, shape: [2, 2, 2], conductivities: [0, 1], direction: 'z' };

for (const [what, act, ...patterns] of [
  [
    'a switch that is a number',
    () => lab.solveTransport({ ...volume, fields: 1 }),
    /fields must be true or false, not 1/,
  ],
  ['a switch that is text', () => lab.generateMicrostructure({ particles: 'yes' }), /particles must be true or false/],
  ['a detail that is an object', () => lab.cite('energy', { title: {} }), /title must be text, not an object/],
  [
    'a detail that there is not',
    () => lab.cite('energy', { publisher: 'x' }),
    /Unknown field "publisher".*title, authors/,
  ],
  ['details that are none', () => lab.cite('energy', 5), /details must be an object, not 5/],
  [
    'a field that a volume has not',
    () => lab.microstructureMetrics({ voxels, shape: [2, 2, 2], voxelUm: 1, side: 'closed' }),
    /Unknown field "side".*sides/,
  ],
  [
    'too many scenarios',
    () => lab.figure('energy', {}, { comparison: Array.from({ length: 101 }, () => ({})) }),
    /comparison: 101 scenarios; allowed: up to 100/,
  ],
  [
    'nine series',
    () =>
      lab.chart({
        title: 'x',
        x: { title: 'x' },
        y: { title: 'y' },
        series: Array.from({ length: 9 }, () => ({ name: 's', points: [] })),
      }),
    /series: 9 of them; allowed: up to 8/,
  ],
  ['a link that is none', () => lab.figureCsv('energy', {}, {}, {}), /link must be text/],
]) {
  test(`${what} is refused by name`, () => {
    for (const pattern of patterns)
      assert.throws(act, (error) => error instanceof Error && pattern.test(error.message));
  });
}

test('a list that is too long is refused before it is copied', () => {
  const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const shape = new Uint8Array(2 ** 27);
  const conductivities = new Float64Array(2 ** 24);
  const before = held();
  assert.throws(() => lab.solveTransport({ ...volume, shape }), /shape must be three whole numbers/);
  assert.throws(() => lab.solveTransport({ ...volume, conductivities }), /conductivities/);
  assert.ok(held() - before < 20e6, `${((held() - before) / 1e6).toFixed(0)} MB`);
});

test('text that is cut keeps its characters', () => {
  const axes = { x: { title: 'x' }, y: { title: 'y' }, series: [{ name: 's', points: [[0, 1]] }] };
  const title = `${'a'.repeat(299)}😀`;
  const svg = lab.chart({ title, ...axes });
  assert.ok(svg.includes(`${'a'.repeat(299)}<`), svg.slice(0, 700));
  assert.doesNotMatch(svg, /\ufffd|[\ud800-\udfff]/);
  const { text } = lab.cite('energy', { title: `${'b'.repeat(2499)}😀`, year: 2025 });
  assert.doesNotMatch(text, /\ufffd|[\ud800-\udfff]/);
  assert.match(text, /b{2499}.*2025/);
});
