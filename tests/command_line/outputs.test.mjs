// SPDX-License-Identifier: MIT
// Where results may go: over nothing that the call reads, and under a name that tells their format.
import assert from 'node:assert/strict';
import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { toNpy } from '../../web/volume-files/voxel-file.js';
import { output, ownFolder, resultOf, run } from './program.mjs';

const folder = ownFolder();
const at = (/** @type {string} */ name) => join(folder, name);
const text = (/** @type {string} */ name) => readFileSync(at(name), 'utf8');
const EDGE = 8;
const cube = { voxels: new Uint8Array(EDGE ** 3).fill(1), shape: [EDGE, EDGE, EDGE] };
mkdirSync(at('study'));
for (const name of ['v.npy', 'study/v.npy']) writeFileSync(at(name), toNpy(cube));
const particles = 'x,y,z,radius,label\n1,1,1,1,1\n2,2,2,1,1\n';
writeFileSync(at('g.csv'), particles);
const geometry = { boxUm: [1, 1, 1], bodies: [{ kind: 'sphere', centerUm: [0.5, 0.5, 0.5], radiusUm: 0.4, label: 1 }] };
writeFileSync(at('g.json'), JSON.stringify(geometry));
const study = {
  format: 'cathode-lab study',
  version: 1,
  name: 'one',
  task: 'solve',
  file: 'v.npy',
  carriers: [{ key: 'ion', name: 'Ions', conductivities: [1] }],
  directions: ['z'],
};
writeFileSync(at('study/study.json'), JSON.stringify(study));
writeFileSync(at('s.json'), '{"amWtPct": 80}');
writeFileSync(at('s.raw'), '{"amWtPct": 80}');
writeFileSync(at('links.txt'), 'v=2&am=80\n');
writeFileSync(at('rows.csv'), 'reference,amWtPct\nown,80\n');
symlinkSync('g.csv', at('other-name.csv'));
linkSync(at('g.csv'), at('hard.csv'));

const everything = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'latin1')])
    .sort();

/** @param {RegExp} message @param {number} status @param {string[]} args */
function refuses(message, status, ...args) {
  const before = everything();
  const told = run(folder, ...args);
  assert.equal(told.status, status, `${args.join(' ')}: ${told.stderr}`);
  assert.match(told.stderr, message);
  assert.equal(told.stdout, '');
  assert.deepEqual(everything(), before, args.join(' '));
}

test('no command writes over what it reads, by whatever name', () => {
  const grid = ['--shape', '4', '--conductivities', '1=1'];
  const isRead = /^cathode-lab: --output: \S+ is read by this call; allowed: another name\.\n$/;
  for (const name of ['g.csv', './study/../g.csv', 'other-name.csv', 'hard.csv', at('g.csv')])
    refuses(isRead, 2, 'solve', 'g.csv', ...grid, '-o', name);
  refuses(isRead, 2, 'solve', 'v.npy', 'g.csv', ...grid, '-o', 'g.csv');
  refuses(isRead, 2, 'solve', 'g.json', ...grid, '-o', 'g.json');
  refuses(isRead, 2, 'converge', 'g.csv', '--conductivities', '1=1', '-o', 'g.csv');
  refuses(isRead, 2, 'solve', 'study', '-o', 'study/study.json');
  refuses(isRead, 2, 'solve', 'study/study.json', '-o', 'study/study.json');
  refuses(/--fields: v\.npy is read by this call/, 2, 'solve', 'v.npy', '--conductivities', '1', '--fields', 'v.npy');
  refuses(/--fields: study\/v\.npy is read by this call/, 2, 'solve', 'study', '--fields', 'study/v.npy');
  refuses(/--geometry: s\.json is read/, 2, 'generate', '--shape', '8', '--scenario', 's.json', '--geometry', 's.json');
  refuses(/--output: s\.raw is read/, 2, 'generate', '--shape', '8', '--scenario', 's.raw', '-o', 's.mhd');
  refuses(isRead, 2, 'evaluate', '--scenario', 's.json', '-o', 's.json');
  refuses(isRead, 2, 'evaluate', '--links', 'links.txt', '--format', 'text', '-o', 'links.txt');
  refuses(isRead, 2, 'evaluate', '--figure', 'stack', '--rows', 'rows.csv', '--format', 'csv', '-o', 'rows.csv');
  refuses(isRead, 2, 'map', '--scenario', 's.json', '-o', 's.json');
  refuses(isRead, 2, 'audit', '--rows', 'rows.csv', '--format', 'csv', '-o', 'rows.csv');
});

test('what no file can be is refused before anything is calculated', () => {
  mkdirSync(at('folder.csv'), { recursive: true });
  for (const call of [
    ['solve', 'v.npy', '--conductivities', '1'],
    ['evaluate', '--format', 'csv'],
    ['map', '--format', 'csv'],
    ['audit', '--format', 'csv'],
  ]) {
    refuses(/--output: folder\.csv is a folder; allowed: the name of a file\./, 5, ...call, '-o', 'folder.csv');
    refuses(
      /--output: nowhere\/x\.csv: cannot be written: No such file or directory\./,
      5,
      ...call,
      '-o',
      'nowhere/x.csv',
    );
    refuses(/--output: s\.json\/x\.csv: cannot be written: Not a directory\./, 5, ...call, '-o', 's.json/x.csv');
  }
  refuses(/--output: \/dev\/null is no regular file/, 5, 'evaluate', '-o', '/dev/null');
  refuses(/--geometry: nowhere\/g\.json: cannot/, 5, 'generate', '--shape', '8', '--geometry', 'nowhere/g.json');
});

test('a name tells the format, or agrees with it', () => {
  const csv = output(['evaluate', '--format', 'csv']);
  run(folder, 'evaluate', '-o', 'made.csv');
  assert.equal(text('made.csv'), csv);
  run(folder, 'evaluate', '-o', 'made.txt');
  assert.equal(text('made.txt'), output(['evaluate', '--format', 'text']));
  run(folder, 'evaluate', '-o', 'made.json');
  assert.equal(text('made.json'), output(['evaluate']));
  run(folder, 'evaluate', '-o', 'made', '--format', 'csv');
  assert.equal(text('made'), csv);
  run(folder, 'evaluate', '--figure', 'stack', '-o', 'stack.svg');
  assert.match(text('stack.svg'), /^<svg/);
  run(folder, 'evaluate', '--figure', 'stack', '-o', 'stack.csv');
  assert.equal(text('stack.csv'), output(['evaluate', '--figure', 'stack', '--format', 'csv']));
  run(folder, 'map', '--x', 'Lc:20:200:3', '--y', 'am:60:92:3', '-o', 'map.csv');
  assert.match(text('map.csv'), /^cathodeThicknessUm/);
  run(folder, 'map', '-o', 'map.svg');
  assert.match(text('map.svg'), /^<svg/);
  run(folder, 'audit', '-o', 'audit.csv');
  assert.equal(text('audit.csv'), output(['audit', '--format', 'csv']));

  refuses(/--output: x\.png; allowed: a name that ends in \.json, \.csv, \.txt, or has/, 2, 'evaluate', '-o', 'x.png');
  refuses(/--output: x\.svg; allowed: a name that ends in \.json, \.csv, \.txt/, 2, 'evaluate', '-o', 'x.svg');
  refuses(
    /--output: x\.json; allowed with --format csv: a name that ends in \.csv, or has/,
    2,
    'evaluate',
    '--format',
    'csv',
    '-o',
    'x.json',
  );
  refuses(/--output: x\.png; allowed: .* \.csv, \.svg/, 2, 'evaluate', '--figure', 'stack', '-o', 'x.png');
  refuses(/--output: x\.txt; allowed: .* \.json, \.csv, \.svg/, 2, 'map', '-o', 'x.txt');
  refuses(/--output: x\.svg; allowed with --format json: /, 2, 'map', '--format', 'json', '-o', 'x.svg');
  refuses(/--output: x\.svg; allowed: .* \.json, \.csv, \.txt/, 2, 'audit', '-o', 'x.svg');
});

test('what only figures use is refused where none is drawn', () => {
  for (const [option, value] of [
    ['--rows', 'rows.csv'],
    ['--option', 'widthMm=85'],
    ['--assume', 'a=1'],
  ]) {
    refuses(
      new RegExp(`${option}: is of a figure, and none is drawn; allowed: with --figure\\.`),
      2,
      'evaluate',
      option,
      value,
    );
    refuses(
      new RegExp(`${option}: is of a figure, .* with --format svg, or of evaluate with --figure\\.`),
      2,
      'map',
      option,
      value,
    );
  }
});

test('conductivities by label are of each label of a file; by value each once', () => {
  writeFileSync(
    at('two.npy'),
    toNpy({ voxels: Uint8Array.from(cube.voxels, (_, i) => (i % 2) * 255), shape: cube.shape }),
  );
  const solve = (/** @type {string[]} */ ...args) => ['solve', ...args];
  for (const list of ['0,0,1', '1'])
    refuses(
      /--conductivities: \d by label, but two\.npy has 2 labels \(0, 255\); allowed: one for each, or by value, such as 255=1\./,
      2,
      ...solve('two.npy', '--conductivities', list),
    );
  refuses(/3 by label, but g\.csv has 2 labels/, 2, ...solve('g.csv', '--shape', '4', '--conductivities', '0,1,1'));
  assert.equal(run(folder, ...solve('two.npy', '--conductivities', '0,1')).status, 0);
  // Labels of a geometry in JSON are its own: more of them than bodies have mean no other.
  const grid = ['g.json', '--shape', '8', '--conductivities'];
  const numbers = (/** @type {any} */ { results: [{ seconds: _, ...rest }] }) => rest;
  assert.deepEqual(
    numbers(resultOf(folder, ...solve(...grid, '0,1,0'))),
    numbers(resultOf(folder, ...solve(...grid, '0,1'))),
  );
  refuses(/1 by label, but g\.json has 2 labels .* by name, such as 1=1\./, 2, ...solve(...grid, '0'));
  for (const twice of ['1=3,1=4', '255=1,255.0=1', 'AM=1,SE=2,AM=1'])
    refuses(/--conductivities: ".*" has \S+ twice; allowed: once\./, 2, ...solve('v.npy', '--conductivities', twice));
  const carriers = [{ key: 'ion', name: 'Ions', conductivities: [1, 0] }];
  writeFileSync(at('study/long.json'), JSON.stringify({ ...study, carriers }));
  refuses(
    /carriers: ion: conductivities: 2 numbers, but study\/v\.npy has 1 label \(1\); allowed: one for each label\./,
    2,
    'solve',
    'study/long.json',
  );
  // Of several files the others are solved.
  const { status, stderr } = run(folder, ...solve('two.npy', 'v.npy', '--conductivities', '0,1', '-o', 'both.csv'));
  assert.equal(status, 3);
  assert.match(stderr, /v\.npy has 1 label \(1\)/);
  assert.match(stderr, /1 of 2 files could not be calculated/);
});

test('inputs that are not there, or are results, are told as that', () => {
  for (const args of [[], ['--conductivities', '1'], ['--conductivities', '1', '-o', 'x.csv']])
    for (const name of ['none.npy', 'none.json', 'none.raw'])
      refuses(/^cathode-lab: none\.\w+: cannot be read: No such file or directory\.\n$/, 2, 'solve', name, ...args);
  assert.equal(run(folder, 'solve', 'study', '-o', 'study/result.json').status, 0);
  refuses(
    /study\/result\.json: is a result, which says what came of a study; allowed: /,
    2,
    'solve',
    'study/result.json',
  );
});

test('a journal that holds nothing does not stay, nor stands in the way', () => {
  refuses(/twice/, 2, 'solve', 'v.npy', 'v.npy', '--conductivities', '1', '-o', 't.csv');
  const none = run(folder, 'solve', 'v.npy', 'two.npy', '--conductivities', '7=1', '-o', 'none.csv');
  assert.equal(none.status, 3);
  assert.match(none.stderr, /none of the 2 files could be calculated; the column "note" tells why\.\n$/);
  assert.doesNotMatch(none.stderr, /others/);
  assert.ok(!readdirSync(folder).some((name) => /^(t|none)\.csv\.journal$/.test(name)));
  // Of a call that was killed before it had finished anything.
  const begun = '{"format":"cathode-lab journal","version":1,"task":"another"}\n';
  writeFileSync(at('t.csv.journal'), begun);
  assert.equal(run(folder, 'solve', 'v.npy', '--conductivities', '1', '-o', 't.csv').status, 0);
  writeFileSync(at('t.csv.journal'), `${begun}{"key":"a","record":"b"}\n`);
  refuses(
    /t\.csv\.journal: is the journal of another call, .* The file may be deleted\./,
    2,
    'solve',
    'v.npy',
    '--conductivities',
    '1',
    '-o',
    't.csv',
  );
  mkdirSync(at('u.csv.journal'));
  refuses(/u\.csv\.journal: cannot be written/, 5, 'solve', 'v.npy', '--conductivities', '1', '-o', 'u.csv');
});

test('a table tells of what its numbers rest on', () => {
  const rowsOf = (/** @type {string} */ table) => {
    const [heads, ...rows] = table
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [heads[i], cell])));
  };
  const told = (/** @type {string[]} */ ...args) => {
    assert.equal(run(folder, ...args, '-o', 'told.csv').status, 0);
    return rowsOf(text('told.csv')).map((row) => [row.conductivities, row.spacing, row.mostVoxels]);
  };
  assert.deepEqual(told('solve', 'two.npy', '--conductivities', '255=0.5', '--spacing', '0.2,0.1,0.1'), [
    ['0 0.5', '0.2 0.1 0.1', ''],
  ]);
  assert.deepEqual(told('solve', 'two.npy', '--conductivities', '0=2'), [['2 0', '1 1 1', '']]);
  assert.deepEqual(told('solve', 'study'), [['1', '1 1 1', '']]);
  assert.deepEqual(told('converge', 'g.json', '--conductivities', '1=1', '--most-voxels', '5000'), [
    ['0 1', '', '5000'],
  ]);
});
