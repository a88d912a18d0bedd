// SPDX-License-Identifier: MIT
// Solves what solve and converge are asked to: of many files several small ones at a time, large ones with all threads.
#pragma once

#include "core/programs/command_line/transport_work.h"

namespace cathode::program {

struct TransportRun {
  std::vector<TransportWork> works;
  std::string command;  // "solve", for the journal
  std::string output;   // .csv or .json; empty or "-": standard output
  std::string fields;   // .npy; empty: none
  double memoryBytes = 0;
  int threads = 1;
};

// The results go to the output once all are there. What is refused of one of several files is told on standard error
// and in its row; the others are calculated all the same.
Outcome run(const TransportRun& asked);

}  // namespace cathode::program
