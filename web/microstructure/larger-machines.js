// SPDX-License-Identifier: MIT
// From the page to a larger machine and back: a study as a folder for it, and the results that come from there.
import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { during } from '../html/rest.js';
import { saveFile } from '../html/save-file.js';
import { zippedFolder } from '../table-files/zip.js';
import { openImpalaFolder, tauFactorFolder } from './partner-folders.js';
import { studyFolder } from './study-folder.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {ReturnType<typeof import('./jobs.js').makeJobs>['run']} Run */

/**
 * Runs jobs and tells how many of them are done.
 * @param {Run} run
 * @param {AbortSignal} signal
 * @param {(text: string) => void} tell
 */
function makeCounting(run, signal, tell) {
  let asked = 0;
  let done = 0;
  const show = () => tell(`Solving what is expected there: ${done} of ${asked} done …`);
  return /** @type {Run} */ (
    async (kind, options, handling) => {
      ++asked;
      show();
      const found = await run(kind, options, { ...handling, signal });
      ++done;
      show();
      return found;
    }
  );
}

/**
 * @param {object} setup
 * @param {string} setup.version of this program
 * @param {Run} setup.run
 * @param {(files: File[]) => void} setup.onFiles results that are chosen
 * @param {(index: number) => void} setup.onRemove one of those that have come back is to go
 */
export function makeLargerMachines({ version, run, onFiles, onRemove }) {
  /** @type {Study | null} */
  let study = null;
  const status = element('p', { role: 'status', class: 'hint' });
  /** @type {AbortController | null} */
  let current = null;
  const cancel = button('Cancel', () => current?.abort(new Error('Cancelled.')));

  /**
   * @param {string} what of the file's name
   * @param {(of: Study, run: Run) => Promise<import('./study-folder.js').FolderFile[]>} make
   */
  async function save(what, make) {
    const of = study;
    if (!of) return;
    current?.abort(new Error('Replaced by the next folder.'));
    const own = (current = new AbortController());
    cancel.hidden = false;
    setText(status, 'The folder is being made …');
    try {
      const files = await make(
        of,
        makeCounting(run, own.signal, (text) => current === own && setText(status, text)),
      );
      const name = `${of.fileName}-${what}`;
      const zipped = await zippedFolder(name, files);
      if (current !== own) return;
      saveFile(`${name}.zip`, 'application/zip', zipped);
      setText(status, `Saved as ${name}.zip.`);
    } catch (reason) {
      if (current === own) setText(status, `Not saved. ${messageOf(reason)}`);
    } finally {
      if (current === own) {
        current = null;
        cancel.hidden = true;
      }
    }
  }
  const buttons = [
    button('For a larger machine (.zip)', () => during(save('study', (of) => studyFolder(of, version)))),
    button('For OpenImpala (.zip)', () =>
      during(
        save('openimpala', (of, solve) => openImpalaFolder(of, version, (asked) => solve('heldAtCentres', asked))),
      ),
    ),
    button('For TauFactor (.zip)', () =>
      during(save('taufactor', (of, solve) => tauFactorFolder(of, version, (options) => solve('solve', options)))),
    ),
  ];
  const ofCubes = buttons.slice(1);
  const noPartners = element(
    'p',
    { class: 'hint' },
    'OpenImpala and TauFactor take voxels for cubes: those of this volume are boxes.',
  );
  const picker = element('input', {
    type: 'file',
    id: 'result-files',
    class: 'visually-hidden',
    multiple: '',
    accept: '.json,application/json',
    'aria-describedby': 'result-hint',
  });
  picker.addEventListener('change', () => {
    onFiles([...(picker.files ?? [])]);
    picker.value = '';
  });
  const list = element('ul', { id: 'returned', 'aria-label': 'Results that have come back' });
  cancel.hidden = true;
  const whole = element(
    'div',
    { id: 'larger-machines' },
    element(
      'p',
      { class: 'hint' },
      'This study as a folder: voxels or bodies, what is to be solved, the command, a job script, what is expected, and a check that ends in PASS or FAIL.',
    ),
    element('p', { class: 'buttons' }, ...buttons, cancel),
    noPartners,
    status,
    element('label', { class: 'picker' }, element('span', {}, 'Choose results'), picker),
    element(
      'p',
      { id: 'result-hint', class: 'hint' },
      'Each result.json from there, or dropped on this tab, stands beside the page’s values in the table by direction, if it is of this volume.',
    ),
    list,
  );
  return {
    whole,
    /** @param {Study} next */
    show(next) {
      study = next;
      const areCubes = !Array.isArray(next.voxelUm);
      for (const one of ofCubes) one.hidden = !areCubes;
      noPartners.hidden = areCubes;
      list.hidden = next.returned.length === 0;
      list.replaceChildren(
        ...next.returned.map(({ file, program, date, results }, index) =>
          element(
            'li',
            {},
            `${file}: ${results.length} ${results.length === 1 ? 'value' : 'values'}, calculated elsewhere by ${program}${date && `, ${date}`} `,
            button('Remove', () => onRemove(index), { 'aria-label': `Remove ${file} of ${program}` }),
          ),
        ),
      );
    },
  };
}
