// SPDX-License-Identifier: MIT
#include "core/spectra/residuals.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace cathode {

std::vector<Complex> residualsPct(std::span<const Complex> measured, std::span<const Complex> model, double outside) {
  std::vector<Complex> rest(measured.size());
  for (std::size_t i = 0; i < rest.size(); ++i)
    rest[i] = 100.0 / std::max(absolute(model[i] + Complex{outside}), 1e-300) * (measured[i] - model[i]);
  return rest;
}

double runsDeviation(std::span<const Complex> residuals) {
  double runs = 0.0, expected = 0.0, variance = 0.0;
  for (double Complex::* part : {&Complex::re, &Complex::im}) {
    double above = 0.0, below = 0.0, changes = 1.0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
      const bool isAbove = residuals[i].*part >= 0.0;
      (isAbove ? above : below) += 1.0;
      if (i > 0 && isAbove != (residuals[i - 1].*part >= 0.0)) changes += 1.0;
    }
    const double count = above + below;
    if (count < 2.0) continue;
    runs += changes;
    expected += 1.0 + 2.0 * above * below / count;
    variance += 2.0 * above * below * (2.0 * above * below - count) / (count * count * (count - 1.0));
  }
  return variance > 0.0 ? (runs - expected) / std::sqrt(variance) : expected > 2.5 ? 0.0 : -INFINITY;
}

std::string residualsNotice(std::span<const Complex> residuals) {
  if (runsDeviation(residuals) >= kFewestRuns) return "";
  double largest = 0.0;
  for (const Complex& rest : residuals) largest = std::max(largest, absolute(rest));
  return "The residuals, up to " + significantText(largest, 2) +
         " % of the impedance, are not random along the spectrum: the circuit leaves something out, and the intervals, "
         "which take it for noise, are too narrow.";
}

}  // namespace cathode
