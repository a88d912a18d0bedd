// SPDX-License-Identifier: MIT
// Composites for tests: the source's Model 4 as a person would enter it, and random ones.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/cell/capacity.h"
#include "core/composite/own_composite.h"
#include "core/random_scenario.h"

namespace cathode {

// The printed numbers of Tables S1 to S4 and Fig. S17, capacities that Table S5 implies, to four digits.
inline OwnComposite modelFourByHand() {
  OwnComposite composite;
  composite.name = "Model 4 by hand";
  composite.source = "Tables S1 to S5";
  composite.morphology = ParticleModel::thinShellSmall;
  composite[OwnMaterial::amDensityGCm3] = {4.8};
  composite[OwnMaterial::seDensityGCm3] = {1.64};
  composite[OwnMaterial::caDensityGCm3] = {2.0};
  composite[OwnMaterial::caWtPct] = {2.34};
  composite[OwnMaterial::seConductivityMsCm] = {5.704};
  composite[OwnMaterial::seTemperatureC] = {60.0};
  composite[OwnMaterial::seActivationEnergyEv] = {0.2732};
  composite[OwnMaterial::separatorConductivityMsCm] = {14.82};
  composite[OwnMaterial::electronicReferenceMsCm] = {10.0};
  composite[OwnMaterial::electronicTemperatureC] = {60.0};
  composite[OwnMaterial::oneCMaG] = {200.0};
  composite[OwnMaterial::nominalVoltageV] = {3.7};
  composite[OwnMaterial::loadingMgCm2] = {30.5577};
  composite[OwnMaterial::cRate] = {0.05};
  constexpr double kPorosityPct[] = {12.2, 12.1};
  const auto model = ParticleModel::thinShellSmall;
  for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
    for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
      OwnPoint point{kMeasuredAmWtPct[static_cast<int>(am)], kMeasuredTemperatureC[static_cast<int>(t)], {}};
      point[OwnQuantity::specificCapacityMahG] = {std::round(impliedCapacity(model, am, t).usedMahG * 10.0) / 10.0};
      if (t == MeasuredTemperature::c60) {
        point[OwnQuantity::ionicConductivityMsCm] = {ionicRow(am, model).sigmaEffMsCm};
        point[OwnQuantity::electronicConductivityMsCm] = {electronicRow(am, model).sigmaEffMsCm};
        point[OwnQuantity::porosityPct] = {kPorosityPct[static_cast<int>(am)]};
      }
      composite.points.push_back(point);
    }
  }
  return composite;
}

inline OwnComposite randomComposite(std::uint64_t seed) {
  testing::Random random(seed);
  const auto uniform = [&] { return random.fraction(); };
  const auto number = [&](const OwnField& field) {
    OwnNumber made{field.min + (field.max - field.min) * uniform()};
    if (uniform() < 0.5) made.standardUncertainty = (field.max - field.min) * 0.1 * uniform();
    return made;
  };
  constexpr std::string_view kPieces[] = {"NCM", " ", "&=,:;~_%25", "µm²", "电池", "#", "\"'<b>", "é", "a/b", "+"};
  const auto text = [&](std::size_t pieces) {
    std::string made = "X";
    for (std::size_t i = 0; i < pieces; ++i)
      made += kPieces[static_cast<std::size_t>(uniform() * static_cast<double>(std::size(kPieces)))];
    return made;
  };
  OwnComposite composite;
  composite.name = text(4);
  if (uniform() < 0.7) composite.source = text(12);
  composite.morphology = static_cast<ParticleModel>(uniform() * kModelCount);
  for (int i = 0; i < kOwnMaterialCount; ++i) {
    const OwnField& field = ownMaterialFields()[i];
    if (field.isRequired || uniform() < 0.8) composite.materials[i] = number(field);
  }
  const auto need = [&](OwnMaterial material) {
    if (!composite[material].isGiven()) composite[material] = number(ownField(material));
  };
  need(OwnMaterial::caDensityGCm3);
  need(OwnMaterial::seTemperatureC);
  need(OwnMaterial::electronicTemperatureC);
  const auto count = static_cast<int>(uniform() * 8);
  for (int i = 0; i < count; ++i) {
    OwnPoint point{60.0 + 4.0 * i + 3.0 * uniform(), 90.0 * uniform(), {}};
    for (int k = 0; k < kOwnQuantityCount; ++k) {
      if (uniform() < 0.7) point.values[k] = number(ownPointFields()[2 + k]);
    }
    composite.points.push_back(point);
  }
  return composite;
}

// The same, kept, with a second temperature at some of its contents.
inline const OwnComposite* keptRandomComposite(std::uint64_t seed) {
  OwnComposite composite = randomComposite(seed);
  testing::Random random(seed + 1000);
  for (std::size_t i = 0, count = composite.points.size(); i < count; ++i) {
    if (random.below(2) == 0) continue;
    OwnPoint second = composite.points[i];
    second.temperatureC += 5.0 + 40.0 * random.fraction();
    for (OwnNumber& value : second.values) value.value *= 0.7 + 0.3 * random.fraction();
    if (random.below(3) == 0) second.values[random.below(kOwnQuantityCount)] = {};
    composite.points.push_back(second);
  }
  return kept(*checkedComposite(std::move(composite)));
}

}  // namespace cathode
