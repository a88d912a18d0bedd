// SPDX-License-Identifier: MIT
// Work on many bytes in pieces, each short enough that the page answers between them.

const SLICE = 1 << 20; // bytes

/** After what the page has to do meanwhile. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** The bytes one piece after the other. @param {Uint8Array} bytes */
export async function* inSlices(bytes) {
  for (let at = 0; at < bytes.length; at += SLICE) {
    if (at > 0) await nextTask();
    yield bytes.subarray(at, at + SLICE);
  }
}
