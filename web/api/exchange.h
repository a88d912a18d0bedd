// SPDX-License-Identifier: MIT
// Fixed memory through which scenarios and reports cross between JavaScript and C++.
//
// JavaScript writes and reads these arrays directly; crossing them takes a fraction of what it
// costs to build the same objects property by property.
#pragma once

#include <array>
#include <cstdint>

#include "core/cell/evaluate.h"

namespace cathode {

enum class Given : std::uint8_t { no, value, null };

struct Exchange {
  // A scenario: one entry per parameter, in registry order. Choices are indices.
  std::array<double, kParameterCount> input;
  std::array<Given, kParameterCount> given;
  double composite;  // of the scenario: 0 for the source's models, else see compositeAt
  // A report: one entry per metric, layer and warning.
  std::array<double, kMetricCount> values;         // NaN: none
  std::array<double, 2 * kMetricCount> intervals;  // lower and upper; NaN: none
  std::array<std::uint8_t, kMetricCount> provenance;
  std::array<double, 2 * kLayerKindCount> layerSizes;  // thickness (um) and mass (mg/cm2) of each layer
  std::array<std::uint8_t, kLayerKindCount> layerKinds;
  std::array<std::uint8_t, kWarningCount> warningCodes;
  std::array<std::uint8_t, kWarningCount> warningFields;
  std::uint8_t layerCount;
  std::uint8_t warningCount;
};

// The one exchange of this module instance.
Exchange& exchange();

// Composites cross by number: each that has crossed keeps its own, from 1; 0 is none.
std::uint32_t numberOf(const OwnComposite* composite);
const OwnComposite* compositeAt(std::uint32_t number);

// The scenario in the exchange: defaults, or what its composite has, where nothing is given. A size that is given
// without what sizes the cathode does. Otherwise why the first refused value is refused.
std::expected<Scenario, std::string> readScenario();

// Puts a complete scenario, or a report, into the exchange.
void writeScenario(const Scenario& scenario);
void writeReport(const Report& report);

}  // namespace cathode
