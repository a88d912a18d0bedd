// SPDX-License-Identifier: MIT
// Files for a person.
import { element } from './dom.js';

/**
 * Gives a person a file.
 * @param {string} name
 * @param {string} type
 * @param {string | Blob} content
 */
export function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = element('a', { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
