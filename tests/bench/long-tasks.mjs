// SPDX-License-Identifier: MIT
// Tasks of a first visit that keep the page from answering for longer than 50 ms, in headless Chromium without a
// graphics card. usage: long-tasks.mjs [RUNS] [OTHER_DIST]   another build of the page to compare with, in turn
import { serve } from '../../tools/static-server.mjs';
import { dist, launchChromium, settled } from '../browser/chromium.mjs';

const runs = Number(process.argv[2] ?? 7);
const builds = [['page', dist], ...(process.argv[3] ? [['other', process.argv[3]]] : [])];
const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launchChromium();
const servers = await Promise.all(builds.map(([, folder]) => serve(folder)));
const longest = builds.map(() => []);
const all = builds.map(() => []);
for (let run = 0; run <= runs; ++run) {
  for (const [index, { address }] of servers.entries()) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.tasks = [];
      new PerformanceObserver((list) =>
        window.tasks.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({
        type: 'longtask',
        buffered: true,
      });
    });
    await page.goto(address);
    await settled(page);
    const tasks = await page.evaluate(() => window.tasks);
    if (run > 0) {
      // the first run warms the machine up
      longest[index].push(Math.max(0, ...tasks));
      all[index].push(tasks.reduce((sum, duration) => sum + Math.max(duration - 50, 0), 0));
    }
    await context.close();
  }
}
await browser.close();
servers.forEach((server) => server.close());
for (const [index, [name]] of builds.entries()) {
  console.log(
    `first visit, ${name.padEnd(5)}  longest task median ${median(longest[index]).toFixed(0)} ms ` +
      `(${Math.min(...longest[index])}–${Math.max(...longest[index])}), beyond 50 ms in all ${median(all[index]).toFixed(0)} ms`,
  );
}
