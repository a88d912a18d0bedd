// SPDX-License-Identifier: MIT
#include "core/voxels/connectivity.h"

#include "core/base/out_of_memory.h"
#include "core/voxels/percolation.h"

namespace cathode {
namespace {

std::expected<Connectivity, std::string> counted(std::span<const std::uint8_t> voxels, const Shape& shape,
                                                 std::span<const bool> conducts, Direction direction, Sides sides) {
  if (std::string refusal = shapeRefusal(shape, voxels.size()); !refusal.empty())
    return std::unexpected(std::move(refusal));
  const VoxelBits conducting = bitsAlong(direction, voxels, shape, conducts);
  const std::size_t all = conducting.count();
  if (all == 0) return Connectivity{};
  const auto share = [&](Joints joints) {
    return double(percolating(conducting, sides, joints).count()) / double(all);
  };
  return Connectivity{share(Joints::faces), share(Joints::edges), share(Joints::corners)};
}

}  // namespace

std::expected<Connectivity, std::string> connectivity(std::span<const std::uint8_t> voxels, const Shape& shape,
                                                      std::span<const bool> conducts, Direction direction,
                                                      Sides sides) {
  return orOutOfMemory([&] { return counted(voxels, shape, conducts, direction, sides); });
}

}  // namespace cathode
