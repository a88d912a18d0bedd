// SPDX-License-Identifier: MIT
// What is kept on the device, where nothing is, and how it goes.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browserAndServer, dist, quiet, settled, watchProblems } from './chromium.mjs';
import { generate } from './rail.mjs';

const { browser, server } = await browserAndServer();

async function contextOf(t) {
  const context = await browser.newContext();
  t.after(() => context.close());
  return context;
}
async function open(t, context, address) {
  const page = await context.newPage();
  watchProblems(t, page);
  await page.goto(address);
  await settled(page);
  return page;
}
async function edit(page, am) {
  await page.fill('#scenario [name=amWtPct]', String(am));
  await page.press('#scenario [name=amWtPct]', 'Tab');
  await quiet(page);
}
/** Everything that the browser keeps for the page's site, but for the page itself. */
const keptOf = (page) =>
  page.evaluate(async () => {
    const studies = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve) => {
        indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result);
      });
      const request = database.transaction('studies').objectStore('studies').getAllKeys();
      studies.push(...(await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)))));
      database.close();
    }
    return { local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie, studies };
  });
const NOTHING = { local: {}, session: {}, cookies: '', studies: [] };

test('everything can be forgotten, and stays forgotten', async (t) => {
  const context = await contextOf(t);
  const page = await open(t, context, server.address);
  await edit(page, 77);
  await page.click('#tabs [data-view=microstructure]');
  await generate(page);
  await quiet(page);
  const before = await keptOf(page);
  assert.ok(Object.keys(before.local).length > 0 && before.studies.length === 2, JSON.stringify(before));
  await page.click('#device > summary');
  await page.click('#forget');
  await page.waitForFunction(() => /Forgotten/.test(document.getElementById('device-status').textContent));
  assert.deepEqual(await keptOf(page), NOTHING);
  // What is still on the screen is not kept again.
  await page.click('#tabs [data-view=all]');
  await edit(page, 78);
  assert.deepEqual(await keptOf(page), NOTHING);
  await page.close();
  const next = await open(t, context, server.address);
  assert.equal(await next.isVisible('#notices'), false);
  assert.equal(await next.evaluate(() => window.cathodeLab.getScenario().amWtPct), 85);
  await edit(next, 79);
  assert.equal(Object.keys((await keptOf(next)).local).length, 1);
});

test('what is old goes', async (t) => {
  const context = await contextOf(t);
  const first = await open(t, context, server.address);
  await first.evaluate(() => {
    const day = 86400e3;
    for (const [page, age, am] of [
      ['old', 91, 70],
      ['young', 89, 71],
    ]) {
      const text = JSON.stringify({ link: `v=2&am=${am}`, at: Date.now() - age * day });
      localStorage.setItem(`cathode-lab calculation ${page}`, text);
    }
  });
  await first.close();
  const page = await open(t, context, server.address);
  assert.deepEqual(Object.keys((await keptOf(page)).local), ['cathode-lab calculation young']);
  assert.equal(await page.evaluate(() => window.cathodeLab.getScenario().amWtPct), 71);
});

test('a page that opens this one with links of its own takes nothing from what was kept', async (t) => {
  const context = await contextOf(t);
  const mine = await open(t, context, server.address);
  await edit(mine, 77);
  const before = await keptOf(mine);
  await mine.close();
  const host = createServer((_request, response) =>
    response
      .setHeader('Content-Type', 'text/html')
      .end('<!doctype html><link rel="icon" href="data:,"><title>Foreign</title><button>Look</button>'),
  );
  await new Promise((resolve) => host.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    host.closeAllConnections();
    host.close();
  });
  const foreign = await context.newPage();
  await foreign.goto(`http://127.0.0.1:${host.address().port}/`);
  await foreign.evaluate((address) => {
    document.querySelector('button').onclick = () => {
      window.opened = window.open(`${address}#v=2&am=60`);
    };
  }, server.address);
  const [page] = await Promise.all([context.waitForEvent('page'), foreign.click('button')]);
  await settled(page);
  for (let am = 61; am < 75; ++am) {
    await foreign.evaluate((link) => {
      window.opened.location = link;
    }, `${server.address}#v=2&am=${am}`);
    await page.waitForFunction((wanted) => window.cathodeLab.getScenario().amWtPct === wanted, am);
    await quiet(page);
  }
  assert.deepEqual(await keptOf(page), before);
  // What a person changes there is theirs.
  await edit(page, 80);
  assert.equal(Object.keys((await keptOf(page)).local).length, 2);
});

test('within another page nothing is kept', async (t) => {
  const context = await contextOf(t);
  const page = await open(t, context, `${server.address}?embed=1&view=literature#v=2&am=80`);
  await page.setViewportSize({ width: 1280, height: 3000 });
  await page.click('#show-mirror');
  await edit(page, 77);
  await page.click('#figure-literature >> text=Save or cite');
  await page.click('#figure[open] details:has(#cite-title) > summary');
  await page.fill('#cite-title', 'Unpublished');
  await quiet(page);
  assert.deepEqual(await keptOf(page), NOTHING);
});

test('from disk nothing is kept unless it is asked for', async (t) => {
  const context = await contextOf(t);
  const address = pathToFileURL(join(dist, 'standalone.html')).href;
  const page = await open(t, context, address);
  await edit(page, 77);
  assert.deepEqual(await keptOf(page), NOTHING);
  await page.click('#device > summary');
  assert.equal(await page.isVisible('#device-usual'), false);
  await page.check('#device-asked');
  await edit(page, 78);
  assert.equal(Object.keys((await keptOf(page)).local).length, 2);
  const again = await open(t, context, address);
  assert.equal(await again.evaluate(() => window.cathodeLab.getScenario().amWtPct), 78);
  await again.click('#device > summary');
  await again.uncheck('#device-asked');
  assert.deepEqual(await keptOf(again), NOTHING);
});
