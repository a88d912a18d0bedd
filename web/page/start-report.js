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
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  if (!started) {
    serviceWorker.controller?.postMessage(report);
    return;
  }
  // The first time no worker has the page yet.
  serviceWorker.ready.then(({ active }) => active?.postMessage(report));
  // Where this version has come by the network, its own worker may take its place only after it has started.
  serviceWorker.addEventListener('controllerchange', () => serviceWorker.controller?.postMessage(report));
}
