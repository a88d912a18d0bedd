// SPDX-License-Identifier: MIT
// The page within another one: what the page around it says and hears, and the lesson that it gives.
import { readRequest, startMessages } from '../embed/host-messages.js';
import { makeLesson } from '../embed/lesson.js';
import { byId, element } from '../html/dom.js';
import { linkInAddress, mayBeLink } from '../session/links.js';
import { optionTexts, readOptions } from '../session/options.js';

/** @typedef {import('../session/options.js').Options} Options */

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {URLSearchParams} setup.query of the address, kept in step with what the page around sets
 * @param {() => Options} setup.options
 * @param {import('../session/choices.js').Choices} setup.choices how figures and microstructure are shown
 * @param {(options: Options) => void} setup.onOptions shows the page so
 * @param {(scale: number) => void} setup.onScale how many times larger than its size the page around shows this one
 * @param {(isHidden: boolean) => void} setup.onHide hides the results until there is a prediction
 */
export function startEmbedded({ lab, calculation, query, options, choices, onOptions, onScale, onHide }) {
  /** @type {ReturnType<typeof startMessages> | null} */
  let messages = null;
  /** @type {import('../embed/lesson.js').Prediction | null} */
  let prediction = null;
  const lesson = makeLesson({
    lab,
    isOwnPage: !options().embedded,
    onHide(isHidden) {
      if (isHidden) prediction = null;
      onHide(isHidden);
      messages?.changed();
    },
    resultOf: (key) => lab.evaluate(calculation.scenario()).values[key],
    displayText: lab.displayText,
    onPredict(made) {
      prediction = made;
      messages?.changed();
    },
  });

  function getState() {
    const { scenario, comparison } = calculation.all();
    const { values, provenance, intervals, warnings } = lab.evaluate(scenario);
    return {
      link: calculation.link(),
      scenario,
      comparison,
      values,
      provenance,
      intervals,
      warnings,
      prediction,
      options: optionTexts(options(), choices.texts(), lab.parameters()),
      description: lab.describe(scenario),
    };
  }

  /** @param {Parameters<typeof readRequest>[0]} request */
  function set(request) {
    const optionsOf = (/** @type {URLSearchParams} */ texts) => readOptions(texts, lab);
    const asked = readRequest(request, { lab, calculation, optionsOf, predict: options().predict });
    if (request.options !== undefined) {
      for (const name of asked.query.keys())
        if (name !== 'embed' && name !== 'host') query.set(name, asked.query.get(name) ?? '');
      const { task, predict } = options();
      onOptions(readOptions(query, lab));
      const refused = choices.take(asked.shown);
      if (refused.length > 0) messages?.refuse(refused.join(' '));
      if (task !== options().task || predict?.key !== options().predict?.key) lesson.give(options());
    }
    calculation.putLink(asked.link);
    if (asked.prediction) lesson.resume(asked.prediction);
  }

  if (options().embedded) {
    const link = linkInAddress(lab);
    const { notices } = lab.decodeLink(link);
    options().notices.push(...notices);
    calculation.putLink(mayBeLink(link) ? link : '', true);
    for (const message of choices.take(options())) options().notices.push({ refusal: message, message });
    // What the author has got wrong stands where an author looks.
    if (options().notices.length > 0) {
      const mistakes = options().notices.map(({ message }) => element('li', {}, message));
      byId('lesson').before(
        element('div', { id: 'mistakes', class: 'notice', role: 'alert' }, element('ul', {}, ...mistakes)),
      );
    }
    // In a frame as high as its content others open where a reader who acts is looking.
    byId('embed-bar').before(byId('notices'), byId('share'), byId('figure'));
    byId('embed-bar').prepend(...['undo', 'redo', 'reset', 'share-open', 'show-mirror', 'definitions-open'].map(byId));
    byId('share-open').textContent = 'Share or embed';
  }

  return {
    /** Gives the lesson that the address asks for. */
    begin: () => lesson.give(options()),
    /** Talks with the page around, once the page shows what it is to show. */
    talk() {
      if (!options().embedded) return;
      messages = startMessages({ host: options().host, getState, onScale, givesKeys: () => options().givesKeys, set });
      if (options().notices.length > 0)
        messages.refuse(
          options()
            .notices.map(({ message }) => message)
            .join(' '),
        );
    },
    /** The calculation has changed. */
    changed: () => messages?.changed(),
    /** Something may be higher or lower. */
    measure: () => messages?.measure(),
  };
}
