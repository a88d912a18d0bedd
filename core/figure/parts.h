// SPDX-License-Identifier: MIT
// What the figures share, and each of them.
#pragma once

#include "core/figure/chart.h"
#include "core/figure/figures.h"

namespace cathode::figure {

// A chart of the input's width and font size.
Chart chartOf(const FigureInput& input);

// Height of a plot: `share` of its width, within what reads well.
double plotHeight(const FigureInput& input, double share);

// Models 1 to 4 have a colour and a marker each.
Ink inkOf(ParticleModel model);
Shape shapeOf(ParticleModel model);

// A row of the registry; one without a maker does not compile.
struct FigureRow : FigureKind {
  Figure (&make)(const FigureInput&);
};

// That of each figure, in the figure's file.
#define CATHODE_FIGURE(name) extern const FigureRow name##Row;
CATHODE_FIGURES(CATHODE_FIGURE)
#undef CATHODE_FIGURE

}  // namespace cathode::figure
