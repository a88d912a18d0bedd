// SPDX-License-Identifier: MIT
// The canvas application's side of the core: what web/canvas/app.cpp offers beside the headless module.
import { LONGEST_TEXT } from './quoting.js';

/**
 * @typedef {import('./lab.js').Core & {
 *   UTF8ToString(pointer: number): string, stringToUTF8OnStack(text: string): number,
 *   stackSave(): number, stackRestore(stack: number): void, _malloc(size: number): number,
 *   _appNames(): number, _appStart(canvas: number, regular: number, regularSize: number, semibold: number, semiboldSize: number): number,
 *   _appResize(width: number, height: number, ratio: number, textScale: number): void, _appSetDark(dark: boolean):
 * void,
 *   _appSetSystemColors(back: number, text: number, highlight: number, onHighlight: number, disabled: number): void,
 *   _appPresent(view: number, shown: number, locked: number, embedded: boolean): void, _appHasRecord(has: boolean): void, _appHideResults(hidden:
 * boolean): void,
 *   _appPrepare(): void,
 *   _appFrame(time: number, scrollY: number): void, _appState(): number, _appContextLost(): void,
 *   _appKeepPlace(scrollY: number, windowHeight: number): void, _appKeptPlace(windowHeight: number): number,
 *   _appPointerMove(x: number, y: number, touch: boolean): boolean, _appPointerButton(down: boolean): void,
 * _appPointerCancel(): void,
 *   _appItem(name: number): number, _appKey(key: number): number, _appFocus(fromEnd: boolean): void, _appBlur(): void,
 *   _appEditing(parameter: number): void, _appValueText(parameter: number): number,
 *   _appEffectiveText(parameter: number): number, _appType(parameter: number, text: number): number,
 *   _appTyping(typing: boolean): void, _appUndo(): void, _appRedo(): void,
 *   _appPutScenario(): number, _appTakeScenario(): void, _appPutLink(link: number, beginning: boolean): void,
 * _appRecallLink(link: number): void, _appLink(): number,
 *   _appFigureOptions(): number, _appPutFigureOption(key: number, text: number): number,
 *   _appAssumptions(): number, _appPutAssumption(key: number, value: number): number, _appResetAssumptions(): void,
 *   _appPin(): number, _appRecall(place: number): void, _appUnpin(place: number): void, _appReset(): void,
 * }} AppCore
 */

/**
 * Calls a function of the core with a text argument.
 * @template T
 * @param {AppCore} core
 * @param {string} text
 * @param {(pointer: number) => T} call
 */
export function withText(core, text, call) {
  const stack = core.stackSave();
  try {
    return call(core.stringToUTF8OnStack(text));
  } finally {
    core.stackRestore(stack);
  }
}

/**
 * Sets an input from typed text; returns why it is refused, or null.
 * @param {AppCore} core
 * @param {number} parameter registry index
 * @param {string} text
 */
export function typeText(core, parameter, text) {
  const refusal = withText(core, text.slice(0, 1000), (pointer) => core._appType(parameter, pointer));
  return refusal === 0 ? null : core.UTF8ToString(refusal);
}

/**
 * Replaces the calculation by a link's.
 * @param {AppCore} core
 * @param {string} link
 * @param {boolean} beginning nothing before it can be undone
 */
export function putLink(core, link, beginning) {
  withText(core, link.slice(0, LONGEST_TEXT), (pointer) => core._appPutLink(pointer, beginning));
}

/**
 * Replaces the calculation by a link's, but for what is locked.
 * @param {AppCore} core
 * @param {string} link
 */
export function recallLink(core, link) {
  withText(core, link.slice(0, LONGEST_TEXT), (pointer) => core._appRecallLink(pointer));
}

/** @typedef {{keys: string[], asks: string[], frame: string[]}} Names what numbers that cross stand for */

/** @type {WeakMap<AppCore, Names>} */
const known = new WeakMap();

/** @param {AppCore} core @returns {Names} */
export function namesOf(core) {
  const earlier = known.get(core);
  if (earlier) return earlier;
  const texts = new URLSearchParams(core.UTF8ToString(core._appNames()));
  const list = (/** @type {string} */ what) => (texts.get(what) ?? '').split(',');
  const names = { keys: list('keys'), asks: list('asks'), frame: list('frame') };
  known.set(core, names);
  return names;
}

/**
 * What the last frame told, and counts of changes and of finished edits up to now; see FrameState in web/canvas/app.cpp.
 * @param {AppCore} core
 * @returns {Record<string, number>}
 */
export function frameState(core) {
  const at = core._appState() / 8;
  return Object.fromEntries(namesOf(core).frame.map((name, index) => [name, core.HEAPF64[at + index]]));
}
