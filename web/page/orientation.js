// SPDX-License-Identifier: MIT
// One line for who is here for the first time: what this is, and what the words mean. Dismissed, it stays away.
import { button, byId, element } from '../html/dom.js';
import { withTerms } from '../html/terms.js';

const WORDS =
  'Drag an input or press a row; every number says where it comes from. AM stores lithium, SE conducts ions, CA electrons.';

/**
 * @param {import('../session/device.js').Device} device
 * @param {boolean} isNew nobody has opened a calculation of theirs
 */
export function showOrientation(device, isNew) {
  const line = byId('orientation');
  line.hidden = !isNew || device.isOriented();
  if (line.hidden) return;
  const dismiss = button('Dismiss', () => {
    line.hidden = true;
    device.keepOriented();
  });
  line.replaceChildren(element('span', {}, ...withTerms(WORDS)), dismiss);
}
