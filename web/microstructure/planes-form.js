// SPDX-License-Identifier: MIT
// Which channel and which frame of a file that has several.
import { button, element } from '../html/dom.js';
import { mayBeSlices } from '../volume-files/tiff-planes.js';

const AXES = /** @type {const} */ (['channel', 'frame']);
const WORDS = { channel: 'Channel', frame: 'Frame (time)' };

/** @param {(file: File, choice: import('../volume-files/tiff-planes.js').PlaneChoice) => void} read */
export function makePlanesForm(read) {
  /** @type {File | null} */
  let file = null;
  const about = element('p');
  const fields = AXES.map((axis) => {
    const select = element('select', { id: `planes-${axis}` });
    const field = element('div', { class: 'field' }, element('label', { for: select.id }, WORDS[axis]), select);
    return { axis, select, field };
  });
  const whole = element(
    'div',
    {},
    about,
    element('div', { class: 'fields' }, ...fields.map(({ field }) => field)),
    element(
      'p',
      { class: 'buttons' },
      button('Read this volume', () => {
        if (!file) return;
        const [channel, frame] = fields.map(({ select: { value } }) => (value === 'slices' ? value : Number(value)));
        read(file, { channel, frame });
      }),
    ),
  );
  whole.hidden = true;

  return {
    whole,
    /** @param {File} given @param {{name: string, axes: import('../volume-files/tiff-planes.js').Axes}} found */
    ask(given, { name, axes }) {
      file = given;
      const { channel, slice, frame } = axes.counts;
      const several = [channel > 1 && `${channel} channels`, frame > 1 && `${frame} frames`]
        .filter(Boolean)
        .join(' in ');
      about.textContent =
        `${name} holds ${channel * frame} volumes: ${several}, of ${slice} ${slice === 1 ? 'slice' : 'slices'} each. ` +
        'Which is to be read?';
      for (const { axis, select, field } of fields) {
        const most = axes.counts[axis];
        const numbers = Array.from({ length: most }, (_, index) => String(index + 1));
        select.replaceChildren(...numbers.map((value) => element('option', { value }, `${value} of ${most}`)));
        if (mayBeSlices(axes, axis)) select.append(element('option', { value: 'slices' }, 'all, as slices along z'));
        field.hidden = most === 1;
      }
      whole.hidden = false;
    },
    hide() {
      whole.hidden = true;
    },
  };
}
