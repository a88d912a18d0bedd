// SPDX-License-Identifier: MIT
// The folders that the page hands over, solved by the program: the same bits, and a check that says PASS.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { solutionKey, studyOfGenerated } from '../../web/microstructure/study.js';
import { studyFolder } from '../../web/microstructure/study-folder.js';
import { moduleOf, ownFolder, PROGRAM } from './program.mjs';

const lab = await moduleOf();
const root = ownFolder();

/** @param {string} name @param {import('../../web/microstructure/study.js').Study} study */
async function solved(name, study) {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const { name: file, content, mayRun } of await studyFolder(study, lab.version()))
    writeFileSync(join(folder, file), content, { mode: mayRun ? 0o755 : 0o644 });
  const { status, stdout, stderr } = spawnSync('./run.sh', {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CATHODE_LAB: PROGRAM },
  });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /^PASS: /m);
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const withoutTimes = ({ results }) => results.map(({ iterations, seconds, note, ...told }) => told);
  assert.deepEqual(withoutTimes(read('result.json')), withoutTimes(read('expected.json')));
  return read('result.json');
}

test('a generated study’s folder makes the climbs of the page again, to the last bit, and no further', async () => {
  const inputs = { shape: /** @type {const} */ ([24, 24, 24]), seed: 3, sizes: {}, mostVoxels: 30000 };
  const scenario = { model: 2, amWtPct: 75 };
  const made = lab.generateMicrostructure({ ...scenario, shape: inputs.shape, seed: inputs.seed });
  const study = studyOfGenerated(made, lab.evaluate({ ...scenario, seReference: 'own' }), {
    title: 'Model 2',
    fileName: 'model-2',
    link: '#v=2&model=2&am=75',
    model: 2,
    inputs,
  });
  study.directions = ['y'];
  for (const carrier of study.carriers)
    study.climbs.set(
      solutionKey(carrier, 'y'),
      lab.convergeTransport({
        geometry: made.geometry,
        conductivities: carrier.conductivities,
        direction: 'y',
        sides: 'periodic',
        tolerance: study.tolerance,
        mostVoxels: inputs.mostVoxels,
      }),
    );
  const { results, task } = await solved('climbs', study);
  assert.equal(task, 'converge');
  assert.equal(results.length, 2);
});
