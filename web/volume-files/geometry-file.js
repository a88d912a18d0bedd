// SPDX-License-Identifier: MIT
// Files of bodies in a box: tables of particles, as codes of discrete elements write them, and geometries as the
// module takes them, in JSON.
import { geometryNumbers, geometryOf } from '../api/geometry.js';
import { messageOf } from '../api/quoting.js';
import { csvOf, linesOf } from '../table-files/csv.js';
import { LINK, PROGRAM } from '../table-files/sheet.js';

/** @typedef {import('../api/cathode-lab').Geometry} Geometry */
/** @typedef {import('../api/cathode-lab').Body} Body */
/** @typedef {[number, number, number]} Place along z, y, x */
/**
 * @typedef {object} Bodies what a file holds, its lengths as they stand there
 * @property {string} name of the file
 * @property {Body[]} bodies
 * @property {string[]} where each stands, or nothing: then its number tells it
 * @property {Place} from the lowest corner of the box
 * @property {Place} to the highest one
 * @property {boolean} isBoxGiven whether the file tells them; otherwise they are those of what the bodies reach
 * @property {boolean | null} periodic null: the file does not tell
 * @property {number} background label of what no body holds
 * @property {{label: number, name: string}[]} phases all labels, the background's too, in their order
 * @property {Unit | null} unit of the file's lengths that were converted to um; null: it tells none, they are as they stand
 * @property {Unit} likelyUnit where it tells none
 * @property {string[]} notes
 */
/** @typedef {{name: string, size?: number, arrayBuffer(): Promise<ArrayBuffer>}} GeometryFile */
/** @typedef {keyof typeof UNITS_UM} Unit */

export const UNITS_UM = /** @type {const} */ ({ µm: 1, nm: 1e-3, mm: 1e3, cm: 1e4, m: 1e6 });
export const MOST_BODIES = 1e6;
const MOST_PHASES = 32;
const LARGEST_FILE = 2e8;
// Particles of composites are 0.01 to 1000 um across.
const SMALLEST_LIKELY_UM = 0.005;
const AXES = /** @type {const} */ (['z', 'y', 'x']);

const isOfGeometries = /\.(csv|tsv|txt|json)$/i;
/** Whether a file's name is that of one which is read here. @param {string} name */
export const isGeometryName = (name) => isOfGeometries.test(name);

const ONE_LABEL = '1'; // where the file tells none
const BACKGROUND_NAME = 'background';
/** Names of columns, as they are compared: small, without marks. */
const COLUMNS = /** @type {const} */ ({
  kind: ['kind', 'shape'],
  x: ['x', 'posx', 'positionx', 'centerx', 'centrex', 'cx', 'points0'],
  y: ['y', 'posy', 'positiony', 'centery', 'centrey', 'cy', 'points1'],
  z: ['z', 'posz', 'positionz', 'centerz', 'centrez', 'cz', 'points2'],
  toX: ['tox'],
  toY: ['toy'],
  toZ: ['toz'],
  radius: ['radius', 'r', 'rad'],
  diameter: ['diameter', 'd', 'diam'],
  label: ['label', 'type', 'material'],
  phase: ['phase', 'phasename', 'species'],
  shell: ['shell', 'shellthickness'],
  shellLabel: ['shelllabel', 'shellphase', 'shelltype'],
  boxX: ['boxx'],
  boxY: ['boxy'],
  boxZ: ['boxz'],
  periodic: ['periodic'],
  background: [BACKGROUND_NAME],
});
/** @typedef {keyof typeof COLUMNS} Key */
const LENGTHS = new Set(['x', 'y', 'z', 'toX', 'toY', 'toZ', 'radius', 'diameter', 'shell', 'boxX', 'boxY', 'boxZ']);
// What such codes write beside, and no geometry needs.
const BESIDE =
  /^(id|particleid|particle|index|number|no|mass|density|volume|mol|(v|f|w|omega|velocity|force|torque|angvel|t|i)[xyz]|program|link)$/;
const KNOWN =
  'x, y, z, radius or diameter, label, phase, shell, shell label, and for cylinders kind, to x, to y, to z; box x, box y, box z, periodic, background';
const UNIT = /^(.*?)[\s_/,([]+(um|µm|μm|micron|microns|micrometers?|micrometres?|nm|mm|cm|m)[\s)\]]*$/i;

/** @param {string} text @returns {Unit} */
function unitOf(text) {
  const found = /** @type {Unit[]} */ (Object.keys(UNITS_UM)).find((unit) => unit === text.toLowerCase());
  return found ?? 'µm';
}

/** A head as it is compared, and the unit that it tells. @param {string} head */
function partsOf(head) {
  const [, name, unit] = UNIT.exec(head.trim()) ?? [null, head, null];
  return {
    name: String(name)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
    unit: unit === null ? null : unitOf(unit),
  };
}

/**
 * Which column holds what, and in what unit its lengths are.
 * @param {string[]} heads
 * @param {string} file
 */
function columnsOf(heads, file) {
  /** @type {Partial<Record<Key, {at: number, unit: Unit | null}>>} */
  const found = {};
  /** @type {string[]} */
  const strange = [];
  heads.forEach((head, at) => {
    const { name, unit } = partsOf(head);
    const key = /** @type {Key[]} */ (Object.keys(COLUMNS)).find((one) =>
      /** @type {readonly string[]} */ (COLUMNS[one]).includes(name),
    );
    if (!key) {
      if (name !== '' && !BESIDE.test(name) && head !== PROGRAM && head !== LINK) strange.push(head.slice(0, 40));
      return;
    }
    if (found[key]) throw new Error(`${file}: two columns tell "${head.slice(0, 40)}"; allowed: one.`);
    found[key] = { at, unit };
  });
  const missing = ['x', 'y', 'z'].filter((key) => !found[/** @type {Key} */ (key)]);
  const lacks = (/** @type {string} */ what) =>
    new Error(
      `${file}: no column for ${what}; its first row is "${heads.join(', ').slice(0, 80)}". Columns that are read: ${KNOWN}.`,
    );
  if (missing.length > 0) throw lacks(missing.join(', '));
  if (!found.radius && !found.diameter) throw lacks('radius or diameter');
  if (found.radius && found.diameter)
    throw new Error(`${file}: columns for radius and for diameter; allowed: one of the two.`);
  if (strange.length > 0)
    throw new Error(
      `${file}: unknown ${strange.length > 1 ? 'columns' : 'column'} "${strange.slice(0, 5).join('", "')}". Columns that are read: ${KNOWN}. Take away the others, or name them so.`,
    );
  const units = /** @type {Key[]} */ (Object.keys(found)).filter((key) => LENGTHS.has(key));
  const told = units.filter((key) => found[key]?.unit);
  if (told.length > 0 && told.length < units.length) {
    const without = units.find((key) => !found[key]?.unit);
    throw new Error(
      `${file}: column "${heads[found[/** @type {Key} */ (without)]?.at ?? 0]}" tells no unit, others do; allowed: a unit for each length, or for none.`,
    );
  }
  return { found, isUnitTold: told.length > 0 };
}

const NUMBER = /^[-−+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** Reads the cells of one row after the other, refused by row and column. @param {string[][]} lines @param {string} file */
function cellReader(lines, file) {
  const { found, isUnitTold } = columnsOf(lines[0], file);
  const where = (/** @type {number} */ row, /** @type {Key} */ key) =>
    `${file}, row ${row}, ${lines[0][found[key]?.at ?? 0]}`;
  /** @param {number} row @param {Key} key */
  const text = (row, key) => (found[key] ? (lines[row][found[key].at] ?? '').trim() : '');
  /** @param {number} row @param {Key} key @param {string} allowed @param {(value: number) => boolean} isAllowed */
  function number(row, key, allowed, isAllowed) {
    const given = text(row, key);
    const value = NUMBER.test(given) ? Number(given.replace('−', '-')) : Number.NaN;
    if (!Number.isFinite(value) || !isAllowed(value))
      throw new Error(
        `${where(row, key)}: ${given === '' ? 'nothing' : `"${given.slice(0, 40)}"`}; allowed: ${allowed}.`,
      );
    const unit = found[key]?.unit;
    return unit ? value * UNITS_UM[unit] : value;
  }
  return {
    isUnitTold,
    /** @param {Key} key */ has: (key) => found[key] !== undefined,
    unit: found.radius?.unit ?? found.diameter?.unit ?? null,
    where,
    text,
    /** @param {number} row @param {Key} key */
    place: (row, key) => number(row, key, 'a number', () => true),
    /** @param {number} row @param {Key} key */
    above: (row, key) => number(row, key, 'a number above 0', (value) => value > 0),
    /** @param {number} row @param {Key} key */
    from0: (row, key) => number(row, key, 'a number from 0', (value) => value >= 0),
  };
}

/**
 * Numbers for what particles are told to be of: their own where all are whole numbers that a label may have and none is that
 * of the background; otherwise 1, 2, 3 ... in the order of their names.
 * @param {Set<string>} told
 * @param {string} background
 * @param {boolean} isBackgroundTold
 * @param {string} file
 */
function labelsOf(told, background, isBackgroundTold, file) {
  const names = [...told].sort(new Intl.Collator('en', { numeric: true }).compare);
  if (names.length + 1 > MOST_PHASES)
    throw new Error(
      `${file}: ${names.length} labels, ${names.slice(0, 3).join(', ')} …; allowed: up to ${MOST_PHASES - 1} and the background.`,
    );
  const areLabels = names.every((name) => /^\d{1,3}$/.test(name) && Number(name) < 256);
  if (areLabels && (isBackgroundTold || !told.has(background)))
    return new Map(names.map((name) => [name, Number(name)]));
  const free = Array.from({ length: MOST_PHASES + 1 }, (_, i) => i + 1).filter((label) => String(label) !== background);
  return new Map(names.map((name, index) => [name, free[index]]));
}

/** The box that bodies reach, at least as wide as one of them. @param {Body[]} bodies */
function reachOf(bodies) {
  const from = /** @type {Place} */ ([Infinity, Infinity, Infinity]);
  const to = /** @type {Place} */ ([-Infinity, -Infinity, -Infinity]);
  for (const body of bodies) {
    const ends = body.kind === 'sphere' ? [body.centerUm] : [body.fromUm, body.toUm];
    const reach = body.radiusUm + (body.kind === 'sphere' ? (body.shellUm ?? 0) : 0);
    for (const end of ends) {
      for (let axis = 0; axis < 3; ++axis) {
        from[axis] = Math.min(from[axis], end[axis] - reach);
        to[axis] = Math.max(to[axis], end[axis] + reach);
      }
    }
  }
  return { from, to };
}

/** What lengths without a unit are most likely in. @param {Body[]} bodies @returns {Unit} */
function likelyUnitOf(bodies) {
  const radii = bodies.map(({ radiusUm }) => radiusUm).sort((a, b) => a - b);
  const middle = radii[Math.floor(radii.length / 2)];
  if (middle >= SMALLEST_LIKELY_UM) return 'µm';
  return middle * UNITS_UM.mm >= SMALLEST_LIKELY_UM && middle > 1e-4 ? 'mm' : 'm';
}

/** @param {string[][]} lines @param {string} file @returns {Bodies} */
function readTable(lines, file) {
  if (lines.length < 2) throw new Error(`${file}: no rows below the heads; allowed: 1 to ${MOST_BODIES} particles.`);
  if (lines.length - 1 > MOST_BODIES)
    throw new Error(`${file}: ${lines.length - 1} particles; allowed: up to ${MOST_BODIES}.`);
  const read = cellReader(lines, file);
  const background = read.text(1, 'background') || '0';
  const labelKey = read.has('label') ? 'label' : 'phase';
  /** @type {Set<string>} */
  const told = new Set();
  for (let row = 1; row < lines.length; ++row) {
    const own = read.has(labelKey) ? read.text(row, labelKey) : ONE_LABEL;
    if (own === '') throw new Error(`${read.where(row, labelKey)}: nothing; allowed: a label, as a number or a name.`);
    told.add(own);
    if (read.has('shell') && Number(read.text(row, 'shell')) !== 0) {
      const label = read.text(row, 'shellLabel');
      if (label === '')
        throw new Error(
          read.has('shellLabel')
            ? `${read.where(row, 'shellLabel')}: nothing; allowed: the label of the shell.`
            : `${file}: no column for shell label, which shells need.`,
        );
      told.add(label);
    }
  }
  const labels = labelsOf(told, background, read.has('background'), file);
  /** @type {Map<number, string>} */
  const names = new Map([...labels].map(([name, label]) => [label, name]));
  const backgroundLabel = read.has('background') ? Number(background) : 0;
  if (!Number.isInteger(backgroundLabel) || backgroundLabel < 0 || backgroundLabel > 255)
    throw new Error(`${read.where(1, 'background')}: "${background}"; allowed: whole numbers, 0 to 255.`);
  /** @type {Body[]} */
  const bodies = [];
  const where = [];
  for (let row = 1; row < lines.length; ++row) {
    const kind = read.text(row, 'kind').toLowerCase() || 'sphere';
    const place = /** @type {Place} */ ([read.place(row, 'z'), read.place(row, 'y'), read.place(row, 'x')]);
    const radiusUm = read.has('radius') ? read.above(row, 'radius') : read.above(row, 'diameter') / 2;
    const label = /** @type {number} */ (labels.get(read.text(row, labelKey) || ONE_LABEL));
    if (labelKey === 'label' && read.text(row, 'phase')) names.set(label, read.text(row, 'phase'));
    where.push(`row ${row}`);
    if (kind === 'cylinder') {
      const toUm = /** @type {Place} */ ([read.place(row, 'toZ'), read.place(row, 'toY'), read.place(row, 'toX')]);
      bodies.push({ kind, fromUm: place, toUm, radiusUm, label });
    } else if (kind === 'sphere') {
      const shellUm = read.has('shell') && read.text(row, 'shell') !== '' ? read.from0(row, 'shell') : 0;
      const shellLabel = labels.get(read.text(row, 'shellLabel')) ?? 0;
      bodies.push({ kind, centerUm: place, radiusUm, label, ...(shellUm > 0 ? { shellUm, shellLabel } : {}) });
    } else {
      throw new Error(`${read.where(row, 'kind')}: "${kind.slice(0, 40)}"; allowed: sphere, cylinder.`);
    }
  }
  const isBoxGiven = read.has('boxX') && read.has('boxY') && read.has('boxZ');
  const periodic = read.text(1, 'periodic').toLowerCase();
  if (read.has('periodic') && !['true', 'false', '1', '0', 'yes', 'no'].includes(periodic))
    throw new Error(`${read.where(1, 'periodic')}: "${periodic.slice(0, 40)}"; allowed: true, false.`);
  return {
    name: file,
    bodies,
    where,
    ...(isBoxGiven
      ? { from: [0, 0, 0], to: [read.above(1, 'boxZ'), read.above(1, 'boxY'), read.above(1, 'boxX')] }
      : reachOf(bodies)),
    isBoxGiven,
    periodic: read.has('periodic') ? ['true', '1', 'yes'].includes(periodic) : null,
    background: backgroundLabel,
    phases: phasesOf(bodies, backgroundLabel, names),
    unit: read.unit,
    likelyUnit: likelyUnitOf(bodies),
    notes: read.has('label') || read.has('phase') ? [] : ['The file tells no labels: all particles are of one phase.'],
  };
}

/** All labels in their order. @param {Body[]} bodies @param {number} background @param {Map<number, string>} names */
function phasesOf(bodies, background, names) {
  const labels = new Set([background]);
  for (const body of bodies) {
    labels.add(body.label);
    if (body.kind === 'sphere' && body.shellUm) labels.add(body.shellLabel ?? 0);
  }
  if (labels.size > MOST_PHASES)
    throw new Error(`${labels.size} labels; allowed: up to ${MOST_PHASES}, the background's among them.`);
  return [...labels]
    .sort((a, b) => a - b)
    .map((label) => {
      const own = names.get(label) ?? String(label);
      if (/^\d+$/.test(own)) return { label, name: label === background ? BACKGROUND_NAME : `label ${own}` };
      return { label, name: own };
    });
}

/** @param {string} text @param {string} file @returns {Bodies} */
function readJson(text, file) {
  let given;
  try {
    given = JSON.parse(text);
  } catch (reason) {
    throw new Error(`${file} is no JSON: ${messageOf(reason)}`);
  }
  /** @type {Geometry} */
  let geometry;
  try {
    geometry = geometryOf(geometryNumbers(given));
  } catch (reason) {
    throw new Error(`${file}: ${messageOf(reason)}`);
  }
  const { boxUm, bodies, background = 0, periodic = false } = geometry;
  /** @type {{radiusUm: number, shellUm?: number}[]} */ (given.bodies).forEach(({ radiusUm, shellUm = 0 }, i) => {
    if (!(radiusUm > 0)) throw new Error(`${file}: geometry.bodies[${i}].radiusUm: ${radiusUm}; allowed: above 0.`);
    if (shellUm < 0) throw new Error(`${file}: geometry.bodies[${i}].shellUm: ${shellUm}; allowed: 0 or above.`);
  });
  return {
    name: file,
    bodies,
    where: [],
    from: [0, 0, 0],
    to: boxUm,
    isBoxGiven: true,
    periodic,
    background,
    phases: phasesOf(bodies, background, new Map()),
    unit: 'µm',
    likelyUnit: 'µm',
    notes: [],
  };
}

/**
 * What a file holds of bodies. Throws an Error that names row and column, or body and field.
 * @param {GeometryFile} file
 * @returns {Promise<Bodies>}
 */
export async function readGeometry(file) {
  const refuse = (/** @type {number} */ size) => {
    if (size > LARGEST_FILE)
      throw new Error(
        `${file.name}: the file has ${size} bytes; allowed: up to ${LARGEST_FILE}, and ${MOST_BODIES} particles.`,
      );
  };
  refuse(file.size ?? 0);
  const bytes = await file.arrayBuffer();
  refuse(bytes.byteLength);
  const text = new TextDecoder().decode(bytes);
  if (/^\ufeff?\s*[{[]/.test(text)) return readJson(text.replace(/^\ufeff/, ''), file.name);
  let lines;
  try {
    lines = linesOf(text);
  } catch (reason) {
    throw new Error(`${file.name}: ${messageOf(reason)}`);
  }
  return readTable(lines, file.name);
}

/**
 * A geometry of a file's bodies, with the box that they are in and its labels 0, 1, 2 ... in the order of `phases`. Throws an
 * Error that names the body, or the edge of the box.
 * @param {Bodies} read
 * @param {object} asked
 * @param {Place} asked.from in the file's lengths, or um where it tells a unit
 * @param {Place} asked.to
 * @param {boolean} asked.periodic
 * @param {Unit} [asked.unit] where the file tells none
 * @returns {{geometry: Geometry, notes: string[]}}
 */
export function geometryFrom(read, { from, to, periodic, unit = 'µm' }) {
  const scale = read.unit === null ? UNITS_UM[unit] : 1;
  AXES.forEach((axis, at) => {
    if (!(to[at] > from[at]))
      throw new Error(`Box along ${axis}: from ${from[at]} to ${to[at]}; allowed: an end above the beginning.`);
  });
  const moved = (/** @type {Place} */ place) =>
    /** @type {Place} */ (place.map((one, axis) => (one - from[axis]) * scale));
  const boxUm = moved(to);
  const dense = new Map(read.phases.map(({ label }, index) => [label, index]));
  const labelOf = (/** @type {number} */ label) => /** @type {number} */ (dense.get(label));
  let outside = 0;
  let firstOutside = '';
  const bodies = read.bodies.map((body, i) => {
    const radiusUm = body.radiusUm * scale;
    const label = labelOf(body.label);
    const ends = body.kind === 'sphere' ? [moved(body.centerUm)] : [moved(body.fromUm), moved(body.toUm)];
    const reach = radiusUm + (body.kind === 'sphere' ? (body.shellUm ?? 0) * scale : 0);
    const beyond = boxUm.findIndex(
      (edge, axis) =>
        Math.max(...ends.map((end) => end[axis])) + reach < 0 ||
        Math.min(...ends.map((end) => end[axis])) - reach > edge,
    );
    if (beyond >= 0) {
      firstOutside ||= `${read.where[i] ?? `geometry.bodies[${i}]`}: ${AXES[beyond]} ${Number(ends[0][beyond].toPrecision(6))} µm from the box’s beginning, radius ${Number(radiusUm.toPrecision(4))} µm`;
      ++outside;
    }
    /** @type {Body} */
    const placed =
      body.kind === 'cylinder'
        ? { kind: 'cylinder', fromUm: ends[0], toUm: ends[1], radiusUm, label }
        : {
            kind: 'sphere',
            centerUm: ends[0],
            radiusUm,
            label,
            ...(body.shellUm ? { shellUm: body.shellUm * scale, shellLabel: labelOf(body.shellLabel ?? 0) } : {}),
          };
    return placed;
  });
  const count = `${outside} of ${bodies.length} ${outside === 1 ? 'lies' : 'lie'} outside the box of ${boxUm.map((edge) => Number(edge.toPrecision(4))).join(' × ')} µm (z, y, x)`;
  if (outside > 0 && !periodic)
    throw new Error(
      `${read.name}, ${firstOutside}: ${count}; allowed: bodies of which some is within it. Take a larger box, or a periodic one.`,
    );
  return {
    geometry: { boxUm, periodic, bodies, background: labelOf(read.background) },
    notes: outside > 0 ? [`Of the bodies ${count}; they count where they come in at the other side.`] : [],
  };
}

/** The geometry as the module and this page read it. @param {Geometry} geometry */
export const toGeometryJson = (geometry) => `${JSON.stringify(geometry)}\n`;

/**
 * The bodies as a table, one a row, with box and background behind: readGeometry gives the same geometry again.
 * @param {Geometry} geometry
 * @param {{label: number, name: string}[]} phases
 * @param {import('../table-files/sheet.js').About} about
 */
export function toParticlesCsv({ boxUm, periodic = false, bodies, background = 0 }, phases, about) {
  const unit = 'µm';
  const names = new Map(phases.map(({ label, name }) => [label, name]));
  const lengths = (/** @type {string[]} */ keys) => keys.map((key) => ({ key, unit }));
  const [boxZ, boxY, boxX] = boxUm;
  return csvOf(
    {
      name: 'particles',
      columns: [
        { key: 'kind' },
        ...lengths(['x', 'y', 'z', 'to x', 'to y', 'to z', 'radius']),
        { key: 'label' },
        { key: 'phase' },
        ...lengths(['shell']),
        { key: 'shell label' },
        ...lengths(['box x', 'box y', 'box z']),
        { key: 'periodic' },
        { key: BACKGROUND_NAME },
      ],
      rows: bodies.map((body) => {
        const isSphere = body.kind === 'sphere';
        const [z, y, x] = isSphere ? body.centerUm : body.fromUm;
        const [toZ, toY, toX] = isSphere ? [null, null, null] : body.toUm;
        const shellUm = (isSphere && body.shellUm) || null;
        return [
          body.kind,
          x,
          y,
          z,
          toX,
          toY,
          toZ,
          body.radiusUm,
          body.label,
          names.get(body.label) ?? null,
          shellUm,
          isSphere && shellUm ? (body.shellLabel ?? 0) : null,
          boxX,
          boxY,
          boxZ,
          periodic,
          background,
        ];
      }),
    },
    about,
  );
}
