// Chromium, with a window, through Playwright.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Missing } from './children.mjs';
import { startDisplay } from './display.mjs';
import { zoomSteps } from './engine.mjs';

export const name = 'Chromium';

/** @type {import('./engine.mjs').Launch} */
export async function launch({ scale = 1 } = {}) {
  const executablePath = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (!executablePath) throw new Missing('chromium is not installed');
  const display = await startDisplay();
  let browser;
  try {
    browser = await chromium.launch({
      executablePath,
      headless: false,
      env: display.env,
      timeout: 30000,
      args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--no-first-run', `--force-device-scale-factor=${scale}`],
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
    context.setDefaultTimeout(15000);
    const page = await context.newPage();
    if (!touch) {
      const session = await context.newCDPSession(page);
      const { windowId } = await session.send('Browser.getWindowForTarget');
      const [extraX, extraY] = await page.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
      await session.send('Browser.setWindowBounds', {
        windowId, bounds: { left: 0, top: 0, width: width + extraX, height: height + extraY },
      });
      await page.waitForFunction((w) => innerWidth === w, width);
    }
    await page.goto(url);
    return {
      evaluate: (body, ...args) => page.evaluate(`(${body})(...${JSON.stringify(args)})`),
      evaluateInFrame: (body, ...args) => page.frames()[1].evaluate(`(${body})(...${JSON.stringify(args)})`),
      move: (x, y) => page.mouse.move(x, y),
      click: (x, y) => page.mouse.click(x, y),
      wheel: async (x, y, deltaY) => {
        await page.mouse.move(x, y);
        await page.mouse.wheel(0, deltaY);
      },
      press: (keys) => page.keyboard.press(keys),
      type: (text) => page.keyboard.type(text),
      tap: (x, y) => page.touchscreen.tap(x, y),
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
