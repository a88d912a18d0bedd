// SPDX-License-Identifier: MIT
// What long use of the module leaves behind, in full counts. usage: node tests/bench/leaks.mjs
import { longUse } from '../module/long-use.mjs';

const counts = { evaluations: 200000, refusals: 100000, solves: 2000 };
const { wasmGrowths, heapBytes } = await longUse(counts);
console.log(
  `${JSON.stringify(counts)}: memory of WebAssembly grew ${wasmGrowths} times, ${heapBytes} bytes more on the heap`,
);
