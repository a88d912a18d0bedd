// SPDX-License-Identifier: MIT
// The published record in the page's HTML, a section for each tab: literature with own rows, audit, reconstruction, the
// source's tables; and, where the form stands in place of the drawing, the figures of cell and transport.
import { messageOf } from '../api/quoting.js';
import { element } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';
import { auditTab } from './audit.js';
import { designsTab } from './designs.js';
import { cellTab, mapTab, rateTab, transportTab } from './figures.js';
import { impedanceTab } from './impedance-tab.js';
import { literatureTab } from './literature.js';
import { reconstructionTab } from './reconstruction.js';
import { tablesTab } from './tables.js';
import { uncertaintyTab } from './uncertainty.js';

/** Views that show a part of another one. */
const AS = new Map([
  ['energy', 'all'],
  ['comparison', 'all'],
]);
/** Tabs that have no drawing in any case. */
const HTML_ALONE = ['literature', 'audit', 'reconstruction', 'tables', 'designs', 'uncertainty', 'impedance'];

/**
 * A tab's section: built when it is first shown.
 * @param {import('./parts.js').Tab} tab
 */
function makeSection({ view, title, build }) {
  const loading = element('p', { role: 'status' }, 'Being loaded …');
  const whole = element('section', { id: view, class: 'tab', 'data-view': view, 'aria-label': title });
  whole.hidden = true;
  /** @type {import('./parts.js').Content | null} */
  let content = null;
  return {
    view,
    whole,
    /** @param {() => import('./parts.js').All} read @param {boolean} isThere what it is built from */
    update(read, isThere) {
      if (whole.hidden) return;
      if (!isThere) {
        whole.append(loading);
        return;
      }
      loading.remove();
      content ??= build(whole);
      content.update(read());
    },
    focus: () => content?.focus?.(),
    /** Whether it is there to show a file. @param {File} file */
    take(file) {
      content?.take?.(file);
      return content !== null;
    },
  };
}

/** @param {import('./parts.js').Context} context */
export function makeRecord(context) {
  const { calculation } = context;
  let isThere = false;
  let isShownAsForm = false;
  const sections = [
    cellTab(context),
    transportTab(context),
    rateTab(context),
    mapTab(context),
    literatureTab(context),
    auditTab(context),
    reconstructionTab(context),
    tablesTab(context),
    designsTab(context),
    uncertaintyTab(context),
    impedanceTab(context),
  ].map(makeSection);
  const whole = element('div', { id: 'record' }, ...sections.map((section) => section.whole));

  /** @type {File | null} to be shown once its tab is there */
  let waiting = null;
  function showWaiting() {
    const tables = sections.find(({ view }) => view === 'tables');
    if (waiting && tables?.take(waiting)) waiting = null;
  }

  function updateNow() {
    for (const section of sections) {
      try {
        section.update(calculation.all, isThere);
      } catch (error) {
        console.error(messageOf(error));
      }
    }
    showWaiting();
  }
  // What is shown is brought in step once a slider rests.
  const updating = makeTimer(updateNow, 60);
  // Figures are drawn for the page's colours and width.
  new MutationObserver(updating.start).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  let width = 0;
  new ResizeObserver(() => {
    if (whole.clientWidth === width) return;
    width = whole.clientWidth;
    updating.start();
  }).observe(whole);

  /**
   * Shows a tab's section alone, or none.
   * @param {string} view
   * @param {boolean} isForm there is no drawing
   */
  function present(view, isForm) {
    isShownAsForm = isForm;
    const wanted = AS.get(view) ?? view;
    let isOther = false;
    for (const section of sections) {
      const isShown = section.view === wanted && (isForm || HTML_ALONE.includes(wanted));
      if (section.whole.hidden === !isShown) continue;
      section.whole.hidden = !isShown;
      isOther = true;
    }
    if (isOther) updateNow();
  }

  return {
    whole,
    update: updating.start,
    /** The functions that tell of it are there. */
    fill() {
      isThere = true;
      updating.start();
    },
    present,
    /** Shows the table of a sweep, on the tab that is shown. @param {File} file */
    takeSweep(file) {
      waiting = file;
      updateNow();
    },
    /** Shows what has an id and goes there: "own-rows", or a tab. @param {string} id */
    open(id) {
      const view = id === 'own-rows' ? 'literature' : id;
      present(view, isShownAsForm);
      updateNow();
      const place = document.getElementById(id);
      place?.scrollIntoView({ block: 'center' });
      if (id === 'own-rows') sections.find((section) => section.view === view)?.focus();
    },
  };
}
