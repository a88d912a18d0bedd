// The address of the page follows the calculation, and the calculation the address. The latest
// calculations are kept on the device too.
import { button } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { makeTimer } from '../html/rest.js';
import { linkToGive } from './links.js';
import { keepCalculation, keptCalculations } from './store.js';

const PAUSE_MS = 300; // browsers allow about this many changes of the address

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('./calculation.js').LiveCalculation} setup.calculation
 */
export function makeAddress({ lab, calculation }) {
  // What is done from one calculation opened to the next is kept as one.
  const newOpening = () => String(Math.random());
  let opening = newOpening();
  const defaults = lab.encodeLink({});
  let whole = defaults; // the link of what stands in the address
  const writing = makeTimer(write, PAUSE_MS);
  let entryIsOpen = true; // the current entry of the history may be rewritten: it holds an unfinished edit

  function write() {
    writing.stop();
    const link = calculation.link();
    const written = link === defaults ? '' : linkToGive(link);
    if (link === whole) return;
    whole = link;
    // What is too long for the address, the history keeps.
    const state = { opening, link: link === written ? undefined : link };
    const address = written ? `#${written}` : location.pathname + location.search;
    if (entryIsOpen) history.replaceState(state, '', address);
    else history.pushState(state, '', address);
    entryIsOpen = true;
  }

  /**
   * Takes the calculation of the address.
   * @param {string[]} [notices] what else was wrong in the address; given, this is the beginning
   */
  function read(notices) {
    const inAddress = location.hash.slice(1);
    const kept = /** @type {unknown} */ (history.state?.link);
    // The address of a calculation with many rows leaves them out.
    const text = typeof kept === 'string' && linkToGive(kept) === inAddress ? kept : inAddress;
    const isLink = text === '' || text.includes('='); // not an anchor of the page
    if (!notices && (!isLink || text === whole || (text === '' && whole === defaults))) return;
    whole = '';
    entryIsOpen = true;
    // Not at the beginning: a duplicated tab has the state of the one it is from.
    opening = (!notices && history.state?.opening) || newOpening();
    const unread = isLink ? lab.decodeLink(text).notices.map(({ message }) => message) : [];
    calculation.putLink(isLink ? text : '', notices !== undefined);
    write(); // as this program writes it
    entryIsOpen = false;
    tell('link', [...(notices ?? []), ...unread]);
  }

  /** @param {string} link a calculation of its own: what was kept of the one before stays kept */
  function open(link) {
    opening = newOpening();
    calculation.putLink(link);
  }

  return {
    read,
    open,
    /** Opened without a calculation, the page goes on with the last one of this device. */
    restore() {
      const kept = keptCalculations()[0]?.link ?? defaults;
      if (location.hash !== '' || kept === defaults) return;
      open(kept);
      entryIsOpen = true; // not a step that Back would take back
      write();
      entryIsOpen = false;
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
      if (isFinished) {
        write();
        entryIsOpen = false;
        keepCalculation(opening, calculation.link());
      } else if (isRevised && !writing.isRunning()) {
        writing.start();
      }
    },
  };
}
