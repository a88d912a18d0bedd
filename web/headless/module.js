// SPDX-License-Identifier: MIT
// Entry of the headless module, cathode-lab.mjs: the core for Node, Workers and pages.
import createCore from '#core';
import { fetchModule, instantiate } from '../api/compiled.js';
import { givenTo } from '../api/given.js';
import { labOf } from '../api/lab.js';
import { recordOf } from '../api/record.js';
import { uncertaintyOf } from '../api/uncertainty.js';
import { voxelsOf } from '../api/voxels.js';
import { onwardOf } from '../onward/onward.js';

const NAME = 'cathode-lab.wasm';

/** @param {import('../api/cathode-lab').Options} options @returns {Promise<WebAssembly.Module>} */
async function compiledFor({ locateFile, wasmBinary }) {
  if (wasmBinary) return WebAssembly.compile(/** @type {BufferSource} */ (wasmBinary));
  const place = locateFile
    ? locateFile(NAME, new URL('.', import.meta.url).href)
    : new URL('cathode-lab.wasm', import.meta.url).href; // written out, for bundlers to see
  const isNode = /** @type {any} */ (globalThis).process?.versions?.node !== undefined;
  if (!isNode || /^(https?|data|blob):/.test(place)) return fetchModule(place);
  // biome-ignore lint/style/useNodejsImportProtocol: bundlers for pages know no such addresses.
  const { createRequire } = /** @type {any} */ (await import('module'));
  const { readFile } = createRequire(import.meta.url)('fs').promises;
  return WebAssembly.compile(await readFile(place.startsWith('file:') ? new URL(place) : place));
}

/** Refuses what another build has compiled: nothing in it need be what this script expects. @param {WebAssembly.Module} module */
function checkBuild(module) {
  const [section] = WebAssembly.Module.customSections(module, BUILD_SECTION);
  const build = section && new TextDecoder().decode(section);
  if (build === BUILD) return;
  throw new Error(
    `${NAME}: of another build (${build ?? 'unknown'}) than cathode-lab.mjs (${BUILD}); allowed: the two files of one release.`,
  );
}

/** @type {typeof import('../api/cathode-lab').default} */
export default async function createCathodeLab(options = {}) {
  const module = await compiledFor(options);
  checkBuild(module);
  const { core } = await instantiate(createCore, module);
  const given = givenTo(core);
  const lab = labOf(core, given, {
    ...recordOf(core, given),
    ...voxelsOf(core, given.exchange),
    ...uncertaintyOf(core, given.exchange),
  });
  return { ...lab, ...onwardOf(lab) };
}
