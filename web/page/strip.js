// SPDX-License-Identifier: MIT
// This cell's energy densities in a line below the tabs, wherever the large ones are not in sight.
import { byId, element, setText } from '../html/dom.js';
import { provenanceChip } from '../html/terms.js';

const root = document.documentElement;
const SHOWN = /** @type {const} */ (['volumetricEnergyDensityWhL', 'gravimetricEnergyDensityWhKg']);
/** Views whose drawing begins with the large numbers. */
const WITH_HEADLINE = ['all', 'energy', 'comparison'];
/** Views that set inputs and begin with something else. */
const WITHOUT_HEADLINE = ['transport', 'microstructure', 'rate', 'map', 'designs', 'uncertainty'];
const HEADLINE_PX = 96;

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {() => boolean} setup.isHidden whether results are not to be told yet
 * @param {() => void} setup.onWarnings shows what the numbers are to be read with
 */
export function makeStrip({ lab, isHidden, onWarnings }) {
  const strip = byId('strip');
  const numbers = SHOWN.map((key) => ({
    key,
    metric: /** @type {import('../api/cathode-lab').Metric} */ (lab.metrics().find((one) => one.key === key)),
    value: element('strong'),
  }));
  const provenance = element('span');
  const cautions = element('button', { type: 'button', class: 'caution' });
  cautions.addEventListener('click', onWarnings);
  const words = element('span', { class: 'words' });
  strip.append(
    ...numbers.map(({ metric, value }) => element('span', { class: 'value' }, value, ` ${metric.unit}`)),
    provenance,
    cautions,
    words,
  );

  /** Whether the drawing's own numbers have been scrolled out of sight, or are not drawn. */
  function isWanted() {
    const { view = '' } = root.dataset;
    if (root.hasAttribute('data-embedded') || isHidden()) return false;
    if (WITHOUT_HEADLINE.includes(view)) return true;
    if (!WITH_HEADLINE.includes(view)) return false;
    if (root.hasAttribute('data-form')) return true;
    return byId('stage').getBoundingClientRect().top + HEADLINE_PX < byId('bar').getBoundingClientRect().bottom;
  }
  // It stays while the focus is in it: the focus moves the page, and must not be lost by that.
  const place = (focused = document.activeElement) => {
    strip.hidden = !isWanted() && !strip.contains(focused);
  };
  window.addEventListener('scroll', () => place(), { passive: true });
  strip.addEventListener('focusout', ({ relatedTarget }) => place(/** @type {Element | null} */ (relatedTarget)));

  return {
    place: () => place(),
    /** Height (px) of what lies over the drawing below the header's own. */
    overlap: () => (strip.hidden || getComputedStyle(strip).position !== 'absolute' ? 0 : strip.offsetHeight),
    /** @param {import('../api/cathode-lab').Scenario} scenario @param {import('../api/cathode-lab').Report} report */
    update(scenario, report) {
      for (const { key, value } of numbers) {
        const now = /** @type {number | null} */ (report.values[key]);
        setText(value, now === null ? '–' : lab.displayText(key, now));
      }
      const kind = report.provenance[SHOWN[0]];
      if (provenance.textContent !== kind) provenance.replaceChildren(provenanceChip(kind));
      const count = report.warnings.filter(({ severity }) => severity === 'warning').length;
      setText(cautions, count === 1 ? '1 caution' : `${count} cautions`);
      cautions.hidden = count === 0;
      setText(words, lab.describe(scenario));
      place();
    },
  };
}
