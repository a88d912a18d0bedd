// SPDX-License-Identifier: MIT
// How long it takes from an input to the next paint (Event Timing), with the processor as it is and slowed down four times:
// turning to a tab, choosing a model, a fast drag of a slider, opening Share. usage: next-paint.mjs [RUNS]
import { clickItem, itemOf, launchChromium, quiet, serveDist, settled } from '../browser/chromium.mjs';

const runs = Number(process.argv[2] ?? 5);
const INPUTS = {
  'a tab': (page) => page.click('#tabs a[data-view=transport]'),
  'a model': (page) => clickItem(page, 'row-model-2'),
  async 'a fast drag'(page) {
    const { left, right, y } = await itemOf(page, 'cathodeThicknessUm');
    await page.mouse.move(left + 40, y);
    await page.mouse.down();
    await page.mouse.move(right - 20, y, { steps: 40 });
    await page.mouse.up();
  },
  Share: (page) => page.click('#share-open'),
};

const server = await serveDist();
const browser = await launchChromium();
for (const rate of [1, 4]) {
  for (const [name, act] of Object.entries(INPUTS)) {
    const longest = [];
    for (let run = 0; run < runs; ++run) {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
      await page.goto(server.address);
      await settled(page);
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      await page.evaluate(() => {
        window.durations = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.durations.push(entry.duration);
        }).observe({ type: 'event', durationThreshold: 16 });
      });
      await act(page);
      await quiet(page);
      await page.waitForTimeout(300);
      longest.push(await page.evaluate(() => Math.max(0, ...window.durations)));
      await page.close();
    }
    longest.sort((a, b) => a - b);
    console.log(
      `next paint after ${name}, processor ${rate === 1 ? 'as it is' : 'slowed down 4 times'}: ` +
        `${longest[Math.floor(runs / 2)]} ms (${longest[0]} to ${longest[runs - 1]}, ${runs} runs)`,
    );
  }
}
await browser.close();
server.close();
