// SPDX-License-Identifier: MIT
// The bar of tabs at the widths of phones, tablets and laptops: the tab that is shown is in sight, and where there are more it says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, quiet, settled, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();

for (const width of [320, 390, 768, 1024, 1366])
  test(`at ${width} px`, async (t) => {
    const page = await browser.newPage({ viewport: { width, height: 700 } });
    watchProblems(t, page);
    await page.goto(`${server.address}?view=audit`);
    await settled(page);
    const look = () =>
      page.evaluate(() => {
        const bar = /** @type {HTMLElement} */ (document.getElementById('tabs'));
        const room = bar.getBoundingClientRect();
        const tabs = [...bar.querySelectorAll('a')];
        const current = bar.querySelector('[aria-current]')?.getBoundingClientRect();
        const px = (/** @type {string} */ name) => Number.parseFloat(getComputedStyle(bar).getPropertyValue(name)) || 0;
        return {
          count: tabs.length,
          groups: bar.querySelectorAll('span').length + 1,
          // The fades are no place to read.
          from: room.left + px('--before') - 1,
          to: room.right - px('--after') + 1,
          left: current?.left ?? -1,
          right: current?.right ?? 1e9,
          before: bar.hasAttribute('data-before'),
          after: bar.hasAttribute('data-after'),
          isBefore: tabs[0].getBoundingClientRect().left < room.left - 1,
          isAfter: tabs[tabs.length - 1].getBoundingClientRect().right > room.right + 1,
          isWide: document.documentElement.scrollWidth > window.innerWidth,
        };
      });
    const views = await page.locator('#tabs a').evaluateAll((all) => all.map((tab) => tab.getAttribute('data-view')));
    for (const view of views) {
      await page.evaluate((name) => {
        /** @type {HTMLElement} */ (document.querySelector(`#tabs [data-view="${name}"]`)).click();
      }, view);
      await quiet(page);
      const seen = await look();
      assert.ok(seen.left >= seen.from && seen.right <= seen.to, `${view}: ${JSON.stringify(seen)}`);
      assert.deepEqual([seen.before, seen.after], [seen.isBefore, seen.isAfter], view ?? '');
      assert.equal(seen.isWide, false);
      assert.ok(seen.groups >= 2 && seen.count >= 11);
    }
    // By keyboard each comes into sight.
    await page.locator('#tabs a').first().focus();
    for (let place = 0; place < views.length; ++place) {
      await quiet(page);
      const { left, right, from, to } = await page.evaluate(() => {
        const at = /** @type {Element} */ (document.activeElement).getBoundingClientRect();
        const room = /** @type {Element} */ (document.getElementById('tabs')).getBoundingClientRect();
        return { left: at.left, right: at.right, from: room.left, to: room.right };
      });
      assert.ok(left >= from - 1 && right <= to + 1, `${place}: ${[left, right, from, to]}`);
      await page.keyboard.press('Tab');
    }
    // Turned, what is shown stays in sight.
    await page.setViewportSize({ width: width === 320 ? 640 : 320, height: 700 });
    await quiet(page);
    const turned = await look();
    assert.ok(turned.left >= turned.from && turned.right <= turned.to, JSON.stringify(turned));
    await page.close();
  });
