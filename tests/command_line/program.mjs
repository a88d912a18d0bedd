// SPDX-License-Identifier: MIT
// The command line as it was built, and what a call of it says.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const places = ['programs', 'release'].map((preset) =>
  fileURLToPath(new URL(`../../build/${preset}/core/programs/cathode-lab`, import.meta.url)),
);
const found = process.env.CATHODE_PROGRAM ?? places.find((place) => existsSync(place));
if (!found) throw new Error(`no program; build one of ${places.join(', ')}, or name it as CATHODE_PROGRAM`);
export const PROGRAM = found;

/**
 * @param {string[]} words
 * @param {{input?: string, cwd?: string}} [options]
 */
export function call(words, options = {}) {
  const { status, signal, stdout, stderr } = spawnSync(PROGRAM, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    input: '',
    ...options,
  });
  return { status, signal, stdout, stderr };
}

/** What a call that ends well writes. @param {string[]} words @param {{input?: string, cwd?: string}} [options] */
export function output(words, options) {
  const { status, stdout, stderr } = call(words, options);
  if (status !== 0) throw new Error(`cathode-lab ${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** An empty folder that is gone after the tests. @param {import('node:test').TestContext} t */
export function folderFor(t) {
  const folder = mkdtempSync(join(tmpdir(), 'cathode-lab-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
