// SPDX-License-Identifier: MIT
#include "core/programs/command_line/plan.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/decide/map.h"
#include "core/ladder/geometry_conduction.h"
#include "core/programs/command_line/scenario_json.h"
#include "core/programs/command_line/scenario_options.h"

namespace cathode::program {
namespace {

using nlohmann::json;
template <typename T>
using Read = std::expected<T, std::string>;

constexpr double kLargestSeed = 4294967295.0;
constexpr std::string_view kAxisNames = "zyx";

std::unexpected<std::string> refusal(std::string_view field, const json& given, std::string_view allowed) {
  return std::unexpected(std::string(field) + ": " + shown(given) + "; allowed: " + std::string(allowed) + ".");
}

// Refuses fields of an object that are none of `known`.
Read<void> checkFields(const json& object, std::string_view where, const std::vector<std::string_view>& known) {
  if (!object.is_object())
    return std::unexpected(std::string(where) + " must be an object, not " + shown(object) + ".");
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(known, std::string_view(key)) != known.end()) continue;
    std::string words;
    for (const std::string_view one : known) words.append(words.empty() ? "" : ", ").append(one);
    return std::unexpected(std::string(where) + ": unknown field \"" + quotable(key) + "\"; allowed: " + words + ".");
  }
  return {};
}

Read<double> seedOf(std::string_view field, const json& value) {
  const bool isWhole = value.is_number() && std::trunc(value.get<double>()) == value.get<double>();
  if (!isWhole || value.get<double>() < 0 || value.get<double>() > kLargestSeed)
    return refusal(field, value, "a whole number, 0 to 4294967295");
  return value.get<double>();
}

Read<double> sizeOf(const MicrostructureSize& size, const json& value) {
  if (!value.is_number()) return refusal(size.key, value, shortestText(size.min) + " to " + withUnitOf(size, size.max));
  if (const auto fits = checkRange(size, value.get<double>()); !fits) return std::unexpected(fits.error());
  return value.get<double>();
}

Read<ParameterValue> valueOf(const Varied& varied, const json& value) {
  if (varied.input != nullptr) return valueOfJson(*varied.input, value);
  const auto number = varied.size != nullptr ? sizeOf(*varied.size, value) : seedOf("seed", value);
  if (!number) return std::unexpected(number.error());
  return ParameterValue(*number);
}

// "from", "to" and "count" as values.
Read<std::vector<ParameterValue>> rangeOf(const Varied& varied, const std::string& where, const json& given) {
  for (const char* key : {"from", "to", "count"})
    if (!given.contains(key) || !given[key].is_number())
      return std::unexpected(where + "." + key + (given.contains(key) ? ": " + shown(given[key]) : " is missing") +
                             "; allowed: a number; a key has \"values\", or \"from\", \"to\" and \"count\".");
  const double from = given["from"].get<double>(), to = given["to"].get<double>(), count = given["count"].get<double>();
  if (!(count >= 2 && count <= static_cast<double>(kMostPoints)) || count != std::trunc(count))
    return refusal(where + ".count", given["count"], "a whole number, 2 to " + std::to_string(kMostPoints));
  std::vector<ParameterValue> values;
  if (varied.input != nullptr) {
    const MapAxis axis{varied.input->id, from, to, static_cast<int>(count)};
    if (const auto checked = checkAxis(where, axis); !checked) return std::unexpected(checked.error());
    for (const double value : valuesAlong(axis)) values.emplace_back(value);
    return values;
  }
  for (int i = 0; i < static_cast<int>(count); ++i)
    values.emplace_back(i + 1 == static_cast<int>(count) ? to : from + (to - from) * i / (count - 1));
  for (const ParameterValue value : values)
    if (const auto fits = valueOf(varied, *value); !fits) return std::unexpected(where + ": " + fits.error());
  return values;
}

Read<Varied> variedOf(const json& given, const std::string& where, bool hasMicrostructure) {
  if (const auto known = checkFields(given, where, {"key", "values", "from", "to", "count"}); !known)
    return std::unexpected(known.error());
  Varied varied;
  if (given.contains("key") && given["key"].is_string()) varied.key = given["key"].get<std::string>();
  const auto input = std::ranges::find(parameters(), std::string_view(varied.key), &Parameter::key);
  const auto size = std::ranges::find(microstructureSizes(), std::string_view(varied.key), &MicrostructureSize::key);
  if (input != parameters().end()) {
    varied.input = &*input;
    varied.unit = input->unit;
  } else if (hasMicrostructure && size != microstructureSizes().end()) {
    varied.size = &*size;
    varied.unit = size->unit;
  } else if (!hasMicrostructure || varied.key != "seed") {
    return std::unexpected(where + ".key: " + (given.contains("key") ? shown(given["key"]) : "missing") +
                           "; allowed: " + keysOf(parameters()) + "; with \"microstructure\" also seed, " +
                           keysOf(microstructureSizes()) + ".");
  }
  if (!given.contains("values")) {
    auto values = rangeOf(varied, where, given);
    if (!values) return std::unexpected(values.error());
    varied.values = std::move(*values);
    return varied;
  }
  if (!given["values"].is_array() || given["values"].empty())
    return refusal(where + ".values", given["values"], "a list of one value or more");
  for (const char* other : {"from", "to", "count"})
    if (given.contains(other))
      return std::unexpected(where + ": has \"values\" and \"" + other + "\"; allowed: one of the two ways.");
  for (const json& one : given["values"]) {
    const auto value = valueOf(varied, one);
    if (!value) return std::unexpected(where + ".values: " + value.error());
    varied.values.push_back(*value);
  }
  return varied;
}

// A list of words that each stand in `names` once.
Read<std::vector<std::size_t>> placesOf(const json& given, std::string_view field,
                                        const std::vector<std::string>& names) {
  std::string allowed;
  for (const std::string& name : names) allowed.append(allowed.empty() ? "" : ", ").append(name);
  std::vector<std::size_t> places;
  if (!given.is_array() || given.empty()) return refusal(field, given, "a list of " + allowed);
  for (const json& one : given) {
    const auto found = one.is_string() ? std::ranges::find(names, one.get<std::string>()) : names.end();
    const auto place = static_cast<std::size_t>(found - names.begin());
    if (found == names.end() || std::ranges::find(places, place) != places.end())
      return refusal(field, one, "each of " + allowed + " once");
    places.push_back(place);
  }
  return places;
}

Read<Shape> shapeOf(const json& given) {
  const std::string allowed =
      "[z, y, x], whole numbers from " + std::to_string(kLeastExtent) + " to " + std::to_string(kMostExtent);
  if (!given.is_array() || given.size() != 3) return refusal("microstructure.shape", given, allowed);
  Shape shape{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double extent = given[axis].is_number() ? given[axis].get<double>() : 0;
    if (extent != std::trunc(extent) || extent < kLeastExtent || extent > kMostExtent)
      return refusal("microstructure.shape[" + std::to_string(axis) + "]", given[axis], allowed);
    shape[axis] = static_cast<int>(extent);
  }
  return shape;
}

Read<PlannedMicrostructure> microstructureOf(const json& given) {
  constexpr std::string_view kWhere = "microstructure";
  std::vector<std::string_view> known{"shape", "seed", "task", "carriers", "directions", "tolerance"};
  for (const MicrostructureSize& size : microstructureSizes()) known.push_back(size.key);
  if (const auto fields = checkFields(given, kWhere, known); !fields) return std::unexpected(fields.error());
  PlannedMicrostructure made;
  if (given.contains("task")) {
    const json& task = given["task"];
    if (task != "solve" && task != "converge") return refusal("microstructure.task", task, "solve, converge");
    made.task = task == "solve" ? StudyTask::solve : StudyTask::converge;
  }
  const bool isSolve = made.task == StudyTask::solve;
  made.request.shape = {64, 64, 64};
  if (given.contains("shape")) {
    const auto shape = shapeOf(given["shape"]);
    if (!shape) return std::unexpected(shape.error());
    made.request.shape = *shape;
  }
  if (given.contains("seed")) {
    const auto seed = seedOf("microstructure.seed", given["seed"]);
    if (!seed) return std::unexpected(seed.error());
    made.request.seed = static_cast<std::uint32_t>(*seed);
  }
  for (const MicrostructureSize& size : microstructureSizes()) {
    const std::string key(size.key);
    if (!given.contains(key)) continue;
    const auto value = sizeOf(size, given[key]);
    if (!value) return std::unexpected("microstructure." + value.error());
    made.request.sizes[static_cast<std::size_t>(size.id)] = *value;
  }
  const std::vector<StudyCarrier> carriers{{"ion", "Ions", {0, 0, 1, 0}}, {"electron", "Electrons", {0, 1, 0, 1}}};
  made.carriers = carriers;
  if (given.contains("carriers")) {
    const auto places = placesOf(given["carriers"], "microstructure.carriers", {"ion", "electron"});
    if (!places) return std::unexpected(places.error());
    made.carriers.clear();
    for (const std::size_t place : *places) made.carriers.push_back(carriers[place]);
  }
  made.directions = {Direction::z};
  if (given.contains("directions")) {
    const auto places = placesOf(given["directions"], "microstructure.directions", {"z", "y", "x"});
    if (!places) return std::unexpected(places.error());
    made.directions.clear();
    for (const std::size_t place : *places) made.directions.push_back(static_cast<Direction>(place));
  }
  const double finest = isSolve ? kFinestTolerance : kFinestInterval;
  const double coarsest = isSolve ? kCoarsestTolerance : kWidestInterval;
  made.tolerance = isSolve ? 1e-3 : 0.05;
  if (given.contains("tolerance")) {
    const json& tolerance = given["tolerance"];
    if (!tolerance.is_number() || !(tolerance.get<double>() >= finest && tolerance.get<double>() <= coarsest))
      return refusal("microstructure.tolerance", tolerance, shortestText(finest) + " to " + shortestText(coarsest));
    made.tolerance = tolerance.get<double>();
  }
  return made;
}

Read<Scenario> scenarioOfPlan(const json& file) {
  if (file.contains("link") && file.contains("scenario"))
    return std::unexpected(std::string("link, scenario: both are there; allowed: one of them."));
  if (file.contains("scenario")) {
    auto scenario = scenarioOfJson(file["scenario"], Scenario{});
    if (!scenario) return std::unexpected("scenario: " + scenario.error());
    return scenario;
  }
  if (!file.contains("link")) return Scenario{};
  if (!file["link"].is_string()) return refusal("link", file["link"], "the text of a link");
  const auto calculation = calculationOfLink(file["link"].get<std::string>());
  if (!calculation) return std::unexpected("link: " + calculation.error());
  return calculation->scenario;
}

std::string textOfValue(const Varied& varied, ParameterValue value) {
  if (varied.input != nullptr) return valueText(*varied.input, value);
  return shortestText(*value);
}

}  // namespace

std::uint64_t Plan::points() const {
  std::uint64_t count = 1;
  for (const Varied& one : varied) count *= one.values.size();
  return count;
}

std::string Plan::fingerprint() const {
  std::string text = "cathode-lab " CATHODE_VERSION "\n" + encodeLink({scenario}) + "\n";
  for (const Varied& one : varied) {
    text += one.key + ":";
    for (const ParameterValue value : one.values) text += textOfValue(one, value) + ",";
    text += "\n";
  }
  for (const MetricId id : metrics) text.append(metric(id).key).append(",");
  if (microstructure) {
    const PlannedMicrostructure& made = *microstructure;
    text += "\nmicrostructure " + std::to_string(made.request.seed) + (made.task == StudyTask::solve ? "s" : "c");
    for (const int extent : made.request.shape) text += "," + std::to_string(extent);
    for (const double size : made.request.sizes) text += "," + shortestText(size);
    for (const StudyCarrier& carrier : made.carriers) text += "," + carrier.key;
    for (const Direction direction : made.directions) text += kAxisNames[static_cast<std::size_t>(direction)];
    text += "," + shortestText(made.tolerance);
  }
  const auto crc = ::crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  for (int shift = 28; shift >= 0; shift -= 4) digits += kDigits[crc >> shift & 15];
  return std::to_string(points()) + " points " + digits;
}

std::expected<Plan, std::string> planOf(const json& file) {
  if (const auto known = checkFields(
          file, "A plan", {"format", "version", "name", "link", "scenario", "vary", "metrics", "microstructure"});
      !known)
    return std::unexpected(known.error());
  if (!file.contains("format") || file["format"] != "cathode-lab plan")
    return refusal("format", file.contains("format") ? file["format"] : json(), "\"cathode-lab plan\"");
  if (!file.contains("version") || file["version"] != 1)
    return refusal("version", file.contains("version") ? file["version"] : json(), "1");
  Plan plan;
  if (file.contains("name")) {
    if (!file["name"].is_string()) return refusal("name", file["name"], "a text");
    plan.name = file["name"].get<std::string>();
  }
  const auto scenario = scenarioOfPlan(file);
  if (!scenario) return std::unexpected(scenario.error());
  plan.scenario = *scenario;
  if (file.contains("microstructure")) {
    auto made = microstructureOf(file["microstructure"]);
    if (!made) return std::unexpected(made.error());
    plan.microstructure = std::move(*made);
  }
  if (!file.contains("vary") || !file["vary"].is_array() || file["vary"].empty())
    return refusal("vary", file.contains("vary") ? file["vary"] : json(), "a list of one key or more");
  double points = 1;
  for (const json& one : file["vary"]) {
    const std::string where = "vary[" + std::to_string(plan.varied.size()) + "]";
    auto varied = variedOf(one, where, plan.microstructure.has_value());
    if (!varied) return std::unexpected(varied.error());
    if (std::ranges::find(plan.varied, varied->key, &Varied::key) != plan.varied.end())
      return std::unexpected(where + ".key: " + varied->key + " is varied twice; allowed: each key once.");
    points *= static_cast<double>(varied->values.size());
    if (points > static_cast<double>(kMostPoints))
      return std::unexpected("vary: " + shortestText(points) + " points or more; allowed: up to " +
                             std::to_string(kMostPoints) + ".");
    plan.varied.push_back(std::move(*varied));
  }
  const auto isVaried = [&](ParameterId id) {
    return std::ranges::find(plan.varied, parameter(id).key, &Varied::key) != plan.varied.end();
  };
  if (!isVaried(ParameterId::sizing)) {
    const auto sizing = sizingOf(isVaried(ParameterId::cathodeThicknessUm), isVaried(ParameterId::loadingMgCm2));
    if (!sizing) return std::unexpected("vary: " + sizing.error());
  }
  if (file.contains("metrics")) {
    std::vector<std::string> names;
    for (const Metric& one : metrics()) names.emplace_back(one.key);
    if (file["metrics"] != json::array()) {
      const auto places = placesOf(file["metrics"], "metrics", names);
      if (!places) return std::unexpected(places.error());
      for (const std::size_t place : *places) plan.metrics.push_back(static_cast<MetricId>(place));
    }
  }
  if (plan.metrics.empty() && !plan.microstructure)
    return std::unexpected("metrics: none, and no \"microstructure\"; allowed: a list of " + keysOf(metrics()) + ".");
  return plan;
}

PlanPoint pointOf(const Plan& plan, std::uint64_t place) {
  PlanPoint point;
  if (plan.microstructure) point.request = plan.microstructure->request;
  point.values.resize(plan.varied.size());
  GivenInputs inputs;
  for (std::size_t i = plan.varied.size(); i-- > 0;) {
    const Varied& varied = plan.varied[i];
    const ParameterValue value = varied.values[place % varied.values.size()];
    place /= varied.values.size();
    point.values[i] = textOfValue(varied, value);
    if (varied.input != nullptr)
      inputs.put(varied.input->id, value);
    else if (varied.size != nullptr)
      point.request.sizes[static_cast<std::size_t>(varied.size->id)] = *value;
    else
      point.request.seed = static_cast<std::uint32_t>(*value);
  }
  // What planOf lets pass goes together.
  point.scenario = inputs.over(plan.scenario).value_or(plan.scenario);
  point.request.scenario = point.scenario;
  return point;
}

}  // namespace cathode::program
