// SPDX-License-Identifier: MIT
// Figures on the canvas: the scenes that become SVG elsewhere, drawn and pointed at here.
#pragma once

#include "core/figure/figures.h"
#include "web/canvas/screen.h"

namespace cathode::web {

// Draws a figure of the calculation `width` wide; returns its height. It is one stop of the keyboard,
// whose arrow keys walk its points; pointing at one, or pressing it, tells of it.
float drawFigure(Screen& screen, float x, float y, float width, figure::FigureId id, Carrier carrier = Carrier::ion);

// The font size (em) of a figure that is drawn so wide.
float emOfFigure(const Fonts& fonts, float width);

}  // namespace cathode::web
