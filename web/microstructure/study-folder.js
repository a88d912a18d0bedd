// SPDX-License-Identifier: MIT
// A study as a folder for a larger machine: what is to be solved, what this page has found, and what calculates it there
// and holds one against the other. docs/studies.md tells of the files.
import { inSlices } from '../table-files/slices.js';
import { fingerprintOfGeometry, fingerprintOfVolume } from '../volume-files/fingerprint.js';
import { toGeometryJson } from '../volume-files/geometry-file.js';
import { edgesOf } from '../volume-files/volume.js';
import { toNpy } from '../volume-files/voxel-file.js';
import { CHECK, slurmJob } from './folder-scripts.js';
import { solutionKey } from './study.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study.js').Carrier} Carrier */
/** @typedef {import('../api/cathode-lab').Direction} Direction */
/** @typedef {import('../api/cathode-lab').Geometry} Geometry */
/** @typedef {{name: string, content: string | Uint8Array, mayRun?: boolean}} FolderFile */

/**
 * A value of a direction, as result.json and expected.json have it.
 * @typedef {object} Value
 * @property {string} carrier
 * @property {Direction} direction
 * @property {boolean} percolates
 * @property {number} effectiveConductivity
 * @property {number} lower
 * @property {number} upper
 * @property {number | null} tortuosityFactor
 * @property {number} conductingFraction
 * @property {number} [iterations]
 * @property {number} seconds
 */

const VERSION = 1;
const BYTES_A_VOXEL = 30;
// Of a solve on one grid, of its conductivity.
const TOLERANCE_ON_GRID = 0.001;

/** The link within an address. @param {string} address */
const fragmentOf = (address) => (address.includes('#') ? address.slice(address.indexOf('#') + 1) : '');

/** Which labels a geometry has. @param {Geometry} geometry */
function labelsOf({ bodies, background = 0 }) {
  const labels = new Set([background]);
  for (const body of bodies) {
    labels.add(body.label);
    if (body.kind === 'sphere' && (body.shellUm ?? 0) > 0) labels.add(body.shellLabel ?? 0);
  }
  return [...labels].sort((a, b) => a - b);
}

/** @param {Geometry} geometry @param {(label: number) => number} to @returns {Geometry} */
const relabelled = ({ bodies, background = 0, ...rest }, to) => ({
  ...rest,
  background: to(background),
  bodies: bodies.map((body) =>
    body.kind === 'sphere' && (body.shellUm ?? 0) > 0
      ? { ...body, label: to(body.label), shellLabel: to(body.shellLabel ?? 0) }
      : { ...body, label: to(body.label) },
  ),
});

/**
 * What is solved, with labels 0, 1, 2 ... of which each is there: so programs count them, whatever a file calls its values.
 * @param {Study} study
 * @param {boolean} [areVoxels] of a geometry: of the voxels that show it
 */
export async function dense(study, areVoxels = study.geometry === null) {
  const { geometry, voxels, phases, carriers } = study;
  const labels =
    geometry && !areVoxels
      ? labelsOf(geometry)
      : phases.filter(({ voxelFraction }) => voxelFraction > 0).map(({ label }) => label);
  const to = new Map(labels.map((label, index) => [label, index]));
  const isDense = labels.every((label, index) => label === index);
  const own = {
    labels,
    carriers: carriers.map(({ key, name, conductivities }) => ({
      key,
      name,
      conductivities: labels.map((label) => conductivities[label] ?? 0),
    })),
  };
  if (geometry && !areVoxels) {
    const geometryInOrder = isDense ? geometry : relabelled(geometry, (label) => to.get(label) ?? 0);
    return {
      ...own,
      geometry: geometryInOrder,
      voxels: null,
      fingerprint: await fingerprintOfGeometry(geometryInOrder),
    };
  }
  let inOrder = voxels;
  if (!isDense) {
    inOrder = new Uint8Array(voxels.length);
    let at = 0;
    for await (const slice of inSlices(voxels)) for (const label of slice) inOrder[at++] = to.get(label) ?? 0;
  }
  return { ...own, geometry: null, voxels: inOrder, fingerprint: await fingerprintOfVolume(study.shape, inOrder) };
}

/** Remembers of each study what takes a while. @param {(study: Study) => Promise<string>} find */
function remembered(find) {
  /** @type {WeakMap<Study, Promise<string>>} */
  const known = new WeakMap();
  return (/** @type {Study} */ study) => {
    const found = known.get(study) ?? find(study);
    known.set(study, found);
    return found;
  };
}
/** What a study is recognised by. */
export const fingerprintOf = remembered(async (study) => (await dense(study)).fingerprint);
/** And the voxels of it that are shown: of a study of voxels the same. */
export const fingerprintOfShown = remembered(async (study) => (await dense(study, true)).fingerprint);

/**
 * What has been calculated here of a carrier along a direction: of a geometry its climb, of voxels their solve.
 * @param {Study} study
 * @param {Carrier} carrier
 * @param {Direction} direction
 * @param {boolean} [areVoxels]
 * @returns {Value | undefined}
 */
export function valueAlong({ climbs, solutions, geometry }, carrier, direction, areVoxels = geometry === null) {
  const found = (areVoxels ? solutions : climbs).get(solutionKey(carrier, direction));
  if (!found) return undefined;
  const { percolates, effectiveConductivity, tortuosityFactor, conductingFraction, seconds } = found;
  const [lower, upper] = 'lower' in found ? [found.lower, found.upper] : [found.lowerEstimate, found.upperEstimate];
  return {
    carrier: carrier.key,
    direction,
    percolates,
    effectiveConductivity,
    lower,
    upper,
    tortuosityFactor,
    conductingFraction,
    ...('iterations' in found ? { iterations: found.iterations } : {}),
    seconds: Number(seconds.toPrecision(3)),
  };
}

/** All that has been calculated of it here. @param {Study} study */
export const valuesOf = (study) =>
  study.carriers.flatMap((carrier) =>
    study.directions.flatMap((direction) => valueAlong(study, carrier, direction) ?? []),
  );

/** The grid that values are of: of climbs the finest. @param {Study} study */
export function gridOf({ shape, climbs, geometry }) {
  const finest = [...climbs.values()].map(({ levels }) => levels[levels.length - 1].shape);
  return (geometry && finest[0]) || shape;
}

/** @param {unknown} content */
export const json = (content) => `${JSON.stringify(content, null, 1)}\n`;

/**
 * result.json and expected.json.
 * @param {Study} study
 * @param {object} of
 * @param {string} of.version of this program
 * @param {string} of.fingerprint
 * @param {Value[]} of.results
 * @param {'solve' | 'converge'} of.task
 * @param {'closed' | 'periodic'} [of.sides]
 * @param {number} [of.tolerance]
 * @param {readonly number[]} [of.shape]
 */
export const outcome = (study, { version, fingerprint, results, task, sides, tolerance, shape }) =>
  json({
    format: 'cathode-lab result',
    version: VERSION,
    program: `cathode-lab ${version}`,
    name: study.fileName,
    link: fragmentOf(study.link),
    fingerprint,
    task,
    shape: shape ?? study.shape,
    sides: sides ?? sidesOf(study),
    tolerance: tolerance ?? study.tolerance,
    results,
  });

/** Of a geometry its own decide: voxels need even extents for it. @param {Study} study @returns {'closed' | 'periodic'} */
export const sidesOf = ({ geometry, sides }) => (geometry ? (geometry.periodic ? 'periodic' : 'closed') : sides);

/** Edges of voxels that are boxes, in the size of files that tell them. @param {Study} study */
const spacingOf = ({ voxelUm }) => (Array.isArray(voxelUm) ? edgesOf(voxelUm) : null);

/**
 * A grid for a program that climbs to none: twice as fine as the finest that was solved here, or that is shown.
 * @param {Study} study
 */
const gridForOne = (study) => gridOf(study).map((extent) => 2 * extent);

/** @param {Study} study */
function runOf(study) {
  const asked = study.geometry ? 'study-grid.json' : 'study.json';
  const remark = study.geometry
    ? '\n# which lay the one grid of study-grid.json through the bodies, in place of a climb over several.'
    : '';
  return `#!/bin/sh
# Solves the study of this folder and holds the result against what the page has found. On one machine, with all cores:
#   ./run.sh
# on several, each process with its own part of the volume:
#   RANKS=64 ./run.sh          (or RANKS=64 MPIRUN="srun --mpi=pmix" ./run.sh)${remark}
# Where that was stopped, the same call goes on from checkpoint.bin, with any number of processes.
set -eu
cd "$(dirname "$0")"
if [ -n "\${RANKS:-}" ]; then
  export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
  restart=
  if [ -e checkpoint.bin ]; then restart=--restart; fi
  \${MPIRUN:-mpirun -np "$RANKS"} "\${CATHODE_LAB_CLUSTER:-cathode-lab-cluster}" ${asked} -o result.json --checkpoint checkpoint.bin $restart
  rm -f checkpoint.bin
else
  "\${CATHODE_LAB:-cathode-lab}" solve study.json -o result.json
fi
python3 check.py result.json expected.json
`;
}

/** @param {Study} study @param {string} fingerprint @param {number} found how many values there are */
const readme = (study, fingerprint, found) => `${study.title}

A study of Cathode Lab for a larger machine.

  study.json     what is to be solved: carriers, directions, sides, tolerance
  ${study.geometry ? 'geometry.json  the bodies in their box, in micrometres along z, y, x' : 'volume.npy     the voxels, labels 0, 1, 2 ... as unsigned bytes (z, y, x)'}
${study.geometry ? '  study-grid.json  the same on one grid, for cathode-lab-cluster, which climbs over none\n' : ''}  run.sh         solves it with cathode-lab, or with cathode-lab-cluster where RANKS says on how many processes
  job.slurm      the same as a job: sbatch job.slurm
  expected.json  ${found > 0 ? `the ${found} values that the page had calculated` : 'no values: the page had calculated none, so that the check ends in FAIL: NOTHING TO COMPARE'}
  check.py       holds result.json against it and ends in PASS or FAIL (Python 3 alone)

Recognised by ${fingerprint}. The calculation that it belongs to: ${study.link || 'none'}

Drop result.json on the tab Microstructure of the page: its values then stand beside the page's own.
`;

/**
 * All files of the folder.
 * @param {Study} study
 * @param {string} version of this program
 * @returns {Promise<FolderFile[]>}
 */
export async function studyFolder(study, version) {
  const { geometry, voxels, carriers, fingerprint } = await dense(study);
  const task = geometry ? 'converge' : 'solve';
  const file = geometry ? 'geometry.json' : 'volume.npy';
  const results = valuesOf(study);
  const asked = {
    format: 'cathode-lab study',
    version: VERSION,
    name: study.fileName,
    link: fragmentOf(study.link),
    task,
    file,
    fingerprint,
    carriers,
    directions: study.directions,
    sides: sidesOf(study),
    tolerance: study.tolerance,
    spacing: geometry ? null : spacingOf(study),
    shape: geometry ? null : study.shape,
  };
  return [
    // As far as the climbs here, so that those there come to the same bits.
    {
      name: 'study.json',
      content: json({ ...asked, ...(geometry && study.inputs ? { mostVoxels: study.inputs.mostVoxels } : {}) }),
    },
    ...(geometry
      ? [
          {
            name: 'study-grid.json',
            content: json({ ...asked, task: 'solve', tolerance: TOLERANCE_ON_GRID, shape: gridForOne(study) }),
          },
        ]
      : []),
    {
      name: file,
      content: geometry ? toGeometryJson(geometry) : toNpy({ voxels: voxels ?? study.voxels, shape: study.shape }),
    },
    { name: 'expected.json', content: outcome(study, { version, fingerprint, results, task, shape: gridOf(study) }) },
    { name: 'run.sh', content: runOf(study), mayRun: true },
    {
      name: 'job.slurm',
      content: slurmJob({
        name: 'cathode-lab',
        script: './run.sh',
        tasks: 1,
        threads: 16,
        memoryGb: geometry ? 16 : Math.max(Math.ceil((study.voxels.length * BYTES_A_VOXEL * 1.5) / 1e9), 2),
        remarks: [
          'On several processes: --ntasks=64 --cpus-per-task=1, and below RANKS=64 MPIRUN=srun ./run.sh',
          'Submitted again after its time was up, this goes on from checkpoint.bin',
        ],
      }),
    },
    { name: 'check.py', content: CHECK, mayRun: true },
    { name: 'README.txt', content: readme(study, fingerprint, results.length) },
  ];
}
