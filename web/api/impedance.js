// SPDX-License-Identifier: MIT
// Impedance spectra over the compiled core: reading, fits, activation energies, and their diagrams.
import { choice, number, read } from './options.js';
import { ZERO_CELSIUS_K } from './physics.js';
import { lineOf, shown } from './quoting.js';

/** @typedef {import('./cathode-lab').CathodeLab} CathodeLab */
/** @typedef {Pick<CathodeLab, 'readImpedance' | 'fitImpedance' | 'fitSymmetricCells' | 'activationEnergy' | 'nyquistFigure' | 'arrheniusFigure'>} ImpedanceFunctions */

const SIGNS = /** @type {const} */ (['told', 'signed', 'negated']);
const ELECTRODES = /** @type {const} */ (['told', 'blocking', 'none']);
const CIRCUITS = /** @type {const} */ (['told', 'bulk-and-boundary', 'intercept-and-arc', 'arc', 'intercept']);
const BLOCKING = /** @type {const} */ (['ion-blocking', 'electron-blocking']);
const TRANSFERS = /** @type {const} */ (['fit', 'none']);
const FORMS = /** @type {const} */ (['sigma', 'sigmaT']);
const THEMES = /** @type {const} */ (['light', 'print', 'dark']);
const SPECTRUM = ['frequencyHz', 'realOhm', 'imaginaryOhm'];
const SIZE = ['thicknessUm', 'thicknessUncertaintyUm', 'areaCm2', 'areaUncertaintyCm2'];
const PHASE = ['sigma0MsCm', 'sigma0UncertaintyMsCm', 'phi', 'phiUncertainty'];
const LONGEST_FILE = 4_000_000;
const MOST_POINTS = 10000;
const MOST_TEMPERATURES = 1000;
const MOST_SPECTRA = 8;
const BYTES_OF_A_POINT = 2000;

/** A number within a range, of a field that must be there. @param {string} name @param {unknown} value @param {number} least @param {number} most @param {string} unit */
function within(name, value, least, most, unit) {
  const allowed = `; allowed: ${least} to ${most}${unit && ` ${unit}`}.`;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Error(`${name} must be a finite number, not ${shown(value)}${allowed}`);
  if (value < least || value > most) throw new Error(`${name}: ${value} is out of range${allowed}`);
  return value;
}
/** The same of one that may be left out. @param {string} name @param {unknown} value @param {number} least @param {number} most @param {string} unit */
const withinOr = (name, value, least, most, unit) =>
  value === undefined || value === null ? null : within(name, value, least, most, unit);

/** @param {string} name @param {unknown} value @param {number} most */
function numbers(name, value, most) {
  const isList = Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array;
  if (!isList) throw new Error(`${name} must be an array of numbers, not ${shown(value)}.`);
  if (value.length > most) throw new Error(`${name}: ${value.length} numbers; allowed: up to ${most}.`);
  return Array.from(value, (one, place) => {
    if (typeof one !== 'number' || !Number.isFinite(one))
      throw new Error(`${name}[${place}] must be a finite number, not ${shown(one)}.`);
    return one;
  });
}

/** @param {Record<string, unknown>} given @param {string} [of] */
function readSpectrum(given, of = '') {
  const [frequencyHz, realOhm, imaginaryOhm] = SPECTRUM.map((key) => numbers(`${of}${key}`, given[key], MOST_POINTS));
  for (const [key, list] of /** @type {const} */ ([
    ['realOhm', realOhm],
    ['imaginaryOhm', imaginaryOhm],
  ])) {
    if (list.length !== frequencyHz.length)
      throw new Error(`${of}${key}: ${list.length} numbers; allowed: one for each frequency, ${frequencyHz.length}.`);
  }
  return { frequencyHz, realOhm, imaginaryOhm };
}

/** Thickness and area with their uncertainties. @param {Record<string, unknown>} given */
const readSize = (given) => ({
  thicknessUm: withinOr('thicknessUm', given.thicknessUm, 0.01, 1e6, 'µm'),
  areaCm2: withinOr('areaCm2', given.areaCm2, 1e-6, 1e4, 'cm²'),
  thicknessUncertaintyUm: withinOr('thicknessUncertaintyUm', given.thicknessUncertaintyUm, 0, 1e6, 'µm') ?? 0,
  areaUncertaintyCm2: withinOr('areaUncertaintyCm2', given.areaUncertaintyCm2, 0, 1e4, 'cm²') ?? 0,
});

/** @param {string} name @param {unknown} value */
function readPhase(name, value) {
  if (value === undefined || value === null) return null;
  const given = read(value, name, PHASE);
  return {
    sigma0MsCm: within(`${name}.sigma0MsCm`, given.sigma0MsCm, 1e-12, 1e9, 'mS/cm'),
    phi: within(`${name}.phi`, given.phi, 1e-6, 1, ''),
    sigma0UncertaintyMsCm: withinOr(`${name}.sigma0UncertaintyMsCm`, given.sigma0UncertaintyMsCm, 0, 1e9, 'mS/cm') ?? 0,
    phiUncertainty: withinOr(`${name}.phiUncertainty`, given.phiUncertainty, 0, 1, '') ?? 0,
  };
}

/** @param {Record<string, unknown>} given the noise in percent of the impedance */
function readNoise({ noisePct }) {
  const pct = withinOr('noisePct', noisePct, 1e-6, 100, '%');
  return pct === null ? null : pct / 100;
}

/** @param {string} name @param {unknown} value */
function words(name, value) {
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new Error(`${name} must be text, not ${shown(value)}.`);
  return lineOf(value, 300);
}

/** @param {unknown} options */
function readDrawing(options) {
  const { widthMm, theme } = read(options, 'options', ['widthMm', 'theme']);
  const width = number('widthMm', widthMm, 180);
  if (width < 40 || width > 400) throw new Error(`widthMm: ${width}; allowed: 40 to 400.`);
  return /** @type {const} */ ([width, THEMES.indexOf(choice('theme', theme, THEMES))]);
}

/**
 * @param {import('./lab.js').Core} core
 * @returns {ImpedanceFunctions}
 */
export function impedanceOf(core) {
  /** @template T @param {T & {refusal?: string}} result @returns {T} */
  const unlessRefused = (result) => {
    if (result.refusal !== undefined) throw new Error(result.refusal);
    return result;
  };
  /** @param {string} name @param {number} points */
  function checkRoom(name, points) {
    if (!core.hasRoom(points * BYTES_OF_A_POINT))
      throw new Error(`${name}: no memory for ${points} points; give fewer.`);
  }
  /** @param {object} spec @param {unknown} options */
  function drawn(spec, options) {
    const svg = core.chart(spec, ...readDrawing(options));
    if (typeof svg !== 'string') throw new Error(svg.refusal);
    return svg;
  }

  return {
    readImpedance(text, options = {}) {
      if (typeof text !== 'string') throw new Error(`text must be text, not ${shown(text)}.`);
      const { imaginary } = read(options, 'options', ['imaginary']);
      const sign = SIGNS.indexOf(choice('imaginary', imaginary, SIGNS));
      if (text.length > LONGEST_FILE)
        throw new Error(`text: ${text.length} characters; allowed: up to ${LONGEST_FILE}.`);
      if (!core.hasRoom(24 * text.length + 1e6)) throw new Error(`text: no memory for ${text.length} characters.`);
      return unlessRefused(core.readSpectrum(text, sign));
    },

    fitImpedance(options) {
      const given = read(options, 'options', [...SPECTRUM, ...SIZE, 'electrodes', 'circuit', 'seriesOhm', 'noisePct']);
      const size = readSize(given);
      if ((size.thicknessUm === null) !== (size.areaCm2 === null))
        throw new Error(
          `${size.areaCm2 === null ? 'areaCm2' : 'thicknessUm'} is missing; allowed: thicknessUm and areaCm2, or neither.`,
        );
      const spec = {
        ...readSpectrum(given),
        ...size,
        electrodes: ELECTRODES.indexOf(choice('electrodes', given.electrodes, ELECTRODES)),
        circuit: CIRCUITS.indexOf(choice('circuit', given.circuit, CIRCUITS)) - 1,
        seriesOhm: withinOr('seriesOhm', given.seriesOhm, -1e9, 1e9, 'Ω') ?? 0,
        relativeNoise: readNoise(given),
      };
      checkRoom('frequencyHz', spec.frequencyHz.length);
      return unlessRefused(core.fitPellet(spec));
    },

    fitSymmetricCells(options) {
      const given = read(options, 'options', [
        'cells',
        ...SIZE,
        'ionic',
        'electronic',
        'interfacePerCm',
        'transfer',
        'exponent',
        'noisePct',
      ]);
      const { cells } = given;
      if (!Array.isArray(cells) || cells.length < 1 || cells.length > 4)
        throw new Error(`cells must be an array of 1 to 4 cells, not ${shown(cells)}.`);
      const readCells = cells.map((cell, place) => {
        const of = `cells[${place}].`;
        const one = read(cell, `cells[${place}]`, [...SPECTRUM, 'blocking', 'seriesOhm']);
        if (one.blocking === undefined)
          throw new Error(
            `${of}blocking is missing: ions and electrons exchanged give the same spectrum; allowed: ${BLOCKING.join(', ')}.`,
          );
        const isFree = one.seriesOhm === 'fit';
        return {
          ...readSpectrum(one, of),
          blocksElectrons: choice(`${of}blocking`, one.blocking, BLOCKING) === 'electron-blocking',
          seriesOhm: isFree ? null : within(`${of}seriesOhm`, one.seriesOhm ?? 0, -1e9, 1e9, "Ω, or 'fit'"),
        };
      });
      const size = readSize(given);
      const spec = {
        cells: readCells,
        ...size,
        thicknessUm: within('thicknessUm', given.thicknessUm, 0.01, 1e6, 'µm'),
        areaCm2: within('areaCm2', given.areaCm2, 1e-6, 1e4, 'cm²'),
        relativeNoise: readNoise(given),
        interfacePerCm: withinOr('interfacePerCm', given.interfacePerCm, 1e-3, 1e12, '1/cm'),
        hasTransfer: choice('transfer', given.transfer, TRANSFERS) === 'fit',
        exponent: withinOr('exponent', given.exponent, 0.3, 1, ''),
        ionic: readPhase('ionic', given.ionic),
        electronic: readPhase('electronic', given.electronic),
      };
      checkRoom(
        'cells',
        readCells.reduce((sum, { frequencyHz }) => sum + frequencyHz.length, 0),
      );
      return unlessRefused(core.fitSymmetric(spec));
    },

    activationEnergy(points, options = {}) {
      if (!Array.isArray(points) || points.length > MOST_TEMPERATURES)
        throw new Error(`points must be an array of 2 to ${MOST_TEMPERATURES} points, not ${shown(points)}.`);
      const { form, referenceC } = read(options, 'options', ['form', 'referenceC']);
      const all = points.map((point, place) => {
        const of = `points[${place}]`;
        const one = read(point, of, ['temperatureC', 'conductivityMsCm', 'standardUncertaintyMsCm']);
        return [
          within(`${of}.temperatureC`, one.temperatureC, -200, 2000, '°C'),
          within(`${of}.conductivityMsCm`, one.conductivityMsCm, 1e-15, 1e9, 'mS/cm'),
          withinOr(`${of}.standardUncertaintyMsCm`, one.standardUncertaintyMsCm, 0, 1e9, 'mS/cm') ?? Number.NaN,
        ];
      });
      return unlessRefused(
        core.activationEnergy({
          temperatureC: all.map(([one]) => one),
          conductivityMsCm: all.map(([, one]) => one),
          standardUncertaintyMsCm: all.some(([, , one]) => !Number.isNaN(one)) ? all.map(([, , one]) => one) : null,
          isTimesT: choice('form', form, FORMS) === 'sigmaT',
          referenceC: withinOr('referenceC', referenceC, -200, 2000, '°C') ?? 25,
        }),
      );
    },

    nyquistFigure(spectra, options = {}) {
      if (!Array.isArray(spectra) || spectra.length < 1 || spectra.length > MOST_SPECTRA)
        throw new Error(`spectra must be an array of 1 to ${MOST_SPECTRA}, not ${shown(spectra)}.`);
      const all = spectra.map((spectrum, place) => {
        const of = `spectra[${place}]`;
        const { name, fit, ...others } = read(spectrum, of, ['name', ...SPECTRUM, 'fit']);
        const measured = readSpectrum(others, `${of}.`);
        const label = words(`${of}.name`, name) || `Spectrum ${place + 1}`;
        if (fit === undefined || fit === null) return { label, measured, model: null };
        const model = /** @type {Record<string, unknown>} */ (fit);
        return {
          label,
          measured,
          model: readSpectrum(
            { frequencyHz: measured.frequencyHz, realOhm: model.realOhm, imaginaryOhm: model.imaginaryOhm },
            `${of}.fit.`,
          ),
        };
      });
      checkRoom(
        'spectra',
        all.reduce((sum, { measured }) => sum + measured.frequencyHz.length, 0),
      );
      const { upToOhm, ...drawing } = read(options, 'options', ['widthMm', 'theme', 'upToOhm']);
      const most = withinOr('upToOhm', upToOhm, 1e-12, 1e15, 'Ω') ?? Number.POSITIVE_INFINITY;
      /** Points that are shown. @param {number[]} real @param {number[]} imaginary @param {number[]} order */
      const shownOf = (real, imaginary, order) => {
        const near = order.filter((i) => Math.hypot(real[i], imaginary[i]) <= most);
        return { xs: near.map((i) => real[i]), ys: near.map((i) => -imaginary[i]) };
      };
      const series = all.flatMap(({ label, measured, model }, look) => {
        const points = shownOf(measured.realOhm, measured.imaginaryOhm, [...measured.frequencyHz.keys()]);
        const marked = { name: label, ...points, markers: true, dashed: false, look, bare: true };
        if (!model) return [marked];
        const order = model.frequencyHz.map((_, i) => i).sort((a, b) => model.frequencyHz[b] - model.frequencyHz[a]);
        const line = shownOf(model.realOhm, model.imaginaryOhm, order);
        return [marked, { name: `${label}, fit`, ...line, markers: false, dashed: false, look, bare: false }];
      });
      const axes = { x: { title: 'Z′, Ω', isLog: false }, y: { title: '−Z″, Ω', isLog: false } };
      return drawn({ title: 'Nyquist plot', ...axes, isEqual: true, series }, drawing);
    },

    arrheniusFigure(lines, options = {}) {
      if (!Array.isArray(lines) || lines.length < 1 || lines.length > MOST_SPECTRA)
        throw new Error(`lines must be an array of 1 to ${MOST_SPECTRA}, not ${shown(lines)}.`);
      const series = lines.flatMap((line, look) => {
        const of = `lines[${look}]`;
        const given = read(line, of, ['name', 'temperatureC', 'conductivityMsCm', 'lineMsCm']);
        const label = words(`${of}.name`, given.name) || `Line ${look + 1}`;
        const celsius = numbers(`${of}.temperatureC`, given.temperatureC, MOST_TEMPERATURES);
        celsius.map((one, i) => within(`${of}.temperatureC[${i}]`, one, -200, 2000, '°C'));
        const xs = celsius.map((one) => 1000 / (one + ZERO_CELSIUS_K));
        const seriesOf = (/** @type {string} */ key, /** @type {string} */ name, /** @type {boolean} */ bare) => {
          const ys = numbers(`${of}.${key}`, given[key], MOST_TEMPERATURES);
          if (ys.length !== xs.length)
            throw new Error(`${of}.${key}: ${ys.length} numbers; allowed: one for each temperature, ${xs.length}.`);
          ys.map((one, i) => within(`${of}.${key}[${i}]`, one, 1e-15, 1e9, 'mS/cm'));
          const order = xs.map((_, i) => i).sort((a, b) => xs[a] - xs[b]);
          return {
            name,
            xs: order.map((i) => xs[i]),
            ys: order.map((i) => ys[i]),
            markers: bare,
            dashed: false,
            look,
            bare,
          };
        };
        const measured = seriesOf('conductivityMsCm', label, true);
        if (given.lineMsCm === undefined) return [measured];
        return [measured, seriesOf('lineMsCm', `${label}, fit`, false)];
      });
      const axes = { x: { title: '1000 K / T', isLog: false }, y: { title: 'σ, mS/cm', isLog: true } };
      return drawn({ title: 'Arrhenius plot', ...axes, isEqual: false, series }, options);
    },
  };
}
