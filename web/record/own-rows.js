// SPDX-License-Identifier: MIT
// A person's own rows: the last lines of the literature table, edited in place. A change touches its own line alone.

import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { during } from '../html/rest.js';
import { buttonRow, inWords } from './parts.js';
import { findingList, withVerdicts } from './verdicts.js';

/** @typedef {import('../session/rows-file.js').OwnRow} OwnRow */
/** @typedef {import('../api/cathode-lab').RowColumn} RowColumn */
/** @typedef {import('../api/cathode-lab').DataTable} DataTable */

/** Columns of the literature table that are called otherwise in a row. */
const KEYS = new Map([['row', 'reference']]);

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
    return inWords(messageOf(error).replace(/^Row 1: /, ''));
  }
}

/** @param {RowColumn} column */
const titleOf = ({ label, unit }) => (unit ? `${label}, ${unit}` : label);

/**
 * @param {object} setup
 * @param {import('./parts.js').Context} setup.context
 * @param {DataTable['columns']} setup.columns of the table whose last lines they are
 * @param {(rows: OwnRow[]) => DataTable} setup.tableOf the table with rows at its end
 * @param {(text: string) => HTMLElement} setup.verdictNode
 */
export function makeOwnRows({ context, columns, tableOf, verdictNode }) {
  const { lab, calculation, file, loadFormats } = context;
  const known = new Map(lab.rowColumns().map((column) => [column.key, column]));
  const inLine = columns.map(({ key }) => known.get(KEYS.get(key) ?? key));
  const others = [...known.values()].filter((column) => !inLine.includes(column));
  const getRows = () => calculation.all().rows;

  const body = element('tbody', { id: 'own-rows', class: 'own' });
  const status = element('p', { role: 'status', class: 'hint' });
  const error = element('p', { role: 'alert', class: 'error' });
  const pasted = element('textarea', {
    id: 'rows-text',
    rows: '4',
    spellcheck: 'false',
    'aria-describedby': 'rows-text-hint',
  });
  const pasting = element(
    'details',
    { class: 'paste' },
    element('summary', {}, 'Paste a table from a spreadsheet'),
    element('label', { for: 'rows-text' }, 'The table with its heads'),
    pasted,
    element(
      'p',
      { id: 'rows-text-hint', class: 'hint' },
      `Heads are those of the table above, with or without units${others.length ? `; further ones: ${others.map(({ label }) => label).join(', ')}` : ''}. Decimal commas are understood.`,
    ),
    buttonRow(button('Add these rows', () => take(pasted.value))),
  );

  /**
   * @typedef {object} Line
   * @property {HTMLElement} line
   * @property {Map<string, HTMLInputElement>} inputs
   * @property {Map<string, string>} refusals
   * @property {HTMLElement} refused
   * @property {HTMLElement} detail
   * @property {HTMLElement} findings
   * @property {HTMLElement} opener
   * @property {boolean} isOpen
   * @property {OwnRow} row as it is shown
   * @property {string} told what the core says of it, as it is shown
   */
  /** @type {Line[]} */
  let lines = [];
  let cellNow = '';

  /** @param {OwnRow[]} rows */
  function put(rows) {
    try {
      const { scenario, comparison } = calculation.all();
      calculation.putLink(lab.encodeLink(scenario, comparison, rows));
      setText(error, '');
      return true;
    } catch (refusal) {
      setText(error, inWords(messageOf(refusal)));
      return false;
    }
  }
  /** @param {string} text */
  async function take(text) {
    try {
      const { rowsFromText } = await during(loadFormats());
      const rows = rowsFromText(text, lab);
      if (!put([...getRows(), ...rows])) return;
      update(getRows(), cellNow);
      setText(status, `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} added. Undo takes them back.`);
      pasted.value = '';
      pasting.open = false;
    } catch (refusal) {
      setText(error, `Nothing was added. ${inWords(messageOf(refusal))}`);
    }
  }

  /** @param {Line} one */
  function showRefusals(one) {
    one.refused.firstElementChild?.firstElementChild?.replaceChildren(
      ...[...one.refusals.values()].map((text) => element('p', { class: 'error', role: 'alert' }, text)),
    );
    if (one.refusals.size === 0) one.refused.remove();
    else if (!one.refused.isConnected) one.line.after(one.refused);
  }
  /** @param {Line} one @param {RowColumn} column */
  function makeInput(one, { key, isText }) {
    const input = element('input', {
      type: 'text',
      'data-key': key,
      autocomplete: 'off',
      spellcheck: 'false',
      ...(isText ? {} : { inputmode: 'decimal' }),
    });
    input.value = one.row[key] ?? '';
    one.inputs.set(key, input);
    return input;
  }
  /** @param {Line} one @param {HTMLInputElement} input */
  function onChange(one, input) {
    const key = /** @type {string} */ (input.dataset.key);
    const refusal = cellRefusal(key, input.value, lab);
    if (refusal === null) one.refusals.delete(key);
    else one.refusals.set(key, refusal);
    input.setAttribute('aria-invalid', String(refusal !== null));
    showRefusals(one);
    if (refusal !== null) return;
    const at = lines.indexOf(one);
    const rows = getRows().map((row) => ({ ...row }));
    if (input.value.trim() === '') delete rows[at][key];
    else rows[at][key] = input.value.trim();
    if (put(rows)) input.value = getRows()[at]?.[key] ?? '';
  }
  body.addEventListener('change', ({ target }) => {
    const one = lines.find(
      ({ line, detail }) =>
        line.contains(/** @type {Node} */ (target)) || detail.contains(/** @type {Node} */ (target)),
    );
    if (one && target instanceof HTMLInputElement) onChange(one, target);
  });
  // Several cells of a spreadsheet at once.
  body.addEventListener('paste', (event) => {
    const given = event.clipboardData?.getData('text') ?? '';
    if (!/[\t\n]/.test(given.trim())) return;
    event.preventDefault();
    pasting.open = true;
    pasted.value = given;
    pasted.focus();
    setText(status, 'A table was pasted: check its heads, then add it.');
  });

  /** Names its controls after the row. @param {Line} one @param {number} at */
  function nameLine(one, at) {
    const name = one.row.reference || `Row ${at + 1}`;
    for (const [key, input] of one.inputs)
      input.setAttribute('aria-label', `${name}: ${titleOf(/** @type {RowColumn} */ (known.get(key)))}`);
    one.opener.setAttribute('aria-label', `Details of ${name}`);
    one.line.querySelector('.remove')?.setAttribute('aria-label', `Remove ${name}`);
  }

  /** @param {OwnRow} row @returns {Line} */
  function makeLine(row) {
    const across = () => element('td', { colspan: String(columns.length) }, element('div', {}));
    const opener = element('button', { type: 'button', class: 'opener', 'aria-expanded': 'false' });
    /** @type {Line} */
    const one = {
      line: element('tr'),
      inputs: new Map(),
      refusals: new Map(),
      refused: element('tr', { class: 'detail refused' }, across()),
      detail: element('tr', { class: 'detail' }, across()),
      findings: element('div'),
      opener,
      isOpen: false,
      row,
      told: '',
    };
    opener.addEventListener('click', () => {
      one.isOpen = !one.isOpen;
      opener.setAttribute('aria-expanded', String(one.isOpen));
      if (one.isOpen) openDetail(one);
      else one.detail.remove();
    });
    const remove = button('×', () => removeLine(one), { class: 'remove', title: 'Remove this row' });
    one.line.append(
      ...inLine.map((column, at) => {
        if (at === 0 && column) {
          return element('th', { scope: 'row' }, element('span', { class: 'cell' }, opener, makeInput(one, column)));
        }
        if (column) return element('td', {}, makeInput(one, column));
        return columns[at].isText
          ? element('td', { class: 'said' }, element('span', { class: 'cell' }, element('span'), remove))
          : element('td', { class: 'number' });
      }),
    );
    return one;
  }
  /** What it opens to: what a row may also have, and what the audit finds. @param {Line} one */
  function openDetail(one) {
    const place = /** @type {HTMLElement} */ (one.detail.firstElementChild?.firstElementChild);
    if (place.childElementCount === 0) {
      place.append(
        one.findings,
        element(
          'details',
          {},
          element('summary', {}, 'What else a row may tell'),
          element(
            'div',
            { class: 'fields' },
            ...others.map((column) =>
              element('label', {}, element('span', {}, titleOf(column)), makeInput(one, column)),
            ),
          ),
        ),
      );
      nameLine(one, lines.indexOf(one));
    }
    one.findings.replaceChildren(findingList(lab.auditRows([one.row])));
    (one.refused.isConnected ? one.refused : one.line).after(one.detail);
  }
  /** @param {Line} one */
  function removeLine(one) {
    const at = lines.indexOf(one);
    const rows = getRows();
    lines = lines.filter((other) => other !== one);
    for (const part of [one.line, one.refused, one.detail]) part.remove();
    put(rows.filter((_, other) => other !== at));
    update(getRows(), cellNow);
    const next = lines[Math.min(at, lines.length - 1)]?.line.querySelector('.remove');
    (next instanceof HTMLElement ? next : add).focus();
  }

  /** What the core says of rows, kept until cell or reading change. @type {Map<string, DataTable['rows'][number]>} */
  let said = new Map();
  /** @param {OwnRow[]} rows */
  function ask(rows) {
    const missing = [...new Map(rows.map((row) => [JSON.stringify(row), row])).entries()].filter(
      ([key]) => !said.has(key),
    );
    if (missing.length === 0) return;
    const table = tableOf(missing.map(([, row]) => row));
    const mine = { ...table, rows: table.rows.slice(-missing.length) };
    const told = withVerdicts(mine, (_, at) => lab.auditRows([missing[at][1]]));
    missing.forEach(([key], at) => {
      said.set(key, told.rows[at]);
    });
  }

  /** @param {OwnRow[]} rows @param {string} given cell and reading, as a text */
  function update(rows, given) {
    if (given !== cellNow) said = new Map();
    cellNow = given;
    ask(rows);
    if (said.size > 4 * rows.length + 100) said = new Map([...said].slice(-rows.length));
    rows.forEach((row, at) => {
      const isNew = at >= lines.length;
      if (isNew) {
        lines.push(makeLine(row));
        body.append(lines[at].line);
      }
      const one = lines[at];
      const text = JSON.stringify(row);
      if (isNew || JSON.stringify(one.row) !== text) {
        for (const [key, input] of one.inputs) {
          if ((one.row[key] ?? '') === (row[key] ?? '')) continue;
          input.value = row[key] ?? '';
          input.removeAttribute('aria-invalid');
          one.refusals.delete(key);
        }
        one.row = row;
        showRefusals(one);
        nameLine(one, at);
        if (one.isOpen) openDetail(one);
      }
      const { cells } = /** @type {DataTable['rows'][number]} */ (said.get(text));
      const told = JSON.stringify(cells);
      if (told === one.told) return;
      one.told = told;
      inLine.forEach((column, index) => {
        if (column) return;
        const cell = /** @type {HTMLElement} */ (one.line.children[index]);
        if (columns[index].isText)
          cell.querySelector('.cell > :first-child')?.replaceChildren(verdictNode(cells[index].text));
        else {
          setText(cell, cells[index].text || '–');
          if (cells[index].value === null) delete cell.dataset.value;
          else cell.dataset.value = String(cells[index].value);
        }
      });
    });
    for (const gone of lines.splice(rows.length))
      for (const part of [gone.line, gone.refused, gone.detail]) part.remove();
    for (const one of saveButtons) one.hidden = rows.length === 0;
  }

  const add = button('Add a row of your own', () => {
    if (!put([...getRows(), { reference: `Mine ${getRows().length + 1}` }])) return;
    update(getRows(), cellNow);
    lines[lines.length - 1]?.inputs.get('cathode')?.focus();
  });
  const saveButtons = [
    button('Save your rows for a spreadsheet (.xlsx)', () => file('rows', 'xlsx')),
    button('Save your rows as CSV', () => file('rows', 'csv')),
  ];
  const tools = element(
    'div',
    { class: 'own-tools' },
    buttonRow(
      add,
      button('Import a file', () => file('import')),
      ...saveButtons,
    ),
    status,
    error,
    pasting,
    element(
      'p',
      { class: 'hint' },
      'Your rows are audited like those of Table S6 and travel in the link. Text keeps trailing zeros, which tell how a number is rounded.',
    ),
  );

  return {
    body,
    tools,
    update,
    /** Marks the row whose mark in the figure is pointed at. @param {string} name */
    mark(name) {
      for (const { line, row } of lines)
        line.classList.toggle('pointed', `${name},`.startsWith(`Own: ${row.reference},`));
    },
    focus: () => add.focus(),
  };
}
