// SPDX-License-Identifier: MIT
// The shape and the kind of number of bare voxels, which say nothing of themselves.
import { messageOf } from '../api/quoting.js';
import { button, element } from '../html/dom.js';
import { numberField } from '../html/fields.js';
import { readNumber } from '../session/numbers.js';
import { LARGEST_EXTENT } from '../volume-files/volume.js';
import { DIRECTIONS } from './study.js';

/**
 * @param {object} setup
 * @param {import('../session/numbers.js').Parser} setup.lab
 * @param {(file: File, layout: import('../volume-files/voxel-file.js').RawLayout) => void} setup.read
 * @param {(reason: unknown) => void} setup.refuse
 */
export function makeRawForm({ lab, read, refuse }) {
  /** @type {File | null} */
  let file = null;
  const raw = { z: '', y: '', x: '', offset: '0' };
  const fields = /** @type {const} */ (['z', 'y', 'x', 'offset']).map((key) =>
    numberField({
      id: `raw-${key}`,
      label: key === 'offset' ? 'Bytes before the first voxel' : `Voxels along ${key}`,
      read: () => raw[key],
      put(text) {
        try {
          raw[key] = String(
            readNumber(lab, key, text, {
              min: key === 'offset' ? 0 : 1,
              max: key === 'offset' ? 1e9 : LARGEST_EXTENT,
              isWhole: true,
            }),
          );
          return null;
        } catch (reason) {
          return messageOf(reason);
        }
      },
    }),
  );
  const dtype = element(
    'select',
    { id: 'raw-dtype' },
    ...['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32'].map((name) =>
      element('option', { value: name }, name),
    ),
  );
  const order = element(
    'select',
    { id: 'raw-order' },
    element('option', { value: 'little' }, 'least significant byte first'),
    element('option', { value: 'big' }, 'most significant byte first'),
  );
  const about = element('p');

  function give() {
    if (!file) return;
    try {
      const [z, y, x] = DIRECTIONS.map((axis) =>
        readNumber(lab, `Voxels along ${axis}`, raw[axis], { min: 1, max: LARGEST_EXTENT, isWhole: true }),
      );
      read(file, {
        shape: [z, y, x],
        dtype: /** @type {'uint8'} */ (dtype.value),
        littleEndian: order.value === 'little',
        offset: Number(raw.offset),
      });
    } catch (reason) {
      refuse(reason);
    }
  }
  const whole = element(
    'div',
    {},
    about,
    element(
      'div',
      { class: 'fields' },
      ...fields.map(({ field }) => field),
      element('div', { class: 'field' }, element('label', { for: dtype.id }, 'Numbers'), dtype),
      element('div', { class: 'field' }, element('label', { for: order.id }, 'Order of bytes'), order),
    ),
    element('p', { class: 'buttons' }, button('Read these voxels', give)),
  );
  whole.hidden = true;

  return {
    whole,
    /** @param {File} bare @param {{name: string, byteLength: number}} found */
    ask(bare, found) {
      file = bare;
      about.textContent = `${found.name}: ${found.byteLength} bytes of bare voxels. Their shape and the kind of number have to be given.`;
      for (const { show } of fields) show();
      whole.hidden = false;
    },
    hide() {
      whole.hidden = true;
    },
  };
}
