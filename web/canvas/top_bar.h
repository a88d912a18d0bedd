// SPDX-License-Identifier: MIT
// Name of the page, its views as tabs, and what acts on all of it.
#pragma once

#include "web/canvas/card.h"

namespace cathode::web {

// Draws it across the top of the screen. Returns its height.
float topBar(Screen& screen);

}  // namespace cathode::web
