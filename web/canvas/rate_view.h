// SPDX-License-Identifier: MIT
// The figures of the tab on rate, with their choices.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Returns the height it takes.
float rateView(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
