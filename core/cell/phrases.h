// SPDX-License-Identifier: MIT
// Phrases that explanations, warnings and descriptions share.
#pragma once

#include <array>
#include <string>

#include "core/base/interval.h"
#include "core/base/number_text.h"
#include "core/cell/transport.h"

namespace cathode {

inline std::string wtPct(double amWtPct) { return shortestText(amWtPct) + " wt%"; }
inline std::string celsius(double temperatureC) { return shortestText(temperatureC) + " °C"; }
// Of a person's own composite its name.
inline std::string modelText(const Scenario& s) {
  return s.composite == nullptr ? modelName(s.model) : s.composite->name;
}
inline std::string rangeText(Interval range) {
  return range.lower == range.upper ? shortestText(range.lower)
                                    : shortestText(range.lower) + " to " + shortestText(range.upper);
}
inline std::string span(const std::array<double, 2>& points) {
  return shortestText(points[0]) + " to " + shortestText(points[1]);
}
inline std::string both(const std::array<double, 2>& points) {
  return shortestText(points[0]) + " and " + shortestText(points[1]);
}

inline std::string noPathText(double phi) {
  return "φ = " + significantText(phi * 100.0, 3) + " vol% is less than the " +
         fixedText(kScherZallenThreshold * 100.0, 0) +
         " vol% at which particles that touch at random begin to conduct (Scher, Zallen 1970; assumed to hold here). "
         "No path is to be expected.";
}

}  // namespace cathode
