// SPDX-License-Identifier: MIT
// Types of cathode-lab.mjs. The names of parameters and metrics are generated from the core's
// registries when the module is built: see ./names.d.ts.
import type { FigureChoices, FigureName, Inputs, InputsByLinkKey, MetricKey, PathMetricKey, Scenario } from './names';
export type { FigureChoices, FigureName, Inputs, InputsByLinkKey, MetricKey, PathMetricKey, Scenario };

/** Where a number comes from, the strongest first: what is calculated has the weakest of all that went in. */
export type Provenance = 'measured' | 'recomputed' | 'implied' | 'interpolated' | 'user' | 'extrapolated' | 'assumed';

/** One input: its name, unit, range and default. */
export interface Parameter {
  key: keyof Inputs;
  /** Key in links. */
  urlKey: string;
  label: string;
  /** Empty: dimensionless. */
  unit: string;
  /** Allowed range, inclusive; null if the parameter is a choice of words. */
  min: number | null;
  max: number | null;
  default: number | string | null;
  description: string;
  group: 'cathode' | 'cell' | 'conditions' | 'materials' | 'rate';
  groupLabel: string;
  /** One press of an arrow key. */
  step: number;
  /** Accepts null, meaning `whenNull`. */
  nullable: boolean;
  /** "model’s own" or "as in the source"; empty where null is refused. */
  whenNull: string;
  /** The allowed values, or null for a number. */
  choices: { value: number | string; label: string }[] | null;
  /** First and last value that the source measured, or null; of thicknesses, those of the default composition. */
  measured: [number, number] | null;
}

/** One output: its name, unit and equation. */
export interface Metric {
  key: MetricKey;
  label: string;
  unit: string;
  description: string;
  /** The equation and where it comes from. */
  source: string;
  /** Its value may be null: it needs a path that conducts from face to face. */
  nullable: boolean;
}

/** A word of electrochemistry with its definition. */
export interface Definition {
  /** Stable name, as in links: "tortuosity-factor". */
  name: string;
  title: string;
  /** Of formulas. */
  symbol: string;
  /** Empty: none. */
  unit: string;
  formula: string;
  meaning: string;
  /** What it is easily mistaken for. */
  trap: string;
  /** Names of those that it is not to be taken for. */
  against: string[];
  /** Results and inputs that it tells of. */
  keys: (MetricKey | keyof Inputs)[];
  /** How texts call it. */
  words: string[];
}

export interface Warning {
  /** Stable name, for example "am-beyond-measured". */
  code: string;
  message: string;
  /** The input it is about. */
  field: keyof Inputs;
  /** A note states an assumption that is always there. */
  severity: 'note' | 'warning';
}

export interface Report {
  /** Of transport null where no path conducts, and any of them where a composite of your own lacks it; a warning says why. */
  values: Record<Exclude<MetricKey, PathMetricKey>, number> & Record<PathMetricKey, number | null>;
  /** All that a value may be, where it rests on numbers that the source contradicts or leaves open. */
  intervals: Partial<Record<MetricKey, [number, number]>>;
  provenance: Record<MetricKey, Provenance>;
  warnings: Warning[];
  /** The layers from anode to cathode: um and mg/cm2. */
  breakdown: { layer: string; thicknessUm: number; massMgCm2: number }[];
}

export interface Notice {
  /** The link key concerned. */
  key: string;
  /** What is wrong. */
  refusal: string;
  /** And what was done about it. */
  message: string;
}

/** A table of the source; cells hold the printed digits or dash, empty where nothing is printed. */
export interface PublishedTable {
  table: string;
  /** The source's words in quotation marks; what its document text lost stands restored in brackets. */
  caption: string;
  /** What this program takes from it. */
  use: string;
  columns: { key: string; label: string; unit: string }[];
  rows: { row: string; cells: string[] }[];
}

/** What every finding tells: a relation between printed numbers. */
export interface FindingBase {
  /** The source's table, or "rows" for your own. */
  table: string;
  row: string;
  quantity: string;
  /** Empty: dimensionless. */
  unit: string;
  /** What a conditional one needs, "V = 3.98 V"; otherwise empty. */
  condition: string;
  /** The formula with the numbers put in, or why nothing can be said. */
  formula: string;
  /** The printed number that is checked. Where it is no cell of a table, `column` is empty. */
  checks: { table: string; row: string; column: string };
  /** Every printed number that the finding rests on, as in publishedTables(). */
  cells: { table: string; row: string; column: string }[];
}

/** A number is held against what others give. */
export interface FindingOfNumber {
  /** The number that is checked, or what it alone implies. */
  printed: number;
  /** What the other numbers give. */
  recomputed: number;
  /** recomputed / printed - 1. */
  relativeDeviation: number;
  /** The largest |relativeDeviation| that rounding of the printed digits explains. */
  roundingAllowance: number;
}

/** What is recomputed is held against a range, such as that of a material, and not against one number. */
export interface FindingOfRange {
  printed: null;
  recomputed: number;
  relativeDeviation: null;
  roundingAllowance: null;
}

/** What is printed does not determine it; it may still be recomputed. */
export interface FindingUndetermined {
  verdict: 'not determinable';
  printed: null;
  recomputed: number | null;
  relativeDeviation: null;
  roundingAllowance: null;
}

/**
 * A relation between printed numbers, and its verdict. Conditional: it follows for a plausible value of something that is
 * not printed. Implausible: it can be computed, but no material behaves so.
 */
export type Finding = FindingBase &
  (
    | ({ verdict: 'consistent' | 'conditional' | 'beyond rounding' | 'contradictory' | 'implausible' } & (
        | FindingOfNumber
        | FindingOfRange
      ))
    | FindingUndetermined
  );

/**
 * A row of your own, like one of Table S6 or of a table of transport or impedance: see rowColumns().
 * Text keeps its trailing zeros, which tell how far a number is rounded; a plain number has its shortest digits.
 */
export type OwnRow = Record<string, string | number | null>;

/** A column of own rows. */
export interface RowColumn {
  key: string;
  label: string;
  unit: string;
  isText: boolean;
  min: number | null;
  max: number | null;
  description: string;
}

/** A table: cells hold the text shown and, where it is one, the number in full. */
export interface DataTable {
  name: string;
  title: string;
  caption: string;
  columns: { key: string; label: string; unit: string; isText: boolean }[];
  /** A cell that other printed numbers contradict is marked; `detail` is what a closer look tells. */
  rows: { cells: { text: string; value: number | null; isMarked?: true }[]; detail: string }[];
}

export interface FigureKind {
  name: FigureName;
  label: string;
  description: string;
  /** The tables of the source that it rests on. */
  tables: string;
  /** What it heeds beside the scenario, widthMm, theme and title: keys of figureOptions(), and comparison, rows, assumptions. */
  options: string[];
}

/** A cathode by its numbers. */
export interface ElectrodeNumbers {
  /** Effective conductivities, above 0. */
  ionicMsCm: number;
  electronicMsCm: number;
  thicknessUm: number;
  /** Area of active material and electrolyte in contact, per volume. */
  interfacePerCm: number;
  /** Of that interface; 0 or more. */
  chargeTransferOhmCm2: number;
}

/** Area-specific resistances, ohm cm2: a model, not validated by the source. */
export interface ElectrodeResistance {
  /** At the start of a discharge: linear kinetics, an open-circuit voltage that is everywhere the same. */
  start: number;
  /** With the same reaction everywhere. */
  uniform: number;
  /** With a flat open-circuit voltage and fast kinetics: two fronts, the mean over a discharge. */
  front: number;
  /** Parts of `start` by the power that each dissipates; they add up to it. */
  ionic: number;
  electronic: number;
  chargeTransfer: number;
  /**
   * Where it reacts at the start: of n slices (1 to 100000) equally thick, from separator to collector, the reaction in
   * each over the mean of all. Their mean is 1.
   */
  reaction(n: number): Float64Array;
}

/** An option of figures. */
export interface FigureOption {
  key: string;
  label: string;
  /** What it takes, in words. */
  allowed: string;
  /** As text. */
  default: string;
  /** Null for a number and for `theories`. */
  choices: { value: string; label: string }[] | null;
}

export interface FigureOptions extends FigureChoices {
  /**
   * 40 to 400 mm; one column of a journal 85, two 180, a slide 320.
   * @default 180
   */
  widthMm?: number;
  /**
   * Formerly of the figure literature, which shows all of it now: accepted, without effect.
   * @deprecated
   */
  mode?: 'reported' | 'normalised';
  /** @deprecated as mode */
  axis?: 'thickness' | 'amWtPct' | 'arealCapacity' | 'specificCapacity';
  /**
   * Keys of theories() separated by commas, or "none".
   * @default bruggeman,hashin-shtrikman
   */
  theories?: string;
  /**
   * Of impedance arcs and of capacities, in degrees Celsius.
   * @default 60
   */
  temperature?: 30 | 60;
  /**
   * Capacitances of the impedance arcs, 1e-14 to 1 F: assumed, the source prints none.
   * @default 1e-11
   */
  bulkCapacitanceF?: number;
  /** @default 1e-8 */
  grainBoundaryCapacitanceF?: number;
  /**
   * Of the figure map: where its axes begin and end, in the inputs' units. Null: where their sliders do. Throws an Error
   * where an axis is empty, runs backwards or leaves what its input allows, and where both are of one input.
   */
  mapXFrom?: number | null;
  mapXTo?: number | null;
  mapYFrom?: number | null;
  mapYTo?: number | null;
  /** Of the front: what is asked, as designText writes it; empty: the problem that a page begins with. */
  design?: string;
  /** Scenarios shown beside the first one, up to 100: by the figures energy, literature, balance and map. */
  comparison?: Scenario[];
  /** Your own rows, shown beside those of Table S6: by the figures literature and audit. */
  rows?: OwnRow[];
  /** Of the figure reconstruction: by keys of assumptions(), each left out at its default. */
  assumptions?: Record<string, number>;
  /**
   * Limits of the figure thickness beside the scenario's allowed drop, 0 for none: the current at which lithium is
   * plated (0 to 1000 mA/cm2), and the least voltage left (0 to 5 V).
   * @default 0
   */
  mostCurrentMaCm2?: number;
  /** @default 0 */
  cutOffV?: number;
  /**
   * Of the cathode's impedance, assumed: by how much the open-circuit voltage falls over the capacity (0.01 to 5 V).
   * @default 0.8
   */
  slopeV?: number;
  /**
   * Likewise: the double layer (0.001 to 10000 uF/cm2 of interface).
   * @default 10
   */
  doubleLayerUFCm2?: number;
}

/** What the source document does not say of itself. */
export interface SourceDetails {
  title?: string;
  /** "A. Huber, B. Maier and C. Roth", or "Huber, A.; Maier, B." */
  authors?: string;
  year?: string | number;
  /** Also as an address. */
  doi?: string;
  /** Leads back to the calculation. */
  link?: string;
}

/** What to cite, in the ways that programs take it. */
export interface Citations {
  /** A list of references, one line each. */
  text: string;
  /** Entries for BibTeX and biber. */
  bibtex: string;
  /** For Zotero, EndNote and others. */
  ris: string;
  /** For citeproc, pandoc and others. */
  csl: string;
  /** Which details of the source are not given, and hence left out: "title", "authors", "year", "doi". */
  missing: string[];
}

/** A work that is cited; empty what it has not or what is not known. */
export interface Work {
  kind: 'article' | 'book' | 'software';
  key: string;
  /** "Family, Given", or as it is said; "others" ends a list that goes on. */
  authors: string[];
  title: string;
  journal: string;
  volume: string;
  number: string;
  pages: string;
  publisher: string;
  year: string;
  doi: string;
  url: string;
  version: string;
  note: string;
}

export interface Theory {
  key: string;
  label: string;
  formula: string;
  assumption: string;
  source: string;
}

export interface Assumption {
  key: string;
  label: string;
  unit: string;
  min: number;
  max: number;
  step: number;
  default: number;
  /** Where the default comes from. */
  basis: string;
}

/** How Table S5 follows from the other tables and the assumptions. */
export interface Reconstruction {
  assumptions: Record<string, number>;
  loadingMgCm2: number;
  /** Thickness of Model 4, 85 wt%, which Table S6 prints as 93. */
  thicknessOfS6Um: number;
  /** Root mean square difference of the 24 volume fractions, vol%. */
  rmsPhiPct: number;
  /** Root mean square disagreement of the 14 entries whose two capacities agree under the standard assumptions. */
  rmsDisagreement: number;
  /** Their mean, with its sign: by mass over by volume, less one. */
  meanDisagreement: number;
  /** Volume fractions of AM, SE and CA. */
  composites: {
    row: string;
    printedPhiPct: number[];
    phiPct: number[];
    porosityPct: number;
    densityGCm3: number;
    thicknessUm: number;
  }[];
  entries: {
    row: string;
    fromVolumetricMahG: number;
    fromGravimetricMahG: number;
    disagreement: number;
    volumetricEnergyDensityWhL: number;
    gravimetricEnergyDensityWhKg: number;
    contradictory: boolean;
  }[];
  /** How these change when an assumption grows by 1 % of its value: rmsDisagreement, meanDisagreement and rmsPhiPct. */
  sensitivities: { key: string; disagreementPerPct: number; meanPerPct: number; phiPctPerPct: number }[];
}

/** The densities and the CA content that suit the tables best, by least squares within bounds. */
export interface Refinement {
  assumptions: Record<string, number>;
  parameters: {
    key: string;
    lower: number;
    upper: number;
    value: number;
    standardUncertainty: number;
    atBound: boolean;
  }[];
  correlation: number[][];
  rmsPhiPct: number;
  rmsDisagreement: number;
  chiSquared: number;
  degreesOfFreedom: number;
  iterations: number;
  converged: boolean;
  conditionNumber: number;
}

/** A row of Table S6; null where nothing is printed. */
export interface LiteratureRow {
  cathode: string;
  amWtPct: number;
  loadingMgCm2: number | null;
  arealCapacityMahCm2: number | null;
  thicknessUm: number | null;
  specificCapacityMahG: number;
  cRate: string | null;
  temperatureC: number;
  volumetricEnergyDensityWhL: number;
  /** The source's reference number, or "this work". */
  reference: string;
}

/** Extents of a volume: [nz, ny, nx]. Voxels lie in C order, x fastest. */
export type Shape = [number, number, number];
export type Direction = 'z' | 'y' | 'x';

/** Sizes that a microstructure needs and the source does not print, beside those that its scenario gives. */
export interface MicrostructureInput {
  key:
    | 'voxelUm'
    | 'amDiameterUm'
    | 'amSpread'
    | 'seLargeUm'
    | 'seSmallUm'
    | 'shellShare'
    | 'fibreDiameterUm'
    | 'fibreLengthUm'
    | 'amFlatteningPct';
  label: string;
  /** Empty: dimensionless. */
  unit: string;
  min: number;
  max: number;
  default: number;
  /** What it is, and where the default comes from. */
  description: string;
}

/**
 * A scenario (its model, composition and porosity count), a volume's size, and assumed sizes: see
 * microstructureInputs().
 */
export interface MicrostructureOptions extends Scenario {
  /** 8 to 256 voxels each way; [128, 128, 128] if left out. */
  shape?: Shape;
  voxelUm?: number;
  /** A whole number, 0 to 4294967295; 1 if left out. The same seed and options give the same everywhere. */
  seed?: number;
  amDiameterUm?: number;
  amSpread?: number;
  seLargeUm?: number;
  seSmallUm?: number;
  shellShare?: number;
  fibreDiameterUm?: number;
  fibreLengthUm?: number;
  amFlatteningPct?: number;
  /** Also tell the particle of each voxel, for solveTransport's contactResistance. */
  particles?: boolean;
}

export interface Microstructure {
  /** Labels: 0 void, 1 AM, 2 SE, 3 CA. The volume is periodic in all directions. */
  voxels: Uint8Array;
  shape: Shape;
  voxelUm: number;
  seed: number;
  /** Volume fractions of the geometry, of the voxels, and what the composition asked for, all of 1. */
  phases: { label: number; name: string; fraction: number; voxelFraction: number; target: number }[];
  /** What was assumed or could not be kept. */
  notes: string[];
  /**
   * What the voxels were read off: AM spheres with their shells, fibres of CA, SE spheres, in that order. The same for
   * every voxelUm and shape that make the same box.
   */
  geometry: Required<Geometry>;
  packing: {
    /** AM particles that an AM particle touches or overlaps, on average. */
    coordination: number;
    /**
     * Of the AM particles, weighted by volume, averaged over the smallest wave vectors of the box: 1 for places at
     * random, a few hundredths in equilibrium.
     */
    structureFactor: number;
    /** Moves tried for each particle to bring the packing to equilibrium. */
    equilibrationSweeps: number;
    /** Mean length of unbroken pieces of fibre; 0 where there is no additive. */
    fibrePieceUm: number;
  };
  /**
   * With `particles`, of each voxel the particle that it belongs to: each AM particle, the shell of each, each SE
   * particle and all CA together have a number; 0 is void.
   */
  particles?: Uint32Array;
}

export type PlaceUm = [number, number, number];

/** A sphere, with or without a shell around it, or a cylinder with flat ends. Lengths in um, places along z, y, x. */
export type Body =
  | {
      kind: 'sphere';
      centerUm: PlaceUm;
      radiusUm: number;
      /** 0 to 255. */
      label: number;
      shellUm?: number;
      shellLabel?: number;
    }
  | { kind: 'cylinder'; fromUm: PlaceUm; toUm: PlaceUm; radiusUm: number; label: number };

/** Bodies in a box, before any grid is laid through it. */
export interface Geometry {
  /** Edges along z, y and x, 0.0001 to 100000 um. */
  boxUm: PlaceUm;
  /** Whether bodies go on around all sides; what is beyond the box is cut off if left out. */
  periodic?: boolean;
  /** Up to 1000000. Where they overlap, cores come before shells, then the earlier in the list. */
  bodies: Body[];
  /** Label of what no body holds; 0 if left out. */
  background?: number;
}

export interface Voxelized {
  /** The label of what each voxel's centre lies in, C order. */
  voxels: Uint8Array;
  shape: Shape;
  /** Edges of a voxel along z, y and x. */
  voxelUm: [number, number, number];
  /** Of each label the share of the geometry itself, of 1 and not of the voxels, and about one standard deviation of it. */
  phases: { label: number; fraction: number; error: number }[];
}

/** Volumes and surfaces of the bodies themselves, whatever the voxels: faces of these count 1.5 times a sphere's surface. */
export interface GeometryMeasures {
  /** Of each label its share, of 1, and about one standard deviation of it. */
  phases: { label: number; fraction: number; error: number }[];
  /** Where two labels meet, the smaller first: area per volume, 1/um, and one standard deviation of it. */
  interfaces: { labels: [number, number]; areaPerUm: number; error: number }[];
  /** Where spheres of one label overlap: the discs between them, per volume, and how many. */
  contacts: { label: number; areaPerUm: number; error: number; contactsPerUm3: number }[];
}

/** What a solver tells while it works. */
export interface TransportProgress {
  stage: 'preparing' | 'solving';
  /** 0 to 1, of the whole solve; an estimate. */
  fraction: number;
  iteration: number;
  /** In the unit of the conductivities; 0 while preparing. */
  effectiveConductivity: number;
  /** Estimated relative error of it; 1 while unknown. */
  errorEstimate: number;
}

export interface TransportOptions {
  /**
   * A label for each voxel, 0 to 255, C order: a Uint8Array, or any array of whole numbers. Not kept and not changed.
   */
  voxels: ArrayLike<number>;
  shape: Shape;
  /**
   * Of each label, label 0 first: 0, or at least 1e-4 of the largest that a voxel has. Every label in the voxels
   * needs one.
   */
  conductivities: ArrayLike<number>;
  /** 'z' if left out. */
  direction?: Direction;
  /** Of effectiveConductivity, relative: 1e-10 to 0.1; 1e-3 if left out. */
  tolerance?: number;
  /** What the sides do: let nothing through, or go on at the other side (even extents only). 'closed' if left out. */
  sides?: 'closed' | 'periodic';
  /** Edges of a voxel along z, y and x, in any one unit; cubes, [1, 1, 1], if left out. The longest up to 20 times the shortest. */
  spacing?: [number, number, number];
  /**
   * Resistance of a face between two different particles, in the unit of `spacing` (edges of a voxel where that is left out)
   * over that of the conductivities, up to 1e4 shortest edges over the largest; needs `particles`. 0 if left out.
   */
  contactResistance?: number;
  /** The particle that each voxel belongs to. */
  particles?: ArrayLike<number>;
  /** Also return the fields. They are of first order: ask for a tolerance of 1e-6 where they matter. */
  fields?: boolean;
  /**
   * Told now and then; what returns false stops the solve, which then throws. Must not generate or solve with the
   * same instance.
   */
  onProgress?: (progress: TransportProgress) => boolean | void;
}

/** A solve on a geometry: on a grid of that shape, with what the bodies say of each face. */
export interface GeometryTransportOptions
  extends Pick<TransportOptions, 'conductivities' | 'direction' | 'tolerance' | 'onProgress'> {
  geometry: Geometry;
  shape: Shape;
  /** 'periodic': geometries that are periodic only, any extents. 'closed' if left out. */
  sides?: 'closed' | 'periodic';
  /** Resistance between bodies that touch: um over the unit of the conductivities, up to 1000 of the box's shortest edge over the largest. 0 if left out. */
  contactResistance?: number;
}

export interface ConvergenceOptions extends Omit<GeometryTransportOptions, 'shape' | 'direction'> {
  /** 'z' if left out; 'mean' is of the conductivities along all three. */
  direction?: Direction | 'mean';
  /** Width of the interval asked for, relative: 1e-4 to 1; 0.05 if left out. */
  tolerance?: number;
  /** Of the finest grid: 4096 to 134217728; 3600000 if left out. */
  mostVoxels?: number;
}

/** What a grid of a climb says: effective conductivities, 0 where it does not percolate. */
export interface ConvergenceLevel {
  shape: Shape;
  /** The longest edge of a voxel. */
  voxelUm: number;
  /** By what each voxel's centre lies in; null with a contact resistance. */
  centre: number | null;
  /** By open areas: the mean of the two below. */
  areas: number;
  /** Parts of different bodies in a voxel coupled through half of it, and joined at once. */
  lower: number;
  upper: number;
}

export interface Convergence {
  /** Whether the finest grid does. */
  percolates: boolean;
  /** Unit of the conductivities. */
  effectiveConductivity: number;
  /** What the grid and the solver leave open of it. Both sides have held the limit of every packing tried; that is no proof. */
  lower: number;
  upper: number;
  /** Whether extrapolation made the interval narrower than what the finest grid brackets. */
  isExtrapolated: boolean;
  isWithinTolerance: boolean;
  /** (sum of phi_i sigma_i) / effectiveConductivity with the geometry's own fractions; null if nothing percolates. */
  tortuosityFactor: number | null;
  conductingFraction: number;
  /** Half widths, relative. The sample's own spread is another matter: make more of them. */
  uncertainty: { solver: number; grid: number };
  /** From coarse to fine. */
  levels: ConvergenceLevel[];
  seconds: number;
}

export interface TransportSolution {
  /** Whether any conducting path leads from face to face. */
  percolates: boolean;
  /** Unit of the conductivities. */
  effectiveConductivity: number;
  /** Where it lies: the upper one is a rigorous bound up to rounding, the lower one an estimate. */
  lowerEstimate: number;
  upperEstimate: number;
  /** (sum of phi_i sigma_i) / effectiveConductivity; null if nothing percolates. */
  tortuosityFactor: number | null;
  /** tortuosityFactor / conductingFraction; null if nothing percolates. */
  macMullin: number | null;
  /** Volume fraction of voxels that conduct, and of those joined to both faces. */
  conductingFraction: number;
  percolatingFraction: number;
  iterations: number;
  seconds: number;
  /** For each iteration the estimate after it. */
  history: { iteration: number; effectiveConductivity: number; errorEstimate: number }[];
  /** With `fields`: of each voxel, C order. The potential falls from 1 to 0; it is 0 where nothing flows. */
  potential?: Float32Array;
  /** Its magnitude over the mean current density; 0 where nothing flows. */
  currentDensity?: Float32Array;
}

/** Of a solve on a geometry, with the fractions of the geometry itself, not of the grid: those that the tortuosity factor counts. */
export interface GeometryTransportSolution extends Omit<TransportSolution, 'potential' | 'currentDensity'> {
  phases: { label: number; fraction: number; error: number }[];
}

export interface MicrostructureMetrics {
  phases: { label: number; fraction: number }[];
  /** Area of AM|SE faces of voxels per volume, 1/um; of a smooth surface about 2/3 of it. */
  interfaceAreaPerUm: number;
  /** Share of AM's surface (all faces to other phases) that touches SE joined to the separator's face. */
  activeSurfaceIonic: number;
  /** Share of AM's surface that belongs to AM joined to the collector's face by what conducts electrons. */
  activeSurfaceElectronic: number;
  /** Share that has both. */
  activeSurfaceBoth: number;
  /** Share of each carrier's conducting voxels that is joined to both faces, by direction. */
  percolating: Record<'ion' | 'electron', Record<Direction, number>>;
}

/** Of what conducts the share that is joined to both ends, of 1, by what counts as joined; in a solve that is faces alone. */
export interface Connectivity {
  faces: number;
  /** Faces and edges. */
  edges: number;
  /** Faces, edges and corners. */
  corners: number;
}

/** An axis of a map: an input that is a number, and the values that it takes, both ends included. */
export interface MapAxis {
  key: keyof Inputs;
  /** In the input's unit, below `to`. @default where its slider begins */
  from?: number;
  /** @default where its slider ends */
  to?: number;
  /** Points, 2 to 1024. @default 64 */
  count?: number;
}

export interface MapRequest {
  scenario?: Scenario;
  x: MapAxis;
  y: MapAxis;
  metric: MetricKey;
}

export interface MetricMap {
  /** The inputs' values: in equal steps, or in equal ratios where the usual range spans two decades or more. */
  x: Float64Array;
  y: Float64Array;
  /** Row by row, [y][x]: each as evaluate() gives it; NaN where there is no number. */
  values: Float64Array;
}

/** A diagram of your own data, drawn as the figures are. */
export interface ChartSpec {
  title: string;
  x: { title: string; scale?: 'linear' | 'log' };
  y: { title: string; scale?: 'linear' | 'log' };
  /** Up to 8; points with a number that is not finite are left out. */
  series: { name: string; points: [number, number][]; markers?: boolean; dashed?: boolean }[];
}

/** What is asked of a metric: at least, at most, or both, in its unit. */
/** An impedance spectrum: one number of each kind for each frequency. */
export interface SpectrumPoints {
  frequencyHz: ArrayLike<number> & Iterable<number>;
  /** Z′. */
  realOhm: ArrayLike<number> & Iterable<number>;
  /** Z″: below 0 where the cell is capacitive. */
  imaginaryOhm: ArrayLike<number> & Iterable<number>;
}

/** What readImpedance finds in a file. */
export interface ImpedanceSpectrum {
  frequencyHz: number[];
  realOhm: number[];
  imaginaryOhm: number[];
  /** Of file, such as "Gamry DTA" or "table between tabs". */
  kind: string;
  /** What was left out, or looks odd; sentences. */
  notices: string[];
}

/** A fitted quantity. Without interval (and uncertainty) where the data cannot tell it. */
export interface Estimate {
  value: number;
  standardUncertainty: number | null;
  /** 95 %. */
  interval: [number, number] | null;
}

/** Thickness and area of a pellet or composite, with standard uncertainties (0 where left out). */
export interface SampleSize {
  /** 0.01 to 1e6 µm. */
  thicknessUm?: number;
  thicknessUncertaintyUm?: number;
  /** 1e-6 to 1e4 cm². */
  areaCm2?: number;
  areaUncertaintyCm2?: number;
}

export interface ImpedanceOptions extends SpectrumPoints, SampleSize {
  /** Whether the electrodes block ions, so that the spectrum ends in their capacitance; told by the spectrum if left out. */
  electrodes?: 'told' | 'blocking' | 'none';
  /** The circuit; the one that the spectrum bears out if left out. */
  circuit?: 'told' | 'bulk-and-boundary' | 'intercept-and-arc' | 'arc' | 'intercept';
  /** Of leads, Ω; 0 if left out. */
  seriesOhm?: number;
  /** Standard uncertainty of each part of Z in percent of |Z|; estimated from the residuals if left out. */
  noisePct?: number;
}

/** A model at the frequencies given, and what it leaves, in percent of |Z|. */
export interface FittedSpectrum {
  realOhm: number[];
  imaginaryOhm: number[];
  realResidualPct: number[];
  imaginaryResidualPct: number[];
  /** Standard deviations by which the residuals' changes of sign differ from chance; below -3 a notice tells. */
  runsDeviation: number;
}

/** Resistances of a dense pellet. Null where the spectrum does not tell them apart. */
export interface ImpedanceFit extends FittedSpectrum {
  circuit: 'bulk-and-boundary' | 'intercept-and-arc' | 'arc' | 'intercept';
  blockingElectrodes: boolean;
  bulkOhm: Estimate | null;
  grainBoundaryOhm: Estimate | null;
  /** Where an arc begins, or where the spectrum meets the real axis. */
  interceptOhm: Estimate | null;
  arcOhm: Estimate | null;
  totalOhm: Estimate;
  /** Of the logarithms of bulk and grain-boundary resistance. */
  correlation: number | null;
  /** Of leads, H; null where none is seen. */
  inductanceH: Estimate | null;
  /** Highest frequency first. */
  arcs: { apexHz: Estimate; exponent: Estimate; capacitanceF: number }[];
  electrodeExponent: Estimate | null;
  /** Of the total, where thickness and area are given. */
  conductivityMsCm: Estimate | null;
  bulkConductivityMsCm: Estimate | null;
  /** Null without noisePct. */
  reducedChiSquared: number | null;
  degreesOfFreedom: number;
  /** Given or estimated. */
  noisePct: number;
  notices: string[];
}

/** Pure conductivity and volume fraction of what carries, for tau² = sigma0 phi / sigma_eff. */
export interface CarrierPhase {
  sigma0MsCm: number;
  sigma0UncertaintyMsCm?: number;
  phi: number;
  phiUncertainty?: number;
}

export interface SymmetricCellsOptions extends SampleSize {
  /** 1 to 4 cells of one composite. */
  cells: (SpectrumPoints & {
    /** Which carrier its two ends stop: the same spectrum follows with both carriers exchanged. */
    blocking: 'ion-blocking' | 'electron-blocking';
    /** Of what lies outside the composite, Ω; 0 if left out. 'fit' needs cells of both kinds. */
    seriesOhm?: number | 'fit';
  })[];
  thicknessUm: number;
  areaCm2: number;
  ionic?: CarrierPhase;
  electronic?: CarrierPhase;
  /** Interface of AM and SE per volume, 1/cm: splits what is per volume. */
  interfacePerCm?: number;
  /** 'none' if no charge passes from one rail to the other. */
  transfer?: 'fit' | 'none';
  /** Of the double layer, 0.3 to 1; fitted if left out. */
  exponent?: number;
  noisePct?: number;
}

/** Effective conductivities of a composite: the transmission line of two rails. */
export interface SymmetricCellsFit {
  /** Null where some other pair describes the spectra as well; a notice tells why. */
  ionicMsCm: Estimate | null;
  electronicMsCm: Estimate | null;
  correlation: number | null;
  ionicTau2: Estimate | null;
  electronicTau2: Estimate | null;
  /** Of the interface, per volume: conductance g and double layer c of g + c (iω)^n; null where no g is seen. */
  transferSCm3: Estimate | null;
  doubleLayerFCm3: Estimate | null;
  exponent: Estimate | null;
  /** The same per area of interface, with interfacePerCm. */
  chargeTransferOhmCm2: Estimate | null;
  doubleLayerFCm2: Estimate | null;
  /** As the cells were given; `nu` is |ν| at each frequency, how far the reaction reaches into the electrode. */
  cells: (FittedSpectrum & { seriesOhm: Estimate | null; nu: number[] })[];
  reducedChiSquared: number | null;
  degreesOfFreedom: number;
  noisePct: number;
  notices: string[];
}

export interface ActivationEnergy {
  activationEnergyEv: Estimate;
  /** The line's conductivity at referenceC. */
  referenceMsCm: Estimate;
  /** At 1/T = 0: mS/cm, or mS K/cm of sigmaT. */
  prefactor: number;
  /** The line at each point, mS/cm. */
  lineMsCm: number[];
  /** Null without uncertainties, or with two points. */
  reducedChiSquared: number | null;
  degreesOfFreedom: number;
  notices: string[];
}

export interface DesignTarget {
  metric: MetricKey;
  min?: number;
  max?: number;
}

/** A number of the scenario that may be anywhere from one value to another; the model by its number, 1 to 4. */
export interface FreeRange {
  key: keyof Inputs;
  from: number;
  to: number;
}

export interface DesignProblem {
  /** The current cell: what is not free is as here, and the nearest design is near it. */
  scenario?: Scenario;
  /** Of one metric they must not contradict each other. */
  targets?: DesignTarget[];
  /** 1 to 6 numbers, and the model, that count in the scenario. */
  free: FreeRange[];
  maximize?: MetricKey;
}

export interface Design {
  /** The nearest to the current cell; the best, where something is maximized. */
  kind: 'nearest' | 'best';
  scenario: CompleteScenario;
  values: Record<MetricKey, number | null>;
  /** The limits that it stands at, of targets and of ranges, in words. */
  binding: string[];
  /** From the current cell, each free number in widths of its range; another model counts as one of them. */
  distance: number;
  /** Whether it is proved that none is nearer by 0.001, or better by 0.01 %. */
  isProved: boolean;
}

/**
 * What `maximize` costs in the first other metric that is asked for and stands against it: the most of the one for each
 * level of the other, whose own target is left aside while the others are met.
 */
export interface DesignFront {
  maximized: MetricKey;
  against: MetricKey;
  points: {
    scenario: CompleteScenario;
    values: Record<MetricKey, number | null>;
    meetsTargets: boolean;
    isProved: boolean;
  }[];
}

export interface Designs {
  /** Null: not decided within the boxes that a question may take. False is a proof, by bounds that hold everywhere. */
  feasible: boolean | null;
  /** The nearest, then the best. */
  designs: Design[];
  front?: DesignFront;
  /** Not feasible: which targets cannot be met, alone or together, and how close one comes. Null: what to do. */
  reason?: string;
  /** What a reader of the designs should know. */
  notes: string[];
  /** Boxes that were looked at. */
  boxes: number;
}

/** A number, or one with its standard uncertainty in the same unit. */
export type OwnNumber = number | { value: number; standardUncertainty: number };

/**
 * A composite that you have measured, beside the source's four models. What is left out has no value, and what rests on
 * it has none; see compositeFields() for units, ranges and what is needed.
 */
export interface Composite {
  /** 1 to 60 characters. */
  name: string;
  /** Where its numbers are from, up to 200 characters. */
  source?: string;
  /** The SE particle model that its microstructure is generated like; 1 if left out. */
  morphology?: 1 | 2 | 3 | 4;
  /** amDensityGCm3 and seDensityGCm3 are needed. */
  materials: Partial<Record<CompositeMaterial, OwnNumber>>;
  /** Up to 24; at one content and temperature one. One point gives constants, two or more are interpolated. */
  points: CompositePoint[];
}
export type CompositeMaterial =
  | 'amDensityGCm3'
  | 'seDensityGCm3'
  | 'caDensityGCm3'
  | 'caWtPct'
  | 'seConductivityMsCm'
  | 'seTemperatureC'
  | 'seActivationEnergyEv'
  | 'separatorConductivityMsCm'
  | 'electronicReferenceMsCm'
  | 'electronicTemperatureC'
  | 'electronicActivationEnergyEv'
  | 'oneCMaG'
  | 'nominalVoltageV'
  | 'loadingMgCm2'
  | 'cRate';
export interface CompositePoint {
  amWtPct: number;
  temperatureC: number;
  ionicConductivityMsCm?: OwnNumber;
  electronicConductivityMsCm?: OwnNumber;
  porosityPct?: OwnNumber;
  specificCapacityMahG?: OwnNumber;
}

/** A number that a composite may hold. */
export interface CompositeField<Key = string> {
  key: Key;
  urlKey: string;
  label: string;
  unit: string;
  min: number;
  max: number;
  required: boolean;
  description: string;
}
export interface CompositeFields {
  materials: CompositeField<CompositeMaterial>[];
  points: CompositeField<keyof CompositePoint>[];
}

/** A scenario with all that it may leave out; a composite only where it has one. */
export type CompleteScenario = Required<Omit<Scenario, 'composite'>> & { composite?: Composite };
/** Supplied for a file in BPX. */
export interface BpxOptions {
  /** Whole address of the calculation, for the file's references; the fragment alone if left out. */
  link?: string;
  /**
   * Chen2020: open-circuit potential, least stoichiometry and lower cut-off of NMC811, with which all sections but the negative
   * electrode are written. What is supplied below counts more.
   * @default none
   */
  borrow?: 'none' | 'Chen2020';
  /** For the section Cell: cut-offs against lithium, and the area; that of the source's disc if left out. */
  cell?: { electrodeAreaCm2?: number; lowerCutOffV: number; upperCutOffV: number };
  /** For the section Positive electrode, beside what the calculation knows. */
  particle?: {
    minimumStoichiometry: number;
    maximumStoichiometry: number;
    /** All lithium of NCM811 at the density of the active material if left out. */
    maximumConcentrationMolM3?: number;
    /** Against lithium over the stoichiometry x: a number, an expression or a table. */
    openCircuitV: number | string | { x: number[]; y: number[] };
  };
  /** For the section Electrolyte, which requires one; at a transference number of 1 it counts nowhere. */
  electrolyteDiffusivityM2S?: number;
}

/** As the schema of BPX 1.1 has it: https://github.com/FaradayInstitution/BPX */
export interface BpxFile {
  Header: { BPX: string; Title: string; Description: string; References: string; Model: 'Partial' };
  Parameterisation: Record<string, Record<string, string | number | { x: number[]; y: number[] }>>;
}

export interface PybammOptions {
  /** Whole address of the calculation, for a comment; the fragment alone if left out. */
  link?: string;
  /** Open-circuit voltage and lithium's kinetics are always borrowed; these as well if asked for. */
  borrow?: { diffusivity?: 'own' | 'Chen2020'; exchangeCurrent?: 'own' | 'Chen2020' };
}

export interface CathodeLab {
  /** All inputs, in display order. */
  parameters(): Parameter[];
  /** All outputs, in display order. */
  metrics(): Metric[];
  /**
   * Calculates a scenario; missing fields take their defaults. Throws an Error that names the
   * field, the value and the allowed range if a value is refused.
   */
  evaluate(scenario?: Scenario): Report;
  /**
   * The scenario with a model of the source in the place of its own model or composite: what it has of its composite is
   * then the source's. Throws as evaluate does.
   */
  withModel(scenario: Scenario, model: number): CompleteScenario;
  /** What a composite of your own may hold. */
  compositeFields(): CompositeFields;
  /** The composite as it is taken, its points in their order. Throws an Error that names the field and what is allowed. */
  checkComposite(composite: Composite): Composite;
  /** What a page can be asked to show, `?view=` or the attribute `view`. */
  views(): string[];
  /** For each metric, how its value came about. Throws as evaluate does. */
  explain(scenario?: Scenario): Record<MetricKey, string>;
  /** A metric's value as shown to people, without unit: its significant digits. */
  displayText(metric: MetricKey, value: number): string;
  /** An interval with the digits shown to people, "261 to 285". */
  intervalText(metric: MetricKey, interval: [number, number]): string;
  /** Words with definitions, symbols, formulas and what each is easily mistaken for. */
  definitions(): Definition[];
  /** In which state the cell's volume is counted: "as assembled" or "charged". */
  stateText(scenario?: Scenario): string;
  /** A scenario in a few words. Throws as evaluate does. */
  describe(scenario?: Scenario): string;
  /**
   * The fragment of a link, without '#', to a scenario, those to compare it with, and your own rows. Throws
   * as evaluate does, and if the scenarios to compare take more than 1,400 characters or the rows more than
   * 12,000. Beyond 2,000 characters in all a link is better given away without its rows.
   */
  encodeLink(scenario?: Scenario, comparison?: Scenario[], rows?: OwnRow[]): string;
  /** What a fragment holds. Never throws: what cannot be read is reported and left at its default. */
  decodeLink(link: string): {
    scenario: CompleteScenario;
    comparison: CompleteScenario[];
    rows: Record<string, string>[];
    notices: Notice[];
  };
  /** The inputs that do not count in the scenario, and why: of the two sizes of a cathode one. Throws as evaluate does. */
  unusedInputs(scenario?: Scenario): Partial<Record<keyof Inputs, string>>;
  /** The layers, from anode to cathode, and the whole cell: thickness, mass and their shares. Throws as evaluate does. */
  stackTable(scenario?: Scenario): DataTable;
  publishedTables(): PublishedTable[];
  /** The same with what the audit finds: numbers that others contradict are marked, a row's detail tells its checks. */
  checkedTables(): DataTable[];
  /** The source's materials, processes and words, and what it shows in pictures alone. */
  sourceNotes(): { title: string; text: string }[];
  /** Table S6. */
  literature(): LiteratureRow[];
  /**
   * Table S6 and your own rows, as reported and recomputed with the scenario's layers, voltage and
   * accounting. Throws as evaluate and auditRows do.
   */
  literatureTable(scenario?: Scenario, rows?: OwnRow[], loading?: 'composite' | 'am'): DataTable;
  /**
   * A decimal number as people type it, with a decimal point or comma; null for anything else, and for "1,000",
   * which may
   * be one or a thousand.
   */
  parseNumber(text: string): number | null;
  /** Every relation between the numbers of the source's tables. */
  audit(): Finding[];
  /** The same for your own rows. Throws an Error that names the row, the field, the value and the allowed range. */
  auditRows(rows: OwnRow[]): Finding[];
  /**
   * What audit() or, with rows, auditRows() finds, in the same order, as it is shown: digits as far as rounding
   * leaves them.
   */
  auditTable(rows?: OwnRow[]): DataTable;
  /** Printed numbers, not relations, by verdict, in a sentence. */
  auditSummary(): string;
  /** The columns that own rows may have. */
  rowColumns(): RowColumn[];
  figures(): FigureKind[];
  /** The options that figures take, beside comparison, rows and assumptions. */
  figureOptions(): FigureOption[];
  /**
   * A figure as an SVG document: its question above it (with `title: 'none'` only told to screen readers), its caption in
   * <desc>. Marks that tell of a row of data have it in data-name, data-text, data-x and data-y. Throws an Error that
   * names the option, the value and what is allowed.
   */
  figure(name: FigureName, scenario?: Scenario, options?: FigureOptions): string;
  /** What stands beside a figure, in whole sentences: sources, what is assumed, what is left out. Throws as figure does. */
  figureCaption(name: FigureName, scenario?: Scenario, options?: FigureOptions): string;
  /** Every number that a figure shows. Throws as figure does. */
  figureData(name: FigureName, scenario?: Scenario, options?: FigureOptions): DataTable;
  /** The same as comma-separated values, heads with units in the first line, program and link in the last columns. */
  figureCsv(name: FigureName, scenario?: Scenario, options?: FigureOptions, link?: string): string;
  /** What to cite for a figure, or for the source's tables. */
  cite(name: FigureName | 'tables', details?: SourceDetails, options?: FigureOptions): Citations;
  /** The resistance of a cathode from its numbers. Throws an Error that names the field, the value and the allowed range. */
  electrodeResistance(electrode: ElectrodeNumbers): ElectrodeResistance;
  /**
   * Designs that meet the targets, or the proof that there are none: by interval branch and bound, the same on every
   * machine. Best design and front keep between the contents and temperatures that were measured. Throws an Error that
   * names the field and what is allowed.
   */
  findDesigns(problem: DesignProblem): Designs;
  /**
   * The same question by question, for a page that has other things to do in between: each `next()` answers one and
   * returns what is known by then, until `isComplete`. Throws if another problem has been asked since.
   */
  designSteps(problem: DesignProblem): { next(): Designs & { isComplete: boolean } };
  /**
   * A problem from its text, as links and the figure option `design` hold it ("min:METRIC:number", "max:METRIC:number",
   * "free:LINK KEY:from:to", "most:METRIC", separated by commas); empty text: the one that a page begins with.
   */
  designProblem(
    scenario?: Scenario,
    text?: string,
  ): Required<Pick<DesignProblem, 'targets' | 'free'>> & Pick<DesignProblem, 'maximize'>;
  /** The text of a problem. */
  designText(problem: DesignProblem): string;
  /** The theory curves of the transport figure. */
  theories(): Theory[];
  /** What the reconstruction of Table S5 assumes. */
  assumptions(): Assumption[];
  /** What follows from the assumptions; those left out take their defaults. Throws as figure does. */
  reconstruct(assumptions?: Record<string, number>): Reconstruction;
  refine(assumptions?: Record<string, number>): Refinement;
  /** reconstruct() as it is shown: what follows, capacities, volume fractions, what each assumption carries. */
  reconstructionTables(assumptions?: Record<string, number>): DataTable[];
  /** refine() as it is shown. */
  refinementTable(assumptions?: Record<string, number>): DataTable;
  /** The sizes that generateMicrostructure takes beside a scenario. */
  microstructureInputs(): MicrostructureInput[];
  /**
   * A three-phase voxel volume of the scenario's composite. Throws an Error that names the field, the value
   * and the allowed range.
   */
  generateMicrostructure(options?: MicrostructureOptions): Microstructure;
  /**
   * The voxels of a geometry, 1 to 1024 each way: each has the label of what its centre lies in, so that bodies thinner
   * than a voxel break. Throws as generateMicrostructure does.
   */
  voxelize(geometry: Geometry, shape: Shape): Voxelized;
  /** Volume fractions, interfaces and contacts of a geometry. Throws as generateMicrostructure does. */
  measureGeometry(geometry: Geometry): GeometryMeasures;
  /** Solves div(sigma grad V) = 0 on a voxel volume. Throws as generateMicrostructure does. */
  solveTransport(options: TransportOptions): TransportSolution;
  solveTransport(options: GeometryTransportOptions): GeometryTransportSolution;
  /**
   * Climbs from coarse to finer grids of a geometry until the interval of its effective conductivity is as narrow as asked,
   * or voxels or memory end. Throws as generateMicrostructure does.
   */
  convergeTransport(options: ConvergenceOptions): Convergence;
  /**
   * How much memory solveTransport(options) takes at most, in bytes: from what conducts. Throws as it does for wrong
   * options.
   */
  transportBytes(options: TransportOptions | GeometryTransportOptions): number;
  /**
   * Surfaces and percolation of a volume with the labels of generateMicrostructure; the separator is at z = 0.
   * Percolation goes around periodic sides; 'closed' if left out. Throws as generateMicrostructure does.
   */
  microstructureMetrics(volume: {
    voxels: ArrayLike<number>;
    shape: Shape;
    /** One edge, or those along z, y and x. */
    voxelUm: number | [number, number, number];
    sides?: 'closed' | 'periodic';
  }): MicrostructureMetrics;
  /**
   * How much of what conducts percolates along a direction ('z' if left out) and around periodic sides ('closed' if left
   * out), by what counts as joined. Where the shares differ much, voxels are too coarse for what joins in them.
   * `conducts` is by label; labels beyond it do not. Throws as generateMicrostructure does.
   */
  connectivity(options: {
    voxels: ArrayLike<number>;
    shape: Shape;
    conducts: boolean[];
    direction?: Direction;
    sides?: 'closed' | 'periodic';
  }): Connectivity;
  /**
   * An impedance spectrum from the text of a file: Gamry .DTA, BioLogic .mpt, ZPlot and ZView .z, VersaStudio .par, and
   * tables whose heading names frequency and both parts of Z, or |Z| and phase (CSV, NOVA, Zahner, CH Instruments, Parstat).
   * `imaginary` tells of three bare columns whether the third is Z″ ('signed') or −Z″ ('negated'). Throws an Error with
   * line and column and what is allowed.
   */
  readImpedance(text: string, options?: { imaginary?: 'told' | 'signed' | 'negated' }): ImpedanceSpectrum;
  /**
   * Bulk, grain-boundary and total resistance of a dense pellet by weighted complex least squares, as far as the spectrum
   * tells them apart, and its conductivity. Throws an Error that names the field, the value and what is allowed.
   */
  fitImpedance(options: ImpedanceOptions): ImpedanceFit;
  /** Effective conductivities of ions and electrons from symmetric cells that block one of them. Throws as fitImpedance does. */
  fitSymmetricCells(options: SymmetricCellsOptions): SymmetricCellsFit;
  /**
   * The activation energy of conductivities by a weighted line of ln sigma (or ln(sigma T)) over 1/T. Standard uncertainties
   * of all points or of none. `referenceC` is 25 if left out. Throws as fitImpedance does.
   */
  activationEnergy(
    points: { temperatureC: number; conductivityMsCm: number; standardUncertaintyMsCm?: number }[],
    options?: { form?: 'sigma' | 'sigmaT'; referenceC?: number },
  ): ActivationEnergy;
  /**
   * Spectra and their fits in the complex plane, both axes to one scale, as an SVG document; `upToOhm` leaves out larger
   * impedances, as of the tail of blocking electrodes. Throws as figure does.
   */
  nyquistFigure(
    spectra: (SpectrumPoints & { name?: string; fit?: { realOhm: number[]; imaginaryOhm: number[] } | null })[],
    options?: { widthMm?: number; theme?: 'light' | 'print' | 'dark'; upToOhm?: number },
  ): string;
  /** Conductivities and their lines over 1000 K/T as an SVG document. Throws as figure does. */
  arrheniusFigure(
    lines: { name?: string; temperatureC: number[]; conductivityMsCm: number[]; lineMsCm?: number[] }[],
    options?: { widthMm?: number; theme?: 'light' | 'print' | 'dark' },
  ): string;
  /** A diagram as an SVG document. Throws as figure does. */
  chart(spec: ChartSpec, options?: { widthMm?: number; theme?: 'light' | 'print' | 'dark' }): string;
  /**
   * A result over two inputs, all else as in a scenario; of thickness and loading, the one that is mapped sizes the
   * cathode. Throws an Error that names the field, the value and what is allowed: an axis that is empty or runs backwards,
   * leaves its input's range or is of a choice; one input twice, or both sizes; a result that there is not; more than
   * 1024 points a side.
   */
  map(request: MapRequest): MetricMap;
  /**
   * What results are known to (GUM): each printed number anywhere within its rounding, densities as their fit leaves them,
   * the misfit of the reconstruction, and what `inputs` say, drawn together. By metric. Throws an Error that names the
   * field, the value and what is allowed.
   */
  uncertainty(options: UncertaintyOptions): Record<string, Uncertainty>;
  /** The inputs that have an uncertainty: estimate, distribution, width, source. Throws as uncertainty does. */
  uncertainInputs(options?: Pick<UncertaintyOptions, 'scenario' | 'inputs'>): DataTable;
  /** Whether two cells' values of a metric can be told apart, with draws that both share. Throws as uncertainty does. */
  distinguishable(options: {
    a: Scenario;
    b: Scenario;
    metric: MetricKey;
    samples?: UncertaintyOptions['samples'];
    seed?: number;
    inputs?: UncertainInput[];
  }): Distinction;
  /** How a metric answers to each input. Throws as uncertainty does. */
  sensitivity(options: { scenario?: Scenario; metric: MetricKey }): Sensitivity[];
  /**
   * From the theoretical energy density of the active material alone to the practical one at the C-rate. Each loss is what
   * it takes, averaged over all orders (Shapley); they add up. Throws as uncertainty does.
   */
  losses(options?: { scenario?: Scenario; energy?: 'volumetric' | 'gravimetric' }): LossSplit;
  /**
   * The cell as the content of a file of the Battery Parameter eXchange 1.1, `Model: "Partial"`: separator and results; sections
   * that require what the source does not print are left out unless it is supplied or borrowed. Throws an Error that names the
   * field, the value and what is allowed.
   */
  bpx(scenario?: Scenario, options?: BpxOptions): BpxFile;
  /**
   * The half cell of lithium, separator and this cathode as a script for PyBaMM; what is borrowed is named in its comments.
   * Throws as bpx does, and where no path conducts.
   */
  pybammScript(scenario?: Scenario, options?: PybammOptions): string;
  version(): string;
}

/** What is known of an input: a key of the scenario, or a group of the source's numbers ("misfit", "volumeFractions" ...). */
export interface UncertainInput {
  key: string;
  /** 'rectangular' if left out. */
  distribution?: 'rectangular' | 'triangular' | 'normal';
  /** The scenario's value if left out. */
  estimate?: number | null;
  /** Of rectangular and triangular ones, in the input's unit. */
  halfWidth?: number;
  /** Of normal ones. */
  standardUncertainty?: number;
  /** Repeated measurements, at least four, instead of all that: their mean, of Student's distribution. */
  values?: number[];
}

export interface UncertaintyOptions {
  scenario?: Scenario;
  metrics: MetricKey[];
  /** 1,000 to 1,000,000; 200,000 if left out; 'adaptive': until the digits of the short form stand. */
  samples?: number | 'adaptive';
  /** The same seed, the same bits; 1 if left out. */
  seed?: number;
  inputs?: UncertainInput[];
}

export interface Uncertainty {
  /** With every input at its estimate. Null: the metric is not known, and nor is any number below; no budget. */
  value: number | null;
  /** Of the samples. */
  mean: number;
  standardUncertainty: number;
  /** The 95 % interval. */
  low: number;
  high: number;
  /** Half the interval, and what it is in standard uncertainties. */
  expandedUncertainty: number;
  coverageFactor: number;
  /** Of the ends of the interval, from the number of samples. */
  numericalTolerance: number;
  samples: number;
  /** The short form, "1092(5) Wh/L". */
  text: string;
  /** The interval to the place of the first digit of the uncertainty, "1083 to 1102". */
  intervalText: string;
  /** Shares of the variance, the largest first; they add up to 1. */
  budget: { key: string; label: string; share: number }[];
}

/** Value and uncertainty are those of a less b. */
export interface Distinction extends Uncertainty {
  distinguishable: boolean;
  a: number | null;
  b: number | null;
  difference: number | null;
  /** The relative standard deviation of measurements below which one of each cell tells them apart; null: nothing does. */
  repeatabilityPct: number | null;
}

export interface Sensitivity {
  key: keyof Inputs;
  label: string;
  unit: string;
  /** The input's value. */
  at: number;
  /** Relative change of the metric per relative change of the input; null for temperature, and where it is not known. */
  elasticity: number | null;
  /** Of temperature: % per kelvin. */
  perKelvinPct: number | null;
  /** From where the slope is taken: at the ends of what was measured, from within. */
  side: 'both' | 'below' | 'above';
  /** The phase that makes up the rest where a content changes. */
  balancedBy: 'SE' | null;
}

export interface LossSplit {
  metric: MetricKey;
  unit: string;
  theoretical: number;
  practical: number | null;
  losses: { key: string; label: string; value: number }[];
}

export interface Options {
  /** Returns the address of a file that the module loads (cathode-lab.wasm). */
  locateFile?: (name: string, directory: string) => string;
  /** The bytes of cathode-lab.wasm, to load nothing. */
  wasmBinary?: ArrayBuffer | Uint8Array;
}

/** Loads the module. Each call makes an independent instance. */
export default function createCathodeLab(options?: Options): Promise<CathodeLab>;
