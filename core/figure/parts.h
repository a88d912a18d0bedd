// SPDX-License-Identifier: MIT
// What the figures share, and each of them.
#pragma once

#include "core/figure/chart.h"
#include "core/figure/figures.h"

namespace cathode::figure {

// A chart of the input's width and font size, under its title if it shall have one.
Chart chartOf(const FigureInput& input, std::string title);

// Height of a plot: `share` of its width, within what reads well.
double plotHeight(const FigureInput& input, double share);

// Models 1 to 4 have a colour and a marker each.
Ink inkOf(ParticleModel model);
Shape shapeOf(ParticleModel model);
// Of a scenario's model; a person's own composite has the ink of text, and is a circle.
Ink inkOf(const Scenario& scenario);
Shape shapeOf(const Scenario& scenario);
// Whether it is the source's model, and not a person's own composite.
bool isOfModel(const Scenario& scenario, ParticleModel model);
// Whose curves a figure of models draws: "the four models", and by its name a person's own composite where it is drawn.
std::string drawnText(const Scenario& scenario, bool isOwnDrawn);

// This cell and those that it is compared with, by what they are: "Model 4, 85 wt%"; "A: Model 4, 85 wt%" where two
// would be called the same.
struct ShownCell {
  std::string name;
  Scenario scenario;
  bool isNow;
};
std::vector<ShownCell> shownCells(const FigureInput& input);
inline constexpr std::string_view kThisCell = "This cell";

// The mark of such a cell: its model's, this cell's in a ring.
Marker cellMarker(const ShownCell& cell, Point at, double size);

// What a figure draws of a text in which subscripts stand on the line: "σ_0" of "σ0".
std::string withSubscripts(std::string_view text);

// A row of the registry; one without a maker does not compile.
struct FigureRow : FigureKind {
  Figure (&make)(const FigureInput&);
};

// That of each figure, in the figure's file.
#define CATHODE_FIGURE(name) extern const FigureRow name##Row;
CATHODE_FIGURES(CATHODE_FIGURE)
#undef CATHODE_FIGURE

}  // namespace cathode::figure
