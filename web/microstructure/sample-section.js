// SPDX-License-Identifier: MIT
// "How representative is one sample?": several seeds and sizes of the box of what is entered, and what they say together.

import { messageOf } from '../api/quoting.js';
import { button, element } from '../html/dom.js';
import { numberField, short } from '../html/fields.js';
import { saveFile } from '../html/save-file.js';
import { column, makeSortableTable, words } from '../html/sortable-table.js';
import { readNumber } from '../session/numbers.js';
import { csvOf } from '../table-files/csv.js';
import {
  MOST_SEEDS,
  percent,
  representativeSize,
  SAMPLE_VOXELS,
  samplesOf,
  samplesToMake,
  shapeOfShare,
  shownUm,
  statisticsOf,
  tau2At,
  USUAL_SEEDS,
  USUAL_SHARE,
} from './sample-study.js';
import { makeSeveral, runAll } from './several-jobs.js';

/** @typedef {import('./study.js').Carrier} Carrier */
/** @typedef {import('./sample-study.js').Sample} Sample */
/** @typedef {import('./sample-study.js').Statistics} Statistics */
/** @typedef {import('./work.js').Request} Request */
/** @typedef {Partial<Record<Carrier['key'], NonNullable<ReturnType<typeof samplesOf>>>>} SamplesOfCarriers */

/** Carriers of generated volumes, and what conducts them. @type {Pick<Carrier, 'key' | 'name' | 'conductivities'>[]} */
const CARRIERS = [
  { key: 'ion', name: 'Ions', conductivities: [0, 0, 1, 0] },
  { key: 'electron', name: 'Electrons', conductivities: [0, 1, 0, 1] },
];
const SHARES = /** @type {const} */ ([
  [0.5, 'half of it', false],
  [2 / 3, 'two thirds of it', true],
  [1, 'the edge above', true],
  [1.5, 'one and a half of it', false],
]);
const WIDTH = 0.1; // of the interval that a climb asks for: two grids, whatever it says

const cell = (/** @type {number | null} */ value, digits = 3) => ({
  text: value === null ? '' : Number.isFinite(value) ? short(Number(value.toPrecision(digits))) : 'no limit',
  value: value !== null && Number.isFinite(value) ? value : null,
});

/** @param {Statistics[]} all of the carriers in their order @param {string[]} names */
const tableOf = (all, names) => ({
  columns: [
    column('carrier', 'Carrier', '', true),
    column('box', 'Edge of the box', 'µm'),
    column('percolating', 'Percolate', '', true),
    column('mean', 'Mean of σ_eff / σ₀'),
    column('deviation', 'Scatter of one sample (s.d.)'),
    column('error', 'Standard error of the mean'),
    column('tau2', 'τ² of the mean'),
    column('low', 'τ², from'),
    column('high', 'τ², to'),
    column('grid', 'Left open by the grids'),
  ],
  rows: all.map((one, at) => ({
    detail: '',
    cells: [
      words(names[at]),
      cell(one.boxUm),
      words(`${one.percolating} of ${one.n}`),
      cell(one.mean),
      cell(one.deviation, 2),
      cell(one.standardError, 2),
      cell(tau2At(one, one.mean)),
      cell(one.high === null ? null : tau2At(one, one.high)),
      cell(one.low === null ? null : tau2At(one, one.low)),
      words(`± ${percent(one.grid)}`),
    ],
  })),
});

/** Each sample, and what they say together, a row each. @param {Sample[]} samples @param {Statistics[]} all @param {Carrier['key'][]} keys */
const sheetOf = (samples, all, keys) => ({
  name: 'samples',
  columns: [
    { key: 'carrier' },
    { key: 'box edge', unit: 'µm' },
    { key: 'seed' },
    { key: 'samples' },
    { key: 'percolating' },
    { key: 'relative conductivity' },
    { key: 'relative conductivity low' },
    { key: 'relative conductivity high' },
    { key: 'standard deviation' },
    { key: 'standard error' },
    { key: 'tortuosityFactor' },
  ],
  rows: [
    ...samples.flatMap(({ boxUm, seed, found }) =>
      Object.entries(found).map(([key, one]) => [
        key,
        boxUm,
        seed,
        1,
        Number(one.percolates),
        one.conductivity,
        one.lower,
        one.upper,
        null,
        null,
        one.conductivity > 0 ? one.unhindered / one.conductivity : null,
      ]),
    ),
    ...all.map((one, at) => [
      keys[at],
      one.boxUm,
      'mean',
      one.n,
      one.percolating,
      one.mean,
      one.low,
      one.high,
      one.deviation,
      one.standardError,
      one.mean > 0 ? one.unhindered / one.mean : null,
    ]),
  ],
});

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {{run: ReturnType<typeof import('./jobs.js').makeJobs>['run']}} setup.jobs
 * @param {number} setup.atOnce how many samples have room beside each other
 * @param {() => Request | null} setup.request what is entered; nothing if something of it is refused
 * @param {(request: Request, samples: SamplesOfCarriers) => void} setup.onFound what the samples of the whole box say, as they come
 */
export function makeSampleSection({ lab, jobs, atOnce, request, onFound }) {
  let seeds = USUAL_SEEDS;
  let mostShare = USUAL_SHARE;
  /** @type {Sample[]} */
  let samples = [];
  /** @type {Request | null} what they are of */
  let of = null;
  const check = (/** @type {string} */ id, /** @type {string} */ label, /** @type {boolean} */ isChecked) => {
    const box = element('input', { type: 'checkbox', id });
    box.checked = isChecked;
    return { box, whole: element('span', { class: 'check' }, box, element('label', { for: id }, label)) };
  };
  const boxes = SHARES.map(([share, label, isChecked], index) => ({
    share,
    ...check(`samples-box-${index}`, label, isChecked),
  }));
  const carriers = CARRIERS.map((carrier) => ({
    carrier,
    ...check(
      `samples-${carrier.key}`,
      carrier.key === 'electron' ? 'Electrons (several times as long)' : carrier.name,
      carrier.key === 'ion',
    ),
  }));
  /** @param {string} id @param {string} label @param {string} hint @param {() => number} read @param {(text: string) => void} take */
  const field = (id, label, hint, read, take) =>
    numberField({
      id,
      label,
      hint,
      read: () => String(read()),
      put(text) {
        try {
          take(text);
          show();
          return null;
        } catch (reason) {
          return messageOf(reason);
        }
      },
    });
  const fields = [
    field(
      'samples-seeds',
      'Samples of each size',
      `2 to ${MOST_SEEDS}, of seeds one after the other`,
      () => seeds,
      (text) => {
        seeds = readNumber(lab, 'Samples of each size', text, { min: 2, max: MOST_SEEDS, isWhole: true });
      },
    ),
    field(
      'samples-share',
      'Scatter that is allowed, %',
      'of one sample, a standard deviation over the mean; 1 to 100',
      () => mostShare * 100,
      (text) => {
        mostShare = readNumber(lab, 'Scatter that is allowed', text, { min: 1, max: 100, unit: '%' }) / 100;
      },
    ),
  ];
  for (const one of fields) one.show();

  const table = makeSortableTable('Samples', { columns: [], rows: [] });
  const verdicts = element('ul', { id: 'samples-verdicts' });
  const title = element('p', { class: 'hint' });
  const several = makeSeveral('samples', (isBusy) => {
    start.disabled = isBusy;
  });
  const start = button('Make samples', make, { id: 'samples-start' });
  const results = element(
    'div',
    {},
    title,
    verdicts,
    table.whole,
    element('p', { class: 'buttons' }, button('Samples, CSV', save)),
  );
  results.hidden = true;
  const whole = element(
    'details',
    { id: 'sample-study' },
    element('summary', {}, 'How representative is one sample?'),
    element(
      'p',
      { class: 'hint' },
      'A generated volume is one sample of its composite. Others differ by their seed alone, and smaller boxes differ more. ' +
        'These are solved along all directions on coarse grids (to 88 voxels each way), which is enough to see what samples differ by; means are of conductivities.',
    ),
    element('div', { class: 'fields' }, ...fields.map((one) => one.field)),
    element(
      'fieldset',
      { class: 'checks' },
      element('legend', {}, 'Edges of the box'),
      ...boxes.map((one) => one.whole),
    ),
    element('fieldset', { class: 'checks' }, element('legend', {}, 'Carriers'), ...carriers.map((one) => one.whole)),
    element('p', { class: 'buttons' }, start, several.cancel),
    several.whole,
    results,
  );

  /** Carrier by carrier, sizes from small to large. */
  function statistics() {
    return CARRIERS.flatMap(({ key, name }) =>
      [...new Set(samples.map(({ boxUm }) => boxUm))]
        .sort((a, b) => a - b)
        .flatMap((boxUm) => {
          const one = statisticsOf(
            samples.filter((sample) => sample.boxUm === boxUm),
            key,
          );
          return one ? [{ key, name, one }] : [];
        }),
    );
  }

  function show() {
    const all = statistics();
    results.hidden = all.length === 0;
    if (!of || all.length === 0) return;
    title.textContent = `Of ${of.title}, and the seeds after it.`;
    table.update(
      tableOf(
        all.map(({ one }) => one),
        all.map(({ name }) => name),
      ),
    );
    verdicts.replaceChildren(
      ...CARRIERS.flatMap(({ key, name }) => {
        const sizes = all.filter((row) => row.key === key).map(({ one }) => one);
        if (sizes.length === 0) return [];
        const { boxUm, reason } = representativeSize(sizes, mostShare);
        const told =
          boxUm === null
            ? `${name}: none of the sizes tried is representative: ${reason}.`
            : `${name}: ${shownUm(boxUm)} is representative: ${reason}.`;
        const mixed = sizes.filter(({ percolating, n }) => percolating > 0 && percolating < n);
        const spread = mixed.length > 0 ? ' Where not all percolate, the interval is the spread of the samples.' : '';
        return [element('li', {}, told + spread)];
      }),
    );
  }

  function make() {
    const given = request();
    if (!given) return;
    const wrong = /** @type {HTMLElement | null} */ (whole.querySelector('[aria-invalid="true"]'));
    if (wrong) {
      wrong.focus();
      return;
    }
    const chosen = carriers
      .filter(({ box }) => box.checked)
      .map(({ carrier: { key, conductivities } }) => ({ key, conductivities }));
    const shares = boxes.filter(({ box }) => box.checked).map(({ share }) => share);
    several.perform('samples', async (signal, tell) => {
      if (chosen.length === 0) throw new Error('Carriers: none is chosen; allowed: ions, electrons.');
      if (shares.length === 0) throw new Error('Edges of the box: none is chosen; allowed: one or more.');
      const { shape, seed, sizes } = given.inputs;
      const refused = shares.find((share) => !shapeOfShare(shape, share));
      if (refused !== undefined)
        throw new Error(
          `Edges of the box: ${Number(refused.toPrecision(2))} times ${shape[0]} voxels; allowed: 8 to 256 voxels. Leave it out, or take larger voxels.`,
        );
      const options = samplesToMake({ ...given.options, ...sizes, voxelUm: sizes.voxelUm, shape, seed }, shares, seeds);
      samples = [];
      of = given;
      show();
      await runAll(
        options,
        (microstructure, onProgress) =>
          jobs.run(
            'sample',
            { microstructure, carriers: chosen, mostVoxels: SAMPLE_VOXELS, tolerance: WIDTH },
            { signal, onProgress, atOnce },
          ),
        tell,
        (sample) => {
          samples.push(sample);
          show();
        },
      );
      tellFound(given);
      return 'All samples are there.';
    });
  }

  /** @param {Request} given */
  function tellFound(given) {
    const boxUm = Math.max(...samples.map((one) => one.boxUm));
    const wholeUm = Math.max(...given.inputs.shape) * given.inputs.sizes.voxelUm;
    if (Math.abs(boxUm / wholeUm - 1) > 1e-6) return;
    /** @type {SamplesOfCarriers} */
    const found = {};
    for (const { key, one } of statistics()) {
      const told = one.boxUm === boxUm ? samplesOf(one) : null;
      if (told) found[key] = told;
    }
    onFound(given, found);
  }

  function save() {
    if (!of) return;
    const all = statistics();
    const sheet = sheetOf(
      samples,
      all.map(({ one }) => one),
      all.map(({ key }) => key),
    );
    saveFile(
      `${of.fileName}-samples.csv`,
      'text/csv',
      csvOf(sheet, { title: of.title, version: lab.version(), link: of.link }),
    );
  }

  return { whole };
}
