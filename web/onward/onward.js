// SPDX-License-Identifier: MIT
// The functions of the interface that write for other programs.
import { bpxOf } from './bpx.js';
import { pybammScriptOf } from './pybamm.js';

/** @param {import('./cell-numbers.js').Lab} lab */
export const onwardOf = (lab) => ({ bpx: bpxOf(lab), pybammScript: pybammScriptOf(lab) });
