// SPDX-License-Identifier: MIT
// Voxels and volume fractions of bodies in a box.
#pragma once

#include <expected>
#include <vector>

#include "core/geometry/geometry.h"

namespace cathode {

struct Voxelized {
  std::vector<std::uint8_t> voxels;  // labels, in the order of Shape
  Shape shape;
  Spacing voxelUm;
};

// The label of what each voxel's centre lies in: cores before shells, then the earlier in the list, else background.
// Bodies thinner than a voxel break. Refuses what geometryRefusal does, a shape that no volume has, voxels more
// elongated than kMostElongated, and more than kMostRuns; where memory runs out: kOutOfMemory
// (core/base/out_of_memory.h).
std::expected<Voxelized, std::string> voxelize(const Geometry& geometry, const Shape& shape);

// Rows of voxels that bodies fill, all together: some seconds.
inline constexpr double kMostRuns = 2e9;

struct LabelFraction {
  std::uint8_t label;
  double fraction;  // of the box, of 1
  double error;     // about one standard deviation of it
};

// How much of the box each label has, whatever the voxels: of the background and every label of a body, in ascending
// order. Counted on two lattices of 2^22 and 2^23 points that no grid of voxels shares; the error is their
// difference, or what the ends of rows leave open (each a step along each axis, evenly distributed and apart from the
// others), whichever is larger. Refuses and runs out as
// voxelize does.
std::expected<std::vector<LabelFraction>, std::string> fractionsOf(const Geometry& geometry);

// How much memory either takes at most, in bytes, beside the geometry.
double voxelizeBytes(const Shape& shape);
inline constexpr double kFractionBytes = 1 << 23;

}  // namespace cathode
