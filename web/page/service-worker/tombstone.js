// SPDX-License-Identifier: MIT
// Put in the place of sw.js, this takes the page off every device that has kept it: whatever lies at its address then is
// shown. See docs/hosting.md.
import { cachePrefix } from '../caches.js';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const prefix = cachePrefix(worker.registration);

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
}

async function leave() {
  await forget();
  const pages = await worker.clients.matchAll({ type: 'window' });
  await worker.registration.unregister();
  await Promise.allSettled(pages.map((page) => page.navigate(page.url)));
  // The worker before this one may have been at work for those pages, and have put something back.
  await forget();
}

worker.addEventListener('install', () => {
  worker.skipWaiting();
});
worker.addEventListener('activate', (event) => event.waitUntil(leave()));
