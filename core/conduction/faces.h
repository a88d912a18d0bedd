// SPDX-License-Identifier: MIT
// What conducts in a volume, and how well its faces do: in double precision, voxels in C order.
#pragma once

#include <span>
#include <vector>

#include "core/voxels/percolation.h"

namespace cathode {

class Faces {
 public:
  // Without conductivities all faces conduct 1. `spacing` holds the edges of a voxel, along the flow first, and
  // `contactResistance` that of a face between two particles, an edge over the unit of conductivity.
  Faces(const Shape& shape, const VoxelBits& conducting, Sides sides, std::span<const std::uint8_t> labels = {},
        std::span<const double> conductivities = {}, double contactResistance = 0,
        std::span<const std::uint32_t> particles = {}, const Spacing& spacing = kCubes);

  const Shape& shape() const { return shape_; }                // along the flow first
  const VoxelBits& conducting() const { return conducting_; }  // voxels joined to both held planes
  bool wraps() const { return wraps_; }
  bool areAlike() const { return conductivities_.empty(); }

  // Of the face between two voxels that both conduct; axes are counted from x on.
  double resistance(std::size_t voxel, std::size_t next, int axis) const {
    if (areAlike()) return 1.0;
    const double resistance =
        resistances_[labels_[voxel] * conductivities_.size() + labels_[next]] * lengthOverArea_[axis];
    return contactResistance_ > 0 && particles_[voxel] != particles_[next]
               ? resistance + contactResistance_ / areas_[axis]
               : resistance;
  }
  double conductance(std::size_t voxel, std::size_t next, int axis) const {
    return 1.0 / resistance(voxel, next, axis);
  }
  // Between a voxel's centre and a held plane beside it.
  double held(std::size_t voxel) const {
    return areAlike() ? 2.0 : 2.0 * conductivities_[labels_[voxel]] / lengthOverArea_[2];
  }
  // Of a face across an axis, counted from x on.
  double area(int axis) const { return areas_[axis]; }

 private:
  Shape shape_;
  const VoxelBits& conducting_;
  bool wraps_;
  std::span<const std::uint8_t> labels_;
  std::span<const double> conductivities_;
  double contactResistance_;
  std::span<const std::uint32_t> particles_;
  std::vector<double> resistances_;      // of a face of a cube, by the labels on both sides
  double areas_[3], lengthOverArea_[3];  // by axis, from x on
};

}  // namespace cathode
