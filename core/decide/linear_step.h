// SPDX-License-Identifier: MIT
// The best step within a box where everything is linear. For core/decide alone.
#pragma once

#include <span>

#include "core/decide/enclosure.h"

namespace cathode {

using Coordinates = std::array<double, kMostFree>;

// A condition on a step: slopes . step >= least. What it falls short costs `penalty` for each unit.
struct LinearCondition {
  Coordinates slopes;
  double least;
  double penalty;
};

// The step, each coordinate from lower to upper, with the largest gain . step less what
// conditions fall short. By the simplex method with Bland's rule: the same step on every machine.
Coordinates bestLinearStep(int count, const Coordinates& gain, const Coordinates& lower, const Coordinates& upper,
                           std::span<const LinearCondition> conditions);

}  // namespace cathode
