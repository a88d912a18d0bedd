// The page: loads the core, starts canvas and form, keeps them, the address and the page around in step.

import createCore from '#app';
import { typeText } from '../api/app-core.js';
import { fetchModule, instantiate, join } from '../api/compiled.js';
import { deferred, RECORD_FUNCTIONS, VOXEL_FUNCTIONS } from '../api/deferred.js';
import { givenTo } from '../api/given.js';
import { labOf } from '../api/lab.js';
import { messageOf } from '../api/quoting.js';
import { startCanvas } from '../canvas/platform.js';
import { readRequest, startMessages } from '../embed/host-messages.js';
import { makeLesson } from '../embed/lesson.js';
import { makeMirror } from '../form/form.js';
import { button, byId } from '../html/dom.js';
import { tell } from '../html/notices.js';
import { atRest, begin } from '../html/rest.js';
import { watchColors } from '../html/theme.js';
import { makePanel } from '../microstructure/panel.js';
import { makeRecord } from '../record/record.js';
import { makeAddress } from '../session/address.js';
import { fontBytes, workerText } from '../session/assets.js';
import { makeCalculation } from '../session/calculation.js';
import { handleFiles } from '../session/files.js';
import { ownPage } from '../session/links.js';
import { optionTexts, readOptions } from '../session/options.js';
import { listenToBar, openMirror } from './bar.js';
import { changeVersion, startOffline } from './offline.js';
import { onDemand } from './on-demand.js';

const root = document.documentElement;
/** @type {ReturnType<typeof startCanvas>} */
let canvas = null;
const setTheme = watchColors((colors) => canvas?.setColors(colors));

/** @param {'loading' | 'ready' | 'no-webgl' | 'failed'} state */
function setState(state) {
  root.dataset.state = state;
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

/** @param {string} name of a compiled module */
const moduleOf = (name) => fetchModule(new URL(name, import.meta.url).href);

const loadLater = () => import('./later.js');
const loadFormats = async () => (await loadLater()).formats;

async function start() {
  const [{ core, exports }, regular, semibold] = await Promise.all([
    moduleOf(ASSETS.wasm).then((module) => instantiate(createCore, module)),
    loadFont('regular', '400'),
    loadFont('semibold', '600'),
  ]);
  // Either stands in for the other, and the canvas has one of its own.
  const fonts = [regular ?? semibold, semibold ?? regular].map((bytes) => bytes ?? new ArrayBuffer(0));
  const given = givenTo(core);
  const ofRecord = deferred(RECORD_FUNCTIONS);
  const voxels = deferred(VOXEL_FUNCTIONS);
  const lab = labOf(core, given, { ...ofRecord.functions, ...voxels.functions });
  const parameters = lab.parameters();
  const indexOf = new Map(parameters.map(({ key }, index) => [/** @type {string} */ (key), index]));
  const query = new URLSearchParams(location.search);
  const optionsOf = (/** @type {URLSearchParams} */ from) => readOptions(from, lab);
  let options = optionsOf(query);
  const { embedded } = options;
  root.toggleAttribute('data-embedded', embedded);
  const calculation = makeCalculation(core, lab);
  const pinName = (/** @type {number} */ place) => core.pinName(place);
  const askFile = handleFiles({ lab, calculation, pinName, loadFormats });
  const share = onDemand(async () => (await loadLater()).makeShare(lab, calculation.link), tellMissing);

  const saveFigure = onDemand(async () => {
    const { makeFigureDialog } = await loadLater();
    return makeFigureDialog({
      lab,
      calculation,
      shownOptions: () =>
        /** @type {object} */ ({ ...calculation.figureOptions(), assumptions: calculation.assumptions() }),
    });
  }, tellMissing);
  const record = makeRecord({
    lab,
    calculation,
    saveFigure,
    file: askFile,
    loadFormats,
    shared: {
      options: calculation.figureOptions,
      putOption: calculation.putFigureOption,
      assumptions: calculation.assumptions,
      putAssumption: calculation.putAssumption,
      resetAssumptions: calculation.resetAssumptions,
    },
  });

  const mirror = makeMirror({
    lab,
    record,
    root: byId('mirror'),
    pinName,
    differenceText: core.differenceText,
    onType(key, text, isFinished) {
      core._appTyping(true);
      const refusal = typeText(core, /** @type {number} */ (indexOf.get(key)), text);
      if (isFinished) core._appTyping(false);
      calculation.changed();
      return refusal;
    },
    onLeave: () => calculation.edit(() => core._appTyping(false)),
    comparison: {
      pin: () => calculation.pin() || `Pinned as ${pinName(calculation.all().comparison.length - 1)}.`,
      recall: calculation.recall,
      unpin: calculation.unpin,
      unpinAll: () => calculation.putLink(lab.encodeLink(calculation.scenario(), [], calculation.all().rows)),
      file: askFile,
    },
  });
  const microstructure = makePanel(byId('microstructure'));
  function updateMirror() {
    microstructure.update();
    mirror.update(calculation.all());
    if (!embedded) return;
    // With another page around it, form and tables are out of the way until asked for.
    mirror.setReachable(!canvas || root.hasAttribute('data-mirror-open'));
    /** @type {HTMLAnchorElement} */ (byId('open-page')).href = ownPage(query, calculation.link());
  }

  canvas = startCanvas({
    core,
    fonts,
    stage: byId('stage'),
    onChange: calculation.changed,
    onRefusal: (message) => tell('input', [message]),
    onAsk(what, which) {
      if (what === 'share') share();
      else if (what === 'view') showView(lab.views()[which]);
      else if (what === 'figure') saveFigure(lab.figures()[which]?.name ?? 'tables');
      else if (what === 'rows') openRows();
      else if (what === 'csv' || what === 'json' || what === 'import') askFile(what);
    },
  });

  /** @type {ReturnType<typeof startMessages> | null} */
  let messages = null;
  /** @type {import('../embed/lesson.js').Prediction | null} */
  let prediction = null;
  const giveLesson = makeLesson({
    lab,
    onHide(isHidden) {
      core._appHideResults(isHidden);
      mirror.hideResults(isHidden);
      microstructure.hideResults(isHidden);
      if (isHidden) prediction = null;
      messages?.changed();
      canvas?.wake();
    },
    resultOf: (key) => lab.evaluate(calculation.scenario()).values[key],
    displayText: lab.displayText,
    onPredict(made) {
      prediction = made;
      messages?.changed();
    },
  });
  function present() {
    const bits = (/** @type {string[] | null} */ keys) =>
      keys === null
        ? 0xffffffff
        : keys.reduce((all, key) => all | (1 << /** @type {number} */ (indexOf.get(key))), 0) >>> 0;
    core._appPresent(lab.views().indexOf(options.view), bits(options.controls), bits(options.locked), embedded);
    mirror.present(options.controls, options.locked);
    microstructure.present(options.view === 'microstructure', embedded);
    setTheme(options.theme);
    updateMirror();
    canvas?.wake();
  }

  function openRows() {
    if (embedded) openMirror(true, mirror.setReachable);
    record.open('own-rows');
  }
  /** The address says which view is shown, wherever in the history it stands. */
  function writeView() {
    const place = new URL(location.href);
    if (options.view === 'all') place.searchParams.delete('view');
    else place.searchParams.set('view', options.view);
    if (place.href !== location.href) history.replaceState(history.state, '', place);
  }
  /** @param {string} view */
  function showView(view) {
    options.view = view;
    writeView();
    present();
    window.scrollTo({ top: 0 });
    if (view === 'microstructure') microstructure.reveal();
  }

  const address = makeAddress({ lab, calculation });
  if (embedded) {
    const { notices } = lab.decodeLink(location.hash);
    options.notices.push(...notices.map(({ message }) => message));
    calculation.putLink(location.hash, true);
    tell('link', options.notices);
    // In a frame as high as its content they open where a reader who acts is looking.
    byId('bar').before(byId('notices'), byId('share'), byId('figure'));
  } else {
    address.read(options.notices);
    address.restore();
    window.addEventListener('popstate', () => {
      writeView();
      address.read();
    });
  }
  present();
  giveLesson(options);
  calculation.onChange((change) => {
    if (change.isRevised) {
      updateMirror();
      messages?.changed();
    }
    if (!embedded) address.follow(change);
    canvas?.wake();
  });

  if (embedded) {
    messages = startMessages({
      host: options.host,
      getState() {
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
          options: optionTexts(options, parameters),
        };
      },
      set(request) {
        const asked = readRequest(request, { lab, calculation, optionsOf });
        if (request.options !== undefined) {
          for (const name of asked.query.keys())
            if (name !== 'embed' && name !== 'host') query.set(name, asked.query.get(name) ?? '');
          const { task, predict } = options;
          options = optionsOf(query);
          present();
          if (task !== options.task || predict?.key !== options.predict?.key) giveLesson(options);
        }
        calculation.putLink(asked.link);
      },
    });
    if (options.notices.length > 0) messages.refuse(options.notices.join(' '));
  }

  listenToBar({ calculation, share, showMirror: mirror.setReachable, beginning: embedded ? calculation.link() : null });

  let onComplete = () => {};
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
      complete: new Promise((resolve) => {
        onComplete = () => resolve(undefined);
      }),
    },
  });
  performance.mark('cathode-lab-ready');
  setState(canvas ? 'ready' : 'no-webgl');

  /** @param {unknown} error */
  function tellMissing(error) {
    console.warn(error);
    tell('rest', [`The rest of the page could not be loaded: ${messageOf(error)}.`], {
      action: button('Try again', loadRest),
    });
  }
  async function joinRecord() {
    const [{ recordOf }, part] = await Promise.all([loadLater(), moduleOf(ASSETS.record)]);
    await join(part, exports);
    ofRecord.fill(recordOf(core, given));
    core._appHasRecord(true);
    record.fill();
    canvas?.wake();
  }
  // Now the rest, so that nothing is asked of the network later.
  async function loadRest() {
    const done = begin();
    try {
      const [{ buildWorkbench, makeJobs, voxelsFor }, module] = await Promise.all([
        loadLater(),
        moduleOf(ASSETS.voxels),
        workerText(),
        joinRecord(),
      ]);
      voxels.fill(await voxelsFor(module));
      const jobs = makeJobs(module);
      microstructure.fill((place) => buildWorkbench({ lab, calculation, jobs, place }));
      onComplete();
    } catch (error) {
      tellMissing(error);
    } finally {
      done();
    }
  }
  await loadRest();
  // Last: it takes everything once more, from what the browser keeps.
  if (!embedded && !STANDALONE) {
    const update = () =>
      tell('version', ['A new version of this page is ready.'], {
        action: button('Change to it', changeVersion),
        isGood: true,
      });
    startOffline(update).catch((error) => console.warn('No offline use:', messageOf(error)));
  }
}

setTheme(new URLSearchParams(location.search).get('theme') ?? 'auto');
start().catch((error) => {
  console.error(error);
  byId('failure').textContent =
    `Cathode Lab could not start: ${messageOf(error)}. ` +
    'It needs WebAssembly, and its files from the same place as this page.';
  setState('failed');
});
