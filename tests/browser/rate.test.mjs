// SPDX-License-Identifier: MIT
// The tab on rate: its numbers, its choices in drawing, link and form, and what it says of itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, clickItem, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();

/** @param {import('node:test').TestContext} t @param {string} address @param {number} [width] */
async function open(t, address, width = 1366) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  watchProblems(t, page);
  await page.goto(`${server.address}${address}`);
  assert.equal(await settled(page), 'ready');
  await page.evaluate(() => window.cathodeLab.complete);
  await quiet(page);
  return page;
}

test('the drawing says that the source does not validate it, and a choice is in the link', async (t) => {
  const page = await open(t, '?view=rate#v=2&C=1');
  const words = await page.evaluate(() => document.body.innerText);
  for (const said of ['not validated by the source', 'upper bound', 'does not explain why Model 4', 'assumed'])
    assert.ok(words.includes(said), said);
  await clickItem(page, 'regime=At the start');
  await quiet(page);
  assert.match(decodeURIComponent(await page.evaluate(() => location.href)), /fig=regime:start/);
  const other = await open(t, '?view=rate#v=2&C=1&fig=regime:start');
  assert.match(decodeURIComponent(await other.evaluate(() => location.href)), /fig=regime:start/);
});

test('the form has the same figures, and limits of the thickness are typed there', async (t) => {
  const page = await open(t, '?view=rate&form=1#v=2&C=1');
  for (const name of ['resistance', 'rate', 'thickness', 'reaction', 'electrode-impedance'])
    await page.locator(`#figure-${name} svg`).first().waitFor();
  assert.match(await page.locator('#rate').innerText(), /not validated by the source/);
  const figure = page.locator('#figure-thickness');
  await page.fill('#option-mostCurrentMaCm2', '4');
  await page.press('#option-mostCurrentMaCm2', 'Enter');
  await quiet(page);
  await page.waitForFunction(() => document.querySelector('#figure-thickness svg')?.textContent?.includes('4 mA/cm²'));
  await page.fill('#option-cutOffV', '9');
  await page.press('#option-cutOffV', 'Enter');
  await quiet(page);
  assert.match(await figure.innerText(), /0 to 5 V/);
});

for (const [name, address, width] of /** @type {const} */ ([
  ['the drawing', '?view=rate', 1366],
  ['the drawing of a phone', '?view=rate', 320],
  ['the form', '?view=rate&form=1', 1366],
  ['the form on a phone', '?view=rate&form=1', 320],
])) {
  test(`axe-core objects to nothing and nothing runs out of ${name}`, async (t) => {
    const page = await open(t, address, width);
    assert.deepEqual(await violationsOf(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  });
}
