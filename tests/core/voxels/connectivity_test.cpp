// SPDX-License-Identifier: MIT
#include "core/voxels/connectivity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace cathode {
namespace {

const bool kSecond[] = {false, true};

// By a flood from voxel to voxel: the share of label 1 that is joined to both ends along z, through steps that move
// along at most so many axes at once.
double floodedShare(const std::vector<std::uint8_t>& voxels, const Shape& shape, int mostAxes, bool isPeriodic) {
  const auto [nz, ny, nx] = shape;
  const auto at = [&](int z, int y, int x) { return (std::size_t(z) * ny + y) * nx + x; };
  const auto flood = [&](const std::vector<std::uint8_t>& of, int plane) {
    std::vector<std::uint8_t> found(of.size());
    std::vector<std::array<int, 3>> open;
    const auto meet = [&](int z, int y, int x) {
      if (!of[at(z, y, x)] || found[at(z, y, x)]) return;
      found[at(z, y, x)] = 1;
      open.push_back({z, y, x});
    };
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x) meet(plane, y, x);
    }
    while (!open.empty()) {
      const auto [z, y, x] = open.back();
      open.pop_back();
      for (int step = 0; step < 27; ++step) {
        const int dz = step / 9 - 1, dy = step / 3 % 3 - 1, dx = step % 3 - 1;
        if (std::abs(dz) + std::abs(dy) + std::abs(dx) > mostAxes) continue;
        int to[3] = {z + dz, y + dy, x + dx};
        if (isPeriodic) {
          to[1] = (to[1] + ny) % ny;
          to[2] = (to[2] + nx) % nx;
        }
        if (to[0] < 0 || to[0] >= nz || to[1] < 0 || to[1] >= ny || to[2] < 0 || to[2] >= nx) continue;
        meet(to[0], to[1], to[2]);
      }
    }
    return found;
  };
  const auto both = flood(flood(voxels, 0), nz - 1);
  double joined = 0, all = 0;
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    joined += both[i];
    all += voxels[i];
  }
  return all > 0 ? joined / all : 0;
}

std::vector<std::uint8_t> noise(const Shape& shape, double share, std::uint32_t seed) {
  std::vector<std::uint8_t> voxels(voxelCount(shape));
  std::uint32_t state = seed * 2654435761u + 1;
  for (std::uint8_t& voxel : voxels) {
    state = state * 1664525u + 1013904223u;
    voxel = (state >> 8) < share * double(1u << 24);
  }
  return voxels;
}

TEST(Connectivity, IsThatOfAFloodFromVoxelToVoxel) {
  int percolatesThroughSomeOnly = 0;
  // Rows of one word and of several, around their ends.
  for (const Shape& shape :
       {Shape{7, 6, 5}, Shape{9, 1, 64}, Shape{6, 5, 65}, Shape{5, 8, 130}, Shape{4, 2, 2}, Shape{3, 9, 1}}) {
    for (const double share : {0.08, 0.13, 0.2, 0.3, 0.4}) {
      for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        const auto voxels = noise(shape, share, seed);
        for (const Sides sides : {Sides::closed, Sides::periodic}) {
          const auto found = connectivity(voxels, shape, kSecond, Direction::z, sides);
          ASSERT_TRUE(found);
          const bool isPeriodic = sides == Sides::periodic;
          EXPECT_EQ(found->faces, floodedShare(voxels, shape, 1, isPeriodic));
          EXPECT_EQ(found->edges, floodedShare(voxels, shape, 2, isPeriodic));
          EXPECT_EQ(found->corners, floodedShare(voxels, shape, 3, isPeriodic));
          percolatesThroughSomeOnly += found->faces == 0 && found->edges > 0;
          percolatesThroughSomeOnly += found->edges == 0 && found->corners > 0;
        }
      }
    }
  }
  EXPECT_GT(percolatesThroughSomeOnly, 20);
}

TEST(Connectivity, IsOfTheDirectionAskedFor) {
  // A diagonal of voxels in the plane of y and x.
  std::vector<std::uint8_t> voxels(2 * 4 * 4);
  for (int i = 0; i < 4; ++i) voxels[std::size_t(i) * 4 + i] = 1;
  const Shape shape{2, 4, 4};
  for (const Direction direction : {Direction::y, Direction::x}) {
    const auto found = connectivity(voxels, shape, kSecond, direction, Sides::closed);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->faces, 0);
    EXPECT_EQ(found->edges, 1);
    EXPECT_EQ(found->corners, 1);
  }
  EXPECT_EQ(connectivity(voxels, shape, kSecond, Direction::z, Sides::closed)->corners, 0);
  EXPECT_EQ(connectivity(voxels, shape, {}, Direction::y, Sides::closed)->corners, 0);
  EXPECT_NE(connectivity(voxels, Shape{2, 4, 5}, kSecond, Direction::z, Sides::closed).error(), "");
}

}  // namespace
}  // namespace cathode
