// SPDX-License-Identifier: MIT
// The inputs, in their groups, and the source’s cells as presets.
#pragma once

#include "web/canvas/card.h"

namespace cathode::web {

// The model with its pictures, then the groups of the registry.
void inputCards(Screen& screen, Column& column);

// The source's sixteen cells; a press recalls one.
void presetsCard(Screen& screen, Column& column);

// What a voxel volume is made of. The volumes themselves are the page's: they are pictures and long work, in HTML
// below.
void microstructureCard(Screen& screen, Column& column);

}  // namespace cathode::web
