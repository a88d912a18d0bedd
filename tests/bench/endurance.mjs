// SPDX-License-Identifier: MIT
// What the page holds after long use, in full counts: the tests keep a sample of each.
// node tests/bench/endurance.mjs
import { createServer } from 'node:http';
import { launchChromium, serveDist, settled } from '../browser/chromium.mjs';
import { embeds, hundredEdits, studies, tabSwitches } from '../browser/endurance.mjs';

const server = await serveDist();
const host = createServer((_request, response) =>
  response
    .setHeader('Content-Type', 'text/html')
    .end(`<!doctype html><title>Host</title><script src="${server.address}embed.js"></script><body>`),
);
await new Promise((resolve) => {
  host.listen(0, '127.0.0.1', () => resolve(undefined));
});
const browser = await launchChromium();
for (const [name, act, stretches, address] of [
  ['times 100 edits', hundredEdits, [10, 100], server.address],
  ['tab switches', tabSwitches, [48, 480], server.address],
  ['studies', studies, [5, 100], `${server.address}?view=microstructure`],
  ['embeds added and removed', embeds, [5, 60], `http://127.0.0.1:${host.address().port}/`],
]) {
  // Small, so that a graphics card made of software draws it quickly.
  const page = await browser.newPage({ viewport: { width: act === tabSwitches ? 1200 : 400, height: 300 } });
  await page.goto(address);
  if (act === embeds) await page.waitForFunction(() => customElements.get('cathode-lab'));
  else await settled(page);
  if (act === studies) await page.waitForSelector('#micro-size');
  const started = performance.now();
  const [before, after] = await act(page, stretches);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${stretches[1]} ${name}, after ${stretches[0]}: ${Object.keys(before)
      .map((key) => `${key} ${before[key]} -> ${after[key]}`)
      .join(', ')}; workers ${page.workers().length}; ${seconds.toFixed(0)} s`,
  );
  await page.close();
}
await browser.close();
server.close();
host.closeAllConnections();
host.close();
