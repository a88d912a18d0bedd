// SPDX-License-Identifier: MIT
// The fields of a TIFF file: its directories, and the numbers and texts in them. Nothing is read beyond its end.

export const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  meaning: 262,
  fillOrder: 266,
  description: 270,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  format: 339,
  depth: 32997,
};
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]; // of the types of fields
const MOST_FIELDS = 1024;
const LONGEST_DESCRIPTION = 100000;
const TYPE = { text: 2, short: 3, long: 4, ratio: 5 };

/** @typedef {Map<number, {type: number, count: number, at: number}>} Fields by tag */
/** @typedef {ReturnType<typeof fieldsOf>} TiffFields */

/**
 * @param {Uint8Array} bytes
 * @param {string} name what refusals call the file
 */
export function fieldsOf(bytes, name) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  const short = (/** @type {number} */ at) => view.getUint16(at, isLittle);
  const long = (/** @type {number} */ at) => view.getUint32(at, isLittle);

  /** The place, of so many bytes that are there. @param {number} at @param {number} size @param {string} what */
  function within(at, size, what) {
    if (at + size > bytes.length)
      throw new Error(
        `${name}: the TIFF file ends within ${what}: ${size} bytes from ${at} are needed, but it has ${bytes.length}.`,
      );
    return at;
  }

  /** Those of the directory at a place, and the place of the next one. @param {number} at */
  function directory(at) {
    const count = short(within(at, 2, 'a directory'));
    within(at + 2, count * 12 + 4, 'a directory');
    if (count > MOST_FIELDS)
      throw new Error(`${name}: a directory of the TIFF file has ${count} fields; allowed: up to ${MOST_FIELDS}.`);
    /** @type {Fields} */
    const fields = new Map();
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      const [tag, type, values] = [short(entry), short(entry + 2), long(entry + 4)];
      const size = (SIZES[type] ?? 0) * values;
      if (size > 0) fields.set(tag, { type, count: values, at: size <= 4 ? entry + 8 : long(entry + 8) });
    }
    return { fields, next: long(at + 2 + count * 12) };
  }

  /** @param {number} type @param {number} at */
  function numberAt(type, at) {
    if (type === TYPE.short) return short(at);
    if (type === TYPE.long) return long(at);
    if (type === TYPE.ratio) return long(at) / long(at + 4);
    return SIZES[type] === 1 ? bytes[at] : NaN;
  }

  /** @param {Fields} fields @param {number} tag @param {number} count @param {string} what */
  function numbers(fields, tag, count, what) {
    const field = fields.get(tag);
    if (!field || field.count < count)
      throw new Error(`${name}: the TIFF file tells ${field?.count ?? 0} of ${count} ${what}.`);
    const { type, at } = field;
    within(at, SIZES[type] * count, what);
    return Array.from({ length: count }, (_, index) => numberAt(type, at + index * SIZES[type]));
  }

  within(0, 8, 'its header');
  return {
    bytes,
    name,
    isLittle,
    isBig: short(2) === 43,
    firstDirectory: long(4),
    within,
    directory,
    numbers,
    /** @param {Fields} fields @param {number} tag @param {number} standard where it is not told */
    number: (fields, tag, standard) => (fields.has(tag) ? numbers(fields, tag, 1, 'a field')[0] : standard),
    /** @param {Fields} fields */
    description(fields) {
      const field = fields.get(TAG.description);
      if (!field || field.type !== TYPE.text) return '';
      within(field.at, field.count, 'its description');
      return new TextDecoder().decode(bytes.subarray(field.at, field.at + Math.min(field.count, LONGEST_DESCRIPTION)));
    },
  };
}
