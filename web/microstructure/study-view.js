// SPDX-License-Identifier: MIT
// What came of a study: headline, tables, pictures, convergence, files.

import { element, setText } from '../html/dom.js';
import { showFigure } from '../html/fields.js';
import { headlineOf } from './headline.js';
import { makeLadders } from './ladders.js';
import { makePhasesTable, makeResultsTable, metricsList, packingList } from './results.js';
import { solutionKey } from './study.js';
import { makeStudyFiles } from './study-files.js';
import { makeViewer } from './viewer.js';

/** @typedef {import('./study.js').Study} Study */

const TWO_COLUMNS_PX = 460; // wide enough for a figure of two columns

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

/**
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {HTMLElement} place whose width and colours the pictures follow
 */
export function makeStudyView(lab, place) {
  /** @type {Study | null} */
  let study = null;
  const title = element('p', { class: 'hint', id: 'study-title' });
  const stale = element('p', { class: 'hint' });
  const headline = element('div', { class: 'headline' });
  const meaning = element(
    'p',
    {},
    'Of the particles themselves, whatever voxels show them: on grids of ever smaller voxels conduction is solved from two sides, ' +
      'between which the limit has lain in every case tried; that is no proof. What grain boundaries and contacts add is part of the contact factor.',
  );
  const table = makeResultsTable();
  const transport = element(
    'div',
    {},
    element('h3', {}, 'Transport by direction'),
    element(
      'p',
      { class: 'hint' },
      'Recomputed; z leads from the separator to the collector. σ_eff is that of the geometry alone: ' +
        'the solved ratio times the pure phase’s σ₀, which is this calculation’s conductivity times its MacMullin number.',
    ),
    table.whole,
  );
  const phases = makePhasesTable();
  const packing = element('ul');
  const notes = element('ul', { class: 'notes' });
  const metrics = element('ul');
  const metricsPart = element(
    'div',
    {},
    element('h3', {}, 'Surfaces, and percolation of the voxels shown, recomputed'),
    metrics,
  );
  const viewer = makeViewer();
  const ladders = makeLadders();
  const chart = element('div', { class: 'drawing' });
  const chartPart = element('div', {}, element('h3', {}, 'Convergence'), chart);
  const files = makeStudyFiles(lab);
  const whole = element(
    'div',
    { id: 'study' },
    title,
    stale,
    headline,
    meaning,
    ladders.whole,
    viewer.whole,
    transport,
    element('h3', {}, 'Phases and packing'),
    phases.whole,
    packing,
    notes,
    metricsPart,
    chartPart,
    element('h3', {}, 'Files'),
    files.whole,
  );
  whole.hidden = true;
  stale.hidden = true;

  function showChart() {
    const series = study ? convergence(study) : [];
    chartPart.hidden = series.length === 0;
    if (series.length === 0) return;
    const svg = lab.chart(
      {
        title: 'Convergence of the solves',
        x: { title: 'Iteration' },
        y: { title: 'Estimated relative error of σ_eff', scale: 'log' },
        series,
      },
      {
        widthMm: place.clientWidth > TWO_COLUMNS_PX ? 180 : 85,
        theme: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
      },
    );
    showFigure(chart, svg);
  }

  new MutationObserver(() => {
    viewer.recolor();
    showChart();
  }).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  let wasWide = true;
  new ResizeObserver(() => {
    const isWide = place.clientWidth > TWO_COLUMNS_PX;
    if (isWide === wasWide) return;
    wasWide = isWide;
    showChart();
    if (study) ladders.show(study, place.clientWidth);
  }).observe(place);

  return {
    whole,
    /** @param {Study} next */
    show(next) {
      study = next;
      whole.hidden = false;
      setText(title, study.title);
      headline.replaceChildren(...headlineOf(study));
      headline.hidden = headline.childElementCount === 0;
      meaning.hidden = headline.hidden || !study.geometry;
      ladders.show(study, place.clientWidth);
      table.show(study);
      transport.hidden = headline.hidden;
      phases.show(study);
      notes.replaceChildren(...study.notes.map((text) => element('li', {}, text)));
      notes.hidden = study.notes.length === 0;
      packing.replaceChildren(
        ...(study.packing ? packingList(study.packing) : []).map((text) => element('li', {}, text)),
      );
      packing.hidden = !study.packing;
      metricsPart.hidden = !study.metrics;
      metrics.replaceChildren(...metricsList(study).map((text) => element('li', {}, text)));
      showChart();
      viewer.show(study);
      files.show(study);
    },
    /** @param {string} link of the calculation as it is now */
    showStale(link) {
      const isStale = study?.isGenerated === true && study.link !== link;
      stale.hidden = !isStale;
      if (isStale) setText(stale, 'The calculation has changed since. What follows is for the one named above.');
    },
  };
}
