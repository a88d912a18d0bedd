// SPDX-License-Identifier: MIT
// How long 200,000 samples of every metric take, with their budgets, through the JavaScript interface in Node: as in one
// worker of the page.
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const metrics = lab.metrics().map(({ key }) => key);
const scenarios = [{}, { model: 2, amWtPct: 80, temperatureC: 45 }, { cRate: 1 }];
for (const scenario of scenarios) {
  const times = [];
  for (let run = 0; run < 3; ++run) {
    const start = performance.now();
    lab.uncertainty({ scenario, metrics, seed: run });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`uncertainty of ${metrics.length} metrics, ${JSON.stringify(scenario)}: ${times[1].toFixed(0)} ms`);
}
