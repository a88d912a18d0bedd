// SPDX-License-Identifier: MIT
// The steps of a generation: particles packed, distances to them, and points claimed by what is nearest.
//
// All of it is in micrometres, along z, y, x, on a lattice of points that the box alone decides: the voxels do not
// enter.
#pragma once

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/elementary.h"
#include "core/cell/composition.h"
#include "core/geometry/raster.h"
#include "core/microstructure/microstructure.h"
#include "core/microstructure/packing.h"

namespace cathode {

inline constexpr float kFar = std::numeric_limits<float>::max();  // nothing is near

// Streams of random numbers.
enum Stream : std::uint32_t { kAmRadii, kPlaces, kSmallSe, kFibres, kEquilibration };

// What the composition asks for in whole points of the lattice.
struct PointCounts {
  std::size_t am, ca, shell, sePart;  // the last: SE that is not shell
};

// Everything that the steps of a generation share. Lengths in micrometres.
struct Generation {
  const MicrostructureRequest& request;
  Composition composition;
  PointLattice lattice;
  double volume;
  double phiShell;
  PointCounts counts;
  Microstructure result;
  std::vector<std::uint8_t> points;  // values of Phase
  std::vector<float> fromAm;         // to the nearest AM surface, as it was packed
  std::vector<float> fromSe;         // to the nearest SE particle's surface, as it was packed

  double size(MicrostructureSizeId id) const { return request.sizes[static_cast<std::size_t>(id)]; }
  const Box& box() const { return lattice.boxUm; }
  double shortestEdge() const { return *std::ranges::min_element(lattice.boxUm); }
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

// Measures distances, far enough that what is going to be claimed by them is within.
void measureAm(Generation& g, const std::vector<Sphere>& am);
void measureSe(Generation& g, const std::vector<Sphere>& se);

// Small SE particles: centres at random outside the AM and at a distance from each other, which becomes less as
// room runs out (random sequential addition).
std::vector<Sphere> smallSe(Generation& g);

// Numbers for the particles that voxels belong to.
void numberParticles(Microstructure& made, const std::vector<Sphere>& am, double shellUm,
                     const std::vector<Sphere>& se);

// The point around a place of the box.
std::size_t pointAt(const PointLattice& lattice, const PlaceUm& place);

// Bits of a number whose order as whole numbers is that of the numbers.
inline std::uint32_t ordered(float key) {
  const auto bits = std::bit_cast<std::uint32_t>(key);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

inline float fromOrdered(std::uint32_t bits) {
  return std::bit_cast<float>(bits & 0x80000000u ? bits & 0x7fffffffu : ~bits);
}

// The largest of the `count` smallest keys of void points, or of all where there are fewer; -kFar of none.
template <typename Key>
float thresholdOf(const std::vector<std::uint8_t>& points, std::size_t count, Key keyOf) {
  constexpr std::uint32_t kHalf = 0x10000;
  constexpr auto kVoid = static_cast<std::uint8_t>(Phase::voidSpace);
  std::vector<std::size_t> histogram(kHalf);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] == kVoid) ++histogram[ordered(keyOf(i)) >> 16];
  }
  count = std::min(count, std::accumulate(histogram.begin(), histogram.end(), std::size_t{0}));
  if (count == 0) return -kFar;
  const auto find = [&](std::size_t& rank) {  // the bin of that rank, which then counts within it
    std::uint32_t bin = 0;
    while (bin + 1 < kHalf && rank >= histogram[bin]) rank -= histogram[bin++];
    return bin;
  };
  std::size_t rank = count - 1;
  const std::uint32_t upper = find(rank);
  histogram.assign(kHalf, 0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] != kVoid) continue;
    const std::uint32_t bits = ordered(keyOf(i));
    if (bits >> 16 == upper) ++histogram[bits & 0xffff];
  }
  return fromOrdered(upper << 16 | find(rank));
}

// Gives `phase` to the void points whose keys are not above a threshold.
template <typename Key>
void claim(std::vector<std::uint8_t>& points, float threshold, Phase phase, Key keyOf) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] == static_cast<std::uint8_t>(Phase::voidSpace) && keyOf(i) <= threshold)
      points[i] = static_cast<std::uint8_t>(phase);
  }
}

}  // namespace cathode
