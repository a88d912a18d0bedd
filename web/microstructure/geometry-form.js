// SPDX-License-Identifier: MIT
// What a file of bodies does not tell: their box, whether it goes on around its sides, the unit, and the voxels they are
// shown in.
import { messageOf } from '../api/quoting.js';
import { button, element } from '../html/dom.js';
import { numberField } from '../html/fields.js';
import { readNumber } from '../session/numbers.js';
import { geometryFrom, UNITS_UM } from '../volume-files/geometry-file.js';
import { DIRECTIONS } from './study.js';

/** @typedef {import('../volume-files/geometry-file.js').Bodies} Bodies */
/** @typedef {import('../volume-files/geometry-file.js').Unit} Unit */
/** @typedef {import('../volume-files/geometry-file.js').Place} Place */

const FEWEST_VOXELS = 16;
const MOST_VOXELS = 256;
const FARTHEST = 1e9;

/**
 * The extents of nearly cubic voxels.
 * @param {Place} boxUm
 * @param {number} longest voxels along its longest edge
 * @returns {import('../api/cathode-lab').Shape}
 */
export function shapeOf(boxUm, longest) {
  const edge = Math.max(...boxUm) / longest;
  const [z, y, x] = boxUm.map((length) => Math.max(Math.round(length / edge), 1));
  return [z, y, x];
}

/**
 * @param {object} setup
 * @param {import('../session/numbers.js').Parser} setup.lab
 * @param {(made: {name: string, geometry: import('../api/cathode-lab').Geometry, shape: import('../api/cathode-lab').Shape, phases: Bodies['phases'], notes: string[]}) => void} setup.take
 * @param {(reason: unknown) => void} setup.refuse
 */
export function makeGeometryForm({ lab, take, refuse }) {
  /** @type {Bodies | null} */
  let bodies = null;
  /** @type {Record<string, string>} */
  const typed = { voxels: '128' };
  const ends = DIRECTIONS.flatMap((axis) =>
    /** @type {const} */ (['From', 'To']).map((end) => ({
      key: `${axis}${end}`,
      name: `Box along ${axis}, ${end === 'From' ? 'from' : 'to'}`,
    })),
  );
  /** @param {string} key @param {string} label @param {string} hint @param {Parameters<typeof readNumber>[3]} range */
  const field = (key, label, hint, range) =>
    numberField({
      id: `geometry-${key}`,
      label,
      hint,
      read: () => typed[key] ?? '',
      put(text) {
        try {
          typed[key] = String(readNumber(lab, label, text, range));
          return null;
        } catch (reason) {
          return messageOf(reason);
        }
      },
    });
  const fields = [
    ...ends.map(({ key, name }) => field(key, name, '', { min: -FARTHEST, max: FARTHEST })),
    field(
      'voxels',
      'Voxels along the longest edge',
      `${FEWEST_VOXELS} to ${MOST_VOXELS}, for the pictures; the transport has grids of its own`,
      {
        min: FEWEST_VOXELS,
        max: MOST_VOXELS,
        isWhole: true,
      },
    ),
  ];
  const unit = element(
    'select',
    { id: 'geometry-unit' },
    ...Object.keys(UNITS_UM).map((name) => element('option', { value: name }, name)),
  );
  const unitField = element('div', { class: 'field' }, element('label', { for: unit.id }, 'Unit of the file'), unit);
  const periodic = element('input', { type: 'checkbox', id: 'geometry-periodic' });
  const about = element('p');
  const hint = element('p', { class: 'hint' });

  function give() {
    if (!bodies) return;
    try {
      const wrong = /** @type {HTMLElement | null} */ (whole.querySelector('[aria-invalid="true"]'));
      if (wrong) {
        wrong.focus();
        return;
      }
      const place = (/** @type {'From' | 'To'} */ end) => {
        const [z, y, x] = DIRECTIONS.map((axis) => Number(typed[`${axis}${end}`]));
        return /** @type {Place} */ ([z, y, x]);
      };
      const { geometry, notes } = geometryFrom(bodies, {
        from: place('From'),
        to: place('To'),
        periodic: periodic.checked,
        unit: /** @type {Unit} */ (unit.value),
      });
      take({
        name: bodies.name,
        geometry,
        shape: shapeOf(geometry.boxUm, Number(typed.voxels)),
        phases: bodies.phases,
        notes: [...bodies.notes, ...notes],
      });
    } catch (reason) {
      refuse(reason);
    }
  }
  const whole = element(
    'div',
    {},
    about,
    hint,
    element('div', { class: 'fields' }, unitField, ...fields.map((one) => one.field)),
    element(
      'p',
      {},
      element(
        'span',
        { class: 'check' },
        periodic,
        element('label', { for: periodic.id }, 'Bodies go on around all sides (periodic)'),
      ),
    ),
    element('p', { class: 'buttons' }, button('Take these bodies', give)),
  );
  whole.hidden = true;

  return {
    whole,
    /** @param {Bodies} read */
    ask(read) {
      bodies = read;
      about.textContent = `${read.name}: ${read.bodies.length} ${read.bodies.length === 1 ? 'body' : 'bodies'}, ${read.phases.length} labels with the background’s.`;
      const said = [
        read.isBoxGiven ? 'The box is the file’s.' : 'The file tells no box: proposed is what the bodies reach.',
        read.periodic === null ? 'Whether it is periodic has to be said.' : '',
        read.unit === null
          ? 'It tells no unit: the likely one is proposed. The box is in the unit of the file.'
          : 'The box is in µm.',
      ];
      hint.textContent = said.join(' ');
      unitField.hidden = read.unit !== null;
      unit.value = read.likelyUnit;
      periodic.checked = read.periodic ?? false;
      DIRECTIONS.forEach((axis, at) => {
        typed[`${axis}From`] = String(read.from[at]);
        typed[`${axis}To`] = String(read.to[at]);
      });
      for (const { show } of fields) show();
      whole.hidden = false;
    },
    hide() {
      whole.hidden = true;
    },
  };
}
