// SPDX-License-Identifier: MIT
// Temperatures in kelvin, and the Boltzmann constant.
#pragma once

namespace cathode {

inline constexpr double kZeroCelsiusK = 273.15;
inline constexpr double kBoltzmannEvK = 8.617333262e-5;  // eV/K

}  // namespace cathode
