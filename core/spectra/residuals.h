// SPDX-License-Identifier: MIT
// What a fit leaves of a spectrum.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/complex.h"

namespace cathode {

// Measured less model, in percent of the modulus of the model with what lies outside it in series.
std::vector<Complex> residualsPct(std::span<const Complex> measured, std::span<const Complex> model, double outside);

// By how many standard deviations the number of changes of sign along the spectrum differs from that of random
// residuals, both parts together (Wald & Wolfowitz 1940): below -3 the model leaves something out.
double runsDeviation(std::span<const Complex> residuals);
inline constexpr double kFewestRuns = -3.0;

// A sentence if they are not random; else empty.
std::string residualsNotice(std::span<const Complex> residuals);

}  // namespace cathode
