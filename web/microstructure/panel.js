// SPDX-License-Identifier: MIT
// The part of the page on microstructures before it is filled: a heading that opens, there from the start.
import { element } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';

/** @param {HTMLElement} root */
export function makePanel(root) {
  const place = element('div', {}, element('p', { role: 'status' }, 'Being loaded …'));
  const part = element(
    'details',
    { class: 'part' },
    element('summary', {}, element('h2', {}, 'Microstructure')),
    place,
  );
  root.replaceChildren(part);
  /** @type {((place: HTMLElement) => {update: () => void}) | null} */
  let build = null;
  /** @type {{update: () => void} | null} */
  let built = null;
  const update = () => {
    if (!part.open || !build) return;
    if (!built) {
      place.replaceChildren();
      built = build(place);
    }
    built.update();
  };
  part.addEventListener('toggle', update);

  return {
    update,
    /** What fills the place once somebody opens it. @param {(place: HTMLElement) => {update: () => void}} make */
    fill(make) {
      build = make;
      update();
    },
    /**
     * Its own view opens it; within another page it is there in that view only.
     * @param {boolean} isView
     * @param {boolean} isEmbedded
     */
    present(isView, isEmbedded) {
      root.classList.toggle('elsewhere', isEmbedded && !isView);
      if (isView) part.open = true;
    },
    /** What a lesson lets readers predict first is not told here. @param {boolean} isHidden */
    hideResults(isHidden) {
      root.hidden = isHidden;
    },
    reveal() {
      part.open = true;
      // Once the canvas has the height of its new content.
      makeTimer(() => {
        const { top } = part.getBoundingClientRect();
        if (top < 0 || top > window.innerHeight * 0.4) part.scrollIntoView();
      }, 100).start();
    },
  };
}
