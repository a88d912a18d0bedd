// SPDX-License-Identifier: MIT
// The published record in the page's HTML: literature, own rows, audit, the source's tables, the
// reconstruction, and every figure.
import { messageOf } from '../api/quoting.js';
import { element } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';
import { auditPart } from './audit.js';
import { figureParts } from './figures.js';
import { literaturePart } from './literature.js';
import { ownRowsPart } from './own-rows.js';
import { makePart } from './parts.js';
import { reconstructionPart } from './reconstruction.js';
import { tablesPart } from './tables.js';

/** @param {import('./parts.js').Context} context */
export function makeRecord(context) {
  let isThere = false;
  const parts = [
    literaturePart(context),
    ownRowsPart(context),
    auditPart(context),
    tablesPart(context),
    reconstructionPart(context),
    ...figureParts(context),
  ].map((part) => makePart(part, () => isThere));
  const whole = element(
    'section',
    { id: 'record', 'aria-label': 'Published record' },
    ...parts.map((part) => part.whole),
  );

  // What is open is brought in step once a slider rests.
  const updating = makeTimer(() => {
    for (const { update } of parts) {
      try {
        update();
      } catch (error) {
        console.error(messageOf(error));
      }
    }
  }, 60);
  // Figures are drawn for the page's colours and width.
  new MutationObserver(updating.start).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  let width = 0;
  new ResizeObserver(() => {
    if (whole.clientWidth === width) return;
    width = whole.clientWidth;
    updating.start();
  }).observe(whole);

  return {
    whole,
    update: updating.start,
    /** @param {string} view @param {boolean} isForm */
    present(view, isForm) {
      whole.dataset.shown = view + isForm;
    },
    /** The functions that tell of it are there. */
    fill() {
      isThere = true;
      updating.start();
    },
    /** @param {string} id of a part, opened and scrolled to */
    open(id) {
      parts.find((part) => part.id === id)?.open();
    },
  };
}
