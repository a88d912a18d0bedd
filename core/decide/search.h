// SPDX-License-Identifier: MIT
// Interval branch and bound: the best scenario that meets conditions, or the proof that there is none.
//
// Boxes are cut in two until each is done: a bound shows that no point of it meets a condition, or none is better than
// what is known; or all of it is one point. What is found is the best up to a stated gap; "impossible" is a proof.
// Points come from a local search (successive linear programs in a trust region; Fletcher, Sainz de la Maza, Math.
// Program. 43, 1989, 235), which only has to be good at finding them. The order is that of numbers alone.
#pragma once

#include <optional>
#include <vector>

#include "core/decide/bounds.h"
#include "core/decide/linear_step.h"

namespace cathode {

// That a metric is at least, or at most, so much.
struct Condition {
  MetricId metric;
  bool isLeast;
  double bound;
};
// By so much of its bound a condition may be missed by a point that meets it.
inline constexpr double kMet = 1e-9;

// By how much of its bound a report misses a condition: 0 or less if it does not. Infinite without a value.
double missed(const Condition& condition, const Report& report);

// Where to look: ranges of numbers, and models.
struct DesignSpace {
  Scenario scenario;
  std::vector<FreeInput> free;        // numbers; at most kMostFree; lower < upper
  std::vector<ParticleModel> models;  // at least one
};

// What the values of its free inputs are in a scenario: those that it leaves to the model or the source as well.
Coordinates valuesIn(const DesignSpace& space, const Scenario& scenario);
// How far another scenario is, each free number in widths of its range; another model is as far as one of them.
double distanceIn(const DesignSpace& space, const Scenario& from, const Scenario& to);

// What makes one scenario better than another.
struct Aim {
  enum class Kind : std::uint8_t { any, nearest, most, least };
  Kind kind = Kind::any;
  MetricId metric{};  // of most and least
};
// How far from the best a result may be: share of the metric's value; distance of the nearest.
inline constexpr double kMetricGap = 1e-4;
inline constexpr double kDistanceGap = 1e-3;

struct SearchResult {
  enum class Verdict : std::uint8_t { found, impossible, undecided };
  Verdict verdict;
  std::optional<Scenario> best;
  bool isProved = false;  // that none is better, up to the gap
  int boxes = 0;          // that were looked at
};

// Looks for it in at most so many boxes.
SearchResult searchDesigns(const DesignSpace& space, const std::vector<Condition>& conditions, Aim aim, int mostBoxes);

}  // namespace cathode
