// SPDX-License-Identifier: MIT
// What tests do in the rail of the tab on microstructures.

/** Waits until nothing is generated or solved any more. @param {import('playwright-core').Page | import('playwright-core').Frame} page */
export const worked = (page) =>
  page.waitForFunction(() => document.querySelector('#microstructure .working').hidden, null, { timeout: 300_000 });

/** Opens all that is closed. @param {import('playwright-core').Page | import('playwright-core').Frame} page @param {string} [within] */
export const openAll = (page, within = '#microstructure') =>
  page.evaluate((selector) => {
    /** @type {HTMLDetailsElement} */ for (const one of document.querySelectorAll(`${selector} details`))
      one.open = true;
  }, within);

/**
 * Enters a small volume that is solved quickly; what is left out stays.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 * @param {{size?: number, box?: number, effort?: number, seed?: number}} [inputs] the box in µm
 */
export async function enter(page, { size = 64, box = 16, effort = 200000, seed } = {}) {
  await page.waitForSelector('#micro-size');
  await openAll(page, '#microstructure .rail');
  await page.selectOption('#micro-size', String(size));
  await page.selectOption('#micro-effort', String(effort));
  await type(page, 'micro-box', box);
  if (seed !== undefined) await type(page, 'micro-seed', seed);
}

/** @param {import('playwright-core').Page | import('playwright-core').Frame} page @param {string} id @param {number | string} text */
export async function type(page, id, text) {
  await page.fill(`#${id}`, String(text));
  await page.press(`#${id}`, 'Tab');
}

/**
 * Generates what is entered, and solves it unless another button is named.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 * @param {Parameters<typeof enter>[1] & {name?: string}} [inputs]
 */
export async function generate(page, { name = 'Generate and solve', ...inputs } = {}) {
  await enter(page, inputs);
  await page.click(`text="${name}"`);
  await worked(page);
}
