// SPDX-License-Identifier: MIT
// The results of a study as tables: one row a direction, one the mean of each carrier; with everything that it takes to make them
// again in columns behind. And the levels of the grids that were climbed.
import { edgesOf } from '../volume-files/volume.js';
import { DIRECTIONS, solutionKey, toleranceOf } from './study.js';
import { contactFactor, tau2Of, tells, transportOf } from './transport.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study.js').Carrier} Carrier */
/** @typedef {import('./transport.js').Transport} Transport */
/** @typedef {import('../table-files/sheet.js').Cell} Cell */
/** @typedef {[import('../table-files/sheet.js').Column, Cell]} Given a column, and what stands in all of its rows */

const RESULTS = [
  { key: 'carrier' },
  { key: 'direction' },
  { key: 'percolates' },
  { key: 'tortuosityFactor of the geometry' },
  { key: 'tortuosityFactor low' },
  { key: 'tortuosityFactor high' },
  { key: 'tortuosityFactor provenance' },
  { key: 'macMullin of the geometry' },
  { key: 'relative conductivity' },
  { key: 'relative conductivity low' },
  { key: 'relative conductivity high' },
  { key: 'conductivity of the geometry', unit: 'mS/cm' },
  { key: 'solver uncertainty' },
  { key: 'grid uncertainty' },
  { key: 'grid uncertainty from' },
  { key: 'finest voxel edge', unit: 'µm' },
  { key: 'relative conductivity of the voxels' },
  { key: 'tolerance of the voxels' },
  { key: 'percolating through faces' },
  { key: 'percolating through edges' },
  { key: 'percolating through corners' },
  { key: 'solve time', unit: 's' },
  { key: 'tortuosityFactor of samples' },
  { key: 'tortuosityFactor of samples low' },
  { key: 'tortuosityFactor of samples high' },
  { key: 'samples that percolate' },
  { key: 'samples' },
  { key: 'tortuosityFactor of the composite' },
  { key: 'tortuosityFactor of the composite provenance' },
  { key: 'contact factor low' },
  { key: 'contact factor high' },
];

/**
 * What was given, and what does not depend on a solve.
 * @param {Study} study
 * @param {import('../api/cathode-lab').MicrostructureInput[]} inputs
 * @returns {Given[]}
 */
function givenOf(study, inputs) {
  const { shape, voxelUm, sides, phases, carriers, metrics, surfaces, notes } = study;
  /** @type {Given[]} */
  const given = [
    [{ key: 'voxels z' }, shape[0]],
    [{ key: 'voxels y' }, shape[1]],
    [{ key: 'voxels x' }, shape[2]],
    ...DIRECTIONS.map(
      (axis, index) =>
        /** @type {Given} */ ([{ key: `voxel edge ${axis}`, unit: 'µm' }, edgesOf(voxelUm)?.[index] ?? null]),
    ),
    [{ key: 'sides' }, sides],
  ];
  if (study.inputs) {
    given.push(
      [{ key: 'input seed' }, study.inputs.seed],
      [{ key: 'input mostVoxels of a grid' }, study.inputs.mostVoxels],
    );
    for (const { key, unit } of inputs) given.push([{ key: `input ${key}`, unit }, study.inputs.sizes[key] ?? null]);
  }
  for (const { label, name, fraction, voxelFraction } of phases) {
    const phase = `${name.replace(/[,[\]]/g, ' ')} (label ${label})`;
    given.push([{ key: `fraction of ${phase}` }, fraction]);
    if (study.geometry) given.push([{ key: `fraction in the voxels of ${phase}` }, voxelFraction]);
  }
  if (study.packing) {
    const { coordination, structureFactor, equilibrationSweeps, fibrePieceUm } = study.packing;
    given.push(
      [{ key: 'AM coordination' }, coordination],
      [{ key: 'AM structure factor' }, structureFactor],
      [{ key: 'equilibration sweeps' }, equilibrationSweeps],
      [{ key: 'fibre piece', unit: 'µm' }, fibrePieceUm],
    );
  }
  for (const { key, conductivities } of carriers)
    conductivities.forEach((conductivity, label) => {
      given.push([{ key: `input ${key} conductivity of label ${label}` }, conductivity]);
    });
  if (metrics)
    given.push(
      [{ key: 'area of AM|SE voxel faces per volume', unit: '1/µm' }, metrics.interfaceAreaPerUm],
      [{ key: 'active surface ions' }, metrics.activeSurfaceIonic],
      [{ key: 'active surface electrons' }, metrics.activeSurfaceElectronic],
      [{ key: 'active surface both' }, metrics.activeSurfaceBoth],
    );
  for (const { labels, areaPerUm } of surfaces?.interfaces ?? [])
    given.push([{ key: `interface of labels ${labels.join(' and ')} per volume`, unit: '1/µm' }, areaPerUm]);
  for (const { label, areaPerUm } of surfaces?.contacts ?? [])
    given.push([{ key: `contacts of label ${label} per volume`, unit: '1/µm' }, areaPerUm]);
  given.push([{ key: 'notes' }, notes.join(' ') || null]);
  return given;
}

/** @param {number} value */
const finite = (value) => (Number.isFinite(value) ? value : null);

/**
 * What both kinds of row tell: of one direction, or of the mean of all.
 * @param {Study} study
 * @param {Carrier} carrier
 * @param {Transport} transport
 * @returns {Cell[]}
 */
function transportCells({ geometry }, { sigma0 }, transport) {
  const { percolates, conductivity, lower, upper, solver, grid, gridFrom, levels, conductingFraction } = transport;
  const { value, low, high } = tau2Of(transport);
  return [
    percolates,
    value,
    value === null ? null : finite(low),
    value === null ? null : finite(high),
    geometry ? 'recomputed from the geometry' : 'recomputed from the voxels',
    value === null ? null : value / conductingFraction,
    conductivity,
    lower,
    upper,
    sigma0 === null ? null : conductivity * sigma0,
    solver,
    grid,
    gridFrom,
    levels.at(-1)?.voxelUm ?? null,
  ];
}

/** @param {Study} study @param {Carrier} carrier @param {import('../api/cathode-lab').Direction} direction @returns {Cell[]} */
function directionRow(study, carrier, direction) {
  const transport = transportOf(study, carrier, [direction]);
  if (!transport) return [];
  const key = solutionKey(carrier, direction);
  const solution = study.solutions.get(key);
  const joined = study.connectivity.get(key);
  return [
    carrier.name,
    direction,
    ...transportCells(study, carrier, transport),
    solution?.effectiveConductivity ?? null,
    solution ? toleranceOf(study) : null,
    joined?.faces ?? null,
    joined?.edges ?? null,
    joined?.corners ?? null,
    (study.geometry ? study.climbs.get(key) : solution)?.seconds ?? null,
    ...Array(9).fill(null),
  ];
}

/** @param {Study} study @param {Carrier} carrier @returns {Cell[]} */
function meanRow(study, carrier) {
  const transport = transportOf(study, carrier);
  if (!transport) return [];
  const samples = study.samples?.[carrier.key];
  const contact = contactFactor(study, carrier);
  const told = contact && tells(contact) ? contact : null;
  const measured = carrier.measured?.tau2 ?? null;
  return [
    carrier.name,
    'mean',
    ...transportCells(study, carrier, transport),
    ...Array(6).fill(null),
    samples ? finite(samples.mean) : null,
    samples ? finite(samples.low) : null,
    samples ? finite(samples.high) : null,
    samples?.percolating[0] ?? null,
    samples?.percolating[1] ?? null,
    measured,
    measured === null ? null : (carrier.measured?.provenance ?? null),
    told?.low ?? null,
    told?.high ?? null,
  ];
}

/**
 * The levels of what was climbed; none of voxels that are all there is.
 * @param {Study} study
 * @returns {import('../table-files/sheet.js').Sheet}
 */
export function levelsSheet({ carriers, directions, climbs }) {
  const rows = carriers.flatMap((carrier) =>
    directions.flatMap((direction) =>
      (climbs.get(solutionKey(carrier, direction))?.levels ?? []).map(
        ({ voxelUm, shape, lower, upper, areas, centre }) =>
          /** @type {Cell[]} */ ([carrier.name, direction, voxelUm, ...shape, lower, upper, areas, centre]),
      ),
    ),
  );
  return {
    name: 'levels',
    columns: [
      { key: 'carrier' },
      { key: 'direction' },
      { key: 'voxel edge', unit: 'µm' },
      { key: 'voxels z' },
      { key: 'voxels y' },
      { key: 'voxels x' },
      { key: 'relative conductivity, lower side' },
      { key: 'relative conductivity, upper side' },
      { key: 'relative conductivity, their mean' },
      { key: 'relative conductivity, voxel centres' },
    ],
    rows,
  };
}

/**
 * @param {Study} study
 * @param {import('../api/cathode-lab').MicrostructureInput[]} inputs of generated volumes
 * @returns {import('../table-files/sheet.js').Sheet}
 */
export function resultsSheet(study, inputs) {
  const given = givenOf(study, inputs);
  /** @type {Cell[][]} */
  const rows = [];
  for (const carrier of study.carriers)
    for (const row of [
      ...study.directions.map((direction) => directionRow(study, carrier, direction)),
      meanRow(study, carrier),
    ])
      if (row.length > 0) rows.push(row);
  return {
    name: 'microstructure',
    columns: [...RESULTS, ...given.map(([column]) => column)],
    rows: rows.map((row) => [...row, ...given.map(([, cell]) => cell)]),
  };
}
