// SPDX-License-Identifier: MIT
#include "core/cell/composition.h"

#include <cmath>

namespace cathode {
namespace {

// 1 um of 1 g/cm3 weighs 0.1 mg/cm2.
constexpr double kMgCm2PerUmGCm3 = 0.1;
}  // namespace

double modelPorosity(ParticleModel model, double amWtPct, const Basis& basis) {
  const auto& porosity = basis.porosity[static_cast<std::size_t>(model)];
  return alongLine(amWtPct, kMeasuredAmWtPct, porosity[0], porosity[1]);
}

double ownPorosity(const Scenario& scenario, const Basis& basis) {
  if (scenario.composite == nullptr) return modelPorosity(scenario.model, scenario.amWtPct, basis);
  return ownPorosityPct(*scenario.composite, scenario.amWtPct, scenario.temperatureC).value / 100.0;
}

std::optional<ParameterId> changedComposition(const Scenario& scenario) {
  constexpr Scenario kSource;
  const auto changedFrom = [&](const Scenario& measured) -> std::optional<ParameterId> {
    if (scenario.porosityPct) return ParameterId::porosityPct;
    if (scenario.caWtPct != measured.caWtPct) return ParameterId::caWtPct;
    if (scenario.amDensityGCm3 != measured.amDensityGCm3) return ParameterId::amDensityGCm3;
    if (scenario.seDensityGCm3 != measured.seDensityGCm3) return ParameterId::seDensityGCm3;
    if (scenario.caDensityGCm3 != measured.caDensityGCm3) return ParameterId::caDensityGCm3;
    return std::nullopt;
  };
  return scenario.composite == nullptr ? changedFrom(kSource) : changedFrom(standardScenario(scenario.composite));
}

MixtureReadings mixtureReadings(double pct) {
  const double ca = pct / 100.0, am = 1.0 - ca, ratio = kSourceCaDensityGCm3 / kSourceAmDensityGCm3;
  return {100.0 * ca * ratio / (ca * ratio + am), 100.0 * ca / (ca + am * ratio)};
}

Composition compositionOf(const Scenario& scenario, const Basis& basis) {
  const SourceNumbers& numbers = basis.numbers;
  // A number of the scenario; where it is the source's own, that of the basis.
  const auto basedOn = [&](double given, double sources, double ofBasis) {
    return scenario.composite == nullptr && given == sources ? ofBasis : given;
  };
  const double caWtPct = basedOn(scenario.caWtPct, kSourceCaWtPct, numbers.caWtPct);
  Composition c{};
  c.massAm = scenario.amWtPct / 100.0;
  c.massCa = caWtPct / 100.0;
  c.massSe = (100.0 - scenario.amWtPct - caWtPct) / 100.0;
  c.porosity = scenario.porosityPct ? *scenario.porosityPct / 100.0 : ownPorosity(scenario, basis);
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

double measuredLoadingMgCm2(const Scenario& scenario, const Basis& basis) {
  if (scenario.composite != nullptr && (*scenario.composite)[OwnMaterial::loadingMgCm2].isGiven())
    return (*scenario.composite)[OwnMaterial::loadingMgCm2].value;
  return basis.numbers.loadingMgCm2;
}

CathodeSize cathodeSizeOf(const Scenario& scenario, const Composition& composition, const Basis& basis) {
  const double density = composition.densityGCm3;
  CathodeSize size{};
  if (scenario.sizing == Sizing::thickness && scenario.cathodeThicknessUm) {
    size = {*scenario.cathodeThicknessUm, loadingMgCm2(*scenario.cathodeThicknessUm, density), false};
  } else {
    const double loading =
        scenario.sizing == Sizing::loading ? scenario.loadingMgCm2 : measuredLoadingMgCm2(scenario, basis);
    size = {thicknessUm(loading, density), loading, false};
  }
  const double measured = scenario.composite == nullptr ? double(kPaperLoadingMgCm2) : measuredLoadingMgCm2(scenario);
  size.isSources = std::abs(size.loadingMgCm2 / measured - 1.0) <= kSameLoading;
  return size;
}

Interval sourceThicknessUm(const Scenario& scenario, const Composition& composition) {
  const double own = thicknessUm(measuredLoadingMgCm2(scenario), composition.densityGCm3);
  return {own * (1.0 - kSameLoading), own * (1.0 + kSameLoading)};
}

}  // namespace cathode
