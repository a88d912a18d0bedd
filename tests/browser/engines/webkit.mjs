// SPDX-License-Identifier: MIT
// WebKitGTK's MiniBrowser through WebKitWebDriver: plain W3C WebDriver over HTTP.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch } from 'node:os';
import { Missing, programPath, startChild, temporaryFolder } from './children.mjs';
import { startDisplay, startTouchDisplay } from './display.mjs';
import { splitKeys, zoomSteps } from './engine.mjs';

export const name = 'WebKitGTK';

const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  Delete: '\uE017',
};

function miniBrowserPath() {
  const machine = arch() === 'arm64' ? 'aarch64' : 'x86_64';
  const places = ['4.1', '4.0'].flatMap((version) =>
    [`/usr/lib/${machine}-linux-gnu`, '/usr/libexec', '/usr/lib64'].map(
      (folder) => `${folder}/webkit2gtk-${version}/MiniBrowser`,
    ),
  );
  const path = process.env.MINIBROWSER || places.find((place) => existsSync(place));
  if (!path) throw new Missing("WebKitGTK's MiniBrowser is not installed");
  return path;
}

/** A port that was free a moment ago. @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
        server.close(() => resolve(port));
      });
  });

/** @param {number} port @param {Promise<never>} failed */
function webDriver(port, failed) {
  /** @param {'GET' | 'POST' | 'DELETE'} method @param {string} path @param {object} [body] */
  return async (method, path, body) => {
    const request = fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    });
    const response = await Promise.race([request, failed]);
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

/**
 * A WebKitWebDriver with one browser.
 * @param {Awaited<ReturnType<typeof startDisplay>>} display
 * @param {number} scale
 */
async function startSession(display, scale) {
  const { path: home, remove } = temporaryFolder();
  const port = await freePort();
  const env = {
    ...display.env,
    HOME: home,
    XDG_CACHE_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
    XDG_RUNTIME_DIR: home,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    GDK_BACKEND: 'x11',
    GDK_SCALE: String(scale),
  };
  const driver = await startChild(
    programPath('dbus-run-session'),
    ['--', programPath('WebKitWebDriver'), `--port=${port}`],
    { env },
  );
  const call = webDriver(port, driver.failed);
  async function close(/** @type {string} */ session) {
    if (session) await call('DELETE', session).catch(() => {});
    await driver.stop();
    remove();
  }
  try {
    for (const end = Date.now() + 60_000; ; ) {
      try {
        await call('GET', '/status');
        break;
      } catch (error) {
        if (Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    const { sessionId, capabilities } = await call('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': { binary: miniBrowserPath(), args: ['--automation'] },
        },
      },
    });
    const session = `/session/${sessionId}`;
    await call('POST', `${session}/timeouts`, { script: 60_000, pageLoad: 60_000 });
    return {
      version: String(capabilities.browserVersion),
      /** @param {'GET' | 'POST' | 'DELETE'} method @param {string} path @param {object} [body] */
      call: (method, path, body) => call(method, session + path, body),
      close: () => close(session),
    };
  } catch (error) {
    await close('');
    throw error;
  }
}

/** @type {import('./engine.mjs').Launch} */
export async function launch({ scale = 1 } = {}) {
  programPath('WebKitWebDriver');
  programPath('dbus-run-session');
  miniBrowserPath();
  const display = await startDisplay();
  const session = await startSession(display, scale).catch(async (error) => {
    await display.close();
    throw error;
  });
  /** @type {undefined | {display: Awaited<ReturnType<typeof startTouchDisplay>>, session: typeof session}} */
  let touched;
  async function startTouch() {
    const touchDisplay = await startTouchDisplay();
    try {
      return { display: touchDisplay, session: await startSession(touchDisplay, scale) };
    } catch (error) {
      await touchDisplay.close();
      throw error;
    }
  }

  /** @type {import('./engine.mjs').Browser['open']} */
  async function open(url, { width = 1366, height = 768, touch = false } = {}) {
    if (touch) touched ??= await startTouch();
    const { call } = touch && touched ? touched.session : session;
    const ownDisplay = touch && touched ? touched.display : display;

    /** @param {Function} body @param {unknown[]} args */
    async function evaluate(body, ...args) {
      const { value, error } = await call('POST', '/execute/async', {
        script: `const [args, done] = arguments;
          (async () => (${body})(...args))().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args: [args],
      });
      if (error) throw new Error(error);
      return value;
    }
    const perform = (/** @type {object[]} */ ...actions) => call('POST', '/actions', { actions });
    const mouse = (/** @type {object[]} */ ...actions) =>
      perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
    const keyboard = (/** @type {object[]} */ actions) => perform({ type: 'key', id: 'keyboard', actions });
    const move = (/** @type {number} */ x, /** @type {number} */ y) => ({
      type: 'pointerMove',
      duration: 0,
      x: Math.round(x),
      y: Math.round(y),
    });
    const keyOf = (/** @type {string} */ key) => KEYS[key] ?? key;

    await call('POST', '/url', { url: 'about:blank' });
    await call('POST', '/window/rect', { x: 0, y: 0, width, height });
    const innerHeight = await evaluate(() => window.innerHeight);
    await call('POST', '/window/rect', { x: 0, y: 0, width, height: height + height - innerHeight });
    await call('POST', '/url', { url });
    const title = () => call('GET', '/title');
    // Without a window manager nobody else gives the window the keyboard.
    await ownDisplay.pressKeys(await title(), 'ctrl+0');
    /** @param {number} index @param {Function} body @param {unknown[]} args */
    async function evaluateIn(index, body, ...args) {
      await call('POST', '/frame', { id: index });
      try {
        return await evaluate(body, ...args);
      } finally {
        await call('POST', '/frame', { id: null });
      }
    }
    return {
      evaluate,
      evaluateInFrame: (body, ...args) => evaluateIn(0, body, ...args),
      async evaluateInFrames(body, ...args) {
        const all = [];
        for (let i = await evaluate(() => window.length); i-- > 0; ) all.unshift(await evaluateIn(i, body, ...args));
        return all;
      },
      move: (x, y) => mouse(move(x, y)),
      click: (x, y) => mouse(move(x, y), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }),
      wheel: (x, y, deltaY) =>
        perform({
          type: 'wheel',
          id: 'wheel',
          actions: [{ type: 'scroll', x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY, duration: 0 }],
        }),
      press(keys) {
        const { modifiers, key } = splitKeys(keys);
        const down = [...modifiers, key].map((each) => ({ type: 'keyDown', value: keyOf(each) }));
        return keyboard([...down, ...down.map(({ value }) => ({ type: 'keyUp', value })).reverse()]);
      },
      type: (text) =>
        keyboard(
          [...text].flatMap((value) => [
            { type: 'keyDown', value },
            { type: 'keyUp', value },
          ]),
        ),
      async tap(x, y) {
        // WebDriver's touch pointer arrives as a mouse here, so the finger is the display's. It
        // counts from the window's corner; above the page there is the browser's own bar.
        if (!touched) throw new Error('not opened for touch');
        const corner = await touched.display.windowPosition(await title());
        const bar = await evaluate(() => window.outerHeight - window.innerHeight);
        await touched.display.tap((corner.x + x) * scale, (corner.y + bar + y) * scale);
      },
      ...zoomSteps(ownDisplay, title),
      // Nothing is left to close of a browser that has ended.
      close: () => call('POST', '/url', { url: 'about:blank' }).catch(() => {}),
    };
  }
  return {
    version: session.version,
    open,
    async hasEnded() {
      const all = [session, ...(touched ? [touched.session] : [])];
      const answers = await Promise.allSettled(all.map(({ call }) => call('GET', '/window')));
      return answers.some(({ status }) => status === 'rejected');
    },
    async close() {
      for (const part of [touched?.session, touched?.display, session, display]) await part?.close();
    },
  };
}
