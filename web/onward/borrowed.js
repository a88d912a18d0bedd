// SPDX-License-Identifier: MIT
// What the source prints nothing of and other parameter sets lend, named with their source.

/** NMC811 of an LG M50 cell, as in PyBaMM's set Chen2020. */
export const CHEN_2020 = {
  source:
    'C.-H. Chen, F. Brosa Planella, K. O’Regan, D. Gastol, W. D. Widanage, E. Kendrick, Journal of the Electrochemical Society 167, 080534 (2020), doi 10.1149/1945-7111/ab9050',
  /** V against lithium over the stoichiometry x, in the notation of BPX. */
  openCircuit:
    '4.4875 - 0.8090 * x - 0.0428 * tanh(18.5138 * (x - 0.5542)) - 17.7326 * tanh(15.7890 * (x - 0.3117)) + 17.5842 * tanh(15.9308 * (x - 0.3120))',
  /** @param {number} x */
  openCircuitV: (x) =>
    4.4875 -
    0.809 * x -
    0.0428 * Math.tanh(18.5138 * (x - 0.5542)) -
    17.7326 * Math.tanh(15.789 * (x - 0.3117)) +
    17.5842 * Math.tanh(15.9308 * (x - 0.312)),
  /** Of the charged electrode: 17038 of 63104 mol/m3. */
  leastStoichiometry: 0.27,
  lowerCutOffV: 2.5,
};

/**
 * Of a liquid electrolyte at 1 mol/L, which the same set takes: with a transference
 * number of 1 it counts nowhere, but formats ask for one.
 */
export const NYMAN_2008 = {
  source: 'A. Nyman, M. Behm, G. Lindbergh, Electrochimica Acta 53, 6356–6365 (2008)',
  diffusivityM2S: 1.7694e-10,
};

/** Lithium metal in a liquid electrolyte, as in PyBaMM's set Xu2019. */
export const XU_2019 = {
  source:
    'S. Xu, K.-H. Chen, N. P. Dasgupta, J. B. Siegel, A. G. Stefanopoulou, Journal of the Electrochemical Society 166, A3456–A3463 (2019)',
};

/** The stoichiometry of the discharged electrode: what the calculation's capacity adds. @param {number} capacityMahG @param {number} theoreticalMahG */
export const mostStoichiometry = (capacityMahG, theoreticalMahG) =>
  Number((CHEN_2020.leastStoichiometry + capacityMahG / theoreticalMahG).toPrecision(6));
