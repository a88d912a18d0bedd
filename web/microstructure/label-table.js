// SPDX-License-Identifier: MIT
// The labels of a volume: the role of each, which sets its name, its colour and how it conducts; all but the colour may be edited.
import { element } from '../html/dom.js';
import { short } from '../html/fields.js';
import { readNumber } from '../session/numbers.js';
import { otherInk, paint, phaseColors } from './volume-colors.js';

/** @typedef {import('./own-volume.js').Volume} Volume */

const MOST_CONDUCTIVITY = 1e9;
const LONGEST_NAME = 40;
// Roles: what is chosen, the name that it gives, its colour, and the conductivities that are assumed of it.
const ROLES = /** @type {const} */ ([
  ['void', 'void', 'Void', 'pore', '0', '0'],
  ['am', 'AM', 'AM', 'am', '0', '1'],
  ['se', 'SE', 'SE', 'se', '1', '0'],
  ['ca', 'CA', 'CA', 'ca', '0', '1'],
  ['other', 'other', '', '', '0', '0'],
]);
const COLUMNS = /** @type {const} */ ([
  ['name', 'Name', 'name'],
  ['ion', 'σ ions', 'conductivity for ions'],
  ['electron', 'σ electrons', 'conductivity for electrons'],
]);

/** @param {string} name of a body's phase in a file */
const roleOfName = (name) =>
  ROLES.find(([role, words]) => words === name || role === name.toLowerCase())?.[0] ?? 'other';

/**
 * @param {import('../session/numbers.js').Parser} lab
 * @param {() => void} onEdit
 */
export function makeLabelTable(lab, onEdit) {
  /** @type {{value: number, role: string, name: string, ion: string, electron: string}[]} as a person has typed them */
  let labels = [];
  /** @type {(() => void)[]} each shows its label again */
  let showers = [];
  const whole = element('div', { class: 'labels', role: 'group', 'aria-label': 'Labels' });

  /** Colours by name. */
  function inks() {
    let others = 0;
    return labels.map(({ role }) => ROLES.find(([one]) => one === role)?.[3] || otherInk(others++));
  }
  const showAll = () => {
    for (const show of showers) show();
  };

  /** @param {number} label @param {typeof COLUMNS[number]} column */
  function entry(label, [key, title, words]) {
    const { value } = labels[label];
    const input = element('input', {
      type: 'text',
      'data-key': key,
      'aria-label': `Value ${value}: ${words}`,
      autocomplete: 'off',
      spellcheck: 'false',
      ...(key === 'name' ? { maxlength: String(LONGEST_NAME) } : { inputmode: 'decimal' }),
    });
    input.addEventListener('input', () => {
      labels[label][key] = input.value;
      onEdit();
    });
    showers.push(() => {
      if (document.activeElement !== input) input.value = labels[label][key];
    });
    return element('div', {}, element('span', { class: 'hint', 'aria-hidden': 'true' }, title), input);
  }

  /** @param {number} label @param {string} count */
  function row(label, count) {
    const { value } = labels[label];
    const role = element(
      'select',
      { 'aria-label': `Value ${value}: role` },
      ...ROLES.map(([one, text]) => element('option', { value: one }, text)),
    );
    role.addEventListener('change', () => {
      const [, , name, , ion, electron] = ROLES.find(([one]) => one === role.value) ?? ROLES[4];
      labels[label] = { value, role: role.value, name: name || `value ${value}`, ion, electron };
      showAll();
      onEdit();
    });
    const swatch = element('span', { class: 'swatch' });
    showers.push(() => {
      role.value = labels[label].role;
      paint(swatch, phaseColors([/** @type {any} */ ({ ink: inks()[label] })])[0]);
    });
    return element(
      'div',
      { class: 'label-row' },
      element(
        'div',
        { class: 'label-head' },
        swatch,
        element('b', {}, `Value ${value}`),
        element('span', { class: 'hint' }, count),
        role,
      ),
      element('div', { class: 'label-entries' }, ...COLUMNS.map((column) => entry(label, column))),
    );
  }

  return {
    whole,
    /** @param {Volume} volume */
    show({ values, counts, voxels, bodies }) {
      labels = values.map((value, at) => {
        const name = bodies?.names[at] ?? '';
        const role = at === 0 && bodies ? 'void' : roleOfName(name);
        const [, , usual, , ion, electron] = ROLES.find(([one]) => one === role) ?? ROLES[4];
        return { value, role, name: name || usual || `value ${value}`, ion, electron };
      });
      showers = [];
      whole.replaceChildren(
        ...values.map((_, label) =>
          row(label, `${short(Number(((counts[label] / voxels.length) * 100).toPrecision(3)))} %`),
        ),
      );
      showAll();
    },
    /** Again, in the page's colours. */
    recolor: showAll,
    /** Names and colours, whatever else is typed. */
    looks() {
      const colors = inks();
      return labels.map(({ value, name }, label) => ({ name: name.trim() || `value ${value}`, ink: colors[label] }));
    },
    /** What is typed, by label. Throws an Error that names label and allowed range. */
    read: () =>
      labels.map(({ value, name, ion, electron }) => ({
        name: name.trim(),
        ion: readNumber(lab, `${name.trim() || `value ${value}`}: conductivity for ions`, ion, {
          min: 0,
          max: MOST_CONDUCTIVITY,
        }),
        electron: readNumber(lab, `${name.trim() || `value ${value}`}: conductivity for electrons`, electron, {
          min: 0,
          max: MOST_CONDUCTIVITY,
        }),
      })),
  };
}
