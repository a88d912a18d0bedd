// SPDX-License-Identifier: MIT
// The part of the dialog that writes the code of an embedded calculation, or of a lesson.
import { button, byId, element } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';

/** Views in words. @type {Record<string, string>} */
const VIEW_NAMES = {
  all: 'Cell, whole',
  energy: 'Cell, energy density and layers',
  comparison: 'Cell, the four models',
  transport: 'Transport',
  literature: 'Literature',
  audit: 'Audit',
  reconstruction: 'Reconstruction',
  tables: 'Tables',
  microstructure: 'Microstructure',
};

/** @param {string} text */
const escaped = (text) =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/**
 * The HTML that embeds a calculation.
 * @param {string} fragment empty: the defaults
 * @param {Record<string, string>} options attributes beside the link; empty ones are left out
 * @param {boolean} isPinned the script may be no other than today's
 */
function embedCode(fragment, options, isPinned) {
  const folder = new URL('.', location.href);
  const address = new URL(isPinned ? EMBED.name : 'embed.js', folder).href;
  const pin = isPinned ? ` integrity="${EMBED.integrity}" crossorigin` : '';
  const attributes = Object.entries({ link: fragment, ...options }).filter(([, value]) => value !== '');
  return (
    `<script src="${address}"${pin} referrerpolicy="no-referrer" async></script>\n` +
    `<cathode-lab${attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')}></cathode-lab>`
  );
}

/** @typedef {'shown' | 'fixed' | 'left out'} Use what readers have of an input */
const USES = /** @type {const} */ (['shown', 'fixed', 'left out']);
const PAUSE_MS = 250; // of typing, before the preview follows

/**
 * Whether a text names an input: by its label, its link key, or a unit that no other input has.
 * @param {string} text
 * @param {import('../api/cathode-lab').Parameter} input
 * @param {import('../api/cathode-lab').Parameter[]} inputs all of them
 */
function names(text, { key, label, urlKey, unit }, inputs) {
  /** Letters that stand alone are too often something else. @param {string} word */
  const has = (word) =>
    word.length > 1 &&
    new RegExp(`(^|[^\\p{L}\\d])${word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}([^\\p{L}\\d]|$)`, 'u').test(text);
  const isOnlyUnit = inputs.filter((one) => one.unit === unit).length === 1;
  return (
    text.toLowerCase().includes(label.toLowerCase()) ||
    has(urlKey) ||
    (key === 'model' && has('Model')) ||
    (isOnlyUnit && has(unit))
  );
}

/**
 * A row of the checklist: an input, and what readers have of it.
 * @param {import('../api/cathode-lab').Parameter} parameter
 */
function makeRow(parameter) {
  const { label, urlKey } = parameter;
  const id = `embed-${urlKey}`;
  const radios = USES.map((use) => element('input', { type: 'radio', name: id, value: use }));
  /** @param {Use} use */
  const put = (use) => {
    for (const radio of radios) radio.checked = radio.value === use;
  };
  put('shown');
  return {
    parameter,
    urlKey,
    put,
    use: () => /** @type {Use} */ (radios.find(({ checked }) => checked)?.value),
    row: element(
      'div',
      { class: 'use', role: 'radiogroup', 'aria-labelledby': id },
      element('span', { id }, label),
      element(
        'span',
        { class: 'group' },
        ...USES.map((use, at) => element('label', {}, radios[at], element('span', {}, use))),
      ),
    ),
  };
}

/**
 * The calculator as readers will have it, made when somebody looks.
 * @param {HTMLElement} place
 */
function makePreview(place) {
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  let isListening = false;
  /** @type {{link: string, options: Record<string, string>}} */
  let wanted = { link: '', options: {} };
  const text = () => new URLSearchParams(wanted.options).toString();
  const tellIt = () =>
    frame?.contentWindow?.postMessage(
      { cathodeLab: 1, type: 'set', link: wanted.link, options: text() },
      location.origin,
    );
  const telling = makeTimer(tellIt, PAUSE_MS);
  window.addEventListener('message', ({ source, data }) => {
    if (!frame || source !== frame.contentWindow || data?.cathodeLab !== 1) return;
    if (data.type === 'ready') {
      isListening = true;
      tellIt();
    }
    if (data.type === 'resize') frame.style.height = `${data.height}px`;
  });
  return {
    /** Shows that from now on. @param {typeof wanted} next @param {boolean} isSeen somebody looks */
    show(next, isSeen) {
      wanted = next;
      if (!isSeen) return;
      if (isListening) telling.start();
      if (frame) return;
      frame = element('iframe', { title: 'Preview of the embedded calculator', loading: 'lazy' });
      const options = new URLSearchParams([['embed', '1'], ['host', location.origin], ...Object.entries(next.options)]);
      frame.src = `${location.pathname}#${next.link}&${options}`;
      place.replaceChildren(frame);
    },
    /** Nobody looks any more: what it draws with is given back. */
    close() {
      frame?.remove();
      frame = null;
      isListening = false;
    },
  };
}

/**
 * The part of the dialog that composes an embed code, and shows what readers will have.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/choices.js').Choices} setup.choices how figures and microstructure are shown
 * @param {() => string} setup.view the tab that is shown
 */
export function makeEmbedForm({ lab, choices, view: shownView }) {
  const select = (/** @type {string} */ id, /** @type {[string, string][]} */ choicesOf) =>
    element('select', { id }, ...choicesOf.map(([value, label]) => element('option', { value }, label)));
  const code = /** @type {HTMLTextAreaElement} */ (byId('embed-code'));
  const section = /** @type {HTMLDetailsElement} */ (byId('embed'));
  const preview = makePreview(byId('embed-preview'));
  const view = select(
    'embed-view',
    lab.views().map((name) => [name, VIEW_NAMES[name] ?? name]),
  );
  const theme = select('embed-theme', [
    ['auto', 'as the reader’s system'],
    ['host', 'as the page around'],
    ['light', 'light'],
    ['dark', 'dark'],
  ]);
  const predict = select('embed-predict', [
    ['', 'nothing: results are shown'],
    ...lab.metrics().map(({ key, label }) => /** @type {[string, string]} */ ([key, label])),
  ]);
  const pin = element('input', { type: 'checkbox', id: 'embed-pin' });
  const projector = element('input', { type: 'checkbox', id: 'embed-projector' });
  const task = element('textarea', { id: 'embed-task', rows: '3', maxlength: '1000' });
  const inputs = lab.parameters();
  const rows = inputs.map(makeRow);
  const chosen = element('p', { class: 'hint', role: 'status' });

  /** What readers have of each input, at once. @param {string} text @param {(row: typeof rows[number]) => Use} useOf */
  const preset = (text, useOf) =>
    button(text, () => {
      for (const row of rows) row.put(useOf(row));
      write();
    });
  const scenario = () => lab.decodeLink(fragment).scenario;
  const isChanged = (/** @type {typeof rows[number]} */ { parameter: { key, default: standard } }) =>
    scenario()[/** @type {keyof import('../api/cathode-lab').Inputs} */ (key)] !== standard;
  const presets = element(
    'p',
    { class: 'buttons presets', role: 'group', 'aria-label': 'All inputs at once' },
    preset('All shown', () => 'shown'),
    preset('Only what the task names', ({ parameter }) =>
      names(task.value, parameter, inputs) ? 'shown' : 'left out',
    ),
    preset('Only what is changed here', (row) => (isChanged(row) ? 'shown' : 'left out')),
    preset('None', () => 'left out'),
  );
  const labelled = (/** @type {string} */ text, /** @type {HTMLElement} */ control) =>
    element('div', { class: 'field' }, element('label', { for: control.id }, text), control);
  const check = (/** @type {HTMLElement} */ box, /** @type {string} */ text) =>
    element('p', { class: 'field' }, element('label', { class: 'check' }, box, element('span', {}, text)));
  byId('embed-options').replaceChildren(
    labelled('Task', task),
    element('div', { class: 'pair' }, labelled('View', view), labelled('Readers first predict', predict)),
    element('h3', {}, 'Inputs that readers have'),
    presets,
    element('div', { class: 'uses' }, ...rows.map(({ row }) => row)),
    chosen,
    labelled('Colours', theme),
    check(projector, 'Slide size: everything half as large again'),
    check(
      pin,
      'Only this version of the script, checked by the browser: for pages that do not trust this site. The site has to keep the ' +
        'file, and to allow other sites to read it (CORS).',
    ),
  );

  let fragment = '';
  function write() {
    const keys = (/** @type {Use[]} */ ...wanted) =>
      rows.filter(({ use }) => wanted.includes(use())).map(({ urlKey }) => urlKey);
    const shown = keys('shown', 'fixed');
    const fixed = keys('fixed');
    const options = {
      view: view.value,
      theme: theme.value,
      predict: predict.value,
      task: task.value.trim(),
      controls: shown.length === rows.length ? 'all' : shown.join(',') || 'none',
      lock: fixed.join(','),
      projector: projector.checked ? '1' : '',
      ...choices.texts(),
    };
    chosen.textContent = `${shown.length - fixed.length} shown, ${fixed.length} fixed, ${rows.length - shown.length} left out`;
    const isUsual = (/** @type {string} */ value) => ['all', 'auto', ''].includes(value);
    const written = Object.fromEntries(Object.entries(options).filter(([, value]) => !isUsual(value)));
    code.value = embedCode(fragment === lab.encodeLink({}) ? '' : fragment, written, pin.checked);
    const themeNow = options.theme === 'host' ? (document.documentElement.dataset.theme ?? 'auto') : options.theme;
    preview.show({ link: fragment, options: { ...options, theme: themeNow } }, section.open);
  }
  byId('embed-options').addEventListener('input', write);
  section.addEventListener('toggle', write);
  /** @type {HTMLDialogElement} */ (byId('share')).addEventListener('close', preview.close);
  return (/** @type {string} */ link) => {
    fragment = link;
    view.value = shownView();
    write();
  };
}
