// SPDX-License-Identifier: MIT
// The page within other pages: the custom element, its messages, lessons, and the worked examples.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { serve } from '../../tools/static-server.mjs';
import {
  dist,
  launchChromium,
  PATIENCE_MS,
  quiet,
  serveDist,
  until,
  violationsOf,
  watchProblems,
} from './chromium.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serveDist>>} */ let server;
/** @type {import('node:http').Server} */ let host;
const lab = await createCathodeLab();
let body = '';
/** @type {Record<string, string>} */ let hostHeaders = {};

before(async () => {
  server = await serveDist();
  browser = await launchChromium();
  // The page around comes from another origin.
  host = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    for (const [name, value] of Object.entries(hostHeaders)) response.setHeader(name, value);
    response.end(
      `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Host</title><body style="margin:0">${body}`,
    );
  });
  await new Promise((resolve) => host.listen(0, () => resolve(undefined)));
});
after(async () => {
  await browser.close();
  server.close();
  host.close();
});

/** Opens a host page with that content; fails the test on errors. */
async function openHost(t, content, { viewport = { width: 900, height: 700 }, headers = {}, known } = {}) {
  body = content;
  hostHeaders = headers;
  const page = await browser.newPage({ viewport });
  watchProblems(t, page, known);
  await page.goto(`http://localhost:${host.address().port}/`);
  return page;
}
const script = () => `<script src="${server.address}embed.js"></script>`;
const ready = (page) =>
  page.waitForFunction(() => [...document.querySelectorAll('cathode-lab')].every((element) => element.scenario));
const frameOf = (page) =>
  page.frames().find((frame) => frame !== page.mainFrame() && frame.url().startsWith(server.address));

test('the element shows what its attributes say and follows them', async (t) => {
  const page = await openHost(
    t,
    `${script()}<cathode-lab model="2" am="78" t="60" view="energy" controls="am,Lc" theme="dark"></cathode-lab>`,
  );
  await ready(page);
  const frame = frameOf(page);
  const state = () =>
    page.evaluate(() => {
      const { scenario, values, am, T, link } = document.querySelector('cathode-lab');
      return {
        model: scenario.model,
        amWtPct: scenario.amWtPct,
        energy: values.volumetricEnergyDensityWhL,
        am,
        T,
        link,
      };
    });
  const expected = (scenario) => lab.evaluate(scenario).values.volumetricEnergyDensityWhL;
  assert.deepEqual(await state(), {
    model: 2,
    amWtPct: 78,
    am: 78,
    T: 60,
    link: 'v=2&model=2&am=78&T=60',
    energy: expected({ model: 2, amWtPct: 78, temperatureC: 60 }),
  });
  assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), 'dark');
  assert.deepEqual(
    await frame.evaluate(() =>
      [...document.querySelectorAll('#scenario .field:not([hidden]) [name]')].map(({ name }) => name),
    ),
    ['amWtPct', 'cathodeThicknessUm'],
  );

  const changes = () => page.evaluate(() => window.changes.length);
  await page.evaluate(() => {
    window.changes = [];
    document.querySelector('cathode-lab').addEventListener('change', ({ detail }) => window.changes.push(detail));
    document.querySelector('cathode-lab').setAttribute('am', '80');
  });
  await page.waitForFunction(() => window.changes.length === 1);
  assert.equal((await state()).amWtPct, 80);
  await page.evaluate(() => {
    document.querySelector('cathode-lab').model = 1;
  });
  await page.waitForFunction(() => document.querySelector('cathode-lab').scenario.model === 1);
  await page.evaluate(() => document.querySelector('cathode-lab').removeAttribute('t'));
  await page.waitForFunction(() => document.querySelector('cathode-lab').scenario.temperatureC === 30);
  await page.evaluate(() => document.querySelector('cathode-lab').set({ amWtPct: 70, sizing: 'loading' }));
  assert.equal((await state()).link, 'v=2&am=70&size=loading');
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').getAttribute('am')), '70');

  // What a person does inside is told outside, once for a stretch of it.
  const before = await changes();
  await frame.fill('#scenario [name=amWtPct]', '77');
  await page.waitForFunction((n) => window.changes.length > n, before);
  assert.equal((await state()).am, 77);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').getAttribute('am')), '77');
  // The address is left alone.
  assert.match(await frame.evaluate(() => location.hash), /^#v=2&model=2&am=78&T=60&embed=1&/);

  await page.evaluate(() => {
    document.querySelector('cathode-lab').controls = 'T,model';
  });
  await frame.waitForFunction(() => document.querySelector('#in-temperatureC').offsetParent !== null);
  assert.equal((await state()).am, 77);
});

test('what is set before the element is known, or while it moves, counts', async (t) => {
  const page = await openHost(
    t,
    `<div id="a"></div><div id="b"></div><cathode-lab id="early" am="70"></cathode-lab>
    <script>document.getElementById('early').am = 78;</script>${script()}`,
  );
  await ready(page);
  const read = (selector) =>
    page.evaluate((s) => {
      const { am, link, comparison } = document.querySelector(s);
      return { am, link, pinned: comparison?.length };
    }, selector);
  assert.equal((await read('#early')).am, 78);
  await page.evaluate(() => {
    document.getElementById('early').am = 72;
  });
  await page.waitForFunction(() => document.getElementById('early').scenario.amWtPct === 72);

  await page.evaluate(() => {
    const made = document.createElement('cathode-lab');
    made.id = 'made';
    made.link = 'v=2&model=2&am=66&pin=T:60';
    document.getElementById('a').append(made);
  });
  await page.waitForFunction(() => document.getElementById('made').scenario?.amWtPct === 66);
  assert.equal((await read('#made')).pinned, 1);
  // Inputs set after a link count more.
  await page.evaluate(() => {
    const made = document.createElement('cathode-lab');
    made.id = 'both';
    made.link = 'v=2&model=2';
    made.T = 60;
    document.getElementById('a').append(made);
  });
  await page.waitForFunction(() => document.getElementById('both').scenario?.temperatureC === 60);
  assert.equal((await read('#both')).link, 'v=2&model=2&T=60');
  // Moved, it keeps what a reader had; an attribute set in between counts.
  await page.evaluate(() => {
    const made = document.getElementById('made');
    made.remove();
    made.am = 67;
    document.getElementById('b').append(made);
  });
  await page.waitForFunction(() => document.getElementById('made').scenario?.amWtPct === 67);
  assert.deepEqual(await read('#made'), { am: 67, link: 'v=2&model=2&am=67&pin=T:60', pinned: 1 });
  await page.evaluate(() => {
    const made = document.getElementById('made');
    document.getElementById('a').append(made);
    document.getElementById('b').append(made);
  });
  await page.waitForFunction(() => document.getElementById('made').comparison?.length === 1);
});

test('wrong attributes from the start are told, and do not stand in the way', async (t) => {
  const page = await openHost(
    t,
    `<script>window.told = []; addEventListener('refused', ({ detail }) => told.push(detail.message));</script>
    ${script()}<cathode-lab am="999" view="inside"></cathode-lab>`,
  );
  await ready(page);
  await page.waitForFunction(() => window.told.length === 1);
  assert.match(await page.evaluate(() => window.told[0]), /view.*inside.*amWtPct.*60 to 92/);
  await page.evaluate(() => {
    document.querySelector('cathode-lab').theme = 'dark';
  });
  await frameOf(page).waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await page.evaluate(() => {
    document.querySelector('cathode-lab').view = 'pink';
  });
  await page.waitForFunction(() => window.told.length === 2);
  // An author sees it at the top, and one of several frames has a name of its own.
  const frame = frameOf(page);
  assert.match((await frame.textContent('#mistakes')) ?? '', /view.*inside/);
  assert.ok((await frame.evaluate(() => document.getElementById('mistakes').getBoundingClientRect().top)) < 20);
  assert.match(
    await page.evaluate(() => document.querySelector('cathode-lab').shadowRoot.querySelector('iframe').title),
    /^Cathode Lab: Model 4, 85 wt%/,
  );
  const attributes = () =>
    page.evaluate(() =>
      ['view', 'theme', 'am'].map((name) => document.querySelector('cathode-lab').getAttribute(name)),
    );
  assert.deepEqual(await attributes(), ['all', 'dark', '85']);
  // Right and wrong at once: what was right stays, what was wrong goes back.
  await page.evaluate(() =>
    Object.assign(document.querySelector('cathode-lab'), { view: 'energy', am: 500, theme: 'light' }),
  );
  await page.waitForFunction(
    () => window.told.length === 3 && document.querySelector('cathode-lab').getAttribute('theme') === 'light',
  );
  await quiet(frameOf(page));
  assert.deepEqual(await attributes(), ['energy', 'light', '85']);
  await page.evaluate(() => {
    document.querySelector('cathode-lab').removeAttribute('view');
  });
  await frameOf(page).waitForFunction(() => document.body.getBoundingClientRect().height > 1200);

  // What cannot be sent is refused at once and stops nothing.
  await page.evaluate(() => {
    document.querySelector('cathode-lab').scenario = { amWtPct: () => 1 };
  });
  assert.equal(await page.evaluate(() => window.told.length), 4);
  assert.equal(
    await page.evaluate(() =>
      document
        .querySelector('cathode-lab')
        .set({ amWtPct: Symbol.iterator })
        .catch(({ name }) => name),
    ),
    'DataCloneError',
  );
});

test('the height of a view is reserved before it is there', async (t) => {
  const views = lab.views().filter((view) => view !== 'microstructure');
  for (const width of [390, 900]) {
    const page = await openHost(
      t,
      `${script()}${views.map((view) => `<cathode-lab view="${view}"></cathode-lab>`).join('')}
      <script>window.reserved = [...document.querySelectorAll('cathode-lab')].map((one) => one.getBoundingClientRect().height);</script>`,
      { viewport: { width, height: 700 } },
    );
    await ready(page);
    const frames = page.frames().filter((frame) => frame !== page.mainFrame());
    await Promise.all(frames.map((frame) => frame.evaluate(() => window.cathodeLab.complete)));
    for (const [index, view] of views.entries()) {
      await page
        .waitForFunction((place) => {
          const own = document.querySelectorAll('cathode-lab')[place].getBoundingClientRect().height;
          return own < 1.3 * window.reserved[place] && own > 0.75 * window.reserved[place];
        }, index)
        .catch(async () => {
          const heights = await page.evaluate(
            (place) => [
              window.reserved[place],
              document.querySelectorAll('cathode-lab')[place].getBoundingClientRect().height,
            ],
            index,
          );
          assert.fail(`${view} at ${width}: ${heights[0]} reserved for ${heights[1]}`);
        });
    }
    await page.close();
  }
});

/** The pixels that a frame shows, as text that tells two apart: of its drawing, or of the picture in its place. */
function shownPixels() {
  const picture = document.querySelector('#picture')?.src;
  return picture ?? document.querySelector('canvas').toDataURL();
}
const drawingOf = (frame) => frame.evaluate(shownPixels);
/** Waits until a frame has been given the height that it asked for, and has drawn in it. */
async function atItsHeight(frame) {
  await frame.waitForFunction(() => innerHeight === Math.ceil(document.body.getBoundingClientRect().height));
  await quiet(frame);
}
/** Waits until a frame shows those pixels, wherever it is on its page. */
async function untilShown(frame, wanted) {
  for (const end = Date.now() + PATIENCE_MS; (await drawingOf(frame)) !== wanted; ) {
    assert.ok(Date.now() < end, 'another drawing');
    await new Promise((done) => setTimeout(done, 100));
  }
}

test('below the fold a frame draws its own calculation and no other, and what it is changed to', async (t) => {
  const page = await openHost(
    t,
    `<div style="height:4000px"></div>${script()}
    <cathode-lab model="1" view="energy"></cathode-lab><cathode-lab model="1" am="80" view="energy"></cathode-lab>`,
  );
  await ready(page);
  const inView = await openHost(t, `${script()}<cathode-lab model="1" am="80" view="energy"></cathode-lab>`);
  await ready(inView);
  await atItsHeight(frameOf(inView));
  const wanted = await drawingOf(frameOf(inView));
  const [first, second] = page
    .frames()
    .filter((frame) => frame !== page.mainFrame() && frame.url().startsWith(server.address));
  // Where it is out of sight a frame gets no frames to draw: it draws all the same.
  await untilShown(second, wanted);
  assert.notEqual(await drawingOf(first), wanted);
  await page.evaluate(() => {
    document.querySelector('cathode-lab').am = 80;
  });
  await page.waitForFunction(() => document.querySelector('cathode-lab').scenario.amWtPct === 80);
  await untilShown(first, wanted);
});

test('what a lesson hides is never drawn before the prediction', async (t) => {
  const lesson = 'model="1" view="energy" predict="volumetricEnergyDensityWhL" task="What is it?"';
  const page = await openHost(t, `<div style="height:4000px"></div>${script()}<cathode-lab ${lesson}></cathode-lab>`);
  await ready(page);
  const alone = await openHost(t, `${script()}<cathode-lab ${lesson}></cathode-lab>`);
  await ready(alone);
  await atItsHeight(frameOf(alone));
  const hidden = await drawingOf(frameOf(alone));
  const isDrawn = () => untilShown(frameOf(page), hidden);
  await isDrawn();
  // On paper, in the text and after a reload there is no more of it.
  const answer = lab.evaluate({ model: 1 }).values.volumetricEnergyDensityWhL.toFixed(0);
  const told = () => frameOf(page).evaluate(() => document.body.innerText);
  assert.ok(!(await told()).includes(answer));
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await told()).includes(answer));
  await isDrawn();
  await page.emulateMedia({ media: 'screen' });
  await page.reload();
  await ready(page);
  assert.ok(!(await told()).includes(answer));
  await isDrawn();
});

test('a frame below the fold has its height before it is in view; what it asks is where the reader is', async (t) => {
  const page = await openHost(
    t,
    `<div style="height:3000px"></div>${script()}<cathode-lab view="all" height="700"></cathode-lab>
    <script>window.reserved = document.querySelector('cathode-lab').getBoundingClientRect().height;</script>
    <div style="height:300px"></div><h2 id="after">After it</h2><div style="height:2000px"></div>`,
  );
  const height = () => page.evaluate(() => document.querySelector('cathode-lab').getBoundingClientRect().height);
  assert.equal(await page.evaluate(() => window.reserved), 700);
  await ready(page);
  const frame = frameOf(page);
  await frame.evaluate(() => window.cathodeLab.complete);
  await frame.waitForFunction(() => document.querySelector('canvas').clientHeight > 900, null, { polling: 50 });
  const before = await height();
  await page.evaluate(() => document.querySelector('cathode-lab').scrollIntoView({ block: 'end' }));
  await quiet(frame);
  // In view it is as high as its content, and so it was before.
  const content = await frame.evaluate(() => document.body.getBoundingClientRect().height);
  assert.ok(Math.abs((await height()) - content) <= 1, `${await height()} for ${content}`);
  assert.ok(Math.abs(before - content) <= 1, `${before} for ${content}`);
  await frame.click('#share-open');
  await quiet(frame);
  const { top, bottom } = await frame
    .locator('#share-link')
    .boundingBox()
    .then(({ y, height: h }) => ({ top: y, bottom: y + h }));
  assert.ok(top >= 0 && bottom <= 700, `${top} to ${bottom}`);
  assert.equal(await frame.evaluate(() => document.activeElement?.id), 'share-link');

  // An anchor that a reader has come by stays where it is, whatever grows above it.
  const anchored = await browser.newPage({ viewport: { width: 900, height: 700 } });
  t.after(() => anchored.close());
  await anchored.goto(`http://localhost:${host.address().port}/#after`);
  await ready(anchored);
  await frameOf(anchored).evaluate(() => window.cathodeLab.complete);
  await anchored.waitForFunction(() => document.querySelector('cathode-lab').getBoundingClientRect().height > 900);
  const place = await anchored.evaluate(() => document.getElementById('after').getBoundingClientRect().top);
  assert.ok(Math.abs(place) < 2, `${place}`);
});

test('twenty on a page: those in view start first, all of them work, and none loses its drawing', async (t) => {
  const all = Array.from(
    { length: 20 },
    (_, i) =>
      `<cathode-lab id="lab${i}" model="${(i % 4) + 1}" am="${70 + i}" view="energy" controls="am" height="600"></cathode-lab>`,
  );
  const page = await openHost(
    t,
    `<script>window.order = []; addEventListener('ready', ({ target }) => order.push(target.id));</script>${script()}${all.join('')}`,
  );
  await page.waitForFunction(() => window.order.length === 20);
  // A window's height further than what is in view.
  for (const id of await page.evaluate(() => window.order.slice(0, 2))) assert.match(id, /^lab[0-3]$/);
  for (let i = 0; i < 20; ++i) {
    const wanted = lab.evaluate({ model: (i % 4) + 1, amWtPct: 70 + i }).values.volumetricEnergyDensityWhL;
    assert.equal(
      await page.evaluate((id) => document.getElementById(id).values.volumetricEnergyDensityWhL, `lab${i}`),
      wanted,
    );
  }
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  const count = (look) =>
    Promise.all(frames.map((frame) => frame.evaluate(look))).then((found) => found.filter(Boolean).length);
  assert.equal(await count(() => document.documentElement.dataset.state === 'ready'), 20);
  // Out of sight they have given back what browsers give so few of, and a picture stands in its place.
  const held = () => count(() => !document.querySelector('canvas').getContext('webgl2').isContextLost());
  const pictures = () => count(() => document.querySelector('#picture')?.src.startsWith('data:image/png'));
  for (let i = 0; i < 1200 && ((await held()) > 8 || (await pictures()) < 12); ++i)
    await new Promise((done) => setTimeout(done, 100));
  assert.ok((await held()) <= 8, `${await held()} contexts`);
  assert.ok((await pictures()) >= 12, `${await pictures()} pictures`);
  // In view each has its drawing, changed meanwhile or not.
  await page.evaluate(() => {
    document.getElementById('lab19').am = 75;
  });
  for (const i of [19, 10, 0]) {
    await page.evaluate((id) => document.getElementById(id).scrollIntoView(), `lab${i}`);
    const frame = await (await page.$(`#lab${i}`))
      .evaluateHandle((element) => element.shadowRoot.querySelector('iframe'))
      .then((handle) => handle.asElement().contentFrame());
    await frame.waitForFunction(() => document.querySelector('canvas').style.visibility === '');
    await quiet(frame);
    const colours = await frame.evaluate(() => {
      const canvas = document.querySelector('canvas');
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy.drawImage(canvas, 0, 0);
      return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    });
    assert.ok(colours > 100, `lab${i}: ${colours} colours`);
  }
  assert.equal(await page.evaluate(() => document.getElementById('lab19').scenario.amWtPct), 75);
});

test('all of it is printed, in view or not', async (t) => {
  const page = await openHost(
    t,
    `${script()}${[1, 2, 3].map((model) => `<cathode-lab model="${model}" view="energy"></cathode-lab><div style="height:900px"></div>`).join('')}`,
  );
  await ready(page);
  const frames = page.frames().slice(1);
  await quiet(frames[0]);
  // Those out of sight have given their drawing back.
  for (const frame of frames.slice(1)) await until(frame, () => document.getElementById('picture') !== null);
  const images = (await page.pdf()).toString('latin1').matchAll(/\/Subtype \/Image\s+\/Width (\d+)\s+\/Height (\d+)/g);
  const drawings = [...images].map(([, width, height]) => [Number(width), Number(height)]).filter(([w]) => w > 500);
  assert.equal(drawings.length, 3, JSON.stringify(drawings));
  // On the screen all is as it was.
  for (const frame of frames) await until(frame, () => document.getElementById('printed') === null);
});

test('attributes that are written quickly never run backwards', async (t) => {
  const page = await openHost(t, `${script()}<cathode-lab am="75" view="energy"></cathode-lab>`);
  await ready(page);
  const backward = await page.evaluate(async () => {
    const element = document.querySelector('cathode-lab');
    let [jumps, latest] = [0, 0];
    const look = () => {
      const now = Number(element.getAttribute('am'));
      if (now < latest) ++jumps;
      latest = Math.max(latest, now);
    };
    new MutationObserver(look).observe(element, { attributes: true });
    for (let am = 60; am <= 80; am += 0.1) {
      latest = Math.min(latest, am);
      element.am = Number(am.toFixed(1));
      latest = Number(am.toFixed(1));
      if (Math.round(am * 10) % 5 === 0) await new Promise((done) => setTimeout(done, 5));
      look();
    }
    return jumps;
  });
  assert.equal(backward, 0);
  await page.evaluate(() => {
    const element = document.querySelector('cathode-lab');
    element.am = 65;
    for (let i = 0; i < 20; ++i) element.am += 1;
  });
  await page.waitForFunction(() => document.querySelector('cathode-lab').scenario.amWtPct === 85);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').am), 85);
});

test('a page that does not answer is told of, and what waits for it has an end', async (t) => {
  const page = await openHost(t, `${script()}<cathode-lab id="silent" src="/nothing-here"></cathode-lab>`);
  const { refused, message } = await page.evaluate(async () => {
    const element = document.getElementById('silent');
    let refusals = 0;
    element.addEventListener('refused', () => ++refusals);
    for (let i = 0; i < 300; ++i) element.scenario = { amWtPct: 80 };
    return {
      refused: refusals,
      message: await element.set({ amWtPct: 70 }).catch((error) => error.message),
    };
  });
  assert.equal(refused, 100);
  assert.match(message, /200 changes wait/);
  const late = await page.evaluate(async () => {
    const element = document.createElement('cathode-lab');
    element.setAttribute('src', '/nothing-here');
    document.body.append(element);
    return element.set({ amWtPct: 70 }).catch((error) => error.message);
  });
  assert.match(late, /not answered within 15 s/);
});

test('the page around is followed: its theme, its scale, its keys', async (t) => {
  const page = await openHost(
    t,
    `<style>body { color: #111 } body.night { background: #111; color: #eee } .slide { width: 600px; transform-origin: 0 0 }</style>
    ${script()}<div class="slide"><cathode-lab theme="host" keys="host" view="energy"></cathode-lab></div>
    <script>window.keys = []; addEventListener('keydown', ({ key, target }) => keys.push([key, target.localName]));</script>`,
  );
  await ready(page);
  const frame = frameOf(page);
  const theme = () => frame.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), 'light');
  await page.evaluate(() => document.body.classList.add('night'));
  await frame.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').getAttribute('theme')), 'host');

  await quiet(frame);
  const pixels = () =>
    frame.evaluate(() => document.querySelector('canvas').width / document.querySelector('canvas').clientWidth);
  assert.ok(Math.abs((await pixels()) - 1) < 0.01);
  await page.evaluate(() => {
    document.querySelector('.slide').style.transform = 'scale(1.48)';
    window.dispatchEvent(new Event('resize'));
  });
  await frame.waitForFunction(() => {
    const canvas = document.querySelector('canvas');
    return Math.abs(canvas.width / canvas.clientWidth - 1.48) < 0.01;
  });

  // Keys that the drawing does not use reach the page around; those that it uses, and what is typed, do not.
  await frame.focus('.skip');
  await page.keyboard.press('PageDown');
  await page.waitForFunction(() => window.keys.length === 1);
  assert.deepEqual(await page.evaluate(() => window.keys), [['PageDown', 'cathode-lab']]);
  await frame.evaluate(() => document.getElementById('show-mirror').click());
  await frame.focus('#scenario [name=amWtPct]');
  await page.keyboard.press('ArrowRight');
  await quiet(frame);
  assert.equal(await page.evaluate(() => window.keys.length), 1);
  await frame.evaluate(() => document.getElementById('show-mirror').click());
  await frame.focus('.skip');
  const am = () => frame.evaluate(() => window.cathodeLab.getScenario().amWtPct);
  for (let i = 0; i < 80 && (await am()) === 85; ++i) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      window.keys = [];
    });
    await page.keyboard.press('ArrowLeft');
    await quiet(frame);
  }
  assert.equal(await am(), 84.5);
  assert.deepEqual(await page.evaluate(() => window.keys), []);
});

test('it works in a sandbox without an origin, and where the page around is isolated', async (t) => {
  const inner = `${script()}<cathode-lab am="78" view="energy"></cathode-lab>`.replaceAll('"', '&quot;');
  const page = await openHost(
    t,
    `<iframe sandbox="allow-scripts" srcdoc="${inner}" style="width:800px;height:600px"></iframe>`,
    { known: /Blocked opening/ },
  );
  await page.waitForFunction(() => true);
  const around = page.frames()[1];
  await around.waitForFunction(() => document.querySelector('cathode-lab')?.scenario?.amWtPct === 78);
  await around.evaluate(() => {
    document.querySelector('cathode-lab').am = 77;
  });
  await around.waitForFunction(() => document.querySelector('cathode-lab').scenario.amWtPct === 77);
  // What a sandbox takes away is told.
  await frameOf(page).click('#open-page');
  assert.match(await frameOf(page).innerText('#notices'), /No window may be opened.*http.*#v=2&am=77/);

  const isolated = await openHost(
    t,
    `${script().replace('<script', '<script crossorigin')}<cathode-lab am="78" view="energy"></cathode-lab>`,
    {
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'credentialless' },
    },
  );
  assert.equal(await isolated.evaluate(() => window.crossOriginIsolated), true);
  await ready(isolated);
});

test('who serves the page hears neither of the task nor of the page around it', async (t) => {
  const heard = [];
  const own = await serve(dist, {
    prefix: '/lab',
    onRequest: ({ url, headers }) => heard.push(`${url} ${headers.referer ?? ''} ${headers.origin ?? ''}`),
  });
  t.after(() => own.close());
  const page = await openHost(
    t,
    `<script src="${own.address}embed.js" referrerpolicy="no-referrer"></script>
    <cathode-lab link="v=2&model=2&row=n:Unpublished" task="What is the secret?" predict="porosityPct" lock="am"></cathode-lab>`,
  );
  await ready(page);
  const frame = page.frames().find((one) => one.url().startsWith(own.address));
  assert.equal(await frame.textContent('#lesson .task'), 'What is the secret?');
  await frame.evaluate(() => window.cathodeLab.complete);
  assert.ok(heard.length > 8, heard.join('\n'));
  for (const one of heard)
    assert.doesNotMatch(one, /secret|Unpublished|porosity|\?|host=|127\.0\.0\.1|localhost:.* /i, one);
  // On a page of its own the task goes along, and stays unheard.
  heard.length = 0;
  const [opened] = await Promise.all([page.context().waitForEvent('page'), frame.click('#open-page')]);
  await opened.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  assert.match(await opened.textContent('#lesson'), /written by whoever made the link:.*What is the secret\?/);
  await opened.evaluate(() => window.cathodeLab.setScenario({ model: 3 }));
  await quiet(opened);
  await opened.reload();
  await opened.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  assert.match(await opened.textContent('#lesson'), /What is the secret\?/);
  assert.equal(await opened.evaluate(() => window.cathodeLab.getScenario().model), 3);
  for (const one of heard) assert.doesNotMatch(one, /secret|porosity/, one);
  await opened.close();
});

test('it works where the page around allows next to nothing', async (t) => {
  const page = await openHost(
    t,
    `${script()}<cathode-lab model="2" predict="porosityPct" task="How porous?"></cathode-lab>`,
    {
      headers: {
        'Content-Security-Policy': `default-src 'none'; script-src ${server.address}embed.js; frame-src ${server.address}; img-src data:; style-src-attr 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    },
  );
  await ready(page);
  const frame = frameOf(page);
  await frame.fill('#prediction', '14');
  await frame.press('#prediction', 'Enter');
  await page.waitForFunction(() => document.querySelector('cathode-lab').prediction?.predicted === 14);
  await page.waitForFunction(() => document.querySelector('cathode-lab').getBoundingClientRect().height > 300);
});

test('what the author has put inside stays until the page is there; mistakes are told on the console', async (t) => {
  let deliver = () => {};
  const allowed = new Promise((resolve) => {
    deliver = () => resolve(undefined);
  });
  body = `${script()}<cathode-lab predict="VED" speed="9" am="77,5x"><p id="own">A picture of it</p></cathode-lab>`;
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  t.after(() => page.close());
  /** @type {string[]} */
  const warnings = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await page.route(server.address, async (route) => {
    await allowed;
    await route.continue();
  });
  await page.goto(`http://localhost:${host.address().port}/`, { waitUntil: 'domcontentloaded' });
  assert.ok(await page.isVisible('#own'));
  const told = page.waitForEvent('console', { predicate: (message) => /speed: no attribute/.test(message.text()) });
  if (!warnings.some((text) => /speed: no attribute/.test(text))) await told;
  else told.catch(() => {});
  deliver();
  await ready(page);
  assert.equal(await page.isVisible('#own'), false);
  await page.waitForFunction(() => document.querySelector('cathode-lab').scenario);
  assert.ok(warnings.some((text) => /predict: "VED" is not a result.*amWtPct.*77,5x/s.test(text)));
});

test('Tab passes an embedded calculator without opening its form', async (t) => {
  const page = await openHost(
    t,
    `<a id="before" href="#">before</a>${script()}<cathode-lab view="energy" controls="am"></cathode-lab><a id="after" href="#">after</a>`,
  );
  await ready(page);
  const height = () => page.evaluate(() => document.querySelector('cathode-lab').getBoundingClientRect().height);
  await quiet(frameOf(page));
  const before = await height();
  await page.focus('#before');
  let presses = 0;
  for (; presses < 40 && (await page.evaluate(() => document.activeElement?.id !== 'after')); ++presses)
    await page.keyboard.press('Tab');
  assert.ok(presses > 5 && presses < 20, `${presses}`);
  assert.equal(await height(), before);
  await frameOf(page).click('#show-mirror');
  assert.equal(await frameOf(page).evaluate(() => document.querySelector('#in-amWtPct').tabIndex), 0);
});

test('what is wrong is refused with field and range, and the state stays', async (t) => {
  const page = await openHost(t, `${script()}<cathode-lab am="78"></cathode-lab>`);
  await ready(page);
  const refused = (act) =>
    page.evaluate(
      (code) =>
        new Promise((resolve) => {
          const element = document.querySelector('cathode-lab');
          element.addEventListener('refused', ({ detail }) => resolve(detail.message), { once: true });
          new Function('element', code)(element);
        }),
      act,
    );
  assert.match(await refused('element.am = 999'), /amWtPct.*999.*60 to 92/);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').getAttribute('am')), '78');
  assert.match(await refused('element.am = "much"'), /amWtPct.*number/);
  assert.match(await refused('element.scenario = { amWt: 80 }'), /Unknown field "amWt"/);
  assert.match(await refused('element.link = "v=2&am=5"'), /amWtPct.*60 to 92/);
  assert.match(await refused('element.view = "inside"'), /view.*inside.*allowed: all, energy/);
  assert.match(await refused('element.setAttribute("controls", "am,speed")'), /controls.*speed/);
  const message = await page.evaluate(() =>
    document
      .querySelector('cathode-lab')
      .set({ temperatureC: -5 })
      .catch((error) => error.message),
  );
  assert.match(message, /temperatureC.*-5.*0 to 90/);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').scenario.amWtPct), 78);
});

test('the frame is as high as its content at any width, and lets the wheel through', async (t) => {
  const page = await openHost(
    t,
    `${script()}<cathode-lab view="energy" controls="am,Lc"></cathode-lab><div style="height:2000px"></div>`,
  );
  await ready(page);
  for (const width of [900, 390, 700]) {
    await page.setViewportSize({ width, height: 700 });
    await frameOf(page).waitForFunction(() => {
      const { clientHeight, scrollHeight } = document.documentElement;
      return (
        clientHeight === scrollHeight &&
        Math.abs(document.body.getBoundingClientRect().height - innerHeight) <= 1 &&
        document.documentElement.scrollWidth <= innerWidth &&
        innerHeight !== 420
      );
    });
  }
  await page.mouse.move(300, 200);
  await page.mouse.wheel(0, 240);
  await page.waitForFunction(() => window.scrollY === 240);
});

test('a bare frame speaks the same messages, and only with the page around it', async (t) => {
  const page = await openHost(
    t,
    `<iframe src="${server.address}?embed=1#v=2&am=80" style="width:800px;height:600px"></iframe>
    <script>window.heard = []; addEventListener('message', ({ data, origin }) => heard.push({ ...data, origin }));</script>`,
  );
  await page.waitForFunction(
    () => window.heard.some(({ type }) => type === 'ready') && window.heard.some(({ type }) => type === 'resize'),
  );
  const origin = new URL(server.address).origin;
  const heard = (id) =>
    page
      .waitForFunction((wanted) => window.heard.find((message) => message.id === wanted), id)
      .then((handle) => handle.jsonValue());
  const post = (message) =>
    page.evaluate(([content, target]) => frames[0].postMessage(content, target), [message, origin]);
  assert.ok(
    await page.evaluate(() => window.heard.every(({ scenario }) => scenario === undefined)),
    'tells nothing unasked',
  );

  await post({ cathodeLab: 1, type: 'get', id: 'a' });
  const state = await heard('a');
  assert.equal(state.type, 'changed');
  assert.equal(state.origin, origin);
  assert.equal(state.link, 'v=2&am=80');
  assert.deepEqual(state.values, lab.evaluate({ amWtPct: 80 }).values);
  await post({ cathodeLab: 1, type: 'set', change: { model: 1 }, id: 2 });
  assert.equal((await heard(2)).link, 'v=2&model=1&am=80');
  await post({ cathodeLab: 1, type: 'set', link: 'v=2&T=60&pin=am:75', id: 3 });
  assert.equal((await heard(3)).comparison[0].amWtPct, 75);
  await quiet(frameOf(page));
  assert.equal(
    await page.evaluate(() => window.heard.filter(({ type, id }) => type === 'changed' && id === undefined).length),
    0,
    'told twice',
  );
  for (const [message, pattern] of [
    [{ cathodeLab: 2, type: 'get' }, /version.*allowed: 1/],
    [{ cathodeLab: 1, type: 'explode' }, /type.*set, get/],
    [{ cathodeLab: 1, type: 'set', scenario: 5 }, /must be an object/],
    [{ cathodeLab: 1, type: 'set', change: [] }, /change.*object/],
    [{ cathodeLab: 1, type: 'set', link: 7 }, /link/i],
    [{ cathodeLab: 1, type: 'set', options: {} }, /options.*text/],
    [{ cathodeLab: 1, type: 'set', prediction: {} }, /prediction: nothing is to be predicted/],
    [
      {
        cathodeLab: 1,
        type: 'set',
        options: 'predict=areaEnergy',
        prediction: {},
      },
      /predict: "areaEnergy" is not a result/,
    ],
    [
      {
        cathodeLab: 1,
        type: 'set',
        options: 'predict=porosityPct',
        prediction: { metric: 'porosityPct', predicted: 'much' },
      },
      /prediction: .*allowed: .*porosityPct.*0 or more/,
    ],
    [{ cathodeLab: 1, type: 'set', scenario: { amWtPct: 'x' } }, /amWtPct.*60 to 92/],
  ]) {
    const id = `bad ${JSON.stringify(message)}`;
    await post({ ...message, id });
    const answer = await heard(id);
    assert.equal(answer.type, 'refused');
    assert.match(answer.message, pattern);
  }
  // What is refused in part is refused as a whole.
  await post({
    cathodeLab: 1,
    type: 'set',
    id: 'part',
    options: 'view=energy',
    link: 'v=2&model=2',
    change: { amWtPct: 500 },
  });
  assert.equal((await heard('part')).type, 'refused');
  await post({ cathodeLab: 1, type: 'get', id: 'after' });
  assert.equal((await heard('after')).link, 'v=2&T=60&pin=am:75');
  // Not from a frame beside it, and nothing that is not addressed to this program.
  const count = await page.evaluate(() => window.heard.length);
  await page.evaluate((target) => {
    const stranger = document.createElement('iframe');
    stranger.srcdoc =
      `<script>parent.frames[0].postMessage({ cathodeLab: 1, type: 'set', scenario: { model: 2 }, id: 'stranger' }, '${target}')</scr` +
      'ipt>';
    document.body.append(stranger);
    for (const data of [null, 5, 'text', [], { type: 'set', scenario: { model: 2 } }])
      frames[0].postMessage(data, target);
  }, origin);
  await post({ cathodeLab: 1, type: 'get', id: 'last' });
  await heard('last');
  assert.equal(await page.evaluate(() => window.heard.length), count + 1);
  assert.equal(await frameOf(page).evaluate(() => window.cathodeLab.getScenario().model), 4);
});

test('a frame that was told its host listens to no other origin', async (t) => {
  const page = await openHost(
    t,
    `<iframe src="${server.address}?embed=1&host=https://elsewhere.example" style="width:800px;height:600px"></iframe>
    <script>window.heard = []; addEventListener('message', ({ data }) => heard.push(data));</script>`,
  );
  await frameOf(page).waitForFunction(() => document.documentElement.dataset.state === 'ready');
  await frameOf(page).evaluate(() => {
    window.arrived = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
  });
  await page.evaluate(
    (target) => frames[0].postMessage({ cathodeLab: 1, type: 'set', scenario: { model: 1 }, id: 1 }, target),
    new URL(server.address).origin,
  );
  await frameOf(page).evaluate(() => window.arrived.then(() => undefined));
  await quiet(frameOf(page));
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  assert.equal(await frameOf(page).evaluate(() => window.cathodeLab.getScenario().model), 4);
});

test('a lesson locks inputs and hides results until a prediction is made', async (t) => {
  const page = await openHost(
    t,
    `${script()}<cathode-lab model="1" controls="am,T" lock="T" predict="volumetricEnergyDensityWhL"
    task="What is it? &lt;img src=x&gt;"></cathode-lab>`,
  );
  await ready(page);
  const frame = frameOf(page);
  assert.equal(await frame.textContent('#lesson .task'), 'What is it? <img src=x>');
  assert.equal(await frame.isVisible('#results'), false);
  assert.equal(await frame.evaluate(() => document.querySelector('#in-temperatureC').readOnly), true);
  await frame.evaluate(() => window.cathodeLab.setScenario({ model: 1, temperatureC: 60, amWtPct: 70 }));
  await frame.click('#reset');
  assert.deepEqual(
    await frame.evaluate(() => {
      const { model, temperatureC, amWtPct } = window.cathodeLab.getScenario();
      return { model, temperatureC, amWtPct };
    }),
    { model: 1, temperatureC: 60, amWtPct: 85 },
  );
  await frame.evaluate(() => window.cathodeLab.setScenario({ model: 1 }));
  for (const text of ['', 'much', '-3', '1e999', '1,200']) {
    await frame.fill('#prediction', text);
    await frame.press('#prediction', 'Enter');
    assert.match((await frame.textContent('#prediction-error')) ?? '', /Your prediction.*Wh\/L.*allowed/);
    assert.equal(await frame.isVisible('#results'), false);
  }
  await frame.fill('#prediction', '700,5');
  await frame.press('#prediction', 'Enter');
  const calculated = lab.evaluate({ model: 1 }).values.volumetricEnergyDensityWhL;
  assert.match(
    (await frame.textContent('#prediction-verdict')) ?? '',
    new RegExp(`700.5 Wh/L.*${calculated.toFixed(0)} Wh/L`),
  );
  for (const [typed, side] of [
    [calculated / 2, '50.0 % below it'],
    [calculated * 1.5, '50.0 % above it'],
  ]) {
    await frame.click('text=Predict again');
    await frame.fill('#prediction', String(typed));
    await frame.press('#prediction', 'Enter');
    assert.ok((await frame.textContent('#prediction-verdict')).includes(`You are ${side}`), side);
  }
  await frame.click('text=Predict again');
  await frame.fill('#prediction', '700,5');
  await frame.press('#prediction', 'Enter');
  assert.equal(await frame.locator('#results').count(), 1);
  await page.waitForFunction(() => document.querySelector('cathode-lab').prediction?.predicted === 700.5);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').prediction.calculated), calculated);

  await frame.click('text=Predict again');
  assert.equal(await frame.isVisible('#results'), false);
  await page.waitForFunction(() => document.querySelector('cathode-lab').prediction === null);
  await frame.fill('#prediction', '700,5');
  await frame.press('#prediction', 'Enter');
  await page.waitForFunction(() => document.querySelector('cathode-lab').prediction?.predicted === 700.5);

  // Moved in the page around, it goes on from there: what was calculated then stays, whatever the inputs are now.
  await page.evaluate(() => {
    document.querySelector('cathode-lab').am = 80;
  });
  await page.waitForFunction(() => document.querySelector('cathode-lab').scenario?.amWtPct === 80);
  const verdict = await frame.textContent('#prediction-verdict');
  const move = () =>
    page.evaluate(async () => {
      const cell = document.querySelector('cathode-lab');
      const isReady = new Promise((resolve) => cell.addEventListener('ready', resolve, { once: true }));
      document.body.append(document.createElement('section'));
      document.querySelector('section:last-child').append(cell);
      await isReady;
    });
  await move();
  await page.waitForFunction(() => document.querySelector('cathode-lab').prediction?.predicted === 700.5);
  const moved = frameOf(page);
  assert.equal(await moved.textContent('#prediction-verdict'), verdict);
  assert.equal(await moved.locator('#results').count(), 1);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').prediction.calculated), calculated);
  // Asked for something else meanwhile, there is nothing to go on from.
  const refusals = await page.evaluate(async () => {
    const cell = document.querySelector('cathode-lab');
    const told = [];
    cell.addEventListener('refused', ({ detail }) => told.push(detail.message));
    const isReady = new Promise((resolve) => cell.addEventListener('ready', resolve, { once: true }));
    cell.remove();
    cell.predict = 'gravimetricEnergyDensityWhKg';
    document.body.append(cell);
    await isReady;
    const isBack = new Promise((resolve) => cell.addEventListener('change', resolve, { once: true }));
    cell.predict = 'volumetricEnergyDensityWhL';
    await isBack;
    return told;
  });
  assert.deepEqual(refusals, []);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').prediction), null);
  assert.equal(await frameOf(page).isVisible('#results'), false);
});

test('the share dialog writes an embed code that works', async (t) => {
  const own = await browser.newPage();
  await own.goto(`${server.address}#v=2&model=3&am=77&pin=am:75`);
  await own.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  await own.click('#share-open');
  await own.click('#embed summary');
  await own.selectOption('#embed-view', 'transport');
  await own.fill('#embed-task', 'Compare "A" & <B>');
  // None is locked or left out at first.
  const uses = () => own.$$eval('#embed-options .use input:checked', (all) => all.map(({ value }) => value));
  assert.deepEqual(new Set(await uses()), new Set(['shown']));
  await own.click('#embed-options >> text=None');
  assert.deepEqual(new Set(await uses()), new Set(['left out']));
  await own.check('[name=embed-am][value=shown]');
  await own.check('[name=embed-T][value=fixed]');
  // The preview shows what readers will have.
  const preview = own.frameLocator('#embed-preview iframe');
  await preview.locator('#lesson .task >> text=Compare "A" & <B>').waitFor();
  await own.waitForFunction(
    () =>
      document
        .querySelector('#embed-preview iframe')
        .contentDocument.querySelectorAll('#scenario .field:not([hidden]) [name]').length === 2,
  );
  const code = await own.inputValue('#embed-code');
  await own.check('#embed-pin');
  const pinned = await own.inputValue('#embed-code');
  await own.close();
  // Today's script and no other.
  assert.match(pinned, /src="[^"]*embed-\w{10}\.js" integrity="sha256-[^"]{44}" crossorigin/);
  await ready(await openHost(t, pinned));
  const other = await openHost(t, pinned.replace('sha256-', 'sha256-A').replace(/.=" crossorigin/, '=" crossorigin'), {
    known: /integrity|digest/,
  });
  await other.waitForLoadState();
  assert.equal(await other.evaluate(() => customElements.get('cathode-lab') === undefined), true);

  const page = await openHost(t, code);
  await ready(page);
  const frame = frameOf(page);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').link), 'v=2&model=3&am=77&pin=am:75');
  assert.equal(await frame.textContent('#lesson .task'), 'Compare "A" & <B>');
  assert.deepEqual(
    await frame.evaluate(() =>
      [...document.querySelectorAll('#scenario .field:not([hidden]) [name]')].map(({ name }) => name),
    ),
    ['amWtPct', 'temperatureC'],
  );
});

test('a script without a place of its own needs src, and says so', async (t) => {
  const text = readFileSync(join(dist, 'embed.js'), 'utf8');
  const page = await openHost(t, '<p>Nothing yet</p>');
  for (const kind of ['blob', 'data']) {
    await page.evaluate(
      async ([source, how]) => {
        const code = document.createElement('script');
        code.src =
          how === 'blob'
            ? URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
            : `data:text/javascript,${encodeURIComponent(source)}`;
        await new Promise((resolve) => {
          code.onload = resolve;
          document.head.append(code);
        });
        document.body.replaceChildren(document.createElement('cathode-lab'));
      },
      [text, kind],
    );
    await page.waitForFunction(() => /src: missing/.test(document.querySelector('cathode-lab').shadowRoot.textContent));
    await page.evaluate((src) => {
      document.querySelector('cathode-lab').src = src;
    }, server.address);
    await page.waitForFunction(() => document.querySelector('cathode-lab').scenario !== null);
  }
});

test('what others have written into the page around does not choose another calculator', async (t) => {
  const evil = await serve(dist, { prefix: '/evil' });
  t.after(() => evil.close());
  const page = await openHost(
    t,
    `<img name="currentScript" alt="" src="${evil.address}embed.js"><form name="currentScript"></form>${script()}<cathode-lab></cathode-lab>`,
  );
  await ready(page);
  assert.ok(page.frames()[1].url().startsWith(server.address));
});

test('a calculator cannot take the page around elsewhere', async (t) => {
  const page = await openHost(t, `${script()}<cathode-lab view="energy"></cathode-lab>`, { known: /navigat/i });
  await ready(page);
  const address = page.url();
  const frame = frameOf(page);
  await frame.click('#undo', { force: true }).catch(() => {});
  await frame.click('#embed-bar', { position: { x: 5, y: 5 } });
  const told = await frame.evaluate(() => {
    try {
      window.top.location.href = 'about:blank';
      return '';
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(told, 'SecurityError');
  assert.equal(page.url(), address);
  // What it needs is there all the same: a form that is sent, a page of its own, a file.
  const [opened] = await Promise.all([page.context().waitForEvent('page'), frame.click('#open-page')]);
  await opened.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  await opened.close();
  await frame.click('#share-open');
  await frame.click('#share-close');
  await quiet(frame);
  const box = await frame.evaluate(() => window.cathodeLab.canvasItem('save-stack')?.toJSON());
  assert.ok(box);
  await frame.click('#canvas', { position: { x: box.x + box.width / 2, y: box.y + box.height / 2 } });
  const [download] = await Promise.all([page.waitForEvent('download'), frame.click('#figure-svg')]);
  assert.match(download.suggestedFilename(), /\.svg$/);
});

test('a wrong src is told in place', async (t) => {
  const page = await openHost(t, `${script()}<cathode-lab src="javascript:alert(1)"></cathode-lab>`);
  await page.waitForFunction(() =>
    document.querySelector('cathode-lab').shadowRoot.textContent.includes('not the address of a page'),
  );
  await page.evaluate((src) => {
    document.querySelector('cathode-lab').src = src;
  }, server.address);
  await ready(page);
});

test('a page from disk embeds the page in one file', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cathode-host-'));
  writeFileSync(
    join(folder, 'host.html'),
    `<!doctype html><title>Host</title><script src="${pathToFileURL(join(dist, 'embed.js')).href}"></script>
    <cathode-lab am="78" view="energy"></cathode-lab>`,
  );
  const page = await browser.newPage();
  t.after(async () => {
    await page.close();
    rmSync(folder, { recursive: true });
  });
  await page.goto(pathToFileURL(join(folder, 'host.html')).href);
  await ready(page);
  await page.evaluate(() => {
    document.querySelector('cathode-lab').am = 77;
  });
  await page.waitForFunction(
    (energy) => document.querySelector('cathode-lab').values.volumetricEnergyDensityWhL === energy,
    lab.evaluate({ amWtPct: 77 }).values.volumetricEnergyDensityWhL,
  );
});

/** Opens one of the worked examples. */
async function openExample(t, name) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  const problems = watchProblems(t, page);
  page.on('request', (request) => {
    if (!/^data:/.test(request.url()) && !request.url().startsWith(server.address)) problems.push(request.url());
  });
  await page.goto(`${server.address}examples/${name}`);
  return page;
}
test('example: an article', async (t) => {
  const page = await openExample(t, 'article.html');
  await ready(page);
  await page.waitForFunction(() => document.getElementById('follow').textContent.includes('93 µm gives 1092 Wh/L'));
  await page.evaluate(() => {
    document.getElementById('stack').Lc = 150;
  });
  await page.waitForFunction(() => document.getElementById('follow').textContent.includes('150 µm'));
  assert.deepEqual(await violationsOf(page), []);
});

test('example: a slide', async (t) => {
  const page = await openExample(t, 'slides.html');
  await ready(page);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash === '#/1');
  const frame = frameOf(page);
  await frame.waitForFunction(() => innerHeight === 540);
  await frame.locator('canvas').click({ position: { x: 20, y: 20 } });
  await frame.locator('canvas').press('ArrowRight');
  await page.waitForTimeout(1500); // longer than the slides take to write their address
  assert.equal(await page.evaluate(() => location.hash), '#/1'); // keys in the calculator are the calculator's
  // No other page commands the slides.
  await page.evaluate(() => window.postMessage(JSON.stringify({ method: 'slide', args: [2] }), '*'));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  assert.equal(await page.evaluate(() => window.Reveal.getIndices().h), 1);
});

test('example: a notebook that imports the module', async (t) => {
  const page = await openExample(t, 'notebook.html');
  await page.waitForFunction(() => document.documentElement.dataset.done === '');
  assert.equal(await page.locator('#figure polyline').count(), 4);
  const printed = lab.evaluate({ model: 4, amWtPct: 92 }).values.volumetricEnergyDensityWhL.toFixed(0);
  assert.equal(await page.textContent('#table tbody tr:nth-child(4) td:last-child'), printed);
  assert.deepEqual(await violationsOf(page), []);
});

test('a lesson is written in a few actions: what its task names is what readers get', async (t) => {
  const own = await browser.newPage();
  t.after(() => own.close());
  await own.goto(`${server.address}#v=2&T=45`);
  await own.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  await own.click('#share-open');
  await own.click('#embed summary');
  await own.fill(
    '#embed-task',
    'At which content of active material does the cell reach 1000 Wh/L at 45 °C? Which model is best?',
  );
  await own.selectOption('#embed-predict', 'volumetricEnergyDensityWhL');
  await own.click('#embed-options >> text=Only what the task names');
  await own.check('[name=embed-T][value=fixed]');
  const code = await own.inputValue('#embed-code');
  assert.match(code, / controls="model,am,T" lock="T"/);
  assert.match(code, / predict="volumetricEnergyDensityWhL" task="At which/);
});

test('the element is as large as a slide needs it, and holds what figures show', async (t) => {
  const page = await openHost(
    t,
    `<script src="${server.address}embed.js"></script><cathode-lab projector view="transport" fig="quantity:tortuosityFactor"></cathode-lab>`,
  );
  await ready(page);
  const frame = frameOf(page);
  assert.equal(await frame.evaluate(() => getComputedStyle(document.documentElement).fontSize), '24px');
  const options = () => page.evaluate(() => document.querySelector('cathode-lab').getAttribute('fig'));
  assert.equal(await options(), 'quantity:tortuosityFactor');
  assert.equal(
    await frame.evaluate(() => window.cathodeLab.canvasItem('option-quantity-tortuosityFactor') !== undefined),
    true,
  );
  const sizeAfter = async () => frame.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  await page.evaluate(() => document.querySelector('cathode-lab').removeAttribute('projector'));
  await frame.waitForFunction(() => getComputedStyle(document.documentElement).fontSize === '16px');
  assert.equal(await sizeAfter(), '16px');
});

test('notes speak of what is shown', async (t) => {
  const page = await openHost(
    t,
    `${script()}<cathode-lab view="energy"></cathode-lab><cathode-lab view="transport"></cathode-lab>`,
  );
  await ready(page);
  const codes = [];
  for (const frame of page.frames().slice(1)) {
    await frame.click('#show-mirror');
    codes.push(
      await frame.$$eval('#warnings li', (all) =>
        all.filter((one) => one.checkVisibility()).map((one) => one.dataset.code),
      ),
    );
  }
  assert.deepEqual(codes, [
    ['state-of-charge', 'anode-mass-unitemised'],
    ['transport-temperature', 'electronic-reference'],
  ]);
});
