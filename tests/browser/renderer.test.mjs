// SPDX-License-Identifier: MIT
// What a frame of the canvas asks of the graphics card, and how many frames an event takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, clickItem, itemOf, quiet, settled, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();

/** Opens the page with the calls of its WebGL context counted, by name, from the first on. */
async function open(t) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  watchProblems(t, page);
  await page.addInitScript(() => {
    /** @type {Record<string, number>} */
    window.calls = {};
    const methods = WebGL2RenderingContext.prototype;
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(methods))) {
      if (typeof value !== 'function') continue;
      methods[name] = function (...given) {
        window.calls[name] = (window.calls[name] ?? 0) + 1;
        return value.apply(this, given);
      };
    }
  });
  await page.goto(server.address);
  assert.equal(await settled(page), 'ready');
  return page;
}

/** What has been called since the last time. @param {import('playwright-core').Page} page */
async function callsOf(page) {
  await quiet(page);
  return page.evaluate(() => {
    const { calls } = window;
    window.calls = {};
    return calls;
  });
}
/** Calls that wait for an answer: until all that was drawn before is done. @param {Record<string, number>} calls */
const asked = (calls) =>
  Object.keys(calls).filter((name) => /^(get(?!Extension)|is|read|check|finish|flush|clientWait|fenceSync)/.test(name));
// What lasts from one frame to the next is made once.
const made = (calls) => Object.keys(calls).filter((name) => /^(create|delete|link|compile|texImage)/.test(name));

test('no frame waits for an answer of the graphics card, nor makes anything anew', async (t) => {
  const page = await open(t);
  const atStart = await callsOf(page);
  assert.deepEqual(asked(atStart), []);
  assert.ok(atStart.linkProgram === 1, 'the calls are counted');

  const { left, right, x, y } = await itemOf(page, 'amWtPct');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(left + (right - left) / 3, y, { steps: 10 });
  await page.mouse.up();
  await clickItem(page, 'model=2');
  const calls = await callsOf(page);
  assert.ok(calls.drawElements > 20, 'it was drawn');
  assert.deepEqual([...asked(calls), ...made(calls)], []);
});

test('after a lost context the picture is as before', async (t) => {
  const page = await open(t);
  const picture = () => page.evaluate(() => document.querySelector('canvas').toDataURL());
  const before = await picture();
  await page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const extension = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    const restored = new Promise((done) => canvas.addEventListener('webglcontextrestored', done, { once: true }));
    extension.loseContext();
    await new Promise((done) => setTimeout(done, 50));
    extension.restoreContext();
    await restored;
  });
  await quiet(page);
  assert.equal(await picture(), before);
});
