// SPDX-License-Identifier: MIT
// The results of a study as a table: one row a solve, one the mean of each carrier; with everything that it takes to make them
// again in columns behind.
import { edgesOf } from '../volume-files/volume.js';
import { contactFactor, DIRECTIONS, errorOf, meanTortuosityFactor, solutionKey, toleranceOf } from './study.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('../table-files/sheet.js').Cell} Cell */
/** @typedef {[import('../table-files/sheet.js').Column, Cell]} Given a column, and what stands in all of its rows */

const RESULTS = [
  { key: 'carrier' },
  { key: 'direction' },
  { key: 'percolates' },
  { key: 'tortuosityFactor of the geometry' },
  { key: 'macMullin of the geometry' },
  { key: 'relative conductivity' },
  { key: 'relative conductivity low' },
  { key: 'relative conductivity high' },
  { key: 'conductivity of the geometry', unit: 'mS/cm' },
  { key: 'error estimate' },
  { key: 'tolerance' },
  { key: 'iterations' },
  { key: 'solve time', unit: 's' },
  { key: 'tortuosityFactor of the composite' },
  { key: 'tortuosityFactor of the composite provenance' },
  { key: 'contact factor' },
];

/**
 * What was given, and what does not depend on a solve.
 * @param {Study} study
 * @param {import('../api/cathode-lab').MicrostructureInput[]} inputs
 * @returns {Given[]}
 */
function givenOf(study, inputs) {
  const { shape, voxelUm, sides, phases, carriers, metrics, notes } = study;
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
    given.push([{ key: 'input seed' }, study.inputs.seed]);
    for (const { key, unit } of inputs) given.push([{ key: `input ${key}`, unit }, study.inputs.sizes[key] ?? null]);
  }
  for (const { label, name, fraction } of phases)
    given.push([{ key: `fraction of ${name.replace(/[,[\]]/g, ' ')} (label ${label})` }, fraction]);
  for (const { key, conductivities } of carriers)
    conductivities.forEach((conductivity, label) => {
      given.push([{ key: `input ${key} conductivity of label ${label}` }, conductivity]);
    });
  if (metrics)
    given.push(
      [{ key: 'interface area per volume', unit: '1/µm' }, metrics.interfaceAreaPerUm],
      [{ key: 'active surface ions' }, metrics.activeSurfaceIonic],
      [{ key: 'active surface electrons' }, metrics.activeSurfaceElectronic],
      [{ key: 'active surface both' }, metrics.activeSurfaceBoth],
    );
  given.push([{ key: 'notes' }, notes.join(' ') || null]);
  return given;
}

/** @param {Study} study @param {import('./study.js').Carrier} carrier @returns {Cell[]} */
function meanRow(study, carrier) {
  const tau2 = meanTortuosityFactor(study, carrier) ?? null;
  const measured = carrier.measured?.tau2 ?? null;
  return [
    carrier.name,
    'mean',
    tau2 !== null,
    tau2,
    ...Array(9).fill(null),
    measured,
    measured === null ? null : (carrier.measured?.provenance ?? null),
    contactFactor(study, carrier) ?? null,
  ];
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
  for (const carrier of study.carriers) {
    for (const direction of study.directions) {
      const solution = study.solutions.get(solutionKey(carrier, direction));
      if (!solution) continue;
      rows.push([
        carrier.name,
        direction,
        solution.percolates,
        solution.tortuosityFactor,
        solution.macMullin,
        solution.effectiveConductivity,
        solution.lowerEstimate,
        solution.upperEstimate,
        carrier.sigma0 === null ? null : solution.effectiveConductivity * carrier.sigma0,
        errorOf(solution),
        toleranceOf(study, direction),
        solution.iterations,
        solution.seconds,
        null,
        null,
        null,
      ]);
    }
    if (meanTortuosityFactor(study, carrier) !== undefined) rows.push(meanRow(study, carrier));
  }
  return {
    name: 'microstructure',
    columns: [...RESULTS, ...given.map(([column]) => column)],
    rows: rows.map((row) => [...row, ...given.map(([, cell]) => cell)]),
  };
}
