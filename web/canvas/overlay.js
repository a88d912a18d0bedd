// SPDX-License-Identifier: MIT
// The HTML over the drawing: explanations, what has the keyboard in words, and the drawing's own words where they stand,
// to be found and copied.
import { button, byId, element, setText } from '../html/dom.js';
import { makeTimer } from '../html/rest.js';

const WORDS_AFTER_MS = 400;
const SPEAK_AFTER_MS = 150;

/**
 * @param {import('../api/app-core.js').AppCore} core
 * @param {HTMLElement} stage
 * @param {(which: number) => void} onDefine a definition is asked for (struct Defined in web/canvas/screen.h)
 */
export function makeOverlay(core, stage, onDefine) {
  const tip = byId('tip');
  const title = element('strong');
  const text = element('span');
  let more = -1; // the definition that it leads to
  const lead = button('Definition', () => onDefine(more), { class: 'more', tabindex: '-1' });
  tip.append(title, text, lead);
  const spoken = byId('spoken');
  const words = byId('words');
  const placing = makeTimer(placeWords, WORDS_AFTER_MS);
  const speaking = makeTimer(() => setText(spoken, core.UTF8ToString(core._appSpoken())), SPEAK_AFTER_MS);
  let said = '';
  let placed = ''; // the words that stand there

  function placeWords() {
    if (stage.clientHeight === 0) return;
    const all = core.UTF8ToString(core._appWords());
    if (all === placed) return;
    placed = all;
    const lines = all.split('\n').filter(Boolean);
    const spans = lines.map((line) => {
      const [x, y, width, em, ...rest] = line.split(',');
      const span = element('span', {}, rest.join(',').replace(/_(?=\w)/g, ''));
      Object.assign(span.style, {
        left: `${x}px`,
        top: `${y}px`,
        fontSize: `${em}px`,
        width: `${width}px`,
      });
      return span;
    });
    words.replaceChildren(...spans);
  }

  /** @param {Record<string, number>} state of the frame @param {number} top of the canvas on the stage */
  function showTip(state, top) {
    const pointer = core._appTip();
    tip.hidden = pointer === 0;
    if (pointer === 0) return;
    const [first, ...rest] = core.UTF8ToString(pointer).split('\n');
    setText(title, first);
    setText(text, rest.join('\n'));
    more = state.tipMore;
    lead.hidden = more < 0;
    const { offsetWidth, offsetHeight } = tip;
    const left = state.tipX + state.tipWidth / 2 - offsetWidth / 2;
    const below = state.tipY + state.tipHeight + 8;
    const canvasHeight = byId('canvas').clientHeight;
    const y =
      below + offsetHeight > canvasHeight && state.tipY > offsetHeight + 8 ? state.tipY - offsetHeight - 8 : below;
    tip.style.left = `${Math.max(8, Math.min(left, stage.clientWidth - offsetWidth - 8))}px`;
    tip.style.top = `${top + y}px`;
  }

  return {
    /**
     * Keeps in step with a frame that has been drawn.
     * @param {Record<string, number>} state
     * @param {number} top of the canvas on the stage
     */
    follow(state, top) {
      showTip(state, top);
      const now = core.UTF8ToString(core._appSpoken());
      if (now !== said) speaking.start();
      said = now;
      if (state.isAnother) placing.start();
    },
  };
}
