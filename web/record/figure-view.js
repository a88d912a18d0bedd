// SPDX-License-Identifier: MIT
// A figure of the record, large: what it shows in a line, its options as joined buttons, the drawing at the size that it
// is shown with, the line that tells what is pointed at, and its numbers.
import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { showFigure } from '../html/fields.js';
import { makeFigureReader } from '../html/figure-reader.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { withTerms } from '../html/terms.js';
import { optionField } from './figure-options.js';
import { inWords } from './parts.js';

/** @typedef {import('./parts.js').All} All */

const MM_PER_PIXEL = 25.4 / 96;
const LEAST_MM = 40;
const MOST_MM = 400;
/** CSS px of a figure's usual text: that of notes to that of the page. */
const SMALLEST_TEXT = 12;
const LARGEST_TEXT = 14;
/** @type {Set<() => void>} */
const onPaper = new Set();
let isPrinting = false;
/** Figures are drawn anew for paper, and back. */
function watchPrinting() {
  for (const [event, prints] of /** @type {const} */ ([
    ['beforeprint', true],
    ['afterprint', false],
  ])) {
    window.addEventListener(event, () => {
      isPrinting = prints;
      for (const draw of onPaper) draw();
    });
  }
}

/**
 * Draws a figure as wide as its place, with text of the size that the page has: it has its own by what it is printed on.
 * What is returned keeps by how much it is drawn narrower and shown larger.
 */
export function makeFitting() {
  /** @type {Map<number, number>} by CSS px */
  const scales = new Map();
  /** @param {number} width CSS px @param {(widthMm: number) => string} draw */
  return (width, draw) => {
    const at = (/** @type {number} */ scale) =>
      draw(Math.min(MOST_MM, Math.max(LEAST_MM, Math.floor((10 * width * MM_PER_PIXEL) / scale) / 10)));
    const known = scales.get(width);
    if (known) return at(known);
    const svg = at(1);
    const sizes = [...svg.matchAll(/<text[^>]* font-size="([\d.]+)"/g)]
      .map(([, size]) => Number(size))
      .sort((one, other) => one - other);
    const usual = sizes[sizes.length >> 1];
    const scale = Math.min(LARGEST_TEXT, Math.max(SMALLEST_TEXT, usual)) / usual;
    if (!(scale > 0)) return svg;
    scales.set(width, scale);
    return scale === 1 ? svg : at(scale);
  };
}

/**
 * @param {import('./parts.js').Context} context
 * @param {import('./parts.js').FigureName} name
 * @param {object} [more]
 * @param {'h2' | 'h3'} [more.heading]
 * @param {string} [more.title] what it is called here
 * @param {(name: string) => void} [more.onMark] told what is pointed at
 * @param {string[]} [more.without] options that are chosen elsewhere
 */
export function makeFigureView(context, name, { heading = 'h2', title, onMark, without = [] } = {}) {
  const { lab, shared, saveFigure } = context;
  const kind = /** @type {import('../api/cathode-lab').FigureKind} */ (lab.figures().find((one) => one.name === name));
  const choices = lab.figureOptions().map(({ key }) => key);
  const asks = choices.includes('title') && title === undefined;
  const fields = kind.options
    .filter((key) => choices.includes(key) && key !== 'design' && !without.includes(key))
    .map((key) => optionField(context, key));
  const place = element('div');
  const drawing = element('div', { class: 'drawing' }, place);
  const drawFitting = makeFitting();
  const reader = makeFigureReader(drawing, kind.label, { onMark });
  const data = makeSortableTable(`Data of ${kind.label}`, { columns: [], rows: [] });
  const dataPart = element('details', { class: 'data' }, element('summary', {}, 'Numbers of the figure'), data.whole);
  const head = element(heading, {}, title ?? kind.label);
  const save = button('Save or cite', () => saveFigure(name), { class: 'quiet' });
  const whole = element(
    'div',
    { id: `figure-${name}`, class: 'figure' },
    element(
      'div',
      { class: 'figure-head' },
      element('div', { class: 'says' }, head, element('p', {}, ...withTerms(kind.description))),
      element('div', { class: 'tools' }, ...fields.filter(({ isWide }) => !isWide).map(({ field }) => field), save),
    ),
    ...fields.filter(({ isWide }) => isWide).map(({ field }) => field),
    drawing,
    reader.reading,
    dataPart,
  );

  /** @type {All | null} */
  let all = null;
  let shown = '';
  let isSeen = true; // until the browser says otherwise
  let isDirty = false;
  function draw() {
    if (!all || place.clientWidth === 0) return;
    if (!isSeen && shown !== '' && !isPrinting) {
      isDirty = true;
      return;
    }
    isDirty = false;
    const { scenario, comparison, rows } = all;
    const isDark = document.documentElement.dataset.theme === 'dark' && !isPrinting;
    // As texts, which the core reads as it reads numbers.
    const options = /** @type {import('../api/cathode-lab').FigureOptions} */ (
      /** @type {unknown} */ ({
        ...shared.options(),
        comparison,
        rows,
        assumptions: shared.assumptions(),
        theme: isDark ? 'dark' : 'light',
        // Its title is the heading.
        ...(asks ? { title: 'none' } : {}),
      })
    );
    let svg = '';
    try {
      svg = isPrinting
        ? lab.figure(name, scenario, { ...options, widthMm: 180 })
        : drawFitting(place.clientWidth, (widthMm) => lab.figure(name, scenario, { ...options, widthMm }));
    } catch (reason) {
      // Options that do not go together, which each by itself is right.
      shown = '';
      place.replaceChildren(element('p', { class: 'error', role: 'alert' }, inWords(messageOf(reason))));
      return;
    }
    if (svg !== shown) {
      shown = svg;
      showFigure(place, svg);
      if (asks) setText(head, place.querySelector('title')?.textContent ?? kind.label);
      reader.renew();
    }
    if (dataPart.open) data.update(lab.figureData(name, scenario, options));
  }
  dataPart.addEventListener('toggle', draw);
  new IntersectionObserver(
    (entries) => {
      isSeen = entries[entries.length - 1].isIntersecting;
      if (isSeen && isDirty) draw();
    },
    { rootMargin: '25%' },
  ).observe(whole);
  if (onPaper.size === 0) watchPrinting();
  onPaper.add(draw);

  return {
    whole,
    /** @param {All} now */
    update(now) {
      all = now;
      for (const field of fields) field.update();
      draw();
    },
    /** Whether an option stands beside it. @param {string} key */
    has: (key) => kind.options.includes(key),
    /** Marks what has a name; '' for nothing. */
    show: reader.show,
  };
}
