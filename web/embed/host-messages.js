// SPDX-License-Identifier: MIT
// This page within another one: messages with the page around it. docs/embedding.md describes them.
import { messageOf, shown } from '../api/quoting.js';
import { makeTimer } from '../html/rest.js';

const VERSION = 1;
// One message for a stretch of changes, so that a drag does not flood the page around.
const QUIET_MS = 40;
const LARGEST_SCALE = 8;

/** @typedef {import('../api/embed-types').CathodeLabState} State what is told to the page around */

/**
 * Talks with the window around this one. It is heard if it is the parent, and from the origin in
 * ?host if that is given; the state is told to no other origin than those that were heard or given.
 * @param {object} setup
 * @param {string | null} setup.host
 * @param {() => State} setup.getState
 * @param {(scale: number) => void} setup.onScale how many times larger than its size the page around shows this one
 * @param {() => boolean} setup.givesKeys
 * @param {(request: {scenario?: unknown, change?: unknown, link?: unknown, options?: unknown, prediction?: unknown}) => void} setup.set
 *   throws an Error that says what is refused
 */
export function startMessages({ host, getState, onScale, givesKeys, set }) {
  const around = window.parent;
  if (around === window) return { changed() {}, refuse() {}, measure() {} };
  /** @type {Set<string>} */
  const listeners = new Set(host === null ? [] : [host]);

  /** @type {Map<string, string>} the state that each was told last */
  const told = new Map();

  /** @param {string} origin @param {string} type @param {object} [content] */
  function post(origin, type, content = {}) {
    // Pages from disk have the origin "null", which cannot be addressed.
    around.postMessage({ cathodeLab: VERSION, type, ...content }, origin === 'null' ? '*' : origin);
  }

  /** @param {string} origin @param {any} message */
  function answer(origin, message) {
    const id = typeof message.id === 'string' || typeof message.id === 'number' ? { id: message.id } : {};
    try {
      if (message.cathodeLab !== VERSION) {
        throw new Error(
          `cathodeLab: ${shown(message.cathodeLab)} is not a version of the messages; allowed: ${VERSION}.`,
        );
      }
      if (message.type === 'set') set(message);
      else if (message.type !== 'get')
        throw new Error(`type: ${shown(message.type)} is not a message; allowed: set, get.`);
      const state = getState();
      told.set(origin, JSON.stringify(state));
      post(origin, 'changed', { ...id, ...state });
    } catch (error) {
      post(origin, 'refused', { ...id, message: messageOf(error) });
    }
  }
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== around || (host !== null && origin !== host)) return;
    if (typeof data !== 'object' || data === null || !('cathodeLab' in data)) return; // not meant for us
    listeners.add(origin);
    if (data.cathodeLab === VERSION && data.type === 'scale') {
      if (data.scale > 0 && data.scale <= LARGEST_SCALE) onScale(data.scale);
      return;
    }
    answer(origin, data);
  });
  window.addEventListener('keydown', (event) => {
    const { target, key, code, keyCode, shiftKey, ctrlKey, altKey, metaKey } = event;
    const isTyping = target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (!givesKeys() || event.defaultPrevented || isTyping || key === 'Tab') return;
    post(host ?? '*', 'key', { key, code, keyCode, shiftKey, ctrlKey, altKey, metaKey });
  });

  let height = 0;
  function measure() {
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    if (now === height) return;
    height = now;
    post(host ?? '*', 'resize', { height });
  }
  new ResizeObserver(measure).observe(document.body);
  // Out of view no observer of sizes runs, but what makes it higher is added.
  const measuring = makeTimer(measure, QUIET_MS);
  new MutationObserver(() => {
    if (!measuring.isRunning()) measuring.start();
  }).observe(document.body, { childList: true, subtree: true });
  measure();
  post(host ?? '*', 'ready');

  const telling = makeTimer(() => {
    const state = getState();
    const text = JSON.stringify(state);
    for (const origin of listeners) {
      if (told.get(origin) === text) continue;
      told.set(origin, text);
      post(origin, 'changed', state);
    }
  }, QUIET_MS);
  return {
    /** The state has changed. */
    changed() {
      if (!telling.isRunning()) telling.start();
    },
    /** Something in this page's address was wrong. @param {string} message */
    refuse(message) {
      if (host !== null) post(host, 'refused', { message });
    },
    /** Tells how high it is; observers of a frame that is not in view do not run. */
    measure,
  };
}

/**
 * What a `set` asks for, checked as a whole before anything changes.
 * @param {{scenario?: unknown, change?: unknown, link?: unknown, options?: unknown, prediction?: unknown}} request
 * @param {object} page
 * @param {import('../api/cathode-lab').CathodeLab} page.lab
 * @param {import('../session/calculation.js').LiveCalculation} page.calculation
 * @param {(query: URLSearchParams) => import('../session/options.js').Options} page.optionsOf
 * @param {import('../api/cathode-lab').Metric | null} page.predict what readers predict
 * @returns {{link: string, query: URLSearchParams, shown: import('../session/options.js').Options, prediction: import('./lesson.js').Prediction | null}} the calculation,
 *   the options that are named, and the prediction to go on from
 */
export function readRequest({ scenario, change, link, options, prediction }, { lab, calculation, optionsOf, predict }) {
  if (options !== undefined && typeof options !== 'string')
    throw new Error('options: must be text such as "view=energy&controls=am,Lc".');
  const query = new URLSearchParams(options);
  const asked = optionsOf(query);
  if (asked.notices.length > 0) throw new Error(asked.notices.map(({ refusal }) => refusal).join(' '));
  const predicted =
    prediction === undefined ? null : readPrediction(prediction, query.has('predict') ? asked.predict : predict);
  const base = link === undefined ? calculation.all() : calculation.read(link);
  if (change !== undefined && Object.prototype.toString.call(change) !== '[object Object]') {
    throw new Error('change: must be an object such as {amWtPct: 80}.');
  }
  if (scenario !== undefined) lab.evaluate(/** @type {object} */ (scenario));
  const whole = scenario === undefined ? base.scenario : scenario;
  const given = Object.entries(change ?? {}).filter(([, value]) => value !== undefined);
  const changes = Object.fromEntries(given);
  // A size that is given alone sizes the cathode; of two, the core asks which one.
  const sizes = ['thickness', 'loading'].filter((_, index) => ['cathodeThicknessUm', 'loadingMgCm2'][index] in changes);
  if (sizes.length > 0 && !('sizing' in changes)) changes.sizing = sizes.length === 1 ? sizes[0] : undefined;
  const inputs = given.length === 0 ? whole : { .../** @type {object} */ (whole), ...changes };
  return {
    link: lab.encodeLink(/** @type {import('../api/cathode-lab').Scenario} */ (inputs), base.comparison, base.rows),
    query,
    shown: asked,
    prediction: predicted,
  };
}

/**
 * @param {any} given
 * @param {import('../api/cathode-lab').Metric | null} asked
 * @returns {import('./lesson.js').Prediction}
 */
function readPrediction(given, asked) {
  if (asked === null) throw new Error('prediction: nothing is to be predicted here; allowed: none.');
  const numbers = [given?.predicted, given?.calculated];
  if (given?.metric !== asked.key || !numbers.every((number) => Number.isFinite(number) && number >= 0)) {
    throw new Error(
      `prediction: ${shown(given)} is none that this page has told; allowed: {metric: "${asked.key}", predicted, calculated}, both 0 or more.`,
    );
  }
  return { metric: asked.key, predicted: numbers[0], calculated: numbers[1] };
}
