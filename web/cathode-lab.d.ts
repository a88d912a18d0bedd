// Types of cathode-lab.mjs. The names of parameters and metrics are generated from the core's
// registries when the module is built: see ./names.d.ts.
import type { MetricKey, Scenario } from './names';
export type { MetricKey, Scenario };

/** Where a number comes from. */
export type Provenance =
  | 'measured' | 'user' | 'recomputed' | 'implied' | 'interpolated' | 'extrapolated' | 'assumed';

/** One input: its name, unit, range and default. */
export interface Parameter {
  key: keyof Scenario;
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
  group: 'cathode' | 'cell' | 'conditions' | 'materials';
  /** One press of an arrow key. */
  step: number;
  /** Accepts null, meaning the model's own value. */
  nullable: boolean;
  /** The allowed values, or null for a number. */
  choices: { value: number | string; label: string }[] | null;
  /** First and last value that the source measured, or null. */
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
}

export interface Warning {
  /** Stable name, for example "am-beyond-measured". */
  code: string;
  message: string;
  /** The input it is about. */
  field: keyof Scenario;
  /** A note states an assumption that is always there. */
  severity: 'note' | 'warning';
}

export interface Report {
  values: Record<MetricKey, number | null>;
  provenance: Record<MetricKey, Provenance>;
  warnings: Warning[];
  /** The layers from anode to cathode: um and mg/cm2. */
  breakdown: { layer: string; thicknessUm: number; massMgCm2: number }[];
}

export interface Notice {
  /** The link key concerned. */
  key: string;
  message: string;
}

/** A table of the source; cells hold the printed digits, empty where nothing is printed. */
export interface PublishedTable {
  table: string;
  caption: string;
  /** What this program takes from it. */
  use: string;
  columns: { key: string; label: string; unit: string }[];
  rows: { row: string; cells: string[] }[];
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
  /** For each metric, how its value came about. Throws as evaluate does. */
  explain(scenario?: Scenario): Record<MetricKey, string>;
  /** A metric's value as shown to people, without unit: its significant digits. */
  displayText(metric: MetricKey, value: number): string;
  /** A scenario in a few words. Throws as evaluate does. */
  describe(scenario?: Scenario): string;
  /**
   * The fragment of a link, without '#', to a scenario and those to compare it with. Throws as evaluate
   * does, and if the scenarios to compare take more than 1,400 characters.
   */
  encodeLink(scenario?: Scenario, comparison?: Scenario[]): string;
  /** What a fragment holds. Never throws: what cannot be read is reported and left at its default. */
  decodeLink(link: string): { scenario: Required<Scenario>; comparison: Required<Scenario>[]; notices: Notice[] };
  publishedTables(): PublishedTable[];
  /** Table S6. */
  literature(): LiteratureRow[];
  version(): string;
}

export interface Options {
  /** Returns the address of a file that the module loads (cathode-lab.wasm). */
  locateFile?: (name: string, directory: string) => string;
  /** The bytes of cathode-lab.wasm, to load nothing. */
  wasmBinary?: ArrayBuffer | Uint8Array;
}

/** Loads the module. Each call makes an independent instance. */
export default function createCathodeLab(options?: Options): Promise<CathodeLab>;
