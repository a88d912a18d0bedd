// SPDX-License-Identifier: MIT
// "Contact resistance": what each contact between particles would have to resist for the geometry to be as the measured
// composite, and what follows for others.
import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { numberField, short } from '../html/fields.js';
import { column, makeSortableTable } from '../html/sortable-table.js';
import { readNumber } from '../session/numbers.js';
import { changesOf, contactLengthUm, contactOhmCm2, fitContact, gridOf, MOST_OHM_CM2 } from './contact-fit.js';
import { SAMPLE_VOXELS } from './sample-study.js';
import { makeSeveral, runAll } from './several-jobs.js';
import { DIRECTIONS } from './study.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study.js').Carrier} Carrier */
/** @typedef {import('./work.js').Request} Request */
/** @typedef {import('./contact-fit.js').Estimate} Estimate */

const FIT_VOXELS = 88 ** 3;
const FIT_SOLVES = 8; // about so many
const WIDTH = 0.1;
const SOLVER_TOLERANCE = 1e-3;

const cell = (/** @type {number | null} */ value) => ({
  text: value === null ? '' : short(Number(value.toPrecision(3))),
  value,
});
const three = (/** @type {number} */ value) => String(Number(value.toPrecision(3)));

/**
 * Why nothing can be fitted for a carrier; nothing if something can.
 * @param {Study | null} study
 * @param {Carrier | undefined} carrier
 */
function fitRefusal(study, carrier) {
  if (!study?.isGenerated || !study.geometry || !carrier)
    return 'Generate and solve a volume first: only a generated one has something measured beside it.';
  if (carrier.measured?.tau2 == null || !carrier.measured.isOfSource || carrier.sigma0 === null)
    return 'Nothing was measured at this composition.';
  const { geometry } = study;
  const { conductivities } = carrier;
  if (geometry.bodies.some(({ kind, label }) => kind === 'cylinder' && conductivities[label] > 0))
    return 'They pass along bent fibres that are made of straight pieces, which the solver counts as bodies: a resistance of contacts would stand within each fibre.';
  return '';
}

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {{run: ReturnType<typeof import('./jobs.js').makeJobs>['run']}} setup.jobs
 * @param {number} setup.atOnce
 * @param {(study: Study, carrier: Carrier) => Estimate | null | undefined} setup.geometric the tortuosity factor of the geometry
 *   without resistance; null: it does not percolate; undefined: not calculated
 */
export function makeContactSection({ lab, jobs, atOnce, geometric }) {
  /** @type {Study | null} */
  let study = null;
  /** @type {Request | null} */
  let request = null;
  const inputs = lab.microstructureInputs();
  const { min, max } = lab.parameters().find(({ key }) => key === 'amWtPct') ?? {};
  const content = { min: min ?? 0, max: max ?? 100 };
  const parts = /** @type {const} */ (['ion', 'electron']).map(makePart);
  const whole = element(
    'details',
    { id: 'contact-resistance' },
    element('summary', {}, 'Contact resistance'),
    element(
      'p',
      { class: 'hint' },
      'What is left between a measured composite and its geometry may be contacts between particles that resist. ' +
        'Fitted is one resistance, the same for each contact and in proportion to its area, on one grid of about 88 voxels each way; other causes (grain boundaries, voids that were not counted) end up in it.',
    ),
    ...parts.map((part) => part.whole),
  );
  return {
    whole,
    /** @param {Study} next @param {Request | null} of the request that it was made by, if it was */
    show(next, of) {
      if (study === next && request === of) return;
      study = next;
      request = of;
      for (const part of parts) part.show();
    },
  };

  /** @param {Carrier['key']} key */
  function makePart(key) {
    let ohmCm2 = 0;
    const carrier = () => study?.carriers.find((one) => one.key === key);
    const field = numberField({
      id: `contact-${key}`,
      label: 'Resistance of a contact, Ω cm²',
      hint: `0 to ${MOST_OHM_CM2}; 0: contacts do not resist. Assumed, until it is fitted`,
      read: () => three(ohmCm2),
      put(text) {
        try {
          ohmCm2 = readNumber(lab, 'Resistance of a contact', text, { min: 0, max: MOST_OHM_CM2, unit: 'Ω cm²' });
          return null;
        } catch (reason) {
          return messageOf(reason);
        }
      },
    });
    field.show();
    const result = element('p', { id: `contact-${key}-result` });
    const fitButton = button('Fit to the measured τ²', fit);
    const predictButton = button('Predict with it', predict);
    const several = makeSeveral(`contact-${key}`, (isBusy) => update(isBusy));
    const table = makeSortableTable(`Predictions, ${key === 'ion' ? 'ions' : 'electrons'}`, { columns: [], rows: [] });
    const label = element('p', { class: 'hint' });
    const predictions = element('div', {}, label, table.whole);
    predictions.hidden = true;
    const refusal = element('p', { class: 'hint' });
    const entry = element(
      'div',
      {},
      element('div', { class: 'fields' }, field.field),
      element('p', { class: 'buttons' }, fitButton, predictButton, several.cancel),
      several.whole,
      result,
      predictions,
    );
    const part = element('section', {}, element('h3', {}, key === 'ion' ? 'Ions' : 'Electrons'), refusal, entry);
    update(false);

    /** @param {boolean} isBusy */
    function update(isBusy) {
      const refused = fitRefusal(study, carrier());
      setText(refusal, refused);
      refusal.hidden = refused === '';
      entry.hidden = refused !== '';
      fitButton.disabled = isBusy;
      predictButton.disabled = isBusy || request === null;
    }

    /** The measured value and the geometry's. @param {Study} of @param {Carrier} one @param {AbortSignal} signal @returns {Promise<Estimate | null>} */
    async function geometricOf(of, one, signal) {
      const known = geometric(of, one);
      if (known !== undefined) return known;
      const { percolates, effectiveConductivity, lower, upper, tortuosityFactor } = await jobs.run(
        'climb',
        {
          geometry: /** @type {import('../api/cathode-lab').Geometry} */ (of.geometry),
          conductivities: one.conductivities,
          direction: 'mean',
          sides: of.geometry?.periodic ? 'periodic' : 'closed',
          tolerance: WIDTH,
          mostVoxels: SAMPLE_VOXELS,
        },
        { signal },
      );
      if (!percolates || tortuosityFactor === null) return null;
      const unhindered = tortuosityFactor * effectiveConductivity;
      return { value: tortuosityFactor, low: unhindered / upper, high: lower > 0 ? unhindered / lower : Infinity };
    }

    function fit() {
      const [of, one] = [study, carrier()];
      if (!of?.geometry || !one || one.sigma0 === null || one.measured?.tau2 == null) return;
      const { geometry } = of;
      const { sigma0, measured, conductivities } = one;
      several.perform('steps', async (signal, tell) => {
        const shape = gridOf(geometry.boxUm, FIT_VOXELS);
        let done = 0;
        const steps = () => Math.max(FIT_SOLVES, done + 1) + 1;
        tell(done, steps(), 0);
        const without = await geometricOf(of, one, signal);
        tell(++done, steps(), 0);
        /** @param {number} contactResistance */
        async function evaluate(contactResistance) {
          const solutions = await Promise.all(
            DIRECTIONS.map((direction) =>
              jobs.run(
                'solveBodies',
                {
                  geometry,
                  shape,
                  conductivities,
                  direction,
                  sides: geometry.periodic ? 'periodic' : 'closed',
                  tolerance: SOLVER_TOLERANCE,
                  contactResistance,
                },
                { signal, atOnce },
              ),
            ),
          );
          tell(++done, steps(), 0);
          const sigma =
            solutions.reduce((sum, { effectiveConductivity }) => sum + effectiveConductivity, 0) / solutions.length;
          const unhindered = Math.max(
            ...solutions.map(
              ({ tortuosityFactor, effectiveConductivity }) => (tortuosityFactor ?? 0) * effectiveConductivity,
            ),
          );
          return sigma > 0 ? unhindered / sigma : null;
        }
        const tau2 = /** @type {number} */ (measured?.tau2);
        const found = await fitContact({
          evaluate,
          measured: { value: tau2, low: tau2, high: tau2 },
          geometric: without,
        });
        if (study !== of) return '';
        if ('none' in found) {
          setText(result, found.none);
          return '';
        }
        const ohm = (/** @type {number} */ length) => contactOhmCm2(length, /** @type {number} */ (sigma0));
        ohmCm2 = ohm(found.length);
        field.show();
        result.dataset.value = String(ohmCm2);
        setText(
          result,
          `Fitted: ${three(ohmCm2)} Ω cm², ${three(ohm(found.low))} to ${three(ohm(found.high))} by what the grids leave open. ` +
            `Each contact then resists as much as ${three(found.length)} µm of the pure phase (${three(/** @type {number} */ (sigma0))} mS/cm), ` +
            `and takes τ² from ${three(without?.value ?? 0)} to that of the composite, ${three(tau2)} (${measured?.provenance}).`,
        );
        return 'Fitted.';
      });
    }

    function predict() {
      const [one, of] = [carrier(), request];
      if (!one || one.sigma0 === null || !of) return;
      const { sigma0, conductivities } = one;
      const used = ohmCm2;
      const scenario = /** @type {{model: 1 | 2 | 3 | 4, amWtPct: number}} */ (/** @type {unknown} */ (of.options));
      const changes = changesOf({ ...scenario, sizes: of.inputs.sizes }, inputs, content);
      several.perform('predictions', async (signal, tell) => {
        /** @type {(import('./sample-study.js').Found | undefined)[]} */
        const found = changes.map(() => undefined);
        const show = () => {
          const base = found[0]?.conductivity;
          table.update({
            columns: [
              column('microstructure', 'Microstructure', '', true),
              column('sigma', 'σ_eff', 'mS/cm'),
              column('low', 'from', 'mS/cm'),
              column('high', 'to', 'mS/cm'),
              column('tau2', 'τ²'),
              column('ratio', 'σ_eff over that as it is'),
            ],
            rows: changes.flatMap(({ name }, index) => {
              const own = found[index];
              if (!own) return [];
              const { conductivity, lower, upper, unhindered } = own;
              return [
                {
                  detail: '',
                  cells: [
                    { text: name, value: null },
                    cell(conductivity * sigma0),
                    cell(lower * sigma0),
                    cell(upper * sigma0),
                    cell(conductivity > 0 ? unhindered / conductivity : null),
                    cell(base ? conductivity / base : null),
                  ],
                },
              ];
            }),
          });
        };
        setText(
          label,
          `Model: assumes ${three(used)} Ω cm² at every contact, whatever the particles. One sample each; from and to are what its grids leave open, not what the fit does. Of ${of.title}.`,
        );
        predictions.hidden = false;
        show();
        await runAll(
          changes,
          ({ scenario: changed, sizes }, onProgress) =>
            jobs.run(
              'sample',
              {
                microstructure: { ...of.options, ...changed, ...sizes, seed: of.inputs.seed },
                carriers: [{ key, conductivities }],
                mostVoxels: SAMPLE_VOXELS,
                tolerance: WIDTH,
                contactResistance: contactLengthUm(used, sigma0),
              },
              { signal, onProgress, atOnce },
            ),
          tell,
          (sample, index) => {
            found[index] = sample.found[key];
            show();
          },
        );
        return 'Predicted.';
      });
    }

    return {
      whole: part,
      show() {
        setText(result, '');
        predictions.hidden = true;
        update(false);
      },
    };
  }
}
