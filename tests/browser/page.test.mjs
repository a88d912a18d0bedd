// SPDX-License-Identifier: MIT
// The page as people meet it: a real browser, a real canvas, a sub-path on a static host.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import {
  browserAndServer,
  clickItem,
  dist,
  itemOf,
  launchChromium,
  quiet,
  settled,
  TABS,
  violationsOf,
  watchProblems,
} from './chromium.mjs';

const { browser, server } = await browserAndServer();
const lab = await createCathodeLab();

/** Opens the page; fails the test on any error the page reports. */
async function open(t, fragment = '', { viewport = { width: 1366, height: 768 }, query = '', ...options } = {}) {
  const page = await browser.newPage({ viewport, ...options });
  const problems = watchProblems(t, page);
  page.on('requestfailed', (request) => problems.push(request.url()));
  await page.goto(`${server.address}${query}${fragment && `#${fragment}`}`);
  assert.equal(await settled(page), 'ready');
  return page;
}

/** Goes back from the form, which comes to whoever sets the focus in it. */
async function toDrawing(page) {
  await page.click('text=Back to the drawing');
  assert.ok(await page.isVisible('canvas'));
}

const scenarioOf = (page) => page.evaluate(() => window.cathodeLab.getScenario());
const framesOf = (page) => page.evaluate(() => window.cathodeLab.frames());
const mirrorOf = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('output[data-metric]')].map((output) => [
        output.dataset.metric,
        Number(output.dataset.value),
      ]),
    ),
  );

/** The slider of active material where its handle is: at 85 of 60 to 92 wt%. */
async function handleOf(page) {
  const { left, right, y } = await itemOf(page, 'amWtPct');
  return { x: left + 8 + ((85 - 60) / (92 - 60)) * (right - left - 16), y };
}

/** The canvas's pixels: how many colours, and a hash. */
const pixelsOf = (page) =>
  page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    const data = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    let hash = 0;
    for (const pixel of data) hash = (Math.imul(hash, 31) + pixel) | 0;
    return { colours: new Set(data).size, hash };
  });

test('loads from a sub-path and draws', async (t) => {
  const page = await open(t);
  const { colours } = await pixelsOf(page);
  assert.ok(colours > 200, `${colours} colours`);
});

test('form, results and module agree to the last digit', async (t) => {
  const page = await open(t);
  for (const scenario of [
    {},
    { model: 1, amWtPct: 75, temperatureC: 60 },
    { model: 2, amWtPct: 78.5, accounting: 'physical' },
    {
      model: 3,
      porosityPct: 20,
      specificCapacityMahG: 150,
      sizing: 'loading',
      loadingMgCm2: 12.5,
      seReference: 'pristine',
    },
  ]) {
    await page.evaluate((s) => window.cathodeLab.setScenario(s), scenario);
    assert.deepEqual(await mirrorOf(page), lab.evaluate(scenario).values);
    const state = await scenarioOf(page);
    for (const { key } of lab.parameters()) {
      const shown = await page.inputValue(`#scenario [name=${key}]`);
      assert.equal(shown, state[key] === null ? '' : String(state[key]), key);
    }
  }
});

test('the form edits the canvas’s scenario, and refuses with field and range', async (t) => {
  const page = await open(t);
  await quiet(page);
  const first = await pixelsOf(page);
  await page.fill('#scenario [name=amWtPct]', '78,5');
  assert.equal((await scenarioOf(page)).amWtPct, 78.5);
  await page.selectOption('#scenario [name=model]', '2');
  assert.equal((await scenarioOf(page)).model, 2);
  // Focus has brought the form in place of the drawing.
  assert.equal(await page.isVisible('canvas'), false);
  await toDrawing(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await quiet(page);
  assert.notEqual((await pixelsOf(page)).hash, first.hash);

  for (const text of ['999', 'abc', '', '<b>x</b>']) {
    await page.fill('#scenario [name=amWtPct]', text);
    await page.press('#scenario [name=amWtPct]', 'Enter');
    const message = await page.textContent('#in-amWtPct-error');
    assert.match(message ?? '', /amWtPct.*60 to 92 wt%/);
    assert.equal((await scenarioOf(page)).amWtPct, 78.5);
  }
  await page.fill('#scenario [name=amWtPct]', '80');
  assert.equal(await page.isVisible('#in-amWtPct-error'), false);
});

test('warnings are called warnings and notes notes', async (t) => {
  const page = await open(t);
  await page.evaluate(() => window.cathodeLab.setScenario({ amWtPct: 65, temperatureC: 70, accounting: 'paper' }));
  const told = await page.$$eval('#warnings > *', (all) =>
    all.map((one) => ({ code: one.dataset.code, kind: one.className, text: one.textContent })),
  );
  const wanted = lab.evaluate({ amWtPct: 65, temperatureC: 70, accounting: 'paper' }).warnings;
  assert.deepEqual(
    told.map(({ code }) => code),
    wanted.map(({ code }) => code),
  );
  const notes = ['transport-temperature', 'anode-mass-unitemised', 'electronic-reference', 'state-of-charge'];
  for (const { code, kind, text } of told) {
    assert.equal(kind, notes.includes(code) ? 'note' : 'warning', code);
    assert.ok(text.startsWith(notes.includes(code) ? 'Note: ' : 'Warning: '), text);
  }
  assert.ok(told.some(({ kind }) => kind === 'note') && told.some(({ kind }) => kind === 'warning'));
});

test('setScenario refuses with an Error and keeps the state', async (t) => {
  const page = await open(t, 'v=2&am=80');
  const message = await page.evaluate(() => {
    try {
      window.cathodeLab.setScenario({ amWtPct: 5000 });
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : 'not an Error';
    }
  });
  assert.match(message, /amWtPct.*5000.*60 to 92/);
  assert.equal((await scenarioOf(page)).amWtPct, 80);
});

test('the link is read, kept and followed; what is wrong in it is told', async (t) => {
  const page = await open(t, 'v=2&model=2&am=77&Lc=99999&bogus=%3Cimg%20src=x%3E');
  assert.equal((await scenarioOf(page)).model, 2);
  const notices = await page.textContent('#notices');
  assert.match(notices ?? '', /cathodeThicknessUm.*5 to 500 µm/);
  assert.match(notices ?? '', /bogus/);
  assert.equal(await page.locator('#notices img').count(), 0);
  await page.click('#notices button');
  assert.equal(await page.isVisible('#notices'), false);

  await page.fill('#scenario [name=temperatureC]', '45');
  await page.waitForFunction(() => location.hash === '#v=2&model=2&am=77&T=45');
  await page.evaluate(() => {
    location.hash = '#v=2&model=3';
  });
  await page.waitForFunction(() => window.cathodeLab.getScenario().model === 3);
  assert.equal((await scenarioOf(page)).temperatureC, 30);
});

test('a link of version 1 keeps what it meant, a cathode of 93 µm', async (t) => {
  const page = await open(t, 'v=1&model=1&am=75&pin=model:2');
  assert.equal((await scenarioOf(page)).cathodeThicknessUm, 93);
  await page.fill('#scenario [name=temperatureC]', '60');
  await page.waitForFunction(() => location.hash === '#v=2&model=1&am=75&T=60&Lc=93&pin=model:2,Lc:93');
});

test('back and forward walk finished edits; undo and redo too', async (t) => {
  const page = await open(t, 'v=2&am=80');
  const am = async () => (await scenarioOf(page)).amWtPct;
  const type = async (key, text) => {
    await page.fill(`#scenario [name=${key}]`, text);
    await page.press(`#scenario [name=${key}]`, 'Enter');
  };
  // Edits of one input that follow each other are one step of the browser's history, and each a step to undo.
  const entries = await page.evaluate(() => history.length);
  for (let am = 60; am < 75; ++am) await type('amWtPct', String(am));
  await type('amWtPct', '81');
  assert.equal(await page.evaluate(() => history.length), entries + 1);
  await type('temperatureC', '40');
  await type('amWtPct', '82');
  await type('temperatureC', '45');
  await type('amWtPct', '83');
  assert.equal(await page.evaluate(() => location.hash), '#v=2&am=83&T=45');
  await page.goBack();
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 82);
  await page.goBack();
  await page.waitForFunction(() => window.cathodeLab.getScenario().temperatureC === 40);
  await page.goBack();
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 81);
  await page.goForward();
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 82);
  await page.goBack();
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 81);
  await page.goBack();
  await page.waitForFunction(() => window.cathodeLab.getScenario().temperatureC === 30);
  await page.goBack();
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 80);
  await page.goForward();
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 81);
  await type('amWtPct', '82');

  await toDrawing(page);
  await page.focus('canvas');
  await page.keyboard.press('Control+z');
  assert.equal(await am(), 81);
  await page.keyboard.press('Control+Shift+Z');
  assert.equal(await am(), 82);
  // A drag is one step.
  await page.evaluate(() => window.scrollTo(0, 0));
  const { x, y } = await handleOf(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y, { steps: 8 });
  await page.mouse.up();
  await quiet(page);
  assert.notEqual(await am(), 82);
  await page.keyboard.press('Control+z');
  assert.equal(await am(), 82);
  // In a text field the keys are the field's own.
  await page.focus('#scenario [name=amWtPct]');
  await page.keyboard.press('Control+z');
  assert.equal((await scenarioOf(page)).model, 4);
});

test('the skip link brings the form and the focus, and nothing else', async (t) => {
  const page = await open(t, 'v=2&am=80');
  assert.ok(await page.isVisible('canvas'));
  await page.focus('.skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'mirror');
  assert.equal(await page.isVisible('canvas'), false);
  assert.ok((await page.locator('#scenario').boundingBox()).height > 300);
  assert.equal((await scenarioOf(page)).amWtPct, 80);
  assert.equal(await page.evaluate(() => location.hash), '#v=2&am=80');
  await page.evaluate(() => {
    location.hash = '#v=2&am=999';
  });
  await page.waitForFunction(() => window.cathodeLab.getScenario().amWtPct === 85);
  assert.match((await page.textContent('#notices')) ?? '', /amWtPct.*999/);
});

test('the form stands in place of the drawing, never below it: by ?form=1, the menu, or focus', async (t) => {
  const isForm = async (page) => [
    await page.isVisible('canvas'),
    (await page.locator('#scenario').boundingBox()).height > 300,
  ];
  const page = await open(t, '', { query: '?form=1' });
  assert.deepEqual(await isForm(page), [false, true]);
  assert.equal(await page.getAttribute('#show-mirror', 'aria-expanded'), 'true');
  await toDrawing(page);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'canvas');
  assert.deepEqual(await isForm(page), [true, false]);
  await page.click('#more > summary');
  await page.click('#show-mirror');
  assert.deepEqual(await isForm(page), [false, true]);
  await toDrawing(page);
  await page.focus('#scenario [name=amWtPct]');
  assert.deepEqual(await isForm(page), [false, true]);
});

test('a finger that scrolls the page over a slider changes nothing', async (t) => {
  const page = await open(t, '', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await quiet(page);
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  // Sideways it is a drag. First, as a page that was flung goes on by itself.
  const { right, y } = await itemOf(page, 'amWtPct');
  await touch('touchStart', [{ x: right - 80, y }]);
  for (let dx = 10; dx <= 120; dx += 10) await touch('touchMove', [{ x: right - 80 - dx, y }]);
  await touch('touchEnd', []);
  await quiet(page);
  assert.notEqual((await scenarioOf(page)).amWtPct, 85);
  const before = await scenarioOf(page);
  for (const name of ['amWtPct', 'row-model-2', 'edge-cathode', 'point-amWtPct']) {
    await page.evaluate(() => window.scrollTo(0, 0));
    const away = (await itemOf(page, name)).y - 300;
    if (name !== 'amWtPct') await page.evaluate((by) => window.scrollBy(0, by), away);
    const { x, y: start } = await itemOf(page, name);
    await touch('touchStart', [{ x, y: start }]);
    for (let dy = 10; dy <= 120; dy += 10) await touch('touchMove', [{ x, y: start - dy }]);
    await touch('touchEnd', []);
    await quiet(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    await quiet(page);
  }
  assert.deepEqual(await scenarioOf(page), before);
});

test('after the pointer the keyboard goes on from the same place', async (t) => {
  const page = await open(t);
  const { left, y } = await itemOf(page, 'amWtPct');
  await clickItem(page, 'amWtPct-value');
  await page.waitForSelector('#field:not([hidden])');
  await page.keyboard.type('80');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  assert.equal((await scenarioOf(page)).amWtPct, 80.5);
  // A released second button must not leave the first one down.
  await page.mouse.move(left + 150, y);
  await page.mouse.down();
  await page.mouse.down({ button: 'right' });
  await page.mouse.up();
  await page.mouse.up({ button: 'right' });
  const held = (await scenarioOf(page)).amWtPct;
  await page.mouse.move(left + 50, y);
  await quiet(page);
  assert.equal((await scenarioOf(page)).amWtPct, held);
  // Nor does what the browser takes over, for a gesture of its own.
  await page.mouse.move(left + 150, y);
  await page.mouse.down();
  await quiet(page);
  const before = (await scenarioOf(page)).amWtPct;
  await page.evaluate(() =>
    document.querySelector('canvas').dispatchEvent(new PointerEvent('pointercancel', { isPrimary: true })),
  );
  await page.mouse.move(left + 220, y, { steps: 4 });
  await quiet(page);
  assert.equal((await scenarioOf(page)).amWtPct, before);
});

test('the form says which inputs do not count, and why', async (t) => {
  const page = await open(t);
  const unused = () =>
    page.$$eval('#scenario .hint', (hints) =>
      Object.fromEntries(
        hints
          .filter(({ textContent }) => textContent.startsWith('Not used: '))
          .map(({ id, textContent }) => [id.slice(3, -5), textContent.slice(10, textContent.indexOf('.'))]),
      ),
    );
  for (const scenario of [{}, { sizing: 'loading' }, { accounting: 'physical' }]) {
    await page.evaluate((wanted) => window.cathodeLab.setScenario(wanted), scenario);
    await quiet(page);
    assert.deepEqual(await unused(), lab.unusedInputs(scenario));
  }
});

test('the form never overwrites what was set elsewhere', async (t) => {
  const page = await open(t);
  await page.focus('#scenario [name=model]');
  await page.evaluate(() => window.cathodeLab.setScenario({ model: 1 }));
  assert.equal(await page.inputValue('#scenario [name=model]'), '1');
  await page.fill('#scenario [name=amWtPct]', '80');
  await page.evaluate(() => window.cathodeLab.setScenario({ amWtPct: 75 }));
  await page.focus('#scenario [name=model]');
  assert.equal((await scenarioOf(page)).amWtPct, 75);
  assert.equal(await page.inputValue('#scenario [name=amWtPct]'), '75');
});

test('nothing is drawn while nothing happens', async (t) => {
  const page = await open(t);
  await quiet(page);
  const before = await framesOf(page);
  await page.waitForTimeout(5000);
  assert.equal((await framesOf(page)) - before, 0);
});

test('the pointer draws only where it comes onto something else', async (t) => {
  const page = await open(t);
  const { left, right, y } = await itemOf(page, 'amWtPct');
  await page.mouse.move(left + 20, y);
  await quiet(page);
  const before = await framesOf(page);
  const pixelsBefore = await pixelsOf(page);
  await page.mouse.move(right - 20, y + 3, { steps: 30 });
  await quiet(page);
  assert.equal((await framesOf(page)) - before, 0);
  assert.deepEqual(await pixelsOf(page), pixelsBefore);
  const button = await itemOf(page, 'model=2');
  await page.mouse.move(button.x, button.y);
  await quiet(page);
  assert.ok((await framesOf(page)) > before);
  assert.notDeepEqual(await pixelsOf(page), pixelsBefore);
  // A press counts where the pointer is, not where it was drawn last.
  await page.mouse.move(right - 60, y);
  await page.mouse.move(right - 9, y);
  await page.mouse.down();
  await page.mouse.up();
  await quiet(page);
  assert.equal(await page.inputValue('#scenario [name=amWtPct]'), '92');
});

test('the canvas follows its size and pixel ratio', async (t) => {
  for (const deviceScaleFactor of [1, 1.5, 2]) {
    const page = await open(t, '', { deviceScaleFactor });
    for (const width of [320, 390, 768, 1366, 1920, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      await quiet(page);
      const { store, css } = await page.evaluate(() => {
        const canvas = document.querySelector('canvas');
        const box = canvas.getBoundingClientRect();
        return { store: [canvas.width, canvas.height], css: [box.width, box.height] };
      });
      store.forEach((pixels, i) =>
        assert.ok(Math.abs(pixels - css[i] * deviceScaleFactor) <= 1, `${width}: ${store} for ${css}`),
      );
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        true,
        `${width} scrolls sideways`,
      );
      assert.ok((await pixelsOf(page)).colours > 100);
    }
  }
});

test('the wheel scrolls the page that embeds it', async (t) => {
  const page = await open(t);
  await page.setViewportSize({ width: 1366, height: 500 });
  await page.mouse.move(600, 300);
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => window.scrollY === 300);

  // In a frame that shows everything, the wheel goes to the host page.
  const host = await browser.newPage({ viewport: { width: 1366, height: 700 } });
  t.after(() => host.close());
  await host.route('**/host.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><body style="margin:0"><iframe src="${server.address}" style="width:100%;height:6000px;border:0"></iframe></body>`,
    }),
  );
  await host.goto(`${server.address}host.html`);
  const frame = host.frames()[1];
  await frame.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  assert.equal(await frame.evaluate(() => document.documentElement.scrollHeight), 6000);
  await host.mouse.move(600, 300);
  await host.mouse.wheel(0, 250);
  await host.waitForFunction(() => window.scrollY === 250);
});

/** Sets the focus on the last thing before the canvas, so that Tab comes to its beginning. */
/** The keyboard on the last of what stands before the drawing. */
const beforeCanvas = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#head :is(a, button, summary)')].findLast((one) => one.checkVisibility()).focus(),
  );
const focused = (page) => page.evaluate(() => document.activeElement?.id);

test('Tab goes through the canvas in at most a dozen steps and leaves it, both ways', async (t) => {
  for (const [query, viewport] of [
    ['', { width: 1366, height: 768 }],
    ['?view=transport', { width: 1366, height: 768 }],
    ['', { width: 390, height: 844 }],
  ]) {
    const page = await open(t, 'v=2&pin=model:1', { query, viewport });
    const stops = async (key) => {
      await page.keyboard.press(key);
      assert.equal(await focused(page), 'canvas');
      let presses = 0;
      for (; presses < 40 && (await focused(page)) === 'canvas'; ++presses) await page.keyboard.press(key);
      return presses;
    };
    await beforeCanvas(page);
    const there = await stops('Tab');
    assert.ok(there >= 5 && there <= 12, `${query}, ${viewport.width}: ${there} stops`);
    // Behind it the results, and the form is not opened on the way.
    assert.equal(await page.evaluate(() => document.activeElement?.closest('#mirror')?.id), 'mirror');
    assert.ok(await page.isVisible('canvas'));
    assert.equal(await stops('Shift+Tab'), there);
    assert.ok(await page.evaluate(() => document.activeElement.closest('#head')));
  }
});

test('Escape and F6 leave the canvas for what stands behind it', async (t) => {
  const page = await open(t);
  for (const key of ['Escape', 'F6']) {
    // At the top the strip below the header is away.
    await page.evaluate(() => window.scrollTo(0, 0));
    await quiet(page);
    await beforeCanvas(page);
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'canvas');
    await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement?.closest('#results')?.id), 'results', key);
  }
});

test('what has the keyboard is spoken', async (t) => {
  const page = await open(t);
  const spoken = (wanted) =>
    page.waitForFunction((words) => document.getElementById('spoken').textContent === words, wanted);
  assert.equal(await page.getAttribute('#spoken', 'aria-live'), 'polite');
  await beforeCanvas(page);
  await page.keyboard.press('Tab');
  await spoken('Model 1, Conventional mixing, button');
  await page.keyboard.press('ArrowDown');
  await spoken('Model 2, Core–shell, button');
  await page.keyboard.press('Tab');
  await spoken('Active material, slider, 85.0 wt%');
  await page.keyboard.press('ArrowLeft');
  await spoken('Active material, slider, 84.5 wt%');
});

test('Escape during a drag restores what was there, wherever the focus is', async (t) => {
  const page = await open(t);
  for (const isFocused of [false, true]) {
    if (isFocused) await page.focus('canvas');
    const { x, y } = await handleOf(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y, { steps: 5 });
    await quiet(page);
    assert.notEqual((await scenarioOf(page)).amWtPct, 85);
    await page.keyboard.press('Escape');
    await quiet(page);
    assert.equal((await scenarioOf(page)).amWtPct, 85);
    await page.mouse.move(x - 90, y, { steps: 3 });
    await page.mouse.up();
    await quiet(page);
    assert.equal((await scenarioOf(page)).amWtPct, 85);
    assert.equal(await page.isDisabled('#undo'), true);
  }
});

test('the keyboard alone moves sliders, picks models and types values', async (t) => {
  const page = await open(t);
  await beforeCanvas(page);
  // The four models, of which arrows choose; then the inputs.
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.equal((await scenarioOf(page)).model, 2);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowLeft');
  assert.equal((await scenarioOf(page)).amWtPct, 84.5);
  await page.keyboard.press('PageDown');
  assert.equal((await scenarioOf(page)).amWtPct, 79.5);
  await page.keyboard.press('Home');
  assert.equal((await scenarioOf(page)).amWtPct, 60);
  await page.keyboard.type('81.25');
  await page.keyboard.press('Enter');
  assert.equal((await scenarioOf(page)).amWtPct, 81.25);
  assert.equal(await focused(page), 'canvas');
  // Enter opens the field; what is wrong is told at once, Escape goes back.
  await page.keyboard.press('Enter');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  assert.match((await page.textContent('#field-error')) ?? '', /amWtPct.*60 to 92 wt%/);
  assert.equal((await scenarioOf(page)).amWtPct, 81.25);
  await page.keyboard.press('Escape');
  assert.equal(await page.isVisible('#field'), false);
  assert.equal((await scenarioOf(page)).amWtPct, 81.25);
});

test('the pointer drags sliders and types into values; clipboard works there', async (t) => {
  const page = await open(t);
  const { x, y } = await handleOf(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 5 });
  await page.mouse.up();
  await quiet(page);
  const dragged = (await scenarioOf(page)).amWtPct;
  assert.ok(dragged > 65 && dragged < 85, `${dragged}`);
  await clickItem(page, 'amWtPct-value');
  await page.waitForSelector('#field:not([hidden])');
  await page.keyboard.type('82.5');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Enter');
  assert.equal((await scenarioOf(page)).amWtPct, 82.5);
  // Leaving the field with something refused keeps the value and says why.
  await clickItem(page, 'amWtPct-value');
  await page.waitForSelector('#field:not([hidden])');
  await page.keyboard.type('700'); // 70 on the way, which counts until it goes on
  await page.mouse.click(700, 30);
  assert.match((await page.textContent('#notices')) ?? '', /amWtPct.*700.*60 to 92/);
  assert.equal((await scenarioOf(page)).amWtPct, 82.5);
});

test('taps act once each', async (t) => {
  const page = await open(t, '', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const before = (await scenarioOf(page)).model;
  assert.equal(before, 4);
  // On a phone the rows choose, and the sheet holds one input at a time.
  for (const model of [3, 2, 4]) {
    const { x, y } = await itemOf(page, `row-model-${model}`);
    await page.touchscreen.tap(x, y);
    await page.waitForFunction((m) => window.cathodeLab.getScenario().model === m, model);
  }
  const chip = await itemOf(page, 'sheet-cathodeThicknessUm');
  await page.touchscreen.tap(chip.x, chip.y);
  await itemOf(page, 'cathodeThicknessUm');
});

test('a lost context comes back', async (t) => {
  const page = await open(t);
  await quiet(page);
  const before = await pixelsOf(page);
  await page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const extension = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    const lost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve, { once: true }));
    extension.loseContext();
    await lost;
    await new Promise((resolve) => setTimeout(resolve)); // not from within its own event
    const restored = new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve, { once: true }));
    extension.restoreContext();
    await restored;
  });
  await quiet(page);
  assert.deepEqual(await pixelsOf(page), before);
});

test('a context that does not come back leaves the form in its place, and says so within a second', async (t) => {
  const page = await open(t, 'v=2&am=80');
  await page.evaluate(() => {
    window.extension = document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.extension.loseContext();
  });
  await page.waitForFunction(() => document.documentElement.dataset.state === 'no-webgl');
  assert.ok(await page.isVisible('#no-webgl'));
  assert.equal(await page.isVisible('canvas'), false);
  await page.fill('#scenario [name=amWtPct]', '78');
  await page.press('#scenario [name=amWtPct]', 'Enter');
  assert.equal((await scenarioOf(page)).amWtPct, 78);
  // Late, but back.
  await page.evaluate(() => window.extension.restoreContext());
  await page.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  if (await page.isVisible('#form-bar')) await toDrawing(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await quiet(page);
  assert.ok((await pixelsOf(page)).colours > 100);
});

test('links that programs have mangled are read, and what is no link changes nothing', async (t) => {
  for (const mangled of [
    '?v=2&am=80&model=2',
    '#v%3D2%26am%3D80%26model%3D2',
    '#v=2&amp;am=80&amp;model=2',
    '#v=2&am=80&model=2).',
  ]) {
    const page = await browser.newPage();
    await page.goto(`${server.address}${mangled}`);
    await settled(page);
    const { amWtPct, model } = await scenarioOf(page);
    assert.deepEqual({ amWtPct, model }, { amWtPct: 80, model: 2 }, mangled);
    assert.equal(await page.evaluate(() => location.href), `${server.address}#v=2&model=2&am=80`, mangled);
    assert.equal(await page.isVisible('#notices'), false, mangled);
    await page.close();
  }
  const page = await open(t, 'chapter-2');
  assert.match((await page.textContent('#notices')) ?? '', /could not be read.*chapter-2/);
  await page.fill('#scenario [name=amWtPct]', '78');
  await page.press('#scenario [name=amWtPct]', 'Enter');
  await page.evaluate(() => {
    location.hash = '#nothing';
  });
  await page.waitForFunction(() => document.getElementById('notices').textContent.includes('nothing'));
  assert.equal((await scenarioOf(page)).amWtPct, 78);
});

test('a drag that is interrupted ends where it was', async (t) => {
  const page = await open(t);
  const { x, y } = await handleOf(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 30, y, { steps: 6 });
  await quiet(page);
  const then = (await scenarioOf(page)).amWtPct;
  assert.ok(then < 85, `${then}`);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await page.mouse.move(x - 90, y + 200, { steps: 6 });
  await page.mouse.up();
  await quiet(page);
  assert.equal((await scenarioOf(page)).amWtPct, then);
});

test('a value being typed is taken when the screen is turned, and the field goes', async (t) => {
  const page = await open(t, '', { viewport: { width: 390, height: 800 } });
  await clickItem(page, 'amWtPct-value');
  await page.waitForSelector('#field:not([hidden])');
  const name = await page.getAttribute('#field', 'aria-label');
  await page.fill('#field', '79.5');
  assert.match(name ?? '', /Active material/);
  // A keyboard on the screen takes of the height alone, and the field stays.
  await page.setViewportSize({ width: 390, height: 450 });
  await quiet(page);
  assert.ok(await page.isVisible('#field'));
  await page.setViewportSize({ width: 800, height: 390 });
  await page.waitForFunction(() => document.getElementById('field').hidden);
  assert.equal((await scenarioOf(page)).amWtPct, 79.5);
});

test('without JavaScript there is an introduction, and what search engines read', async (t) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(server.address);
  const introduction = page.locator('noscript');
  assert.match(await introduction.innerText(), /all-solid-state batteries[\s\S]*needs JavaScript/);
  const { y } = await introduction.boundingBox();
  assert.ok(y < 100, `${y}`);
  // Nothing that is on its way: what it calculates for the cell that it begins with.
  const first = await page.innerText('#loading');
  for (const key of ['volumetricEnergyDensityWhL', 'gravimetricEnergyDensityWhKg'])
    assert.ok(first.includes(lab.displayText(key, lab.evaluate({}).values[key])), first);
  assert.doesNotMatch(first, /Loading/);
  assert.equal(await page.isVisible('#bar'), false);
  const content = (/** @type {string} */ name) => page.getAttribute(`meta[property="og:${name}"]`, 'content');
  assert.equal(await content('title'), 'Cathode Lab');
  assert.match((await content('description')) ?? '', /energy density and transport/);
  const about = JSON.parse((await page.textContent('script[type="application/ld+json"]')) ?? '');
  assert.equal(about['@type'], 'WebApplication');
});

test('light and dark follow the system and ?theme', async (t) => {
  const corner = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await corner(await open(t, '', { colorScheme: 'light' }));
  const dark = await corner(await open(t, '', { colorScheme: 'dark' }));
  assert.notEqual(light, dark);
  assert.equal(await corner(await open(t, '', { colorScheme: 'light', query: '?theme=dark' })), dark);
});

test('forced colours are taken over by the canvas', async (t) => {
  const page = await open(t, '', { forcedColors: 'active', colorScheme: 'dark' });
  await quiet(page);
  const { forced, back, text } = await page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    const probe = document.createElement('p');
    probe.style.color = 'CanvasText';
    probe.style.backgroundColor = 'Canvas';
    document.body.append(probe);
    const { color, backgroundColor } = getComputedStyle(probe);
    const named = (value) =>
      value
        .match(/[\d.]+/g)
        .slice(0, 3)
        .map(Number)
        .join();
    const seen = new Set();
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    const corner = [...data.slice(0, 3)].join();
    return {
      forced: matchMedia('(forced-colors: active)').matches,
      back: corner === named(backgroundColor),
      text: seen.has(named(color)),
    };
  });
  assert.deepEqual({ forced, back, text }, { forced: true, back: true, text: true });
});

test('tabs are links, with an entry in the history and a title each; Back walks them', async (t) => {
  // Too narrow for all of them: those at the ends are pressed where they fade.
  const page = await open(t, 'v=2&am=80', { viewport: { width: 1000, height: 768 } });
  const tabs = await page.$$eval('#tabs a[data-view]', (all) =>
    all.map(({ dataset, textContent }) => [dataset.view, textContent]),
  );
  assert.deepEqual(
    tabs.map(([view]) => view),
    TABS,
  );
  const state = () =>
    page.evaluate(() => ({
      view: document.documentElement.dataset.view,
      title: document.title,
      current: [...document.querySelectorAll('#tabs [aria-current=page]')].map((one) => one.dataset.view).join(),
      asked: new URLSearchParams(location.search).get('view') ?? 'all',
      hash: location.hash,
    }));
  const wanted = (view, label) => ({
    view,
    title: view === 'all' ? 'Cathode Lab' : `${label} · Cathode Lab`,
    current: view,
    asked: view,
    hash: '#v=2&am=80',
  });
  const entries = await page.evaluate(() => history.length);
  for (const [view, label] of tabs.slice(1)) {
    await page.click(`#tabs [data-view=${view}]`);
    await quiet(page);
    assert.deepEqual(await state(), wanted(view, label));
  }
  assert.equal(await page.evaluate(() => history.length), entries + tabs.length - 1);
  for (const [view, label] of tabs.slice(0, -1).reverse()) {
    await page.goBack();
    await page.waitForFunction((which) => document.documentElement.dataset.view === which, view);
    await quiet(page);
    assert.deepEqual(await state(), wanted(view, label));
  }
  await page.goForward();
  await page.waitForFunction(() => document.documentElement.dataset.view === 'transport');
  // A new window opens what a link of it leads to: this calculation on that tab.
  const href = await page.getAttribute('#tabs [data-view=audit]', 'href');
  const again = await browser.newPage();
  t.after(() => again.close());
  await again.goto(new URL(href, server.address).href);
  await settled(again);
  assert.equal(await again.evaluate(() => document.documentElement.dataset.view), 'audit');
  assert.equal((await scenarioOf(again)).amWtPct, 80);
});

test('the strip tells this cell wherever the large numbers are not in sight', async (t) => {
  const page = await open(t, 'v=2&am=91', { viewport: { width: 1366, height: 500 } });
  const strip = page.locator('#strip');
  assert.equal(await strip.isVisible(), false);
  await page.evaluate(() => window.scrollTo(0, 400));
  await strip.waitFor({ state: 'visible' });
  const { values, warnings } = lab.evaluate({ amWtPct: 91 });
  const text = (await strip.innerText()).replace(/\s+/g, ' ');
  for (const key of ['volumetricEnergyDensityWhL', 'gravimetricEnergyDensityWhKg'])
    assert.ok(text.includes(lab.displayText(key, values[key])), text);
  assert.ok(text.includes(lab.describe({ amWtPct: 91 })), text);
  const count = warnings.filter(({ severity }) => severity === 'warning').length;
  assert.ok(count > 0 && text.includes(count === 1 ? '1 caution' : `${count} cautions`), text);
  // The focus is not lost with it, and it goes once the focus has left.
  await page.focus('#strip .caution');
  await page.evaluate(() => window.scrollTo(0, 0));
  await quiet(page);
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'caution');
  await page.focus('#share-open');
  await strip.waitFor({ state: 'hidden' });
  await page.evaluate(() => window.scrollTo(0, 400));
  // It leads to what warns.
  await page.click('#strip .caution');
  await page.waitForFunction(() => document.getElementById('notes').open && document.activeElement?.closest('#notes'));
  await page.evaluate(() => window.scrollTo(0, 0));
  await strip.waitFor({ state: 'hidden' });
  for (const [view, isThere] of [
    ['transport', true],
    ['microstructure', true],
    ['rate', true],
    ['map', true],
    ['designs', true],
    ['uncertainty', true],
    ['literature', false],
    ['audit', false],
    ['reconstruction', false],
    ['tables', false],
    ['impedance', false],
  ]) {
    await page.click(`#tabs [data-view=${view}]`);
    await quiet(page);
    assert.equal(await strip.isVisible(), isThere, view);
  }
});

test('every word of the drawing can be found and copied', async (t) => {
  const page = await open(t, 'v=2&pin=model:1');
  await page.waitForFunction(() => document.querySelectorAll('#words span').length > 50);
  for (const word of ['Core–shell', 'Active material', '1092', 'drag an edge', 'as assembled', 'Conventional mixing'])
    assert.equal(await page.evaluate((one) => window.find(one, true, false, true), word), true, word);
  assert.equal(await page.evaluate(() => window.find('no such word', true, false, true)), false);
  // Where a word is found, it is drawn: once what finding has scrolled is.
  await page.waitForFunction(() => {
    const found = [...document.querySelectorAll('#words span')]
      .find(({ textContent }) => textContent === 'Thin shell, large SE')
      ?.getBoundingClientRect();
    const drawn = window.cathodeLab.canvasItem('row-model-3');
    return found && drawn && found.top >= drawn.top && found.bottom <= drawn.bottom && found.left >= drawn.left;
  });
  // They follow what changes, and are told to nobody twice.
  await page.evaluate(() => window.cathodeLab.setScenario({ amWtPct: 80 }));
  await page.waitForFunction(() =>
    [...document.querySelectorAll('#words span')].some(({ textContent }) => textContent === '80.0 wt%'),
  );
  assert.equal(await page.getAttribute('#words', 'aria-hidden'), 'true');
});

test('nothing is below twelve pixels, and nothing runs out of the page', async (t) => {
  for (const width of [320, 390, 768, 1366]) {
    const page = await open(t, 'v=2&am=91&pin=model:1', { viewport: { width, height: 800 } });
    for (const [view, isForm] of [...TABS.map((one) => [one, false]), ['all', true]]) {
      await page.evaluate((wanted) => document.querySelector(`#tabs [data-view=${wanted}]`).click(), view);
      if (isForm) await page.evaluate(() => document.getElementById('show-mirror').click());
      await quiet(page);
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('main details')) one.open = true;
      });
      await quiet(page);
      assert.deepEqual(
        await page.evaluate(() => {
          const small = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const { parentElement: parent } = node;
            if (
              !node.textContent.trim() ||
              parent.closest('script, style, noscript, sub, sup') ||
              !parent.checkVisibility()
            )
              continue;
            if (parent.closest('svg')) continue;
            const size = parseFloat(getComputedStyle(parent).fontSize);
            if (size < 11.95)
              small.add(`${size} px: ${parent.tagName}.${parent.className} ${node.textContent.trim().slice(0, 40)}`);
          }
          return [...small].slice(0, 12);
        }),
        [],
        `${view} at ${width}`,
      );
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        `${view}${isForm ? ', form' : ''} at ${width} scrolls sideways`,
      );
    }
    await page.close();
  }
});

test('the cell takes two and a half screens at most, on a phone five', async (t) => {
  for (const [width, height, most] of [
    [1366, 768, 2.5],
    [390, 844, 5],
  ]) {
    const page = await open(t, '', { viewport: { width, height } });
    const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
    assert.ok(screens <= most, `${screens} screens at ${width}`);
  }
});

test('text twice as large enlarges canvas and form, and nothing runs out of the page', async (t) => {
  for (const [width, grows] of [
    [390, 1.15],
    [1024, 1.9],
    [1366, 1.9],
  ]) {
    const page = await open(t, 'v=2&pin=model:1', { viewport: { width, height: 800 } });
    const height = () => page.evaluate(() => document.getElementById('stage').clientHeight);
    const labelHeight = () =>
      page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('#scenario label')).fontSize));
    const usual = await labelHeight();
    const before = await height();
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px';
    });
    await page.waitForFunction((h) => document.getElementById('stage').clientHeight > h * 1.05, before);
    await quiet(page);
    assert.ok((await height()) > before * grows, `${width}: ${await height()} after ${before}`);
    assert.ok((await labelHeight()) >= 2 * usual - 0.5);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      true,
      `${width} scrolls sideways`,
    );
  }
});

test('turning the device keeps the calculation and fills the window', async (t) => {
  const page = await open(t, 'v=2&am=80', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  for (const [width, height] of [
    [844, 390],
    [390, 844],
  ]) {
    await page.setViewportSize({ width, height });
    await quiet(page);
    assert.deepEqual(
      await page.evaluate(() => [document.getElementById('canvas').clientWidth, document.documentElement.scrollWidth]),
      [width, width],
    );
    assert.equal((await scenarioOf(page)).amWtPct, 80);
  }
});

test('turning the device keeps the card that is read on top', async (t) => {
  const page = await open(t, 'v=2', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const topOf = async (name) =>
    (await page.evaluate((one) => window.cathodeLab.canvasItem(one)?.y ?? null, name)) ?? NaN;
  const name = 'edge-cathode'; // far down on a phone, beside the chart elsewhere
  await page.evaluate((by) => window.scrollBy(0, by), (await itemOf(page, name)).y - 190);
  await quiet(page);
  const before = await topOf(name);
  assert.ok(Math.abs(before - 190) < 80, String(before));
  for (const [width, height] of [
    [844, 390],
    [390, 844],
    [1024, 768],
    [390, 844],
  ]) {
    await page.setViewportSize({ width, height });
    await quiet(page);
    const top = await topOf(name);
    assert.ok(top > 30 && top < height - 30, `${width} × ${height}: ${top}`);
  }
  assert.ok(Math.abs((await topOf(name)) - before) < 40, `${await topOf(name)} for ${before}`);
});

test('a pen drags like a mouse', async (t) => {
  const page = await open(t);
  const { x, y } = await handleOf(page);
  const session = await page.context().newCDPSession(page);
  const pen = (type, at, buttons) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x: at,
      y,
      button: 'left',
      buttons,
      clickCount: 1,
      pointerType: 'pen',
    });
  await pen('mousePressed', x, 1);
  for (let dx = 10; dx <= 60; dx += 10) await pen('mouseMoved', x - dx, 1);
  await pen('mouseReleased', x - 60, 0);
  await quiet(page);
  const { amWtPct } = await scenarioOf(page);
  assert.ok(amWtPct > 65 && amWtPct < 85, `${amWtPct}`);
});

test('an input method composes into the field, and only its result counts', async (t) => {
  const page = await open(t);
  await clickItem(page, 'amWtPct-value');
  await page.waitForSelector('#field:not([hidden])');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: '7', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.imeSetComposition', { text: '79', selectionStart: 2, selectionEnd: 2 });
  await session.send('Input.insertText', { text: '79' });
  await page.keyboard.press('Enter');
  assert.equal((await scenarioOf(page)).amWtPct, 79);
});

test('nothing moves for those who want less of it', async (t) => {
  const page = await open(t, '', { reducedMotion: 'reduce' });
  assert.deepEqual(
    await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter(
          (node) =>
            getComputedStyle(node).transitionDuration !== '0s' || getComputedStyle(node).animationName !== 'none',
        )
        .map((node) => node.outerHTML),
    ),
    [],
  );
});

test('without WebGL 2 the form is the whole interface', async () => {
  const plain = await launchChromium(['--disable-3d-apis']);
  try {
    const page = await plain.newPage();
    await page.goto(`${server.address}#v=2&model=1`);
    assert.equal(await settled(page), 'no-webgl');
    assert.equal(await page.isVisible('#stage'), false);
    assert.equal(await page.inputValue('#scenario [name=model]'), '1');
    await page.fill('#scenario [name=amWtPct]', '75');
    assert.deepEqual(await mirrorOf(page), lab.evaluate({ model: 1, amWtPct: 75 }).values);
  } finally {
    await plain.close();
  }
});

test('a calculation can be shared by keyboard', async (t) => {
  const page = await open(t, 'v=2&model=2&am=78', { query: '?theme=dark' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.focus('#share-open');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  const link = await page.inputValue('#share-link');
  assert.equal(link, `${server.address}?theme=dark#v=2&model=2&am=78`);
  assert.ok((await page.locator('#share-code svg path').count()) > 0);
  await page.click('#share-copy');
  await page.waitForFunction(() => document.getElementById('share-status')?.textContent === 'Copied.');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'share-open');
  await page.evaluate(() => window.cathodeLab.setScenario({ model: 1, amWtPct: 78 }));
  await page.click('#share-open');
  await quiet(page);
  assert.match(await page.inputValue('#share-link'), /#v=2&model=1&am=78$/);
});

test('axe-core finds nothing to object to', async () => {
  const withoutWebGl = await launchChromium(['--disable-3d-apis']);
  const fragment = 'v=2&am=91&Lc=9999&pin=model:1&pin=T:60'; // with warnings, a notice and a comparison
  const none = async () => {};
  const refusal = async (page) => {
    await page.fill('#scenario [name=amWtPct]', '999');
    await page.press('#scenario [name=amWtPct]', 'Enter');
  };
  const lesson = async (page) => {
    await page.fill('#prediction', 'much');
    await page.press('#prediction', 'Enter');
  };
  const menu = (page) => page.click('#more > summary');
  const share = async (page) => {
    await page.click('#share-open');
    await page.click('#embed summary');
  };
  const figure = (page) => clickItem(page, 'save-stack');
  try {
    for (const [host, query, prepare, isOnPhone = false] of [
      [browser, '?form=1', refusal],
      ...TABS.map((view) => [browser, `?view=${view}`, none]),
      [browser, '', none, true],
      [browser, '?view=literature', none, true],
      [browser, '', menu],
      [browser, '', share],
      [browser, '', figure],
      [browser, '?embed=1', refusal],
      [browser, '?embed=1&view=energy&controls=am,T&lock=T', none],
      [browser, '?embed=1&predict=ionicMacMullin&task=Why', lesson],
      [withoutWebGl, '', refusal],
      [withoutWebGl, '?view=transport', none],
    ]) {
      for (const colorScheme of ['light', 'dark']) {
        const page = await host.newPage({ colorScheme, viewport: { width: isOnPhone ? 390 : 1366, height: 800 } });
        await page.goto(`${server.address}${query}#${fragment}`);
        await settled(page);
        await prepare(page);
        await quiet(page);
        assert.deepEqual(await violationsOf(page, 12), [], `${query} ${colorScheme}`);
        await page.close();
      }
    }
  } finally {
    await withoutWebGl.close();
  }
});

/** What a reader of the screen is told of: role, name and level, in order. */
async function treeOf(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** In the order of reading. */
  const below = (node) => [node, ...(node.childIds ?? []).flatMap((id) => (byId.has(id) ? below(byId.get(id)) : []))];
  return below(nodes[0])
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties = [] }) => ({
      role: role.value,
      name: name?.value ?? '',
      level: properties.find((one) => one.name === 'level')?.value.value,
    }));
}

test('every tab has its landmarks, one heading of the first level, and a name for all that acts', async (t) => {
  const page = await open(t, 'v=2&am=91&pin=model:1');
  const acts = [
    'button',
    'link',
    'textbox',
    'combobox',
    'checkbox',
    'radio',
    'slider',
    'spinbutton',
    'switch',
    'tab',
    'searchbox',
  ];
  for (const [view, form] of [...TABS.map((one) => [one, false]), ['all', true]]) {
    await page.click(`#tabs [data-view=${view}]`);
    if (form) await page.evaluate(() => document.getElementById('show-mirror').click());
    await quiet(page);
    const tree = await treeOf(page);
    const where = form ? 'form' : view;
    for (const role of ['banner', 'main', 'contentinfo'])
      assert.equal(tree.filter((one) => one.role === role).length, 1, `${where}: ${role}`);
    const navigations = tree.filter(({ role }) => role === 'navigation').map(({ name }) => name);
    assert.ok(
      navigations.includes('Views') && new Set(navigations).size === navigations.length,
      `${where}: ${navigations}`,
    );
    const headings = tree.filter(({ role }) => role === 'heading');
    assert.equal(headings.filter(({ level }) => level === 1).length, 1, where);
    const label = await page.textContent(`#tabs [data-view=${view}]`);
    assert.ok(headings[0].level === 1 && headings[0].name.includes(label), `${where}: ${headings[0].name}`);
    // None of them skips a level on the way down.
    const skips = headings.filter(({ level }, index) => index > 0 && level > headings[index - 1].level + 1);
    assert.deepEqual(skips, [], where);
    assert.ok(
      headings.every(({ name }) => name),
      where,
    );
    const nameless = tree.filter(({ role, name }) => acts.includes(role) && !name.trim());
    assert.deepEqual(nameless, [], where);
    const links = tree.filter(({ role }) => role === 'link').map(({ name }) => name);
    for (const name of [
      'Cell',
      'Transport',
      'Rate',
      'Map',
      'Designs',
      'Uncertainty',
      'Microstructure',
      'Literature',
      'Audit',
      'Reconstruction',
      'Tables',
    ])
      assert.ok(links.includes(name), `${where}: ${name}`);
    const hasDrawing = !form && ['all', 'transport', 'rate', 'map'].includes(view);
    assert.equal(
      tree.some(({ role, name }) => role === 'application' && name.includes('drawing')),
      hasDrawing,
      where,
    );
  }
});

test('standalone.html opens from disk with everything in it', async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const file = pathToFileURL(join(dist, 'standalone.html')).href;
  await page.goto(`${file}#v=2&model=2&am=78`);
  assert.equal(await settled(page), 'ready');
  await quiet(page);
  assert.ok((await pixelsOf(page)).colours > 200);
  await page.fill('#scenario [name=temperatureC]', '45');
  await page.press('#scenario [name=temperatureC]', 'Enter');
  assert.deepEqual(await mirrorOf(page), lab.evaluate({ model: 2, amWtPct: 78, temperatureC: 45 }).values);
  assert.equal(await page.evaluate(() => location.hash), '#v=2&model=2&am=78&T=45');
  // Where it lies on this device is in nothing that is given away.
  await page.click('#share-open');
  assert.equal(await page.inputValue('#share-link'), '#v=2&model=2&am=78&T=45');
  assert.match((await page.textContent('#share-status')) ?? '', /from disk: put the link behind the address/);
  assert.equal(await page.isVisible('#share-code'), false);
  await page.click('#share-close');
  await page.goto(`${file}?view=literature#v=2&model=2&am=78&T=45`);
  await settled(page);
  await page.click('#figure-literature >> text=Save or cite');
  for (const id of ['#cite-text', '#cite-bibtex']) {
    assert.match(await page.inputValue(id), /#v=2&model=2&am=78&T=45/);
    assert.doesNotMatch(await page.inputValue(id), /file:/);
  }
  await page.click('#figure-close');
  assert.deepEqual(
    requests.filter((url) => !url.startsWith('data:') && !url.startsWith(file)),
    [],
  );
});

test('a missing file is told, not hidden', async () => {
  const page = await browser.newPage();
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(server.address);
  assert.equal(await settled(page), 'failed');
  assert.match((await page.textContent('#failure')) ?? '', /could not start/);
  await page.close();
});

test('nothing is requested from elsewhere, or after loading', async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(server.address);
  await settled(page);
  // Browsers fetch the icon when they find time for it.
  const countLoaded = () => requests.filter((url) => !url.endsWith('.svg')).length;
  const loaded = countLoaded();
  assert.ok(
    requests.every((url) => url.startsWith(server.address)),
    requests.join('\n'),
  );
  await page.fill('#scenario [name=amWtPct]', '78');
  await quiet(page);
  assert.equal(countLoaded(), loaded);
});
