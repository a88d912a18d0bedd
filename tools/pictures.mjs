// SPDX-License-Identifier: MIT
// Takes pictures of the built page at phone, laptop and projector size, light and dark.
// usage: pictures.mjs OUTPUT_FOLDER [FRAGMENT]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium, serveDist, settled } from '../tests/browser/chromium.mjs';

const SIZES = { phone: [390, 844, 2], laptop: [1366, 768, 1], projector: [1920, 1080, 1] };
const [folder, fragment = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const server = await serveDist();
const browser = await launchChromium();
for (const [name, [width, height, deviceScaleFactor]] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor, colorScheme });
    await page.goto(`${server.address}#${fragment}`);
    await settled(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    // All of the canvas, in a window as high as its content.
    const content = await page.evaluate(() => document.getElementById('stage')?.clientHeight ?? 0);
    await page.setViewportSize({ width, height: content });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}-whole.png`) });
    await page.close();
  }
}
await browser.close();
server.close();
