// SPDX-License-Identifier: MIT
// The scripts that lie in every folder for another machine, as text: for a POSIX shell and for Python's standard library.

/** A text within single quotation marks of a shell. @param {string} text */
export const inShell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Holds result.json against expected.json, which have one format; ends in PASS or FAIL. */
export const CHECK = `#!/usr/bin/env python3
"""Holds a result against what is expected of it: python3 check.py result.json expected.json

The last line begins with PASS or FAIL, and the exit code is 0 or 1.

Of what it belongs to (fingerprint, task, sides, tolerance) both files must say the same. Then for each expected value:
- solve: each of both values lies within the other's interval ("lower" to "upper"), widened by the tolerance.
- converge: the result's value lies within the expected interval, which has all that the climb left open, and is not
  widened. The other way round is not asked: a climb that went further may have a narrower interval beside that value.
- one grid (a solve of study-grid.json, whose tolerance and shape it must have) held against a climb: the same, since the
  expected interval has the grids' share. The grid's own interval has the solver's share alone, and need not hold the
  expected value.
The result's value lies within its own interval, which is no wider than 10 times the expected one or twice the tolerance."""
import json
import os
import sys

LARGEST = 1e30


class Refusal(Exception):
    pass


def shown(value):
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def read(name):
    try:
        with open(name, encoding="utf-8") as file:
            found = json.load(file)
    except OSError as fault:
        raise Refusal(f"{name}: {fault.strerror}") from None
    except (ValueError, RecursionError):
        raise Refusal(f"{name} is no JSON") from None
    if not isinstance(found, dict):
        raise Refusal(f'{name}: no object; allowed: {{"name": value, ...}}')
    return found


def is_text(value):
    return isinstance(value, str) and value.isprintable()


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= LARGEST


def is_shape(value):
    return isinstance(value, list) and len(value) == 3 and all(is_number(one) for one in value)


def field(name, given, key, fits, allowed):
    if key not in given:
        raise Refusal(f"{name}, {key}: missing; allowed: {allowed}")
    if not fits(given[key]):
        raise Refusal(f"{name}, {key}: {shown(given[key])}; allowed: {allowed}")
    return given[key]


def outcome(name):
    """What a file says, and its values by carrier and direction."""
    found = read(name)
    field(name, found, "format", lambda value: value == "cathode-lab result", '"cathode-lab result"')
    field(name, found, "fingerprint", is_text, "text")
    field(name, found, "task", lambda value: value in ("solve", "converge"), "solve, converge")
    field(name, found, "sides", lambda value: value in ("closed", "periodic"), "closed, periodic")
    field(name, found, "tolerance", is_number, "a number of 0 or above")
    field(name, found, "shape", is_shape, "three numbers")
    values = {}
    for index, one in enumerate(field(name, found, "results", lambda value: isinstance(value, list), "a list")):
        at = f"{name}, results[{index}]"
        if not isinstance(one, dict):
            raise Refusal(f"{at}: no object; allowed: a value of a carrier along a direction")
        key = (field(at, one, "carrier", is_text, "text"), field(at, one, "direction", is_text, "text"))
        if key in values:
            raise Refusal(f"{at}: {' along '.join(key)} a second time; allowed: once")
        field(at, one, "percolates", lambda value: isinstance(value, bool), "true, false")
        for number in ("effectiveConductivity", "lower", "upper"):
            field(at, one, number, is_number, f"0 to {LARGEST:g}")
        values[key] = one
    return found, values


def same(field_name, found, wanted, result_name, expected_name):
    if found != wanted:
        raise Refusal(f"{field_name}: {result_name} has {shown(found)}, {expected_name} {shown(wanted)}")


def asked(result, expected, names):
    """By how much intervals are widened, and whether the result's own must hold the expected value."""
    for key in ("fingerprint", "sides"):
        same(key, result[key], expected[key], *names)
    if (result["task"], expected["task"]) == ("solve", "converge"):
        grid_name = os.path.join(os.path.dirname(names[1]), "study-grid.json")
        grid = read(grid_name)
        for key in ("tolerance", "shape"):
            same(key, result[key], field(grid_name, grid, key, lambda value: True, "as in a study"), names[0], grid_name)
        return result["tolerance"], False
    for key in ("task", "tolerance"):
        same(key, result[key], expected[key], *names)
    return (expected["tolerance"], True) if expected["task"] == "solve" else (0, False)


def difference(found, one, tolerance, wide, is_mutual):
    """Why a value does not agree; empty where it does."""
    if found is None:
        return "not in the result"
    if found["percolates"] != one["percolates"]:
        return "one percolates, one does not"
    value, lower, upper = found["effectiveConductivity"], found["lower"], found["upper"]
    if not lower <= value <= upper:
        return f"outside its own interval, {lower:.8g} to {upper:.8g}"
    if upper - lower > max(10 * (one["upper"] - one["lower"]), 2 * tolerance * value):
        return f"its interval, {lower:.8g} to {upper:.8g}, is too wide to tell"
    if not one["lower"] * (1 - wide) <= value <= one["upper"] * (1 + wide):
        return "outside the expected interval"
    if is_mutual and not lower * (1 - wide) <= one["effectiveConductivity"] <= upper * (1 + wide):
        return f"its interval, {lower:.8g} to {upper:.8g}, does not hold what is expected"
    return ""


def main(*names):
    result, found = outcome(names[0])
    expected, wanted = outcome(names[1])
    wide, is_mutual = asked(result, expected, names)
    if not wanted:
        raise Refusal(f"NOTHING TO COMPARE: {names[1]} has no values")
    failed = 0
    for key, one in wanted.items():
        other = found.get(key)
        why = difference(other, one, result["tolerance"], wide, is_mutual)
        value = "nothing" if other is None else f"{other['effectiveConductivity']:.8g}"
        low, high = one["lower"] * (1 - wide), one["upper"] * (1 + wide)
        print(f"{' along '.join(key)}: {value}, expected {one['effectiveConductivity']:.8g} ({low:.8g} to {high:.8g})"
              f": {'DIFFERS, ' + why if why else 'agrees'}")
        failed += why != ""
    within = f"tolerance {wide:g} and both intervals" if is_mutual else f"expected intervals and tolerance {wide:g}"
    if failed:
        raise Refusal(f"{failed} of {len(wanted)} differ by more than {within}")
    print(f"PASS: {len(wanted)} of {len(wanted)} agree, {within}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.stdout.reconfigure(errors="backslashreplace")
    try:
        main(*sys.argv[1:])
    except Refusal as refusal:
        print(f"FAIL: {refusal}")
        sys.exit(1)
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
