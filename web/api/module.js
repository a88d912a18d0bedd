// Entry of the headless module, cathode-lab.mjs: the core for Node, Workers and pages.
import createCore from '#core';
import { labOf } from './lab.js';

/** @type {typeof import('./cathode-lab').default} */
export default async function createCathodeLab(options = {}) {
  return labOf(await createCore(options));
}
