// SPDX-License-Identifier: MIT
// Corrections of a potential in double precision by iterations in single precision, until what is proven of its
// power is enough: the same for voxels and for networks.
#pragma once

#include <algorithm>
#include <cmath>
#include <expected>
#include <string>
#include <vector>

#include "core/conduction/conduction.h"

namespace cathode {

inline constexpr int kMostIterations = 2000;
// A correction gains at most so much of the power that is left, single precision being what it is.
inline constexpr double kLeastCorrection = 1e-5;
// By what a proven gap exceeds what is really left, until it has been seen.
inline constexpr double kExcess = 10;
// So many corrections in a row that do not halve the proven gap are no progress any more.
inline constexpr int kMostVain = 6;

// How far an iteration's power is above the true one, from how fast it has been falling.
class ErrorEstimate {
 public:
  // Adds the fall of an iteration; returns the estimate.
  double add(double fall);

 private:
  std::vector<double> falls_;
};

// Bounds of the power between the planes, and the best guess between them.
struct PowerFound {
  double lower, power, upper;
};

// A solve in progress: tells what it has reached, and counts.
class Progress {
 public:
  Progress(const ConductionObserver& observer, double tolerance, double toSigma, std::vector<ConductionStep>& history)
      : observer_(observer), tolerance_(tolerance), toSigma_(toSigma), history_(history) {}

  bool hasIterations() const { return history_.size() < kMostIterations; }
  // After an iteration; false if it is to stop.
  bool add(double power, double error);

 private:
  const ConductionObserver& observer_;
  double tolerance_, toSigma_;
  std::vector<ConductionStep>& history_;
  double farthest_ = 0;
};

std::string notConverged(double tolerance, double reached);

// `potential` has begun; `iterations` is what improves it: a Grid or the like.
template <typename Potential, typename Iterations>
std::expected<PowerFound, std::string> correct(Potential& potential, Iterations& iterations, double tolerance,
                                               Progress& progress) {
  double power = potential.power(), least = power, excess = kExcess;
  for (int vain = 0;;) {
    iterations.beginCorrection(potential.residual());
    const double gap = potential.provenGap();
    if (gap <= tolerance * (power - gap))
      return PowerFound{power - gap, power - std::min(0.5 * gap, gap / excess), power};
    vain = gap <= 0.5 * least ? 0 : vain + 1;
    least = std::min(least, gap);
    if (vain > kMostVain || !progress.hasIterations())
      return std::unexpected(notConverged(tolerance, least / std::max(power - least, 0.5 * power)));

    // As far as this precision carries, or as is needed: the gap proven exceeds what is really left by some factor.
    ErrorEstimate estimate;
    double gained = 0, left = gap;
    while (progress.hasIterations()) {
      const double fall = iterations.iterate();
      gained += fall;
      left = estimate.add(fall);
      if (!progress.add(power - gained - std::min(left, 0.5 * (power - gained)), std::min(left, 0.5 * power)))
        return std::unexpected(std::string(kConductionStopped));
      excess = std::max(1.0, gap / (gained + left));
      if (left <= kLeastCorrection * gained || left * excess <= 0.1 * tolerance * (power - gained)) break;
    }
    iterations.addTo(potential.values());
    power = potential.power();
  }
}

// Corrections as far as the falls of the power tell that they are enough, and until double precision bears them out.
template <typename Potential, typename Iterations>
std::expected<PowerFound, std::string> improve(Potential& potential, Iterations& iterations, double tolerance,
                                               Progress& progress) {
  double power = potential.power(), error = power;
  for (int round = 0; round < kMostVain; ++round) {
    const double begun = power;
    iterations.beginCorrection(potential.residual());
    ErrorEstimate estimate;
    double gained = 0;
    do {
      if (!progress.hasIterations()) return std::unexpected(notConverged(tolerance, error / (begun - gained)));
      const double fall = iterations.iterate();
      gained += fall;
      error = std::min(estimate.add(fall), 0.5 * (begun - gained));
      if (!progress.add(begun - gained - error, error)) return std::unexpected(std::string(kConductionStopped));
      // A quarter of the tolerance: the estimate may be off by a few times itself.
    } while (error > 0.25 * tolerance * (begun - gained - error));
    iterations.addTo(potential.values());
    power = potential.power();
    // What single precision promised and did not keep, or could not see.
    const double broken = std::abs(power - (begun - gained));
    if (gained <= 0.25 * tolerance * power || (round == 0 && broken <= 0.1 * tolerance * power)) {
      // An interval no narrower than what was asked for, since the estimate is no bound.
      return PowerFound{std::min(power - 2 * error, (power - error) * (1 - tolerance)), power - error, power};
    }
  }
  return std::unexpected(notConverged(tolerance, std::max(tolerance, error / power)));
}

}  // namespace cathode
