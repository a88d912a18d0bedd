// SPDX-License-Identifier: MIT
// The labels of a volume: what each is called and how it conducts, as a person types it.
import { element, scrollingTable } from '../html/dom.js';
import { short } from '../html/fields.js';
import { readNumber } from '../session/numbers.js';

/** @typedef {import('./own-volume.js').Volume} Volume */

const MOST_CONDUCTIVITY = 1e9;
const LONGEST_NAME = 40;
const COLUMNS = /** @type {const} */ ([
  ['name', 'name'],
  ['ion', 'conductivity for ions'],
  ['electron', 'conductivity for electrons'],
]);

/** @param {import('../session/numbers.js').Parser} lab */
export function makeLabelTable(lab) {
  /** @type {{name: string, ion: string, electron: string}[]} as a person has typed them */
  let labels = [];
  const rows = element('tbody');
  const whole = scrollingTable(
    'Labels',
    ['Value in the file', 'Voxels', 'Name', 'Conductivity for ions', 'Conductivity for electrons'],
    rows,
  );
  whole.querySelector('table')?.classList.add('entries');

  /** @param {number} label @param {number} value @param {'name' | 'ion' | 'electron'} key @param {string} words */
  function cell(label, value, key, words) {
    const input = element('input', {
      type: 'text',
      value: labels[label][key],
      'data-key': key,
      'aria-label': `Value ${value}: ${words}`,
      autocomplete: 'off',
      spellcheck: 'false',
      ...(key === 'name' ? { maxlength: String(LONGEST_NAME) } : { inputmode: 'decimal' }),
    });
    input.addEventListener('input', () => {
      labels[label][key] = input.value;
    });
    return element('td', {}, input);
  }

  return {
    whole,
    /** @param {Volume} volume */
    show({ values, counts, voxels, bodies }) {
      labels = values.map((value, at) => ({ name: bodies?.names[at] ?? `value ${value}`, ion: '0', electron: '0' }));
      rows.replaceChildren(
        ...values.map((value, label) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, String(value)),
            element('td', { class: 'number' }, `${counts[label]} (${short((counts[label] / voxels.length) * 100)} %)`),
            ...COLUMNS.map(([key, words]) => cell(label, value, key, words)),
          ),
        ),
      );
    },
    /** What is typed, by label. Throws an Error that names label and allowed range. */
    read: () =>
      labels.map(({ name, ion, electron }) => ({
        name: name.trim(),
        ion: readNumber(lab, `${name}: conductivity for ions`, ion, { min: 0, max: MOST_CONDUCTIVITY }),
        electron: readNumber(lab, `${name}: conductivity for electrons`, electron, { min: 0, max: MOST_CONDUCTIVITY }),
      })),
  };
}
