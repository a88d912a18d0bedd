// SPDX-License-Identifier: MIT
// The page on paper: each tab under its title, with the way back to it, its figures and tables, and nothing to press.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, quiet, settled, TABS, watchProblems } from './chromium.mjs';
import { pelletFile } from './pellet.mjs';

const { browser, server } = await browserAndServer();

for (const view of TABS) {
  test(`the tab "${view}" is printed with title, link, code and figures`, async (t) => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, colorScheme: 'dark' });
    watchProblems(t, page);
    await page.goto(`${server.address}?view=${view}#v=2&am=80`);
    assert.equal(await settled(page), 'ready');
    await page.evaluate(() => window.cathodeLab.complete);
    if (view === 'impedance') {
      await page.fill('#impedance-thickness', '770');
      await page.setInputFiles('#impedance-files', [
        { name: 'pellet.csv', mimeType: 'text/plain', buffer: Buffer.from(pelletFile(1)) },
      ]);
      await page.waitForSelector('#figure-impedance svg');
    }
    await quiet(page);
    /** What of the page is in sight, and what is open. */
    const look = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('main > *, #record > *, #outcome details')].map(
          (node) => `${node.id} ${node.checkVisibility()} ${node.getAttribute('open')}`,
        ),
      );
    const before = await look();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const pages = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
    assert.ok(pages > 0 && pages <= 6, `${pages} pages`);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.evaluate(() => {
      window.dispatchEvent(new Event('beforeprint'));
      const seen = (selector) =>
        [...document.querySelectorAll(selector)].filter(
          (node) => node.checkVisibility() && node.getBoundingClientRect().height > 0,
        );
      return {
        head: document.getElementById('paper').innerText,
        codes: seen('#paper .code svg').length,
        figures: seen('#record svg, #microstructure canvas').length,
        tables: seen('table').length,
        toPress: seen('button, a[href], select')
          .filter((node) => !node.closest('table, p, dd, li'))
          .map((node) => node.outerHTML.slice(0, 80)),
        theme: document.documentElement.dataset.theme,
        ground: getComputedStyle(document.documentElement).backgroundColor,
      };
    });
    assert.match(paper.head, /#v=2&am=80/);
    if (view !== 'all') assert.match(paper.head, new RegExp(`view=${view}`));
    assert.match(paper.head, new RegExp(view === 'all' ? 'Cell' : view, 'i'));
    assert.equal(paper.codes, 1);
    assert.ok(paper.figures > 0);
    if (view !== 'microstructure') assert.ok(paper.tables > 0);
    assert.deepEqual(paper.toPress, []);
    assert.equal(paper.theme, 'light');
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await quiet(page);
    // As it was.
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    assert.deepEqual(await look(), before);
    await page.close();
  });
}
