// SPDX-License-Identifier: MIT
// The scripts that lie in every folder for another machine, as text: for a POSIX shell and for Python's standard library.

/** A text within single quotation marks of a shell. @param {string} text */
export const inShell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Holds result.json against expected.json, which have one format; ends in PASS or FAIL. */
export const CHECK = `#!/usr/bin/env python3
"""Holds a result against what is expected of it: python3 check.py result.json expected.json

The last line begins with PASS or FAIL, and the exit code is 0 or 1. Two values agree where their intervals
("lower" to "upper") meet, those of a solve widened by the tolerance on both sides."""
import json
import sys


def main(result_name, expected_name):
    with open(result_name, encoding="utf-8") as file:
        result = json.load(file)
    with open(expected_name, encoding="utf-8") as file:
        expected = json.load(file)
    if result["fingerprint"] != expected["fingerprint"]:
        print(f"FAIL: {result_name} is of {result['fingerprint']}, {expected_name} of {expected['fingerprint']}")
        return 1
    wide = expected["tolerance"] if expected["task"] == "solve" else 0
    found = {(one["carrier"], one["direction"]): one for one in result["results"]}
    failed = 0
    for one in expected["results"]:
        name = f"{one['carrier']} along {one['direction']}"
        other = found.get((one["carrier"], one["direction"]))
        low, high = one["lower"] * (1 - wide), one["upper"] * (1 + wide)
        agrees = (
            other is not None
            and other["percolates"] == one["percolates"]
            and other["lower"] <= high
            and other["upper"] >= low
        )
        value = "nothing" if other is None else f"{other['effectiveConductivity']:.8g}"
        print(f"{name}: {value}, expected {one['effectiveConductivity']:.8g} ({low:.8g} to {high:.8g})"
              f": {'agrees' if agrees else 'DIFFERS'}")
        failed += not agrees
    count = len(expected["results"])
    if count == 0:
        print("PASS: nothing had been calculated that it could be held against")
    elif failed:
        print(f"FAIL: {failed} of {count} differ by more than the tolerance of {wide:g} and both intervals")
    else:
        print(f"PASS: {count} of {count} agree, tolerance {wide:g} and both intervals")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
`;

/**
 * A job for SLURM that does what a script beside it does.
 * @param {object} asked
 * @param {string} asked.name of the job
 * @param {string} asked.script
 * @param {number} asked.tasks processes
 * @param {number} asked.threads of each
 * @param {number} asked.memoryGb in all
 * @param {string[]} [asked.lines] more of what is asked for
 * @param {string[]} [asked.remarks]
 */
export const slurmJob = ({ name, script, tasks, threads, memoryGb, lines = [], remarks = [] }) =>
  `${[
    '#!/bin/sh',
    `#SBATCH --job-name=${name}`,
    `#SBATCH --ntasks=${tasks}`,
    `#SBATCH --cpus-per-task=${threads}`,
    `#SBATCH --mem=${memoryGb}G`,
    '#SBATCH --time=04:00:00',
    ...lines.map((line) => `#SBATCH ${line}`),
    '#SBATCH --output=%x-%j.log',
    '# What is a cluster’s own stands on the line: sbatch --partition=NAME --account=NAME job.slurm',
    ...remarks.map((line) => `# ${line}`),
    'set -eu',
    'cd "$SLURM_SUBMIT_DIR"',
    script,
  ].join('\n')}\n`;
