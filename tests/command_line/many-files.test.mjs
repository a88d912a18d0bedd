// SPDX-License-Identifier: MIT
// Many files in one call: one table, the same bytes however often the call was stopped.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { toNpy } from '../../web/volume-files/voxel-file.js';
import { ownFolder, PROGRAM, resultOf, run, start } from './program.mjs';

const folder = ownFolder();
const at = (/** @type {string} */ name) => join(folder, name);
const EDGE = 40;
const FILES = Array.from({ length: 24 }, (_, i) => `v${i}.npy`);

/** Voxels of which some two thirds conduct, others for each seed. @param {number} seed */
function voxelsOf(seed, edge = EDGE) {
  let state = (seed * 2654435761 + 1) >>> 0;
  return Uint8Array.from({ length: edge ** 3 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 < 0.66 ? 1 : 0;
  });
}
FILES.forEach((name, seed) => writeFileSync(at(name), toNpy({ voxels: voxelsOf(seed), shape: [EDGE, EDGE, EDGE] })));

// Fine enough that a call takes some seconds.
const OPTIONS = ['--conductivities', '0,1', '--direction', 'all', '--tolerance', '1e-9', '--threads', '2'];
const call = (/** @type {string} */ table) => ['solve', ...FILES, ...OPTIONS, '-o', table];
const textOf = (/** @type {string} */ name) => readFileSync(at(name), 'utf8');
const wholeCall = run(folder, ...call('whole.csv'));
const records = (/** @type {string} */ name) => (existsSync(at(name)) ? textOf(name).split('\n').length - 2 : 0);

/** Waits until a journal has so many records. @param {string} name @param {number} count @param {Promise<unknown>} ended */
async function untilKept(name, count, ended) {
  let isEnded = false;
  ended.then(() => (isEnded = true));
  while (records(name) < count && !isEnded) await wait(5);
  assert.ok(!isEnded, 'it has ended before it was stopped');
}

test('one table has a row for each file and direction, and no journal is left', () => {
  assert.deepEqual([wholeCall.status, wholeCall.stdout, wholeCall.stderr], [0, '', '']);
  const lines = textOf('whole.csv').trimEnd().split('\r\n');
  assert.equal(lines.length, 1 + 3 * FILES.length);
  const heads = lines[0].split(',');
  lines.slice(1).forEach((line, i) => {
    const cells = line.split(',');
    assert.equal(cells[heads.indexOf('file')], FILES[Math.floor(i / 3)]);
    assert.equal(cells[heads.indexOf('direction')], 'zyx'[i % 3]);
  });
  const one = resultOf(folder, 'solve', 'v3.npy', ...OPTIONS).results[1];
  const cells = lines[1 + 3 * 3 + 1].split(',');
  for (const key of ['effectiveConductivity', 'lower', 'upper', 'tortuosityFactor', 'iterations'])
    assert.equal(Number(cells[heads.indexOf(key)]), one[key], key);
  assert.ok(!existsSync(at('whole.csv.journal')));
});

test('killed in the middle and called again, it gives the same table', async () => {
  for (const count of [1, 17, 40]) {
    const { child, ended } = start(folder, ...call('killed.csv'));
    await untilKept('killed.csv.journal', count, ended);
    child.kill('SIGKILL');
    await ended;
    assert.ok(!existsSync(at('killed.csv')));
    assert.ok(records('killed.csv.journal') >= count);
  }
  // A line that a kill has cut.
  const journal = textOf('killed.csv.journal');
  writeFileSync(at('killed.csv.journal'), journal.slice(0, -20));
  const again = run(folder, ...call('killed.csv'));
  assert.equal(again.status, 0);
  assert.equal(textOf('killed.csv'), textOf('whole.csv'));
  assert.ok(!existsSync(at('killed.csv.journal')));
});

test('Ctrl+C leaves what is finished, and says where', async () => {
  const { child, ended } = start(folder, ...call('stopped.csv'));
  await untilKept('stopped.csv.journal', 3, ended);
  child.kill('SIGINT');
  const { status, stderr } = await ended;
  assert.equal(status, 130);
  assert.match(
    stderr,
    /^cathode-lab: stopped; \d+ of 72 results are kept in stopped\.csv\.journal, and the same call goes on from there\.\n$/,
  );
  const kept = records('stopped.csv.journal');
  assert.ok(kept >= 3 && kept < 72);
  assert.equal(run(folder, ...call('stopped.csv')).status, 0);
  assert.equal(textOf('stopped.csv'), textOf('whole.csv'));
});

test('what is kept is taken, not calculated again, and another call is refused', async () => {
  const { child, ended } = start(folder, ...call('kept.csv'));
  await untilKept('kept.csv.journal', 2, ended);
  child.kill('SIGKILL');
  await ended;
  const other = run(folder, 'solve', ...FILES, '--conductivities', '1,0', '-o', 'kept.csv');
  assert.equal(other.status, 2);
  assert.match(
    other.stderr,
    /kept\.csv\.journal: is the journal of another call, and keeps what that has finished; allowed: that call again/,
  );
  // A record made up by hand turns up in the table.
  const lines = textOf('kept.csv.journal').trimEnd().split('\n');
  const first = JSON.parse(lines[1]);
  const record = JSON.parse(first.record);
  record.note = 'made up';
  first.record = JSON.stringify(record);
  lines[1] = JSON.stringify(first);
  writeFileSync(at('kept.csv.journal'), `${lines.join('\n')}\n`);
  assert.equal(run(folder, ...call('kept.csv')).status, 0);
  assert.equal(textOf('kept.csv').match(/made up/g)?.length, 1);
});

test('a file that cannot be read stands in the table with why; once it can, the same call does it alone', () => {
  writeFileSync(at('grey.npy'), toNpy({ voxels: Uint8Array.from({ length: 64 }, (_, i) => i), shape: [4, 4, 4] }));
  const files = ['v1.npy', 'none.npy', 'grey.npy', 'v2.npy'];
  const asked = ['solve', ...files, '--conductivities', '0,1', '-o', 'some.csv'];
  const { status, stderr } = run(folder, ...asked);
  assert.equal(status, 3);
  assert.match(stderr, /none\.npy: cannot be read: No such file or directory\.\n/);
  assert.match(stderr, /grey\.npy: the volume is not segmented: it has more than 32 distinct/);
  assert.match(stderr, /2 of 4 files could not be calculated/);
  const lines = textOf('some.csv').trimEnd().split('\r\n');
  assert.equal(lines.length, 5);
  assert.match(lines[2], /^none\.npy,.*No such file/);
  for (const name of ['none.npy', 'grey.npy'])
    writeFileSync(at(name), toNpy({ voxels: voxelsOf(99, 8), shape: [8, 8, 8] }));
  assert.equal(run(folder, ...asked).status, 0);
  assert.equal(run(folder, ...asked.slice(0, -1), 'fresh.csv').status, 0);
  assert.equal(textOf('some.csv'), textOf('fresh.csv'));
});

test('a file that has changed is calculated anew', async () => {
  const { child, ended } = start(folder, ...call('changed.csv'));
  await untilKept('changed.csv.journal', 20, ended);
  child.kill('SIGKILL');
  await ended;
  writeFileSync(at('v0.npy'), toNpy({ voxels: voxelsOf(1000), shape: [EDGE, EDGE, EDGE] }));
  assert.equal(run(folder, ...call('changed.csv')).status, 0);
  assert.equal(run(folder, ...call('new.csv')).status, 0);
  assert.equal(textOf('changed.csv'), textOf('new.csv'));
  assert.notEqual(textOf('changed.csv'), textOf('whole.csv'));
});

test('a bar with the time left is drawn on a terminal alone', () => {
  rmSync(at('bar.csv'), { force: true });
  const quoted = [PROGRAM, ...call('bar.csv')].map((word) => `'${word}'`).join(' ');
  const { status, stdout } = spawnSync('script', ['-qec', quoted, '/dev/null'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TERM: 'xterm' },
  });
  assert.equal(status, 0);
  assert.match(stdout, /\[#+\.+\] \d+ %, .+ left/);
  assert.equal(textOf('bar.csv'), textOf('new.csv'));
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('.part')),
    [],
  );
});
