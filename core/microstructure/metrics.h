// SPDX-License-Identifier: MIT
// Surfaces and percolation of a voxel volume with the labels of a microstructure.
#pragma once

#include <expected>

#include "core/voxels/volume.h"

namespace cathode {

struct SurfaceMetrics {
  std::array<double, 256> fractions{};  // of each label, of all voxels
  double interfaceAreaPerUm = 0.0;      // AM|SE faces of voxels per volume, 1/um
  // Shares of AM's surface (its faces to other phases): touching SE that is joined to the separator's side
  // (z = 0), belonging to AM that what conducts electrons joins to the collector's side, and both.
  double activeSurfaceIonic = 0.0, activeSurfaceElectronic = 0.0, activeSurfaceBoth = 0.0;
  // Share of each carrier's voxels that is joined to both planes, by direction z, y, x.
  std::array<double, 3> ionPercolating{}, electronPercolating{};
};

// Faces between voxels within the volume count; with periodic sides also those from each side to the opposite one, but
// of the planes at the separator and the collector only as interface, not in the shares. Joining goes around, too.
// Voxels have flat faces: a smooth isotropic surface has about 2/3 of their area (Cauchy's formula gives 3/2 the other
// way). `edgesUm` are a voxel's along z, y and x. Refuses a length or a shape that does not fit and an edge that is not
// above 0; where memory runs out: kOutOfMemory (core/base/out_of_memory.h).
std::expected<SurfaceMetrics, std::string> surfaceMetrics(std::span<const std::uint8_t> voxels, const Shape& shape,
                                                          const Spacing& edgesUm, Sides sides);

}  // namespace cathode
