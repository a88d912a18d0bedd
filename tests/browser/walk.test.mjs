// SPDX-License-Identifier: MIT
// Guided walks as a new user takes them: few clicks, nothing hidden by the bar, one's own calculation back at the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WALKS, withNumbers } from '../../web/teach/walks.js';
import { browserAndServer, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();
const MOST_CLICKS = 9;
const [walk] = WALKS;

/** @param {import('node:test').TestContext} t @param {string} address @param {object} [options] */
async function open(t, address, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, ...options });
  watchProblems(t, page);
  await page.goto(`${server.address}${address}`);
  await settled(page);
  return page;
}
/** @param {import('playwright-core').Page} page @param {string} name of a button of the bar */
async function press(page, name) {
  await page.click(`#walk button:text-is("${name}")`);
  await quiet(page);
}
const title = (/** @type {import('playwright-core').Page} */ page) => page.innerText('#walk-title');
const isLast = async (/** @type {import('playwright-core').Page} */ page) =>
  !(await page.isVisible('#walk button:text-is("Next")'));
const state = (/** @type {import('playwright-core').Page} */ page) =>
  page.evaluate(() => ({
    link: window.cathodeLab.getLink(),
    view: document.documentElement.dataset.view,
  }));

test('from the menu to a figure to save in under ten clicks, and back to one’s own calculation', async (t) => {
  const page = await open(t, '?view=literature#v=2&am=78&pin=model:1&row=n:Mine,am:80.0');
  const own = await state(page);
  let clicks = 0;
  const click = async (/** @type {string} */ selector) => {
    await page.click(selector);
    ++clicks;
    await quiet(page);
  };
  await click('#more summary');
  await click(`#menu [data-walk="${walk.name}"]`);
  const titles = [await title(page)];
  while (!(await isLast(page))) {
    await click('#walk button:text-is("Next")');
    titles.push(await title(page));
  }
  assert.ok(titles.length === 7, titles.join());
  assert.equal(new Set(titles).size, titles.length);
  await click('#walk button:text-is("Save this figure")');
  await page.waitForSelector('#figure[open]');
  assert.match(await page.innerText('#figure-title'), /\S/);
  t.diagnostic(`${clicks} clicks`);
  assert.ok(clicks <= MOST_CLICKS, `${clicks} clicks`);
  await page.keyboard.press('Escape');
  await press(page, 'End the walk');
  assert.equal(await page.locator('#walk, #walk-ring').count(), 0);
  assert.deepEqual(await state(page), own);
  assert.doesNotMatch(page.url(), /walk=/);
  // Each step was an edit: undo walks back into it.
  await page.click('#undo');
  await quiet(page);
  assert.notEqual((await state(page)).link, own.link);
});

test('texts say what the steps calculate', async (t) => {
  const page = await open(t, '?walk=separator');
  await page.waitForSelector('#walk');
  const lab = await page.evaluate(() => {
    const { lab: all, getScenario } = window.cathodeLab;
    return { values: all.evaluate(getScenario()).values, text: document.querySelector('#walk-text')?.textContent };
  });
  assert.match(lab.text ?? '', new RegExp(`${Math.round(lab.values.volumetricEnergyDensityWhL)} Wh/L`));
  await press(page, 'Next');
  const now = await page.evaluate(() => {
    const { lab: all, getScenario } = window.cathodeLab;
    return { scenario: getScenario(), values: all.evaluate(getScenario()).values };
  });
  assert.equal(now.scenario.separatorThicknessUm, 20);
  const gain = 100 * (now.values.volumetricEnergyDensityWhL / lab.values.volumetricEnergyDensityWhL - 1);
  assert.match(await page.innerText('#walk-text'), new RegExp(`\\+${gain.toFixed(1)} %`));
  assert.doesNotMatch(await page.innerText('#walk'), /[{}]|NaN|null|undefined/);
});

test('Model 2 at 75 wt% and 60 °C loses 83 % to electrons, and none of the others half', async () => {
  const { default: createCathodeLab } = await import('../../dist/cathode-lab.mjs');
  const lab = await createCathodeLab();
  const share = (/** @type {number} */ model) =>
    Number(
      withNumbers(
        lab,
        { title: '', text: [], places: [], scenario: { model, amWtPct: 75, temperatureC: 60 } },
        '{electronsPct}',
      ),
    );
  assert.equal(share(2), 83);
  for (const model of [1, 3, 4]) assert.ok(share(model) < 50, `${model}: ${share(model)}`);
  // Every text of every walk has its numbers.
  for (const one of WALKS)
    for (const step of one.steps)
      for (const text of step.text) assert.doesNotMatch(withNumbers(lab, step, text), /[{}]|NaN|undefined/);
});

test('what is changed stays until the next step, and the step’s own is a press away', async (t) => {
  const page = await open(t, '?walk=separator');
  await page.waitForSelector('#walk');
  assert.equal(await page.isVisible('#walk button:text-is("Set it as the step has it")'), false);
  await page.evaluate(() =>
    window.cathodeLab.setScenario({ ...window.cathodeLab.getScenario(), separatorThicknessUm: 50 }),
  );
  await quiet(page);
  await press(page, 'Set it as the step has it');
  assert.equal((await page.evaluate(() => window.cathodeLab.getScenario())).separatorThicknessUm, 30);
  assert.equal(await page.isVisible('#walk button:text-is("Set it as the step has it")'), false);
});

test('it is taken by keyboard: the focus goes to each step’s heading, Escape ends it', async (t) => {
  const page = await open(t, '?walk=separator#v=2&am=80');
  await page.waitForSelector('#walk');
  await quiet(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  assert.equal(await focused(), walk.steps[0].title);
  for (let tabs = 0; tabs < 12 && (await focused()) !== 'Next'; ++tabs) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await quiet(page);
  assert.equal(await focused(), walk.steps[1].title);
  // What is told of a word does not end it.
  await page.click('#walk .words button');
  await page.waitForSelector('#definitions[open]');
  await page.keyboard.press('Escape');
  await quiet(page);
  assert.ok(await page.isVisible('#walk'));
  await page.keyboard.press('Escape');
  await quiet(page);
  assert.equal(await page.isVisible('#walk'), false);
  assert.match((await state(page)).link, /am=80/);
});

test('loaded anew on the way, it begins again and gives back what was there before', async (t) => {
  const page = await open(t, '?walk=separator#v=2&am=80&T=45');
  await page.waitForSelector('#walk');
  await press(page, 'Next');
  assert.doesNotMatch((await state(page)).link, /am=80/);
  await page.reload();
  await settled(page);
  await page.waitForSelector('#walk');
  assert.equal(await title(page), walk.steps[0].title);
  await press(page, 'End the walk');
  assert.match((await state(page)).link, /am=80&T=45/);
});

for (const [width, height] of [
  [320, 640],
  [390, 844],
  [1366, 768],
  [1920, 1080],
])
  test(`at ${width} × ${height} what a step speaks of is in sight, in every step`, async (t) => {
    const page = await open(t, '?walk=separator', { viewport: { width, height } });
    await page.waitForSelector('#walk');
    await quiet(page);
    for (;;) {
      const { ring, bar, head, sheet, wide } = await page.evaluate(() => {
        const rectOf = (/** @type {string} */ id) => document.getElementById(id)?.getBoundingClientRect().toJSON();
        return {
          ring: rectOf('walk-ring'),
          bar: rectOf('walk'),
          head: rectOf('head'),
          sheet: window.cathodeLab.canvasItem('sheet')?.toJSON(),
          wide: document.documentElement.scrollWidth > window.innerWidth,
        };
      });
      const step = await title(page);
      assert.ok(ring.height >= 80, `${step}: ${ring.height} px of it are to be seen`);
      assert.ok(
        ring.top >= head.bottom - 1 && ring.bottom <= bar.top + 1,
        `${step}: ${JSON.stringify({ ring, bar, head })}`,
      );
      if (sheet && sheet.top < bar.top) assert.ok(ring.bottom <= sheet.top + 1, step);
      assert.ok(bar.bottom <= height + 1 && !wide, step);
      if (await isLast(page)) break;
      await press(page, 'Next');
    }
  });

test('axe-core objects to nothing, light and dark', async (t) => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    const page = await open(t, '?walk=separator', { colorScheme, viewport: { width: 390, height: 700 } });
    await page.waitForSelector('#walk');
    await quiet(page);
    assert.deepEqual(await violationsOf(page), []);
    await page.close();
  }
});

test('within another page it stands above the calculation, and where the form stands it points at that', async (t) => {
  const page = await open(t, '?embed=1&walk=separator', { viewport: { width: 800, height: 1400 } });
  await page.waitForSelector('#walk');
  assert.ok(
    await page.evaluate(() => {
      const [bar, stage] = ['walk', 'stage'].map((id) => document.getElementById(id)?.getBoundingClientRect());
      return bar && stage && bar.bottom <= stage.top + 1;
    }),
  );
  const entries = await page.evaluate(() => history.length);
  while (!(await isLast(page))) await press(page, 'Next');
  await press(page, 'End the walk');
  assert.equal(await page.evaluate(() => history.length), entries);
  const form = await open(t, '?form=1&walk=separator');
  await form.waitForSelector('#walk');
  await quiet(form);
  assert.ok(await form.isVisible('#walk-ring'));
});

test('what is no walk is told of with what is', async (t) => {
  const page = await open(t, '?walk=beauty');
  assert.match(await page.innerText('#notices'), /walk: "beauty" is no walk; allowed: separator/);
});
