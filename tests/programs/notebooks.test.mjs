// SPDX-License-Identifier: MIT
// The notebooks' recipes in the programs that they are for, as far as Debian has them: Jupyter Notebook, nbclient, Pandoc (which Quarto
// is built on) and Sphinx with MyST-Parser; what they show, in Chromium.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serve } from '../../tools/static-server.mjs';
import { dist, launchChromium } from '../browser/chromium.mjs';
import { lab } from './files.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cathode-notebooks-'));
// Debian's own Python, which has the packages.
const env = { ...process.env, PATH: `/usr/bin:${process.env.PATH}`, HOME: folder, PYTHONDONTWRITEBYTECODE: '1' };
const run = (/** @type {string} */ program, /** @type {string[]} */ args) =>
  execFileSync(program, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120000,
  });
// As it is built: the notebooks within the copy that they name.
cpSync(dist, join(folder, 'dist'), { recursive: true });
const notebooks = join(folder, 'dist/examples/notebooks');
const browser = await launchChromium();
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});
const ENERGY = lab.evaluate({ model: 4, amWtPct: 85 }).values.volumetricEnergyDensityWhL.toFixed(0);

/** That a frame within a page shows the cell of the recipes. @param {import('playwright-core').FrameLocator} frame */
async function showsTheCell(frame) {
  await frame.locator('html[data-state="ready"]').waitFor({ timeout: 60000 });
  await frame.getByText(`${ENERGY} Wh/L`).first().waitFor({ state: 'attached' });
}

test('Jupyter Notebook: the notebook runs, and its cell shows the calculator', async () => {
  const token = 'of-this-test';
  const free = await serve(folder);
  const { port } = new URL(free.address);
  free.close();
  const server = spawn(
    '/usr/bin/jupyter',
    ['notebook', '--no-browser', '--allow-root', '--ip=127.0.0.1', `--port=${port}`, `--NotebookApp.token=${token}`],
    { cwd: notebooks, env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(server, 'exit');
  try {
    const address = await new Promise((resolve, reject) => {
      let said = '';
      server.stderr.on('data', (piece) => {
        said += piece;
        const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
        if (found) resolve(found);
      });
      server.once('exit', () => reject(new Error(said)));
    });
    const page = await browser.newPage();
    await page.goto(`${address}notebooks/jupyter.ipynb?token=${token}`);
    await page.waitForFunction(() => window.Jupyter?.notebook?.kernel?.is_connected(), null, { timeout: 60000 });
    await page.evaluate(() => window.Jupyter.notebook.execute_all_cells());
    await page.locator('.output iframe').waitFor({ timeout: 60000 });
    await showsTheCell(page.frameLocator('.output iframe'));
    await page.close();
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
});

test('nbclient: the notebook runs without a browser, to an output that holds the frame', () => {
  run('/usr/bin/python3', [
    '-c',
    `import nbformat, nbclient
book = nbformat.read('dist/examples/notebooks/jupyter.ipynb', 4)
nbclient.NotebookClient(book, kernel_name='python3', resources={'metadata': {'path': 'dist/examples/notebooks'}}).execute()
nbformat.validate(book)
nbformat.write(book, 'executed.ipynb')`,
  ]);
  const { cells } = JSON.parse(readFileSync(join(folder, 'executed.ipynb'), 'utf8'));
  const [output] = cells[1].outputs;
  assert.match([output.data['text/html']].flat().join(''), /^<iframe src="http:\/\/127\.0\.0\.1:\d+\/#v=2&amp;model=4/);
});

/** The HTML that a program made, served beside a copy under the address that the recipes name. @param {string} html */
async function opens(html) {
  const server = await serve(dist);
  const page = await browser.newPage();
  await page.route('http://localhost:8080/**', async (route) => {
    const url = route.request().url().split('#')[0];
    if (url.endsWith('/notebook.html')) return route.fulfill({ contentType: 'text/html', body: html });
    return route.fulfill({
      response: await route.fetch({ url: url.replace('http://localhost:8080/', server.address) }),
    });
  });
  await page.goto('http://localhost:8080/notebook.html');
  await showsTheCell(page.frameLocator('cathode-lab iframe'));
  await page.close();
  server.close();
}

test('Pandoc: the HTML of the Quarto document comes through as it is, and shows the calculator', async () => {
  run('pandoc', ['--standalone', '-f', 'markdown', '-o', 'quarto.html', join(notebooks, 'quarto.qmd')]);
  await opens(readFileSync(join(folder, 'quarto.html'), 'utf8'));
});

test('Sphinx with MyST-Parser: the book holds the calculator', async () => {
  cpSync(join(notebooks, 'myst.md'), join(folder, 'book/index.md'));
  writeFileSync(join(folder, 'book/conf.py'), "extensions = ['myst_parser']\nhtml_theme = 'basic'\n");
  run('sphinx-build', ['-q', '-W', '-b', 'html', 'book', 'built']);
  await opens(readFileSync(join(folder, 'built/index.html'), 'utf8'));
});
