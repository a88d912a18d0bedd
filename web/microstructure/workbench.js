// SPDX-License-Identifier: MIT
// The tab on microstructures: a volume of the calculation's composite is generated, or one is taken from a file; it is looked at
// at once, and the transport through it is solved in workers.

import { messageOf } from '../api/quoting.js';
import { element, setText } from '../html/dom.js';
import { during, makeFrame } from '../html/rest.js';
import { fileName } from '../session/file-names.js';
import { addressOf } from '../session/links.js';
import { makeDrafts } from './drafts.js';
import { makeFurtherQuestions } from './further-questions.js';
import { makeKeptList } from './kept-list.js';
import { makeKeptStudies } from './kept-studies.js';
import { makeLargerMachines } from './larger-machines.js';
import { memoryGb } from './memory.js';
import { makeModelInputs } from './model-inputs.js';
import { makeOwnVolume } from './own-volume.js';
import { makeReferences } from './reference-table.js';
import { checkCarriers, LARGEST_RESULT, readResult } from './returned.js';
import { makeRunBar } from './run-bar.js';
import { makeSegments } from './segments.js';
import { nothingYet, solvedCount, unsolved, viewOfDraft } from './study.js';
import { fingerprintOf, fingerprintOfShown } from './study-folder.js';
import { makeStudyView } from './study-view.js';
import { tau2Of, transportOf } from './transport.js';
import { makeViewer } from './viewer.js';
import { DRAFT_GRID, makeVolumeInputs } from './volume-inputs.js';
import { makeWork } from './work.js';

/** @typedef {import('./study.js').Study} Study */

// That came from elsewhere, of one study.
const MOST_RETURNED = 8;

/** The link within an address. @param {string} address */
const fragmentOf = (address) => address.slice(address.indexOf('#') + 1);

/** @param {number} bytes of one solve; returns how many to run at once, in half of the memory */
const atOnce = (bytes) => Math.max(Math.floor((memoryGb() * 1e9) / 2 / bytes), 1);

/**
 * Fills a place; returns what brings it in step.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {ReturnType<typeof import('./jobs.js').makeJobs>} setup.jobs
 * @param {ReturnType<typeof import('./jobs.js').makeJobs>} setup.reading those of files and of drafts, which wait for none of the others
 * @param {HTMLElement} setup.place
 * @param {() => boolean} setup.mayKeep whether what is finished may be kept on this device
 */
export function buildWorkbench({ lab, calculation, jobs, reading, place, mayKeep }) {
  let isShown = true;
  /** The last study of each kind. @type {{generate: Study | null, file: Study | null}} */
  const studies = { generate: null, file: null };
  /** @type {WeakMap<Study, import('./own-volume.js').Volume>} the file that a study is of */
  const sources = new WeakMap();
  /** @type {WeakMap<Study, string>} what was entered for it */
  const enteredFor = new WeakMap();
  /** @type {{key: string, view: import('./viewer.js').Viewed} | null} */
  let draft = null;

  const link = () => addressOf(calculation.link());
  const mode = makeSegments({
    id: 'mode',
    name: 'Where the volume is from',
    choices: [
      ['generate', 'Generate'],
      ['file', 'My file'],
    ],
    onChoose: () => refresh(),
  });
  const refresh = makeFrame(() => show());
  const modelInputs = makeModelInputs(lab, calculation);
  const inputs = makeVolumeInputs(lab, () => refresh());
  const viewer = makeViewer();
  const view = makeStudyView(
    lab,
    () => (mode.value() === 'file' ? ownVolume.solve() : generate(true)),
    () => studies.generate && enterAgain(studies.generate),
    makeLargerMachines({
      version: lab.version(),
      run: jobs.run,
      onFiles: (files) => during(takeResults(files)),
      onRemove(index) {
        const study = studies[mode.value()];
        if (study)
          putReturned(
            study,
            study.returned.filter((_, at) => at !== index),
          );
      },
    }),
  );
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
      enterAgain(study);
      mode.put(study.isGenerated ? 'generate' : 'file');
      work.take(study, false);
    },
    refuse: (message) => bar.refuse(message),
  });
  /** What a study was generated of is what is entered. @param {Study} study */
  function enterAgain({ isGenerated, link: address, inputs: its }) {
    if (its) inputs.put(its);
    if (isGenerated && scenarioIn(address) !== ofCalculation())
      calculation.putScenario(lab.decodeLink(fragmentOf(address)).scenario);
  }
  const bar = makeRunBar({
    generate() {
      const shown = studies.generate;
      if (shown && isRest(shown)) work.solveShown(shown);
      else generate(true);
    },
    generateOnly: () => generate(false),
    solve: () => ownVolume.solve(),
    cancel: work.cancel,
  });

  /** @param {keyof import('./work.js').State} changed @param {import('./work.js').State} state */
  function onChange(changed, state) {
    if (changed === 'said') bar.say(state.said);
    if (changed === 'error') bar.refuse(state.error);
    if (changed === 'doing') bar.showDoing(state.doing);
    if (changed === 'isBusy') {
      bar.showBusy(state.isBusy);
      show();
    }
    if (changed === 'study' && state.study) {
      const { study } = state;
      const source = sources.get(study);
      // What was being solved when another file was read.
      if (source && source !== ownVolume.volume()) return;
      studies[study.isGenerated ? 'generate' : 'file'] = study;
      isRead = false;
      show();
    }
  }

  /** A calculation without what is beside it in a link. @param {string} address */
  const scenarioIn = (address) => lab.encodeLink(lab.decodeLink(fragmentOf(address)).scenario);
  const ofCalculation = () => lab.encodeLink(calculation.scenario());

  /** Why a study is not of what is entered now; empty if it is. @param {Study} study */
  function staleText(study) {
    if (!study.isGenerated)
      return sources.has(study) && solvedCount(study) > 0 && enteredFor.get(study) !== ownVolume.entered()
        ? 'What is entered for this file has changed since. What follows is for the conductivities and the part as they were.'
        : '';
    if (scenarioIn(study.link) !== ofCalculation())
      return 'The calculation has changed since. What follows is for the one named below.';
    return JSON.stringify(study.inputs) === JSON.stringify(inputs.read())
      ? ''
      : 'What the volume is generated with has changed since. What follows is for the one named below.';
  }
  /** Whether what is shown waits to be solved. @param {Study} study */
  const isRest = (study) => staleText(study) === '' && unsolved(study).length > 0;

  /** @param {Study} study @param {Study['returned']} returned */
  function putReturned(study, returned) {
    study.returned = returned;
    isRead = false;
    refresh();
    keptList.keep(study);
  }
  /** What a result is of: of one that is shown, or that is kept on this device. @param {import('./returned.js').Returned} returned */
  async function studyOf({ file, name, fingerprint }) {
    const both = [studies[mode.value()], studies.generate, studies.file].filter((one) => one !== null);
    for (const study of both) {
      if ((await fingerprintOf(study)) === fingerprint) return { study, isOfVoxels: false };
      if ((await fingerprintOfShown(study)) === fingerprint) return { study, isOfVoxels: study.geometry !== null };
    }
    const kept = await keptList.showOf(fingerprint);
    if (kept) return { study: kept, isOfVoxels: false };
    const [shown] = both;
    throw new Error(
      `${file} is of another volume: "${name}", ${fingerprint}; ${shown ? `shown is "${shown.fileName}", ${await fingerprintOf(shown)}` : 'none is shown'}, and none that is kept here has it.`,
    );
  }
  /** Results that were calculated elsewhere stand beside the study that they are of. @param {File[]} files */
  async function takeResults(files) {
    /** @type {string[]} */
    const refused = [];
    let taken = 0;
    for (const file of files) {
      try {
        if (file.size > LARGEST_RESULT)
          throw new Error(`${file.name} has ${file.size} bytes; allowed: ${LARGEST_RESULT}.`);
        const returned = readResult(await file.text(), file.name);
        const { study, isOfVoxels } = await studyOf(returned);
        checkCarriers(returned, study);
        const others = study.returned.filter((one) => one.file !== file.name || one.program !== returned.program);
        if (others.length >= MOST_RETURNED)
          throw new Error(`${file.name}: ${others.length} results are there; allowed: ${MOST_RETURNED}. Remove one.`);
        mode.put(study.isGenerated ? 'generate' : 'file');
        putReturned(study, [...others, { ...returned, isOfVoxels }]);
        ++taken;
      } catch (reason) {
        refused.push(messageOf(reason));
      }
    }
    bar.refuse(refused.join(' '));
    if (taken > 0) bar.say(`${taken} ${taken === 1 ? 'result' : 'results'} from elsewhere beside the page’s own.`);
    if (taken > 0) view.openResults();
  }

  const badge = element('p', { class: 'badge', id: 'picture-of' });
  const nothing = element('p', { class: 'nothing' });
  viewer.tools.append(badge);
  const picture = element('div', { class: 'card' }, nothing, viewer.whole);

  const drafts = makeDrafts({
    run: reading.run,
    onMade(key, made) {
      draft = { key, view: viewOfDraft(made) };
      refresh();
    },
    onRefused: (message) => bar.refuseDraft(message && `No draft: ${message}`),
  });
  /** What a draft is of. */
  function wantedDraft() {
    const { shape, seed, sizes } = inputs.readDraft();
    const scenario = calculation.scenario();
    return {
      key: JSON.stringify([ofCalculation(), shape, seed, sizes]),
      options: { ...scenario, ...sizes, shape, seed },
    };
  }

  /** The picture of what is entered: the study's if it is of that, or else a draft. @param {Study | null} study */
  function showPicture(study) {
    const isFile = mode.value() === 'file';
    const isOf = study && (isFile || staleText(study) === '');
    const wanted = isFile || isOf ? null : wantedDraft();
    if (!wanted) drafts.stop();
    else if (isShown) drafts.want(wanted);
    const shown = isOf ? study : isFile ? null : draft?.view;
    viewer.whole.hidden = !shown;
    nothing.hidden = Boolean(shown);
    setText(nothing, isFile ? 'The slices of a file that is chosen are shown here.' : 'A draft is being made …');
    if (shown) viewer.show(shown);
    badge.hidden = !wanted || !draft;
    setText(
      badge,
      draft?.key === wanted?.key
        ? `Draft in ${DRAFT_GRID}³ voxels, not solved`
        : `Draft in ${DRAFT_GRID}³ voxels, renewed …`,
    );
  }

  /** @type {Study | null} */
  let shownStudy = null;
  let isRead = true; // whether its results are those that are shown
  /** Brings all of it in step. */
  function show() {
    if (!isShown) return;
    const isFile = mode.value() === 'file';
    const study = studies[mode.value()];
    generating.hidden = isFile;
    taking.hidden = !isFile;
    if (isFile && study && sources.get(study) && sources.get(study) === ownVolume.volume()) {
      const looks = ownVolume.looks();
      if (study.phases.some(({ name, ink, label }) => name !== looks[label].name || ink !== looks[label].ink)) {
        study.phases = study.phases.map((phase) => ({ ...phase, ...looks[phase.label] }));
        isRead = false;
      }
    }
    showPicture(study);
    const isOther = study !== shownStudy;
    if (isOther || !isRead) view.show(study);
    if (isOther && study) keptList.leaveOut(study.title);
    shownStudy = study;
    isRead = true;
    view.showStale(study ? staleText(study) : '');
    bar.offer({
      isFile,
      isRest: study !== null && isRest(study),
      missing: isFile ? ownVolume.missing() : '',
    });
    furtherPart.hidden = isFile;
    if (study) further.show(study, latest);
  }

  /** @type {import('./work.js').Request | null} the one generated last */
  let latest = null;
  /** What is entered; nothing if something of it is refused, to which the focus goes. @returns {import('./work.js').Request | null} */
  function request() {
    const wrong = inputs.wrong();
    if (wrong) {
      for (let part = wrong.closest('details'); part; part = part.parentElement?.closest('details') ?? null)
        part.open = true;
      wrong.focus();
      return null;
    }
    const scenario = calculation.scenario();
    const given = inputs.read();
    const { shape, seed, sizes } = given;
    return {
      options: { ...scenario, ...sizes, shape, seed },
      inputs: given,
      model: scenario.model,
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
    onSamples: (study, found) => work.addSamples(found, study),
  });

  /** @param {import('./own-volume.js').OwnStudy} given @returns {Study} */
  function studyOfFile(given) {
    const study = {
      ...given,
      link: link(),
      isGenerated: false,
      model: null,
      inputs: null,
      packing: null,
      ...nothingYet(),
    };
    const source = ownVolume.volume();
    if (source) sources.set(study, source);
    enteredFor.set(study, ownVolume.entered());
    return study;
  }
  const ownVolume = makeOwnVolume({
    lab,
    run: reading.run,
    show(given) {
      studies.file = studyOfFile(given);
      refresh();
    },
    solve: (given) => work.take(studyOfFile(given), true),
    onEdit: () => refresh(),
    takeResults: (files) => during(takeResults(files)),
  });

  const generating = element('div', {}, modelInputs.whole, inputs.whole);
  const taking = element('div', {}, ownVolume.whole);
  const furtherPart = element('div', {}, further.whole);
  const rail = element(
    'div',
    { class: 'rail' },
    element('div', { class: 'rail-inputs' }, mode.whole, generating, taking, keptList.whole),
    bar.whole,
  );
  place.append(
    element(
      'div',
      { class: 'bench' },
      rail,
      element(
        'div',
        { class: 'views' },
        element('h2', { class: 'visually-hidden' }, 'Microstructure'),
        picture,
        view.whole,
        element('div', { class: 'card mores' }, furtherPart, makeReferences()),
      ),
    ),
  );
  keptList.update();
  new MutationObserver(() => {
    viewer.recolor();
    ownVolume.recolor();
  }).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  show();

  return {
    /** @param {string[]} locked keys of inputs of the calculation that cannot be changed here */
    update(locked) {
      isShown = true;
      modelInputs.update();
      modelInputs.lock(locked);
      refresh();
    },
    /** Nobody looks at it. */
    rest() {
      isShown = false;
      drafts.stop();
    },
    /** What is entered here and differs from the defaults, as texts: for links. */
    inputs: inputs.texts,
    /** Enters what `inputs` gave; throws what is refused, with its field and its range. */
    putInputs: inputs.putTexts,
    /** What was generated of the calculation as it is. */
    study: () => (studies.generate && staleText(studies.generate) === '' ? studies.generate : null),
    takeResults: (/** @type {File[]} */ files) => during(takeResults(files)),
    /** Tells why something asked of it from outside was not done. */
    refuse: bar.refuse,
  };
}
