// SPDX-License-Identifier: MIT
// A plan of a sweep: which inputs take which values, and what is calculated at each combination. docs/command-line.md
// describes the file.
#pragma once

#include <cstdint>
#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/cell/report.h"
#include "core/files/study.h"
#include "core/microstructure/microstructure.h"

namespace cathode::program {

// Of one table.
inline constexpr std::uint64_t kMostPoints = 1'000'000;

// One of the varied keys: an input; with a microstructure also its seed or one of its sizes.
struct Varied {
  std::string key, unit;
  const Parameter* input = nullptr;
  const MicrostructureSize* size = nullptr;  // null with `input` null: the seed
  std::vector<ParameterValue> values;
};

// A generated microstructure, and the transport that is solved through it.
struct PlannedMicrostructure {
  MicrostructureRequest request;
  // converge: climbs; solve: one grid of the request's shape, which tells nothing of what it leaves open.
  StudyTask task = StudyTask::converge;
  std::vector<StudyCarrier> carriers;
  std::vector<Direction> directions;
  double tolerance = 0.05;
};

struct Plan {
  std::string name;
  Scenario scenario;
  std::vector<Varied> varied;
  std::vector<MetricId> metrics;
  std::optional<PlannedMicrostructure> microstructure;

  std::uint64_t points() const;
  // "27 points 1c291ca3": the same for plans of the same table, by the same version of the program.
  std::string fingerprint() const;
};

// Refuses, naming the field and what is allowed.
std::expected<Plan, std::string> planOf(const nlohmann::json& file);

// One combination of the values, the first key slowest.
struct PlanPoint {
  Scenario scenario;
  MicrostructureRequest request;    // with a microstructure
  std::vector<std::string> values;  // of the varied keys, as text
};
PlanPoint pointOf(const Plan& plan, std::uint64_t place);

}  // namespace cathode::program
