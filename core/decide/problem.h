// SPDX-License-Identifier: MIT
// What inverse design is asked: what a cell must do, what is free, what to maximise.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/cell/report.h"

namespace cathode {

// What is asked of a metric's value: at least, at most, or both, in its unit.
struct Target {
  MetricId metric;
  std::optional<double> min{}, max{};

  bool operator==(const Target&) const = default;
};

// An input that may be anywhere from one value to another, in its unit; the model by its number, 1 to 4.
struct FreeRange {
  ParameterId id;
  double from, to;

  bool operator==(const FreeRange&) const = default;
};

struct DesignProblem {
  Scenario scenario{};  // the current cell: what is not free is as here, and designs are near it
  std::vector<Target> targets{};
  std::vector<FreeRange> free{};
  std::optional<MetricId> maximize{};
  // Boxes that each question may take (search.h); what takes more is not decided.
  int mostBoxes = 8000;

  bool operator==(const DesignProblem&) const = default;
};

// Why a problem is none: names the field and what is allowed. It is one if there are 1 to kMostFree free numbers,
// beside the model, each once, that count in the scenario, with `from` below `to` within what the parameter allows; and
// if some metric is asked for whose limits do not contradict each other.
std::expected<void, std::string> checkProblem(const DesignProblem& problem);

// "Voltage drop at most 100 mV" and the like: of one limit, and of each of a target.
std::string limitText(MetricId metric, bool isLeast, double bound);
std::vector<std::string> targetTexts(const Target& target);

}  // namespace cathode
