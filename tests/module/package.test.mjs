// SPDX-License-Identifier: MIT
// The npm package as somebody else would take it: packed, installed from the file, run and type-checked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the packed module installs, runs and has types', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cathode-lab-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const run = (program, ...args) => execFileSync(program, args, { cwd: folder, encoding: 'utf8' });
  const [packed] = JSON.parse(run('npm', 'pack', '--json', join(root, 'build/wasm/web/npm')));
  assert.deepEqual(packed.files.map(({ path }) => path).sort(), [
    'LICENSE',
    'README.md',
    'cathode-lab.d.mts',
    'cathode-lab.mjs',
    'cathode-lab.wasm',
    'package.json',
    'third-party-notices.txt',
  ]);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`);
  const program = `import createCathodeLab, { type Report } from 'cathode-lab';
const lab = await createCathodeLab();
const report: Report = lab.evaluate({ model: 4, amWtPct: 80 });
declare const console: { log(text: string): void };
console.log(String(report.values.volumetricEnergyDensityWhL));
`;
  writeFileSync(join(folder, 'program.mts'), program);
  // As Node and as bundlers find it, and beside the files where no package is.
  for (const name of ['cathode-lab.mjs', 'cathode-lab.d.mts']) cpSync(join(root, 'dist', name), join(folder, name));
  writeFileSync(join(folder, 'beside.mts'), program.replace("'cathode-lab'", "'./cathode-lab.mjs'"));
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    const compilerOptions = { strict: true, target: 'es2022', module, moduleResolution, lib: ['es2022'], types: [] };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['program.mts', 'beside.mts'] }),
    );
    run(join(root, 'node_modules/.bin/tsc'));
  }
  assert.match(run('node', 'program.mjs'), /^1013\.2\d+\n$/);
});

test('every package of the lock file is held to its content', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const others = Object.entries(packages).filter(([place]) => place !== '');
  assert.ok(others.length > 100, String(others.length));
  for (const [place, { integrity }] of others) assert.match(integrity ?? '', /^sha512-/, place);
});
