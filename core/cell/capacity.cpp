// SPDX-License-Identifier: MIT
#include "core/cell/capacity.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/cell/energy.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

using ImpliedTable = std::array<std::array<std::array<ImpliedCapacity, 2>, 2>, kModelCount>;

ImpliedCapacity solveImplied(ParticleModel model, AmContent am, MeasuredTemperature temperature) {
  Scenario source;
  source.model = model;
  source.amWtPct = kMeasuredAmWtPct[at(am)];
  const Composition composition = compositionOf(source);
  const double thickness = thicknessUm(kPaperLoadingMgCm2, composition.densityGCm3);
  const Stack stack = stackOf(source, thickness, kPaperLoadingMgCm2);
  // Energy densities are proportional to capacity: compare with those of 1 mAh/g.
  const double unitEnergy = arealCapacityMahCm2(1.0, composition.massAm, kPaperLoadingMgCm2) * source.nominalVoltageV;
  const EnergyEntry& entry = energyEntry(model, am, temperature);
  ImpliedCapacity implied{};
  implied.am = am;
  implied.temperature = temperature;
  implied.fromVolumetricMahG = entry.volumetricWhL / volumetricEnergyDensityWhL(unitEnergy, stack);
  implied.fromGravimetricMahG = entry.gravimetricWhKg / gravimetricEnergyDensityWhKg(unitEnergy, stack);
  const double mean = 0.5 * (implied.fromVolumetricMahG + implied.fromGravimetricMahG);
  implied.contradictory = std::abs(implied.fromVolumetricMahG - implied.fromGravimetricMahG) > kImpliedAgreement * mean;
  implied.usedMahG = implied.contradictory ? implied.fromVolumetricMahG : mean;
  implied.rangeMahG = {implied.usedMahG, implied.usedMahG};
  if (implied.contradictory) {
    implied.rangeMahG = {std::min(implied.fromVolumetricMahG, implied.fromGravimetricMahG),
                         std::max(implied.fromVolumetricMahG, implied.fromGravimetricMahG)};
  }
  return implied;
}

ImpliedTable solveImpliedTable() {
  ImpliedTable table{};
  for (int model = 0; model < kModelCount; ++model) {
    for (int am = 0; am < 2; ++am) {
      for (int temperature = 0; temperature < 2; ++temperature) {
        table[model][am][temperature] = solveImplied(static_cast<ParticleModel>(model), static_cast<AmContent>(am),
                                                     static_cast<MeasuredTemperature>(temperature));
      }
    }
  }
  return table;
}

}  // namespace

const ImpliedCapacity& impliedCapacity(ParticleModel model, AmContent am, MeasuredTemperature temperature) {
  static const ImpliedTable table = solveImpliedTable();
  return table[at(model)][at(am)][at(temperature)];
}

double largestImpliedCapacityMahG() {
  static const double largest = [] {
    double found = 0.0;
    for (int model = 0; model < kModelCount; ++model) {
      for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
        for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
          found = std::max(found, impliedCapacity(static_cast<ParticleModel>(model), am, t).rangeMahG.upper);
        }
      }
    }
    return found;
  }();
  return largest;
}

double interpolationMisfit() {
  const auto& rows = sourceTables().initialCapacity;
  const double line =
      alongLine(rows[1].amWtPct, {rows[0].amWtPct, rows[2].amWtPct}, rows[0].capacityMahG, rows[2].capacityMahG);
  return std::abs(rows[1].capacityMahG / line - 1.0);
}

CapacityEstimate capacityOf(ParticleModel model, double amWtPct, double temperatureC) {
  const double am = std::clamp(amWtPct, kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]);
  const double temperature = std::clamp(temperatureC, kMeasuredTemperatureC[0], kMeasuredTemperatureC[1]);
  const auto bilinear = [&](auto value) {
    const auto at = [&](MeasuredTemperature t) {
      return alongLine(am, kMeasuredAmWtPct, value(impliedCapacity(model, AmContent::wt75, t)),
                       value(impliedCapacity(model, AmContent::wt85, t)));
    };
    return alongLine(temperature, kMeasuredTemperatureC, at(MeasuredTemperature::c30), at(MeasuredTemperature::c60));
  };
  const bool isBetween =
      reachOf(am, kMeasuredAmWtPct) == Reach::between || reachOf(temperature, kMeasuredTemperatureC) == Reach::between;
  const double misfit = isBetween ? interpolationMisfit() : 0.0;
  CapacityEstimate estimate{};
  estimate.specificCapacityMahG = bilinear([](const ImpliedCapacity& entry) { return entry.usedMahG; });
  estimate.rangeMahG = {bilinear([](const ImpliedCapacity& entry) { return entry.rangeMahG.lower; }) * (1.0 - misfit),
                        bilinear([](const ImpliedCapacity& entry) { return entry.rangeMahG.upper; }) * (1.0 + misfit)};
  estimate.reach = worse(reachOf(amWtPct, kMeasuredAmWtPct), reachOf(temperatureC, kMeasuredTemperatureC));
  for (const AmContent content : {AmContent::wt75, AmContent::wt85}) {
    for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
      const bool isUnused = am == kMeasuredAmWtPct[1 - at(content)] || temperature == kMeasuredTemperatureC[1 - at(t)];
      if (!isUnused && impliedCapacity(model, content, t).contradictory)
        estimate.contradictory = &impliedCapacity(model, content, t);
    }
  }
  return estimate;
}

}  // namespace cathode
