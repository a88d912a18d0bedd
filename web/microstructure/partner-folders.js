// SPDX-License-Identifier: MIT
// A study's volume as folders that OpenImpala and TauFactor calculate as they are: voxels, inputs, a job, what is expected in
// the program's own convention, and a check that ends in PASS or FAIL. What of the programs' code they rest on is told in
// docs/volumes.md.
import { openImpalaInputs, toNpy, toOpenImpalaDat } from '../volume-files/voxel-file.js';
import { CHECK, slurmJob } from './folder-scripts.js';
import { FEWEST_BETWEEN } from './held-at-centres.js';
import { oneConductivity, valuesOfVoxels } from './partner-values.js';
import { dense, json, outcome } from './study-folder.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./partner-values.js').Solve} Solve */
/** @typedef {import('./partner-values.js').Solved} Solved */
/** @typedef {import('./study-folder.js').FolderFile} FolderFile */
/** @typedef {import('./partner-values.js').DenseCarrier} DenseCarrier */

// By how much the programs' own tolerances leave their values open, relative.
const TOLERANCE_OF_IMPALA = 0.002;
const TOLERANCE_OF_TAUFACTOR = 0.01;
const AXES = /** @type {import('../api/cathode-lab').Direction[]} */ (['z', 'y', 'x']);

const COLLECT = `#!/usr/bin/env python3
"""Gathers what OpenImpala has written for each carrier into result.json: python3 collect.py

Its tortuosity is the fraction of the voxels that join both ends over D/D0."""
import json
import os
import re
import sys


def results_of(folder):
    name = os.path.join(folder, "results.json")
    if os.path.exists(name):
        with open(name, encoding="utf-8") as file:
            found = json.load(file)["openimpala"]
        return found["volume_fraction"], {way: one["tortuosity"] for way, one in found["results"].items()}
    with open(os.path.join(folder, "results.txt"), encoding="utf-8") as file:
        lines = dict(line.split(":", 1) for line in file if ":" in line and not line.startswith("#"))
    ways = {key[-1]: float(text) for key, text in lines.items() if re.fullmatch("Tortuosity_[XYZ]", key)}
    return float(lines["VolumeFraction"]), ways


def main():
    with open("expected.json", encoding="utf-8") as file:
        expected = json.load(file)
    results = []
    for one in expected["results"]:
        fraction, ways = results_of("results-" + one["carrier"])
        if abs(fraction - one["conductingFraction"]) > 1e-6:
            sys.exit(f"FAIL: volume fraction {fraction} of {one['carrier']}, expected {one['conductingFraction']}")
        tortuosity = ways.get(one["direction"].upper())
        percolates = tortuosity is not None and 0 < tortuosity < float("inf")
        value = one["activeFraction"] / tortuosity if percolates else 0
        results.append({
            "carrier": one["carrier"], "direction": one["direction"], "percolates": percolates,
            "effectiveConductivity": value, "lower": value, "upper": value,
            "tortuosityFactor": tortuosity if percolates else None,
            "conductingFraction": fraction, "iterations": 0, "seconds": 0,
        })
    with open("result.json", "w", encoding="utf-8") as file:
        json.dump({**expected, "program": "OpenImpala", "results": results}, file, indent=1)


try:
    main()
except OSError as fault:
    sys.exit(f"FAIL: {fault.filename}: {fault.strerror}")
except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
    sys.exit(f"FAIL: not as OpenImpala writes it: {type(fault).__name__} {fault}")
`;

/** What OpenImpala takes as one conductor, by carrier. @param {DenseCarrier[]} carriers */
const impalaCarriers = (carriers) => carriers.filter((carrier) => oneConductivity(carrier) !== null);

/** @param {Study} study @param {string[]} left of which there is nothing @param {string[]} names */
const impalaReadme = (study, names, left) => `${study.title}

The voxels of a study of Cathode Lab for OpenImpala (https://github.com/BASE-Laboratory/OpenImpala), program Diffusion3d.

  NAME.dat       one phase: extents of x, y, z as 32-bit integers, then 16 bits a voxel, 1 in what conducts
  NAME.inputs    its inputs: flow_through, closed sides
  run.sh         solves ${names.join(' and ')}, then holds what was found against expected.json
  job.slurm      the same as a job, in an Apptainer image openimpala.sif
  expected.json  our values in OpenImpala's convention
  collect.py, check.py  gather its results and end in PASS or FAIL (Python 3 alone)

  RANKS=8 ./run.sh                                     with Diffusion3d on the PATH
  RANKS=8 DIFFUSION3D=/opt/openImpala/build/apps/Diffusion3d ./run.sh

Its convention: potentials held at the centres of the end voxels, the length counted as all voxels, closed sides, the
fraction in the tortuosity that of the voxels which join both ends. Our values were solved so, for D/D0; those that the page
shows are held half a voxel further out, and are lower by about one part in the number of voxels along the current.
${left.length > 0 ? `Not here: ${left.join('; ')}.\n` : ''}`;

/**
 * @param {Study} study of cubes
 * @param {string} version of this program
 * @param {(asked: Parameters<typeof import('./held-at-centres.js').heldAtCentres>[0]) => Promise<Solved>} solve
 * @returns {Promise<FolderFile[]>}
 */
export async function openImpalaFolder(study, version, solve) {
  const { carriers, voxels, fingerprint } = await dense(study, true);
  const own = impalaCarriers(carriers);
  if (own.length === 0 || voxels === null)
    throw new Error('OpenImpala: no carrier whose conducting phases have one conductivity; it tells two phases apart.');
  const directions = study.directions.filter((direction) => study.shape[AXES.indexOf(direction)] >= FEWEST_BETWEEN);
  const left = [
    ...carriers
      .filter((carrier) => !own.includes(carrier))
      .map(({ name }) => `${name}, whose phases conduct differently, while it tells two phases apart`),
    ...study.directions
      .filter((direction) => !directions.includes(direction))
      .map((direction) => `${direction}, along which there are fewer than ${FEWEST_BETWEEN} voxels`),
  ];
  const phases = own.map(({ conductivities }) => voxels.map((label) => Number(conductivities[label] > 0)));
  const results = await Promise.all(
    own.flatMap(({ key }, index) =>
      directions.map(async (direction) => {
        const found = await solve({ phase: phases[index], shape: study.shape, direction });
        const { percolates, effectiveConductivity, lowerEstimate, upperEstimate, percolatingFraction } = found;
        return {
          carrier: key,
          direction,
          percolates,
          effectiveConductivity,
          lower: lowerEstimate,
          upper: upperEstimate,
          tortuosityFactor: percolates ? percolatingFraction / effectiveConductivity : null,
          conductingFraction: found.conductingFraction,
          activeFraction: percolatingFraction,
          iterations: found.iterations,
          seconds: Number(found.seconds.toPrecision(3)),
        };
      }),
    ),
  );
  const names = own.map(({ key }) => key);
  const run = (/** @type {string} */ start) =>
    [
      ...names.map((name) => `${start} ${name}.inputs`),
      'python3 collect.py',
      'python3 check.py result.json expected.json',
    ].join('\n');
  const expected = {
    ...JSON.parse(
      outcome(study, {
        version,
        fingerprint,
        results,
        task: 'solve',
        sides: 'closed',
        tolerance: TOLERANCE_OF_IMPALA,
      }),
    ),
    convention: 'OpenImpala, flow_through',
  };
  return [
    ...own.flatMap(({ key }, index) => [
      { name: `${key}.dat`, content: toOpenImpalaDat({ voxels: phases[index], shape: study.shape }, 1) },
      {
        name: `${key}.inputs`,
        content: openImpalaInputs({
          name: key,
          direction: directions.length === 1 ? directions[0] : 'all',
          resultsPath: `./results-${key}/`,
          sampleId: `${study.fileName} ${key}`,
          uri: study.link.replace(/[^!#-~]/gu, encodeURIComponent),
        }),
      },
    ]),
    { name: 'expected.json', content: json(expected) },
    {
      name: 'run.sh',
      content: `#!/bin/sh\nset -eu\ncd "$(dirname "$0")"\n${run(`mpirun -np "\${RANKS:-4}" "\${DIFFUSION3D:-Diffusion3d}"`)}\n`,
      mayRun: true,
    },
    {
      name: 'job.slurm',
      content: slurmJob({
        name: 'openimpala',
        script: run(`srun apptainer exec "\${IMAGE:-openimpala.sif}" Diffusion3d`),
        tasks: 16,
        threads: 1,
        memoryGb: Math.max(Math.ceil((voxels.length * 400) / 1e9), 4),
      }),
    },
    { name: 'collect.py', content: COLLECT, mayRun: true },
    { name: 'check.py', content: CHECK, mayRun: true },
    { name: 'README.txt', content: impalaReadme(study, names, left) },
  ];
}

const TAUFACTOR = `#!/usr/bin/env python3
"""Solves volume.npy with TauFactor 1.2 for each carrier and direction, into result.json: python3 run_taufactor.py"""
import contextlib
import io
import json
import sys
import time
import zlib

import numpy as np
import taufactor as tau
import torch
from taufactor.metrics import extract_through_feature

CRITERION = 1e-2  # TauFactor's own: by how much the fluxes through the planes differ, relative
STILL = 1e-4  # relative change of the value in so many iterations
STEP, MOST_ITERATIONS = 500, 200_000


def number(value):
    return float(np.ravel(value.cpu() if hasattr(value, "cpu") else value)[0])


def solved(solver):
    """Its own end asks for a change of tau below 0.002, which single precision need not reach where tau is large."""
    value, spread = None, 1.0
    while solver.iter < MOST_ITERATIONS and not solver.converged:
        before = value
        with contextlib.redirect_stdout(io.StringIO()):
            solver.solve(iter_limit=solver.iter + STEP, conv_crit=CRITERION, verbose=False)
        value = number(solver.D_eff)
        fluxes = np.ravel(solver.flux_1d)
        spread = float((fluxes.max() - fluxes.min()) / fluxes.max()) if fluxes.max() > 0 else 0.0
        if before is not None and spread < CRITERION and abs(value - before) <= STILL * abs(value):
            break
    else:
        if not solver.converged:
            sys.exit(f"FAIL: TauFactor's fluxes still differ by {spread:.2g} after {MOST_ITERATIONS} iterations")
    return value, spread, int(solver.iter)


def solve(labels, conductivities, periodic, device):
    """The effective conductivity along the first axis (0 where nothing percolates), by how much it is open, iterations."""
    conducting = sorted({one for one in conductivities if one > 0})
    mask = np.isin(labels, [i for i, one in enumerate(conductivities) if one > 0]).astype(np.uint8)
    # Of what does not percolate the solver's fluxes are noise, by which it cannot tell.
    if float(np.ravel(extract_through_feature(mask, 1, "x", [False, periodic, periodic])[1])[0]) == 0:
        return 0.0, 0.0, 0
    if len(conducting) == 1:
        solver = (tau.PeriodicSolver if periodic else tau.Solver)(mask, D_0=conducting[0], device=device)
    else:
        kind = tau.PeriodicMultiPhaseSolver if periodic else tau.MultiPhaseSolver
        solver = kind(labels, dict(enumerate(map(float, conductivities))), device=device)
    return solved(solver)


def main():
    with open("inputs.json", encoding="utf-8") as file:
        inputs = json.load(file)
    with open("expected.json", encoding="utf-8") as file:
        expected = json.load(file)
    volume = np.load("volume.npy")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    results = []
    for carrier in inputs["carriers"]:
        conductivities = carrier["conductivities"]
        fractions = np.bincount(volume.ravel(), minlength=len(conductivities)) / volume.size
        for direction in inputs["directions"]:
            start = time.time()
            labels = np.ascontiguousarray(np.moveaxis(volume, "zyx".index(direction), 0))
            value, spread, iterations = solve(labels, conductivities, inputs["sides"] == "periodic", device)
            results.append({
                "carrier": carrier["key"], "direction": direction, "percolates": value > 0,
                "effectiveConductivity": value, "lower": value * (1 - spread), "upper": value * (1 + spread),
                "tortuosityFactor": float(np.dot(fractions, conductivities)) / value if value > 0 else None,
                "conductingFraction": float(sum(f for f, one in zip(fractions, conductivities) if one > 0)),
                "iterations": iterations, "seconds": round(time.time() - start, 3),
            })
            print(f"{carrier['key']} along {direction}: {value:.6g} after {iterations} iterations")
    shape = "x".join(map(str, volume.shape))
    fingerprint = f"{shape}-{zlib.crc32(np.ascontiguousarray(volume).tobytes()):08x}"
    with open("result.json", "w", encoding="utf-8") as file:
        json.dump({**expected, "program": "TauFactor", "fingerprint": fingerprint, "results": results}, file, indent=1)


main()
`;

/** @param {Study} study */
const tauFactorReadme = (study) => `${study.title}

The voxels of a study of Cathode Lab for TauFactor 1.2 (https://github.com/tldr-group/taufactor), on a graphics card where there is one.

  volume.npy        labels 0, 1, 2 ... as unsigned bytes (z, y, x)
  inputs.json       conductivities of each label for each carrier, directions, sides
  run_taufactor.py  solves all of it
  run.sh            does that, then holds what was found against expected.json
  job.slurm         the same as a job with one graphics card
  expected.json     our values
  check.py          ends in PASS or FAIL (Python 3 alone)

  pip install taufactor && ./run.sh

Its convention is ours: potentials held half a voxel outside the centres of the end voxels, the fraction that of all voxels which
conduct. Its first axis, which it calls x, is z here; the script turns the others there.

result.json may be dropped on the tab Microstructure of the page: its values then stand beside the page's own.
`;

/**
 * @param {Study} study of cubes
 * @param {string} version of this program
 * @param {Solve} solve
 * @returns {Promise<FolderFile[]>}
 */
export async function tauFactorFolder(study, version, solve) {
  const { carriers, voxels, fingerprint } = await dense(study, true);
  if (voxels === null || carriers.length === 0) throw new Error('TauFactor: nothing of this volume conducts yet.');
  const { shape, sides, directions } = study;
  const results = await valuesOfVoxels(study, carriers, voxels, solve);
  const run = 'python3 run_taufactor.py\npython3 check.py result.json expected.json';
  return [
    { name: 'volume.npy', content: toNpy({ voxels, shape }) },
    { name: 'inputs.json', content: json({ carriers, directions, sides }) },
    {
      name: 'expected.json',
      content: outcome(study, {
        version,
        fingerprint,
        results,
        task: 'solve',
        sides,
        tolerance: TOLERANCE_OF_TAUFACTOR,
      }),
    },
    { name: 'run_taufactor.py', content: TAUFACTOR, mayRun: true },
    { name: 'run.sh', content: `#!/bin/sh\nset -eu\ncd "$(dirname "$0")"\n${run}\n`, mayRun: true },
    {
      name: 'job.slurm',
      content: slurmJob({
        name: 'taufactor',
        script: run,
        tasks: 1,
        threads: 4,
        memoryGb: Math.max(Math.ceil((voxels.length * 60) / 1e9), 4),
        lines: ['--gres=gpu:1'],
      }),
    },
    { name: 'check.py', content: CHECK, mayRun: true },
    { name: 'README.txt', content: tauFactorReadme(study) },
  ];
}
