// SPDX-License-Identifier: MIT
// The tab on microstructures before it is filled, and while another one is shown: there, and at rest.
import { element } from '../html/dom.js';
import { putEach } from '../session/choices.js';

/** @typedef {ReturnType<typeof import('./workbench.js').buildWorkbench>} Workbench */

/** @param {HTMLElement} root */
export function makePanel(root) {
  const place = element('div', {}, element('p', { role: 'status' }, 'Being loaded …'));
  root.replaceChildren(place);
  root.classList.add('elsewhere');
  let isShown = false;
  /** @type {string[]} */
  let locked = [];
  /** @type {((place: HTMLElement) => Workbench) | null} */
  let build = null;
  /** @type {Workbench | null} */
  let built = null;
  /** @type {Record<string, string>} to be entered once it is there */
  let texts = {};
  /** @type {File[]} to be taken once it is there */
  let files = [];

  function update() {
    if (!isShown || root.hidden) {
      built?.rest();
      return;
    }
    if (!built && build) {
      place.replaceChildren();
      built = build(place);
      const refused = putEach(texts, built.putInputs);
      if (refused.length > 0) built.refuse(refused.join(' '));
      if (files.length > 0) built.takeResults(files);
      files = [];
    }
    built?.update(locked);
  }

  return {
    update,
    /** What fills the place once somebody looks at it. @param {(place: HTMLElement) => Workbench} make */
    fill(make) {
      build = make;
      update();
    },
    /**
     * It is there in its own view only, on the page as within another one.
     * @param {boolean} isView
     * @param {string[]} [fixed] keys of inputs of the calculation that cannot be changed
     */
    present(isView, fixed = []) {
      isShown = isView;
      locked = fixed;
      root.classList.toggle('elsewhere', !isView);
      update();
    },
    /** What a lesson lets readers predict first is not told here. @param {boolean} isHidden */
    hideResults(isHidden) {
      root.hidden = isHidden;
      update();
    },
    /** What is entered there and differs from the defaults, as short texts: for links. @returns {Record<string, string>} */
    inputs: () => built?.inputs() ?? texts,
    /**
     * Enters what `inputs` gave. Throws what is refused, with its field and its range; before the tab was first shown it is read
     * when it is.
     * @param {Record<string, string>} given
     */
    putInputs(given) {
      if (built) built.putInputs(given);
      else texts = given;
    },
    /** What was generated of the calculation as it is. @returns {import('./study.js').Study | null} */
    study: () => built?.study() ?? null,
    /** Results that were calculated elsewhere. @param {File[]} given */
    takeResults(given) {
      if (built) built.takeResults(given);
      else files = given;
    },
  };
}
