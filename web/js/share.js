// The dialog that gives a calculation away: its link, to copy or to scan.
import { renderSVG } from 'uqr';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * The address of this page with a scenario in it, without what concerns only this view of it.
 * @param {string} fragment
 */
function addressOf(fragment) {
  const address = new URL(location.href);
  address.searchParams.delete('embed');
  address.hash = fragment;
  return address.href;
}

/**
 * Prepares the dialog; returns what opens it.
 * @param {() => string} currentFragment
 */
export function makeShare(currentFragment) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('share'));
  const field = /** @type {HTMLInputElement} */ (byId('share-link'));
  const status = byId('share-status');
  byId('share-close').addEventListener('click', () => dialog.close());
  byId('share-copy').addEventListener('click', async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = 'Copied.';
    } catch {
      status.textContent = 'The browser does not let this page copy. The link is selected: copy it with the keyboard.';
    }
  });
  return () => {
    if (dialog.open) return;
    field.value = addressOf(currentFragment());
    status.textContent = '';
    // Black on white in both themes: scanners want it so.
    byId('share-code').innerHTML = renderSVG(field.value, { border: 2 });
    dialog.showModal();
    field.select();
  };
}
