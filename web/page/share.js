// SPDX-License-Identifier: MIT
// The dialog that gives a calculation away: its link, to copy or to scan.
import { encode, renderSVG } from 'uqr';
import { copyFrom } from '../html/copy.js';
import { closeOnEscape, openDialog } from '../html/dialog.js';
import { byId, element } from '../html/dom.js';
import { trustedHtml } from '../html/trusted.js';
import { addressToShare, linkToGive } from '../session/links.js';
import { makeEmbedForm } from './embed-code.js';
import { fillOnward } from './onward.js';

// Squares of a code, as large as cameras need them on a screen.
const BORDER = 2;
const PX_A_SQUARE = 3.5;
const LEAST_PX = 176;

const root = document.documentElement;

/**
 * A text as a QR code, black on white whatever the theme: scanners want it so.
 * @param {string} text
 * @returns its markup, and the width (px) that cameras need of it on a screen
 */
export function codeOf(text) {
  const { size } = encode(text);
  return {
    svg: renderSVG(text, { border: BORDER }),
    widthPx: Math.max((size + 2 * BORDER) * PX_A_SQUARE, LEAST_PX),
  };
}

/**
 * Prepares the dialog; returns what opens it.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {import('../session/device.js').Device} setup.device
 * @param {import('../session/choices.js').Choices} setup.choices what a link holds beside the calculation
 * @param {() => string} setup.view the tab that the link leads to
 * @param {() => import('../microstructure/study.js').Study | null} setup.study a microstructure of the calculation as it is
 * @param {() => boolean} setup.isHidden whether results are to be predicted first
 */
export function makeShare({ lab, calculation, device, choices, view, study, isHidden }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('share'));
  const field = /** @type {HTMLInputElement} */ (byId('share-link'));
  const code = /** @type {HTMLTextAreaElement} */ (byId('embed-code'));
  const status = byId('share-status');
  // The page in one file has no embed.js beside it.
  byId('embed').hidden = !location.protocol.startsWith('http') || STANDALONE;
  /** @type {ReturnType<typeof makeEmbedForm> | null} */
  let writeCode = null;
  fillOnward({ lab, calculation, study });
  byId('share-close').addEventListener('click', () => dialog.close());
  closeOnEscape(dialog);

  // Where the system has a way to hand things on.
  byId('share-native').hidden = !navigator.share;
  byId('share-native').addEventListener('click', () =>
    navigator.share({ title: document.title, url: field.value }).catch((error) => {
      if (error.name !== 'AbortError') status.textContent = `Not sent: ${error.message}`;
    }),
  );
  byId('share-copy').addEventListener('click', () => copyFrom(field, status));
  byId('embed-copy').addEventListener('click', () => copyFrom(code, status));

  return () => {
    if (dialog.open) return;
    const fragment = linkToGive(calculation.link());
    const isCut = fragment !== calculation.link();
    field.value = addressToShare(fragment, view(), choices.items());
    // Of a page from disk there is no address to give away, but what stands behind that of any copy.
    const isAlone = field.value.startsWith('#');
    byId('share-code').hidden = isAlone;
    status.textContent = [
      isCut && 'Your own rows are too many for a link and are left out; save them as a file.',
      isAlone && 'This page is from disk: put the link behind the address of a copy on the web.',
    ]
      .filter(Boolean)
      .join(' ');
    writeCode ??= makeEmbedForm({ lab, choices, view });
    writeCode(fragment);
    byId('onward').hidden = isHidden();
    const kept = new Set(
      device
        .calculations()
        .map(({ link }) => link)
        .filter((link) => link !== fragment),
    );
    // Within another page the address is not ours to change.
    byId('kept').hidden = kept.size === 0 || root.hasAttribute('data-embedded');
    byId('kept-list').replaceChildren(
      ...[...kept].map((link) => {
        const { scenario, comparison } = lab.decodeLink(link);
        const more = comparison.length > 0 ? `, compared with ${comparison.length}` : '';
        const anchor = element('a', { href: `#${link}` }, lab.describe(scenario) + more);
        anchor.addEventListener('click', () => dialog.close());
        return element('li', {}, anchor);
      }),
    );
    const { svg, widthPx } = codeOf(field.value);
    byId('share-code').innerHTML = trustedHtml(svg);
    byId('share-code').style.width = `${widthPx}px`;
    openDialog(dialog);
    field.focus();
    field.select();
  };
}
