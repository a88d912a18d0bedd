// SPDX-License-Identifier: MIT
// The part of the page on microstructures: makes a volume of the calculation's composite or takes one from a file,
// solves the transport through it in workers, and shows what comes of it.

import { button, element, setText } from '../html/dom.js';
import { fileName } from '../session/file-names.js';
import { addressOf } from '../session/links.js';
import { makeFurtherQuestions } from './further-questions.js';
import { makeKeptList } from './kept-list.js';
import { makeKeptStudies } from './kept-studies.js';
import { memoryGb } from './memory.js';
import { makeOwnVolume } from './own-volume.js';
import { makeReferences } from './reference-table.js';
import { nothingYet, unsolved } from './study.js';
import { makeStudyView } from './study-view.js';
import { tau2Of, transportOf } from './transport.js';
import { makeVolumeInputs } from './volume-inputs.js';
import { makeWork } from './work.js';

/** @param {number} bytes of one solve; returns how many to run at once, in half of the memory */
const atOnce = (bytes) => Math.max(Math.floor((memoryGb() * 1e9) / 2 / bytes), 1);

/**
 * Fills a place; returns what brings it in step.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {ReturnType<typeof import('./jobs.js').makeJobs>} setup.jobs
 * @param {ReturnType<typeof import('./jobs.js').makeJobs>} setup.reading those of files, which wait for none of the others
 * @param {HTMLElement} setup.place
 * @param {() => boolean} setup.mayKeep whether what is finished may be kept on this device
 */
export function buildWorkbench({ lab, calculation, jobs, reading, place, mayKeep }) {
  const link = () => addressOf(calculation.link());
  const inputs = makeVolumeInputs(lab);
  const view = makeStudyView(lab, place);
  const work = makeWork({
    jobs,
    mostAtOnce: (options) => atOnce(lab.transportBytes(options)),
    onChange,
    onFinish: (study) => keptList.keep(study),
  });
  const keptList = makeKeptList({
    kept: makeKeptStudies(lab.version()),
    mayKeep,
    show(study) {
      if (study.inputs) inputs.put(study.inputs);
      work.take(study, false);
      view.whole.scrollIntoView({ block: 'nearest' });
    },
    refuse: (message) => setText(error, message),
  });

  const scenarioLine = element('p');
  const error = element('p', { class: 'error', role: 'alert', id: 'micro-error' });
  const bar = element('progress', { max: '1', 'aria-labelledby': 'micro-doing' });
  const doing = element('p', { id: 'micro-doing', class: 'hint' });
  const live = element('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const working = element('div', { class: 'working' }, bar, doing);
  const generateAndSolve = button('Generate and solve', () => generate(true), { class: 'primary' });
  const generateOnly = button('Generate only', () => generate(false));
  const solveShown = button('Solve this volume', work.solveShown);
  const cancel = button('Cancel', work.cancel);
  const starters = [generateAndSolve, generateOnly, solveShown];

  /** @param {keyof import('./work.js').State} changed @param {import('./work.js').State} state */
  function onChange(changed, state) {
    if (changed === 'said') setText(live, state.said);
    if (changed === 'error') setText(error, state.error);
    if (changed === 'isBusy') showBusy(state.isBusy);
    if (changed === 'doing') {
      setText(doing, state.doing.text);
      if (state.doing.fraction === undefined) bar.removeAttribute('value');
      else bar.value = state.doing.fraction;
    }
    if (changed === 'study' && state.study) {
      view.show(state.study);
      view.showStale(link());
      further.show(state.study, latest);
      solveShown.hidden = unsolved(state.study).length === 0;
      keptList.leaveOut(state.study.title);
    }
  }

  /** @param {boolean} isBusy */
  function showBusy(isBusy) {
    const hadFocus = isBusy
      ? starters.find((one) => one === document.activeElement)
      : document.activeElement === cancel
        ? generateAndSolve
        : null;
    working.hidden = !isBusy;
    cancel.disabled = !isBusy;
    for (const starter of starters) starter.disabled = isBusy;
    if (hadFocus) (isBusy ? cancel : generateAndSolve).focus({ preventScroll: true });
  }

  /** @type {import('./work.js').Request | null} the one generated last */
  let latest = null;
  /** What is entered; nothing if something of it is refused, to which the focus goes. @returns {import('./work.js').Request | null} */
  function request() {
    const wrong = inputs.wrong();
    if (wrong) {
      wrong.focus();
      return null;
    }
    const scenario = calculation.scenario();
    const given = inputs.read();
    const { shape, seed, sizes } = given;
    return {
      options: { ...scenario, ...sizes, shape, seed },
      inputs: given,
      report: lab.evaluate({ ...scenario, seReference: 'own' }), // what the contact factor is stated for
      title: `${lab.describe(scenario)}; ${inputs.describe()}`,
      link: link(),
      fileName: fileName(lab, scenario, `${shape[0]}-seed-${seed}`, JSON.stringify([scenario, given])),
    };
  }

  /** @param {boolean} andSolve */
  function generate(andSolve) {
    const asked = request();
    if (!asked) return;
    latest = asked;
    work.generate(asked, andSolve);
  }

  const further = makeFurtherQuestions({
    lab,
    jobs,
    request,
    geometric(study, carrier) {
      const transport = transportOf(study, carrier);
      if (!transport) return undefined;
      const { value, low, high } = tau2Of(transport);
      return value === null ? null : { value, low, high };
    },
    onSamples: work.addSamples,
  });

  const ownVolume = makeOwnVolume({
    lab,
    run: reading.run,
    take(given, andSolve) {
      work.take({ ...given, link: link(), isGenerated: false, inputs: null, packing: null, ...nothingYet() }, andSolve);
      view.whole.scrollIntoView({ block: 'nearest' });
    },
  });

  place.append(
    scenarioLine,
    inputs.whole,
    element('details', {}, element('summary', {}, 'Your own volume'), ownVolume),
    element('p', { class: 'buttons' }, generateAndSolve, generateOnly, solveShown, cancel),
    working,
    live,
    error,
    keptList.whole,
    view.whole,
    further.whole,
    makeReferences(),
  );
  keptList.update();
  solveShown.hidden = true;
  showBusy(false);

  return {
    update() {
      setText(
        scenarioLine,
        `Particles of assumed sizes in a box, and the transport through their geometry alone, of this calculation: ${lab.describe(calculation.scenario())}.`,
      );
      view.showStale(link());
    },
  };
}
