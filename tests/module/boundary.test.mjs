// SPDX-License-Identifier: MIT
// The JavaScript boundary: whatever is passed in, a clear Error comes out and the instance lives.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const parameters = lab.parameters();
const expected = lab.evaluate({ model: 4 }).values.volumetricEnergyDensityWhL;

/** The message of the error that evaluating throws; afterwards everything must still work. */
function refusal(scenario) {
  try {
    lab.evaluate(scenario);
  } catch (error) {
    assert.ok(error instanceof Error);
    assert.equal(lab.evaluate({ model: 4 }).values.volumetricEnergyDensityWhL, expected);
    return error.message;
  }
  assert.fail('was not refused');
}

test('the contract’s names are there', () => {
  assert.deepEqual(
    lab.metrics().map(({ key }) => key),
    [
      'volumetricEnergyDensityWhL',
      'gravimetricEnergyDensityWhKg',
      'arealCapacityMahCm2',
      'arealEnergyMwhCm2',
      'cathodeThicknessUm',
      'loadingMgCm2',
      'compositeDensityGCm3',
      'porosityPct',
      'phiAmPct',
      'phiSePct',
      'phiCaPct',
      'specificCapacityMahG',
      'currentDensityMaCm2',
      'ionicConductivityMsCm',
      'ionicPhiPct',
      'ionicTortuosityFactor',
      'ionicMacMullin',
      'electronicConductivityMsCm',
      'electronicPhiPct',
      'electronicTortuosityFactor',
      'electronicMacMullin',
      'interfacePerUm',
      'cathodeResistanceOhmCm2',
      'cellResistanceOhmCm2',
      'voltageDropMv',
      'volumetricEnergyDensityAtRateWhL',
      'gravimetricEnergyDensityAtRateWhKg',
      'energyEfficiencyPct',
      'thickestCathodeUm',
    ],
  );
  const urlKeys = Object.fromEntries(parameters.map(({ key, urlKey }) => [key, urlKey]));
  for (const [key, urlKey] of Object.entries({
    model: 'model',
    amWtPct: 'am',
    caWtPct: 'ca',
    temperatureC: 'T',
    sizing: 'size',
    cathodeThicknessUm: 'Lc',
    loadingMgCm2: 'load',
    separatorThicknessUm: 'Ls',
    anodeThicknessUm: 'La',
    accounting: 'acc',
    porosityPct: 'eps',
    specificCapacityMahG: 'q',
    nominalVoltageV: 'V',
    cRate: 'C',
    amDensityGCm3: 'rhoAM',
    seDensityGCm3: 'rhoSE',
    caDensityGCm3: 'rhoCA',
    seReference: 'ref',
    state: 'soc',
    collectorSides: 'coll',
    chargeTransferOhmCm2: 'Rct',
    interfacePerUm: 'aint',
    particleRadiusUm: 'rAM',
    diffusivityCm2S: 'D',
    anodeResistanceOhmCm2: 'Ra',
    allowedDropMv: 'drop',
  }))
    assert.equal(urlKeys[key], urlKey);
  assert.match(lab.version(), /^\d+\.\d+\.\d+$/);
});

test('a complete report comes back', () => {
  const report = lab.evaluate();
  assert.deepEqual(Object.keys(report), ['values', 'provenance', 'intervals', 'warnings', 'breakdown']);
  for (const { key } of lab.metrics()) {
    assert.ok(Number.isFinite(report.values[key]), key);
    assert.match(report.provenance[key], /^(measured|user|recomputed|implied|interpolated|extrapolated|assumed)$/);
    assert.ok(lab.explain()[key].length > 0);
  }
  assert.deepEqual(
    report.breakdown.map(({ layer }) => layer),
    ['anode', 'separator', 'cathode'],
  );
  for (const { code, message, field } of report.warnings) {
    assert.ok(code && message && parameters.some(({ key }) => key === field));
  }
});

test('wrong values are refused with field, value and range', () => {
  for (const parameter of parameters) {
    const { key } = parameter;
    const words = typeof parameter.choices?.[0].value === 'string';
    const allowed = parameter.choices
      ? parameter.choices.map(({ value }) => value).join(', ')
      : `${parameter.min} to ${parameter.max}`;
    const wrong = [
      true,
      [],
      {},
      () => 1,
      Symbol('s'),
      10n,
      new Date(),
      words ? 1 : '1',
      words ? 'no such' : NaN,
      words ? '' : Infinity,
      words ? 'x'.repeat(1e6) : -Infinity,
      words ? '\u0000\uD800' : Number.MAX_VALUE,
      ...(parameter.choices ? (words ? [] : [0, 5, 1.5]) : [parameter.min - 1e-9, parameter.max + 1e-9]),
    ];
    for (const value of wrong) {
      const message = refusal({ [key]: value });
      assert.ok(message.includes(key), message);
      assert.ok(message.includes(allowed), message);
      assert.ok(message.length < 400, message);
    }
    if (parameter.nullable) lab.evaluate({ [key]: null });
    else assert.match(refusal({ [key]: null }), new RegExp(key));
    lab.evaluate({ [key]: undefined });
    lab.evaluate({ [key]: parameter.default });
    if (parameter.min !== null) {
      lab.evaluate({ [key]: parameter.min });
      lab.evaluate({ [key]: parameter.max });
    }
  }
});

test('unknown fields and things that are no scenario are refused', () => {
  assert.match(refusal({ amWt: 80 }), /Unknown field "amWt".*amWtPct/);
  assert.match(refusal({ ['y'.repeat(1e6)]: 1 }), /Unknown field/);
  assert.match(refusal(JSON.parse('{"__proto__": 1}')), /Unknown field "__proto__"/);
  assert.match(refusal({ constructor: 1 }), /Unknown field/);
  for (const value of [null, 5, 'model=4', [], true, () => {}, new Map(), Promise.resolve({}), new Date()])
    assert.match(refusal(value), /A scenario must be an object/);
});

test('a getter may call back into the module', () => {
  const scenario = {
    amWtPct: 75,
    get model() {
      lab.evaluate({ temperatureC: 60 });
      return 4;
    },
  };
  assert.deepEqual(lab.evaluate(scenario).values, lab.evaluate({ amWtPct: 75, model: 4 }).values);
});

test('a field left out takes its default even after it was set', () => {
  lab.evaluate({ amWtPct: 70, accounting: 'physical' });
  assert.equal(lab.evaluate({}).values.volumetricEnergyDensityWhL, expected);
});

test('links go through the boundary and decodeLink never throws', () => {
  const scenario = { model: 2, amWtPct: 77.5, porosityPct: 10, accounting: 'physical', seReference: 'pristine' };
  assert.equal(lab.encodeLink(scenario), 'v=2&model=2&am=77.5&acc=physical&eps=10&ref=pristine');
  const decoded = lab.decodeLink(lab.encodeLink(scenario));
  assert.deepEqual(decoded.notices, []);
  for (const [key, value] of Object.entries(scenario)) assert.equal(decoded.scenario[key], value);
  assert.equal(decoded.scenario.specificCapacityMahG, null);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  for (const link of [
    proxy,
    undefined,
    null,
    7,
    {},
    [],
    Symbol('s'),
    '&'.repeat(1e7),
    'am=\uD800',
    'v=9&am=%zz',
    '<script>=1&am=1e400',
  ]) {
    const { scenario: kept, notices } = lab.decodeLink(link);
    assert.equal(kept.amWtPct, 85);
    assert.ok(notices.length > 0 && notices.every(({ message }) => message.length > 0));
  }
});

test('a fresh instance writes the link of the defaults', async () => {
  assert.equal((await createCathodeLab()).encodeLink({}, [{}]), 'v=2&pin=');
});

test('a comparison set goes through links, or is refused as a whole', () => {
  const comparison = [{ model: 1, amWtPct: 75 }, {}, { temperatureC: 60, porosityPct: 12 }];
  const link = lab.encodeLink({ model: 2 }, comparison);
  assert.equal(link, 'v=2&model=2&pin=model:1,am:75&pin=&pin=T:60,eps:12');
  const defaults = lab.decodeLink('').scenario;
  assert.deepEqual(lab.decodeLink(link), {
    scenario: { ...defaults, model: 2 },
    comparison: comparison.map((scenario) => ({ ...defaults, ...scenario })),
    rows: [],
    notices: [],
  });
  assert.equal(lab.encodeLink({}), 'v=2');
  assert.throws(() => lab.encodeLink({}, [{}, { amWtPct: 99 }]), /amWtPct.*99.*60 to 92/);
  assert.throws(
    () =>
      lab.encodeLink(
        {},
        Array.from({ length: 200 }, () => ({ amWtPct: 80.5 })),
      ),
    /comparison: 200 scenarios.*1400/,
  );
  for (const wrong of [null, 5, 'A', {}, [null], [[]]]) assert.throws(() => lab.encodeLink({}, wrong), /must be an/);
  const inner = {
    get model() {
      lab.encodeLink({}, [{ model: 3 }]);
      return 1;
    },
  };
  assert.equal(lab.encodeLink({}, [inner, inner]), 'v=2&pin=model:1&pin=model:1');
});

test('a scenario is told in a few words', () => {
  assert.equal(lab.describe(), 'Model 4, 85 wt%, 30 °C, 92.5 µm (the source’s loading)');
  assert.equal(
    lab.describe({ sizing: 'loading', accounting: 'physical', porosityPct: 12.5 }),
    'Model 4, 85 wt%, 30 °C, 30.56 mg/cm², Accounting Physical, Porosity 12.5 vol%',
  );
});

test('published tables and literature are as printed', () => {
  assert.deepEqual(
    lab.publishedTables().map(({ table }) => table),
    ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S17', 'S18', 'S22'],
  );
  assert.equal(lab.literature().length, 13);
  assert.equal(lab.literature()[1].thicknessUm, null);
  assert.equal(lab.publishedTables()[0].rows[3].cells[3], '0.180');
});

test('instances are independent and load from bytes', async () => {
  const wasmBinary = readFileSync(new URL('../../dist/cathode-lab.wasm', import.meta.url));
  const other = await createCathodeLab({ wasmBinary });
  assert.throws(() => other.evaluate({ model: 9 }));
  assert.equal(other.evaluate().values.volumetricEnergyDensityWhL, lab.evaluate().values.volumetricEnergyDensityWhL);
});

test('what it is given is not written to, and what another build has compiled is refused', async () => {
  const wasmBinary = readFileSync(new URL('../../dist/cathode-lab.wasm', import.meta.url));
  const options = Object.freeze({ wasmBinary });
  const [one, other] = [await createCathodeLab(options), await createCathodeLab(options)];
  // Two of one options object do not share what they hold: a solve within the other's progress.
  const voxels = new Uint8Array(64).map((_, index) => index % 2);
  const volume = { voxels, shape: [4, 4, 4], conductivities: [1, 2], direction: 'x' };
  const alone = one.solveTransport(volume).effectiveConductivity;
  const within = one.solveTransport({
    ...volume,
    onProgress: () => {
      other.solveTransport({ ...volume, voxels: new Uint8Array(27), shape: [3, 3, 3] });
      return true;
    },
  }).effectiveConductivity;
  assert.equal(within, alone);
  const text = (message) => ({ name: 'Error', message });
  const changed = Buffer.from(wasmBinary);
  changed[changed.length - 1] ^= 1;
  await assert.rejects(
    createCathodeLab({ wasmBinary: changed }),
    text(
      /^cathode-lab\.wasm: of another build \([^)]+\) than cathode-lab\.mjs \(\w+\); allowed: the two files of one release/,
    ),
  );
  const { byteLength } = WebAssembly.Module.customSections(new WebAssembly.Module(wasmBinary), 'cathode-lab-build')[0];
  assert.equal(byteLength, 12);
  // Without the section, as before there was one.
  const without = wasmBinary.subarray(0, wasmBinary.length - 2 - 1 - 'cathode-lab-build'.length - byteLength);
  await assert.rejects(createCathodeLab({ wasmBinary: without }), text(/another build \(unknown\)/));
  await assert.rejects(createCathodeLab({ locateFile: () => '/nowhere/cathode-lab.wasm' }), /nowhere/);
  const path = fileURLToPath(new URL('../../dist/cathode-lab.wasm', import.meta.url));
  assert.ok(await createCathodeLab({ locateFile: () => path }));
});

test('it runs in a Worker', async () => {
  const worker = new Worker(new URL('worker.mjs', import.meta.url));
  const [value] = await once(worker, 'message');
  assert.equal(value, expected);
});

test('no run-time code generation is needed', () => {
  const code = readFileSync(fileURLToPath(new URL('../../dist/cathode-lab.mjs', import.meta.url)), 'utf8');
  assert.doesNotMatch(code, /new Function\(|\beval\(/);
});

test('Table S5 follows by choosing model, content and temperature alone', () => {
  const table = lab.publishedTables().find(({ table: name }) => name === 'S5');
  const open = [];
  for (const { row, cells } of table.rows) {
    const [am, temperature, wh, whKg] = cells.map(Number);
    const model = Number(row.match(/Model (\d)/)[1]);
    const { values, intervals, provenance } = lab.evaluate({ model, amWtPct: am, temperatureC: temperature });
    assert.equal(provenance.volumetricEnergyDensityWhL, 'implied');
    for (const [key, printed] of [
      ['volumetricEnergyDensityWhL', wh],
      ['gravimetricEnergyDensityWhKg', whKg],
    ]) {
      const interval = intervals[key];
      if (interval === undefined)
        assert.ok(Math.abs(values[key] / printed - 1) < 0.005, `${row}: ${values[key]}, printed ${printed}`);
      else
        assert.ok(
          interval[0] < printed * 1.001 && interval[1] > printed * 0.999,
          `${row}: ${interval}, printed ${printed}`,
        );
    }
    if (intervals.volumetricEnergyDensityWhL) open.push(row);
  }
  assert.deepEqual(open, ['Model 1, 85 wt%, 30 °C', 'Model 2, 85 wt%, 30 °C']);
});

test('one size sizes the cathode, two need to be told apart', () => {
  assert.equal(lab.evaluate({ cathodeThicknessUm: 60 }).values.cathodeThicknessUm, 60);
  assert.equal(lab.evaluate({ loadingMgCm2: 20 }).values.loadingMgCm2, 20);
  assert.equal(lab.evaluate({ loadingMgCm2: 20, cathodeThicknessUm: null }).values.loadingMgCm2, 20);
  assert.equal(
    lab.evaluate({ cathodeThicknessUm: 60, loadingMgCm2: 20, sizing: 'thickness' }).values.cathodeThicknessUm,
    60,
  );
  assert.throws(
    () => lab.evaluate({ cathodeThicknessUm: 60, loadingMgCm2: 20 }),
    /cathodeThicknessUm and loadingMgCm2 both size the cathode.*allowed: thickness, loading/,
  );
});

test('where no path is to be expected there is no number, and a warning says why', () => {
  const { values, provenance, warnings } = lab.evaluate({ amWtPct: 92 });
  for (const key of ['ionicConductivityMsCm', 'ionicTortuosityFactor', 'ionicMacMullin'])
    assert.equal(values[key], null);
  assert.equal(provenance.ionicTortuosityFactor, 'assumed');
  assert.match(warnings.find(({ code }) => code === 'no-ionic-path').message, /16 vol%/);
  assert.ok(values.electronicTortuosityFactor > 0);
});
