// SPDX-License-Identifier: MIT
#include "core/conduction/faces.h"

namespace cathode {

Faces::Faces(const Shape& shape, const VoxelBits& conducting, Sides sides, std::span<const std::uint8_t> labels,
             std::span<const double> conductivities, double contactResistance, std::span<const std::uint32_t> particles,
             const Spacing& spacing)
    : shape_(shape),
      conducting_(conducting),
      wraps_(sides == Sides::periodic),
      labels_(labels),
      conductivities_(conductivities),
      contactResistance_(contactResistance),
      particles_(particles) {
  for (int axis = 0; axis < 3; ++axis) {
    const double length = spacing[std::size_t(2 - axis)];
    areas_[axis] = spacing[0] * spacing[1] * spacing[2] / length;
    lengthOverArea_[axis] = length / areas_[axis];
  }
  for (const double a : conductivities) {
    for (const double b : conductivities) resistances_.push_back(0.5 / a + 0.5 / b);
  }
}

}  // namespace cathode
