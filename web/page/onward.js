// SPDX-License-Identifier: MIT
// The part of the share dialog that saves a calculation for other programs.
import { messageOf } from '../api/quoting.js';
import { button, byId, element } from '../html/dom.js';
import { during } from '../html/rest.js';
import { saveFile } from '../html/save-file.js';
import { studyFilesForCrate } from '../microstructure/study-crate.js';
import { LICENCES, zippedCrate } from '../onward/crate.js';
import { fileName } from '../session/file-names.js';
import { addressOf } from '../session/links.js';

/** @typedef {import('../onward/crate.js').Licence} Licence */

const LONGEST_NAMES = 500;

/** @param {string} text names separated by semicolons */
const creatorsIn = (text) =>
  text
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);

/**
 * Fills its place.
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {() => import('../microstructure/study.js').Study | null} setup.study of the calculation as it is
 */
export function fillOnward({ lab, calculation, study }) {
  const isBorrowed = element('input', { type: 'checkbox', id: 'onward-borrow' });
  const licence = element(
    'select',
    { id: 'onward-licence' },
    ...Object.entries(LICENCES).map(([value, { label }]) => element('option', { value }, label)),
  );
  licence.value = 'none';
  const creators = element('input', {
    type: 'text',
    id: 'onward-creators',
    maxlength: String(LONGEST_NAMES),
    autocomplete: 'off',
  });
  const link = () => addressOf(calculation.link());

  /**
   * A button that saves a file and says what came of it.
   * @param {string} text
   * @param {string} what @param {string} ending @param {string} type
   * @param {() => string | Promise<Blob>} make
   */
  function saving(text, what, ending, type, make) {
    const status = element('span', { role: 'status', class: 'hint' });
    const made = async () => make();
    const save = async () => {
      try {
        const content = await during(made());
        saveFile(fileName(lab, calculation.scenario(), what, link()) + ending, type, content);
        status.textContent = 'Saved.';
      } catch (error) {
        status.textContent = `Nothing was saved: ${messageOf(error)}`;
      }
    };
    return element('p', { class: 'buttons' }, button(text, save), ' ', status);
  }
  const bpx = () =>
    `${JSON.stringify(lab.bpx(calculation.scenario(), { link: link(), borrow: isBorrowed.checked ? 'Chen2020' : 'none' }), null, 2)}\n`;
  const crate = async () => {
    const { scenario, comparison } = calculation.all();
    const shown = study();
    return zippedCrate(lab, {
      scenario,
      comparison,
      link: link(),
      date: new Date().toISOString().slice(0, 10),
      licence: /** @type {Licence} */ (licence.value),
      creators: creatorsIn(creators.value),
      others: shown ? studyFilesForCrate(shown, lab) : [],
    });
  };

  /** @param {string} title @param {string} text @param {HTMLElement[]} parts */
  const way = (title, text, ...parts) =>
    element('section', {}, element('h3', {}, title), element('p', {}, text), ...parts);
  byId('onward-ways').replaceChildren(
    way(
      'Battery Parameter eXchange (BPX 1.1)',
      'Separator, and every result in SI units with its provenance. Not in it: what the source does not print, and a negative electrode, without which PyBaMM does not load it.',
      element(
        'p',
        { class: 'check' },
        isBorrowed,
        ' ',
        element(
          'label',
          { for: isBorrowed.id },
          'Add cell, electrolyte and positive electrode with values borrowed from Chen et al. 2020, named in the file',
        ),
      ),
      saving('Save BPX (.json)', 'bpx', '.json', 'application/json', bpx),
    ),
    way(
      'PyBaMM',
      'A script that discharges this cathode against lithium. Open-circuit voltage and the kinetics of lithium are borrowed, and named in its comments. No measurement stands behind the voltage it gives.',
      saving('Save script (.py)', 'half-cell', '.py', 'text/x-python', () =>
        lab.pybammScript(calculation.scenario(), { link: link() }),
      ),
    ),
    way(
      'Research data (RO-Crate 1.2)',
      'One zip, as Zenodo and others take it: link, numbers in SI units with provenance, figures, both files above, and the microstructure if one has been generated of this cell. Not in it: your own rows, and the pinned cells beyond what the figures show.',
      element(
        'div',
        { class: 'fields' },
        element(
          'div',
          { class: 'field' },
          element('label', { for: licence.id }, 'Licence of data and figures'),
          licence,
        ),
        element(
          'div',
          { class: 'field' },
          element('label', { for: creators.id }, 'Creators, separated by semicolons'),
          creators,
        ),
      ),
      saving('Save crate (.zip)', 'crate', '.zip', 'application/zip', crate),
    ),
  );
}
