// SPDX-License-Identifier: MIT
// Tables on the canvas: sorted by a press on a head, rows opened by a press or the keyboard.
#pragma once

#include "core/base/table.h"
#include "web/canvas/screen.h"

namespace cathode::web {

// Draws a table; returns its height. Where its columns do not fit side by side, each row stands as
// text. A row with a detail opens to show it.
float drawTable(Screen& screen, float x, float y, float width, const Table& table);

}  // namespace cathode::web
