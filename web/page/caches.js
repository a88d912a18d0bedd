// SPDX-License-Identifier: MIT
// How the caches of one copy of this page are called, whatever their version. Another copy on the
// same site, under another path, has caches of its own.

/** @param {ServiceWorkerRegistration} registration */
export const cachePrefix = ({ scope }) => `cathode-lab ${scope} `;
