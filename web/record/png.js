// SPDX-License-Identifier: MIT
// How large a PNG is on paper: a chunk "pHYs" behind its header, https://www.w3.org/TR/png-3/#11pHYs

const MM_PER_INCH = 25.4;
const HEADER_END = 33; // of the signature and the chunk IHDR

/** CRC-32 as PNG has it. @param {Uint8Array} bytes */
function crcOf(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * A PNG that tells its resolution.
 * @param {Blob} png
 * @param {number} dpi
 */
export async function withResolution(png, dpi) {
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round((dpi / MM_PER_INCH) * 1000);
  chunk.setUint32(0, 9);
  [...'pHYs'].forEach((letter, index) => chunk.setUint8(4 + index, letter.charCodeAt(0)));
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1); // per metre
  chunk.setUint32(17, crcOf(new Uint8Array(chunk.buffer, 4, 13)));
  return new Blob([png.slice(0, HEADER_END), chunk, png.slice(HEADER_END)], { type: 'image/png' });
}
