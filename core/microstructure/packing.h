// SPDX-License-Identifier: MIT
// Random numbers, random spheres and packings of them without overlap: the start of a microstructure.
//
// The same bits on every platform: nothing but IEEE-754 additions, multiplications, divisions and square
// roots, exp and log from core/base/elementary.h, and loops whose order depends on the numbers alone.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace cathode {

// Random numbers by counting: the n-th number of a stream is the finaliser of SplitMix64 (Steele, Lea and
// Flood 2014, doi 10.1145/2660193.2660195) of key + n golden ratios, with a key that follows from the seed and
// the stream. Streams let one part of a structure draw more without changing another.
class Random {
 public:
  Random(std::uint32_t seed, std::uint32_t stream);

  std::uint64_t bits();
  double uniform();                   // 0 <= x < 1, multiples of 2^-53
  double normal();                    // Marsaglia's polar method
  std::array<double, 3> direction();  // of length 1, all directions alike

 private:
  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

// Edge lengths (x, y, z) of a volume that goes on periodically in all three directions.
using Box = std::array<double, 3>;

struct Sphere {
  std::array<double, 3> centre;  // x, y, z
  double radius;
};

double sphereVolume(double radius);

// Radii of spheres with lognormal diameters, cut off at kSpreadLimit standard deviations of ln(diameter), whose
// volumes add up to `volume`: drawn until they fill it, the last one then being what is left; were that smaller
// than any that can be drawn, the others grow instead. At least one.
inline constexpr double kSpreadLimit = 2.5;
std::vector<double> lognormalRadii(double medianDiameter, double spread, double volume, Random& random);

// How many of them that takes on average.
double expectedCount(double medianDiameter, double spread, double volume);

// Spheres at random, overlapping.
std::vector<Sphere> scatter(const std::vector<double>& radii, const Box& box, Random& random);

struct PackingResult {
  double largestOverlap;  // of two spheres (nearest images), over the mean of their diameters; 0: none
  int sweeps;
};

// Largest overlap that counts as none.
inline constexpr double kOverlapTolerance = 1e-3;

// Moves spheres until none overlap: collective rearrangement (as Jodrey and Tory 1985, doi
// 10.1103/PhysRevA.32.2347, at fixed radii). Sweeps over all near pairs in a fixed order push each overlapping pair
// apart along the line of centres, the smaller one further. Ends when the largest overlap is below kOverlapTolerance,
// or after a number of sweeps that becomes less the more spheres there are and the more crowded they are. Up to a
// filling of about 0.62 it succeeds; random packings of spheres jam at 0.64. A sphere wider than the box,
// which overlaps itself, is left alone in that. Centres end up within the box.
PackingResult separate(std::vector<Sphere>& given, const Box& box);

}  // namespace cathode
