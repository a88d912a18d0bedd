// SPDX-License-Identifier: MIT
// Firefox, with a window since without one it offers no WebGL 2, through Puppeteer (WebDriver BiDi).
import puppeteer from 'puppeteer-core';
import { Missing, programPath } from './children.mjs';
import { startDisplay } from './display.mjs';
import { driven, splitKeys, zoomSteps } from './engine.mjs';

export const name = 'Firefox';

function firefoxPath() {
  try {
    return programPath('firefox-esr', 'FIREFOX');
  } catch {
    try {
      return programPath('firefox');
    } catch {
      throw new Missing('firefox is not installed');
    }
  }
}

/** @type {import('./engine.mjs').Launch} */
export async function launch({ scale = 1 } = {}) {
  const executablePath = firefoxPath();
  const display = await startDisplay();
  let browser;
  try {
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: false,
      env: display.env,
      timeout: 120_000,
      protocolTimeout: 60_000,
      defaultViewport: null,
      extraPrefsFirefox: {
        'webgl.force-enabled': true,
        'gfx.webrender.software': true,
        'layout.css.devPixelsPerPx': String(scale),
      },
    });
  } catch (error) {
    await display.close();
    throw error;
  }
  const version = (await browser.version()).replace(/^firefox\//, '');

  /** @type {import('./engine.mjs').Browser['open']} */
  async function open(url, { width = 1366, height = 768, touch = false } = {}) {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    // A pixel ratio of 0 leaves the browser's own, and with it its zoom.
    await page.setViewport({ width, height, deviceScaleFactor: 0, hasTouch: touch });
    await page.goto(url);
    return {
      ...driven(page),
      wheel: async (x, y, deltaY) => {
        await page.mouse.move(x, y);
        await page.mouse.wheel({ deltaY });
      },
      async press(keys) {
        const { modifiers, key } = splitKeys(keys);
        for (const modifier of modifiers) await page.keyboard.down(modifier);
        await page.keyboard.press(key);
        for (const modifier of modifiers.reverse()) await page.keyboard.up(modifier);
      },
      ...zoomSteps(display, () => page.title()),
      close: () => page.close(),
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
