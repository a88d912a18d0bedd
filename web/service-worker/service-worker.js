// The service worker: each version of the page is kept whole, so that files of two versions are
// never mixed, and is used until the next one is complete and no page of this one is open.
import { cachePrefix } from '../js/caches.js';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PREFIX = cachePrefix(worker.registration);
const CACHE = PREFIX + VERSION;
const addressOf = (/** @type {string} */ path) => new URL(path, worker.registration.scope).href;
const ADDRESSES = new Set(FILES.map(({ path }) => addressOf(path)));

/** Fetches the whole version. What an older one has under the same name, which tells the content, is reused. */
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map(async ({ path, integrity, named }) => {
    const address = addressOf(path);
    const known = named ? await caches.match(address) : undefined;
    // A page from a half-finished upload does not match and is refused: this version waits for the next visit.
    await cache.put(address, known ?? await fetch(new Request(address, { integrity, cache: named ? 'default' : 'no-cache' })));
  }));
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

/** @param {Request} request */
async function answer(request) {
  const address = request.url.replace(/[?#].*$/, '');
  const kept = await (await caches.open(CACHE)).match(address.endsWith('/index.html') ? addressOf('./') : address);
  return kept ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(fill()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const address = event.request.url.replace(/[?#].*$/, '');
  if (event.request.method !== 'GET') return;
  if (ADDRESSES.has(address) || address === addressOf('index.html')) event.respondWith(answer(event.request));
});
