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

// Random numbers by counting (core/base/random_bits.h), with a key that follows from the seed and the stream. Streams
// let one part of a structure draw more without changing another.
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

// Edge lengths (along z, y, x) of a volume that goes on periodically in all three directions.
using Box = std::array<double, 3>;

struct Sphere {
  std::array<double, 3> centre;  // along z, y, x
  double radius;
};

double sphereVolume(double radius);

// Radii of spheres with lognormal diameters, cut off at kSpreadLimit standard deviations of ln(diameter): as many as
// come nearest to `volume`, at least one, and then all larger or smaller by one factor, so that theirs is that volume.
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

// Removes the clumps that separated spheres keep of their random start: hard spheres moved one after the other by
// random displacements (Metropolis et al. 1953, doi 10.1063/1.1699114), whose size is adapted until two in five are
// accepted. A move may not bring two spheres nearer to each other than they were that overlap by more than
// kOverlapTolerance. How many sweeps over all of them were made: kEquilibrationSweeps, or fewer where the spheres are
// so many or so unlike that it would take long.
inline constexpr int kEquilibrationSweeps = 2000;
double equilibrate(std::vector<Sphere>& spheres, const Box& box, Random& random);

// How unevenly spheres lie, on the scale of the box: |sum v exp(i k r)|^2 / sum v^2 over their volumes v, averaged over
// the 13 pairs of opposite wave vectors with components -1, 0, 1 times 2 pi / edge. 1 for places that know nothing of
// each other; 0.036 for equal hard spheres in equilibrium at a filling of 0.42 and k = 0 (Carnahan and Starling 1969,
// doi 10.1063/1.1672048).
double structureFactor(const std::vector<Sphere>& spheres, const Box& box);

// How many others a sphere touches or overlaps (nearest images), on average.
double coordination(const std::vector<Sphere>& spheres, const Box& box);

}  // namespace cathode
