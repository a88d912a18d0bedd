// SPDX-License-Identifier: MIT
#include "core/uncertainty/coverage.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace cathode {
namespace {

// Between the two samples nearest to a place in their order, counted from 0.
double atPlace(std::span<double> samples, double place) {
  const double within = std::clamp(place, 0.0, static_cast<double>(samples.size() - 1));
  const auto below = static_cast<std::ptrdiff_t>(within);
  std::nth_element(samples.begin(), samples.begin() + below, samples.end());
  const double lower = samples[static_cast<std::size_t>(below)];
  if (static_cast<double>(below) == within) return lower;
  const double upper = *std::min_element(samples.begin() + below + 1, samples.end());
  return lower + (upper - lower) * (within - static_cast<double>(below));
}

struct End {
  double value, tolerance;
};

// The quantile of probability p, and half the distance of the samples between which it lies at 95 %: their places are
// two standard deviations of a binomial number apart from its own.
End endOf(std::span<double> samples, double p) {
  const double count = static_cast<double>(samples.size());
  const double place = p * count - 0.5;
  const double spread = 2.0 * std::sqrt(count * p * (1.0 - p));
  const double lower = atPlace(samples, place - spread), upper = atPlace(samples, place + spread);
  return {atPlace(samples, place), 0.5 * (upper - lower)};
}

}  // namespace

Coverage coverageOf(std::span<double> samples) {
  Coverage coverage{};
  const double count = static_cast<double>(samples.size());
  // Relative to the first, so that samples which are all the same have no deviation at all.
  const double first = samples.front();
  double sum = 0.0;
  for (const double sample : samples) sum += sample - first;
  const double shift = sum / count;
  double squares = 0.0;
  for (const double sample : samples) squares += (sample - first - shift) * (sample - first - shift);
  coverage.mean = first + shift;
  coverage.standardUncertainty = std::sqrt(squares / (count - 1.0));
  const End low = endOf(samples, 0.5 * (1.0 - kCoverageProbability));
  const End high = endOf(samples, 0.5 * (1.0 + kCoverageProbability));
  coverage.low = low.value;
  coverage.high = high.value;
  coverage.expandedUncertainty = 0.5 * (high.value - low.value);
  if (coverage.standardUncertainty > 0.0)
    coverage.coverageFactor = coverage.expandedUncertainty / coverage.standardUncertainty;
  coverage.numericalTolerance = std::max(low.tolerance, high.tolerance);
  return coverage;
}

std::string shortFormText(double value, double standardUncertainty) {
  if (!(standardUncertainty > 0.0)) return significantText(value, 4) + "(0)";
  // The uncertainty as 1 to 10 times a power of ten.
  double mantissa = standardUncertainty;
  int exponent = 0;
  for (; mantissa >= 10.0; mantissa /= 10.0) ++exponent;
  for (; mantissa < 1.0; mantissa *= 10.0) --exponent;
  const int digits = mantissa < 3.55 || mantissa >= 9.5 ? 2 : 1;
  const int decimals = digits - 1 - exponent - (mantissa >= 9.5 ? 1 : 0);
  double unit = 1.0;
  for (int i = 0; i < decimals; ++i) unit *= 10.0;
  for (int i = 0; i > decimals; --i) unit /= 10.0;
  const double shown = std::round(standardUncertainty * unit);
  if (decimals >= 0) return fixedText(value, decimals) + "(" + fixedText(shown, 0) + ")";
  return fixedText(std::round(value * unit) / unit, 0) + "(" + fixedText(shown / unit, 0) + ")";
}

std::string intervalText(const Coverage& coverage) {
  double unit = 1.0;
  int decimals = 0;
  while (coverage.standardUncertainty > 0.0 && coverage.standardUncertainty < unit && decimals < 9) {
    unit *= 0.1;
    ++decimals;
  }
  return fixedText(coverage.low, decimals) + " to " + fixedText(coverage.high, decimals);
}

}  // namespace cathode
