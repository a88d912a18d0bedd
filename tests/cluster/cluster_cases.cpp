// SPDX-License-Identifier: MIT
// Studies of small volumes and geometries with what the core says of each, as folders: usage cluster_cases FOLDER
#include <filesystem>
#include <iostream>

#include "core/files/geometry_file.h"
#include "core/files/study.h"
#include "core/files/volume_writing.h"
#include "core/files/whole_file.h"
#include "core/ladder/geometry_conduction.h"
#include "core/random_volume.h"

using namespace cathode;

namespace {

constexpr double kTolerance = 1e-8;

struct Volume {
  std::vector<std::uint8_t> voxels;
  Shape shape;
};

bool isWritten(const std::filesystem::path& folder, const Study& study, const StudyOutcome& outcome) {
  return writeWhole(folder / "study.json", studyJson(study)) &&
         writeWhole(folder / "expected.json", outcomeJson(outcome));
}

StudyResult resultOf(const ConductionSolution& solution, const std::string& carrier, Direction direction) {
  return {.carrier = carrier,
          .direction = direction,
          .percolates = solution.percolates,
          .effectiveConductivity = solution.effectiveConductivity,
          .lower = solution.lowerEstimate,
          .upper = solution.upperEstimate,
          .tortuosityFactor = solution.tortuosityFactor,
          .conductingFraction = solution.conductingFraction,
          .iterations = int(solution.history.size())};
}

StudyOutcome begun(const Study& study, const Shape& shape) {
  return {.program = "core",
          .name = study.name,
          .link = "",
          .fingerprint = study.fingerprint,
          .task = StudyTask::solve,
          .shape = shape,
          .sides = study.sides,
          .tolerance = study.tolerance,
          .results = {}};
}

Study studyOf(std::vector<StudyCarrier> carriers, std::vector<Direction> directions, Sides sides = Sides::closed) {
  Study study;
  study.carriers = std::move(carriers);
  study.directions = std::move(directions);
  study.sides = sides;
  return study;
}
Study withSpacing(Study study, const Spacing& spacing) {
  study.spacing = spacing;
  return study;
}
Study withShape(Study study, const Shape& shape) {
  study.shape = shape;
  return study;
}

bool makeVolume(const std::filesystem::path& folder, const Volume& volume, Study study) {
  std::filesystem::create_directories(folder);
  if (!writeVolume(folder / "volume.npy", volume.shape, volume.voxels, {})) return false;
  study.name = folder.filename().string();
  study.file = "volume.npy";
  study.fingerprint = fingerprintOf(volume.shape, volume.voxels);
  study.tolerance = kTolerance;
  StudyOutcome outcome = begun(study, volume.shape);
  for (const StudyCarrier& carrier : study.carriers) {
    for (const Direction direction : study.directions) {
      const auto found = solveConduction({.voxels = volume.voxels,
                                          .shape = volume.shape,
                                          .conductivities = carrier.conductivities,
                                          .direction = direction,
                                          .tolerance = kTolerance,
                                          .sides = study.sides,
                                          .spacing = study.spacing.value_or(kCubes)});
      if (!found) return std::cerr << found.error() << '\n', false;
      outcome.results.push_back(resultOf(*found, carrier.key, direction));
    }
  }
  return isWritten(folder, study, outcome);
}

bool makeGeometry(const std::filesystem::path& folder, const Geometry& geometry, Study study) {
  std::filesystem::create_directories(folder);
  if (!writeWhole(folder / "geometry.json", geometryJson(geometry))) return false;
  study.name = folder.filename().string();
  study.file = "geometry.json";
  study.fingerprint = fingerprintOf(geometry);
  study.tolerance = kTolerance;
  StudyOutcome outcome = begun(study, *study.shape);
  for (const StudyCarrier& carrier : study.carriers) {
    for (const Direction direction : study.directions) {
      const auto found = solveGeometry({.geometry = geometry,
                                        .shape = *study.shape,
                                        .conductivities = carrier.conductivities,
                                        .direction = direction,
                                        .tolerance = kTolerance,
                                        .sides = study.sides});
      if (!found) return std::cerr << found.error() << '\n', false;
      outcome.results.push_back(resultOf(*found, carrier.key, direction));
    }
  }
  return isWritten(folder, study, outcome);
}

// A plate of ones, a gap, and ones again: islands on both planes that nothing joins, and one that touches none.
Volume parted(const Shape& shape) {
  Volume volume{std::vector<std::uint8_t>(voxelCount(shape)), shape};
  for (std::size_t i = 0; i < volume.voxels.size(); ++i) {
    const int z = int(i / (std::size_t(shape[1]) * shape[2]));
    volume.voxels[i] = z < 5 || z > 8;
  }
  volume.voxels[voxelCount(shape) / 2] = 1;
  return volume;
}

// One column that winds back and forth along z, so that what joins the planes crosses every rank several times; beside
// it an island.
Volume winding() {
  const Shape shape{16, 12, 7};
  Volume volume{std::vector<std::uint8_t>(voxelCount(shape)), shape};
  const auto set = [&](int z, int y, int x) { volume.voxels[(std::size_t(z) * shape[1] + y) * shape[2] + x] = 1; };
  for (int z = 0; z < 14; ++z) set(z, 0, 1);
  for (int y = 0; y <= 4; ++y) set(13, y, 1);
  for (int z = 1; z < 14; ++z) set(z, 4, 1);
  for (int y = 4; y <= 8; ++y) set(1, y, 1);
  for (int z = 1; z < 16; ++z) set(z, 8, 1);
  for (int z = 6; z < 12; ++z) set(z, 2, 4);
  return volume;
}

Geometry packing(bool isPeriodic) {
  Geometry geometry{.boxUm = {6, 5, 4}, .isPeriodic = isPeriodic, .bodies = {}, .background = 0};
  std::mt19937 random(7);
  const auto share = [&] { return double(random()) / 4294967296.0; };
  for (int i = 0; i < 60; ++i) {
    const PlaceUm at{6 * share(), 5 * share(), 4 * share()};
    const bool hasShell = i % 3 == 0;
    geometry.bodies.push_back({.kind = BodyKind::sphere,
                               .fromUm = at,
                               .toUm = at,
                               .radiusUm = 0.5 + 0.3 * share(),
                               .label = 1,
                               .shellUm = hasShell ? 0.08 : 0.0,
                               .shellLabel = std::uint8_t(hasShell ? 2 : 0)});
  }
  for (int i = 0; i < 10; ++i) {
    const PlaceUm from{6 * share(), 5 * share(), 4 * share()};
    geometry.bodies.push_back({.kind = BodyKind::cylinder,
                               .fromUm = from,
                               .toUm = {from[0] + 1.5 * share(), from[1] + share(), from[2] + 0.1},
                               .radiusUm = 0.15,
                               .label = 2});
  }
  return geometry;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return std::cerr << "usage: cluster_cases FOLDER\n", 2;
  const std::filesystem::path folder = words[1];
  const std::vector<Direction> all{Direction::z, Direction::y, Direction::x};
  const std::vector<StudyCarrier> one{{"ion", "Ions", {0, 1}}},
      two{{"ion", "Ions", {0.01, 3}}, {"electron", "Electrons", {2, 0}}};
  const Shape shape{48, 40, 44};
  const Volume volume{blobs(shape, 0.3, 11), shape};
  const bool isDone =
      makeVolume(folder / "closed", volume, studyOf(one, all)) &&
      makeVolume(folder / "periodic", volume, withSpacing(studyOf(two, all, Sides::periodic), {0.2, 0.1, 0.15})) &&
      makeVolume(folder / "parted", parted({14, 6, 8}), studyOf(one, {Direction::z})) &&
      makeVolume(folder / "parted-across", parted({14, 6, 8}), studyOf(one, {Direction::y})) &&
      makeVolume(folder / "winding", winding(), studyOf(one, {Direction::z})) &&
      makeVolume(folder / "long", {blobs({96, 96, 96}, 0.3, 5), {96, 96, 96}}, studyOf(one, all)) &&
      makeGeometry(folder / "geometry-periodic", packing(true),
                   withShape(studyOf({{"ion", "Ions", {0, 1, 0.05}}}, all, Sides::periodic), {24, 20, 16})) &&
      makeGeometry(folder / "geometry-closed", packing(false),
                   withShape(studyOf({{"ion", "Ions", {1, 0, 0}}, {"electron", "Electrons", {0, 1, 0.3}}},
                                     {Direction::z, Direction::x}),
                             {20, 16, 14}));
  return isDone ? 0 : 1;
}
