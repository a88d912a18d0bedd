// SPDX-License-Identifier: MIT
// What a visit costs: bytes over the network, requests, and the time until the page is usable, with the
// processor slowed down four times; first and second visit, served with gzip as static hosts do.
// usage: page-facts.mjs [RUNS] [OTHER_DIST]   another build of the page to compare with, in turn
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';
import { dist, launchChromium } from '../browser/chromium.mjs';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain',
};
const runs = Number(process.argv[2] ?? 7);
const builds = [['page', dist], ...(process.argv[3] ? [['other', process.argv[3]]] : [])];

/** @param {string} folder */
async function serveCompressed(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(folder, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    if (!path.startsWith(folder) || !existsSync(path) || statSync(path).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[extname(path)],
      'Content-Encoding': 'gzip',
      'Cache-Control': 'max-age=600',
    });
    createReadStream(path)
      .pipe(createGzip({ level: 9 }))
      .pipe(response);
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  return { address: `http://localhost:${server.address().port}/`, close: () => server.close() };
}

/** One visit: bytes and requests over the network, and the time until usable in ms. */
async function visit(context, address) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let requests = 0;
  session.on('Network.responseReceived', ({ response }) => {
    if (!response.fromServiceWorker && !response.fromDiskCache && response.url.startsWith('http')) ++requests;
  });
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('cathode-lab-ready').length > 0);
  const facts = await page.evaluate(async () => {
    const usable = performance.getEntriesByName('cathode-lab-ready')[0].startTime;
    await window.cathodeLab.complete;
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const bytes = (/** @type {typeof loaded} */ entries) => entries.reduce((sum, entry) => sum + entry.transferSize, 0);
    return { usable, before: bytes(loaded.filter(({ responseEnd }) => responseEnd <= usable)), bytes: bytes(loaded) };
  });
  await page.evaluate(async () => {
    if ((await navigator.serviceWorker.getRegistrations()).length > 0) await navigator.serviceWorker.ready;
  });
  await page.close();
  return { ...facts, requests };
}

const browser = await launchChromium();
const servers = await Promise.all(builds.map(([, folder]) => serveCompressed(folder)));
const facts = builds.map(() => ({ first: [], second: [] }));
for (let run = 0; run <= runs; ++run) {
  for (const [index, { address }] of servers.entries()) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const first = await visit(context, address);
    const second = await visit(context, address);
    if (run > 0) {
      // the first run warms the machine up
      facts[index].first.push(first);
      facts[index].second.push(second);
    }
    await context.close();
  }
}
await browser.close();
servers.forEach((server) => server.close());

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
builds.forEach(([name], index) => {
  for (const which of ['first', 'second']) {
    const visits = facts[index][which];
    const times = visits.map(({ usable }) => usable);
    console.log(
      `${name.padEnd(6)} ${which.padEnd(6)} visit: ${String(median(visits.map(({ before }) => before))).padStart(7)} bytes before it is usable, ` +
        `${String(median(visits.map(({ bytes }) => bytes))).padStart(7)} in all, ` +
        `${String(median(visits.map(({ requests }) => requests))).padStart(2)} requests, usable after ${median(times).toFixed(0)} ms ` +
        `(${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)})`,
    );
  }
});
if (builds.length > 1) {
  for (const which of ['first', 'second']) {
    const ratios = facts[0][which].map(({ usable }, i) => usable / facts[1][which][i].usable);
    console.log(
      `page / other, ${which} visit, pairwise: median ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
    );
  }
}
