// SPDX-License-Identifier: MIT
// The comparison set: pinned scenarios side by side with the current one.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// One row a scenario, with as many metrics as there is room for and their differences from A.
// Returns the height it takes.
float comparison(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
