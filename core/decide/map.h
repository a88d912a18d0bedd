// SPDX-License-Identifier: MIT
// A metric over two inputs: its values on a grid, all else as in a scenario.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <vector>

#include "core/cell/report.h"

namespace cathode {

// Fewest and most points along a side of a map.
inline constexpr int kLeastMapSide = 2, kMostMapSide = 1024;

// An input and the values that it takes, `from` and `to` included: in equal steps, or in equal ratios where
// isLogarithmic.
struct MapAxis {
  ParameterId id;
  double from, to;
  int count;
};

// The axis over what a slider of the parameter spans.
MapAxis usualAxis(ParameterId id, int count);

struct MapRequest {
  Scenario scenario;
  MapAxis x, y;
  MetricId metric;
};

// What makes a map of two inputs impossible, and of one axis; with the name of the field and what is allowed. `name` is
// the axis: "x".
std::expected<void, std::string> checkAxis(std::string_view name, const MapAxis& axis);
std::expected<void, std::string> checkMap(const MapRequest& request);

// The value so far along an axis that checkAxis lets pass, 0 at `from` and 1 at `to`; and how far a value is along it.
double valueAt(const MapAxis& axis, double share);
double shareOf(const MapAxis& axis, double value);

// The values that an input takes along it.
std::vector<double> valuesAlong(const MapAxis& axis);

// Whether a map along an axis is on a logarithmic scale.
bool isLogarithmic(const MapAxis& axis);

// The value that the calculation uses for an input that is a number: where it is left to the model or the source, or
// the other size is given, theirs.
double usedValue(ParameterId id, const Scenario& scenario, const Report& report);

// A scenario in which an input has that value and counts: of the two sizes, the one that is given sizes the cathode.
Scenario withInput(Scenario scenario, ParameterId id, double value);

struct MetricMap {
  std::vector<double> x, y;    // in the inputs' units
  std::vector<double> values;  // in the metric's unit, row by row: [y][x]; NaN where there is no number

  double at(std::size_t column, std::size_t row) const { return values[row * x.size() + column]; }
};

// Each value is that of evaluate() at its point, to the last bit. Otherwise why there is no such map.
std::expected<MetricMap, std::string> mapOf(const MapRequest& request);

}  // namespace cathode
