// SPDX-License-Identifier: MIT
// Impedance spectra through the module: files read, pellets and symmetric cells fitted, activation energies, diagrams.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { compositeNumbers, foundOfPellet, textsOf } from '../../web/record/impedance-numbers.js';

const lab = await createCathodeLab();

/** Complex numbers as pairs. */
const add = ([a, b], [c, d]) => [a + c, b + d];
const times = ([a, b], [c, d]) => [a * c - b * d, a * d + b * c];
const over = ([a, b], [c, d]) => times([a, b], [c / (c * c + d * d), -d / (c * c + d * d)]);
const power = (omega, n) => [omega ** n * Math.cos((n * Math.PI) / 2), omega ** n * Math.sin((n * Math.PI) / 2)];

let state = 1;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 4294967296;
};
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

/** @param {(omega: number) => number[]} impedance @param {number} noise */
function spectrumOf(impedance, noise, highest = 7e6, lowest = 1) {
  const frequencyHz = [];
  for (let i = 0; highest * 10 ** (-i / 10) > 0.999 * lowest; ++i) frequencyHz.push(highest * 10 ** (-i / 10));
  const ohm = frequencyHz.map((hertz) => {
    const [re, im] = impedance(2 * Math.PI * hertz);
    const spread = noise * Math.hypot(re, im);
    return [re + spread * normal(), im + spread * normal()];
  });
  return { frequencyHz, realOhm: ohm.map(([re]) => re), imaginaryOhm: ohm.map(([, im]) => im) };
}
const arc = (ohm, farad) => (omega) => over([ohm, 0], [1, omega * ohm * farad]);
const pellet = (bulk, boundary) => (omega) =>
  add(add(arc(bulk, 1e-11)(omega), arc(boundary, 1e-8)(omega)), over([1, 0], times([5e-6, 0], power(omega, 0.9))));

// Figs. S17 and S18: R1, R2 (ohm) and conductivity (mS/cm), as printed.
const SOURCE = [
  [60, 1.115, 5.505, 14.82],
  [60, 1.523, 7.675, 10.53],
  [30, 3.38, 14.55, 5.499],
  [30, 5.0, 26.85, 3.04],
  [30, 21.64, 21.9, 2.224],
];

test('the totals of the source follow from spectra made of its resistances, and bulk and boundary are not told apart', () => {
  for (const [, r1, r2, sigma] of SOURCE) {
    const fit = lab.fitImpedance({
      ...spectrumOf(pellet(r1, r2), 0.01),
      areaCm2: 0.7854,
      thicknessUm: 10 * 0.7854 * (r1 + r2) * sigma,
    });
    assert.equal(fit.circuit, 'intercept-and-arc');
    assert.equal(fit.bulkOhm, null);
    assert.match(fit.notices[0], /^Bulk and grain boundaries cannot be told apart: below 7\.0 MHz/);
    assert.ok(Math.abs(fit.totalOhm.value / (r1 + r2) - 1) < 0.02, `${fit.totalOhm.value}`);
    assert.ok(Math.abs(fit.conductivityMsCm.value / sigma - 1) < 0.02);
    assert.ok(fit.noisePct > 0.8 && fit.noisePct < 1.2, `${fit.noisePct}`);
    assert.equal(fit.realResidualPct.length, fit.realOhm.length);
    assert.deepEqual(
      foundOfPellet(fit).map(({ quantity }) => quantity),
      ['Intercept', 'Arc', 'Total', 'Conductivity, total'],
    );
  }
});

test('a written spectrum is read as it was, whatever wrote it', () => {
  const { frequencyHz, realOhm, imaginaryOhm } = spectrumOf(pellet(5, 20), 0);
  const rows = (line) => frequencyHz.map((f, i) => line(f, realOhm[i], imaginaryOhm[i])).join('\n');
  for (const [text, kind] of /** @type {[string, string][]} */ ([
    [`f/Hz,Z'/Ω,-Z''/Ω\n${rows((f, re, im) => `${f},${re},${-im}`)}`, 'table between commas'],
    [
      `freq/Hz;Re(Z)/Ohm;-Im(Z)/Ohm\r\n${rows((f, re, im) => [f, re, -im].join(';').replaceAll('.', ','))}`,
      'table between semicolons',
    ],
    [
      `EXPLAIN\nZCURVE\tTABLE\n\tPt\tTime\tFreq\tZreal\tZimag\n\t#\ts\tHz\tohm\tohm\n${rows((f, re, im) => `\t0\t1\t${f}\t${re}\t${im}`)}`,
      'Gamry DTA',
    ],
  ])) {
    const read = lab.readImpedance(text);
    assert.equal(read.kind, kind);
    assert.deepEqual(read.frequencyHz, frequencyHz);
    assert.deepEqual(read.realOhm, realOhm);
    assert.deepEqual(read.imaginaryOhm, imaginaryOhm);
  }
  const bare = rows((f, re, im) => `${f} ${re} ${-im}`);
  assert.throws(() => lab.readImpedance(bare), /line 1: three columns without a heading/);
  assert.deepEqual(lab.readImpedance(bare, { imaginary: 'negated' }).imaginaryOhm, imaginaryOhm);
});

test('a pair of symmetric cells gives both conductivities; one of a free series resistance gives neither', () => {
  const [kappa, sigma, thickness, area] = [0.115e-3, 1.146e-3, 93e-4, 0.7854];
  const cell = (ratio) => (omega) => {
    const y = [8, 0.07 * omega];
    const square = times(y, [thickness ** 2 * (1 / kappa + 1 / sigma), 0]);
    const size = Math.hypot(...square) ** 0.5;
    const turn = Math.atan2(square[1], square[0]) / 2;
    const nu = [size * Math.cos(turn), size * Math.sin(turn)];
    const decay = [Math.exp(-nu[0]) * Math.cos(-nu[1]), Math.exp(-nu[0]) * Math.sin(-nu[1])];
    const t = over(add([1, 0], times([-1, 0], decay)), times(nu, add([1, 0], decay)));
    const z = add([1, 0], times([2 * ratio, 0], t));
    return [5 + (z[0] * thickness) / (kappa + sigma) / area, (z[1] * thickness) / (kappa + sigma) / area];
  };
  const cells = /** @type {const} */ ([
    ['ion-blocking', kappa / sigma],
    ['electron-blocking', sigma / kappa],
  ]).map(([blocking, ratio]) => ({
    ...spectrumOf(cell(ratio), 0, 2e6, 0.01),
    blocking,
    seriesOhm: /** @type {const} */ ('fit'),
  }));
  const options = { thicknessUm: 93, areaCm2: area, ionic: { sigma0MsCm: 14.82, phi: 0.302 } };
  const fit = lab.fitSymmetricCells({ ...options, cells });
  assert.ok(Math.abs(fit.ionicMsCm.value / 0.115 - 1) < 1e-5, JSON.stringify(fit.ionicMsCm));
  assert.ok(Math.abs(fit.electronicMsCm.value / 1.146 - 1) < 1e-5);
  assert.ok(Math.abs(fit.cells[1].seriesOhm.value - 5) < 1e-3);
  assert.ok(Math.abs(fit.ionicTau2.value - (14.82 * 0.302) / 0.115) < 1e-3);
  const { composite } = compositeNumbers({ cells: fit });
  assert.equal(composite.ionicMsCm.value, fit.ionicMsCm.value);

  const alone = lab.fitSymmetricCells({ ...options, cells: cells.slice(0, 1) });
  assert.equal(alone.ionicMsCm, null);
  assert.match(alone.notices[0], /described equally well by many pairs/);
  assert.deepEqual(compositeNumbers({ cells: alone }).composite, { ionicMsCm: null, electronicMsCm: null });
  const untold = [{ ...cells[0], blocking: undefined }];
  assert.throws(
    () => lab.fitSymmetricCells({ ...options, cells: /** @type {any} */ (untold) }),
    /cells\[0\]\.blocking is missing: .*allowed: ion-blocking, electron-blocking/,
  );
});

test('the activation energy of S17 and S18 is that of the conductivities there', () => {
  const fit = lab.activationEnergy([
    { temperatureC: 30, conductivityMsCm: 5.499, standardUncertaintyMsCm: 0.05 },
    { temperatureC: 60, conductivityMsCm: 14.82, standardUncertaintyMsCm: 0.15 },
  ]);
  assert.ok(Math.abs(fit.activationEnergyEv.value - 0.288) < 0.0005);
  assert.ok(fit.activationEnergyEv.interval[0] < 0.288 && fit.activationEnergyEv.interval[1] > 0.288);
  const { electrolyte } = compositeNumbers({ activation: fit });
  assert.equal(electrolyte.temperatureC, 25);
});

test('diagrams are drawn with words as text, and what is given is not taken for markup', () => {
  const spectrum = spectrumOf(pellet(5, 20), 0.01);
  const fit = lab.fitImpedance(spectrum);
  const svg = lab.nyquistFigure([{ ...spectrum, name: '<b>mine</b> & yours', fit }]);
  assert.match(svg, /<svg/);
  assert.match(svg, /&lt;b&gt;mine/);
  assert.ok(!svg.includes('<b>mine'));
  assert.match(svg, /−Z″, Ω/);
  const marks = (text) => [...text.matchAll(/data-name="&lt;b&gt;mine/g)].length;
  const near = lab.nyquistFigure([{ ...spectrum, name: '<b>mine</b>', fit }], { upToOhm: 50 });
  assert.equal(marks(svg), spectrum.frequencyHz.length);
  assert.equal(
    marks(near),
    spectrum.realOhm.filter((real, i) => Math.hypot(real, spectrum.imaginaryOhm[i]) <= 50).length,
  );
  const line = lab.activationEnergy([
    { temperatureC: 30, conductivityMsCm: 5.5 },
    { temperatureC: 45, conductivityMsCm: 9.1 },
    { temperatureC: 60, conductivityMsCm: 14.8 },
  ]);
  assert.match(
    lab.arrheniusFigure([{ temperatureC: [30, 45, 60], conductivityMsCm: [5.5, 9.1, 14.8], lineMsCm: line.lineMsCm }]),
    /1000 K \/ T/,
  );
});

test('what makes no sense is refused by field, value and range', () => {
  const spectrum = spectrumOf(pellet(5, 20), 0.01);
  const any = /** @type {any} */ (lab);
  for (const [ask, pattern] of /** @type {[() => unknown, RegExp][]} */ ([
    [() => any.readImpedance(5), /^text must be text, not 5/],
    [() => any.readImpedance('x', { imaginary: 'up' }), /^imaginary: the text "up".*allowed: told, signed, negated/],
    [() => lab.readImpedance('x'.repeat(4e6 + 1)), /^text: 4000001 characters; allowed: up to 4000000/],
    [() => any.fitImpedance(), /options/],
    [() => any.fitImpedance({ ...spectrum, colour: 1 }), /Unknown field "colour"/],
    [() => lab.fitImpedance({ ...spectrum, realOhm: [1] }), /^realOhm: 1 numbers; allowed: one for each frequency/],
    [
      () => lab.fitImpedance({ ...spectrum, realOhm: spectrum.realOhm.map(() => Number.NaN) }),
      /^realOhm\[0\] must be a finite number, not NaN/,
    ],
    [
      () => lab.fitImpedance({ frequencyHz: [1, 2], realOhm: [1, 2], imaginaryOhm: [0, 0] }),
      /^frequencyHz: 2 points; allowed: 5 to 10000/,
    ],
    [() => lab.fitImpedance({ ...spectrum, thicknessUm: 700 }), /^areaCm2 is missing/],
    [
      () => lab.fitImpedance({ ...spectrum, thicknessUm: -1, areaCm2: 1 }),
      /^thicknessUm: -1 is out of range; allowed: 0.01 to/,
    ],
    [() => lab.fitImpedance({ ...spectrum, noisePct: 0 }), /^noisePct: 0 is out of range/],
    [() => any.fitSymmetricCells({ cells: [] }), /^cells must be an array of 1 to 4 cells/],
    [
      () => any.fitSymmetricCells({ cells: [{ ...spectrum, blocking: 'ion-blocking' }], areaCm2: 1 }),
      /^thicknessUm must be a finite number/,
    ],
    [() => any.activationEnergy([{ temperatureC: 30, conductivityMsCm: 1 }]), /^points: 1 of them; allowed: 2 to 1000/],
    [() => any.activationEnergy('warm'), /^points must be an array/],
    [() => any.nyquistFigure([]), /^spectra must be an array of 1 to 8/],
    [() => any.arrheniusFigure([{ temperatureC: [1], conductivityMsCm: [] }]), /conductivityMsCm: 0 numbers/],
  ]))
    assert.throws(ask, (error) => {
      assert.match(error.message, pattern);
      return true;
    });
});

test('numbers are shown with two digits of their uncertainty and no more', () => {
  const texts = (value, u) => textsOf({ value, standardUncertainty: u, interval: [value - 2 * u, value + 2 * u] });
  assert.deepEqual(texts(6.61873, 0.03521), { value: '6.619', uncertainty: '0.035', interval: '6.548 to 6.689' });
  assert.equal(texts(12345.6, 78.9).value, '12346');
  assert.equal(texts(12345.6, 789).value, '12350');
  assert.equal(texts(-0.288, 0.0012).value, '−0.2880');
  assert.equal(texts(1.234e-7, 2.2e-9).value, '1.234e−7');
  assert.deepEqual(textsOf({ value: 0.123456, standardUncertainty: null, interval: null }), {
    value: '0.123',
    uncertainty: '',
    interval: 'not told',
  });
});
