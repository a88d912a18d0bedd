// SPDX-License-Identifier: MIT
// Long use leaves nothing behind: a sample of what tests/bench/endurance.mjs counts in full.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { browserAndServer, clickItem, itemOf, launchChromium, quiet, settled, watchProblems } from './chromium.mjs';
import { embeds, hundredEdits, studies, tabSwitches } from './endurance.mjs';
import { generate } from './rail.mjs';

const { browser, server } = await browserAndServer();

async function open(t, query = '', width = 400) {
  const page = await browser.newPage({ viewport: { width, height: 300 } });
  watchProblems(t, page);
  await page.goto(`${server.address}${query}`);
  await settled(page);
  return page;
}

/**
 * What each act leaves behind makes the heap grow in every stretch; what the engine compiles or remembers of its code comes in
 * one of them, sooner or later as the machine is fast, so that the heap is judged by the stretch in which it has grown least.
 * @param {import('./endurance.mjs').Held[]} held after each stretch
 * @param {number} heapKb @param {number} nodes
 */
function assertNothingLeft(held, heapKb, nodes = 5) {
  const told = held.map((one) => JSON.stringify(one)).join(' -> ');
  const first = held[0];
  const last = held[held.length - 1];
  assert.ok(last.documents <= first.documents, told);
  assert.ok(last.nodes <= first.nodes + nodes, told);
  assert.ok(last.listeners <= first.listeners + 2, told);
  assert.ok(Math.min(...held.slice(1).map((one, i) => one.heapKb - held[i].heapKb)) <= heapKb, told);
}

test('edits leave nothing behind but what can be undone', async (t) => {
  const page = await open(t);
  assertNothingLeft(await hundredEdits(page, [1, 1, 1]), 300);
});

test('switching tabs leaves nothing behind', async (t) => {
  // Some 270 kB of code come with the first hundred switches: if evenly, 90 to each of three stretches.
  assertNothingLeft(await tabSwitches(await open(t, '', 1200), [12, 24, 24, 24]), 100);
});

test('studies leave nothing behind but the last', async (t) => {
  const page = await open(t, '?view=microstructure');
  await page.waitForSelector('#micro-size');
  // What is told of one study may take some words more than of another; a study that stays has hundreds of nodes.
  assertNothingLeft(await studies(page, [2, 2]), 300, 60);
  assert.equal(page.workers().length, 0);
});

test('embeds that are taken out leave nothing behind', async (t) => {
  const host = createServer((_request, response) =>
    response
      .setHeader('Content-Type', 'text/html')
      .end(`<!doctype html><link rel="icon" href="data:,"><script src="${server.address}embed.js"></script><body>`),
  );
  await new Promise((resolve) => host.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    host.closeAllConnections();
    host.close();
  });
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  watchProblems(t, page);
  await page.goto(`http://127.0.0.1:${host.address().port}/`);
  await page.waitForFunction(() => customElements.get('cathode-lab'));
  assertNothingLeft(await embeds(page, [3, 6, 6]), 100);
  for (let i = 0; i < 600 && page.frames().length > 1; ++i) await new Promise((done) => setTimeout(done, 100));
  assert.equal(page.frames().length, 1);
});

/** An edit by the keyboard on the canvas; returns what the form shows then. */
async function editOnCanvas(page) {
  await clickItem(page, 'amWtPct');
  await page.keyboard.press('ArrowRight');
  await quiet(page);
  return page.inputValue('#scenario [name=amWtPct]');
}

test('back and forward bring the page back as it was, not anew', async (t) => {
  const own = await launchChromium([], ['--disable-back-forward-cache']);
  t.after(() => own.close());
  const page = await own.newPage({ viewport: { width: 900, height: 700 } });
  watchProblems(t, page);
  await page.goto(`${server.address}?view=microstructure`);
  await settled(page);
  // After everything that could stand in the way: workers, what is kept, a file that was made.
  await page.waitForSelector('#micro-size');
  await generate(page);
  await page.evaluate(() => {
    window.cathodeLab.setScenario({ model: 2, amWtPct: 77 });
    window.addEventListener('pageshow', ({ persisted }) => {
      window.cameBack = persisted;
    });
  });
  await quiet(page);
  const title = await page.textContent('#study-title');
  await page.goto('about:blank');
  await page.evaluate(() => history.back()).catch(() => {}); // the page goes while it is asked
  await page.waitForFunction(() => window.cameBack !== undefined);
  assert.equal(await page.evaluate(() => window.cameBack), true);
  assert.equal(await page.textContent('#study-title'), title);
  // The tab with the drawing, which has been out of sight, draws.
  await page.click('#tabs a[data-view=all]');
  const { x, y } = await itemOf(page, 'amWtPct');
  assert.ok(x > 0 && y > 0);
  assert.ok(Number(await editOnCanvas(page)) !== 77);
});

test('frozen and resumed, it goes on', async (t) => {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  watchProblems(t, page);
  await page.goto(`${server.address}#v=2&am=80`);
  await settled(page);
  const session = await page.context().newCDPSession(page);
  const frames = () => page.evaluate(() => window.cathodeLab.frames());
  const first = await frames();
  // In the middle of an edit, with the address still to be written.
  await page.evaluate(() => window.cathodeLab.setScenario({ amWtPct: 81 }));
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await quiet(page);
  assert.ok((await frames()) > first);
  assert.equal(new URL(page.url()).hash, '#v=2&am=81');
  assert.notEqual(await editOnCanvas(page), '81');
});
