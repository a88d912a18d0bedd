// SPDX-License-Identifier: MIT
#include "core/spectra/estimate.h"

#include <cmath>

#include "core/base/elementary.h"

namespace cathode {

double studentFactor(int degreesOfFreedom) {
  if (degreesOfFreedom < 2) return 12.706204736432095;
  if (degreesOfFreedom == 2) return 4.302652729696142;
  // The expansion in 1/n about the normal quantile (Abramowitz & Stegun 26.7.5): within 0.2 % from 3 on.
  const double z = kNormalFactor, z2 = z * z, n = degreesOfFreedom;
  const double g1 = (z2 + 1.0) * z / 4.0;
  const double g2 = ((5.0 * z2 + 16.0) * z2 + 3.0) * z / 96.0;
  const double g3 = (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) * z / 384.0;
  const double g4 = ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) * z / 92160.0;
  return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
}

Estimate positiveEstimate(double value, double relative, double factor) {
  const double reach = expReproducible(factor * relative);
  return {value, value * relative, std::pair{value / reach, value * reach}};
}

Estimate plainEstimate(double value, double standardUncertainty, double factor) {
  const double reach = factor * standardUncertainty;
  return {value, standardUncertainty, std::pair{value - reach, value + reach}};
}

double combinedRelative(double a, double b, double c) { return std::sqrt(a * a + b * b + c * c); }

}  // namespace cathode
