// SPDX-License-Identifier: MIT
// The figures of the tab on transport, each with its choices.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Returns the height it takes.
float transportView(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
