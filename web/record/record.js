// The published record in the page's HTML: literature, own rows, audit, the source's tables, the
// reconstruction, and every figure. Each part is built when it is first opened.

import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { numberField, percent, short, showFigure } from '../html/fields.js';
import { makeTimer } from '../html/rest.js';
import { saveFile } from '../html/save-file.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { findingsToCsv } from '../session/findings-file.js';
import { addressOf } from '../session/links.js';
import { makeOwnRows } from './own-rows.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').DataTable} DataTable */
/** @typedef {import('../api/cathode-lab').Finding} Finding */
/** @typedef {import('../api/cathode-lab').FigureName} FigureName */

/**
 * What the record shares with the canvas.
 * @typedef {object} Shared
 * @property {() => Record<string, string>} options of figures, as texts
 * @property {(key: string, text: string) => string | null} putOption returns why it is refused
 * @property {() => Record<string, number>} assumptions
 * @property {(key: string, value: number) => string | null} putAssumption
 * @property {() => void} resetAssumptions
 */

const VERDICTS = /** @type {const} */ ([
  'contradictory',
  'implausible',
  'beyond rounding',
  'conditional',
  'not determinable',
  'consistent',
]);
const isQuestioned = (/** @type {Finding} */ { verdict }) =>
  verdict === 'contradictory' || verdict === 'implausible' || verdict === 'beyond rounding';

/**
 * @param {object} setup
 * @param {CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {Shared} setup.shared
 * @param {(figure: FigureName | 'tables') => void} setup.saveFigure opens the dialog
 * @param {(what: 'rows' | 'import') => void} setup.file
 */
export function makeRecord({ lab, calculation, shared, saveFigure, file }) {
  const whole = element('section', { id: 'record', 'aria-label': 'Published record' });
  /** @type {Map<string, {part: HTMLDetailsElement, update: () => void}>} */
  const parts = new Map();

  /**
   * A part that is built when it is first opened and kept in step while it is open.
   * @param {string} id
   * @param {string} title
   * @param {(into: HTMLElement) => () => void} build fills a place; returns what brings it in step
   */
  function addPart(id, title, build) {
    const place = element('div');
    const part = element('details', { id, class: 'part' }, element('summary', {}, element('h2', {}, title)), place);
    /** @type {(() => void) | null} */
    let refresh = null;
    const update = () => {
      if (!part.open) return;
      refresh ??= build(place);
      refresh();
    };
    part.addEventListener('toggle', update);
    parts.set(id, { part, update });
    whole.append(part);
  }

  /**
   * A choice of the shared options.
   * @param {string} key
   * @param {string} label
   * @param {[string, string][]} choices
   */
  function optionSelect(key, label, choices) {
    const id = `option-${key}-${Math.random().toString(36).slice(2, 8)}`;
    const select = element('select', { id }, ...choices.map(([value, words]) => element('option', { value }, words)));
    select.addEventListener('change', () => shared.putOption(key, select.value));
    return {
      field: element('div', { class: 'field' }, element('label', { for: id }, label), select),
      update: () => {
        select.value = shared.options()[key];
      },
    };
  }
  const MODES = /** @type {[string, string][]} */ ([
    ['reported', 'as reported'],
    ['normalised', 'recomputed with this cell’s layers, voltage and accounting'],
  ]);
  const LOADINGS = /** @type {[string, string][]} */ ([
    ['composite', 'composite'],
    ['am', 'active material'],
  ]);

  addPart('literature', 'Literature, Table S6', (into) => {
    const loading = optionSelect('loading', 'Loading is mass of', LOADINGS);
    const table = () =>
      lab.literatureTable(
        calculation.scenario(),
        calculation.all().rows,
        /** @type {'composite'} */ (shared.options().loading),
      );
    const first = table();
    const shown = makeSortableTable('Literature table', first);
    const caption = element('p', {}, first.caption);
    into.append(caption, loading.field, shown.whole);
    return () => {
      loading.update();
      const now = table();
      setText(caption, now.caption);
      shown.update(now);
    };
  });

  /** @type {ReturnType<typeof makeOwnRows> | null} */
  let ownRows = null;
  addPart('own-rows', 'Your own rows', (into) => {
    const editor = (ownRows = makeOwnRows({
      lab,
      getRows: () => calculation.all().rows,
      setRows(rows) {
        const { scenario, comparison } = calculation.all();
        calculation.putLink(lab.encodeLink(scenario, comparison, rows));
      },
      save: () => file('rows'),
      importFile: () => file('import'),
    }));
    const findings = makeSortableTable('Audit of own rows', lab.auditTable([]));
    const audit = element('div', {}, element('h3', {}, 'Audit of your rows'), findings.whole);
    into.append(editor.whole, audit);
    return () => {
      editor.update();
      const { rows } = calculation.all();
      audit.hidden = rows.length === 0;
      findings.update(lab.auditTable(rows));
    };
  });

  addPart('audit', 'Audit', (into) => {
    const findings = lab.audit();
    const boxes = VERDICTS.map((verdict) => {
      const id = `verdict-${verdict.replace(' ', '-')}`;
      const box = element('input', {
        type: 'checkbox',
        id,
        ...(verdict === 'consistent' || verdict === 'not determinable' ? {} : { checked: '' }),
      });
      const count = findings.filter((finding) => finding.verdict === verdict).length;
      return {
        verdict,
        box,
        whole: element('span', { class: 'check' }, box, element('label', { for: id }, `${verdict} (${count})`)),
      };
    });
    const all = lab.auditTable();
    const table = makeSortableTable('Audit table', { ...all, rows: [] });
    const fill = () =>
      table.update({
        ...all,
        rows: all.rows.filter((_, index) =>
          boxes.some(({ verdict, box }) => box.checked && verdict === findings[index].verdict),
        ),
      });
    const filter = element(
      'fieldset',
      { class: 'checks' },
      element('legend', {}, 'Shown'),
      ...boxes.map((one) => one.whole),
    );
    filter.addEventListener('change', fill);
    into.append(
      element(
        'p',
        {},
        `${lab.auditSummary()} ${findings.length} relations, of which one number may have several: each is recomputed, and what rounding of the printed digits allows ` +
          'is carried through; more than 5 % apart is called contradictory, what no material does implausible. A row opens to show the formula with its numbers.',
      ),
      filter,
      element(
        'p',
        { class: 'buttons' },
        button('Save all as CSV', () =>
          saveFile(
            'cathode-lab-audit.csv',
            'text/csv',
            `\ufeff${findingsToCsv(findings, lab, addressOf(calculation.link()))}`,
          ),
        ),
        button('Save or cite', () => saveFigure('audit')),
      ),
      table.whole,
    );
    fill();
    return () => {};
  });

  addPart('tables', 'The source’s tables', (into) => {
    const findings = lab.audit();
    const isNumber = (/** @type {string} */ text) => /^\d+(\.\d+)?$/.test(text);
    into.append(
      element('p', {}, 'Numbers as printed. “!” marks those that others contradict; a row opens to show its checks. '),
      element(
        'p',
        { class: 'buttons' },
        button('Cite', () => saveFigure('tables')),
      ),
    );
    for (const { table, caption, use, columns, rows } of lab.publishedTables()) {
      const about = (/** @type {string} */ row) =>
        findings
          .filter(({ cells }) => cells.some((cell) => cell.table === table && cell.row === row))
          .sort((a, b) => Number(isQuestioned(b)) - Number(isQuestioned(a)));
      const isText = columns.map((_, column) => rows.every(({ cells }) => !isNumber(cells[column])));
      const content = {
        columns: [
          { key: 'row', label: 'Row', unit: '', isText: true },
          ...columns.map((column, index) => ({ ...column, isText: isText[index] })),
        ],
        rows: rows.map(({ row, cells }) => ({
          cells: [
            { text: row, value: null },
            ...cells.map((text, index) => ({ text, value: isText[index] || !isNumber(text) ? null : Number(text) })),
          ],
          detail: about(row)
            .map(({ quantity, verdict, formula }) => `${quantity}, ${verdict}: ${formula}.`)
            .join('\n'),
        })),
      };
      const shown = makeSortableTable(`Table ${table}`, content, {
        mark(cell, index, column) {
          // What many rows share marks none of them.
          const { row } = rows[index];
          const questioned =
            column > 0 &&
            about(row).some(
              (finding) =>
                isQuestioned(finding) &&
                finding.row === row &&
                finding.cells.some(
                  (name) => name.table === table && name.row === row && name.column === columns[column - 1].key,
                ),
            );
          if (!questioned) return;
          cell.classList.add('questioned');
          cell.append(element('abbr', { title: 'other printed numbers contradict this one' }, ' !'));
        },
      });
      into.append(
        element('h3', {}, `Table ${table}`),
        element('p', { class: 'hint' }, `${caption}${/[.”]$/.test(caption) ? '' : '.'} Used for: ${use}.`),
        shown.whole,
      );
    }
    into.append(
      element('h3', {}, 'About the source'),
      ...lab.sourceNotes().map(({ title, text }) => element('p', {}, element('strong', {}, `${title}. `), text)),
    );
    return () => {};
  });

  addPart('reconstruction', 'Reconstruction of Table S5', (into) => {
    const list = lab.assumptions();
    const fields = list.map(({ key, label, unit, min, max, basis }) =>
      numberField({
        id: `assume-${key}`,
        label: `${label}, ${unit}`,
        hint: `${min} to ${max} ${unit}; ${basis}`,
        read: () => String(shared.assumptions()[key]),
        put(text) {
          const value = lab.parseNumber(text);
          return value !== null
            ? shared.putAssumption(key, value)
            : `${key} (${label}): "${text.slice(0, 40)}" is not a decimal number; allowed: ${min} to ${max} ${unit}.`;
        },
      }),
    );
    const showFields = () => {
      for (const { show } of fields) show();
    };
    const refined = element('div', { role: 'status' });
    const entries = makeSortableTable('Entries of Table S5', { columns: [], rows: [] });
    const composites = makeSortableTable('Composites', { columns: [], rows: [] });
    const sensitivities = makeSortableTable('What each assumption carries', { columns: [], rows: [] });
    const summary = element('ul');
    const cell = (/** @type {number} */ value, digits = 5) => ({
      text: String(Number(value.toPrecision(digits))).replace('-', '−'),
      value,
    });
    const words = (/** @type {string} */ text) => ({ text, value: null });
    const column = (/** @type {string} */ key, /** @type {string} */ label, unit = '', isText = false) => ({
      key,
      label,
      unit,
      isText,
    });
    const refine = button('Refine by least squares', () => {
      const result = lab.refine(shared.assumptions());
      refined.replaceChildren(
        element(
          'p',
          {},
          `χ² = ${short(result.chiSquared)} with ${result.degreesOfFreedom} degrees of freedom; volume fractions ${short(result.rmsPhiPct)} vol%, capacities ` +
            `${percent(result.rmsDisagreement)} % apart (root mean squares). Condition number ${short(result.conditionNumber)}.${result.converged ? '' : ' Not converged.'}`,
        ),
        element(
          'ul',
          {},
          ...result.parameters.map(({ key, value, standardUncertainty, lower, upper, atBound }) => {
            const { label, unit } = /** @type {typeof list[number]} */ (list.find((one) => one.key === key));
            return element(
              'li',
              {},
              `${label}: ${short(value)} ± ${Number(standardUncertainty.toPrecision(2))} ${unit}, within ${lower} to ${upper}${atBound ? ', at its bound' : ''}`,
            );
          }),
        ),
        button('Use these values', () => {
          for (const { key, value } of result.parameters) shared.putAssumption(key, value);
          showFields();
        }),
      );
    });
    into.append(
      element(
        'p',
        {},
        'Mass fractions, densities and printed volume fractions give the composite’s density, the disc its loading; with thickness and layers each energy ' +
          'density of Table S5 implies a specific capacity, twice per entry.',
      ),
      element('div', { class: 'fields' }, ...fields.map(({ field }) => field)),
      element(
        'p',
        { class: 'buttons' },
        button('Standard values', () => {
          shared.resetAssumptions();
          showFields();
        }),
        refine,
        button('Save or cite', () => saveFigure('reconstruction')),
      ),
      refined,
      summary,
      element('h3', {}, 'Capacities'),
      entries.whole,
      element('h3', {}, 'Volume fractions'),
      composites.whole,
      element('h3', {}, 'What each assumption carries'),
      sensitivities.whole,
    );
    return () => {
      for (const { update } of fields) update();
      const r = lab.reconstruct(shared.assumptions());
      summary.replaceChildren(
        ...[
          `Loading on the disc: ${short(r.loadingMgCm2)} mg/cm² (Table S6, Model 4: 30.6)`,
          `Thickness of Model 4, 85 wt%: ${short(r.thicknessOfS6Um)} µm (Table S6: 93)`,
          `Capacities by volume and by mass: ${percent(r.rmsDisagreement)} % apart, root mean square of the 14 entries that agree`,
          `Volume fractions: ${short(r.rmsPhiPct)} vol% from those printed, root mean square`,
        ].map((text) => element('li', {}, text)),
      );
      entries.update({
        columns: [
          column('row', 'Entry', '', true),
          column('fromVolumetricMahG', 'By volume', 'mAh/g'),
          column('fromGravimetricMahG', 'By mass', 'mAh/g'),
          column('disagreement', 'By mass over by volume', '%'),
          column('contradictory', 'Agree', '', true),
        ],
        rows: r.entries.map((entry) => ({
          cells: [
            words(entry.row),
            cell(entry.fromVolumetricMahG),
            cell(entry.fromGravimetricMahG),
            { text: percent(entry.disagreement), value: entry.disagreement },
            words(entry.contradictory ? 'no' : 'yes'),
          ],
          detail: '',
        })),
      });
      composites.update({
        columns: [
          column('row', 'Composite', '', true),
          ...['AM', 'SE', 'CA'].flatMap((phase) => [
            column(`printed${phase}`, `φ ${phase} printed`, 'vol%'),
            column(`phi${phase}`, 'recomputed', 'vol%'),
          ]),
          column('porosityPct', 'Porosity', 'vol%'),
          column('densityGCm3', 'Density', 'g/cm³'),
          column('thicknessUm', 'Thickness', 'µm'),
        ],
        rows: r.composites.map((one) => ({
          cells: [
            words(one.row),
            ...one.printedPhiPct.flatMap((printed, phase) => [cell(printed), cell(one.phiPct[phase])]),
            cell(one.porosityPct, 4),
            cell(one.densityGCm3, 4),
            cell(one.thicknessUm, 4),
          ],
          detail: '',
        })),
      });
      sensitivities.update({
        columns: [
          column('assumption', 'Assumption', '', true),
          column('meanPerPct', 'By mass over by volume, per 1 %', '%'),
          column('phiPctPerPct', 'Volume fractions, per 1 %', 'vol%'),
          column('basis', 'Where it is from', '', true),
        ],
        rows: r.sensitivities.map(({ key, meanPerPct, phiPctPerPct }) => {
          const { label, basis } = /** @type {typeof list[number]} */ (list.find((one) => one.key === key));
          // What cancels leaves the rounding of the computer's own digits.
          return {
            cells: [
              words(label),
              { text: Math.abs(meanPerPct) < 1e-12 ? '0' : percent(meanPerPct), value: meanPerPct },
              cell(phiPctPerPct, 2),
              words(basis),
            ],
            detail: '',
          };
        }),
      });
    };
  });

  const CHOICES = /** @type {Record<string, [string, [string, string][]]>} */ ({
    mode: ['Energy densities', MODES],
    loading: ['Loading is mass of', LOADINGS],
    axis: [
      'Horizontal axis',
      [
        ['thickness', 'thickness'],
        ['amWtPct', 'AM content'],
        ['arealCapacity', 'areal capacity'],
        ['specificCapacity', 'specific capacity'],
      ],
    ],
    carrier: [
      'Carrier',
      [
        ['ion', 'ions'],
        ['electron', 'electrons'],
      ],
    ],
    quantity: [
      'Quantity',
      [
        ['conductivity', 'effective conductivity'],
        ['tortuosityFactor', 'tortuosity factor'],
      ],
    ],
    against: [
      'Horizontal axis',
      [
        ['amWtPct', 'AM content'],
        ['phi', 'volume fraction'],
      ],
    ],
    same: [
      'Models compared at',
      [
        ['loading', 'the same loading'],
        ['thickness', 'the same thickness'],
      ],
    ],
    temperature: [
      'Temperature',
      [
        ['30', '30 °C'],
        ['60', '60 °C'],
      ],
    ],
  });

  /** Switches of the theory curves, each with what it says. */
  function theorySwitches() {
    const boxes = lab.theories().map(({ key, label, formula, assumption, source }) => {
      const box = element('input', { type: 'checkbox', id: `theory-${key}` });
      return {
        key,
        box,
        whole: element(
          'div',
          {},
          element('span', { class: 'check' }, box, element('label', { for: box.id }, label)),
          element('p', { class: 'hint' }, `${formula}. ${assumption} ${source}`),
        ),
      };
    });
    const whole = element('details', {}, element('summary', {}, 'Theory curves'), ...boxes.map((one) => one.whole));
    whole.addEventListener('change', () =>
      shared.putOption(
        'theories',
        boxes
          .filter(({ box }) => box.checked)
          .map(({ key }) => key)
          .join(',') || 'none',
      ),
    );
    return {
      field: whole,
      update: () => {
        for (const { key, box } of boxes) box.checked = shared.options().theories.split(',').includes(key);
      },
    };
  }
  /** @param {string} key @param {string} label */
  const numberOption = (key, label) =>
    numberField({
      id: `option-${key}`,
      label,
      read: () => shared.options()[key],
      put: (text) => shared.putOption(key, text),
    });

  for (const { name, label, description, options } of lab.figures()) {
    addPart(`figure-${name}`, `Figure: ${label}`, (into) => {
      const controls = options.map((key) =>
        CHOICES[key]
          ? optionSelect(key, ...CHOICES[key])
          : key === 'theories'
            ? theorySwitches()
            : numberOption(
                key,
                key === 'bulkCapacitanceF'
                  ? 'Bulk capacitance, F (assumed)'
                  : 'Grain-boundary capacitance, F (assumed)',
              ),
      );
      const drawing = element('div', { class: 'drawing' });
      const data = makeSortableTable(`Data of ${label}`, { columns: [], rows: [] });
      const dataPart = element('details', { class: 'data' }, element('summary', {}, 'Data'), data.whole);
      into.append(
        element('p', {}, description),
        element('div', { class: 'fields' }, ...controls.map(({ field }) => field)),
        drawing,
        element(
          'p',
          { class: 'buttons' },
          button('Save or cite', () => saveFigure(name)),
        ),
        dataPart,
      );
      const refresh = () => {
        for (const control of controls) control.update();
        const { scenario, comparison, rows } = calculation.all();
        // As texts, which the core reads as it reads numbers.
        const all = /** @type {import('../api/cathode-lab').FigureOptions} */ (
          /** @type {unknown} */ ({
            ...shared.options(),
            comparison,
            rows,
            assumptions: shared.assumptions(),
            widthMm: drawing.clientWidth > 460 ? 180 : 85,
            theme: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
          })
        );
        showFigure(drawing, lab.figure(name, scenario, all), name);
        if (dataPart.open) data.update(lab.figureData(name, scenario, all));
      };
      dataPart.addEventListener('toggle', refresh);
      return refresh;
    });
  }

  // What is open is brought in step once a slider rests.
  const updating = makeTimer(() => {
    for (const { update } of parts.values()) {
      try {
        update();
      } catch (error) {
        console.error(messageOf(error));
      }
    }
  }, 60);
  const updateParts = updating.start;
  // Figures are drawn for the page's colours and width.
  new MutationObserver(updateParts).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  let width = 0;
  new ResizeObserver(() => {
    if (whole.clientWidth === width) return;
    width = whole.clientWidth;
    updateParts();
  }).observe(whole);

  return {
    whole,
    update: updateParts,
    /** @param {string} id of a part, opened and scrolled to */
    open(id) {
      const found = parts.get(id);
      if (!found) return;
      found.part.open = true;
      found.update();
      found.part.scrollIntoView();
      if (id === 'own-rows') ownRows?.focus();
      else found.part.querySelector('summary')?.focus();
    },
  };
}
