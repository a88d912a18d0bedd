// SPDX-License-Identifier: MIT
// Long use of the module, and what it leaves behind in WebAssembly and in JavaScript.
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import createCathodeLab from '../../dist/cathode-lab.mjs';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const heapUsed = () => {
  for (let round = 0; round < 3; ++round) collect();
  return process.memoryUsage().heapUsed;
};

/**
 * Uses an instance so many times.
 * @param {{evaluations: number, refusals: number, solves: number}} counts of the last interrupted ones
 * @returns {Promise<{wasmGrowths: number, heapBytes: number}>} how often its memory grew, and what is more on the heap
 */
export async function longUse(counts) {
  const grow = WebAssembly.Memory.prototype.grow;
  let grown = 0;
  WebAssembly.Memory.prototype.grow = function counted(delta) {
    ++grown;
    return grow.call(this, delta);
  };
  const lab = await createCathodeLab();
  const voxels = Uint8Array.from({ length: 24 ** 3 }, (_, index) => (index * 2654435761) >>> 31);
  const wrong = [
    () => lab.evaluate({ amWtPct: 800 }),
    () => lab.evaluate({ model: 'x'.repeat(100) }),
    () => lab.auditRows([{ amWtPct: 80 }, { thickness: 1 }]),
    () => lab.figure('literature', {}, { title: 'wrong' }),
    () => lab.encodeLink({}, Array(200).fill({ amWtPct: 80.5 })),
    () => lab.generateMicrostructure({ seed: -1 }),
    () => lab.solveTransport({ voxels, shape: [24, 24, 24], conductivities: [1] }),
    () => lab.cite('tables', { pages: 1 }),
  ];
  const use = ({ evaluations, refusals, solves }) => {
    for (let round = 0; round < evaluations; ++round)
      lab.evaluate({ model: (round % 4) + 1, amWtPct: 60 + (round % 30) });
    let thrown = 0;
    for (let round = 0; round < refusals; ++round) {
      try {
        wrong[round % wrong.length]();
      } catch {
        ++thrown;
      }
    }
    assert.equal(thrown, refusals);
    for (let round = 0; round < solves; ++round) {
      let left = round % 5;
      const options = { voxels, shape: [24, 24, 24], conductivities: [1e-3, 1], onProgress: () => --left > 0 };
      assert.throws(() => lab.solveTransport(options), /stopped/);
    }
  };
  use({ evaluations: 2000, refusals: 1000, solves: 50 });
  const [before, grownBefore] = [heapUsed(), grown];
  use(counts);
  WebAssembly.Memory.prototype.grow = grow;
  return { wasmGrowths: grown - grownBefore, heapBytes: heapUsed() - before };
}
