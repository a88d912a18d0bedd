// SPDX-License-Identifier: MIT
// The card of definitions: from every name in drawing, form and tables, by pointer and keyboard, by a link, in other pages, on paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, clickItem, itemOf, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();

/** @param {import('node:test').TestContext} t @param {string} address @param {object} [options] */
async function open(t, address, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, ...options });
  watchProblems(t, page);
  await page.goto(`${server.address}${address}`);
  await settled(page);
  return page;
}
/** The place of the open card that has the focus; '' if it is closed. @param {import('playwright-core').Page | import('playwright-core').Frame} page */
const shown = async (page) => {
  await quiet(page);
  return page.evaluate(() =>
    document.querySelector('#definitions[open]')?.contains(document.activeElement)
      ? (document.activeElement?.textContent ?? '')
      : '',
  );
};
/** @param {import('playwright-core').Page} page */
const close = async (page) => {
  await page.keyboard.press('Escape');
  await quiet(page);
  assert.equal(await page.isVisible('#definitions'), false);
};

test('a link opens the card at its term, and closing takes it out of the address', async (t) => {
  const page = await open(t, '?define=tortuosity-factor#v=2&am=80');
  assert.equal(await shown(page), 'Tortuosity factor');
  const article = page.locator('#define-tortuosity-factor');
  assert.match(await article.innerText(), /τ² = N.*M φ/s);
  assert.match(await article.innerText(), /The trap: It is relative to σ0/);
  assert.match(await article.innerText(), /In this cell: Ionic tortuosity factor [\d.]+, \w+/);
  const link = await article.locator('a').getAttribute('href');
  assert.match(link ?? '', /#v=2&am=80&define=tortuosity-factor$/);
  await article.locator('button', { hasText: 'MacMullin number' }).click();
  assert.equal(await shown(page), 'MacMullin number');
  await close(page);
  assert.doesNotMatch(page.url(), /define/);
  assert.match(page.url(), /#v=2&am=80$/);
  await page.goto('about:blank');
  await page.goto(/** @type {string} */ (link));
  await settled(page);
  assert.equal(await shown(page), 'Tortuosity factor');
  await close(page);
  assert.match(page.url(), /#v=2&am=80$/);
});

test('what is no term is told of with what is', async (t) => {
  const page = await open(t, '?define=beauty');
  assert.match(await page.innerText('#notices'), /define: "beauty" is no term; allowed: all, .*loading/);
  assert.equal(await shown(page), '');
});

test('every name of the drawing leads to its definition, by pointer and by the question mark', async (t) => {
  const page = await open(t, '#v=2&acc=physical', { viewport: { width: 1366, height: 2200 } });
  const parameters = await page.evaluate(() => window.cathodeLab.lab.parameters().map(({ key }) => key));
  await clickItem(page, 'more');
  let found = 0;
  for (const key of parameters) {
    await quiet(page);
    const at = await page.evaluate((name) => window.cathodeLab.canvasItem(name)?.toJSON(), `define-input-${key}`);
    if (!at || at.y + at.height > 2200) continue;
    await page.mouse.click(at.x + 4, at.y + at.height / 2);
    const place = await shown(page);
    assert.notEqual(place, '', key);
    ++found;
    await close(page);
  }
  assert.ok(found >= 16, `${found} names of inputs`);
  for (const [item, title] of [
    ['define-volumetricEnergyDensityWhL', 'Energy density'],
    ['define-input-separatorThicknessUm', 'Separator thickness'],
    ['define-input-amWtPct', 'Mass fraction'],
  ]) {
    await clickItem(page, item);
    assert.equal(await shown(page), title);
    await close(page);
  }
  // With the keyboard, on what is named.
  for (const [item, title] of [
    ['amWtPct', 'Mass fraction'],
    ['specificCapacityMahG', 'Specific capacity'],
    ['edge-separator', 'Separator thickness'],
  ]) {
    const { x, y } = await itemOf(page, item);
    await page.mouse.click(x, y);
    await page.keyboard.press('?');
    assert.equal(await shown(page), title);
    await close(page);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'canvas');
  }
});

test('explanations of the drawing lead to definitions', async (t) => {
  const page = await open(t, '?view=transport');
  await clickItem(page, 'provenance-electronicMacMullin');
  await quiet(page);
  await page.click('#tip .more');
  assert.equal(await shown(page), 'MacMullin number');
  await close(page);
  await clickItem(page, 'define-ionicTortuosityFactor');
  assert.equal(await shown(page), 'Tortuosity factor');
});

test('every label of the form and every name in its tables leads to a place of its own', async (t) => {
  const page = await open(t, '?form=1#v=2&pin=model:1');
  const names = page.locator('#mirror [data-define]');
  const count = await names.count();
  const { inputs, results } = await page.evaluate(() => ({
    inputs: window.cathodeLab.lab.parameters().length,
    results: window.cathodeLab.lab.metrics().length,
  }));
  assert.ok(count >= inputs + 2 * results, `${count} names`);
  const lead = await page.evaluate(async () => {
    const wrong = [];
    for (const one of document.querySelectorAll('#mirror [data-define]')) {
      /** @type {HTMLElement} */ (one).click();
      await window.cathodeLab.atRest();
      const place = document.activeElement;
      if (!place?.closest('article, tr')) wrong.push(one.getAttribute('data-define'));
      /** @type {HTMLDialogElement} */ (document.getElementById('definitions')).close();
    }
    return wrong;
  });
  assert.deepEqual(lead, []);
  // On the keyboard as any button, with its meaning beside it.
  await page.locator('#in-porosityPct').focus();
  await page.keyboard.press('Shift+Tab');
  assert.match(
    await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
    /^Porosity: what it is$/,
  );
  assert.match((await page.textContent('#definition')) ?? '', /Void fraction/);
  await page.keyboard.press('Enter');
  assert.equal(await shown(page), 'Porosity');
  await close(page);
  assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), /Porosity/);
});

test('words in texts lead there, the longer first', async (t) => {
  const page = await open(t, '?form=1&view=transport');
  await page.waitForSelector('#transport .figure');
  const words = await page.locator('#transport .says .term').allTextContents();
  assert.ok(
    words.some((word) => /tortuosity factor/i.test(word)),
    words.join(),
  );
  await page
    .locator('#transport .says .term', { hasText: /tortuosity factor/i })
    .first()
    .click();
  assert.equal(await shown(page), 'Tortuosity factor');
});

test('the menu opens it at its beginning', async (t) => {
  const page = await open(t, '');
  await page.click('#more summary');
  await page.click('#definitions-open');
  assert.equal(await shown(page), 'Energy density');
  assert.equal(await page.locator('#more').getAttribute('open'), null);
});

test('within another page it stands in the page, and results that are to be predicted are not told', async (t) => {
  const page = await open(t, '?embed=1&view=energy&predict=volumetricEnergyDensityWhL&define=loading', {
    viewport: { width: 700, height: 900 },
  });
  assert.equal(await shown(page), 'Loading');
  assert.equal(await page.locator('#definitions .now:visible').count(), 0);
  await close(page);
  await page.click('#definitions-open');
  assert.equal(await shown(page), 'Energy density');
});

for (const [name, options] of /** @type {const} */ ([
  ['a laptop, light', { viewport: { width: 1366, height: 768 } }],
  ['a phone, dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
]))
  test(`on ${name} nothing runs out of it, and axe-core objects to nothing`, async (t) => {
    const page = await open(t, '?define=energy-at-rate', options);
    assert.equal(await shown(page), 'Energy at rate');
    assert.deepEqual(await violationsOf(page), []);
    const wide = await page.evaluate(() => {
      const card = document.getElementById('definitions')?.getBoundingClientRect();
      return [...document.querySelectorAll('#definitions article *')]
        .filter((node) => card && node.getBoundingClientRect().right > card.right + 1)
        .map((node) => node.textContent);
    });
    assert.deepEqual(wide, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  });

test('an open card is printed alone', async (t) => {
  const page = await open(t, '?define=loading');
  await shown(page);
  await page.emulateMedia({ media: 'print' });
  const seen = await page.evaluate(() =>
    [...document.querySelectorAll('main > *')].filter((node) => node.checkVisibility()).map(({ id }) => id),
  );
  assert.deepEqual(seen, ['definitions']);
  assert.equal(
    await page.locator('#definitions article:visible').count(),
    await page.evaluate(() => window.cathodeLab.lab.definitions().length),
  );
});
