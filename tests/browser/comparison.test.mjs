// SPDX-License-Identifier: MIT
// The comparison set in the page: pinned, shown, kept, saved and imported.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { browserAndServer, clickItem, quiet, settled, watchProblems } from './chromium.mjs';

const lab = await createCathodeLab();
const { browser, server } = await browserAndServer();

async function open(t, fragment = '', context = undefined, query = '') {
  const page = await (context ?? browser).newPage();
  watchProblems(t, page);
  await page.goto(`${server.address}${query}${fragment && `#${fragment}`}`);
  assert.equal(await settled(page), 'ready');
  return page;
}
const linkOf = (page) => page.evaluate(() => window.cathodeLab.getLink());
/** From the menu, which is there whatever is shown. */
async function askForFile(page) {
  await page.click('#more > summary');
  await page.click('#import');
}
const hashOf = (page) => page.evaluate(() => location.hash);

test('pinned scenarios stand side by side, in table and link', async (t) => {
  const page = await open(t, 'v=2&model=1&am=75', undefined, '?form=1');
  await page.click('text=Pin this scenario');
  await page.fill('#scenario [name=amWtPct]', '80');
  await page.press('#scenario [name=amWtPct]', 'Enter');
  await page.click('text=Pin this scenario');
  await page.selectOption('#scenario [name=model]', '4');
  await page.click('#comparison-title');
  assert.equal(await hashOf(page), '#v=2&am=80&pin=model:1,am:75&pin=model:1,am:80');
  const cells = await page.evaluate(() =>
    [...document.querySelectorAll('[data-compared=volumetricEnergyDensityWhL]')].map((cell) => ({
      value: Number(cell.dataset.value),
      text: cell.textContent,
    })),
  );
  const energies = [{ amWtPct: 80 }, { model: 1, amWtPct: 75 }, { model: 1, amWtPct: 80 }].map(
    (scenario) => lab.evaluate(scenario).values.volumetricEnergyDensityWhL,
  );
  assert.deepEqual(
    cells.map(({ value }) => value),
    energies,
  );
  assert.match(cells[0].text, new RegExp(`\\+${((energies[0] / energies[1] - 1) * 100).toFixed(0)} %`)); // known to a range only

  // The same one again is refused in words.
  await page.click('[aria-label="Recall A"]');
  assert.equal(await hashOf(page), '#v=2&model=1&am=75&pin=model:1,am:75&pin=model:1,am:80');
  await page.click('text=Pin this scenario');
  assert.match((await page.textContent('#comparison [role=status]')) ?? '', /pinned already, as A/);
  await page.click('[aria-label="Remove A"]');
  assert.equal(await hashOf(page), '#v=2&model=1&am=75&pin=model:1,am:80');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Pin this scenario');
  await page.click('#undo');
  assert.equal(await hashOf(page), '#v=2&model=1&am=75&pin=model:1,am:75&pin=model:1,am:80');
  await page.goBack();
  await page.waitForFunction(
    () => location.hash.endsWith('&pin=model:1,am:80') && !location.hash.includes('pin=model:1,am:75'),
  );
});

test('a cell is pinned by keyboard, and its row goes back to it and takes it out', async (t) => {
  const page = await open(t);
  await page.focus('#more > summary');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 6 && (await page.evaluate(() => document.activeElement?.id)) !== 'pin'; ++i)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await linkOf(page), 'v=2&pin=');
  await page.evaluate(() => window.cathodeLab.setScenario({ model: 1, amWtPct: 75 }));
  await clickItem(page, 'recall-A');
  await quiet(page);
  assert.equal(await linkOf(page), 'v=2&pin=');
  await clickItem(page, 'remove-A');
  await quiet(page);
  assert.equal(await linkOf(page), 'v=2');
});

test('a reload, and closing the page, lose nothing', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await open(t, 'v=2&model=2&pin=am:75', context);
  await page.fill('#scenario [name=amWtPct]', '81');
  await page.press('#scenario [name=amWtPct]', 'Enter');
  const link = await linkOf(page);
  await page.reload();
  await settled(page);
  assert.equal(await linkOf(page), link);
  await page.close();

  // Opened anew without a link, it goes on there; starting afresh is one press, and undone by one.
  const again = await open(t, '', context);
  assert.equal(await linkOf(again), link);
  assert.match((await again.textContent('#notices')) ?? '', /last calculation/);
  await again.click('text=Start afresh');
  assert.equal(await linkOf(again), 'v=2');
  await again.click('#undo');
  assert.equal(await linkOf(again), link);
  await again.close();

  // A link to something else comes first, and the other one can still be reached.
  const other = await open(t, 'v=2&T=60', context);
  assert.equal(await linkOf(other), 'v=2&T=60');
  await other.click('#share-open');
  await other.click('#kept-list a');
  await other.waitForFunction((wanted) => window.cathodeLab.getLink() === wanted, link);
});

test('CSV and JSON are saved and read again, by choosing or dropping the file', async (t) => {
  const page = await open(t, 'v=2&model=2&am=78.25&pin=model:1&pin=T:60,eps:14');
  const link = await linkOf(page);
  for (const name of ['CSV', 'JSON', 'XLSX']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click(name === 'XLSX' ? '#comparison >> text=.xlsx' : `text=Save as ${name}`),
    ]);
    assert.match(
      download.suggestedFilename(),
      new RegExp(`^cathode-lab-comparison-model-2-78p25wt-\\w{6}\\.${name.toLowerCase()}$`),
    );
    const bytes = readFileSync(await download.path());
    const text = bytes.toString();
    if (name === 'CSV') assert.ok(text.includes(`,${server.address}#v=2&model=2&am=78.25,`));
    if (name === 'JSON') assert.ok(text.includes(`${server.address}#${link}`));
    await page.evaluate(() => window.cathodeLab.setLink('v=2'));
    if (name !== 'JSON') {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), askForFile(page)]);
      await chooser.setFiles({ name: `set.${name.toLowerCase()}`, mimeType: '', buffer: bytes });
    } else {
      await page.evaluate((content) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], 'set.json'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }, text);
    }
    await page.waitForFunction((wanted) => window.cathodeLab.getLink() === wanted, link);
    assert.match((await page.textContent('#notices')) ?? '', /Imported .*2 to compare/);
  }
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), askForFile(page)]);
  await chooser.setFiles({
    name: 'photo.png',
    mimeType: 'image/png',
    buffer: Buffer.from([137, 80, 78, 71, 0, 1, 2, 3]),
  });
  await page.waitForFunction(() => document.getElementById('notices').textContent.includes('Nothing was imported'));
  assert.equal(await linkOf(page), link);
});
