// SPDX-License-Identifier: MIT
// The program for clusters, run by mpirun on 1, 2 and 4 ranks of this machine, against what the core says.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const build = new URL('../../build/cluster/', import.meta.url).pathname;
const program = join(build, 'core/programs/cluster/cathode-lab-cluster');
const environment = {
  ...process.env,
  OMPI_ALLOW_RUN_AS_ROOT: '1',
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
  OMPI_MCA_mpi_yield_when_idle: '1',
  OMPI_MCA_btl_vader_single_copy_mechanism: 'none',
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
};

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'cathode-cluster-'));
  const made = spawnSync(join(build, 'tests/cluster/cluster_cases'), [folder], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {number} ranks @param {string[]} words */
const command = (ranks, words) => ['--oversubscribe', '-np', String(ranks), program, ...words];
/** @param {number} ranks @param {string[]} words */
const run = (ranks, ...words) => spawnSync('mpirun', command(ranks, words), { encoding: 'utf8', env: environment });

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** @param {number} ranks @param {string} name @param {string[]} words */
const solved = (ranks, name, ...words) => {
  const output = join(folder, `${name}-${ranks}.json`);
  const done = run(ranks, join(folder, name), '-o', output, ...words);
  assert.equal(done.status, 0, `${name} on ${ranks}: ${done.stderr}`);
  return read(output);
};

/** @param {number} value @param {number} expected @param {number} relative @param {string} what */
const near = (value, expected, relative, what) =>
  assert.ok(Math.abs(value - expected) <= relative * Math.abs(expected), `${what}: ${value}, not ${expected}`);

/** What a refusal says: one line, whatever the number of ranks. @param {{stderr: string}} done */
const told = (done) => done.stderr.split('\n').filter((line) => line.startsWith('cathode-lab-cluster: '));

for (const name of ['closed', 'periodic', 'winding', 'geometry-periodic', 'geometry-closed']) {
  test(`${name}: the core's answer on 1, 2 and 4 ranks`, () => {
    const expected = read(join(folder, name, 'expected.json'));
    assert.ok(
      expected.results.some((/** @type {any} */ result) => result.percolates),
      'something to compare',
    );
    for (const ranks of [1, 2, 4]) {
      const result = solved(ranks, name);
      for (const field of ['name', 'fingerprint', 'shape', 'sides', 'tolerance', 'task'])
        assert.deepEqual(result[field], expected[field], field);
      assert.equal(result.results.length, expected.results.length);
      for (const [i, found] of result.results.entries()) {
        const wanted = expected.results[i];
        const what = `${found.carrier} ${found.direction} on ${ranks}`;
        assert.equal(found.carrier, wanted.carrier);
        assert.equal(found.direction, wanted.direction);
        assert.equal(found.percolates, wanted.percolates, what);
        near(found.conductingFraction, wanted.conductingFraction, 1e-12, what);
        if (!wanted.percolates) continue;
        // Lobes are kept in single precision.
        near(found.effectiveConductivity, wanted.effectiveConductivity, 3e-8, what);
        near(found.tortuosityFactor, wanted.tortuosityFactor, 3e-8, what);
        assert.ok(found.lower <= wanted.upper && found.upper >= wanted.lower * (1 - 1e-12), `${what}: bounds apart`);
        assert.ok(found.lower <= found.effectiveConductivity && found.effectiveConductivity <= found.upper, what);
        assert.ok(found.upper - found.lower <= 1.01e-8 * found.upper, `${what}: wider than the tolerance`);
      }
    }
  });
}

test('What nothing joins does not percolate, on any number of ranks', () => {
  for (const ranks of [1, 2, 4]) {
    const [found] = solved(ranks, 'parted').results;
    assert.equal(found.percolates, false);
    assert.equal(found.effectiveConductivity, 0);
    assert.equal(found.tortuosityFactor, null);
    const across = solved(ranks, 'parted-across').results[0];
    const expected = read(join(folder, 'parted-across/expected.json')).results[0];
    assert.ok(expected.percolates);
    near(across.effectiveConductivity, expected.effectiveConductivity, 1e-8, `across on ${ranks}`);
  }
});

test('A coarse tolerance is kept, and its lower estimate and upper bound hold what is true', () => {
  const expected = read(join(folder, 'closed/expected.json'));
  for (const tolerance of ['0.01', '0.0001']) {
    const result = solved(2, 'closed', '--tolerance', tolerance);
    for (const [i, found] of result.results.entries()) {
      const truth = expected.results[i].effectiveConductivity;
      near(found.effectiveConductivity, truth, Number(tolerance), 'value');
      assert.ok(found.lower <= truth && truth <= found.upper, `${found.lower} ${truth} ${found.upper}`);
    }
  }
});

test('A volume by flags, on standard output, by values and by labels', () => {
  const volume = join(folder, 'closed/volume.npy');
  const byLabel = run(2, volume, '--conductivities', '0,2', '--direction', 'y', '--tolerance', '1e-8');
  assert.equal(byLabel.status, 0, byLabel.stderr);
  const [found] = JSON.parse(byLabel.stdout).results;
  near(
    found.effectiveConductivity,
    2 * read(join(folder, 'closed/expected.json')).results[1].effectiveConductivity,
    2e-8,
    'y',
  );
  const byValue = run(2, volume, '--conductivities', '1=2', '--direction', 'y', '--tolerance', '1e-8');
  assert.equal(JSON.parse(byValue.stdout).results[0].effectiveConductivity, found.effectiveConductivity);
});

/** Runs until the checkpoint is there, and ends one rank as if its machine were gone.
 * @param {number} ranks @param {string} checkpoint @param {string} output */
const killedRun = async (ranks, checkpoint, output) => {
  const words = [
    join(folder, 'long'),
    '-o',
    output,
    '--checkpoint',
    checkpoint,
    '--every',
    '1',
    '--tolerance',
    '1e-10',
  ];
  const child = spawn('mpirun', command(ranks, words), { env: environment, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  const isRank = (/** @type {string} */ pid) => {
    try {
      const about = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return about.slice(about.lastIndexOf(')') + 2).split(' ')[1] === String(child.pid);
    } catch {
      return false;
    }
  };
  while (!existsSync(checkpoint) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  const [victim] = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isRank(name));
  assert.ok(victim, 'a rank to end');
  process.kill(Number(victim), 'SIGKILL');
  return ended;
};

test('A rank that is killed: no result, a whole checkpoint, taken up on another number of ranks', async () => {
  const checkpoint = join(folder, 'long.checkpoint');
  const output = join(folder, 'long-killed.json');
  assert.notEqual(await killedRun(2, checkpoint, output), 0);
  assert.ok(!existsSync(output), 'no result');
  const expected = read(join(folder, 'long/expected.json'));
  const words = ['--checkpoint', checkpoint, '--restart', '--tolerance', '1e-10'];
  // Of a checkpoint written while z was under way.
  const saved = readFileSync(checkpoint);
  for (const ranks of [1, 4, 2]) {
    writeFileSync(checkpoint, saved);
    const result = solved(ranks, 'long', ...words);
    for (const [i, found] of result.results.entries())
      near(
        found.effectiveConductivity,
        expected.results[i].effectiveConductivity,
        2e-8,
        `${found.direction} on ${ranks}`,
      );
  }
});

test('A checkpoint keeps what is finished, and saves iterations', () => {
  const checkpoint = join(folder, 'closed.checkpoint');
  const whole = solved(2, 'closed', '--checkpoint', checkpoint, '--every', '1');
  const again = solved(4, 'closed', '--checkpoint', checkpoint, '--restart');
  // The first two directions as they were, seconds and all; the last goes on from its last iteration.
  assert.deepEqual(again.results.slice(0, 2), whole.results.slice(0, 2));
  near(again.results[2].effectiveConductivity, whole.results[2].effectiveConductivity, 1e-8, 'x');
  assert.ok(again.results[2].iterations <= whole.results[2].iterations + 4);
});

test('Checkpoints of something else, damaged, cut short or missing are refused by name', () => {
  const checkpoint = join(folder, 'closed.checkpoint');
  solved(2, 'closed', '--checkpoint', checkpoint, '--every', '1');
  const saved = readFileSync(checkpoint);
  /** @param {RegExp} why @param {string} name @param {string[]} words */
  const refused = (why, name, ...words) => {
    const output = join(folder, 'refused.json');
    const done = run(2, join(folder, name), '--checkpoint', checkpoint, '--restart', '-o', output, ...words);
    assert.equal(done.status, 2, done.stderr);
    assert.equal(told(done).length, 1, done.stderr);
    assert.match(told(done)[0], why);
    assert.ok(!existsSync(output));
  };
  refused(/closed\.checkpoint: a checkpoint of another run: fingerprint is "48x40x44-.*allowed: "96x96x96-/, 'long');
  refused(/sides is "closed"; allowed: "periodic"/, 'closed', '--sides', 'periodic');
  refused(/conductivities of conductor/, 'closed', '--conductivities', '0,2');
  refused(/directions is "zyx"; allowed: "z"/, 'closed', '--direction', 'z');
  refused(/spacing/, 'closed', '--spacing', '1,1,2');
  refused(/tolerance is 1e-08; allowed: 0\.001/, 'closed', '--tolerance', '0.001');
  const damaged = Buffer.from(saved);
  damaged[damaged.length - 9] ^= 1;
  writeFileSync(checkpoint, damaged);
  refused(/damaged/, 'closed');
  writeFileSync(checkpoint, saved.subarray(0, saved.length - 8));
  refused(/cut short/, 'closed');
  writeFileSync(checkpoint, 'cathode-lab checkpoint 1\n{"study":[]}\n');
  refused(/damaged/, 'closed');
  writeFileSync(checkpoint, 'something else');
  refused(/no checkpoint/, 'closed');
  rmSync(checkpoint);
  refused(/cannot be read: No such file/, 'closed');
});

test('Bad input is told once and by name', () => {
  const volume = join(folder, 'closed/volume.npy');
  /** @param {number} exit @param {RegExp} why @param {string[]} words */
  const refused = (exit, why, ...words) => {
    const done = run(4, ...words);
    assert.equal(done.status, exit, done.stderr);
    assert.equal(told(done).length, 1, done.stderr);
    assert.match(told(done)[0], why);
    assert.equal(done.stdout, '');
  };
  refused(2, /nowhere\.npy/, join(folder, 'nowhere.npy'), '--conductivities', '0,1');
  refused(2, /--conductivities: missing/, volume);
  refused(2, /conductivities: 1 of them; allowed: 2/, volume, '--conductivities', '1');
  refused(2, /conductivities: -1 for label 1/, volume, '--conductivities', '0,-1');
  refused(2, /"7=1"; allowed: a value that the file has/, volume, '--conductivities', '7=1');
  refused(2, /tolerance: 3; allowed/, volume, '--conductivities', '0,1', '--tolerance', '3');
  refused(2, /spacing/, volume, '--conductivities', '0,1', '--spacing', '0,1,1');
  refused(2, /shape: missing/, join(folder, 'geometry-closed/geometry.json'), '--conductivities', '0,1,1');
  refused(4, /memory: about .* GB of a rank/, volume, '--conductivities', '1,1', '--memory', '1000000');
  const cut = join(folder, 'cut.npy');
  writeFileSync(cut, readFileSync(volume).subarray(0, 40000));
  refused(2, /cut\.npy/, cut, '--conductivities', '0,1');
  const output = join(folder, 'nowhere', 'result.json');
  refused(5, /result\.json: cannot be written/, volume, '--conductivities', '0,1', '-o', output);
  const unsaved = join(folder, 'nowhere', 'a.checkpoint');
  refused(
    5,
    /a\.checkpoint: cannot be written/,
    volume,
    '--conductivities',
    '0,1',
    '--checkpoint',
    unsaved,
    '--every',
    '1',
  );
  const study = read(join(folder, 'closed/study.json'));
  writeFileSync(join(folder, 'closed/other.json'), JSON.stringify({ ...study, fingerprint: '48x40x44-00000000' }));
  refused(2, /fingerprint 48x40x44-[0-9a-f]{8}; allowed: 48x40x44-00000000/, join(folder, 'closed/other.json'));
  const many = run(15, join(folder, 'parted'));
  assert.equal(many.status, 2);
  assert.match(told(many)[0], /ranks: 15 for 14 planes/);
  assert.equal(run(2, '--nonsense').status, 2);
  assert.equal(run(1, '--version').status, 0);
});
