// SPDX-License-Identifier: MIT
#include "core/cell/capacity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

}  // namespace

const ImpliedCapacity& impliedCapacity(ParticleModel model, AmContent am, MeasuredTemperature temperature) {
  return sourceBasis().implied[at(model)][at(am)][at(temperature)];
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

CapacityEstimate capacityOf(ParticleModel model, double amWtPct, double temperatureC, const Basis& basis) {
  const auto& implied = basis.implied[at(model)];
  const double am = std::clamp(amWtPct, kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]);
  const double temperature = std::clamp(temperatureC, kMeasuredTemperatureC[0], kMeasuredTemperatureC[1]);
  const auto bilinear = [&](auto value) {
    const auto along = [&](MeasuredTemperature t) {
      return alongLine(am, kMeasuredAmWtPct, value(implied[at(AmContent::wt75)][at(t)]),
                       value(implied[at(AmContent::wt85)][at(t)]));
    };
    return alongLine(temperature, kMeasuredTemperatureC, along(MeasuredTemperature::c30),
                     along(MeasuredTemperature::c60));
  };
  const bool isBetween =
      reachOf(am, kMeasuredAmWtPct) == Reach::between || reachOf(temperature, kMeasuredTemperatureC) == Reach::between;
  const double misfit = isBetween ? interpolationMisfit() : 0.0;
  const double factor = isBetween ? basis.numbers.lineFactor[at(model)] : 1.0;
  CapacityEstimate estimate{};
  estimate.specificCapacityMahG = bilinear([](const ImpliedCapacity& entry) { return entry.usedMahG; }) * factor;
  estimate.rangeMahG = {bilinear([](const ImpliedCapacity& entry) { return entry.rangeMahG.lower; }) * (1.0 - misfit),
                        bilinear([](const ImpliedCapacity& entry) { return entry.rangeMahG.upper; }) * (1.0 + misfit)};
  estimate.reach = worse(reachOf(amWtPct, kMeasuredAmWtPct), reachOf(temperatureC, kMeasuredTemperatureC));
  for (const AmContent content : {AmContent::wt75, AmContent::wt85}) {
    for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
      const bool isUnused = am == kMeasuredAmWtPct[1 - at(content)] || temperature == kMeasuredTemperatureC[1 - at(t)];
      const ImpliedCapacity& entry = implied[at(content)][at(t)];
      if (!isUnused && entry.contradictory) estimate.contradictory = &entry;
    }
  }
  return estimate;
}

CapacityEstimate capacityOf(const Scenario& s, const Basis& basis) {
  if (s.composite == nullptr) return capacityOf(s.model, s.amWtPct, s.temperatureC, basis);
  const OwnEstimate own = ownCapacityMahG(*s.composite, s.amWtPct, s.temperatureC);
  return {own.value, {own.value, own.value}, worse(own.content, own.temperature), nullptr};
}

double mostCapacityMahG(const Scenario& s) {
  return s.composite == nullptr ? kMostCapacityMahG : std::numeric_limits<double>::infinity();
}

double oneCMaG(const Scenario& s) {
  if (s.composite != nullptr && (*s.composite)[OwnMaterial::oneCMaG].isGiven())
    return (*s.composite)[OwnMaterial::oneCMaG].value;
  return kOneCMaG;
}

}  // namespace cathode
