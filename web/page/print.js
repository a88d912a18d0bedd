// SPDX-License-Identifier: MIT
// The page on paper: the tab that is shown, under its title, what is calculated in words, and the link that leads back; figures as
// they are saved in place of the drawing, tables open.
import { byId, element } from '../html/dom.js';
import { trustedHtml } from '../html/trusted.js';
import { addressToShare, linkToGive } from '../session/links.js';
import { codeOf } from './share.js';

const root = document.documentElement;
/** What is opened for paper: tables, not what sets inputs or explains. */
const OPENED = '#outcome details, #record .tab details:not(.data, .theories details), #microstructure .views details';
/** Tabs of the source alone, of which the results of the calculation are no part. */
const WITHOUT_SCENARIO = ['audit', 'reconstruction', 'tables'];

/**
 * Prepares the page for paper from now on.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {import('../session/choices.js').Choices} setup.choices what a link holds beside the calculation
 * @param {() => string} setup.view the tab that is shown
 * @param {(isForm?: boolean) => void} setup.presentRecord shows the figures of the tab in place of the drawing, or as they were
 */
export function watchPrinting({ lab, calculation, choices, view, presentRecord }) {
  const paper = element('section', { id: 'paper', 'aria-hidden': 'true' });
  byId('main').prepend(paper);
  let theme = root.dataset.theme;
  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  function fillPaper() {
    const address = addressToShare(linkToGive(calculation.link()), view(), choices.items());
    const words = element(
      'div',
      {},
      element('p', { class: 'name' }, `Cathode Lab ${lab.version()}`),
      element('h2', {}, byId('title').textContent?.replace(/^Cathode Lab: /, '') ?? ''),
      ...(WITHOUT_SCENARIO.includes(view()) ? [] : [element('p', {}, lab.describe(calculation.scenario()))]),
      element('p', { class: 'address' }, address),
    );
    paper.replaceChildren(words);
    // Of a page from disk there is no address that a camera could open.
    if (address.startsWith('#')) return;
    const code = element('div', { class: 'code' });
    code.innerHTML = trustedHtml(codeOf(address).svg);
    paper.append(code);
  }
  let isPrinting = false;
  window.addEventListener('beforeprint', () => {
    if (isPrinting) return;
    isPrinting = true;
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
    presentRecord(true);
    // Figures first.
    byId('mirror').before(byId('record'));
    opened = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(OPENED))].filter(
      ({ open }) => !open,
    );
    for (const details of opened) details.open = true;
    fillPaper();
  });
  window.addEventListener('afterprint', () => {
    if (!isPrinting) return;
    isPrinting = false;
    for (const details of opened) details.open = false;
    byId('mirror').after(byId('record'));
    if (theme) root.dataset.theme = theme;
    presentRecord();
  });
}
