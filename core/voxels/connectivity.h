// SPDX-License-Identifier: MIT
// How much of what conducts percolates, by what counts as joined: where that matters, the voxels are too coarse.
#pragma once

#include <expected>
#include <span>
#include <string>

#include "core/voxels/volume.h"

namespace cathode {

// Of what conducts the share that is joined to both ends, of 1: through faces, through faces and edges, and through
// corners as well. Only the first carries current in a solve; 0 where nothing conducts.
struct Connectivity {
  double faces = 0, edges = 0, corners = 0;
};

// Refuses a shape that the voxels do not have. `conducts` is by label; labels beyond it do not.
std::expected<Connectivity, std::string> connectivity(std::span<const std::uint8_t> voxels, const Shape& shape,
                                                      std::span<const bool> conducts, Direction direction, Sides sides);

}  // namespace cathode
