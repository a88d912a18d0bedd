// SPDX-License-Identifier: MIT
// Words with definitions (api/definitions.js): each tells its own under the pointer and on focus. Pressed, those that the
// card of definitions holds lead there: whoever is marked data-define does, by a name of a definition or a key of a registry.
import { ABBREVIATIONS, DEFINITIONS, definitionOf, PROVENANCES } from '../api/definitions.js';
import { element } from './dom.js';

/** @typedef {import('../api/cathode-lab').Provenance} Provenance */

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

/**
 * @param {string} text
 * @param {Record<string, string>} attributes
 * @param {string} definition
 */
function defined(text, attributes, definition) {
  const made = element('button', { type: 'button', ...attributes }, text);
  const leads = 'data-define' in attributes;
  for (const event of ['pointerenter', 'focus', ...(leads ? [] : ['click'])])
    made.addEventListener(event, () => tell(made, definition));
  made.addEventListener('blur', hide);
  if (leads) made.addEventListener('click', hide);
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
export const provenanceChip = (kind) => defined(kind, { class: `chip provenance ${kind}` }, PROVENANCES[kind] ?? '');

/**
 * The name of a result or an input, which leads to what it is.
 * @param {{key: string, label: string, description: string}} one of a registry
 */
export const nameOf = ({ key, label, description }) =>
  defined(label, { class: 'term', 'data-define': key }, definitionOf(key)?.meaning ?? description);

/**
 * A mark beside a name that leads to what it is.
 * @param {{key: string, label: string, description: string}} one of a registry
 */
export const whatIs = ({ key, label, description }) =>
  defined('?', { class: 'what', 'data-define': key, 'aria-label': `${label}: what it is` }, description);

/** A word; one without a definition is text. @param {string} word */
export function term(word) {
  if (word in ABBREVIATIONS) return defined(word, { class: 'term' }, ABBREVIATIONS[word]);
  const told = definitionOfWord(word);
  return told
    ? defined(word, { class: 'term', 'data-define': told.name }, told.meaning)
    : document.createTextNode(word);
}
const definitionOfWord = (/** @type {string} */ word) =>
  DEFINITIONS.find(({ words }) => words.includes(word) || words.includes(word[0].toLowerCase() + word.slice(1)));

// The longer first: “tortuosity factor” is no “tortuosity”.
const PATTERN = new RegExp(
  `(?<![\\w-])(${[
    ...DEFINITIONS.flatMap(({ words }) => words)
      .sort((one, other) => other.length - one.length)
      .map(([first, ...rest]) => `[${first.toUpperCase()}${first.toLowerCase()}]${rest.join('')}`),
    ...Object.keys(ABBREVIATIONS),
  ].join('|')})(?![\\w-])`,
);

/** A text in which each word with a definition tells it where it first stands. @param {string} text */
export function withTerms(text) {
  const told = new Set();
  return text.split(PATTERN).map((part, index) => {
    const name = index % 2 === 0 ? '' : part in ABBREVIATIONS ? part : (definitionOfWord(part)?.name ?? '');
    if (name === '' || told.has(name)) return document.createTextNode(part);
    told.add(name);
    return term(part);
  });
}
