// SPDX-License-Identifier: MIT
// Stands in the page itself, before anything is loaded: says so if the page's script does not come or does not start.
import { reportStart } from './start-report.js';

const REASONS = {
  missing: 'its script could not be loaded. Reload the page; without a network, when you are online again.',
  broken:
    'its script does not run. It needs a browser of the last few years; if this is one, reload the page later: then this version is at fault.',
};

document.documentElement.dataset.state = 'loading';

/** @param {keyof typeof REASONS} reason */
function fail(reason) {
  const root = document.documentElement;
  const place = document.getElementById('failure');
  if (!place) {
    document.addEventListener('DOMContentLoaded', () => fail(reason), { once: true });
    return;
  }
  if (root.dataset.state !== 'loading') return;
  place.textContent = `Cathode Lab could not start: ${REASONS[reason]}`;
  root.dataset.state = 'failed';
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
