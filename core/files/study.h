// SPDX-License-Identifier: MIT
// A study: what is to be solved of one volume or geometry, and what came of it, as the page, the command line and the
// cluster program pass it to each other. docs/studies.md describes both files.
#pragma once

#include <expected>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/ladder/geometry_conduction.h"

namespace cathode {

// solve: the grid that is given; converge: the climb over finer grids (geometries only).
enum class StudyTask : std::uint8_t { solve, converge };

struct StudyCarrier {
  std::string key;                     // "ion", "electron", or a person's own
  std::string name;                    // "Ions"
  std::vector<double> conductivities;  // of each label
};

// study.json
struct Study {
  std::string name;
  std::string link;  // fragment of the calculation that it belongs to; may be empty
  StudyTask task = StudyTask::solve;
  std::filesystem::path file;  // volume or geometry, beside study.json
  std::string fingerprint;     // of what is in it; empty: not told
  std::vector<StudyCarrier> carriers;
  std::vector<Direction> directions;
  Sides sides = Sides::closed;
  double tolerance = 1e-3;
  std::optional<Spacing> spacing;                        // edges of a voxel; nothing: as the file tells, or cubes
  std::optional<Shape> shape;                            // grid laid through a geometry (task solve)
  double mostVoxels = ConvergenceRequest::kUsualVoxels;  // of the finest grid (task converge)
};

// One solve of result.json, and of expected.json.
struct StudyResult {
  std::string carrier;
  Direction direction = Direction::z;
  bool percolates = false;
  double effectiveConductivity = 0, lower = 0, upper = 0;
  std::optional<double> tortuosityFactor;
  double conductingFraction = 0;
  int iterations = 0;
  double seconds = 0;
  std::string note{};  // what a person should know about it; may be empty
};

struct StudyOutcome {
  std::string program;  // "cathode-lab 0.1.0"
  std::string name, link, fingerprint;
  StudyTask task = StudyTask::solve;
  Shape shape{};
  Sides sides = Sides::closed;
  double tolerance = 1e-3;
  std::vector<StudyResult> results;
};

// Refuses, naming the field and what is allowed.
std::expected<Study, std::string> readStudy(const std::filesystem::path& path);
std::string studyJson(const Study& study);
std::string outcomeJson(const StudyOutcome& outcome);
nlohmann::ordered_json resultJson(const StudyResult& result);  // as outcomeJson has each

}  // namespace cathode
