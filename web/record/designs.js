// SPDX-License-Identifier: MIT
// Inverse design: what is asked beside what is found, and the front of designs. The question is a figure option, so that
// links hold it; it is answered in slices, between which the page can be used.
import { messageOf } from '../api/quoting.js';
import { button, element, setText } from '../html/dom.js';
import { during } from '../html/rest.js';
import { makeDesignQuestion } from './design-question.js';
import { makeDesignResults } from './design-results.js';
import { makeFigureView } from './figure-view.js';
import { buttonRow, inWords } from './parts.js';

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Tab} */
export const designsTab = (context) => ({
  view: 'designs',
  title: 'Designs',
  build(into) {
    const { lab, calculation, shared } = context;
    const status = element('p', { role: 'status', class: 'hint' });
    const form = makeDesignQuestion({
      lab,
      onChange(question) {
        try {
          const text = lab.designText({ ...question, scenario: calculation.scenario() });
          const refusal = shared.putOption('design', text);
          if (refusal) results.refuse(inWords(refusal));
          else written = text;
        } catch (error) {
          results.refuse(inWords(messageOf(error)));
        }
      },
    });
    const results = makeDesignResults({
      lab,
      onTake(scenario) {
        // What is locked stays.
        const { comparison, rows } = calculation.all();
        calculation.recallLink(lab.encodeLink(scenario, comparison, rows));
        setText(status, 'Taken. Undo takes it back.');
        results.verdict.focus();
      },
    });
    const example = button('Begin with the example', () => {
      shared.putOption('design', '');
    });
    const figure = makeFigureView(context, 'pareto', { heading: 'h3' });
    into.append(
      element('h2', {}, 'Which cell does what I need?'),
      element(
        'p',
        {},
        'Say what the cell must do, what limits it, and what may change: the nearest cell that does it, the best one, or the proof that there is none.',
      ),
      element(
        'div',
        { class: 'designs' },
        element('div', {}, form.whole, buttonRow(example)),
        element('div', {}, results.whole, status),
      ),
      figure.whole,
    );

    let written = '';
    let shownText = '\n';
    let shownCell = '';
    let known = '';
    let turn = 0;
    let isAnswered = false;

    /** @param {import('./parts.js').All} all @param {import('./design-question.js').Question} question */
    async function answer(all, question) {
      const mine = ++turn;
      isAnswered = false;
      let hasDesigns = false;
      const scenario = calculation.scenario();
      try {
        const steps = lab.designSteps({ scenario, ...question });
        for (;;) {
          await nextTask();
          if (mine !== turn) return;
          const found = steps.next();
          if (found.designs.length > 0 || found.isComplete) results.show(question, scenario, found, found.isComplete);
          hasDesigns = found.designs.length > 0;
          if (found.isComplete) break;
        }
      } catch (error) {
        if (mine !== turn) return;
        results.refuse(inWords(messageOf(error).replace(/^[a-z]+\[(\d+)\], /, '')));
      }
      isAnswered = true;
      figure.whole.hidden = !hasDesigns;
      figure.update(all);
    }

    return {
      update(all) {
        const text = shared.options().design ?? '';
        const cell = JSON.stringify(all.scenario);
        const question = lab.designProblem(all.scenario, text);
        // What the form has written itself is in it.
        const isOther = text !== shownText && (text !== written || text === '');
        if (isOther || cell !== shownCell) form.show(question, all.scenario);
        [shownText, shownCell] = [text, cell];
        const key = `${text}\n${cell}`;
        if (key !== known) {
          known = key;
          during(answer(all, question));
        } else if (isAnswered) {
          figure.update(all);
        }
      },
    };
  },
});
