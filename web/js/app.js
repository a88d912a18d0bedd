// The page: loads the core, starts canvas and form, keeps them, the address and the page around in step.
import createCore from '#app';
import { progressOf, putLink, startCanvas, typeText } from './canvas.js';
import { fromFile, toCsv, toJson } from './comparison.js';
import { button, byId, element } from './dom.js';
import { startMessages } from './frame.js';
import { labOf, scenarioExchange } from './lab.js';
import { makeLesson } from './lesson.js';
import { makeMirror } from './mirror.js';
import { changeVersion, startOffline } from './offline.js';
import { VIEWS, readOptions } from './options.js';
import { addressOf, makeShare } from './share.js';
import { keepCalculation, keptCalculations } from './store.js';
import { watchColors } from './theme.js';

/** @typedef {import('../cathode-lab').Scenario} Scenario */

const root = document.documentElement;
/** @type {ReturnType<typeof startCanvas>} */
let canvas = null;
const setTheme = watchColors((colors) => canvas?.setColors(colors));

/** @param {'loading' | 'ready' | 'no-webgl' | 'failed'} state */
function setState(state) {
  root.dataset.state = state;
}

/** @param {unknown} error */
const messageOf = (error) => error instanceof Error ? error.message : String(error);

/** @typedef {'link' | 'kept' | 'version' | 'input' | 'file'} Topic what a notice is about */
/** @type {Map<Topic, HTMLElement>} */
const notices = new Map();

/**
 * Tells a person something above the page, until dismissed or until there is something newer on the topic.
 * @param {Topic} topic
 * @param {string[]} messages
 * @param {object} [more]
 * @param {HTMLElement} [more.action] a button that does something about it
 * @param {boolean} [more.isGood] nothing is wrong
 */
function tell(topic, messages, { action, isGood = false } = {}) {
  const root = byId('notices');
  notices.get(topic)?.remove();
  notices.delete(topic);
  if (messages.length > 0) {
    const forget = () => {
      const hadFocus = root.contains(document.activeElement);
      tell(topic, []);
      if (hadFocus) byId('main').focus({ preventScroll: true });
    };
    action?.addEventListener('click', forget);
    const notice = element('div', { class: isGood ? 'notice good' : 'notice' },
      element('ul', {}, ...messages.map((message) => element('li', {}, message))),
      element('p', { class: 'buttons' }, ...(action ? [action] : []), button('Dismiss', forget)));
    notices.set(topic, notice);
    root.append(notice);
  }
  root.hidden = notices.size === 0;
}

/**
 * Fetches a font once for both the canvas and the HTML.
 * @param {string} name
 * @param {string} weight
 */
async function fetchFont(name, weight) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  document.fonts.add(new FontFace('Inter', bytes, { weight }));
  return bytes;
}

/**
 * Gives a person a file.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = element('a', { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

async function start() {
  const [core, ...fonts] = await Promise.all([
    /** @type {Promise<import('./canvas.js').AppCore>} */ (createCore({
      locateFile: () => new URL(ASSETS.wasm, import.meta.url).href,
    })),
    fetchFont(ASSETS.regular, '400'), fetchFont(ASSETS.semibold, '600'),
  ]);
  const lab = labOf(core);
  const exchange = scenarioExchange(core);
  const indexOf = new Map(exchange.parameters.map(({ key }, index) => [/** @type {string} */ (key), index]));
  const query = new URLSearchParams(location.search);
  const optionsOf = (/** @type {URLSearchParams} */ from) => readOptions(from, exchange.parameters, lab.metrics());
  let options = optionsOf(query);
  const { embedded } = options;
  root.toggleAttribute('data-embedded', embedded);
  if (!embedded && !STANDALONE) {
    const update = () => tell('version', ['A new version of this page is ready.'], { action: button('Change to it', changeVersion), isGood: true });
    startOffline(update).catch((error) => console.warn('No offline use:', messageOf(error)));
  }

  /** @type {ReturnType<typeof startMessages> | null} */
  let messages = null;
  const pinName = (/** @type {number} */ place) => core.pinName(place);
  const linkNow = () => core.UTF8ToString(core._appLink());
  const calculationNow = () => lab.decodeLink(linkNow());
  function getScenario() {
    core._appTakeScenario();
    return exchange.take();
  }

  // What a person works on from one opening of a calculation to the next is kept as one.
  const newOpening = () => String(Math.random());
  let opening = newOpening();
  /** @param {Scenario} scenario */
  function putScenario(scenario) {
    exchange.put(scenario);
    const refusal = core._appPutScenario();
    if (refusal !== 0) throw new Error(core.UTF8ToString(refusal));
    changed();
  }
  /** @param {string} link @param {boolean} [beginning] */
  function putCalculation(link, beginning = false) {
    opening = newOpening();  // what was kept of the one before stays kept
    putLink(core, link, beginning);
    changed();
  }
  /** What a link holds; throws where a part of it cannot be read. @param {unknown} link */
  function readLink(link) {
    const { notices: unread, ...calculation } = lab.decodeLink(/** @type {string} */ (link));
    if (unread.length > 0) throw new Error(unread.map(({ message }) => message).join(' '));
    return calculation;
  }
  /** @param {() => void} act something that the core does and counts as an edit */
  function edit(act) {
    act();
    changed();
  }

  // Files.
  const filePicker = element('input', { type: 'file', accept: '.csv,.json,text/csv,application/json' });
  /** @param {File} file */
  async function importFile(file) {
    try {
      if (file.size > 4e6) throw new Error(`Nothing was imported from the file: it has ${file.size} bytes; allowed: 4000000.`);
      const now = getScenario();
      const { scenario, comparison } = fromFile(await file.text(), lab, now);
      const locked = Object.fromEntries(options.locked.map((key) => [key, now[/** @type {keyof Scenario} */ (key)]]));
      putCalculation(lab.encodeLink({ ...scenario, ...locked }, comparison));
      tell('file', [`Imported ${file.name}: ${comparison.length} to compare, in place of those before. Undo takes it back.`], { isGood: true });
    } catch (error) {
      tell('file', [`${file.name}: ${messageOf(error)}`]);
    }
  }
  filePicker.addEventListener('change', () => {
    if (filePicker.files?.[0]) importFile(filePicker.files[0]);
    filePicker.value = '';
  });
  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    importFile(file);
  });
  /** @param {'csv' | 'json' | 'import'} what */
  function askFile(what) {
    const link = addressOf(linkNow());
    if (what === 'import') filePicker.click();
    // Spreadsheets take a file for UTF-8 if it begins with a byte-order mark.
    else if (what === 'csv') saveFile('cathode-lab.csv', 'text/csv', `\ufeff${toCsv(lab, calculationNow(), pinName, link)}`);
    else saveFile('cathode-lab.json', 'application/json', toJson(lab, calculationNow(), pinName, link));
  }

  const mirror = makeMirror({
    lab,
    root: byId('mirror'),
    pinName,
    metricText: (index) => core.metricText(index),
    onType(key, text, finished) {
      core._appTyping(true);
      const refusal = typeText(core, /** @type {number} */ (indexOf.get(key)), text);
      if (finished) core._appTyping(false);
      changed();
      return refusal;
    },
    onLeave() {
      edit(() => core._appTyping(false));
    },
    comparison: {
      pin() {
        const refusal = core._appPin();
        const message = refusal === 0 ? `Pinned as ${pinName(calculationNow().comparison.length - 1)}.` : core.UTF8ToString(refusal);
        changed();
        return message;
      },
      recall: (place) => edit(() => core._appRecall(place)),
      unpin: (place) => edit(() => core._appUnpin(place)),
      unpinAll: () => putCalculation(lab.encodeLink(getScenario())),
      file: askFile,
    },
  });

  // The address follows: one entry in the browser's history for each finished edit. While an edit
  // goes on its entry is rewritten, but not faster than browsers allow.
  let fragment = '';  // as it stands in the address
  let fragmentTimer = 0;
  let progress = { revision: -1, commits: progressOf(core).commits };
  let entryIsOpen = true;  // the current entry may be rewritten: it holds an unfinished edit
  function writeFragment() {
    clearTimeout(fragmentTimer);
    fragmentTimer = 0;
    const link = linkNow();
    const written = link === 'v=1' ? '' : link;
    if (embedded || written === fragment) return;
    fragment = written;
    const address = written ? `#${written}` : location.pathname + location.search;
    if (entryIsOpen) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    entryIsOpen = true;
  }
  function updateMirror() {
    mirror.update(calculationNow());
    if (!embedded) return;
    // With nothing else of this page around it, form and tables are out of the way until asked for.
    mirror.setReachable(!canvas || root.hasAttribute('data-mirror-open'));
    const address = new URL(location.href);
    for (const name of ['embed', 'host']) address.searchParams.delete(name);
    address.hash = linkNow();
    /** @type {HTMLAnchorElement} */ (byId('open-page')).href = address.href;
  }
  let started = false;  // before that nothing needs to be brought in step
  function changed() {
    if (!started) return;
    const { revision, commits } = progressOf(core);
    if (revision !== progress.revision) {
      updateMirror();
      messages?.changed();
    }
    const finished = commits !== progress.commits;
    progress = { revision, commits };
    if (finished) {
      writeFragment();
      entryIsOpen = false;
      if (!embedded) keepCalculation(opening, linkNow());
    } else if (fragmentTimer === 0) {
      fragmentTimer = window.setTimeout(writeFragment, 300);
    }
    canvas?.wake();
  }
  /** @param {boolean} beginning */
  function readFragment(beginning) {
    const text = location.hash.slice(1);
    const isLink = text === '' || text.includes('=');  // not an anchor of the page
    if (!beginning && (!isLink || text === fragment)) return;
    fragment = text;
    entryIsOpen = true;
    const { notices: unread } = lab.decodeLink(text);
    putCalculation(isLink ? text : '', beginning);
    writeFragment();  // as this program writes it
    entryIsOpen = false;
    tell('link', [...(beginning ? options.notices : []), ...(isLink ? unread : []).map(({ message }) => message)]);
  }
  // Opened without a calculation, the page goes on with the last one of this device.
  function restoreKept() {
    const kept = keptCalculations()[0]?.link ?? '';
    if (embedded || location.hash !== '' || lab.encodeLink() === kept || kept === '') return;
    putCalculation(kept);
    entryIsOpen = true;  // not a step that Back would take back
    writeFragment();
    entryIsOpen = false;
    tell('kept', ['This is your last calculation on this device.'], { action: button('Start afresh', () => putCalculation('')), isGood: true });
  }

  const share = makeShare(lab, linkNow);
  canvas = startCanvas({
    core, fonts, stage: byId('stage'), onChange: changed, onRefusal: (message) => tell('input', [message]),
    onAsk: (what) => what === 'share' ? share() : askFile(what),
  });

  /** @type {import('./lesson.js').Prediction | null} */
  let prediction = null;
  const giveLesson = makeLesson({
    onHide(hidden) {
      core._appHideResults(hidden);
      mirror.hideResults(hidden);
      if (hidden) prediction = null;
      messages?.changed();
      canvas?.wake();
    },
    resultOf: (key) => lab.evaluate(getScenario()).values[key],
    displayText: lab.displayText,
    onPredict(made) {
      prediction = made;
      messages?.changed();
    },
  });
  function present() {
    const bits = (/** @type {string[] | null} */ keys) =>
      keys === null ? 0xFFFFFFFF : keys.reduce((all, key) => all | (1 << /** @type {number} */ (indexOf.get(key))), 0) >>> 0;
    core._appPresent(VIEWS.indexOf(options.view), bits(options.controls), bits(options.locked), embedded);
    mirror.present(options.controls, options.locked);
    setTheme(options.theme);
    updateMirror();
    canvas?.wake();
  }

  const initialUnread = lab.decodeLink(location.hash).notices.map(({ message }) => message);
  readFragment(true);
  restoreKept();
  started = true;
  progress = progressOf(core);
  present();
  giveLesson(options);
  // In a frame as high as its content they open where a reader who acts is looking.
  if (embedded) byId('bar').before(byId('notices'), byId('share'));
  const beginning = linkNow();
  window.addEventListener('popstate', () => readFragment(false));

  messages = embedded ? startMessages({
    host: options.host,
    getState() {
      const { scenario, comparison } = calculationNow();
      const { values, provenance, warnings } = lab.evaluate(scenario);
      return { link: linkNow(), scenario, comparison, values, provenance, warnings, prediction };
    },
    // All of it or nothing: what is refused is found before anything changes.
    set({ scenario, change, link, options: asked }) {
      if (asked !== undefined && typeof asked !== 'string') throw new Error('options: must be text such as "view=energy&controls=am,Lc".');
      const wanted = new URLSearchParams(asked);
      const { notices: unread } = optionsOf(wanted);
      if (unread.length > 0) throw new Error(unread.join(' '));
      const base = link === undefined ? calculationNow() : readLink(link);
      if (change !== undefined && Object.prototype.toString.call(change) !== '[object Object]') {
        throw new Error('change: must be an object such as {amWtPct: 80}.');
      }
      const wantedScenario = scenario === undefined ? base.scenario : scenario;
      const given = (/** @type {object} */ some) => Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined));
      const inputs = change === undefined ? wantedScenario
        : { .../** @type {object} */ (wantedScenario), ...given(/** @type {object} */ (change)) };
      const result = lab.encodeLink(/** @type {Scenario} */ (inputs), base.comparison);
      if (asked !== undefined) {
        // What is not named stays.
        for (const [name, value] of wanted) if (name !== 'embed' && name !== 'host') query.set(name, value);
        const { task, predict } = options;
        options = optionsOf(query);
        present();
        if (task !== options.task || predict?.key !== options.predict?.key) giveLesson(options);
      }
      putCalculation(result);
    },
  }) : null;
  if (options.notices.length > 0 || initialUnread.length > 0) messages?.refuse([...options.notices, ...initialUnread].join(' '));

  // What acts on all of it, as HTML.
  byId('undo').addEventListener('click', () => edit(() => core._appUndo()));
  byId('redo').addEventListener('click', () => edit(() => core._appRedo()));
  byId('reset').addEventListener('click', () => {
    if (embedded) putCalculation(beginning);
    else putScenario({});
  });
  byId('share-open').addEventListener('click', share);
  byId('show-mirror').addEventListener('click', () => {
    const open = root.toggleAttribute('data-mirror-open');
    byId('show-mirror').setAttribute('aria-expanded', String(open));
    mirror.setReachable(open);
  });
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    byId('mirror').focus();
    byId('mirror').scrollIntoView();
  });

  // Undo and redo by keyboard; a text field's own come first.
  document.querySelector('main')?.addEventListener('keydown', (event) => {
    const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const key = event.key.toLowerCase();
    if (isText || document.querySelector('dialog[open]') || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    edit(() => key === 'y' || event.shiftKey ? core._appRedo() : core._appUndo());
  });

  Object.assign(window, { cathodeLab: {
    lab, getScenario, setScenario: putScenario, frames: () => canvas?.frames() ?? 0,
    getLink: linkNow,
    setLink(/** @type {string} */ link) {
      readLink(link);
      putCalculation(link);
    },
  } });
  performance.mark('cathode-lab-ready');
  setState(canvas ? 'ready' : 'no-webgl');
}

setTheme(new URLSearchParams(location.search).get('theme') ?? 'auto');
start().catch((error) => {
  console.error(error);
  byId('failure').textContent = `Cathode Lab could not start: ${messageOf(error)}. ` +
    'It needs WebAssembly, and its files from the same place as this page.';
  setState('failed');
});
