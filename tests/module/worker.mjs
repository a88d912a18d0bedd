// SPDX-License-Identifier: MIT
// What the Worker test runs.
import { parentPort } from 'node:worker_threads';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
parentPort?.postMessage(lab.evaluate({ model: 4 }).values.volumetricEnergyDensityWhL);
