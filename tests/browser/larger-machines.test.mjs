// SPDX-License-Identifier: MIT
// From the page to larger machines and back: a folder in one click, results that are dropped, tables of sweeps.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { toNpy } from '../../web/volume-files/voxel-file.js';
import { browserAndServer, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';
import { generate, openAll, worked } from './rail.mjs';

const lab = await createCathodeLab();
const { browser, server } = await browserAndServer();

async function open(t, { query = '?view=microstructure', ...options } = {}) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, ...options });
  watchProblems(t, page);
  await page.goto(`${server.address}${query}#v=2&model=2&am=75`);
  await settled(page);
  return page;
}
/** A folder that a button saves: its files without the folder's name. */
async function folder(page, text) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click(`#larger-machines >> text="${text}"`),
  ]);
  const files = unzipSync(readFileSync(await download.path()));
  const name = download.suggestedFilename().replace(/\.zip$/, '');
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => {
      assert.ok(path.startsWith(`${name}/`), path);
      return [path.slice(name.length + 1), bytes];
    }),
  );
}
const json = (files, name) => JSON.parse(strFromU8(files[name]));
/** Drops files on an element, as a person does. */
const drop = (page, selector, files) =>
  page.$eval(
    selector,
    (target, all) => {
      const dataTransfer = new DataTransfer();
      for (const { name, text } of all) dataTransfer.items.add(new File([text], name));
      for (const kind of ['dragover', 'drop'])
        target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
    },
    files,
  );
const rows = (page) =>
  page.$$eval('[aria-label="Transport results"] tbody tr', (all) =>
    all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
  );
const returned = (page) => page.$$eval('#returned li', (all) => all.map((one) => one.textContent));

test('a generated study leaves as a folder in one click, and its results come back, stay and go', async (t) => {
  const page = await open(t);
  await generate(page, { seed: 7 });
  await openAll(page, '#study');
  const files = await folder(page, 'For a larger machine (.zip)');
  assert.deepEqual(Object.keys(files).sort(), [
    'README.txt',
    'check.py',
    'expected.json',
    'geometry.json',
    'job.slurm',
    'run.sh',
    'study-grid.json',
    'study.json',
  ]);
  const study = json(files, 'study.json');
  const expected = json(files, 'expected.json');
  assert.equal(study.link, 'v=2&model=2&am=75');
  assert.equal(study.task, 'converge');
  assert.equal(study.fingerprint, expected.fingerprint);
  assert.equal(expected.results.length, 6);
  const { scenario } = lab.decodeLink(`#${study.link}`);
  const made = lab.generateMicrostructure({ ...scenario, shape: [64, 64, 64], seed: 7 });
  assert.deepEqual(json(files, 'geometry.json'), made.geometry);
  assert.equal(
    await page.textContent('#larger-machines [role="status"]').then((text) => /^Saved as /.test(text)),
    true,
  );

  const before = await rows(page);
  const result = { ...structuredClone(expected), program: 'cathode-lab-cluster 0.1.0', date: '2026-11-29' };
  result.results = result.results.filter(({ direction }) => direction === 'z');
  for (const key of ['effectiveConductivity', 'lower', 'upper']) result.results[1][key] *= 3;
  await drop(page, '#study', [{ name: 'result.json', text: JSON.stringify(result) }]);
  await page.waitForSelector('#returned li');
  const shown = await rows(page);
  assert.equal(shown.length, 8);
  assert.deepEqual(shown[1].slice(1, 4), [
    'z',
    'elsewhere: cathode-lab-cluster 0.1.0, 2026-11-29',
    'none, to the last bit',
  ]);
  assert.equal(shown[0][2], 'here');
  assert.equal(shown[5][3], '+200 %, beyond both uncertainties');
  assert.equal(shown[1][5], shown[0][5]); // the same τ²
  assert.deepEqual(await violationsOf(page), []);

  // It is kept with its study.
  await quiet(page);
  await page.reload();
  await settled(page);
  await page.click('#kept-studies >> text="Show again"');
  await openAll(page, '#study');
  await page.waitForSelector('#returned li');
  assert.equal((await rows(page)).length, 8);
  await page.click('#returned >> text="Remove"');
  await page.waitForSelector('#returned li', { state: 'detached' });
  assert.deepEqual(await rows(page), before);

  // A result finds the study that is kept, from another tab too.
  await quiet(page);
  await page.goto(`${server.address}?view=all`);
  await settled(page);
  await drop(page, 'body', [{ name: 'again.json', text: JSON.stringify(result) }]);
  await page.waitForSelector('#returned li', { state: 'attached' });
  assert.match(page.url(), /view=microstructure/);
  assert.match(
    (await returned(page))[0],
    /^again\.json: 2 values, calculated elsewhere by cathode-lab-cluster 0\.1\.0/,
  );
});

/** A volume of two values. */
function volumeOf(shape) {
  let state = 5;
  const voxels = Uint8Array.from({ length: shape[0] * shape[1] * shape[2] }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state > 2 ** 30 ? 1 : 0;
  });
  return { voxels, shape };
}
/** Chooses a volume, whose second value conducts ions, and solves it. */
async function solveOwn(page) {
  await page.check('#mode-file');
  const buffer = Buffer.from(toNpy(volumeOf([12, 11, 10])));
  await page.setInputFiles('#volume-files', { name: 'scan.npy', mimeType: '', buffer });
  await page.waitForSelector('[aria-label^="Value 1: conductivity for ions"]');
  await page.fill('[aria-label^="Value 1: conductivity for ions"]', '1');
  await page.click('#own-solve');
  await worked(page);
  await openAll(page, '#study');
}

test('a volume of one’s own leaves for three programs; what is wrong with a result is told and changes nothing', async (t) => {
  const page = await open(t);
  await solveOwn(page);
  const own = await folder(page, 'For a larger machine (.zip)');
  assert.equal(json(own, 'study.json').task, 'solve');
  assert.deepEqual(json(own, 'study.json').carriers, [{ key: 'ion', name: 'Ions', conductivities: [0, 1] }]);
  assert.ok('volume.npy' in own);
  const tau = await folder(page, 'For TauFactor (.zip)');
  const impala = await folder(page, 'For OpenImpala (.zip)');
  assert.equal(impala['ion.dat'].length, 12 + 2 * 12 * 11 * 10);
  const value = (files) => json(files, 'expected.json').results[0].effectiveConductivity;
  assert.equal(value(tau), value(own)); // the same convention
  assert.ok(value(impala) > value(own) * 1.02); // another one
  assert.equal(json(tau, 'expected.json').fingerprint, json(own, 'study.json').fingerprint);

  const good = json(own, 'expected.json');
  const before = await rows(page);
  const title = await page.textContent('#study-title');
  const changed = (change) => {
    const one = structuredClone(good);
    change(one);
    return JSON.stringify(one);
  };
  for (const [name, text, refusal] of [
    ['broken.json', `${JSON.stringify(good).slice(0, 200)}`, /broken\.json is no JSON/],
    [
      'other.json',
      changed((one) => {
        one.fingerprint = '12x11x10-00000000';
      }),
      /other\.json is of another volume: "scan-12x11x10-\w+", 12x11x10-00000000; shown is "scan-12x11x10-\w+", 12x11x10-[0-9a-f]{8}, and none that is kept/,
    ],
    [
      'field.json',
      changed((one) => {
        one.results[1].upper = 'much';
      }),
      /field\.json, results\[1\]\.upper: "much"; allowed:/,
    ],
    [
      'carrier.json',
      changed((one) => {
        one.results[0].carrier = 'electron';
      }),
      /carrier\.json, results\[0\]\.carrier: "electron"; allowed: ion\./,
    ],
    ['long.json', JSON.stringify({ ...good, more: 'x'.repeat(1e6) }), /long\.json has \d+ bytes; allowed: 1000000/],
  ]) {
    await page.setInputFiles('#result-files', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.waitForFunction((own) => document.querySelector('#micro-error').textContent.includes(own), name);
    assert.match(await page.textContent('#micro-error'), refusal);
    assert.deepEqual(await rows(page), before);
    assert.equal(await page.textContent('#study-title'), title);
    assert.deepEqual(await returned(page), []);
  }
  // Several at once, one of them wrong; where volumes are given, too. Words are words.
  const hostile = changed((one) => {
    one.program = '<img src=x onerror="document.title=1">';
  });
  await drop(page, '#microstructure .drop', [
    { name: 'good.json', text: JSON.stringify(good) },
    { name: 'wrong.json', text: '{"format": "cathode-lab result"}' },
    { name: 'hostile.json', text: hostile },
  ]);
  await page.waitForFunction(() => document.querySelectorAll('#returned li').length === 2);
  assert.match(await page.textContent('#micro-error'), /^wrong\.json, version: missing; allowed: 1\.$/);
  assert.equal(await page.locator('#study img').count(), 0);
  const shown = await rows(page);
  assert.equal(shown.length, before.length * 3);
  assert.match(shown[2][2], /^elsewhere: <img src=x/);
  assert.equal(shown[1][3], 'none, to the last bit');
  await page.click('#returned li:first-child button');
  await page.waitForFunction(() => document.querySelectorAll('#returned li').length === 1);
});

for (const [width, colorScheme] of [
  [320, 'dark'],
  [390, 'light'],
])
  test(`results from elsewhere fit a phone of ${width} px, ${colorScheme}`, async (t) => {
    const page = await open(t, { viewport: { width, height: 800 }, colorScheme });
    await solveOwn(page);
    const good = json(await folder(page, 'For a larger machine (.zip)'), 'expected.json');
    await page.setInputFiles('#result-files', {
      name: 'a-result-with-a-long-name-of-a-large-machine.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ ...good, program: 'a program with a rather long name 1.2.3' })),
    });
    await page.waitForSelector('#returned li');
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), width);
    assert.deepEqual(await violationsOf(page), []);
  });

/** A table as cathode-lab sweep writes it: contents, models and seeds. */
function sweepText({ amWtPct = [60, 70, 80, 90], models = [1, 2, 3, 4], thickness = [70] } = {}) {
  const lines = [
    'amWtPct [wt%],cathodeThicknessUm [µm],model,result,direction,value,low,high,unit,provenance,link,program',
  ];
  for (const am of amWtPct)
    for (const um of thickness)
      for (const model of models) {
        const value = am === 90 && model === 4 ? '' : String(am * 10 + model + um / 100);
        lines.push(
          `${am},${um},${model},volumetricEnergyDensityWhL,,${value},,,Wh/L,extrapolated,v=2&am=${am},cathode-lab 0.1.0`,
          `${am},${um},${model},ionEffectiveConductivity,z,${model / am},${model / am / 2},${model / am},,recomputed from the voxels,v=2&am=${am},cathode-lab 0.1.0`,
        );
      }
  return `${lines.join('\r\n')}\r\n`;
}

test('a sweep’s table that is dropped is drawn as curves or as a map, with provenance and its rows', async (t) => {
  const page = await open(t, { query: '?view=all' });
  await drop(page, 'body', [{ name: 'sweep.csv', text: sweepText() }]);
  await page.waitForSelector('#sweep-figure svg');
  assert.match(page.url(), /view=tables/);
  assert.equal(await page.inputValue('#sweep-up'), '');
  assert.match(
    await page.textContent('#sweep-about'),
    /^sweep\.csv: 32 rows, 4 of Active material × 1 of Cathode thickness × 4 of SE particle model/,
  );
  assert.equal(
    await page.textContent('#sweep-kinds'),
    'Of what kind the numbers are: extrapolated (15), no value (1).',
  );
  const text = await page.textContent('#sweep-figure svg');
  for (const word of ['SE particle model 1', 'SE particle model 4', 'Active material, wt%', 'Wh/L'])
    assert.match(text, new RegExp(word));
  await openAll(page, '#sweep-figure');
  await page.waitForSelector('[aria-label="Rows of the sweep"] tbody tr');
  const cells = await page.$$eval('[aria-label="Rows of the sweep"] tbody tr:first-child > *', (all) =>
    all.map((one) => one.textContent),
  );
  assert.deepEqual(cells, ['60', '70', '1', '601.7', '–', '–', 'extrapolated', 'Open', 'cathode-lab 0.1.0']);
  assert.equal(await page.getAttribute('[aria-label="Rows of the sweep"] tbody a', 'href'), '#v=2&am=60');
  await page.selectOption('#sweep-result', { label: 'Ion effective conductivity along z' });
  assert.match(await page.textContent('#sweep-kinds'), /recomputed from the voxels \(16\)/);
  assert.deepEqual(await violationsOf(page), []);

  await page.selectOption('#sweep-result', { label: 'Volumetric energy density' });

  // Two numbers: a map, of the result that was chosen.
  const map = sweepText({ thickness: [50, 70, 90], models: [2, 4] });
  await page.setInputFiles('#sweep-file', { name: 'map.csv', mimeType: 'text/csv', buffer: Buffer.from(map) });
  await page.waitForSelector('#sweep-figure .heat-map');
  assert.equal(await page.locator('.heat-map .shade title, .heat-map .nothing title').count(), 12);
  await page.selectOption('#sweep-held-2', '4');
  assert.equal(await page.locator('.heat-map .nothing').count(), 3);
  assert.match(
    await page.$eval('.heat-map .shade title', (one) => one.textContent),
    /^Active material, wt% 60, Cathode thickness, µm 50: 604\.5 Wh\/L$/,
  );

  // What is wrong is told by row and column, and what was there stays.
  const wrong = map.replace('Wh/L,extrapolated', 'Wh/L').replace('602.5', 'high');
  await page.setInputFiles('#sweep-file', { name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from(wrong) });
  await page.waitForFunction(() => document.querySelector('#sweep-error').textContent !== '');
  assert.match(await page.textContent('#sweep-error'), /^wrong\.csv, row 1: 11 cells; allowed: 12/);
  assert.match(await page.textContent('#sweep-about'), /^map\.csv/);
  assert.equal(await page.locator('.heat-map').count(), 1);
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await quiet(page);
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), width);
  }
});
