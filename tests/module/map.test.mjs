// SPDX-License-Identifier: MIT
// lab.map and the figure of it: the module's own numbers, and refusals by name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const metrics = lab.metrics().map(({ key }) => key);
const inputs = lab.parameters().filter(({ choices }) => choices === null);

test('a map has the values of evaluate(), row by row', () => {
  for (const metric of metrics) {
    const { x, y, values } = lab.map({
      scenario: { model: 3, temperatureC: 45, cRate: 0.5 },
      x: { key: 'cathodeThicknessUm', from: 40, to: 160, count: 4 },
      y: { key: 'amWtPct', from: 60, to: 92, count: 5 },
      metric,
    });
    assert.ok(x instanceof Float64Array && y instanceof Float64Array && values instanceof Float64Array);
    assert.deepEqual([...x], [40, 80, 120, 160]);
    assert.deepEqual([...y], [60, 68, 76, 84, 92]);
    assert.equal(values.length, 20);
    y.forEach((amWtPct, row) => {
      x.forEach((cathodeThicknessUm, column) => {
        const there = lab.evaluate({ model: 3, temperatureC: 45, cRate: 0.5, cathodeThicknessUm, amWtPct });
        assert.equal(values[row * 4 + column], there.values[metric] ?? NaN, metric);
      });
    });
  }
});

test('what is left out is usual, and every input that is a number makes an axis', () => {
  for (const { key } of inputs) {
    const other = key === 'separatorThicknessUm' ? 'temperatureC' : 'separatorThicknessUm';
    const map = lab.map({
      x: { key },
      y: { key: /** @type {any} */ (other), count: 2 },
      metric: 'volumetricEnergyDensityAtRateWhL',
    });
    assert.equal(map.x.length, 64);
    assert.equal(map.values.length, 128);
    assert.ok(
      map.x.every((value, at) => at === 0 || value > map.x[at - 1]),
      key,
    );
  }
  const { x } = lab.map({ x: { key: 'diffusivityCm2S', count: 5 }, y: { key: 'cRate' }, metric: 'voltageDropMv' });
  for (let at = 1; at < 5; ++at) assert.ok(Math.abs(x[at] / x[at - 1] / (x[4] / x[3]) - 1) < 1e-12, 'equal ratios');
});

test('a map of 1024 points a side is one, and memory stays as it is after many', () => {
  const side = { count: 1024 };
  const { values } = lab.map({
    x: { key: 'temperatureC', ...side },
    y: { key: 'amWtPct', ...side },
    metric: 'porosityPct',
  });
  assert.equal(values.length, 1024 * 1024);
  assert.ok(values.every(Number.isFinite));
});

test('what makes no map is refused by name and range, and nothing is lost', () => {
  const good = { key: 'temperatureC' };
  const metric = 'volumetricEnergyDensityWhL';
  const am = 'amWtPct';
  /** @type {[any, RegExp][]} */
  const refused = [
    [
      { x: { key: am, from: 85, to: 75 }, y: good, metric },
      /x: amWtPct .*from 85 down to 75 wt%; allowed: 60 to 92 wt%/,
    ],
    [{ x: { key: am, from: 80, to: 80 }, y: good, metric }, /x: amWtPct .*80 wt% to the same; allowed: 60 to 92 wt%/],
    [{ x: { key: am, from: 10 }, y: good, metric }, /x\.from: amWtPct .*10 wt% is out of range; allowed: 60 to 92 wt%/],
    [{ x: { key: am, to: NaN }, y: good, metric }, /x\.to must be a finite number, not NaN/],
    [{ x: good, y: good, metric }, /x and y are both temperatureC .*allowed: two different inputs/],
    [{ x: { key: 'loadingMgCm2' }, y: { key: 'cathodeThicknessUm' }, metric }, /both size the cathode/],
    [{ x: { key: 'model' }, y: good, metric }, /x: model .*is a choice, not a number; allowed: amWtPct/],
    [{ x: { key: 'price' }, y: good, metric }, /x\.key: the text "price" is not an input; allowed: amWtPct/],
    [{ x: { key: am, count: 1025 }, y: good, metric }, /x\.count: 1025 points; allowed: a whole number from 2 to 1024/],
    [{ x: { key: am, count: 2.5 }, y: good, metric }, /x\.count: 2\.5 points; allowed/],
    [
      { x: { key: am }, y: good, metric: 'price' },
      /metric: the text "price" is not a result; allowed: volumetricEnergyDensityWhL/,
    ],
    [{ x: { key: am }, y: good, metric, z: 1 }, /Unknown field "z" of request/],
    [{ x: { key: am, log: true }, y: good, metric }, /Unknown field "log" of x/],
    [{ scenario: { amWtPct: 10 }, x: { key: am }, y: good, metric }, /amWtPct .*10 wt% is out of range/],
    [7, /request must be an object, not (the number )?7/],
  ];
  for (const [request, message] of refused) assert.throws(() => lab.map(request), { message });
  assert.equal(lab.map({ x: { key: am }, y: /** @type {any} */ (good), metric }).values.length, 64 * 64);
});

test('the figure holds a small picture that is a PNG, of the shades of its values', () => {
  const svg = lab.figure('map', {}, { mapX: 'temperatureC', metric: 'arealCapacityMahCm2' });
  const [scale, map] = [...svg.matchAll(/href="data:image\/png;base64,([^"]+)"/g)].map(([, text]) =>
    Buffer.from(text, 'base64'),
  );
  assert.ok(map.length < 4096, `${map.length} bytes`);
  for (const png of [scale, map]) {
    assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
    const chunks = [];
    for (let at = 8; at < png.length; ) {
      const length = png.readUInt32BE(at);
      chunks.push([png.subarray(at + 4, at + 8).toString('latin1'), png.subarray(at + 8, at + 8 + length)]);
      at += length + 12;
    }
    assert.deepEqual(
      chunks.map(([kind]) => kind),
      ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'],
    );
    const header = /** @type {Buffer} */ (chunks[0][1]);
    const [columns, rows] = [header.readUInt32BE(0), header.readUInt32BE(4)];
    // zlib checks the data's own sum.
    const data = inflateSync(/** @type {Buffer} */ (chunks[3][1]));
    assert.equal(data.length, rows * (columns + 1));
    const places = new Uint8Array(columns * rows);
    for (let row = 0; row < rows; ++row) {
      assert.equal(data[row * (columns + 1)], 2);
      for (let column = 0; column < columns; ++column) {
        const above = row === 0 ? 0 : places[(row - 1) * columns + column];
        places[row * columns + column] = data[row * (columns + 1) + 1 + column] + above;
      }
    }
    const steps = /** @type {Buffer} */ (chunks[1][1]).length / 3 - 1;
    assert.ok(places.every((place) => place < steps));
    // More capacity with more material, upwards in the picture.
    if (png === map) for (let i = 0; i < columns; ++i) assert.ok(places[i] > places[(rows - 1) * columns + i]);
  }
});

test('the figure of options that do not go together is refused', () => {
  assert.throws(() => lab.figure('map', {}, { mapXFrom: 300 }), {
    message: /x: cathodeThicknessUm .*from 300 down to 200 µm; allowed: 5 to 500 µm/,
  });
  assert.throws(() => lab.figureData('map', {}, { mapX: 'amWtPct' }), { message: /x and y are both amWtPct/ });
  assert.throws(() => lab.figure('map', {}, { mapX: /** @type {any} */ ('model') }), { message: /mapX .*"model"/ });
  const { columns, rows } = lab.figureData('map', {}, { mapXFrom: 20, mapXTo: null, metric: 'porosityPct' });
  assert.deepEqual(
    columns.map(({ key }) => key),
    ['point', 'cathodeThicknessUm', 'amWtPct', 'porosityPct', 'provenance'],
  );
  assert.equal(rows.length, 1 + 17 * 17);
  assert.match(
    lab.figureCsv('map'),
    /^point,cathodeThicknessUm \[µm\],amWtPct \[wt%\],volumetricEnergyDensityWhL \[Wh\/L\]/,
  );
});
