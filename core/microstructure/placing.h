// SPDX-License-Identifier: MIT
// The steps of a generation: particles packed, distances to them, and voxels claimed by what is nearest.
#pragma once

#include <bit>
#include <cmath>
#include <limits>

#include "core/base/elementary.h"
#include "core/cell/composition.h"
#include "core/microstructure/microstructure.h"
#include "core/microstructure/packing.h"

namespace cathode {

inline constexpr float kFar = std::numeric_limits<float>::max();  // nothing is near

// What the composition asks for in whole voxels.
struct VoxelCounts {
  std::size_t am, ca, shell, sePart;  // the last: SE that is not shell
};

// Everything that the steps of a generation share. Lengths in voxels.
struct Generation {
  const MicrostructureRequest& request;
  Composition composition;
  Box box;  // x, y, z
  double volume;
  double phiShell;
  VoxelCounts counts;
  Microstructure result;
  std::vector<float> fromAm;  // to the nearest AM surface
  std::vector<float> other;   // to the second nearest, later to the nearest SE particle

  double size(MicrostructureSizeId id) const { return request.sizes[static_cast<std::size_t>(id)]; }
  double inVoxels(MicrostructureSizeId id) const { return size(id) / size(MicrostructureSizeId::voxelUm); }
  std::size_t seParticles(double diameter, double phi) const {
    return static_cast<std::size_t>(std::max(1.0, std::floor(phi * volume / sphereVolume(0.5 * diameter) + 0.5)));
  }
  double phiSeParticles() const { return std::max(0.0, composition.phiSe - phiShell); }
  void note(std::string text) { result.notes.push_back(std::move(text)); }
};

// AM particles packed, and with them large SE particles if there are to be any.
struct Particles {
  std::vector<Sphere> am, se;  // with the AM's true radii, and radii of the SE at which it was packed
};

Particles packed(Generation& g);

// Measures distances with a margin wide enough that what is going to be claimed by them is within.
void measureAm(Generation& g, const std::vector<Sphere>& am, bool bridges);
void measureSe(Generation& g, const std::vector<Sphere>& se, double margin);

// Small SE particles: centres at random outside the AM and at a distance from each other, which becomes less as
// room runs out (random sequential addition).
std::vector<Sphere> smallSe(Generation& g);

// Straight fibres in random directions, where there is no AM, until all CA voxels are set.
void layFibres(Generation& g);

// Numbers for the particles. `isShell` tells SE voxels of shells.
void numberParticles(Generation& g, const std::vector<Sphere>& am, const std::vector<Sphere>& se,
                     const std::vector<std::uint8_t>& isShell);

// Bits of a number whose order as whole numbers is that of the numbers.
inline std::uint32_t ordered(float key) {
  const auto bits = std::bit_cast<std::uint32_t>(key);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

inline float fromOrdered(std::uint32_t bits) {
  return std::bit_cast<float>(bits & 0x80000000u ? bits & 0x7fffffffu : ~bits);
}

// Gives `phase` to those `count` void voxels whose keys are smallest, and of equal ones to the first; the largest
// key among them.
template <typename Key>
float claim(std::vector<std::uint8_t>& voxels, std::size_t count, Phase phase, Key keyOf) {
  if (count == 0) return -kFar;
  constexpr std::uint32_t kHalf = 0x10000;
  constexpr auto kVoid = static_cast<std::uint8_t>(Phase::voidSpace);
  std::vector<std::size_t> histogram(kHalf);
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    if (voxels[i] == kVoid) ++histogram[ordered(keyOf(i)) >> 16];
  }
  const auto find = [&](std::size_t& rank) {  // the bin of that rank, which then counts within it
    std::uint32_t bin = 0;
    while (bin + 1 < kHalf && rank >= histogram[bin]) rank -= histogram[bin++];
    return bin;
  };
  std::size_t rank = count - 1;
  const std::uint32_t upper = find(rank);
  histogram.assign(kHalf, 0);
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    if (voxels[i] != kVoid) continue;
    const std::uint32_t bits = ordered(keyOf(i));
    if (bits >> 16 == upper) ++histogram[bits & 0xffff];
  }
  const std::uint32_t threshold = upper << 16 | find(rank);
  std::size_t ties = rank + 1;
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    if (voxels[i] != kVoid) continue;
    const std::uint32_t bits = ordered(keyOf(i));
    if (bits > threshold || (bits == threshold && ties == 0)) continue;
    ties -= bits == threshold;
    voxels[i] = static_cast<std::uint8_t>(phase);
  }
  return fromOrdered(threshold);
}

}  // namespace cathode
