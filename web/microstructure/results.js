// SPDX-License-Identifier: MIT
// What has been calculated for a volume, as tables.
import { short } from '../html/fields.js';
import { column, makeSortableTable, words } from '../html/sortable-table.js';
import { differenceText, valueIn } from './returned.js';
import { DIRECTIONS, solutionKey } from './study.js';
import { sidesOf, valueAlong } from './study-folder.js';
import { tau2Of, transportOf } from './transport.js';
import { endsText, plusMinus, valueText } from './uncertain.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study.js').Carrier} Carrier */
/** @typedef {import('./study.js').Climb} Climb */

/** @param {number | null} value */
const percent = (value) => (value === null ? '–' : `${Number((value * 100).toPrecision(2))} %`);
const cell = (/** @type {number | null} */ value, text = short(value)) => ({ text: value === null ? '' : text, value });

/** @param {Study} study */
function resultsContent(study) {
  const { carriers, directions, isGenerated, geometry, returned } = study;
  const columns = [
    column('carrier', 'Carrier', '', true),
    column('direction', 'Direction', '', true),
    ...(returned.length > 0
      ? [column('where', 'Calculated', '', true), column('difference', 'Differs from here by', '', true)]
      : []),
    column('percolates', 'Percolates', '', true),
    column('tortuosityFactor', 'Tortuosity factor τ² (geometry)'),
    column('low', 'τ² from'),
    column('high', 'to'),
    isGenerated
      ? column('conductivity', 'σ_eff', 'mS/cm')
      : column('conductivity', 'σ_eff, unit of the conductivities given'),
    column('solver', 'Solver'),
    column('grid', 'Grid'),
    column('from', geometry ? 'Interval' : 'Grid’s share from', '', true),
    column('seconds', 'Time', 's'),
  ];
  const unitOf = (/** @type {Carrier} */ { sigma0 }) => sigma0 ?? (isGenerated ? null : 1);
  /** @param {Carrier} carrier @param {import('./study.js').Study['directions'][number]} direction */
  function rowOf(carrier, direction) {
    const head = [words(carrier.name), words(direction), ...(returned.length > 0 ? [words('here'), words('')] : [])];
    const transport = transportOf(study, carrier, [direction]);
    if (!transport) {
      const rest = columns.slice(head.length + 1).map(({ isText }) => (isText ? words('') : cell(null)));
      return { cells: [...head, words('not solved'), ...rest], detail: '' };
    }
    const { percolates, conductivity, solver, grid, gridFrom, levels } = transport;
    const { value, low, high } = tau2Of(transport);
    const key = solutionKey(carrier, direction);
    const solution = study.solutions.get(key);
    const unit = unitOf(carrier);
    const [from, to] = [low, high].map((end) => (value !== null && Number.isFinite(end) ? end : null));
    const [fromText, toText] = value === null ? ['', ''] : endsText(low, high);
    const seconds = (geometry ? study.climbs.get(key) : solution)?.seconds ?? null;
    return {
      cells: [
        ...head,
        words(
          !percolates ? 'does not percolate' : geometry || !solution ? 'yes' : `yes, ${percolatingText(study, key)}`,
        ),
        cell(value, value === null ? '' : valueText(value, low, high)),
        cell(from, fromText),
        { text: toText, value: to },
        cell(unit === null ? null : conductivity * unit, unit === null ? '' : shortOf(conductivity * unit, transport)),
        cell(solver, solver === null ? '' : plusMinus(solver)),
        cell(grid, grid === null ? '' : plusMinus(grid)),
        words(percolates ? gridFrom : ''),
        cell(seconds, seconds?.toPrecision(2)),
      ],
      detail: detailOf(transport, levels, solution, geometry !== null),
    };
  }
  /**
   * What was calculated elsewhere.
   * @param {Carrier} carrier
   * @param {typeof directions[number]} direction
   * @param {import('./returned.js').Returned} from
   */
  function returnedRows(carrier, direction, from) {
    const there = valueIn(from, carrier.key, direction);
    if (!there) return [];
    const { percolates, effectiveConductivity, lower, upper, tortuosityFactor, seconds } = there;
    const unhindered = (tortuosityFactor ?? 0) * effectiveConductivity;
    const { value, low, high } = tau2Of({ conductivity: effectiveConductivity, lower, upper, unhindered });
    const [least, most] = [low, high].map((end) => (value !== null && Number.isFinite(end) ? end : null));
    const [fromText, toText] = value === null ? ['', ''] : endsText(low, high);
    const unit = unitOf(carrier);
    const here = valueAlong(study, carrier, direction, geometry === null || from.isOfVoxels);
    const own = { conductivity: effectiveConductivity, lower, upper };
    const cells = [
      words(carrier.name),
      words(direction),
      words(placeText(from, geometry !== null)),
      words(differenceText(from, there, here, from.isOfVoxels ? study.sides : sidesOf(study))),
      words(percolates ? 'yes' : 'does not percolate'),
      cell(value, value === null ? '' : valueText(value, low, high)),
      cell(least, fromText),
      { text: toText, value: most },
      cell(
        unit === null ? null : effectiveConductivity * unit,
        unit === null ? '' : shortOf(effectiveConductivity * unit, own),
      ),
      cell(null),
      cell(null),
      words(''),
      cell(seconds, seconds.toPrecision(2)),
    ];
    const detail = percolates
      ? `${from.file}: σ_eff / σ₀ = ${short(effectiveConductivity)}, between ${short(lower)} and ${short(upper)}.`
      : '';
    return [{ cells, detail }];
  }
  const ways = DIRECTIONS.filter(
    (way) => directions.includes(way) || returned.some((from) => from.results.some((one) => one.direction === way)),
  );
  return {
    columns,
    rows: carriers.flatMap((carrier) =>
      (returned.length > 0 ? ways : directions).flatMap((direction) => [
        rowOf(carrier, direction),
        ...returned.flatMap((from) => returnedRows(carrier, direction, from)),
      ]),
    ),
  };
}

/** Where a value was calculated. @param {import('./returned.js').Returned} from @param {boolean} hasGeometry */
const placeText = ({ program, date, task, shape, isOfVoxels }, hasGeometry) =>
  [
    `elsewhere: ${program}`,
    ...(date ? [date] : []),
    ...(isOfVoxels
      ? ['of the voxels shown']
      : hasGeometry && task === 'solve'
        ? [`in ${shape.join(' × ')} voxels`]
        : []),
  ].join(', ');

/** What percolates of what conducts, by what counts as joined. @param {Study} study @param {string} key */
function percolatingText({ solutions, connectivity }, key) {
  const solution = solutions.get(key);
  const shares = connectivity.get(key);
  if (shares)
    return `${percent(shares.faces)} of what conducts through faces, ${percent(shares.edges)} with edges, ${percent(shares.corners)} with corners`;
  return solution ? `${percent(solution.percolatingFraction / solution.conductingFraction)} of what conducts` : '';
}

/** @param {number} value a conductivity @param {Pick<import('./transport.js').Transport, 'conductivity' | 'lower' | 'upper'>} transport */
const shortOf = (value, { conductivity, lower, upper }) =>
  conductivity > 0 ? valueText(value, (value * lower) / conductivity, (value * upper) / conductivity) : '0';

/** @param {import('./transport.js').Transport} transport @param {Climb['levels']} levels @param {import('./study.js').Solution | undefined} solution @param {boolean} isClimb */
function detailOf({ percolates, conductivity, lower, upper, coarseConductivity }, levels, solution, isClimb) {
  if (!percolates) return '';
  const finest = levels[levels.length - 1];
  const between = `σ_eff / σ₀ = ${short(conductivity)}, between ${short(lower)} and ${short(upper)}`;
  if (isClimb)
    return (
      `${between}. Finest grid: ${finest.shape.join(' × ')} voxels of ${short(finest.voxelUm)} µm, ${short(finest.lower)} to ${short(finest.upper)}.` +
      (solution ? ` In the voxels shown, by their centres alone: ${short(solution.effectiveConductivity)}.` : '')
    );
  if (!solution) return '';
  const bounds = `σ_eff / σ₀ = ${short(conductivity)}, of these voxels between ${short(solution.lowerEstimate)} (estimate) and ${short(solution.upperEstimate)} (bound).`;
  return coarseConductivity === null ? bounds : `${bounds} In voxels twice as large: ${short(coarseConductivity)}.`;
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
    show({ phases, isGenerated, geometry }) {
      table.update({
        columns: [
          column('label', 'Label', '', true),
          column('name', 'Phase', '', true),
          ...(geometry ? [column('fraction', 'Of the particles, recomputed', 'vol%')] : []),
          column('voxelFraction', `Of the voxels${geometry ? ' shown' : ''}, recomputed`, 'vol%'),
          isGenerated ? column('target', 'Asked for by the composition', 'vol%') : column('value', 'Value in the file'),
        ],
        rows: phases.map(({ label, name, fraction, voxelFraction, target, value }) => ({
          detail: '',
          cells: [
            words(String(label)),
            words(name),
            ...(geometry ? [cell(fraction * 100)] : []),
            cell(voxelFraction * 100),
            isGenerated ? cell(target === null ? null : target * 100) : cell(value),
          ],
        })),
      });
    },
  };
}

/** How the particles lie. @param {NonNullable<Study['packing']>} packing */
export const packingList = ({ coordination, structureFactor, equilibrationSweeps, fibrePieceUm }) => [
  `AM particles that an AM particle touches, on average: ${short(Number(coordination.toPrecision(2)))}`,
  `Structure factor of the AM particles over the longest waves of the box: ${short(Number(structureFactor.toPrecision(2)))} after ${equilibrationSweeps} sweeps (1: at random; a few hundredths in equilibrium)`,
  ...(fibrePieceUm > 0
    ? [`Mean length of unbroken pieces of fibre: ${short(Number(fibrePieceUm.toPrecision(2)))} µm`]
    : []),
];

// As many digits as measuring bodies leaves.
const area = (/** @type {number} */ perUm) => `${Number(perUm.toPrecision(3))} 1/µm`;

/** Surfaces of bodies by the phases that meet there. @param {import('../api/cathode-lab').GeometryMeasures} surfaces @param {Study['phases']} phases */
function surfacesList({ interfaces, contacts }, phases) {
  const name = (/** @type {number} */ of) => phases.find(({ label }) => label === of)?.name ?? `label ${of}`;
  const met = interfaces.map(({ labels, areaPerUm }) => `${labels.map(name).join('|')} ${area(areaPerUm)}`);
  const touching = contacts.map(
    ({ label, areaPerUm, contactsPerUm3 }) =>
      `${name(label)} ${area(areaPerUm)} at ${Number(contactsPerUm3.toPrecision(2))} places per µm³`,
  );
  return [
    `Interfaces of the bodies themselves, area per volume: ${met.join(', ') || 'none'}`,
    `Contacts between spheres of one phase: ${touching.join(', ') || 'none'}`,
  ];
}

/** @param {Study} study whose voxels have been measured */
export function metricsList({ metrics, surfaces, phases }) {
  if (!metrics) return [];
  const { interfaceAreaPerUm, activeSurfaceIonic, activeSurfaceElectronic, activeSurfaceBoth, percolating } = metrics;
  const joined = (/** @type {'ion' | 'electron'} */ carrier) =>
    Object.entries(percolating[carrier])
      .map(([direction, share]) => `${direction} ${percent(share)}`)
      .join(', ');
  return [
    ...(surfaces
      ? surfacesList(surfaces, phases)
      : [
          `Area of AM|SE faces of voxels: ${short(interfaceAreaPerUm)} 1/µm (µm² per µm³); about two thirds of it for a smooth surface`,
        ]),
    `Share of AM’s surface that touches SE joined to the separator: ${percent(activeSurfaceIonic)}`,
    `Share of AM’s surface on AM joined to the collector: ${percent(activeSurfaceElectronic)}`,
    `Share with both, the active surface: ${percent(activeSurfaceBoth)}`,
    `Of SE, joined to both faces: ${joined('ion')}`,
    `Of AM and CA, joined to both faces: ${joined('electron')}`,
  ];
}
