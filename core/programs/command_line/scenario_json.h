// SPDX-License-Identifier: MIT
// Scenarios as JSON, by the keys of the JavaScript interface.
#pragma once

#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/scenario/parameters.h"

namespace cathode::program {

// What to call a JSON value in a message.
std::string shown(const nlohmann::json& value);

// JSON text read whole; otherwise where it is none.
std::expected<nlohmann::json, std::string> parsedJson(const std::string& text);

// The value that an input takes from JSON; the registry's refusal otherwise.
std::expected<ParameterValue, std::string> valueOfJson(const Parameter& field, const nlohmann::json& value);

// Inputs laid over a scenario. Of the two sizes of a cathode the one that is given sizes it, unless `sizing` says.
class GivenInputs {
 public:
  void put(ParameterId id, ParameterValue value);
  std::expected<Scenario, std::string> over(Scenario scenario) const;

 private:
  std::array<std::optional<ParameterValue>, kParameterCount> values_;
};

// {"model": 4, "amWtPct": 85} over a scenario; with a "composite", over what goes with that (standardScenario).
std::expected<Scenario, std::string> scenarioOfJson(const nlohmann::json& object, const Scenario& start);

}  // namespace cathode::program
