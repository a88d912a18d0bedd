// SPDX-License-Identifier: MIT
// A volume to look at: slices and three dimensions, its phases or what flows in them.
import { element } from '../html/dom.js';
import { BRIGHTEST } from './field-pictures.js';
import { makeVolumeView } from './ray-caster.js';
import { makeSlices } from './slices.js';
import { DIRECTIONS, solutionKey } from './study.js';
import { phaseColors, phasePixels, rampCss, rampPixels } from './volume-colors.js';

/** @typedef {import('./study.js').Study} Study */

const FIELDS = /** @type {const} */ ([
  ['potential', 'potential'],
  ['currentDensity', 'current density'],
]);

export function makeViewer() {
  const slices = makeSlices();
  const volume = makeVolumeView();
  const choice = element('select', { id: 'shown-quantity' });
  const legend = element('div', { class: 'legend' });
  const boxes = element('fieldset', { class: 'checks' });
  /** @type {Study | null} */
  let study = null;
  /** @type {Set<string>} the phases hidden in three dimensions, by name */
  const hidden = new Set(['Void']);

  /** @param {number[]} color */
  function swatch(color) {
    const made = element('span', { class: 'swatch' });
    made.style.backgroundColor = `rgb(${color.join(' ')})`;
    return made;
  }

  /** The fields that can be shown: of the first direction solved, so of z where it is. @param {Study} of */
  const fieldsOf = (of) =>
    of.carriers.flatMap((carrier) => {
      const direction = DIRECTIONS.find((one) => of.solutions.get(solutionKey(carrier, one))?.pictures);
      const pictures = direction && of.solutions.get(solutionKey(carrier, direction))?.pictures;
      return pictures
        ? FIELDS.map(([field, name]) => ({
            key: `${carrier.key}-${field}`,
            field,
            name: `${name} of ${carrier.name.toLowerCase()}, along ${direction}${of.geometry ? ', in these voxels' : ''}`,
            bytes: pictures[field],
          }))
        : [];
    });

  /** Carriers that no voxels of it carry, so that there are no fields. @param {Study} of */
  const fieldless = (of) =>
    of.carriers.filter((carrier) => {
      const solved = DIRECTIONS.flatMap((one) => of.solutions.get(solutionKey(carrier, one)) ?? []);
      return solved.length > 0 && solved.every(({ percolates }) => !percolates);
    });

  function showSlices() {
    if (!study) return;
    const { voxels, shape, voxelUm, phases } = study;
    const field = fieldsOf(study).find(({ key }) => key === choice.value);
    slices.show({
      bytes: field?.bytes ?? voxels,
      pixels: field ? rampPixels() : phasePixels(),
      shape,
      voxelUm,
      name: field?.name ?? 'phases',
    });
    if (field) {
      const ramp = element('span', { class: 'ramp' });
      ramp.style.backgroundImage = rampCss;
      const noFlow = element('span', { class: 'swatch no-flow' });
      const ends =
        field.field === 'potential'
          ? ['0', '1, at the entrance; recomputed']
          : ['0', `${BRIGHTEST} times the mean and more; recomputed`];
      legend.replaceChildren(
        element('span', {}, ends[0], ' ', ramp, ' ', ends[1]),
        element('span', {}, noFlow, ' nothing flows'),
      );
    } else {
      const colors = phaseColors();
      legend.replaceChildren(
        ...phases.map(({ label, name, fraction }) =>
          element('span', {}, swatch(colors[label]), ` ${name} ${Number((fraction * 100).toPrecision(3))} vol%`),
        ),
      );
    }
  }
  function showVolume() {
    if (!study) return;
    const { voxels, shape, voxelUm, phases } = study;
    const names = phases.map(({ name }) => name);
    volume.show({ voxels, shape, voxelUm, names, shown: names.map((name) => !hidden.has(name)) });
  }
  choice.addEventListener('change', showSlices);

  const whole = element(
    'div',
    {},
    element('h3', {}, 'Slices'),
    element('div', { class: 'field' }, element('label', { for: choice.id }, 'Shown'), choice),
    legend,
    slices.whole,
    element('h3', {}, 'In three dimensions'),
    boxes,
    element('div', { class: 'volume-frame' }, volume.whole),
    element(
      'p',
      { class: 'hint' },
      'Drag, or use the arrow keys, to turn it; Home turns it back. The face at z = 1, on top, is the separator’s.',
    ),
  );
  return {
    whole,
    /** @param {Study} next */
    show(next) {
      const isOther =
        study?.voxels !== next.voxels ||
        String(study.voxelUm) !== String(next.voxelUm) ||
        study.phases.some(({ name }, index) => name !== next.phases[index]?.name);
      study = next;
      const fields = fieldsOf(next);
      const before = choice.value;
      choice.replaceChildren(
        element('option', { value: 'phases' }, 'phases'),
        ...fields.map(({ key, name }) => element('option', { value: key }, name)),
        ...fieldless(next).map(({ name }) =>
          element('option', { disabled: '' }, `${name.toLowerCase()}: no way through these voxels`),
        ),
      );
      choice.value = fields.some(({ key }) => key === before) ? before : 'phases';
      showSlices();
      if (!isOther) return;
      const colors = phaseColors();
      boxes.replaceChildren(
        element('legend', {}, 'Shown in three dimensions'),
        ...next.phases.map(({ label, name }) => {
          const box = element('input', { type: 'checkbox', id: `phase-${label}` });
          box.checked = !hidden.has(name);
          box.addEventListener('change', () => {
            if (box.checked) hidden.delete(name);
            else hidden.add(name);
            showVolume();
          });
          return element(
            'span',
            { class: 'check' },
            box,
            element('label', { for: box.id }, swatch(colors[label]), ` ${name}`),
          );
        }),
      );
      showVolume();
    },
    /** Again in the page's colours. */
    recolor() {
      if (!study) return;
      const colors = phaseColors();
      boxes.querySelectorAll('.swatch').forEach((made, index) => {
        /** @type {HTMLElement} */ (made).style.backgroundColor =
          `rgb(${colors[/** @type {Study} */ (study).phases[index].label].join(' ')})`;
      });
      showSlices();
      volume.draw();
    },
  };
}
