// SPDX-License-Identifier: MIT
// Sweeps the active-material content over the four particle models in Node: makes a microstructure for each,
// solves both carriers' transport through it, and writes sweep.csv and sweep-ion.svg, sweep-electron.svg beside
// what the source’s measurements give: measured at 75 and 85 wt%, interpolated between, held beyond.
// usage: node dist/examples/sweep.mjs [FOLDER [EDGE]]   (the current folder, 96 voxels)
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import createCathodeLab from '../cathode-lab.mjs';

const [folder = '.', edge = '96'] = process.argv.slice(2);
const shape = [Number(edge), Number(edge), Number(edge)];
const contents = [70, 75, 80, 85, 90];
const carriers = {
  ion: { name: 'Ionic', conductivities: [0, 0, 1, 0], ofSource: 'ionicTortuosityFactor' },
  electron: { name: 'Electronic', conductivities: [0, 1, 0, 1], ofSource: 'electronicTortuosityFactor' },
};

const lab = await createCathodeLab();
const rows = [
  [
    'model',
    'AM content (wt%)',
    'carrier',
    'geometric tortuosity factor',
    'tortuosity factor of the source',
    'its provenance',
    'contact factor',
    'estimated relative error',
  ],
];
const series = { ion: [], electron: [] };
for (const model of [1, 2, 3, 4]) {
  for (const key of Object.keys(carriers))
    series[key].push({ name: `Model ${model}, geometric`, points: [], markers: true });
  for (const amWtPct of contents) {
    const scenario = { model, amWtPct };
    const { values, provenance } = lab.evaluate(scenario);
    const { voxels } = lab.generateMicrostructure({ ...scenario, shape });
    for (const [key, { conductivities, ofSource }] of Object.entries(carriers)) {
      const solved = ['z', 'y', 'x'].map((direction) =>
        lab.solveTransport({ voxels, shape, conductivities, direction, sides: 'periodic' }),
      );
      // The mean over the directions is that of the conductivity.
      const mean = solved.reduce((sum, { effectiveConductivity }) => sum + effectiveConductivity, 0) / 3;
      const geometric = mean > 0 ? solved[0].conductingFraction / mean : NaN;
      const error = Math.max(...solved.map(({ history }) => history.at(-1)?.errorEstimate ?? 0));
      rows.push([
        model,
        amWtPct,
        key,
        geometric,
        values[ofSource],
        provenance[ofSource],
        values[ofSource] === null ? '' : values[ofSource] / geometric,
        error,
      ]);
      series[key].at(-1).points.push([amWtPct, geometric]);
    }
  }
  console.log(`Model ${model} done`);
}
for (const [key, { name, ofSource }] of Object.entries(carriers)) {
  for (const model of [1, 2, 3, 4]) {
    // Where no path is to be expected there is no number.
    const points = contents.map((amWtPct) => [amWtPct, lab.evaluate({ model, amWtPct }).values[ofSource] ?? NaN]);
    series[key].push({ name: `Model ${model}, of the source`, points, dashed: true });
  }
  const title = `${name} tortuosity factor of the geometry and of the source’s cells`;
  writeFileSync(
    join(folder, `sweep-${key}.svg`),
    lab.chart({
      title,
      x: { title: 'AM content, wt%' },
      y: { title: 'Tortuosity factor', scale: 'log' },
      series: series[key],
    }),
  );
}
writeFileSync(join(folder, 'sweep.csv'), `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`);
