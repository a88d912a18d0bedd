// SPDX-License-Identifier: MIT
#include "core/cell/composition.h"

#include <cmath>

namespace cathode {
namespace {

// 1 um of 1 g/cm3 weighs 0.1 mg/cm2.
constexpr double kMgCm2PerUmGCm3 = 0.1;

// A number of the scenario; where it is the source's own, that of the basis.
double basedOn(double own, double sources, double basis) { return own == sources ? basis : own; }

}  // namespace

double modelPorosity(ParticleModel model, double amWtPct, const Basis& basis) {
  const auto& porosity = basis.porosity[static_cast<std::size_t>(model)];
  return alongLine(amWtPct, kMeasuredAmWtPct, porosity[0], porosity[1]);
}

std::optional<ParameterId> changedComposition(const Scenario& scenario) {
  constexpr Scenario kSource;
  if (scenario.porosityPct) return ParameterId::porosityPct;
  if (scenario.caWtPct != kSource.caWtPct) return ParameterId::caWtPct;
  if (scenario.amDensityGCm3 != kSource.amDensityGCm3) return ParameterId::amDensityGCm3;
  if (scenario.seDensityGCm3 != kSource.seDensityGCm3) return ParameterId::seDensityGCm3;
  if (scenario.caDensityGCm3 != kSource.caDensityGCm3) return ParameterId::caDensityGCm3;
  return std::nullopt;
}

MixtureReadings mixtureReadings(double pct) {
  const double ca = pct / 100.0, am = 1.0 - ca, ratio = kSourceCaDensityGCm3 / kSourceAmDensityGCm3;
  return {100.0 * ca * ratio / (ca * ratio + am), 100.0 * ca / (ca + am * ratio)};
}

Composition compositionOf(const Scenario& scenario, const Basis& basis) {
  const SourceNumbers& numbers = basis.numbers;
  const double caWtPct = basedOn(scenario.caWtPct, kSourceCaWtPct, numbers.caWtPct);
  Composition c{};
  c.massAm = scenario.amWtPct / 100.0;
  c.massCa = caWtPct / 100.0;
  c.massSe = (100.0 - scenario.amWtPct - caWtPct) / 100.0;
  c.porosity =
      scenario.porosityPct ? *scenario.porosityPct / 100.0 : modelPorosity(scenario.model, scenario.amWtPct, basis);
  const double volumeAm = c.massAm / basedOn(scenario.amDensityGCm3, kSourceAmDensityGCm3, numbers.amDensityGCm3);
  const double volumeSe = c.massSe / basedOn(scenario.seDensityGCm3, kSourceSeDensityGCm3, numbers.seDensityGCm3);
  const double volumeCa = c.massCa / basedOn(scenario.caDensityGCm3, kSourceCaDensityGCm3, numbers.caDensityGCm3);
  c.densityGCm3 = (1.0 - c.porosity) / (volumeAm + volumeSe + volumeCa);
  c.phiAm = c.densityGCm3 * volumeAm;
  c.phiSe = c.densityGCm3 * volumeSe;
  c.phiCa = c.densityGCm3 * volumeCa;
  return c;
}

double conductingFraction(Carrier carrier, const Composition& composition) {
  return carrier == Carrier::ion ? composition.phiSe : composition.phiAm + composition.phiCa;
}

double loadingMgCm2(double thicknessUm, double densityGCm3) { return thicknessUm * densityGCm3 * kMgCm2PerUmGCm3; }

double thicknessUm(double loadingMgCm2, double densityGCm3) { return loadingMgCm2 / (densityGCm3 * kMgCm2PerUmGCm3); }

CathodeSize cathodeSizeOf(const Scenario& scenario, const Composition& composition, const Basis& basis) {
  const double density = composition.densityGCm3;
  CathodeSize size{};
  if (scenario.sizing == Sizing::thickness && scenario.cathodeThicknessUm) {
    size = {*scenario.cathodeThicknessUm, loadingMgCm2(*scenario.cathodeThicknessUm, density), false};
  } else {
    const double loading = scenario.sizing == Sizing::loading ? scenario.loadingMgCm2 : basis.numbers.loadingMgCm2;
    size = {thicknessUm(loading, density), loading, false};
  }
  size.isSources = std::abs(size.loadingMgCm2 / kPaperLoadingMgCm2 - 1.0) <= kSameLoading;
  return size;
}

Interval sourceThicknessUm(const Composition& composition) {
  const double own = thicknessUm(kPaperLoadingMgCm2, composition.densityGCm3);
  return {own * (1.0 - kSameLoading), own * (1.0 + kSameLoading)};
}

}  // namespace cathode
