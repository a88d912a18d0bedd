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
  // Stretches of no length have no curve.
  const auto stretch = [&](double from, double to) {
    std::vector<Sample> samples;
    if (from < to) samples = along(scenario, from, to, kPieces);
    std::erase_if(samples, [&](const Sample& s) { return !s.report[metric].isKnown(); });
    return samples;
  };
  return {stretch(contents.lower, least), stretch(least, most), stretch(most, contents.upper)};
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
