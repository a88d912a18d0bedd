// SPDX-License-Identifier: MIT
// Bad input: a sentence, an exit code, and nothing half-written.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { toNpy } from '../../web/volume-files/voxel-file.js';
import { ownFolder, PROGRAM, resultOf, run } from './program.mjs';

const folder = ownFolder();
const at = (/** @type {string} */ name) => join(folder, name);
const EDGE = 24;
const voxels = Uint8Array.from({ length: EDGE ** 3 }, (_, i) => (i % 3 === 0 ? 0 : 1));
const npy = toNpy({ voxels, shape: [EDGE, EDGE, EDGE] });
writeFileSync(at('v.npy'), npy);
writeFileSync(at('v.raw'), voxels);
writeFileSync(at('cut.npy'), npy.slice(0, -1));
writeFileSync(at('text.npy'), 'this is no array');
writeFileSync(
  at('g.json'),
  '{"boxUm":[1,1,1],"bodies":[{"kind":"sphere","centerUm":[0.5,0.5,0.5],"radiusUm":0.4,"label":1}]}',
);

/** @param {RegExp} message @param {number} status @param {string[]} args */
function refuses(message, status, ...args) {
  const before = readdirSync(folder);
  const told = run(folder, ...args);
  assert.equal(told.status, status, `${args.join(' ')}: ${told.stderr}`);
  assert.match(told.stderr, message);
  assert.equal(told.stdout, '');
  assert.deepEqual(readdirSync(folder), before);
}

test('files that are not what they should be', () => {
  const sigma = ['--conductivities', '0,1'];
  refuses(/none\.npy: cannot be read: No such file or directory\./, 2, 'solve', 'none.npy', ...sigma);
  refuses(/none\.npy: cannot be read/, 2, 'solve', 'none.npy', ...sigma, '-o', 'x.csv');
  refuses(
    /cut\.npy: 24 x 24 x 24 voxels of 1 byte take 13824 bytes behind the first 128, but there are 13823\./,
    2,
    'solve',
    'cut.npy',
    ...sigma,
  );
  refuses(/text\.npy: \(16 bytes\) begins like none of the files that are read/, 2, 'solve', 'text.npy', ...sigma);
  refuses(/--shape and --raw-type: bare voxels tell neither/, 2, 'solve', 'v.raw', ...sigma);
  refuses(
    /v\.raw: 24 x 24 x 23 voxels of 1 byte take 13248 bytes, but there are 13824; a cube of 24 x 24 x 24 voxels of 1 byte or 12 x 12 x 12 voxels of 8 bytes would fit\./,
    2,
    'solve',
    'v.raw',
    ...sigma,
    '--shape',
    '24,24,23',
    '--raw-type',
    'uint8',
  );
  refuses(/v\.npy: shape: 24 x 24 x 24; allowed: 3 x 4 x 5/, 2, 'solve', 'v.npy', ...sigma, '--shape', '3,4,5');
  refuses(/a folder without TIFF files/, 2, 'solve', '.', ...sigma);
  refuses(/v\.npy: given twice; allowed: once/, 2, 'solve', 'v.npy', 'v.npy', ...sigma);
});

test('options that are not what they should be', () => {
  refuses(/--conductivities: nothing for v\.npy; allowed: by value or name, such as 255=1/, 2, 'solve', 'v.npy');
  refuses(
    /--conductivities: "0,-1"; allowed: numbers from 0 of some values/,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '0,-1',
  );
  refuses(
    /--conductivities: 7, which v\.npy does not have; allowed: 0, 1\./,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '7=1',
  );
  refuses(/--direction: "w"; allowed: z, y, x/, 2, 'solve', 'v.npy', '--conductivities', '0,1', '--direction', 'w');
  refuses(
    /--tolerance: "fine"; allowed: a number above 0/,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '0,1',
    '--tolerance',
    'fine',
  );
  refuses(
    /--spacing: "1,0,1"; allowed: three numbers above 0/,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '0,1',
    '--spacing',
    '1,0,1',
  );
  refuses(/--shape: nothing for g\.json/, 2, 'solve', 'g.json', '--conductivities', '0,1');
  refuses(/v\.npy: a volume, which has no finer grid/, 2, 'converge', 'v.npy', '--conductivities', '0,1');
  refuses(
    /--memory: "much"; allowed: a number with a unit/,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '0,1',
    '--memory',
    'much',
  );
  refuses(
    /--output: x\.txt; allowed: a name that ends in \.csv or \.json/,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '0,1',
    '-o',
    'x.txt',
  );
  refuses(
    /--fields: 3 results; allowed: of one file/,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '0,1',
    '--direction',
    'all',
    '--fields',
    'f.npy',
  );
  refuses(/--output and --geometry: neither is given/, 2, 'generate');
  refuses(/--voxel-um: .*voxelUm.*out of range; allowed: 0\.02 to 2/, 2, 'generate', '-o', 'x.npy', '--voxel-um', '9');
  refuses(/--output: x\.tif: a volume is not written under this name/, 2, 'generate', '-o', 'x.tif');
});

test('more memory than may be taken is refused with what is needed', () => {
  const edge = 160;
  writeFileSync(at('large.npy'), toNpy({ voxels: new Uint8Array(edge ** 3).fill(1), shape: [edge, edge, edge] }));
  refuses(
    /large\.npy: its voxels alone take 4\.10 MB; allowed: 2\.00 MB \(--memory\)/,
    4,
    'solve',
    'large.npy',
    '--conductivities',
    '1',
    '--memory',
    '2M',
  );
  refuses(
    /large\.npy: to solve it takes \d[\d.]* MB; allowed: 20\.0 MB \(--memory\)/,
    4,
    'solve',
    'large.npy',
    '--conductivities',
    '1',
    '--memory',
    '20M',
  );
  refuses(
    /--shape: to make this volume takes \d[\d.]* MB; allowed: 2\.00 MB/,
    4,
    'generate',
    '--shape',
    '64',
    '-o',
    'x.npy',
    '--memory',
    '2M',
  );
});

/** With files of so many blocks of 1024 bytes at most. @param {number} blocks @param {string[]} args */
const limited = (blocks, ...args) =>
  spawnSync('bash', ['-c', `ulimit -f ${blocks}; exec "$@"`, 'bash', PROGRAM, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

test('where there is no room to write, nothing half-written is left', () => {
  const before = readdirSync(folder);
  const full = limited(1, 'generate', '--shape', '16', '--voxel-um', '0.5', '-o', 'x.npy');
  assert.equal(full.status, 5, full.stderr);
  assert.match(full.stderr, /x\.npy: cannot be written, nothing of it is left: File too large\./);
  assert.deepEqual(readdirSync(folder), before);
  writeFileSync(at('result.json'), 'before');
  const field = limited(1, 'solve', 'v.npy', '--conductivities', '0,1', '--fields', 'f.npy');
  assert.equal(field.status, 5, field.stderr);
  const result = limited(0, 'solve', 'v.npy', '--conductivities', '0,1', '-o', 'result.json');
  assert.equal(result.status, 5, result.stderr);
  assert.equal(readFileSync(at('result.json'), 'utf8'), 'before');
  assert.deepEqual(
    readdirSync(folder).filter((name) => /part|journal|f\.npy/.test(name)),
    [],
  );
  const nowhere = run(folder, 'solve', 'v.npy', '--conductivities', '0,1', '-o', 'nowhere/x.csv');
  assert.equal(nowhere.status, 5);
  assert.match(nowhere.stderr, /--output: nowhere\/x\.csv: cannot be written: No such file or directory/);
  const fullOut = spawnSync(
    'bash',
    ['-c', '"$@" > /dev/full', 'bash', PROGRAM, 'solve', 'v.npy', '--conductivities', '0,1'],
    { cwd: folder, encoding: 'utf8' },
  );
  assert.equal(fullOut.status, 5);
  assert.match(fullOut.stderr, /standard output: cannot be written to its end/);
});

test('a study is solved as it says, by its folder too, and of its own file alone', () => {
  mkdirSync(at('study'));
  const { fingerprint, results } = resultOf(
    folder,
    'solve',
    'v.npy',
    '--conductivities',
    '0,1',
    '--direction',
    'x',
    '--tolerance',
    '1e-5',
  );
  const study = {
    format: 'cathode-lab study',
    version: 1,
    name: 'layers',
    link: 'v=2&am=85',
    task: 'solve',
    file: 'v.npy',
    fingerprint,
    carriers: [{ key: 'ion', name: 'Ions', conductivities: [0, 1] }],
    directions: ['x'],
    sides: 'closed',
    tolerance: 1e-5,
    spacing: null,
    shape: [EDGE, EDGE, EDGE],
  };
  const put = (/** @type {object} */ changes) =>
    writeFileSync(at('study/study.json'), JSON.stringify({ ...study, ...changes }));
  writeFileSync(at('study/v.npy'), npy);
  put({});
  for (const input of ['study', 'study/study.json']) {
    assert.equal(run(folder, 'solve', input, '-o', 'study/result.json').status, 0);
    const told = JSON.parse(readFileSync(at('study/result.json'), 'utf8'));
    assert.deepEqual(
      [told.format, told.version, told.name, told.link, told.fingerprint],
      ['cathode-lab result', 1, 'layers', 'v=2&am=85', fingerprint],
    );
    assert.deepEqual(told.results[0], { ...results[0], carrier: 'ion', seconds: told.results[0].seconds });
  }
  const { stderr, status } = run(folder, 'solve', 'study', '--direction', 'y');
  assert.equal(status, 2);
  assert.match(stderr, /--direction: study is a study and tells it itself/);
  put({ fingerprint: '24x24x24-00000000' });
  refuses(/v\.npy: fingerprint: 24x24x24-[0-9a-f]{8}; allowed: 24x24x24-00000000/, 2, 'solve', 'study');
  put({ shape: [24, 24, 25] });
  refuses(/shape: 24 x 24 x 24; allowed: 24 x 24 x 25/, 2, 'solve', 'study');
  put({ file: '/etc/passwd' });
  refuses(/study\.json: file: "\/etc\/passwd"; allowed: the name of a file beside it/, 2, 'solve', 'study');
  put({ carriers: [{ key: 'ion', name: 'Ions', conductivities: [1] }] });
  refuses(/conductivities/, 2, 'solve', 'study');
  assert.ok(!existsSync(at('study/result.json.journal')));
});
