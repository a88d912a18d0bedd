// SPDX-License-Identifier: MIT
// The page where things are missing, forbidden or in the way; what it lets in; and what it owes to others.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../../tools/static-server.mjs';
import { browserAndServer, dist, quiet, settled, until, watchProblems } from './chromium.mjs';
import { generate } from './rail.mjs';

const { browser, server } = await browserAndServer();

const pageNames = ['index.html', 'standalone.html'];
const addressOf = (/** @type {string} */ name) =>
  name === 'index.html' ? server.address : pathToFileURL(join(dist, name)).href;

/** Makes a small volume and solves it, in its view. @param {import('playwright-core').Page | import('playwright-core').Frame} page */
async function generateSmall(page) {
  await generate(page);
  assert.equal(await page.textContent('#micro-error'), '');
  assert.equal(await page.locator('[aria-label="Transport results"] tbody tr').count(), 6);
}

for (const name of pageNames) {
  test(`${name} runs no script and no style but its own, and tells nobody where it was`, async (t) => {
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.goto(addressOf(name));
    assert.equal(await settled(page), 'ready');
    const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
    assert.equal(await page.getAttribute('meta[name="referrer"]', 'content'), 'no-referrer');
    const what = await page.evaluate(async () => {
      const refused = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        refused.push(effectiveDirective),
      );
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      const image = new Image();
      image.src = 'https://example.org/x.png';
      document.body.append(script, style, image);
      document.body.insertAdjacentHTML('beforeend', '<p id="hostile" onclick="window.ranHandler = true"></p>');
      document.getElementById('hostile').click();
      await fetch('https://example.org/').catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 300));
      return {
        refused: [...new Set(refused)].sort(),
        ran: Boolean(window.ranInline || window.ranHandler),
        outline: getComputedStyle(document.body).outlineWidth,
      };
    });
    assert.equal(what.ran, false);
    assert.notEqual(what.outline, '7px');
    for (const directive of ['connect-src', 'img-src', 'script-src-attr', 'script-src-elem', 'style-src-elem'])
      assert.ok(what.refused.includes(directive), `${directive}: ${what.refused}`);
  });
}

test('no request carries a referrer', async (t) => {
  const referrers = [];
  const recording = createServer((request, response) => {
    if (request.url === '/') referrers.push(request.headers.referer); // its own icon may name itself
    response.end('<!doctype html>');
  });
  await new Promise((resolve) => recording.listen(0, 'localhost', () => resolve(undefined)));
  t.after(() => {
    recording.closeAllConnections();
    recording.close();
  });
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(`${server.address}?embed=1#v=2&am=80`);
  await settled(page);
  const { port } = recording.address();
  await page.evaluate((address) => {
    location.href = address;
  }, `http://localhost:${port}/`);
  await page.waitForURL(`http://localhost:${port}/`);
  assert.deepEqual(referrers, [undefined]);
});

test('a script that does not come is told within a second, not waited for', async (t) => {
  for (const [how, act] of [
    ['404', (route) => route.fulfill({ status: 404, body: '' })],
    ['offline', (route) => route.abort()],
  ]) {
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.route('**/assets/app-*.js', act);
    await page.goto(server.address);
    await page.waitForFunction(() => document.documentElement.dataset.state === 'failed');
    assert.match(await page.textContent('#failure'), /could not start: its script could not be loaded. Reload/, how);
    assert.equal(await page.isVisible('#failure'), true);
    assert.equal(await page.isVisible('#loading'), false);
  }
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.route('**/assets/app-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'a syntax error' }),
  );
  await page.goto(server.address);
  await page.waitForFunction(() => document.documentElement.dataset.state === 'failed');
  assert.match(await page.textContent('#failure'), /its script does not run/);
});

test('missing fonts change letters and nothing else', async (t) => {
  for (const missing of ['**/inter-regular-*', '**/inter-semibold-*', '**/inter-*']) {
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.route(missing, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${server.address}#v=2&am=80`);
    assert.equal(await settled(page), 'ready', missing);
    assert.equal(await page.evaluate(() => window.cathodeLab.getScenario().amWtPct), 80);
    assert.ok((await page.evaluate(() => window.cathodeLab.frames())) > 0);
  }
});

test('where workers are forbidden, calculations run in the page, and it says so', async (t) => {
  const strict = await serve(dist, { headers: { 'Content-Security-Policy': "worker-src 'none'" } });
  t.after(() => strict.close());
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(`${strict.address}?view=microstructure`);
  await settled(page);
  assert.match((await page.textContent('#draft-error')) ?? '', /^No draft: This page is not allowed to start workers/);
  await generateSmall(page);
  assert.match(await page.textContent('#notices'), /not allowed to start workers/);
  assert.doesNotMatch(await page.textContent('body'), /want of memory/);
});

test('in a sandbox without an origin it calculates too', async (t) => {
  const host = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<!doctype html><title>Host</title><iframe sandbox="allow-scripts" style="width:900px;height:700px" src="${server.address}?view=microstructure#v=2&am=80"></iframe>`,
    );
  });
  await new Promise((resolve) => host.listen(0, 'localhost', () => resolve(undefined)));
  t.after(() => {
    host.closeAllConnections();
    host.close();
  });
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(`http://localhost:${host.address().port}/`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  await generateSmall(frame);
});

test('after loading nothing is asked of the network, even where nothing may be cached and the files have gone', async (t) => {
  const site = mkdtempSync(join(tmpdir(), 'cathode-site-'));
  cpSync(dist, site, { recursive: true });
  const strict = await serve(site, { headers: { 'Cache-Control': 'no-store' } });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  t.after(async () => {
    await context.close();
    strict.close();
  });
  const page = await context.newPage();
  watchProblems(t, page);
  await page.goto(`${strict.address}?view=microstructure`);
  await settled(page);
  await page.waitForLoadState('networkidle');
  // Browsers fetch the icon when they find time for it, and again for another address.
  for (const file of readdirSync(site, { recursive: true, withFileTypes: true }))
    if (file.isFile() && !/^icon-.*\.svg$/.test(file.name)) rmSync(join(file.path, file.name));
  const requests = [];
  page.on('request', (request) => {
    if (/^http/.test(request.url())) requests.push(request.url());
  });
  await generateSmall(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const view of ['transport', 'literature', 'audit']) {
    await page.click(`#tabs [data-view=${view}]`);
    await (view === 'transport' ? quiet(page) : page.waitForSelector(`#${view} svg`));
  }
  await page.click('#audit >> text="Save or cite"');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#figure-png-300')]);
  assert.ok(readFileSync(await download.path()).length > 10000);
  await page.click('#figure-close');
  await page.click('#share-open');
  assert.ok(await page.waitForSelector('#share-code svg'));
  assert.deepEqual(
    requests.filter((url) => !url.endsWith('.svg')),
    [],
  );
});

test('the service worker keeps to its own: other caches stay, nothing is taken from them, what is missing is put back', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(server.address);
  await settled(page);
  const script = await page.evaluate(() => document.querySelector('script[type="module"]').src);
  await page.evaluate(() =>
    navigator.serviceWorker.ready.then(async (registration) => {
      await registration.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    }),
  );
  // Another application on the same site, and one that calls its cache alike, hold something else under our addresses.
  const others = ['another application', `cathode-lab ${new URL('/elsewhere/', server.address).href} 1`];
  await page.evaluate(
    async ({ others, script }) => {
      for (const name of others)
        await (await caches.open(name)).put(
          script,
          new Response('window.poisoned = true', { headers: { 'Content-Type': 'text/javascript' } }),
        );
    },
    { others, script },
  );
  await page.reload();
  assert.equal(await settled(page), 'ready');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await until(page, () => navigator.serviceWorker.ready.then(({ active }) => active?.state === 'activated'));
  await page.reload();
  assert.equal(await settled(page), 'ready');
  assert.equal(await page.evaluate(() => window.poisoned), undefined);
  const own = await page.evaluate(
    async (others) => (await caches.keys()).filter((name) => !others.includes(name)),
    others,
  );
  assert.equal(own.length, 1);
  assert.deepEqual(
    (await page.evaluate(() => caches.keys())).filter((name) => others.includes(name)).sort(),
    [...others].sort(),
  );
  // A partly deleted cache is mended by use.
  const count = () => page.evaluate(async (name) => (await (await caches.open(name)).keys()).length, own[0]);
  const whole = await count();
  assert.equal(
    await page.evaluate(async ({ name, script }) => (await caches.open(name)).delete(script), { name: own[0], script }),
    true,
  );
  await page.reload();
  assert.equal(await settled(page), 'ready');
  await until(page, async ({ name, whole }) => (await (await caches.open(name)).keys()).length === whole, {
    name: own[0],
    whole,
  });
});

test('what is asked for before the rest of the page is there is done once it is', async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  watchProblems(t, page);
  let deliver = () => {};
  const allowed = new Promise((resolve) => {
    deliver = () => resolve(undefined);
  });
  await page.route('**/assets/later-*.js', async (route) => {
    await allowed;
    await route.continue();
  });
  await page.goto(`${server.address}#v=2&am=80`);
  await page.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  await page.click('#share-open');
  await page.fill('#scenario [name=amWtPct]', '78');
  await page.press('#scenario [name=amWtPct]', 'Tab');
  assert.equal(await page.evaluate(() => window.cathodeLab.getScenario().amWtPct), 78);
  assert.equal(await page.locator('dialog[open]').count(), 0);
  deliver();
  await page.waitForSelector('dialog[open]');
  assert.match(await page.inputValue('#share-link'), /#v=2&am=78$/);
});

test('before its later parts are there nothing needs them, and what asks for it is told to wait', async (t) => {
  let deliver = () => {};
  const allowed = new Promise((resolve) => {
    deliver = () => resolve(undefined);
  });
  const open = async (/** @type {string} */ view) => {
    const page = await browser.newPage();
    t.after(() => page.close());
    watchProblems(t, page);
    await page.route('**/assets/cathode-{record,voxels}-*.wasm', async (route) => {
      await allowed;
      await route.continue();
    });
    await page.goto(
      `${server.address}?view=${view}#v=2&am=91&Lc=9999&pin=model:1&pin=T:60&row=c:NCM811,am:80,L:70,ved:900`,
    );
    await page.waitForFunction(() => document.documentElement.dataset.state === 'ready');
    return page;
  };
  const page = await open('all');
  // All that the canvas draws.
  for (const view of await page.evaluate(() => window.cathodeLab.lab.views())) {
    const other = await open(view);
    for (const key of ['End', 'Home']) {
      await other.keyboard.press(key);
      await other.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    await other.close();
  }
  // Everything that the form offers.
  for (const summary of await page.$$('#mirror summary >> visible=true')) await summary.click();
  for (const name of await page.$$eval('#scenario select', (all) => all.map((one) => one.getAttribute('name'))))
    for (const value of await page.$$eval(`#scenario [name=${name}] option`, (all) => all.map((one) => one.value)))
      await page.selectOption(`#scenario [name=${name}]`, value);
  for (const id of ['undo', 'redo', 'more > summary', 'reset']) await page.click(`#${id}`);
  const waits = await open('audit');
  assert.equal(await waits.textContent('#audit [role=status]'), 'Being loaded …');
  // Every function of the interface either answers, refuses what it is given, or says what to wait for.
  const answers = await page.evaluate(() => {
    const { lab } = window.cathodeLab;
    return Object.entries(lab).map(([name, call]) => {
      try {
        /** @type {() => unknown} */ (call).call(lab);
        return [name, ''];
      } catch (error) {
        return [name, /** @type {Error} */ (error).constructor.name, /** @type {Error} */ (error).message];
      }
    });
  });
  const waiting = answers.filter(([, , message]) => message?.includes('await window.cathodeLab.complete'));
  assert.deepEqual(
    answers.filter(([, kind, message]) => kind === 'RuntimeError' || /signature|null function/.test(message ?? '')),
    [],
  );
  for (const name of ['audit', 'figure', 'reconstruct', 'literatureTable', 'solveTransport'])
    assert.ok(
      waiting.some(([waits]) => waits === name),
      name,
    );
  for (const name of ['evaluate', 'encodeLink', 'stackTable', 'figures'])
    assert.ok(!waiting.some(([waits]) => waits === name), name);
  deliver();
  await page.evaluate(() => window.cathodeLab.complete);
  assert.match(await page.evaluate(() => window.cathodeLab.lab.auditSummary()), /printed numbers/);
  await waits.waitForSelector('#audit svg');
  assert.equal(await waits.locator('#record >> text=Being loaded').count(), 0);
});

test('where the rest of the page cannot be had, the calculation goes on, and it can be asked for again', async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.route('**/assets/later-*.js', (route) => route.abort());
  await page.goto(`${server.address}#v=2&am=80`);
  await page.waitForSelector('#notices >> text=The rest of the page could not be loaded');
  await page.click('#notices >> text=Dismiss');
  await page.click('#share-open');
  await page.waitForSelector('#notices >> text=The rest of the page could not be loaded');
  await page.fill('#scenario [name=amWtPct]', '78');
  await page.press('#scenario [name=amWtPct]', 'Tab');
  assert.equal(await page.evaluate(() => window.cathodeLab.getScenario().amWtPct), 78);
  await page.unroute('**/assets/later-*.js');
  await page.click('#notices >> text=Try again');
  await page.evaluate(() => window.cathodeLab.complete);
  await page.click('#share-open');
  await page.waitForSelector('dialog[open]');
});

test('it runs where a host asks for Trusted Types', async (t) => {
  for (const policy of [
    "require-trusted-types-for 'script'",
    "require-trusted-types-for 'script'; trusted-types cathode-lab",
  ]) {
    const strict = await serve(dist, { headers: { 'Content-Security-Policy': policy } });
    t.after(() => strict.close());
    const page = await browser.newPage();
    watchProblems(t, page);
    await page.goto(`${strict.address}?view=microstructure`);
    assert.equal(await settled(page), 'ready');
    await generateSmall(page);
    assert.doesNotMatch(await page.textContent('#notices'), /workers/);
    await page.click('#share-open');
    assert.ok(await page.waitForSelector('#share-code svg'));
    await page.click('#share-close');
    await page.goto(`${strict.address}?view=reconstruction`);
    await page.waitForSelector('#reconstruction svg');
    assert.equal(await page.evaluate(() => navigator.serviceWorker.ready.then(() => true)), true);
  }
});

test('the embedding element hears its own frame only', async (t) => {
  const host = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      request.url === '/other'
        ? '<!doctype html><title>Other</title>'
        : `<!doctype html><title>Host</title><script src="${server.address}embed.js"></script>
      <cathode-lab model="2"></cathode-lab><iframe id="other" src="/other"></iframe><iframe src="${server.address}third-party-notices.txt"></iframe>`,
    );
  });
  await new Promise((resolve) => host.listen(0, 'localhost', () => resolve(undefined)));
  t.after(() => {
    host.closeAllConnections();
    host.close();
  });
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(`http://localhost:${host.address().port}/`);
  await page.waitForFunction(() => document.querySelector('cathode-lab')?.scenario);
  await settled(page.frames().find((frame) => frame.url().includes('embed=1')));
  const state = () =>
    page.evaluate(() => ({
      model: document.querySelector('cathode-lab').scenario.model,
      height: document.querySelector('cathode-lab').shadowRoot.querySelector('iframe').style.height,
    }));
  const before = await state();
  const messages = [1, 2].flatMap((cathodeLab) =>
    ['ready', 'changed', 'resize', 'state'].map((type) => ({
      cathodeLab,
      type,
      height: 12345,
      scenario: { model: 1 },
      link: 'v=2&model=1',
      values: {},
      provenance: {},
    })),
  );
  // From the page itself, from another frame, from another frame of the calculator's own origin, and from the right
  // frame but under another origin.
  await page.evaluate((all) => {
    for (const message of all) window.postMessage(message, '*');
  }, messages);
  const other = page.frames().find((frame) => frame.url().endsWith('/other'));
  await other.evaluate((all) => {
    for (const message of all) window.parent.postMessage(message, '*');
  }, messages);
  const twin = page.frames().find((frame) => frame.url().endsWith('notices.txt'));
  await twin.evaluate((all) => {
    for (const message of all) window.parent.postMessage(message, '*');
  }, messages);
  await page.waitForTimeout(100);
  assert.deepEqual(await state(), before);
  await page.evaluate(() => {
    document.querySelector('cathode-lab').shadowRoot.querySelector('iframe').src = '/other';
  });
  await page.waitForFunction(() => {
    try {
      return (
        document.querySelector('cathode-lab').shadowRoot.querySelector('iframe').contentDocument?.title === 'Other'
      );
    } catch {
      return false;
    }
  });
  const taken = page
    .frames()
    .filter((frame) => frame.url().endsWith('/other'))
    .find((frame) => frame !== other);
  await taken.evaluate((all) => {
    for (const message of all) window.parent.postMessage(message, '*');
  }, messages);
  await page.waitForTimeout(200);
  assert.deepEqual(await state(), before);
});

test('the latest twelve calculations are kept, those of pages side by side too', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const open = async (/** @type {string} */ fragment) => {
    const page = await context.newPage();
    await page.goto(`${server.address}#${fragment}`);
    await settled(page);
    return page;
  };
  const edit = async (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ am) => {
    await page.fill('#scenario [name=amWtPct]', am);
    await page.press('#scenario [name=amWtPct]', 'Tab');
  };
  const links = (/** @type {import('playwright-core').Page} */ page) =>
    page.evaluate(() =>
      Object.entries(localStorage)
        .filter(([key]) => key.startsWith('cathode-lab calculation '))
        .map(([, text]) => JSON.parse(text))
        .sort((a, b) => b.at - a.at)
        .map(({ link }) => link),
    );
  const [one, two] = [await open('v=2&model=1'), await open('v=2&model=2')];
  await edit(one, '71');
  await edit(two, '72');
  await edit(one, '73');
  // What one page stores, another sees when the browser has carried it over.
  await two.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('am=73')));
  assert.deepEqual((await links(two)).sort(), ['v=2&model=1&am=73', 'v=2&model=2&am=72']);
  for (let am = 60; am < 75; ++am) {
    await one.evaluate((link) => {
      location.hash = link;
    }, `v=2&model=3&am=${am}`);
    await one.waitForFunction((am) => window.cathodeLab.getScenario().amWtPct === am, am);
    await edit(one, `${am}.5`);
  }
  const kept = await links(one);
  assert.equal(kept.length, 12);
  assert.deepEqual(kept.slice(0, 2), ['v=2&model=3&am=74.5', 'v=2&model=3&am=73.5']);
});

test('what is shipped of others is named with its licence, in the page and in the page of one file', async (t) => {
  const notices = readFileSync(join(dist, 'third-party-notices.txt'), 'utf8');
  for (const [name, words] of [
    ['Dear ImGui', 'Omar Cornut'],
    ['stb_truetype', 'Sean Barrett'],
    ['Eigen', 'Mozilla Public License'],
    ['Inter', 'OFL'],
    ['musl', 'Rich Felker'],
    ['Emscripten', 'University of Illinois'],
    ['LLVM', 'LLVM Exceptions'],
    ['papaparse', 'Matthew Holt'],
    ['fflate', 'Arjun Barrett'],
    ['uqr', 'Anthony Fu'],
    ['idb-keyval', 'Jake Archibald'],
    ['reveal.js', 'Hakim'],
    ['Cathode Lab', 'MIT License'],
  ]) {
    assert.ok(notices.includes(name), name);
    assert.match(notices, new RegExp(words, 'i'), name);
  }
  // Whatever the page's sources import is among them.
  const sources = readdirSync(new URL('../../web/', import.meta.url), { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(new URL(`../../web/${name}`, import.meta.url), 'utf8'));
  assert.ok(sources.length > 40);
  for (const name of new Set(
    sources.flatMap((text) => [...text.matchAll(/from '([^.#'][^']*)'/g)].map(([, from]) => from)),
  ))
    assert.ok(notices.includes(`- ${name.split('/')[0]} `), name);
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(server.address);
  await settled(page);
  await page.click('#notices-link');
  await page.waitForURL('**/third-party-notices.txt');
  assert.match(await page.textContent('body'), /Dear ImGui/);
  await page.goto(addressOf('standalone.html'));
  await settled(page);
  await page.click('#third-party > summary');
  assert.ok((await page.textContent('#third-party pre')).includes('Sean Barrett'));
});

test('the server answers on this machine alone, unless told otherwise', async (t) => {
  const own = await serve(dist);
  t.after(() => own.close());
  const { port } = new URL(own.address);
  const ask = (/** @type {string} */ host) =>
    fetch(`http://${host}:${port}/`).then(
      ({ status }) => status,
      () => 'refused',
    );
  assert.equal(await ask('localhost'), 200);
  const others = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others) assert.equal(await ask(address), 'refused', address);
  // Another loopback address is another address too.
  assert.equal(await ask('127.0.0.2'), 'refused');
  const open = await serve(dist, { host: '0.0.0.0' });
  t.after(() => open.close());
  assert.equal(await fetch(`http://127.0.0.2:${new URL(open.address).port}/`).then(({ status }) => status), 200);
});
