// SPDX-License-Identifier: MIT
// What people come for first, large: on the cell's tab both energy densities, on that of transport both carriers.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Each returns the height it takes.
float energyHeadline(Screen& screen, float x, float y, float width);
float transportHeadline(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
