// SPDX-License-Identifier: MIT
// Stands in the page itself, before anything is loaded: says so if the page's script does not come or does not start.
// Before the first paint it also marks the view that the address asks for, its colours, and whether another calculation than
// the default one will be shown.
import { hasKept } from '../session/device.js';
import { addressAsks, optionsInAddress } from '../session/links.js';
import { reportStart } from './start-report.js';

const REASONS = {
  missing: 'its script could not be loaded. Reload the page; without a network, when you are online again.',
  broken:
    'its script does not run. It needs a browser of the last few years; if this is one, reload the page later: then this version is at fault.',
};

const page = document.documentElement;
page.dataset.state = 'loading';
const options = optionsInAddress();
const view = options.get('view') || 'all';
page.dataset.view = view;
const theme = options.get('theme') ?? '';
if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;
for (const name of ['embed', 'projector'])
  if (options.get(name) === '1') page.toggleAttribute(name === 'embed' ? 'data-embedded' : 'data-projector', true);
if (view !== 'all' || addressAsks() || hasKept()) page.dataset.elsewhere = '';

/** Marks the tab of that view before it is painted. */
function markTab() {
  const tabs = document.querySelectorAll('#tabs a');
  if (tabs.length === 0 || !document.getElementById('loading')) {
    if (page.dataset.state === 'loading') requestAnimationFrame(markTab);
    return;
  }
  for (const tab of tabs)
    if (tab instanceof HTMLElement && tab.dataset.view === view) tab.setAttribute('aria-current', 'page');
}
requestAnimationFrame(markTab);

/** @param {keyof typeof REASONS} reason */
function fail(reason) {
  const place = document.getElementById('failure');
  if (!place) {
    document.addEventListener('DOMContentLoaded', () => fail(reason), { once: true });
    return;
  }
  if (page.dataset.state !== 'loading') return;
  place.textContent = `Cathode Lab could not start: ${REASONS[reason]}`;
  page.dataset.state = 'failed';
  const script = document.querySelector('script[src]')?.getAttribute('src') ?? '';
  reportStart(false, [script.replace('assets/', '')]);
}

addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) fail('missing');
    else if (target === window) fail('broken');
  },
  true,
);
