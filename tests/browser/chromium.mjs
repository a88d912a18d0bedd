// SPDX-License-Identifier: MIT
// A headless Chromium on the built page, served under a sub-path as on a project's own site.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { serve } from '../../tools/static-server.mjs';

export const dist = fileURLToPath(new URL('../../dist', import.meta.url));

export const chromiumPath =
  process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
// WebGL 2 without a graphics card, and nothing over the network of the browser's own.
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

// Without windows to be seen, nothing is put together on a graphics card that is software, and nothing is loaded for the popups of
// an address bar: with each page they take as much time as the page. The list stands in place of Playwright's, whose features
// it holds too.
const HEADLESS_ARGS = [
  '--disable-gpu-compositing',
  `--disable-features=${[
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'AcceptCHFrame',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'DialMediaRouteProvider',
    'GlobalMediaControls',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
    'Translate',
    'RenderDocument',
  ].join()}`,
];

// How long tests wait for what must come: a machine with other work to do may be twenty times slower than this page.
export const PATIENCE_MS = 120_000;

/** @param {string[]} [args] more arguments @param {string[]} [without] what is left out of those that drive a browser usually */
export async function launchChromium(args = [], without = []) {
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [...CHROMIUM_ARGS, ...HEADLESS_ARGS, ...args],
    ignoreDefaultArgs: without,
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  };
  return browser;
}

/**
 * Collects what a page reports as wrong; at the test's end closes the page and fails if there is any.
 * @param {import('node:test').TestContext} t
 * @param {import('playwright-core').Page} page
 * @param {RegExp} [known] what the browser says of what is tried on purpose
 */
export function watchProblems(t, page, known = /^$/) {
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !known.test(message.text())) problems.push(message.text());
  });
  t.after(async () => {
    if (!page.isClosed()) await page.close();
    assert.deepEqual(problems, []);
  });
  return problems;
}

export const serveDist = () => serve(dist, { prefix: '/teaching/cathode' });

/** A browser and the built page for all tests of a file; both end with it. */
export async function browserAndServer() {
  const [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  after(async () => {
    await browser.close();
    server.close();
  });
  return { browser, server };
}

/**
 * Waits until nothing is left to draw, write or solve, what was asked for just now included.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 */
export const quiet = (page) => page.evaluate(() => window.cathodeLab?.atRest());

/**
 * Waits until something is so that can only be asked for: waitForFunction takes the promise itself for a yes.
 * @template A
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page which may be loaded anew meanwhile, or out of view: no frames are drawn there
 * @param {(given: A) => boolean | Promise<boolean>} look in the page
 * @param {A} [given]
 */
export async function until(page, look, given) {
  for (const end = Date.now() + PATIENCE_MS; ; await new Promise((done) => setTimeout(done, 100))) {
    if (await page.evaluate(look, given).catch(() => false)) return;
    assert.ok(Date.now() < end, `never: ${look}`);
  }
}

/**
 * Middle and edges of an item that the canvas has drawn, in the window. Inputs have the names of their keys.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 * @param {string} name
 */
export async function itemOf(page, name) {
  await quiet(page);
  const box = await page.evaluate((wanted) => window.cathodeLab.canvasItem(wanted)?.toJSON(), name);
  assert.ok(box, `nothing named ${name} on the canvas`);
  const { left, right, width, y, height } = box;
  return { left, right, x: left + width / 2, y: y + height / 2 };
}
/** @param {import('playwright-core').Page} page @param {string} name */
export async function clickItem(page, name) {
  const { x, y } = await itemOf(page, name);
  await page.mouse.click(x, y);
}

/** The tabs, by their views, as they stand. */
export const TABS = [
  'all',
  'transport',
  'microstructure',
  'rate',
  'map',
  'designs',
  'uncertainty',
  'literature',
  'audit',
  'reconstruction',
  'tables',
  'impedance',
];

/**
 * What axe-core objects to on a page, its frames left out.
 * @param {import('playwright-core').Page} page
 * @param {number} leastRules that must have found something to look at
 */
export async function violationsOf(page, leastRules = 3) {
  await page.evaluate(axe.source);
  return page.evaluate(async (least) => {
    const { violations, passes } = await window.axe.run(document, { iframes: false });
    if (passes.length < least) throw new Error(`axe-core has applied ${passes.length} rules only`);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, leastRules);
}

/** Waits until the page has settled in one of its states, and has all that it loads; returns the state. */
export async function settled(page) {
  await page.waitForFunction(() => document.documentElement.dataset.state !== 'loading');
  await page.evaluate(async () => {
    await window.cathodeLab?.complete;
  });
  await quiet(page);
  return page.evaluate(() => document.documentElement.dataset.state);
}
