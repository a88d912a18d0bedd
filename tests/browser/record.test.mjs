// SPDX-License-Identifier: MIT
// The published record in the page: tables, own rows, reconstruction, figures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { linesOfXlsx } from '../../web/table-files/xlsx.js';
import { launchChromium, quiet, serveDist, settled, violationsOf, watchProblems } from './chromium.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serveDist>>} */ let server;
const lab = await createCathodeLab();

before(async () => {
  browser = await launchChromium();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function open(t, fragment = '', { viewport = { width: 1366, height: 768 }, query = '', ...options } = {}) {
  const page = await browser.newPage({ viewport, ...options });
  watchProblems(t, page);
  await page.goto(`${server.address}${query}${fragment && `#${fragment}`}`);
  assert.equal(await settled(page), 'ready');
  return page;
}
const openPart = async (page, id) => {
  await page.click(`#${id} > summary`);
  await page.waitForSelector(`#${id} > div > *`);
};
const linkOf = (page) => page.evaluate(() => window.cathodeLab.getLink());

test('the audit’s table holds what the module finds, and sorts by keyboard', async (t) => {
  const page = await open(t);
  await openPart(page, 'audit');
  const findings = lab.audit();
  const shown = () => page.locator('#audit tbody tr').count();
  assert.equal(
    await shown(),
    findings.filter(({ verdict }) =>
      ['contradictory', 'implausible', 'beyond rounding', 'conditional'].includes(verdict),
    ).length,
  );
  for (const verdict of ['consistent', 'not-determinable']) await page.check(`#verdict-${verdict}`);
  assert.equal(await shown(), findings.length);
  await page.focus('#audit thead th:nth-child(7) button');
  const values = () =>
    page.$$eval('#audit tbody td:nth-child(7)', (cells) =>
      cells
        .map((cell) => cell.dataset.value)
        .filter(Boolean)
        .map(Number),
    );
  await page.keyboard.press('Enter');
  assert.deepEqual(
    await values(),
    findings
      .map((f) => f.relativeDeviation)
      .filter((d) => d !== null)
      .sort((a, b) => a - b),
  );
  await page.keyboard.press('Enter');
  assert.equal(await page.getAttribute('#audit thead th:nth-child(7)', 'aria-sort'), 'descending');
  await page.keyboard.press('Enter');
  assert.deepEqual(
    await values(),
    findings.map((f) => f.relativeDeviation).filter((d) => d !== null),
  );
  // A row opens to its formula.
  await page.click('#audit tbody .opener');
  assert.equal(await page.textContent('#audit .detail td'), findings.find(({ verdict }) => verdict !== '')?.formula);
});

test('own rows are typed, refused in words, kept in the link and undone', async (t) => {
  const page = await open(t, 'v=2&am=80');
  await openPart(page, 'own-rows');
  await page.click('#own-rows >> text=Add a row');
  const cell = (key) => page.locator(`#own-rows tbody [data-key="${key}"]`);
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
  const rows = () => page.evaluate(() => window.cathodeLab.lab.decodeLink(window.cathodeLab.getLink()).rows);
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
  assert.deepEqual(await rows(), expected);
  // Refused: the cell keeps what was typed, the calculation what it had.
  await cell('amWtPct').fill('850');
  await cell('amWtPct').blur();
  assert.match(
    (await page.textContent('#own-rows tbody [role=alert]:not([hidden])')) ?? '',
    /amWtPct.*850.*1 to 100 wt%/,
  );
  assert.equal(await cell('amWtPct').inputValue(), '850');
  assert.deepEqual(await rows(), expected);
  await quiet(page);
  assert.equal(
    await page.locator('#own-rows [aria-label="Audit of own rows"] tbody tr').count(),
    lab.auditRows(expected).length,
  );
  await page.reload();
  await settled(page);
  assert.deepEqual(await rows(), expected);
  await page.click('#undo'); // nothing before the reload
  assert.deepEqual(await rows(), expected);
});

test('the source’s tables mark what others contradict', async (t) => {
  const page = await open(t);
  await openPart(page, 'tables');
  const marked = lab
    .checkedTables()
    .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter(({ isMarked }) => isMarked)));
  assert.ok(marked.length > 10, `${marked.length}`);
  assert.deepEqual(
    await page.$$eval('#tables .questioned', (cells) => cells.map((cell) => cell.textContent)),
    marked.map(({ text }) => `${text} !`),
  );
});

test('an option has one value wherever it is chosen', async (t) => {
  const page = await open(t);
  for (const id of ['literature', 'figure-literature']) await openPart(page, id);
  const loadings = () => page.$$eval('select[id^="option-loading"]', (all) => all.map(({ value }) => value));
  assert.deepEqual(await loadings(), ['composite', 'composite']);
  await page.selectOption('#literature select', 'am');
  await quiet(page);
  assert.deepEqual(await loadings(), ['am', 'am']);
});

test('a table from a spreadsheet is added as a whole or not at all', async (t) => {
  const page = await open(t);
  await openPart(page, 'own-rows');
  const add = async (text) => {
    await page.fill('#rows-text', text);
    await page.click('#own-rows >> text=Add these rows');
    await quiet(page);
  };
  await add('Cathode\tAM content, wt%\tThickness (µm)\tVED\nNCM811\t80,0\t70\t900\nLCO\t700\t60\t500');
  assert.match(
    (await page.textContent('#own-rows > div > div > [role=alert]')) ?? '',
    /Nothing was added.*Row 2.*amWtPct.*700.*1 to 100/,
  );
  assert.equal(await linkOf(page), 'v=2');
  await add('Cathode\tAM content, wt%\tThickness (µm)\tVED\nNCM811\t80,0\t70\t900\nLCO\t70\t60\t500');
  assert.equal(await linkOf(page), 'v=2&row=am:80.0,L:70,ved:900,c:NCM811&row=am:70,L:60,ved:500,c:LCO');
  await page.click('#undo');
  assert.equal(await linkOf(page), 'v=2');
});

test('own rows go through files, dropped and chosen', async (t) => {
  const page = await open(t, 'v=2&row=n:Mine,am:80.0,L:70,ved:900');
  await openPart(page, 'own-rows');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#own-rows >> text=Save as CSV')]);
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
  const page = await open(t);
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['name,amWtPct\nA,80\nB,75\n'], 'scenarios.csv', { type: 'text/csv' }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true, bubbles: true }));
  });
  await page.waitForFunction(() => /2 to compare/.test(document.getElementById('notices')?.textContent ?? ''));
  assert.equal(await linkOf(page), 'v=2&pin=am:80&pin=am:75');
  await openPart(page, 'audit');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#audit >> text=Save all as CSV')]);
  const { data } = Papa.parse(readFileSync(await download.path(), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  assert.equal(data.length, lab.audit().length);
});

test('rows too long for a link stay with the page and are left out of what is shared', async (t) => {
  const page = await open(t, 'v=2&am=80');
  await openPart(page, 'own-rows');
  await page.fill(
    '#rows-text',
    `reference,amWtPct,thicknessUm,volumetricEnergyDensityWhL\n${Array.from({ length: 60 }, (_, i) => `Cell number ${i},80,${50 + i},800`).join('\n')}`,
  );
  await page.click('#own-rows >> text=Add these rows');
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
  await openPart(page, 'figure-literature');
  await page.click('#figure-literature >> text=Save or cite');
  await quiet(page);
  assert.match((await page.textContent('#figure-status')) ?? '', /rows are too many/);
  assert.match(await page.inputValue('#cite-text'), /#v=2&am=80/);
  assert.ok(!(await page.inputValue('#cite-text')).includes('row='));
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#figure-csv')]);
  assert.match(readFileSync(await download.path(), 'utf8'), /#v=2&am=80&row=/);
  await page.click('#figure-close');
  await page.fill('#scenario [name=amWtPct]', '82');
  await page.keyboard.press('Tab');
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
    const page = await open(t, fragment);
    const { scenario, comparison, rows } = lab.decodeLink(fragment);
    const { values } = lab.evaluate(scenario);
    for (const name of ['literature', 'transport', 'balance', 'energy', 'stack']) {
      const id = `figure-${name}`;
      await openPart(page, id);
      await page.click(`#${id} details:has-text("Data") > summary`);
      await page.waitForSelector(`#${id} tbody tr`);
      const options = { comparison, rows };
      const data = lab.figureData(name, scenario, options);
      const wanted = data.rows
        .flatMap(({ cells }) => cells.map(({ value }) => value))
        .filter((value) => value !== null);
      assert.deepEqual(
        await page.$$eval(`#${id} tbody [data-value]`, (cells) => cells.map((cell) => Number(cell.dataset.value))),
        wanted,
        `${name}, table`,
      );
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
      const outputs = await page.$$eval('#results output', (all) =>
        Object.fromEntries(all.map((output) => [output.dataset.metric, Number(output.dataset.value)])),
      );
      assert.deepEqual(outputs, values);
    }
    await page.close();
  }
});

test('a figure is saved as SVG, PNG and CSV, and cited', async (t) => {
  const page = await open(t, 'v=2&model=3&pin=model:1');
  await openPart(page, 'figure-literature');
  await page.click('#figure-literature >> text=Save or cite');
  const saved = async (id) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#figure-${id}`)]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  await page.fill('#figure-width', '85');
  const { scenario, comparison } = lab.decodeLink('v=2&model=3&pin=model:1');
  const svg = await saved('svg');
  assert.match(svg.name, /^cathode-lab-literature-reported-model-3-85wt-\w{6}\.svg$/);
  assert.equal(svg.bytes.toString(), lab.figure('literature', scenario, { comparison, widthMm: 85 }));
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
  assert.ok(csv.includes(`${server.address}#v=2&model=3&pin=model:1`), csv.slice(0, 300));
  const workbook = await linesOfXlsx(new Uint8Array((await saved('xlsx')).bytes));
  assert.equal(workbook.length, csv.trim().split('\r\n').length);
  assert.doesNotMatch((await saved('outlines')).bytes.toString(), /<text/);
  await page.fill('#figure-width', '4000');
  await page.click('#figure-svg');
  assert.match((await page.textContent('#figure-status')) ?? '', /widthMm.*4000.*40 to 400 mm/);
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
  const page = await open(t);
  await openPart(page, 'reconstruction');
  const shown = () =>
    page.$$eval('#reconstruction [aria-label="Entries of Table S5"] tbody td:nth-child(2)', (cells) =>
      cells.map((cell) => Number(cell.dataset.value)),
    );
  const wanted = (assumptions) =>
    lab.reconstruct(assumptions).entries.map(({ fromVolumetricMahG }) => fromVolumetricMahG);
  assert.deepEqual(await shown(), wanted({}));
  await page.fill('#assume-amDensityGCm3', '4,7');
  await page.keyboard.press('Tab');
  await page.waitForFunction(
    (value) =>
      Number(document.querySelector('#reconstruction [aria-label="Entries of Table S5"] td')?.dataset.value) === value,
    wanted({ amDensityGCm3: 4.7 })[0],
  );
  await page.fill('#assume-amDensityGCm3', '47');
  await page.keyboard.press('Tab');
  assert.match((await page.textContent('#assume-amDensityGCm3-error')) ?? '', /amDensityGCm3.*47.*4\.5 to 5\.1/);
  // What is not taken goes when something sets the number, even to what it has.
  await page.click('#reconstruction >> text=Standard values');
  assert.equal(await page.inputValue('#assume-amDensityGCm3'), '4.8');
  assert.ok(await page.isHidden('#assume-amDensityGCm3-error'));
  assert.deepEqual((await shown()).length, lab.reconstruct().entries.length);
  await page.click('text=Refine by least squares');
  await page.waitForSelector('#reconstruction >> text=Use these values');
  // What is shown is what is taken, though an assumption has changed meanwhile.
  await page.fill('#assume-seDensityGCm3', '1.9');
  await page.keyboard.press('Tab');
  await page.click('#reconstruction >> text=Use these values');
  for (const { key, value } of lab.refine().parameters)
    assert.equal(Number(await page.inputValue(`#assume-${key}`)), value);
});

test('an open figure follows the page’s colours and width', async (t) => {
  const page = await open(t, '', { colorScheme: 'light' });
  await openPart(page, 'figure-energy');
  const drawn = (options) =>
    page.waitForFunction(
      (wanted) => {
        const svg = document.querySelector('#figure-energy svg');
        const [, , width, height] = (svg?.getAttribute('viewBox') ?? '').split(' ').map(Number);
        return (
          width === wanted.width &&
          height === wanted.height &&
          svg?.querySelector('[fill]')?.getAttribute('fill') === wanted.fill
        );
      },
      (() => {
        const svg = lab.figure('energy', {}, options);
        const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg).map(Number);
        return { width, height, fill: / fill="([^"]*)"/.exec(svg)?.[1] };
      })(),
    );
  await drawn({ widthMm: 180, theme: 'light' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await drawn({ widthMm: 180, theme: 'dark' });
  await page.setViewportSize({ width: 390, height: 800 });
  await drawn({ widthMm: 85, theme: 'dark' });
});

test('what is built in a form that is out of the way is out of Tab’s way too', async (t) => {
  const page = await open(t, '', { query: '?embed=1' });
  await page.click('#show-mirror');
  for (const id of ['literature', 'own-rows']) await openPart(page, id);
  await page.click('#show-mirror');
  const link = 'v=2&am=77&row=n:Mine,am:80';
  await page.evaluate((to) => window.cathodeLab.setLink(to), link);
  await page.waitForSelector('#own-rows [data-key="amWtPct"]', { state: 'attached' });
  const reachable = () =>
    page.evaluate(
      () =>
        [...document.querySelectorAll('#mirror :is(input, select, button, textarea, summary, .scroll)')].filter(
          ({ tabIndex }) => tabIndex >= 0,
        ).length,
    );
  assert.equal(await reachable(), 0);
  await page.click('#show-mirror');
  assert.ok((await reachable()) > 50);
});

test('the canvas has a view for each part, kept in the address', async (t) => {
  const page = await open(t);
  const content = () => page.evaluate(() => document.getElementById('stage').clientHeight);
  const cell = await content();
  await page.focus('.skip');
  await page.keyboard.press('Tab');
  for (const view of ['transport', 'literature', 'audit', 'reconstruction', 'tables']) {
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((name) => new URLSearchParams(location.search).get('view') === name, view);
  }
  await page.waitForFunction((height) => document.getElementById('stage').clientHeight !== height, cell);
  await page.reload();
  await settled(page);
  assert.equal(await page.evaluate(() => location.search), '?view=tables');
  assert.notEqual(await content(), cell);
});

test('with everything open axe-core finds nothing, and nothing runs out of a narrow page', async (t) => {
  for (const [width, colorScheme] of [
    [1366, 'light'],
    [320, 'dark'],
  ]) {
    // axe is put into the page, which its policy does not allow.
    const page = await open(t, 'v=2&row=n:Mine,am:80,load:25,L:75,q:165,ved:850', {
      viewport: { width, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    await page.evaluate(() => {
      for (const part of document.querySelectorAll('.part, .part details')) part.open = true;
    });
    await page.waitForSelector('#figure-nyquist svg');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    assert.deepEqual(await violationsOf(page), []);
    await page.close();
  }
});
