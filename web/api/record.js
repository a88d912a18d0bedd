// SPDX-License-Identifier: MIT
// The published record over the compiled core: its tables, audit and reconstruction, figures and diagrams.
import { chartOf } from './chart.js';
import { cslOf, risOf } from './citations.js';
import { designsOf } from './designs.js';
import { impedanceOf } from './impedance.js';
import { mapOf } from './map.js';
import { read } from './options.js';
import { lineOf, shown } from './quoting.js';
import { readFigureOptions, readRows, writeAssumptions, writeFigureOptions, writeRows } from './request.js';

/** @typedef {import('./cathode-lab').CathodeLab} CathodeLab */
/** @typedef {Pick<CathodeLab, typeof import('./deferred.js').RECORD_FUNCTIONS[number]>} RecordFunctions */

// What a person fills into a citation is cut here, links included.
const LONGEST_DETAIL = 2500;
const DETAILS = ['title', 'authors', 'year', 'doi', 'link'];

/**
 * @param {import('./lab.js').Core} core
 * @param {ReturnType<typeof import('./given.js').givenTo>} given
 * @returns {RecordFunctions}
 */
export function recordOf(core, given) {
  const figureNames = core.figures().map(({ name }) => name);
  /** @param {unknown} name */
  function figureIndex(name) {
    const index = figureNames.indexOf(/** @type {string} */ (name));
    if (index < 0) throw new Error(`A figure must be one of ${figureNames.join(', ')}, not ${shown(name)}.`);
    return index;
  }
  /**
   * Puts everything that a figure shows into the core; returns the figure's index.
   * @param {unknown} name
   * @param {unknown} scenario
   * @param {unknown} options
   */
  function putFigure(name, scenario, options) {
    const index = figureIndex(name);
    const { comparison, ...others } = readFigureOptions(options);
    const scenarios = [scenario, ...comparison].map(given.exchange.plain);
    given.evaluateAll(scenarios);
    writeFigureOptions(core, others);
    const refusal = core.figureRefusal(index);
    if (refusal) throw new Error(refusal);
    return index;
  }
  /** @param {unknown} rows */
  function putRows(rows) {
    writeRows(core, readRows(rows));
  }
  /** @param {unknown} assumptions */
  function putAssumptions(assumptions) {
    const read = readFigureOptions({ assumptions });
    core.clearFigure();
    writeAssumptions(core, read.assumptions);
  }
  /** @param {string} name @param {unknown} value text; a number, of a year, is taken as one */
  function detail(name, value) {
    if (value === undefined || value === null) return '';
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    if (typeof value !== 'string') throw new Error(`${name} must be text, not ${shown(value)}.`);
    return lineOf(value, LONGEST_DETAIL);
  }

  return {
    publishedTables: () => core.publishedTables(),
    checkedTables: () => core.checkedTables(),
    sourceNotes: () => core.sourceNotes(),
    literature: () => core.literature(),
    literatureTable(scenario = {}, rows = [], loading = 'composite') {
      const { rows: ownRows, texts } = readFigureOptions({ rows, loading });
      given.evaluate(given.exchange.plain(scenario));
      writeFigureOptions(core, { rows: ownRows, texts, assumptions: [] });
      return core.literatureTable();
    },
    audit: () => core.audit(),
    auditRows(rows) {
      putRows(rows);
      return core.auditRows();
    },
    auditSummary: () => core.auditSummary(),
    auditTable(rows) {
      if (rows === undefined) return core.auditTable();
      putRows(rows);
      return core.auditRowsTable();
    },
    figure(name, scenario = {}, options = {}) {
      return core.figureSvg(putFigure(name, scenario, options));
    },
    figureCaption(name, scenario = {}, options = {}) {
      return core.figureCaption(putFigure(name, scenario, options));
    },
    figureData(name, scenario = {}, options = {}) {
      return core.figureTable(putFigure(name, scenario, options));
    },
    figureCsv(name, scenario = {}, options = {}, link = '') {
      // No part of it is to be a link where a program splits at commas.
      return core.figureCsv(putFigure(name, scenario, options), detail('link', link).replaceAll(',', '%2C'));
    },
    cite(name, details = {}, options = {}) {
      const index = name === 'tables' ? -1 : putFigure(name, {}, options);
      const given = read(details, 'details', DETAILS);
      const [title, authors, year, doi, link] = DETAILS.map((key) => detail(key, given[key]));
      const { works, ...texts } = core.figureCitation(index, title, authors, year, doi, link);
      const missing = DETAILS.filter((key, place) => key !== 'link' && [title, authors, year, doi][place] === '');
      return { ...texts, ris: risOf(works), csl: cslOf(works), missing };
    },
    theories: () => core.theories(),
    assumptions: () => core.assumptions(),
    reconstruct(assumptions = {}) {
      putAssumptions(assumptions);
      return core.reconstruct();
    },
    refine(assumptions = {}) {
      putAssumptions(assumptions);
      return core.refine();
    },
    reconstructionTables(assumptions = {}) {
      putAssumptions(assumptions);
      return core.reconstructionTables();
    },
    refinementTable(assumptions = {}) {
      putAssumptions(assumptions);
      return core.refinementTable();
    },
    chart: chartOf(core),
    map: mapOf(core, given),
    ...designsOf(core, given),
    ...impedanceOf(core),
  };
}
