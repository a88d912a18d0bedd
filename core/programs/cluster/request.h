// SPDX-License-Identifier: MIT
// What a call of cathode-lab-cluster asks for.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/files/study.h"
#include "core/files/volume_file.h"
#include "core/programs/command_line/outcome.h"

namespace cathode::program {

struct Request {
  Study study;
  bool isGeometry = false;
  std::optional<RawLayout> raw;
  // As given, label by label or VALUE=CONDUCTIVITY; empty: as the study has them.
  std::vector<std::string> conductivities;
  std::filesystem::path result;  // empty: standard output
  std::filesystem::path checkpoint;
  int every = 5;  // iterations
  bool restarts = false;
  double memoryBytes = std::numeric_limits<double>::infinity();  // of each rank
};

// The words of a call. Help and version, and what CLI11 refuses, are told where `tells`; then only an exit code is
// left.
std::expected<Request, int> requestOf(int count, char** words, bool tells, std::optional<Failure>& failure);

// The conductivity of each label, from words label by label or by value.
std::expected<std::vector<double>, Failure> conductivitiesOf(const std::vector<std::string>& words,
                                                             const std::vector<double>& values);

}  // namespace cathode::program
