// SPDX-License-Identifier: MIT
// Opening a dialog, in a page of its own and in one that another page embeds.
import { makeTimer } from './rest.js';

const ROOM_AFTER_MS = 150; // the page around has made room for it

/** Escape closes it, also where it is not modal: a modal one does so by itself. @param {HTMLDialogElement} dialog */
export function closeOnEscape(dialog) {
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') dialog.close();
  });
}

/** @param {HTMLDialogElement} dialog */
export function openDialog(dialog) {
  if (!document.documentElement.hasAttribute('data-embedded')) {
    dialog.showModal();
    return;
  }
  dialog.show();
  makeTimer(() => {
    dialog.scrollIntoView({ block: 'nearest' });
    // Of one that is higher than what the reader sees, what has the keyboard.
    if (dialog.contains(document.activeElement)) document.activeElement?.scrollIntoView({ block: 'nearest' });
  }, ROOM_AFTER_MS).start();
}
