// Entry of the headless module, cathode-lab.mjs: the core for Node, Workers and pages.
import createCore from '#core';
import { givenTo } from './given.js';
import { labOf } from './lab.js';
import { recordOf } from './record.js';
import { voxelsOf } from './voxels.js';

/** @type {typeof import('./cathode-lab').default} */
export default async function createCathodeLab(options = {}) {
  const core = await createCore(options);
  const given = givenTo(core);
  return labOf(core, given, { ...recordOf(core, given), ...voxelsOf(core, given.exchange) });
}
