// SPDX-License-Identifier: MIT
// The part of the dialog that writes the code of an embedded calculation.
import { byId, element } from '../html/dom.js';

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

/**
 * The part of the dialog that composes an embed code.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 */
export function makeEmbedForm(lab) {
  const select = (/** @type {string} */ id, /** @type {[string, string][]} */ choices) =>
    element('select', { id }, ...choices.map(([value, label]) => element('option', { value }, label)));
  const code = /** @type {HTMLTextAreaElement} */ (byId('embed-code'));
  const view = select(
    'embed-view',
    lab.views().map((name) => [name === 'all' ? '' : name, name]),
  );
  const theme = select('embed-theme', [
    ['', 'as the reader’s system'],
    ['light', 'light'],
    ['dark', 'dark'],
  ]);
  const predict = select('embed-predict', [
    ['', 'nothing: results are shown'],
    ...lab.metrics().map(({ key, label }) => /** @type {[string, string]} */ ([key, label])),
  ]);
  const pin = element('input', { type: 'checkbox', id: 'embed-pin' });
  const task = element('textarea', { id: 'embed-task', rows: '2', maxlength: '1000' });
  const uses = lab.parameters().map(({ label, urlKey }) => ({
    urlKey,
    use: element(
      'select',
      { id: `embed-${urlKey}`, name: urlKey },
      ...['shown', 'fixed', 'left out'].map((word) => element('option', { value: word }, word)),
    ),
    label,
  }));
  const labelled = (/** @type {string} */ text, /** @type {HTMLElement} */ control) =>
    element('div', { class: 'field' }, element('label', { for: control.id }, text), control);
  byId('embed-options').replaceChildren(
    labelled('View', view),
    labelled('Colours', theme),
    labelled('Readers first predict', predict),
    labelled('Task', task),
    element(
      'p',
      { class: 'field' },
      element(
        'label',
        { class: 'check' },
        pin,
        ' Only this version of the script, checked by the browser: for pages that do not trust this site. The site has to keep the file, and to allow ' +
          'other sites to read it (CORS).',
      ),
    ),
    element('details', {}, element('summary', {}, 'Inputs'), ...uses.map(({ label, use }) => labelled(label, use))),
  );

  let fragment = '';
  function write() {
    const keys = (/** @type {string[]} */ ...wanted) =>
      uses.filter(({ use }) => wanted.includes(use.value)).map(({ urlKey }) => urlKey);
    const shown = keys('shown', 'fixed');
    const options = {
      view: view.value,
      theme: theme.value,
      predict: predict.value,
      task: task.value.trim(),
      controls: shown.length === uses.length ? '' : shown.join(',') || 'none',
      lock: keys('fixed').join(','),
    };
    code.value = embedCode(fragment, options, pin.checked);
  }
  byId('embed-options').addEventListener('input', write);
  return (/** @type {string} */ link) => {
    fragment = link === lab.encodeLink({}) ? '' : link;
    write();
  };
}
