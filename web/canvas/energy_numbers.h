// SPDX-License-Identifier: MIT
// The two numbers that people come for: on their card, and in sight while the rest scrolls.
#pragma once

#include "web/canvas/card.h"

namespace cathode::web {

void energyCard(Screen& screen, Column& column);

// On a narrow screen they stay in sight while the rest scrolls under them. Must come before what scrolls, so that the
// pointer meets them first. Returns their height.
float stickyNumbers(Screen& screen, float restingY);

// On a wide screen, once their card has scrolled away. Comes before the rest, as above.
void slimNumbers(Screen& screen);

}  // namespace cathode::web
