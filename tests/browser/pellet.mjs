// SPDX-License-Identifier: MIT
// An impedance spectrum to load into the page.

/** A pellet's spectrum as a file, scaled in its resistances; the same noise each time. @param {number} scale */
export function pelletFile(scale, heading = "f/Hz,Z'/Ω,-Z''/Ω") {
  let state = 7;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 0.02 * (state / 4294967296 - 0.5);
  };
  const lines = [heading];
  for (let i = 0; i < 69; ++i) {
    const hertz = 7e6 * 10 ** (-i / 10);
    const w = 2 * Math.PI * hertz;
    const arc = (/** @type {number} */ r, /** @type {number} */ c) => {
      const d = 1 + (w * r * c) ** 2;
      return [r / d, (w * r * r * c) / d];
    };
    const tail = 1 / (5e-6 * w ** 0.9);
    const [a, b] = [arc(3.38 * scale, 1e-11), arc(14.55 * scale, 1e-8)];
    const real = a[0] + b[0] + tail * Math.cos(0.45 * Math.PI);
    const minus = a[1] + b[1] + tail * Math.sin(0.45 * Math.PI);
    const size = Math.hypot(real, minus);
    lines.push([hertz, real + size * noise(), minus + size * noise()].join(','));
  }
  return lines.join('\n');
}
