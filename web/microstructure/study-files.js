// SPDX-License-Identifier: MIT
// The files that a study is saved as.

import { button, element } from '../html/dom.js';
import { saveFile } from '../html/save-file.js';
import { openImpalaInputs, toNpy, toOpenImpalaDat, toRawWithHeader } from '../volume-files/voxel-file.js';
import { resultsCsv } from './results.js';

/** @typedef {import('./study.js').Study} Study */

/** @param {Study} study */
const voxelFileOf = ({ voxels, shape, phases, voxelUm, fileName }) => ({
  voxels,
  shape,
  voxelUm,
  name: fileName,
  notes: [],
  values: phases.map(({ value }) => value),
  counts: phases.map(({ fraction }) => Math.round(fraction * voxels.length)),
});

/** @param {string} version */
export function makeStudyFiles(version) {
  /** @type {Study | null} */
  let study = null;
  /** @param {string} text @param {string} ending @param {(of: Study) => string | Uint8Array} content @param {string} [type] */
  const saving = (text, ending, content, type = 'application/octet-stream') =>
    button(text, () => {
      if (!study) return;
      const made = content(study);
      saveFile(
        `${study.fileName}${ending}`,
        type,
        typeof made === 'string' ? made : new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (made)]),
      );
    });
  const phase = element('select', { id: 'impala-phase' });
  const whole = element(
    'div',
    {},
    element(
      'p',
      { class: 'buttons' },
      saving('Results, CSV', '.csv', (of) => resultsCsv(of, version), 'text/csv'),
      saving('Voxels, .npy', '.npy', (of) => toNpy(voxelFileOf(of))),
      saving('Voxels, .raw', '.raw', (of) => toRawWithHeader(voxelFileOf(of)).raw),
      saving('Their header, .mhd', '.mhd', (of) => toRawWithHeader(voxelFileOf(of)).header, 'text/plain'),
    ),
    element(
      'div',
      { class: 'field' },
      element('label', { for: phase.id }, 'For OpenImpala, the phase that conducts'),
      phase,
    ),
    element(
      'p',
      { class: 'buttons' },
      saving('Its voxels, .dat', '.dat', (of) => toOpenImpalaDat(voxelFileOf(of), Number(phase.value))),
      saving('Inputs', '.inputs', (of) => openImpalaInputs({ name: of.fileName }), 'text/plain'),
    ),
  );
  return {
    whole,
    /** @param {Study} next */
    show(next) {
      study = next;
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
