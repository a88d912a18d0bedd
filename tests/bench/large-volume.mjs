// SPDX-License-Identifier: MIT
// One conductor in a large volume, solved in each direction by one instance: seconds, and what it took of memory.
// usage: node tests/bench/large-volume.mjs [EDGE] [SHARE]  (500 and 0.3 if not given; the module in dist/)
import createCathodeLab from '../../dist/cathode-lab.mjs';

const edge = Number(process.argv[2] ?? 500);
const share = Number(process.argv[3] ?? 0.3);

/**
 * Blobs: noise averaged over five voxels each way, twice and around the sides; about the highest `share` of it is ones.
 * @param {number} n edge
 */
function blobs(n) {
  let state = 1;
  const field = new Float32Array(n ** 3);
  for (let i = 0; i < field.length; ++i) field[i] = (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 16;
  const line = new Float32Array(n + 4);
  for (const stride of [n * n, n, 1, n * n, n, 1]) {
    for (let first = 0; first < field.length; ++first) {
      if (Math.floor(first / stride) % n !== 0) continue;
      for (let i = -2; i < n + 2; ++i) line[i + 2] = field[first + ((i + n) % n) * stride];
      for (let i = 0; i < n; ++i)
        field[first + i * stride] = (line[i] + line[i + 1] + line[i + 2] + line[i + 3] + line[i + 4]) / 5;
    }
  }
  const limit = field.slice().sort()[Math.floor((1 - share) * field.length)];
  return field.map((value) => Number(value >= limit));
}

// Blobs go on around the sides, so that many of one volume make a large one.
const part = Math.min(edge, 100);
const pattern = blobs(part);
const voxels = new Uint8Array(edge ** 3);
for (let z = 0, i = 0; z < edge; ++z) {
  for (let y = 0; y < edge; ++y) {
    const row = ((z % part) * part + (y % part)) * part;
    for (let x = 0; x < edge; ++x, ++i) voxels[i] = pattern[row + (x % part)];
  }
}

let pages = 0;
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function counted(delta) {
  const before = grow.call(this, delta);
  pages = before + delta;
  return before;
};

const lab = await createCathodeLab();
for (const direction of /** @type {const} */ (['z', 'y', 'x'])) {
  const options = { voxels, shape: [edge, edge, edge], conductivities: [0, 1], direction };
  const told = lab.transportBytes(options);
  const start = performance.now();
  const { tortuosityFactor, history, conductingFraction } = lab.solveTransport(options);
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${edge}^3, ${(100 * conductingFraction).toFixed(1)} % conduct, along ${direction}: tau2 ${tortuosityFactor?.toFixed(5)}, ` +
      `${history.length} iterations, ${seconds.toFixed(2)} s, ${(told / 1e6).toFixed(0)} MB told, ` +
      `memory ${((pages * 65536) / 1e6).toFixed(0)} MB`,
  );
}
