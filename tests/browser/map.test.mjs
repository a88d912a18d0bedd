// SPDX-License-Identifier: MIT
// The map: choosing, reading and going to places, by pointer and keyboard, in the drawing and in the form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, clickItem, itemOf, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();

/** @param {import('node:test').TestContext} t @param {string} address @param {number} [width] */
async function open(t, address, width = 1366) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  watchProblems(t, page);
  await page.goto(`${server.address}${address}`);
  assert.equal(await settled(page), 'ready');
  return page;
}
const scenarioOf = (page) => page.evaluate(() => window.cathodeLab.getScenario());

test('a click goes to its place, back is one step, and what is chosen is in the link', async (t) => {
  const page = await open(t, '?view=map');
  const before = await scenarioOf(page);
  const { x, y, right } = await itemOf(page, 'map-plane');
  await page.mouse.click(x, y);
  await quiet(page);
  const there = await scenarioOf(page);
  // The middle of 10 to 200 um and of 60 to 92 wt%.
  assert.equal(there.amWtPct, 76);
  assert.equal(there.cathodeThicknessUm, 105);
  await page.keyboard.press('Control+z');
  await quiet(page);
  assert.deepEqual(await scenarioOf(page), before);
  await page.mouse.move(right + 40, y);

  await clickItem(page, 'choose-metric');
  await clickItem(page, 'metric=voltageDropMv');
  await clickItem(page, 'choose-mapX');
  await clickItem(page, 'mapX=cRate');
  await quiet(page);
  const address = await page.evaluate(() => location.href);
  assert.match(decodeURIComponent(address), /fig=mapX:cRate,metric:voltageDropMv/);
  const other = await open(t, address.slice(server.address.length));
  const options = await other.evaluate(() => new URL(location.href).hash);
  assert.match(decodeURIComponent(options), /fig=mapX:cRate,metric:voltageDropMv/);
});

test('arrows read and Enter goes there', async (t) => {
  const page = await open(t, '?view=map#v=2&Lc=48&am=76');
  const plane = await itemOf(page, 'map-plane');
  await page.mouse.click(plane.x, plane.y);
  await page.keyboard.press('Control+z');
  await page.mouse.move(2, 2);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await quiet(page);
  assert.equal((await scenarioOf(page)).amWtPct, 76);
  await page.keyboard.press('Enter');
  await quiet(page);
  const { amWtPct, cathodeThicknessUm } = await scenarioOf(page);
  assert.ok(amWtPct > 76 && cathodeThicknessUm > 48, `${amWtPct} ${cathodeThicknessUm}`);
});

test('in the form the same map has lists, ranges, a refusal in its place, and its numbers', async (t) => {
  const page = await open(t, '?view=map&form=1');
  const figure = page.locator('#figure-map');
  await figure.locator('svg image').first().waitFor();
  // Figures out of sight are drawn once they are in it.
  await figure.scrollIntoViewIfNeeded();
  await page.selectOption('#option-metric', 'ionicConductivityMsCm');
  await page.selectOption('#option-mapX', 'temperatureC');
  await quiet(page);
  await page.waitForFunction(() => document.querySelector('#figure-map h2')?.textContent?.includes('temperature'));
  await page.fill('#option-mapXFrom', '95');
  await page.press('#option-mapXFrom', 'Enter');
  await quiet(page);
  await page.waitForSelector('#figure-map [role=alert]:not([hidden])');
  assert.match(await figure.innerText(), /out of range; allowed: 0 to 90 °C/);
  await page.fill('#option-mapXFrom', '');
  await page.press('#option-mapXFrom', 'Enter');
  await quiet(page);
  await figure.locator('svg image').first().waitFor();
  await figure.locator('details.data summary').click();
  await quiet(page);
  assert.equal(await figure.locator('details.data tbody tr').count(), 1 + 17 * 17);
});

for (const [name, address, width] of /** @type {const} */ ([
  ['the drawing', '?view=map', 1366],
  ['the drawing of a phone', '?view=map', 320],
  ['the form', '?view=map&form=1', 1366],
  ['the form on a phone', '?view=map&form=1', 320],
])) {
  test(`axe-core objects to nothing and nothing runs out of ${name}`, async (t) => {
    const page = await open(t, address, width);
    assert.deepEqual(await violationsOf(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  });
}

test('while a slider is dragged over a shown map, it follows in each frame', async (t) => {
  const page = await open(t, '?view=map');
  const slider = await itemOf(page, 'temperatureC');
  const frames = () => page.evaluate(() => window.cathodeLab.frames());
  await page.mouse.move(slider.x, slider.y);
  await page.mouse.down();
  const before = await frames();
  const moves = 12;
  for (let i = 1; i <= moves; ++i) {
    await page.mouse.move(slider.left + ((slider.right - slider.left) * i) / (moves + 2), slider.y);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.ok((await frames()) - before >= moves / 2);
  await page.mouse.up();
});
