// The part of the page on microstructures: makes a volume of the calculation's composite or takes one from a file,
// solves the transport through it in workers, and shows what comes of it.

import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { numberField, showFigure } from '../html/fields.js';
import { saveFile } from '../html/save-file.js';
import { addressOf } from '../session/links.js';
import { readNumber } from '../session/numbers.js';
import { openImpalaInputs, toNpy, toOpenImpalaDat, toRawWithHeader } from '../volume-files/voxel-file.js';
import { makeOwnVolume } from './own-volume.js';
import { headlineOf, makePhasesTable, makeResultsTable, metricsList, resultsCsv } from './results.js';
import { DIRECTIONS, solutionKey } from './study.js';
import { makeViewer } from './viewer.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('./study.js').Study} Study */

const SIZES = /** @type {const} */ ([
  [64, 'quick'],
  [128, 'usual'],
  [192, 'fine'],
  [256, 'finest; needs much memory'],
]);
const LARGEST_SEED = 4294967295;
const TOLERANCE = 1e-3;
// What browsers give a page is guessed where they do not tell.
const USUAL_MEMORY_GB = 4;

/** @param {number} bytes of one solve; returns how many to run at once */
function mostAtOnce(bytes) {
  const memory = /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? USUAL_MEMORY_GB;
  return Math.max(Math.floor((memory * 1e9) / 2 / bytes), 1);
}

/** @param {number} ms */
function durationText(ms) {
  const seconds = Math.max(Math.round(ms / 1000), 1);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/**
 * Fills a place; returns what brings it in step.
 * @param {object} setup
 * @param {CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {ReturnType<typeof import('./jobs.js').makeJobs>} setup.jobs
 * @param {HTMLElement} setup.place
 */
export function buildWorkbench({ lab, calculation, jobs, place }) {
  /** @type {Study | null} */
  let study = null;
  /** @type {AbortController | null} */
  let work = null;

  // Inputs.
  const inputs = lab.microstructureInputs();
  const sizes = /** @type {Record<string, number>} */ (
    Object.fromEntries(inputs.map(({ key, default: standard }) => [key, standard]))
  );
  let seed = 1;
  const scenarioLine = element('p');
  const size = element(
    'select',
    { id: 'micro-size', 'aria-describedby': 'micro-size-hint' },
    ...SIZES.map(([edge, words]) => element('option', { value: String(edge) }, `${edge}³ voxels, ${words}`)),
  );
  size.value = '128';
  const sizeHint = element('p', { id: 'micro-size-hint', class: 'hint' });
  /** @param {() => number} read @param {(text: string) => void} take */
  const refusing = (read, take) => ({
    read: () => String(read()),
    put(/** @type {string} */ text) {
      try {
        take(text);
        showExtent();
        return null;
      } catch (reason) {
        return messageOf(reason);
      }
    },
  });
  const fields = [
    numberField({
      id: 'micro-seed',
      label: 'Seed',
      hint: `whole number, 0 to ${LARGEST_SEED}; the same seed gives the same voxels`,
      ...refusing(
        () => seed,
        (text) => {
          seed = readNumber(lab, 'seed (Seed)', text, { min: 0, max: LARGEST_SEED, isWhole: true });
        },
      ),
    }),
    ...inputs.map(({ key, label, unit, min, max, description }) =>
      numberField({
        id: `micro-${key}`,
        label: unit ? `${label}, ${unit}` : label,
        hint: `assumed; ${min} to ${max}${unit && ` ${unit}`}. ${description}`,
        ...refusing(
          () => sizes[key],
          (text) => {
            sizes[key] = readNumber(lab, `${key} (${label})`, text, { min, max, unit });
          },
        ),
      }),
    ),
  ];
  for (const { show } of fields) show();
  function showExtent() {
    const edge = Number(size.value);
    setText(
      sizeHint,
      `an edge of ${Number((edge * sizes.voxelUm).toPrecision(4))} µm, with the voxels as large as assumed`,
    );
  }
  size.addEventListener('change', showExtent);

  // What is being done.
  const error = element('p', { class: 'error', role: 'alert', id: 'micro-error' });
  const bar = element('progress', { max: '1', 'aria-labelledby': 'micro-doing' });
  const doing = element('p', { id: 'micro-doing', class: 'hint' });
  const live = element('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const generateAndSolve = button('Generate and solve', () => generate(true), { class: 'primary' });
  const generateOnly = button('Generate only', () => generate(false));
  const solveShown = button('Solve this volume', () =>
    perform(async (signal) => {
      if (study) await solve(study, signal);
    }),
  );
  const cancel = button('Cancel', () => work?.abort(new Error('Cancelled; the page is as it was.')));
  const working = element('div', { class: 'working' }, bar, doing);
  working.hidden = true;
  const starters = [generateAndSolve, generateOnly, solveShown];

  /** @param {boolean} isBusy */
  function showBusy(isBusy) {
    const hadFocus = isBusy
      ? starters.find((one) => one === document.activeElement)
      : document.activeElement === cancel
        ? generateAndSolve
        : null;
    working.hidden = !isBusy;
    cancel.disabled = !isBusy;
    for (const starter of starters) starter.disabled = isBusy;
    if (hadFocus) (isBusy ? cancel : generateAndSolve).focus({ preventScroll: true });
  }
  /** @param {string} text @param {number} [fraction] left out while unknown */
  function showProgress(text, fraction) {
    setText(doing, text);
    if (fraction === undefined) bar.removeAttribute('value');
    else bar.value = fraction;
  }

  /**
   * Does something that can be cancelled; then, or if it fails, what was shown before is shown again.
   * @param {(signal: AbortSignal) => Promise<void>} act
   */
  async function perform(act) {
    work?.abort(new Error('Replaced by the next calculation.'));
    const own = (work = new AbortController());
    const before = study;
    error.textContent = '';
    showBusy(true);
    try {
      await act(own.signal);
    } catch (reason) {
      if (own.signal.aborted) {
        setText(live, messageOf(own.signal.reason));
      } else {
        error.textContent = messageOf(reason);
        own.abort(reason); // what else runs for it is of no use
      }
      if (work === own && before && before !== study) {
        study = before;
        show();
      }
    }
    if (work !== own) return;
    work = null;
    showBusy(false);
    showStale();
  }

  /** @param {boolean} andSolve */
  async function generate(andSolve) {
    const wrong = place.querySelector('.fields [aria-invalid="true"]');
    if (wrong instanceof HTMLElement && wrong.id.startsWith('micro-')) {
      wrong.focus();
      return;
    }
    await perform(async (signal) => {
      const scenario = calculation.scenario();
      const link = addressOf(calculation.link());
      const edge = Number(size.value);
      const title = `${lab.describe(scenario)}; ${edge}³ voxels of ${sizes.voxelUm} µm (assumed), seed ${seed}`;
      const { values, provenance } = lab.evaluate(scenario);
      showProgress('Placing particles…');
      setText(live, 'Placing particles.');
      const made = await jobs.run('generate', { ...scenario, ...sizes, shape: [edge, edge, edge], seed }, { signal });
      const times = (/** @type {number | null} */ a, /** @type {number | null} */ b) =>
        a === null || b === null ? null : a * b;
      /** @type {Study} */
      const next = {
        title,
        link,
        fileName: `cathode-lab-${edge}-seed-${made.seed}`,
        isGenerated: true,
        voxels: made.voxels,
        shape: made.shape,
        voxelUm: made.voxelUm,
        phases: made.phases.map((phase) => ({ ...phase, value: phase.label })),
        notes: made.notes,
        carriers: [
          {
            key: 'ion',
            name: 'Ions',
            conductivities: [0, 0, 1, 0],
            sigma0: times(values.ionicConductivityMsCm, values.ionicMacMullin),
            measured: { tau2: values.ionicTortuosityFactor, provenance: provenance.ionicTortuosityFactor },
          },
          {
            key: 'electron',
            name: 'Electrons',
            conductivities: [0, 1, 0, 1],
            sigma0: times(values.electronicConductivityMsCm, values.electronicMacMullin),
            measured: { tau2: values.electronicTortuosityFactor, provenance: provenance.electronicTortuosityFactor },
          },
        ],
        directions: [...DIRECTIONS],
        sides: made.shape.every((extent) => extent % 2 === 0) ? 'periodic' : 'closed',
        tolerance: TOLERANCE,
        metrics: null,
        solutions: new Map(),
      };
      study = next;
      show();
      const measuring = jobs
        .run(
          'metrics',
          { voxels: next.voxels, shape: next.shape, voxelUm: made.voxelUm, sides: next.sides },
          { signal },
        )
        .then((metrics) => {
          next.metrics = metrics;
          if (study === next) showMetrics();
        });
      await Promise.all([measuring, andSolve ? solve(next, signal) : null]);
      setText(live, andSolve ? 'Solved.' : 'The volume is ready.');
    });
  }

  /** @param {Study} of @param {AbortSignal} signal */
  async function solve(of, signal) {
    const todo = of.carriers
      .flatMap((carrier) => of.directions.map((direction) => ({ carrier, direction, fraction: 0, isDone: false })))
      .filter(({ carrier, direction }) => !of.solutions.has(solutionKey(carrier, direction)));
    const started = performance.now();
    const tell = () => {
      const fraction = todo.reduce((sum, one) => sum + one.fraction, 0) / Math.max(todo.length, 1);
      const elapsed = performance.now() - started;
      const left =
        fraction > 0.02 && elapsed > 500 ? `, about ${durationText((elapsed * (1 - fraction)) / fraction)} left` : '';
      const running = todo
        .filter((one) => !one.isDone && one.fraction > 0)
        .map((one) => `${one.carrier.name.toLowerCase()} ${one.direction} ${Math.round(one.fraction * 100)} %`)
        .join(', ');
      showProgress(
        `Solving: ${todo.filter(({ isDone }) => isDone).length} of ${todo.length} done${left}${running && ` (${running})`}`,
        fraction,
      );
    };
    tell();
    setText(live, `Solving the transport, ${todo.length} times.`);
    await Promise.all(
      todo.map(async (one) => {
        const { carrier, direction } = one;
        const options = {
          voxels: of.voxels,
          shape: of.shape,
          conductivities: carrier.conductivities,
          direction,
          tolerance: of.tolerance,
          sides: of.sides,
          fields: direction === of.directions[0],
        };
        const solution = await jobs.run('solve', options, {
          signal,
          atOnce: mostAtOnce(lab.transportBytes(options)),
          onProgress({ fraction }) {
            one.fraction = Math.max(one.fraction, Math.min(fraction, 0.99));
            tell();
          },
        });
        of.solutions.set(solutionKey(carrier, direction), solution);
        one.fraction = 1;
        one.isDone = true;
        tell();
        if (study === of) show();
      }),
    );
  }

  const ownVolume = makeOwnVolume({
    lab,
    take: (given, andSolve) =>
      perform(async (signal) => {
        const next = (study = {
          ...given,
          link: addressOf(calculation.link()),
          isGenerated: false,
          metrics: null,
          solutions: new Map(),
        });
        show();
        results.scrollIntoView({ block: 'nearest' });
        if (andSolve) await solve(next, signal);
        setText(live, andSolve ? 'Solved.' : 'The volume is shown.');
      }),
  });

  // What came of it.
  const title = element('p', { class: 'hint', id: 'study-title' });
  const stale = element('p', { class: 'hint' });
  const headline = element('div', { class: 'headline' });
  const meaning = element(
    'p',
    {},
    'Grain boundaries, contacts between particles and shells around them add resistance that the geometry alone lacks. ' +
      'The contact factor says how much; it is not tuned away.',
  );
  const table = makeResultsTable();
  const phases = makePhasesTable();
  const notes = element('ul', { class: 'notes' });
  const metrics = element('ul');
  const metricsPart = element(
    'div',
    {},
    element('h3', {}, 'Surfaces and percolation, recomputed from the voxels'),
    metrics,
  );
  const viewer = makeViewer();
  const chart = element('div', { class: 'drawing' });
  const chartPart = element('div', {}, element('h3', {}, 'Convergence'), chart);
  const transport = element(
    'div',
    {},
    element('h3', {}, 'Transport by direction'),
    element(
      'p',
      { class: 'hint' },
      'Recomputed from the voxels; z leads from the separator to the collector. σ_eff is that of the geometry alone: the solved ratio times the ' +
        'pure phase’s σ₀, which is this calculation’s conductivity times its MacMullin number.',
    ),
    table.whole,
  );
  const voxelFile = () => {
    const { voxels, shape, phases: all, voxelUm, fileName } = /** @type {Study} */ (study);
    return {
      voxels,
      shape,
      voxelUm,
      name: fileName,
      notes: [],
      values: all.map(({ value }) => value),
      counts: all.map(({ fraction }) => Math.round(fraction * voxels.length)),
    };
  };
  /** @param {string} text @param {string} ending @param {() => string | Uint8Array} content @param {string} [type] */
  const saving = (text, ending, content, type = 'application/octet-stream') =>
    button(text, () => {
      const made = content();
      saveFile(
        `${study?.fileName}${ending}`,
        type,
        typeof made === 'string' ? made : new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (made)]),
      );
    });
  const phase = element('select', { id: 'impala-phase' });
  const downloads = element(
    'div',
    {},
    element(
      'p',
      { class: 'buttons' },
      saving('Results, CSV', '.csv', () => resultsCsv(/** @type {Study} */ (study), lab.version()), 'text/csv'),
      saving('Voxels, .npy', '.npy', () => toNpy(voxelFile())),
      saving('Voxels, .raw', '.raw', () => toRawWithHeader(voxelFile()).raw),
      saving('Their header, .mhd', '.mhd', () => toRawWithHeader(voxelFile()).header, 'text/plain'),
    ),
    element(
      'div',
      { class: 'field' },
      element('label', { for: phase.id }, 'For OpenImpala, the phase that conducts'),
      phase,
    ),
    element(
      'p',
      { class: 'buttons' },
      saving('Its voxels, .dat', '.dat', () => toOpenImpalaDat(voxelFile(), Number(phase.value))),
      saving(
        'Inputs',
        '.inputs',
        () => openImpalaInputs({ name: /** @type {Study} */ (study).fileName }),
        'text/plain',
      ),
    ),
  );
  const results = element(
    'div',
    { id: 'study' },
    title,
    stale,
    headline,
    meaning,
    transport,
    element('h3', {}, 'Phases'),
    phases.whole,
    notes,
    metricsPart,
    viewer.whole,
    chartPart,
    element('h3', {}, 'Files'),
    downloads,
  );
  results.hidden = true;

  function showMetrics() {
    metricsPart.hidden = !study?.metrics;
    if (study?.metrics) metrics.replaceChildren(...metricsList(study.metrics).map((text) => element('li', {}, text)));
  }
  function showChart() {
    const solved = study
      ? study.carriers
          .flatMap((carrier) =>
            /** @type {Study} */ (study).directions.map((direction) => ({
              name: `${carrier.name} ${direction}`,
              points: (study?.solutions.get(solutionKey(carrier, direction))?.history ?? [])
                .filter(({ errorEstimate }) => errorEstimate > 0)
                .map(({ iteration, errorEstimate }) => /** @type {[number, number]} */ ([iteration, errorEstimate])),
            })),
          )
          .filter(({ points }) => points.length > 1)
      : [];
    chartPart.hidden = solved.length === 0;
    if (solved.length === 0) return;
    showFigure(
      chart,
      lab.chart(
        {
          title: 'Convergence of the solves',
          x: { title: 'Iteration' },
          y: { title: 'Estimated relative error of σ_eff', scale: 'log' },
          series: solved,
        },
        {
          widthMm: place.clientWidth > 460 ? 180 : 85,
          theme: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
        },
      ),
      'convergence',
    );
  }
  function showStale() {
    const isStale = study?.isGenerated && study.link !== addressOf(calculation.link());
    stale.hidden = !isStale;
    if (isStale) setText(stale, 'The calculation has changed since. What follows is for the one named above.');
  }
  function show() {
    results.hidden = study === null;
    if (!study) return;
    const { isGenerated, solutions, carriers, directions } = study;
    setText(title, study.title);
    headline.replaceChildren(...headlineOf(study));
    meaning.hidden = !isGenerated;
    table.show(study);
    transport.hidden = carriers.length === 0;
    solveShown.hidden = carriers.length * directions.length === solutions.size;
    phases.show(study);
    const chosen = phase.value;
    phase.replaceChildren(...study.phases.map(({ label, name }) => element('option', { value: String(label) }, name)));
    phase.value = study.phases.some(({ label }) => String(label) === chosen)
      ? chosen
      : String(study.phases.length > 2 ? 2 : study.phases.length - 1);
    notes.replaceChildren(...study.notes.map((text) => element('li', {}, text)));
    notes.hidden = study.notes.length === 0;
    showMetrics();
    showChart();
    showStale();
    viewer.show(study);
  }

  place.append(
    element(
      'p',
      {},
      'A voxel volume of the composite, made of particles of assumed sizes, and the transport through its geometry alone.',
    ),
    scenarioLine,
    element(
      'div',
      { class: 'fields' },
      element('div', { class: 'field' }, element('label', { for: size.id }, 'Size'), size, sizeHint),
      fields[0].field,
    ),
    element(
      'details',
      {},
      element('summary', {}, 'Sizes of particles and voxels: all assumed'),
      element('div', { class: 'fields' }, ...fields.slice(1).map(({ field }) => field)),
    ),
    element('details', {}, element('summary', {}, 'Your own volume'), ownVolume),
    element('p', { class: 'buttons' }, generateAndSolve, generateOnly, solveShown, cancel),
    working,
    live,
    error,
    results,
  );
  solveShown.hidden = true;
  showBusy(false);
  showExtent();

  new MutationObserver(() => {
    viewer.recolor();
    showChart();
  }).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  let wasWide = true;
  new ResizeObserver(() => {
    const isWide = place.clientWidth > 460;
    if (isWide !== wasWide) showChart();
    wasWide = isWide;
  }).observe(place);

  return {
    update() {
      setText(scenarioLine, `Of this calculation: ${lab.describe(calculation.scenario())}.`);
      showStale();
    },
  };
}
