// SPDX-License-Identifier: MIT
// Telling the service worker whether this version of the page starts here.

/**
 * @typedef {object} StartReport
 * @property {boolean} started
 * @property {string[]} assets of the version that says so, by their names, which are those of their content
 */

/**
 * @param {boolean} started
 * @param {string[]} assets
 */
export function reportStart(started, assets) {
  const report = /** @type {StartReport} */ ({ started, assets });
  if (!started) navigator.serviceWorker?.controller?.postMessage(report);
  // The first time no worker has the page yet.
  else navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage(report));
}
