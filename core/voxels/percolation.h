// SPDX-License-Identifier: MIT
// Which voxels of a volume something holds for: a bit each, in rows of 64-bit words.
#pragma once

#include <cstdint>
#include <vector>

#include "core/voxels/volume.h"

namespace cathode {

class VoxelBits {
 public:
  explicit VoxelBits(const Shape& shape)
      : shape_(shape), words_((shape[2] + 63) / 64), bits_(std::size_t(shape[0]) * shape[1] * words_) {}

  const Shape& shape() const { return shape_; }
  int words() const { return words_; }
  std::uint64_t* row(int z, int y) { return bits_.data() + (std::size_t(z) * shape_[1] + y) * words_; }
  const std::uint64_t* row(int z, int y) const { return bits_.data() + (std::size_t(z) * shape_[1] + y) * words_; }
  bool at(int z, int y, int x) const { return (row(z, y)[x >> 6] >> (x & 63) & 1) != 0; }
  std::size_t count() const;

 private:
  Shape shape_;
  int words_;
  std::vector<std::uint64_t> bits_;
};

// Voxels with that label's entry set, of a volume in C order.
VoxelBits bitsOf(std::span<const std::uint8_t> voxels, const Shape& shape, std::span<const bool> holds);
// The same of the volume turned to a direction.
VoxelBits bitsAlong(Direction direction, std::span<const std::uint8_t> voxels, const Shape& shape,
                    std::span<const bool> holds);

// Through what voxels are joined: faces, as they conduct, or edges and corners as well: 6, 18 or 26 neighbours.
enum class Joints : std::uint8_t { faces, edges, corners };

// What is joined to the voxels of the first plane along z (or the last one).
VoxelBits reached(const VoxelBits& conducting, bool fromLast, Sides sides, Joints joints = Joints::faces);

// What is joined to both planes.
VoxelBits percolating(const VoxelBits& conducting, Sides sides, Joints joints = Joints::faces);

}  // namespace cathode
