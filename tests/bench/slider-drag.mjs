// SPDX-License-Identifier: MIT
// Dragging a slider at a laptop's width, in headless Chromium without a graphics card: the time from one of the browser's
// frames to the next while the pointer moves in each, and how long the page's own thread is busy with it.
// usage: slider-drag.mjs [RUNS] [OTHER_DIST] [SLOWDOWN] [VIEW] [INPUT]
//   OTHER_DIST: another build of the page to compare with, in turn; '' for none   SLOWDOWN: of the processor, 1 if left out
//   VIEW: the tab, with INPUT, the key of whose slider is dragged: the cell's active material if left out
import { serve } from '../../tools/static-server.mjs';
import { dist, itemOf, launchChromium, settled } from '../browser/chromium.mjs';

const MOVES = 120;
const [runs, slowdown] = [Number(process.argv[2] ?? 5), Number(process.argv[4] ?? 1)];
const [view = 'all', input = 'amWtPct'] = process.argv.slice(5);
const builds = [['page', dist], ...(process.argv[3] ? [['other', process.argv[3]]] : [])];
const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launchChromium();
const servers = await Promise.all(builds.map(([, folder]) => serve(folder)));

/** A drag there and back, in ms: median from frame to frame, and what a frame keeps the page's thread busy for. */
async function drag(address) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(`${address}?view=${view}`);
  await settled(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const busySeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const slider = await itemOf(page, input);
  await page.mouse.move(slider.x, slider.y);
  await page.mouse.down();
  const before = await busySeconds();
  const between = await page.evaluate(
    async ({ place: { left, right, y }, moves }) => {
      const canvas = document.querySelector('canvas');
      const times = [];
      for (let i = 0; i <= moves; ++i) {
        times.push(await new Promise(requestAnimationFrame));
        const clientX = left + (right - left) * (0.5 + 0.4 * Math.sin(i / 7));
        const pointer = { clientX, clientY: y, buttons: 1, isPrimary: true, pointerType: 'mouse' };
        canvas.dispatchEvent(new PointerEvent('pointermove', pointer));
      }
      return times.slice(1).map((time, i) => time - times[i]);
    },
    { place: slider, moves: MOVES },
  );
  const busy = (1000 * ((await busySeconds()) - before)) / MOVES;
  await page.mouse.up();
  await page.close();
  return { frame: median(between), busy };
}

const facts = builds.map(() => []);
for (let run = 0; run <= runs; ++run) {
  for (const [index, { address }] of servers.entries()) {
    const fact = await drag(address);
    if (run > 0) facts[index].push(fact); // the first run warms the machine up
  }
}
await browser.close();
servers.forEach((server) => server.close());

for (const [index, [name]] of builds.entries()) {
  const [frame, busy] = ['frame', 'busy'].map((what) => median(facts[index].map((fact) => fact[what])).toFixed(1));
  console.log(`slider drag, ${name.padEnd(5)}  median frame ${frame} ms, the page's thread busy for ${busy} ms of it`);
}
if (builds.length > 1) {
  for (const what of ['frame', 'busy']) {
    const ratios = facts[1].map((other, i) => other[what] / facts[0][i][what]);
    console.log(
      `other / page, ${what.padEnd(5)} pairwise: median ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
    );
  }
}
