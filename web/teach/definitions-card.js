// SPDX-License-Identifier: MIT
// The card of definitions: each word with its symbol, its formula, what it is mistaken for, and its value in this cell; then
// every result and every input. Wherever a name is marked data-define it leads here.
import { ABBREVIATIONS, definitionOf, PROVENANCES } from '../api/definitions.js';
import { closeOnEscape, openDialog } from '../html/dialog.js';
import { button, byId, element, scrollingTable, setText, withSubscripts } from '../html/dom.js';

/** @typedef {import('../api/cathode-lab').Definition} Definition */

const idOf = (/** @type {string} */ name) => `define-${name}`;

/**
 * A name that leads to another place of the card.
 * @param {string} text
 * @param {string} name
 */
const leadTo = (text, name) => element('button', { type: 'button', class: 'lead', 'data-define': name }, text);

/**
 * @param {Definition} one
 * @param {(name: string) => string} titleOf
 */
function makeArticle({ name, title, symbol, unit, formula, meaning, trap, against }, titleOf) {
  const now = element('p', { class: 'now' });
  const link = element('a', { class: 'link', href: '#' }, 'Link to this');
  const head = element('h3', { tabindex: '-1' }, title);
  const whole = element(
    'article',
    { id: idOf(name) },
    element(
      'header',
      {},
      head,
      element('span', { class: 'symbol' }, ...withSubscripts(symbol)),
      unit && element('span', { class: 'unit' }, unit),
      link,
    ),
    element('p', { class: 'formula' }, ...withSubscripts(formula)),
    element('p', {}, ...withSubscripts(meaning)),
    element('p', { class: 'trap' }, element('strong', {}, 'The trap: '), ...withSubscripts(trap)),
    now,
  );
  if (against.length > 0)
    whole.append(
      element(
        'p',
        { class: 'against' },
        'Not to be taken for: ',
        ...against.flatMap((other, index) => [index > 0 ? ', ' : '', leadTo(titleOf(other), other)]),
      ),
    );
  return { whole, head, now, link };
}

/**
 * The registries: what has no definition of its own is told there.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 */
function makeRegistries(lab) {
  const rowOf = (/** @type {{key: string, label: string}} */ { key, label }, /** @type {string[]} */ ...cells) => {
    const own = definitionOf(key);
    return element(
      'tr',
      { 'data-key': key },
      element('th', { scope: 'row', tabindex: '-1' }, own ? leadTo(label, own.name) : label),
      ...cells.map((text) => element('td', {}, ...withSubscripts(text))),
    );
  };
  const listOf = (/** @type {Record<string, string>} */ texts) =>
    element(
      'dl',
      {},
      ...Object.entries(texts).flatMap(([word, text]) => [element('dt', {}, word), element('dd', {}, text)]),
    );
  return element(
    'section',
    { class: 'registries' },
    element('h3', {}, 'Every result'),
    scrollingTable(
      'Every result',
      ['Result', 'Unit', 'What it is', 'How it is calculated'],
      element('tbody', {}, ...lab.metrics().map((one) => rowOf(one, one.unit, one.description, one.source))),
    ),
    element('h3', {}, 'Every input'),
    scrollingTable(
      'Every input',
      ['Input', 'Unit', 'Key in links', 'What it is'],
      element('tbody', {}, ...lab.parameters().map((one) => rowOf(one, one.unit, one.urlKey, one.description))),
    ),
    element('h3', {}, 'Where numbers come from'),
    listOf(PROVENANCES),
    element('h3', {}, 'Abbreviations'),
    listOf(ABBREVIATIONS),
  );
}

/**
 * Prepares the card; what is returned opens it, at a name of a definition or a key of a registry, or at its beginning.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {() => boolean} setup.isHidden whether results are not to be told yet
 * @param {(name: string) => string} setup.linkTo the address that opens the card there
 * @param {() => void} setup.onClose
 */
export function makeDefinitions({ lab, calculation, isHidden, linkTo, onClose }) {
  const definitions = lab.definitions();
  const titleOf = (/** @type {string} */ name) => definitions.find((one) => one.name === name)?.title ?? name;
  const articles = definitions.map((one) => ({ ...one, ...makeArticle(one, titleOf) }));
  const registries = makeRegistries(lab);
  const contents = element(
    'nav',
    { 'aria-label': 'Terms' },
    element('ul', {}, ...definitions.map(({ name, title }) => element('li', {}, leadTo(title, name)))),
    element(
      'p',
      {},
      button('Every result and input', () => showPlace(/** @type {HTMLElement} */ (registries.querySelector('h3')))),
    ),
  );
  const texts = element('div', { class: 'articles' }, ...articles.map(({ whole }) => whole), registries);
  const dialog = element(
    'dialog',
    { id: 'definitions', 'aria-labelledby': 'definitions-title' },
    element(
      'div',
      { class: 'dialog-head' },
      element('h2', { id: 'definitions-title' }, 'Definitions'),
      element(
        'p',
        { class: 'buttons' },
        button('Print', () => window.print()),
        button('Close', () => dialog.close()),
      ),
    ),
    element('div', { class: 'with-terms' }, contents, texts),
  );
  // In a frame as high as its content it opens where a reader who acts is looking.
  if (document.documentElement.hasAttribute('data-embedded')) byId('embed-bar').before(dialog);
  else byId('main').append(dialog);
  closeOnEscape(dialog);
  dialog.addEventListener('close', onClose);

  const metrics = lab.metrics();
  /** Brings this cell's values and the links in step. */
  function update() {
    const { values, provenance, intervals } = lab.evaluate(calculation.scenario());
    for (const { name, keys, now, link } of articles) {
      link.href = linkTo(name);
      const told = metrics.flatMap(({ key, label, unit }) => {
        const value = values[key];
        if (!(/** @type {string[]} */ (keys).includes(key)) || value === null) return [];
        const interval = intervals[key];
        const range = interval ? ` (${lab.intervalText(key, interval)})` : '';
        return `${label} ${lab.displayText(key, value)}${range}${unit && ` ${unit}`}, ${provenance[key]}`;
      });
      now.hidden = told.length === 0 || isHidden();
      setText(now, `In this cell: ${told.join('; ')}.`);
    }
  }

  /** @param {HTMLElement} place */
  function showPlace(place) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: 'start' });
  }

  return (/** @type {string} */ name = '') => {
    update();
    if (!dialog.open) openDialog(dialog);
    const own = definitionOf(name);
    const article = articles.find((one) => one.name === own?.name);
    const row = registries.querySelector(`[data-key="${CSS.escape(name)}"] th`);
    for (const lead of contents.querySelectorAll('.lead'))
      if (lead.getAttribute('data-define') === own?.name) lead.setAttribute('aria-current', 'true');
      else lead.removeAttribute('aria-current');
    for (const one of articles) one.whole.toggleAttribute('data-asked', one === article);
    for (const one of registries.querySelectorAll('tr')) one.toggleAttribute('data-asked', one === row?.parentElement);
    if (article) showPlace(article.head);
    else if (row instanceof HTMLElement) showPlace(row);
    else contents.querySelector('button')?.focus();
    contents.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
}
