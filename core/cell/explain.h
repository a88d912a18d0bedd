// Words for people: how a number came about, and what to be wary of.
#pragma once

#include "core/cell/report.h"

namespace cathode {

// The message of a warning that evaluate gave for this scenario.
std::string warningMessage(WarningCode code, const Scenario& scenario);

// How a metric's value came about: tables and rows used, and the assumptions on the way.
std::string provenanceText(MetricId id, const Scenario& scenario, const Report& report);

// A scenario in a few words: model, wt%, temperature, size of the cathode, and whatever else differs
// from the defaults.
std::string scenarioText(const Scenario& scenario);

// The state in which the cell's volume is counted, for whoever shows an energy per volume: "as assembled" or "charged".
std::string_view stateText(const Scenario& scenario);

}  // namespace cathode
