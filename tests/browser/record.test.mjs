// SPDX-License-Identifier: MIT
// The published record in the page, tab by tab: figures and the line that reads them, tables, own rows, reconstruction.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { linesOfXlsx } from '../../web/table-files/xlsx.js';
import { browserAndServer, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();
const lab = await createCathodeLab();

async function open(t, fragment = '', { viewport = { width: 1366, height: 768 }, query = '', ...options } = {}) {
  const page = await browser.newPage({ viewport, ...options });
  watchProblems(t, page);
  await page.goto(`${server.address}${query}${fragment && `#${fragment}`}`);
  assert.equal(await settled(page), 'ready');
  return page;
}
const tab = (view) => ({ query: `?view=${view}` });
/** Figures of cell and transport are there where the form stands in place of the drawing. */
const form = (view) => ({ query: `?view=${view}&form=1` });
const linkOf = (page) => page.evaluate(() => window.cathodeLab.getLink());
const rowsOf = (page) => page.evaluate(() => window.cathodeLab.lab.decodeLink(window.cathodeLab.getLink()).rows);
const valuesOf = (page, cells) =>
  page.$$eval(cells, (all) =>
    all
      .map(({ dataset }) => dataset.value)
      .filter((value) => value !== undefined)
      .map(Number),
  );

test('a tab has its section alone, built when it is first shown', async (t) => {
  for (const view of ['literature', 'audit', 'reconstruction', 'tables']) {
    const page = await open(t, '', tab(view));
    const sections = await page.$$eval('#record > section', (all) =>
      all.map(({ dataset, hidden, childElementCount }) => [dataset.view, !hidden, childElementCount > 0]),
    );
    assert.deepEqual(
      sections.filter(([, isShown, isBuilt]) => isShown || isBuilt),
      [[view, true, true]],
    );
    if (view !== 'tables') assert.ok(await page.isVisible(`#${view} .figure svg`));
    await page.close();
  }
});

test('the audit counts printed numbers as the module does, opens to formulas, and sorts by keyboard', async (t) => {
  const page = await open(t, '', tab('audit'));
  const shown = () => page.locator('#audit [aria-label="Audit table"] tbody tr').count();
  const counts = await page.$$eval('#audit [aria-label="Verdicts shown"] label', (all) =>
    Object.fromEntries(
      all.map((label) => [
        label.firstChild.id.replace('verdict-', '').replace('-', ' '),
        Number(label.querySelector('b').textContent),
      ]),
    ),
  );
  const summary = lab.auditSummary();
  for (const [verdict, count] of Object.entries(counts))
    if (verdict !== 'not determinable') assert.match(summary, new RegExp(`\\b${count} ${verdict}`));
  const { consistent, ...others } = counts;
  delete others['not determinable'];
  const sum = (all) => Object.values(all).reduce((a, b) => a + b, 0);
  assert.match(summary, new RegExp(`^Of ${sum(others) + consistent} printed numbers`));
  assert.equal(await shown(), sum(others));
  for (const verdict of ['consistent', 'not-determinable']) await page.click(`#audit label:has(#verdict-${verdict})`);
  assert.equal(await shown(), sum(counts));
  // Of one table alone.
  await page.click('#audit .joined >> text="S5"');
  const tables = await page.$$eval('#audit [aria-label="Audit table"] tbody td:nth-child(2)', (all) =>
    all.map((one) => one.textContent),
  );
  assert.deepEqual([...new Set(tables)], ['S5']);
  await page.click('#audit .joined >> text="all"');
  const head = '#audit [aria-label="Audit table"] thead th:nth-child(7)';
  await page.focus(`${head} button`);
  const values = () => valuesOf(page, '#audit [aria-label="Audit table"] tbody td:nth-child(7)');
  const before = await values();
  await page.keyboard.press('Enter');
  assert.deepEqual(
    await values(),
    [...before].sort((a, b) => a - b),
  );
  await page.keyboard.press('Enter');
  assert.equal(await page.getAttribute(head, 'aria-sort'), 'descending');
  await page.keyboard.press('Enter');
  assert.deepEqual(await values(), before);
  // A row opens to every relation of its number.
  const opener = page
    .locator('#audit [aria-label="Audit table"] tr', { hasText: 'Ref. 57' })
    .locator('.opener')
    .first();
  await opener.click();
  assert.equal(await opener.getAttribute('aria-expanded'), 'true');
  const told = (await page.textContent('#audit .detail')) ?? '';
  const relations = lab
    .audit()
    .filter(
      ({ checks }) =>
        checks.table === 'S6' && checks.row === 'Ref. 57' && checks.column === 'volumetricEnergyDensityWhL',
    );
  assert.ok(relations.length > 1);
  for (const { formula } of relations) assert.ok(told.includes(formula), formula);
});

test('own rows are the last lines of the table: typed, refused in words, kept in the link', async (t) => {
  const page = await open(t, 'v=2&am=80', tab('literature'));
  await page.click('text=Add a row of your own');
  const cell = (key) => page.locator(`#own-rows [data-key="${key}"]`);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-key')), 'cathode');
  for (const [key, text] of [
    ['amWtPct', '85,0'],
    ['thicknessUm', '93'],
    ['loadingMgCm2', '30.6'],
    ['specificCapacityMahG', '173'],
    ['volumetricEnergyDensityWhL', '1094'],
  ]) {
    await cell(key).fill(text);
    await cell(key).blur();
  }
  const expected = [
    {
      reference: 'Mine 1',
      amWtPct: '85.0',
      thicknessUm: '93',
      loadingMgCm2: '30.6',
      specificCapacityMahG: '173',
      volumetricEnergyDensityWhL: '1094',
    },
  ];
  assert.deepEqual(await rowsOf(page), expected);
  assert.equal(await cell('amWtPct').getAttribute('aria-label'), 'Mine 1: AM content, wt%');
  await quiet(page);
  // What the core says of it stands in the same columns as of the others.
  const said = lab.literatureTable({ amWtPct: 80 }, expected).rows.at(-1).cells;
  assert.deepEqual(await valuesOf(page, '#own-rows td.number'), [said[10].value, said[11].value]);
  assert.equal(await page.textContent('#own-rows .verdict'), 'yes');
  // Refused: the cell keeps what was typed, the calculation what it had; the words are those of the heads.
  await cell('amWtPct').fill('850');
  await cell('amWtPct').blur();
  const refusal = (await page.textContent('#own-rows [role=alert]')) ?? '';
  assert.match(refusal, /^AM content: 850 wt%.*1 to 100 wt%/);
  assert.equal(await cell('amWtPct').inputValue(), '850');
  assert.deepEqual(await rowsOf(page), expected);
  // It opens to its audit, and to what else a row may tell.
  await page.click('#own-rows .opener');
  assert.deepEqual(
    await page.$$eval('#own-rows .formula', (all) => all.map((one) => one.textContent)),
    lab.auditRows(expected).map(({ formula }) => formula),
  );
  await page.click('text=What else a row may tell');
  await cell('nominalVoltageV').fill('3.8');
  await cell('nominalVoltageV').blur();
  assert.equal((await rowsOf(page))[0].nominalVoltageV, '3.8');
  await page.reload();
  await settled(page);
  assert.equal((await rowsOf(page))[0].nominalVoltageV, '3.8');
  await page.click('#own-rows .remove');
  assert.deepEqual(await rowsOf(page), []);
  assert.equal(await page.locator('#own-rows tr').count(), 0);
});

test('of many own rows a change touches its own line', async (t) => {
  const rows = Array.from({ length: 60 }, (_, i) => `&row=n:C${i},am:80,load:25,L:${60 + i},q:160,ved:${700 + i}`).join(
    '',
  );
  const page = await open(t, `v=2${rows}`, tab('literature'));
  assert.equal(await page.locator('#own-rows tr').count(), 60);
  await page.evaluate(() => {
    window.touched = new Set();
    new MutationObserver((all) => {
      for (const { target } of all)
        window.touched.add(target.closest?.('tr') ?? target.parentElement?.closest('tr') ?? target);
    }).observe(document.querySelector('[aria-label="Literature table"] table'), {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  const cell = page.locator('#own-rows tr:nth-child(40) [data-key="thicknessUm"]');
  await cell.fill('123');
  await cell.blur();
  await quiet(page);
  assert.deepEqual(
    await page.evaluate(() => [...window.touched].map((line) => line.querySelector('[data-key="reference"]')?.value)),
    ['C39'],
  );
});

test('the verdict on a row says what it would need', async (t) => {
  const page = await open(t, '', tab('literature'));
  const verdicts = await page.$$eval('[aria-label="Literature table"] tbody tr[data-row]', (all) =>
    Object.fromEntries(
      all.map((line) => [line.querySelector('th').textContent.trim(), line.lastElementChild.textContent]),
    ),
  );
  const table = lab.literatureTable();
  const at = table.columns.findIndex(({ key }) => key === 'reproduced');
  assert.equal(Object.keys(verdicts).length, table.rows.length);
  for (const { cells } of table.rows) {
    const verdict = verdicts[cells[0].text];
    const kind =
      { yes: /^yes/, no: /^no: needs \d+\.\d\d V/, 'nothing can be said': /^cannot say: no / }[cells[at].text] ??
      /^if V = /;
    assert.match(verdict, kind, cells[0].text);
    const voltage = lab.audit().find((one) => one.row === cells[0].text && one.quantity.startsWith('Nominal voltage'));
    if (verdict.startsWith('no')) assert.ok(verdict.includes(`${voltage.recomputed.toFixed(2)} V`), verdict);
  }
  // Sorted by what is reported.
  const reported = await valuesOf(page, '[aria-label="Literature table"] tbody td:nth-child(10)');
  assert.deepEqual(
    reported,
    [...reported].sort((a, b) => b - a),
  );
});

test('the source’s tables mark what others contradict, and a list leads to each', async (t) => {
  const page = await open(t, '', tab('tables'));
  const marked = lab
    .checkedTables()
    .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter(({ isMarked }) => isMarked)));
  assert.ok(marked.length > 10, `${marked.length}`);
  assert.deepEqual(
    await page.$$eval('#tables .questioned', (cells) => cells.map((cell) => cell.textContent)),
    marked.map(({ text }) => `${text} !`),
  );
  for (const { name, title } of lab.checkedTables()) {
    await page.click(`.contents >> text="${title}"`);
    assert.equal(await page.evaluate(() => document.activeElement?.id), `table-${name}`);
    const top = await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, `table-${name}`);
    assert.ok(top > -1 && top < 800, `${title} at ${top}`);
  }
});

test('an option has one value wherever it is chosen, and table and figure follow it', async (t) => {
  const page = await open(t, '', form('transport'));
  const carriers = () =>
    page.$$eval('[role=radiogroup] input[value=ion], [role=radiogroup] input[value=electron]', (all) =>
      all.filter(({ checked }) => checked).map(({ value }) => value),
    );
  assert.deepEqual(await carriers(), ['ion', 'ion']);
  await page.click('#figure-transport >> text="Electrons"');
  await quiet(page);
  assert.deepEqual(await carriers(), ['electron', 'electron']);
  await page.goto(`${server.address}?view=literature`);
  await settled(page);
  const recomputed = () => valuesOf(page, '[aria-label="Literature table"] tbody td:nth-child(11)');
  const wanted = (loading) =>
    lab
      .literatureTable({}, [], loading)
      .rows.map(({ cells }) => cells)
      .sort((a, b) => b[9].value - a[9].value)
      .map((cells) => cells[10].value)
      .filter((value) => value !== null);
  assert.deepEqual(await recomputed(), wanted('composite'));
  await page.click('#literature .joined label:has(input[value=am])');
  await quiet(page);
  assert.deepEqual(await recomputed(), wanted('am'));
  assert.notDeepEqual(wanted('am'), wanted('composite'));
});

test('a figure is read mark by mark in a line of its own, by pointer and arrow keys', async (t) => {
  const page = await open(t, '', tab('literature'));
  const reading = () => page.textContent('#figure-literature .reading');
  const hint = await reading();
  const height = () =>
    page.evaluate(() => document.querySelector('#figure-literature .reading').getBoundingClientRect().height);
  const before = await height();
  await page.focus('#figure-literature .drawing');
  const told = new Set();
  for (let step = 0; step < 5; ++step) {
    await page.keyboard.press('ArrowRight');
    told.add(await reading());
    assert.equal(await page.locator('#figure-literature .ring').count(), 1);
  }
  assert.equal(told.size, 5);
  assert.equal(await height(), before);
  await page.keyboard.press('Escape');
  assert.equal(await reading(), hint);
  // Under the pointer, and in the table's row.
  const mark = page.locator('#figure-literature svg :is([data-name*="Ref. 57"], [data-y="819"])').first();
  await mark.hover({ force: true });
  await quiet(page);
  assert.match((await reading()) ?? '', /Ref\. 57/);
  assert.match((await page.textContent('[aria-label="Literature table"] tr.pointed th')) ?? '', /Ref\. 57/);
  // The browser's own tooltips are gone; the figure is one Tab stop.
  assert.equal(await page.locator('#figure-literature svg title').count(), 0);
  await page.hover('[aria-label="Literature table"] tr[data-row="0"]');
  assert.match((await reading()) ?? '', /Ref\. 26/);
});

test('a table from a spreadsheet is added as a whole or not at all', async (t) => {
  const page = await open(t, '', tab('literature'));
  await page.click('text=Paste a table from a spreadsheet');
  const add = async (text) => {
    await page.fill('#rows-text', text);
    await page.click('text=Add these rows');
    await quiet(page);
  };
  await add('Cathode\tAM content, wt%\tThickness (µm)\tVED\nNCM811\t80,0\t70\t900\nLCO\t700\t60\t500');
  assert.match(
    (await page.textContent('.own-tools > [role=alert]')) ?? '',
    /Nothing was added.*Row 2: AM content: 700.*1 to 100/,
  );
  assert.equal(await linkOf(page), 'v=2');
  await add('Cathode\tAM content, wt%\tThickness (µm)\tVED\nNCM811\t80,0\t70\t900\nLCO\t70\t60\t500');
  assert.equal(await linkOf(page), 'v=2&row=am:80.0,L:70,ved:900,c:NCM811&row=am:70,L:60,ved:500,c:LCO');
  assert.equal(await page.locator('#own-rows tr').count(), 2);
  await page.evaluate(() => document.getElementById('undo').click());
  assert.equal(await linkOf(page), 'v=2');
  await quiet(page);
  assert.equal(await page.locator('#own-rows tr').count(), 0);
});

test('own rows go through files, dropped and chosen', async (t) => {
  const page = await open(t, 'v=2&row=n:Mine,am:80.0,L:70,ved:900', tab('literature'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Save your rows as CSV')]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.match(text, /,http.*#v=2&row=am:80\.0%2C/);
  await page.evaluate((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'rows.csv', { type: 'text/csv' }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true, bubbles: true }));
  }, text);
  await page.waitForFunction(() => /1 own row/.test(document.getElementById('notices')?.textContent ?? ''));
  assert.equal(await linkOf(page), 'v=2&row=am:80.0,L:70,ved:900,n:Mine&row=am:80.0,L:70,ved:900,n:Mine');
});

test('a file of named scenarios is not one of own rows; the audit is saved whole', async (t) => {
  const page = await open(t, '', tab('audit'));
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['name,amWtPct\nA,80\nB,75\n'], 'scenarios.csv', { type: 'text/csv' }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true, bubbles: true }));
  });
  await page.waitForFunction(() => /2 to compare/.test(document.getElementById('notices')?.textContent ?? ''));
  assert.equal(await linkOf(page), 'v=2&pin=am:80&pin=am:75');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#audit >> text=Save all as CSV')]);
  const { data } = Papa.parse(readFileSync(await download.path(), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  assert.equal(data.length, lab.audit().length);
});

test('rows too long for a link stay with the page and are left out of what is shared', async (t) => {
  const page = await open(t, 'v=2&am=80', tab('literature'));
  await page.click('text=Paste a table from a spreadsheet');
  await page.fill(
    '#rows-text',
    `reference,amWtPct,thicknessUm,volumetricEnergyDensityWhL\n${Array.from({ length: 60 }, (_, i) => `Cell number ${i},80,${50 + i},800`).join('\n')}`,
  );
  await page.click('text=Add these rows');
  await quiet(page);
  const count = () => page.evaluate(() => window.cathodeLab.lab.decodeLink(window.cathodeLab.getLink()).rows.length);
  assert.equal(await count(), 60);
  assert.equal(await page.evaluate(() => location.hash), '#v=2&am=80');
  await page.reload();
  await settled(page);
  assert.equal(await count(), 60);
  await page.click('#share-open');
  await quiet(page);
  assert.match(await page.inputValue('#share-link'), /#v=2&am=80$/);
  assert.match((await page.textContent('#share-status')) ?? '', /rows are too many/);
  await page.click('#share-close');
  // Nor does a citation carry them; a figure's data leads back to all of it.
  await page.click('#figure-literature >> text=Save or cite');
  await quiet(page);
  assert.match((await page.textContent('#figure-status')) ?? '', /rows are too many/);
  assert.match(await page.inputValue('#cite-text'), /#v=2&am=80/);
  assert.ok(!(await page.inputValue('#cite-text')).includes('row='));
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#figure-csv')]);
  assert.match(readFileSync(await download.path(), 'utf8'), /#v=2&am=80&row=/);
  await page.click('#figure-close');
  await page.evaluate(() => window.cathodeLab.setScenario({ ...window.cathodeLab.getScenario(), amWtPct: 82 }));
  await quiet(page);
  await page.goBack();
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 80);
  assert.equal(await count(), 60);
});

test('figure, its data, its CSV and the module agree to the last digit', async (t) => {
  for (const fragment of [
    'v=2',
    'v=2&model=2&am=78.3&T=41&Lc=66.6&acc=physical&pin=model:1,am:75',
    'v=2&model=1&am=88&eps=9&q=151&row=n:Mine,am:80,L:70,load:20,q:160,ved:700',
  ]) {
    const { scenario, comparison, rows } = lab.decodeLink(fragment);
    const { values } = lab.evaluate(scenario);
    for (const [view, names] of [
      ['literature', ['literature']],
      ['transport', ['transport', 'balance']],
      ['all', ['energy', 'stack']],
    ]) {
      const page = await open(t, fragment, form(view));
      for (const name of names) {
        const id = `figure-${name}`;
        await page.click(`#${id} .data > summary`);
        await page.waitForSelector(`#${id} .data tbody tr`);
        const options = { comparison, rows };
        const data = lab.figureData(name, scenario, options);
        const wanted = data.rows
          .flatMap(({ cells }) => cells.map(({ value }) => value))
          .filter((value) => value !== null);
        assert.deepEqual(await valuesOf(page, `#${id} .data tbody [data-value]`), wanted, `${name}, table`);
        const csv = Papa.parse(lab.figureCsv(name, scenario, options), {
          skipEmptyLines: true,
        })
          .data.slice(1)
          .map((cells) => cells.slice(0, data.columns.length));
        const numbers = csv.flatMap((cells) =>
          cells.filter((cell, column) => !data.columns[column].isText && cell !== '').map(Number),
        );
        assert.deepEqual(numbers, wanted, `${name}, CSV`);
        const drawn = await page.$$eval(`#${id} svg [data-y]`, (marks) => marks.map((mark) => Number(mark.dataset.y)));
        const expected = {
          literature: values.volumetricEnergyDensityWhL,
          transport: values.ionicConductivityMsCm,
          balance: values.electronicConductivityMsCm,
          energy: values.gravimetricEnergyDensityWhKg,
        }[name];
        if (expected !== undefined) assert.ok(drawn.includes(expected), `${name}, SVG`);
      }
      const outputs = await page.$$eval('#results output', (all) =>
        Object.fromEntries(all.map((output) => [output.dataset.metric, Number(output.dataset.value)])),
      );
      assert.deepEqual(outputs, values);
      await page.close();
    }
  }
});

test('a figure is seen as it will be saved, saved as SVG, PNG and CSV, captioned and cited', async (t) => {
  const page = await open(t, 'v=2&model=3&pin=model:1', tab('literature'));
  await page.click('#figure-literature >> text=Save or cite');
  const saved = async (id) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#figure-${id}`)]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  await page.click('#figure label:has([value="85"])');
  await quiet(page);
  const { scenario, comparison } = lab.decodeLink('v=2&model=3&pin=model:1');
  const svg = await saved('svg');
  assert.match(svg.name, /^cathode-lab-literature-(reported-)?model-3-85wt-\w{6}\.svg$/);
  assert.equal(svg.bytes.toString(), lab.figure('literature', scenario, { comparison, widthMm: 85 }));
  // The picture beside is that document, but for the fonts in it, and says how large it is shown.
  const previewed = await page.getAttribute('#figure-preview img', 'src');
  assert.equal(
    decodeURIComponent(previewed.replace(/^[^,]*,/, '')).replace(/<style>.*?<\/style>/, ''),
    svg.bytes.toString(),
  );
  assert.match((await page.textContent('#figure-size')) ?? '', /^85 × \d+ mm, (at its true size|shown at \d+ %)$/);
  assert.ok((await page.inputValue('#figure-caption')).length > 40);
  for (const dpi of [300, 600]) {
    const png = await saved(`png-${dpi}`);
    assert.equal(png.bytes.readUInt32BE(16), Math.round((85 / 25.4) * dpi));
    assert.equal(png.bytes.readUInt32BE(png.bytes.indexOf('pHYs') + 4), Math.round(dpi / 0.0254));
    // Not blank, and its words are drawn: the picture has many colours and dark pixels at the left edge.
    const dark = await page.evaluate(async (base64) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${base64}`;
      await picture.decode();
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, picture.width, picture.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) count += data[i] + data[i + 1] + data[i + 2] < 380 ? 1 : 0;
      return count / (data.length / 4);
    }, png.bytes.toString('base64'));
    assert.ok(dark > 0.005 && dark < 0.2, `${dark}`);
  }
  const csv = (await saved('csv')).bytes.toString();
  assert.ok(csv.includes('#v=2&model=3&pin=model:1'), csv.slice(0, 300));
  const workbook = await linesOfXlsx(new Uint8Array((await saved('xlsx')).bytes));
  assert.equal(workbook.length, csv.trim().split('\r\n').length);
  assert.doesNotMatch((await saved('outlines')).bytes.toString(), /<text/);
  // A width of one's own; what is refused names field and range, where it is typed and where it is saved.
  await page.fill('#figure-width', '120');
  await quiet(page);
  assert.match((await page.textContent('#figure-size')) ?? '', /^120 × /);
  await page.fill('#figure-width', '4000');
  await quiet(page);
  assert.match((await page.textContent('#figure-width-error')) ?? '', /^Width: "4000".*40 to 400 mm/);
  await page.click('#figure-svg');
  assert.match((await page.textContent('#figure-status')) ?? '', /Not saved\. Width: "4000".*40 to 400 mm/);
  // What the source does not say of itself is left out until it is filled in.
  assert.match(
    await page.inputValue('#cite-text'),
    /^\[Paper on NCM811.*\], supplementary information, Tables S1–S6\./,
  );
  await page.click('text=The source paper’s title and DOI');
  await page.fill('#cite-title', 'A {paper} & more');
  await page.fill('#cite-doi', '10.1/x_y');
  assert.match(await page.inputValue('#cite-text'), /A \{paper\} & more, doi 10\.1\/x_y/);
  assert.match(
    await page.inputValue('#cite-bibtex'),
    /title = \{\{A \\\{paper\\\} \\& more\}\},\n {2}doi = \{10\.1\/x_y\}/,
  );
});

test('with the browser’s own fonts no two texts of a figure meet', async (t) => {
  const page = await open(t);
  for (const fragment of [
    'v=2',
    'v=2&model=2&am=66&T=12&pin=model:1&pin=am:75',
    'v=2&model=1&am=91&Lc=240&acc=physical&row=n:A%2520longer%2520name,L:80,ved:700',
  ]) {
    const { scenario, comparison, rows } = lab.decodeLink(fragment);
    for (const { name } of lab.figures()) {
      for (const widthMm of [85, 180, 320]) {
        const svg = lab.figure(name, scenario, {
          comparison,
          rows,
          widthMm,
          mode: 'normalised',
          theories: 'bruggeman,gem,percolation',
        });
        const problems = await page.evaluate((text) => {
          const drawn = document.importNode(
            new DOMParser().parseFromString(text, 'image/svg+xml').documentElement,
            true,
          );
          document.body.append(drawn);
          const paper = drawn.getBoundingClientRect();
          const boxes = [...drawn.querySelectorAll('text')].map((node) => ({
            words: node.textContent,
            box: node.getBoundingClientRect(),
            size: Number(node.getAttribute('font-size')),
          }));
          // A line of text is as high as its font; the browser's box is that of the font's whole line.
          const inner = ({ box, size }) => {
            const trim = Math.max((Math.min(box.height, box.width) - size) / 2, 0.5);
            return box.height < box.width || box.width < size
              ? [box.left + 0.5, box.top + trim, box.right - 0.5, box.bottom - trim]
              : [box.left + trim, box.top + 0.5, box.right - trim, box.bottom - 0.5];
          };
          const found = [];
          boxes.forEach((one, index) => {
            const [left, top, right, bottom] = inner(one);
            if (left < paper.left - 1 || right > paper.right + 1 || top < paper.top - 1 || bottom > paper.bottom + 1)
              found.push(`${one.words} leaves the paper`);
            for (const other of boxes.slice(0, index)) {
              const [l, u, r, b] = inner(other);
              if (left < r && l < right && top < b && u < bottom) found.push(`${one.words} over ${other.words}`);
            }
          });
          drawn.remove();
          return found;
        }, svg);
        assert.deepEqual(problems, [], `${name}, ${widthMm} mm, ${fragment}`);
      }
    }
  }
});

test('the reconstruction follows its assumptions, and refuses with field and range', async (t) => {
  const page = await open(t, '', tab('reconstruction'));
  const entries = '#reconstruction [aria-label="Entries of Table S5"] tbody td:nth-child(2)';
  const shown = () => valuesOf(page, entries);
  const wanted = (assumptions) =>
    lab.reconstruct(assumptions).entries.map(({ fromVolumetricMahG }) => fromVolumetricMahG);
  assert.deepEqual(await shown(), wanted({}));
  await page.fill('#assume-amDensityGCm3', '4,7');
  await page.keyboard.press('Tab');
  await quiet(page);
  assert.deepEqual(await shown(), wanted({ amDensityGCm3: 4.7 }));
  // The slider stands where the field does, and the other way round.
  assert.equal(await page.inputValue('#assume-amDensityGCm3-slider'), '4.7');
  await page.focus('#assume-amDensityGCm3-slider');
  await page.keyboard.press('ArrowRight');
  await quiet(page);
  assert.equal(await page.inputValue('#assume-amDensityGCm3'), '4.71');
  assert.deepEqual(await shown(), wanted({ amDensityGCm3: 4.71 }));
  await page.fill('#assume-amDensityGCm3', '47');
  await page.keyboard.press('Tab');
  assert.match((await page.textContent('#assume-amDensityGCm3-error')) ?? '', /AM density.*47.*4\.5 to 5\.1/);
  // What is not taken goes when something sets the number, even to what it has.
  await page.click('#reconstruction >> text=Standard values');
  assert.equal(await page.inputValue('#assume-amDensityGCm3'), '4.8');
  assert.ok(await page.isHidden('#assume-amDensityGCm3-error'));
  await quiet(page);
  assert.deepEqual(await shown(), wanted({}));
  await page.click('text=Refine by least squares');
  await page.waitForSelector('#reconstruction >> text=Use these values');
  // What is shown is what is taken, though an assumption has changed meanwhile.
  await page.fill('#assume-seDensityGCm3', '1.9');
  await page.keyboard.press('Tab');
  await page.click('#reconstruction >> text=Use these values');
  for (const { key, value } of lab.refine().parameters)
    assert.equal(Number(await page.inputValue(`#assume-${key}`)), value);
});

test('a figure follows the page’s colours and width, its text never smaller than 12 px', async (t) => {
  const page = await open(t, '', { ...tab('literature'), colorScheme: 'light' });
  const state = () =>
    page.evaluate(() => {
      const svg = document.querySelector('#figure-literature svg');
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      return {
        ground: svg.querySelector('rect[width="100%"]').getAttribute('fill'),
        isWhole: Math.abs(svg.getBoundingClientRect().width - svg.parentElement.clientWidth) < 1,
        smallest:
          scale * Math.min(...[...svg.querySelectorAll('text')].map((one) => Number(one.getAttribute('font-size')))),
      };
    });
  const ground = (theme) =>
    / fill="([^"]*)"/.exec(/<rect width="100%"[^>]*>/.exec(lab.figure('literature', {}, { theme }))[0])[1];
  for (const [colorScheme, width] of [
    ['light', 1366],
    ['dark', 1366],
    ['dark', 390],
    ['light', 320],
  ]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => document.getElementById('figure-literature').scrollIntoView());
    await page.waitForFunction(
      (wanted) => document.querySelector('#figure-literature svg rect[width="100%"]').getAttribute('fill') === wanted,
      ground(colorScheme),
    );
    await quiet(page);
    const { isWhole, smallest } = await state();
    assert.ok(isWhole, `${width}`);
    assert.ok(smallest > 11.9 && smallest < 16.1, `${smallest} at ${width}`);
  }
});

test('where a table does not fit, its first column stays; where it does, its head does', async (t) => {
  const page = await open(t, '', { ...tab('tables'), viewport: { width: 390, height: 800 } });
  const box = '#table-S5 .scroll';
  assert.equal(await page.getAttribute(box, 'data-fits'), null);
  assert.equal(await page.getAttribute(box, 'tabindex'), '0');
  const left = () => page.evaluate(() => document.querySelector('#table-S5 tbody th').getBoundingClientRect().left);
  const before = await left();
  await page.evaluate((one) => {
    document.querySelector(one).scrollLeft = 200;
  }, box);
  assert.ok(Math.abs((await left()) - before) < 1);
  await page.setViewportSize({ width: 1366, height: 500 });
  await page.waitForSelector(`${box}[data-fits]`);
  assert.equal(await page.getAttribute(box, 'tabindex'), null);
  await page.evaluate(() => document.querySelector('#table-S5 tbody tr:nth-child(6)').scrollIntoView());
  const head = await page.evaluate(() => document.querySelector('#table-S5 thead th').getBoundingClientRect().top);
  assert.ok(head > -1 && head < 200, `${head}`);
});

test('a word tells its definition under the pointer and on focus, and Escape takes it away', async (t) => {
  const page = await open(t, '', tab('reconstruction'));
  const word = page.locator('#reconstruction .term', { hasText: /^SE$/ }).first();
  await word.hover();
  assert.match((await page.textContent('#definition')) ?? '', /Solid electrolyte/);
  assert.ok(await page.isVisible('#definition'));
  assert.equal(await word.getAttribute('aria-describedby'), 'definition');
  await page.keyboard.press('Escape');
  assert.ok(await page.isHidden('#definition'));
  await word.focus();
  assert.ok(await page.isVisible('#definition'));
  await page.keyboard.press('Tab');
  assert.doesNotMatch(
    (await page.isVisible('#definition')) ? ((await page.textContent('#definition')) ?? '') : '',
    /Solid/,
  );
});

test('on paper a tab has its figure and all rows of its tables, and no buttons', async (t) => {
  for (const view of ['literature', 'audit', 'reconstruction', 'tables']) {
    const page = await open(t, 'v=2&row=n:Mine,am:80,load:25,L:75,q:165,ved:850', {
      ...tab(view),
      colorScheme: 'dark',
    });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    const problems = await page.evaluate((name) => {
      const whole = document.getElementById(name);
      const seen = (one) => one.getClientRects().length > 0;
      return [
        ...[...whole.querySelectorAll('button:not(.sorter, .term)')]
          .filter(seen)
          .map((one) => `button ${one.textContent}`),
        ...[...whole.querySelectorAll('.scroll')]
          .filter(seen)
          .filter((one) => one.scrollHeight > one.clientHeight + 1)
          .map((one) => `cut: ${one.getAttribute('aria-label')}`),
        ...(name !== 'tables' && !seen(whole.querySelector('svg')) ? ['no figure'] : []),
      ];
    }, view);
    assert.deepEqual(problems, [], view);
    // On white paper figures are drawn for it.
    if (view !== 'tables')
      assert.equal(await page.getAttribute(`#figure-${view} svg rect[width="100%"]`, 'fill'), '#ffffff');
    await page.close();
  }
});

test('what is built in a form that is out of the way is out of Tab’s way too', async (t) => {
  const page = await open(t, '', { query: '?embed=1&view=literature' });
  const link = 'v=2&am=77&row=n:Mine,am:80';
  await page.evaluate((to) => window.cathodeLab.setLink(to), link);
  await page.waitForSelector('#own-rows [data-key="amWtPct"]', { state: 'attached' });
  await quiet(page);
  const reachable = () =>
    page.evaluate(
      () =>
        [...document.querySelectorAll('#mirror :is(input, select, button, textarea, summary, .scroll)')].filter(
          ({ tabIndex }) => tabIndex >= 0,
        ).length,
    );
  assert.equal(await reachable(), 0);
  await page.click('#show-mirror');
  assert.ok((await reachable()) > 20);
});

test('axe-core finds nothing on any tab or in the dialog, and nothing runs out of a narrow page', async (t) => {
  for (const [width, colorScheme] of [
    [1366, 'light'],
    [320, 'dark'],
  ]) {
    for (const view of ['literature', 'audit', 'reconstruction', 'tables', 'transport', 'all']) {
      // axe is put into the page, which its policy does not allow.
      const page = await open(t, 'v=2&row=n:Mine,am:80,load:25,L:75,q:165,ved:850', {
        viewport: { width, height: 900 },
        colorScheme,
        bypassCSP: true,
        ...form(view),
      });
      await page.evaluate((name) => {
        for (const opener of document.querySelectorAll(`#${name} .opener`)) opener.click();
        for (const one of document.querySelectorAll(`#${name} details`)) one.open = true;
      }, view);
      await quiet(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${view} at ${width}`);
      const small = await page.evaluate((name) => {
        const found = new Set();
        for (const one of document.getElementById(name).querySelectorAll('*')) {
          const hasText = [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
          if (
            hasText &&
            !one.closest('svg') &&
            one.getClientRects().length &&
            Number.parseFloat(getComputedStyle(one).fontSize) < 12
          )
            found.add(one.outerHTML.slice(0, 80));
        }
        return [...found];
      }, view);
      assert.deepEqual(small, []);
      assert.deepEqual(await violationsOf(page), [], `${view} at ${width}`);
      if (view === 'literature') {
        await page.click('#figure-literature >> text=Save or cite');
        await quiet(page);
        assert.deepEqual(await violationsOf(page), [], `dialog at ${width}`);
        assert.ok(
          await page.evaluate(
            () => document.getElementById('figure').scrollWidth <= document.getElementById('figure').clientWidth,
          ),
        );
      }
      await page.close();
    }
  }
});
