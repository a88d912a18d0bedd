// SPDX-License-Identifier: MIT
// A segmented volume: the number of a phase for each voxel, and what is done to it before it is solved.

/** @typedef {[number, number, number]} Shape of z, y and x; x runs fastest */
/** @typedef {number | [number, number, number] | null} VoxelUm the edge of a voxel, or those along z, y and x; null: not known */
/**
 * @typedef {object} Volume
 * @property {Uint8Array} voxels the label of each voxel, from 0
 * @property {Shape} shape
 * @property {number[]} values the file's value behind each label, ascending
 * @property {number[]} counts the voxels of each label
 * @property {VoxelUm} voxelUm
 * @property {string} name
 * @property {string[]} notes what a person should know about how the file was read
 */

export const MOST_VALUES = 32;
export const LARGEST_EXTENT = 1024;
export const MOST_VOXELS = 2 ** 27;
/** The longest edge of a voxel over the shortest: the solver's limit. */
export const MOST_ELONGATED = 20;
// Beyond this many, distinct values are not counted any further: a 16-bit image has no more.
const MOST_COUNTED = 65536;
const AXES = /** @type {const} */ (['z', 'y', 'x']);

/** The edges of a voxel along z, y and x; null where they are not known. @param {VoxelUm} voxelUm @returns {[number, number, number] | null} */
export const edgesOf = (voxelUm) =>
  voxelUm === null ? null : typeof voxelUm === 'number' ? [voxelUm, voxelUm, voxelUm] : voxelUm;

/** @param {VoxelUm} voxelUm @param {number} factor @returns {VoxelUm} */
export function scaled(voxelUm, factor) {
  if (voxelUm === null) return null;
  if (typeof voxelUm === 'number') return voxelUm * factor;
  const [z, y, x] = voxelUm;
  return [z * factor, y * factor, x * factor];
}

/** @param {readonly number[]} shape */
export const shownShape = (shape) => shape.join(' × ');

/**
 * The shape, if it is one that can be read.
 * @param {readonly number[]} shape
 * @param {string} name
 * @returns {Shape}
 */
export function checkedShape(shape, name) {
  if (shape.length !== 3) throw new Error(`${name}: the shape has ${shape.length} extents; it must be z, y, x.`);
  shape.forEach((extent, axis) => {
    if (Number.isInteger(extent) && extent >= 1 && extent <= LARGEST_EXTENT) return;
    throw new Error(
      `${name}: the extent along ${AXES[axis]} is ${extent}; allowed: 1 to ${LARGEST_EXTENT} voxels. Crop the volume first.`,
    );
  });
  const [nz, ny, nx] = shape;
  if (nz * ny * nx > MOST_VOXELS) {
    throw new Error(
      `${name}: ${shownShape(shape)} are ${nz * ny * nx} voxels; allowed: ${MOST_VOXELS}. Crop the volume or take every other voxel first.`,
    );
  }
  return [nz, ny, nx];
}

/**
 * @param {Uint8Array} voxels
 * @param {number} labels
 */
function countsOf(voxels, labels) {
  const counts = new Array(labels).fill(0);
  for (const label of voxels) ++counts[label];
  return counts;
}

/**
 * Turns values, which come in pieces, into labels.
 * @param {Shape} shape
 * @param {string} name
 */
export function startLabels(shape, name) {
  const voxels = new Uint8Array(shape[0] * shape[1] * shape[2]);
  /** @type {Map<number, number>} */
  const labels = new Map(); // in the order in which values come
  let filled = 0,
    latest = NaN,
    label = 0,
    isOverfull = false;

  /** @param {number} value */
  function meet(value) {
    if (!Number.isFinite(value))
      throw new Error(
        `${name}: voxel ${filled} (counted from 0 through the file) is ${value}; every voxel must be a finite number.`,
      );
    const known = labels.get(value);
    if (known !== undefined) return known;
    if (labels.size < MOST_COUNTED) labels.set(value, labels.size);
    else isOverfull = true;
    return labels.size - 1;
  }

  return {
    /** @param {ArrayLike<number>} values */
    add(values) {
      for (let index = 0; index < values.length && !isOverfull; ++index) {
        const value = values[index];
        // Most voxels are like the one before.
        if (value !== latest) {
          label = meet(value);
          latest = value;
        }
        voxels[filled++] = label;
      }
    },

    /** @returns {Pick<Volume, 'voxels' | 'shape' | 'values' | 'counts'>} */
    finish() {
      if (labels.size > MOST_VALUES) {
        throw new Error(
          `${name}: the volume is not segmented: it has ${isOverfull ? `more than ${MOST_COUNTED}` : labels.size} distinct (grey) values; ` +
            `allowed: up to ${MOST_VALUES} phases. Apply thresholds first.`,
        );
      }
      const values = [...labels.keys()].sort((a, b) => a - b);
      const ascending = Uint8Array.from(labels.keys(), (value) => values.indexOf(value));
      for (let index = 0; index < voxels.length; ++index) voxels[index] = ascending[voxels[index]];
      return { voxels, shape, values, counts: countsOf(voxels, values.length) };
    },
  };
}

/**
 * A box of a volume; each range is half-open, [from, to]; an axis without one stays whole.
 * @param {Volume} volume
 * @param {{z?: readonly [number, number], y?: readonly [number, number], x?: readonly [number, number]}} ranges
 * @returns {Volume}
 */
export function cropVolume(volume, ranges) {
  const { shape, voxels } = volume;
  const [z, y, x] = AXES.map((axis, index) => {
    const [from, to] = ranges[axis] ?? [0, shape[index]];
    if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= shape[index])
      return [from, to];
    throw new Error(
      `Crop along ${axis}: ${from} to ${to}; allowed: whole numbers from 0 to ${shape[index]}, the second above the first.`,
    );
  });
  const cropped = /** @type {Shape} */ ([z[1] - z[0], y[1] - y[0], x[1] - x[0]]);
  const kept = new Uint8Array(cropped[0] * cropped[1] * cropped[2]);
  let filled = 0;
  for (let k = z[0]; k < z[1]; ++k) {
    for (let j = y[0]; j < y[1]; ++j) {
      const row = (k * shape[1] + j) * shape[2];
      kept.set(voxels.subarray(row + x[0], row + x[1]), filled);
      filled += cropped[2];
    }
  }
  return { ...volume, voxels: kept, shape: cropped, counts: countsOf(kept, volume.values.length) };
}

/**
 * A coarser volume: the most frequent label of each block of factor^3 voxels, the lowest of several such.
 * Blocks that the far ends cut are left out.
 * @param {Volume} volume
 * @param {number} factor
 * @returns {Volume}
 */
export function downsampleVolume(volume, factor) {
  const { shape, voxels, values } = volume;
  if (!Number.isInteger(factor) || factor < 1 || factor > 8)
    throw new Error(`Coarsening by ${factor}; allowed: whole numbers from 1 to 8.`);
  const coarse = /** @type {Shape} */ (shape.map((extent) => Math.floor(extent / factor)));
  if (coarse.includes(0))
    throw new Error(
      `Coarsening by ${factor} leaves nothing of ${shownShape(shape)} voxels; allowed: up to ${Math.min(...shape)}.`,
    );
  const [nz, ny, nx] = coarse;
  const kept = new Uint8Array(nz * ny * nx);
  const tally = new Uint32Array(values.length);
  let filled = 0;
  for (let k = 0; k < nz; ++k) {
    for (let j = 0; j < ny; ++j) {
      for (let i = 0; i < nx; ++i) {
        tally.fill(0);
        for (let dz = 0; dz < factor; ++dz) {
          for (let dy = 0; dy < factor; ++dy) {
            const start = ((k * factor + dz) * shape[1] + j * factor + dy) * shape[2] + i * factor;
            for (let dx = 0; dx < factor; ++dx) ++tally[voxels[start + dx]];
          }
        }
        let best = 0;
        for (let label = 1; label < tally.length; ++label) if (tally[label] > tally[best]) best = label;
        kept[filled++] = best;
      }
    }
  }
  return {
    ...volume,
    voxels: kept,
    shape: coarse,
    counts: countsOf(kept, values.length),
    voxelUm: scaled(volume.voxelUm, factor),
  };
}
