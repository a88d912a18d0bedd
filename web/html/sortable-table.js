// SPDX-License-Identifier: MIT
// A table whose rows a person can sort by any column and open for a closer look, as real HTML.
import { element, scrollingTable } from './dom.js';

/** @typedef {import('../api/cathode-lab').DataTable} DataTable */
/** @typedef {Pick<DataTable, 'columns' | 'rows'>} Content */

const LONG_TEXT = 30; // characters; what is longer gets room in its row

/** @param {DataTable['columns'][number]} column */
const headOf = ({ label, unit }) => (unit ? `${label}, ${unit}` : label);

/** A column of a table's content, and a cell without a value to sort by. */
export const column = (/** @type {string} */ key, /** @type {string} */ label, unit = '', isText = false) => ({
  key,
  label,
  unit,
  isText,
});
export const words = (/** @type {string} */ text) => ({ text, value: null });

/**
 * @param {string} name what screen readers call it
 * @param {Content} content
 */
export function makeSortableTable(name, content) {
  const body = element('tbody');
  const whole = scrollingTable(name, [], body);
  const heads = element('tr');
  whole.querySelector('thead')?.replaceChildren(heads);
  let { columns, rows } = content;
  let sortedBy = -1;
  let isDescending = false;
  /** @type {Set<number>} */
  const open = new Set();

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

  /** @param {number} index */
  function rowElements(index) {
    const { cells, detail } = rows[index];
    const line = element(
      'tr',
      {},
      ...cells.map((cell, column) => {
        const made = column === 0 ? element('th', { scope: 'row' }) : element('td');
        if (column > 0 && !columns[column].isText) made.className = 'number';
        else if (column > 0 && cell.text.length > LONG_TEXT) made.className = 'sentence';
        if (cell.value !== null) made.dataset.value = String(cell.value);
        if (column === 0 && detail) {
          const opener = element('button', {
            type: 'button',
            class: 'opener',
            'aria-expanded': String(open.has(index)),
            'aria-label': `Details of ${cell.text}`,
          });
          opener.addEventListener('click', () => {
            if (!open.delete(index)) open.add(index);
            fill();
            /** @type {HTMLElement | null} */ (body.querySelector(`[data-row="${index}"] .opener`))?.focus();
          });
          made.append(opener, ' ');
        }
        made.append(cell.text || (columns[column].isText ? '' : '–'));
        if (cell.isMarked) {
          made.classList.add('questioned');
          made.append(element('abbr', { title: 'other printed numbers contradict this one' }, ' !'));
        }
        return made;
      }),
    );
    line.dataset.row = String(index);
    if (!open.has(index)) return [line];
    return [
      line,
      element(
        'tr',
        { class: 'detail' },
        element('td', { colspan: String(columns.length) }, element('div', {}, detail)),
      ),
    ];
  }

  function fill() {
    heads.replaceChildren(
      ...columns.map((column, index) => {
        const sorter = element('button', { type: 'button', class: 'sorter' }, headOf(column));
        sorter.addEventListener('click', () => {
          // Up, down, and back to the order of before.
          if (sortedBy !== index) [sortedBy, isDescending] = [index, false];
          else if (!isDescending) isDescending = true;
          else sortedBy = -1;
          fill();
          /** @type {HTMLElement | null} */ (heads.children[index].querySelector('button'))?.focus();
        });
        const head = element('th', { scope: 'col', ...(column.isText ? {} : { class: 'number' }) }, sorter);
        if (sortedBy === index) head.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
        return head;
      }),
    );
    body.replaceChildren(...order().flatMap(rowElements));
  }
  fill();

  return {
    whole,
    /** @param {Content} next */
    update(next) {
      ({ columns, rows } = next);
      if (sortedBy >= columns.length) sortedBy = -1;
      for (const index of open) if (!rows[index]?.detail) open.delete(index);
      fill();
    },
  };
}
