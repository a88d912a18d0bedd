// SPDX-License-Identifier: MIT
// What is known of a number: its distribution, and draws from it (GUM, JCGM 100:2008 and 101:2008).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/interval.h"

namespace cathode {

enum class DistributionKind : std::uint8_t {
  rectangular,  // anywhere within the half-width, as of a rounded number: u = half-width / sqrt(3)
  triangular,   // u = half-width / sqrt(6)
  normal,
  student,  // of the mean of repeats: JCGM 101, 6.4.9
};
inline constexpr int kDistributionKindCount = 4;
std::string_view distributionKey(DistributionKind kind);  // "rectangular", ...

struct Distribution {
  DistributionKind kind;
  double estimate;
  double width;              // the half-width; of a normal one the standard deviation; of repeats s / sqrt(n)
  int degreesOfFreedom = 0;  // of repeats: n - 1, above 2, so that there is a standard deviation
};

// The distribution's standard deviation.
double standardUncertainty(const Distribution& distribution);

// All that the number may be: unbounded (infinities) for normal and student.
Interval supportOf(const Distribution& distribution);

// Random numbers by their place: the draw of a number in a sample depends on seed, sample and number alone, so that
// one number is drawn once for whatever rests on it, and two calculations of one seed share their draws.
class Draws {
 public:
  explicit Draws(std::uint32_t seed);

  // 0 < x < 1. `attempt`, below 256, counts further draws of the same number, whose number is below 65536.
  double uniform(std::uint32_t sample, std::uint32_t number, std::uint32_t attempt = 0) const;

  double of(const Distribution& distribution, std::uint32_t sample, std::uint32_t number) const;

  // Of mean 0 and standard deviation 1.
  double normal(std::uint32_t sample, std::uint32_t number) const;

 private:
  std::uint64_t key_;
};

// The value that a standard normal number is below with this probability, 0 < p < 1. To 1e-15 of the true value
// (Wichura 1988, algorithm AS 241, doi 10.2307/2347330); the same bits everywhere.
double normalQuantile(double p);

}  // namespace cathode
