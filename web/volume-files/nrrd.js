// SPDX-License-Identifier: MIT
// NRRD headers, with their bytes behind them (.nrrd) or in a file of their own (.nhdr), as Teem, ITK and 3D Slicer have
// them https://teem.sourceforge.net/nrrd/format.html
import { areEdges, labelsOf, latin, numbersOf, refusal, shapeOf, textOf, toldEdges } from './header-fields.js';
import { bytesOf } from './samples.js';

/** @typedef {import('./samples.js').SampleType} SampleType */
/** @typedef {import('./volume.js').Volume} Volume */

const LONGEST_HEADER = 65536;
const WORDS = /** @type {const} */ ({ char: 8, short: 16, int: 32, longlong: 64 });

/** The type behind one of its many names. @param {string} told @returns {SampleType | null} */
function typeOf(told) {
  const name = told.replace(/_t$/, '').replace(/\s+/g, '');
  if (/^u?int(8|16|32|64)$/.test(name)) return /** @type {SampleType} */ (name);
  if (name === 'float') return 'float32';
  if (name === 'double') return 'float64';
  const [, sign, word] = /^(signed|unsigned|u)?(char|short|int|longlong)(?:(?<=short|longlong)int)?$/.exec(name) ?? [];
  // Of a plain char no one knows.
  if (!word || (word === 'char' && !sign)) return null;
  return /** @type {SampleType} */ (
    `${sign === 'unsigned' || sign === 'u' ? 'u' : ''}int${WORDS[/** @type {keyof typeof WORDS} */ (word)]}`
  );
}

/** @param {Uint8Array} bytes */
export const isNrrd = (bytes) => /^NRRD000\d/.test(latin(bytes.subarray(0, 8)));

/**
 * The fields down to the empty line, or to the end of a file that has its bytes elsewhere.
 * @param {Uint8Array} bytes
 * @param {string} name
 */
function fieldsOf(bytes, name) {
  const head = bytes.subarray(0, LONGEST_HEADER);
  const isWhole = head.length === bytes.length;
  /** @type {Map<string, string>} two spellings, "data file" and "datafile", under the latter */
  const fields = new Map();
  const told = (/** @type {string} */ field) => fields.get(field) ?? '';
  for (let at = 0, isFirst = true; at < head.length; isFirst = false) {
    const end = head.indexOf(10, at);
    if (end < 0 && !isWhole) break;
    const line = textOf(head.subarray(at, end < 0 ? head.length : end)).trim();
    at = end < 0 ? head.length : end + 1;
    if (!line) return { told, begin: at };
    if (isFirst || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    if (colon < 0)
      throw new Error(`${name}: the line "${line.slice(0, 40)}" of the NRRD header is none; allowed: field: value.`);
    if (line[colon + 1] === '=') continue;
    fields.set(line.slice(0, colon).replace(/ /g, '').toLowerCase(), line.slice(colon + 1).trim());
  }
  if (isWhole && fields.has('datafile')) return { told, begin: bytes.length };
  throw new Error(`${name}: the NRRD header does not end with an empty line within its first ${head.length} bytes.`);
}

/** The name of the file that holds the voxels; empty where it is this one. @param {Uint8Array} bytes @param {string} name */
export function nrrdData(bytes, name) {
  const data = fieldsOf(bytes, name).told('datafile');
  if (data.startsWith('LIST') || data.includes('%')) throw refusal(name, 'data file', data, 'the name of one file');
  return data;
}

/** The lengths of "(a,b,c) (d,e,f) (g,h,i)", which are to be perpendicular; none of others. @param {string} directions */
function lengthsOf(directions) {
  if (!/^(\s*\([^()]*\))+\s*$/.test(directions)) return [];
  const vectors = [...directions.matchAll(/\(([^()]*)\)/g)].map(([, inside]) => inside.split(',').map(Number));
  const product = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    a.reduce((sum, one, index) => sum + one * (b[index] ?? 0), 0);
  const lengths = vectors.map((vector) => Math.sqrt(product(vector, vector)));
  const areSquare = vectors.every((a, i) =>
    vectors.slice(0, i).every((b, j) => Math.abs(product(a, b)) <= 1e-6 * lengths[i] * lengths[j]),
  );
  return areSquare ? lengths : [];
}

/** The one unit of all axes; what is told as it is where they differ. @param {string} told */
function unitOf(told) {
  const units = told.replaceAll('"', ' ').trim().split(/\s+/);
  return units.every((unit) => unit === units[0]) ? units[0] : told;
}

/** @param {(field: string) => string} told @param {string} name @param {number} axes */
function edgesOf(told, name, axes) {
  const [directions, spacings] = [told('spacedirections'), told('spacings')];
  if (directions) {
    const lengths = lengthsOf(directions);
    if (!areEdges(lengths, axes))
      throw refusal(name, 'space directions', directions, `${axes} vectors at right angles, none of them 0`);
    return toldEdges('space directions', lengths, unitOf(told('spaceunits')));
  }
  if (!spacings || /nan/i.test(spacings)) return { voxelUm: null, notes: [] };
  const edges = numbersOf(spacings);
  if (!areEdges(edges, axes)) throw refusal(name, 'spacings', spacings, `${axes} numbers above 0, or nan`);
  return toldEdges('spacings', edges, unitOf(told('units')));
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {Uint8Array} [beside] the bytes of the file that it names
 * @returns {Volume}
 */
export function readNrrd(bytes, name, beside) {
  const { told, begin } = fieldsOf(bytes, name);
  const axes = { 2: 2, 3: 3 }[told('dimension')];
  if (!axes) throw refusal(name, 'dimension', told('dimension'), '3 (x, y, z) or 2 (x, y)');
  const shape = shapeOf(name, 'sizes', told('sizes'), axes);
  const type = typeOf(told('type'));
  if (!type)
    throw refusal(
      name,
      'type',
      told('type'),
      'int8, uint8, int16, uint16, int32, uint32, int64, uint64, float, double',
    );
  const [endian, encoding, skipped] = [told('endian'), told('encoding'), told('byteskip') || '0'];
  if (!['little', 'big'].includes(endian) && (endian || bytesOf(type) > 1))
    throw refusal(name, 'endian', endian, 'little, big');
  const isDeflated = encoding === 'gzip' || encoding === 'gz';
  if (encoding !== 'raw' && !isDeflated) throw refusal(name, 'encoding', encoding, 'raw, gzip');
  if (!['', '0'].includes(told('lineskip'))) throw refusal(name, 'line skip', told('lineskip'), '0');
  const whole = beside ?? bytes.subarray(begin);
  const needed = shape[0] * shape[1] * shape[2] * bytesOf(type);
  const [skip] = skipped === '-1' ? [Math.max(0, whole.length - needed)] : numbersOf(skipped);
  if (!Number.isSafeInteger(skip) || skip < 0 || (isDeflated && skipped !== '0'))
    throw refusal(name, 'byte skip', skipped, isDeflated ? '0, of compressed voxels' : 'a number of bytes, or -1');
  const labels = labelsOf(name, shape, { type, isLittle: endian !== 'big' }, whole.subarray(skip), { isDeflated });
  return { ...labels, ...edgesOf(told, name, axes), name };
}
