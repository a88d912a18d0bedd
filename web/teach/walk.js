// SPDX-License-Identifier: MIT
// The frame of guided walks: a bar that says what to look at, a ring around that, and the calculation of each step, which anybody
// may change. A person's own calculation is kept, and is back at the end. What a walk says and shows is data: walks.js.
import { button, byId, element, setText } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { makeFrame, makeTimer } from '../html/rest.js';
import { WALKS, withNumbers } from './walks.js';

const ROOM_PX = 12; // around what is pointed at
const RING_PX = 5;
const LEAST_PX = 200; // of what is spoken of
const REVEAL_AFTER_MS = 120; // a tab is laid out by then, or soon
const MOST_LOOKS = 25;
const KEPT = 'cathode-lab-walk'; // a person's own calculation, while the page is loaded anew on a walk

/** @typedef {import('./walks.js').Place} Place */
/** @typedef {{walk: string, link: string, view: string, figures: Record<string, string>}} Own */

/**
 * What was kept on this walk, before the page was loaded anew; null: nothing, or it is not to be had.
 * @param {string} walk
 * @returns {Own | null}
 */
function keptOf(walk) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    return kept?.walk === walk ? kept : null;
  } catch {
    return null;
  }
}
/** @param {Own | null} own */
function keep(own) {
  try {
    if (own) sessionStorage.setItem(KEPT, JSON.stringify(own));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Where nothing can be kept the walk goes on without.
  }
}

/**
 * Prepares walks; what is returned begins one.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {() => string} setup.view
 * @param {(view: string) => void} setup.show a tab
 * @param {(link: string) => void} setup.open a calculation that does not take the place of a person's own on the device
 * @param {(name: string) => DOMRect | null} setup.item where the canvas has drawn an item or a card
 * @param {(figure: import('../api/cathode-lab').FigureName) => void} setup.saveFigure opens its dialog
 * @param {boolean} setup.mayKeep in this tab of the browser
 * @param {(walk: string) => string} setup.linkTo the address that begins a walk
 * @param {(walk: string) => void} setup.onTurn a walk begins, or '' ends: the address follows
 * @param {() => void} setup.onRoom the bar has come, gone, or changed its height
 */
export function makeWalk(setup) {
  const { lab, calculation, view, show, open, item, saveFigure, mayKeep, linkTo, onTurn, onRoom } = setup;
  const isEmbedded = document.documentElement.hasAttribute('data-embedded');
  const figures = new Set(lab.figures().map(({ name }) => name));
  const views = new Set(lab.views());

  const count = element('p', { class: 'count' });
  const head = element('h2', { id: 'walk-title', tabindex: '-1', 'aria-describedby': 'walk-text' });
  const text = element('div', { id: 'walk-text', role: 'group', 'aria-label': 'What to look at' });
  const terms = element('p', { class: 'words' });
  const back = button('Back', () => go(at - 1));
  const next = button('Next', () => go(at + 1), { class: 'primary' });
  const save = button('Save this figure', () => {
    const { figure } = placeOf(steps[at]) ?? {};
    if (figure) saveFigure(figure);
  });
  const again = button('Set it as the step has it', () => {
    set();
    head.focus({ preventScroll: true });
  });
  const end = button('End the walk', () => finish());
  const link = element('a', { class: 'link', href: '#' }, 'Link to this walk');
  // On phones it may be in the way of what it speaks of.
  const fold = button('Hide the text', () => setFolded(!bar.hasAttribute('data-folded')), {
    class: 'fold',
    'aria-controls': 'walk-text',
  });
  /** @param {boolean} isFolded */
  function setFolded(isFolded) {
    bar.toggleAttribute('data-folded', isFolded);
    fold.setAttribute('aria-expanded', String(!isFolded));
    setText(fold, isFolded ? 'Show the text' : 'Hide the text');
  }
  const bar = element(
    'section',
    { id: 'walk', 'aria-label': 'Guided walk' },
    element('div', { class: 'says' }, element('div', { class: 'walk-head' }, count, head, fold), text, terms),
    element('p', { class: 'buttons' }, back, next, save, again, end, link),
  );
  const ring = element('div', { id: 'walk-ring', 'aria-hidden': 'true' });

  /** @type {import('./walks.js').Walk | null} */
  let walk = null;
  /** @type {import('./walks.js').Step[]} those of it that can be shown */
  let steps = [];
  let at = 0;
  /** @type {Own | null} */
  let own = null;
  let wanted = ''; // the step's calculation, as a link

  const placeOf = (/** @type {import('./walks.js').Step} */ step) =>
    step.places.find((place) => views.has(place.view) && (!place.figure || figures.has(place.figure)));

  /** Where a step's place is in the window; null if it is not to be seen. @param {Place} place */
  function rectOf(place) {
    for (const name of place.at) {
      const node = name.startsWith('#') ? document.querySelector(name) : null;
      const rect = node ? (node.checkVisibility() ? node.getBoundingClientRect() : null) : item(name);
      if (rect && rect.width > 0 && rect.height > 0) return rect;
    }
    return null;
  }
  /** The part of the window that nothing covers. */
  function free() {
    const strip = byId('strip');
    const top = isEmbedded
      ? 0
      : byId('head').getBoundingClientRect().bottom +
        (strip.hidden || getComputedStyle(strip).position !== 'absolute' ? 0 : strip.offsetHeight);
    const sheet = item('sheet'); // of inputs, on phones
    return {
      top,
      bottom: Math.min(isEmbedded ? window.innerHeight : bar.getBoundingClientRect().top, sheet?.top ?? Infinity),
    };
  }

  /** Puts the ring around what the step speaks of. */
  function point() {
    const place = walk ? placeOf(steps[at]) : undefined;
    const rect = place && place.view === view() ? rectOf(place) : null;
    const room = free();
    const [from, to] = rect
      ? [Math.max(rect.top - RING_PX, room.top), Math.min(rect.bottom + RING_PX, room.bottom)]
      : [0, 0];
    ring.hidden = !(from < to);
    if (!rect || ring.hidden) return;
    const left = Math.max(rect.left - RING_PX, 2);
    Object.assign(ring.style, {
      left: `${left}px`,
      top: `${from}px`,
      width: `${Math.min(rect.right + RING_PX, document.documentElement.clientWidth - 2) - left}px`,
      height: `${to - from}px`,
    });
  }
  const pointing = makeFrame(point);

  let looks = 0; // for a place that is not there yet
  const revealing = makeTimer(() => {
    const place = walk ? placeOf(steps[at]) : undefined;
    if (place && !rectOf(place) && ++looks < MOST_LOOKS) revealing.start();
    else if (place) {
      reveal();
      pointing();
    }
  }, REVEAL_AFTER_MS);
  /** Brings what the step speaks of between header and bar; of what is higher, its beginning. */
  function reveal() {
    const place = placeOf(steps[at]);
    const rect = place ? rectOf(place) : null;
    if (!rect || isEmbedded) return;
    const { top, bottom } = free();
    const [from, to] = [rect.top - ROOM_PX, rect.bottom + ROOM_PX];
    if (from < top || to - from > bottom - top) window.scrollBy(0, from - top);
    else if (to > bottom) window.scrollBy(0, to - bottom);
  }

  /** The bar takes no room from what is below it. */
  function makeRoom() {
    document.documentElement.style.setProperty('--walk-height', walk && !isEmbedded ? `${bar.offsetHeight}px` : '0px');
    // What is scrolled is scrolled by keyboard too.
    if (text.scrollHeight > text.clientHeight + 1) text.tabIndex = 0;
    else text.removeAttribute('tabindex');
    onRoom();
    pointing();
  }
  new ResizeObserver(makeRoom).observe(bar);

  /** The calculation and the view of the step. */
  function set() {
    const step = steps[at];
    wanted = lab.encodeLink(step.scenario);
    open(wanted);
    wanted = calculation.link();
    const place = placeOf(step);
    if (!place) return;
    for (const [key, value] of Object.entries(place.options ?? {})) calculation.putFigureOption(key, value);
    if (place.view !== view()) show(place.view);
  }

  /** @param {number} to a step */
  function go(to) {
    at = to;
    const step = steps[at];
    set();
    setText(count, `Step ${at + 1} of ${steps.length}`);
    setText(head, step.title);
    text.replaceChildren(
      ...step.text.map((one) => element('p', {}, withNumbers(lab, step, one))),
      ...(step.trial ? [element('p', { class: 'trial' }, element('strong', {}, 'Try: '), step.trial)] : []),
    );
    const titles = (step.terms ?? []).flatMap((name) => lab.definitions().filter((one) => one.name === name));
    terms.replaceChildren(
      ...titles.flatMap(({ name, title }, index) => [
        index > 0 ? ', ' : 'Words: ',
        element('button', { type: 'button', class: 'lead', 'data-define': name }, title),
      ]),
    );
    back.hidden = at === 0;
    link.hidden = at > 0 && at < steps.length - 1;
    next.hidden = at === steps.length - 1;
    save.hidden = placeOf(step)?.figure === undefined;
    save.classList.toggle('primary', next.hidden);
    setFolded(false);
    text.scrollTop = 0;
    follow();
    makeRoom();
    head.focus({ preventScroll: true });
    looks = 0;
    revealing.start();
  }

  /** Keeps in step with what a person changes. */
  function follow() {
    if (!walk) return;
    again.hidden = calculation.link() === wanted;
    pointing();
  }

  /** @param {Own} to what is there again */
  function restore(to) {
    for (const [key, value] of Object.entries(to.figures)) calculation.putFigureOption(key, value);
    if (to.view !== view()) show(to.view);
    open(to.link);
  }

  function finish() {
    if (!walk || !own) return;
    walk = null;
    bar.remove();
    ring.remove();
    keep(null);
    document.documentElement.removeAttribute('data-walk');
    makeRoom();
    restore(own);
    onTurn('');
    byId('main').focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }

  calculation.onChange(follow);
  window.addEventListener('scroll', pointing, { passive: true });
  window.addEventListener('resize', pointing);
  // Escape first closes what is open, or leaves what is typed.
  let isOpen = false;
  document.addEventListener(
    'keydown',
    () => {
      isOpen = document.querySelector('dialog[open], :popover-open, #more[open]') !== null;
    },
    { capture: true },
  );
  document.addEventListener('keydown', (event) => {
    const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Escape' && !event.defaultPrevented && !isText && !isOpen) finish();
  });

  return {
    /** @param {string} name */
    begin(name) {
      const found = WALKS.find((one) => one.name === name);
      if (!found) {
        tell('view', [
          `walk: "${name.slice(0, 40)}" is no walk; allowed: ${WALKS.map((one) => one.name).join(', ')}. Left out.`,
        ]);
        return;
      }
      if (walk && own) restore(own);
      const now = { walk: name, link: calculation.link(), view: view(), figures: calculation.figureOptions() };
      own = keptOf(name) ?? (walk ? own : null) ?? now;
      walk = found;
      steps = found.steps.filter(placeOf);
      if (mayKeep) keep(own);
      bar.setAttribute('aria-label', `Guided walk: ${found.title}`);
      link.href = linkTo(name);
      document.documentElement.setAttribute('data-walk', name);
      if (isEmbedded) byId('lesson').before(bar);
      else byId('notices').before(bar);
      document.body.append(ring);
      onTurn(name);
      go(0);
    },
    /** Something else is drawn. */
    follow: pointing,
    /** Height (px) of what the bar covers at the window's lower end. */
    covered() {
      if (!walk || isEmbedded) return 0;
      const { top } = free();
      const sheet = item('sheet')?.height ?? 0;
      // In a low window the sheet of inputs stays behind the bar, until that is folded.
      return window.innerHeight - bar.offsetHeight - sheet - top < LEAST_PX ? 0 : bar.offsetHeight;
    },
  };
}

/** The walks by name, and what the menu calls them. */
export const walkLabels = () => WALKS.map(({ name, label }) => ({ name, label }));
