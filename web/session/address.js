// SPDX-License-Identifier: MIT
// The address of the page follows the calculation, and the calculation the address. The latest
// calculations are kept on the device too.
import { button } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { makeTimer } from '../html/rest.js';
import {
  linkInAddress,
  linkToGive,
  mayBeLink,
  optionsInAddress,
  queryWithoutLink,
  withOptionsInHash,
} from './links.js';
import { readOptions } from './options.js';

const PAUSE_MS = 300; // browsers allow about this many changes of the address

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('./calculation.js').LiveCalculation} setup.calculation
 * @param {import('./device.js').Device} setup.device
 * @param {import('./choices.js').Choices} setup.choices what stands in it beside the calculation
 * @param {() => void} setup.onWrite it has been written
 */
export function makeAddress({ lab, calculation, device, choices, onWrite }) {
  // What is done from one calculation opened to the next is kept as one.
  const newOpening = () => String(Math.random());
  let opening = newOpening();
  let isTaking = false; // what somebody else may have written, which does not take the place of what a person has kept
  const defaults = lab.encodeLink({});
  let whole = defaults; // the link of what stands in the address
  let beside = ''; // the choices that stand beside it
  let isReading = false; // what is taken from the address is not written to it meanwhile
  const writing = makeTimer(write, PAUSE_MS);
  let entryIsOpen = true; // the current entry of the history may be rewritten: it holds an unfinished edit
  let written = lab.decodeLink(defaults); // what that entry holds
  /** @type {string | null} */
  let edited = null; // the one input that it changed

  /** The one input in which two calculations differ; null if it is not one. @param {typeof written} before @param {typeof written} now */
  function inputBetween(before, now) {
    const keys = lab.parameters().flatMap(({ key }) => (before.scenario[key] === now.scenario[key] ? [] : [key]));
    const isAllElse =
      lab.encodeLink({}, before.comparison, before.rows) === lab.encodeLink({}, now.comparison, now.rows);
    return keys.length === 1 && isAllElse ? keys[0] : null;
  }

  function write() {
    writing.stop();
    const link = calculation.link();
    const given = link === defaults ? '' : linkToGive(link);
    const items = choices.items();
    const isSame = link === whole;
    if (isSame && items.join('&') === beside) return;
    whole = link;
    beside = items.join('&');
    // What is too long for the address, the history keeps.
    const state = { opening, link: link === given ? undefined : link };
    const hash = withOptionsInHash(given, items);
    const address = hash ? `#${hash}` : location.pathname + location.search;
    // How it is shown is no step of its own.
    if (isSame) {
      history.replaceState(history.state, '', address);
      onWrite();
      return;
    }
    // Edits of one input that follow each other are one step back.
    const next = lab.decodeLink(link);
    const input = inputBetween(written, next);
    const goesOn = input !== null && input === edited;
    edited = input;
    written = next;
    if (entryIsOpen || goesOn) history.replaceState(state, '', address);
    else history.pushState(state, '', address);
    entryIsOpen = true;
    onWrite();
  }

  /**
   * Takes the calculation of the address.
   * @param {string[]} [notices] what else was wrong in the address; given, this is the beginning
   */
  function read(notices) {
    isReading = true;
    const asked = readOptions(optionsInAddress(), lab);
    const wrong = choices.take(asked);
    if (!notices)
      wrong.unshift(...asked.notices.flatMap(({ message }) => (message.startsWith('fig:') ? [message] : [])));
    isReading = false;
    if (wrong.length > 0) tell('view', wrong);
    const inAddress = linkInAddress(lab);
    // From now on it stands behind the #.
    if (location.hash === '' && inAddress !== '')
      history.replaceState(history.state, '', `${location.pathname}${queryWithoutLink(lab)}#${inAddress}`);
    const kept = /** @type {unknown} */ (history.state?.link);
    // The address of a calculation with many rows leaves them out.
    const text = typeof kept === 'string' && linkToGive(kept) === inAddress ? kept : inAddress;
    const isLink = !document.getElementById(text); // not an anchor of the page
    if (!notices && (!isLink || text === whole || (text === '' && whole === defaults))) return;
    const unread = isLink ? lab.decodeLink(text).notices.map(({ message }) => message) : [];
    // What is no link at all changes nothing.
    if (!notices && text !== '' && !mayBeLink(text)) {
      tell('link', unread);
      return;
    }
    whole = '';
    entryIsOpen = true;
    // Not at the beginning: a duplicated tab has the state of the one it is from.
    opening = (!notices && history.state?.opening) || newOpening();
    // In the history a person goes back to what was here.
    take(isLink && mayBeLink(text) ? text : '', Boolean(history.state?.opening), notices !== undefined);
    write(); // as this program writes it
    entryIsOpen = false;
    edited = null;
    tell('link', [...(notices ?? []), ...unread]);
  }

  /** @param {string} link @param {boolean} [isOwn] what was here before @param {boolean} [isBeginning] */
  function take(link, isOwn = false, isBeginning = false) {
    isTaking = !isOwn;
    calculation.putLink(link, isBeginning);
    isTaking = false;
  }

  /** @param {string} link a calculation of its own: what was kept of the one before stays kept */
  function open(link) {
    opening = newOpening();
    take(link);
  }

  return {
    read,
    open,
    /** What stands beside the calculation has changed. */
    followChoices: () => writing.start(),
    /** An entry of its own in the history for another view of the same calculation. @param {string} address */
    turn(address) {
      write();
      history.pushState(history.state, '', address);
      entryIsOpen = false;
      edited = null;
    },
    /** Opened without a calculation, the page goes on with the last one of this device. */
    restore() {
      const kept = device.calculations()[0]?.link ?? defaults;
      if (location.hash !== '' || kept === defaults) return;
      open(kept);
      entryIsOpen = true; // not a step that Back would take back
      write();
      entryIsOpen = false;
      edited = null;
      tell('kept', ['This is your last calculation on this device.'], {
        action: button('Start afresh', () => open('')),
        isGood: true,
      });
    },
    /**
     * One entry in the browser's history for each finished edit. While an edit goes on its entry is rewritten.
     * @param {{isRevised: boolean, isFinished: boolean}} change
     */
    follow({ isRevised, isFinished }) {
      if (isReading) return;
      if (isFinished) {
        write();
        entryIsOpen = false;
        if (!isTaking) device.keepCalculation(opening, calculation.link());
      } else if (isRevised && !writing.isRunning()) {
        writing.start();
      }
    },
  };
}
