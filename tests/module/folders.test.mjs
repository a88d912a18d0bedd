// SPDX-License-Identifier: MIT
// Folders for larger machines and other programs, and results that come back: what stands in the files, and that the scripts in
// them do what they say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { crc32 as zlibCrc } from 'node:zlib';
import { unzipSync } from 'fflate';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { heldAtCentres } from '../../web/microstructure/held-at-centres.js';
import { openImpalaFolder, tauFactorFolder } from '../../web/microstructure/partner-folders.js';
import { checkCarriers, differenceText, readResult } from '../../web/microstructure/returned.js';
import { nothingYet } from '../../web/microstructure/study.js';
import { dense, fingerprintOf, fingerprintOfShown, studyFolder } from '../../web/microstructure/study-folder.js';
import { zippedFolder } from '../../web/table-files/zip.js';
import { crc32, fingerprintOfGeometry, fingerprintOfVolume } from '../../web/volume-files/fingerprint.js';
import { readNpy } from '../../web/volume-files/npy.js';
import { openImpalaInputs } from '../../web/volume-files/voxel-file.js';

const lab = await createCathodeLab();
const LINK = 'https://example.org/lab/#v=2&am=85';

/** Voxels of which each has a label by chance, always the same. */
function randomVoxels(count, labels, seed = 1) {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return labels[Math.floor((state / 2 ** 32) * labels.length)];
  });
}

/** A study of voxels whose file has three values, of which a part may lack some. */
function studyOf({
  shape = [9, 8, 7],
  labels = [0, 1, 2, 2],
  conductivities = { ion: [0, 0, 1], electron: [0, 1, 0.2] },
} = {}) {
  const voxels = randomVoxels(shape[0] * shape[1] * shape[2], labels);
  const all = [...new Set([0, 1, 2, ...labels])].sort((a, b) => a - b);
  return {
    title: 'scan.tif, voxels',
    fileName: `scan-${shape.join('x')}`,
    link: LINK,
    isGenerated: false,
    model: null,
    inputs: null,
    geometry: null,
    packing: null,
    voxels,
    shape,
    voxelUm: 0.1,
    phases: all.map((label) => {
      const voxelFraction = voxels.filter((one) => one === label).length / voxels.length;
      return {
        label,
        name: `value ${label}`,
        ink: 'am',
        fraction: voxelFraction,
        voxelFraction,
        target: null,
        value: label,
      };
    }),
    notes: [],
    carriers: Object.entries(conductivities).map(([key, values]) => ({
      key,
      name: key === 'ion' ? 'Ions' : 'Electrons',
      conductivities: values,
      sigma0: null,
      measured: null,
    })),
    directions: ['z', 'y', 'x'],
    sides: 'closed',
    tolerance: 1e-3,
    ...nothingYet(),
  };
}
function solved(study) {
  const { voxels, shape, sides, tolerance } = study;
  for (const { key, conductivities } of study.carriers)
    for (const direction of study.directions)
      study.solutions.set(
        `${key}-${direction}`,
        lab.solveTransport({ voxels, shape, conductivities, direction, sides, tolerance }),
      );
  return study;
}
const GEOMETRY = {
  boxUm: [4, 4, 5],
  periodic: true,
  background: 2,
  bodies: [
    { kind: 'sphere', centerUm: [2, 2, 2.5], radiusUm: 1.5, label: 1, shellUm: 0.1, shellLabel: 3 },
    { kind: 'cylinder', fromUm: [0, 0, 0], toUm: [1, 1, 1], radiusUm: 0.25, label: 3 },
  ],
};
function studyOfGeometry() {
  const { voxels, voxelUm, phases } = lab.voxelize(GEOMETRY, [16, 16, 20]);
  return {
    ...studyOf(),
    title: 'bodies',
    fileName: 'bodies',
    geometry: GEOMETRY,
    voxels,
    shape: [16, 16, 20],
    voxelUm: voxelUm[0],
    phases: [0, 1, 2, 3].map((label) => {
      const fraction = phases.find((one) => one.label === label)?.fraction ?? 0;
      return { label, name: String(label), ink: 'am', fraction, voxelFraction: fraction, target: null, value: label };
    }),
    carriers: [{ key: 'ion', name: 'Ions', conductivities: [0, 0, 1, 0], sigma0: null, measured: null }],
    sides: 'periodic',
    tolerance: 0.05,
  };
}
const filesOf = (files) => Object.fromEntries(files.map(({ name, content }) => [name, content]));
const named = (files, name) => JSON.parse(filesOf(files)[name]);

const lastLine = (/** @type {{text: string}} */ { text }) => text.trimEnd().split('\n').at(-1) ?? '';

/** Lays files into a folder of its own; what is returned runs one of them there. */
function laid(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'cathode-folder-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const { name, content, mayRun } of files)
    writeFileSync(join(folder, name), content, { mode: mayRun ? 0o755 : 0o644 });
  /** A program of a name, which does what is given. @param {string} name @param {string} script */
  const program = (name, script) => {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'bin', name), script, { mode: 0o755 });
  };
  return {
    folder,
    program,
    put: (name, content) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    run: (command, args = [], env = {}) => {
      const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, ...env },
      });
      return { status, text: `${stdout}${stderr}` };
    },
  };
}

test('fingerprints are the CRC-32 that zip has, of what core/files says, also in slices', async () => {
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926);
  const bytes = randomVoxels(3_000_001, [0, 1, 2, 255]);
  const whole = zlibCrc ? zlibCrc(bytes) : crc32(bytes);
  assert.equal(crc32(bytes), whole);
  assert.equal(
    await fingerprintOfVolume([1, 1, 3_000_001], bytes),
    `1x1x3000001-${whole.toString(16).padStart(8, '0')}`,
  );
  // Box, periodic, background; kind, both places, radius, label, shell, shell label.
  const numbers = [
    ...[4, 4, 5, 1, 2],
    ...[0, 2, 2, 2.5, 2, 2, 2.5, 1.5, 1, 0.1, 3],
    ...[1, 0, 0, 0, 1, 1, 1, 0.25, 3, 0, 0],
  ];
  const expected = crc32(new Uint8Array(Float64Array.from(numbers).buffer))
    .toString(16)
    .padStart(8, '0');
  assert.equal(await fingerprintOfGeometry(GEOMETRY), `geometry-${expected}`);
  const same = structuredClone(GEOMETRY);
  Object.assign(same.bodies[1], { fromUm: [-0, 0, 0] });
  assert.equal(await fingerprintOfGeometry(same), `geometry-${expected}`);
  const [sphere] = GEOMETRY.bodies;
  const bare = { ...GEOMETRY, bodies: [{ ...sphere, shellUm: 0 }] };
  const unlabelled = { ...GEOMETRY, bodies: [{ ...sphere, shellUm: 0, shellLabel: 0 }] };
  assert.equal(await fingerprintOfGeometry(bare), await fingerprintOfGeometry(unlabelled));
});

test('a folder in a zip comes out as it went in, and its scripts may be run', async () => {
  const large = randomVoxels(2_500_000, [0, 1, 2]);
  const blob = await zippedFolder('study', [
    { name: 'run.sh', content: '#!/bin/sh\n', mayRun: true },
    { name: 'volume.npy', content: large },
  ]);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const files = unzipSync(bytes);
  assert.deepEqual(Object.keys(files), ['study/run.sh', 'study/volume.npy']);
  assert.deepEqual(files['study/volume.npy'], large);
  const directory = new DataView(bytes.buffer, bytes.length - 22).getUint32(16, true);
  assert.equal(new DataView(bytes.buffer).getUint32(directory + 38, true) >>> 16, 0o100755);
});

test('a study of voxels as a folder: labels without gaps, everything that a solve needs, and what was found', async () => {
  // The part has the values 0 and 2 alone: they are labels 0 and 1 there.
  const study = solved(studyOf({ labels: [0, 2, 2] }));
  const files = await studyFolder(study, '0.1.0');
  assert.deepEqual(
    files.map(({ name }) => name),
    ['study.json', 'volume.npy', 'expected.json', 'run.sh', 'job.slurm', 'check.py', 'README.txt'],
  );
  const asked = named(files, 'study.json');
  const volume = readNpy(filesOf(files)['volume.npy'], 'volume.npy');
  assert.deepEqual(volume.values, [0, 1]);
  assert.deepEqual(asked, {
    format: 'cathode-lab study',
    version: 1,
    name: 'scan-9x8x7',
    link: 'v=2&am=85',
    task: 'solve',
    file: 'volume.npy',
    fingerprint: await fingerprintOfVolume([9, 8, 7], volume.voxels),
    carriers: [
      { key: 'ion', name: 'Ions', conductivities: [0, 1] },
      { key: 'electron', name: 'Electrons', conductivities: [0, 0.2] },
    ],
    directions: ['z', 'y', 'x'],
    sides: 'closed',
    tolerance: 1e-3,
    spacing: null,
    shape: [9, 8, 7],
  });
  assert.equal(await fingerprintOf(study), asked.fingerprint);
  const expected = named(files, 'expected.json');
  assert.equal(expected.results.length, 6);
  const { effectiveConductivity, lowerEstimate, upperEstimate } = study.solutions.get('ion-y');
  assert.deepEqual(
    [1, 'ion', 'y', effectiveConductivity, lowerEstimate, upperEstimate],
    [
      expected.version,
      ...['carrier', 'direction', 'effectiveConductivity', 'lower', 'upper'].map((key) => expected.results[1][key]),
    ],
  );
  // What another program solves of the files is what the page has.
  const again = lab.solveTransport({
    voxels: volume.voxels,
    shape: volume.shape,
    conductivities: asked.carriers[1].conductivities,
    direction: 'x',
    sides: asked.sides,
    tolerance: asked.tolerance,
  });
  assert.equal(again.effectiveConductivity, study.solutions.get('electron-x').effectiveConductivity);
  const boxes = await studyFolder({ ...study, voxelUm: [0.2, 0.1, 0.1] }, '0.1.0');
  assert.deepEqual(named(boxes, 'study.json').spacing, [0.2, 0.1, 0.1]);
});

test('a study of bodies as a folder is its geometry alone, with labels that others count as the page does', async (t) => {
  const study = studyOfGeometry();
  study.climbs.set(
    'ion-z',
    lab.convergeTransport({
      geometry: GEOMETRY,
      conductivities: [0, 0, 1, 0],
      direction: 'z',
      sides: 'periodic',
      mostVoxels: 40000,
    }),
  );
  const files = await studyFolder(study, '0.1.0');
  assert.equal(filesOf(files)['volume.npy'], undefined);
  const asked = named(files, 'study.json');
  const geometry = named(files, 'geometry.json');
  assert.equal(asked.task, 'converge');
  assert.equal(asked.shape, null);
  assert.equal(asked.sides, 'periodic');
  // Labels 1, 2, 3 are there: 0, 1, 2 in the file.
  assert.deepEqual([geometry.background, geometry.bodies[0].label, geometry.bodies[0].shellLabel], [1, 0, 2]);
  assert.deepEqual(asked.carriers[0].conductivities, [0, 1, 0]);
  assert.equal(asked.fingerprint, await fingerprintOfGeometry(geometry));
  const climbed = lab.convergeTransport({
    geometry,
    conductivities: asked.carriers[0].conductivities,
    direction: 'z',
    sides: 'periodic',
    mostVoxels: 40000,
  });
  const [expected] = named(files, 'expected.json').results;
  assert.equal(climbed.effectiveConductivity, expected.effectiveConductivity);
  assert.deepEqual([expected.lower, expected.upper], [climbed.lower, climbed.upper]);
  assert.equal(named(files, 'expected.json').results.length, 1); // what has been calculated, and no more
  assert.match(await fingerprintOfShown(study), /^16x16x20-[0-9a-f]{8}$/);
  // The cluster's program lays one grid through it.
  const { shape } = named(files, 'expected.json');
  const onGrid = named(files, 'study-grid.json');
  assert.deepEqual(onGrid, { ...asked, task: 'solve', tolerance: 0.001, shape: shape.map((extent) => 2 * extent) });
  assert.match(filesOf(files)['run.sh'], /cathode-lab-cluster\}" study-grid\.json -o result\.json --checkpoint /);

  // What lays one grid through the bodies is held against the climb, whose interval has the grids' share.
  const { put, run } = laid(t, files);
  const check = (/** @type {any} */ result) => {
    put('result.json', JSON.stringify(result));
    return lastLine(run('python3', ['check.py', 'result.json', 'expected.json']));
  };
  const solvedOnGrid = lab.solveTransport({
    geometry,
    shape: onGrid.shape,
    conductivities: onGrid.carriers[0].conductivities,
    direction: 'z',
    tolerance: onGrid.tolerance,
  });
  const value = {
    ...expected,
    effectiveConductivity: solvedOnGrid.effectiveConductivity,
    lower: solvedOnGrid.lowerEstimate,
    upper: solvedOnGrid.upperEstimate,
  };
  assert.ok(value.upper < expected.effectiveConductivity || value.lower > expected.effectiveConductivity);
  const grid = { ...named(files, 'expected.json'), ...onGrid, format: 'cathode-lab result', results: [value] };
  assert.equal(check(grid), 'PASS: 1 of 1 agree, expected intervals and tolerance 0.001');
  const wide = expected.upper - expected.lower;
  const beyond = Object.fromEntries(
    ['effectiveConductivity', 'lower', 'upper'].map((key) => [key, expected.upper * 1.002]),
  );
  assert.ok(wide > 0);
  assert.match(check({ ...grid, results: [{ ...value, ...beyond }] }), /^FAIL: 1 of 1 differ/);
  assert.match(
    check({ ...grid, tolerance: 0.05 }),
    /^FAIL: tolerance: result\.json has 0\.05, study-grid\.json 0\.001$/,
  );
  assert.match(check({ ...grid, shape: [4, 4, 4] }), /^FAIL: shape: result\.json has \[4, 4, 4\], study-grid\.json \[/);
  // A climb itself is the same, or within the interval, which is not widened.
  const climb = named(files, 'expected.json');
  assert.equal(check(climb), 'PASS: 1 of 1 agree, expected intervals and tolerance 0');
  const slightly = Object.fromEntries(Object.entries(beyond).map(([key, one]) => [key, one * (1.0001 / 1.002)]));
  assert.match(check({ ...climb, results: [{ ...expected, ...slightly }] }), /^FAIL: 1 of 1 differ/);
  put('study-grid.json', '{}');
  assert.equal(check(grid), 'FAIL: study-grid.json, tolerance: missing; allowed: as in a study');
});

test('run.sh solves with the program that is there and ends in PASS or FAIL', async (t) => {
  const study = solved(studyOf());
  const files = await studyFolder(study, '0.1.0');
  const { run, program, put, folder } = laid(t, files);
  const expected = named(files, 'expected.json');
  put('made.json', JSON.stringify(expected));
  program('cathode-lab', '#!/bin/sh\n[ "$*" = "solve study.json -o result.json" ] && cp made.json result.json\n');
  // The first call with several processes is stopped, as where a job's time is up; the next one goes on.
  program(
    'mpirun',
    `#!/bin/sh
echo "$OMP_NUM_THREADS: $*" >> calls
if [ ! -e checkpoint.bin ]; then touch checkpoint.bin; exit 143; fi
cp made.json result.json
`,
  );
  assert.equal(run('./run.sh', [], { RANKS: '3' }).status, 143);
  for (const env of [{ RANKS: '' }, { RANKS: '3' }]) {
    const { status, text } = run('/bin/sh', [join(folder, 'run.sh')], env);
    assert.equal(status, 0, text);
    assert.match(text, /\nPASS: 6 of 6 agree, tolerance 0\.001 and both intervals\n$/);
  }
  const words = '1: -np 3 cathode-lab-cluster study.json -o result.json --checkpoint checkpoint.bin';
  assert.equal(readFileSync(join(folder, 'calls'), 'utf8'), `${words}\n${words} --restart\n`);
  assert.equal(existsSync(join(folder, 'checkpoint.bin')), false); // what is finished is not taken up again
  const off = structuredClone(expected);
  for (const key of ['effectiveConductivity', 'lower', 'upper']) off.results[2][key] *= 1.01;
  put('made.json', JSON.stringify(off));
  const failed = run('./run.sh', [], { RANKS: '' });
  assert.equal(failed.status, 1);
  assert.match(failed.text, /ion along x: .* DIFFERS/);
  assert.match(failed.text, /\nFAIL: 1 of 6 differ/);
  put('made.json', JSON.stringify({ ...expected, results: expected.results.slice(1) }));
  assert.match(
    run('./run.sh', [], { RANKS: '' }).text,
    /ion along z: nothing, .* DIFFERS, not in the result\n.*\nFAIL: 1 of 6/s,
  );
  put('made.json', JSON.stringify({ ...expected, fingerprint: '1x1x1-00000000' }));
  assert.match(
    run('./run.sh', [], { RANKS: '' }).text,
    /^FAIL: fingerprint: result\.json has "1x1x1-00000000", expected\.json "9x8x7-/m,
  );
});

test('check.py says FAIL, and why, of all that is not what was asked for, and never stumbles', async (t) => {
  const files = await studyFolder(solved(studyOf()), '0.1.0');
  const expected = named(files, 'expected.json');
  const { put, run } = laid(t, files);
  const check = (names = ['result.json', 'expected.json']) => {
    const { status, text } = run('python3', ['check.py', ...names]);
    assert.doesNotMatch(text, /Traceback/);
    const last = lastLine({ text });
    assert.equal(status, last.startsWith('PASS: ') ? 0 : 1, text);
    return { last, text };
  };
  const checked = (/** @type {(own: any) => void} */ change) => {
    const own = structuredClone(expected);
    change(own);
    put('result.json', JSON.stringify(own));
    return check();
  };
  const first = (/** @type {object} */ fields) => checked((own) => Object.assign(own.results[0], fields));
  const agrees = 'PASS: 6 of 6 agree, tolerance 0.001 and both intervals';
  assert.equal(checked(() => {}).last, agrees);

  // A value that is not what was found, whatever its interval says.
  const { effectiveConductivity: value, lower, upper } = expected.results[0];
  for (const [fields, why] of /** @type {[object, RegExp][]} */ ([
    [{ effectiveConductivity: 1e6 }, /1000000, .*DIFFERS, outside its own interval/],
    [{ effectiveConductivity: 1e6, upper: 1e6 }, /DIFFERS, its interval, .* is too wide to tell/],
    [{ lower: 0, upper: 1e9 }, /DIFFERS, its interval, 0 to 1e\+09, is too wide to tell/],
    [{ effectiveConductivity: 1e6, lower: 1e6, upper: 1e6 }, /DIFFERS, outside the expected interval/],
    [{ percolates: false, effectiveConductivity: 0, lower: 0, upper: 0 }, /DIFFERS, one percolates, one does not/],
  ])) {
    const { text, last } = first(fields);
    assert.match(text, why);
    assert.equal(last, 'FAIL: 1 of 6 differ by more than tolerance 0.001 and both intervals');
  }
  // Within the expected interval that is widened, while its own does not reach what is expected: found on a wide one.
  const broad = structuredClone(expected);
  Object.assign(broad.results[0], { lower: value * 0.9, upper: value * 1.1 });
  put('broad.json', JSON.stringify(broad));
  const off = value * 1.05;
  first({ effectiveConductivity: off, lower: off, upper: off });
  assert.match(check(['result.json', 'broad.json']).text, /DIFFERS, its interval, .* does not hold what is expected/);
  // What both leave open is allowed.
  const near = value * 1.0009;
  assert.equal(first({ effectiveConductivity: near, lower: near, upper: near }).last, agrees);
  assert.ok(lower <= value && value <= upper);

  for (const [change, last] of /** @type {[(own: any) => void, RegExp][]} */ ([
    [(own) => Object.assign(own, { sides: 'periodic' }), /^FAIL: sides: result\.json has "periodic", expected\.json "/],
    [(own) => Object.assign(own, { task: 'converge' }), /^FAIL: task: result\.json has "converge", expected\.json "so/],
    [
      (own) => Object.assign(own, { tolerance: 0.5 }),
      /^FAIL: tolerance: result\.json has 0\.5, expected\.json 0\.001$/,
    ],
    [(own) => delete own.fingerprint, /^FAIL: result\.json, fingerprint: missing; allowed: text$/],
    [
      (own) => Object.assign(own, { format: 'cathode-lab study' }),
      /^FAIL: result\.json, format: "cathode-lab study"; al/,
    ],
    [(own) => delete own.results, /^FAIL: result\.json, results: missing; allowed: a list$/],
    [(own) => Object.assign(own.results, { 1: null }), /^FAIL: result\.json, results\[1\]: no object; allowed: /],
    [(own) => delete own.results[1].lower, /^FAIL: result\.json, results\[1\], lower: missing; allowed: 0 to 1e\+30$/],
    [
      (own) => Object.assign(own.results[1], { upper: null }),
      /^FAIL: result\.json, results\[1\], upper: null; allowed/,
    ],
    [
      (own) => Object.assign(own.results[1], { upper: true }),
      /^FAIL: result\.json, results\[1\], upper: true; allowed/,
    ],
    [
      (own) => Object.assign(own.results[1], { carrier: ['\ud800'] }),
      /^FAIL: .*carrier: \["\\ud800"\]; allowed: text$/,
    ],
    [
      (own) => own.results.push(own.results[0]),
      /^FAIL: result\.json, results\[6\]: ion along z a second time; allowed/,
    ],
  ]))
    assert.match(checked(change).last, last);
  for (const [text, last] of /** @type {[string, RegExp][]} */ ([
    ['null', /^FAIL: result\.json: no object; allowed: \{"name": value, \.\.\.\}$/],
    ['', /^FAIL: result\.json is no JSON$/],
    ['['.repeat(100_000), /^FAIL: result\.json is no JSON$/],
    [
      JSON.stringify(expected).replace(`"upper":${upper}`, '"upper":NaN'),
      /^FAIL: result\.json, results\[0\], upper: NaN; allowed: 0 to 1e\+30$/,
    ],
    [
      JSON.stringify(expected).replace(`"upper":${upper}`, `"upper":1${'0'.repeat(400)}`),
      /^FAIL: result\.json, results\[0\], upper: 10+\.\.\.; allowed: 0 to 1e\+30$/,
    ],
  ])) {
    put('result.json', text);
    assert.match(check().last, last);
  }
  assert.equal(check(['none.json', 'expected.json']).last, 'FAIL: none.json: No such file or directory');
  put('result.json', JSON.stringify(expected));
  assert.equal(check(['result.json', 'none.json']).last, 'FAIL: none.json: No such file or directory');
  put('expected.json', JSON.stringify({ ...expected, results: [] }));
  assert.equal(check().last, 'FAIL: NOTHING TO COMPARE: expected.json has no values');
});

/**
 * D/D0 and the fraction that is active as OpenImpala's flow_through has them, written after its code and not after ours: the end
 * voxels are pinned, voxels that do not join both ends are left out, conjugate gradients over the rest.
 */
function openImpala(phase, [nz, ny, nx], axis) {
  const extents = [nz, ny, nx];
  const strides = [ny * nx, nx, 1];
  const place = (at, along) => Math.floor(at / strides[along]) % extents[along];
  const next = (at) =>
    [0, 1, 2].flatMap((along) => [
      ...(place(at, along) > 0 ? [at - strides[along]] : []),
      ...(place(at, along) < extents[along] - 1 ? [at + strides[along]] : []),
    ]);
  const flooded = (end) => {
    const reached = new Set();
    const queue = [...phase.keys()].filter((at) => phase[at] && place(at, axis) === end);
    for (const at of queue) reached.add(at);
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (const other of next(at))
        if (phase[other] && !reached.has(other)) {
          reached.add(other);
          queue.push(other);
        }
    return reached;
  };
  const [inlet, outlet] = [flooded(0), flooded(extents[axis] - 1)];
  const active = [...inlet].filter((at) => outlet.has(at));
  const isActive = new Set(active);
  const pinned = (at) => (place(at, axis) === 0 ? 0 : place(at, axis) === extents[axis] - 1 ? 1 : null);
  const potential = new Map(active.map((at) => [at, pinned(at) ?? place(at, axis) / (extents[axis] - 1)]));
  const free = active.filter((at) => pinned(at) === null);
  const residual = (values) =>
    new Map(
      free.map((at) => [
        at,
        next(at).reduce((sum, other) => sum + (isActive.has(other) ? values.get(other) - values.get(at) : 0), 0),
      ]),
    );
  const r = residual(potential);
  let p = new Map(r);
  let rr = [...r.values()].reduce((sum, one) => sum + one * one, 0);
  for (let step = 0; step < 2000 && rr > 1e-26; ++step) {
    const direction = new Map(active.map((at) => [at, p.get(at) ?? 0]));
    const image = residual(direction);
    const pAp = -free.reduce((sum, at) => sum + p.get(at) * image.get(at), 0);
    const alpha = rr / pAp;
    for (const at of free) {
      potential.set(at, potential.get(at) + alpha * p.get(at));
      r.set(at, r.get(at) + alpha * image.get(at));
    }
    const before = rr;
    rr = [...r.values()].reduce((sum, one) => sum + one * one, 0);
    p = new Map(free.map((at) => [at, r.get(at) + (rr / before) * p.get(at)]));
  }
  const flux = active
    .filter((at) => place(at, axis) === 0 && isActive.has(at + strides[axis]))
    .reduce((sum, at) => sum + potential.get(at + strides[axis]) - potential.get(at), 0);
  const area = phase.length / extents[axis];
  return { deff: (flux / area) * extents[axis], active: active.length / phase.length };
}

test('what is expected of OpenImpala is what its discretization gives, to the tolerance', () => {
  for (const [shape, labels, seed] of [
    [[12, 9, 10], [0, 1, 1], 1],
    [[5, 16, 11], [0, 1, 1, 1], 2],
    [[20, 7, 7], [0, 1, 1], 3],
  ]) {
    const phase = randomVoxels(shape[0] * shape[1] * shape[2], labels, seed);
    for (const [axis, direction] of ['z', 'y', 'x'].entries()) {
      const { deff, active } = openImpala(phase, shape, axis);
      const found = lab.solveTransport(heldAtCentres({ phase, shape, direction }));
      assert.ok(deff > 0);
      assert.ok(
        Math.abs(found.effectiveConductivity / deff - 1) < 2e-5,
        `${found.effectiveConductivity} is not ${deff}`,
      );
      assert.ok(Math.abs(found.percolatingFraction - active) < 1e-12);
      const own = lab.solveTransport({ voxels: phase, shape, conductivities: [0, 1], direction });
      assert.ok(own.effectiveConductivity < deff * (1 - 0.2 / shape[axis])); // another convention, another number
    }
  }
  // A full box: n / (n - 1).
  const full = lab.solveTransport(
    heldAtCentres({ phase: new Uint8Array(1000).fill(1), shape: [10, 10, 10], direction: 'y' }),
  );
  assert.ok(Math.abs(full.effectiveConductivity / (10 / 9) - 1) < 2e-5);
});

const solve = async (options) => lab.solveTransport(options);
const solveHeld = async (asked) => lab.solveTransport(heldAtCentres(asked));

test('the folder for OpenImpala: inputs that its reader has, and a check that reads what it writes', async (t) => {
  const study = studyOf({ shape: [12, 10, 8], labels: [0, 1, 2, 2, 2] });
  const files = await openImpalaFolder(study, '0.1.0', solveHeld);
  // Electrons go through two phases that conduct differently: it cannot have them, and that is said.
  assert.deepEqual(
    files.map(({ name }) => name),
    ['ion.dat', 'ion.inputs', 'expected.json', 'run.sh', 'job.slurm', 'collect.py', 'check.py', 'README.txt'],
  );
  assert.match(filesOf(files)['README.txt'], /Not here: Electrons, whose phases conduct differently/);
  const inputs = filesOf(files)['ion.inputs'];
  assert.match(inputs, /^provenance\.uri = "https:\/\/example\.org\/lab\/#v=2&am=85"$/m);
  assert.match(inputs, /^provenance\.sample_id = "scan-12x10x8 ion"$/m);
  assert.match(inputs, /^results_path = \.\/results-ion\/$/m);
  // The keys that src/props/Diffusion.cpp and TortuosityHypre.cpp read.
  const read =
    /^(filename|data_path|results_path|threshold_val|phase_id|calculation_method|direction|solver_type|box_size|verbose|hypre\.maxiter|provenance\.(sample_id|uri)) = /;
  for (const line of inputs.split('\n')) assert.ok(line === '' || line.startsWith('#') || read.test(line), line);
  assert.throws(
    () => openImpalaInputs({ name: 'a', uri: 'https://example.org/"\nverbose = 3' }),
    /uri is "https:.*; allowed/s,
  );

  const expected = named(files, 'expected.json');
  assert.deepEqual(
    expected.results.map(({ direction }) => direction),
    ['z', 'y', 'x'],
  );
  const phase = study.voxels.map((label) => Number(label === 2));
  const written = { openimpala: { volume_fraction: phase.filter(Boolean).length / phase.length, results: {} } };
  for (const [axis, way] of ['Z', 'Y', 'X'].entries()) {
    const { deff, active } = openImpala(phase, study.shape, axis);
    written.openimpala.results[way] = { tortuosity: active / deff };
  }
  const { run, program, put } = laid(t, files);
  program(
    'mpirun',
    '#!/bin/sh\n[ "$*" = "-np 4 Diffusion3d ion.inputs" ] || exit 9\nmkdir -p results-ion && cp made results-ion/$KIND\n',
  );
  put('made', JSON.stringify(written));
  const passed = run('./run.sh', [], { RANKS: '', KIND: 'results.json' });
  assert.match(passed.text, /\nPASS: 3 of 3 agree, tolerance 0\.002/);
  assert.equal(passed.status, 0);
  // Ours in our own convention is not what it finds: the check tells.
  const own = lab.solveTransport({ voxels: phase, shape: study.shape, conductivities: [0, 1], direction: 'x' });
  written.openimpala.results.X.tortuosity = expected.results[2].activeFraction / own.effectiveConductivity;
  put('made', JSON.stringify(written));
  const failed = run('./run.sh', [], { RANKS: '4', KIND: 'results.json' });
  assert.match(failed.text, /\nFAIL: 1 of 3/);
  assert.equal(failed.status, 1);
  written.openimpala.volume_fraction += 0.01;
  put('made', JSON.stringify(written));
  assert.match(run('./run.sh', [], { RANKS: '4', KIND: 'results.json' }).text, /^FAIL: volume fraction/m);

  put('made', '{"openimpala": {}}');
  const broken = run('./run.sh', [], { RANKS: '4', KIND: 'results.json' });
  assert.equal(broken.status, 1);
  assert.equal(lastLine(broken), "FAIL: not as OpenImpala writes it: KeyError 'volume_fraction'");

  const text = laid(t, files);
  const nothing = text.run('python3', ['collect.py']);
  assert.equal(nothing.status, 1);
  assert.equal(nothing.text, 'FAIL: results-ion/results.txt: No such file or directory\n');
  text.put(
    'results-ion/results.txt',
    `# Transport Property Calculation Results\nVolumeFraction: ${expected.results[0].conductingFraction.toFixed(9)}\n${expected.results
      .map(
        ({ direction, tortuosityFactor }) =>
          `Deff_ratio_${direction.toUpperCase()}: 1e-1\nTortuosity_${direction.toUpperCase()}: ${tortuosityFactor.toFixed(9)}\n`,
      )
      .join('')}`,
  );
  assert.equal(text.run('python3', ['collect.py']).status, 0);
  assert.match(text.run('python3', ['check.py', 'result.json', 'expected.json']).text, /\nPASS: 3 of 3/);
});

test('the folder for TauFactor: the volume, conductivities of each label, and values in the convention that both have', async (t) => {
  const study = studyOf({ shape: [8, 8, 6] });
  const files = await tauFactorFolder(study, '0.1.0', solve);
  const inputs = named(files, 'inputs.json');
  assert.deepEqual(inputs, {
    carriers: [
      { key: 'ion', name: 'Ions', conductivities: [0, 0, 1] },
      { key: 'electron', name: 'Electrons', conductivities: [0, 1, 0.2] },
    ],
    directions: ['z', 'y', 'x'],
    sides: 'closed',
  });
  const expected = named(files, 'expected.json');
  assert.equal(expected.results.length, 6);
  assert.equal(expected.fingerprint, (await dense(study, true)).fingerprint);
  const found = lab.solveTransport({
    voxels: study.voxels,
    shape: study.shape,
    conductivities: [0, 1, 0.2],
    direction: 'y',
  });
  assert.equal(expected.results[4].effectiveConductivity, found.effectiveConductivity);
  const { run } = laid(t, files);
  assert.equal(run('python3', ['-m', 'py_compile', 'run_taufactor.py', 'check.py']).status, 0);
  assert.match(run('python3', ['check.py', 'expected.json', 'expected.json']).text, /PASS: 6 of 6/);
});

const RESULT = {
  format: 'cathode-lab result',
  version: 1,
  program: 'cathode-lab 0.1.0',
  name: 'scan',
  link: 'v=2',
  fingerprint: '9x8x7-00000000',
  task: 'solve',
  shape: [9, 8, 7],
  sides: 'closed',
  tolerance: 0.001,
  results: [
    {
      carrier: 'ion',
      direction: 'z',
      percolates: true,
      effectiveConductivity: 0.2,
      lower: 0.199,
      upper: 0.201,
      tortuosityFactor: 2.5,
      conductingFraction: 0.5,
      iterations: 9,
      seconds: 0.1,
    },
  ],
};
/** The result with something changed in it. */
function changed(change) {
  const own = structuredClone(RESULT);
  change(own);
  return JSON.stringify(own);
}

test('a result is read, or refused by the field', () => {
  const read = readResult(JSON.stringify(RESULT), 'result.json');
  assert.equal(read.results[0].effectiveConductivity, 0.2);
  assert.equal(read.date, '');
  assert.equal(
    readResult(
      changed((own) => {
        own.date = '2026-11-29';
      }),
      'a',
    ).date,
    '2026-11-29',
  );
  for (const [change, refusal] of [
    [
      (own) => {
        own.format = 'cathode-lab study';
      },
      /a\.json, format: "cathode-lab study"; allowed: cathode-lab result/,
    ],
    [
      (own) => {
        own.version = 2;
      },
      /a\.json, version: 2; allowed: 1/,
    ],
    [
      (own) => {
        delete own.program;
      },
      /a\.json, program: missing; allowed: text/,
    ],
    [
      (own) => {
        own.program = 'x'.repeat(500);
      },
      /a\.json, program: .*; allowed: text of up to 200/,
    ],
    [
      (own) => {
        own.shape = [9, 8];
      },
      /a\.json, shape: \[9,8\]; allowed: three whole numbers/,
    ],
    [
      (own) => {
        own.sides = 'open';
      },
      /a\.json, sides: "open"; allowed: closed, periodic/,
    ],
    [
      (own) => {
        own.results = [];
      },
      /a\.json, results: \[\]; allowed: a list of 1 to 1000/,
    ],
    [
      (own) => {
        own.results[0] = null;
      },
      /a\.json, results\[0\]: no object/,
    ],
    [
      (own) => {
        own.results[0].direction = 'w';
      },
      /a\.json, results\[0\]\.direction: "w"; allowed: z, y, x/,
    ],
    [
      (own) => {
        own.results[0].percolates = 1;
      },
      /results\[0\]\.percolates: 1; allowed: true, false/,
    ],
    [
      (own) => {
        own.results[0].effectiveConductivity = -1;
      },
      /results\[0\]\.effectiveConductivity: -1; allowed: 0 to/,
    ],
    [
      (own) => {
        own.results[0].lower = 0.3;
      },
      /results\[0\]\.lower: 0\.3; allowed: 0 to 0\.2/,
    ],
    [
      (own) => {
        own.results[0].upper = '1';
      },
      /results\[0\]\.upper: "1"; allowed: 0\.2 to/,
    ],
    [
      (own) => {
        own.results[0].conductingFraction = 2;
      },
      /results\[0\]\.conductingFraction: 2; allowed: 0 to 1/,
    ],
    [
      (own) => {
        own.results.push(own.results[0]);
      },
      /results\[1\]: ion along z a second time/,
    ],
  ])
    assert.throws(() => readResult(changed(change), 'a.json'), { message: refusal });
  assert.throws(() => readResult('{', 'a.json'), /a\.json is no JSON/);
  assert.throws(() => readResult('[]', 'a.json'), /a\.json, the file: no object/);
  assert.throws(() => readResult('null', 'a.json'), /no object/);
  const hostile = readResult(
    changed((own) => {
      own.program = '<img src=x onerror=alert(1)>\u0000\u202e';
    }),
    'a',
  );
  assert.equal(hostile.program.includes('\u0000'), false);
  const other = readResult(
    changed((own) => {
      own.results[0].carrier = 'proton';
    }),
    'a.json',
  );
  assert.throws(
    () => checkCarriers(other, studyOf()),
    /a\.json, results\[0\]\.carrier: "proton"; allowed: ion, electron/,
  );
});

test('a value from elsewhere is held against the page’s own', () => {
  const from = readResult(JSON.stringify(RESULT), 'a');
  const [there] = from.results;
  const here = (value, lower = value, upper = value) => ({
    percolates: true,
    effectiveConductivity: value,
    lower,
    upper,
  });
  assert.equal(differenceText(from, there, undefined, 'closed'), 'not calculated here');
  assert.equal(differenceText(from, there, here(0.2), 'closed'), 'none, to the last bit');
  assert.equal(differenceText(from, there, here(0.2002, 0.2, 0.202), 'closed'), '−0.1 %, within both uncertainties');
  assert.equal(differenceText(from, there, here(0.1, 0.09, 0.11), 'closed'), '+100 %, beyond both uncertainties');
  assert.match(
    differenceText(from, there, here(0.2), 'periodic'),
    /^not held against it: closed sides there, periodic here/,
  );
  assert.match(
    differenceText({ ...from, convention: 'OpenImpala, flow_through' }, there, here(0.2), 'closed'),
    /another convention/,
  );
  assert.match(differenceText(from, there, { ...here(0), percolates: false }, 'closed'), /one percolates/);
});
