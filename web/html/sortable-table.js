// SPDX-License-Identifier: MIT
// A table whose rows a person can sort by any column and open for a closer look, as real HTML. What is filled in
// anew changes the cells that differ and leaves the others.
import { element, scrollingTable } from './dom.js';

/** @typedef {import('../api/cathode-lab').DataTable} DataTable */
/** @typedef {Pick<DataTable, 'columns' | 'rows'>} Content */
/** @typedef {DataTable['columns'][number]} Column */
/** @typedef {DataTable['rows'][number]} Row */

/**
 * @typedef {object} Manner
 * @property {{key: string, isDescending: boolean}} [sortedBy] at first
 * @property {(cell: Row['cells'][number], column: Column, row: Row) => Node | string | null} [show] a cell's words in
 *   another form; null: as they are
 * @property {(row: Row) => Node} [detailOf] what a row opens to; without it, its detail as text
 * @property {HTMLElement[]} [bodies] more of the same columns, below
 */

const LONG_TEXT = 30; // characters; what is longer gets room in its row

/** A column of a table's content, and a cell without a value to sort by. */
export const column = (/** @type {string} */ key, /** @type {string} */ label, unit = '', isText = false) => ({
  key,
  label,
  unit,
  isText,
});
export const words = (/** @type {string} */ text) => ({ text, value: null });

/**
 * What is under a head; a click sorts by it.
 * @param {Column} column
 * @param {() => void} onSort
 */
function makeHead({ label, unit, isText }, onSort) {
  const sorter = element('button', { type: 'button', class: 'sorter' }, label);
  if (unit) sorter.append(element('span', { class: 'unit' }, `, ${unit}`));
  sorter.addEventListener('click', onSort);
  return element('th', { scope: 'col', ...(isText ? {} : { class: 'number' }) }, sorter);
}

/**
 * @param {string} name what screen readers call it
 * @param {Content} content
 * @param {Manner} [manner]
 */
export function makeSortableTable(name, content, { sortedBy: first, show, detailOf, bodies = [] } = {}) {
  const body = element('tbody');
  const whole = scrollingTable(name, [], body, ...bodies);
  const heads = element('tr');
  whole.querySelector('thead')?.replaceChildren(heads);
  let { columns, rows } = content;
  let sortedBy = first ? columns.findIndex(({ key }) => key === first.key) : -1;
  let isDescending = first?.isDescending ?? false;
  /** @type {Set<number>} */
  const open = new Set();
  /** @typedef {{line: HTMLElement, texts: string[], opener: HTMLElement | null, detail: HTMLElement | null, told: string}} Line */
  /** @type {Line[]} */
  let lines = [];
  let shownColumns = '';

  /** The rows in the order asked for; what has no value comes last. */
  function order() {
    const indices = rows.map((_, index) => index);
    if (sortedBy < 0) return indices;
    const sign = isDescending ? -1 : 1;
    const { isText } = columns[sortedBy];
    return indices.sort((a, b) => {
      const [left, right] = [rows[a].cells[sortedBy], rows[b].cells[sortedBy]];
      const [noLeft, noRight] = isText
        ? [left.text === '', right.text === '']
        : [left.value === null, right.value === null];
      if (noLeft || noRight) return Number(noLeft) - Number(noRight) || a - b;
      const difference = isText
        ? left.text.localeCompare(right.text, 'en', { numeric: true })
        : /** @type {number} */ (left.value) - /** @type {number} */ (right.value);
      return sign * difference || a - b;
    });
  }

  /** @param {Row} row @param {number} index @param {number} at @param {HTMLElement | null} opener */
  function makeCell(row, index, at, opener) {
    const cell = row.cells[at];
    const { isText } = columns[at];
    const made = at === 0 ? element('th', { scope: 'row' }) : element('td');
    if (at > 0 && !isText) made.className = 'number';
    else if (at > 0 && cell.text.length > LONG_TEXT) made.className = 'sentence';
    if (cell.value !== null) made.dataset.value = String(cell.value);
    if (opener) {
      opener.setAttribute('aria-label', `Details of ${cell.text}`);
      opener.onclick = () => {
        if (!open.delete(index)) open.add(index);
        fill();
      };
      made.append(opener, ' ');
    }
    made.append(show?.(cell, columns[at], row) ?? (cell.text || (isText ? '' : '–')));
    if (cell.isMarked) {
      made.classList.add('questioned');
      made.append(element('abbr', { title: 'other printed numbers contradict this one' }, ' !'));
    }
    return made;
  }

  /** A row's line, its cells brought in step. @param {number} index */
  function lineOf(index) {
    const row = rows[index];
    const known = lines[index];
    const texts = row.cells.map(({ text, value, isMarked }) => `${text}\n${value}\n${isMarked ?? ''}`);
    if (known && (known.opener !== null) === (row.detail !== '')) {
      texts.forEach((text, at) => {
        if (text === known.texts[at]) return;
        known.line.children[at].replaceWith(makeCell(row, index, at, at === 0 ? known.opener : null));
      });
      known.texts = texts;
      return known;
    }
    const opener = row.detail ? element('button', { type: 'button', class: 'opener' }) : null;
    const line = element('tr', {}, ...row.cells.map((_, at) => makeCell(row, index, at, at === 0 ? opener : null)));
    line.dataset.row = String(index);
    lines[index] = { line, texts, opener, detail: null, told: '' };
    return lines[index];
  }

  /** A row and, where it is open, what it opens to. @param {number} index */
  function rowElements(index) {
    const line = lineOf(index);
    const isOpen = open.has(index);
    line.opener?.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return [line.line];
    const row = rows[index];
    const told = JSON.stringify(row);
    if (line.detail === null || line.told !== told) {
      line.detail = element(
        'tr',
        { class: 'detail' },
        element('td', { colspan: String(columns.length) }, element('div', {}, detailOf ? detailOf(row) : row.detail)),
      );
      line.told = told;
    }
    return [line.line, line.detail];
  }

  /** @param {number} index */
  function sortBy(index) {
    // Up, down, and back to the order of before.
    if (sortedBy !== index) [sortedBy, isDescending] = [index, false];
    else if (!isDescending) isDescending = true;
    else sortedBy = -1;
    fill();
  }

  function fill() {
    const described = JSON.stringify(columns);
    if (described !== shownColumns) {
      shownColumns = described;
      lines = [];
      heads.replaceChildren(...columns.map((one, index) => makeHead(one, () => sortBy(index))));
    }
    lines.length = Math.min(lines.length, rows.length);
    columns.forEach((_, index) => {
      if (sortedBy === index)
        heads.children[index].setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      else heads.children[index].removeAttribute('aria-sort');
    });
    const wanted = order().flatMap(rowElements);
    if (wanted.length === body.children.length && wanted.every((one, at) => one === body.children[at])) return;
    const focused = body.contains(document.activeElement) ? document.activeElement : null;
    body.replaceChildren(...wanted);
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
  fill();

  return {
    whole,
    /** The published lines, in order of the content. @param {number} index */
    lineOf: (index) => lines[index]?.line ?? null,
    /** @param {Content} next */
    update(next) {
      ({ columns, rows } = next);
      if (sortedBy >= columns.length) sortedBy = -1;
      for (const index of open) if (!rows[index]?.detail) open.delete(index);
      fill();
    },
  };
}
