// SPDX-License-Identifier: MIT
// The uncertainty of a scenario's results, of the difference of two, and where it comes from: Monte Carlo (JCGM
// 101:2008) through the one calculation there is.
#pragma once

#include <span>
#include <vector>

#include "core/cell/evaluate.h"
#include "core/uncertainty/coverage.h"
#include "core/uncertainty/inputs.h"

namespace cathode {

// How many samples are taken. Adaptive: twice as many until the numerical tolerance of every interval is at most half a
// unit of the first digit of its standard uncertainty (JCGM 101, 7.9), or these are reached.
inline constexpr std::uint32_t kFewestSamples = 1000, kStandardSamples = 200000, kMostSamples = 1000000;

struct UncertaintyRequest {
  Scenario scenario{};
  std::optional<Scenario> other{};  // the results are those of `scenario` less those of this one
  std::vector<MetricId> metrics{};
  std::uint32_t samples = kStandardSamples;
  bool isAdaptive = false;
  bool hasBudget = true;
  std::uint32_t seed = 1;
  std::vector<GivenInput> given{};
};

// Whose share of the variance it is; shares add up to 1.
struct BudgetEntry {
  std::string_view key, label;
  double share;
};

struct UncertainResult {
  MetricId metric;
  double value;  // with every input at its estimate; NaN: not known, and nothing follows
  Coverage coverage;
  std::vector<BudgetEntry> budget;  // the largest first, without what has none
  std::uint32_t samples;            // that were known
};

std::vector<UncertainResult> uncertainty(const UncertaintyRequest& request);

// How much memory that takes at most.
double bytesOf(const UncertaintyRequest& request);

// Whether two cells' values of a metric can be told apart.
struct Distinction {
  UncertainResult difference;  // of a less b, with draws that both share
  double a, b;
  bool isDistinguishable;  // the 95 % interval of the difference leaves out 0
  // The relative standard deviation of repeated measurements of such cells below which one measurement of each tells
  // them apart at 95 %: |a - b| = 1.96 r sqrt(a^2 + b^2). 0 where they are not told apart even without.
  double repeatability;
};
Distinction distinguish(const Scenario& a, const Scenario& b, MetricId metric, const UncertaintyRequest& how);

}  // namespace cathode
