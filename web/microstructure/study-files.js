// SPDX-License-Identifier: MIT
// The files that a study is saved as.

import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { saveFile } from '../html/save-file.js';
import { csvOf } from '../table-files/csv.js';
import { XLSX_TYPE, xlsxOf } from '../table-files/xlsx.js';
import { zipOf } from '../table-files/zip.js';
import { toGeometryJson, toParticlesCsv } from '../volume-files/geometry-file.js';
import {
  openImpalaInputs,
  toMha,
  toNpy,
  toOpenImpalaDat,
  toRawWithHeader,
  toTiff,
} from '../volume-files/voxel-file.js';
import { levelsSheet, resultsSheet } from './results-sheet.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {string | Uint8Array | Blob} Content */

/** @param {Study} study */
const voxelFileOf = ({ voxels, shape, phases, voxelUm, fileName }) => ({
  voxels,
  shape,
  voxelUm,
  name: fileName,
  notes: [],
  values: phases.map(({ value }) => value),
  counts: phases.map(({ voxelFraction }) => Math.round(voxelFraction * voxels.length)),
});

/** @param {Study} study */
const areCubes = ({ voxelUm }) => !Array.isArray(voxelUm);

/** @param {Study} study */
const geometryJson = ({ geometry }) => (geometry ? toGeometryJson(geometry) : '');

/** @param {Study} study @param {import('../table-files/sheet.js').About} about */
const particlesCsv = ({ geometry, phases }, about) => (geometry ? toParticlesCsv(geometry, phases, about) : '');

/** @param {string} name of a phase, within that of a file */
const inName = (name) => name.replace(/[^\w]+/g, '-').toLowerCase();

/** @param {import('../api/cathode-lab').CathodeLab} lab */
export function makeStudyFiles(lab) {
  /** @type {Study | null} */
  let study = null;
  const status = element('p', { role: 'status', class: 'hint' });
  const about = (/** @type {Study} */ of) => ({ title: of.title, version: lab.version(), link: of.link });
  const sheet = (/** @type {Study} */ of) => resultsSheet(of, lab.microstructureInputs());
  /** @param {Study} of */
  const levels = (of) => (of.geometry ? [levelsSheet(of)] : []);
  const phase = element('select', { id: 'impala-phase' });
  /** The name of OpenImpala's files: that of the study, and of the phase that they hold. @param {Study} of */
  const impalaName = (of) =>
    `${of.fileName}-${inName(of.phases.find(({ label }) => String(label) === phase.value)?.name ?? 'phase')}`;

  const FILES = /** @type {const} */ ([
    [
      'Results for a spreadsheet (.xlsx)',
      '.xlsx',
      XLSX_TYPE,
      (/** @type {Study} */ of) => xlsxOf([sheet(of), ...levels(of)], about(of)),
    ],
    ['Results, CSV', '.csv', 'text/csv', (/** @type {Study} */ of) => csvOf(sheet(of), about(of))],
    ['Voxels, .npy', '.npy', '', (/** @type {Study} */ of) => toNpy(voxelFileOf(of))],
    ['Voxels, .tif', '.tif', 'image/tiff', (/** @type {Study} */ of) => toTiff(voxelFileOf(of))],
    ['Voxels, .mha', '.mha', '', (/** @type {Study} */ of) => toMha(voxelFileOf(of))],
    ['Voxels, .raw', '.raw', '', (/** @type {Study} */ of) => toRawWithHeader(voxelFileOf(of)).raw],
    ['Their header, .mhd', '.mhd', 'text/plain', (/** @type {Study} */ of) => toRawWithHeader(voxelFileOf(of)).header],
  ]);
  const BODIES = /** @type {const} */ ([
    ['Geometry, .json', '.json', 'application/json', geometryJson],
    ['Particles, CSV', '-particles.csv', 'text/csv', (/** @type {Study} */ of) => particlesCsv(of, about(of))],
    [
      'Levels of the grids, CSV',
      '-levels.csv',
      'text/csv',
      (/** @type {Study} */ of) => csvOf(levelsSheet(of), about(of)),
    ],
  ]);
  const IMPALA = /** @type {const} */ ([
    [
      'Its voxels, .dat',
      '.dat',
      '',
      (/** @type {Study} */ of) => toOpenImpalaDat(voxelFileOf(of), Number(phase.value)),
    ],
    ['Inputs', '.inputs', 'text/plain', (/** @type {Study} */ of) => openImpalaInputs({ name: impalaName(of) })],
  ]);

  /** @param {string} name @param {string} type @param {(of: Study) => Content | Promise<Content>} content */
  async function save(name, type, content) {
    if (!study) return;
    try {
      const made = await content(study);
      saveFile(name, type || 'application/octet-stream', new Blob([/** @type {BlobPart} */ (made)]));
      setText(status, '');
    } catch (error) {
      setText(status, `Not saved. ${messageOf(error)}`);
    }
  }
  /** @param {Study} of */
  const packedForImpala = (of) => [
    {
      name: `${impalaName(of)}.dat`,
      content: toOpenImpalaDat(voxelFileOf(of), Number(phase.value)),
      about: 'One phase of them, for OpenImpala',
    },
    {
      name: `${impalaName(of)}.inputs`,
      content: openImpalaInputs({ name: impalaName(of) }),
      about: 'The inputs of OpenImpala for it',
    },
  ];
  /** All but what another of them holds. @param {Study} of */
  const packed = (of) =>
    zipOf(
      [
        { name: `${of.fileName}.csv`, content: csvOf(sheet(of), about(of)), about: 'Results, with all inputs' },
        {
          name: `${of.fileName}.tif`,
          content: toTiff(voxelFileOf(of)),
          about: 'Labels of voxels, for ImageJ and others',
        },
        { name: `${of.fileName}.mha`, content: toMha(voxelFileOf(of)), about: 'The same for ParaView and others' },
        { name: `${of.fileName}.npy`, content: toNpy(voxelFileOf(of)), about: 'The same for NumPy' },
        ...(areCubes(of) ? packedForImpala(of) : []),
        ...(of.geometry
          ? [
              { name: `${of.fileName}.json`, content: geometryJson(of), about: 'The bodies, as this page reads them' },
              {
                name: `${of.fileName}-particles.csv`,
                content: particlesCsv(of, about(of)),
                about: 'The same as a table',
              },
              {
                name: `${of.fileName}-levels.csv`,
                content: csvOf(levelsSheet(of), about(of)),
                about: 'What each grid of the climbs says',
              },
            ]
          : []),
      ],
      about(of),
    );

  const forImpala = element(
    'div',
    {},
    element(
      'div',
      { class: 'field' },
      element('label', { for: phase.id }, 'For OpenImpala, the phase that conducts'),
      phase,
    ),
    element(
      'p',
      { class: 'buttons' },
      ...IMPALA.map(([text, ending, type, content]) =>
        button(text, () => study && save(`${impalaName(study)}${ending}`, type, content)),
      ),
    ),
  );
  const ofBodies = element(
    'p',
    { class: 'buttons' },
    ...BODIES.map(([text, ending, type, content]) =>
      button(text, () => save(`${study?.fileName}${ending}`, type, content)),
    ),
  );
  const noImpala = element(
    'p',
    { class: 'hint' },
    'No files for OpenImpala, which takes voxels for cubes: those of this volume are boxes.',
  );
  const whole = element(
    'div',
    {},
    element(
      'p',
      { class: 'buttons' },
      ...FILES.map(([text, ending, type, content]) =>
        button(text, () => save(`${study?.fileName}${ending}`, type, content)),
      ),
      button('Save all (.zip)', () => save(`${study?.fileName}.zip`, 'application/zip', packed)),
    ),
    ofBodies,
    forImpala,
    noImpala,
    status,
  );
  return {
    whole,
    /** @param {Study} next */
    show(next) {
      study = next;
      ofBodies.hidden = !next.geometry;
      forImpala.hidden = !areCubes(next);
      noImpala.hidden = areCubes(next);
      const chosen = phase.value;
      phase.replaceChildren(
        ...study.phases.map(({ label, name }) => element('option', { value: String(label) }, name)),
      );
      phase.value = study.phases.some(({ label }) => String(label) === chosen)
        ? chosen
        : String(study.phases.length > 2 ? 2 : study.phases.length - 1);
    },
  };
}
