// SPDX-License-Identifier: MIT
// What people come for on the tab on rate, large: resistance, drop, and what is left at the C-rate.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Returns the height it takes.
float rateHeadline(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
