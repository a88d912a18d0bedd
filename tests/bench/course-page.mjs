// SPDX-License-Identifier: MIT
// A course page with twenty embeds, on another site than they come from, in Chromium and Firefox: how long until all are
// ready, what memory they take, how many hold a WebGL context, and where a reader who came to the fifteenth stands.
// node tests/bench/course-page.mjs [folder to print it into, as PDF]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { serveDist } from '../browser/chromium.mjs';
import * as chromium from '../browser/engines/chromium.mjs';
import * as firefox from '../browser/engines/firefox.mjs';

const COUNT = 20;
const folder = process.argv[2];

const server = await serveDist();
const host = createServer((request, response) => {
  const embeds = Array.from({ length: request.url === '/none' ? 0 : COUNT }, (_, i) => {
    const lesson =
      i === 14 ? ' predict="volumetricEnergyDensityWhL" task="What energy density does this cell have?"' : '';
    return `<h2 id="part${i + 1}">Part ${i + 1}: Model ${(i % 4) + 1}, ${70 + i} wt%</h2>
      <p>What changes where the active material does?</p>
      <cathode-lab model="${(i % 4) + 1}" am="${70 + i}" view="energy" controls="am,Lc"${lesson}></cathode-lab>`;
  });
  response.setHeader('Content-Type', 'text/html; charset=utf-8').end(`<!doctype html><html lang="en">
    <title>Course</title><style>body { max-width: 60rem; margin: auto; font: 1rem/1.5 serif }</style>
    <script>window.told = 0; addEventListener('ready', () => { told += 1; });</script>
    <script src="${server.address}embed.js" async></script><h1>Twenty cells</h1>${embeds.join('')}</html>`);
});
await new Promise((resolve) => {
  host.listen(0, '127.0.0.1', () => resolve(undefined));
});
const address = `http://127.0.0.1:${host.address().port}/`;

/** What the processes of a browser take, shared parts shared out, MB. @param {RegExp} program */
function memoryMb(program) {
  let kilobytes = 0;
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!program.test(readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')[0])) continue;
      kilobytes += Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It has ended meanwhile.
    }
  }
  return kilobytes / 1024;
}
const pause = (milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

for (const [engine, program] of [
  [chromium, /chrom/],
  [firefox, /firefox/],
]) {
  const browser = await engine.launch();
  const empty = await browser.open(`${address}none`, { width: 1200, height: 800 });
  await pause(2000);
  const before = memoryMb(program);
  await empty.close();

  const started = performance.now();
  const page = await browser.open(`${address}#part15`, { width: 1200, height: 800 });
  while ((await page.evaluate(() => window.told)) < COUNT) await pause(200);
  const seconds = (performance.now() - started) / 1000;
  await pause(4000);
  const memory = memoryMb(program) - before;
  const frames = await page.evaluateInFrames(() => ({
    state: document.documentElement.dataset.state,
    isHeld: !document.querySelector('canvas').getContext('webgl2').isContextLost(),
  }));
  const top = await page.evaluate(() => document.getElementById('part15').getBoundingClientRect().top);
  console.log(
    `${engine.name} ${browser.version}: ${frames.filter(({ state }) => state === 'ready').length} of ${COUNT} ready in ${seconds.toFixed(1)} s, ` +
      `${memory.toFixed(0)} MB more than an empty page, ${frames.filter(({ isHeld }) => isHeld).length} contexts held, ` +
      `part 15 at ${top.toFixed(0)} px of 800`,
  );
  if (folder) writeFileSync(join(folder, `${engine.name}.pdf`), await page.print());
  await page.close();
  await browser.close();
}
host.close();
host.closeAllConnections();
server.close();
