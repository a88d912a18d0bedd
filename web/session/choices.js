// SPDX-License-Identifier: MIT
// What links hold beside the calculation: how its figures are shown, and what the microstructure is generated with, each as one
// item such as fig=quantity:tortuosityFactor,against:phi, with no more than differs from the defaults.
import { messageOf } from '../api/quoting.js';

/** Options of figures that are of their saving, not of what is shown. */
const OF_SAVING = ['widthMm', 'theme', 'title'];

/** Short texts as one item of a link. Lists within a text are written with semicolons. @param {Record<string, string>} texts */
const itemText = (texts) =>
  Object.entries(texts)
    .map(([key, text]) => `${key}:${text.replaceAll(',', ';')}`)
    .join(',');

/** The texts of such an item; what stands without a key has an empty text. @param {string} item @returns {Record<string, string>} */
export const textsOf = (item) =>
  Object.fromEntries(
    item
      .split(',')
      .filter(Boolean)
      .map((part) => {
        const [key, ...rest] = part.split(':');
        return [key.trim(), rest.join(':').trim().replaceAll(';', ',')];
      }),
  );

/** The options of figures that a link can hold. @param {import('../api/cathode-lab').CathodeLab} lab */
export const figureChoices = (lab) => lab.figureOptions().filter(({ key }) => !OF_SAVING.includes(key));

/**
 * Enters texts, all but those that are refused; returns why those are.
 * @param {Record<string, string>} texts
 * @param {(texts: Record<string, string>) => void} put takes all of them or throws
 */
export function putEach(texts, put) {
  /** @type {string[]} */
  const refused = [];
  /** @type {Record<string, string>} */
  let good = {};
  put(good);
  for (const [key, text] of Object.entries(texts)) {
    try {
      put({ ...good, [key]: text });
      good = { ...good, [key]: text };
    } catch (reason) {
      refused.push(`${messageOf(reason)} Left out.`);
    }
  }
  return refused;
}

/** @typedef {ReturnType<typeof makeChoices>} Choices */

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('./calculation.js').LiveCalculation} setup.calculation
 * @param {{inputs: () => Record<string, string>, putInputs: (texts: Record<string, string>) => void}} setup.volume what a
 *   microstructure is generated with, where it differs from the defaults
 */
export function makeChoices({ lab, calculation, volume }) {
  const options = figureChoices(lab);

  /** As the texts of an address and of attributes. */
  function texts() {
    const now = calculation.figureOptions();
    const changed = options.filter(({ key, default: standard }) => now[key] !== standard);
    return {
      fig: itemText(Object.fromEntries(changed.map(({ key }) => [key, now[key]]))),
      vol: itemText(volume.inputs()),
    };
  }

  return {
    texts,
    /** As items of a link. */
    items: () =>
      Object.entries(texts())
        .filter(([, text]) => text !== '')
        .map(([name, text]) => `${name}=${text}`),
    /**
     * Takes them from an address; what an item does not name has its default, and what no item names stays.
     * @param {Pick<import('./options.js').Options, 'figure' | 'volume'>} asked
     * @returns why some are refused
     */
    take({ figure, volume: asked }) {
      /** @type {string[]} */
      const refused = [];
      for (const { key, default: standard } of figure ? options : []) {
        const text = figure?.[key] ?? standard;
        if (text === calculation.figureOptions()[key]) continue;
        const refusal = calculation.putFigureOption(key, text);
        if (refusal !== null) refused.push(`${refusal} Left out.`);
      }
      if (asked) refused.push(...putEach(asked, volume.putInputs));
      return refused;
    },
  };
}
