// SPDX-License-Identifier: MIT
// The page: loads the core, starts canvas and form, keeps them, the address and the page around in step.

import { messageOf } from '../api/quoting.js';
import { prepareCanvas, startCanvas } from '../canvas/platform.js';
import { makeMirror } from '../form/form.js';
import { button, byId } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { atRest } from '../html/rest.js';
import { watchColors } from '../html/theme.js';
import { makePanel } from '../microstructure/panel.js';
import { makeRecord } from '../record/record.js';
import { makeAddress } from '../session/address.js';
import { fontBytes } from '../session/assets.js';
import { makeCalculation } from '../session/calculation.js';
import { makeChoices } from '../session/choices.js';
import { makeDevice } from '../session/device.js';
import { handleFiles } from '../session/files.js';
import { addressToShare, addressWith, linkToGive, optionsInAddress, ownPage } from '../session/links.js';
import { readOptions } from '../session/options.js';
import { listenToBar, setProjector, showForm } from './bar.js';
import { loadCore } from './core.js';
import { showDeviceNote } from './device-note.js';
import { startEmbedded } from './embedded.js';
import { keepOffline } from './offline.js';
import { showOrientation } from './orientation.js';
import { forgetStudies, loadFormats, loadImpedance, loadSweeps, makeRest } from './rest-of-page.js';
import { reportStart } from './start-report.js';
import { makeStrip } from './strip.js';
import { makeViews } from './views.js';

const root = document.documentElement;
/** @type {ReturnType<typeof startCanvas>} */
let canvas = null;
const setTheme = watchColors((colors) => canvas?.setColors(colors));

/** @param {'loading' | 'ready' | 'no-webgl' | 'failed'} state */
function setState(state) {
  root.dataset.state = state;
  if (state !== 'failed') document.getElementById('loading')?.remove();
}

/**
 * A font for both the canvas and the HTML; nothing where it cannot be had.
 * @param {import('../session/assets.js').FontName} name
 * @param {string} weight
 */
async function loadFont(name, weight) {
  try {
    const bytes = await fontBytes(name);
    document.fonts.add(await new FontFace('Inter', bytes, { weight }).load());
    return bytes;
  } catch (error) {
    console.warn(`The font could not be loaded: ${messageOf(error)}`);
    return null;
  }
}

async function start() {
  const [loaded, regular, semibold] = await Promise.all([
    loadCore(),
    loadFont('regular', '400'),
    loadFont('semibold', '600'),
    prepareCanvas(byId('stage')),
  ]);
  const { core, lab } = loaded;
  // Either stands in for the other, and the canvas has one of its own.
  const fonts = [regular ?? semibold, semibold ?? regular].map((bytes) => bytes ?? new ArrayBuffer(0));
  const query = optionsInAddress();
  let options = readOptions(query, lab);
  const { embedded } = options;
  root.toggleAttribute('data-embedded', embedded);
  showForm(options.isForm);
  setProjector(options.isProjector);
  const device = makeDevice(embedded);
  showDeviceNote(device, forgetStudies);
  const calculation = makeCalculation(core, lab);
  showOrientation(device, !embedded && location.hash === '' && device.calculations().length === 0);
  const pinName = (/** @type {number} */ place) => core.pinName(place);
  const askFile = handleFiles({
    lab,
    calculation,
    pinName,
    loadFormats,
    others: {
      result(files) {
        if (embedded) return;
        views.show('microstructure');
        microstructure.takeResults(files);
      },
      sweep([file]) {
        if (embedded) return;
        views.show('tables');
        record.takeSweep(file);
      },
      composites([file]) {
        openComposites(file);
      },
    },
  });
  /** What draws samples, once it is there. @type {ReturnType<import('./later.js')['makeJobs']> | null} */
  let drawing = null;
  const rest = makeRest({
    loaded,
    onRecord() {
      record.fill();
      canvas?.wake();
    },
    onVoxels({ buildWorkbench, makeJobs }, module) {
      const jobs = makeJobs(module);
      const reading = makeJobs(module);
      drawing = makeJobs(module);
      record.update();
      microstructure.fill((place) =>
        buildWorkbench({ lab, calculation, jobs, reading, place, mayKeep: device.mayKeep }),
      );
    },
  });
  const share = rest.onDemand(({ makeShare }) =>
    makeShare({
      lab,
      calculation,
      device,
      choices,
      view: () => options.view,
      study: microstructure.study,
      isHidden: () => isHidden,
    }),
  );
  /** What impedance files have last told. @type {import('../record/impedance-numbers.js').CompositeNumbers | null} */
  let impedance = null;
  document.addEventListener('cathode-lab-impedance', (event) => {
    impedance = /** @type {CustomEvent} */ (event).detail;
  });
  const openComposites = rest.onDemand(({ makeComposites }) => {
    const made = makeComposites({ lab, calculation, device, impedance: () => impedance });
    return (/** @type {File | undefined} */ file) => {
      if (!file) made.open();
      else
        made
          .takeFile(file)
          .catch((error) => tell('file', [`Nothing was taken from ${file.name}: ${messageOf(error)}`]));
    };
  });
  const saveFigure = rest.onDemand(({ makeFigureDialog }) =>
    makeFigureDialog({
      lab,
      calculation,
      device,
      shownOptions: () =>
        /** @type {object} */ ({ ...calculation.figureOptions(), assumptions: calculation.assumptions() }),
    }),
  );
  const define = rest.onDemand(({ makeDefinitions }) =>
    makeDefinitions({
      lab,
      calculation,
      isHidden: () => isHidden,
      linkTo: (name) =>
        addressToShare(linkToGive(calculation.link()), options.view, [...choices.items(), `define=${name}`]),
      onClose() {
        if (!optionsInAddress().has('define')) return;
        history.replaceState(history.state, '', addressWith('define'));
        views.follow();
      },
    }),
  );
  /** Walks, once they are asked for. @type {ReturnType<import('./later.js')['makeWalk']> | null} */
  let walks = null;
  const walk = rest.onDemand(({ makeWalk }) => {
    const made = makeWalk({
      lab,
      calculation,
      view: () => options.view,
      show(view) {
        if (!embedded) views.show(view);
        else {
          // The history is that of the page around.
          options.view = view;
          views.present();
        }
      },
      open: (link) => (embedded ? calculation.putLink(link) : address.open(link)),
      item: (name) => (isForm() ? null : (canvas?.item(name) ?? null)),
      saveFigure,
      mayKeep: !embedded && !STANDALONE,
      linkTo: (name) => addressToShare('', 'all', [`walk=${name}`]),
      onTurn(name) {
        options.walk = name;
        if (embedded) {
          query.set('walk', name);
          around.changed();
          return;
        }
        history.replaceState(history.state, '', addressWith('walk', name));
        views.follow();
      },
      onRoom: () => canvas?.wake(),
    });
    walks = made;
    return made.begin;
  });
  document.addEventListener('click', ({ target }) => {
    const name = target instanceof Element ? target.closest('[data-define]')?.getAttribute('data-define') : undefined;
    if (typeof name === 'string') define(name);
  });
  const record = makeRecord({
    lab,
    calculation,
    saveFigure,
    file: askFile,
    loadFormats,
    pinName,
    loadImpedance,
    loadSweeps,
    jobs: () => drawing,
    shared: {
      options: calculation.figureOptions,
      putOption: calculation.putFigureOption,
      assumptions: calculation.assumptions,
      putAssumption: calculation.putAssumption,
      resetAssumptions: calculation.resetAssumptions,
    },
  });
  byId('record').replaceWith(record.whole);
  /** Pins the calculation; returns what came of it. */
  const pin = () => calculation.pin() || `Pinned as ${pinName(calculation.all().comparison.length - 1)}.`;
  const mirror = makeMirror({
    lab,
    root: byId('mirror'),
    pinName,
    differenceText: core.differenceText,
    onType: calculation.type,
    onLeave: () => calculation.edit(() => core._appTyping(false)),
    onClose() {
      showForm(false);
      onForm();
      byId('canvas').focus();
    },
    comparison: {
      pin,
      recall: calculation.recall,
      unpin: calculation.unpin,
      unpinAll: () => calculation.putLink(lab.encodeLink(calculation.scenario(), [], calculation.all().rows)),
      file: askFile,
    },
  });
  const microstructure = makePanel(byId('microstructure'));
  const choices = makeChoices({ lab, calculation, volume: microstructure });
  byId('microstructure').addEventListener('change', () => {
    if (embedded) around.changed();
    else address.followChoices();
  });
  let isHidden = false;
  const strip = makeStrip({ lab, isHidden: () => isHidden, onWarnings: () => mirror.showWarnings() });
  /** Whether the form stands in place of the drawing. */
  const isForm = () => !canvas || root.dataset.state === 'no-webgl' || root.hasAttribute('data-form');
  function onForm() {
    mirror.setReachable(isForm() ? 'all' : embedded ? 'nothing' : 'outcome');
    record.present(options.view, isForm());
    strip.place();
    canvas?.wake();
  }
  function updateMirror() {
    microstructure.update();
    const all = calculation.all();
    const report = lab.evaluate(all.scenario);
    mirror.update(all, report);
    record.update();
    strip.update(all.scenario, report);
    /** @type {HTMLButtonElement} */ (byId('undo')).disabled = !calculation.canUndo();
    /** @type {HTMLButtonElement} */ (byId('redo')).disabled = !calculation.canRedo();
    if (embedded)
      /** @type {HTMLAnchorElement} */ (byId('open-page')).href = ownPage(query, calculation.link(), choices.items());
  }
  const views = makeViews({
    core,
    lab,
    options: () => options,
    onTurn: (place) => address.turn(place),
    onPresent({ view, controls, locked, theme }) {
      mirror.present(controls, locked);
      microstructure.present(view === 'microstructure', locked);
      setTheme(theme);
      updateMirror();
      onForm();
    },
  });

  canvas = startCanvas({
    core,
    fonts,
    stage: byId('stage'),
    isEmbedded: embedded,
    onChange: calculation.changed,
    onRefusal: (message) => tell('input', [message]),
    onHeight: () => around.measure(),
    overlap: strip.overlap,
    covered: () => walks?.covered() ?? 0,
    onDraw: () => walks?.follow(),
    onLeave: () => mirror.focus(),
    onLost(isLost) {
      setState(isLost ? 'no-webgl' : 'ready');
      onForm();
      around.measure();
    },
    onAsk(what, which) {
      if (what === 'figure') saveFigure(lab.figures()[which]?.name ?? 'tables');
      else if (what === 'composites') openComposites(undefined);
      else if (what === 'warnings') mirror.showWarnings();
      else if (what === 'definition') define([...lab.metrics(), ...lab.parameters()][which]?.key);
    },
  });

  await canvas?.prepare();
  const address = makeAddress({ lab, calculation, device, choices, onWrite: views.follow });
  const around = startEmbedded({
    lab,
    calculation,
    query,
    options: () => options,
    choices,
    onOptions(next) {
      options = next;
      setProjector(next.isProjector);
      views.present();
      beginWalk(next.walk);
    },
    onScale: (scale) => canvas?.setScale(scale),
    onHide(hidden) {
      isHidden = hidden;
      core._appHideResults(hidden);
      mirror.hideResults(hidden);
      microstructure.hideResults(hidden);
      strip.place();
      canvas?.wake();
      if (root.dataset.state === 'ready' || root.dataset.state === 'no-webgl') beginWalk(options.walk);
    },
  });
  if (!embedded) {
    address.read(options.notices.map(({ message }) => message));
    address.restore();
    window.addEventListener('popstate', () => {
      views.read();
      address.read();
      askToTeach();
    });
  }
  /** Opens the card of definitions, or begins a walk, where the address says so. */
  function askToTeach() {
    const asked = readOptions(optionsInAddress(), lab);
    if (asked.define) define(asked.define);
    beginWalk(asked.walk);
  }
  /** Results that are to be predicted are not told by a walk. @param {string} name */
  function beginWalk(name) {
    if (name && !isHidden && root.dataset.walk !== name) walk(name);
  }
  views.present();
  around.begin();
  canvas?.begin();
  calculation.onChange((change) => {
    if (change.isRevised) {
      updateMirror();
      around.changed();
    }
    if (!embedded) address.follow(change);
    canvas?.wake();
  });
  listenToBar({
    calculation,
    share,
    onForm,
    pin: () => tell('pinned', [pin()], { isGood: true }),
    importFile: () => askFile('import'),
    print: () => window.print(),
    composites: () => openComposites(undefined),
    beginning: embedded ? calculation.link() : null,
  });

  Object.assign(window, {
    cathodeLab: {
      lab,
      getScenario: calculation.scenario,
      setScenario: calculation.putScenario,
      getLink: calculation.link,
      setLink(/** @type {string} */ link) {
        calculation.read(link);
        address.open(link);
      },
      frames: () => canvas?.frames() ?? 0,
      canvasItem: (/** @type {string} */ name) => canvas?.item(name) ?? null,
      atRest,
      complete: rest.complete,
      volumeInputs: microstructure.inputs,
      putVolumeInputs: microstructure.putInputs,
    },
  });
  performance.mark('cathode-lab-ready');
  setState(canvas ? 'ready' : 'no-webgl');
  around.talk();
  askToTeach();

  // Now the rest, so that nothing is asked of the network later.
  await rest.load();
  if (!embedded) {
    rest.onDemand(({ walkLabels }) => () => {
      byId('definitions-open').after(
        ...walkLabels().map(({ name, label }) => button(label, () => walk(name), { 'data-walk': name })),
      );
    })();
    rest.onDemand(({ watchPrinting }) => watchPrinting)({
      lab,
      calculation,
      choices,
      view: () => options.view,
      // What a lesson lets readers predict first is not on paper either.
      presentRecord: (figures = isForm()) => record.present(options.view, figures && !isHidden),
    });
  }
  // Last: it takes everything once more, from what the browser keeps.
  if (embedded || STANDALONE) return;
  keepOffline();
  reportStart(true, assets());
}

/** What the files of this version are called. */
const assets = () => [...Object.values(ASSETS), import.meta.url.replace(/.*\//, '')];

setTheme(optionsInAddress().get('theme') ?? 'auto');
start().catch((error) => {
  console.error(error);
  byId('failure').textContent =
    `Cathode Lab could not start: ${messageOf(error)}. ` +
    'It needs WebAssembly, and its files from the same place as this page.';
  setState('failed');
  if (!STANDALONE) reportStart(false, assets());
});
