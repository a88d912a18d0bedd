// SPDX-License-Identifier: MIT
// A volume to look at: three slices and the body that they cut, its phases or what flows in them.
import { element, setText } from '../html/dom.js';
import { DECADES, TOP_SHARE } from './field-pictures.js';
import { makeVolumeView } from './ray-caster.js';
import { barLengthUm } from './scale-bar.js';
import { makeSegments } from './segments.js';
import { makeSlices } from './slices.js';
import { DIRECTIONS, solutionKey } from './study.js';
import { currentPixels, evenPixels, paint, phaseColors, phasePixels, rampCss } from './volume-colors.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {Pick<Study, 'voxels' | 'shape' | 'voxelUm' | 'phases' | 'carriers' | 'solutions' | 'geometry' | 'isGenerated'>} Viewed */

/** @param {number} value */
const three = (value) => String(Number(value.toPrecision(3)));

export function makeViewer() {
  const volume = makeVolumeView();
  const slices = makeSlices(volume.cutAt);
  const shown = makeSegments({
    id: 'shown',
    name: 'Shown',
    choices: [
      ['phases', 'Phases'],
      ['potential', 'Potential'],
      ['currentDensity', 'Current'],
    ],
    onChoose: () => showSlices(),
  });
  const carrier = makeSegments({
    id: 'carrier',
    name: 'Of which carrier',
    choices: [
      ['ion', 'Ions'],
      ['electron', 'Electrons'],
    ],
    onChoose: () => showSlices(),
  });
  const plane = makeSegments({
    id: 'plane',
    name: 'Large slice',
    choices: [
      ['z', 'z'],
      ['y', 'y'],
      ['x', 'x'],
    ],
    onChoose: slices.enlarge,
  });
  const logBox = element('input', { type: 'checkbox', id: 'current-log' });
  logBox.addEventListener('change', () => showSlices());
  const log = element('span', { class: 'check' }, logBox, element('label', { for: logBox.id }, 'logarithmic'));
  const cutBox = element('input', { type: 'checkbox', id: 'volume-cut' });
  cutBox.checked = true;
  cutBox.addEventListener('change', () => showVolume());
  const legend = element('div', { class: 'legend' });
  const fieldless = element('p', { class: 'hint fieldless' });
  const boxes = element('fieldset', { class: 'checks' });
  const caption = element('p', { class: 'hint' });
  /** @type {Viewed | null} */
  let viewed = null;
  /** @type {Map<string, boolean>} whether phases are shown in three dimensions, by name, where a person has said so */
  const chosen = new Map();
  /** @param {Viewed['phases'][number]} phase */
  const isVisible = ({ name, ink }) => chosen.get(name) ?? ink !== 'pore';

  /** The fields of a carrier: of the first direction solved, so of z where it is. @param {Viewed} of @param {'ion' | 'electron'} key */
  function fieldsOf(of, key) {
    const found = of.carriers.find((one) => one.key === key);
    const direction = found && DIRECTIONS.find((one) => of.solutions.get(solutionKey(found, one))?.pictures);
    const pictures = direction && of.solutions.get(solutionKey(found, direction))?.pictures;
    return pictures ? { pictures, direction, name: found.name.toLowerCase() } : null;
  }

  /** Carriers that no voxels of it carry, so that there are no fields. @param {Viewed} of */
  const withoutWay = (of) =>
    of.carriers.filter((one) => {
      const solved = DIRECTIONS.flatMap((direction) => of.solutions.get(solutionKey(one, direction)) ?? []);
      return solved.length > 0 && solved.every(({ percolates }) => !percolates);
    });

  /** What the slices show. @param {Viewed} of */
  function pictureOf(of) {
    const found = fieldsOf(of, carrier.value());
    const field = shown.value();
    if (field === 'phases' || !found) return { bytes: of.voxels, pixels: phasePixels(of.phases), name: 'phases' };
    const words = field === 'potential' ? 'potential' : 'current density';
    return {
      bytes: found.pictures[field],
      pixels: field === 'potential' || logBox.checked ? evenPixels() : currentPixels(),
      name: `${words} of ${found.name}, along ${found.direction}${of.geometry ? ', in these voxels' : ''}`,
    };
  }

  /** @param {Viewed} of */
  function legendOf(of) {
    const found = fieldsOf(of, carrier.value());
    const field = shown.value();
    if (field === 'phases' || !found) {
      const colors = phaseColors(of.phases);
      return of.phases.map(({ label, name, fraction }) =>
        element(
          'span',
          { class: 'key' },
          paint(element('span', { class: 'swatch' }), colors[label]),
          ` ${name} ${three(fraction * 100)} vol%`,
        ),
      );
    }
    const ramp = element('span', { class: 'ramp' });
    ramp.style.backgroundImage = rampCss;
    const { currentTop } = found.pictures;
    const end = `${three(currentTop)} × the mean, which ${TOP_SHARE * 100} % of what conducts stays below`;
    const [from, to] =
      field === 'potential'
        ? ['0', '1, at the entrance']
        : [logBox.checked ? three(currentTop / 10 ** DECADES) : '0', end];
    const scale = field === 'currentDensity' && logBox.checked ? '; logarithmic' : '';
    return [
      element('span', { class: 'key' }, `${from} `, ramp, ` ${to}${scale}`),
      element('span', { class: 'key' }, element('span', { class: 'swatch no-flow' }), ' nothing flows'),
      element('span', { class: 'key' }, `along ${found.direction}; recomputed`),
    ];
  }

  function showSlices() {
    if (!viewed) return;
    const { shape, voxelUm } = viewed;
    const isCurrent = shown.value() === 'currentDensity';
    slices.show({ ...pictureOf(viewed), shape, voxelUm, barUm: barLengthUm(viewed) });
    legend.replaceChildren(...legendOf(viewed));
    log.hidden = !isCurrent;
    carrier.whole.hidden = shown.value() === 'phases';
    const none = withoutWay(viewed);
    setText(fieldless, none.map(({ name }) => `${name.toLowerCase()}: no way through these voxels`).join('; '));
    fieldless.hidden = none.length === 0;
  }
  function showVolume() {
    if (!viewed) return;
    const { voxels, shape, voxelUm, phases, isGenerated } = viewed;
    volume.show({
      voxels,
      shape,
      voxelUm,
      phases,
      shown: phases.map(isVisible),
      isCut: cutBox.checked,
      barUm: barLengthUm(viewed),
      top: isGenerated ? ', from the separator' : '',
    });
  }

  function showBoxes() {
    if (!viewed) return;
    const colors = phaseColors(viewed.phases);
    boxes.replaceChildren(
      element('legend', { class: 'visually-hidden' }, 'Shown in three dimensions'),
      ...viewed.phases.map((phase) => {
        const { label, name } = phase;
        const box = element('input', { type: 'checkbox', id: `phase-${label}` });
        box.checked = isVisible(phase);
        box.addEventListener('change', () => {
          chosen.set(name, box.checked);
          showVolume();
        });
        return element(
          'span',
          { class: 'check' },
          box,
          element('label', { for: box.id }, paint(element('span', { class: 'swatch' }), colors[label]), ` ${name}`),
        );
      }),
      element('span', { class: 'check' }, cutBox, element('label', { for: cutBox.id }, 'cut open at the slices')),
    );
  }

  const pictures = element(
    'div',
    { class: 'pictures' },
    ...slices.parts,
    element('div', { class: 'volume-part' }, element('div', { class: 'volume-frame' }, volume.whole), boxes),
  );
  slices.follow(pictures);
  const tools = element('div', { class: 'tools' }, shown.whole, plane.whole, carrier.whole, log);
  const whole = element('div', { class: 'viewer' }, tools, legend, pictures, fieldless, caption);

  /** @param {Viewed} next */
  function show(next) {
    const isOther =
      viewed?.voxels !== next.voxels ||
      String(viewed.voxelUm) !== String(next.voxelUm) ||
      JSON.stringify(viewed.phases) !== shownPhases;
    viewed = next;
    shownPhases = JSON.stringify(next.phases);
    carrier.allow((key) => fieldsOf(next, key) !== null);
    const hasFields = next.carriers.some(({ key }) => fieldsOf(next, key) !== null);
    shown.allow((field) => field === 'phases' || hasFields);
    showSlices();
    if (!isOther) return;
    const bar = barLengthUm(next);
    setText(
      caption,
      `${bar === null ? 'The size of its voxels is not known. ' : `Bars: ${bar} µm in every picture. `}Point into a slice to move the others. ` +
        `Drag the body, or use the arrow keys, to turn it; Home turns it back.${next.isGenerated ? ' The face on top, where z begins, is the separator’s.' : ''}`,
    );
    showBoxes();
    showVolume();
  }
  let shownPhases = '';
  return {
    whole,
    tools,
    show,
    /** Again, in the page's colours. */
    recolor() {
      showSlices();
      showBoxes();
      showVolume();
    },
  };
}
