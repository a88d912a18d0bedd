// SPDX-License-Identifier: MIT
// How a result answers to each input.
#pragma once

#include <string_view>
#include <vector>

#include "core/cell/report.h"

namespace cathode {

// From where a slope is taken: at the ends of what was measured, where results bend, from within.
enum class Side : std::uint8_t { both, below, above };
std::string_view sideKey(Side side);  // "both", ...

struct Elasticity {
  ParameterId parameter;
  double at;     // the input's value
  double slope;  // relative change of the result per relative change of the input; of temperature, per kelvin
  Side side;
  // The phase that makes up the rest where a content changes, since the fractions add up to 1: "SE"; empty else.
  std::string_view balancedBy;
};

// Of all inputs that are numbers and count in the scenario. The slope is NaN where the result is not known.
std::vector<Elasticity> elasticities(const Scenario& scenario, MetricId metric);

}  // namespace cathode
