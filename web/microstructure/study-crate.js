// SPDX-License-Identifier: MIT
// A study's files in a crate of research data.
import { csvOf } from '../table-files/csv.js';
import { toGeometryJson, toParticlesCsv } from '../volume-files/geometry-file.js';
import { toNpy } from '../volume-files/voxel-file.js';
import { resultsSheet } from './results-sheet.js';

const FOLDER = 'microstructure';

/**
 * @param {import('./study.js').Study} study
 * @param {import('../api/cathode-lab').CathodeLab} lab
 */
export function studyFilesForCrate(study, lab) {
  const { title, link, geometry, voxels, shape, phases } = study;
  const about = { title, version: lab.version(), link };
  const names = phases.map(({ value, name }) => `${value} ${name}`).join(', ');
  return [
    {
      name: `${FOLDER}/results.csv`,
      content: csvOf(resultsSheet(study, lab.microstructureInputs()), about),
      about: `Microstructure: what was generated, with all inputs, and what has been solved on it. ${title}`,
      type: 'text/csv',
    },
    {
      name: `${FOLDER}/voxels.npy`,
      content: toNpy({ voxels, shape }),
      about: `Its voxels for NumPy, unsigned bytes along z, y, x: ${names}`,
      type: 'application/octet-stream',
    },
    ...(geometry
      ? [
          {
            name: `${FOLDER}/geometry.json`,
            content: toGeometryJson(geometry),
            about: 'Its bodies in their box, in micrometres along z, y, x',
            type: 'application/json',
          },
          {
            name: `${FOLDER}/particles.csv`,
            content: toParticlesCsv(geometry, phases, about),
            about: 'The bodies as a table',
            type: 'text/csv',
          },
        ]
      : []),
  ];
}
