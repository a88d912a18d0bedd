// SPDX-License-Identifier: MIT
// Conjugate gradients on a spread system, as far as a tolerance of the power asks.
#pragma once

#include <functional>

#include "core/programs/cluster/system.h"

namespace cathode::program {

struct Iterated {
  // What the potential dissipates: no less than the least there is (Dirichlet's principle), an upper bound.
  double power = 0;
  // How far that is above the least one, estimated: the residual's product with its preconditioned self over the least
  // eigenvalue that the iterations have seen of the preconditioned matrix, doubled. No proof: that eigenvalue may still
  // be somewhat too large.
  double excess = 0;
  int iterations = 0;
};

// Called after each iteration with what came of it so far and a way to the potential of the own nodes; an outcome that
// is a failure stops it, and has to be the same on every rank.
using IterationObserver =
    std::function<Outcome(const Iterated& iterated, const std::function<std::vector<double>()>& potential)>;

// Begins with that potential of the own nodes, after so many iterations done before.
std::expected<Iterated, Failure> iterate(System& system, const std::vector<double>& begun, int iterationsBefore,
                                         double tolerance, const IterationObserver& observer);

}  // namespace cathode::program
