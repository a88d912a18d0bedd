// SPDX-License-Identifier: MIT
// Constants of nature that JavaScript calculates with; the core's are in core/base/temperature.h.
export const ZERO_CELSIUS_K = 273.15;
export const BOLTZMANN_EV_K = 8.617333262e-5;
