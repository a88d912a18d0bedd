// SPDX-License-Identifier: MIT
// How many calculations a second go through the JavaScript interface, in Node.
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const scenarios = Array.from({ length: 1000 }, (_, i) => ({
  model: 1 + (i % 4),
  amWtPct: 75 + (i % 11),
  temperatureC: 30,
}));
const rates = [];
let sink = 0;
for (let run = 0; run < 5; ++run) {
  let calls = 0;
  const start = performance.now();
  while (performance.now() - start < 500) {
    for (const scenario of scenarios) sink += lab.evaluate(scenario).values.volumetricEnergyDensityWhL ?? 0;
    calls += scenarios.length;
  }
  rates.push((calls / (performance.now() - start)) * 1000);
}
rates.sort((a, b) => a - b);
console.log(
  `lab.evaluate from JavaScript ${rates[2].toFixed(0).padStart(12)} per second ` +
    `(min ${rates[0].toFixed(0)}, max ${rates[4].toFixed(0)})${sink ? '' : ' '}`,
);
