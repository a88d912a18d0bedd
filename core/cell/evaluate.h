// SPDX-License-Identifier: MIT
// Scenario -> Report: the one calculation that every view, link and interface shows.
#pragma once

#include "core/cell/basis.h"
#include "core/cell/report.h"
#include "core/source/published.h"

namespace cathode {

// Calculates everything for a scenario whose values all pass checkValue. Allocates nothing, but
// for a person's own composite.
Report evaluate(const Scenario& scenario);

// Its values alone, without warnings, if the source's numbers were others. The same bits as evaluate with
// sourceBasis().
Report evaluateOn(const Basis& basis, const Scenario& scenario);

// The range of a parameter's values that the source measured, if it has one: of thicknesses, what this composition has
// at the source's loading.
std::optional<Interval> measuredRange(ParameterId id, const Scenario& scenario);

// Whether content and temperature lie within what was measured. Beyond, results rest on held values: nothing is ranked
// there.
bool isWithinMeasured(const Scenario& scenario);

// What two cathodes that are compared have in common.
enum class SameSize : std::uint8_t { loading, thickness };

// The scenario with another model, whose cathode has this one's loading or thickness.
Scenario withModel(const Scenario& scenario, ParticleModel model, SameSize same);

// The source's own printed energy densities for a scenario that describes one of its cells:
// Table S5's model, wt% and temperature, its accounting and layers, and its loading (kSameLoading). Null otherwise.
const EnergyEntry* printedEnergyOf(const Scenario& scenario, const Report& report);

}  // namespace cathode
