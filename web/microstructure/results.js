// SPDX-License-Identifier: MIT
// What has been calculated for a volume, as headline, tables and file.
import { element } from '../html/dom.js';
import { short } from '../html/fields.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { contactFactor, errorOf, meanTortuosityFactor, solutionKey } from './study.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study.js').Carrier} Carrier */

// What a voxel volume tells of itself, and what the voxels of a generated one leave of the particles.
const DIGITS = 3;
const DIGITS_OF_GENERATED = 2;
/** @param {number | null} value */
const percent = (value) => (value === null ? '–' : `${Number((value * 100).toPrecision(2))} %`);
const column = (/** @type {string} */ key, /** @type {string} */ label, unit = '', isText = false) => ({
  key,
  label,
  unit,
  isText,
});
const words = (/** @type {string} */ text) => ({ text, value: null });
const cell = (/** @type {number | null} */ value, text = short(value)) => ({ text: value === null ? '' : text, value });

/** @param {string} label @param {number | null | undefined} value @param {string} source @param {string} key @param {number} [digits] */
function figureOf(label, value, source, key, digits = DIGITS) {
  const text = value === undefined ? '…' : value === null ? '–' : String(Number(value.toPrecision(digits)));
  const shown = element('dd', { class: 'large', 'data-key': key }, text);
  if (typeof value === 'number') shown.dataset.value = String(value);
  return element('div', {}, element('dt', {}, label), shown, element('dd', { class: 'hint' }, source));
}

/** The tortuosity factor of the geometry alone, the measured one, and what is between them. @param {Study} study */
export function headlineOf(study) {
  return study.carriers.map((carrier) => {
    const tau2 = meanTortuosityFactor(study, carrier);
    const ways = study.directions.join(', ');
    const geometric = figureOf(
      'Tortuosity factor τ², geometry alone',
      tau2,
      tau2 === null
        ? 'does not percolate'
        : `recomputed from the voxels, mean conductivity over ${ways}${study.isGenerated ? '; their size counts, see below' : ''}`,
      `${carrier.key}-geometric`,
      study.isGenerated ? DIGITS_OF_GENERATED : DIGITS,
    );
    if (!carrier.measured) return element('section', {}, element('h3', {}, carrier.name), element('dl', {}, geometric));
    const { tau2: measured, provenance, isOfSource } = carrier.measured;
    return element(
      'section',
      {},
      element('h3', {}, carrier.name),
      element(
        'dl',
        {},
        geometric,
        figureOf(
          'τ² of the composite',
          measured,
          `${provenance}, from this calculation${carrier.key === 'ion' ? ', relative to the model’s own SE' : ''}`,
          `${carrier.key}-measured`,
        ),
        figureOf(
          'Contact factor',
          contactFactor(study, carrier),
          isOfSource
            ? 'recomputed: composite over geometry, at this voxel size'
            : 'none: nothing was measured at this composition',
          `${carrier.key}-contact`,
          DIGITS_OF_GENERATED,
        ),
      ),
    );
  });
}

/** @param {Study} study */
function resultsContent({ carriers, directions, solutions, isGenerated }) {
  const rows = carriers.flatMap((carrier) =>
    directions.map((direction) => ({ carrier, direction, solution: solutions.get(solutionKey(carrier, direction)) })),
  );
  return {
    columns: [
      column('carrier', 'Carrier', '', true),
      column('direction', 'Direction', '', true),
      column('percolates', 'Percolates', '', true),
      column('tortuosityFactor', 'Tortuosity factor τ² (geometry)'),
      column('macMullin', 'MacMullin number'),
      isGenerated
        ? column('conductivity', 'σ_eff', 'mS/cm')
        : column('conductivity', 'σ_eff, unit of the conductivities given'),
      column('error', 'Estimated error'),
      column('iterations', 'Iterations'),
      column('seconds', 'Time', 's'),
    ],
    rows: rows.map(({ carrier, direction, solution }) => {
      const head = [words(carrier.name), words(direction)];
      if (!solution)
        return { cells: [...head, words('not solved'), ...Array.from({ length: 6 }, () => cell(null))], detail: '' };
      const conductivity =
        carrier.sigma0 === null
          ? isGenerated
            ? null
            : solution.effectiveConductivity
          : solution.effectiveConductivity * carrier.sigma0;
      const error = errorOf(solution);
      return {
        cells: [
          ...head,
          words(
            solution.percolates
              ? `yes, ${percent(solution.percolatingFraction / solution.conductingFraction)} of what conducts`
              : 'does not percolate',
          ),
          cell(solution.tortuosityFactor),
          cell(solution.macMullin),
          cell(conductivity),
          cell(error, percent(error)),
          cell(solution.iterations),
          cell(solution.seconds, solution.seconds.toPrecision(2)),
        ],
        detail: solution.percolates
          ? `σ_eff / σ₀ = ${short(solution.effectiveConductivity)}, between ${short(solution.lowerEstimate)} (estimate) and ${short(solution.upperEstimate)} (bound).`
          : '',
      };
    }),
  };
}

export function makeResultsTable() {
  const table = makeSortableTable('Transport results', { columns: [], rows: [] });
  return { whole: table.whole, show: (/** @type {Study} */ study) => table.update(resultsContent(study)) };
}

export function makePhasesTable() {
  const table = makeSortableTable('Phases', { columns: [], rows: [] });
  return {
    whole: table.whole,
    /** @param {Study} study */
    show({ phases, isGenerated }) {
      table.update({
        columns: [
          column('label', 'Label', '', true),
          column('name', 'Phase', '', true),
          column('fraction', 'Of the voxels, recomputed', 'vol%'),
          isGenerated ? column('target', 'Asked for by the composition', 'vol%') : column('value', 'Value in the file'),
        ],
        rows: phases.map(({ label, name, fraction, target, value }) => ({
          detail: '',
          cells: [
            words(String(label)),
            words(name),
            cell(fraction * 100, short(fraction * 100)),
            isGenerated ? cell(target === null ? null : target * 100) : cell(value),
          ],
        })),
      });
    },
  };
}

/** @param {import('../api/cathode-lab').MicrostructureMetrics} metrics */
export function metricsList({
  interfaceAreaPerUm,
  activeSurfaceIonic,
  activeSurfaceElectronic,
  activeSurfaceBoth,
  percolating,
}) {
  const joined = (/** @type {'ion' | 'electron'} */ carrier) =>
    Object.entries(percolating[carrier])
      .map(([direction, share]) => `${direction} ${percent(share)}`)
      .join(', ');
  return [
    `Area of AM|SE faces of voxels: ${short(interfaceAreaPerUm)} 1/µm (µm² per µm³); about two thirds of it for a smooth surface`,
    `Share of AM’s surface that touches SE joined to the separator: ${percent(activeSurfaceIonic)}`,
    `Share of AM’s surface on AM joined to the collector: ${percent(activeSurfaceElectronic)}`,
    `Share with both, the active surface: ${percent(activeSurfaceBoth)}`,
    `Of SE, joined to both faces: ${joined('ion')}`,
    `Of AM and CA, joined to both faces: ${joined('electron')}`,
  ];
}
