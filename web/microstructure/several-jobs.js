// SPDX-License-Identifier: MIT
// Several jobs of one kind that belong together, in a part of the page with its own progress: it runs them, tells how far they
// are, and may be cancelled.
import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';

/** @param {number} ms */
function durationText(ms) {
  const seconds = Math.max(Math.round(ms / 1000), 1);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/**
 * @param {string} id of the part
 * @param {(isBusy: boolean) => void} onBusy
 */
export function makeSeveral(id, onBusy) {
  const bar = element('progress', { max: '1', 'aria-labelledby': `${id}-doing` });
  const doing = element('p', { id: `${id}-doing`, class: 'hint' });
  const status = element('p', { role: 'status', class: 'hint', id: `${id}-status` });
  const error = element('p', { class: 'error', role: 'alert', id: `${id}-error` });
  const working = element('div', { class: 'working' }, bar, doing);
  working.hidden = true;
  /** @type {AbortController | null} */
  let current = null;
  const cancel = button('Cancel', () => current?.abort(new Error('Cancelled; what is there stays.')));
  cancel.disabled = true;

  return {
    whole: element('div', {}, working, status, error),
    cancel,
    refuse: (/** @type {unknown} */ reason) => setText(error, messageOf(reason)),
    /**
     * @param {string} name of what is done, in the plural
     * @param {(signal: AbortSignal, tell: (done: number, all: number, running: number) => void) => Promise<string>} act returns what
     *   has come of it; tells how many are done, of how many, and the fractions of those under way
     */
    async perform(name, act) {
      current?.abort(new Error('Replaced by the next calculation.'));
      const own = (current = new AbortController());
      setText(error, '');
      setText(status, '');
      setText(doing, 'Beginning…');
      bar.removeAttribute('value');
      working.hidden = false;
      cancel.disabled = false;
      onBusy(true);
      const started = performance.now();
      try {
        const said = await act(own.signal, (done, all, running) => {
          const fraction = (done + running) / all;
          const elapsed = performance.now() - started;
          const left = fraction > 0.02 ? `, about ${durationText((elapsed * (1 - fraction)) / fraction)} left` : '';
          setText(doing, `${done} of ${all} ${name} done${left}`);
          bar.value = fraction;
        });
        if (current === own) setText(status, said);
      } catch (reason) {
        if (own.signal.aborted) setText(status, messageOf(own.signal.reason));
        else setText(error, messageOf(reason));
        own.abort(reason); // what else runs for it is of no use
      }
      if (current !== own) return;
      current = null;
      working.hidden = true;
      cancel.disabled = true;
      onBusy(false);
    },
  };
}

/**
 * Does all of them, and hands over each as it is done.
 * @template Input, Output
 * @param {Input[]} inputs
 * @param {(input: Input, onProgress: (progress: {fraction: number}) => void) => Promise<Output>} run
 * @param {(done: number, all: number, running: number) => void} tell
 * @param {(output: Output, index: number) => void} take
 */
export async function runAll(inputs, run, tell, take) {
  const fractions = inputs.map(() => 0);
  let done = 0;
  const show = () =>
    tell(
      done,
      inputs.length,
      fractions.reduce((sum, fraction) => sum + (fraction < 1 ? fraction : 0), 0),
    );
  show();
  await Promise.all(
    inputs.map(async (input, index) => {
      const output = await run(input, ({ fraction }) => {
        fractions[index] = Math.max(fractions[index], Math.min(fraction, 0.99));
        show();
      });
      fractions[index] = 1;
      ++done;
      take(output, index);
      show();
    }),
  );
}
