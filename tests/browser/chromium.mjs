// A headless Chromium on the built page, served under a sub-path as on a project's own site.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../tools/static-server.mjs';

export const dist = fileURLToPath(new URL('../../dist', import.meta.url));

const executablePath = process.env.CHROMIUM ||
  ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export const launchChromium = (args = []) => chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--no-first-run', ...args],
});

export const serveDist = () => serve(dist, { prefix: '/teaching/cathode' });

/** Waits until the page has settled in one of its states; returns it. */
export async function settled(page) {
  await page.waitForFunction(() => document.documentElement.dataset.state !== 'loading');
  return page.evaluate(() => document.documentElement.dataset.state);
}
