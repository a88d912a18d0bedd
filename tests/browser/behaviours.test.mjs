// SPDX-License-Identifier: MIT
// What goes wrong first on pages that are a canvas, each tried in three engines. Prints what was
// measured as one table. What an engine cannot be driven to show is skipped there, with the reason.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { itemOf, PATIENCE_MS, quiet, serveDist } from './chromium.mjs';
import { Missing } from './engines/children.mjs';
import * as chromium from './engines/chromium.mjs';
import * as firefox from './engines/firefox.mjs';
import * as webkit from './engines/webkit.mjs';

/** @typedef {import('./engines/engine.mjs').Page} Page */
/** @typedef {import('./engines/engine.mjs').Browser} Browser */

const ENGINES = [chromium, firefox, webkit];

// The last resort: a browser that does not end must not keep the tests from ending.
setTimeout(() => process.exit(1), 1_800_000).unref();

/** @type {Awaited<ReturnType<typeof serveDist>>} */ let server;
before(async () => {
  server = await serveDist();
});
after(() => server.close());

/** Waits until `look` gives something true; returns it. */
async function eventually(look, what, milliseconds = PATIENCE_MS) {
  for (const end = Date.now() + milliseconds; ; ) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < end, `not within ${milliseconds} ms: ${what}`);
    await pause(50);
  }
}
const pause = (milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const scenarioOf = (page) => page.evaluate(() => window.cathodeLab.getScenario());
const framesOf = (page) => page.evaluate(() => window.cathodeLab.frames());
const stateOf = () => document.documentElement.dataset.state;

/** Opens the page and waits until it has drawn. */
async function openLab(t, browser, options) {
  const page = await browser.open(server.address, options);
  t.after(() => page.close());
  await eventually(async () => (await page.evaluate(stateOf)) === 'ready', 'ready');
  await quiet(page);
  return page;
}

/** Opens a page of another site that embeds this one, as `body` says. */
async function openHost(t, browser, body, options) {
  const host = createServer((_request, response) =>
    response
      .setHeader('content-type', 'text/html')
      .end(`<!doctype html><title>Host page</title><body style="margin:0">${body}</body>`),
  );
  // Named otherwise than the page's localhost, so that it is another site and not only another port.
  await new Promise((resolve) => {
    host.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  t.after(() => {
    host.closeAllConnections();
    host.close();
  });
  const page = await browser.open(`http://127.0.0.1:${host.address().port}/`, options);
  t.after(() => page.close());
  await eventually(
    () =>
      page.evaluateInFrame(stateOf).then(
        (state) => state === 'ready',
        () => false,
      ),
    'ready in the frame',
  );
  return page;
}

/** The canvas's pixels: how many colours, and a hash. */
const pixelsOf = (page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const copy = document.createElement('canvas');
    Object.assign(copy, { width: canvas.width, height: canvas.height });
    const context = copy.getContext('2d');
    context.drawImage(canvas, 0, 0);
    const data = new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer);
    let hash = 0;
    for (const pixel of data) hash = (Math.imul(hash, 31) + pixel) | 0;
    return { colours: new Set(data).size, hash };
  });

/** Waits until a position of the page stays. */
async function settledScroll(page) {
  let position = -1;
  return eventually(async () => {
    const earlier = position;
    await pause(250);
    position = await page.evaluate(() => window.scrollY);
    return position === earlier ? { position } : undefined;
  }, 'scrolling ended').then((told) => told.position);
}

/**
 * @type {{
 *   name: string,
 *   measure(t: import('node:test').TestContext, browser: Browser, engine: typeof ENGINES[number]): Promise<string>,
 * }[]}
 */
const BEHAVIOURS = [
  {
    name: 'idle: frames in 5 s',
    async measure(t, browser) {
      const page = await openLab(t, browser);
      assert.equal(await page.evaluate(() => document.visibilityState), 'visible');
      const first = await framesOf(page);
      await pause(5000);
      const drawn = (await framesOf(page)) - first;
      assert.equal(drawn, 0);
      // It sleeps, but is not dead.
      const { x, y } = await itemOf(page, 'row-model-2');
      await page.move(x, y);
      await eventually(async () => (await framesOf(page)) > first, 'frames after the mouse moved');
      return `${drawn}`;
    },
  },
  {
    name: 'wheel over a frame scrolls the host',
    async measure(t, browser) {
      const page = await openHost(
        t,
        browser,
        `<iframe src="${server.address}" style="display:block;width:100%;height:6000px;border:0"></iframe>`,
        { height: 700 },
      );
      await page.wheel(600, 300, 250);
      await eventually(() => page.evaluate(() => window.scrollY > 0), 'the host scrolls');
      const position = await settledScroll(page);
      assert.ok(position >= 200, `${position}`);
      assert.equal(await page.evaluateInFrame(() => window.scrollY), 0);
      return `${position} px of 250`;
    },
  },
  {
    name: 'Tab leaves the canvas, both ways',
    async measure(t, browser) {
      const page = await openLab(t, browser, { width: 500, height: 200 }); // small is fast
      /** Where the focus is, as seen from the canvas. */
      const focus = () =>
        page.evaluate(() => {
          const canvas = document.querySelector('canvas');
          const position = canvas.compareDocumentPosition(document.activeElement);
          if (position === 0) return 'canvas';
          if (document.activeElement === document.body) return 'nowhere';
          return position & Node.DOCUMENT_POSITION_FOLLOWING ? 'after' : 'before';
        });
      const pressesUntilLeft = async (keys) => {
        let presses = 0;
        while (presses < 150 && (await focus()) === 'canvas') {
          await page.press(keys);
          ++presses;
        }
        return presses;
      };
      await page.evaluate(() => document.getElementById('share-open').focus());
      await page.press('Tab');
      assert.equal(await focus(), 'canvas');
      const forward = await pressesUntilLeft('Tab');
      assert.equal(await focus(), 'after');
      assert.ok(forward >= 5 && forward <= 12, `${forward} presses: the groups of the canvas have their turn first`);
      await page.press('Shift+Tab');
      assert.equal(await focus(), 'canvas');
      const back = await pressesUntilLeft('Shift+Tab');
      assert.equal(await focus(), 'before');
      assert.equal(back, forward);
      return `after ${forward}, after ${back}`;
    },
  },
  {
    name: 'Backspace stays the host’s',
    async measure(t, browser) {
      const page = await openHost(
        t,
        browser,
        `<p style="margin:0;height:60px"><input style="width:200px;height:40px"></p>
        <iframe src="${server.address}" style="display:block;width:1000px;height:600px;border:0"></iframe>`,
      );
      const focused = () => page.evaluate(() => document.activeElement.localName);
      await page.click(500, 400);
      await eventually(async () => (await focused()) === 'iframe', 'the frame has the focus');
      await eventually(
        () => page.evaluateInFrame(() => document.activeElement.id === 'canvas'),
        'and in it the canvas',
      );
      await page.click(50, 20);
      await eventually(async () => (await focused()) === 'input', 'the host’s field has the focus');
      const value = () => page.evaluate(() => document.querySelector('input').value);
      await page.type('abc');
      await eventually(async () => (await value()) === 'abc', 'typed');
      await page.press('Backspace');
      await eventually(async () => (await value()) !== 'abc', 'deleted');
      assert.equal(await value(), 'ab');
      return `abc → ${await value()}`;
    },
  },
  {
    name: 'four taps toggle four times',
    async measure(t, browser) {
      const page = await openLab(t, browser, { width: 390, height: 844, touch: true });
      const set = (model) =>
        page.evaluate((m) => window.cathodeLab.setScenario({ model: m }), model).then(() => quiet(page));
      const tiles = [];
      for (const model of [3, 4]) {
        tiles.push(await itemOf(page, `row-model-${model}`));
      }
      assert.ok(tiles[0].y > tiles[1].y, JSON.stringify(tiles));
      const start = (await scenarioOf(page)).model;
      await pause(400);
      await page.evaluate(() => {
        window.downs = [];
        document
          .querySelector('canvas')
          .addEventListener('pointerdown', (event) => window.downs.push(event.pointerType));
      });
      for (const [index, model] of [3, 4, 3, 4].entries()) {
        await page.tap(tiles[model - 3].x, tiles[model - 3].y);
        await eventually(
          async () => (await scenarioOf(page)).model === model,
          `tap ${index + 1} chooses model ${model}`,
        );
        // What a browser may send after a tap, a mouse's click for one, must not act again.
        await pause(400);
        assert.equal((await scenarioOf(page)).model, model);
      }
      // Each has been one step.
      for (const model of [3, 4, 3, start]) {
        await page.evaluate(() => document.getElementById('undo').click());
        assert.equal((await scenarioOf(page)).model, model);
      }
      const pointers = new Set(await page.evaluate(() => window.downs));

      // Of two buttons side by side each is what it was tapped as.
      await set(4);
      const { y } = await itemOf(page, 'same=same loading');
      await page.evaluate((by) => window.scrollBy(0, by), y - 300);
      const both = [await itemOf(page, 'same=same thickness'), await itemOf(page, 'same=same loading')];
      const frames = [await framesOf(page)];
      for (let taps = 1; taps <= 4; ++taps) {
        const button = both[(taps - 1) % 2];
        await page.tap(button.x, button.y);
        await quiet(page);
        await pause(400);
        frames.push((await pixelsOf(page)).hash);
      }
      assert.deepEqual([frames[3], frames[4]], [frames[1], frames[2]], `${frames}`);
      assert.notEqual(frames[1], frames[2]);
      return `4, 4 (as ${[...pointers].join(' and ')})`;
    },
  },
  {
    name: 'a lost context comes back',
    async measure(t, browser) {
      const page = await openLab(t, browser);
      const first = await pixelsOf(page);
      assert.ok(first.colours > 200, `${first.colours} colours`);
      const lost = await page.evaluate(async () => {
        const canvas = document.querySelector('canvas');
        const context = canvas.getContext('webgl2');
        const extension = context.getExtension('WEBGL_lose_context');
        const told = (type) =>
          new Promise((resolve) => {
            canvas.addEventListener(type, resolve, { once: true });
          });
        const losing = told('webglcontextlost');
        extension.loseContext();
        await losing;
        const isLost = context.isContextLost();
        await new Promise((resolve) => {
          setTimeout(resolve, 50);
        });
        const restoring = told('webglcontextrestored');
        extension.restoreContext();
        await restoring;
        return isLost;
      });
      assert.equal(lost, true);
      await quiet(page);
      assert.deepEqual(await pixelsOf(page), first);
      return `same ${first.colours} colours`;
    },
  },
  {
    name: 'zoom stays crisp',
    async measure(t, browser, engine) {
      const sizes = () => {
        const canvas = document.querySelector('canvas');
        const box = canvas.getBoundingClientRect();
        return { store: [canvas.width, canvas.height], css: [box.width, box.height], ratio: window.devicePixelRatio };
      };
      const innerWidth = (page) => page.evaluate(() => window.innerWidth);
      /** One step of the browser's zoom; returns the window's new width in CSS pixels. */
      const zoomIn = async (page) => {
        const earlier = await innerWidth(page);
        await page.zoomIn();
        return eventually(async () => {
          const now = await innerWidth(page);
          return now < earlier && now;
        }, 'zoomed in');
      };
      const zoomReset = async (page, width) => {
        await page.zoomReset();
        await eventually(async () => (await innerWidth(page)) === width, 'zoomed back');
      };
      // The window keeps its device pixels, so that its CSS pixels tell the true ratio, also where
      // devicePixelRatio does not: WebKit leaves page zoom out of it.
      const assertCrisp = ({ store, css, ratio }, zoom, inner) => {
        const tolerance = 1 + store[0] / 2 / inner; // inner is rounded
        store.forEach((pixels, i) =>
          assert.ok(Math.abs(pixels - css[i] * zoom) <= tolerance, `at ${zoom}: ${store} for ${css}`),
        );
        if (Math.abs(ratio - zoom) > 0.05) return;
        store.forEach((pixels, i) =>
          assert.ok(Math.abs(pixels - css[i] * ratio) <= 1, `at ${ratio}: ${store} for ${css}`),
        );
      };
      const shown = [];

      const page = await openLab(t, browser);
      const width = await innerWidth(page);
      assert.equal((await page.evaluate(sizes)).ratio, 1);
      try {
        let inner = width;
        for (const goal of [1, 1.45, 1.95]) {
          for (let steps = 0; steps < 10 && width / inner < goal; ++steps) inner = await zoomIn(page);
          assert.ok(width / inner >= goal, `${width / inner}`);
          await quiet(page);
          const measured = await page.evaluate(sizes);
          assertCrisp(measured, width / inner, inner);
          assert.ok((await pixelsOf(page)).colours > 100);
          shown.push(`${Math.round((width / inner) * 100)} %: ${measured.store[0]}/${Math.round(measured.css[0])}`);
        }
      } finally {
        await zoomReset(page, width);
      }

      // In a frame of a fixed size zoom changes no size in CSS pixels.
      const host = await openHost(
        t,
        browser,
        `<iframe src="${server.address}" style="width:600px;height:400px;border:0"></iframe>`,
      );
      const hostWidth = await innerWidth(host);
      try {
        const inner = await zoomIn(host);
        await eventually(
          () =>
            host
              .evaluateInFrame(sizes)
              .then((measured) => {
                assertCrisp(measured, hostWidth / inner, inner);
                return true;
              })
              .catch((error) => {
                if (!(error instanceof assert.AssertionError)) throw error;
              }),
          'the frame is crisp',
        );
        shown.push(
          `frame ${Math.round((hostWidth / inner) * 100)} %: ${(await host.evaluateInFrame(sizes)).store[0]}/600`,
        );
      } finally {
        await zoomReset(host, hostWidth);
      }

      const doubled = await engine.launch({ scale: 2 });
      try {
        const fine = await doubled.open(server.address, { width: 700, height: 500 });
        await eventually(async () => (await fine.evaluate(stateOf)) === 'ready', 'ready');
        await quiet(fine);
        const measured = await fine.evaluate(sizes);
        assert.equal(measured.ratio, 2);
        assertCrisp(measured, 2, Infinity);
        shown.push(`screen of 2: ${measured.store[0]}/${Math.round(measured.css[0])}`);
      } finally {
        await doubled.close();
      }
      return shown.join(', ');
    },
  },
  {
    name: 'the microstructure tab opens, and Back leads from it',
    async measure(t, browser) {
      const page = await openLab(t, browser);
      await page.evaluate(() => document.querySelector('#tabs [data-view=microstructure]').click());
      await eventually(
        () =>
          page.evaluate(() => document.querySelector('#microstructure canvas')?.getBoundingClientRect().height > 50),
        'a draft is drawn',
        20000,
      );
      await quiet(page);
      const shown = await page.evaluate(() => ({
        title: document.title,
        asked: location.search,
        isStage: document.getElementById('stage').checkVisibility(),
        controls: document.querySelectorAll('#microstructure :is(button, input, select)').length,
        colours: new Set(
          [...document.querySelectorAll('#microstructure canvas')].flatMap((canvas) => {
            const copy = document.createElement('canvas');
            Object.assign(copy, { width: 64, height: 64 });
            const context = copy.getContext('2d');
            context.drawImage(canvas, 0, 0, 64, 64);
            return [...new Uint32Array(context.getImageData(0, 0, 64, 64).data.buffer)];
          }),
        ).size,
      }));
      assert.equal(shown.title, 'Microstructure · Cathode Lab');
      assert.match(shown.asked, /view=microstructure/);
      assert.equal(shown.isStage, false);
      assert.ok(shown.controls > 5 && shown.colours > 3, JSON.stringify(shown));
      await page.evaluate(() => history.back());
      await eventually(
        () => page.evaluate(() => document.getElementById('stage').checkVisibility()),
        'the drawing is back',
      );
      await quiet(page);
      assert.ok((await pixelsOf(page)).colours > 200);
      return `${shown.colours} colours`;
    },
  },
  {
    name: 'copy and paste in the canvas’s field',
    async measure(t, browser) {
      const page = await openLab(t, browser);
      assert.equal((await scenarioOf(page)).model, 4); // the last tile
      const { x, y } = await itemOf(page, 'amWtPct-value');
      await page.click(x, y);
      await eventually(() => page.evaluate(() => document.activeElement.id === 'field'), 'the field is open');
      const value = () => page.evaluate(() => document.getElementById('field').value);
      await page.type('82.5');
      await eventually(async () => (await value()) === '82.5', 'typed');
      await page.press('Control+a');
      await page.press('Control+c');
      await page.press('Delete');
      await eventually(async () => (await value()) === '', 'deleted');
      await page.press('Control+v');
      await eventually(async () => (await value()) === '82.5', 'pasted');
      await page.press('Enter');
      await eventually(() => page.evaluate(() => document.getElementById('field').hidden), 'the field is closed');
      assert.equal((await scenarioOf(page)).amWtPct, 82.5);
      return 'pasted 82.5 taken';
    },
  },
];

/** @type {Map<string, Map<string, string>>} */
const told = new Map(BEHAVIOURS.map(({ name }) => [name, new Map()]));
const heads = new Map(ENGINES.map(({ name }) => [name, name]));

for (const engine of ENGINES) {
  test(engine.name, { timeout: 1_200_000 }, async (t) => {
    /** @type {Browser | undefined} */ let browser;
    let missing = '';
    try {
      browser = await engine.launch();
      heads.set(engine.name, `${engine.name} ${browser.version}`);
    } catch (error) {
      // Where nobody looks at what was skipped, an engine that is not there is an error.
      if (!(error instanceof Missing) || process.env.CI) throw error;
      missing = error.message;
    }
    t.after(() => browser?.close());
    /** In a new browser where the first has crashed in its own graphics, which says nothing of the page; once. */
    async function measured(each, measure) {
      try {
        return await measure(each, /** @type {Browser} */ (browser), engine);
      } catch (error) {
        if (error instanceof Missing || !(await browser?.hasEnded?.())) throw error;
        await browser?.close().catch(() => {});
        browser = await engine.launch();
        return `${await measure(each, browser, engine)} (after a crash)`;
      }
    }
    for (const { name, measure } of BEHAVIOURS) {
      await t.test(`${name}, ${engine.name}`, { timeout: 480_000 }, async (each) => {
        const results = /** @type {Map<string, string>} */ (told.get(name));
        try {
          if (missing) throw new Missing(missing);
          results.set(engine.name, await measured(each, measure));
        } catch (error) {
          if (error instanceof Missing) {
            results.set(engine.name, `skipped: ${error.message}`);
            each.skip(error.message);
          } else {
            results.set(engine.name, 'FAILED');
            throw error;
          }
        }
      });
    }
  });
}

after(() => {
  const rows = [
    ['', ...heads.values()],
    ...[...told].map(([name, results]) => [name, ...ENGINES.map((engine) => results.get(engine.name) ?? 'not run')]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  console.log(rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')).join('\n'));
});
