// SPDX-License-Identifier: MIT
// What JavaScript has given last, for the calls that speak of it.
#pragma once

#include <vector>

#include "core/cell/evaluate.h"
#include "core/source/cell_row.h"

namespace cathode {

// The scenario last evaluated.
struct Evaluated {
  Scenario scenario;
  Report report = evaluate(Scenario{});
};
Evaluated& evaluated();

// The comparison set of the link being written or last read.
std::vector<Scenario>& linkPinned();

// A person's own rows, of the link being written or last read, or for an audit or a figure.
std::vector<CellRow>& givenRows();

}  // namespace cathode
