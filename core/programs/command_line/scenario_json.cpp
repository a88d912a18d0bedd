// SPDX-License-Identifier: MIT
#include "core/programs/command_line/scenario_json.h"

#include <algorithm>
#include <limits>
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

namespace {

// A field's place in its registry by an entry's key; otherwise what is allowed.
std::expected<std::size_t, std::string> placeIn(std::span<const OwnField> fields, const std::string& key,
                                                const std::string& where) {
  const auto field = std::ranges::find(fields, std::string_view(key), &OwnField::key);
  if (field != fields.end()) return static_cast<std::size_t>(field - fields.begin());
  std::string keys;
  for (const OwnField& one : fields) keys.append(keys.empty() ? "" : ", ").append(one.key);
  return std::unexpected(where + ": \"" + quotable(key) + "\" is not known; allowed: " + keys + ".");
}

std::expected<OwnNumber, std::string> ownNumberOf(const json& value, const std::string& where) {
  const auto numberAt = [&](const char* key) { return value.contains(key) && value[key].is_number(); };
  if (value.is_number()) return OwnNumber{value.get<double>()};
  const bool isPair =
      value.is_object() && numberAt("value") && value.size() == (numberAt("standardUncertainty") ? 2u : 1u);
  if (!isPair)
    return std::unexpected(where + " must be a number, or {\"value\", \"standardUncertainty\"}, not " + shown(value) +
                           ".");
  return OwnNumber{value["value"].get<double>(), value.value("standardUncertainty", 0.0)};
}

// Every number of an object to its place in a registry.
template <typename Put>
std::expected<void, std::string> readOwnNumbers(const json& object, std::span<const OwnField> fields,
                                                const std::string& where, Put put) {
  if (!object.is_object()) return std::unexpected(where + " must be an object, not " + shown(object) + ".");
  for (const auto& [key, value] : object.items()) {
    if (value.is_null()) continue;
    const auto place = placeIn(fields, key, where);
    if (!place) return std::unexpected(place.error());
    const auto number = ownNumberOf(value, std::string(where).append(".").append(key));
    if (!number) return std::unexpected(number.error());
    put(*place, *number);
  }
  return {};
}

std::expected<OwnPoint, std::string> ownPointOf(const json& object, const std::string& where) {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  OwnPoint point{kMissing, kMissing, {}};
  const auto read = readOwnNumbers(object, ownPointFields(), where, [&](std::size_t place, const OwnNumber& number) {
    if (place < 2)
      (place == 0 ? point.amWtPct : point.temperatureC) = number.value;
    else
      point.values[place - 2] = number;
  });
  if (!read) return std::unexpected(read.error());
  return point;
}

// {"name": "Mine", "materials": {"amDensityGCm3": 4.8, "seDensityGCm3": 1.64}, "points": [{"amWtPct": 85,
// "temperatureC": 25, "porosityPct": {"value": 12, "standardUncertainty": 1}}]}, kept.
std::expected<const OwnComposite*, std::string> compositeOfJson(const json& object) {
  if (!object.is_object()) return std::unexpected("composite must be an object, not " + shown(object) + ".");
  OwnComposite composite;
  for (const auto& [key, value] : object.items()) {
    const std::string where = "composite." + key;
    if (value.is_null()) continue;
    if (key == "name" || key == "source") {
      if (!value.is_string()) return std::unexpected(where + " must be a text, not " + shown(value) + ".");
      (key == "name" ? composite.name : composite.source) = value.get<std::string>();
    } else if (key == "morphology") {
      const auto model = valueOfJson(parameter(ParameterId::model), value);
      if (!model) return std::unexpected(where + ": " + model.error());
      composite.morphology = static_cast<ParticleModel>(static_cast<int>(**model));
    } else if (key == "materials") {
      const auto read =
          readOwnNumbers(value, ownMaterialFields(), where,
                         [&](std::size_t place, const OwnNumber& number) { composite.materials[place] = number; });
      if (!read) return std::unexpected(read.error());
    } else if (key == "points") {
      if (!value.is_array()) return std::unexpected(where + " must be a list, not " + shown(value) + ".");
      for (std::size_t i = 0; i < value.size(); ++i) {
        const auto point = ownPointOf(value[i], where + "[" + std::to_string(i) + "]");
        if (!point) return std::unexpected(point.error());
        composite.points.push_back(*point);
      }
    } else {
      return std::unexpected("composite: \"" + quotable(key) +
                             "\" is not known; allowed: name, source, morphology, materials, points.");
    }
  }
  auto checked = checkedComposite(std::move(composite));
  if (!checked) return std::unexpected("composite: " + checked.error());
  return kept(*checked);
}

}  // namespace

std::expected<Scenario, std::string> scenarioOfJson(const json& object, const Scenario& start) {
  if (!object.is_object())
    return std::unexpected("A scenario must be an object such as {\"model\": 4, \"amWtPct\": 85}, not " +
                           shown(object) + ".");
  GivenInputs given;
  Scenario under = start;
  for (const auto& [key, value] : object.items()) {
    if (key == "composite" && !value.is_null()) {
      const auto composite = compositeOfJson(value);
      if (!composite) return std::unexpected(composite.error());
      under = standardScenario(*composite);
    }
    if (key == "composite") continue;
    const auto field = std::ranges::find(parameters(), std::string_view(key), &Parameter::key);
    if (field == parameters().end())
      return std::unexpected(errorMessage({FieldFault::unknownField, nullptr, quotable(key)}));
    const auto read = valueOfJson(*field, value);
    if (!read) return std::unexpected(read.error());
    given.put(field->id, *read);
  }
  return given.over(under);
}

}  // namespace cathode::program
