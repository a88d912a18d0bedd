// SPDX-License-Identifier: MIT
// The editor of a person's own rows.

import { messageOf } from '../api/quoting.js';
import { button, element, scrollingTable } from '../html/dom.js';
import { during } from '../html/rest.js';

/** @typedef {import('../session/rows-file.js').OwnRow} OwnRow */

const USUAL = [
  'reference',
  'cathode',
  'amWtPct',
  'loadingMgCm2',
  'arealCapacityMahCm2',
  'thicknessUm',
  'specificCapacityMahG',
  'cRate',
  'temperatureC',
  'volumetricEnergyDensityWhL',
];

/**
 * What is wrong with one cell, or nothing.
 * @param {string} key
 * @param {string} text
 * @param {import('../api/cathode-lab').CathodeLab} lab
 */
function cellRefusal(key, text, lab) {
  try {
    lab.auditRows([{ [key]: text }]);
    return null;
  } catch (error) {
    return messageOf(error).replace(/^Row 1: /, '');
  }
}

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {() => OwnRow[]} setup.getRows
 * @param {(rows: OwnRow[]) => void} setup.setRows throws what is refused
 * @param {(kind: 'csv' | 'xlsx') => void} setup.save
 * @param {() => void} setup.importFile
 * @param {() => Promise<typeof import('../session/formats.js')>} setup.loadFormats
 */
export function makeRowsEditor({ lab, getRows, setRows, save, importFile, loadFormats }) {
  const columns = lab.rowColumns();
  const usual = USUAL.map(
    (key) => /** @type {typeof columns[number]} */ (columns.find((column) => column.key === key)),
  );
  const others = columns.filter(({ key }) => !USUAL.includes(key));
  let showsAll = false;

  const body = element('tbody');
  const heads = element('tr');
  const table = scrollingTable('Own rows', [], body);
  table.querySelector('thead')?.replaceChildren(heads);
  table.querySelector('table')?.classList.add('entries');
  const status = element('p', { role: 'status', class: 'hint' });
  const error = element('p', { role: 'alert', class: 'error' });
  const pasted = element('textarea', {
    id: 'rows-text',
    rows: '4',
    spellcheck: 'false',
    'aria-describedby': 'rows-text-hint',
  });
  const more = button('More columns', () => {
    showsAll = !showsAll;
    more.textContent = showsAll ? 'Fewer columns' : 'More columns';
    fill();
  });

  let shownRows = '';
  /** @param {OwnRow[]} rows */
  function put(rows) {
    try {
      setRows(rows);
      shownRows = JSON.stringify(getRows()); // cells stay as they are: others may hold something refused
      error.textContent = '';
      return true;
    } catch (refusal) {
      error.textContent = messageOf(refusal);
      return false;
    }
  }
  /** @param {string} text */
  async function take(text) {
    try {
      const { rowsFromText } = await during(loadFormats());
      const rows = rowsFromText(text, lab);
      if (!put([...getRows(), ...rows])) return;
      fill();
      status.textContent = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} added. Undo takes them back.`;
      pasted.value = '';
    } catch (refusal) {
      error.textContent = `Nothing was added. ${messageOf(refusal)}`;
    }
  }

  /** @param {number} index @param {typeof columns[number]} column @param {string} text */
  function cell(index, { key, label, unit }, text) {
    const input = element('input', {
      type: 'text',
      value: text,
      'aria-label': `Row ${index + 1}: ${label}${unit ? `, ${unit}` : ''}`,
      'data-key': key,
      autocomplete: 'off',
      spellcheck: 'false',
    });
    const wrong = element('p', { class: 'error', role: 'alert' });
    wrong.hidden = true;
    input.addEventListener('change', () => {
      const refusal = cellRefusal(key, input.value, lab);
      wrong.textContent = refusal ?? '';
      wrong.hidden = refusal === null;
      input.setAttribute('aria-invalid', String(refusal !== null));
      if (refusal !== null) return;
      const rows = getRows().map((row) => ({ ...row }));
      if (input.value.trim() === '') delete rows[index][key];
      else rows[index][key] = input.value.trim();
      if (put(rows)) input.value = getRows()[index][key] ?? '';
    });
    // Several cells of a spreadsheet at once.
    input.addEventListener('paste', (event) => {
      const given = event.clipboardData?.getData('text') ?? '';
      if (!/[\t\n]/.test(given.trim())) return;
      event.preventDefault();
      pasted.value = given;
      pasted.focus();
      status.textContent = 'A table was pasted: check its heads, then add it.';
    });
    return element('td', {}, input, wrong);
  }

  function fill() {
    const rows = getRows();
    shownRows = JSON.stringify(rows);
    const shown = showsAll ? [...usual, ...others] : usual;
    heads.replaceChildren(
      ...shown.map(({ label, unit }) => element('th', { scope: 'col' }, unit ? `${label}, ${unit}` : label)),
      element('th', { scope: 'col' }, 'Remove'),
    );
    body.replaceChildren(
      ...rows.map((row, index) =>
        element(
          'tr',
          {},
          ...shown.map((column) => cell(index, column, row[column.key] ?? '')),
          element(
            'td',
            {},
            button(
              'Remove',
              () => {
                put(getRows().filter((_, other) => other !== index));
                fill();
                add.focus();
              },
              { 'aria-label': `Remove row ${index + 1}` },
            ),
          ),
        ),
      ),
    );
    table.hidden = rows.length === 0;
    for (const one of saveButtons) one.hidden = rows.length === 0;
    more.hidden = rows.length === 0;
  }

  const add = button('Add a row', () => {
    if (!put([...getRows(), { reference: `Mine ${getRows().length + 1}` }])) return;
    fill();
    const inputs = body.querySelectorAll('tr:last-child input');
    /** @type {HTMLInputElement | undefined} */ (inputs[1])?.focus();
  });
  const saveButtons = [
    button('Save for a spreadsheet (.xlsx)', () => save('xlsx')),
    button('Save as CSV', () => save('csv')),
  ];
  const whole = element(
    'div',
    {},
    element(
      'p',
      { class: 'hint' },
      'They stand beside Table S6, are audited like it, and travel in the link. Text keeps trailing zeros, which tell how a number is rounded.',
    ),
    table,
    element('p', { class: 'buttons' }, add, more, ...saveButtons, button('Import a file', importFile)),
    element(
      'div',
      { class: 'field' },
      element('label', { for: 'rows-text' }, 'Paste a table from a spreadsheet'),
      pasted,
      element(
        'p',
        { id: 'rows-text-hint', class: 'hint' },
        `With its heads: ${USUAL.join(', ')}, or their names. Decimal commas are understood.`,
      ),
    ),
    element(
      'p',
      { class: 'buttons' },
      button('Add these rows', () => take(pasted.value)),
    ),
    status,
    error,
  );
  fill();

  return {
    whole,
    /** Brings it in step, unless it shows these rows already. */
    update() {
      if (JSON.stringify(getRows()) === shownRows) return;
      const focused =
        document.activeElement instanceof HTMLInputElement && body.contains(document.activeElement)
          ? document.activeElement
          : null;
      const at = focused && {
        row: Array.from(body.children).indexOf(/** @type {Element} */ (focused.closest('tr'))),
        key: focused.dataset.key,
      };
      fill();
      if (at)
        /** @type {HTMLElement | null} */ (body.children[at.row]?.querySelector(`[data-key="${at.key}"]`))?.focus();
    },
    focus: () => add.focus(),
  };
}
