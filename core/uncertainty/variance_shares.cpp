// SPDX-License-Identifier: MIT
#include "core/uncertainty/variance_shares.h"

#include <numeric>
#include <utility>

namespace cathode {

VarianceShares::VarianceShares(int groups, int results)
    : groups_(groups), results_(results), order_(groups), sums_(static_cast<std::size_t>(groups) * results) {}

std::span<const int> VarianceShares::order(const Draws& draws, std::uint32_t walk) {
  std::iota(order_.begin(), order_.end(), 0);
  for (int i = groups_ - 1; i > 0; --i) {
    const int other = static_cast<int>(draws.uniform(walk, i) * (i + 1));
    std::swap(order_[i], order_[other]);
  }
  return order_;
}

void VarianceShares::add(std::span<const int> order, std::span<const double> values) {
  for (int result = 0; result < results_; ++result) {
    const auto after = [&](int steps) { return values[static_cast<std::size_t>(steps) * results_ + result]; };
    const double half = 0.5 * (after(0) - after(groups_));
    // Where a number is missing on the way, the walk tells nothing.
    if (half != half) continue;
    for (int step = 0; step < groups_; ++step) {
      const double change = after(step) - after(step + 1);
      if (change == change) sums_[static_cast<std::size_t>(result) * groups_ + order[step]] += half * change;
    }
  }
}

double VarianceShares::share(int group, int result) const {
  const double* own = &sums_[static_cast<std::size_t>(result) * groups_];
  const double whole = std::accumulate(own, own + groups_, 0.0);
  return whole > 0.0 ? own[group] / whole : 0.0;
}

}  // namespace cathode
