// SPDX-License-Identifier: MIT
// The service worker: each version of the page is kept whole, so that files of two versions are
// never mixed, and is used until the next one is complete and no page of this one is open. A version that has not
// started on this device keeps nobody: the network comes before it, and the next version takes its place at once.
import { cachePrefix } from '../caches.js';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PREFIX = cachePrefix(worker.registration);
const CACHE = PREFIX + VERSION;
const addressOf = (/** @type {string} */ path) => new URL(path, worker.registration.scope).href;
const ADDRESSES = new Set(FILES.map(({ path }) => addressOf(path)));
const PAGE = addressOf('./');
// Kept beside the files of a version: it has started here.
const STARTED = addressOf('has-started');

/**
 * Fetches a file of this version. What does not match, of a half-finished upload for example, is refused; what the
 * browser has kept of it may be damaged.
 * @param {typeof FILES[number]} file
 */
async function load({ path, integrity, named }) {
  const request = (/** @type {RequestCache} */ cache) => fetch(new Request(addressOf(path), { integrity, cache }));
  return request(named ? 'default' : 'no-cache').catch(() => request('reload'));
}

/** Whether any version of this page that is kept has started here. */
async function anyHasStarted() {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && (await (await caches.open(name)).match(STARTED))) return true;
  return false;
}

/** A page says that it has started, or could not. @param {import('../start-report.js').StartReport} report */
async function note({ started, assets }) {
  // Of another version, which the network has given: that one says nothing of this one.
  if (!assets.every((name) => ADDRESSES.has(addressOf(`assets/${name}`)))) return;
  // Given up meanwhile, it is not begun again.
  if (!(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  if (started) await cache.put(STARTED, new Response());
  else await cache.delete(STARTED);
}

/** What an older version of this page has of a file, if it is the same to the byte. @param {typeof FILES[number]} file */
async function known({ path, integrity }) {
  for (const name of await caches.keys()) {
    const kept = name.startsWith(PREFIX) ? await (await caches.open(name)).match(addressOf(path)) : undefined;
    if (!kept) continue;
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await kept.clone().arrayBuffer()));
    if (integrity === `sha256-${btoa(String.fromCharCode(...hash))}`) return kept;
  }
  return undefined;
}

/** Takes the whole version, and reuses what an older one has of it. */
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    FILES.map(async (file) => {
      await cache.put(addressOf(file.path), (await known(file)) ?? (await load(file)));
    }),
  );
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

/** @param {Request} request */
async function answer(request) {
  const address = request.url.replace(/[?#].*$/, '');
  const asked = address.endsWith('/index.html') ? PAGE : address;
  const cache = await caches.open(CACHE);
  if (asked === PAGE && !(await cache.match(STARTED))) {
    const now = await fetch(request).catch(() => null);
    if (now) return now;
  }
  const kept = await cache.match(asked);
  if (kept) return kept;
  // Something has been deleted: put back what belongs there, and never mix in what another version has.
  const file = /** @type {typeof FILES[number]} */ (FILES.find(({ path }) => addressOf(path) === asked));
  try {
    const again = await load(file);
    await cache.put(asked, again.clone());
    return again;
  } catch {
    return fetch(request);
  }
}

worker.addEventListener('install', (event) =>
  event.waitUntil(
    fill().then(async () => {
      if (worker.registration.active && !(await anyHasStarted())) worker.skipWaiting();
    }),
  ),
);
worker.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take over') worker.skipWaiting();
  else if (Array.isArray(event.data?.assets)) event.waitUntil(note(event.data));
});
worker.addEventListener('fetch', (event) => {
  const address = event.request.url.replace(/[?#].*$/, '');
  if (event.request.method !== 'GET') return;
  if (ADDRESSES.has(address) || address === addressOf('index.html')) event.respondWith(answer(event.request));
});
