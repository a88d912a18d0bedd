// SPDX-License-Identifier: MIT
// The four models with all else as it is, and the cells that are pinned beside this one: a row each.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Returns the height it takes.
float modelRows(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
