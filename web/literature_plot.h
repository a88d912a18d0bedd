// Table S6 against the current cell: volumetric energy density over cathode thickness.
#pragma once

#include "web/screen.h"

namespace cathode::web {

// Fills `rect`; pointing at a row explains it.
void drawLiteraturePlot(Screen& screen, const Rect& rect);

}  // namespace cathode::web
