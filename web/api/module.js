// Entry of the headless module, cathode-lab.mjs: the core for Node, Workers and pages.
import createCore from '#core';
import { labOf } from './lab.js';
import { voxelsOf } from './voxels.js';

/** @type {typeof import('./cathode-lab').default} */
export default async function createCathodeLab(options = {}) {
  const core = await createCore(options);
  return labOf(core, (exchange) => voxelsOf(core, exchange));
}
