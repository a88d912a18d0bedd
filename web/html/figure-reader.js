// SPDX-License-Identifier: MIT
// Reading a figure mark by mark, by pointer, finger or arrow keys. A ring tells which one; name and numbers stand in a
// line of their own, so that nothing covers the curves. The figure is one stop of the Tab key.
import { element, setText } from './dom.js';
import { makeFrame } from './rest.js';

const NEAR = 22; // CSS px between the pointer and a mark that it points at
const SMALL = 44; // units of the figure; what is larger gets a frame instead of a ring
const SVG = 'http://www.w3.org/2000/svg';

/**
 * @typedef {object} Mark
 * @property {SVGGraphicsElement} node
 * @property {string} name
 * @property {string} text
 */

/** @param {Mark} mark */
const nameOf = ({ name, text }) => name || text;

/** @param {SVGElement} svg @returns {Mark[]} */
function marksOf(svg) {
  const named = /** @type {NodeListOf<SVGGraphicsElement>} */ (svg.querySelectorAll('[data-name], [data-text]'));
  if (named.length > 0)
    return [...named].map((node) => ({ node, name: node.dataset.name ?? '', text: node.dataset.text ?? '' }));
  return [...svg.querySelectorAll(':scope > * title')].map((title) => ({
    node: /** @type {SVGGraphicsElement} */ (/** @type {unknown} */ (title.parentElement)),
    name: '',
    text: title.textContent ?? '',
  }));
}

/**
 * @param {HTMLElement} drawing the figure's place
 * @param {string} label of the figure
 * @param {object} [more]
 * @param {(name: string) => void} [more.onMark] told what is marked; '' for nothing
 */
export function makeFigureReader(drawing, label, { onMark = () => {} } = {}) {
  const hint = 'Point at a mark, tap it, or walk with the arrow keys: it is read here.';
  const reading = element('p', { class: 'reading', role: 'status' }, hint);
  drawing.tabIndex = 0;
  drawing.setAttribute('role', 'application');
  drawing.setAttribute('aria-roledescription', 'figure');
  /** @type {SVGSVGElement | null} */
  let svg = null;
  /** @type {Mark[]} */
  let marks = [];
  /** @type {DOMRect[]} */
  let boxes = [];
  let at = -1;
  let isPointed = false;
  const halo = document.createElementNS(SVG, 'g');
  halo.setAttribute('class', 'ring');
  halo.setAttribute('pointer-events', 'none');

  /** @param {Mark} mark */
  function ring({ node }) {
    const box = node.getBBox();
    const isSmall = Math.max(box.width, box.height) <= SMALL;
    const shape = document.createElementNS(SVG, isSmall ? 'circle' : 'rect');
    const set = (/** @type {Record<string, number>} */ all) => {
      for (const [name, value] of Object.entries(all)) shape.setAttribute(name, String(value));
    };
    if (isSmall)
      set({
        cx: box.x + box.width / 2,
        cy: box.y + box.height / 2,
        r: Math.max(box.width, box.height) / 2 + 5,
      });
    else set({ x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6, rx: 3 });
    halo.replaceChildren(shape.cloneNode(), shape);
    const transform = node.getAttribute('transform');
    if (transform) halo.setAttribute('transform', transform);
    else halo.removeAttribute('transform');
    svg?.append(halo);
  }
  /** @param {number} index -1: nothing @param {boolean} [byPointer] */
  function show(index, byPointer = false) {
    // A pointer that points at nothing leaves what the keyboard has gone to.
    if (index === at || (index < 0 && byPointer && !isPointed)) return;
    at = index;
    isPointed = byPointer;
    const mark = marks[index];
    if (!mark) {
      halo.remove();
      setText(reading, hint);
      onMark('');
      return;
    }
    ring(mark);
    const { name, text } = mark;
    // The name is not said twice.
    const rest = name && text.startsWith(name) ? text.slice(name.length).replace(/^[:,]?\s*/, '') : text;
    reading.replaceChildren(...(name ? [element('strong', {}, `${name}:`), ' '] : []), rest);
    onMark(nameOf(mark));
  }

  /** The mark under the pointer, or the nearest one. @param {number} x @param {number} y */
  function nearest(x, y) {
    boxes = marks.map(({ node }) => node.getBoundingClientRect());
    let found = -1;
    let best = Infinity;
    boxes.forEach((box, index) => {
      const [dx, dy] = [Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)];
      const away = Math.hypot(dx, dy);
      // Of those that the pointer is in, the smallest; else the one whose edge is nearest.
      const rank = away > 0 ? 1e6 * (1 + away) : Math.min(1e5, box.width * box.height);
      if (away <= NEAR && rank < best) [found, best] = [index, rank];
    });
    return found;
  }
  let pointer = { x: 0, y: 0 };
  const follow = makeFrame(() => show(nearest(pointer.x, pointer.y), true));
  drawing.addEventListener('pointermove', ({ clientX, clientY, pointerType }) => {
    if (pointerType === 'touch') return;
    pointer = { x: clientX, y: clientY };
    follow();
  });
  drawing.addEventListener('click', ({ clientX, clientY, detail }) => {
    if (detail > 0) show(nearest(clientX, clientY));
  });
  drawing.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') show(-1, true);
  });
  drawing.addEventListener('blur', () => show(-1));
  drawing.addEventListener('keydown', (event) => {
    const last = marks.length - 1;
    const to = /** @type {Record<string, number>} */ ({
      ArrowRight: at >= last ? 0 : at + 1,
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowLeft: at <= 0 ? last : at - 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
      Escape: -1,
    })[event.key];
    if (to === undefined || last < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && at < 0) return;
    event.preventDefault();
    show(to);
  });

  return {
    reading,
    /** The figure has been drawn anew; what was read goes on being read. */
    renew() {
      svg = drawing.querySelector('svg');
      const read = marks[at] && nameOf(marks[at]);
      marks = svg ? marksOf(svg) : [];
      // The browser's own tooltips would cover what is pointed at.
      const title = svg?.querySelector(':scope > title')?.textContent ?? label;
      for (const one of svg?.querySelectorAll('title') ?? []) one.remove();
      svg?.removeAttribute('aria-labelledby');
      svg?.setAttribute('aria-label', title);
      drawing.setAttribute('aria-label', `${title}. ${marks.length} marks: arrow keys walk them.`);
      if (read === undefined) return;
      at = Number.NaN; // whatever it was, it is another now
      show(marks.findIndex((mark) => nameOf(mark) === read));
    },
    /** Marks what has a name, as a pointer elsewhere asks for; '' for nothing. @param {string} name */
    show: (name) => show(name === '' ? -1 : marks.findIndex((mark) => nameOf(mark).includes(name)), true),
  };
}
