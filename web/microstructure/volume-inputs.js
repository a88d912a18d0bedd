// SPDX-License-Identifier: MIT
// What a volume is generated with: its size, its seed, and the sizes that are assumed.

import { messageOf } from '../api/quoting.js';
import { element, setText } from '../html/dom.js';
import { numberField } from '../html/fields.js';
import { readNumber } from '../session/numbers.js';
import { memoryGb } from './memory.js';

// Voxels along an edge, and the memory (GB) of a device that has room for them: generating and solving 256³ takes 1.6.
const SIZES = /** @type {const} */ ([
  [64, 'quick', 0],
  [128, 'usual', 0],
  [192, 'fine', 2],
  [256, 'finest; needs much memory', 4],
]);
// Voxels of the finest grid that a solve may come to, and the memory (GB) of a device that has room for them.
const EFFORTS = /** @type {const} */ ([
  [2e5, 'quick: wide intervals', 0],
  [3.6e6, 'usual', 0],
  [1.2e7, 'thorough; takes minutes', 8],
]);
const LARGEST_SEED = 4294967295;

/**
 * @typedef {{shape: import('../api/cathode-lab').Shape, seed: number, sizes: Record<string, number>, mostVoxels: number}} VolumeInputs
 *   mostVoxels: of the finest grid that it is solved on
 */

/** @param {import('../api/cathode-lab').CathodeLab} lab */
export function makeVolumeInputs(lab) {
  const inputs = lab.microstructureInputs();
  const sizes = /** @type {Record<string, number>} */ (
    Object.fromEntries(inputs.map(({ key, default: standard }) => [key, standard]))
  );
  let seed = 1;
  const size = element(
    'select',
    { id: 'micro-size', 'aria-describedby': 'micro-size-hint' },
    ...SIZES.filter(([, , needed]) => needed <= memoryGb()).map(([edge, words]) =>
      element('option', { value: String(edge) }, `${edge}³ voxels, ${words}`),
    ),
  );
  size.value = '128';
  const effort = element(
    'select',
    { id: 'micro-effort', 'aria-describedby': 'micro-effort-hint' },
    ...EFFORTS.filter(([, , needed]) => needed <= memoryGb()).map(([most, words]) =>
      element('option', { value: String(most) }, words),
    ),
  );
  effort.value = '3600000';
  const effortHint = element('p', { id: 'micro-effort-hint', class: 'hint' }, 'how fine the grids may become');
  const sizeHint = element('p', { id: 'micro-size-hint', class: 'hint' });
  /** @param {() => number} read @param {(text: string) => void} take */
  const refusing = (read, take) => ({
    read: () => String(read()),
    put(/** @type {string} */ text) {
      try {
        take(text);
        showExtent();
        return null;
      } catch (reason) {
        return messageOf(reason);
      }
    },
  });
  const seedField = numberField({
    id: 'micro-seed',
    label: 'Seed',
    hint: `0 to ${LARGEST_SEED}`,
    ...refusing(
      () => seed,
      (text) => {
        seed = readNumber(lab, 'seed (Seed)', text, { min: 0, max: LARGEST_SEED, isWhole: true });
      },
    ),
  });
  const assumed = inputs.map(({ key, label, unit, min, max, description }) =>
    numberField({
      id: `micro-${key}`,
      label: unit ? `${label}, ${unit}` : label,
      hint: `assumed; ${min} to ${max}${unit && ` ${unit}`}. ${description}`,
      ...refusing(
        () => sizes[key],
        (text) => {
          sizes[key] = readNumber(lab, `${key} (${label})`, text, { min, max, unit });
        },
      ),
    }),
  );
  for (const { show } of [seedField, ...assumed]) show();
  function showExtent() {
    const extentUm = Number((Number(size.value) * sizes.voxelUm).toPrecision(4));
    setText(sizeHint, `a box of ${extentUm} µm`);
  }
  size.addEventListener('change', showExtent);
  showExtent();

  const whole = element(
    'div',
    {},
    element(
      'div',
      { class: 'fields' },
      element('div', { class: 'field' }, element('label', { for: size.id }, 'Size'), size, sizeHint),
      seedField.field,
      element('div', { class: 'field' }, element('label', { for: effort.id }, 'Effort'), effort, effortHint),
    ),
    element(
      'details',
      {},
      element('summary', {}, 'Sizes of particles and voxels: all assumed'),
      element('div', { class: 'fields' }, ...assumed.map(({ field }) => field)),
    ),
  );
  return {
    whole,
    /** The first field whose text is refused. */
    wrong: () => /** @type {HTMLElement | null} */ (whole.querySelector('[aria-invalid="true"]')),
    /** @returns {VolumeInputs} */
    read() {
      const edge = Number(size.value);
      return { shape: [edge, edge, edge], seed, sizes: { ...sizes }, mostVoxels: Number(effort.value) };
    },
    /** Sets the inputs to those that a volume was generated with. @param {VolumeInputs} given */
    put({ shape, seed: given, sizes: assumedSizes, mostVoxels }) {
      if ([...effort.options].some(({ value }) => value === String(mostVoxels))) effort.value = String(mostVoxels);
      if ([...size.options].some(({ value }) => value === String(shape[0]))) size.value = String(shape[0]);
      seed = given;
      Object.assign(sizes, assumedSizes);
      for (const { show } of [seedField, ...assumed]) show();
      showExtent();
    },
    /** The volume in a few words. */
    describe: () => `${size.value}³ voxels of ${sizes.voxelUm} µm (assumed), seed ${seed}`,
  };
}
