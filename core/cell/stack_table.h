// SPDX-License-Identifier: MIT
// The cell stack as a table, for the canvas, the page, figures and JavaScript alike.
#pragma once

#include "core/base/table.h"
#include "core/cell/report.h"

namespace cathode {

// A row a layer, from anode to cathode, then the whole cell: thickness (um), mass (mg/cm2), and their shares (%). In
// paper accounting the anode's mass that the source does not itemise has a row of its own. The caption tells where the
// masses are from.
Table stackTable(const Scenario& scenario, const Report& report);

// The rows of that table.
struct StackRow {
  std::optional<LayerKind> layer;  // nothing: the whole cell
  double thicknessUm, massMgCm2;
  bool isItemised = true;  // false: what the source does not itemise
};
std::vector<StackRow> stackRows(const Scenario& scenario, const Report& report);

}  // namespace cathode
