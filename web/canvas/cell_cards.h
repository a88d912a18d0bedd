// SPDX-License-Identifier: MIT
// The cell: its stack to scale, transport through it, composition, and what there is to note.
#pragma once

#include "web/canvas/card.h"

namespace cathode::web {

void stackCard(Screen& screen, Column& column);
void transportCards(Screen& screen, Column& column);
void compositionCard(Screen& screen, Column& column);
void notesCard(Screen& screen, Column& column);

// Instead of results that a person is to predict first.
void hiddenResultsCard(Screen& screen, Column& column);

}  // namespace cathode::web
