// SPDX-License-Identifier: MIT
// What came of a study: its answers first; tables, ladders, convergence and files closed below.

import { button, element, setText } from '../html/dom.js';
import { convergenceFigure } from './convergence-figure.js';
import { headlineOf } from './headline.js';
import { makeLadders } from './ladders.js';
import { makePhasesTable, makeResultsTable, metricsList, packingList } from './results.js';
import { solutionKey, solvedCount } from './study.js';
import { makeStudyFiles } from './study-files.js';

/** @typedef {import('./study.js').Study} Study */

// A figure of a carrier is as wide as its section, within these.
const WIDEST = 640,
  NARROWEST = 250;
const TWO_SECTIONS_PX = 720;
const PADDING_PX = 34;

/** Estimated errors over the iterations, of each solve that has some and whose result is shown. @param {Study} study */
const convergence = ({ carriers, directions, solutions, geometry }) =>
  (geometry ? [] : carriers)
    .flatMap((carrier) =>
      directions.map((direction) => ({
        name: `${carrier.name} ${direction}`,
        points: (solutions.get(solutionKey(carrier, direction))?.history ?? [])
          .filter(({ errorEstimate }) => errorEstimate > 0)
          .map(({ iteration, errorEstimate }) => /** @type {[number, number]} */ ([iteration, errorEstimate])),
      })),
    )
    .filter(({ points }) => points.length > 1);

/** @param {string} title @param {(Node | string)[]} content */
const closed = (title, ...content) => element('details', { class: 'more' }, element('summary', {}, title), ...content);

/**
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {() => void} onAgain what is entered is to be solved
 * @param {() => void} onBack what is shown is to be what is entered
 * @param {ReturnType<typeof import('./larger-machines.js').makeLargerMachines>} larger
 */
export function makeStudyView(lab, onAgain, onBack, larger) {
  /** @type {Study | null} */
  let study = null;
  const title = element('p', { class: 'hint', id: 'study-title' });
  const staleText = element('span');
  const back = button('Back to it', onBack);
  const stale = element(
    'div',
    { class: 'stale', role: 'status' },
    staleText,
    element('span', { class: 'buttons' }, button('Solve it anew', onAgain, { class: 'primary' }), back),
  );
  const headline = element('div', { class: 'headline' });
  const meaning = element(
    'p',
    { class: 'hint' },
    'Of the particles themselves, whatever voxels show them: on grids of ever smaller voxels conduction is solved from two sides, ' +
      'between which the limit has lain in every case tried; that is no proof. What grain boundaries and contacts add is part of the contact factor.',
  );
  const table = makeResultsTable();
  const tableHint = element('p', { class: 'hint' });
  const transport = closed('By direction', tableHint, table.whole);
  const phases = makePhasesTable();
  const packing = element('ul');
  const notes = element('ul', { class: 'notes' });
  const phasesPart = closed('Phases, packing, notes', phases.whole, packing, notes);
  const metrics = element('ul');
  const metricsPart = closed(
    'Surfaces and contacts',
    element('p', { class: 'hint' }, 'Surfaces, and percolation of the voxels shown, recomputed.'),
    metrics,
  );
  const ladders = makeLadders();
  const laddersPart = closed('Ladder of voxel sizes', ladders.whole);
  const chart = element('div', { class: 'drawing' });
  const chartPart = closed('Convergence', chart);
  const files = makeStudyFiles(lab);
  const answers = element('div', { class: 'card answers' }, stale, title, headline, meaning);
  const whole = element(
    'div',
    { id: 'study' },
    answers,
    element(
      'div',
      { class: 'card mores' },
      transport,
      laddersPart,
      metricsPart,
      phasesPart,
      chartPart,
      closed('Files', files.whole),
      closed('Larger machines, other programs', larger.whole),
    ),
  );
  whole.hidden = true;
  stale.hidden = true;

  /** What is drawn to a width. */
  let drawnFor = 0;
  function drawAll() {
    if (!study) return;
    const width = answers.clientWidth;
    if (width === 0) return;
    drawnFor = width;
    const across = study.carriers.length > 1 && width > TWO_SECTIONS_PX ? width / 2 : width;
    headline.replaceChildren(...headlineOf(study, Math.max(Math.min(across - 2 * PADDING_PX, WIDEST), NARROWEST)));
    headline.hidden = headline.childElementCount === 0;
    meaning.hidden = headline.hidden || !study.geometry;
    ladders.show(study, width);
    laddersPart.hidden = ladders.whole.hidden;
    const series = convergence(study);
    chartPart.hidden = series.length === 0;
    chart.replaceChildren(
      ...(series.length > 0 ? [convergenceFigure(series, Math.max(Math.min(width - PADDING_PX, 720), NARROWEST))] : []),
    );
  }
  new ResizeObserver(() => {
    if (answers.clientWidth !== drawnFor) drawAll();
  }).observe(answers);

  return {
    whole,
    /** @param {Study | null} next */
    show(next) {
      study = next;
      whole.hidden = next === null;
      if (!next) return;
      setText(title, next.title);
      drawAll();
      table.show(next);
      setText(
        tableHint,
        next.isGenerated
          ? 'Recomputed; z leads from the separator to the collector. σ_eff is that of the geometry alone: the solved ratio times the pure phase’s σ₀, ' +
              'which is this calculation’s conductivity times its MacMullin number.'
          : 'Recomputed, by direction of the file’s axes. σ_eff is in the unit of the conductivities given.',
      );
      transport.hidden = solvedCount(next) === 0 && next.returned.length === 0;
      phases.show(next);
      notes.replaceChildren(...next.notes.map((text) => element('li', {}, text)));
      notes.hidden = next.notes.length === 0;
      packing.replaceChildren(
        ...(next.packing ? packingList(next.packing) : []).map((text) => element('li', {}, text)),
      );
      packing.hidden = !next.packing;
      metricsPart.hidden = !next.metrics;
      metrics.replaceChildren(...metricsList(next).map((text) => element('li', {}, text)));
      files.show(next);
      larger.show(next);
    },
    /** Opens the table by direction and goes there: something new is in it. */
    openResults() {
      transport.setAttribute('open', '');
      requestAnimationFrame(() => transport.scrollIntoView({ block: 'nearest' }));
    },
    /** What is shown is no longer of what is entered. @param {string} why empty: it still is */
    showStale(why) {
      stale.hidden = why === '';
      back.hidden = !study?.isGenerated;
      setText(staleText, why);
    },
  };
}
