// SPDX-License-Identifier: MIT
// All tests of the page, three files at a time, in the order in which they are named: the longest first. A test that fails
// beside others is run once more, alone: a busy machine may be late without a fault of the page. It is told of by name if it
// passes then. More than a few are no matter of the machine, and stand as they are.
// node tests/browser/suite.mjs page offline ...
import { basename } from 'node:path';
import { run } from 'node:test';
import { spec, tap } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const AT_ONCE = 3;
const AGAIN_AT_MOST = 3;

const pathOf = (name) => fileURLToPath(new URL(`${name}.test.mjs`, import.meta.url));
const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * Runs files of tests and reports of them as they go; returns the tests that failed: those that hold others, and files that
 * ended early, with them.
 * @param {string[]} files @param {RegExp[]} [names] of the tests that are wanted; without, all
 * @returns {Promise<{file: string, name: string, isHolder: boolean}[]>}
 */
function attempt(files, names) {
  /** @type {{file: string, name: string, isHolder: boolean}[]} */
  const failed = [];
  /** @type {Map<string, number>} */
  const seconds = new Map();
  const stream = run({ files, concurrency: AT_ONCE, ...(names ? { testNamePatterns: names } : {}) });
  stream.on('test:fail', ({ file, name, details }) => {
    failed.push({ file, name, isHolder: details.error.failureType === 'subtestsFailed' });
  });
  for (const outcome of ['test:pass', 'test:fail']) {
    stream.on(outcome, ({ file, nesting, details }) => {
      if (nesting === 0) seconds.set(file, (seconds.get(file) ?? 0) + details.duration_ms / 1000);
    });
  }
  const reported = stream.compose(process.stdout.isTTY ? new spec() : tap);
  reported.pipe(process.stdout, { end: false });
  return new Promise((resolve, reject) => {
    reported
      .on('end', () => {
        const longestFirst = [...seconds].sort(([, a], [, b]) => b - a);
        console.log(longestFirst.map(([file, s]) => `${basename(file, '.test.mjs')} ${s.toFixed(0)} s`).join(', '));
        resolve(failed);
      })
      .on('error', reject);
  });
}

const failed = await attempt(process.argv.slice(2).map(pathOf));
const late = failed.filter(({ isHolder }) => !isHolder);
if (late.length > AGAIN_AT_MOST) {
  console.log(`${late.length} tests failed: too many for lateness`);
  process.exit(1);
}
/** @type {string[]} */
const stillFailed = [];
for (const file of new Set(failed.map((one) => one.file))) {
  const names = failed.filter((one) => one.file === file).map(({ name }) => name);
  console.log(`\nOnce more, alone, of ${basename(file)}:`);
  const patterns = names.map((name) => new RegExp(`^${escaped(name)}$`));
  const again = await attempt([file], names.includes(file) ? undefined : patterns); // a file that ended early: all of it
  stillFailed.push(...again.map(({ name }) => name));
}
for (const { name } of late) {
  console.log(`${stillFailed.includes(name) ? 'Failed twice' : 'Passed when run once more, alone'}: ${name}`);
}
process.exit(stillFailed.length ? 1 : 0);
