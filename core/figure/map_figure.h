// SPDX-License-Identifier: MIT
// The map of a result over two inputs: what its options ask for, for whoever lets a place on it be taken.
#pragma once

#include "core/figure/figures.h"

namespace cathode::figure {

// The map that a figure's options ask for, with so many points a side. What cannot be, checkMap says.
MapRequest mapRequestOf(const FigureInput& input, int side);

}  // namespace cathode::figure
