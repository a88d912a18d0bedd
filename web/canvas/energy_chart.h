// SPDX-License-Identifier: MIT
// Energy density over the content of active material, with this cell's point to drag.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Returns the height it takes. Before what draws figures is there, it is left free.
float energyChart(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
