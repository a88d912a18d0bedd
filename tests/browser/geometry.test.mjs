// SPDX-License-Identifier: MIT
// Bodies of one's own in the page, what several samples say together, and what contacts resist.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { browserAndServer, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';
import { enter, generate, openAll, worked } from './rail.mjs';

const lab = await createCathodeLab();
const { browser, server } = await browserAndServer();

async function open(t, viewport = { width: 1366, height: 768 }) {
  const page = await browser.newPage({ viewport });
  watchProblems(t, page);
  await page.goto(`${server.address}?view=microstructure#v=2&model=2&am=75`);
  await settled(page);
  await page.waitForSelector('#micro-size');
  return page;
}
const give = (page, name, text) =>
  page.setInputFiles('#volume-files', { name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const saved = async (page, selector) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
  return readFileSync(await download.path(), 'utf8');
};

test('particles from a table: what the file does not tell is asked, what is wrong changes nothing', async (t) => {
  const page = await open(t);
  await page.check('#mode-file');
  await give(
    page,
    'packing.csv',
    'x [um];y [um];z [um];radius [um];phase\n2,5;5;5;2,5;SE\n7,5;5;5;2,5;SE\n5;1;1;1;AM\n',
  );
  await page.waitForSelector('#geometry-voxels');
  assert.equal(await page.inputValue('#geometry-xTo'), '10');
  assert.equal(await page.inputValue('#geometry-zTo'), '7.5');
  assert.equal(await page.locator('#geometry-unit').isVisible(), false);
  await page.fill('#geometry-zTo', '10');
  await page.fill('#geometry-zFrom', '0');
  await page.fill('#geometry-yFrom', '0');
  await page.fill('#geometry-yTo', '10');
  await page.fill('#geometry-voxels', '40');
  await page.press('#geometry-voxels', 'Tab');
  await page.check('#geometry-periodic');
  await page.click('text="Take these bodies"');
  await page.waitForSelector('[aria-label^="Value 2: conductivity for ions"]');
  assert.equal(await page.inputValue('[aria-label="Value 1: name"]'), 'AM');
  await page.fill('[aria-label^="Value 2: conductivity for ions"]', '1');
  await page.click('#own-solve');
  await worked(page);
  await openAll(page, '#study');
  const title = await page.textContent('#study-title');
  assert.match(title, /packing\.csv, 40 × 40 × 40/);

  const geometry = JSON.parse(await saved(page, '#study >> text="Geometry, .json"'));
  assert.deepEqual(geometry.boxUm, [10, 10, 10]);
  assert.deepEqual(geometry.bodies[1], { kind: 'sphere', centerUm: [5, 5, 7.5], radiusUm: 2.5, label: 2 });
  const { phases } = lab.voxelize(geometry, [40, 40, 40]);
  const rows = await page.$$eval('[aria-label="Phases"] tbody tr', (all) =>
    all.map((row) => [row.cells[1].textContent, Number(row.cells[2].dataset.value)]),
  );
  assert.deepEqual(
    rows,
    ['background', 'AM', 'SE'].map((name, label) => [name, phases[label].fraction * 100]),
  );
  const table = Papa.parse(await saved(page, '#study >> text="Particles, CSV"'), {
    header: true,
    skipEmptyLines: true,
  });
  assert.deepEqual(
    table.data.map((row) => [row['x [µm]'], row['radius [µm]'], row.phase, row['box z [µm]'], row.periodic]),
    [
      ['2.5', '2.5', 'SE', '10', 'true'],
      ['7.5', '2.5', 'SE', '10', 'true'],
      ['5', '1', 'AM', '10', 'true'],
    ],
  );

  await give(page, 'wrong.csv', 'x,y,z,radius\n1,1,1,-3\n');
  await page.waitForFunction(() =>
    document.querySelector('#volume-error').textContent.includes('wrong.csv, row 1, radius: "-3"'),
  );
  assert.equal(await page.inputValue('[aria-label^="Value 2: conductivity for ions"]'), '1');
  assert.equal(await page.textContent('#study-title'), title);
});

test('several samples say how representative one is', async (t) => {
  const page = await open(t);
  await enter(page);
  await page.click('text="How representative is one sample?"');
  await page.fill('#samples-seeds', '2');
  await page.press('#samples-seeds', 'Tab');
  await page.uncheck('#samples-box-1');
  await page.check('#samples-box-0');
  await page.click('#samples-start');
  await page.click('#sample-study >> text="Cancel"');
  await page.waitForFunction(() => document.querySelector('#samples-status').textContent.startsWith('Cancelled'));
  await page.click('#samples-start');
  await page.waitForFunction(
    () => document.querySelector('#samples-status').textContent === 'All samples are there.',
    null,
    {
      timeout: 240000,
    },
  );
  const rows = await page.$$eval('[aria-label="Samples"] tbody tr', (all) =>
    all.map((row) => [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent)),
  );
  assert.deepEqual(
    rows.map((cells) => cells.slice(0, 3)),
    [
      ['Ions', '8', '2 of 2'],
      ['Ions', '16', '2 of 2'],
    ],
  );
  const csv = Papa.parse(await saved(page, '#sample-study >> text="Samples, CSV"'), {
    header: true,
    skipEmptyLines: true,
  }).data;
  assert.equal(csv.length, 6);
  const sigma = csv.filter((row) => row['box edge [µm]'] === '16').map((row) => Number(row['relative conductivity']));
  assert.ok(sigma[0] !== sigma[1] && Math.abs((sigma[0] + sigma[1]) / 2 / sigma[2] - 1) < 1e-12);
  assert.equal(Number(rows[1][3]), sigma[2]);
  assert.match((await page.textContent('#samples-verdicts')) ?? '', /^Ions: .*representative: /);
  assert.deepEqual(await violationsOf(page), []);
});

test('a resistance of contacts is fitted to what was measured, and predicts', async (t) => {
  const page = await open(t);
  await page.click('text="Contact resistance"');
  assert.match((await page.textContent('#contact-resistance')) ?? '', /Generate and solve a volume first/);
  await generate(page, { name: 'Generate only', effort: 3600000 });
  await page.click('#contact-resistance >> text="Fit to the measured τ²"');
  await page.waitForFunction(() => document.querySelector('#contact-ion-status').textContent === 'Fitted.', null, {
    timeout: 240000,
  });
  const result = await page.$eval('#contact-ion-result', (one) => ({
    text: one.textContent,
    value: Number(one.dataset.value),
  }));
  assert.ok(result.value > 0);
  assert.match(result.text, /Ω cm², .* to .* by what the grids leave open/);
  assert.equal(Number(await page.inputValue('#contact-ion')), Number(result.value.toPrecision(3)));
  await quiet(page);
  assert.deepEqual(await violationsOf(page), []);
});
