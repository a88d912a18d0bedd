// Keeps the page working without a network, and tells when a newer version is ready.

/**
 * @param {() => void} onUpdate a newer version waits for its turn
 */
export async function startOffline(onUpdate) {
  if (!location.protocol.startsWith('http') || !navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register('sw.js');
  /** @param {ServiceWorker | null} worker */
  const offer = (worker) => {
    // Without a controller it is the first one, which has nothing to replace.
    if (worker?.state === 'installed' && navigator.serviceWorker.controller) onUpdate();
  };
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => offer(worker));
  });
}

/** Changes to the version that waits. The address keeps the calculation. */
export async function changeVersion() {
  const registration = await navigator.serviceWorker.getRegistration();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration?.waiting?.postMessage('take over');
}
