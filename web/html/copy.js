// SPDX-License-Identifier: MIT
// Copying a field's text.

/**
 * Selects and copies it, and says in `status` whether that was allowed.
 * @param {HTMLInputElement | HTMLTextAreaElement} source
 * @param {HTMLElement} status
 */
export async function copyFrom(source, status) {
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
    status.textContent = 'Copied.';
  } catch {
    status.textContent = 'The browser does not let this page copy. The text is selected: copy it with the keyboard.';
  }
}
