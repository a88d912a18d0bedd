// SPDX-License-Identifier: MIT
// Time from navigation to the first usable frame: the page against Dear ImGui's own demo built with
// the same flags, in turn, in one headless Chromium without cache. usage: first-frame.mjs [RUNS]
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../tools/static-server.mjs';
import { dist, launchChromium } from '../browser/chromium.mjs';

const runs = Number(process.argv[2] ?? 9);
const built = fileURLToPath(new URL('../../build/wasm/tests', import.meta.url));
const site = mkdtempSync(join(tmpdir(), 'first-frame-'));
cpSync(dist, join(site, 'page'), { recursive: true });
for (const name of ['imgui_demo.mjs', 'imgui_demo.wasm']) cpSync(join(built, name), join(site, name));
writeFileSync(
  join(site, 'demo.html'),
  `<!doctype html><meta charset="utf-8">
<link rel="preload" href="imgui_demo.wasm" as="fetch" type="application/wasm" crossorigin>
<canvas id="canvas" width="1366" height="768"></canvas>
<script type="module">
import create from './imgui_demo.mjs';
const core = await create();
core._drawDemo(1366, 768);
performance.mark('first-frame');
</script>`,
);
const server = await serve(site);
const browser = await launchChromium();
const times = { page: [], demo: [] };
for (let run = 0; run <= runs; ++run) {
  for (const [name, path, mark] of [
    ['demo', 'demo.html', 'first-frame'],
    ['page', 'page/', 'cathode-lab-ready'],
  ]) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await page.goto(server.address + path);
    await page.waitForFunction((m) => performance.getEntriesByName(m).length > 0, mark);
    const time = await page.evaluate((m) => performance.getEntriesByName(m)[0].startTime, mark);
    if (run > 0) times[name].push(time); // the first run warms the machine up
    await context.close();
  }
}
await browser.close();
server.close();
rmSync(site, { recursive: true });
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ratios = times.page.map((time, i) => time / times.demo[i]);
console.log(`first frame, page        median ${median(times.page).toFixed(0)} ms`);
console.log(`first frame, ImGui demo  median ${median(times.demo).toFixed(0)} ms`);
console.log(
  `page / demo, pairwise    median ${median(ratios).toFixed(2)} (min ${Math.min(...ratios).toFixed(2)}, max ${Math.max(...ratios).toFixed(2)})`,
);
