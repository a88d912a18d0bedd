// SPDX-License-Identifier: MIT
// The HTML of the documents in a real browser, as it is written, on a page of another site; and their headers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { blocksOf, DOCUMENTS, textOf } from '../documents/blocks.mjs';
import { browserAndServer, dist, settled, watchProblems } from './chromium.mjs';

const shared = await browserAndServer();
const HOST = 'http://reader.example/article/';
const TYPES = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
  json: 'application/json',
};
// Where the documents say that a copy lies, and beside the page itself.
const COPIES = ['http://localhost:8080/', 'https://example.org/cathode-lab/', HOST];

/** A page of another site that holds the HTML; files of every copy come from dist/. */
async function pageWith(t, html) {
  const page = await shared.browser.newPage();
  watchProblems(t, page);
  await page.route('**', async (route) => {
    const address = route
      .request()
      .url()
      .replace(/[?#].*/, '');
    if (address === HOST)
      return route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Reader</title>${html}` });
    const copy = COPIES.find((one) => address.startsWith(one));
    const file = copy && (address.slice(copy.length) || 'index.html');
    if (!file) return route.abort();
    const contentType = TYPES[file.split('.').at(-1)] ?? 'application/octet-stream';
    return route.fulfill({
      contentType,
      body: readFileSync(join(dist, file)),
      headers: { 'access-control-allow-origin': '*' },
    });
  });
  const printed = page.waitForEvent('console', { predicate: (message) => message.type() === 'log' });
  printed.catch(() => {});
  await page.goto(HOST);
  return { page, printed };
}

const stateOf = (page) =>
  page.waitForFunction(() => {
    const cell = document.querySelector('cathode-lab');
    return cell?.values ? { am: cell.am, view: cell.view, energy: cell.values.volumetricEnergyDensityWhL } : null;
  });

const blocks = DOCUMENTS.flatMap((document) =>
  blocksOf(document)
    .filter(({ language }) => language === 'html')
    .map((block) => ({ document, ...block })),
);

for (const { document, code, line } of blocks) {
  test(`${document}:${line} works as it is written`, async (t) => {
    // What follows the first block takes its script for granted.
    const needsScript = code.includes('<cathode-lab') && !code.includes('embed.js');
    const script = needsScript ? '<script src="http://localhost:8080/embed.js" async></script>' : '';
    const { page, printed } = await pageWith(t, `${script}\n${code}`);
    if (code.includes('<cathode-lab')) {
      const { energy } = await (await stateOf(page)).jsonValue();
      assert.ok(energy > 500, String(energy));
      if (code.includes('id="energy"')) {
        await page.waitForFunction(() => document.getElementById('energy').value !== '');
        assert.equal(await page.textContent('#energy'), energy.toFixed(0));
        await page.evaluate(() => {
          document.getElementById('cell').am = 75;
        });
        await page.waitForFunction((before) => document.getElementById('energy').value !== before, energy.toFixed(0));
      }
    } else if (code.includes('<iframe')) {
      const frame = page.frameLocator('iframe');
      await frame.locator('html[data-state="ready"]').waitFor();
    } else {
      assert.match((await printed).text(), /^\d+\.\d+$/);
    }
  });
}

test('every attribute of the table is taken as its example writes it', async (t) => {
  const table = textOf('docs/embedding.md').split('## Attributes')[1].split('\n\n')[1];
  const examples = [...table.matchAll(/\| `([^`|]+)` \|$/gm)].map(([, example]) => example);
  assert.ok(examples.length >= 11, String(examples.length));
  for (const example of examples) {
    const { page } = await pageWith(
      t,
      `<script src="http://localhost:8080/embed.js"></script>
       <script>addEventListener('refused', (event) => { document.title = event.detail.message; });</script>
       <cathode-lab ${example}></cathode-lab>`,
    );
    if (example.startsWith('src=')) {
      await page.waitForSelector('cathode-lab');
      const address = await page.evaluate(
        () => document.querySelector('cathode-lab').shadowRoot.querySelector('iframe').src,
      );
      assert.ok(address.startsWith('http://reader.example/tools/cathode/#'), address);
    } else {
      await stateOf(page);
    }
    assert.equal(await page.title(), 'Reader', example);
    await page.close();
  }
});

test('what no attribute says is told by properties', async (t) => {
  const { page } = await pageWith(
    t,
    '<script src="http://localhost:8080/embed.js"></script><cathode-lab></cathode-lab>',
  );
  await stateOf(page);
  assert.deepEqual(
    await page.evaluate(() => {
      const { view, controls, theme, lock, keys, task, predict, am, Lc } = document.querySelector('cathode-lab');
      return [view, controls, theme, lock, keys, task, predict, am, Lc];
    }),
    ['all', 'all', 'auto', '', 'own', '', '', 85, null],
  );
});

test('a refusal names the field and the range, and speaks of nothing that it has not done', async (t) => {
  const { page } = await pageWith(
    t,
    '<script src="http://localhost:8080/embed.js"></script><cathode-lab am="70"></cathode-lab>',
  );
  await stateOf(page);
  const refusal = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const cell = document.querySelector('cathode-lab');
        cell.addEventListener('refused', ({ detail }) => resolve(detail.message), { once: true });
        cell.link = 'v=2&am=800';
      }),
  );
  assert.match(refusal, /amWtPct.*800.*60 to 92/);
  assert.doesNotMatch(refusal, /Kept/);
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').am), 70);
});

test('under the headers that the documents name the page works', async (t) => {
  const [{ code }] = blocksOf('docs/hosting.md').filter(({ language }) => language === '');
  const headers = Object.fromEntries(code.split('\n').map((line) => line.split(/: (.*)/, 2)));
  assert.ok(Object.keys(headers).length >= 6);
  const page = await shared.browser.newPage();
  watchProblems(t, page);
  await page.route(`${shared.server.address}**`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...headers } });
  });
  await page.goto(shared.server.address);
  assert.equal(await settled(page), 'ready');
});
