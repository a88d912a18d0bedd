// SPDX-License-Identifier: MIT
// The reconstruction of Table S5 as tables and words, for the canvas, the page and JavaScript alike.
#pragma once

#include "core/audit/refinement.h"
#include "core/base/table.h"

namespace cathode {

// What follows from the assumptions, a line each, beside what is printed or what the standard assumptions give. The
// caption tells how it follows.
Table reconstructionSummaryTable(const Assumed& assumed);

// The two capacities of each of the sixteen entries; the eight composites' volume fractions and densities.
Table reconstructedEntriesTable(const Reconstruction& reconstruction);
Table reconstructedCompositesTable(const Reconstruction& reconstruction);

// What the differences do when each assumption grows by 1 % of its value.
Table sensitivityTable(const Assumed& assumed);

// The fitted parameters; the caption tells of the fit.
Table refinementTable(const RefinedReconstruction& refined);

}  // namespace cathode
