// SPDX-License-Identifier: MIT
#include "core/voxels/percolation.h"

#include <bit>
#include <deque>

namespace cathode {
namespace {

// Spreads the marks through the runs of ones that they lie in, towards higher bits and then lower ones.
std::uint64_t spreadUp(std::uint64_t marks, std::uint64_t ones) {
  for (int step = 1; step < 64; step *= 2) {
    marks |= ones & (marks << step);
    ones &= ones << step;
  }
  return marks;
}
std::uint64_t spreadDown(std::uint64_t marks, std::uint64_t ones) {
  for (int step = 1; step < 64; step *= 2) {
    marks |= ones & (marks >> step);
    ones &= ones >> step;
  }
  return marks;
}

void spreadAlong(std::uint64_t* marks, const std::uint64_t* ones, int words) {
  std::uint64_t carry = 0;
  for (int w = 0; w < words; ++w) {
    marks[w] |= carry & ones[w];
    if (marks[w] != 0) marks[w] = spreadUp(marks[w], ones[w]);
    carry = marks[w] >> 63;
  }
  carry = 0;
  for (int w = words; w-- > 0;) {
    marks[w] |= carry << 63 & ones[w];
    if (marks[w] != 0) marks[w] = spreadDown(marks[w], ones[w]);
    carry = marks[w] & 1;
  }
}

// The marks of a row of n voxels and of the voxels beside them, whether these conduct or not.
void widen(const std::uint64_t* marks, int words, int n, Sides sides, std::uint64_t* wide) {
  for (int w = 0; w < words; ++w) {
    wide[w] = marks[w] | marks[w] << 1 | marks[w] >> 1;
    if (w > 0) wide[w] |= marks[w - 1] >> 63;
    if (w + 1 < words) wide[w] |= marks[w + 1] << 63;
  }
  if (sides == Sides::closed) return;
  const int last = n - 1;
  const std::uint64_t ends = (marks[0] & 1) | (marks[last >> 6] >> (last & 63) & 1);
  wide[0] |= ends;
  wide[last >> 6] |= ends << (last & 63);
}

}  // namespace

std::size_t VoxelBits::count() const {
  std::size_t total = 0;
  for (const std::uint64_t word : bits_) total += static_cast<std::size_t>(std::popcount(word));
  return total;
}

VoxelBits bitsOf(std::span<const std::uint8_t> voxels, const Shape& shape, std::span<const bool> holds) {
  VoxelBits bits(shape);
  std::uint8_t one[256] = {};
  for (std::size_t label = 0; label < holds.size() && label < 256; ++label) one[label] = holds[label];
  const std::uint8_t* voxel = voxels.data();
  for (int z = 0; z < shape[0]; ++z) {
    for (int y = 0; y < shape[1]; ++y) {
      std::uint64_t* row = bits.row(z, y);
      for (int x = 0; x < shape[2]; x += 64, ++row) {
        const int end = std::min(64, shape[2] - x);
        std::uint64_t word = 0;
        for (int b = 0; b < end; ++b) word |= std::uint64_t{one[*voxel++]} << b;
        *row = word;
      }
    }
  }
  return bits;
}

VoxelBits bitsAlong(Direction direction, std::span<const std::uint8_t> voxels, const Shape& shape,
                    std::span<const bool> holds) {
  if (direction == Direction::z) return bitsOf(voxels, shape, holds);
  const Turned turned = turnedTo(direction, shape);
  return bitsOf(turnedCopy(turned, shape, voxels), turned.shape, holds);
}

VoxelBits reached(const VoxelBits& conducting, bool fromLast, Sides sides, Joints joints) {
  const auto [nz, ny, nx] = conducting.shape();
  const int words = conducting.words();
  VoxelBits marks(conducting.shape());
  std::deque<int> waiting;
  std::vector<std::uint8_t> isWaiting(std::size_t(nz) * ny);
  const auto wait = [&](int z, int y) {
    const int row = z * ny + y;
    if (isWaiting[row]) return;
    isWaiting[row] = 1;
    waiting.push_back(row);
  };
  const int first = fromLast ? nz - 1 : 0;
  for (int y = 0; y < ny; ++y) {
    std::copy_n(conducting.row(first, y), words, marks.row(first, y));
    wait(first, y);
  }
  const auto spreadTo = [&](const std::uint64_t* from, int z, int y) {
    if (sides == Sides::periodic) y = (y + ny) % ny;
    if (z < 0 || z >= nz || y < 0 || y >= ny) return;
    const std::uint64_t* ones = conducting.row(z, y);
    std::uint64_t* to = marks.row(z, y);
    std::uint64_t added = 0;
    for (int w = 0; w < words; ++w) {
      const std::uint64_t fresh = from[w] & ones[w] & ~to[w];
      to[w] |= fresh;
      added |= fresh;
    }
    if (added != 0) wait(z, y);
  };
  std::vector<std::uint64_t> wide(words);
  while (!waiting.empty()) {
    const int row = waiting.front();
    waiting.pop_front();
    isWaiting[row] = 0;
    const int z = row / ny, y = row % ny;
    std::uint64_t* here = marks.row(z, y);
    const std::uint64_t* ones = conducting.row(z, y);
    spreadAlong(here, ones, words);
    if (sides == Sides::periodic && conducting.at(z, y, 0) && conducting.at(z, y, nx - 1) &&
        marks.at(z, y, 0) != marks.at(z, y, nx - 1)) {
      here[0] |= 1;
      here[(nx - 1) >> 6] |= std::uint64_t{1} << ((nx - 1) & 63);
      spreadAlong(here, ones, words);
    }
    const std::uint64_t* beside = here;
    if (joints != Joints::faces) {
      widen(here, words, nx, sides, wide.data());
      beside = wide.data();
    }
    spreadTo(beside, z - 1, y);
    spreadTo(beside, z, y - 1);
    spreadTo(beside, z, y + 1);
    spreadTo(beside, z + 1, y);
    if (joints == Joints::faces) continue;
    const std::uint64_t* across = joints == Joints::edges ? here : beside;
    spreadTo(across, z - 1, y - 1);
    spreadTo(across, z - 1, y + 1);
    spreadTo(across, z + 1, y - 1);
    spreadTo(across, z + 1, y + 1);
  }
  return marks;
}

VoxelBits percolating(const VoxelBits& conducting, Sides sides, Joints joints) {
  return reached(reached(conducting, false, sides, joints), true, sides, joints);
}

}  // namespace cathode
