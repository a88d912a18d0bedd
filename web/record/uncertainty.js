// SPDX-License-Identifier: MIT
// How sure a result is: its short form, interval and budget, drawn in a worker; what it is told apart from; inputs, own
// ones among them; elasticities; where the energy goes.
import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { typedInput } from '../html/fields.js';
import { column, makeSortableTable, words } from '../html/sortable-table.js';
import { withTerms } from '../html/terms.js';
import { makeFigureView } from './figure-view.js';
import { buttonRow, inWords } from './parts.js';

/** @typedef {import('../api/cathode-lab').UncertainInput} UncertainInput */
/** @typedef {import('../api/cathode-lab').Uncertainty} Uncertainty */
/** @typedef {import('../api/cathode-lab').Distinction} Distinction */
/** @typedef {import('../api/cathode-lab').MetricKey} MetricKey */
/** @typedef {import('../api/cathode-lab').Scenario} Scenario */
/** @typedef {{results: Record<string, Uncertainty>, distinction: Distinction | null}} Drawn */

const SAMPLES = 200_000;

/** @param {number} value */
const cell = (value, text = String(Number(value.toPrecision(3))).replace('-', '−')) => ({ text, value });

/** A select in a field. @param {string} id @param {string} label @param {HTMLSelectElement} select */
const field = (id, label, select) => {
  select.id = id;
  return element('div', { class: 'field' }, element('label', { for: id }, label), select);
};

/**
 * What a person says of inputs: a form, and a list of what was said.
 * @param {import('./parts.js').Context} context
 * @param {() => Scenario} scenario
 * @param {() => void} onChange
 */
function ownInputs({ lab }, scenario, onChange) {
  /** @type {UncertainInput[]} */
  let given = [];
  const parameters = lab.parameters().filter(({ choices }) => !choices);
  const groups = new Map([
    ['volumeFractions', 'Volume fractions of Tables S1–S4, vol%'],
    ['effectiveConductivities', 'Effective conductivities, mS/cm'],
    ['electrolyteConductivities', 'Electrolyte conductivities, mS/cm'],
    ['mixtureConductivity', 'Conductivity of NCM + VGCF, mS/cm'],
    ['energyDensities', 'Energy densities of Table S5, Wh/L and Wh/kg'],
    ['loading', 'Loading of the source’s cells, mg/cm²'],
    ['misfit', 'Misfit of the reconstruction, %'],
    ['interpolation', 'Interpolated capacity, %'],
  ]);
  const named = (/** @type {string} */ key) => {
    const parameter = parameters.find((one) => one.key === key);
    return parameter ? `${parameter.label}${parameter.unit && `, ${parameter.unit}`}` : (groups.get(key) ?? key);
  };
  const option = (/** @type {string} */ value, /** @type {string} */ label) => element('option', { value }, label);
  const input = element(
    'select',
    {},
    element('optgroup', { label: 'Of this cell' }, ...parameters.map(({ key }) => option(key, named(key)))),
    element('optgroup', { label: 'Of the source' }, ...[...groups].map(([key, label]) => option(key, label))),
  );
  input.value = 'separatorThicknessUm';
  const kind = element(
    'select',
    {},
    option('rectangular', 'Rectangular: anywhere within a half-width'),
    option('triangular', 'Triangular'),
    option('normal', 'Normal: a standard uncertainty'),
    option('repeats', 'Own repeats'),
  );
  const width = typedInput('uncertain-width');
  const label = element('label', { for: 'uncertain-width' }, 'Half-width');
  const hint = element('p', { id: 'uncertain-width-hint', class: 'hint' });
  function follow() {
    const { value } = kind;
    setText(
      label,
      value === 'normal' ? 'Standard uncertainty' : value === 'repeats' ? 'Repeated measurements' : 'Half-width',
    );
    setText(
      hint,
      value === 'repeats'
        ? 'At least four, separated by spaces: their mean is taken.'
        : `In the unit of: ${named(input.value)}.`,
    );
  }
  kind.addEventListener('change', follow);
  input.addEventListener('change', follow);
  follow();

  /** @returns {UncertainInput} */
  function typed() {
    const key = input.value;
    const text = width.input.value.trim();
    const numbers = (kind.value === 'repeats' ? text.split(/[\s;]+/) : [text]).map((one) => lab.parseNumber(one));
    const wrong = numbers.indexOf(null);
    if (wrong >= 0)
      throw new Error(
        `"${text.slice(0, 40)}" is not ${kind.value === 'repeats' ? 'a list of decimal numbers' : 'a decimal number'}; allowed: 0 or more.`,
      );
    const values = /** @type {number[]} */ (numbers);
    if (kind.value === 'repeats') return { key, values };
    if (kind.value === 'normal') return { key, distribution: 'normal', standardUncertainty: values[0] };
    return { key, distribution: /** @type {'rectangular'} */ (kind.value), halfWidth: values[0] };
  }
  const list = element('ul', { class: 'own-inputs' });
  /** @param {UncertainInput} one */
  const said = ({ key, distribution, halfWidth, standardUncertainty, values }) =>
    `${named(key)}: ${values ? `${values.length} repeats` : `${distribution}, ${distribution === 'normal' ? `u = ${standardUncertainty}` : `± ${halfWidth}`}`}`;
  function show() {
    list.replaceChildren(
      ...given.map((one) =>
        element(
          'li',
          {},
          `${said(one)} `,
          button('Remove', () => put(given.filter((other) => other !== one)), {
            class: 'quiet',
            'aria-label': `Remove ${said(one)}`,
          }),
        ),
      ),
    );
  }
  /** @param {UncertainInput[]} next */
  function put(next) {
    given = next;
    show();
    onChange();
  }
  const form = element(
    'form',
    { class: 'own-input', 'aria-label': 'What you know of an input' },
    field('uncertain-key', 'Input', input),
    field('uncertain-kind', 'Known as', kind),
    element('div', { class: 'field' }, label, width.input, hint, width.wrong),
    buttonRow(element('button', { type: 'submit' }, 'Take it')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    try {
      const one = typed();
      const next = [...given.filter(({ key }) => key !== one.key), one];
      lab.uncertainInputs({ scenario: scenario(), inputs: next });
      width.tellWrong(null);
      width.input.value = '';
      put(next);
    } catch (error) {
      width.tellWrong(inWords(messageOf(error).replace(/^inputs: /, '')));
      width.input.focus();
    }
  });
  return { whole: element('div', {}, form, list), given: () => given };
}

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Tab} */
export const uncertaintyTab = (context) => ({
  view: 'uncertainty',
  title: 'Uncertainty',
  build(into) {
    const { lab, shared, jobs, pinName } = context;
    const metrics = lab.metrics();
    /** @type {import('./parts.js').All | null} */
    let all = null;
    /** The last asked for, and what ends it. @type {{key: string, abort: AbortController} | null} */
    let asked = null;

    const metric = element('select', {}, ...metrics.map(({ key, label }) => element('option', { value: key }, label)));
    metric.addEventListener('change', () => shared.putOption('metric', metric.value));
    const against = element('select');
    against.addEventListener('change', refresh);
    let choices = '';

    const value = element('p', { class: 'short-form' });
    const state = element('p', { role: 'status', class: 'hint' });
    const error = element('p', { role: 'alert', class: 'error' });
    error.hidden = true;
    const facts = element('dl', { class: 'summary' });
    const verdict = element('p', { class: 'verdict' });
    const own = ownInputs(context, () => (all ? all.scenario : {}), refresh);
    const budget = makeSortableTable('Budget', { columns: [], rows: [] });
    const inputs = makeSortableTable('Inputs', { columns: [], rows: [] });
    const answers = makeSortableTable('Elasticities', { columns: [], rows: [] });
    const figures = /** @type {const} */ (['uncertainty', 'budget', 'losses']).map((name) =>
      makeFigureView(context, name, { heading: 'h3', without: ['metric'] }),
    );
    const hint = (/** @type {string} */ text) => element('p', { class: 'hint' }, ...withTerms(text));
    into.append(
      element('h2', {}, 'How sure is a result?'),
      hint(
        'Every printed number is drawn within its rounding, the reconstructed densities with the covariance of their fit, and the misfit of the reconstruction on its own: 200,000 times, once for all results and cells. What the source does not print, such as repeats, is not in it: add your own.',
      ),
      element(
        'div',
        { class: 'tools' },
        field('uncertain-metric', 'Result', metric),
        field('uncertain-against', 'Told apart from', against),
      ),
      element('div', { class: 'reported' }, value, facts, verdict, state, error),
      element(
        'div',
        { class: 'side-by-side' },
        element('div', {}, figures[0].whole),
        element('div', {}, figures[1].whole, budget.whole),
      ),
      element('h3', {}, 'Inputs'),
      hint('Each with its estimate, distribution and source. A half-width that you give counts for the whole group.'),
      own.whole,
      inputs.whole,
      element('h3', {}, 'What the result answers to'),
      hint(
        'Elasticity: by how many % the result changes with 1 % of the input; of temperature per kelvin. Taken from within at 75 and 85 wt% and at 30 and 60 °C, where results bend.',
      ),
      answers.whole,
      element('div', { class: 'losses' }, figures[2].whole),
    );

    /** The cells that it may be told apart from. @param {import('./parts.js').All} now */
    function others({ scenario, comparison }) {
      const models = [1, 2, 3, 4]
        .filter((model) => scenario.composite || model !== scenario.model)
        .map((model) => ({ name: `Model ${model}`, scenario: lab.withModel(scenario, model) }));
      const pinned = comparison.map((one, place) => ({
        name: `${pinName(place)}: ${lab.describe(one).split(',', 2).join(',')}`,
        scenario: one,
      }));
      return [...models, ...pinned];
    }

    /** @param {Uncertainty | null} known @param {string} unit */
    function report(known, unit) {
      if (!known || known.value === null) {
        setText(value, 'Not known');
        facts.replaceChildren();
        budget.update({ columns: [], rows: [] });
        return;
      }
      const digits = (/** @type {number} */ number) => Number(number.toPrecision(2)).toString();
      setText(value, known.text);
      const rows = [
        ['Standard uncertainty', `${digits(known.standardUncertainty)} ${unit}`],
        [
          'Expanded uncertainty, half the 95 % interval',
          `${digits(known.expandedUncertainty)} ${unit}, k = ${known.coverageFactor.toFixed(2)}`,
        ],
        ['95 % interval', `${known.intervalText} ${unit}`],
        [
          'Numerical tolerance',
          `${digits(known.numericalTolerance)} ${unit}, ${known.samples.toLocaleString('en')} samples`,
        ],
      ];
      facts.replaceChildren(
        ...rows.map(([name, text]) => element('div', {}, element('dt', {}, name), element('dd', {}, text.trim()))),
      );
      budget.update({
        columns: [
          column('input', 'Input', '', true),
          column('share', 'Share of the variance', '%'),
          column('part', 'Its part of u', unit),
        ],
        rows: known.budget.map(({ label, share }) => ({
          cells: [
            words(label),
            cell(100 * share, share < 0.0005 ? '< 0.1' : (100 * share).toFixed(1)),
            cell(Math.sqrt(Math.max(share, 0)) * known.standardUncertainty),
          ],
          detail: '',
        })),
      });
    }

    /** @param {Distinction | null} distinction @param {string} name @param {string} unit */
    function tellApart(distinction, name, unit) {
      if (!distinction || distinction.difference === null) {
        setText(verdict, '');
        return;
      }
      const { distinguishable, repeatabilityPct, text } = distinction;
      setText(
        verdict,
        distinguishable
          ? `Distinguishable from ${name}: yes. The difference is ${text || unit}. One measurement of each tells them apart up to a repeatability of ${/** @type {number} */ (repeatabilityPct).toFixed(1)} %.`
          : `Distinguishable from ${name}: no. The difference is ${text || unit}, and its 95 % interval holds 0.`,
      );
    }

    /** Draws anew where something has changed. */
    async function refresh() {
      const runner = jobs();
      if (!all || !runner) return;
      const { scenario } = all;
      const found = others(all);
      const names = found.map(({ name }) => name).join('\n');
      if (names !== choices) {
        choices = names;
        const before = against.selectedIndex;
        against.replaceChildren(...found.map(({ name }, place) => element('option', { value: String(place) }, name)));
        against.selectedIndex = before >= 0 && before < found.length ? before : found.length > 2 ? 2 : 0;
      }
      const compare = /** @type {MetricKey} */ (metric.value);
      const other = found[Math.max(against.selectedIndex, 0)];
      const unit = metrics.find(({ key }) => key === compare)?.unit ?? '';
      const options = {
        scenario,
        metrics: [compare],
        samples: SAMPLES,
        inputs: own.given(),
        other: other.scenario,
        compare,
      };
      const key = JSON.stringify(options);
      if (asked?.key === key) return;
      asked?.abort.abort();
      const mine = (asked = { key, abort: new AbortController() });
      error.hidden = true;
      setText(value, '…');
      facts.replaceChildren();
      setText(state, `Drawing ${SAMPLES.toLocaleString('en')} samples …`);
      into.setAttribute('aria-busy', 'true');
      try {
        inputs.update(lab.uncertainInputs({ scenario, inputs: own.given() }));
        showAnswers(scenario, compare);
        const drawn = /** @type {Drawn} */ (await runner.run('uncertainty', options, { signal: mine.abort.signal }));
        if (asked !== mine) return;
        report(drawn.results[compare], unit);
        tellApart(drawn.distinction, other.name, unit);
        setText(state, own.given().length > 0 ? 'The figures do not count the inputs that you gave.' : '');
      } catch (reason) {
        if (asked !== mine) return;
        asked = null;
        setText(state, '');
        error.textContent = inWords(messageOf(reason));
        error.hidden = false;
        // Nothing of another cell beside it.
        report(null, '');
        tellApart(null, '', '');
      }
      into.removeAttribute('aria-busy');
    }

    /** @param {Scenario} scenario @param {MetricKey} key */
    function showAnswers(scenario, key) {
      answers.update({
        columns: [
          column('input', 'Input', '', true),
          column('at', 'At', ''),
          column('elasticity', 'Change of the result', '% per %'),
          column('perKelvinPct', 'Of temperature', '% per K'),
          column('side', 'Slope taken', '', true),
          column('balancedBy', 'Made up by', '', true),
        ],
        rows: lab.sensitivity({ scenario, metric: key }).map((one) => ({
          cells: [
            words(`${one.label}${one.unit && `, ${one.unit}`}`),
            cell(one.at),
            one.elasticity === null ? { text: '', value: null } : cell(one.elasticity),
            one.perKelvinPct === null ? { text: '', value: null } : cell(one.perKelvinPct),
            words({ both: 'on both sides', below: 'from below', above: 'from above' }[one.side]),
            words(one.balancedBy ?? ''),
          ],
          detail: '',
        })),
      });
    }

    return {
      update(now) {
        all = now;
        const { metric: chosen } = shared.options();
        if (metric.value !== chosen) metric.value = chosen;
        for (const figure of figures) figure.update(now);
        refresh();
      },
      focus: () => metric.focus(),
    };
  },
});
