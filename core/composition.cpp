#include "core/composition.h"

#include <algorithm>

#include "core/measured.h"

namespace cathode {
namespace {

// 1 um of 1 g/cm3 weighs 0.1 mg/cm2.
constexpr double kMgCm2PerUmGCm3 = 0.1;

double printedPorosity(AmContent am, ParticleModel model) {
  const ElectronicRow& electronic = electronicRow(am, model);
  return (100.0 - (ionicRow(am, model).phiSePct + electronic.phiAmPct + electronic.phiCaPct)) / 100.0;
}

}  // namespace

double modelPorosity(ParticleModel model, double amWtPct) {
  return alongLine(amWtPct, kMeasuredAmWtPct, printedPorosity(AmContent::wt75, model),
                   printedPorosity(AmContent::wt85, model));
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

Interval sourceThicknessUm() {
  static const Interval range = [] {
    Interval found{1e9, 0.0};
    Scenario scenario;
    for (int model = 0; model < kModelCount; ++model) {
      for (const double am : kMeasuredAmWtPct) {
        scenario.model = static_cast<ParticleModel>(model);
        scenario.amWtPct = am;
        const double thickness = thicknessUm(kPaperLoadingMgCm2, compositionOf(scenario).densityGCm3);
        found = {std::min(found.lower, thickness), std::max(found.upper, thickness)};
      }
    }
    return found;
  }();
  return range;
}

Composition compositionOf(const Scenario& scenario) {
  Composition c{};
  c.massAm = scenario.amWtPct / 100.0;
  c.massCa = scenario.caWtPct / 100.0;
  c.massSe = (100.0 - scenario.amWtPct - scenario.caWtPct) / 100.0;
  c.porosity = scenario.porosityPct ? *scenario.porosityPct / 100.0
                                    : modelPorosity(scenario.model, scenario.amWtPct);
  const double volumeAm = c.massAm / scenario.amDensityGCm3;
  const double volumeSe = c.massSe / scenario.seDensityGCm3;
  const double volumeCa = c.massCa / scenario.caDensityGCm3;
  c.densityGCm3 = (1.0 - c.porosity) / (volumeAm + volumeSe + volumeCa);
  c.phiAm = c.densityGCm3 * volumeAm;
  c.phiSe = c.densityGCm3 * volumeSe;
  c.phiCa = c.densityGCm3 * volumeCa;
  return c;
}

double loadingMgCm2(double thicknessUm, double densityGCm3) {
  return thicknessUm * densityGCm3 * kMgCm2PerUmGCm3;
}

double thicknessUm(double loadingMgCm2, double densityGCm3) {
  return loadingMgCm2 / (densityGCm3 * kMgCm2PerUmGCm3);
}

}  // namespace cathode
