// SPDX-License-Identifier: MIT
// The compiled core with its public interface: its first part at once, the other two when they are asked for.
import createCore from '#app';
import { fetchModule, instantiate, join } from '../api/compiled.js';
import {
  deferred,
  ONWARD_FUNCTIONS,
  RECORD_FUNCTIONS,
  UNCERTAINTY_FUNCTIONS,
  VOXEL_FUNCTIONS,
} from '../api/deferred.js';
import { givenTo } from '../api/given.js';
import { labOf } from '../api/lab.js';

/** @param {string} name of a compiled module */
const moduleOf = (name) => fetchModule(new URL(name, import.meta.url).href);

export async function loadCore() {
  const { core, exports } = await instantiate(createCore, await moduleOf(ASSETS.wasm));
  const given = givenTo(core);
  const ofRecord = deferred(RECORD_FUNCTIONS);
  const ofVoxels = deferred([...VOXEL_FUNCTIONS, ...UNCERTAINTY_FUNCTIONS]);
  const ofOnward = deferred(ONWARD_FUNCTIONS);
  const lab = { ...labOf(core, given, { ...ofRecord.functions, ...ofVoxels.functions }), ...ofOnward.functions };
  return {
    core,
    lab,

    /** Adds what tells of the published record. @param {typeof import('../api/record.js').recordOf} recordOf */
    async addRecord(recordOf) {
      await join(await moduleOf(ASSETS.record), exports);
      ofRecord.fill(recordOf(core, given));
      core._appHasRecord(true);
    },
    /** Adds what writes for other programs. @param {typeof import('../onward/onward.js').onwardOf} onwardOf */
    addOnward(onwardOf) {
      ofOnward.fill(onwardOf(lab));
    },
    /**
     * Adds what takes voxels; returns its module, which each worker instantiates for itself.
     * @param {typeof import('../microstructure/tasks.js').voxelsFor} voxelsFor
     */
    async addVoxels(voxelsFor) {
      const module = await moduleOf(ASSETS.voxels);
      ofVoxels.fill(await voxelsFor(module));
      return module;
    },
  };
}
