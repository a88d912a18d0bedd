// SPDX-License-Identifier: MIT
// Too little memory: every function answers or refuses in words, and the instance works on with all it had.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const grow = WebAssembly.Memory.prototype.grow;
/** Runs with memory that does not grow any more, as a browser that has none left. @template T @param {() => T} act */
function withoutGrowth(act) {
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError('no more memory');
  };
  try {
    return act();
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
}
/** Tells the memory that an instance has got, and by how much it has grown. */
async function watched() {
  let pages = 0;
  WebAssembly.Memory.prototype.grow = function counted(delta) {
    const before = grow.call(this, delta);
    pages = before + delta;
    return before;
  };
  const lab = await createCathodeLab();
  return {
    lab,
    bytes: () => pages * 65536,
    done() {
      WebAssembly.Memory.prototype.grow = grow;
    },
  };
}

const cube = (/** @type {number} */ edge) => [edge, edge, edge];
const rows = Array.from({ length: 1000 }, (_, i) => ({
  reference: `Row ${i}`,
  cathode: 'NCM',
  amWtPct: 80,
  loadingMgCm2: 20,
  thicknessUm: 90,
  specificCapacityMahG: 150,
  volumetricEnergyDensityWhL: 700,
  phiPct: 30,
  sigma0MsCm: 5,
  sigmaEffMsCm: 0.3,
  tortuosityFactor: 5,
  macMullin: 16.7,
  bulkOhm: 1,
  grainBoundaryOhm: 2,
  totalOhm: 3,
}));
const comparison = Array.from({ length: 50 }, (_, i) => ({ amWtPct: 60 + i / 2 }));
const large = new Uint8Array(160 ** 3).fill(1);
const points = Array.from({ length: 10000 }, (_, i) => [i, Math.sin(i)]);
const SPECTRUM = {
  frequencyHz: points.slice(0, 500).map(([i]) => 1e6 * 0.97 ** i),
  realOhm: points.slice(0, 500).map(([i]) => 20 + i / 10),
  imaginaryOhm: points.slice(0, 500).map(([i]) => -1 - i / 5),
};
const BALLS = {
  boxUm: [1, 1, 1],
  background: 0,
  bodies: Array.from({ length: 2000 }, (_, i) => ({
    kind: 'sphere',
    centerUm: [(i % 13) / 13, (i % 17) / 17, (i % 19) / 19],
    radiusUm: 0.05,
    label: 1,
  })),
};
/** A large request to each function; a new one has to be added. @type {Record<string, (lab: any) => unknown>} */
const REQUESTS = {
  parameters: (lab) => lab.parameters(),
  metrics: (lab) => lab.metrics(),
  views: (lab) => lab.views(),
  version: (lab) => lab.version(),
  publishedTables: (lab) => lab.publishedTables(),
  checkedTables: (lab) => lab.checkedTables(),
  sourceNotes: (lab) => lab.sourceNotes(),
  literature: (lab) => lab.literature(),
  rowColumns: (lab) => lab.rowColumns(),
  figures: (lab) => lab.figures(),
  figureOptions: (lab) => lab.figureOptions(),
  theories: (lab) => lab.theories(),
  assumptions: (lab) => lab.assumptions(),
  microstructureInputs: (lab) => lab.microstructureInputs(),
  audit: (lab) => lab.audit(),
  evaluate: (lab) => lab.evaluate({ model: 1 }),
  withModel: (lab) => lab.withModel({ amWtPct: 80 }, 1),
  compositeFields: (lab) => lab.compositeFields(),
  checkComposite: (lab) =>
    lab.checkComposite({ name: 'Mine', materials: { amDensityGCm3: 4.8, seDensityGCm3: 1.64 }, points: [] }),
  explain: (lab) => lab.explain({ model: 1 }),
  displayText: (lab) => lab.displayText('ionicMacMullin', 12.3),
  intervalText: (lab) => lab.intervalText('ionicMacMullin', [12.3, 45.6]),
  unusedInputs: (lab) => lab.unusedInputs({ sizing: 'loading' }),
  stackTable: (lab) => lab.stackTable({ model: 1 }),
  electrodeResistance: (lab) =>
    lab
      .electrodeResistance({
        ionicMsCm: 0.1,
        electronicMsCm: 1,
        thicknessUm: 93,
        interfacePerCm: 7000,
        chargeTransferOhmCm2: 30,
      })
      .reaction(100000),
  definitions: (lab) => lab.definitions(),
  map: (lab) =>
    lab.map({
      x: { key: 'cathodeThicknessUm', count: 1024 },
      y: { key: 'amWtPct', count: 1024 },
      metric: 'volumetricEnergyDensityWhL',
    }),
  findDesigns: (lab) => lab.findDesigns(lab.designProblem()),
  designSteps: (lab) => lab.designSteps(lab.designProblem()).next(),
  designProblem: (lab) => lab.designProblem(),
  designText: (lab) => lab.designText(lab.designProblem()),
  readImpedance: (lab) =>
    lab.readImpedance(`f,Z',Z''\n${SPECTRUM.frequencyHz.map((hertz) => `${hertz},20,-3`).join('\n')}`),
  fitImpedance: (lab) => lab.fitImpedance(SPECTRUM),
  fitSymmetricCells: (lab) =>
    lab.fitSymmetricCells({ cells: [{ ...SPECTRUM, blocking: 'ion-blocking' }], thicknessUm: 90, areaCm2: 1 }),
  activationEnergy: (lab) =>
    lab.activationEnergy(points.slice(0, 1000).map(([i]) => ({ temperatureC: i, conductivityMsCm: 1 + i }))),
  nyquistFigure: (lab) => lab.nyquistFigure(Array.from({ length: 8 }, () => ({ ...SPECTRUM, fit: SPECTRUM }))),
  arrheniusFigure: (lab) => lab.arrheniusFigure([{ temperatureC: [20, 60], conductivityMsCm: [1, 3] }]),
  uncertainty: (lab) => lab.uncertainty({ metrics: ['volumetricEnergyDensityWhL'], samples: 200000, seed: 1 }),
  distinguishable: (lab) =>
    lab.distinguishable({ a: { model: 3 }, b: {}, metric: 'volumetricEnergyDensityWhL', samples: 200000 }),
  uncertainInputs: (lab) => lab.uncertainInputs(),
  sensitivity: (lab) => lab.sensitivity({ metric: 'volumetricEnergyDensityWhL' }),
  losses: (lab) => lab.losses(),
  bpx: (lab) => lab.bpx({}, { borrow: 'Chen2020' }),
  pybammScript: (lab) => lab.pybammScript(),
  stateText: (lab) => lab.stateText({ model: 1 }),
  auditSummary: (lab) => lab.auditSummary(),
  describe: (lab) => lab.describe({ model: 1 }),
  encodeLink: (lab) => lab.encodeLink({}, comparison, rows.slice(0, 40)),
  decodeLink: (lab) => lab.decodeLink(`v=1&${'pin=am:80&'.repeat(3000)}`),
  parseNumber: (lab) => lab.parseNumber('1'.repeat(19000)),
  literatureTable: (lab) => lab.literatureTable({}, rows),
  auditRows: (lab) => lab.auditRows(rows),
  auditTable: (lab) => lab.auditTable(rows),
  figure: (lab) => lab.figure('literature', {}, { rows, comparison }),
  figureCaption: (lab) => lab.figureCaption('literature', {}, { rows, comparison }),
  figureData: (lab) => lab.figureData('literature', {}, { rows }),
  figureCsv: (lab) => lab.figureCsv('audit', {}, { rows }),
  cite: (lab) => lab.cite('literature', { title: 'x'.repeat(10000) }, { rows }),
  reconstruct: (lab) => lab.reconstruct(),
  refine: (lab) => lab.refine(),
  reconstructionTables: (lab) => lab.reconstructionTables(),
  refinementTable: (lab) => lab.refinementTable(),
  generateMicrostructure: (lab) => lab.generateMicrostructure({ shape: cube(256), particles: true }),
  voxelize: (lab) => lab.voxelize({ boxUm: [1, 1, 1], bodies: [] }, cube(256)),
  measureGeometry: (lab) => lab.measureGeometry(BALLS),
  convergeTransport: (lab) => lab.convergeTransport({ geometry: BALLS, conductivities: [0, 1], mostVoxels: 2e7 }),
  connectivity: (lab) => lab.connectivity({ voxels: large, shape: cube(160), conducts: [false, true] }),
  transportBytes: (lab) => lab.transportBytes({ voxels: large, shape: cube(160), conductivities: [0, 1] }),
  solveTransport: (lab) =>
    lab.solveTransport({ voxels: large, shape: cube(160), conductivities: [0, 1], fields: true }),
  microstructureMetrics: (lab) =>
    lab.microstructureMetrics({ voxels: new Uint8Array(256 ** 3), shape: cube(256), voxelUm: 0.25 }),
  chart: (lab) =>
    lab.chart({
      title: 't',
      x: { title: 'x' },
      y: { title: 'y' },
      series: Array.from({ length: 8 }, () => ({ name: 's', points, markers: true })),
    }),
};

test('where memory cannot grow, every function answers or refuses in words, again and again', async () => {
  const lab = await createCathodeLab();
  assert.deepEqual(Object.keys(REQUESTS).sort(), Object.keys(lab).sort());
  const before = JSON.stringify(lab.evaluate({ model: 3 }));
  const refused = new Set();
  withoutGrowth(() => {
    for (let round = 0; round < 4; ++round) {
      for (const [name, ask] of Object.entries(REQUESTS)) {
        try {
          ask(lab);
          assert.ok(!refused.has(name), `${name} answers once and refuses another time`);
        } catch (error) {
          assert.match(error.message, /no memory for|MB of memory, more than can be had/, `${name}: ${error}`);
          assert.ok(
            round === 0 || refused.has(name),
            `${name} refuses in round ${round} what it did before: memory has been lost`,
          );
          refused.add(name);
        }
      }
    }
  });
  for (const name of ['generateMicrostructure', 'solveTransport', 'microstructureMetrics'])
    assert.ok(refused.has(name), name);
  assert.equal(JSON.stringify(lab.evaluate({ model: 3 })), before);
  // And what fits goes on being done.
  assert.ok(
    Math.abs(
      lab.solveTransport({ voxels: new Uint8Array(64).fill(1), shape: cube(4), conductivities: [0, 2] })
        .effectiveConductivity - 2,
    ) < 1e-6,
  );
  assert.ok(lab.generateMicrostructure({ shape: cube(32) }).voxels.length === 32 ** 3);
});

test('a solve takes no more memory than is asked for, and not much less', async () => {
  let state = 3;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  const edge = 100;
  const volume = (/** @type {(i: number) => number} */ label) =>
    Uint8Array.from({ length: edge ** 3 }, (_, i) => label(i));
  const blocks = Array.from({ length: 1000 }, random);
  const block = (/** @type {number} */ i) =>
    blocks[Math.floor(i / 1e5) * 100 + (Math.floor(i / 1e3) % 10) * 10 + (Math.floor(i / 10) % 10)];
  for (const [name, options] of Object.entries({
    'one conductor, 30 %': { voxels: volume((i) => Number(block(i) < 0.3)), conductivities: [0, 1] },
    'one conductor, all': { voxels: volume(() => 1), conductivities: [0, 1], direction: 'x' },
    noise: { voxels: volume(() => Number(random() < 0.5)), conductivities: [0, 1], fields: true },
    'one conductor, finely': { voxels: volume((i) => Number(block(i) < 0.6)), conductivities: [0, 1], tolerance: 1e-9 },
    'two conductors': { voxels: volume(() => Number(random() < 0.3)), conductivities: [1e-4, 1], fields: true },
    'three conductors and void': { voxels: volume(() => Math.floor(random() * 4)), conductivities: [0, 1e-3, 1, 0.1] },
    contacts: {
      voxels: volume(() => 1),
      conductivities: [0, 1],
      contactResistance: 100,
      particles: Uint32Array.from({ length: edge ** 3 }, (_, i) => Math.floor(block(i) * 50)),
    },
  })) {
    const { lab, bytes, done } = await watched();
    try {
      const told = lab.transportBytes({ shape: cube(edge), ...options });
      // The core asks for all of it at once before it begins: nothing more may be taken after that.
      let asked = 0;
      lab.solveTransport({
        shape: cube(edge),
        ...options,
        onProgress() {
          asked ||= bytes();
        },
      });
      assert.ok(asked >= told && bytes() === asked, `${name}: ${told} told, ${asked} asked for, ${bytes()} taken`);
      assert.ok(told > 15 * edge ** 3 && told < 300 * edge ** 3, `${name}: ${told / edge ** 3} bytes a voxel`);
    } finally {
      done();
    }
  }
});

test('odd arrays are read or refused by name', async () => {
  const lab = await createCathodeLab();
  const solve = (/** @type {object} */ changes) =>
    lab.solveTransport({ voxels: new Uint8Array(8).fill(1), shape: cube(2), conductivities: [0, 1], ...changes });
  const detached = (/** @type {any} */ array) => {
    structuredClone(array, { transfer: [array.buffer] });
    return array;
  };
  for (const voxels of [
    new Uint8ClampedArray(8).fill(1),
    new Int8Array(8).fill(1),
    new Float32Array(8).fill(1),
    new Uint16Array(8).fill(1),
    Array(8).fill(1),
    new Uint8Array(new SharedArrayBuffer(8)).fill(1),
  ]) {
    assert.ok(Math.abs(solve({ voxels }).effectiveConductivity - 1) < 1e-6);
    assert.equal(lab.microstructureMetrics({ voxels, shape: cube(2), voxelUm: 1 }).phases[0].fraction, 1);
  }
  for (const [changes, pattern] of /** @type {[object, RegExp][]} */ ([
    [{ voxels: detached(new Uint8Array(8)) }, /^voxels: .*given away/],
    [{ voxels: new DataView(new ArrayBuffer(8)) }, /^voxels must be a Uint8Array/],
    [{ voxels: new Int8Array(8).fill(-1) }, /^voxels\[0\]: -1; allowed: whole numbers, 0 to 255/],
    [{ voxels: Float64Array.of(0.5, 1, 1, 1, 1, 1, 1, 1) }, /^voxels\[0\]: 0.5/],
    [{ voxels: BigInt64Array.of(1n, 1n, 1n, 1n, 1n, 1n, 1n, 1n) }, /^voxels\[0\]/],
    [{ voxels: 'text' }, /^voxels must be/],
    [{ voxels: { length: 8 } }, /^voxels must be/],
    [{ voxels: Array(8) }, /^voxels\[0\]: undefined/],
    [{ voxels: [] }, /^voxels: 0 of them; allowed: 8/],
    [{ contactResistance: 1, particles: new Uint32Array(0) }, /^particles: an array without elements/],
    [{ contactResistance: 1, particles: [] }, /^particles: 0 of them; allowed: one for each voxel, 8/],
    [{ contactResistance: 1, particles: detached(new Uint32Array(8)) }, /^particles: .*given away/],
    [{ contactResistance: 1, particles: new DataView(new ArrayBuffer(8)) }, /^particles must be/],
    [{ conductivities: detached(new Float64Array(2)) }, /^conductivities: 0 of them/],
    [{ conductivities: new DataView(new ArrayBuffer(16)) }, /^conductivities must be an array/],
    [{ shape: detached(new Int32Array(3)) }, /^shape must be three whole numbers/],
    [{ shape: new DataView(new ArrayBuffer(12)) }, /^shape must be three/],
  ])) {
    assert.throws(
      () => solve(changes),
      (error) => {
        assert.match(error.message, pattern);
        assert.equal(error.constructor, Error);
        return true;
      },
    );
  }
});
