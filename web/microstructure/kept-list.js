// SPDX-License-Identifier: MIT
// The studies kept on this device, offered to be shown again.
import { messageOf } from '../api/quoting.js';
import { button, element } from '../html/dom.js';
import { during } from '../html/rest.js';
import { forgetStudies } from './kept-studies.js';
import { solvedCount } from './study.js';

/** How much there is of a study: what was solved here, and what came from elsewhere. @param {import('./study.js').Study} study */
const amountOf = (study) => `${solvedCount(study)} ${study.returned.map(({ file, program }) => `${file} ${program}`)}`;

/**
 * @param {object} setup
 * @param {ReturnType<typeof import('./kept-studies.js').makeKeptStudies>} setup.kept
 * @param {() => boolean} setup.mayKeep whether anything may be kept here
 * @param {(study: import('./study.js').Study) => void} setup.show
 * @param {(message: string) => void} setup.refuse
 */
export function makeKeptList({ kept, mayKeep, show, refuse }) {
  const whole = element('div', { id: 'kept-studies' });
  whole.hidden = true;
  let shown = '';
  /** @type {WeakMap<import('./study.js').Study, string>} how much of it is kept */
  const keptOf = new WeakMap();

  /** @param {import('./kept-studies.js').Kept} one */
  async function open(one) {
    /** @type {import('./study.js').Study | null} */
    let study = null;
    try {
      study = await kept.read(one);
      keptOf.set(study, amountOf(study));
      show(study);
    } catch (reason) {
      refuse(messageOf(reason));
    }
    await update();
    return study;
  }
  async function update() {
    const offered = (mayKeep() ? await kept.list() : []).filter(({ title }) => title !== shown);
    whole.hidden = offered.length === 0;
    const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
    whole.replaceChildren(
      element('p', { id: 'kept-studies-name' }, 'Kept on this device, with its results:'),
      element(
        'ul',
        { 'aria-labelledby': 'kept-studies-name' },
        ...offered.map((one) =>
          element(
            'li',
            {},
            `${one.title}; ${when.format(one.at)} `,
            button('Show again', () => during(open(one)), { 'aria-label': `Show again: ${one.title}` }),
          ),
        ),
      ),
      element(
        'p',
        { class: 'buttons' },
        button('Forget these', () => during(forgetStudies().then(update))),
      ),
    );
  }

  return {
    whole,
    update: () => during(update()),
    /** Shows the one that a result is of, if it is kept. @param {string} fingerprint @returns {Promise<import('./study.js').Study | null>} */
    async showOf(fingerprint) {
      const found = mayKeep() ? (await kept.list()).find((one) => one.fingerprint === fingerprint) : undefined;
      return found ? open(found) : null;
    },
    /** Keeps a study that is finished, if there is more of it than is kept. @param {import('./study.js').Study} study */
    async keep(study) {
      const amount = amountOf(study);
      if (!mayKeep() || keptOf.get(study) === amount) return;
      keptOf.set(study, amount);
      await during(kept.keep(study).then(update));
    },
    /** @param {string} title of the study that is shown */
    leaveOut(title) {
      if (title === shown) return;
      shown = title;
      during(update());
    },
  };
}
