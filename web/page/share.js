// The dialog that gives a calculation away: its link, to copy or to scan.
import { renderSVG } from 'uqr';
import { byId, element } from '../html/dom.js';
import { VIEWS } from '../session/options.js';
import { keptCalculations } from '../session/store.js';
import { trustedHtml } from '../html/trusted.js';

// A link to give away is not longer than this; see core/scenario/link.h.
const LONGEST_LINK = 2000;

/**
 * A calculation's link to give away: without own rows where they would make it too long.
 * @param {string} link
 */
export const linkToGive = (link) => link.length > LONGEST_LINK ? link.replace(/&row=[^&]*/g, '') : link;

/**
 * The address of this page with a calculation in it, without how this page is shown.
 * @param {string} fragment
 */
export function addressOf(fragment) {
  const address = new URL(location.href);
  const theme = address.searchParams.get('theme');
  address.search = theme === 'light' || theme === 'dark' ? `?theme=${theme}` : '';
  address.hash = fragment;
  return address.href;
}

/**
 * The address that shows a calculation as this embedded page does, on a page of its own.
 * @param {URLSearchParams} query this page's options
 * @param {string} fragment
 */
export function ownPage(query, fragment) {
  const address = new URL(location.href);
  const options = new URLSearchParams(query);
  for (const name of ['embed', 'host']) options.delete(name);
  address.search = options.toString();
  address.hash = fragment;
  return address.href;
}

const root = document.documentElement;

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/**
 * The HTML that embeds a calculation.
 * @param {string} fragment empty: the defaults
 * @param {Record<string, string>} options attributes beside the link; empty ones are left out
 */
function embedCode(fragment, options) {
  const folder = new URL('../js', location.href);
  const attributes = Object.entries({ link: fragment, ...options }).filter(([, value]) => value !== '');
  return `<script src="${new URL('embed.js', folder).href}" async></script>\n` +
    `<cathode-lab${attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')}></cathode-lab>`;
}

/**
 * The part of the dialog that composes an embed code.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 */
function makeEmbedForm(lab) {
  const select = (/** @type {string} */ id, /** @type {[string, string][]} */ choices) => element('select', { id },
    ...choices.map(([value, label]) => element('option', { value }, label)));
  const code = /** @type {HTMLTextAreaElement} */ (byId('embed-code'));
  const view = select('embed-view', VIEWS.map((name) => [name === 'all' ? '' : name, name]));
  const theme = select('embed-theme', [['', 'as the reader’s system'], ['light', 'light'], ['dark', 'dark']]);
  const predict = select('embed-predict', [['', 'nothing: results are shown'], ...lab.metrics().map(({ key, label }) => /** @type {[string, string]} */ ([key, label]))]);
  const task = element('textarea', { id: 'embed-task', rows: '2', maxlength: '1000' });
  const uses = lab.parameters().map(({ label, urlKey }) => ({
    urlKey,
    use: element('select', { id: `embed-${urlKey}`, name: urlKey },
      ...['shown', 'fixed', 'left out'].map((word) => element('option', { value: word }, word))),
    label,
  }));
  const labelled = (/** @type {string} */ text, /** @type {HTMLElement} */ control) =>
    element('div', { class: 'field' }, element('label', { for: control.id }, text), control);
  byId('embed-options').replaceChildren(
    labelled('View', view), labelled('Colours', theme), labelled('Readers first predict', predict), labelled('Task', task),
    element('details', {}, element('summary', {}, 'Inputs'), ...uses.map(({ label, use }) => labelled(label, use))));

  let fragment = '';
  function write() {
    const keys = (/** @type {string[]} */ ...wanted) => uses.filter(({ use }) => wanted.includes(use.value)).map(({ urlKey }) => urlKey);
    const shown = keys('shown', 'fixed');
    code.value = embedCode(fragment, {
      view: view.value, theme: theme.value, predict: predict.value, task: task.value.trim(),
      controls: shown.length === uses.length ? '' : shown.join(',') || 'none', lock: keys('fixed').join(','),
    });
  }
  byId('embed-options').addEventListener('input', write);
  return (/** @type {string} */ link) => {
    fragment = link === lab.encodeLink({}) ? '' : link;
    write();
  };
}

/**
 * Prepares the dialog; returns what opens it.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {() => string} currentFragment
 */
export function makeShare(lab, currentFragment) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('share'));
  const field = /** @type {HTMLInputElement} */ (byId('share-link'));
  const code = /** @type {HTMLTextAreaElement} */ (byId('embed-code'));
  const status = byId('share-status');
  // The page in one file has no embed.js beside it.
  byId('embed').hidden = !location.protocol.startsWith('http') || STANDALONE;
  /** @type {ReturnType<typeof makeEmbedForm> | null} */
  let writeCode = null;
  byId('share-close').addEventListener('click', () => dialog.close());
  // A modal one does so by itself.
  dialog.addEventListener('keydown', ({ key }) => { if (key === 'Escape') dialog.close(); });

  /** @param {HTMLInputElement | HTMLTextAreaElement} source */
  async function copy(source) {
    source.select();
    try {
      await navigator.clipboard.writeText(source.value);
      status.textContent = 'Copied.';
    } catch {
      status.textContent = 'The browser does not let this page copy. The text is selected: copy it with the keyboard.';
    }
  }
  byId('share-copy').addEventListener('click', () => copy(field));
  byId('embed-copy').addEventListener('click', () => copy(code));

  return () => {
    if (dialog.open) return;
    const fragment = linkToGive(currentFragment());
    const isCut = fragment !== currentFragment();
    field.value = addressOf(fragment);
    status.textContent = isCut ? 'Your own rows are too many for a link and are left out; save them as a file.' : '';
    writeCode ??= makeEmbedForm(lab);
    writeCode(fragment);
    const kept = new Set(keptCalculations().map(({ link }) => link).filter((link) => link !== fragment));
    // Within another page the address is not ours to change.
    byId('kept').hidden = kept.size === 0 || root.hasAttribute('data-embedded');
    byId('kept-list').replaceChildren(...[...kept].map((link) => {
      const { scenario, comparison } = lab.decodeLink(link);
      const more = comparison.length > 0 ? `, compared with ${comparison.length}` : '';
      const anchor = element('a', { href: `#${link}` }, lab.describe(scenario) + more);
      anchor.addEventListener('click', () => dialog.close());
      return element('li', {}, anchor);
    }));
    // Black on white in both themes: scanners want it so.
    byId('share-code').innerHTML = trustedHtml(renderSVG(field.value, { border: 2 }));
    if (root.hasAttribute('data-embedded')) {
      dialog.show();
      // Once the page around has made room for it.
      setTimeout(() => dialog.scrollIntoView({ block: 'nearest' }), 150);
    } else {
      dialog.showModal();
    }
    field.focus();
    field.select();
  };
}
