#include "core/cell/evaluate.h"

#include <algorithm>
#include <cmath>

#include "core/cell/capacity.h"
#include "core/cell/energy.h"
#include "core/cell/transport.h"

namespace cathode {
namespace {

constexpr Scenario kDefaults;

Provenance provenanceOf(Reach reach, Provenance atPoint) {
  switch (reach) {
    case Reach::measured: return atPoint;
    case Reach::between: return Provenance::interpolated;
    case Reach::beyond: return Provenance::extrapolated;
  }
  return atPoint;
}

// What an input adds to the provenance of results that rest on it: nothing as long as it is the source's own.
Provenance ofInput(bool isSources) { return isSources ? Provenance::measured : Provenance::user; }

// Whether everything of the stack but the cathode is as the source assumes it.
bool isSourcesStack(const Scenario& s) {
  return s.accounting == kDefaults.accounting && s.separatorThicknessUm == kDefaults.separatorThicknessUm &&
         s.anodeThicknessUm == kDefaults.anodeThicknessUm;
}

}  // namespace

Report evaluate(const Scenario& s) {
  Report report{};
  const auto set = [&](MetricId id, double value, Provenance provenance) -> MetricValue& {
    return report.metricValues[static_cast<std::size_t>(id)] = {value, provenance, {}};
  };
  const Reach amReach = reachOf(s.amWtPct, kMeasuredAmWtPct);
  const bool compositionChanged = changedComposition(s).has_value();
  const Composition composition = compositionOf(s);
  const Provenance porosity = s.porosityPct ? Provenance::user : provenanceOf(amReach, Provenance::recomputed);
  const Provenance fractions = std::max({porosity, Provenance::recomputed, ofInput(!compositionChanged)});
  set(MetricId::porosityPct, s.porosityPct ? *s.porosityPct : composition.porosity * 100.0, porosity);
  set(MetricId::compositeDensityGCm3, composition.densityGCm3, fractions);
  set(MetricId::phiAmPct, composition.phiAm * 100.0, fractions);
  set(MetricId::phiSePct, composition.phiSe * 100.0, fractions);
  set(MetricId::phiCaPct, composition.phiCa * 100.0, fractions);

  const CathodeSize size = cathodeSizeOf(s, composition);
  const bool isGiven = s.sizing == Sizing::loading || s.cathodeThicknessUm.has_value();
  const Provenance derived = std::max(fractions, ofInput(!isGiven));
  set(MetricId::cathodeThicknessUm, size.thicknessUm,
      isGiven && s.sizing == Sizing::thickness ? Provenance::user : derived);
  set(MetricId::loadingMgCm2, size.loadingMgCm2, s.sizing == Sizing::loading ? Provenance::user : derived);

  const CapacityEstimate estimate = capacityOf(s.model, s.amWtPct, s.temperatureC);
  const double capacity = s.specificCapacityMahG.value_or(estimate.specificCapacityMahG);
  Provenance capacityKind = Provenance::user;
  std::optional<Interval> open;
  if (!s.specificCapacityMahG) {
    // That composition, loading and C-rate leave the capacity as it is, is an assumption.
    const bool assumed = compositionChanged || !size.isSources || s.cRate != kDefaults.cRate;
    capacityKind = std::max(provenanceOf(estimate.reach, Provenance::implied),
                            assumed ? Provenance::assumed : Provenance::implied);
    if (estimate.rangeMahG.lower < estimate.rangeMahG.upper) open = estimate.rangeMahG;
  }
  set(MetricId::specificCapacityMahG, capacity, capacityKind).interval = open;

  // What rests on the capacity, and where that is open, its range: all of it grows with the capacity.
  const auto setFromCapacity = [&](MetricId id, Provenance provenance, auto of) {
    MetricValue& metric = set(id, of(capacity), provenance);
    if (open) metric.interval = Interval{of(open->lower), of(open->upper)};
  };
  const auto areal = [&](double q) { return arealCapacityMahCm2(q, composition.massAm, size.loadingMgCm2); };
  const auto stack = [&](double q) { return stackOf(s, size.thicknessUm, size.loadingMgCm2, areal(q)); };
  report.stack = stack(capacity);
  const Provenance arealKind = std::max({fractions, capacityKind, ofInput(size.isSources)});
  const Provenance energyKind = std::max(arealKind, ofInput(s.nominalVoltageV == kDefaults.nominalVoltageV));
  const Provenance densityKind = std::max(energyKind, ofInput(isSourcesStack(s)));
  setFromCapacity(MetricId::arealCapacityMahCm2, arealKind, areal);
  setFromCapacity(MetricId::arealEnergyMwhCm2, energyKind, [&](double q) { return areal(q) * s.nominalVoltageV; });
  setFromCapacity(MetricId::volumetricEnergyDensityWhL, densityKind,
                  [&](double q) { return volumetricEnergyDensityWhL(areal(q) * s.nominalVoltageV, stack(q)); });
  setFromCapacity(MetricId::gravimetricEnergyDensityWhKg, densityKind,
                  [&](double q) { return gravimetricEnergyDensityWhKg(areal(q) * s.nominalVoltageV, stack(q)); });
  set(MetricId::currentDensityMaCm2, s.cRate * areal(kOneCMaG),
      std::max({fractions, ofInput(size.isSources), ofInput(s.cRate == kDefaults.cRate)}));

  const auto setTransport = [&](Carrier carrier, MetricId sigma, MetricId phi, MetricId tau, MetricId macMullin) {
    const Transport t = transportOf(carrier, s, composition);
    const bool isIon = carrier == Carrier::ion;
    const bool assumed = compositionChanged || s.temperatureC != kTransportTemperatureC || !t.conducts;
    const Reach reach =
        isIon && reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond ? Reach::beyond : amReach;
    const auto kind = [&](Provenance atPoint) {
      return std::max(provenanceOf(reach, atPoint), assumed ? Provenance::assumed : atPoint);
    };
    // Whose shells the mixed reference takes is assumed.
    const bool isMixed = isIon && s.seReference == SeReference::mixed && shellShareOfSe(s) > 0.0;
    const Provenance ratio =
        std::max(kind(Provenance::recomputed), isMixed ? Provenance::assumed : Provenance::recomputed);
    set(sigma, t.sigmaEffMsCm, kind(Provenance::measured));
    set(phi, t.phi * 100.0, amReach == Reach::measured && !compositionChanged ? Provenance::measured : fractions);
    set(tau, t.tortuosityFactor, ratio);
    set(macMullin, t.macMullin, ratio);
  };
  setTransport(Carrier::ion, MetricId::ionicConductivityMsCm, MetricId::ionicPhiPct, MetricId::ionicTortuosityFactor,
               MetricId::ionicMacMullin);
  setTransport(Carrier::electron, MetricId::electronicConductivityMsCm, MetricId::electronicPhiPct,
               MetricId::electronicTortuosityFactor, MetricId::electronicMacMullin);

  collectWarnings(s, estimate, size.isSources, report);
  return report;
}

std::optional<Interval> measuredRange(ParameterId id, const Scenario& scenario) {
  switch (id) {
    case ParameterId::amWtPct: return Interval{kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]};
    case ParameterId::temperatureC: return Interval{kMeasuredTemperatureC[0], kMeasuredTemperatureC[1]};
    case ParameterId::cathodeThicknessUm: return sourceThicknessUm(compositionOf(scenario));
    case ParameterId::loadingMgCm2:
      return Interval{kPaperLoadingMgCm2 * (1.0 - kSameLoading), kPaperLoadingMgCm2 * (1.0 + kSameLoading)};
    case ParameterId::cRate: return Interval{kDefaults.cRate, kDefaults.cRate};
    case ParameterId::caWtPct: return Interval{kDefaults.caWtPct, kDefaults.caWtPct};
    default: return std::nullopt;
  }
}

bool isWithinMeasured(const Scenario& scenario) {
  return reachOf(scenario.amWtPct, kMeasuredAmWtPct) != Reach::beyond &&
         reachOf(scenario.temperatureC, kMeasuredTemperatureC) != Reach::beyond;
}

Scenario withModel(const Scenario& scenario, ParticleModel model, SameSize same) {
  Scenario other = scenario;
  other.model = model;
  // Which of the two sizes the scenario gives, the other models have already.
  if (same == SameSize::loading && scenario.sizing == Sizing::thickness && scenario.cathodeThicknessUm) {
    other.sizing = Sizing::loading;
    other.loadingMgCm2 = cathodeSizeOf(scenario, compositionOf(scenario)).loadingMgCm2;
  } else if (same == SameSize::thickness && !(scenario.sizing == Sizing::thickness && scenario.cathodeThicknessUm)) {
    other.sizing = Sizing::thickness;
    other.cathodeThicknessUm = cathodeSizeOf(scenario, compositionOf(scenario)).thicknessUm;
  }
  return other;
}

const EnergyEntry* printedEnergyOf(const Scenario& s, const Report& report) {
  const auto am = measuredAm(s.amWtPct);
  const auto temperature = measuredTemperature(s.temperatureC);
  if (!am || !temperature || s.specificCapacityMahG || changedComposition(s) || !isSourcesStack(s) ||
      s.nominalVoltageV != kDefaults.nominalVoltageV || s.cRate != kDefaults.cRate) {
    return nullptr;
  }
  if (std::abs(report[MetricId::loadingMgCm2].value / kPaperLoadingMgCm2 - 1.0) > kSameLoading) return nullptr;
  return &energyEntry(s.model, *am, *temperature);
}

}  // namespace cathode
