// SPDX-License-Identifier: MIT
// A page's program around <cathode-lab>, checked against the shipped types.
import type { CathodeLabElement, CathodeLabState, MessageFromFrame, MessageToFrame } from '../../dist/embed.js';

const cell: CathodeLabElement = document.createElement('cathode-lab');
cell.am = 80;
cell.Lc = null;
cell.acc = 'physical';
cell.view = 'energy';
cell.scenario = { model: 2, amWtPct: 78 };
const density: number | undefined = cell.values?.volumetricEnergyDensityWhL;
const model: number | undefined = cell.scenario?.model;
cell.addEventListener('change', ({ detail }) => {
  const { link, values, prediction }: CathodeLabState = detail;
  void [link, values.ionicMacMullin ?? 0, prediction?.calculated];
});
cell.addEventListener('refused', ({ detail: { message } }) => message.length);
cell.addEventListener('keydown', ({ key }) => key.length);
const state: CathodeLabState = await cell.set({ amWtPct: 80, cathodeThicknessUm: null });
void [density, model, state.options.view, document.querySelector('cathode-lab')?.warnings?.[0].message];

const frame = document.createElement('iframe');
const ask = (message: MessageToFrame) => frame.contentWindow?.postMessage(message, 'https://example.org');
ask({ cathodeLab: 1, type: 'get', id: 'now' });
ask({ cathodeLab: 1, type: 'set', change: { amWtPct: 80 }, options: 'view=energy' });
addEventListener('message', ({ data }: MessageEvent<MessageFromFrame>) => {
  if (data.type === 'changed') void [data.values.volumetricEnergyDensityWhL.toFixed(0), data.id];
  else if (data.type === 'resize') frame.style.height = `${data.height}px`;
  else if (data.type === 'refused') void data.message.length;
});

// @ts-expect-error not an accounting
cell.acc = 'mine';
// @ts-expect-error read only
cell.values = null;
// @ts-expect-error not a field
await cell.set({ thickness: 90 });
// @ts-expect-error not a message
ask({ cathodeLab: 1, type: 'reload' });
