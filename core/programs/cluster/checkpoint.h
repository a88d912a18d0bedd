// SPDX-License-Identifier: MIT
// What a run on several ranks has reached, in a file that a later one takes up, with any number of ranks.
//
// The text "cathode-lab checkpoint 1\n" and one line of JSON, then the potential of each carrying node as a double,
// little-endian, in the order of the whole: voxels in C order, lobes by layer along the flow. The JSON tells which
// study it is, the results that are finished, the solve under way, and the CRC-32 of the potential.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/programs/cluster/ranks.h"

namespace cathode::program {

struct Checkpoint {
  nlohmann::ordered_json study;    // what must be the same for a run to be taken up, field by field
  nlohmann::ordered_json results;  // finished, as result.json has them
  int solve = 0;                   // which of the study's solves is under way
  int iterations = 0;
  double seconds = 0;  // that it has taken
  std::int64_t nodes = 0;
};

// Writes beside it and renames, each rank its own part: what was there stays until all is written. The same outcome on
// every rank.
Outcome writeCheckpoint(const Ranks& ranks, const std::filesystem::path& path, const Checkpoint& checkpoint,
                        std::int64_t first, const std::vector<double>& potential);

// Refuses, naming the file, what is none, cut short, or of another study, and then the field.
std::expected<Checkpoint, Failure> readCheckpoint(const Ranks& ranks, const std::filesystem::path& path,
                                                  const nlohmann::ordered_json& study);

// The potential of the own nodes, first ... end - 1 of all. Refuses what is damaged, and another number of nodes.
std::expected<std::vector<double>, Failure> checkpointPotential(const Ranks& ranks, const std::filesystem::path& path,
                                                                const Checkpoint& checkpoint, std::int64_t first,
                                                                std::int64_t end, std::int64_t nodes);

}  // namespace cathode::program
