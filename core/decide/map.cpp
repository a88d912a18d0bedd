// SPDX-License-Identifier: MIT
#include "core/decide/map.h"

#include <algorithm>
#include <utility>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/cell/one_metric.h"

namespace cathode {
namespace {

bool isSize(ParameterId id) { return id == ParameterId::cathodeThicknessUm || id == ParameterId::loadingMgCm2; }

std::string numberRange(const Parameter& field) {
  return shortestText(field.min) + " to " + withUnit(shortestText(field.max), field);
}

}  // namespace

bool isLogarithmic(const MapAxis& axis) { return axis.from > 0.0 && parameter(axis.id).isLogarithmic; }

MapAxis usualAxis(ParameterId id, int count) { return {id, parameter(id).usualMin, parameter(id).usualMax, count}; }

std::expected<void, std::string> checkAxis(std::string_view name, const MapAxis& axis) {
  const Parameter& field = parameter(axis.id);
  const std::string start = std::string(name) + ": " + nameOf(field);
  if (field.isChoice()) return std::unexpected(start + " is a choice, not a number; allowed: inputs that are numbers.");
  const std::string allowed = "; allowed: " + numberRange(field) + ", from below to.";
  for (const auto& [end, value] : {std::pair{".from", axis.from}, std::pair{".to", axis.to}}) {
    if (!(value >= field.min && value <= field.max))
      return std::unexpected(std::string(name) + end + ": " + nameOf(field) + ": " +
                             withUnit(quotedNumber(value), field) + " is out of range; allowed: " + numberRange(field) +
                             ".");
  }
  if (axis.from == axis.to)
    return std::unexpected(start + " from " + withUnit(shortestText(axis.from), field) + " to the same" + allowed);
  if (axis.from > axis.to)
    return std::unexpected(start + " from " + shortestText(axis.from) + " down to " +
                           withUnit(shortestText(axis.to), field) + allowed);
  if (axis.count < kLeastMapSide || axis.count > kMostMapSide)
    return std::unexpected(std::string(name) + ".count: " + std::to_string(axis.count) + " points; allowed: " +
                           std::to_string(kLeastMapSide) + " to " + std::to_string(kMostMapSide) + " points a side.");
  return {};
}

std::expected<void, std::string> checkMap(const MapRequest& request) {
  if (auto checked = checkAxis("x", request.x); !checked) return checked;
  if (auto checked = checkAxis("y", request.y); !checked) return checked;
  if (request.x.id == request.y.id)
    return std::unexpected("x and y are both " + nameOf(parameter(request.x.id)) + "; allowed: two different inputs.");
  if (isSize(request.x.id) && isSize(request.y.id))
    return std::unexpected("x and y, " + nameOf(parameter(request.x.id)) + " and " + nameOf(parameter(request.y.id)) +
                           ", both size the cathode; allowed: one of them.");
  return {};
}

double valueAt(const MapAxis& axis, double share) {
  if (share >= 1.0) return axis.to;
  if (share <= 0.0) return axis.from;
  const double value = isLogarithmic(axis) ? axis.from * expReproducible(logReproducible(axis.to / axis.from) * share)
                                           : axis.from + (axis.to - axis.from) * share;
  // Rounding must not carry it out of the range.
  return std::min(value, axis.to);
}

double shareOf(const MapAxis& axis, double value) {
  if (isLogarithmic(axis))
    return value > 0.0 ? logReproducible(value / axis.from) / logReproducible(axis.to / axis.from) : -1.0;
  return (value - axis.from) / (axis.to - axis.from);
}

std::vector<double> valuesAlong(const MapAxis& axis) {
  std::vector<double> values(static_cast<std::size_t>(axis.count));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = valueAt(axis, static_cast<double>(i) / static_cast<double>(values.size() - 1));
  return values;
}

double usedValue(ParameterId id, const Scenario& scenario, const Report& report) {
  switch (id) {
    case ParameterId::cathodeThicknessUm: return report[MetricId::cathodeThicknessUm].value;
    case ParameterId::loadingMgCm2: return report[MetricId::loadingMgCm2].value;
    case ParameterId::porosityPct: return report[MetricId::porosityPct].value;
    case ParameterId::specificCapacityMahG: return report[MetricId::specificCapacityMahG].value;
    case ParameterId::interfacePerUm: return scenario.interfacePerUm.value_or(report[MetricId::interfacePerUm].value);
    default: return *parameter(id).read(scenario);
  }
}

Scenario withInput(Scenario scenario, ParameterId id, double value) {
  if (isSize(id)) scenario.sizing = id == ParameterId::loadingMgCm2 ? Sizing::loading : Sizing::thickness;
  parameter(id).write(scenario, value);
  return scenario;
}

std::expected<MetricMap, std::string> mapOf(const MapRequest& request) {
  if (auto checked = checkMap(request); !checked) return std::unexpected(checked.error());
  MetricMap map{valuesAlong(request.x), valuesAlong(request.y), {}};
  const std::size_t columns = map.x.size(), rows = map.y.size();
  map.values.resize(columns * rows);
  const auto withBoth = withInput(withInput(request.scenario, request.y.id, map.y[0]), request.x.id, map.x[0]);
  OneMetric metric(request.metric, withBoth);
  // The input that less rests on runs faster.
  if (metric.costOf(request.x.id) <= metric.costOf(request.y.id)) {
    for (std::size_t row = 0; row < rows; ++row) {
      metric.set(request.y.id, map.y[row]);
      for (std::size_t column = 0; column < columns; ++column) {
        metric.set(request.x.id, map.x[column]);
        map.values[row * columns + column] = metric.value();
      }
    }
  } else {
    for (std::size_t column = 0; column < columns; ++column) {
      metric.set(request.x.id, map.x[column]);
      for (std::size_t row = 0; row < rows; ++row) {
        metric.set(request.y.id, map.y[row]);
        map.values[row * columns + column] = metric.value();
      }
    }
  }
  return map;
}

}  // namespace cathode
