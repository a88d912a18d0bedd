// SPDX-License-Identifier: MIT
// The tab of uncertainties in the page: what it reports, own inputs by keyboard, and that the page answers meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { browserAndServer, settled, violationsOf, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();
const lab = await createCathodeLab();
const metric = 'volumetricEnergyDensityWhL';

async function open(t, { viewport = { width: 1366, height: 768 }, fragment = '' } = {}) {
  const page = await browser.newPage({ viewport });
  watchProblems(t, page);
  await page.goto(`${server.address}?view=uncertainty${fragment && `#${fragment}`}`);
  assert.equal(await settled(page), 'ready');
  await page.evaluate(() => window.cathodeLab.complete);
  await page.evaluate(() => window.cathodeLab.atRest());
  return page;
}

test('a result is reported as the module has it, and told apart from another model', async (t) => {
  const page = await open(t);
  assert.equal(await page.textContent('#uncertainty .short-form'), '1092(5) Wh/L');
  const facts = await page.textContent('#uncertainty .reported .summary');
  const known = lab.uncertainty({ metrics: [metric] })[metric];
  assert.ok(facts.includes(`k = ${known.coverageFactor.toFixed(2)}`), facts);
  assert.ok(facts.includes('200,000 samples'), facts);
  const verdict = await page.textContent('#uncertainty .verdict');
  assert.match(verdict, /Distinguishable from Model 3: yes/);
  assert.match(verdict, /repeatability of 1\.8 %/);
  const rows = await page.locator('#uncertainty [aria-label="Budget"] tbody tr').count();
  assert.equal(rows, known.budget.length);
  for (const name of ['uncertainty', 'budget', 'losses']) assert.ok(await page.isVisible(`#figure-${name} svg`), name);
  assert.deepEqual(await violationsOf(page), []);
  await page.close();
});

test('a pinned cell is told apart under its own name', async (t) => {
  const page = await open(t, { fragment: 'v=2&pin=model:1' });
  const choices = await page.locator('#uncertain-against option').allTextContents();
  assert.equal(choices.at(-1), 'A: Model 1, 85 wt%');
  await page.selectOption('#uncertain-against', { label: 'A: Model 1, 85 wt%' });
  await page.evaluate(() => window.cathodeLab.atRest());
  assert.match(await page.textContent('#uncertainty .verdict'), /Distinguishable from A: Model 1, 85 wt%: yes/);
  await page.close();
});

test('a composite of one’s own is told apart from each of the source’s models', async (t) => {
  const fragment = lab.encodeLink({
    composite: {
      name: 'Mine',
      materials: { amDensityGCm3: 4.8, seDensityGCm3: 1.64, caDensityGCm3: 1.8, caWtPct: 2, nominalVoltageV: 3.7 },
      points: [
        {
          amWtPct: 85,
          temperatureC: 25,
          porosityPct: { value: 12 },
          specificCapacityMahG: { value: 110, standardUncertainty: 1 },
        },
      ],
    },
  });
  const page = await open(t, { fragment });
  const choices = await page.locator('#uncertain-against option').allTextContents();
  assert.deepEqual(choices.slice(-4), ['Model 1', 'Model 2', 'Model 3', 'Model 4']);
  await page.selectOption('#uncertain-against', { label: 'Model 4' });
  await page.evaluate(() => window.cathodeLab.atRest());
  assert.match(await page.textContent('#uncertainty .verdict'), /Distinguishable from Model 4: yes/);
  await page.close();
});

test('an own input is taken by keyboard, refused with its range, and removed', async (t) => {
  const page = await open(t);
  await page.focus('#uncertain-width');
  await page.keyboard.type('40');
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('#uncertain-width-error'), /allowed/);
  await page.fill('#uncertain-width', '5');
  await page.keyboard.press('Enter');
  await page.evaluate(() => window.cathodeLab.atRest());
  const inputs = [{ key: 'separatorThicknessUm', halfWidth: 5 }];
  const expected = lab.uncertainty({ metrics: [metric], inputs })[metric];
  assert.equal(await page.textContent('#uncertainty .short-form'), expected.text);
  await page.click('#uncertainty .own-inputs button');
  await page.evaluate(() => window.cathodeLab.atRest());
  assert.equal(await page.textContent('#uncertainty .short-form'), '1092(5) Wh/L');
  await page.close();
});

test('nothing runs out of a narrow page', async (t) => {
  const page = await open(t, { viewport: { width: 320, height: 640 } });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  assert.deepEqual(await violationsOf(page), []);
  await page.close();
});
