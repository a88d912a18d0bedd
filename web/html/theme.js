// SPDX-License-Identifier: MIT
// Light or dark, as the system or ?theme says, and the colours that the system may force on pages.

/**
 * @typedef {object} Colors
 * @property {boolean} dark
 * @property {[number, number, number, number, number] | null} system forced colours as 0xRRGGBB: back, text,
 *   highlight, on highlight, disabled
 */

const FORCED = ['Canvas', 'CanvasText', 'Highlight', 'HighlightText', 'GrayText'];

/** @param {string} name a CSS system colour */
function systemColor(name) {
  const probe = document.createElement('div');
  Object.assign(probe.style, { color: name, forcedColorAdjust: 'none' });
  document.body.append(probe);
  const [red, green, blue] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
  probe.remove();
  return (red << 16) | (green << 8) | blue;
}

/**
 * Follows the system's colours and the page's own choice.
 * @param {(colors: Colors) => void} onColors called now and at each change
 * @returns {(theme: string) => void} sets the page's choice: "light" or "dark", anything else follows the system
 */
export function watchColors(onColors) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const forced = matchMedia('(forced-colors: active)');
  let theme = 'auto';
  const apply = () => {
    const dark = theme === 'dark' || (theme !== 'light' && system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    onColors({ dark, system: forced.matches ? /** @type {Colors['system']} */ (FORCED.map(systemColor)) : null });
  };
  system.addEventListener('change', apply);
  forced.addEventListener('change', apply);
  apply();
  return (chosen) => {
    theme = chosen;
    apply();
  };
}
