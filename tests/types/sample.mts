// A program as a user would write it, checked against the shipped types.
import createCathodeLab, { type CathodeLab, type MetricKey, type Report, type Scenario } from '#lab';

const lab: CathodeLab = await createCathodeLab({ locateFile: (name) => `/static/${name}` });
const scenario: Scenario = { model: 4, amWtPct: 85, temperatureC: 30, sizing: 'loading', porosityPct: null };
const report: Report = lab.evaluate(scenario);
const density: number | null = report.values.volumetricEnergyDensityWhL;
const kinds: ('measured' | 'user' | 'recomputed' | 'implied' | 'interpolated' | 'extrapolated' | 'assumed')[] =
  (Object.keys(report.provenance) as MetricKey[]).map((key) => report.provenance[key]);
for (const { layer, thicknessUm, massMgCm2 } of report.breakdown) void [layer, thicknessUm + massMgCm2];
const complete: Required<Scenario> = lab.decodeLink(lab.encodeLink(scenario)).scenario;
const compared: Required<Scenario>[] = lab.decodeLink(lab.encodeLink({}, [scenario, { model: 1 }])).comparison;
const words: string = lab.describe(compared[0]) + lab.displayText('ionicMacMullin', 12.3);
void [words, density, kinds, complete, lab.literature()[0].loadingMgCm2, lab.publishedTables()[0].rows[0].cells[0]];

// @ts-expect-error there is no Model 5
lab.evaluate({ model: 5 });
// @ts-expect-error a choice of words
lab.evaluate({ sizing: 'volume' });
// @ts-expect-error one scenario is no comparison set
lab.encodeLink({}, { model: 1 });
// @ts-expect-error not a field
lab.evaluate({ thickness: 93 });
// @ts-expect-error not a metric
void report.values.tortuosity;
