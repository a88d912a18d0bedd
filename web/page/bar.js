// SPDX-License-Identifier: MIT
// What acts on all of the page: the buttons of the header, the skip link, and the keys of undo and redo.

import { byId } from '../html/dom.js';
import { tell } from '../html/notices.js';

const root = document.documentElement;

/**
 * Shows the form in place of the drawing, or the drawing again.
 * @param {boolean} isOpen
 */
export function showForm(isOpen) {
  root.toggleAttribute('data-form', isOpen);
  byId('show-mirror').setAttribute('aria-expanded', String(isOpen));
}

/** @param {boolean} isLarge */
export function setProjector(isLarge) {
  root.toggleAttribute('data-projector', isLarge);
  byId('projector').setAttribute('aria-pressed', String(isLarge));
}

/**
 * @param {object} setup
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {() => void} setup.share
 * @param {() => void} setup.onForm the form has come or gone
 * @param {() => void} setup.pin
 * @param {() => void} setup.importFile
 * @param {() => void} setup.print
 * @param {() => void} setup.composites
 * @param {string | null} setup.beginning the calculation that an embedded page goes back to; null: the defaults
 */
export function listenToBar({ calculation, share, onForm, pin, importFile, print, composites, beginning }) {
  const menu = /** @type {HTMLDetailsElement} */ (byId('more'));
  /** @param {string} id @param {() => void} act */
  const on = (id, act) =>
    byId(id).addEventListener('click', () => {
      if (byId(id).closest('#menu')) menu.open = false;
      act();
    });
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    if (!menu.contains(event.target) || event.target.closest('#menu :is([data-define], [data-walk])'))
      menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });

  on('undo', calculation.undo);
  on('redo', calculation.redo);
  on('reset', () => {
    if (beginning === null) calculation.reset();
    else calculation.recallLink(beginning);
  });
  on('share-open', share);
  on('pin', pin);
  on('import', importFile);
  on('print', print);
  on('composites-open', composites);
  on('projector', () => setProjector(!root.hasAttribute('data-projector')));
  on('show-mirror', () => {
    showForm(!root.hasAttribute('data-form'));
    onForm();
    if (root.hasAttribute('data-form') && !root.hasAttribute('data-embedded')) byId('mirror').focus();
  });
  // Where no window may be opened, in a sandbox, the browser itself would say nothing.
  byId('open-page').addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = /** @type {HTMLAnchorElement} */ (event.currentTarget).href;
    const opened = window.open(address);
    if (opened) opened.opener = null;
    else tell('window', [`No window may be opened from here. The address of the page is ${address}`]);
  });
  // Whoever comes to the form, by the skip link or by focus, gets it.
  const toForm = () => {
    if (root.hasAttribute('data-form')) return;
    showForm(true);
    onForm();
  };
  // What translates pages cannot read a drawing.
  new MutationObserver(() => {
    if (/\btranslated-/.test(root.className)) toForm();
  }).observe(root, { attributeFilter: ['class'] });
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    toForm();
    byId('mirror').focus();
    byId('mirror').scrollIntoView();
  });
  byId('mirror').addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target.closest('#scenario')) toForm();
  });
  document.addEventListener('keydown', (event) => {
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
