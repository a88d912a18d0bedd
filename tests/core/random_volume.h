// SPDX-License-Identifier: MIT
// Volumes for tests and benchmarks, the same on every platform.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "core/voxels/volume.h"

namespace cathode {

// A share `phi` of ones, voxel by voxel.
inline std::vector<std::uint8_t> noise(const Shape& shape, double phi, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> voxels(voxelCount(shape));
  for (std::uint8_t& voxel : voxels) voxel = double(random()) < phi * 4294967296.0;
  return voxels;
}

// Blobs: noise averaged over five voxels each way, twice and around the sides; the highest share `phi` of it is ones.
inline std::vector<std::uint8_t> blobs(const Shape& shape, double phi, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<float> field(voxelCount(shape)), next(field.size());
  for (float& value : field) value = static_cast<float>(random() >> 16);
  const std::size_t strides[3] = {std::size_t(shape[1]) * shape[2], std::size_t(shape[2]), 1};
  for (int axis = 0; axis < 6; ++axis) {
    const std::size_t stride = strides[axis % 3];
    const int extent = shape[axis % 3];
    for (std::size_t i = 0; i < field.size(); ++i) {
      const int at = int(i / stride % extent);
      float sum = 0;
      for (int d = -2; d <= 2; ++d)
        sum += field[i + std::size_t((at + d + 2 * extent) % extent) * stride - at * stride];
      next[i] = sum * 0.2f;
    }
    field.swap(next);
  }
  std::vector<float> sorted = field;
  const auto nth = sorted.begin() + std::ptrdiff_t((1 - phi) * double(sorted.size() - 1));
  std::nth_element(sorted.begin(), nth, sorted.end());
  std::vector<std::uint8_t> voxels(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) voxels[i] = field[i] >= *nth;
  return voxels;
}

// Overlapping spheres of that radius at random places, going on around the sides, up to a share of about `phi`.
inline std::vector<std::uint8_t> overlappingSpheres(const Shape& shape, int radius, double phi, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> voxels(voxelCount(shape));
  const auto wanted = static_cast<std::size_t>(phi * double(voxels.size()));
  for (std::size_t count = 0; count < wanted;) {
    const int centre[3] = {int(random() % shape[0]), int(random() % shape[1]), int(random() % shape[2])};
    for (int z = -radius; z <= radius; ++z) {
      for (int y = -radius; y <= radius; ++y) {
        for (int x = -radius; x <= radius; ++x) {
          if (z * z + y * y + x * x > radius * radius) continue;
          const auto at = [&](int axis, int d) {
            return std::size_t((centre[axis] + d + 4 * shape[axis]) % shape[axis]);
          };
          std::uint8_t& voxel = voxels[(at(0, z) * shape[1] + at(1, y)) * shape[2] + at(2, x)];
          count += voxel == 0;
          voxel = 1;
        }
      }
    }
  }
  return voxels;
}

}  // namespace cathode
