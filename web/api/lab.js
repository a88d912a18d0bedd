// SPDX-License-Identifier: MIT
// The public interface over the compiled core: plain objects in, plain objects out.
// Keys, choices and words all come from the core's registries.

import { DEFINITIONS } from './definitions.js';
import { electrodeResistanceOf } from './electrode.js';
import { LONGEST_TEXT, shown } from './quoting.js';
import { readRows, writeRows } from './request.js';

/** @typedef {import('./cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('./cathode-lab').Scenario} Scenario */
/** @typedef {import('./cathode-lab').Parameter} Parameter */

/**
 * What the compiled module offers; see web/api/*bindings.cpp and exchange.h.
 * @typedef {object} Core
 * @property {Float64Array} HEAPF64
 * @property {Uint8Array} HEAPU8
 * @property {() => Parameter[]} parameters
 * @property {() => import('./cathode-lab').Metric[]} metrics
 * @property {() => Vocabulary} vocabulary
 * @property {() => Record<string, number>} exchangeLayout
 * @property {() => import('./cathode-lab').CompositeFields} compositeFields
 * @property {(text: string) => number | string} compositeNumber
 * @property {(number: number) => string} compositeText
 * @property {() => boolean} evaluate
 * @property {() => string} refusal
 * @property {(shown: string) => string} refuseUnknownField
 * @property {(field: number, shown: string) => string} refuseType
 * @property {(field: number, shown: string) => string} refuseChoice
 * @property {(index: number) => string} warningText
 * @property {(index: number) => string} metricProvenanceText
 * @property {(index: number, value: number) => string} displayText
 * @property {(value: number, reference: number, isOpen: boolean) => string} differenceText
 * @property {() => string} scenarioText
 * @property {() => string} stateText
 * @property {(electrode: number[]) => number[]} electrodeResistance
 * @property {(electrode: number[], slices: number) => number[]} electrodeReaction
 * @property {() => void} clearPinned
 * @property {() => void} pinEvaluated
 * @property {() => string} comparisonRefusal
 * @property {() => string} encodeLink
 * @property {(link: string) => import('./cathode-lab').Notice[]} decodeLink
 * @property {() => number} pinnedCount
 * @property {(place: number) => void} takePinned
 * @property {(model: number) => void} takeModel its index in the registry
 * @property {(place: number) => string} pinName
 * @property {() => void} clearRows
 * @property {() => void} addRow
 * @property {(key: string, text: string) => string} putRowText
 * @property {() => string} rowsRefusal
 * @property {() => Record<string, string>[]} rows
 * @property {() => import('./cathode-lab').RowColumn[]} rowColumns
 * @property {(bytes: number) => boolean} hasRoom
 * @property {(shape: number[], conductivities: number[], direction: number, tolerance: number, isPeriodic: boolean, contactResistance: number, spacing: number[], wantsFields: boolean) => number} solveBytes
 * @property {(text: string) => number | null} parseNumber
 * @property {() => import('./cathode-lab').Finding[]} audit
 * @property {() => import('./cathode-lab').Finding[]} auditRows
 * @property {() => string} auditSummary
 * @property {() => import('./cathode-lab').DataTable} auditTable
 * @property {() => import('./cathode-lab').DataTable} auditRowsTable
 * @property {() => void} clearFigure
 * @property {(key: string, text: string) => string} putOption
 * @property {(key: string, value: number) => string} putAssumed
 * @property {() => {name: string, label: string, description: string, tables: string, options: string}[]} figures
 * @property {() => import('./cathode-lab').FigureOption[]} figureOptions
 * @property {(index: number) => string} figureRefusal
 * @property {(index: number) => string} figureSvg
 * @property {(index: number) => string} figureCaption
 * @property {(index: number) => import('./cathode-lab').DataTable} figureTable
 * @property {(index: number, link: string) => string} figureCsv
 * @property {(index: number, title: string, authors: string, year: string, doi: string, link: string) => {text: string, bibtex: string, works: import('./cathode-lab').Work[]}} figureCitation
 * @property {() => import('./cathode-lab').DataTable} literatureTable
 * @property {() => import('./cathode-lab').DataTable} stackTable
 * @property {() => Record<string, string>} unusedInputs
 * @property {() => import('./cathode-lab').DataTable[]} checkedTables
 * @property {() => import('./cathode-lab').DataTable[]} reconstructionTables
 * @property {() => import('./cathode-lab').DataTable} refinementTable
 * @property {() => import('./cathode-lab').Theory[]} theories
 * @property {() => import('./cathode-lab').Assumption[]} assumptions
 * @property {() => import('./cathode-lab').Reconstruction} reconstruct
 * @property {() => import('./cathode-lab').Refinement} refine
 * @property {() => import('./cathode-lab').PublishedTable[]} publishedTables
 * @property {() => {title: string, text: string}[]} sourceNotes
 * @property {() => import('./cathode-lab').LiteratureRow[]} literature
 * @property {(count: number) => number} voxelBuffer
 * @property {(count: number) => number} particleBuffer
 * @property {(count: number) => number} geometryBuffer
 * @property {(shape: number[]) => Refusable<Pick<import('./cathode-lab').Voxelized, 'voxelUm' | 'phases'> & {address: number, length: number}>} voxelize
 * @property {() => Refusable<import('./cathode-lab').GeometryMeasures>} measureGeometry
 * @property {() => void} freeVolumes
 * @property {() => import('./cathode-lab').MicrostructureInput[]} microstructureInputs
 * @property {() => void} clearMicrostructure
 * @property {(key: string, value: number) => string} putMicrostructureInput
 * @property {(shape: number[], seed: number, wantsParticles: boolean) => Refusable<Pick<import('./cathode-lab').Microstructure, 'voxelUm' | 'phases' | 'notes' | 'packing'> & {address: number, length: number, particlesAddress: number, geometry: {address: number, length: number}}>} generate
 * @property {(shape: number[], conductivities: number[], direction: number, tolerance: number, isPeriodic: boolean, contactResistance: number, spacing: number[], wantsFields: boolean, observer: Observer | null) => Refusable<Omit<import('./cathode-lab').TransportSolution, 'iterations' | 'seconds'> & {potentialAddress: number, currentAddress: number}>} solve
 * @property {(shape: number[], conductivities: number[], direction: number, tolerance: number, isPeriodic: boolean, contactResistance: number) => number} solveGeometryBytes
 * @property {(shape: number[], conductivities: number[], direction: number, tolerance: number, isPeriodic: boolean, contactResistance: number, observer: Observer | null) => Refusable<Omit<import('./cathode-lab').GeometryTransportSolution, 'iterations' | 'seconds'>>} solveGeometry
 * @property {(conductivities: number[], direction: number, tolerance: number, isPeriodic: boolean, contactResistance: number, mostVoxels: number, observer: Observer | null) => Refusable<Omit<import('./cathode-lab').Convergence, 'seconds'>>} convergeGeometry
 * @property {(shape: number[], edgesUm: number[], isPeriodic: boolean) => Refusable<import('./cathode-lab').MicrostructureMetrics>} surfaces
 * @property {(shape: number[], conducts: boolean[], direction: number, isPeriodic: boolean) => Refusable<import('./cathode-lab').Connectivity>} connectivity
 * @property {(isOther: boolean) => string} takeUncertain
 * @property {(key: string) => string} addUncertainMetric
 * @property {(key: string, kind: string, estimate: number | null, width: number) => string} addUncertainInput
 * @property {(key: string, repeats: number[]) => string} addUncertainRepeats
 * @property {(samples: number, seed: number, isAdaptive: boolean) => Refusable<import('./cathode-lab').Uncertainty[]>} uncertainty
 * @property {(samples: number, seed: number, isAdaptive: boolean) => Refusable<import('./cathode-lab').Distinction>} distinction
 * @property {() => import('./cathode-lab').DataTable} uncertainInputs
 * @property {() => import('./cathode-lab').Sensitivity[]} sensitivity
 * @property {(isByMass: boolean) => import('./cathode-lab').LossSplit} losses
 * @property {(spec: object, widthMm: number, theme: number) => string | {refusal: string}} chart
 * @property {(metric: number, x: number, xFrom: number, xTo: number, xCount: number, y: number, yFrom: number, yTo: number, yCount: number) => number | {refusal: string}} map
 * @property {(text: string, sign: number) => Refusable<import('./cathode-lab').ImpedanceSpectrum>} readSpectrum
 * @property {(spec: object) => Refusable<import('./cathode-lab').ImpedanceFit>} fitPellet
 * @property {(spec: object) => Refusable<import('./cathode-lab').SymmetricCellsFit>} fitSymmetric
 * @property {(spec: object) => Refusable<import('./cathode-lab').ActivationEnergy>} activationEnergy
 * @property {() => void} clearProblem
 * @property {(metric: number, min: number | null, max: number | null) => void} addTarget
 * @property {(parameter: number, from: number, to: number) => void} addFree
 * @property {(metric: number) => void} putMaximized
 * @property {() => string} startDesigns
 * @property {() => boolean} nextQuestion
 * @property {() => import('./cathode-lab').Designs} designsFound
 * @property {(place: number) => void} takeDesign
 * @property {(place: number) => void} takeFrontPoint
 * @property {(text: string) => Refusable<ReturnType<import('./cathode-lab').CathodeLab['designProblem']>>} designProblem
 * @property {() => string} designText
 * @property {() => string} version
 */

/** @template T @typedef {T & {refusal?: string}} Refusable */
/** @typedef {(isPreparing: boolean, fraction: number, iteration: number, effectiveConductivity: number, errorEstimate: number) => boolean} Observer */

/**
 * @typedef {object} Vocabulary
 * @property {import('./cathode-lab').Provenance[]} provenances
 * @property {string[]} layers
 * @property {string[]} warnings
 * @property {boolean[]} notes
 * @property {string[]} views
 */

/**
 * The public interface of a compiled module.
 * @param {Core} core
 * @param {ReturnType<typeof import('./given.js').givenTo>} given
 * @param {import('./record.js').RecordFunctions & import('./voxels.js').VoxelFunctions & import('./uncertainty.js').UncertaintyFunctions} others
 * @returns {Omit<CathodeLab, typeof import('./deferred.js').ONWARD_FUNCTIONS[number]>}
 */
export function labOf(core, given, others) {
  const { exchange } = given;
  const layout = core.exchangeLayout();
  const { provenances, layers, warnings, notes, views } = core.vocabulary();
  const metricKeys = core.metrics().map((metric) => metric.key);

  /**
   * A function of what the core tells of a scenario.
   * @template T
   * @param {() => T} tell
   */
  const ofScenario =
    (tell) =>
    (/** @type {unknown} */ scenario = {}) => {
      given.evaluate(scenario);
      return tell();
    };

  return {
    parameters: () => core.parameters(),
    metrics: () => core.metrics(),
    compositeFields: () => structuredClone(exchange.compositeFields()),
    checkComposite: (composite) => exchange.checked(composite),
    views: () => views.slice(),
    definitions: () => structuredClone(DEFINITIONS),

    evaluate(scenario = {}) {
      given.evaluate(scenario);
      // Before any text crosses, which may grow the memory and leave these views behind.
      const { HEAPF64, HEAPU8 } = core;
      const values = /** @type {any} */ ({}); // by the registry's keys
      const provenance = /** @type {Record<string, import('./cathode-lab').Provenance>} */ ({});
      const intervals = /** @type {Record<string, [number, number]>} */ ({});
      for (let i = 0; i < metricKeys.length; ++i) {
        const value = HEAPF64[layout.values / 8 + i];
        values[metricKeys[i]] = Number.isNaN(value) ? null : value;
        const [lower, upper] = HEAPF64.subarray(layout.intervals / 8 + 2 * i, layout.intervals / 8 + 2 * i + 2);
        if (!Number.isNaN(lower)) intervals[metricKeys[i]] = [lower, upper];
        provenance[metricKeys[i]] = provenances[HEAPU8[layout.provenance + i]];
      }
      const breakdown = [];
      for (let i = 0; i < HEAPU8[layout.layerCount]; ++i) {
        const size = layout.layerSizes / 8 + 2 * i;
        breakdown.push({
          layer: layers[HEAPU8[layout.layerKinds + i]],
          thicknessUm: HEAPF64[size],
          massMgCm2: HEAPF64[size + 1],
        });
      }
      const count = HEAPU8[layout.warningCount];
      const codes = HEAPU8.slice(layout.warningCodes, layout.warningCodes + count);
      const fields = HEAPU8.slice(layout.warningFields, layout.warningFields + count);
      /** @type {import('./cathode-lab').Warning[]} */
      const told = Array.from(codes, (code, i) => ({
        code: warnings[code],
        message: core.warningText(i),
        field: exchange.parameters[fields[i]].key,
        severity: notes[code] ? 'note' : 'warning',
      }));
      return { values, provenance, intervals, warnings: told, breakdown };
    },

    explain(scenario = {}) {
      given.evaluate(scenario);
      const texts = /** @type {Record<string, string>} */ ({});
      metricKeys.forEach((key, index) => {
        texts[key] = core.metricProvenanceText(index);
      });
      return texts;
    },

    displayText(metric, value) {
      const index = metricKeys.indexOf(metric);
      if (index < 0) throw new Error(`A metric must be one of ${metricKeys.join(', ')}, not ${shown(metric)}.`);
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new Error(`${metric} must be a finite number, not ${shown(value)}.`);
      return core.displayText(index, value);
    },

    intervalText(metric, [lower, upper]) {
      return `${this.displayText(metric, lower)} to ${this.displayText(metric, upper)}`;
    },

    stateText: ofScenario(() => core.stateText()),

    describe: ofScenario(() => core.scenarioText()),

    withModel(scenario, model) {
      // Refused as in any scenario.
      given.evaluate({ model });
      const choices = exchange.parameters.find(({ key }) => key === 'model')?.choices ?? [];
      given.evaluate(scenario);
      core.takeModel(choices.findIndex(({ value }) => value === model));
      return exchange.take();
    },

    encodeLink(scenario = {}, comparison = [], rows = []) {
      if (!Array.isArray(comparison)) {
        throw new Error(`comparison must be an array of scenarios, not ${shown(comparison)}.`);
      }
      const scenarios = [scenario, ...comparison].map(exchange.plain);
      const ownRows = readRows(rows);
      given.evaluateAll(scenarios);
      const refusal = core.comparisonRefusal();
      if (refusal) throw new Error(refusal);
      writeRows(core, ownRows);
      const rowsRefusal = core.rowsRefusal();
      if (rowsRefusal) throw new Error(rowsRefusal);
      return core.encodeLink();
    },

    decodeLink(link) {
      const notices = core.decodeLink(typeof link === 'string' ? link.slice(0, LONGEST_TEXT) : '');
      if (typeof link !== 'string')
        notices.push({
          key: '',
          refusal: `A link must be text, not ${shown(link)}.`,
          message: `A link must be text, not ${shown(link)}. Kept the defaults.`,
        });
      const scenario = exchange.take();
      const comparison = Array.from({ length: core.pinnedCount() }, (_, place) => {
        core.takePinned(place);
        return exchange.take();
      });
      return { scenario, comparison, rows: core.rows(), notices };
    },

    unusedInputs: ofScenario(() => core.unusedInputs()),

    stackTable: ofScenario(() => core.stackTable()),

    electrodeResistance: electrodeResistanceOf(core),

    parseNumber(text) {
      if (typeof text !== 'string') throw new Error(`text must be text, not ${shown(text)}.`);
      return text.length > LONGEST_TEXT ? null : core.parseNumber(text);
    },
    rowColumns: () => core.rowColumns(),
    figureOptions: () => core.figureOptions(),
    figures: () =>
      core.figures().map(
        (kind) =>
          /** @type {import('./cathode-lab').FigureKind} */ ({
            ...kind,
            options: kind.options.split(',').filter(Boolean),
          }),
      ),
    ...others,
    version: () => core.version(),
  };
}
