// SPDX-License-Identifier: MIT
// What a page holds in a long time of use: counted by the browser after each stretch of it, garbage collected.
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
 * Does something so often as each stretch says; returns what the page holds after each of them.
 * @param {import('playwright-core').Page} page
 * @param {number[]} stretches
 * @param {(index: number) => Promise<unknown>} act
 */
async function measure(page, stretches, act) {
  const count = await countsOf(page);
  /** @type {Held[]} */
  const held = [];
  let index = 0;
  for (const times of stretches) {
    for (let i = 0; i < times; ++i) await act(index++);
    held.push(await count());
  }
  return held;
}

/** Edits of the calculation, each drawn, by the hundred. @param {import('playwright-core').Page} page @param {number[]} stretches */
export const hundredEdits = (page, stretches) =>
  measure(page, stretches, () =>
    page.evaluate(async () => {
      for (let i = 0; i < 100; ++i) {
        window.cathodeLab.setScenario({ model: (i % 4) + 1, amWtPct: 70 + (i % 20), cRate: 0.1 + (i % 7) / 10 });
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await window.cathodeLab.atRest();
    }),
  );

const VIEWS = ['transport', 'literature', 'audit', 'reconstruction', 'tables', 'all'];
/** Switches from tab to tab; stretches are multiples of six, so that the same tab is shown. @param {import('playwright-core').Page} page @param {number[]} stretches */
export const tabSwitches = (page, stretches) =>
  measure(page, stretches, async (index) => {
    await page.click(`#tabs [data-view=${VIEWS[index % VIEWS.length]}]`);
    await quiet(page);
  });

// The last of each stretch is the same study: others have charts with other ticks.
const SEEDS = 2;
/** Volumes made and solved, in stretches that are multiples of SEEDS. The page shows its view on microstructures. @param {import('playwright-core').Page} page @param {number[]} stretches */
export const studies = (page, stretches) =>
  measure(page, stretches, async (index) => {
    await generate(page, { seed: index % SEEDS });
    await quiet(page);
  });

/** Embeds put into a page and taken out of it. embed.js has been loaded. @param {import('playwright-core').Page} page @param {number[]} stretches */
export const embeds = (page, stretches) =>
  measure(page, stretches, () =>
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
