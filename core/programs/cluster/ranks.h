// SPDX-License-Identifier: MIT
// The processes that solve one problem together.
#pragma once

#include <mpi.h>

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "core/programs/command_line/outcome.h"

namespace cathode::program {

struct Ranks {
  MPI_Comm comm = MPI_COMM_WORLD;
  int own = 0, count = 1;

  double sum(double value) const;
  std::int64_t sum(std::int64_t value) const;
  bool any(bool value) const;
  double largest(double value) const;
  // Of all ranks before the own one.
  std::int64_t sumBefore(std::int64_t value) const;
  // What each rank says, in their order, on every rank.
  std::vector<double> all(const std::vector<double>& values) const;
  // What rank 0 says, on every rank.
  void share(std::vector<double>& values) const;
  void share(std::string& text) const;

  // What went wrong on the lowest rank where something did, told on every rank; nothing if all went well.
  Outcome agreed(const Outcome& outcome) const;
};

// What one rank says as Outcome: a refusal with that exit code.
inline Outcome outcomeOf(const std::expected<void, std::string>& done, Exit exit) {
  if (done) return {};
  return std::unexpected(Failure{exit, done.error()});
}

}  // namespace cathode::program
