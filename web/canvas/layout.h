// SPDX-License-Identifier: MIT
// What the canvas shows of each view, and where: the inputs in a rail beside it, or on phones one at a time in a sheet.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// What draws figures: for ScreenState::figures, once it has been fetched.
extern const FigureParts kFigureParts;

// Draws the view that is presented; returns the height of the content, 0 for a view that has no drawing.
float drawView(Screen& screen);

}  // namespace cathode::web
