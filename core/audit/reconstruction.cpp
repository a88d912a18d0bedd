// SPDX-License-Identifier: MIT
#include "core/audit/reconstruction.h"

#include <cmath>
#include <numbers>

#include "core/cell/composition.h"
#include "core/cell/energy.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

constexpr double discAreaCm2(double diameterMm) {
  return 0.25 * std::numbers::pi * (diameterMm / 10.0) * (diameterMm / 10.0);
}

static_assert(discAreaCm2(kDiscDiameterMm) == kDiscAreaCm2);

using enum AssumptionId;

Scenario scenarioOf(const Assumed& assumed, ParticleModel model, AmContent am) {
  Scenario scenario;
  scenario.model = model;
  scenario.amWtPct = kMeasuredAmWtPct[at(am)];
  scenario.caWtPct = assumed[at(caWtPct)];
  scenario.amDensityGCm3 = assumed[at(amDensityGCm3)];
  scenario.seDensityGCm3 = assumed[at(seDensityGCm3)];
  scenario.caDensityGCm3 = assumed[at(caDensityGCm3)];
  return scenario;
}

ReconstructedComposite compositeOf(const Composition& composition, ParticleModel model, AmContent am, double loading) {
  const ElectronicRow& electronic = electronicRow(am, model);
  return {
      .model = model,
      .am = am,
      .printedPhiPct = {electronic.phiAmPct, ionicRow(am, model).phiSePct, electronic.phiCaPct},
      .phiPct = {100.0 * composition.phiAm, 100.0 * composition.phiSe, 100.0 * composition.phiCa},
      .porosityPct = 100.0 * composition.porosity,
      .densityGCm3 = composition.densityGCm3,
      .thicknessUm = thicknessUm(loading, composition.densityGCm3),
  };
}

// The cell as the source counts it, but with layers that are assumed one by one.
Stack stackOf(const Assumed& assumed, double cathodeThicknessUm, double loading) {
  const double area = discAreaCm2(assumed[at(discDiameterMm)]);
  Stack stack;
  stack.layers[0] = {LayerKind::anode, assumed[at(anodeUm)], assumed[at(anodeMg)] / area};
  stack.layers[1] = {LayerKind::separator, assumed[at(separatorUm)], assumed[at(separatorMg)] / area};
  stack.layers[2] = {LayerKind::cathode, cathodeThicknessUm, loading};
  stack.layerCount = 3;
  return stack;
}

// `unitEnergy` is the areal energy (mWh/cm2) of 1 mAh/g.
ReconstructedEntry entryOf(ParticleModel model, AmContent am, MeasuredTemperature temperature, const Stack& stack,
                           double unitEnergy) {
  const EnergyEntry& printed = energyEntry(model, am, temperature);
  const double unitVolumetric = volumetricEnergyDensityWhL(unitEnergy, stack);
  const double unitGravimetric = gravimetricEnergyDensityWhKg(unitEnergy, stack);
  ReconstructedEntry entry{};
  entry.model = model;
  entry.am = am;
  entry.temperature = temperature;
  entry.fromVolumetricMahG = printed.volumetricWhL / unitVolumetric;
  entry.fromGravimetricMahG = printed.gravimetricWhKg / unitGravimetric;
  entry.disagreement = entry.fromGravimetricMahG / entry.fromVolumetricMahG - 1.0;
  const double mean = 0.5 * (entry.fromVolumetricMahG + entry.fromGravimetricMahG);
  entry.contradictory = std::abs(entry.fromVolumetricMahG - entry.fromGravimetricMahG) > kImpliedAgreement * mean;
  const double used = entry.contradictory ? entry.fromVolumetricMahG : mean;
  entry.volumetricWhL = used * unitVolumetric;
  entry.gravimetricWhKg = used * unitGravimetric;
  return entry;
}

constexpr int kPhases = 3;

double rmsPhiPct(std::span<const ReconstructedComposite> composites) {
  double sum = 0.0;
  for (const ReconstructedComposite& composite : composites) {
    for (int i = 0; i < kPhases; ++i) {
      const double difference = composite.phiPct[i] - composite.printedPhiPct[i];
      sum += difference * difference;
    }
  }
  return std::sqrt(sum / static_cast<double>(kPhases * composites.size()));
}

double meanDisagreement(std::span<const ReconstructedEntry> entries) {
  double sum = 0.0;
  int count = 0;
  for (const ReconstructedEntry& entry : entries) {
    if (!isCounted(entry)) continue;
    sum += entry.disagreement;
    ++count;
  }
  return sum / count;
}

double rmsDisagreement(std::span<const ReconstructedEntry> entries) {
  double sum = 0.0;
  int count = 0;
  for (const ReconstructedEntry& entry : entries) {
    if (!isCounted(entry)) continue;
    sum += entry.disagreement * entry.disagreement;
    ++count;
  }
  return std::sqrt(sum / count);
}

}  // namespace

bool isCounted(const ReconstructedEntry& entry) {
  return !impliedCapacity(entry.model, entry.am, entry.temperature).contradictory;
}

Reconstruction reconstruct(const Assumed& assumed) {
  Reconstruction result{};
  result.loadingMgCm2 = assumed[at(compositeMg)] / discAreaCm2(assumed[at(discDiameterMm)]);
  int nextComposite = 0;
  int nextEntry = 0;
  for (int m = 0; m < kModelCount; ++m) {
    const auto model = static_cast<ParticleModel>(m);
    for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
      const Composition composition = compositionOf(scenarioOf(assumed, model, am));
      const ReconstructedComposite composite = compositeOf(composition, model, am, result.loadingMgCm2);
      result.composites[nextComposite++] = composite;
      const Stack stack = stackOf(assumed, composite.thicknessUm, result.loadingMgCm2);
      const double unitEnergy =
          arealCapacityMahCm2(1.0, composition.massAm, result.loadingMgCm2) * assumed[at(nominalVoltageV)];
      for (const MeasuredTemperature temperature : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
        result.entries[nextEntry++] = entryOf(model, am, temperature, stack, unitEnergy);
      }
      if (model == ParticleModel::thinShellSmall && am == AmContent::wt85)
        result.thicknessOfS6Um = composite.thicknessUm;
    }
  }
  result.rmsPhiPct = rmsPhiPct(result.composites);
  result.rmsDisagreement = rmsDisagreement(result.entries);
  result.meanDisagreement = meanDisagreement(result.entries);
  return result;
}

std::array<Sensitivity, kAssumptionCount> sensitivities(const Assumed& assumed) {
  std::array<Sensitivity, kAssumptionCount> all{};
  for (int i = 0; i < kAssumptionCount; ++i) {
    Assumed more = assumed, less = assumed;
    more[i] *= 1.01;
    less[i] *= 0.99;
    const Reconstruction above = reconstruct(more), below = reconstruct(less);
    all[i] = {assumptions()[i].id, 0.5 * (above.rmsDisagreement - below.rmsDisagreement),
              0.5 * (above.meanDisagreement - below.meanDisagreement), 0.5 * (above.rmsPhiPct - below.rmsPhiPct)};
  }
  return all;
}

}  // namespace cathode
