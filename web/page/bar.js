// SPDX-License-Identifier: MIT
// What acts on all of the page: the buttons below the canvas, the skip link, and the keys of undo and redo.

import { byId } from '../html/dom.js';
import { tell } from '../html/notices.js';

const root = document.documentElement;

/**
 * Opens or closes form and tables of an embedded page.
 * @param {boolean} isOpen
 * @param {(isReachable: boolean) => void} showMirror
 */
export function openMirror(isOpen, showMirror) {
  root.toggleAttribute('data-mirror-open', isOpen);
  byId('show-mirror').setAttribute('aria-expanded', String(isOpen));
  showMirror(isOpen);
}

/**
 * @param {object} setup
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {() => void} setup.share
 * @param {(isReachable: boolean) => void} setup.showMirror whether Tab goes through form and tables
 * @param {string | null} setup.beginning the calculation that an embedded page goes back to; null: the defaults
 */
export function listenToBar({ calculation, share, showMirror, beginning }) {
  byId('undo').addEventListener('click', calculation.undo);
  byId('redo').addEventListener('click', calculation.redo);
  byId('reset').addEventListener('click', () => {
    if (beginning === null) calculation.reset();
    else calculation.recallLink(beginning);
  });
  byId('share-open').addEventListener('click', share);
  byId('show-mirror').addEventListener('click', () => openMirror(!root.hasAttribute('data-mirror-open'), showMirror));
  // Where no window may be opened, in a sandbox, the browser itself would say nothing.
  byId('open-page').addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = /** @type {HTMLAnchorElement} */ (event.currentTarget).href;
    const opened = window.open(address);
    if (opened) opened.opener = null;
    else tell('window', [`No window may be opened from here. The address of the page is ${address}`]);
  });
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    byId('mirror').focus();
    byId('mirror').scrollIntoView();
  });
  byId('main').addEventListener('keydown', (event) => {
    // A text field's own undo and redo come first.
    const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const key = event.key.toLowerCase();
    if (isText || document.querySelector('dialog[open]') || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) calculation.redo();
    else calculation.undo();
  });
}
