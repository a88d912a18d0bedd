// SPDX-License-Identifier: MIT
#include "core/cell/basis.h"

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/cell/energy.h"
#include "core/cell/transport.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }
constexpr AmContent kContents[] = {AmContent::wt75, AmContent::wt85};
constexpr MeasuredTemperature kTemperatures[] = {MeasuredTemperature::c30, MeasuredTemperature::c60};

SourceNumbers printedNumbers() {
  SourceNumbers numbers{};
  for (int m = 0; m < kModelCount; ++m) {
    const auto model = static_cast<ParticleModel>(m);
    for (const AmContent am : kContents) {
      const IonicRow& ionic = ionicRow(am, model);
      const ElectronicRow& electronic = electronicRow(am, model);
      numbers.phiAmPct[at(am)][m] = electronic.phiAmPct;
      numbers.phiSePct[at(am)][m] = ionic.phiSePct;
      numbers.phiCaPct[at(am)][m] = electronic.phiCaPct;
      numbers.sigmaEffMsCm[at(Carrier::ion)][at(am)][m] = ionic.sigmaEffMsCm;
      numbers.sigmaEffMsCm[at(Carrier::electron)][at(am)][m] = electronic.sigmaEffMsCm;
      for (const MeasuredTemperature t : kTemperatures) {
        const EnergyEntry& entry = energyEntry(model, am, t);
        numbers.volumetricWhL[m][at(am)][at(t)] = entry.volumetricWhL;
        numbers.gravimetricWhKg[m][at(am)][at(t)] = entry.gravimetricWhKg;
        numbers.impliedFactor[m][at(am)][at(t)] = 1.0;
      }
    }
    numbers.lineFactor[m] = 1.0;
  }
  for (const MeasuredTemperature t : kTemperatures) {
    for (int i = 0; i < kElectrolyteCount; ++i)
      numbers.electrolyteMsCm[at(t)][i] = impedance(t, static_cast<Electrolyte>(i)).sigmaMsCm;
  }
  numbers.mixtureMsCm = kElectronicReferenceMsCm;
  numbers.amDensityGCm3 = kSourceAmDensityGCm3;
  numbers.seDensityGCm3 = kSourceSeDensityGCm3;
  numbers.caDensityGCm3 = kSourceCaDensityGCm3;
  numbers.caWtPct = kSourceCaWtPct;
  numbers.loadingMgCm2 = kPaperLoadingMgCm2;
  return numbers;
}

ImpliedCapacity solveImplied(const Basis& basis, const Composition& composition, ParticleModel model, AmContent am,
                             MeasuredTemperature temperature) {
  constexpr Scenario kSource;
  const SourceNumbers& numbers = basis.numbers;
  const double thickness = thicknessUm(numbers.loadingMgCm2, composition.densityGCm3);
  const Stack stack = stackOf(kSource, thickness, numbers.loadingMgCm2);
  // Energy densities are proportional to capacity: compare with those of 1 mAh/g.
  const double unitEnergy =
      arealCapacityMahCm2(1.0, composition.massAm, numbers.loadingMgCm2) * kSource.nominalVoltageV;
  const double factor = numbers.impliedFactor[at(model)][at(am)][at(temperature)];
  ImpliedCapacity implied{};
  implied.am = am;
  implied.temperature = temperature;
  implied.fromVolumetricMahG = factor * (numbers.volumetricWhL[at(model)][at(am)][at(temperature)] /
                                         volumetricEnergyDensityWhL(unitEnergy, stack));
  implied.fromGravimetricMahG = factor * (numbers.gravimetricWhKg[at(model)][at(am)][at(temperature)] /
                                          gravimetricEnergyDensityWhKg(unitEnergy, stack));
  const double mean = 0.5 * (implied.fromVolumetricMahG + implied.fromGravimetricMahG);
  implied.contradictory = std::abs(implied.fromVolumetricMahG - implied.fromGravimetricMahG) > kImpliedAgreement * mean;
  const double reading = numbers.reading[at(model)][at(am)][at(temperature)];
  implied.usedMahG = implied.contradictory ? implied.fromVolumetricMahG +
                                                 reading * (implied.fromGravimetricMahG - implied.fromVolumetricMahG)
                                           : mean;
  implied.rangeMahG = {implied.usedMahG, implied.usedMahG};
  if (implied.contradictory) {
    implied.rangeMahG = {std::min(implied.fromVolumetricMahG, implied.fromGravimetricMahG),
                         std::max(implied.fromVolumetricMahG, implied.fromGravimetricMahG)};
  }
  return implied;
}

MeasuredEnds measuredEnds(const Basis& basis, Carrier carrier, ParticleModel model,
                          const std::array<Composition, 2>& own) {
  const SourceNumbers& numbers = basis.numbers;
  MeasuredEnds ends{};
  ends.sigma0MsCm = carrier == Carrier::ion
                        ? numbers.electrolyteMsCm[at(MeasuredTemperature::c60)][at(referenceElectrolyte(model))]
                        : numbers.mixtureMsCm;
  for (int i = 0; i < 2; ++i) {
    const double phiPct = carrier == Carrier::ion ? numbers.phiSePct[i][at(model)]
                                                  : numbers.phiAmPct[i][at(model)] + numbers.phiCaPct[i][at(model)];
    ends.sigmaEffMsCm[i] = numbers.sigmaEffMsCm[at(carrier)][i][at(model)];
    ends.phiCorrection[i] = phiPct / 100.0 / conductingFraction(carrier, own[i]);
    ends.logRatio[i] = logReproducible(ends.sigmaEffMsCm[i] / ends.sigma0MsCm);
  }
  return ends;
}

}  // namespace

void derive(Basis& basis, ParticleModel model) {
  const SourceNumbers& numbers = basis.numbers;
  for (int i = 0; i < 2; ++i) {
    basis.porosity[at(model)][i] =
        (100.0 - (numbers.phiSePct[i][at(model)] + numbers.phiAmPct[i][at(model)] + numbers.phiCaPct[i][at(model)])) /
        100.0;
  }
  const std::array<Composition, 2> own{compositionOf({.model = model, .amWtPct = kMeasuredAmWtPct[0]}, basis),
                                       compositionOf({.model = model, .amWtPct = kMeasuredAmWtPct[1]}, basis)};
  for (const AmContent am : kContents) {
    for (const MeasuredTemperature t : kTemperatures)
      basis.implied[at(model)][at(am)][at(t)] = solveImplied(basis, own[at(am)], model, am, t);
  }
  for (const Carrier carrier : {Carrier::ion, Carrier::electron})
    basis.ends[at(carrier)][at(model)] = measuredEnds(basis, carrier, model, own);
}

const Basis& sourceBasis() {
  static const Basis basis = [] {
    Basis made{};
    made.numbers = printedNumbers();
    for (int model = 0; model < kModelCount; ++model) derive(made, static_cast<ParticleModel>(model));
    return made;
  }();
  return basis;
}

}  // namespace cathode
