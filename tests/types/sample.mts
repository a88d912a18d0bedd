// SPDX-License-Identifier: MIT
// A program as a user would write it, checked against the shipped types.
import createCathodeLab, {
  type BpxFile,
  type CathodeLab,
  type CompleteScenario,
  type Connectivity,
  type DataTable,
  type Designs,
  type Distinction,
  type FigureName,
  type FigureOptions,
  type Finding,
  type MetricKey,
  type MetricMap,
  type Microstructure,
  type MicrostructureMetrics,
  type OwnRow,
  type Report,
  type Scenario,
  type TransportSolution,
  type Uncertainty,
} from '../../dist/cathode-lab.mjs';

const lab: CathodeLab = await createCathodeLab({ locateFile: (name) => `/static/${name}` });
const scenario: Scenario = { model: 4, amWtPct: 85, temperatureC: 30, sizing: 'loading', porosityPct: null };
const report: Report = lab.evaluate(scenario);
// What always has a number is one; transport may have none.
const density: string = report.values.volumetricEnergyDensityWhL.toFixed(0);
const macMullin: number | null = report.values.ionicMacMullin;
// @ts-expect-error null below the percolation threshold
report.values.ionicMacMullin.toFixed(0);
for (const model of [1, 2, 3, 4]) void [lab.evaluate({ model }), macMullin];
const kinds: ('measured' | 'user' | 'recomputed' | 'implied' | 'interpolated' | 'extrapolated' | 'assumed')[] = (
  Object.keys(report.provenance) as MetricKey[]
).map((key) => report.provenance[key]);
for (const { layer, thicknessUm, massMgCm2 } of report.breakdown) void [layer, thicknessUm + massMgCm2];
const complete: CompleteScenario = lab.decodeLink(lab.encodeLink(scenario)).scenario;
const compared: CompleteScenario[] = lab.decodeLink(lab.encodeLink({}, [scenario, { model: 1 }])).comparison;
const words: string = lab.describe(compared[0]) + lab.displayText('ionicMacMullin', 12.3);
void [words, density, kinds, complete, lab.literature()[0].loadingMgCm2, lab.publishedTables()[0].rows[0].cells[0]];

const own: OwnRow[] = [{ reference: 'Mine', amWtPct: '80.0', thicknessUm: 70, loadingMgCm2: null }];
const findings: Finding[] = [
  ...lab.audit(),
  ...lab.auditRows(own),
  ...lab.auditRows(lab.literature().map((row) => ({ ...row }))),
];
const verdicts: (
  | 'consistent'
  | 'conditional'
  | 'beyond rounding'
  | 'contradictory'
  | 'implausible'
  | 'not determinable'
)[] = findings.map(({ verdict }) => verdict);
for (const finding of findings) {
  if (finding.verdict === 'not determinable') continue;
  const value: number = finding.recomputed;
  // Both are there, or neither.
  if (finding.printed !== null) void (value / finding.printed - finding.relativeDeviation < finding.roundingAllowance);
}
const names: FigureName[] = lab.figures().map(({ name }) => name);
const options: FigureOptions = {
  widthMm: 85,
  theme: 'print',
  title: 'none',
  comparison: [scenario],
  rows: own,
  theories: 'gem',
  assumptions: { amDensityGCm3: 4.7 },
};
const drawn: string = names
  .map((name) => lab.figure(name, scenario, options) + lab.figureCaption(name, scenario) + lab.figureCsv(name))
  .join('');
const data: DataTable = lab.figureData('transport', scenario, { carrier: 'electron' });
const refined: number = lab.refine({ amDensityGCm3: 4.7 }).parameters[0].standardUncertainty;
const rows: Record<string, string>[] = lab.decodeLink(lab.encodeLink({}, [], own)).rows;
void [
  verdicts,
  drawn,
  data.rows[0].cells[0].value,
  refined,
  rows,
  lab.cite('tables', { doi: '' }).missing.includes('doi'),
  lab.literatureTable(scenario, own, 'am'),
];

const made: Microstructure = lab.generateMicrostructure({
  model: 4,
  amWtPct: 85,
  shape: [64, 64, 64],
  seed: 7,
  amDiameterUm: 4,
  particles: true,
});
const solved: TransportSolution = lab.solveTransport({
  voxels: made.voxels,
  shape: made.shape,
  conductivities: Float64Array.of(0, 0, 1, 0),
  direction: 'x',
  sides: 'periodic',
  fields: true,
  onProgress: ({ fraction }) => fraction < 1,
});
const { percolating }: MicrostructureMetrics = lab.microstructureMetrics(made);
const { faces, corners }: Connectivity = lab.connectivity({ voxels: [1], shape: [1, 1, 1], conducts: [false, true] });
void [
  solved.potential?.length,
  percolating.ion.z + faces + corners,
  lab.chart({ title: '', x: { title: '' }, y: { title: '', scale: 'log' }, series: [{ name: '', points: [[1, 2]] }] }),
];
const map: MetricMap = lab.map({
  x: { key: 'amWtPct', count: 8 },
  y: { key: 'cRate', from: 0.1 },
  metric: 'voltageDropMv',
});
void map.values.length;
const known: Record<string, Uncertainty> = lab.uncertainty({
  metrics: ['volumetricEnergyDensityWhL'],
  samples: 'adaptive',
  inputs: [{ key: 'separatorThicknessUm', values: [29, 30, 31, 30] }],
});
const apart: Distinction = lab.distinguishable({ a: {}, b: { model: 3 }, metric: 'porosityPct' });
void [
  known.volumetricEnergyDensityWhL.budget[0].share,
  apart.repeatabilityPct,
  lab.sensitivity({ metric: 'voltageDropMv' })[0].elasticity,
  lab.losses({ energy: 'gravimetric' }).losses[0].value,
  lab.uncertainInputs().rows.length,
];
// @ts-expect-error not a number of samples
lab.uncertainty({ metrics: ['voltageDropMv'], samples: 'many' });
// @ts-expect-error not a result
lab.map({ x: { key: 'amWtPct' }, y: { key: 'cRate' }, metric: 'price' });
// @ts-expect-error two extents are no shape
lab.generateMicrostructure({ shape: [64, 64] });
// @ts-expect-error not a direction
lab.solveTransport({ voxels: made.voxels, shape: made.shape, conductivities: [1], direction: 'w' });

// @ts-expect-error not a figure
lab.figure('pie');
// @ts-expect-error not an option
lab.figure('stack', {}, { colour: 'red' });
// @ts-expect-error no text
lab.evaluate({ model: '4' });
// @ts-expect-error a choice of words
lab.evaluate({ sizing: 'volume' });
// @ts-expect-error one scenario is no comparison set
lab.encodeLink({}, { model: 1 });
// @ts-expect-error not a field
lab.evaluate({ thickness: 93 });
// @ts-expect-error not a metric
void report.values.tortuosity;

const cell: BpxFile = lab.bpx({ model: 2 }, { borrow: 'Chen2020', cell: { lowerCutOffV: 2.5, upperCutOffV: 4.2 } });
console.log(cell.Header.Model, lab.pybammScript({}, { borrow: { exchangeCurrent: 'Chen2020' } }).length);
// @ts-expect-error a choice of words
lab.bpx({}, { borrow: 'Mohtat2020' });

const found: Designs = lab.findDesigns({
  targets: [{ metric: 'voltageDropMv', max: 100 }],
  free: [{ key: 'amWtPct', from: 75, to: 85 }],
  maximize: 'gravimetricEnergyDensityWhKg',
});
console.log(found.feasible === null ? found.reason : found.designs[0]?.binding.join(), found.front?.points.length);
// @ts-expect-error: no such metric
lab.findDesigns({ targets: [{ metric: 'price', max: 1 }], free: [] });

// Impedance: what is read goes into the fit; what the spectrum does not tell is null.
const { kind, notices, ...points } = lab.readImpedance("f,Z',Z''\n1,2,-3", { imaginary: 'signed' });
const pellet = lab.fitImpedance({ ...points, thicknessUm: 770, areaCm2: 0.7854, electrodes: 'blocking' });
const interval: [number, number] | null = pellet.totalOhm.interval;
// @ts-expect-error null where bulk and boundaries are not told apart
pellet.bulkOhm.value.toFixed(1);
const rails = lab.fitSymmetricCells({
  cells: [{ ...points, blocking: 'ion-blocking', seriesOhm: 'fit' }],
  thicknessUm: 93,
  areaCm2: 0.7854,
});
const energy: number = lab.activationEnergy([{ temperatureC: 30, conductivityMsCm: 5 }]).activationEnergyEv.value;
console.log(kind, notices, interval, rails.ionicTau2?.value, energy, lab.nyquistFigure([{ ...points, fit: pellet }]));
