// SPDX-License-Identifier: MIT
// What is solved: a volume or a geometry, of which each rank reads its own layers, and how it conducts.
#pragma once

#include <optional>

#include "core/files/study.h"
#include "core/files/volume_file.h"
#include "core/geometry/geometry.h"
#include "core/programs/cluster/part.h"

namespace cathode::program {

// Layers first ... end - 1 of so many: a rank's own.
struct Span {
  int first, end;
  int count() const { return end - first; }
};
Span ownSpan(const Ranks& ranks, int layers);

// A rank's layers of a volume, along z whatever the direction; in front of them, if there is one, the layer below.
struct Slab {
  Shape shape{};  // of the whole
  Span span{};
  int layersBelow = 0;
  std::vector<std::uint8_t> labels;
  std::vector<std::int64_t> counts;  // of each label in the whole
  std::vector<double> values;        // of the labels
  std::string fingerprint;
  std::optional<Spacing> voxelUm;
};
struct Setting {
  std::vector<double> conductivities;  // of each label
  Direction direction = Direction::z;
  Sides sides = Sides::closed;
  Spacing spacing = kCubes;
};

// Reads a rank's layers, and with the others what is known of the whole. The same refusal on every rank.
std::expected<Slab, Failure> readSlab(const Ranks& ranks, const std::filesystem::path& path,
                                      const std::optional<RawLayout>& raw);

// What conducts between the planes of a direction: a rank's part, and what makes a conductivity of a conductance.
struct Conductors {
  Part part;
  double toSigma = 0;
};
Conductors conductorsOf(const Ranks& ranks, const Slab& slab, const Setting& setting);

// A geometry on a grid of that shape, read as lobes through the rank's own layers along the flow only; lobes that meet
// are coupled as solveGeometry couples them.
Conductors conductorsOf(const Ranks& ranks, const Geometry& geometry, const Shape& shape, const Setting& setting);

}  // namespace cathode::program
