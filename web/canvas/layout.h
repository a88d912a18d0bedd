// SPDX-License-Identifier: MIT
// What the views are made of, and where their cards stand.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Draws the whole view at the screen's width and scroll position; returns the height of all of it.
float drawView(Screen& screen);

// Draws what lies above everything else: the explanation pointed at.
void drawTip(const Screen& screen);

}  // namespace cathode::web
