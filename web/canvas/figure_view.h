// SPDX-License-Identifier: MIT
// Draws a figure's scene on the canvas. What a point says stands in a line below it, so that nothing is covered.
#pragma once

#include "core/figure/figures.h"
#include "web/canvas/screen.h"

namespace cathode::web {

struct FigureLook {
  float height;
  const figure::Marker* pressed = nullptr;  // in this frame; as long as the figure stays the same
};
// Draws the current calculation's figure of that carrier at a place and width.
FigureLook drawFigure(Screen& screen, float x, float y, float width, figure::FigureId id, Carrier carrier);

// The same with its title and what saves it; returns the height it takes. Empty: the figure's own title, its question.
float titledFigure(Screen& screen, float x, float y, float width, std::string_view title, figure::FigureId id,
                   Carrier carrier = Carrier::ion);

// Draws it without what a person can do with it.
void paintFigure(Screen& screen, float x, float y, float width, figure::FigureId id, Carrier carrier);

// The particle model that a mark is of, by its ink; nothing for this cell and for what is of none.
std::optional<ParticleModel> modelOf(const figure::Marker& marker);

// What it would draw.
const figure::Scene& figureScene(const Screen& screen, float width, figure::FigureId id, Carrier carrier);

// The em that a figure of that width is laid out by.
float emOfFigure(const Fonts& fonts, float width);

}  // namespace cathode::web
