// SPDX-License-Identifier: MIT
// Which of its views the page shows: in the tabs, the address, the history and the title, the drawing and the form.
import { byId, setText } from '../html/dom.js';
import { addressWithView, optionsInAddress } from '../session/links.js';
import { readOptions } from '../session/options.js';

const root = document.documentElement;
const BESIDE_PX = 52; // of the tabs beside the one that is shown, see #tabs in assets/page.css

/**
 * @param {object} setup
 * @param {import('../api/app-core.js').AppCore} setup.core
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {() => import('../session/options.js').Options} setup.options
 * @param {(options: import('../session/options.js').Options) => void} setup.onPresent brings the rest in step
 * @param {(address: string) => void} setup.onTurn an entry of its own in the history
 */
export function makeViews({ core, lab, options, onPresent, onTurn }) {
  const indexOf = new Map(lab.parameters().map(({ key }, index) => [/** @type {string} */ (key), index]));
  /** Bits of inputs as the core takes them. @param {string[] | null} keys null: all */
  const bits = (keys) =>
    keys === null
      ? 0xffffffff
      : keys.reduce((all, key) => all | (1 << /** @type {number} */ (indexOf.get(key))), 0) >>> 0;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[data-view]'));
  const tabs = [...links].filter((link) => link.closest('#tabs'));

  const bar = byId('tabs');
  /** Says at which ends of the bar there are more tabs. */
  function cue() {
    const room = bar.getBoundingClientRect();
    bar.toggleAttribute('data-before', tabs[0].getBoundingClientRect().left < room.left - 1);
    bar.toggleAttribute('data-after', tabs[tabs.length - 1].getBoundingClientRect().right > room.right + 1);
  }
  /** Brings a tab into sight, its neighbours beside it: the one that is shown, or that has the keyboard. */
  function reveal(tab = tabs.find((one) => one.hasAttribute('aria-current'))) {
    if (!tab || bar.scrollWidth <= bar.clientWidth) return;
    const { left, right } = tab.getBoundingClientRect();
    const room = bar.getBoundingClientRect();
    const middle = (left + right) / 2 - (room.left + room.right) / 2;
    const isWhole = left > room.left + BESIDE_PX && right < room.right - BESIDE_PX;
    if (!isWhole) bar.scrollLeft += middle;
  }
  bar.addEventListener('scroll', cue, { passive: true });
  bar.addEventListener('focusin', ({ target }) => {
    // One that is being pressed stays under the pointer, or the press would end on its neighbour.
    const tab = /** @type {HTMLAnchorElement} */ (target);
    if (tab.matches(':focus-visible')) reveal(tab);
  });
  new ResizeObserver(() => {
    reveal();
    cue();
  }).observe(bar);

  /** The links of the tabs lead to this calculation. */
  function follow() {
    for (const link of links) link.href = addressWithView(link.dataset.view ?? '');
  }

  function present() {
    const { view, controls, locked, embedded } = options();
    core._appPresent(lab.views().indexOf(view), bits(controls), bits(locked), embedded);
    root.dataset.view = view;
    const current = tabs.find((tab) => tab.dataset.view === view);
    for (const tab of tabs) {
      if (tab === current) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
    reveal();
    cue();
    const label = current?.textContent ?? '';
    document.title = view === 'all' || !label ? 'Cathode Lab' : `${label} · Cathode Lab`;
    setText(byId('title'), `Cathode Lab${label ? `: ${label}` : ''}`);
    follow();
    onPresent(options());
  }

  /** @param {string} view */
  function show(view) {
    if (view === options().view) return;
    options().view = view;
    onTurn(addressWithView(view));
    present();
    window.scrollTo({ top: 0 });
  }
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-view]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link.dataset.view ?? 'all');
  });

  return {
    present,
    follow,
    show,
    /** Shows what the address says. */
    read() {
      const { view } = readOptions(optionsInAddress(), lab);
      if (view === options().view) return;
      options().view = view;
      present();
    },
  };
}
