// SPDX-License-Identifier: MIT
// The question of inverse design in Ashby's order: what a cell is to do, its constraints, what to maximise, what is free.
import { button, element } from '../html/dom.js';
import { short } from '../html/fields.js';

/** @typedef {import('../api/cathode-lab').DesignProblem} DesignProblem */
/** @typedef {Required<Pick<DesignProblem, 'targets' | 'free'>> & Pick<DesignProblem, 'maximize'>} Question */

/**
 * @param {string} name what it is called
 * @param {{value: string, label: string}[]} choices
 * @param {string} value
 * @param {(value: string) => void} put
 */
function choiceOf(name, choices, value, put) {
  const select = element(
    'select',
    { 'aria-label': name },
    ...choices.map((choice) => element('option', { value: choice.value }, choice.label)),
  );
  select.value = value;
  select.addEventListener('change', () => put(select.value));
  return select;
}

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {(question: Question) => void} setup.onChange
 */
export function makeDesignQuestion({ lab, onChange }) {
  const metrics = lab.metrics();
  const inputs = lab.parameters().filter(({ key, choices }) => choices === null || key === 'model');
  const metricOf = (/** @type {string} */ key) => metrics.find((one) => one.key === key);
  const inputOf = (/** @type {string} */ key) => inputs.find((one) => one.key === key);
  const metricChoices = metrics.map(({ key, label }) => ({ value: key, label }));

  /** @type {Question} */
  let question = { targets: [], free: [] };
  /** @type {import('../api/cathode-lab').Scenario} */
  let scenario = {};

  const does = element('p', { class: 'does' });
  const constraints = element('ul', { class: 'asked' });
  const maximised = element('p', { class: 'asked' });
  const free = element('ul', { class: 'asked' });
  const wrong = element('p', { class: 'error', role: 'alert' });
  wrong.hidden = true;

  /** What each field is refused for. @type {Map<HTMLElement, string>} */
  const refused = new Map();
  /** @param {string} text @param {HTMLElement} input */
  function refuse(text, input) {
    if (text === '') refused.delete(input);
    else refused.set(input, text);
    for (const one of refused.keys()) if (!one.isConnected) refused.delete(one);
    wrong.textContent = [...refused.values()].join(' ');
    wrong.hidden = refused.size === 0;
    input.setAttribute('aria-invalid', String(text !== ''));
  }
  /** @param {string} name @param {number} value @param {(value: number) => void} put */
  function numberInput(name, value, put) {
    const input = element('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-label': name });
    input.value = String(value).replace('-', '−');
    input.addEventListener('change', () => {
      const read = lab.parseNumber(input.value);
      refuse(read === null ? `${name}: "${input.value.slice(0, 40)}" is not a decimal number.` : '', input);
      if (read !== null) put(read);
    });
    return input;
  }
  /** @param {string} name @param {() => void} remove */
  const removeButton = (name, remove) =>
    button('×', remove, { class: 'remove', 'aria-label': `Remove ${name}`, title: 'Remove' });

  /** Each limit of a target is a line. */
  const limits = () =>
    question.targets.flatMap(({ metric, min, max }) => [
      ...(min === undefined ? [] : [{ metric, side: /** @type {'min' | 'max'} */ ('min'), value: min }]),
      ...(max === undefined ? [] : [{ metric, side: /** @type {'min' | 'max'} */ ('max'), value: max }]),
    ]);
  /** @param {ReturnType<typeof limits>} lines */
  const putLimits = (lines) => change({ targets: lines.map(({ metric, side, value }) => ({ metric, [side]: value })) });

  /** @param {Partial<Question>} part */
  function change(part) {
    question = { ...question, ...part };
    onChange(question);
  }
  /** The same, with the lines made anew and the keyboard where it was or is wanted. @param {Partial<Question>} part @param {HTMLElement} [list] @param {number} [at] */
  function changeLines(part, list, at) {
    change(part);
    fill();
    const line = list?.children[Math.min(at ?? 0, list.childElementCount - 1)];
    const wanted = line?.querySelector('select, button');
    if (wanted instanceof HTMLElement) wanted.focus();
  }

  function fillConstraints() {
    const lines = limits();
    constraints.replaceChildren(
      ...lines.map((line, at) => {
        const { label = '', unit = '' } = metricOf(line.metric) ?? {};
        const name = `Constraint ${at + 1}`;
        const others = (/** @type {Partial<typeof line>} */ part) =>
          lines.map((one, place) => (place === at ? { ...one, ...part } : one));
        const unitNode = element('span', { class: 'unit' }, unit);
        return element(
          'li',
          {},
          choiceOf(`${name}: metric`, metricChoices, line.metric, (key) => {
            // What this cell has is a value to begin with.
            const metric = /** @type {typeof line.metric} */ (key);
            const value = Number(short(lab.evaluate(scenario).values[metric] ?? 0).replace('−', '-'));
            putLimits(others({ metric, value }));
            fill();
            const select = constraints.children[at]?.querySelector('select');
            select?.focus();
          }),
          choiceOf(
            `${name}: ${label} is to be`,
            [
              { value: 'min', label: 'at least' },
              { value: 'max', label: 'at most' },
            ],
            line.side,
            (side) => {
              putLimits(others({ side: /** @type {'min' | 'max'} */ (side) }));
              lines[at].side = /** @type {'min' | 'max'} */ (side);
            },
          ),
          numberInput(`${name}: ${label}${unit && `, ${unit}`}`, line.value, (value) => {
            putLimits(others({ value }));
            lines[at].value = value;
          }),
          unitNode,
          removeButton(`constraint ${at + 1}, ${label}`, () => {
            putLimits(lines.filter((_, place) => place !== at));
            fill();
            focusAfter(constraints, at, addConstraint);
          }),
        );
      }),
    );
  }

  function fillFree() {
    const unused = lab.unusedInputs(scenario);
    free.replaceChildren(
      ...question.free.map((range, at) => {
        const { label = '', unit = '' } = inputOf(range.key) ?? {};
        const taken = question.free.filter((_, place) => place !== at).map(({ key }) => key);
        const choices = inputs
          .filter(({ key }) => key === range.key || (canBeFree(key, unused) && !taken.includes(key)))
          .map(({ key, label: text }) => ({ value: key, label: text }));
        const others = (/** @type {Partial<typeof range>} */ part) =>
          question.free.map((one, place) => (place === at ? { ...one, ...part } : one));
        const name = `Free ${at + 1}`;
        return element(
          'li',
          {},
          choiceOf(`${name}: input`, choices, range.key, (key) => {
            changeLines({ free: others(rangeOf(key)) }, free, at);
          }),
          numberInput(`${name}: ${label} from`, range.from, (from) => change({ free: others({ from }) })),
          element('span', { class: 'to' }, 'to'),
          numberInput(`${name}: ${label} to`, range.to, (to) => change({ free: others({ to }) })),
          element('span', { class: 'unit' }, unit),
          removeButton(`${label} from what is free`, () => {
            change({ free: question.free.filter((_, place) => place !== at) });
            fill();
            focusAfter(free, at, addFree);
          }),
        );
      }),
    );
  }
  /** @param {HTMLElement} list @param {number} at @param {HTMLElement} otherwise */
  function focusAfter(list, at, otherwise) {
    const next = list.children[Math.min(at, list.childElementCount - 1)]?.querySelector('.remove');
    (next instanceof HTMLElement ? next : otherwise).focus();
  }

  /** The model does not count beside a composite. @param {string} key @param {object} unused */
  const canBeFree = (key, unused) => !(key in unused) && !(key === 'model' && scenario.composite);
  /** @param {import('../api/cathode-lab').Parameter} input */
  function measuredOf({ key, measured, min, max }) {
    if (!scenario.composite || (key !== 'amWtPct' && key !== 'temperatureC')) return measured;
    const points = scenario.composite.points.map((point) => Math.min(Math.max(point[key], Number(min)), Number(max)));
    return points.length > 0 ? [Math.min(...points), Math.max(...points)] : null;
  }

  /** A range to begin with: what was measured, or half to twice what this cell has. @param {string} key @returns {Question['free'][number]} */
  function rangeOf(key) {
    const input = /** @type {import('../api/cathode-lab').Parameter} */ (inputOf(key));
    if (input.key === 'model') return { key: input.key, from: 1, to: 4 };
    const { min, max } = input;
    const measured = measuredOf(input);
    if (measured && measured[0] < measured[1]) return { key: input.key, from: measured[0], to: measured[1] };
    const values = /** @type {Record<string, number | null>} */ (
      /** @type {unknown} */ (lab.evaluate(scenario).values)
    );
    const now = Number(/** @type {any} */ (scenario)[key] ?? values[key] ?? /** @type {number} */ (min));
    const rounded = (/** @type {number} */ value) =>
      Math.min(/** @type {number} */ (max), Math.max(/** @type {number} */ (min), Number(value.toPrecision(2))));
    return { key: input.key, from: rounded(now / 2), to: rounded(now === 0 ? 1 : now * 2) };
  }

  const addConstraint = button('Add a constraint', () => {
    const used = limits().map(({ metric }) => metric);
    const metric = (metrics.find(({ key }) => !used.includes(key)) ?? metrics[0]).key;
    const value = Number(short(lab.evaluate(scenario).values[metric] ?? 0).replace('−', '-'));
    putLimits([...limits(), { metric, side: 'min', value }]);
    fill();
    constraints.lastElementChild?.querySelector('select')?.focus();
  });
  const addFree = button('Free another input', () => {
    const unused = lab.unusedInputs(scenario);
    const next = inputs.find(
      ({ key }) => key !== 'model' && !(key in unused) && !question.free.some((one) => one.key === key),
    );
    if (next) changeLines({ free: [...question.free, rangeOf(next.key)] }, free, question.free.length);
  });

  function fill() {
    wrong.hidden = true;
    fillConstraints();
    fillFree();
    maximised.replaceChildren(
      choiceOf(
        'Maximise',
        [{ value: '', label: 'nothing: the nearest cell will do' }, ...metricChoices],
        question.maximize ?? '',
        (key) => {
          const { maximize: _, ...others } = question;
          question = others;
          change(key === '' ? {} : { maximize: /** @type {NonNullable<Question['maximize']>} */ (key) });
        },
      ),
    );
  }

  const step = (/** @type {string} */ title, /** @type {(Node | string)[]} */ ...content) =>
    element('section', { 'aria-label': title }, element('h3', {}, title), ...content);
  return {
    whole: element(
      'div',
      { class: 'question' },
      step('What it must do', does),
      step('Constraints', constraints, addConstraint),
      step('Maximise', maximised),
      step('Free, from and to', free, addFree),
      wrong,
    ),
    /** @param {Question} now @param {import('../api/cathode-lab').Scenario} cell */
    show(now, cell) {
      question = now;
      scenario = cell;
      does.replaceChildren(
        'What this cell does, with all that is not free as it is: ',
        element('b', {}, lab.describe(cell)),
        '.',
      );
      fill();
    },
  };
}
