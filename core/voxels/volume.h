// SPDX-License-Identifier: MIT
// Voxel volumes: their shape, and the same seen along another axis.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cathode {

// Voxels each way: nz, ny, nx. Voxel (z, y, x) lies at (z ny + y) nx + x.
using Shape = std::array<int, 3>;
// At most so many: what places of 32 bits reach, and in WebAssembly what its memory holds.
inline constexpr bool kHasWideMemory = sizeof(std::size_t) > 4;
inline constexpr int kMostVoxelsEachWay = kHasWideMemory ? 16384 : 1024;
inline constexpr std::size_t kMostVoxels = std::size_t{1} << (kHasWideMemory ? 32 : 27);
inline std::size_t voxelCount(const Shape& shape) { return std::size_t(shape[0]) * shape[1] * shape[2]; }

// Why a volume of that many voxels cannot have that shape; empty if it can.
std::string shapeRefusal(const Shape& shape, std::size_t voxels);

// Edges of a voxel along z, y and x, in one unit.
using Spacing = std::array<double, 3>;
inline constexpr Spacing kCubes{1, 1, 1};
// Boxes longer than that many of their shortest edge are none that a solver of cells is for.
inline constexpr double kMostElongated = 20;

// Why voxels cannot have those edges; empty if they can.
std::string spacingRefusal(const Spacing& spacing);

enum class Direction : std::uint8_t { z, y, x };

// How the sides along a direction end: nothing passes, or each is joined to the opposite one.
enum class Sides : std::uint8_t { closed, periodic };

// A volume seen so that a direction is its first axis.
struct Turned {
  Shape shape;
  std::array<int, 3> axes;  // of the volume, by axis of the turned one
};
inline Turned turnedTo(Direction direction, const Shape& shape) {
  constexpr std::array<std::array<int, 3>, 3> kAxes{{{0, 1, 2}, {1, 0, 2}, {2, 0, 1}}};
  const std::array<int, 3>& axes = kAxes[static_cast<std::size_t>(direction)];
  return {{shape[axes[0]], shape[axes[1]], shape[axes[2]]}, axes};
}

// Calls visit(place in the turned volume, place in the volume) for each voxel, in blocks that both find in the cache.
template <typename Visit>
void forTurned(const Turned& turned, const Shape& shape, Visit visit) {
  const std::size_t strides[3] = {std::size_t(shape[1]) * shape[2], std::size_t(shape[2]), 1};
  const std::size_t s0 = strides[turned.axes[0]], s1 = strides[turned.axes[1]], s2 = strides[turned.axes[2]];
  const auto [n0, n1, n2] = turned.shape;
  constexpr int kBlock = 32;
  for (int a0 = 0; a0 < n0; a0 += kBlock) {
    for (int b = 0; b < n1; ++b) {
      for (int c0 = 0; c0 < n2; c0 += kBlock) {
        for (int a = a0; a < std::min(a0 + kBlock, n0); ++a) {
          for (int c = c0; c < std::min(c0 + kBlock, n2); ++c)
            visit((std::size_t(a) * n1 + b) * n2 + c, a * s0 + b * s1 + c * s2);
        }
      }
    }
  }
}

// What each voxel holds, in the order of the turned volume.
template <typename Value>
std::vector<Value> turnedCopy(const Turned& turned, const Shape& shape, std::span<const Value> values) {
  std::vector<Value> copy(values.size());
  forTurned(turned, shape, [&](std::size_t to, std::size_t from) { copy[to] = values[from]; });
  return copy;
}

}  // namespace cathode
