// SPDX-License-Identifier: MIT
// Measures how high each view of an embedded page is, at the widths that web/embed/heights.txt names, and writes that file: what
// pages around reserve before the calculator is there. usage: embed-heights.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { launchChromium, quiet, serveDist, settled } from '../browser/chromium.mjs';

const file = fileURLToPath(new URL('../../web/embed/heights.txt', import.meta.url));
const head = readFileSync(file, 'utf8').split('\n')[0];
const widths = head.split(' ').slice(1).map(Number);
const lab = await createCathodeLab();
const server = await serveDist();
const browser = await launchChromium();
const lines = [head];
for (const view of lab.views()) {
  const heights = [];
  for (const width of widths) {
    const page = await browser.newPage({ viewport: { width, height: 700 } });
    await page.goto(`${server.address}?embed=1&view=${view}`);
    await settled(page);
    await page.evaluate(() => window.cathodeLab.complete);
    await quiet(page);
    const height = await page.evaluate(() => {
      const bar = document.getElementById('embed-bar');
      const { marginTop, marginBottom } = getComputedStyle(bar);
      return (
        document.body.getBoundingClientRect().height -
        bar.offsetHeight -
        parseFloat(marginTop) -
        parseFloat(marginBottom)
      );
    });
    heights.push(Math.ceil(height));
    await page.close();
  }
  lines.push([view, ...heights].join(' '));
  console.log(lines.at(-1));
}
writeFileSync(file, `${lines.join('\n')}\n`);
await browser.close();
server.close();
