// The functions that take voxels, for a page that fetches their core after it is ready.

/** @typedef {import('./voxels.js').VoxelFunctions} VoxelFunctions */

export const VOXEL_FUNCTIONS = /** @type {const} */ ([
  'microstructureInputs',
  'generateMicrostructure',
  'solveTransport',
  'transportBytes',
  'microstructureMetrics',
]);

/** Until they are filled in, each throws an Error that names what to wait for. */
export function makeDeferredVoxels() {
  /** @type {VoxelFunctions | null} */
  let real = null;
  const functions = VOXEL_FUNCTIONS.map((name) => [
    name,
    (/** @type {unknown[]} */ ...given) => {
      if (!real) throw new Error(`${name} is still being loaded: await window.cathodeLab.complete.`);
      return /** @type {(...given: unknown[]) => unknown} */ (real[name])(...given);
    },
  ]);
  return {
    functions: /** @type {VoxelFunctions} */ (Object.fromEntries(functions)),
    /** @param {VoxelFunctions} those */
    fill(those) {
      real = those;
    },
  };
}
