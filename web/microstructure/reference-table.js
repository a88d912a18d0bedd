// SPDX-License-Identifier: MIT
// What others have published or proven beside what comes of the same here, as tables.
import { element } from '../html/dom.js';
import { column, makeSortableTable } from '../html/sortable-table.js';
import { references } from './references.js';

/** @typedef {import('./references.js').Row} Row */
/** @typedef {import('./references.js').Group} Group */

/** @type {[Group, string, string][]} */
export const GROUPS = [
  [
    'programs',
    'Other programs',
    'Tortuosity factors τ² unless another quantity is named; values here to 1e-7 and times to 1e-3 of σ_eff unless said otherwise.',
  ],
  ['percolation', 'Percolation', 'Volume fraction from which on half of the samples percolate.'],
  ['theory', 'Theory', 'τ² over a proven bound, and σ_eff to 1e-5 where it is known exactly.'],
];

/** @param {number} value @param {number} [digits] */
const signed = (value, digits = 2) =>
  `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(Number(value.toPrecision(digits)))}`;
/** A number printed with a sign that its quantity cannot have is compared with nothing. @param {Row} row */
const differencePct = ({ value, published }) => (published > 0 ? (value / published - 1) * 100 : null);
/** @param {Row} row */
const hereText = ({ value, digits, spread }) =>
  value.toFixed(digits) + (spread === undefined ? '' : ` ± ${Number(spread.toPrecision(1))}`);

/** How a row came about, in sentences. @param {Row} row */
export const howOf = ({ how, note }) =>
  [how, note].flatMap((text) => (text ? [`${text[0].toUpperCase()}${text.slice(1)}.`] : [])).join(' ');

/**
 * The rows of a group, for page and documents.
 * @param {Group} group
 * @returns {Pick<import('../api/cathode-lab').DataTable, 'columns' | 'rows'>}
 */
export function referenceContent(group) {
  const rows = references.rows.filter((row) => row.group === group);
  const hasTimes = [rows.some(({ seconds }) => seconds !== undefined), rows.some(({ here }) => here !== undefined)];
  const time = (/** @type {number | undefined} */ value) => ({
    text: value === undefined ? '' : String(value),
    value: value ?? null,
  });
  return {
    columns: [
      column('what', 'What', '', true),
      column('published', 'Published'),
      column('here', 'Here'),
      column('difference', 'Difference', '%'),
      ...[column('seconds', 'Time there', 's'), column('secondsHere', 'Time here', 's')].filter((_, i) => hasTimes[i]),
    ],
    rows: rows.map((row) => {
      const difference = differencePct(row);
      return {
        cells: [
          { text: row.what, value: null },
          { text: row.printed, value: row.published },
          { text: hereText(row), value: row.value },
          { text: difference === null ? '' : signed(difference), value: difference },
          ...[time(row.seconds), time(row.here)].filter((_, i) => hasTimes[i]),
        ],
        detail: [howOf(row), references.sources[row.source].text].join('\n'),
      };
    }),
  };
}

/** A section that is filled when it is first opened. */
export function makeReferences() {
  const part = element('details', { class: 'checked' }, element('summary', {}, 'Checked against others'));
  part.addEventListener('toggle', function fill() {
    part.removeEventListener('toggle', fill);
    part.append(
      element(
        'p',
        {},
        `What other programs and theory say of volumes that anybody can make again, beside what the solver of this page gives for the same: computed beforehand on ${references.machine}. A row opens to show how.`,
      ),
      ...GROUPS.flatMap(([group, title, caption]) => [
        element('h3', {}, title),
        element('p', { class: 'hint' }, caption),
        makeSortableTable(`Checked against others: ${title}`, referenceContent(group)).whole,
      ]),
      element('h3', {}, 'Sources'),
      element(
        'ul',
        {},
        ...Object.values(references.sources).map(({ text, link }) =>
          element('li', {}, link ? element('a', { href: link, target: '_blank', rel: 'noreferrer' }, text) : text),
        ),
      ),
    );
  });
  return part;
}
