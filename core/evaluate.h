// Scenario -> Report: the one calculation that every view, link and interface shows.
#pragma once

#include "core/report.h"

namespace cathode {

// Calculates everything for a scenario whose values all pass checkValue. Allocates nothing.
Report evaluate(const Scenario& scenario);

// The range of a parameter's values that the source measured, if it has one.
std::optional<Interval> measuredRange(ParameterId id);

// The source's own printed energy densities for a scenario that describes one of its cells:
// Table S5's model, wt% and temperature, its accounting and layers, and its loading to within the
// printed thickness. Null otherwise.
const EnergyEntry* printedEnergyOf(const Scenario& scenario, const Report& report);

}  // namespace cathode
