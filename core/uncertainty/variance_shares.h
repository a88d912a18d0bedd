// SPDX-License-Identifier: MIT
// Whose uncertainty a result's is: shares of its variance among groups of inputs.
#pragma once

#include <span>
#include <vector>

#include "core/uncertainty/distribution.h"

namespace cathode {

// Shapley shares (Owen 2014, doi 10.1137/130936233): of each result, what each group of inputs adds to its variance,
// averaged over all orders in which the groups are let vary, so that they add up to it whatever works together. Groups
// are independent of each other; what is correlated belongs to one group.
//
// By walks in a random order from one draw of all inputs to another, a group at a time: half the change of the whole
// walk times that of a step, whose mean is the share (Goda 2021, doi 10.1016/j.ress.2020.107199, walked both ways).
class VarianceShares {
 public:
  VarianceShares(int groups, int results);

  // Where the n-th walk goes: the groups in the order in which they are exchanged.
  std::span<const int> order(const Draws& draws, std::uint32_t walk);

  // A walk along that order: of each result its value at the start and after each step, results following each other
  // within a step.
  void add(std::span<const int> order, std::span<const double> values);

  // The share (about 0 to 1) of a group in a result's variance; 0 where it has none.
  double share(int group, int result) const;

 private:
  int groups_, results_;
  std::vector<int> order_;
  std::vector<double> sums_;  // by result, then group
};

}  // namespace cathode
