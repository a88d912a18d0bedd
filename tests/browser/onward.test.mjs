// SPDX-License-Identifier: MIT
// Files for other programs, saved from the share dialog: on the page, on the page in one file, and while results are hidden.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { browserAndServer, dist, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';
import { generate } from './rail.mjs';

const lab = await createCathodeLab();
const { browser, server } = await browserAndServer();

async function open(t, address, viewport = { width: 1366, height: 900 }) {
  const page = await browser.newPage({ viewport });
  watchProblems(t, page);
  await page.goto(address);
  await settled(page);
  return page;
}
async function openDialog(page) {
  await page.click('#share-open');
  if ((await page.getAttribute('#onward', 'open')) === null) await page.click('#onward summary');
  await quiet(page);
}
/** The name and the bytes of what a button saves. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('the share dialog saves a calculation for other programs, at all widths', async (t) => {
  const page = await open(t, `${server.address}#v=2&model=2&am=80&pin=am:75`, { width: 390, height: 844 });
  await openDialog(page);
  assert.deepEqual(await violationsOf(page), []);
  assert.ok(
    await page.evaluate(
      () => document.querySelector('#share').scrollWidth <= document.querySelector('#share').clientWidth,
    ),
  );
  const scenario = await page.evaluate(() => window.cathodeLab.getScenario());
  const link = `${server.address}#${await page.evaluate(() => window.cathodeLab.getLink())}`;

  const bpx = await saved(page, 'Save BPX');
  assert.match(bpx.name, /^cathode-lab-bpx-model-2-80wt-\w{6}\.json$/);
  assert.deepEqual(JSON.parse(bpx.bytes.toString()), JSON.parse(JSON.stringify(lab.bpx(scenario, { link }))));
  await page.check('#onward-borrow');
  const whole = JSON.parse((await saved(page, 'Save BPX')).bytes.toString());
  assert.deepEqual(whole, JSON.parse(JSON.stringify(lab.bpx(scenario, { link, borrow: 'Chen2020' }))));

  const script = await saved(page, 'Save script');
  assert.match(script.name, /^cathode-lab-half-cell-model-2-80wt-\w{6}\.py$/);
  assert.equal(script.bytes.toString(), lab.pybammScript(scenario, { link }));

  await page.selectOption('#onward-licence', 'CC-BY-4.0');
  await page.fill('#onward-creators', 'A. Huber; B. Maier');
  const crate = await saved(page, 'Save crate');
  const files = unzipSync(crate.bytes);
  const { '@graph': graph } = JSON.parse(new TextDecoder().decode(files['ro-crate-metadata.json']));
  const root = graph.find((one) => one['@id'] === './');
  assert.deepEqual(
    [...root.hasPart.map((one) => one['@id']), 'ro-crate-metadata.json'].sort(),
    Object.keys(files).sort(),
  );
  assert.deepEqual(root.license, { '@id': 'https://creativecommons.org/licenses/by/4.0/' });
  assert.equal(root.author.length, 2);
  assert.equal(new TextDecoder().decode(files['link.txt']), `${link}\n`);
  assert.ok(!Object.keys(files).some((name) => name.startsWith('microstructure/')));
  assert.deepEqual(await page.$$eval('#onward [role=status]', (all) => all.map((one) => one.textContent)), [
    'Saved.',
    'Saved.',
    'Saved.',
  ]);
});

test('what a format refuses is said beside its button, and nothing is saved', async (t) => {
  const page = await open(t, `${server.address}#v=2&am=92&eps=55`);
  await openDialog(page);
  await page.getByRole('button', { name: 'Save script' }).click();
  await page.getByText('Nothing was saved: amWtPct: a positive electrode needs both').waitFor();
  const files = unzipSync((await saved(page, 'Save crate')).bytes);
  assert.match(new TextDecoder().decode(files['README.md']), /Not there: amWtPct/);
});

test('a microstructure of the cell goes with it, and one of another cell does not', async (t) => {
  const page = await open(t, `${server.address}?view=microstructure#v=2&am=80&vol=box:8,grid:32`);
  await page.waitForSelector('#micro-size');
  await generate(page, { name: 'Generate only' });
  await openDialog(page);
  const names = async () =>
    Object.keys(unzipSync((await saved(page, 'Save crate')).bytes)).filter((name) => name.startsWith('micro'));
  assert.deepEqual(await names(), [
    'microstructure/results.csv',
    'microstructure/voxels.npy',
    'microstructure/geometry.json',
    'microstructure/particles.csv',
  ]);
  await page.click('#share-close');
  await page.evaluate(() => window.cathodeLab.setScenario({ model: 1 }));
  await quiet(page);
  await openDialog(page);
  assert.deepEqual(await names(), []);
});

test('the page in one file saves them too', async (t) => {
  const page = await open(t, `${pathToFileURL(join(dist, 'standalone.html')).href}#v=2&model=3`);
  await page.evaluate(() => window.cathodeLab.complete);
  await openDialog(page);
  const { References } = JSON.parse((await saved(page, 'Save BPX')).bytes.toString()).Header;
  assert.match(References, /^Calculation: \S*#v=2&model=3\. /);
  assert.ok('half_cell.py' in unzipSync((await saved(page, 'Save crate')).bytes));
});

test('where a result is to be predicted first, no file tells it', async (t) => {
  const page = await open(t, `${server.address}?embed=1&predict=porosityPct&task=How%20porous%3F#v=2&model=2`);
  await page.click('#share-open');
  await page.waitForSelector('#share-link');
  assert.equal(await page.isVisible('#onward'), false);
});
