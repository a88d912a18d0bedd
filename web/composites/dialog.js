// SPDX-License-Identifier: MIT
// Composites of one's own: those kept here and those of the calculation, to use, change, save and open.
import { messageOf } from '../api/quoting.js';
import { closeOnEscape, openDialog } from '../html/dialog.js';
import { button, element } from '../html/dom.js';
import { during } from '../html/rest.js';
import { saveFile } from '../html/save-file.js';
import { addressOf } from '../session/links.js';
import { makeEditor } from './editor.js';
import { compositeOfModel, MINNMANN } from './examples.js';
import { compositesCsv, compositesFromCsv, compositesFromJson, compositesJson } from './files.js';

/** @typedef {import('../api/cathode-lab').Composite} Composite */
/** @typedef {import('../api/cathode-lab').OwnNumber} OwnNumber */
/**
 * @typedef {object} FromImpedance
 * @property {{sigma0MsCm: OwnNumber, temperatureC: number, activationEnergyEv: OwnNumber | null} | null} electrolyte
 * @property {{ionicMsCm: OwnNumber | null, electronicMsCm: OwnNumber | null} | null} composite
 */

const LARGEST_BYTES = 1e6;
const MOST = 50;
/** What belongs to the composite, and not to the cell around it. */
const OF_COMPOSITE = [
  'composite',
  'model',
  'amWtPct',
  'caWtPct',
  'temperatureC',
  'porosityPct',
  'specificCapacityMahG',
  'nominalVoltageV',
  'cRate',
  'amDensityGCm3',
  'seDensityGCm3',
  'caDensityGCm3',
  'seReference',
];

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {import('../session/device.js').Device} setup.device
 * @param {() => FromImpedance | null} setup.impedance what impedance files have told
 */
export function makeComposites({ lab, calculation, device, impedance }) {
  const same = (/** @type {Composite} */ a, /** @type {Composite} */ b) => JSON.stringify(a) === JSON.stringify(b);

  /** Those that are kept on this device; what something else has written there is passed over. @returns {Composite[]} */
  function kept() {
    try {
      return compositesFromJson(device.composites() ?? '', lab);
    } catch {
      return [];
    }
  }
  /** Those of the calculation that are kept under no name. */
  function ofCalculation() {
    const { scenario, comparison } = calculation.all();
    /** @type {Composite[]} */
    const found = [];
    for (const { composite } of [scenario, ...comparison])
      if (composite && ![...kept(), ...found].some((one) => same(one, composite))) found.push(composite);
    return found;
  }
  /** @param {Composite[]} composites */
  const keep = (composites) => device.keepComposites(compositesJson(composites.slice(0, MOST), lab));
  /** In the place of one of the same name. @param {Composite[]} added */
  function add(added) {
    const names = new Set(added.map(({ name }) => name));
    keep([...added, ...kept().filter(({ name }) => !names.has(name))]);
  }
  /** @param {Composite} composite */
  function use(composite) {
    const around = Object.fromEntries(
      Object.entries(calculation.scenario()).filter(([key]) => !OF_COMPOSITE.includes(key)),
    );
    calculation.putScenario({ ...around, composite });
    show();
  }

  const status = element('p', { role: 'status', class: 'hint' });
  const wrong = element('p', { role: 'alert', class: 'error' });
  const list = element('ul', { class: 'composites' });
  const chooser = element('div', {});
  const editor = makeEditor({
    lab,
    onDone(composite) {
      add([composite]);
      use(composite);
      status.textContent = `${composite.name} is in use${device.mayKeep() ? ' and kept on this device' : ''}.`;
    },
    onCancel: show,
  });
  /** @param {Composite | null} composite */
  function edit(composite) {
    chooser.hidden = true;
    editor.whole.hidden = false;
    editor.open(composite);
  }
  /** @param {Composite} composite @param {boolean} isKept */
  function line(composite, isKept) {
    const current = calculation.scenario().composite;
    const inUse = current !== undefined && same(current, composite);
    const points = composite.points.length === 1 ? '1 point' : `${composite.points.length} points`;
    const { name } = composite;
    const actions = [
      ...(inUse ? [] : [button('Use', () => use(composite), { 'aria-label': `Use ${name}` })]),
      button('Edit', () => edit(composite), { 'aria-label': `Edit ${name}` }),
      ...(isKept
        ? [
            button(
              'Remove',
              () => {
                keep(kept().filter((one) => !same(one, composite)));
                show();
                status.textContent = `${name} is kept here no longer.`;
              },
              { 'aria-label': `Remove ${name}` },
            ),
          ]
        : []),
    ];
    return element(
      'li',
      inUse ? { 'aria-current': 'true' } : {},
      element('strong', {}, name),
      element(
        'span',
        { class: 'hint' },
        ` ${points}${inUse ? ', in use' : ''}${isKept ? '' : ', of this calculation'} `,
      ),
      element('span', { class: 'buttons' }, ...actions),
    );
  }
  /** What impedance files have told, in the place of what the composite in use has. @param {FromImpedance} found */
  function withImpedance({ electrolyte, composite: measured }) {
    const base = structuredClone(calculation.scenario().composite) ?? {
      name: '',
      source: '',
      morphology: /** @type {1} */ (1),
      materials: {},
      points: [],
    };
    if (electrolyte) {
      base.materials.seConductivityMsCm = electrolyte.sigma0MsCm;
      base.materials.seTemperatureC = electrolyte.temperatureC;
      if (electrolyte.activationEnergyEv) base.materials.seActivationEnergyEv = electrolyte.activationEnergyEv;
    }
    if (measured) {
      base.points.push(
        /** @type {any} */ ({
          ...(electrolyte ? { temperatureC: electrolyte.temperatureC } : {}),
          ...(measured.ionicMsCm ? { ionicConductivityMsCm: measured.ionicMsCm } : {}),
          ...(measured.electronicMsCm ? { electronicConductivityMsCm: measured.electronicMsCm } : {}),
        }),
      );
    }
    return base;
  }
  function show() {
    const [here, others] = [kept(), ofCalculation()];
    wrong.textContent = '';
    status.textContent = '';
    chooser.hidden = false;
    editor.whole.hidden = true;
    leave.hidden = !calculation.scenario().composite;
    measured.hidden = impedance() === null;
    list.replaceChildren(...others.map((one) => line(one, false)), ...here.map((one) => line(one, true)));
    list.hidden = here.length + others.length === 0;
    saving.hidden = list.hidden;
  }

  const leave = button('Back to the paper’s models', () => {
    calculation.type('model', String(calculation.scenario().model), true);
    show();
  });
  const measured = button('Take what impedance files told', () => {
    const found = impedance();
    if (found) edit(withImpedance(found));
  });
  const picker = element('input', { type: 'file', accept: '.json,.csv,application/json,text/csv', hidden: '' });
  picker.addEventListener('change', async () => {
    const file = picker.files?.[0];
    picker.value = '';
    if (!file) return;
    try {
      if (file.size > LARGEST_BYTES) throw new Error(`it has ${file.size} bytes; allowed: ${LARGEST_BYTES}.`);
      take(await during(file.text()), file.name);
    } catch (error) {
      wrong.textContent = `Nothing was taken from ${file.name}: ${messageOf(error)}`;
    }
  });
  /** Takes the composites of a file's text; throws what is refused. @param {string} text @param {string} name */
  function take(text, name) {
    const found = text.trimStart().startsWith('{') ? compositesFromJson(text, lab) : compositesFromCsv(text, lab);
    if (found.length === 0) throw new Error('it holds none.');
    add(found);
    use(found[0]);
    status.textContent = `${found.length === 1 ? 'One composite' : `${found.length} composites`} of ${name}; ${found[0].name} is in use.`;
  }
  const all = () => [...ofCalculation(), ...kept()];
  const saving = element(
    'p',
    { class: 'buttons' },
    button('Save all as JSON', () => saveFile('composites.json', 'application/json', compositesJson(all(), lab))),
    button('Save all as CSV', () =>
      saveFile('composites.csv', 'text/csv', compositesCsv(all(), lab, addressOf(calculation.link()))),
    ),
  );
  chooser.append(
    element(
      'p',
      {},
      'Enter what you have measured of your own powders. Every tab, link, figure and file then works on it, and what you leave out stays without a number.',
    ),
    list,
    element(
      'p',
      { class: 'buttons' },
      button('New composite', () => edit(null), { class: 'primary' }),
      button('Begin with the model in use', () =>
        edit(compositeOfModel(lab, /** @type {4} */ (calculation.scenario().model))),
      ),
      button('Worked example: Minnmann 2021', () => edit(MINNMANN)),
      measured,
      button('Open a file …', () => picker.click()),
      leave,
    ),
    saving,
    picker,
  );
  const dialog = element(
    'dialog',
    { id: 'composites', 'aria-labelledby': 'composites-title' },
    element(
      'div',
      { class: 'dialog-head' },
      element('h2', { id: 'composites-title' }, 'Composites of your own'),
      button('Close', () => dialog.close()),
    ),
    chooser,
    editor.whole,
    status,
    wrong,
  );
  closeOnEscape(dialog);
  document.getElementById('main')?.append(dialog);

  return {
    open() {
      if (dialog.open) return;
      show();
      openDialog(dialog);
    },
    /** Takes a file that was dropped on the page, and shows what came of it. @param {File} file */
    async takeFile(file) {
      const text = await during(file.text());
      take(text, file.name);
      if (!dialog.open) openDialog(dialog);
    },
  };
}
