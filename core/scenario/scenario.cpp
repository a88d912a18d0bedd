// SPDX-License-Identifier: MIT
#include "core/scenario/scenario.h"

#include <algorithm>
#include <cmath>

#include "core/scenario/parameters.h"

namespace cathode {

Scenario standardScenario(const OwnComposite* composite) {
  Scenario scenario;
  if (composite == nullptr) return scenario;
  const OwnComposite& own = *composite;
  scenario.composite = composite;
  scenario.model = own.morphology;
  scenario.amDensityGCm3 = own[OwnMaterial::amDensityGCm3].value;
  scenario.seDensityGCm3 = own[OwnMaterial::seDensityGCm3].value;
  if (own[OwnMaterial::caDensityGCm3].isGiven()) scenario.caDensityGCm3 = own[OwnMaterial::caDensityGCm3].value;
  scenario.caWtPct = own[OwnMaterial::caWtPct].isGiven() ? own[OwnMaterial::caWtPct].value : 0.0;
  if (own[OwnMaterial::nominalVoltageV].isGiven()) scenario.nominalVoltageV = own[OwnMaterial::nominalVoltageV].value;
  if (own[OwnMaterial::cRate].isGiven()) scenario.cRate = own[OwnMaterial::cRate].value;
  if (own.points.empty()) return scenario;
  // The measured point nearest to the usual content and temperature.
  const auto nearest = std::ranges::min_element(own.points, {}, [&](const OwnPoint& point) {
    return std::pair(std::abs(point.amWtPct - scenario.amWtPct), std::abs(point.temperatureC - scenario.temperatureC));
  });
  const auto within = [](ParameterId id, double value) {
    return std::clamp(value, parameter(id).min, parameter(id).max);
  };
  scenario.amWtPct = within(ParameterId::amWtPct, nearest->amWtPct);
  scenario.temperatureC = within(ParameterId::temperatureC, nearest->temperatureC);
  return scenario;
}

void followComposite(Scenario& scenario, const Scenario& before, const Scenario& now) {
  for (const ParameterId id : {ParameterId::caWtPct, ParameterId::nominalVoltageV, ParameterId::cRate,
                               ParameterId::amDensityGCm3, ParameterId::seDensityGCm3, ParameterId::caDensityGCm3}) {
    const Parameter& field = parameter(id);
    if (field.read(scenario) == field.read(before)) field.write(scenario, field.read(now));
  }
}

}  // namespace cathode
