// The page: loads the core, starts canvas and form, keeps them and the address in step.
import createCore from '#app';
import { progressOf, startCanvas, typeText } from './canvas.js';
import { labOf, scenarioExchange } from './lab.js';
import { makeMirror } from './mirror.js';
import { makeShare } from './share.js';

const root = document.documentElement;
const query = new URLSearchParams(location.search);
const embedded = query.get('embed') === '1';

/** @param {'loading' | 'ready' | 'no-webgl' | 'failed'} state */
function setState(state) {
  root.dataset.state = state;
}

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Tells a person something above the page, until dismissed.
 * @param {string[]} messages
 */
function tell(messages) {
  const notices = byId('notices');
  notices.replaceChildren();
  notices.hidden = messages.length === 0;
  if (messages.length === 0) return;
  const list = document.createElement('ul');
  for (const message of messages) {
    const item = document.createElement('li');
    item.textContent = message;
    list.append(item);
  }
  const dismiss = document.createElement('button');
  dismiss.type = 'button';
  dismiss.textContent = 'Dismiss';
  dismiss.addEventListener('click', () => tell([]));
  notices.append(list, dismiss);
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
 * Follows the system's colours, or ?theme; calls back now and at each change.
 * @param {(isDark: boolean) => void} onTheme
 */
function watchTheme(onTheme) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const theme = query.get('theme');
  const apply = () => {
    const isDark = theme === 'dark' || (theme !== 'light' && system.matches);
    root.dataset.theme = isDark ? 'dark' : 'light';
    onTheme(isDark);
  };
  system.addEventListener('change', apply);
  apply();
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

  function getScenario() {
    core._appTakeScenario();
    return exchange.take();
  }

  /** @param {import('../cathode-lab').Scenario} scenario @param {boolean} [beginning] */
  function putScenario(scenario, beginning = false) {
    exchange.put(scenario);
    const refusal = core._appPutScenario(beginning);
    if (refusal !== 0) throw new Error(core.UTF8ToString(refusal));
    changed();
    canvas?.wake();
  }

  const mirror = makeMirror({
    lab,
    root: byId('mirror'),
    metricText: (index) => core.metricText(index),
    onType(key, text, finished) {
      core._appTyping(true);
      const refusal = typeText(core, /** @type {number} */ (indexOf.get(key)), text);
      if (finished) core._appTyping(false);
      changed();
      canvas?.wake();
      return refusal;
    },
    onLeave() {
      core._appTyping(false);
      changed();
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
    const link = lab.encodeLink(getScenario());
    const written = link === 'v=1' ? '' : link;
    if (embedded || written === fragment) return;
    fragment = written;
    const address = written ? `#${written}` : location.pathname + location.search;
    if (entryIsOpen) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    entryIsOpen = true;
  }
  function changed() {
    const { revision, commits } = progressOf(core);
    if (revision !== progress.revision) mirror.update(getScenario());
    const finished = commits !== progress.commits;
    progress = { revision, commits };
    if (finished) {
      writeFragment();
      entryIsOpen = false;
    } else if (fragmentTimer === 0) {
      fragmentTimer = window.setTimeout(writeFragment, 300);
    }
  }
  /** @param {boolean} beginning */
  function readFragment(beginning) {
    const text = location.hash.slice(1);
    const isLink = text === '' || text.includes('=');  // not an anchor of the page
    if (!beginning && (!isLink || text === fragment)) return;
    fragment = text;
    entryIsOpen = true;
    const { scenario, notices } = lab.decodeLink(isLink ? text : '');
    putScenario(scenario, beginning);
    writeFragment();  // as this program writes it
    entryIsOpen = false;
    tell(notices.map(({ message }) => message));
  }

  const share = makeShare(() => lab.encodeLink(getScenario()));
  byId('share-open').addEventListener('click', share);

  const canvas = startCanvas({
    core, fonts, stage: byId('stage'), onChange: changed, onRefusal: (message) => tell([message]), onShare: share,
  });
  readFragment(true);
  window.addEventListener('popstate', () => readFragment(false));
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    byId('mirror').focus();
    byId('mirror').scrollIntoView();
  });

  // Undo and redo by keyboard; a text field's own come first.
  document.querySelector('main')?.addEventListener('keydown', (event) => {
    const isText = event.target instanceof HTMLInputElement;
    const key = event.key.toLowerCase();
    if (isText || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) core._appRedo();
    else core._appUndo();
    changed();
    canvas?.wake();
  });

  watchTheme((isDark) => canvas?.setDark(isDark));

  Object.assign(window, { cathodeLab: {
    lab, getScenario, setScenario: (/** @type {import('../cathode-lab').Scenario} */ s) => putScenario(s), frames: () => canvas?.frames() ?? 0,
  } });
  performance.mark('cathode-lab-ready');
  setState(canvas ? 'ready' : 'no-webgl');
}

watchTheme(() => {});
start().catch((error) => {
  console.error(error);
  byId('failure').textContent = `Cathode Lab could not start: ${error instanceof Error ? error.message : error}. ` +
    'It needs WebAssembly, and its files from the same place as this page.';
  setState('failed');
});
