// SPDX-License-Identifier: MIT
// The notebooks' recipes in a real browser: Observable's and Quarto's cells by Observable's own parser and runtime, the widget by
// anywidget's contract, Python's class with the frame that it shows. Those that need large programs are in tests/programs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseCell } from '@observablehq/parser';
import { build } from 'esbuild';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { serve } from '../../tools/static-server.mjs';
import { blocksOf } from '../documents/blocks.mjs';
import { browserAndServer, dist, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();
const lab = await createCathodeLab();
const COPY = 'http://localhost:8080/';
const notebooks = fileURLToPath(new URL('../../examples/notebooks', import.meta.url));
const energyOf = (/** @type {object} */ scenario) => lab.evaluate(scenario).values.volumetricEnergyDensityWhL;

/** A cell as its runtime takes it: a name, what it needs, and a function of that. @param {string} text */
function compiled(text) {
  const cell = parseCell(text);
  const isView = cell.id?.type === 'ViewExpression';
  const name = isView ? cell.id.id.name : (cell.id?.name ?? null);
  const source = text.slice(cell.body.start, cell.body.end);
  return {
    name: isView ? `viewof ${name}` : name,
    view: isView ? name : null,
    inputs: cell.references.map((one) => one.name),
    body: cell.body.type === 'BlockStatement' ? source : `{ return (${source}\n); }`,
    isAsync: cell.async,
  };
}

const htmlOf = (/** @type {string} */ body) =>
  `<!doctype html><title>Notebook</title><link rel="icon" href="data:,">${body}`;

/** A page with that HTML, of the origin of an address. @param {import('playwright-core').Page} page @param {string} address @param {string} body */
async function show(page, address, body) {
  await page.route(`${address}notebook`, (route) => route.fulfill({ contentType: 'text/html', body: htmlOf(body) }));
  await page.goto(`${address}notebook`);
}

/** A page with Observable's runtime, in which cells run; files of the copy that they name come from dist/. */
async function pageOfCells(/** @type {import('node:test').TestContext} */ t, /** @type {string[]} */ cells) {
  const bundle = await build({
    stdin: {
      contents: `export { Runtime } from '@observablehq/runtime'; export { Library } from '@observablehq/stdlib';`,
      resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
    },
    bundle: true,
    format: 'iife',
    globalName: 'observable',
    write: false,
  });
  const page = await browser.newPage();
  watchProblems(t, page);
  await copyFrom(page);
  await show(page, server.address, '<main></main>');
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  await page.evaluate((all) => {
    const { Runtime, Library } = window.observable;
    const module = new Runtime({ ...new Library() }).module();
    window.values = {};
    const define = (name, inputs, act) =>
      module
        .variable({
          fulfilled(value) {
            window.values[name] = value;
            if (value instanceof Element) document.querySelector('main').append(value);
          },
          rejected(error) {
            console.error(`${name}: ${error}`);
          },
        })
        .define(name, inputs, act);
    for (const { name, view, inputs, body, isAsync } of all) {
      const act = new Function(`return ${isAsync ? 'async ' : ''}function (${inputs.join(', ')}) ${body}`)();
      define(name, inputs, act);
      if (view) define(view, ['Generators', name], (generators, input) => generators.input(input));
    }
  }, cells.map(compiled));
  return page;
}

/** @param {import('playwright-core').Page} page */
const copyFrom = (page) =>
  page.route(`${COPY}**`, async (route) => {
    const response = await route.fetch({
      url: route.request().url().split('#')[0].replace(COPY, server.address),
    });
    await route.fulfill({ response });
  });

test('Observable: the cells of the document calculate, draw and follow a slider', async (t) => {
  const [block] = blocksOf('docs/notebooks.md').filter(({ language }) => language === '');
  const page = await pageOfCells(t, block.code.split(/\n\n(?=\w)/));
  const isEnergy = (/** @type {number} */ am) =>
    page.waitForFunction((energy) => window.values.energy === energy, energyOf({ model: 4, amWtPct: am }));
  await isEnergy(85);
  await page.waitForSelector('main svg text');
  await page.fill('input[type=range]', '78.5');
  await isEnergy(78.5);
});

test('Quarto: its cells of Observable JavaScript run', async (t) => {
  const text = readFileSync(join(notebooks, 'quarto.qmd'), 'utf8');
  const cells = [...text.matchAll(/^```\{ojs\}\n([\s\S]*?)\n```$/gm)].map(([, code]) => code);
  assert.equal(cells.length, 2);
  const page = await pageOfCells(t, cells);
  await page.waitForFunction(() => window.values.sweep);
  assert.deepEqual(
    await page.evaluate(() => window.values.sweep),
    [75, 80, 85].map((amWtPct) => energyOf({ model: 4, amWtPct })),
  );
});

test('widget: inputs and results are the same on both sides, by anywidget’s contract', async (t) => {
  const page = await browser.newPage();
  watchProblems(t, page);
  await show(page, server.address, '<main></main>');
  await page.evaluate(async (copy) => {
    const state = { copy, link: 'v=2&model=2&am=78', view: 'energy', controls: 'am', values: {}, refused: '' };
    /** @type {Map<string, Set<() => void>>} */
    const listeners = new Map();
    const model = {
      saved: 0,
      get: (key) => state[key],
      set(key, value) {
        const isNew = state[key] !== value;
        state[key] = value;
        if (isNew) for (const act of listeners.get(`change:${key}`) ?? []) act();
      },
      save_changes: () => ++model.saved,
      on: (event, act) => listeners.set(event, (listeners.get(event) ?? new Set()).add(act)),
      off: (event, act) => listeners.get(event)?.delete(act),
      listening: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
    };
    const { default: widget } = await import(`${copy}examples/notebooks/cathode-lab-widget.mjs`);
    Object.assign(window, { state, model, end: await widget.render({ model, el: document.querySelector('main') }) });
  }, server.address);
  const hasEnergy = (/** @type {object} */ scenario) =>
    page.waitForFunction(
      (energy) => window.state.values.volumetricEnergyDensityWhL === energy && window.model.saved > 0,
      energyOf(scenario),
    );
  await hasEnergy({ model: 2, amWtPct: 78 });
  // The reader's change reaches Python, Python's the calculator.
  await page.evaluate(() => {
    document.querySelector('cathode-lab').am = 80;
  });
  await hasEnergy({ model: 2, amWtPct: 80 });
  assert.match(await page.evaluate(() => window.state.link), /am=80/);
  await page.evaluate(() => window.model.set('link', 'v=2&model=4&am=75'));
  await hasEnergy({ model: 4, amWtPct: 75 });
  assert.equal(await page.evaluate(() => document.querySelector('cathode-lab').am), 75);
  await page.evaluate(() => window.model.set('link', 'v=2&am=800'));
  await page.waitForFunction(() => /amWtPct.*800.*60 to 92/.test(window.state.refused));
  await page.evaluate(() => window.end());
  assert.equal(
    await page.evaluate(() => window.model.listening() + document.querySelectorAll('cathode-lab').length),
    0,
  );
});

/** What Python prints, a line each, until it is told to end. @param {import('node:test').TestContext} t @param {string} program */
async function python(t, program) {
  const child = spawn('python3', ['-c', `${program}\nimport sys; sys.stdout.flush(); sys.stdin.read()`], {
    cwd: notebooks,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  t.after(async () => {
    child.stdin.end();
    await ended;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => String((await lines.next()).value);
}

test('Jupyter: Python serves a copy, and its frame calculates as asked', async (t) => {
  const line = await python(
    t,
    `from cathode_lab import CathodeLab, address_of
print(CathodeLab(${JSON.stringify(dist)}, model=2, am=78, view='energy', controls='am,Lc', height=500)._repr_html_())`,
  );
  const frame = await line();
  assert.match(frame, /^<iframe src="http:\/\/127\.0\.0\.1:\d+\/#v=2&amp;model=2&amp;am=78&amp;view=energy/);
  // From this machine itself: what a browser has from elsewhere may not show frames from here.
  const folder = mkdtempSync(join(tmpdir(), 'cathode-notebook-'));
  writeFileSync(join(folder, 'index.html'), htmlOf(frame));
  const around = await serve(folder);
  t.after(() => {
    around.close();
    rmSync(folder, { recursive: true });
  });
  const page = await browser.newPage();
  watchProblems(t, page);
  await page.goto(around.address);
  const inside = page.frameLocator('iframe');
  await inside.locator('html[data-state="ready"]').waitFor();
  assert.equal(await page.locator('iframe').evaluate((one) => one.clientHeight), 500);
  await inside
    .getByText(`${energyOf({ model: 2, amWtPct: 78 }).toFixed(0)} Wh/L`)
    .first()
    .waitFor({ state: 'attached' });
});

test('Jupyter: what is no copy is refused by name, an address is taken as it is, and the widget’s class has its fields', async (t) => {
  const line = await python(
    t,
    `from cathode_lab import CathodeLab, address_of
try: CathodeLab('.')
except FileNotFoundError as reason: print(str(reason).replace('\\n', ' '))
print(address_of('https://example.org/cathode-lab'), CathodeLab('https://example.org/a/', am=75).address)
import sys, types
class AnyWidget:
    def __init__(self, **fields): self.__dict__.update(fields)
class Unicode(str):
    def tag(self, **_): return self
class Dict(dict):
    def tag(self, **_): return self
sys.modules['anywidget'] = types.SimpleNamespace(AnyWidget=AnyWidget)
sys.modules['traitlets'] = types.SimpleNamespace(Unicode=Unicode, Dict=Dict)
from cathode_lab_widget import CathodeLabWidget
cell = CathodeLabWidget('https://example.org/a', link='v=2&am=75')
print(cell.copy, cell.link, cell.view, cell._esm.is_file())`,
  );
  assert.match(await line(), /^copy: .*notebooks has no embed\.js; allowed: a copy of dist\/, or its web address$/);
  assert.equal(await line(), 'https://example.org/cathode-lab/ https://example.org/a/#v=2&am=75&embed=1');
  assert.equal(await line(), 'https://example.org/a/ v=2&am=75 all True');
});
