// SPDX-License-Identifier: MIT
// Words that need saying what they mean: abbreviations, and where numbers come from. Each tells its definition on touch,
// under the pointer and on focus. The definitions stand here alone.
import { element } from './dom.js';

/** @typedef {import('../api/cathode-lab').Provenance} Provenance */

/** Where a number comes from, the strongest first. @type {Record<Provenance, string>} */
export const PROVENANCES = {
  measured: 'Printed in the source as a measurement.',
  recomputed: 'Calculated from measured numbers.',
  implied: 'Solved from the energy densities of Table S5, for the source’s own cell.',
  interpolated: 'Between measured points.',
  user: 'Rests on an input of yours.',
  extrapolated: 'Beyond the measured points, where the last one is held.',
  assumed: 'Rests on an assumption that no measurement in the source supports.',
};

/** @type {Record<string, string>} */
export const TERMS = {
  AM: 'Active material: stores the lithium, here NCM811.',
  SE: 'Solid electrolyte: conducts the ions, here LPSCl.',
  CA: 'Conductive additive: conducts the electrons, here the carbon fibre VGCF.',
  MF: 'Mechanofusion: dry coating of one powder with another.',
};

/** @type {HTMLElement | null} */
let shown = null;
/** The word that it is shown at, and where that was. */
let told = { word: /** @type {HTMLElement | null} */ (null), top: 0, left: 0 };
/** The one place for definitions, above everything, dialogs too. */
function place() {
  if (shown) return shown;
  const made = element('div', { id: 'definition', role: 'tooltip', popover: 'manual' });
  document.body.append(made);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  const follow = () => {
    const { top, left } = told.word?.getBoundingClientRect() ?? told;
    if (top !== told.top || left !== told.left) hide();
  };
  window.addEventListener('scroll', follow, { passive: true, capture: true });
  made.addEventListener('pointerleave', hide);
  shown = made;
  return made;
}
function hide() {
  if (shown?.matches(':popover-open')) shown.hidePopover();
}

/** @param {HTMLElement} word @param {string} definition */
function tell(word, definition) {
  const box = place();
  box.textContent = definition;
  word.setAttribute('aria-describedby', box.id);
  if (!box.matches(':popover-open')) box.showPopover();
  const at = word.getBoundingClientRect();
  told = { word, top: at.top, left: at.left };
  const left = Math.min(Math.max(8, at.left), document.documentElement.clientWidth - box.offsetWidth - 8);
  const below = at.bottom + 6 + box.offsetHeight <= window.innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + 4 : at.top - box.offsetHeight - 4}px`;
}

/** @param {string} text @param {string} kind its classes @param {string} definition */
function defined(text, kind, definition) {
  const made = element('button', { type: 'button', class: kind }, text);
  for (const event of ['pointerenter', 'focus', 'click']) made.addEventListener(event, () => tell(made, definition));
  made.addEventListener('blur', hide);
  made.addEventListener('pointerleave', ({ pointerType, relatedTarget }) => {
    // It stays for who moves on to it, and where it was asked for with a finger or the keyboard.
    if (pointerType === 'mouse' && document.activeElement !== made && relatedTarget !== shown) hide();
  });
  return made;
}

/**
 * Where a number comes from, graded in looks: measured is solid, derived outlined, assumed dashed.
 * @param {Provenance} kind
 */
export const provenanceChip = (kind) => defined(kind, `chip provenance ${kind}`, PROVENANCES[kind] ?? '');

/** An abbreviation; a word without a definition is text. @param {string} word */
export const term = (word) => (word in TERMS ? defined(word, 'term', TERMS[word]) : document.createTextNode(word));

/** A text in which each abbreviation tells its definition where it first stands. @param {string} text */
export function withTerms(text) {
  const told = new Set();
  return text.split(/\b(AM|SE|CA|MF)\b/).map((part) => {
    if (!(part in TERMS) || told.has(part)) return document.createTextNode(part);
    told.add(part);
    return term(part);
  });
}
