// SPDX-License-Identifier: MIT
// What a volume is generated with beside the calculation: its box, its seed, its voxels, and the sizes that are assumed.

import { messageOf } from '../api/quoting.js';
import { element, setText } from '../html/dom.js';
import { numberField } from '../html/fields.js';
import { readNumber } from '../session/numbers.js';
import { memoryGb } from './memory.js';
import { makeSliderField } from './slider-field.js';

// Voxels along an edge, and the memory (GB) of a device that has room for them: generating and solving 256³ takes 1.6.
const GRIDS = /** @type {const} */ ([
  [64, 'quick', 0],
  [128, 'usual', 0],
  [192, 'fine', 2],
  [256, 'finest', 4],
]);
const USUAL_GRID = 128;
// Voxels of the finest grid that a solve may come to, and the memory (GB) of a device that has room for them.
const EFFORTS = /** @type {const} */ ([
  ['quick', 2e5, 'quick: wide intervals', 0],
  ['usual', 3.6e6, 'usual', 0],
  ['thorough', 1.2e7, 'thorough; takes minutes', 8],
]);
const USUAL_EFFORT = 3.6e6;
const LARGEST_SEED = 4294967295;
const USUAL_SEED = 1;
// Edges of the box, µm: that any grid has voxels for that the core takes, and those of the slider.
const BOX = { min: 6, max: 128, unit: 'µm' };
const SLIDER = { min: 8, max: 48, step: 1 };
/** Voxels along the edge of what is drawn while inputs are set. */
export const DRAFT_GRID = 64;

/**
 * @typedef {{shape: import('../api/cathode-lab').Shape, seed: number, sizes: Record<string, number>, mostVoxels: number}} VolumeInputs
 *   mostVoxels: of the finest grid that it is solved on
 */

/** @param {number} value without what arithmetic adds to it */
const plain = (value) => Number(value.toPrecision(12));

/**
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {() => void} onChange something of it has changed
 */
export function makeVolumeInputs(lab, onChange) {
  const inputs = lab.microstructureInputs();
  const assumedInputs = inputs.filter(({ key }) => key !== 'voxelUm');
  const usualVoxel = inputs.find(({ key }) => key === 'voxelUm')?.default ?? 0;
  const usualBox = USUAL_GRID * usualVoxel;
  const sizes = /** @type {Record<string, number>} */ (
    Object.fromEntries(assumedInputs.map(({ key, default: standard }) => [key, standard]))
  );
  let seed = USUAL_SEED;
  let boxUm = usualBox;
  const grid = element(
    'select',
    { id: 'micro-size', 'aria-describedby': 'micro-size-hint' },
    ...GRIDS.filter(([, , needed]) => needed <= memoryGb()).map(([edge, words]) =>
      element('option', { value: String(edge) }, `${edge}³, ${words}`),
    ),
  );
  grid.value = String(USUAL_GRID);
  const effort = element(
    'select',
    { id: 'micro-effort', 'aria-describedby': 'micro-effort-hint' },
    ...EFFORTS.filter(([, , , needed]) => needed <= memoryGb()).map(([, most, words]) =>
      element('option', { value: String(most) }, words),
    ),
  );
  effort.value = String(USUAL_EFFORT);
  const gridHint = element('p', { id: 'micro-size-hint', class: 'hint' });
  const edge = () => Number(grid.value);
  const voxelUm = () => plain(boxUm / edge());

  const takers = /** @type {Record<string, (text: string) => void>} */ ({
    box: (text) => {
      boxUm = readNumber(lab, 'box (Edge of the box)', text, BOX);
    },
    seed: (text) => {
      seed = readNumber(lab, 'seed (Seed)', text, { min: 0, max: LARGEST_SEED, isWhole: true });
    },
    grid: (text) => choose(grid, 'grid (Voxels each way)', text, text),
    effort: (text) =>
      choose(effort, 'effort (Effort)', text, String(EFFORTS.find(([word]) => word === text)?.[1] ?? text)),
    ...Object.fromEntries(
      assumedInputs.map(({ key, label, unit, min, max }) => [
        key,
        (/** @type {string} */ text) => {
          sizes[key] = readNumber(lab, `${key} (${label})`, text, { min, max, unit });
        },
      ]),
    ),
  });
  /** @param {HTMLSelectElement} select @param {string} name @param {string} text @param {string} value */
  function choose(select, name, text, value) {
    const values = [...select.options].map((one) => one.value);
    if (!values.includes(value)) {
      const allowed = values.map((one) => EFFORTS.find(([, most]) => String(most) === one)?.[0] ?? one);
      throw new Error(`${name}: "${text.slice(0, 40)}" is not one of the choices; allowed: ${allowed.join(', ')}.`);
    }
    select.value = value;
  }
  /** Sets one of them; returns why it is refused. @param {string} key @param {string} text */
  function put(key, text) {
    try {
      takers[key](text);
    } catch (reason) {
      return messageOf(reason);
    }
    showExtent();
    onChange();
    return null;
  }

  const boxField = makeSliderField({
    id: 'micro-box',
    label: 'Edge of the box',
    ...SLIDER,
    unit: BOX.unit,
    hint: '',
    read: () => String(boxUm),
    put: (text) => put('box', text),
  });
  const seedField = numberField({
    id: 'micro-seed',
    label: 'Seed',
    hint: 'one sample each',
    read: () => String(seed),
    put: (text) => put('seed', text),
  });
  const assumed = assumedInputs.map(({ key, label, unit, min, max, description }) =>
    numberField({
      id: `micro-${key}`,
      label: unit ? `${label}, ${unit}` : label,
      hint: `assumed; ${min} to ${max}${unit && ` ${unit}`}. ${description}`,
      read: () => String(sizes[key]),
      put: (text) => put(key, text),
    }),
  );
  const fields = [boxField, seedField, ...assumed];
  function showExtent() {
    setText(gridHint, `voxels of ${Number(voxelUm().toPrecision(3))} µm`);
  }
  for (const select of [grid, effort])
    select.addEventListener('change', () => {
      showExtent();
      onChange();
    });
  for (const { show } of fields) show();
  showExtent();

  const whole = element(
    'div',
    {},
    boxField.whole,
    element(
      'div',
      { class: 'pair' },
      seedField.field,
      element('div', { class: 'field' }, element('label', { for: grid.id }, 'Voxels'), grid, gridHint),
    ),
    element(
      'details',
      {},
      element('summary', {}, 'Particle sizes (all assumed), effort'),
      element(
        'div',
        { class: 'stack' },
        ...assumed.map(({ field }) => field),
        element(
          'div',
          { class: 'field' },
          element('label', { for: effort.id }, 'Effort of the solver'),
          effort,
          element(
            'p',
            { id: 'micro-effort-hint', class: 'hint' },
            'how fine the grids may become that the transport is solved on; the voxels above are those of the pictures',
          ),
        ),
      ),
    ),
  );

  /** @returns {VolumeInputs} */
  const read = () => ({
    shape: [edge(), edge(), edge()],
    seed,
    sizes: { ...sizes, voxelUm: voxelUm() },
    mostVoxels: Number(effort.value),
  });
  /** As texts. @returns {Record<string, string>} */
  const texts = () => ({
    box: String(boxUm),
    seed: String(seed),
    grid: grid.value,
    effort: EFFORTS.find(([, most]) => String(most) === effort.value)?.[0] ?? '',
    ...Object.fromEntries(Object.entries(sizes).map(([key, value]) => [key, String(value)])),
  });
  const standard = texts();
  return {
    whole,
    /** The first field whose text is refused. */
    wrong: () => /** @type {HTMLElement | null} */ (whole.querySelector('[aria-invalid="true"]')),
    read,
    /** What of it differs from the defaults, as texts. @returns {Record<string, string>} */
    texts: () => Object.fromEntries(Object.entries(texts()).filter(([key, text]) => text !== standard[key])),
    /**
     * Sets them to texts, those that are left out to their defaults. Throws what is refused, with its field and its range; then
     * nothing has changed.
     * @param {Record<string, string>} given
     */
    putTexts(given) {
      const before = texts();
      /** @param {Record<string, string>} all */
      const putAll = (all) => {
        for (const [key, text] of Object.entries(all)) takers[key](text);
      };
      try {
        const unknown = Object.keys(given).find((key) => !(key in standard));
        if (unknown !== undefined)
          throw new Error(
            `${unknown.slice(0, 40)} is no input of a microstructure; allowed: ${Object.keys(standard).join(', ')}.`,
          );
        putAll({ ...standard, ...given });
      } catch (reason) {
        putAll(before);
        throw reason;
      } finally {
        for (const { show } of fields) show();
        showExtent();
      }
      onChange();
    },
    /** The same box and particles in few voxels. @returns {Pick<VolumeInputs, 'shape' | 'seed' | 'sizes'>} */
    readDraft: () => ({
      shape: [DRAFT_GRID, DRAFT_GRID, DRAFT_GRID],
      seed,
      sizes: { ...sizes, voxelUm: plain(boxUm / DRAFT_GRID) },
    }),
    /** Sets the inputs to those that a volume was generated with. @param {VolumeInputs} given */
    put({ shape, seed: itsSeed, sizes: { voxelUm: itsVoxel, ...itsSizes }, mostVoxels }) {
      if ([...effort.options].some(({ value }) => value === String(mostVoxels))) effort.value = String(mostVoxels);
      if ([...grid.options].some(({ value }) => value === String(shape[0]))) grid.value = String(shape[0]);
      seed = itsSeed;
      boxUm = plain(shape[0] * itsVoxel);
      Object.assign(sizes, itsSizes);
      for (const { show } of fields) show();
      showExtent();
      onChange();
    },
    /** The volume in a few words. */
    describe: () => `box of ${boxUm} µm, ${edge()}³ voxels of ${Number(voxelUm().toPrecision(3))} µm, seed ${seed}`,
  };
}
