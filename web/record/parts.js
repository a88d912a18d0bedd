// SPDX-License-Identifier: MIT
// What the parts of the published record share.
import { element } from '../html/dom.js';

/** @typedef {import('../api/cathode-lab').FigureName} FigureName */

/**
 * What the record shares with the canvas.
 * @typedef {object} Shared
 * @property {() => Record<string, string>} options of figures, as texts
 * @property {(key: string, text: string) => string | null} putOption returns why it is refused
 * @property {() => Record<string, number>} assumptions
 * @property {(key: string, value: number) => string | null} putAssumption
 * @property {() => void} resetAssumptions
 */

/**
 * @typedef {object} Context
 * @property {import('../api/cathode-lab').CathodeLab} lab
 * @property {import('../session/calculation.js').LiveCalculation} calculation
 * @property {Shared} shared
 * @property {(figure: FigureName | 'tables') => void} saveFigure opens the dialog
 * @property {import('../session/files.js').FileAction} file
 * @property {() => Promise<typeof import('../session/formats.js')>} loadFormats
 */

/**
 * A part of the record: built when it is first opened, kept in step while it is open.
 * @typedef {object} Part
 * @property {string} id
 * @property {string} title
 * @property {(into: HTMLElement) => () => void} build fills a place; returns what brings it in step
 * @property {() => void} [focus] where the keyboard goes when it is opened from elsewhere
 */

/** @param {...HTMLElement} all */
export const buttonRow = (...all) => element('p', { class: 'buttons' }, ...all);

/**
 * Brings a part in step while it is open.
 * @param {Part} part
 * @param {() => boolean} isThere what it is built from
 */
export function makePart({ id, title, build, focus }, isThere) {
  const loading = element('p', { role: 'status' }, 'Being loaded …');
  const place = element('div');
  const whole = element('details', { id, class: 'part' }, element('summary', {}, element('h2', {}, title)), place);
  /** @type {(() => void) | null} */
  let refresh = null;
  function update() {
    if (!whole.open) return;
    if (!isThere()) {
      place.append(loading);
      return;
    }
    loading.remove();
    refresh ??= build(place);
    refresh();
  }
  whole.addEventListener('toggle', update);
  return {
    id,
    whole,
    update,
    /** Opens it and brings it into view. */
    open() {
      whole.open = true;
      update();
      whole.scrollIntoView();
      if (focus) focus();
      else whole.querySelector('summary')?.focus();
    },
  };
}
