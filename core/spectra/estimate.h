// SPDX-License-Identifier: MIT
// A fitted quantity and how well it is known.
#pragma once

#include <optional>
#include <utility>

namespace cathode {

// Its 95 % interval is missing where the data cannot tell it.
struct Estimate {
  double value;
  std::optional<double> standardUncertainty;
  std::optional<std::pair<double, double>> interval;
};

// Student's t of 95 %, both sides: how many standard uncertainties an interval reaches when they were estimated with so
// many degrees of freedom (1 or more).
double studentFactor(int degreesOfFreedom);
inline constexpr double kNormalFactor = 1.959963984540054;  // where the noise is known

// A positive quantity that is known by its logarithm: `relative` is the logarithm's standard uncertainty.
Estimate positiveEstimate(double value, double relative, double factor);
// One that is known itself.
Estimate plainEstimate(double value, double standardUncertainty, double factor);

// Of a product or quotient of independent quantities: the root of the sum of squares.
double combinedRelative(double a, double b, double c = 0.0);

}  // namespace cathode
