// SPDX-License-Identifier: MIT
// Rows of Table S6, and a person's own, beside a scenario: as reported, and recomputed with the
// scenario's layers, voltage and accounting.
#pragma once

#include <optional>
#include <string>

#include "core/audit/audit.h"
#include "core/base/table.h"
#include "core/cell/stack.h"
#include "core/source/cell_row.h"

namespace cathode {

// A row recomputed: Q_A V over the scenario's cell, as assembled, with the row's cathode in it. Its loading is read as
// asked unless it is known which it is (resolvedLoading). What its printed numbers do not allow stays empty, as does a
// composite denser than one without void can be, and `reason` says why.
struct NormalisedRow {
  std::optional<double> arealCapacityMahCm2;  // printed, or q w m (composite) or q m (active material)
  std::optional<double> loadingMgCm2;         // of the composite
  std::optional<double> volumetricWhL;
  Interval volumetricRangeWhL;  // where rounding of its printed digits lets that lie
  std::optional<double> gravimetricWhKg;
  std::string reason;
};
NormalisedRow normalised(const CellRow& cells, LoadingReading reading, const Scenario& scenario);

// What a row's loading is: where its energy density follows from one reading of it and not from the other, that one;
// else `asked`.
LoadingReading resolvedLoading(const CellRow& cells, LoadingReading asked);

// Whether a row's energy density follows from its own printed numbers: the best verdict of the
// audit's findings about it, and what a conditional one needs ("V = 3.98 V").
struct Reproduction {
  Verdict verdict = Verdict::notDeterminable;
  std::string condition;

  bool isDoubted() const { return verdict == Verdict::contradictory || verdict == Verdict::beyondRounding; }
};
Reproduction reproduction(const CellRow& cells);
std::string reproductionText(const Reproduction& reproduction);  // "yes", "if V = 3.98 V", "no", "nothing can be said"

// A row in words, for a closer look.
std::string rowDescription(const CellRow& cells, const Scenario& scenario, LoadingReading reading);

// All rows, Table S6 first, reported and recomputed side by side.
Table literatureTable(std::span<const CellRow> own, LoadingReading reading, const Scenario& scenario);

}  // namespace cathode
