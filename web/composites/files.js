// SPDX-License-Identifier: MIT
// Composites of one's own as files: JSON for everything, a table with a row a point for spreadsheets, and back.
import { messageOf } from '../api/quoting.js';
import { COMPOSITES } from '../session/other-files.js';
import { csvOf, linesOf } from '../table-files/csv.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Composite} Composite */
/** @typedef {import('../api/cathode-lab').OwnNumber} OwnNumber */

const UNCERTAINTY = ' ±'; // behind a column's key
const TEXTS = ['name', 'source', 'morphology'];

/** @param {Composite[]} composites @param {CathodeLab} lab */
export const compositesJson = (composites, lab) =>
  `${JSON.stringify({ format: COMPOSITES, version: 1, program: `Cathode Lab ${lab.version()}`, composites }, null, 1)}\n`;

/**
 * The composites of a JSON file; throws what is refused, of which one.
 * @param {string} text
 * @param {CathodeLab} lab
 */
export function compositesFromJson(text, lab) {
  const file = JSON.parse(text);
  if (file?.format !== COMPOSITES || file.version !== 1)
    throw new Error(`format: it is no file of composites, version 1; allowed: "${COMPOSITES}".`);
  if (!Array.isArray(file.composites)) throw new Error('composites: it holds no list of them.');
  return checked(file.composites, lab);
}

/** @param {any[]} composites @param {CathodeLab} lab @returns {Composite[]} */
const checked = (composites, lab) =>
  composites.map((one, place) => {
    try {
      return lab.checkComposite(one);
    } catch (error) {
      throw new Error(`Composite ${place + 1}: ${messageOf(error)}`);
    }
  });

/** @param {OwnNumber | undefined} number */
const numberIn = (number) => (typeof number === 'object' ? number.value : (number ?? null));
/** @param {OwnNumber | undefined} number */
const uncertaintyOf = (number) => (typeof number === 'object' ? number.standardUncertainty : null);

/**
 * A row a point; one without points has a row of its own.
 * @param {Composite[]} composites
 * @param {CathodeLab} lab
 * @param {string} link
 */
export function compositesCsv(composites, lab, link) {
  const { materials, points } = lab.compositeFields();
  const columns = [
    ...TEXTS.map((key) => ({ key })),
    ...[...materials, ...points].flatMap(({ key, unit }) => [
      { key, unit },
      { key: key + UNCERTAINTY, unit },
    ]),
  ];
  const rows = composites.flatMap((composite) =>
    (composite.points.length ? composite.points : [/** @type {Composite['points'][number] | null} */ (null)]).map(
      (point) => [
        composite.name,
        composite.source ?? '',
        composite.morphology ?? 1,
        ...materials.flatMap(({ key }) => [
          numberIn(composite.materials[key]),
          uncertaintyOf(composite.materials[key]),
        ]),
        ...points.flatMap(({ key }) => [numberIn(point?.[key]), uncertaintyOf(point?.[key])]),
      ],
    ),
  );
  return csvOf({ name: 'composites', columns, rows }, { title: 'Composites', version: lab.version(), link });
}

/**
 * The composites of such a table: rows of one name are points of one composite; throws row and column of what is refused.
 * @param {string} text
 * @param {CathodeLab} lab
 */
export function compositesFromCsv(text, lab) {
  const lines = linesOf(text);
  const heads = lines[0].map((head) => head.replace(/\s*\[[^\]]*\]\s*$/, '').trim());
  const { materials, points } = lab.compositeFields();
  for (const key of ['name', 'amDensityGCm3', 'amWtPct'])
    if (!heads.includes(key)) throw new Error(`${key}: the table has no such column.`);
  /** @type {Map<string, any>} */
  const found = new Map();
  lines.slice(1).forEach((line, row) => {
    /** @param {string} key */
    const cell = (key) => (heads.includes(key) ? (line[heads.indexOf(key)] ?? '').trim() : '');
    /** @param {string} key */
    const number = (key) => {
      const [value, standardUncertainty] = [key, key + UNCERTAINTY].map((name) => {
        if (cell(name) === '') return null;
        const parsed = lab.parseNumber(cell(name));
        if (parsed === null) throw new Error(`Row ${row + 1}, ${name}: "${cell(name).slice(0, 40)}" is not a number.`);
        return parsed;
      });
      return standardUncertainty === null ? value : { value, standardUncertainty };
    };
    const name = cell('name');
    if (!found.has(name)) {
      found.set(name, {
        name,
        source: cell('source'),
        morphology: lab.parseNumber(cell('morphology')) ?? 1,
        materials: Object.fromEntries(materials.map(({ key }) => [key, number(key)])),
        points: [],
      });
    }
    const point = Object.fromEntries(points.map(({ key }) => [key, number(key)]));
    if (Object.values(point).some((value) => value !== null)) found.get(name).points.push(point);
  });
  return checked([...found.values()], lab);
}
