// SPDX-License-Identifier: MIT
// A person's own segmented volume, or bodies of which voxels are made: read from files, labels given names and
// conductivities, cut and coarsened.

import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { lettersOf } from '../session/file-names.js';
import { readNumber } from '../session/numbers.js';
import { isResult } from '../session/other-files.js';
import { isGeometryName, readGeometry } from '../volume-files/geometry-file.js';
import { MOST_ELONGATED, scaled } from '../volume-files/volume.js';
import { makeFileDrop } from './file-drop.js';
import { makeGeometryForm } from './geometry-form.js';
import { makeLabelTable } from './label-table.js';
import { makePlanesForm } from './planes-form.js';
import { makeRawForm } from './raw-form.js';
import { DIRECTIONS } from './study.js';

/** @typedef {import('../api/cathode-lab').Geometry} Geometry */
/**
 * @typedef {import('../volume-files/voxel-file.js').Volume & {bodies?: {geometry: Geometry, names: string[], fractions: number[]}}} Volume
 *   with the geometry that it was made of, and the names and the shares of its labels, if it was
 */
/** @typedef {import('./study.js').Study} Study */
/** @typedef {Omit<Study, 'link' | 'isGenerated' | 'model' | 'inputs' | 'packing' | keyof ReturnType<typeof import('./study.js').nothingYet>> } OwnStudy */

const HEAD_BYTES = 4000; // of a file, that tell what it is
const isJson = (/** @type {File} */ { name }) => /\.json$/i.test(name);

const TOLERANCE = '0.001';
const TOLERANCE_OF_BODIES = '0.05'; // the width of an interval that a climb of grids ends with

const CARRIERS = /** @type {const} */ ([
  ['ion', 'Ions'],
  ['electron', 'Electrons'],
]);

/**
 * The edges of a voxel from text: none, one for all, or those along z, y and x.
 * @param {import('../session/numbers.js').Parser} lab
 * @param {string} text
 * @returns {Volume['voxelUm']}
 */
function readEdges(lab, text) {
  if (text.trim() === '') return null;
  const range = { min: 1e-6, max: 1e6, unit: 'µm' };
  const parts = text.split(/[×x*]/i);
  if (parts.length === 1) return readNumber(lab, 'Edge of a voxel', text, range);
  if (parts.length !== 3)
    throw new Error(
      `Edge of a voxel: "${text.slice(0, 40)}" are ${parts.length} numbers; allowed: one, or three for z × y × x, in µm.`,
    );
  const [z, y, x] = DIRECTIONS.map((axis, index) =>
    readNumber(lab, `Edge of a voxel along ${axis}`, parts[index].trim(), range),
  );
  if (Math.max(z, y, x) > MOST_ELONGATED * Math.min(z, y, x))
    throw new Error(
      `Edge of a voxel: "${text.slice(0, 40)}" µm; allowed: the longest up to ${MOST_ELONGATED} times the shortest.`,
    );
  return z === y && y === x ? z : [z, y, x];
}

/** What is typed into the fields below, by their keys. @param {() => void} onEdit */
function makeFields(onEdit) {
  /** @type {Record<string, string>} what is typed */
  const typed = { voxelUm: '', factor: '1', tolerance: TOLERANCE };
  /** @param {string} key @param {string} label @param {string} hint */
  function textField(key, label, hint = '') {
    const input = element('input', {
      id: `own-${key}`,
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      'aria-describedby': `own-${key}-hint`,
    });
    input.addEventListener('input', () => {
      typed[key] = input.value;
      onEdit();
    });
    return {
      key,
      show: () => {
        input.value = typed[key] ?? '';
      },
      field: element(
        'div',
        { class: 'field' },
        element('label', { for: input.id }, label),
        input,
        element('p', { id: `own-${key}-hint`, class: 'hint' }, hint),
      ),
    };
  }
  const cuts = DIRECTIONS.flatMap((axis) => [
    textField(`${axis}From`, `${axis} from voxel`, 'counted from 0'),
    textField(`${axis}To`, `${axis} up to, without voxel`),
  ]);
  const edge = textField(
    'voxelUm',
    'Edge of a voxel, µm',
    'or those along z × y × x, such as 0.2 × 0.1 × 0.1; assumed or measured, as the file says; empty if not known',
  );
  const others = [
    textField(
      'factor',
      'Coarsen by',
      'whole number, 1 to 8: so many voxels each way become the one most frequent among them',
    ),
    textField(
      'tolerance',
      'Tolerance',
      'relative, of σ_eff; 1e-10 to 0.1, of bodies from 1e-3. Fields are less certain: 1e-6 where they matter',
    ),
  ];

  return {
    typed,
    edge: edge.field,
    cuts: cuts.map(({ field }) => field),
    others: others.map(({ field }) => field),
    /** @param {boolean} areOfBodies whose voxels are pictures alone */
    show(areOfBodies) {
      for (const { show } of [edge, ...others, ...cuts]) show();
      edge.field.hidden = areOfBodies;
      for (const { key, field } of others) field.hidden = areOfBodies && key !== 'tolerance';
    },
  };
}

/**
 * @param {object} setup
 * @param {import('../session/numbers.js').Parser} setup.lab
 * @param {ReturnType<typeof import('./jobs.js').makeJobs>['run']} setup.run does what takes long
 * @param {(study: OwnStudy) => void} setup.solve shows a volume and solves it
 * @param {(study: OwnStudy) => void} setup.show shows a volume that has been read, or a part of it
 * @param {() => void} setup.onEdit labels, fields or the volume have changed
 * @param {(files: File[]) => void} setup.takeResults files turn out to be results that were calculated elsewhere
 */
export function makeOwnVolume({ lab, run, solve, show, onEdit, takeResults }) {
  /** @type {Volume | null} */
  let volume = null;
  const error = element('p', { class: 'error', role: 'alert', id: 'volume-error' });
  const status = element('p', { role: 'status', class: 'hint' });
  /** @param {unknown} reason */
  const refuse = (reason) => {
    error.textContent = messageOf(reason);
  };
  const rawForm = makeRawForm({
    lab,
    refuse,
    read: (file, layout) =>
      perform(`Reading ${file.name}…`, async (signal) => accept(await run('readBare', { file, layout }, { signal }))),
  });
  const planesForm = makePlanesForm((file, choice) => read([file], choice));
  const geometryForm = makeGeometryForm({
    lab,
    refuse,
    take: ({ name, geometry, shape, phases, notes }) =>
      perform(`Making voxels of ${name}…`, async (signal) => {
        const made = await run('voxelize', { geometry, shape }, { signal });
        const [dz, dy, dx] = made.voxelUm;
        const counts = phases.map(() => 0);
        for (const label of made.voxels) ++counts[label];
        return accept({
          voxels: made.voxels,
          shape,
          voxelUm: dz === dy && dy === dx ? dz : made.voxelUm,
          values: phases.map(({ label }) => label),
          counts,
          name,
          notes,
          bodies: {
            geometry,
            names: phases.map((one) => one.name),
            fractions: phases.map((_, index) => made.phases.find(({ label }) => label === index)?.fraction ?? 0),
          },
        });
      }),
  });
  const forms = [rawForm, planesForm, geometryForm];
  /** @param {typeof forms[number] | null} one */
  const hideAllBut = (one) => {
    for (const form of forms) if (form !== one) form.hide();
  };
  const labels = makeLabelTable(lab, onEdit);
  const fields = makeFields(onEdit);
  const { typed } = fields;
  const ways = DIRECTIONS.map((axis) => {
    const box = element('input', { type: 'checkbox', id: `own-way-${axis}` });
    box.checked = true;
    box.addEventListener('change', onEdit);
    return { axis, box, whole: element('span', { class: 'check' }, box, element('label', { for: box.id }, axis)) };
  });

  const drop = makeFileDrop(read);
  /** @type {AbortController | null} */
  let current = null;
  /**
   * Does what takes a while. What is begun later counts, and ends what came before it.
   * @param {string} doing
   * @param {(signal: AbortSignal) => Promise<string>} act returns what has happened
   */
  async function perform(doing, act) {
    current?.abort();
    const own = (current = new AbortController());
    error.textContent = '';
    setText(status, doing);
    try {
      const said = await act(own.signal);
      if (current === own) setText(status, said);
    } catch (reason) {
      if (current !== own) return;
      refuse(reason);
      setText(status, volume ? `${volume.name} stays.` : '');
    }
  }

  /** @param {File[]} files @param {import('../volume-files/tiff-planes.js').PlaneChoice} [choice] */
  function read(files, choice) {
    if (files.length === 0) return;
    perform(`Reading ${files.map(({ name }) => name).join(', ')}…`, async (signal) => {
      if (isJson(files[0]) && isResult(await files[0].slice(0, HEAD_BYTES).text())) {
        takeResults(files);
        return '';
      }
      if (files.length === 1 && isGeometryName(files[0].name)) {
        geometryForm.ask(await readGeometry(files[0]));
        hideAllBut(geometryForm);
        return '';
      }
      const found = await run('read', { files, choice }, { signal });
      if (found.kind === 'ready') return accept(found.volume);
      if (found.kind === 'raw') rawForm.ask(files[0], found);
      else planesForm.ask(files[0], found);
      hideAllBut(found.kind === 'raw' ? rawForm : planesForm);
      return '';
    });
  }

  const about = element('p', { class: 'file-name' });
  const cuts = element('div', { class: 'pair' }, ...fields.cuts);
  const parts = element(
    'details',
    {},
    element('summary', {}, 'Part, directions, tolerance'),
    cuts,
    element('div', { class: 'stack' }, ...fields.others),
    element('fieldset', { class: 'checks' }, element('legend', {}, 'Directions'), ...ways.map((way) => way.whole)),
    element(
      'p',
      { class: 'buttons' },
      button('Show this part', () => use(false)),
    ),
  );
  const form = element(
    'div',
    {},
    about,
    element(
      'p',
      { class: 'hint' },
      'What is each value? Its role sets name, colour and conductivities, which are assumed, relative to any unit.',
    ),
    labels.whole,
    fields.edge,
    parts,
  );
  form.hidden = true;

  /** @param {Volume} next */
  function accept(next) {
    const { bodies } = next;
    if (Boolean(volume?.bodies) !== Boolean(bodies)) typed.tolerance = bodies ? TOLERANCE_OF_BODIES : TOLERANCE;
    if (bodies) typed.factor = '1';
    volume = next;
    hideAllBut(null);
    typed.voxelUm = [next.voxelUm ?? ''].flat().join(' × ');
    next.shape.forEach((extent, axis) => {
      typed[`${DIRECTIONS[axis]}From`] = '0';
      typed[`${DIRECTIONS[axis]}To`] = String(extent);
    });
    fields.show(bodies !== undefined);
    cuts.hidden = bodies !== undefined;
    about.textContent = `${next.name}: ${next.shape.join(' × ')} voxels (z, y, x), ${next.values.length} ${next.values.length === 1 ? 'value' : 'values'}.`;
    labels.show(next);
    form.hidden = false;
    drop.shorten();
    try {
      show(requestOf(next, false).studyOf(next));
    } catch (reason) {
      refuse(reason); // of what was typed before, or of what the file says of itself
    }
    onEdit();
    return `${next.name} has been read.`;
  }

  /** The part of it that is asked for. @param {Volume} whole */
  function partOf(whole) {
    const [z, y, x] = DIRECTIONS.map((axis, index) => {
      const extent = whole.shape[index];
      const from = readNumber(lab, `${axis} from voxel`, typed[`${axis}From`], {
        min: 0,
        max: extent - 1,
        isWhole: true,
      });
      const to = readNumber(lab, `${axis} up to`, typed[`${axis}To`], { min: from + 1, max: extent, isWhole: true });
      return /** @type {[number, number]} */ ([from, to]);
    });
    const factor = readNumber(lab, 'Coarsen by', typed.factor, { min: 1, max: 8, isWhole: true });
    const isWhole = factor === 1 && [z, y, x].every(([from, to], axis) => from === 0 && to === whole.shape[axis]);
    return { ranges: { z, y, x }, factor, isWhole };
  }

  /** Why nothing can be solved; empty if something can. @param {unknown[]} carriers @param {unknown[]} directions */
  function missingOf(carriers, directions) {
    if (carriers.length === 0)
      return 'Nothing conducts yet: give a value the role SE (ions), AM or CA (electrons), or a conductivity above 0.';
    return directions.length === 0 ? 'Directions: none is chosen; allowed: z, y, x.' : '';
  }

  /** What is asked for, all of it read before anything is made. @param {Volume} whole @param {boolean} andSolve */
  function requestOf(whole, andSolve) {
    const part = partOf(whole);
    const { bodies } = whole;
    const tolerance = readNumber(lab, 'Tolerance', typed.tolerance, { min: bodies ? 1e-3 : 1e-10, max: 0.1 });
    const voxelUm = bodies ? whole.voxelUm : readEdges(lab, typed.voxelUm);
    const numbers = labels.read();
    const directions = ways.filter(({ box }) => box.checked).map(({ axis }) => axis);
    const carriers = CARRIERS.map(([key, name]) => ({
      key,
      name,
      conductivities: numbers.map((one) => one[key]),
      sigma0: null,
      measured: null,
    })).filter(({ conductivities }) => conductivities.some((value) => value > 0));
    const looks = labels.looks();
    const missing = andSolve ? missingOf(carriers, directions) : '';
    if (missing) throw new Error(missing);
    const { factor } = part;
    // Names say nothing of what is solved.
    const key = JSON.stringify([
      part,
      tolerance,
      voxelUm,
      numbers.map(({ ion, electron }) => [ion, electron]),
      directions,
    ]);
    /** @param {Volume} used @returns {OwnStudy} */
    const studyOf = (used) => ({
      title: `${used.name}, ${used.shape.join(' × ')} voxels (z, y, x)${factor > 1 ? `, coarsened by ${factor}` : ''}`,
      fileName: `${used.name.replace(/\.[^.]*$/, '').replace(/[^\w.-]+/g, '-') || 'volume'}-${used.shape.join('x')}-${lettersOf(key)}`,
      voxels: used.voxels,
      shape: used.shape,
      voxelUm: scaled(voxelUm, factor),
      phases: whole.values.map((value, label) => ({
        label,
        ...looks[label],
        fraction: bodies?.fractions[label] ?? used.counts[label] / used.voxels.length,
        voxelFraction: used.counts[label] / used.voxels.length,
        target: null,
        value,
      })),
      notes: whole.notes,
      carriers,
      directions,
      sides: bodies?.geometry.periodic ? 'periodic' : 'closed',
      tolerance,
      geometry: bodies?.geometry ?? null,
    });
    return { part, studyOf, key };
  }

  /** @param {boolean} andSolve */
  function use(andSolve) {
    const whole = volume;
    if (!whole) return;
    perform(`Taking ${whole.name}…`, async (signal) => {
      const { part, studyOf } = requestOf(whole, andSolve);
      const { ranges, factor } = part;
      const used = part.isWhole ? whole : await run('cut', { volume: whole, ranges, factor }, { signal });
      (andSolve ? solve : show)(studyOf(used));
      return '';
    });
  }

  return {
    whole: element('div', {}, drop.whole, error, status, ...forms.map(({ whole }) => whole), form),
    solve: () => use(true),
    volume: () => volume,
    looks: labels.looks,
    recolor: labels.recolor,
    /** What a solve of what is entered would be told apart by; nothing where it is refused. */
    entered() {
      try {
        return volume ? requestOf(volume, true).key : '';
      } catch {
        return '';
      }
    },
    /** What is missing for a solve; empty where one can be begun. */
    missing() {
      if (!volume) return 'Choose a file first.';
      try {
        requestOf(volume, true);
        return '';
      } catch (reason) {
        return messageOf(reason);
      }
    },
  };
}
