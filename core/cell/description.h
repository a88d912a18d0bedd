// SPDX-License-Identifier: MIT
// Scenarios in a few words.
#pragma once

#include <string>
#include <string_view>

#include "core/scenario/scenario.h"

namespace cathode {

// A scenario in a few words: model, wt%, temperature, size of the cathode, and whatever else differs
// from the defaults.
std::string scenarioText(const Scenario& scenario);

// The state in which the cell's volume is counted, for whoever shows an energy per volume: "as assembled" or "charged".
std::string_view stateText(const Scenario& scenario);

}  // namespace cathode
