// SPDX-License-Identifier: MIT
// What other programs are expected to find of a volume whose conventions are those of this one.
import { edgesOf } from '../volume-files/volume.js';
import { solutionKey, toleranceOf } from './study.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study-folder.js').Value} Value */
/** @typedef {Pick<import('./jobs.js').Result<'solve'>, 'percolates' | 'effectiveConductivity' | 'lowerEstimate' | 'upperEstimate' | 'tortuosityFactor' | 'conductingFraction' | 'percolatingFraction' | 'iterations' | 'seconds'>} Solved */
/** @typedef {(options: import('../api/cathode-lab').TransportOptions) => Promise<Solved>} Solve */
/** @typedef {{key: string, name: string, conductivities: number[]}} DenseCarrier */

const TOLERANCE = 1e-3;

/** The conductivity that all labels of a carrier that conduct have; null where they differ. @param {DenseCarrier} carrier */
export function oneConductivity({ conductivities }) {
  const different = new Set(conductivities.filter((one) => one > 0));
  return different.size === 1 ? [...different][0] : null;
}

/**
 * The voxels' own values, as TauFactor has them too: ends held at the faces of the end voxels.
 * @param {Study} study
 * @param {DenseCarrier[]} carriers of dense labels
 * @param {Uint8Array} voxels
 * @param {Solve} solve
 * @returns {Promise<Value[]>}
 */
export function valuesOfVoxels(study, carriers, voxels, solve) {
  const { directions, shape, sides, voxelUm, solutions } = study;
  return Promise.all(
    carriers.flatMap(({ key, conductivities }, index) =>
      directions.map(async (direction) => {
        const known = solutions.get(solutionKey(study.carriers[index], direction));
        const found =
          known && toleranceOf(study) <= TOLERANCE
            ? known
            : await solve({
                voxels,
                shape,
                conductivities,
                direction,
                tolerance: TOLERANCE,
                sides,
                spacing: edgesOf(voxelUm) ?? undefined,
              });
        return {
          carrier: key,
          direction,
          percolates: found.percolates,
          effectiveConductivity: found.effectiveConductivity,
          lower: found.lowerEstimate,
          upper: found.upperEstimate,
          tortuosityFactor: found.tortuosityFactor,
          conductingFraction: found.conductingFraction,
          iterations: found.iterations,
          seconds: Number(found.seconds.toPrecision(3)),
        };
      }),
    ),
  );
}
