// SPDX-License-Identifier: MIT
// The front of a design problem: what its options ask for, for whoever tells of the designs beside it.
#pragma once

#include "core/decide/problem.h"
#include "core/figure/figures.h"

namespace cathode::figure {

// The problem that a figure's options ask of its scenario. What cannot be, checkProblem says.
DesignProblem designProblemOf(const FigureInput& input);

}  // namespace cathode::figure
