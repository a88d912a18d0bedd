// SPDX-License-Identifier: MIT
// When embedded pages start: those near the window at once, the others one after another once the page around is there,
// so that twenty of them do not take its network and processor from what a reader sees.

/** @type {Map<Element, () => void>} */
const waiting = new Map();
/** @type {Set<Element>} */
const starting = new Set();

const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) begin(target);
  },
  { rootMargin: '100% 0px' },
);

function startNext() {
  whenIdle(() => {
    const [next] = waiting.keys();
    if (next && starting.size === 0 && document.readyState === 'complete') begin(next);
  });
}
window.addEventListener('load', startNext);

/** Starts it, if it waits for that. @param {Element} element */
export function begin(element) {
  const start = waiting.get(element);
  if (!start) return;
  waiting.delete(element);
  near.unobserve(element);
  starting.add(element);
  start();
}

/**
 * Starts it in its turn.
 * @param {Element} element
 * @param {() => void} start
 */
export function wait(element, start) {
  waiting.set(element, start);
  near.observe(element);
  startNext();
}

/** It has started, or will not. @param {Element} element */
export function leave(element) {
  waiting.delete(element);
  near.unobserve(element);
  starting.delete(element);
  startNext();
}
