// SPDX-License-Identifier: MIT
// The program as it was built, and the module that it is compared with.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const PROGRAM = process.env.CATHODE_PROGRAM ?? join(root, 'build/release/core/programs/cathode-lab');
if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built; tools/test native builds it.`);
const MODULE = join(root, 'dist/cathode-lab.mjs');

/** A folder of these tests' own. @returns {string} */
export function ownFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'cathode-program-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs it to its end. @param {string} cwd @param {string[]} args */
export function run(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync(PROGRAM, args, { cwd, encoding: 'utf8', maxBuffer: 1e8 });
  return { status, stdout, stderr };
}

/** Starts it and lets it run. @param {string} cwd @param {string[]} args */
export function start(cwd, ...args) {
  const child = spawn(PROGRAM, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  /** @type {Promise<{status: number | null, stderr: string}>} */
  const ended = new Promise((resolve) => child.on('close', (status) => resolve({ status, stderr })));
  return { child, ended };
}

/** The JSON that a call gives. @param {string} cwd @param {string[]} args */
export function resultOf(cwd, ...args) {
  const { status, stdout, stderr } = run(cwd, ...args);
  if (status !== 0) throw new Error(`${args.join(' ')}: ${status}, ${stderr}`);
  return JSON.parse(stdout);
}

/** The module as dist/ has it, or why there is nothing to compare with. */
export const withoutModule = existsSync(MODULE)
  ? false
  : 'dist/cathode-lab.mjs is not built (tools/build): nothing to compare with';

export async function moduleOf() {
  const { default: createCathodeLab } = await import(MODULE);
  return createCathodeLab();
}

/** @param {string} path */
export const bytesOf = (path) => new Uint8Array(readFileSync(path));
/** A file as the page is given one. @param {string} path @param {string} name */
export const pageFile = (path, name) => ({ name, arrayBuffer: async () => bytesOf(path).buffer });
