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

test('no frame waits for an answer of the graphics card, nor makes again what it has', async (t) => {
  const page = await open(t);
  const atStart = await callsOf(page);
  assert.deepEqual(asked(atStart), []);
  assert.ok(atStart.linkProgram === 1, 'the calls are counted');

  const { left, right, x, y } = await itemOf(page, 'amWtPct');
  async function dragAndChoose() {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const share of [1 / 3, 2 / 3, 3 / 4]) await page.mouse.move(left + (right - left) * share, y, { steps: 5 });
    await page.mouse.up();
    await clickItem(page, 'model=2');
    await clickItem(page, 'model=4');
    return callsOf(page);
  }
  // Pictures of other compositions are made when they are first shown.
  const first = await dragAndChoose();
  assert.deepEqual(asked(first), []);
  const calls = await dragAndChoose();
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

test('what a move of a slider changes is drawn at once, everywhere', async (t) => {
  const page = await open(t);
  const { left, right, x, y } = await itemOf(page, 'amWtPct');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await callsOf(page);
  for (let i = 1; i <= 10; ++i) {
    const before = await page.evaluate(() => window.cathodeLab.frames());
    await page.mouse.move(x - ((right - left) * i) / 40, y);
    const { clear } = await callsOf(page);
    assert.equal(clear, 1, 'pictures drawn');
    // The second finds nothing left to draw.
    const frames = (await page.evaluate(() => window.cathodeLab.frames())) - before;
    assert.ok(frames <= 2, `${frames} frames`);
  }
  await page.mouse.up();
});

test('a press and its release between two frames count', async (t) => {
  const page = await open(t);
  const { x, y } = await itemOf(page, 'model=2');
  await page.evaluate(
    ([clientX, clientY]) => {
      const canvas = document.querySelector('canvas');
      for (const [type, buttons] of Object.entries({ pointermove: 0, pointerdown: 1, pointerup: 0 })) {
        const pointer = { clientX, clientY, buttons, isPrimary: true, pointerType: 'mouse' };
        canvas.dispatchEvent(new PointerEvent(type, pointer));
      }
    },
    [x, y],
  );
  await quiet(page);
  assert.equal((await page.evaluate(() => window.cathodeLab.getScenario())).model, 2);
});
