// SPDX-License-Identifier: MIT
// The four models over the active-material content, as the figures of transport draw them.
#pragma once

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/figure/parts.h"

namespace cathode::figure {

// A model's numbers at one content.
struct Sample {
  double amWtPct;
  Report report;
};

inline constexpr int kPieces = 24;  // of each curve

// The scenario's at contents `from` to `to`, both included.
std::vector<Sample> along(Scenario scenario, double from, double to, int pieces);

// A model below, between and above the measured contents; the measured points are the ends of `between`.
struct Curves {
  std::vector<Sample> below, between, above;

  std::array<const std::vector<Sample>*, 3> parts() const { return {&below, &between, &above}; }
  bool isEmpty() const { return below.empty() && between.empty() && above.empty(); }
};
Curves curvesOf(const Scenario& scenario);
// The same of a person's own composite, whose points give a quantity: from one content to another, wherever a metric
// has a value. Nothing where no point gives it.
Curves curvesOfOwn(const Scenario& scenario, OwnQuantity quantity, Interval contents, MetricId metric);

// What an axis has to show.
struct Range {
  double low = 1e300, high = 0;
  void hold(double value) {
    if (std::isnan(value)) return;  // no path, no number
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool isEmpty() const { return high < low; }
  // What an axis shows where there is nothing to show: its usual decades.
  Range orElse(double otherLow, double otherHigh) const { return isEmpty() ? Range{otherLow, otherHigh} : *this; }
};

// Where the points come from, and what temperature does to them.
std::string temperatureNote(const Scenario& scenario, bool ions);

}  // namespace cathode::figure
