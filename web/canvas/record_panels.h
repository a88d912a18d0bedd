// SPDX-License-Identifier: MIT
// The published record on the canvas: literature, transport figures, audit, reconstruction, tables.
#pragma once

#include "core/source/published_tables.h"
#include "web/canvas/card.h"

namespace cathode::web {

// The literature figure with its choices; and the rows behind it.
void literatureCard(Screen& screen, Column& column);
void literatureTableCard(Screen& screen, Column& column);

// Effective transport of both carriers over content or volume fraction, and the two against each other.
void transportFigureCards(Screen& screen, Column& column);
void balanceCard(Screen& screen, Column& column);

// How little either conductivity alone says of capacity.
void capacityCards(Screen& screen, Column& column);

// What the audit finds: as a figure and as a table.
void auditCards(Screen& screen, Column& column);

// How Table S5 follows from the others: assumptions as sliders, and what comes of them.
void assumptionsCard(Screen& screen, Column& column);
void reconstructionCards(Screen& screen, Column& column);

// What shells, small particles and contents do to capacity.
void capacitySeriesCards(Screen& screen, Column& column);

// The source's tables as printed, its electrolytes, and what else of it a reader needs to know.
void transportTableCards(Screen& screen, Column& column);  // S1-S4, S17, S18, S22
void energyTableCards(Screen& screen, Column& column);     // S5, S6
void electrolyteCards(Screen& screen, Column& column);     // impedance arcs, the price of processing
void sourceNotesCard(Screen& screen, Column& column);

}  // namespace cathode::web
