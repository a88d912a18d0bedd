// SPDX-License-Identifier: MIT
// The table of a sweep, calculated elsewhere, as a figure: two of what is varied as a map, one as curves; with what kind its
// numbers are of, and the rows behind it.
import { messageOf } from '../api/quoting.js';
import { element, setText } from '../html/dom.js';
import { short, showFigure } from '../html/fields.js';
import { column, makeSortableTable, words } from '../html/sortable-table.js';
import { linesOf } from '../table-files/csv.js';
import { makeFitting } from './figure-view.js';
import { heatMap } from './heat-map.js';
import { sweepOf } from './sweep-table.js';

/** @typedef {import('./sweep-table.js').Sweep} Sweep */
/** @typedef {import('./sweep-table.js').SweepRow} SweepRow */

const LARGEST_BYTES = 16e6;
const MOST_CURVES = 8;
const MOST_ACROSS = 64; // values of a map
const MOST_SHOWN = 1000; // rows of the table

/** A key in words. @param {string} key */
const inWords = (key) => {
  const text = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** What a choice shows; '' for nothing. @param {string} id @param {string} label @param {() => void} onChange */
function makeSelect(id, label, onChange) {
  const select = element('select', { id });
  select.addEventListener('change', onChange);
  return {
    field: element('div', { class: 'field' }, element('label', { for: id }, label), select),
    value: () => select.value,
    choices: () => [...select.options].map(({ value, text }) => /** @type {const} */ ([value, text])),
    /** @param {(readonly [string, string])[]} choices values and labels @param {string} [wanted] */
    put(choices, wanted = select.value) {
      select.replaceChildren(...choices.map(([value, text]) => element('option', { value }, text)));
      select.value = choices.some(([value]) => value === wanted) ? wanted : (choices[0]?.[0] ?? '');
    },
  };
}

/** How often each kind of number occurs. @param {SweepRow[]} rows */
function kindsText(rows) {
  /** @type {Map<string, number>} */
  const kinds = new Map();
  for (const { provenance, value } of rows) {
    const kind = value === null ? 'no value' : provenance || 'not told';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, count]) => `${kind} (${count})`).join(', ');
}

/** @param {import('./parts.js').Context} context */
export function makeSweepView({ lab }) {
  /** @type {Sweep | null} */
  let sweep = null;
  const error = element('p', { class: 'error', role: 'alert', id: 'sweep-error' });
  const about = element('p', { class: 'hint', role: 'status', id: 'sweep-about' });
  const kinds = element('p', { class: 'hint', id: 'sweep-kinds' });
  const result = makeSelect('sweep-result', 'Result', () => draw());
  const across = makeSelect('sweep-across', 'Across', () => arrange());
  const up = makeSelect('sweep-up', 'Up', () => arrange());
  const by = makeSelect('sweep-by', 'A curve for each', () => arrange());
  const others = element('div', { class: 'tools' });
  /** @type {{at: number, select: ReturnType<typeof makeSelect>}[]} what is held at one value */
  let held = [];
  const place = element('div');
  const drawing = element('div', { class: 'drawing' }, place);
  const drawFitting = makeFitting();
  const table = makeSortableTable(
    'Rows of the sweep',
    { columns: [], rows: [] },
    {
      show(cell, { key }) {
        if (key !== 'link' || !/^[\w=&.,:;%+-]+$/.test(cell.text)) return null;
        return element('a', { href: `#${cell.text}` }, 'Open');
      },
    },
  );
  const tablePart = element('details', { class: 'data' }, element('summary', {}, 'Rows behind it'), table.whole);
  tablePart.addEventListener('toggle', () => draw());
  const shown = element(
    'div',
    { class: 'figure', id: 'sweep-figure' },
    about,
    element('div', { class: 'tools' }, result.field, across.field, up.field, by.field),
    others,
    drawing,
    kinds,
    tablePart,
  );
  shown.hidden = true;

  const inputs = new Map(lab.parameters().map(({ key, label }) => [String(key), label]));
  const metrics = new Map(lab.metrics().map(({ key, label }) => [String(key), label]));
  const labelOf = (/** @type {string} */ key) => inputs.get(key) ?? inWords(key);
  const resultLabel = (/** @type {string} */ key) => metrics.get(key) ?? inWords(key);
  /** What stands at an axis. @param {Sweep['varied'][number]} one */
  const axisTitle = ({ key, unit }) => labelOf(key) + (unit && `, ${unit}`);
  /** Whether something is one of few kinds, though told by numbers. @param {Sweep['varied'][number]} one */
  const isKind = ({ key, areNumbers }) =>
    !areNumbers ||
    key === 'seed' ||
    lab.parameters().some((input) => String(input.key) === key && input.choices !== null);

  /** The places of what is varied at all. @param {Sweep} of */
  const places = ({ varied }) => varied.flatMap(({ values }, at) => (values.length > 1 ? [at] : []));

  /** Which choices there are, and what is held. */
  function arrange() {
    if (!sweep) return;
    const { varied } = sweep;
    const all = places(sweep);
    const some = all.length > 0 ? all : [0];
    const choice = (/** @type {number} */ at) => /** @type {const} */ ([String(at), labelOf(varied[at].key)]);
    const x = Number(across.value());
    up.put([/** @type {const} */ (['', 'Nothing: curves']), ...some.filter((at) => at !== x).map(choice)]);
    const y = up.value();
    const few = some.filter((at) => at !== x && varied[at].values.length <= MOST_CURVES);
    by.put([/** @type {const} */ (['', 'Nothing: one curve']), ...few.map(choice)]);
    by.field.hidden = y !== '' || few.length === 0;
    const used = [String(x), y, y === '' ? by.value() : ''];
    const before = new Map(held.map(({ at, select }) => [at, select.value()]));
    held = some
      .filter((at) => !used.includes(String(at)))
      .map((at) => {
        const select = makeSelect(`sweep-held-${at}`, labelOf(varied[at].key), () => draw());
        select.put(
          varied[at].values.map((value) => /** @type {const} */ ([String(value), String(value)])),
          before.get(at),
        );
        return { at, select };
      });
    others.replaceChildren(...held.map(({ select }) => select.field));
    others.hidden = held.length === 0;
    draw();
  }

  /** What is drawn. @param {Sweep} of */
  function chosen({ rows }) {
    const [key, direction] = JSON.parse(result.value());
    return rows.filter(
      (row) =>
        row.result === key &&
        row.direction === direction &&
        held.every(({ at, select }) => String(row.point[at]) === select.value()),
    );
  }

  /** @param {Sweep} of @param {SweepRow[]} rows @param {string} title @param {string} unit */
  function drawMap({ varied }, rows, title, unit) {
    const [x, y] = [Number(across.value()), Number(up.value())];
    if (varied[x].values.length > MOST_ACROSS || varied[y].values.length > MOST_ACROSS)
      throw new Error(`A map of more than ${MOST_ACROSS} values along a side is not drawn; choose curves.`);
    const values = new Map(rows.map(({ point, value }) => [JSON.stringify([point[x], point[y]]), value]));
    place.replaceChildren(
      heatMap(
        {
          title,
          x: { title: axisTitle(varied[x]), values: varied[x].values },
          y: { title: axisTitle(varied[y]), values: varied[y].values },
          valueAt: (one, other) => values.get(JSON.stringify([one, other])) ?? null,
          unit,
        },
        place.clientWidth,
      ),
    );
  }
  /** @param {Sweep} of @param {SweepRow[]} rows @param {string} title @param {string} unit */
  function drawCurves({ varied }, rows, title, unit) {
    const x = Number(across.value());
    const kind = by.value() === '' ? null : Number(by.value());
    const places = new Map(varied[x].values.map((value, index) => [value, index]));
    const names = kind === null ? [''] : varied[kind].values;
    const series = names.map((name) => ({
      name: kind === null ? title : `${labelOf(varied[kind].key)} ${name}`,
      markers: true,
      points: rows
        .filter(({ point, value }) => value !== null && (kind === null || point[kind] === name))
        .map(
          ({ point, value }) =>
            /** @type {[number, number]} */ ([
              typeof point[x] === 'number' ? point[x] : Number(places.get(point[x])),
              Number(value),
            ]),
        )
        .sort((a, b) => a[0] - b[0]),
    }));
    const isDark = document.documentElement.dataset.theme === 'dark';
    showFigure(
      place,
      drawFitting(place.clientWidth, (widthMm) =>
        lab.chart(
          {
            title,
            x: { title: axisTitle(varied[x]) },
            y: { title: unit ? `${title}, ${unit}` : title },
            series: series.filter(({ points }) => points.length > 0),
          },
          { widthMm, theme: isDark ? 'dark' : 'light' },
        ),
      ),
    );
  }
  /** @param {Sweep} of @param {SweepRow[]} rows */
  function fillTable({ varied }, rows) {
    table.update({
      columns: [
        ...varied.map(({ key, unit, areNumbers }) => column(key, labelOf(key), unit, !areNumbers)),
        column('value', 'Value', rows[0]?.unit ?? ''),
        column('low', 'from'),
        column('high', 'to'),
        column('provenance', 'Provenance', '', true),
        column('link', 'Calculation', '', true),
        column('program', 'Program', '', true),
      ],
      rows: rows.slice(0, MOST_SHOWN).map(({ point, value, low, high, provenance, link, program }) => ({
        detail: '',
        cells: [
          ...point.map((one) => (typeof one === 'number' ? { text: short(one), value: one } : words(one))),
          ...[value, low, high].map((one) => ({ text: short(one), value: one })),
          words(provenance),
          words(link.slice(link.indexOf('#') + 1)),
          words(program),
        ],
      })),
    });
  }
  function draw() {
    if (!sweep || place.clientWidth === 0) return;
    const rows = chosen(sweep);
    const [key, direction] = JSON.parse(result.value());
    const title = resultLabel(key) + (direction && ` along ${direction}`);
    const unit = rows[0]?.unit ?? '';
    setText(kinds, `Of what kind the numbers are: ${kindsText(rows)}.`);
    if (tablePart.open) fillTable(sweep, rows);
    try {
      if (rows.every(({ value }) => value === null)) throw new Error('None of these points has a value.');
      (up.value() === '' ? drawCurves : drawMap)(sweep, rows, title, unit);
    } catch (reason) {
      place.replaceChildren(element('p', { class: 'hint' }, messageOf(reason)));
    }
  }

  /** What is drawn first: two numbers as a map, otherwise curves over the first number. @param {Sweep} next */
  function begin(next) {
    sweep = next;
    const { varied, rows, file } = next;
    const results = [...new Set(rows.map((row) => JSON.stringify([row.result, row.direction])))];
    result.put(
      results.map((text) => {
        const [key, direction] = JSON.parse(text);
        return /** @type {const} */ ([text, resultLabel(key) + (direction && ` along ${direction}`)]);
      }),
    );
    const all = places(next);
    const numbers = all.filter((at) => !isKind(varied[at]));
    const [x = all[0] ?? 0, y = ''] = numbers;
    across.put(
      (all.length > 0 ? all : [0]).map((at) => /** @type {const} */ ([String(at), labelOf(varied[at].key)])),
      String(x),
    );
    arrange();
    up.put(up.choices(), String(y));
    const kind = all.find((at) => at !== x && isKind(varied[at]) && varied[at].values.length <= MOST_CURVES);
    by.put(by.choices(), String(kind ?? ''));
    setText(
      about,
      `${file}: ${rows.length} rows, ${varied.map(({ key, values }) => `${values.length} of ${labelOf(key)}`).join(' × ')}, calculated elsewhere by ${[...new Set(rows.map(({ program }) => program))].slice(0, 3).join(', ') || 'a program that is not told'}.`,
    );
    shown.hidden = false;
    arrange();
  }

  return {
    whole: element('div', {}, error, shown),
    draw,
    /** Reads a file; what is refused changes nothing. @param {File} file */
    async take(file) {
      setText(error, '');
      try {
        if (file.size > LARGEST_BYTES)
          throw new Error(`${file.name} has ${file.size} bytes; allowed: ${LARGEST_BYTES}.`);
        begin(sweepOf(linesOf(await file.text()), file.name));
      } catch (reason) {
        setText(error, messageOf(reason));
      }
    },
  };
}
