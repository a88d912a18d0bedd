// SPDX-License-Identifier: MIT
// What every engine's file offers: `name` and `launch`.

/**
 * @typedef {object} Page
 * @property {(body: Function, ...args: unknown[]) => Promise<any>} evaluate runs a function in the page; its result is plain data
 * @property {(body: Function, ...args: unknown[]) => Promise<any>} evaluateInFrame the same in the page's first frame
 * @property {(body: Function, ...args: unknown[]) => Promise<any[]>} evaluateInFrames the same in each of its frames
 * @property {() => Promise<Buffer>} [print] the page as PDF
 * @property {(x: number, y: number) => Promise<void>} move the mouse; positions are the window's CSS pixels
 * @property {(x: number, y: number) => Promise<void>} click
 * @property {(x: number, y: number, deltaY: number) => Promise<void>} wheel
 * @property {(keys: string) => Promise<void>} press one key, or with modifiers 'Control+a'
 * @property {(text: string) => Promise<void>} type
 * @property {(x: number, y: number) => Promise<void>} tap with a finger
 * @property {() => Promise<void>} zoomIn the browser's own zoom, one step
 * @property {() => Promise<void>} zoomReset
 * @property {() => Promise<void>} close
 */
/**
 * @typedef {object} Browser
 * @property {string} version
 * @property {(url: string, options?: {width?: number, height?: number, touch?: boolean}) => Promise<Page>} open
 *   in a window of that size inside (or the narrowest the browser can have)
 * @property {() => Promise<boolean>} [hasEnded] by itself, which some do in their own graphics
 * @property {() => Promise<void>} close
 */
/**
 * Starts the browser on a display of its own; throws Missing if this machine lacks something for it.
 * @callback Launch
 * @param {{scale?: number}} [options] device pixels per CSS pixel at 100 %
 * @returns {Promise<Browser>}
 */

/**
 * The browser's own zoom, by the keys that a person would press.
 * @param {{pressKeys(title: string, keys: string): Promise<void>}} display
 * @param {() => Promise<string>} title the page's
 */
export function zoomSteps(display, title) {
  return {
    zoomIn: async () => display.pressKeys(await title(), 'ctrl+equal'),
    zoomReset: async () => display.pressKeys(await title(), 'ctrl+0'),
  };
}

/**
 * What Playwright and Puppeteer call alike.
 * @param {any} page theirs
 */
export const driven = (page) => ({
  evaluate: (body, ...args) => page.evaluate(`(${body})(...${JSON.stringify(args)})`),
  evaluateInFrame: (body, ...args) => page.frames()[1].evaluate(`(${body})(...${JSON.stringify(args)})`),
  evaluateInFrames: (body, ...args) =>
    Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.evaluate(`(${body})(...${JSON.stringify(args)})`)),
    ),
  print: async () => Buffer.from(await page.pdf({ printBackground: true })),
  move: (x, y) => page.mouse.move(x, y),
  click: (x, y) => page.mouse.click(x, y),
  type: (text) => page.keyboard.type(text),
  tap: (x, y) => page.touchscreen.tap(x, y),
});

/** 'Control+Shift+a' as modifiers and key. @param {string} keys */
export function splitKeys(keys) {
  const parts = keys.split('+');
  return { modifiers: parts.slice(0, -1), key: parts[parts.length - 1] };
}
