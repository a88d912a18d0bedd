// SPDX-License-Identifier: MIT
// Impedance spectra in the page: files chosen and dropped, what they tell, what is saved, what is refused.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browserAndServer, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';
import { pelletFile } from './pellet.mjs';

const { browser, server } = await browserAndServer();

async function open(t, viewport = { width: 1366, height: 900 }, more = '') {
  const page = await browser.newPage({ viewport });
  watchProblems(t, page);
  await page.goto(`${server.address}?view=impedance${more}`);
  assert.equal(await settled(page), 'ready');
  await page.waitForSelector('#impedance-files', { state: 'attached' });
  await quiet(page);
  return page;
}

const fileOf = (/** @type {string} */ name, /** @type {string | Buffer} */ content) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});
const choose = (page, ...files) => page.setInputFiles('#impedance-files', files);
const cellsOf = (page, quantity) =>
  page.$$eval(
    '#impedance .impedance-outcome .scroll tbody tr',
    (rows, wanted) =>
      rows
        .map((row) => [...row.children].map((cell) => cell.textContent ?? ''))
        .filter((cells) => cells.includes(wanted)),
    quantity,
  );

test('two spectra of a pellet give conductivities and their activation energy, with figures, and are saved', async (t) => {
  const page = await open(t);
  await page.evaluate(() => {
    window.found = [];
    document.addEventListener('cathode-lab-impedance', (event) => window.found.push(event.detail));
  });
  // 0.7854 cm2 and 770 um: 5.5 mS/cm of 17.93 ohm.
  await page.fill('#impedance-thickness', '770');
  await choose(page, fileOf('pellet 30 °C.csv', pelletFile(1)), fileOf('pellet 60 °C.csv', pelletFile(0.371)));
  await page.waitForSelector('#figure-impedance svg');
  const totals = await cellsOf(page, 'Conductivity, total');
  assert.equal(totals.length, 2);
  assert.ok(Math.abs(Number(totals[0][2]) - 5.47) < 0.1, totals[0].join());
  const [energy] = await cellsOf(page, 'Activation energy of σ');
  assert.ok(Math.abs(Number(energy[2]) - 0.2876) < 0.005, energy.join());
  assert.match(energy.join(' '), /0\.\d+ to 0\.\d+/);
  assert.ok(await page.isVisible('#figure-arrhenius svg'));
  assert.match(
    await page.textContent('#impedance .notes'),
    /Bulk and grain boundaries cannot be told apart: below 7.0 MHz/,
  );
  assert.match(await page.textContent('#impedance-verdict'), /conductivity 5\.\d+ ± 0\.0\d+ mS\/cm/);
  const found = await page.evaluate(() => window.found.at(-1));
  assert.ok(Math.abs(found.electrolyte.activationEnergyEv.value - 0.2876) < 0.005);
  assert.equal(found.composite, null);
  // By keyboard, mark by mark.
  await page.focus('#figure-impedance .drawing');
  await page.keyboard.press('ArrowRight');
  assert.match(await page.textContent('#figure-impedance .reading'), /pellet 30 °C/);
  for (const [button, pattern] of /** @type {[string, RegExp][]} */ ([
    [
      'Save numbers as CSV',
      /^of,quantity,value,standardUncertainty,low,high,unit,program,link\r\npellet 30 °C\.csv,Intercept,/,
    ],
    ['Save spectra and fits as CSV', /^spectrum,frequency \[Hz\],Z′ \[Ω\]/],
    ['Save as SVG', /^<svg|^<\?xml/],
  ])) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#impedance').getByRole('button', { name: button }).first().click(),
    ]);
    assert.match(await readFile(/** @type {string} */ (await download.path()), 'utf8'), pattern);
  }
  await page.click('#impedance summary');
  await quiet(page);
  assert.deepEqual(await violationsOf(page), []);
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await quiet(page);
  assert.deepEqual(await violationsOf(page), []);
});

test('what is wrong is told with file, line and what is allowed, and nothing else changes', async (t) => {
  const page = await open(t);
  await choose(page, fileOf('good.csv', pelletFile(1)));
  await page.waitForSelector('#figure-impedance svg');
  await choose(
    page,
    fileOf('<img src=x onerror=alert(1)>.csv', "f,Z',Z''\n1,2,3\n1,x,3\n"),
    fileOf('bare.txt', pelletFile(1, '').trim()),
    fileOf('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])),
    fileOf('empty.csv', ''),
  );
  await page.waitForSelector('.impedance-wrong li:nth-child(4)');
  const told = await page.$$eval('.impedance-wrong li', (all) => all.map((one) => one.textContent ?? ''));
  assert.match(told[0], /^<img src=x onerror=alert\(1\)>\.csv: line 3: column 2 \(Z'\): "x" is no number; allowed/);
  assert.match(told[1], /three columns without a heading.*allowed/);
  assert.match(told[2], /none of text.*allowed/);
  assert.match(told[3], /empty; allowed/);
  assert.equal(await page.locator('.impedance-list li').count(), 1);
  // Told what the third column is, bare columns are read.
  await page.selectOption('#impedance-sign', 'negated');
  await choose(page, fileOf('bare.txt', pelletFile(1, '').trim()));
  await page.waitForSelector('.impedance-list li:nth-child(2)');
  // A field that is wrong says so at its place.
  await page.fill('#impedance-noise', 'much');
  await page.press('#impedance-noise', 'Tab');
  assert.match(await page.textContent('#impedance-noise-error'), /"much"; allowed/);
  await page.fill('#impedance-noise', '');
  await page.press('#impedance-noise', 'Tab');
  await page.getByRole('button', { name: 'Remove good.csv' }).click();
  assert.equal(await page.locator('.impedance-list li').count(), 1);
  await page.getByText('symmetric cells of a composite').click();
  assert.match(await page.textContent('#impedance-error'), /Thickness and area are needed/);
  await page.fill('#impedance-thickness', '93');
  await page.press('#impedance-thickness', 'Tab');
  await page.fill('.impedance-list input', '');
  await page.press('.impedance-list input', 'Tab');
  assert.match(await page.textContent('#impedance .notes'), /described equally well by many pairs/);
  assert.match(await page.textContent('#impedance-verdict'), /do not tell the conductivities/);
});

for (const width of [320, 390])
  test(`at ${width} px nothing scrolls sideways`, async (t) => {
    const page = await open(t, { width, height: 800 }, '&theme=dark');
    await choose(page, fileOf(`${'a-long-name-'.repeat(8)}.csv`, pelletFile(1)));
    await page.waitForSelector('#figure-impedance svg');
    await page.click('#impedance summary');
    await quiet(page);
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      'the page scrolls sideways',
    );
    assert.deepEqual(await violationsOf(page), []);
  });
