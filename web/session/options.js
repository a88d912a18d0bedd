// SPDX-License-Identifier: MIT
// What the address says, beside the calculation, about how the page is shown: ?embed=1&view=energy or #embed=1&view=energy.
// An empty value is none at all, but ?controls= and ?controls=none show no input; ?controls=all is all.

import { figureChoices, textsOf } from './choices.js';

const THEMES = /** @type {const} */ (['auto', 'light', 'dark']);
const LONGEST_TASK = 1000;
const MOST_NOTICES = 10;

/** @typedef {{refusal: string, message: string}} OptionNotice what is wrong; and what was done about it */

/**
 * @typedef {object} Options
 * @property {boolean} embedded
 * @property {boolean} isForm the form stands in place of the drawing
 * @property {boolean} isProjector everything is as large as a lecture hall needs it
 * @property {string} view one of lab.views()
 * @property {typeof THEMES[number]} theme
 * @property {string[] | null} controls scenario keys of the inputs shown; null: all
 * @property {string[]} locked scenario keys of the inputs that cannot be changed
 * @property {string} task what a lesson asks for
 * @property {import('../api/cathode-lab').Metric | null} predict the metric to predict before results are shown
 * @property {boolean} givesKeys whether the page around hears of keys that are not used here
 * @property {string | null} host the origin that the page around this one says it has
 * @property {Record<string, string> | null} figure how figures are shown, where it differs from the defaults; null: nothing is said
 * @property {Record<string, string> | null} volume what a microstructure is generated with, likewise
 * @property {string} define what the card of definitions is opened at: "all", the name of one, or the key of a result or an input
 * @property {string} walk the guided walk that begins; one that there is not is told of then
 * @property {OptionNotice[]} notices what could not be read
 */

/**
 * @param {URLSearchParams} query
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @returns {Options}
 */
export function readOptions(query, lab) {
  const parameters = lab.parameters();
  const metrics = lab.metrics();
  /** @type {OptionNotice[]} */
  const notices = [];
  /** @param {string} wrong @param {string} done goes on in the same sentence or in one of its own */
  const notice = (wrong, done = '') => notices.push({ refusal: `${wrong}.`, message: `${wrong}${done}.` });
  /** @param {string} text */
  const quoted = (text) => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;

  /** @template {string} T @param {string} name @param {readonly T[]} allowed @returns {T} */
  function choice(name, allowed) {
    const text = query.get(name) || allowed[0];
    const found = allowed.find((candidate) => candidate === text);
    if (!found)
      notice(
        `${name}: ${quoted(text)} is not one of the choices; allowed: ${allowed.join(', ')}`,
        `. Kept ${allowed[0]}`,
      );
    return found ?? allowed[0];
  }

  /** @param {string} name */
  function inputs(name) {
    /** @type {string[]} */
    const keys = [];
    for (const text of (query.get(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part && part !== 'none')) {
      // HTML does not tell the case of attributes, which have the same names.
      const found = parameters.find(({ key, urlKey }) => text === key || text.toLowerCase() === urlKey.toLowerCase());
      if (found && !keys.includes(found.key)) keys.push(found.key);
      if (!found)
        notice(
          `${name}: ${quoted(text)} is not an input; allowed: ${parameters.map(({ urlKey }) => urlKey).join(', ')}`,
          '. Left out',
        );
    }
    return keys;
  }

  /** The origin of ?host; "null" is that of pages from disk. */
  function hostOrigin() {
    const text = query.get('host');
    if (text === null || text === 'null') return text;
    try {
      return new URL(text).origin;
    } catch {
      notice(`host: ${quoted(text)} is not an origin such as https://example.org`, '. Left out');
      return null;
    }
  }

  /** Options of figures; what is a choice of words is one of those. */
  function figure() {
    const text = query.get('fig');
    if (text === null) return null;
    const options = figureChoices(lab);
    /** @type {Record<string, string>} */
    const read = {};
    for (const [key, value] of Object.entries(textsOf(text))) {
      const option = options.find((one) => one.key === key);
      const words = option?.choices?.map((one) => one.value);
      if (!option)
        notice(
          `fig: ${quoted(key)} is no option of a figure; allowed: ${options.map((one) => one.key).join(', ')}`,
          '. Left out',
        );
      else if (words && !words.includes(value))
        notice(
          `fig: ${key} (${option.label}): ${quoted(value)} is not one of the choices; allowed: ${words.join(', ')}`,
          '. Left out',
        );
      else read[key] = value;
    }
    return read;
  }

  /** What is to be told, by its name or key in any case. */
  function define() {
    const text = query.get('define') ?? '';
    const names = lab.definitions().map(({ name }) => name);
    const keys = ['all', ...names, ...metrics.map(({ key }) => key), ...parameters.map(({ key }) => key)];
    const found = keys.find((key) => key.toLowerCase() === text.trim().toLowerCase());
    if (text !== '' && found === undefined)
      notice(
        `define: ${quoted(text)} is no term; allowed: all, ${names.join(', ')}, and the keys of results and inputs`,
        '. Left out',
      );
    return found ?? '';
  }

  const task = query.get('task') ?? '';
  if (task.length > LONGEST_TASK) notice(`task: longer than the ${LONGEST_TASK} characters allowed`, '. Cut there');
  const asked = query.get('predict');
  const predict = metrics.find(({ key }) => key === asked) ?? null;
  if (asked && !predict)
    notice(`predict: ${quoted(asked)} is not a result; allowed: ${metrics.map(({ key }) => key).join(', ')}`);
  return {
    embedded: query.get('embed') === '1',
    isForm: query.get('form') === '1',
    isProjector: query.get('projector') === '1',
    view: choice('view', lab.views()),
    theme: choice('theme', THEMES),
    controls: query.has('controls') && query.get('controls') !== 'all' ? inputs('controls') : null,
    locked: inputs('lock'),
    task: task.slice(0, LONGEST_TASK),
    predict,
    givesKeys: choice('keys', ['own', 'host']) === 'host',
    host: hostOrigin(),
    figure: figure(),
    define: define(),
    walk: (query.get('walk') ?? '').trim().toLowerCase(),
    volume: query.has('vol') ? textsOf(query.get('vol') ?? '') : null,
    notices: notices.slice(0, MOST_NOTICES),
  };
}

/**
 * Options as the page around writes them.
 * @param {Options} options
 * @param {{fig: string, vol: string}} choices as they are now
 * @param {import('../api/cathode-lab').Parameter[]} parameters
 * @returns {import('../api/embed-types').DisplayOptions}
 */
export function optionTexts(
  { view, theme, controls, locked, task, predict, givesKeys, isProjector, walk },
  choices,
  parameters,
) {
  const urlKeys = (/** @type {string[]} */ keys) =>
    keys.map((key) => parameters.find((parameter) => parameter.key === key)?.urlKey).join(',');
  return {
    view,
    theme,
    controls: controls === null ? 'all' : urlKeys(controls) || 'none',
    lock: urlKeys(locked),
    task,
    predict: predict?.key ?? '',
    keys: givesKeys ? 'host' : 'own',
    projector: isProjector ? '1' : '',
    ...choices,
    walk,
  };
}
