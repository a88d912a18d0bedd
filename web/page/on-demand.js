// Parts that are fetched once the page is ready, or when they are first asked for.
import { during } from '../html/rest.js';

/**
 * Does what a part does, as soon as it is there.
 * @template {unknown[]} Given
 * @param {() => Promise<(...given: Given) => void>} make
 * @param {(error: unknown) => void} onMissing it cannot be had
 * @returns {(...given: Given) => Promise<void>}
 */
export function onDemand(make, onMissing) {
  /** @type {ReturnType<typeof make> | null} */
  let part = null;
  return async (...given) => {
    let act;
    try {
      part ??= during(make());
      act = await part;
    } catch (error) {
      part = null;
      onMissing(error);
      return;
    }
    act(...given);
  };
}
