// SPDX-License-Identifier: MIT
// The programs a test starts. Each leads a process group of its own, which ends with the test, however that ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Something an engine needs is not on this machine: its tests are skipped with this reason. */
export class Missing extends Error {}

/** Some of its files may still be written by programs that are just ending. @param {string} path */
const removeFolder = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

const running = new Set();
const folders = new Set();

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  try {
    process.kill(-(/** @type {number} */ (child.pid)), signal);
  } catch {
    // Everyone in it is gone already.
  }
}

process.on('exit', () => {
  if (running.size > 0) {
    // Time to remove sockets and lock files.
    for (const child of running) signalGroup(child, 'SIGTERM');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    for (const child of running) signalGroup(child, 'SIGKILL');
  }
  for (const folder of folders) removeFolder(folder);
});
// Not once: a second signal, of the test runner to its files for one, must not end this before the rest is ended.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => process.exit(1));

/** A folder that is gone after the tests; `remove` removes it earlier. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'engine-'));
  folders.add(path);
  function remove() {
    folders.delete(path);
    removeFolder(path);
  }
  return { path, remove };
}

/**
 * The path of a program, or Missing.
 * @param {string} name
 * @param {string} [variable] environment variable that may name it instead
 */
export function programPath(name, variable) {
  const named = variable && process.env[variable];
  if (named) return named;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this folder.
    }
  }
  throw new Missing(`${name} is not installed`);
}

/**
 * Starts a program; if it `announces`, waits for what it writes to file descriptor 3 when it is ready.
 * @param {string} program
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, announces?: boolean}} [options]
 */
export async function startChild(program, args, { env = process.env, announces = false } = {}) {
  const child = spawn(program, args, {
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', announces ? 'pipe' : 'ignore'],
  });
  let said = '';
  child.stderr?.on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  const failed = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${program} ended (${code ?? signal}): ${said.trim()}`)));
  });
  failed.catch(() => {});
  running.add(child);
  const gone = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', async () => {
      await new Promise((later) => {
        setTimeout(later, 200);
      }); // for those it has started to tidy up
      signalGroup(child, 'SIGKILL');
      resolve(undefined);
    });
  }).then(() => running.delete(child));
  async function stop() {
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 3000);
    await gone;
    clearTimeout(timer);
  }
  let announced = '';
  if (announces) {
    const timeout = new Promise((_, reject) => {
      setTimeout(() => reject(new Error(`${program} is not ready after 60 s: ${said.trim()}`)), 60_000).unref();
    });
    try {
      const output = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
      const [data] = await Promise.race([once(output, 'data'), failed, timeout]);
      announced = String(data).trim();
    } catch (error) {
      await stop();
      throw error;
    }
  }
  return { announced, failed, stop };
}
