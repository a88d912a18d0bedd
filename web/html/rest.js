// SPDX-License-Identifier: MIT
// What is still to be drawn, written or solved, and the moment when nothing is.

/** How long a refusal of what is being typed waits: somebody who goes on typing may be about to mend it. */
export const REFUSAL_AFTER_MS = 600;

let pending = 0;
/** @type {(() => void)[]} */
let waiting = [];

/** Something is to be done. What is returned says that it has been; saying so again changes nothing. */
export function begin() {
  ++pending;
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    if (--pending > 0) return;
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  };
}

/** Something is to be done until the promise is kept or broken. @template T @param {Promise<T>} promise */
export async function during(promise) {
  const done = begin();
  try {
    return await promise;
  } finally {
    done();
  }
}

/** Resolves once nothing is left to draw, write or solve, and nothing has come of what was done last. */
export async function atRest() {
  for (let quiet = 0; quiet < 2; ) {
    if (pending > 0) {
      quiet = 0;
      await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    } else {
      ++quiet;
      // Observers of sizes and of the document run between two frames.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  }
}

/**
 * Does something a while after it was last asked for.
 * @param {() => void} act
 * @param {number} ms
 */
export function makeTimer(act, ms) {
  let timer = 0;
  let done = () => {};
  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    done();
  };
  return {
    isRunning: () => timer !== 0,
    stop,
    start() {
      const before = done;
      clearTimeout(timer);
      done = begin();
      before();
      timer = window.setTimeout(() => {
        timer = 0;
        try {
          act();
        } finally {
          done();
        }
      }, ms);
    },
  };
}

/** Does something with the next frame, once however often it is asked for. @param {() => void} act */
export function makeFrame(act) {
  let request = 0;
  return () => {
    if (request !== 0) return;
    const done = begin();
    request = requestAnimationFrame(() => {
      request = 0;
      try {
        act();
      } finally {
        done();
      }
    });
  };
}
