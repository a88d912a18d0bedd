// SPDX-License-Identifier: MIT
// What a solve is given and what it finds, as values for JavaScript: the same for voxels and geometries.
#pragma once

#include <emscripten/val.h>

#include "core/conduction/conduction.h"

namespace cathode {

Shape shapeOf(const emscripten::val& shape);
std::vector<double> numbersOf(const emscripten::val& list);

// Calls observer(preparing, fraction, iteration, effectiveConductivity, errorEstimate); nothing for null.
ConductionObserver observerOf(const emscripten::val& observer);

// All but the fields.
emscripten::val solutionVal(const ConductionSolution& solution);

}  // namespace cathode
