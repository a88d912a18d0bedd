// SPDX-License-Identifier: MIT
#include "core/conduction/correction.h"

#include "core/base/number_text.h"

namespace cathode {

double ErrorEstimate::add(double fall) {
  if (fall == 0) return 0;  // nothing left to gain
  falls_.push_back(fall);
  const std::size_t n = falls_.size();
  if (n == 1) return fall;
  double rate = falls_[n - 1] / falls_[n - 2];
  if (n >= 3) rate = std::max(rate, std::sqrt(falls_[n - 1] / falls_[n - 3]));
  rate = std::clamp(rate, 0.05, 0.98);
  return fall * rate / (1 - rate);
}

bool Progress::add(double power, double error) {
  const double relative = error / power;
  history_.push_back({power * toSigma_, relative});
  farthest_ = std::max(farthest_, std::log(std::clamp(relative, tolerance_, 1.0)) / std::log(tolerance_));
  return !observer_ || observer_({false, 0.3 + 0.7 * farthest_, int(history_.size()), power * toSigma_, relative});
}

std::string notConverged(double tolerance, double reached) {
  return "tolerance: not converged to " + shortestText(tolerance) + ", only to " + significantText(reached, 2) + ".";
}

}  // namespace cathode
