// SPDX-License-Identifier: MIT
// Chromium, with a window, through Playwright.
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../chromium.mjs';
import { Missing } from './children.mjs';
import { startDisplay } from './display.mjs';
import { driven, zoomSteps } from './engine.mjs';

export const name = 'Chromium';

/** @type {import('./engine.mjs').Launch} */
export async function launch({ scale = 1 } = {}) {
  if (!chromiumPath) throw new Missing('chromium is not installed');
  const display = await startDisplay();
  let browser;
  try {
    browser = await chromium.launch({
      executablePath: chromiumPath,
      headless: false,
      env: display.env,
      timeout: 120_000,
      args: [...CHROMIUM_ARGS, `--force-device-scale-factor=${scale}`],
    });
  } catch (error) {
    await display.close();
    throw error;
  }
  const version = browser.version();

  /** @type {import('./engine.mjs').Browser['open']} */
  async function open(url, { width = 1366, height = 768, touch = false } = {}) {
    // A window of its own keeps the browser's zoom and pixel ratio; a phone can only be emulated.
    const phone = { viewport: { width, height }, hasTouch: true, isMobile: true };
    const context = await browser.newContext(touch ? phone : { viewport: null });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    if (!touch) {
      const session = await context.newCDPSession(page);
      const { windowId } = await session.send('Browser.getWindowForTarget');
      const [extraX, extraY] = await page.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
      await session.send('Browser.setWindowBounds', {
        windowId,
        bounds: { left: 0, top: 0, width: width + extraX, height: height + extraY },
      });
      await page.waitForFunction((w) => innerWidth === w, width);
    }
    await page.goto(url);
    return {
      ...driven(page),
      wheel: async (x, y, deltaY) => {
        await page.mouse.move(x, y);
        await page.mouse.wheel(0, deltaY);
      },
      press: (keys) => page.keyboard.press(keys),
      ...zoomSteps(display, () => page.title()),
      close: () => context.close(),
    };
  }
  return {
    version,
    open,
    async close() {
      await browser.close();
      await display.close();
    },
  };
}
