// SPDX-License-Identifier: MIT
// Where a metric can lie while some inputs are anywhere in a range: the calculation of core/cell in intervals.
//
// What is proved with these bounds holds for every point of a box, and not only for those that were tried. Three
// enclosures are cut with each other: the interval extension of the formulas, its mean value form (Moore, Kearfott,
// Cloud, Introduction to Interval Analysis, 2009, chapter 6), and, where a slope has one sign, the values at the two
// ends of that input.
#pragma once

#include <span>
#include <vector>

#include "core/cell/report.h"
#include "core/decide/enclosure.h"

namespace cathode {

// An input that may be anywhere in a range within what its parameter allows.
struct FreeInput {
  ParameterId id;
  Interval range;  // lower <= upper
};

// Whether an input can be free: a number, not a choice.
inline bool canBeFree(const Parameter& parameter) { return !parameter.isChoice(); }

// A metric over a box.
struct MetricBounds {
  Enclosure values;    // wherever it has a value: one that evaluate gives lies within
  Enclosure atMiddle;  // in the middle of all free ranges, path or not
  bool mayBeKnown;     // false: it has none anywhere
  bool mayBeUnknown;
  std::array<Enclosure, kMostFree> slopes{};  // by free input, in the metric's unit per the input's
};

// Bounds of what evaluate gives for every scenario that has its free inputs within their ranges (at most kMostFree of
// them, each once) and all else as here. Tight to the second order in the width of the ranges, as long as none of them
// crosses a content or a temperature that was measured.
MetricBounds boundsOf(MetricId metric, const Scenario& scenario, std::span<const FreeInput> free);

// What a metric needs to have a value, as numbers that are then not negative: how much more of a phase there is than
// percolation needs, how much less interface than surface, what a current leaves. Those only that are not met all over
// the box. Everything where it cannot be told from bounds.
std::vector<MetricBounds> needsOf(MetricId metric, const Scenario& scenario, std::span<const FreeInput> free);

}  // namespace cathode
