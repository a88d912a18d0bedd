// SPDX-License-Identifier: MIT
// X displays for browsers with windows: Xvfb, and an Xorg without a screen that has a finger.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Missing, programPath, startChild, temporaryFolder } from './children.mjs';

const run = promisify(execFile);
const WIDTH = 2048;
const HEIGHT = 1536;

/** @param {string} name @param {() => Promise<void>} close */
function displayOf(name, close) {
  const xdotool = programPath('xdotool');
  // Without a UTF-8 locale xdotool cannot read the title of Firefox's window, which has a dash in it.
  const env = {
    ...process.env,
    DISPLAY: name,
    LC_ALL: 'C.UTF-8',
    LIBGL_ALWAYS_SOFTWARE: '1',
    WAYLAND_DISPLAY: '',
    NO_AT_BRIDGE: '1',
  };
  return {
    env,
    close,
    /**
     * Presses keys as a person would, for the browser itself and not only for the page.
     * @param {string} title part of the window's
     * @param {string} keys as xdotool calls them
     */
    async pressKeys(title, keys) {
      // A window has its page's title a moment after the page. Without a window manager nobody else
      // gives it the keyboard.
      const { stdout } = await run(xdotool, ['search', '--sync', '--onlyvisible', '--name', title], {
        env,
        timeout: 30_000,
      });
      const [window] = stdout.trim().split('\n').slice(-1);
      await run(xdotool, ['windowfocus', '--sync', window, 'key', '--clearmodifiers', keys], { env, timeout: 30_000 });
    },
    /** The root window's position of a window's top left corner. @param {string} title */
    async windowPosition(title) {
      const { stdout } = await run(
        xdotool,
        ['search', '--sync', '--onlyvisible', '--name', title, 'getwindowgeometry', '--shell'],
        { env, timeout: 30_000 },
      );
      const [x, y] = ['X', 'Y'].map((key) => Number(stdout.match(new RegExp(`^${key}=(-?\\d+)`, 'm'))?.[1]));
      return { x, y };
    },
  };
}

export async function startDisplay() {
  const server = await startChild(
    programPath('Xvfb'),
    ['-displayfd', '3', '-screen', '0', `${WIDTH}x${HEIGHT}x24`, '-nolisten', 'tcp', '-noreset'],
    { announces: true },
  );
  try {
    return displayOf(`:${server.announced}`, server.stop);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const INPUT_TEST = '/usr/lib/xorg/modules/input/inputtest_drv.so';
const DUMMY = '/usr/lib/xorg/modules/drivers/dummy_drv.so';

const touchConfig = (/** @type {string} */ socket) => `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0 - 1000.0
  VertRefresh 5.0 - 200.0
  Modeline "mode" 100 ${WIDTH} ${WIDTH + 1} ${WIDTH + 2} ${WIDTH + 12} ${HEIGHT} ${HEIGHT + 1} ${HEIGHT + 2} ${HEIGHT + 12}
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "mode"
    Virtual ${WIDTH} ${HEIGHT}
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "finger"
  Driver "inputtest"
  Option "DeviceType" "Touch"
  Option "TouchCount" "2"
  Option "SocketPath" "${socket}"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "finger"
EndSection
`;

// xf86-input-inputtest-protocol.h: message types, the size of a touch event, and where its parts are.
const CLIENT_VERSION = 0;
const TOUCH = 6;
const TOUCH_SIZE = 1056;
const [TOUCH_TYPE_AT, MASK_AT, X_AT, Y_AT] = [12, 20, 32, 40];
const TOUCH_BEGIN = 18; // XI_TouchBegin
const TOUCH_END = 20;
const AXIS_MAX = 0xffff;

/** An Xorg on no hardware, whose only pointer is a finger that tap() moves: X's own touch events. */
export async function startTouchDisplay() {
  for (const driver of [INPUT_TEST, DUMMY]) {
    if (!existsSync(driver)) throw new Missing(`no touch: Xorg's ${driver} is not installed`);
  }
  if (process.getuid?.() !== 0) throw new Missing('no touch: only root may start an Xorg with a finger');
  const { path: folder, remove } = temporaryFolder();
  const socketPath = join(folder, 'finger');
  await writeFile(join(folder, 'xorg.conf'), touchConfig(socketPath));
  let server;
  try {
    server = await startChild(
      '/usr/lib/xorg/Xorg',
      [
        '-displayfd',
        '3',
        '-config',
        join(folder, 'xorg.conf'),
        '-configdir',
        folder,
        '-logfile',
        join(folder, 'log'),
        '-nolisten',
        'tcp',
        '-novtswitch',
        '-sharevts',
        '-noreset',
      ],
      { announces: true },
    );
  } catch (error) {
    remove();
    // It wants a console, which many containers do not have.
    const [, reason = String(error)] = String(error).match(/\(EE\) *\n?Fatal server error:\s*\(EE\) *(.*)/) ?? [];
    throw new Missing(`no touch: Xorg does not start here: ${reason}`);
  }
  const socket = connect(socketPath);
  const message = (/** @type {number} */ size, /** @type {number} */ type) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32LE(size, 0);
    bytes.writeUInt32LE(type, 4);
    return bytes;
  };
  const hello = message(12, CLIENT_VERSION);
  hello.writeUInt16LE(1, 8);
  hello.writeUInt16LE(1, 10);
  socket.on('error', () => {}); // the display has ended
  socket.resume();
  socket.write(hello);
  const touch = (/** @type {number} */ type, /** @type {number} */ x, /** @type {number} */ y) => {
    const bytes = message(TOUCH_SIZE, TOUCH);
    bytes.writeUInt32LE(type, TOUCH_TYPE_AT);
    bytes[MASK_AT] = 0b11;
    bytes.writeDoubleLE((x / WIDTH) * AXIS_MAX, X_AT);
    bytes.writeDoubleLE((y / HEIGHT) * AXIS_MAX, Y_AT);
    socket.write(bytes);
  };
  async function close() {
    socket.destroy();
    await server.stop();
    remove();
  }
  return {
    ...displayOf(`:${server.announced}`, close),
    /** Taps a point of the screen. @param {number} x @param {number} y */
    async tap(x, y) {
      touch(TOUCH_BEGIN, x, y);
      await new Promise((resolve) => setTimeout(resolve, 60));
      touch(TOUCH_END, x, y);
    },
  };
}
