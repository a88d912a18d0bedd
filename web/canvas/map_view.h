// SPDX-License-Identifier: MIT
// The map: a result over two inputs, on which a person reads values and goes to places.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Draws it at a place and width; returns its height.
float mapView(Screen& screen, float x, float y, float width);

}  // namespace cathode::web
