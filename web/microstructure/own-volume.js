// A person's own segmented volume: read from files, its labels given names and conductivities, cut and coarsened.

import { messageOf } from '../api/quoting.js';
import { button, element, scrollingTable, setText } from '../html/dom.js';
import { numberField, short } from '../html/fields.js';
import { readNumber } from '../session/numbers.js';
import { LARGEST_EXTENT } from '../volume-files/volume.js';
import { cropVolume, downsampleVolume, readRaw, readVolume } from '../volume-files/voxel-file.js';
import { DIRECTIONS } from './study.js';

/** @typedef {import('../volume-files/voxel-file.js').Volume} Volume */
/** @typedef {import('./study.js').Study} Study */
/** @typedef {'z' | 'y' | 'x'} Axis */

const MOST_CONDUCTIVITY = 1e9;
const LONGEST_NAME = 40;

/**
 * @param {object} setup
 * @param {import('../session/numbers.js').Parser} setup.lab
 * @param {(study: Omit<Study, 'link' | 'solutions' | 'metrics' | 'isGenerated'>, andSolve: boolean) => void} setup.take shows a volume, and solves it
 */
export function makeOwnVolume({ lab, take }) {
  /** @type {Volume | null} */
  let volume = null;
  /** @type {File | null} */
  let rawFile = null;
  /** @type {{name: string, ion: string, electron: string}[]} as a person has typed them */
  let labels = [];

  const picker = element('input', {
    type: 'file',
    id: 'volume-files',
    multiple: '',
    'aria-describedby': 'volume-hint',
  });
  const drop = element(
    'div',
    { class: 'drop' },
    element('label', { for: picker.id }, 'Files, or drop them here'),
    picker,
    element(
      'p',
      { id: 'volume-hint', class: 'hint' },
      'A NumPy array (.npy), a TIFF stack or its slices (.tif), or bare voxels (.raw, .bin, .dat), segmented: each phase has one value. They stay on this device.',
    ),
  );
  const error = element('p', { class: 'error', role: 'alert', id: 'volume-error' });
  const status = element('p', { role: 'status', class: 'hint' });
  /** @param {unknown} reason */
  const refuse = (reason) => {
    error.textContent = messageOf(reason);
  };

  // Raw numbers say nothing of themselves.
  const raw = { z: '', y: '', x: '', offset: '0' };
  const rawFields = /** @type {const} */ (['z', 'y', 'x', 'offset']).map((key) =>
    numberField({
      id: `raw-${key}`,
      label: key === 'offset' ? 'Bytes before the first voxel' : `Voxels along ${key}`,
      read: () => raw[key],
      put(text) {
        try {
          raw[key] = String(
            readNumber(lab, key, text, {
              min: key === 'offset' ? 0 : 1,
              max: key === 'offset' ? 1e9 : LARGEST_EXTENT,
              isWhole: true,
            }),
          );
          return null;
        } catch (reason) {
          return messageOf(reason);
        }
      },
    }),
  );
  const dtype = element(
    'select',
    { id: 'raw-dtype' },
    ...['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32'].map((name) =>
      element('option', { value: name }, name),
    ),
  );
  const order = element(
    'select',
    { id: 'raw-order' },
    element('option', { value: 'little' }, 'least significant byte first'),
    element('option', { value: 'big' }, 'most significant byte first'),
  );
  const rawText = element('p');
  const rawForm = element(
    'div',
    {},
    rawText,
    element(
      'div',
      { class: 'fields' },
      ...rawFields.map(({ field }) => field),
      element('div', { class: 'field' }, element('label', { for: dtype.id }, 'Numbers'), dtype),
      element('div', { class: 'field' }, element('label', { for: order.id }, 'Order of bytes'), order),
    ),
    element(
      'p',
      { class: 'buttons' },
      button('Read these voxels', async () => {
        try {
          if (!rawFile) return;
          const [z, y, x] = DIRECTIONS.map((axis) =>
            readNumber(lab, `Voxels along ${axis}`, raw[axis], { min: 1, max: LARGEST_EXTENT, isWhole: true }),
          );
          accept(
            await readRaw(rawFile, {
              shape: [z, y, x],
              dtype: /** @type {'uint8'} */ (dtype.value),
              littleEndian: order.value === 'little',
              offset: Number(raw.offset),
            }),
          );
          rawForm.hidden = true;
        } catch (reason) {
          refuse(reason);
        }
      }),
    ),
  );
  rawForm.hidden = true;

  /** @param {File[]} files */
  async function read(files) {
    if (files.length === 0) return;
    error.textContent = '';
    setText(status, `Reading ${files.map(({ name }) => name).join(', ')}…`);
    try {
      const found = await readVolume(files);
      if (found.kind === 'ready') {
        rawForm.hidden = true;
        accept(found.volume);
      } else {
        rawFile = files[0];
        rawText.textContent = `${found.name}: ${found.byteLength} bytes of bare voxels. Their shape and the kind of number have to be given.`;
        for (const { show } of rawFields) show();
        rawForm.hidden = false;
        setText(status, '');
      }
    } catch (reason) {
      refuse(reason);
      setText(status, volume ? `${volume.name} stays.` : '');
    }
  }
  picker.addEventListener('change', () => {
    read([...(picker.files ?? [])]);
    picker.value = '';
  });
  drop.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    // The page itself takes files of the comparison set.
    event.preventDefault();
    event.stopPropagation();
    drop.classList.remove('over');
    read([...(event.dataTransfer?.files ?? [])]);
  });

  const labelRows = element('tbody');
  const table = scrollingTable(
    'Labels',
    ['Value in the file', 'Voxels', 'Name', 'Conductivity for ions', 'Conductivity for electrons'],
    labelRows,
  );
  table.querySelector('table')?.classList.add('entries');
  /** @type {Record<string, string>} what is typed */
  const typed = { voxelUm: '', factor: '1', tolerance: '0.001' };
  /** @param {string} key @param {string} label @param {string} hint */
  function textField(key, label, hint = '') {
    const input = element('input', {
      id: `own-${key}`,
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      'aria-describedby': `own-${key}-hint`,
    });
    input.addEventListener('input', () => {
      typed[key] = input.value;
    });
    return {
      show: () => {
        input.value = typed[key] ?? '';
      },
      field: element(
        'div',
        { class: 'field' },
        element('label', { for: input.id }, label),
        input,
        element('p', { id: `own-${key}-hint`, class: 'hint' }, hint),
      ),
    };
  }
  const cuts = DIRECTIONS.flatMap((axis) => [
    textField(`${axis}From`, `${axis} from voxel`, 'counted from 0'),
    textField(`${axis}To`, `${axis} up to, without voxel`),
  ]);
  const others = [
    textField('voxelUm', 'Edge of a voxel, µm', 'assumed or measured, as the file says; empty if not known'),
    textField(
      'factor',
      'Coarsen by',
      'whole number, 1 to 8: so many voxels each way become the one most frequent among them',
    ),
    textField('tolerance', 'Tolerance', 'relative, of σ_eff; 1e-10 to 0.1'),
  ];
  const ways = DIRECTIONS.map((axis) => {
    const box = element('input', { type: 'checkbox', id: `own-way-${axis}` });
    box.checked = true;
    return { axis, box, whole: element('span', { class: 'check' }, box, element('label', { for: box.id }, axis)) };
  });
  const about = element('p');
  const form = element(
    'div',
    {},
    about,
    table,
    element(
      'p',
      { class: 'hint' },
      'Conductivities are assumed: relative to any unit, 0 or more. Ions and electrons are solved one by one; a carrier that nothing conducts is left out.',
    ),
    element('div', { class: 'fields' }, ...others.map(({ field }) => field)),
    element(
      'details',
      {},
      element('summary', {}, 'Use a part of it'),
      element('div', { class: 'fields' }, ...cuts.map(({ field }) => field)),
    ),
    element('fieldset', { class: 'checks' }, element('legend', {}, 'Directions'), ...ways.map(({ whole }) => whole)),
    element(
      'p',
      { class: 'buttons' },
      button('Solve', () => use(true), { class: 'primary', id: 'own-solve' }),
      button('Show', () => use(false)),
    ),
  );
  form.hidden = true;

  /** @param {Volume} next */
  function accept(next) {
    volume = next;
    error.textContent = '';
    setText(status, `${next.name} has been read.`);
    labels = next.values.map((value) => ({ name: `value ${value}`, ion: '0', electron: '0' }));
    typed.voxelUm = next.voxelUm === null ? '' : String(next.voxelUm);
    next.shape.forEach((extent, axis) => {
      typed[`${DIRECTIONS[axis]}From`] = '0';
      typed[`${DIRECTIONS[axis]}To`] = String(extent);
    });
    for (const { show } of [...others, ...cuts]) show();
    const total = next.voxels.length;
    about.textContent = `${next.name}: ${next.shape.join(' × ')} voxels (z, y, x), ${next.values.length} ${next.values.length === 1 ? 'value' : 'values'}.`;
    labelRows.replaceChildren(
      ...next.values.map((value, label) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, String(value)),
          element('td', { class: 'number' }, `${next.counts[label]} (${short((next.counts[label] / total) * 100)} %)`),
          .../** @type {const} */ ([
            ['name', 'name'],
            ['ion', 'conductivity for ions'],
            ['electron', 'conductivity for electrons'],
          ]).map(([key, words]) => {
            const input = element('input', {
              type: 'text',
              value: labels[label][key],
              'data-key': key,
              'aria-label': `Value ${value}: ${words}`,
              autocomplete: 'off',
              spellcheck: 'false',
              ...(key === 'name' ? { maxlength: String(LONGEST_NAME) } : { inputmode: 'decimal' }),
            });
            input.addEventListener('input', () => {
              labels[label][key] = input.value;
            });
            return element('td', {}, input);
          }),
        ),
      ),
    );
    form.hidden = false;
  }

  /** @param {boolean} andSolve */
  function use(andSolve) {
    if (!volume) return;
    try {
      const whole = volume;
      const [z, y, x] = DIRECTIONS.map((axis, index) => {
        const extent = whole.shape[index];
        const from = readNumber(lab, `${axis} from voxel`, typed[`${axis}From`], {
          min: 0,
          max: extent - 1,
          isWhole: true,
        });
        const to = readNumber(lab, `${axis} up to`, typed[`${axis}To`], { min: from + 1, max: extent, isWhole: true });
        return /** @type {[number, number]} */ ([from, to]);
      });
      const factor = readNumber(lab, 'Coarsen by', typed.factor, { min: 1, max: 8, isWhole: true });
      const tolerance = readNumber(lab, 'Tolerance', typed.tolerance, { min: 1e-10, max: 0.1 });
      const voxelUm =
        typed.voxelUm.trim() === ''
          ? null
          : readNumber(lab, 'Edge of a voxel', typed.voxelUm, { min: 1e-6, max: 1e6, unit: 'µm' });
      const numbers = labels.map(({ name, ion, electron }) => ({
        name: name.trim(),
        ion: readNumber(lab, `${name}: conductivity for ions`, ion, { min: 0, max: MOST_CONDUCTIVITY }),
        electron: readNumber(lab, `${name}: conductivity for electrons`, electron, { min: 0, max: MOST_CONDUCTIVITY }),
      }));
      const directions = ways.filter(({ box }) => box.checked).map(({ axis }) => axis);
      const carriers = /** @type {const} */ ([
        ['ion', 'Ions'],
        ['electron', 'Electrons'],
      ])
        .map(([key, name]) => ({
          key,
          name,
          conductivities: numbers.map((one) => one[key]),
          sigma0: null,
          measured: null,
        }))
        .filter(({ conductivities }) => conductivities.some((value) => value > 0));
      if (andSolve && carriers.length === 0)
        throw new Error('Conductivity: 0 for every label; at least one has to conduct ions or electrons.');
      if (andSolve && directions.length === 0) throw new Error('Directions: none is chosen; allowed: z, y, x.');
      const isWhole = [z, y, x].every(([from, to], axis) => from === 0 && to === whole.shape[axis]);
      const cut = isWhole ? whole : cropVolume(whole, { z, y, x });
      const used = factor === 1 ? cut : downsampleVolume(cut, factor);
      error.textContent = '';
      take(
        {
          title: `${used.name}, ${used.shape.join(' × ')} voxels (z, y, x)${factor > 1 ? `, coarsened by ${factor}` : ''}`,
          fileName: used.name.replace(/\.[^.]*$/, '').replace(/[^\w.-]+/g, '-') || 'volume',
          voxels: used.voxels,
          shape: used.shape,
          voxelUm: voxelUm === null ? null : voxelUm * factor,
          phases: whole.values.map((value, label) => ({
            label,
            name: numbers[label].name || `value ${value}`,
            fraction: used.counts[label] / used.voxels.length,
            target: null,
            value,
          })),
          notes: whole.notes,
          carriers,
          directions,
          sides: 'closed',
          tolerance,
        },
        andSolve,
      );
    } catch (reason) {
      refuse(reason);
    }
  }

  return element('div', {}, drop, error, status, rawForm, form);
}
