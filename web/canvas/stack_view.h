// SPDX-License-Identifier: MIT
// The cell on a ruler, its edges to drag; and where its volume and its mass are, as bars whose parts add up.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Returns the height it takes.
float stackView(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
