// SPDX-License-Identifier: MIT
// What a person should be told, above the page.
import { button, byId, element } from './dom.js';

/** @typedef {'link' | 'view' | 'kept' | 'version' | 'input' | 'file' | 'workers' | 'rest' | 'window' | 'pinned'} Topic what a notice is about */
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
export function tell(topic, messages, { action, isGood = false } = {}) {
  const root = byId('notices');
  const hadFocus = root.contains(document.activeElement);
  notices.get(topic)?.remove();
  notices.delete(topic);
  if (messages.length > 0) {
    const forget = () => tell(topic, []);
    action?.addEventListener('click', forget);
    const notice = element(
      'div',
      { class: isGood ? 'notice good' : 'notice' },
      element('ul', {}, ...messages.map((message) => element('li', {}, message))),
      element('p', { class: 'buttons' }, ...(action ? [action] : []), button('Dismiss', forget)),
    );
    notices.set(topic, notice);
    root.append(notice);
  }
  root.hidden = notices.size === 0;
  if (hadFocus && !root.contains(document.activeElement)) byId('main').focus({ preventScroll: true });
}
