// SPDX-License-Identifier: MIT
// Functions of the interface that a page fetches after it is ready.

export const RECORD_FUNCTIONS = /** @type {const} */ ([
  'publishedTables',
  'checkedTables',
  'sourceNotes',
  'literature',
  'literatureTable',
  'audit',
  'auditRows',
  'auditSummary',
  'auditTable',
  'figure',
  'figureCaption',
  'figureData',
  'figureCsv',
  'cite',
  'theories',
  'assumptions',
  'reconstruct',
  'refine',
  'reconstructionTables',
  'refinementTable',
  'chart',
  'map',
  'findDesigns',
  'designSteps',
  'designProblem',
  'designText',
  'readImpedance',
  'fitImpedance',
  'fitSymmetricCells',
  'activationEnergy',
  'nyquistFigure',
  'arrheniusFigure',
]);

export const VOXEL_FUNCTIONS = /** @type {const} */ ([
  'microstructureInputs',
  'generateMicrostructure',
  'voxelize',
  'measureGeometry',
  'solveTransport',
  'convergeTransport',
  'transportBytes',
  'microstructureMetrics',
  'connectivity',
]);

export const UNCERTAINTY_FUNCTIONS = /** @type {const} */ ([
  'uncertainty',
  'uncertainInputs',
  'distinguishable',
  'sensitivity',
  'losses',
]);

export const ONWARD_FUNCTIONS = /** @type {const} */ (['bpx', 'pybammScript']);

/**
 * Functions that throw an Error, which names what to wait for, until they are filled in.
 * @template {string} Name
 * @param {readonly Name[]} names
 */
export function deferred(names) {
  /** @typedef {Pick<import('./cathode-lab').CathodeLab, Name & keyof import('./cathode-lab').CathodeLab>} Functions */
  /** @type {Functions | null} */
  let real = null;
  const functions = names.map((name) => [
    name,
    (/** @type {unknown[]} */ ...given) => {
      if (!real) throw new Error(`${name} is still being loaded: await window.cathodeLab.complete.`);
      return /** @type {any} */ (real)[name](...given);
    },
  ]);
  return {
    functions: /** @type {Functions} */ (Object.fromEntries(functions)),
    /** @param {Functions} those */
    fill(those) {
      real = those;
    },
  };
}
