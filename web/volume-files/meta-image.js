// SPDX-License-Identifier: MIT
// MetaImage headers, with their bytes behind them (.mha) or in a file of their own (.mhd), as ParaView and ITK have them
// https://itk.org/Wiki/ITK/MetaIO/Documentation
import { areEdges, labelsOf, latin, numbersOf, refusal, shapeOf, toldEdges } from './header-fields.js';
import { bytesOf } from './samples.js';

/** @typedef {import('./samples.js').SampleType} SampleType */
/** @typedef {import('./volume.js').Volume} Volume */

const LONGEST_HEADER = 65536;
const TYPES = /** @type {Map<string, SampleType>} */ (
  new Map([
    ['MET_UCHAR', 'uint8'],
    ['MET_CHAR', 'int8'],
    ['MET_USHORT', 'uint16'],
    ['MET_SHORT', 'int16'],
    ['MET_UINT', 'uint32'],
    ['MET_INT', 'int32'],
    ['MET_ULONG_LONG', 'uint64'],
    ['MET_LONG_LONG', 'int64'],
    ['MET_FLOAT', 'float32'],
    ['MET_DOUBLE', 'float64'],
  ])
);

/** @param {Uint8Array} bytes */
export const isMetaImage = (bytes) => /^(ObjectType|NDims|Comment)\s*=/.test(latin(bytes.subarray(0, 32)));

/** @param {string} word */
const isTrue = (word) => /^(True|true|1)$/.test(word);

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 */
function fieldsOf(bytes, name) {
  const text = latin(bytes.subarray(0, LONGEST_HEADER));
  /** @type {Map<string, string>} */
  const fields = new Map();
  for (let at = 0, end = text.indexOf('\n'); end >= 0; at = end + 1, end = text.indexOf('\n', at)) {
    const line = text.slice(at, end).trim();
    if (!line) continue;
    const equals = line.indexOf('=');
    if (equals < 0)
      throw new Error(
        `${name}: the line "${line.slice(0, 40)}" of the MetaImage header is none; allowed: key = value.`,
      );
    const key = line.slice(0, equals).trim();
    fields.set(key, line.slice(equals + 1).trim());
    if (key === 'ElementDataFile')
      return { told: (/** @type {string} */ field) => fields.get(field) ?? '', begin: end + 1 };
  }
  throw new Error(`${name}: the MetaImage header ends without ElementDataFile, which comes last.`);
}

/** The name of the file that holds the voxels; empty where it is this one. @param {Uint8Array} bytes @param {string} name */
export function metaImageData(bytes, name) {
  const data = fieldsOf(bytes, name).told('ElementDataFile');
  if (data === 'LOCAL') return '';
  if (data === '' || data.startsWith('LIST') || data.includes('%'))
    throw refusal(name, 'ElementDataFile', data, 'LOCAL, or the name of one file');
  return data;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {Uint8Array} [beside] the bytes of the file that it names
 * @returns {Volume}
 */
export function readMetaImage(bytes, name, beside) {
  const { told, begin } = fieldsOf(bytes, name);
  const isDeflated = isTrue(told('CompressedData'));
  if (told('BinaryData') && !isTrue(told('BinaryData'))) throw refusal(name, 'BinaryData', told('BinaryData'), 'True');
  if (!['', '1'].includes(told('ElementNumberOfChannels')))
    throw refusal(name, 'ElementNumberOfChannels', told('ElementNumberOfChannels'), '1');
  const axes = { 2: 2, 3: 3 }[told('NDims')];
  if (!axes) throw refusal(name, 'NDims', told('NDims'), '3 (x, y, z) or 2 (x, y)');
  const shape = shapeOf(name, 'DimSize', told('DimSize'), axes);
  const type = TYPES.get(told('ElementType'));
  if (!type) throw refusal(name, 'ElementType', told('ElementType'), [...TYPES.keys()].join(', '));
  const skipped = told('HeaderSize') || '0';
  const [skip] = skipped === '-1' ? [0] : numbersOf(skipped);
  if (!Number.isSafeInteger(skip) || skip < 0) throw refusal(name, 'HeaderSize', skipped, 'a number of bytes, or -1');
  const whole = beside ?? bytes.subarray(begin);
  const before = skipped === '-1' ? Math.max(0, whole.length - shape[0] * shape[1] * shape[2] * bytesOf(type)) : skip;
  const isLittle = !isTrue(told('BinaryDataByteOrderMSB')) && !isTrue(told('ElementByteOrderMSB'));
  const labels = labelsOf(name, shape, { type, isLittle }, isDeflated ? whole : whole.subarray(beside ? before : 0), {
    isDeflated,
  });
  const spacing = told('ElementSpacing') || told('ElementSize');
  if (!spacing) return { ...labels, voxelUm: null, name, notes: [] };
  const edges = numbersOf(spacing);
  if (!areEdges(edges, axes)) throw refusal(name, 'ElementSpacing', spacing, `${axes} numbers above 0`);
  const isTold = told('Comment') === 'Spacing in micrometres';
  return { ...labels, ...toldEdges('ElementSpacing', edges, isTold ? 'um' : ''), name };
}
