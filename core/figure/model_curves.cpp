// SPDX-License-Identifier: MIT
#include "core/figure/model_curves.h"

#include <algorithm>

#include "core/base/number_text.h"

namespace cathode::figure {

std::vector<Sample> along(Scenario scenario, double from, double to, int pieces) {
  std::vector<Sample> samples;
  for (int i = 0; i <= pieces; ++i) {
    scenario.amWtPct = i == pieces ? to : from + (to - from) * i / pieces;
    samples.push_back({scenario.amWtPct, evaluate(scenario)});
  }
  return samples;
}

Curves curvesOf(const Scenario& scenario) {
  const Parameter& am = parameter(ParameterId::amWtPct);
  return {along(scenario, am.min, kMeasuredAmWtPct[0], kPieces),
          along(scenario, kMeasuredAmWtPct[0], kMeasuredAmWtPct[1], kPieces),
          along(scenario, kMeasuredAmWtPct[1], am.max, kPieces)};
}

Curves curvesOfOwn(const Scenario& scenario, OwnQuantity quantity, Interval contents, MetricId metric) {
  const auto measured = ownContents(*scenario.composite, quantity);
  if (!measured) return {};
  const double least = std::clamp(measured->least, contents.lower, contents.upper);
  const double most = std::clamp(measured->most, contents.lower, contents.upper);
  Curves curves{along(scenario, contents.lower, least, kPieces), along(scenario, least, most, kPieces),
                along(scenario, most, contents.upper, kPieces)};
  for (auto* part : {&curves.below, &curves.between, &curves.above})
    std::erase_if(*part, [&](const Sample& s) { return !s.report[metric].isKnown(); });
  return curves;
}

std::string temperatureNote(const Scenario& s, bool ions) {
  if (s.temperatureC == kTransportTemperatureC)
    return "Points: Tables S1–S4; the temperature of their σeff is not printed, taken as 60 °C.";
  return std::string("Points: Tables S1–S4, ") +
         (ions ? "ions scaled from 60 to " + shortestText(s.temperatureC) +
                     " °C by the electrolyte’s σ0 at constant τ²; "
               : "") +
         "electrons held constant in temperature.";
}

}  // namespace cathode::figure
