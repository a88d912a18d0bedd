// SPDX-License-Identifier: MIT
// Microstructures in the page: made, solved in workers, looked at, taken from files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { howOf } from '../../web/microstructure/reference-table.js';
import { references } from '../../web/microstructure/references.js';
import { downsampleVolume } from '../../web/volume-files/volume.js';
import { toRawWithHeader, toTiff } from '../../web/volume-files/voxel-file.js';
import { dist, launchChromium, quiet, serveDist, settled, violationsOf, watchProblems } from './chromium.mjs';
import { enter, generate, openAll, type, worked } from './rail.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serveDist>>} */ let server;
const lab = await createCathodeLab();
const FRAGMENT = 'v=2&model=2&am=75';

before(async () => {
  browser = await launchChromium();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function open(
  t,
  { viewport = { width: 1366, height: 768 }, query = '?view=microstructure', fragment = FRAGMENT, ...options } = {},
) {
  const page = await browser.newPage({ viewport, ...options });
  watchProblems(t, page);
  await page.goto(`${server.address}${query}#${fragment}`);
  await settled(page);
  await page.waitForSelector('#micro-size');
  return page;
}
const results = (page) =>
  page.$$eval('[aria-label="Transport results"] tbody tr', (rows) =>
    rows.map((row) =>
      [...row.cells].map((cell) => (cell.dataset.value === undefined ? null : Number(cell.dataset.value))),
    ),
  );
const headline = (page) =>
  page.$$eval('.headline [data-key]', (all) =>
    Object.fromEntries(
      all.flatMap(({ dataset }) =>
        ['value', 'low', 'high'].map((end) => [
          end === 'value' ? dataset.key : `${dataset.key}-${end}`,
          Number(dataset[end]),
        ]),
      ),
    ),
  );
/** As near as numbers in an SVG are. */
const near6 = (a, b) => assert.ok(Math.abs(a / b - 1) < 1e-5, `${a} is not ${b}`);
const near = (a, b) => assert.ok(Math.abs(a / b - 1) < 1e-9, `${a} is not ${b}`);
const pixels = (page, selector) =>
  page.$eval(selector, (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let hash = 0;
    for (let i = 0; i < data.length; ++i) hash = (Math.imul(hash, 31) + data[i]) | 0;
    return hash;
  });
/** An .npy file of bytes. */
function npy(shape, values) {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`.padEnd(117);
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'),
    Buffer.from(`${header}\n`),
    Buffer.from(values),
  ]);
}

test('what the page makes and solves is what the module makes and solves, without asking the server', async (t) => {
  const page = await open(t);
  const known = new Set();
  const later = [];
  await page
    .evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
    .then((names) => names.forEach((name) => known.add(name)));
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:') && !known.has(request.url())) later.push(request.url());
  });
  await generate(page, { seed: 7 });
  assert.deepEqual(later, []);
  assert.equal(await page.locator('#microstructure >> text=Being loaded').count(), 0);
  assert.equal(await page.isVisible('#picture-of'), false); // no draft any more
  await openAll(page, '#study');

  const { scenario } = lab.decodeLink(FRAGMENT);
  const made = lab.generateMicrostructure({ ...scenario, shape: [64, 64, 64], seed: 7 });
  const { values } = lab.evaluate(scenario);
  const shown = await results(page);
  assert.equal(shown.length, 6);
  const ways = ['z', 'y', 'x'];
  const climb = (conductivities, direction) =>
    lab.convergeTransport({
      geometry: made.geometry,
      conductivities,
      direction,
      sides: 'periodic',
      mostVoxels: 200000,
    });
  const wanted = { 0: climb([0, 0, 1, 0], 'z'), 5: climb([0, 1, 0, 1], 'x') };
  const sigmas = [
    values.ionicConductivityMsCm * values.ionicMacMullin,
    values.electronicConductivityMsCm * values.electronicMacMullin,
  ];
  for (const [index, found] of Object.entries(wanted)) {
    const [, , , tau2, low, high, conductivity, solver, grid] = shown[index];
    const { effectiveConductivity, lower, upper, tortuosityFactor, uncertainty } = found;
    near(tau2, tortuosityFactor);
    near(low, (tortuosityFactor * effectiveConductivity) / upper);
    near(high, (tortuosityFactor * effectiveConductivity) / lower);
    near(conductivity, effectiveConductivity * sigmas[index < 3 ? 0 : 1]);
    assert.deepEqual([solver, grid], [uncertainty.solver, uncertainty.grid]);
  }
  const top = await headline(page);
  for (const [carrier, first, measured] of [
    ['ion', 0, values.ionicTortuosityFactor],
    ['electron', 3, values.electronicTortuosityFactor],
  ]) {
    // Conductivities are averaged, not tortuosity factors; each row's bounds are too.
    const mean = (column) => shown.slice(first, first + 3).reduce((sum, row) => sum + 1 / row[column], 0) / 3;
    near(top[`${carrier}-geometric`], 1 / mean(3));
    near(top[`${carrier}-geometric-low`], 1 / mean(4));
    near(top[`${carrier}-geometric-high`], 1 / mean(5));
    assert.equal(top[`${carrier}-measured`], measured);
    if (top[`${carrier}-geometric-high`] > 1.5 * top[`${carrier}-geometric-low`]) continue;
    near(top[`${carrier}-contact-low`], measured / top[`${carrier}-geometric-high`]);
    near(top[`${carrier}-contact-high`], measured / top[`${carrier}-geometric-low`]);
  }
  // Three uncertainties apart, no digit more than they leave, and what was extrapolated is marked.
  const ions = await page.innerText('.headline section:first-child dl.figures');
  const leftOpen = await page.innerText('.headline section:first-child .uncertain');
  assert.match(leftOpen, /Solver\s+± [\d.]+ %/);
  assert.match(
    leftOpen,
    /Grid\s+[\d.]+ to [\d.]+, (extrapolated; .* in voxels down to|between two sides in voxels down to) [\d.]+ µm/,
  );
  assert.match(leftOpen, /Sample\s+not known from one sample: make more/);
  const [digits, low, high] = /(\d[\d.]*)\s+([\d.]+) to ([\d.]+)/.exec(ions)?.slice(1).map(Number) ?? [];
  assert.ok(low <= digits && digits <= high, ions);
  // Both factors on one axis, with texts of their own.
  const figure = page.locator('svg.dumbbell').first();
  assert.equal(await figure.getAttribute('role'), 'img');
  const told = (await figure.locator('desc').textContent()) ?? '';
  assert.match(
    told,
    /^Ions: the geometry’s tortuosity factor is [\d.]+, [\d.]+ to [\d.]+; that of the composite [\d.]+/,
  );
  assert.ok((await figure.locator('.own').textContent())?.endsWith(` ${digits}`));
  const placed = await figure.evaluate((svg) => {
    const bar = svg.querySelector('.interval').getBBox();
    const mark = svg.querySelector('.model-2').getAttribute('transform');
    const ticks = [...svg.querySelectorAll('.tick')].map((one) => [
      Number(one.textContent),
      Number(one.getAttribute('x')),
    ]);
    return { bar: [bar.x + 1, bar.x + bar.width - 1], mark: Number(/translate\(([\d.]+)/.exec(mark)?.[1]), ticks };
  });
  const [[one, x1], [other, x2]] = [placed.ticks[0], placed.ticks[placed.ticks.length - 1]];
  const tau2At = (x) => one * (other / one) ** ((x - x1) / (x2 - x1));
  near6(tau2At(placed.bar[0]), top['ion-geometric-low']);
  near6(tau2At(placed.bar[1]), top['ion-geometric-high']);
  near6(tau2At(placed.mark), top['ion-measured']);
  // The ladder as a picture with a text of its own, and as a table.
  const ladder = page.locator('svg.ladder').first();
  assert.equal(await ladder.getAttribute('role'), 'img');
  assert.match(
    (await ladder.locator('title').textContent()) ?? '',
    /^Ions: tortuosity factor over the edge of a voxel$/,
  );
  assert.match(
    (await ladder.locator('desc').textContent()) ?? '',
    /From voxels of [\d.]+ to [\d.]+ µm the interval of τ² closes from .* to .*; at the limit it is/,
  );
  assert.equal(await ladder.locator('.rung').count(), 2 * wanted[0].levels.length);
  assert.equal(await page.locator('[aria-label="Levels, ions"] tbody tr').count(), wanted[0].levels.length);
  const amSe = lab.measureGeometry(made.geometry).interfaces.find(({ labels }) => labels.join() === '1,2');
  assert.match(
    (await page.textContent('#study')) ?? '',
    new RegExp(`AM\\|SE ${String(Number(amSe?.areaPerUm.toPrecision(3))).replace('.', '\\.')} 1/µm`),
  );

  const saved = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#study >> text="${name}"`)]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const array = await saved('Voxels, .npy');
  assert.match(array.name, /^cathode-lab-64-seed-7-model-2-75wt-\w{6}\.npy$/);
  const stem = array.name.replace('.npy', '');
  assert.deepEqual(array.bytes.subarray(-made.voxels.length), Buffer.from(made.voxels));
  assert.match(array.bytes.toString('latin1', 0, 128), /\(64, 64, 64\)/);
  assert.deepEqual((await saved('Voxels, .raw')).bytes, Buffer.from(made.voxels));
  assert.match(
    (await saved('Their header, .mhd')).bytes.toString(),
    new RegExp(`DimSize = 64 64 64[\\s\\S]*ElementDataFile = ${stem}\\.raw`),
  );
  const table = Papa.parse((await saved('Results, CSV')).bytes.toString(), { header: true, skipEmptyLines: true }).data;
  assert.equal(table.length, 8); // two carriers, three directions and the mean
  assert.equal(table[0].link, `${server.address}#${FRAGMENT}`);
  assert.equal(Number(table[0]['tortuosityFactor of the geometry']), wanted[0].tortuosityFactor);
  assert.equal(Number(table[0]['relative conductivity low']), wanted[0].lower);
  assert.equal(table[0]['tortuosityFactor provenance'], 'recomputed from the geometry');
  // All that it takes to make it again.
  for (const { key, unit, default: standard } of lab.microstructureInputs())
    assert.equal(Number(table[0][unit ? `input ${key} [${unit}]` : `input ${key}`]), standard, key);
  assert.equal(table[0]['input seed'], '7');
  const mean = table.find((row) => row.carrier === 'Ions' && row.direction === 'mean');
  assert.equal(Number(mean['tortuosityFactor high']), top['ion-geometric-high']);
  assert.equal(Number(mean['contact factor low']), top['ion-contact-low'] || 0);
  const levels = Papa.parse((await saved('Levels of the grids, CSV')).bytes.toString(), {
    header: true,
    skipEmptyLines: true,
  }).data.filter(({ carrier, direction }) => carrier === 'Ions' && direction === ways[0]);
  assert.deepEqual(
    levels.map((row) => Number(row['relative conductivity, upper side'])),
    wanted[0].levels.map(({ upper }) => upper),
  );
  assert.deepEqual(JSON.parse((await saved('Geometry, .json')).bytes.toString()), made.geometry);
  assert.equal((await saved('Its voxels, .dat')).name, `${stem}-se.dat`);
  assert.match(
    (await saved('Inputs')).bytes.toString(),
    new RegExp(`Diffusion3d ${stem}-se\\.inputs\\nfilename = ${stem}-se\\.dat`),
  );
  const whole = unzipSync((await saved('Save all (.zip)')).bytes);
  assert.deepEqual(Object.keys(whole).sort(), [
    `${stem}-levels.csv`,
    `${stem}-particles.csv`,
    `${stem}-se.dat`,
    `${stem}-se.inputs`,
    `${stem}.csv`,
    `${stem}.json`,
    `${stem}.mha`,
    `${stem}.npy`,
    `${stem}.tif`,
    'index.csv',
  ]);

  // A changed calculation is told, and leaves what was solved.
  await page.evaluate(() => window.cathodeLab.setLink('v=2&model=4'));
  await page.waitForFunction(() => /has changed since/.test(document.getElementById('study').innerText));
  assert.deepEqual(await results(page), shown);
  // What is entered is drawn as a draft meanwhile; one button solves it, and back is what was solved.
  await quiet(page);
  assert.match((await page.textContent('#picture-of')) ?? '', /^Draft in 64³ voxels/);
  await page.evaluate((link) => window.cathodeLab.setLink(link), FRAGMENT);
  await quiet(page);
  assert.equal(await page.isVisible('#picture-of'), false);
  assert.equal(await page.isVisible('.stale'), false);
  await type(page, 'micro-seed', 8);
  await quiet(page);
  assert.match(await page.innerText('.stale'), /generated with has changed since/);
  await page.click('text="Back to it"');
  await quiet(page);
  assert.equal(await page.inputValue('#micro-seed'), '7');
  assert.equal(await page.isVisible('.stale'), false);
  await type(page, 'micro-seed', 8);
  await quiet(page);
  await page.click('text="Solve it anew"');
  await worked(page);
  assert.equal(await page.isVisible('.stale'), false);
  assert.notDeepEqual(await results(page), shown);
});

test('what is entered is drawn at once, in few voxels: one draft after the other, one step back, nothing of the network', async (t) => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  watchProblems(t, page);
  await page.addInitScript(() => {
    const asked = (window.asked = []);
    window.Worker = class extends Worker {
      postMessage(message, ...more) {
        asked.push([message.kind, message.options.amWtPct, message.options.model]);
        super.postMessage(message, ...more);
      }
    };
  });
  const drafts = () => page.evaluate(() => window.asked.filter(([kind]) => kind === 'draft'));
  // Not where nobody looks at it.
  await page.goto(`${server.address}#${FRAGMENT}`);
  await settled(page);
  await page.evaluate(() => window.cathodeLab.setScenario({ ...window.cathodeLab.getScenario(), amWtPct: 78 }));
  await quiet(page);
  assert.deepEqual(await drafts(), []);

  await page.goto(`${server.address}?view=microstructure#${FRAGMENT}`);
  await settled(page);
  const requests = [];
  page.on('request', (request) => {
    // The browser looks at the icon again whenever the address changes.
    if (/^http/.test(request.url()) && !request.url().includes('/assets/icon-')) requests.push(request.url());
  });
  const legend = async () => (await page.innerText('.viewer .legend')).trim().split(/\s*\n\s*/);
  const wanted = (scenario) =>
    lab
      .generateMicrostructure({ ...scenario, shape: [64, 64, 64], voxelUm: 0.5, seed: 1 })
      .phases.map(({ name, fraction }) => `${name} ${Number((fraction * 100).toPrecision(3))} vol%`);
  const { scenario } = lab.decodeLink(FRAGMENT);
  assert.match(await page.innerText('#picture-of'), /^Draft in 64³ voxels, not solved$/);
  assert.equal(await page.getAttribute('#slice-z', 'max'), '63');
  assert.deepEqual(await legend(), wanted(scenario));
  assert.equal((await drafts()).length, 1);
  assert.equal(await page.isVisible('#study'), false);

  // A drag: as many drafts as there is time for, the last one of where it ends.
  const before = await page.evaluate(() => window.cathodeLab.getLink());
  await page.evaluate(async () => {
    const range = document.getElementById('micro-amWtPct-range');
    for (let content = 75.5; content <= 84; content += 0.5) {
      range.value = String(content);
      range.dispatchEvent(new Event('input', { bubbles: true }));
      // Faster than frames come, whatever the machine.
      if (content % 2 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    range.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await quiet(page);
  assert.equal(await page.evaluate(() => window.cathodeLab.getScenario().amWtPct), 84);
  assert.equal(await page.inputValue('#micro-amWtPct'), '84');
  const dragged = await drafts();
  assert.ok(dragged.length >= 2 && dragged.length < 18, String(dragged.length));
  assert.equal(dragged[dragged.length - 1][1], 84);
  assert.deepEqual(await legend(), wanted({ ...scenario, amWtPct: 84 }));
  await page.evaluate(() => document.getElementById('undo').click());
  await quiet(page);
  assert.equal(await page.evaluate(() => window.cathodeLab.getLink()), before);
  assert.equal(await page.inputValue('#micro-amWtPct'), '75');
  assert.deepEqual(await legend(), wanted(scenario));

  await page.check('#micro-model-3');
  await quiet(page);
  assert.equal(await page.evaluate(() => window.cathodeLab.getScenario().model), 3);
  assert.deepEqual(await legend(), wanted({ ...scenario, model: 3 }));
  await page.evaluate(() => window.cathodeLab.setScenario({ ...window.cathodeLab.getScenario(), model: 4 }));
  await quiet(page);
  assert.equal(await page.isChecked('#micro-model-4'), true);
  const rest = (await drafts()).length;
  await page.waitForTimeout(500);
  assert.equal((await drafts()).length, rest);
  assert.deepEqual(requests, []);

  // As texts, what differs from the defaults; what is refused changes nothing.
  const texts = () => page.evaluate(() => window.cathodeLab.volumeInputs());
  assert.deepEqual(await texts(), {});
  await enter(page, { seed: 9 });
  await type(page, 'micro-amDiameterUm', '4');
  const entered = { box: '16', seed: '9', grid: '64', effort: 'quick', amDiameterUm: '4' };
  assert.deepEqual(await texts(), entered);
  const put = (given) =>
    page.evaluate((all) => {
      try {
        window.cathodeLab.putVolumeInputs(all);
        return '';
      } catch ({ message }) {
        return message;
      }
    }, given);
  assert.match(
    await put({ seed: '3', amDiameterUm: '99' }),
    /amDiameterUm \(AM diameter\): "99" is out of range; allowed: 0\.5 to 20 µm/,
  );
  assert.match(await put({ grid: '65' }), /grid .*"65" is not one of the choices; allowed: 64, 128/);
  assert.match(await put({ colour: 'red' }), /colour is no input of a microstructure; allowed: box, seed, grid/);
  assert.deepEqual(await texts(), entered);
  assert.equal(await put({ seed: '3' }), '');
  assert.deepEqual(await texts(), { seed: '3' });
  assert.equal(await page.inputValue('#micro-box'), '32');
});

test('the body has the colours of its legend, a little darker where it is lit less', async (t) => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(t, { colorScheme });
    await pixels(page, '.volume');
    const { phases, seen } = await page.evaluate(() => {
      const canvas = document.querySelector('.volume');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map();
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] === 255) {
          const color = data.slice(i, i + 3).join();
          counts.set(color, (counts.get(color) ?? 0) + 1);
        }
      return {
        phases: [...document.querySelectorAll('.viewer .legend .swatch')].map((one) =>
          getComputedStyle(one).backgroundColor.match(/\d+/g).map(Number),
        ),
        seen: [...counts],
      };
    });
    const [, ...solid] = phases; // void is not shown
    for (const color of solid)
      assert.ok(
        seen.some(([text]) => text === color.join()),
        `${color} is not in the picture`,
      );
    // Whatever is no line is one of them, times a number from 0.4 to 1.
    let ofPhases = 0;
    let all = 0;
    for (const [text, count] of seen) {
      const pixel = text.split(',').map(Number);
      all += count;
      const isShade = solid.some((color) => {
        const light = Math.max(...pixel) / Math.max(...color);
        return (
          light > 0.4 && light <= 1.001 && color.every((channel, at) => Math.abs(channel * light - pixel[at]) <= 1.5)
        );
      });
      if (isShade) ofPhases += count;
    }
    assert.ok(ofPhases > 0.9 * all, `${ofPhases} of ${all}`);
    await page.close();
  }
});

test('to cancel leaves what was there, and the page is usable while it works', async (t) => {
  const page = await open(t);
  await generate(page);
  const before = [await results(page), await headline(page), await page.textContent('#study-title')];
  await enter(page, { size: 256, box: 48, effort: 3600000 });
  await page.focus('text="Generate and solve"');
  await page.keyboard.press('Enter');
  // The one action has become progress and cancel, and has kept the focus.
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel');
  assert.equal(await page.isVisible('#micro-run'), false);
  await page.fill('#micro-amWtPct', '77');
  await page.press('#micro-amWtPct', 'Enter');
  assert.equal(await page.evaluate(() => window.cathodeLab.getScenario().amWtPct), 77);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'micro-amWtPct');
  await page.click('text="Cancel"');
  await worked(page);
  assert.deepEqual([await results(page), await headline(page), await page.textContent('#study-title')], before);
  assert.equal(await page.textContent('#micro-error'), '');
  assert.match((await page.textContent('#micro-said')) ?? '', /Cancelled/);
  // What is shown again is not of the calculation as it is now, and says so still: cancelled while the new volume is
  // already there, or before.
  const isStale = async () => {
    await quiet(page);
    return page.evaluate(() => /has changed since/.test(document.getElementById('study').innerText));
  };
  assert.equal(await isStale(), true);
  await enter(page, { size: 128, box: 32, effort: 3600000 });
  await page.click('text="Generate and solve"');
  await page.waitForFunction((title) => document.getElementById('study-title').textContent !== title, before[2]);
  await page.click('text="Cancel"');
  await worked(page);
  assert.equal(await page.textContent('#study-title'), before[2]);
  assert.equal(await isStale(), true);
});

test('what is refused names field and range and changes nothing', async (t) => {
  const page = await open(t);
  await generate(page, { name: 'Generate only' });
  const title = await page.textContent('#study-title');
  for (const [id, text, message] of [
    ['micro-amDiameterUm', '99999', /amDiameterUm.*99999.*allowed: .* to .*µm/],
    ['micro-box', '1', /box.*"1".*allowed: 6 to 128 µm/],
    ['micro-amWtPct', '12', /12.*60 to 92/],
    ['micro-seed', '1.5', /seed.*1\.5.*0 to 4294967295/],
  ]) {
    const kept = await page.inputValue(`#${id}`);
    await page.fill(`#${id}`, text);
    await page.press(`#${id}`, 'Tab');
    assert.match((await page.textContent(`#${id}-error`)) ?? '', message);
    if (id !== 'micro-amWtPct') {
      await page.click('text="Generate only"');
      assert.equal(await page.evaluate(() => document.activeElement?.id), id);
    }
    await page.fill(`#${id}`, kept);
    await page.press(`#${id}`, 'Tab');
    assert.equal(await page.textContent(`#${id}-error`), '');
  }
  assert.equal(await page.textContent('#study-title'), title);
});

test('sliders, pointer and keys move slices and the volume; nothing is drawn at rest', async (t) => {
  const page = await open(t);
  await generate(page);
  const slice = '.slice-part:nth-child(1) canvas';
  await quiet(page);
  const first = await pixels(page, slice);
  await page.focus('#slice-z');
  await page.keyboard.press('ArrowRight');
  await quiet(page);
  assert.notEqual(await pixels(page, slice), first);
  const [y, x] = [await page.inputValue('#slice-y'), await page.inputValue('#slice-x')];
  await page.locator(slice).click({ position: { x: 20, y: 40 } });
  await quiet(page);
  assert.notEqual(await page.inputValue('#slice-y'), y);
  assert.notEqual(await page.inputValue('#slice-x'), x);
  const phases = await pixels(page, slice);
  const seen = new Set([phases]);
  for (const choose of ['#shown-potential', '#shown-currentDensity', '#current-log']) {
    await page.check(choose);
    await quiet(page);
    seen.add(await pixels(page, slice));
  }
  assert.equal(seen.size, 4);
  assert.match(
    await page.innerText('.viewer .legend'),
    /[\d.]+ × the mean, which 99 % of what conducts stays below; logarithmic/,
  );

  // Voxels as wide as this break fibres, which carry the electrons.
  assert.equal(await page.isDisabled('#carrier-electron'), true);
  assert.equal(await page.innerText('.fieldless'), 'electrons: no way through these voxels');
  await page.check('#shown-phases');
  // One of the slices is large, another at a press.
  const widths = () => page.$$eval('canvas.slice', (all) => all.map((one) => one.clientWidth));
  const [z, ...others] = await widths();
  assert.ok(
    others.every((width) => width < 0.6 * z),
    String([z, others]),
  );
  await page.check('#plane-x');
  await quiet(page);
  assert.equal((await widths())[2], z);
  await page.check('#plane-z');
  await quiet(page);

  await pixels(page, '.volume'); // lines of a canvas that has been read are drawn otherwise by Chromium from then on
  const volume = await pixels(page, '.volume');
  await page.focus('.volume');
  await page.keyboard.press('ArrowLeft');
  await quiet(page);
  assert.notEqual(await pixels(page, '.volume'), volume);
  await page.keyboard.press('Home');
  await quiet(page);
  assert.equal(await pixels(page, '.volume'), volume);
  // The slices' planes are in it: they move with them.
  await page.focus('#slice-x');
  await page.keyboard.press('Home');
  await quiet(page);
  const moved = await pixels(page, '.volume');
  assert.notEqual(moved, volume);
  await page.uncheck('#volume-cut');
  await quiet(page);
  assert.notEqual(await pixels(page, '.volume'), moved);
  await page.uncheck('#phase-1');
  await quiet(page);
  assert.notEqual(await pixels(page, '.volume'), moved);

  const counts = () => page.evaluate(() => [window.cathodeLab.frames(), window.drawings]);
  await page.evaluate(() => {
    window.drawings = 0;
    const { putImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.putImageData = function put(...given) {
      ++window.drawings;
      putImageData.apply(this, given);
    };
  });
  await page.mouse.move(5, 5);
  await quiet(page);
  const rest = await counts();
  await page.waitForTimeout(800);
  assert.deepEqual(await counts(), rest);
});

test('a volume from a file is shown, given conductivities and solved; a bad one is told and leaves it', async (t) => {
  const page = await open(t);
  await page.check('#mode-file');
  // Layers along z, 30 and 200: along y and x the conductor is straight.
  const shape = [8, 10, 12];
  const values = Array.from({ length: 960 }, (_, index) => (Math.floor(index / 120) % 2 === 0 ? 30 : 200));
  await page.setInputFiles('#volume-files', {
    name: 'layers.npy',
    mimeType: 'application/octet-stream',
    buffer: npy(shape, values),
  });
  await page.waitForSelector('.label-row');
  assert.match((await page.textContent('#microstructure')) ?? '', /layers\.npy: 8 × 10 × 12 voxels.*2 values/);
  // The slices are there at once. Nothing conducts: no solve is offered, and what is missing is told.
  await quiet(page);
  assert.equal(await page.isVisible('canvas.slice'), true);
  assert.equal(await page.isVisible('#own-solve'), false);
  assert.match((await page.textContent('#own-missing')) ?? '', /^Nothing conducts yet: give a value the role SE/);
  const plain = await pixels(page, 'canvas.slice');
  // A role sets name, colour and conductivities.
  await page.selectOption('[aria-label="Value 30: role"]', 'void');
  await page.selectOption('[aria-label="Value 200: role"]', 'se');
  assert.deepEqual(await page.$$eval('[aria-label^="Value 200: "]', (all) => all.map(({ value }) => value)), [
    'se',
    'SE',
    '1',
    '0',
  ]);
  await quiet(page);
  assert.notEqual(await pixels(page, 'canvas.slice'), plain);
  assert.match(await page.innerText('.viewer .legend'), /^\s*Void 50 vol%\s+SE 50 vol%\s*$/);
  // It knows of no separator and of no calculation.
  assert.doesNotMatch(await page.innerText('#microstructure'), /separator|this calculation/i);
  assert.doesNotMatch((await page.getAttribute('.volume', 'aria-label')) ?? '', /separator/);
  await page.fill('[aria-label="Value 200: conductivity for ions"]', '-1');
  await quiet(page);
  assert.equal(await page.isVisible('#own-solve'), false);
  assert.match((await page.textContent('#own-missing')) ?? '', /conductivity for ions.*"-1".*allowed: 0 to/);
  await page.fill('[aria-label="Value 200: conductivity for ions"]', '2,5');
  await page.fill('[aria-label="Value 200: name"]', 'Electrolyte');
  await page.click('#own-solve');
  await worked(page);
  assert.equal(await page.textContent('#micro-error'), '');
  const shown = await results(page);
  assert.equal(shown.length, 3);
  const text = await page.$$eval('[aria-label="Transport results"] tbody tr', (rows) =>
    rows.map(({ cells }) => cells[2].textContent),
  );
  assert.match(text[0] ?? '', /does not percolate/);
  for (const row of shown.slice(1)) {
    assert.ok(Math.abs(row[3] - 1) < 1e-3 && Math.abs(row[6] - 1.25) < 2e-3, String(row));
  }
  // Layers one voxel thick are none in voxels twice as large.
  assert.match(
    (await page.textContent('.headline')) ?? '',
    /Grid\s*not known: in voxels twice as large nothing percolates/,
  );
  assert.equal(await page.locator('.headline .error').count(), 0);
  assert.deepEqual(await page.$$eval('.headline [data-key]', (all) => all.map((one) => one.dataset.key)), [
    'ion-geometric',
  ]);
  await openAll(page, '#study');
  assert.doesNotMatch(await page.innerText('#microstructure'), /separator|this calculation/i);
  // Names change what is shown, conductivities make it stale.
  await page.fill('[aria-label="Value 200: name"]', 'Glass');
  await quiet(page);
  assert.match(await page.innerText('.viewer .legend'), /Glass 50 vol%/);
  assert.equal(await page.isVisible('.stale'), false);
  await page.fill('[aria-label="Value 200: conductivity for ions"]', '2');
  await quiet(page);
  assert.match(await page.innerText('.stale'), /entered for this file has changed since/);
  await page.fill('[aria-label="Value 200: conductivity for ions"]', '2.5');
  await quiet(page);
  assert.equal(await page.isVisible('.stale'), false);

  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['no volume at all'], 'notes.txt'));
    document
      .querySelector('.drop')
      .dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true, bubbles: true }));
  });
  await page.waitForFunction(() => /notes\.txt/.test(document.getElementById('volume-error').textContent));
  assert.equal(await page.textContent('#notices'), '');
  assert.deepEqual(await results(page), shown);

  // Bare voxels, a part of them, coarser.
  await page.setInputFiles('#volume-files', {
    name: 'bare.raw',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(values),
  });
  await page.waitForSelector('#raw-z:visible');
  for (const [key, extent] of [
    ['z', '8'],
    ['y', '10'],
    ['x', '11'],
  ]) {
    await page.fill(`#raw-${key}`, extent);
    await page.press(`#raw-${key}`, 'Tab');
  }
  await page.click('text="Read these voxels"');
  await page.waitForFunction(() => /bare\.raw.*880.*960/.test(document.getElementById('volume-error').textContent));
  assert.deepEqual(await results(page), shown);
  await page.fill('#raw-x', '12');
  await page.press('#raw-x', 'Tab');
  await page.click('text="Read these voxels"');
  await page.waitForFunction(() =>
    /bare\.raw: 8 × 10 × 12/.test(document.getElementById('microstructure').textContent),
  );
  await openAll(page, '.rail');
  await page.fill('#own-yTo', '6');
  await page.fill('#own-factor', '2');
  await page.click('text="Show this part"');
  await page.waitForFunction(() =>
    /bare\.raw, 4 × 3 × 6 voxels/.test(document.getElementById('study-title').textContent),
  );
});

test('volumes behind a header are dropped: Amira’s, NRRD, MetaImage with its voxels beside it; refusals leave all as it was', async (t) => {
  const page = await open(t);
  await page.check('#mode-file');
  const shape = /** @type {[number, number, number]} */ ([6, 7, 8]);
  const voxels = Uint8Array.from({ length: 336 }, (_, index) => (index >> 2) % 3);
  const drop = (/** @type {Record<string, Uint8Array | string>} */ files) =>
    page.evaluate(
      (all) => {
        const transfer = new DataTransfer();
        for (const [name, bytes] of all) transfer.items.add(new File([Uint8Array.from(bytes)], name));
        document
          .querySelector('.drop')
          .dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true, bubbles: true }));
      },
      Object.entries(files).map(([name, bytes]) => [name, [...Buffer.from(bytes)]]),
    );
  const isRead = (/** @type {string} */ name, /** @type {string} */ edges) =>
    page.waitForFunction(
      ([file, wanted]) =>
        document.getElementById('microstructure').textContent.includes(`${file}: 6 × 7 × 8 voxels`) &&
        document.getElementById('own-voxelUm').value === wanted,
      [name, edges],
    );
  const isRefused = (/** @type {string} */ said) =>
    page.waitForFunction((text) => document.getElementById('volume-error').textContent.includes(text), said);
  const amira = (/** @type {string} */ place) =>
    `# Avizo BINARY-LITTLE-ENDIAN 2.1\n\ndefine Lattice 8 7 6\n\nParameters {\n  BoundingBox 0 0.7 0 0.6 0 1,\n  CoordType "uniform"\n  Units { Coordinates "µm" }\n}\n\nLattice { byte Labels } ${place}\n\n# Data section follows\n@1\n`;
  const file = (/** @type {string} */ head) => Buffer.concat([Buffer.from(head), voxels]);
  await drop({ 'scan.am': file(amira('@1')) });
  await isRead('scan.am', '0.2 × 0.1 × 0.1');
  await drop({ 'packed.am': file(amira('@1(HxZip,99)')) });
  await isRefused('packed.am: the compression of @1: HxZip; allowed: none');
  await drop({
    'scan.nrrd': file(
      'NRRD0004\ntype: uchar\ndimension: 3\nsizes: 8 7 6\nspacings: 50 50 50\nunits: "nm" "nm" "nm"\nencoding: raw\n\n',
    ),
  });
  await isRead('scan.nrrd', '0.05');
  const { raw, header, rawName, headerName } = toRawWithHeader({ voxels, shape, voxelUm: 0.25, name: 'scan.npy' });
  await drop({ [headerName]: header });
  await isRefused('scan.mhd has its voxels in scan.raw; choose or drop both files together.');
  await isRead('scan.nrrd', '0.05');
  await drop({ [rawName]: raw, [headerName]: header });
  await isRead('scan.mhd', '0.25');
  assert.equal(await page.textContent('#volume-error'), '');
});

test('what only edges of voxels join is told not to be trusted; what the grid leaves open is estimated', async (t) => {
  const page = await open(t);
  await page.check('#mode-file');
  // A slab that is cut by a slanted plane of voxels, which edges bridge.
  const shape = [12, 12, 12];
  const values = Array.from({ length: 1728 }, (_, index) =>
    Number(index % 12 < 6 || (index % 12 === Math.floor(index / 144) && index % 12 > 0)),
  );
  await page.setInputFiles('#volume-files', {
    name: 'slanted.npy',
    mimeType: 'application/octet-stream',
    buffer: npy(shape, values),
  });
  await page.waitForSelector('.label-row');
  await page.fill('[aria-label="Value 1: conductivity for ions"]', '1');
  await page.click('#own-solve');
  await worked(page);
  const shares = ['z', 'y', 'x'].map((direction) =>
    lab.connectivity({ voxels: values, shape, conducts: [false, true], direction }),
  );
  assert.ok(shares[2].faces === 0 && shares[2].edges > 0);
  const text = (await page.textContent('.headline')) ?? '';
  assert.match(
    text,
    /Not to be trusted: along z, \d+ % of what conducts percolates through faces of voxels, \d+ % through edges/,
  );
  const solve = (voxels, extents, direction) =>
    lab.solveTransport({ voxels, shape: extents, conductivities: [0, 1], direction }).effectiveConductivity;
  const large = downsampleVolume({ voxels: Uint8Array.from(values), shape, values: [0, 1], voxelUm: null }, 2);
  const [fine, coarse] = [solve(values, shape, 'y'), solve(large.voxels, large.shape, 'y')];
  near((await results(page))[1][8], Math.abs(fine - coarse) / fine);
});

test('voxels that are no cubes are solved, drawn and saved as the boxes that they are', async (t) => {
  const page = await open(t);
  await page.check('#mode-file');
  const shape = [10, 12, 14];
  const voxels = Uint8Array.from({ length: 1680 }, (_, index) => (((index + 1) * 2654435761) >>> 16) % 3 && 1);
  await page.setInputFiles('#volume-files', {
    name: 'boxes.tif',
    mimeType: 'image/tiff',
    buffer: Buffer.from(toTiff({ voxels, shape, voxelUm: [0.4, 0.2, 0.1] })),
  });
  await page.waitForSelector('.label-row');
  assert.equal(await page.inputValue('#own-voxelUm'), '0.4 × 0.2 × 0.1');
  await page.fill('[aria-label="Value 0: conductivity for ions"]', '0.01');
  await page.fill('[aria-label="Value 1: conductivity for ions"]', '1');
  await page.click('#own-solve');
  await worked(page);
  const shown = await results(page);
  const solved = (spacing) =>
    ['z', 'y', 'x'].map((direction) =>
      lab.solveTransport({ voxels, shape, conductivities: [0.01, 1], direction, spacing }),
    );
  const [asBoxes, asCubes] = [solved([0.4, 0.2, 0.1]), solved()];
  asBoxes.forEach(({ tortuosityFactor, lowerEstimate }, index) => {
    near(shown[index][3], tortuosityFactor);
    if (index === 0) assert.ok(lowerEstimate > 1.05 * asCubes[0].upperEstimate);
  });
  // Whole iterations on the axis of their convergence.
  const iterations = await page.$$eval('.iteration', (all) => all.map((one) => Number(one.textContent)));
  assert.ok(iterations.length > 1 && iterations.every(Number.isInteger), String(iterations));
  const ratios = await page.$$eval('canvas.slice', (all) => all.map((one) => one.clientWidth / one.clientHeight));
  [1.4 / 2.4, 1.4 / 4, 2.4 / 4].forEach((ratio, index) => assert.ok(Math.abs(ratios[index] / ratio - 1) < 0.02));
  await openAll(page, '#study');
  assert.ok(!(await page.isVisible('#impala-phase')));
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text="Voxels, .mha"')]);
  assert.match(readFileSync(await download.path(), 'latin1'), /\nElementSpacing = 0\.1 0\.2 0\.4\n/);

  for (const [text, told] of [
    ['0.4 × 0.2', /Edge of a voxel: "0\.4 × 0\.2" are 2 numbers; allowed: one, or three for z × y × x, in µm/],
    ['0.4 × 0 × 1', /Edge of a voxel along y: "0" is out of range; allowed: 0\.000001 to 1000000 µm/],
    ['1 × wide × 1', /Edge of a voxel along y: "wide" is not a number/],
  ]) {
    await page.fill('#own-voxelUm', text);
    await quiet(page);
    assert.equal(await page.isVisible('#own-solve'), false);
    assert.match((await page.textContent('#own-missing')) ?? '', told);
    assert.deepEqual(await results(page), shown);
  }
  const before = await pixels(page, '.volume-frame canvas');
  await page.fill('#own-voxelUm', '0,2');
  await page.click('#own-solve');
  await worked(page);
  (await results(page)).forEach((row, index) => near(row[3], asCubes[index].tortuosityFactor));
  assert.ok(await page.isVisible('#impala-phase'));
  assert.notEqual(await pixels(page, '.volume-frame canvas'), before);
  // Further from a cube than what is solved, by the core's own limit.
  const asIs = await results(page);
  assert.doesNotThrow(() => solved([2, 0.1, 0.1]));
  assert.throws(() => solved([2.01, 0.1, 0.1]), /spacing: .*up to 20 times the shortest/);
  await page.fill('#own-voxelUm', '2.01 × 0.1 × 0.1');
  await quiet(page);
  assert.match(
    (await page.textContent('#own-missing')) ?? '',
    /Edge of a voxel: "2\.01 × 0\.1 × 0\.1" µm; allowed: the longest up to 20 times the shortest/,
  );
  assert.deepEqual(await results(page), asIs);
});

test('a contact factor is of the model’s own SE, and none is given where nothing was measured', async (t) => {
  const factors = async (more) => {
    const page = await open(t, { fragment: `${FRAGMENT}${more}` });
    await generate(page);
    const {
      'ion-contact-low': factor,
      'ion-measured': measured,
      'ion-geometric': geometric,
      'ion-geometric-high': most,
    } = await headline(page);
    const text = await page.textContent('.headline');
    await page.close();
    return { factor, measured, geometric, most, text };
  };
  const own = await factors('');
  near(own.factor, own.measured / own.most);
  const pristine = await factors('&ref=pristine');
  assert.notEqual(
    lab.evaluate(lab.decodeLink(`${FRAGMENT}&ref=pristine`).scenario).values.ionicTortuosityFactor,
    own.measured,
  );
  assert.deepEqual([pristine.factor, pristine.measured], [own.factor, own.measured]);
  const porous = await factors('&eps=30');
  assert.ok(porous.geometric > 0 && Number.isNaN(porous.factor), String(porous.factor));
  assert.match(porous.text ?? '', /Contact factor\s*–\s*none: nothing was measured at this composition/);
});

test('in its view; on the narrowest screen nothing runs out of the page; axe-core finds nothing', async (t) => {
  for (const [width, colorScheme] of [
    [1366, 'light'],
    [320, 'dark'],
  ]) {
    const page = await open(t, {
      viewport: { width, height: 800 },
      colorScheme,
      bypassCSP: true,
    });
    await page.check('#mode-file');
    await page.setInputFiles('#volume-files', {
      name: 'two.npy',
      mimeType: '',
      buffer: npy(
        [8, 8, 8],
        Array.from({ length: 512 }, (_, i) => i % 2),
      ),
    });
    await page.waitForSelector('.label-row');
    await openAll(page);
    await quiet(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    assert.deepEqual(await violationsOf(page), []);
    await page.check('#mode-generate');
    await generate(page);
    await page.check('#shown-currentDensity');
    await openAll(page);
    await quiet(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    assert.deepEqual(await violationsOf(page), []);
    // Nothing smaller than 12 px, figures included.
    const small = await page.$$eval('#microstructure *', (all) =>
      all
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
        .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 12)
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(small, []);
    await page.close();
  }
});

test('within another page it is there in its own view, and works', async (t) => {
  const other = await browser.newPage();
  watchProblems(t, other);
  await other.goto(`${server.address}?embed=1#${FRAGMENT}`);
  await settled(other);
  assert.equal(await other.isVisible('#microstructure'), false);
  const page = await open(t, { query: '?embed=1&view=microstructure' });
  await generate(page, { name: 'Generate only' });
  assert.equal(await page.isVisible('.volume'), true);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
});

test('files are read and cut in workers; one that takes long does not replace the one chosen after it', async (t) => {
  const page = await open(t);
  await page.check('#mode-file');
  const bytes = [
    ...npy(
      [4, 4, 4],
      Array.from({ length: 64 }, (_, index) => index % 2),
    ),
  ];
  await page.evaluate((all) => {
    const asked = (window.asked = []);
    Blob.prototype.arrayBuffer = () => Promise.reject(new Error('read in the page'));
    window.Worker = class extends Worker {
      postMessage(message, ...more) {
        asked.push(message.kind);
        const post = () => super.postMessage(message, ...more);
        if (message.options.files?.[0].name === 'slow.npy') window.deliver = post;
        else post();
      }
    };
    window.drop = (name) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(all)], name));
      const event = new DragEvent('drop', { dataTransfer: transfer, cancelable: true, bubbles: true });
      document.querySelector('.drop').dispatchEvent(event);
    };
    window.drop('slow.npy');
  }, bytes);
  await page.waitForFunction(() => window.deliver);
  await page.evaluate(() => window.drop('quick.npy'));
  const text = () => page.textContent('#microstructure');
  await page.waitForFunction(() => /quick\.npy: 4/.test(document.getElementById('microstructure').textContent));
  await page.evaluate(() => window.deliver());
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  assert.match((await text()) ?? '', /quick\.npy: 4/);
  assert.doesNotMatch((await text()) ?? '', /slow\.npy/);
  await openAll(page, '.rail');
  await page.fill('#own-factor', '2');
  await page.click('text="Show this part"');
  await page.waitForFunction(() => /quick\.npy, 2 × 2 × 2/.test(document.getElementById('study-title').textContent));
  assert.deepEqual(await page.evaluate(() => window.asked), ['read', 'read', 'cut']);
});

test('of a stack with channels, which of them is asked', async (t) => {
  const page = await open(t);
  await page.check('#mode-file');
  // Pages of one pixel row, as ImageJ writes them: channel 1 of slice 1, channel 2 of slice 1, and so on.
  const description = 'ImageJ=1.54f\nimages=8\nchannels=2\nslices=4\nhyperstack=true\n\0';
  const pages = Array.from({ length: 8 }, (_, page) => (page % 2 === 0 ? [page / 2, 9, 9, 9] : [5, 6, 6, 6]));
  const file = Buffer.alloc(8 + description.length + 32 + pages.length * 102);
  file.write('II*\0');
  file.writeUInt32LE(8 + description.length + 32, 4);
  file.write(description, 8, 'latin1');
  pages.forEach((values, index) => {
    const pixels = 8 + description.length + 4 * index;
    file.set(values, pixels);
    const directory = 8 + description.length + 32 + 102 * index;
    const fields = [
      [256, 3, 1, 4],
      [257, 3, 1, 1],
      [258, 3, 1, 8],
      [259, 3, 1, 1],
      [262, 3, 1, 1],
      [270, 2, description.length, 8],
      [273, 4, 1, pixels],
      [279, 4, 1, 4],
    ];
    file.writeUInt16LE(fields.length, directory);
    fields.forEach(([tag, type, count, value], entry) => {
      const at = directory + 2 + 12 * entry;
      file.writeUInt16LE(tag, at);
      file.writeUInt16LE(type, at + 2);
      file.writeUInt32LE(count, at + 4);
      file.writeUInt32LE(value, at + 8);
    });
    if (index < pages.length - 1) file.writeUInt32LE(directory + 102, directory + 2 + 12 * fields.length);
  });
  await page.setInputFiles('#volume-files', { name: 'hyper.tif', mimeType: 'image/tiff', buffer: file });
  await page.waitForSelector('#planes-channel:visible');
  assert.match(
    (await page.textContent('#microstructure')) ?? '',
    /hyper\.tif holds 2 volumes: 2 channels, of 4 slices each/,
  );
  assert.equal(await page.isVisible('#planes-frame'), false);
  assert.equal(await page.isVisible('#own-solve'), false);
  await page.selectOption('#planes-channel', '2');
  await page.click('text="Read this volume"');
  await page.waitForSelector('.label-row:visible');
  assert.match((await page.textContent('#microstructure')) ?? '', /hyper\.tif: 4 × 1 × 4 voxels.*2 values/);
  assert.equal(await page.isVisible('#planes-channel'), false);
  await openAll(page, '#study');
  await page.waitForSelector('#study .notes:visible');
  assert.match((await page.textContent('#study .notes')) ?? '', /channel 2 of 2/);
});

test('what cannot be handed to a worker is told, and its place is free again', async (t) => {
  const page = await open(t);
  await page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    window.mend = () => {
      Worker.prototype.postMessage = postMessage;
    };
    Worker.prototype.postMessage = () => {
      throw new DOMException('Data cannot be cloned, out of memory.', 'DataCloneError');
    };
  });
  for (let i = 0; i < 6; ++i) {
    await page.click('text="Generate and solve"');
    await worked(page);
    assert.match((await page.textContent('#micro-error')) ?? '', /cannot be cloned/);
  }
  await page.evaluate(() => window.mend());
  await generate(page);
  assert.equal((await results(page)).length, 6);
  assert.equal(await page.textContent('#micro-error'), '');
});

test('what has been solved is there after the tab has been closed, and can be forgotten', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const openAgain = async () => {
    const page = await context.newPage();
    watchProblems(t, page);
    await page.goto(`${server.address}?view=microstructure#${FRAGMENT}`);
    await settled(page);
    await page.waitForSelector('#micro-size');
    await quiet(page);
    return page;
  };
  const shownOf = async (page) => [
    await results(page),
    await headline(page),
    await page.textContent('#study-title'),
    await page.$$eval('#microstructure .segments input', (all) => all.map(({ id, disabled }) => `${id} ${disabled}`)),
    await pixels(page, '.slice-part:nth-child(1) canvas'),
  ];
  const offers = (page) => page.$$eval('#kept-studies li', (all) => all.map((one) => one.innerText));
  const first = await openAgain();
  assert.deepEqual(await offers(first), []);
  await generate(first, { seed: 11 });
  await generate(first, { seed: 12, name: 'Generate only' });
  await quiet(first);
  assert.equal((await offers(first)).length, 1);
  await first.click('#kept-studies button:has-text("Show again")');
  await quiet(first);
  const before = await shownOf(first);
  await first.close();

  const again = await openAgain();
  const offered = await offers(again);
  assert.match(offered.join(), /seed 12;.*20\d\d.*seed 11;.*20\d\d/s);
  await again.click('#kept-studies li:nth-child(2) button');
  await quiet(again);
  assert.deepEqual(await shownOf(again), before);
  assert.equal(await again.inputValue('#micro-seed'), '11');
  assert.equal(await again.inputValue('#micro-size'), '64');
  assert.deepEqual(await offers(again), offered.slice(0, 1));
  await again.click('text="Forget these"');
  await quiet(again);
  assert.equal(await again.isVisible('#kept-studies'), false);
  await again.close();
  assert.deepEqual(await offers(await openAgain()), []);
});

test('what is offered fits the memory of the device', async (t) => {
  const offered = async (gigabytes) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    await context.addInitScript((memory) => {
      Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => memory });
    }, gigabytes);
    const page = await context.newPage();
    watchProblems(t, page);
    await page.goto(`${server.address}?view=microstructure#${FRAGMENT}`);
    await page.waitForSelector('#micro-size');
    return page.$$eval('#micro-size option', (all) => all.map(({ value }) => Number(value)));
  };
  assert.deepEqual(await offered(1), [64, 128]);
  assert.deepEqual(await offered(2), [64, 128, 192]);
  assert.deepEqual(await offered(8), [64, 128, 192, 256]);
});

test('what others have published stands beside what comes of it here, on a phone too', async (t) => {
  const page = await open(t, { viewport: { width: 390, height: 844 } });
  const tables = page.locator('[aria-label^="Checked against others"]');
  assert.equal(await tables.count(), 0);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.click('text="Checked against others"');
  await tables.last().waitFor();
  assert.deepEqual(
    await tables.locator('tbody tr').evaluateAll((rows) => rows.map(({ cells }) => Number(cells[2].dataset.value))),
    references.rows.map(({ value }) => value),
  );
  await tables.locator('.opener').first().click();
  assert.ok((await tables.locator('.detail').innerText()).includes(howOf(references.rows[0])));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  // What is published and what is here are in sight together.
  const right = await tables
    .first()
    .locator('tbody tr')
    .first()
    .locator('td')
    .nth(1)
    .evaluate((cell) => cell.getBoundingClientRect().right);
  assert.ok(right <= 390, String(right));
  assert.deepEqual(await violationsOf(page), []);
  assert.deepEqual(requests, []);
});

test('the page in one file solves too', async (t) => {
  const page = await browser.newPage();
  watchProblems(t, page);
  await page.goto(`${pathToFileURL(join(dist, 'standalone.html')).href}?view=microstructure#${FRAGMENT}`);
  await settled(page);
  await generate(page);
  assert.equal(await page.textContent('#micro-error'), '');
  assert.equal((await results(page)).length, 6);
  // Every file on the disk could read what is kept.
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
});
