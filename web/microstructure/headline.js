// SPDX-License-Identifier: MIT
// What a study has found, carrier by carrier: geometry against measurement as a figure and in numbers, and what it is uncertain by.
import { element } from '../html/dom.js';
import { axisOf, dumbbell } from './dumbbell.js';
import { solutionKey } from './study.js';
import { contactFactor, doubtful, tau2Of, tells, totalTau2, transportOf, WIDEST_CONTACT } from './transport.js';
import { plusMinus, spanText, valueText } from './uncertain.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./study.js').Carrier} Carrier */
/** @typedef {import('./transport.js').Transport} Transport */

const NOT_KNOWN = '–';
const AWAITED = '…';

/** @param {string} label @param {string} text @param {string} source @param {Record<string, string>} [attributes] */
const figureOf = (label, text, source, attributes = {}) =>
  element(
    'div',
    {},
    element('dt', {}, label),
    element('dd', { class: 'large', ...attributes }, text),
    ...(source ? [element('dd', { class: 'hint' }, source)] : []),
  );

/** @param {Transport} transport */
function gridText(transport) {
  const { low, high } = tau2Of(transport);
  const { grid, gridFrom, isWithinTolerance, levels, coarseConductivity, unhindered } = transport;
  if (gridFrom === 'not known') return 'not known: too few voxels to solve it in larger ones';
  if (gridFrom === 'voxels twice as large')
    return coarseConductivity
      ? `${plusMinus(grid ?? 0)}, an estimate: in voxels twice as large τ² is ${valueText(unhindered / coarseConductivity, low, high)}`
      : 'not known: in voxels twice as large nothing percolates';
  const finest = levels[levels.length - 1];
  if (!transport.percolates) return `no way through, in voxels down to ${Number(finest.voxelUm.toPrecision(2))} µm`;
  const within = `in voxels down to ${Number(finest.voxelUm.toPrecision(2))} µm`;
  const wide = isWithinTolerance ? '' : '; wider than asked for';
  if (gridFrom !== 'extrapolated') return `${spanText(low, high)}, between two sides ${within}${wide}`;
  const bracket = tau2Of({ ...transport, lower: finest.lower, upper: finest.upper });
  return `${spanText(low, high)}, extrapolated; ${spanText(bracket.low, bracket.high)} ${within}${wide}`;
}

/** @param {Study} study @param {Carrier} carrier */
function samplesText({ samples, isGenerated }, { key }) {
  const found = samples?.[key];
  if (!found) return isGenerated ? 'not known from one sample: make more' : 'not known from one volume';
  const [some, all] = found.percolating;
  const percolating = some === all ? `all ${all} percolate` : `${some} of ${all} percolate`;
  return some === 0 ? percolating : `${spanText(found.low, found.high)}; ${percolating}`;
}

/** @param {Study} study @param {Carrier} carrier @param {Transport} transport */
function uncertainties(study, carrier, transport) {
  const rows = [
    ['Solver', transport.solver === null ? NOT_KNOWN : plusMinus(transport.solver)],
    ['Grid', gridText(transport)],
    ['Sample', samplesText(study, carrier)],
  ];
  return element(
    'dl',
    { class: 'uncertain' },
    ...rows.map(([name, text]) =>
      element('div', { 'data-uncertain': name.toLowerCase() }, element('dt', {}, name), element('dd', {}, text)),
    ),
  );
}

/** @param {Study} study @param {Carrier} carrier */
function geometricFigure(study, carrier) {
  const label = 'τ² of the geometry';
  const attributes = { 'data-key': `${carrier.key}-geometric` };
  const transport = transportOf(study, carrier);
  const total = totalTau2(study, carrier);
  if (!transport || !total) return figureOf(label, AWAITED, '', attributes);
  const { value, low, high } = total;
  if (value === null)
    return figureOf(label, 'does not percolate', 'recomputed', { ...attributes, class: 'large words' });
  const marked = transport.gridFrom === 'extrapolated' ? ', extrapolated' : '';
  const isEstimate = !study.geometry && transport.grid !== null ? ', estimated' : '';
  return figureOf(label, valueText(value, low, high), `${spanText(low, high)}${marked}${isEstimate}; recomputed`, {
    ...attributes,
    'data-value': String(value),
    'data-low': String(low),
    'data-high': String(high),
  });
}

/** Why voxels are not to be trusted for a carrier; empty if nothing says so. @param {Study} study @param {Carrier} carrier */
function doubts(study, carrier) {
  const directions = doubtful(study, carrier);
  if (directions.length === 0) return [];
  const { faces, edges, corners } = /** @type {import('./study.js').Connectivity} */ (
    study.connectivity.get(solutionKey(carrier, directions[0]))
  );
  const percent = (/** @type {number} */ share) => `${Number((share * 100).toPrecision(2))} %`;
  return [
    element(
      'p',
      { class: 'error' },
      `Not to be trusted: along ${directions[0]}, ${percent(faces)} of what conducts percolates through faces of voxels, ` +
        `${percent(edges)} through edges as well, ${percent(corners)} with corners. What joins here is for the voxels to say: take smaller ones.`,
    ),
  ];
}

/** @param {{low: number, high: number}} interval */
const contactSource = ({ high }) =>
  `recomputed: composite over geometry${high < 1 ? '. Below 1: the composite carries more than this geometry, which no contact explains' : ''}`;

/** @param {Study} study @param {Carrier} carrier */
function contactFigure(study, carrier) {
  const interval = contactFactor(study, carrier);
  const label = 'Contact factor';
  const attributes = { 'data-key': `${carrier.key}-contact` };
  if (interval === undefined) return figureOf(label, AWAITED, '', attributes);
  if (!carrier.measured?.isOfSource)
    return figureOf(label, NOT_KNOWN, 'none: nothing was measured at this composition', attributes);
  if (interval === null) return figureOf(label, NOT_KNOWN, 'none: one of the two does not percolate', attributes);
  if (!tells(interval))
    return figureOf(
      label,
      NOT_KNOWN,
      `not told: what is left open of τ² leaves it anywhere within more than a factor ${WIDEST_CONTACT}`,
      attributes,
    );
  return figureOf(label, spanText(interval.low, interval.high), contactSource(interval), {
    ...attributes,
    'data-low': String(interval.low),
    'data-high': String(interval.high),
  });
}

/** @param {Study} study @param {Carrier} carrier */
function compositeFigures(study, carrier) {
  if (!carrier.measured) return [];
  const { tau2, provenance } = carrier.measured;
  return [
    figureOf(
      'τ² of the composite',
      tau2 === null ? NOT_KNOWN : String(Number(tau2.toPrecision(3))),
      `${provenance}, from this calculation${carrier.key === 'ion' ? '; relative to the model’s own SE' : ''}`,
      { 'data-key': `${carrier.key}-measured`, ...(tau2 === null ? {} : { 'data-value': String(tau2) }) },
    ),
    contactFigure(study, carrier),
  ];
}

/** What is told between the two. @param {Study} study @param {Carrier} carrier */
function betweenText(study, carrier) {
  const interval = contactFactor(study, carrier);
  return interval && tells(interval) ? `contact factor ${spanText(interval.low, interval.high)}` : '';
}

/** What can be drawn of a carrier; null if nothing can. @param {Study} study @param {Carrier} carrier @returns {import('./dumbbell.js').Pair | null} */
function pairOf(study, carrier) {
  const total = totalTau2(study, carrier);
  if (!total || total.value === null) return null;
  return {
    name: carrier.name,
    geometric: { value: total.value, low: total.low, high: total.high },
    measured: carrier.measured?.tau2 ?? null,
    model: study.model,
    between: betweenText(study, carrier),
  };
}

/** Nothing of a volume of which nothing has been solved. @param {Study} study @param {number} width of the figure of a carrier */
export function headlineOf(study, width) {
  const { carriers, climbs, solutions } = study;
  if (climbs.size + solutions.size === 0) return [];
  const pairs = carriers.map((carrier) => pairOf(study, carrier));
  const drawable = pairs.flatMap((pair) => pair ?? []);
  const axis = axisOf(drawable);
  return carriers.map((carrier, at) => {
    const pair = pairs[at];
    const transport = transportOf(study, carrier);
    return element(
      'section',
      {},
      element(
        'h3',
        {},
        carrier.name,
        ' ',
        element(
          'span',
          { class: 'hint' },
          `tortuosity factor τ², of the mean conductivity over ${study.directions.join(', ')}`,
        ),
      ),
      ...(pair ? [dumbbell(pair, axis, width)] : []),
      element('dl', { class: 'figures' }, geometricFigure(study, carrier), ...compositeFigures(study, carrier)),
      ...doubts(study, carrier),
      ...(transport ? [uncertainties(study, carrier, transport)] : []),
    );
  });
}
