// SPDX-License-Identifier: MIT
#include "core/uncertainty/elasticity.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/cell/evaluate.h"
#include "core/source/interpolation.h"

namespace cathode {
namespace {

// The relative step: its square, what differences are off by, is far below what is shown.
constexpr double kStep = 1e-4;

// Where to take a slope: from within at either end of what was measured or is allowed.
Side sideAt(const Scenario& scenario, const Parameter& field, double value, double step) {
  const auto nearTo = [&](double end) { return std::abs(value - end) < step; };
  const auto atEnds = [&](double low, double high) {
    return nearTo(low) ? Side::above : nearTo(high) ? Side::below : Side::both;
  };
  if (value - step < field.min) return Side::above;
  if (value + step > field.max) return Side::below;
  if (field.id == ParameterId::amWtPct || field.id == ParameterId::temperatureC) {
    const auto range = measuredRange(field.id, scenario);
    return range ? atEnds(range->lower, range->upper) : Side::both;
  }
  // More than the surface of the AM has no meaning.
  if (field.id == ParameterId::interfacePerUm) return Side::below;
  return Side::both;
}

}  // namespace

std::string_view sideKey(Side side) {
  switch (side) {
    case Side::both: return "both";
    case Side::below: return "below";
    case Side::above: return "above";
  }
  return "";
}

std::vector<Elasticity> elasticities(const Scenario& scenario, MetricId metric) {
  const Report report = evaluate(scenario);
  std::vector<Elasticity> all;
  for (const Parameter& field : parameters()) {
    if (field.isChoice() || !field.isUsedIn(scenario)) continue;
    // What is left to the source is a result of the same name.
    ParameterValue value = field.read(scenario);
    if (!value) {
      const auto found = std::ranges::find(metrics(), field.key, &Metric::key);
      if (found == metrics().end()) continue;
      value = report[found->id].value;
    }
    // A composite of a person's own may lack it.
    if (std::isnan(*value) && scenario.composite != nullptr) continue;
    Elasticity one{field.id, *value, std::numeric_limits<double>::quiet_NaN(), Side::both, ""};
    if (field.id == ParameterId::amWtPct || field.id == ParameterId::caWtPct) one.balancedBy = "SE";
    const bool isTemperature = field.id == ParameterId::temperatureC;
    if (std::isnan(*value) || *value < field.min || *value > field.max) {
      all.push_back(one);
      continue;
    }
    const double step =
        isTemperature || *value == 0.0 ? kStep * (field.usualMax - field.usualMin) : kStep * std::abs(*value);
    one.side = sideAt(scenario, field, *value, 2.0 * step);
    const auto resultAt = [&](double steps) {
      Scenario other = scenario;
      field.write(other, *value + steps * step);
      return evaluate(other)[metric].value;
    };
    const double here = resultAt(0.0);
    const double sign = one.side == Side::below ? -1.0 : 1.0;
    const double perStep = one.side == Side::both
                               ? 0.5 * (resultAt(1.0) - resultAt(-1.0))
                               : sign * 0.5 * (4.0 * (resultAt(sign) - here) - (resultAt(2.0 * sign) - here));
    one.slope = perStep / here * (isTemperature ? 1.0 / step : *value / step);
    all.push_back(one);
  }
  return all;
}

}  // namespace cathode
