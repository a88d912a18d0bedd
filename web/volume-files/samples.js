// SPDX-License-Identifier: MIT
// Numbers of any type and byte order, read from bytes piece by piece.

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};
/** @typedef {keyof typeof ARRAYS | 'int64' | 'uint64'} SampleType */
/** @typedef {Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array} Samples */

const PIECE = 2 ** 19; // bytes; a multiple of every size

/** @param {SampleType} type */
export const bytesOf = (type) => (type === 'int64' || type === 'uint64' ? 8 : ARRAYS[type].BYTES_PER_ELEMENT);

/** @param {Exclude<SampleType, 'int64' | 'uint64'>} type @param {number} count @returns {Samples} */
export const zeros = (type, count) => new ARRAYS[type](count);

/**
 * 64-bit integers as numbers, which hold them exactly up to 2^53.
 * @param {ArrayBuffer} buffer
 * @param {boolean} isSigned
 */
function wholeNumbers(buffer, isSigned) {
  const low = new Uint32Array(buffer);
  const high = isSigned ? new Int32Array(buffer) : low;
  const numbers = new Float64Array(low.length / 2);
  for (let index = 0; index < numbers.length; ++index) numbers[index] = high[2 * index + 1] * 2 ** 32 + low[2 * index];
  const large = numbers.find((number) => !Number.isSafeInteger(number));
  if (large !== undefined) throw new Error(`the value ${large} is too large; allowed: whole numbers up to 2^53.`);
  return numbers;
}

/**
 * All numbers of some bytes, whose length must be a multiple of the type's.
 * @param {Uint8Array} bytes
 * @param {SampleType} type
 * @param {boolean} isLittleEndian
 * @returns {Samples}
 */
export function samplesOf(bytes, type, isLittleEndian) {
  const size = bytesOf(type);
  const copy = bytes.slice();
  // Every machine that runs a browser is little-endian.
  if (!isLittleEndian) {
    for (let at = 0; at < copy.length; at += size) {
      for (let low = at, high = at + size - 1; low < high; ++low, --high)
        [copy[low], copy[high]] = [copy[high], copy[low]];
    }
  }
  return type === 'int64' || type === 'uint64'
    ? wholeNumbers(copy.buffer, type === 'int64')
    : new ARRAYS[type](copy.buffer);
}

/**
 * The same in pieces, so that no second copy of a large file is made.
 * @param {Uint8Array} bytes
 * @param {SampleType} type
 * @param {boolean} isLittleEndian
 */
export function* samplePieces(bytes, type, isLittleEndian) {
  for (let at = 0; at < bytes.length; at += PIECE)
    yield samplesOf(bytes.subarray(at, at + PIECE), type, isLittleEndian);
}
