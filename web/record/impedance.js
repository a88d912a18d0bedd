// SPDX-License-Identifier: MIT
// Impedance spectra from files to numbers: pellets of electrolyte, and symmetric cells of a composite.
import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { joinedButtons, showFigure, typedInput } from '../html/fields.js';
import { makeFigureReader } from '../html/figure-reader.js';
import { saveFile } from '../html/save-file.js';
import { column, makeSortableTable, words } from '../html/sortable-table.js';
import { csvOf } from '../table-files/csv.js';
import { makeFitting } from './figure-view.js';
import { compositeNumbers, foundOfCells, foundOfPellet, textsOf } from './impedance-numbers.js';
import { buttonRow } from './parts.js';

/** @typedef {import('../api/cathode-lab').ImpedanceSpectrum} ImpedanceSpectrum */
/** @typedef {import('../api/cathode-lab').ImpedanceFit} ImpedanceFit */
/** @typedef {import('../api/cathode-lab').SymmetricCellsFit} SymmetricCellsFit */
/** @typedef {import('../api/cathode-lab').ActivationEnergy} ActivationEnergy */
/** @typedef {{id: number, name: string, spectrum: ImpedanceSpectrum, temperature: string, blocking: string, series: string}} Given a spectrum and what is said of it */
/** @typedef {{name: string, spectrum: ImpedanceSpectrum, fit: {realOhm: number[], imaginaryOhm: number[], realResidualPct: number[], imaginaryResidualPct: number[]}}} Drawn */

/** @typedef {(widthMm: number, theme: 'light' | 'dark' | 'print') => string} Draw */
/** @typedef {{columns: import('../table-files/sheet.js').Column[], rows: import('../table-files/sheet.js').Cell[][]}} Rows */

const MOST_FILES = 8;
const LARGEST_BYTES = 4e6;
/** Told of with what was found, from the tab's element. */
export const FOUND = 'cathode-lab-impedance';

/** The text of a file, whatever program wrote it. @param {ArrayBuffer} bytes */
function textOf(bytes) {
  const start = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A figure's place, its reader, and what saves it. @param {string} id @param {string} label @param {() => string} nameOfFile */
function makeDrawing(id, label, nameOfFile) {
  const place = element('div');
  const drawing = element('div', { class: 'drawing' }, place);
  const drawFitting = makeFitting();
  const reader = makeFigureReader(drawing, label);
  /** @type {Draw | null} */
  let draw = null;
  const save = button(
    'Save as SVG',
    () => {
      if (draw) saveFile(nameOfFile(), 'image/svg+xml', draw(180, 'print'));
    },
    { class: 'quiet' },
  );
  const whole = element(
    'div',
    { id, class: 'figure' },
    element(
      'div',
      { class: 'figure-head' },
      element('div', { class: 'says' }, element('h3', {}, label)),
      element('div', { class: 'tools' }, save),
    ),
    drawing,
    reader.reading,
  );
  whole.hidden = true;
  let shown = '';
  function redraw() {
    const isThere = draw !== null;
    whole.hidden = !isThere;
    if (!draw || place.clientWidth === 0) return;
    const make = draw;
    const theme = document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
    const svg = drawFitting(place.clientWidth, (widthMm) => make(widthMm, theme));
    if (svg === shown) return;
    shown = svg;
    showFigure(place, svg);
    reader.renew();
  }
  return {
    whole,
    redraw,
    /** @param {Draw | null} next nothing: there is none */
    put(next) {
      draw = next;
      redraw();
    },
  };
}

/** A field for a number that may be left out. @param {string} id @param {string} label @param {string} hint @param {string} value @param {() => void} onChange */
function makeField(id, label, hint, value, onChange) {
  const typed = typedInput(id);
  typed.input.value = value;
  typed.input.addEventListener('change', onChange);
  return {
    field: element(
      'div',
      { class: 'field' },
      element('label', { for: id }, label),
      typed.input,
      element('p', { id: `${id}-hint`, class: 'hint' }, hint),
      typed.wrong,
    ),
    text: () => typed.input.value.trim(),
    tellWrong: typed.tellWrong,
  };
}

/**
 * @param {import('./parts.js').Context} context
 * @param {HTMLElement} into
 * @returns {import('./parts.js').Content}
 */
export function buildImpedance({ lab, calculation }, into) {
  /** @type {'pellet' | 'cells'} */
  let what = 'pellet';
  /** @type {Given[]} */
  let given = [];
  let next = 1;

  const kind = joinedButtons({
    label: 'Spectra of',
    choices: [
      { value: 'pellet', label: 'an electrolyte pellet' },
      { value: 'cells', label: 'symmetric cells of a composite' },
    ],
    read: () => what,
    put(value) {
      what = value === 'cells' ? 'cells' : 'pellet';
      present();
    },
  });
  const onChange = () => calculate();
  const thickness = makeField('impedance-thickness', 'Thickness, µm', 'Of the pellet or composite.', '', onChange);
  const thicknessU = makeField('impedance-thickness-u', 'its standard uncertainty, µm', 'Empty: none.', '', onChange);
  const area = makeField('impedance-area', 'Area, cm²', 'A disc of 10 mm has 0.7854.', '0.7854', onChange);
  const areaU = makeField('impedance-area-u', 'its standard uncertainty, cm²', 'Empty: none.', '', onChange);
  const noise = makeField('impedance-noise', 'Noise, % of |Z|', 'Empty: from the residuals.', '', onChange);
  const ionic0 = makeField('impedance-ionic0', 'σ0 of ions, mS/cm', 'Of the pure electrolyte, for τ².', '', onChange);
  const ionicPhi = makeField(
    'impedance-ionic-phi',
    'φ of the electrolyte',
    'Its volume fraction, 0 to 1.',
    '',
    onChange,
  );
  const electronic0 = makeField(
    'impedance-electronic0',
    'σ0 of electrons, mS/cm',
    'Of what conducts them, for τ².',
    '',
    onChange,
  );
  const electronicPhi = makeField(
    'impedance-electronic-phi',
    'φ of what conducts electrons',
    'Its volume fraction.',
    '',
    onChange,
  );
  const size = element(
    'div',
    { class: 'impedance-fields' },
    ...[thickness, thicknessU, area, areaU, noise].map(({ field }) => field),
  );
  const phases = element(
    'div',
    { class: 'impedance-fields' },
    ...[ionic0, ionicPhi, electronic0, electronicPhi].map(({ field }) => field),
  );

  const picker = element('input', {
    type: 'file',
    id: 'impedance-files',
    class: 'visually-hidden',
    multiple: '',
    'aria-describedby': 'impedance-hint',
  });
  const sign = element(
    'select',
    { id: 'impedance-sign' },
    element('option', { value: 'told' }, 'as the heading says'),
    element('option', { value: 'signed' }, 'Z″'),
    element('option', { value: 'negated' }, '−Z″'),
  );
  const drop = element(
    'div',
    { class: 'drop' },
    element('label', { class: 'picker' }, element('span', {}, 'Choose spectra'), picker),
    element('span', {}, ' or drop them here'),
    element(
      'p',
      { id: 'impedance-hint', class: 'hint' },
      'Gamry .DTA, BioLogic .mpt, ZPlot or ZView .z, VersaStudio .par, exports of NOVA, Zahner, CH Instruments or Parstat as text, or any table with a heading such as f/Hz, Z′/Ω, −Z″/Ω. Up to eight; they stay on this device.',
    ),
    element(
      'div',
      { class: 'field' },
      element('label', { for: 'impedance-sign' }, 'The third of three bare columns is'),
      sign,
    ),
  );
  const wrong = element('ul', { class: 'error impedance-wrong', role: 'alert' });
  wrong.hidden = true;
  const list = element('ul', { class: 'impedance-list', 'aria-label': 'Spectra' });
  const refusal = element('p', { class: 'error', role: 'alert', id: 'impedance-error' });
  const verdict = element('p', { class: 'verdict', role: 'status', id: 'impedance-verdict' });
  const notices = element('ul', { class: 'notes', 'aria-label': 'What the fit tells' });
  const table = makeSortableTable('What the spectra tell', { columns: [], rows: [] });
  const points = makeSortableTable('Spectra, fits and residuals', { columns: [], rows: [] });
  const pointsPart = element(
    'details',
    { class: 'data' },
    element('summary', {}, 'Spectra, fits and residuals'),
    points.whole,
  );
  const nyquist = makeDrawing('figure-impedance', 'Spectra and fits', () => 'cathode-lab-nyquist.svg');
  const arrhenius = makeDrawing('figure-arrhenius', 'Conductivity over temperature', () => 'cathode-lab-arrhenius.svg');
  /** @type {Rows | null} */
  let results = null;
  /** @type {Rows | null} */
  let data = null;
  const save = (/** @type {string} */ name, /** @type {Rows | null} */ sheet) => {
    if (!sheet) return;
    const about = { title: '', version: lab.version(), link: calculation.link() };
    saveFile(name, 'text/csv', csvOf({ name, ...sheet }, about));
  };
  const saving = buttonRow(
    button('Save numbers as CSV', () => save('cathode-lab-impedance.csv', results)),
    button('Save spectra and fits as CSV', () => save('cathode-lab-spectra.csv', data)),
  );
  const outcome = element(
    'div',
    { class: 'impedance-outcome' },
    verdict,
    table.whole,
    notices,
    saving,
    nyquist.whole,
    pointsPart,
    arrhenius.whole,
  );
  outcome.hidden = true;

  into.append(
    element('h2', {}, 'Impedance to numbers'),
    element(
      'p',
      {},
      'From spectra to resistances, conductivities and their uncertainties: weighted complex least squares on a circuit that the spectrum bears out. What it cannot tell is not told.',
    ),
    kind.field,
    size,
    phases,
    drop,
    wrong,
    list,
    refusal,
    outcome,
  );

  /** A typed number, or null; what is none is told at its field. @param {ReturnType<typeof makeField>} field @param {number} least */
  function numberOf(field, least = 0) {
    const text = field.text();
    field.tellWrong(null);
    if (text === '') return undefined;
    const value = lab.parseNumber(text);
    if (value === null || value < least) {
      field.tellWrong(`"${text.slice(0, 40)}"; allowed: a decimal number, ${least} or more.`);
      throw new Error('');
    }
    return value;
  }
  const sampleSize = () => ({
    thicknessUm: numberOf(thickness),
    thicknessUncertaintyUm: numberOf(thicknessU),
    areaCm2: numberOf(area),
    areaUncertaintyCm2: numberOf(areaU),
  });

  /** @param {File[]} files */
  async function take(files) {
    /** @type {string[]} */
    const refused = [];
    for (const file of files) {
      try {
        if (given.length >= MOST_FILES) throw new Error(`one too many; allowed: up to ${MOST_FILES} spectra.`);
        if (file.size > LARGEST_BYTES) throw new Error(`${file.size} bytes; allowed: ${LARGEST_BYTES}.`);
        const spectrum = lab.readImpedance(textOf(await file.arrayBuffer()), {
          imaginary: /** @type {'told'} */ (sign.value),
        });
        const celsius = /(-?\d+(?:[.,]\d+)?)\s*°?C(?![A-Za-z])/.exec(file.name)?.[1] ?? '';
        const isElectronBlocking = /electron.?block|e-?block/i.test(file.name);
        given.push({
          id: next++,
          name: file.name,
          spectrum,
          temperature: celsius,
          blocking: isElectronBlocking ? 'electron-blocking' : 'ion-blocking',
          series: '0',
        });
      } catch (error) {
        refused.push(`${file.name.slice(0, 60)}: ${messageOf(error)}`);
      }
    }
    wrong.hidden = refused.length === 0;
    wrong.replaceChildren(...refused.map((one) => element('li', {}, one)));
    present();
  }
  picker.addEventListener('change', () => {
    take([...(picker.files ?? [])]);
    picker.value = '';
  });
  /** The page itself takes files of the comparison set. @param {DragEvent} event */
  function keep(event) {
    event.preventDefault();
    event.stopPropagation();
    drop.classList.toggle('over', event.type === 'dragover');
  }
  drop.addEventListener('dragover', keep);
  drop.addEventListener('drop', (event) => {
    keep(event);
    take([...(event.dataTransfer?.files ?? [])]);
  });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));

  /** A spectrum and what is said of it. @param {Given} one */
  function entryOf(one) {
    const { frequencyHz } = one.spectrum;
    const said = makeSaid(one);
    return element(
      'li',
      {},
      element(
        'p',
        { class: 'name' },
        element('strong', {}, one.name),
        ` ${one.spectrum.kind}, ${frequencyHz.length} points, ${span(frequencyHz)}`,
        ...one.spectrum.notices.map((notice) => element('span', { class: 'hint' }, ` ${notice}`)),
      ),
      ...said,
      button(
        'Remove',
        () => {
          given = given.filter((other) => other !== one);
          present();
        },
        { class: 'quiet', 'aria-label': `Remove ${one.name}` },
      ),
    );
  }
  /** @param {number[]} hertz */
  const span = (hertz) => {
    const text = (/** @type {number} */ value) => {
      const [unit, name] = value >= 1e6 ? [1e6, 'MHz'] : value >= 1e3 ? [1e3, 'kHz'] : [1, 'Hz'];
      return `${Number((value / Number(unit)).toPrecision(3))} ${name}`;
    };
    return `${text(hertz.reduce((a, b) => Math.min(a, b)))} to ${text(hertz.reduce((a, b) => Math.max(a, b)))}`;
  };
  /** @param {Given} one */
  function makeSaid(one) {
    if (what === 'pellet') {
      const input = element('input', {
        id: `impedance-c-${one.id}`,
        inputmode: 'decimal',
        autocomplete: 'off',
        value: one.temperature,
      });
      input.addEventListener('change', () => {
        one.temperature = input.value.trim();
        calculate();
      });
      return [element('div', { class: 'field' }, element('label', { for: input.id }, 'Temperature, °C'), input)];
    }
    const blocking = element(
      'select',
      { id: `impedance-b-${one.id}` },
      element('option', { value: 'ion-blocking' }, 'ions'),
      element('option', { value: 'electron-blocking' }, 'electrons'),
    );
    blocking.value = one.blocking;
    blocking.addEventListener('change', () => {
      one.blocking = blocking.value;
      calculate();
    });
    const series = element('input', {
      id: `impedance-s-${one.id}`,
      inputmode: 'decimal',
      autocomplete: 'off',
      value: one.series,
    });
    series.addEventListener('change', () => {
      one.series = series.value.trim();
      calculate();
    });
    return [
      element('div', { class: 'field' }, element('label', { for: blocking.id }, 'Its ends block'), blocking),
      element(
        'div',
        { class: 'field' },
        element('label', { for: series.id }, 'Series resistance, Ω; empty: fit'),
        series,
      ),
    ];
  }

  /** Shows what is given, and calculates. */
  function present() {
    kind.update();
    phases.hidden = what !== 'cells';
    list.replaceChildren(...given.map(entryOf));
    calculate();
  }

  /** @param {string} text @param {string} name */
  function said(text, name) {
    const value = lab.parseNumber(text);
    if (value === null) throw new Error(`${name}: "${text.slice(0, 40)}"; allowed: a decimal number.`);
    return value;
  }

  function calculate() {
    setText(refusal, '');
    outcome.hidden = given.length === 0;
    if (given.length === 0) return;
    try {
      (what === 'pellet' ? calculatePellets : calculateCells)();
    } catch (error) {
      outcome.hidden = true;
      setText(refusal, messageOf(error));
    }
  }

  /**
   * @param {{of: string, found: import('./impedance-numbers.js').Found[]}[]} found
   * @param {string[]} told
   * @param {Drawn[]} drawn
   * @param {number} [upToOhm] larger impedances are not drawn
   */
  function show(found, told, drawn, upToOhm) {
    const rows = found.flatMap(({ of, found: all }) =>
      all.map(({ quantity, unit, estimate }) => ({ of, quantity, unit, estimate, texts: textsOf(estimate) })),
    );
    table.update({
      columns: [
        column('of', 'Of', '', true),
        column('quantity', 'Quantity', '', true),
        column('value', 'Value'),
        column('u', 'u'),
        column('unit', 'Unit', '', true),
        column('interval', '95 % interval', '', true),
      ],
      rows: rows.map(({ of, quantity, unit, estimate, texts }) => ({
        detail: '',
        cells: [
          words(of),
          words(quantity),
          { text: texts.value, value: estimate.value },
          { text: texts.uncertainty, value: estimate.standardUncertainty },
          words(unit),
          words(texts.interval),
        ],
      })),
    });
    results = {
      columns: ['of', 'quantity', 'value', 'standardUncertainty', 'low', 'high', 'unit'].map((key) => ({
        key,
        unit: '',
      })),
      rows: rows.map(({ of, quantity, unit, estimate }) => [
        of,
        quantity,
        estimate.value,
        estimate.standardUncertainty,
        estimate.interval?.[0] ?? null,
        estimate.interval?.[1] ?? null,
        unit,
      ]),
    };
    const keys = ['frequency', 'Z′', 'Z″', 'fit of Z′', 'fit of Z″', 'residual of Z′', 'residual of Z″'];
    const units = ['Hz', 'Ω', 'Ω', 'Ω', 'Ω', '%', '%'];
    const all = drawn.flatMap(({ name, spectrum, fit }) =>
      spectrum.frequencyHz.map((hertz, i) => ({
        name,
        numbers: [
          hertz,
          spectrum.realOhm[i],
          spectrum.imaginaryOhm[i],
          fit.realOhm[i],
          fit.imaginaryOhm[i],
          fit.realResidualPct[i],
          fit.imaginaryResidualPct[i],
        ],
      })),
    );
    data = {
      columns: [{ key: 'spectrum', unit: '' }, ...keys.map((key, i) => ({ key, unit: units[i] }))],
      rows: all.map(({ name, numbers }) => [name, ...numbers]),
    };
    points.update({
      columns: [column('spectrum', 'Spectrum', '', true), ...keys.map((key, i) => column(key, key, units[i]))],
      rows: all.map(({ name, numbers }) => ({
        detail: '',
        cells: [
          words(name),
          ...numbers.map((value, i) => ({
            text: String(Number(value.toPrecision(i > 4 ? 2 : 5))).replace('-', '−'),
            value,
          })),
        ],
      })),
    });
    notices.replaceChildren(...told.map((one) => element('li', {}, one)));
    nyquist.put((widthMm, theme) =>
      lab.nyquistFigure(
        drawn.map(({ name, spectrum, fit }) => ({
          name,
          frequencyHz: spectrum.frequencyHz,
          realOhm: spectrum.realOhm,
          imaginaryOhm: spectrum.imaginaryOhm,
          fit: { realOhm: fit.realOhm, imaginaryOhm: fit.imaginaryOhm },
        })),
        { widthMm, theme, upToOhm },
      ),
    );
  }
  /** @param {Parameters<typeof compositeNumbers>[0]} found */
  function tellFound(found) {
    into.dispatchEvent(new CustomEvent(FOUND, { bubbles: true, detail: compositeNumbers(found) }));
  }

  function calculatePellets() {
    const sample = sampleSize();
    const noisePct = numberOf(noise);
    const hasSize = sample.thicknessUm !== undefined && sample.areaCm2 !== undefined;
    const all = given.map((one) => {
      const { frequencyHz, realOhm, imaginaryOhm } = one.spectrum;
      const fit = lab.fitImpedance({ frequencyHz, realOhm, imaginaryOhm, ...(hasSize ? sample : {}), noisePct });
      return { ...one, fit };
    });
    const named =
      all.length > 1
        ? (/** @type {string} */ name, /** @type {string} */ text) => `${name}: ${text}`
        : (/** @type {string} */ _, /** @type {string} */ text) => text;
    const told = all.flatMap(({ name, fit }) => fit.notices.map((text) => named(name, text)));
    if (!hasSize) told.push('Thickness and area give the conductivity.');
    /** @type {{of: string, found: import('./impedance-numbers.js').Found[]}[]} */
    const found = all.map(({ name, fit }) => ({ of: name, found: foundOfPellet(fit) }));
    const warm = all.flatMap(({ temperature, fit, name }) =>
      temperature !== '' && fit.conductivityMsCm
        ? [{ temperatureC: said(temperature, `Temperature of ${name}`), fit, sigma: fit.conductivityMsCm }]
        : [],
    );
    /** @type {ActivationEnergy | null} */
    let activation = null;
    const isApart = warm.some(({ temperatureC }) => Math.abs(temperatureC - warm[0].temperatureC) >= 1);
    if (isApart) {
      activation = lab.activationEnergy(
        warm.map(({ temperatureC, sigma }) => ({
          temperatureC,
          conductivityMsCm: sigma.value,
          standardUncertaintyMsCm: /** @type {number} */ (sigma.standardUncertainty),
        })),
      );
      found.push({
        of: 'all temperatures',
        found: [
          { quantity: 'Activation energy of σ', unit: 'eV', estimate: activation.activationEnergyEv },
          { quantity: 'Conductivity at 25 °C, by the line', unit: 'mS/cm', estimate: activation.referenceMsCm },
        ],
      });
      told.push(
        ...activation.notices,
        'The activation energy is that of σ, not of σT: the slope of ln σ over 1/T. What thickness and area leave open is in it as if it differed from spectrum to spectrum.',
      );
    }
    // The electrodes' tail is many times what is looked for.
    const upToOhm = 1.25 * all.reduce((most, { fit }) => Math.max(most, fit.totalOhm.value), 0);
    if (all.some(({ fit }) => fit.blockingElectrodes))
      told.push(
        `The figure shows impedances up to ${textsOf({ value: upToOhm, standardUncertainty: null, interval: null }).value} Ω, a quarter more than the largest total: the electrodes’ tail goes on beyond.`,
      );
    show(found, told, all, upToOhm);
    const shown = all[0].fit.conductivityMsCm ?? all[0].fit.totalOhm;
    const { value, uncertainty } = textsOf(shown);
    setText(
      verdict,
      `${all.length > 1 ? `${all[0].name}: ` : ''}${all[0].fit.conductivityMsCm ? 'conductivity' : 'total resistance'} ${value} ± ${uncertainty} ${all[0].fit.conductivityMsCm ? 'mS/cm' : 'Ω'} (standard uncertainty).`,
    );
    const line = activation?.lineMsCm;
    arrhenius.put(
      line
        ? (widthMm, theme) =>
            lab.arrheniusFigure(
              [
                {
                  name: 'Total',
                  temperatureC: warm.map(({ temperatureC }) => temperatureC),
                  conductivityMsCm: warm.map(({ sigma }) => sigma.value),
                  lineMsCm: line,
                },
              ],
              { widthMm, theme },
            )
        : null,
    );
    tellFound({ pellets: warm.map(({ temperatureC, fit }) => ({ temperatureC, fit })), activation });
  }

  function calculateCells() {
    const sample = sampleSize();
    arrhenius.put(null);
    if (sample.thicknessUm === undefined || sample.areaCm2 === undefined)
      throw new Error('Thickness and area are needed: type them above.');
    /** @param {ReturnType<typeof makeField>} sigma @param {ReturnType<typeof makeField>} fraction */
    const phaseOf = (sigma, fraction) => {
      const [sigma0MsCm, phi] = [numberOf(sigma), numberOf(fraction)];
      return sigma0MsCm === undefined || phi === undefined ? undefined : { sigma0MsCm, phi };
    };
    const fit = lab.fitSymmetricCells({
      ...sample,
      thicknessUm: sample.thicknessUm,
      areaCm2: sample.areaCm2,
      noisePct: numberOf(noise),
      ionic: phaseOf(ionic0, ionicPhi),
      electronic: phaseOf(electronic0, electronicPhi),
      cells: given.map(({ name, spectrum: { frequencyHz, realOhm, imaginaryOhm }, blocking, series }) => ({
        frequencyHz,
        realOhm,
        imaginaryOhm,
        blocking: /** @type {'ion-blocking'} */ (blocking),
        seriesOhm: series === '' ? /** @type {const} */ ('fit') : said(series, `Series resistance of ${name}`),
      })),
    });
    show(
      [{ of: 'the composite', found: foundOfCells(fit) }],
      fit.notices,
      given.map(({ name, spectrum }, place) => ({ name, spectrum, fit: fit.cells[place] })),
    );
    setText(
      verdict,
      fit.ionicMsCm && fit.electronicMsCm
        ? `σ_eff of ions ${textsOf(fit.ionicMsCm).value}, of electrons ${textsOf(fit.electronicMsCm).value} mS/cm.`
        : 'The spectra do not tell the conductivities apart.',
    );
    tellFound({ cells: fit });
  }

  present();
  return {
    update() {
      nyquist.redraw();
      arrhenius.redraw();
    },
  };
}
