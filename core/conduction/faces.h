// SPDX-License-Identifier: MIT
// What conducts in a volume, and how well its faces do: in double precision, voxels in C order.
#pragma once

#include <span>
#include <vector>

#include "core/voxels/percolation.h"

namespace cathode {

class Faces {
 public:
  // Without conductivities all faces conduct 1. `contactResistance` is that of a face between two particles.
  Faces(const Shape& shape, const VoxelBits& conducting, Sides sides, std::span<const std::uint8_t> labels = {},
        std::span<const double> conductivities = {}, double contactResistance = 0,
        std::span<const std::uint32_t> particles = {});

  const Shape& shape() const { return shape_; }                // along the flow first
  const VoxelBits& conducting() const { return conducting_; }  // voxels joined to both held planes
  bool wraps() const { return wraps_; }
  bool areAlike() const { return conductivities_.empty(); }

  // Of the face between two voxels that both conduct.
  double resistance(std::size_t voxel, std::size_t next) const {
    if (areAlike()) return 1.0;
    const double resistance = resistances_[labels_[voxel] * conductivities_.size() + labels_[next]];
    return contactResistance_ > 0 && particles_[voxel] != particles_[next] ? resistance + contactResistance_
                                                                           : resistance;
  }
  double conductance(std::size_t voxel, std::size_t next) const { return 1.0 / resistance(voxel, next); }
  // Between a voxel's centre and a held plane beside it.
  double held(std::size_t voxel) const { return areAlike() ? 2.0 : 2.0 * conductivities_[labels_[voxel]]; }

 private:
  Shape shape_;
  const VoxelBits& conducting_;
  bool wraps_;
  std::span<const std::uint8_t> labels_;
  std::span<const double> conductivities_;
  double contactResistance_;
  std::span<const std::uint32_t> particles_;
  std::vector<double> resistances_;  // of a face, by the labels on both sides
};

}  // namespace cathode
