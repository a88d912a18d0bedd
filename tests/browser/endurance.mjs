// SPDX-License-Identifier: MIT
// What a page holds after a long time of use: counted by the browser, before and after, garbage collected.
import { quiet } from './chromium.mjs';
import { generate } from './rail.mjs';

/**
 * @typedef {object} Held
 * @property {number} nodes of documents
 * @property {number} listeners
 * @property {number} documents
 * @property {number} heapKb what JavaScript holds
 */

/** @param {import('playwright-core').Page} page */
async function countsOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  /** @returns {Promise<Held>} */
  return async () => {
    // What is let go of by what is collected first goes with the second.
    for (let i = 0; i < 3; ++i) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const read = (name) => metrics.find((one) => one.name === name)?.value ?? NaN;
    return {
      nodes: read('Nodes'),
      listeners: read('JSEventListeners'),
      documents: read('Documents'),
      heapKb: Math.round(read('JSHeapUsedSize') / 1024),
    };
  };
}

/**
 * Does something so often to begin with, so often again; returns what the page holds after each.
 * @param {import('playwright-core').Page} page
 * @param {[number, number]} counts
 * @param {(index: number) => Promise<unknown>} act
 * @returns {Promise<{before: Held, after: Held}>}
 */
async function measure(page, [first, more], act) {
  const count = await countsOf(page);
  for (let i = 0; i < first; ++i) await act(i);
  const before = await count();
  for (let i = 0; i < more; ++i) await act(first + i);
  return { before, after: await count() };
}

/** Edits of the calculation, each drawn, by the hundred. @param {import('playwright-core').Page} page @param {[number, number]} counts */
export const hundredEdits = (page, counts) =>
  measure(page, counts, () =>
    page.evaluate(async () => {
      for (let i = 0; i < 100; ++i) {
        window.cathodeLab.setScenario({ model: (i % 4) + 1, amWtPct: 70 + (i % 20), cRate: 0.1 + (i % 7) / 10 });
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await window.cathodeLab.atRest();
    }),
  );

const VIEWS = ['transport', 'literature', 'audit', 'reconstruction', 'tables', 'all'];
/** Switches from tab to tab; both counts are multiples of six, so that the same tab is shown. @param {import('playwright-core').Page} page @param {[number, number]} counts */
export const tabSwitches = (page, counts) =>
  measure(page, counts, async (index) => {
    await page.click(`#tabs [data-view=${VIEWS[index % VIEWS.length]}]`);
    await quiet(page);
  });

// The last of each count is the same study: others have charts with other ticks.
const SEEDS = 2;
/** Volumes made and solved, the second count being a multiple of SEEDS. The page shows its view on microstructures. @param {import('playwright-core').Page} page @param {[number, number]} counts */
export const studies = (page, counts) =>
  measure(page, counts, async (index) => {
    await generate(page, { seed: index % SEEDS });
    await quiet(page);
  });

/** Embeds put into a page and taken out of it. embed.js has been loaded. @param {import('playwright-core').Page} page @param {[number, number]} counts */
export const embeds = (page, counts) =>
  measure(page, counts, () =>
    page.evaluate(async () => {
      const cell = document.createElement('cathode-lab');
      cell.setAttribute('view', 'energy');
      const isReady = new Promise((resolve) => cell.addEventListener('ready', resolve, { once: true }));
      document.body.append(cell);
      await isReady;
      cell.am = 80;
      cell.remove();
    }),
  );
