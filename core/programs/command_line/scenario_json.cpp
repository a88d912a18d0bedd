// SPDX-License-Identifier: MIT
#include "core/programs/command_line/scenario_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/base/words.h"

namespace cathode::program {

using nlohmann::json;

std::string shown(const json& value) {
  if (value.is_string()) return "the text \"" + quotable(value.get_ref<const std::string&>()) + "\"";
  if (value.is_array()) return "an array";
  if (value.is_object()) return "an object";
  if (value.is_number()) return quotedNumber(value.get<double>());
  return value.dump();
}

std::expected<json, std::string> parsedJson(const std::string& text) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    return std::unexpected("is not JSON: it cannot be read beyond byte " + std::to_string(error.byte) + ".");
  } catch (const json::exception&) {
    return std::unexpected(std::string("is not JSON: a number in it is beyond what can be counted with."));
  }
}

std::expected<ParameterValue, std::string> valueOfJson(const Parameter& field, const json& value) {
  const auto checked = [&](ParameterValue number) -> std::expected<ParameterValue, std::string> {
    if (const auto fits = checkValue(field, number); !fits) return std::unexpected(errorMessage(fits.error()));
    return number;
  };
  if (value.is_null()) return checked(std::nullopt);
  const bool isText = field.isChoice() && !field.numericChoice;
  if (isText ? !value.is_string() : !value.is_number())
    return std::unexpected(errorMessage({FieldFault::wrongType, &field, shown(value)}));
  if (!field.isChoice()) return checked(value.get<double>());
  const auto read = parseValue(field, isText ? value.get<std::string>() : quotedNumber(value.get<double>()));
  if (!read) return std::unexpected(errorMessage(read.error()));
  return *read;
}

void GivenInputs::put(ParameterId id, ParameterValue value) { values_[static_cast<std::size_t>(id)] = value; }

std::expected<Scenario, std::string> GivenInputs::over(Scenario scenario) const {
  const auto given = [&](ParameterId id) { return values_[static_cast<std::size_t>(id)]; };
  for (const Parameter& field : parameters())
    if (const auto value = given(field.id)) field.write(scenario, *value);
  const bool hasThickness = given(ParameterId::cathodeThicknessUm).value_or(std::nullopt).has_value();
  const bool hasLoading = given(ParameterId::loadingMgCm2).value_or(std::nullopt).has_value();
  if (!given(ParameterId::sizing) && (hasThickness || hasLoading)) {
    const auto sizing = sizingOf(hasThickness, hasLoading);
    if (!sizing) return std::unexpected(sizing.error());
    scenario.sizing = *sizing;
  }
  return scenario;
}

std::expected<Scenario, std::string> scenarioOfJson(const json& object, const Scenario& start) {
  if (!object.is_object())
    return std::unexpected("A scenario must be an object such as {\"model\": 4, \"amWtPct\": 85}, not " +
                           shown(object) + ".");
  GivenInputs given;
  for (const auto& [key, value] : object.items()) {
    const auto field = std::ranges::find(parameters(), std::string_view(key), &Parameter::key);
    if (field == parameters().end())
      return std::unexpected(errorMessage({FieldFault::unknownField, nullptr, quotable(key)}));
    const auto read = valueOfJson(*field, value);
    if (!read) return std::unexpected(read.error());
    given.put(field->id, *read);
  }
  return given.over(start);
}

}  // namespace cathode::program
