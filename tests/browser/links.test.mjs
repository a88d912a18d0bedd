// SPDX-License-Identifier: MIT
// What links hold beside the calculation, the tabs in the history, and what stands in the page before it calculates.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { browserAndServer, quiet, settled, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();
const lab = await createCathodeLab();

/** @param {import('node:test').TestContext} t @param {string} address behind that of the page */
async function open(t, address) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  watchProblems(t, page);
  await page.goto(`${server.address}${address}`);
  assert.equal(await settled(page), 'ready');
  await page.evaluate(() => window.cathodeLab.complete);
  await quiet(page);
  return page;
}
const BY_AM = '#literature .joined label:has-text("AM")';
const addressOf = async (page) => (await page.evaluate(() => location.href)).slice(server.address.length);
const turnTo = async (page, view) => {
  await page.click(`#tabs a[data-view=${view}]`);
  await quiet(page);
};

test('a link holds view, figure choices and microstructure, and sharing from any tab leads back there', async (t) => {
  const page = await open(t, '?view=literature#v=2&am=80');
  await page.locator(BY_AM).click();
  await turnTo(page, 'microstructure');
  await page.fill('#micro-seed', '7');
  await page.press('#micro-seed', 'Enter');
  await quiet(page);
  await page.click('#share-open');
  await page.waitForSelector('dialog[open]');
  const shared = (await page.inputValue('#share-link')).slice(server.address.length);
  assert.equal(shared, '?view=microstructure#v=2&am=80&fig=loading:am&vol=seed:7');

  const other = await open(t, shared);
  assert.equal(await other.title(), 'Microstructure · Cathode Lab');
  assert.equal(await other.inputValue('#micro-seed'), '7');
  await turnTo(other, 'literature');
  assert.equal(await other.locator(`${BY_AM} input`).isChecked(), true);
  assert.equal(await addressOf(other), '?view=literature#v=2&am=80&fig=loading:am&vol=seed:7');
  assert.deepEqual(lab.decodeLink('v=2&am=80').scenario, await other.evaluate(() => window.cathodeLab.getScenario()));
});

test('what a link holds of figures and microstructure and cannot be read is told with its range, and the rest is taken', async (t) => {
  const page = await open(
    t,
    '#v=2&fig=quantity:tortuosityFactor,against:no,width:3,bulkCapacitanceF:9&vol=box:20,seed:x',
  );
  const told = await page.textContent('#notices');
  assert.match(told ?? '', /against \(Over\): "no" is not one of the choices; allowed: amWtPct, phi\. Left out\./);
  assert.match(told ?? '', /"width" is no option of a figure; allowed: loading, /);
  assert.match(told ?? '', /bulkCapacitanceF .*"9" is refused; allowed: 1e-14 to 1 F\. Left out\./);
  await turnTo(page, 'microstructure');
  assert.match((await page.textContent('#micro-error')) ?? '', /seed \(Seed\): "x" .*allowed: 0 to 4294967295/);
  assert.equal(await page.inputValue('#micro-box'), '20');
  await page.fill('#micro-seed', '2');
  await page.press('#micro-seed', 'Enter');
  await quiet(page);
  assert.equal(await addressOf(page), '?view=microstructure#fig=quantity:tortuosityFactor&vol=box:20,seed:2');
});

test('Back walks the tabs, and choices are no steps', async (t) => {
  const page = await open(t, '#v=2&am=80');
  for (const view of ['transport', 'literature']) await turnTo(page, view);
  await page.locator(BY_AM).click();
  await quiet(page);
  const titles = [];
  for (let i = 0; i < 2; ++i) {
    await page.goBack();
    await quiet(page);
    titles.push(await page.title());
  }
  assert.deepEqual(titles, ['Transport · Cathode Lab', 'Cathode Lab']);
  await page.goForward();
  await page.goForward();
  await quiet(page);
  assert.equal(await addressOf(page), '?view=literature#v=2&am=80&fig=loading:am');
});

/** A page whose compiled core does not come, once it has painted. @param {import('node:test').TestContext} t @param {string} address */
async function openEarly(t, address) {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.route('**/*.wasm', () => {});
  await page.goto(`${server.address}${address}`, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  return page;
}

test('the page itself holds the results of the default cell, and of no other', async (t) => {
  const page = await openEarly(t, '');
  const { values } = lab.evaluate({});
  for (const key of ['volumetricEnergyDensityWhL', 'gravimetricEnergyDensityWhKg'])
    assert.ok((await page.innerText('#loading .numbers')).includes(lab.displayText(key, values[key])));
  const rows = await page.locator('#loading tbody tr').allInnerTexts();
  assert.equal(rows.length, 4);
  assert.ok(rows[0].startsWith('4 Thin shell, small SE'));
  // Nothing that the first paint would wait for.
  assert.equal(await page.locator('link[rel=stylesheet], script:not([type]):not([src=""])[src]').count(), 0);
  for (const address of ['#v=2&am=80', '?view=transport', '#embed=1&predict=ionicMacMullin', '#view=energy']) {
    const other = await openEarly(t, address);
    assert.doesNotMatch(await other.innerText('#loading'), /\d/, address);
    assert.match(await other.innerText('#loading'), /Calculating/);
  }
});

test('the calculator takes over without moving anything', async (t) => {
  for (const width of [390, 1366]) {
    const page = await browser.newPage({ viewport: { width, height: 768 } });
    t.after(() => page.close());
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts.push(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(server.address);
    await settled(page);
    await quiet(page);
    assert.equal(await page.locator('#loading').count(), 0);
    const sum = await page.evaluate(() => window.shifts.reduce((all, one) => all + one, 0));
    // The widths of letters, when the page's own font comes.
    assert.ok(sum < 0.005, `${width} px: ${sum}`);
  }
});
