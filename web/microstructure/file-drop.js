// SPDX-License-Identifier: MIT
// Where a person gives files: chosen, or dropped.
import { element } from '../html/dom.js';

/** @param {(files: File[]) => void} read */
export function makeFileDrop(read) {
  const picker = element('input', {
    type: 'file',
    id: 'volume-files',
    class: 'visually-hidden',
    multiple: '',
    'aria-describedby': 'volume-hint',
  });
  const whole = element(
    'div',
    { class: 'drop' },
    element('label', { class: 'picker' }, element('span', {}, 'Choose files'), picker),
    element('span', {}, ' or drop them here'),
    element(
      'p',
      { id: 'volume-hint', class: 'hint' },
      'A NumPy array (.npy), a TIFF stack or its slices (.tif), MetaImage (.mha, or .mhd with .raw), NRRD (.nrrd), Amira (.am), or bare voxels (.raw, .bin, .dat), segmented: each phase has one value; or particles as a table (.csv) or a geometry (.json). They stay on this device.',
    ),
  );
  picker.addEventListener('change', () => {
    read([...(picker.files ?? [])]);
    picker.value = '';
  });
  whole.addEventListener('dragover', (event) => {
    event.preventDefault();
    whole.classList.add('over');
  });
  whole.addEventListener('dragleave', () => whole.classList.remove('over'));
  whole.addEventListener('drop', (event) => {
    // The page itself takes files of the comparison set.
    event.preventDefault();
    event.stopPropagation();
    whole.classList.remove('over');
    read([...(event.dataTransfer?.files ?? [])]);
  });
  return {
    whole,
    /** What may be given need not be told any more. */
    shorten: () => whole.classList.add('short'),
  };
}
