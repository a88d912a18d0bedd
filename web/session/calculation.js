// SPDX-License-Identifier: MIT
// The calculation that a person works on: it lives in the core, and whoever shows it is told of changes.
import { frameState, putLink, recallLink, typeText, withText } from '../api/app-core.js';
import { scenarioExchange } from '../api/scenario-exchange.js';

/** @typedef {ReturnType<typeof makeCalculation>} LiveCalculation */

/**
 * @param {import('../api/app-core.js').AppCore} core
 * @param {import('../api/cathode-lab').CathodeLab} lab
 */
export function makeCalculation(core, lab) {
  const exchange = scenarioExchange(core);
  let progress = frameState(core);
  /** @type {((change: {isRevised: boolean, isFinished: boolean}) => void)[]} */
  const listeners = [];

  /** Tells of what has changed: the content, and whether an edit was finished. */
  function changed() {
    const before = progress;
    progress = frameState(core);
    const change = {
      isRevised: progress.revision !== before.revision,
      isFinished: progress.commits !== before.commits,
    };
    for (const listener of listeners) listener(change);
  }
  /** @param {() => void} act what the core does and counts as an edit */
  function edit(act) {
    act();
    changed();
  }
  const link = () => core.UTF8ToString(core._appLink());

  return {
    changed,
    edit,
    /** @param {typeof listeners[number]} listener */
    onChange(listener) {
      listeners.push(listener);
    },
    /** Its link text. */
    link,
    /** Scenario and comparison set. */
    all: () => lab.decodeLink(link()),
    scenario() {
      core._appTakeScenario();
      return exchange.take();
    },
    /**
     * Replaces the scenario; throws what is refused.
     * @param {import('../api/cathode-lab').Scenario} scenario
     */
    putScenario(scenario) {
      exchange.put(scenario);
      const refusal = core._appPutScenario();
      if (refusal !== 0) throw new Error(core.UTF8ToString(refusal));
      changed();
    },
    /**
     * Sets an input from text while it is typed or dragged, one edit until it is finished; returns why it is refused, or null.
     * @param {string} key
     * @param {string} text
     * @param {boolean} isFinished
     */
    type(key, text, isFinished) {
      core._appTyping(true);
      const refusal = typeText(
        core,
        lab.parameters().findIndex((one) => one.key === key),
        text,
      );
      if (isFinished) core._appTyping(false);
      changed();
      return refusal;
    },
    /**
     * Replaces all of it by what can be read of a link.
     * @param {string} text
     * @param {boolean} [isBeginning] nothing before it can be undone
     */
    putLink: (text, isBeginning = false) => edit(() => putLink(core, text, isBeginning)),
    /** The same, but what is locked stays. @param {string} text */
    recallLink: (text) => edit(() => recallLink(core, text)),
    /**
     * What a link holds; throws where a part of it cannot be read.
     * @param {unknown} text
     */
    read(text) {
      const { notices, ...content } = lab.decodeLink(/** @type {string} */ (text));
      if (notices.length > 0) throw new Error(notices.map(({ refusal }) => refusal).join(' '));
      return content;
    },
    /** @param {number} place */
    recall: (place) => edit(() => core._appRecall(place)),
    /** @param {number} place */
    unpin: (place) => edit(() => core._appUnpin(place)),
    /** How figures are shown, as texts. @returns {Record<string, string>} */
    figureOptions: () => Object.fromEntries(new URLSearchParams(core.UTF8ToString(core._appFigureOptions()))),
    /** Sets one of them; returns why it is refused. @param {string} key @param {string} text */
    putFigureOption(key, text) {
      const refusal = withText(core, key, (name) =>
        withText(core, text.slice(0, 1000), (value) => core._appPutFigureOption(name, value)),
      );
      changed();
      return refusal === 0 ? null : core.UTF8ToString(refusal);
    },
    /** What the reconstruction assumes. @returns {Record<string, number>} */
    assumptions: () =>
      Object.fromEntries(
        [...new URLSearchParams(core.UTF8ToString(core._appAssumptions()))].map(([key, text]) => [key, Number(text)]),
      ),
    /** Sets one of them; returns why it is refused. @param {string} key @param {number} value */
    putAssumption(key, value) {
      const refusal = withText(core, key, (name) => core._appPutAssumption(name, value));
      changed();
      return refusal === 0 ? null : core.UTF8ToString(refusal);
    },
    resetAssumptions: () => edit(() => core._appResetAssumptions()),
    /** Pins the scenario; returns why not, or nothing. */
    pin() {
      const refusal = core._appPin();
      const message = refusal === 0 ? '' : core.UTF8ToString(refusal);
      changed();
      return message;
    },
    /** Back to the defaults, but for what is locked. */
    reset: () => edit(() => core._appReset()),
    canUndo: () => core._appCanUndo(),
    canRedo: () => core._appCanRedo(),
    undo: () => edit(() => core._appUndo()),
    redo: () => edit(() => core._appRedo()),
  };
}
