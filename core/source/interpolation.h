// SPDX-License-Identifier: MIT
// Interpolation between the two measured points of a quantity, and where a scenario lies
// relative to them.
#pragma once

#include "core/source/published.h"

namespace cathode {

// Where a value lies relative to the two points at which a quantity was measured.
enum class Reach : std::uint8_t { measured, between, beyond };

constexpr Reach reachOf(double x, const std::array<double, 2>& points) {
  if (x == points[0] || x == points[1]) return Reach::measured;
  return x > points[0] && x < points[1] ? Reach::between : Reach::beyond;
}

// The measured content or temperature that `x` is exactly, if it is one.
constexpr std::optional<AmContent> measuredAm(double amWtPct) {
  if (amWtPct == kMeasuredAmWtPct[0]) return AmContent::wt75;
  if (amWtPct == kMeasuredAmWtPct[1]) return AmContent::wt85;
  return std::nullopt;
}
constexpr std::optional<MeasuredTemperature> measuredTemperature(double temperatureC) {
  if (temperatureC == kMeasuredTemperatureC[0]) return MeasuredTemperature::c30;
  if (temperatureC == kMeasuredTemperatureC[1]) return MeasuredTemperature::c60;
  return std::nullopt;
}

constexpr Reach worse(Reach a, Reach b) { return a < b ? b : a; }

// The straight line through (points[0], first) and (points[1], second), exact at both.
constexpr double alongLine(double x, const std::array<double, 2>& points, double first, double second) {
  if (x == points[1]) return second;
  return first + (second - first) * ((x - points[0]) / (points[1] - points[0]));
}

}  // namespace cathode
