// SPDX-License-Identifier: MIT
// The inputs: a rail beside the views, and on phones a sheet that holds one of them at a time.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Draws the inputs in a column; returns the height they take. Nothing where the presentation shows none.
float rail(Screen& screen, float x, float y, float width);
bool hasInputs(const Screen& screen);

// The sheet at the lower end of what is visible, over what is drawn there; returns its height.
float inputSheet(Screen& screen);

}  // namespace cathode::web
