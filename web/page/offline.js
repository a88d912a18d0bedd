// SPDX-License-Identifier: MIT
// Keeps the page working without a network, and tells when a newer version is ready.

import { messageOf } from '../api/quoting.js';
import { button } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { trustedScript } from '../html/trusted.js';
import { cachePrefix } from './caches.js';

/** Keeps all that the page loads, and offers a newer version once it is there as a whole. */
export function keepOffline() {
  const offer = () =>
    tell('version', ['A new version of this page is ready.'], {
      action: button('Change to it', changeVersion),
      isGood: true,
    });
  const mourn = () =>
    tell('version', [
      'A new version of this page could not be fetched whole, so this one stays. The next visit tries again.',
    ]);
  register(offer, mourn).catch((error) => console.warn('No offline use:', messageOf(error)));
}

/**
 * @param {() => void} onUpdate a newer version waits for its turn
 * @param {() => void} onIncomplete one could not be had
 */
async function register(onUpdate, onIncomplete) {
  if (!location.protocol.startsWith('http') || !navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(trustedScript('sw.js'));
  /** @param {ServiceWorker | null} worker */
  const offer = (worker) => {
    // Without a controller it is the first one, which has nothing to replace.
    if (worker?.state !== 'installed' || !navigator.serviceWorker.controller) return;
    onUpdate();
    // One that takes the place of a version that has not started waits for nobody.
    worker.addEventListener('statechange', () => tell('version', []), { once: true });
  };
  offer(registration.waiting);
  registration.update().catch(leaveIfGone);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    let isWhole = false;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'redundant' && !isWhole && navigator.serviceWorker.controller) onIncomplete();
      isWhole = true;
      offer(worker);
    });
  });
}

// Where this page no longer is, it must not go on from memory: another site may have its address now,
// on a developer's machine for example. Without a network it does go on.
async function leaveIfGone() {
  const answer = await fetch('sw.js', { cache: 'no-store' }).catch(() => null);
  if (answer?.status !== 404 && answer?.status !== 410) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return;
  for (const name of await caches.keys()) if (name.startsWith(cachePrefix(registration))) await caches.delete(name);
  await registration.unregister();
  location.reload();
}

/** Changes to the version that waits. The address keeps the calculation. */
async function changeVersion() {
  const registration = await navigator.serviceWorker.getRegistration();
  const waiting = registration?.waiting;
  if (!waiting) {
    // another page of ours has changed to it already
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take over');
}
