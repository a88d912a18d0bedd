// SPDX-License-Identifier: MIT
// A composite of one's own, from an empty form to a saved figure; kept, opened, refused.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { launchChromium, quiet, serveDist, settled } from './chromium.mjs';

const server = await serveDist();
const browser = await launchChromium();
after(async () => {
  await browser.close();
  server.close();
});
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @param {import('node:test').TestContext} t @param {object} [options] */
async function open(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(server.address);
  await settled(page);
  await page.evaluate(() => window.cathodeLab.complete);
  return page;
}
async function openDialog(page) {
  await page.click('#more > summary');
  await page.click('#composites-open');
  await page.waitForSelector('#composites[open]');
}
const point = (page, label, place = 1) =>
  page.locator(`#composites td input[aria-label^="${label}"][aria-label$="point ${place}"]`);

test('from an empty form to an exported figure, kept over a reload, and back to the models', async (t) => {
  const page = await open(t);
  await openDialog(page);
  await page.click('text=New composite');
  await page.fill('#composite-name', 'Powder B');
  // Refused in its place, and nothing is lost.
  await page.click('text=Save and use');
  await page.waitForSelector('#composite-error >> text=Point 1');
  await point(page, 'Active material').fill('80');
  await point(page, 'Temperature').fill('25');
  await point(page, 'σ_eff of ions').fill('0,12 ± 0,01');
  await point(page, 'σ_eff of electrons').fill('2.4');
  await point(page, 'Porosity').fill('14');
  await point(page, 'Specific capacity').fill('181');
  await page.fill('#composite-amDensityGCm3', '48');
  await page.fill('#composite-seDensityGCm3', '1.9');
  await page.click('text=Save and use');
  await page.waitForSelector('#composite-error >> text=/amDensityGCm3.*allowed: 2 to 8/');
  assert.equal(await page.getAttribute('#composite-amDensityGCm3', 'aria-invalid'), 'true');
  assert.equal(await page.inputValue('#composite-name'), 'Powder B');
  await page.fill('#composite-amDensityGCm3', '4.75');
  await page.click('text=Save and use');
  await page.waitForSelector('#composites li[aria-current] >> text=Powder B');
  await page.click('#composites >> text=Close');
  await quiet(page);
  const scenario = await page.evaluate(() => window.cathodeLab.getScenario());
  assert.equal(scenario.composite.name, 'Powder B');
  assert.deepEqual(scenario.composite.points[0].ionicConductivityMsCm, { value: 0.12, standardUncertainty: 0.01 });
  assert.equal(scenario.amWtPct, 80);
  const shown = () => page.evaluate(() => document.querySelector('output[data-metric=ionicConductivityMsCm]').value);
  assert.equal(await shown(), '0.120');
  assert.match(await page.evaluate(() => location.hash), /own=n:Powder\*B/);
  const svg = await page.evaluate(() => window.cathodeLab.lab.figure('transport', window.cathodeLab.getScenario()));
  assert.match(svg, /Powder B/);
  await page.reload();
  await settled(page);
  assert.equal(await shown(), '0.120');
  await page.evaluate(() => window.cathodeLab.complete);
  await openDialog(page);
  await page.waitForSelector('#composites li >> text=Powder B');
  await page.click('text=Back to the paper’s models');
  assert.equal((await page.evaluate(() => window.cathodeLab.getScenario())).composite, undefined);
  // The step can be taken back, and the composite is kept on this device.
  await page.click('#composites >> text=Close');
  await page.click('#undo');
  assert.equal((await page.evaluate(() => window.cathodeLab.getScenario())).composite.name, 'Powder B');
});

test('files are saved, and taken again by dropping them; broken ones are refused', async (t) => {
  const page = await open(t);
  await openDialog(page);
  await page.click('text=Worked example');
  await page.click('text=Save and use');
  await page.waitForSelector('#composites li[aria-current]');
  const saved = [];
  for (const kind of ['JSON', 'CSV']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`text=Save all as ${kind}`)]);
    saved.push(readFileSync(await download.path(), 'utf8'));
  }
  await page.click('#composites >> text=Close');
  await page.evaluate(() => window.cathodeLab.setScenario({}));
  const drop = (name, text) =>
    page.evaluate(
      ([fileName, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content], fileName));
        document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [name, text],
    );
  for (const [at, name] of ['composites.json', 'composites.csv'].entries()) {
    await drop(name, saved[at]);
    await page.waitForSelector('#composites[open] li[aria-current] >> text=Minnmann');
    await page.click('#composites >> text=Close');
    assert.equal((await page.evaluate(() => window.cathodeLab.getScenario())).composite.points.length, 1);
    await page.evaluate(() => window.cathodeLab.setScenario({}));
  }
  await drop('broken.json', saved[0].replace('4.78', '478'));
  await page.waitForSelector('#notices >> text=/Composite 1: .*amDensityGCm3.*allowed: 2 to 8/');
  assert.equal((await page.evaluate(() => window.cathodeLab.getScenario())).composite, undefined);
});

test('a composite that lacks most of its numbers is shown on every tab', async (t) => {
  const page = await open(t);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const link = await page.evaluate(() =>
    window.cathodeLab.lab.encodeLink({
      composite: { name: 'Bare', materials: { amDensityGCm3: 4.8, seDensityGCm3: 1.64 }, points: [] },
    }),
  );
  const views = await page.evaluate(() => window.cathodeLab.lab.views());
  for (const view of views) {
    await page.goto(`${server.address}?view=${view}#${link}`);
    await settled(page);
    await page.evaluate(() => window.cathodeLab.complete);
    await quiet(page);
    assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /\bNaN\b|\bnan\b/, view);
  }
  assert.deepEqual(errors, []);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe-core objects to nothing, ${colorScheme}, and nothing runs out of a phone`, async (t) => {
    const page = await open(t, { colorScheme, viewport: { width: 390, height: 844 } });
    await openDialog(page);
    const check = async () => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run('#composites'));
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
        [],
      );
      assert.ok(
        await page.evaluate(
          () => document.getElementById('composites').scrollWidth <= document.getElementById('composites').clientWidth,
        ),
      );
    };
    await check();
    await page.click('text=Begin with the model in use');
    await check();
  });
}
