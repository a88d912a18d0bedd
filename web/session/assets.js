// SPDX-License-Identifier: MIT
// The files that the page has loaded, kept: what is done later asks the network for nothing, however strictly a host
// forbids caching, and goes on when the files have gone.

/** @typedef {'regular' | 'semibold'} FontName */

/** @type {Map<string, Promise<ArrayBuffer>>} */
const kept = new Map();

/** The bytes of a file beside the script. @param {string} name */
function bytesOf(name) {
  let bytes = kept.get(name);
  if (!bytes) {
    bytes = fetch(new URL(name, import.meta.url)).then((response) => {
      if (!response.ok) throw new Error(`${name.slice(0, 200)}: ${response.status}`);
      return response.arrayBuffer();
    });
    kept.set(name, bytes);
    // What failed is tried again the next time.
    bytes.catch(() => kept.delete(name));
  }
  return bytes;
}

/** @param {FontName} name */
export const fontBytes = (name) => bytesOf(ASSETS[name]);

/** What a worker runs. @returns {Promise<string>} */
export const workerText = async () => new TextDecoder().decode(await bytesOf(ASSETS.worker));
