// SPDX-License-Identifier: MIT
// The note at the page's end on what is kept on this device, and what forgets it.
import { byId, setText } from '../html/dom.js';

/**
 * @param {import('../session/device.js').Device} device
 * @param {() => Promise<void>} forgetStudies
 */
export function showDeviceNote(device, forgetStudies) {
  const asked = /** @type {HTMLInputElement} */ (byId('device-asked'));
  byId('device-file').hidden = !device.isFile;
  byId('device-usual').hidden = device.isFile;
  asked.checked = device.isAsked();
  asked.addEventListener('change', () => {
    device.ask(asked.checked);
    setText(byId('device-status'), asked.checked ? 'Kept from the next change on.' : 'Forgotten; nothing is kept.');
  });
  byId('forget').addEventListener('click', async () => {
    device.forget();
    asked.checked = false;
    await forgetStudies();
    setText(
      byId('device-status'),
      'Forgotten. Nothing is kept until the page is opened again; what is on the screen goes when it is closed, addresses with the browser’s history.',
    );
  });
}
