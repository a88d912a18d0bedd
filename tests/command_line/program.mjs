// SPDX-License-Identifier: MIT
// The program as it was built, what a call of it says, and the module that it is compared with.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const places = ['release', 'programs'].map((preset) => join(root, `build/${preset}/core/programs/cathode-lab`));
const found = process.env.CATHODE_PROGRAM ?? places.find((place) => existsSync(place));
if (!found) throw new Error(`no program; build one of ${places.join(', ')}, or name it as CATHODE_PROGRAM`);
export const PROGRAM = found;
const MODULE = join(root, 'dist/cathode-lab.mjs');

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'cathode-lab-'));
const remove = (/** @type {string} */ folder) => rmSync(folder, { recursive: true, force: true });

/** A folder of all tests of a file, gone after them. @returns {string} */
export function ownFolder() {
  const folder = emptyFolder();
  after(() => remove(folder));
  return folder;
}

/** One of a test's own. @param {import('node:test').TestContext} t */
export function folderFor(t) {
  const folder = emptyFolder();
  t.after(() => remove(folder));
  return folder;
}

/**
 * Runs it to its end.
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

/** The same in a folder. @param {string} cwd @param {string[]} words */
export const run = (cwd, ...words) => call(words, { cwd });

/** What a call that ends well writes. @param {string[]} words @param {{input?: string, cwd?: string}} [options] */
export function output(words, options) {
  const { status, stdout, stderr } = call(words, options);
  if (status !== 0) throw new Error(`cathode-lab ${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** The JSON that a call in a folder gives. @param {string} cwd @param {string[]} words */
export const resultOf = (cwd, ...words) => JSON.parse(output(words, { cwd }));

/** Starts it and lets it run. @param {string} cwd @param {string[]} words */
export function start(cwd, ...words) {
  const child = spawn(PROGRAM, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  /** @type {Promise<{status: number | null, stderr: string}>} */
  const ended = new Promise((resolve) => child.on('close', (status) => resolve({ status, stderr })));
  return { child, ended };
}

/** What the program is compared with. */
export async function moduleOf() {
  if (!existsSync(MODULE)) throw new Error(`${MODULE} is not built; tools/build builds it`);
  const { default: createCathodeLab } = await import(MODULE);
  return createCathodeLab();
}

/** @param {string} path */
export const bytesOf = (path) => new Uint8Array(readFileSync(path));
/** A file as the page is given one. @param {string} path @param {string} name */
export const pageFile = (path, name) => ({ name, arrayBuffer: async () => bytesOf(path).buffer });
