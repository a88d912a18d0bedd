// SPDX-License-Identifier: MIT
#include "core/voxels/volume.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace cathode {

std::string shapeRefusal(const Shape& shape, std::size_t voxels) {
  const std::string text =
      "shape: " + std::to_string(shape[0]) + " x " + std::to_string(shape[1]) + " x " + std::to_string(shape[2]);
  if (std::ranges::any_of(shape, [](int n) { return n < 1 || n > kMostVoxelsEachWay; }))
    return text + "; allowed: 1 to " + std::to_string(kMostVoxelsEachWay) + " voxels each way.";
  if (voxelCount(shape) > kMostVoxels)
    return text + " are " + std::to_string(voxelCount(shape)) + " voxels; allowed: up to " +
           std::to_string(kMostVoxels) + ".";
  if (voxelCount(shape) != voxels)
    return "voxels: " + std::to_string(voxels) + " of them; allowed: " + std::to_string(voxelCount(shape)) +
           " for the shape " + text.substr(7) + ".";
  return "";
}

std::string spacingRefusal(const Spacing& spacing) {
  const auto [least, most] = std::ranges::minmax(spacing);
  if (std::ranges::all_of(spacing, [](double edge) { return std::isfinite(edge) && edge > 0; }) &&
      most <= kMostElongated * least)
    return "";
  return "spacing: " + quotedNumber(spacing[0]) + ", " + quotedNumber(spacing[1]) + ", " + quotedNumber(spacing[2]) +
         "; allowed: edges above 0, the longest up to " + shortestText(kMostElongated) + " times the shortest.";
}

}  // namespace cathode
