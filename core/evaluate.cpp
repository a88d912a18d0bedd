#include "core/evaluate.h"

#include <algorithm>
#include <cmath>

#include "core/audit.h"
#include "core/transport.h"

namespace cathode {
namespace {

constexpr Scenario kDefaults;

// Table S6 prints 93 um for a cathode of 92.5 um: agreement to a printed digit.
constexpr double kThicknessMatchUm = 0.6;

Provenance provenanceOf(Reach reach, Provenance atPoint) {
  switch (reach) {
    case Reach::measured: return atPoint;
    case Reach::between: return Provenance::interpolated;
    case Reach::beyond: return Provenance::extrapolated;
  }
  return atPoint;
}

bool isBeyondSourceThickness(double thicknessUm) {
  const Interval source = sourceThicknessUm();
  return thicknessUm < source.lower - kThicknessMatchUm || thicknessUm > source.upper + kThicknessMatchUm;
}

// Whether the table's own numbers cannot give its tortuosity factor.
bool isQuestioned(Carrier carrier, AmContent am, ParticleModel model) {
  return tortuosityFactorAgreement(carrier, am, model).verdict != Verdict::consistent;
}

void collectWarnings(const Scenario& s, const CapacityEstimate& capacity, Report& report) {
  const auto warn = [&](WarningCode code, ParameterId field) {
    report.warningSlots[report.warningCount++] = {code, field};
  };
  const auto changed = changedComposition(s);
  if (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::beyond) warn(WarningCode::amBeyondMeasured, ParameterId::amWtPct);
  if (reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond) {
    warn(WarningCode::temperatureBeyondMeasured, ParameterId::temperatureC);
  }
  if (!s.specificCapacityMahG) {
    if (isBeyondSourceThickness(report[MetricId::cathodeThicknessUm].value)) {
      warn(WarningCode::thicknessBeyondMeasured, s.sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm
                                                                               : ParameterId::loadingMgCm2);
    }
    if (capacity.contradictory != nullptr) warn(WarningCode::capacityContradictory, ParameterId::model);
  }
  if (const auto am = measuredAm(s.amWtPct); am && !changed) {
    if (s.seReference == SeReference::own && isQuestioned(Carrier::ion, *am, s.model)) {
      warn(WarningCode::ionicTortuosityFactorPrinted, ParameterId::model);
    }
    if (isQuestioned(Carrier::electron, *am, s.model)) {
      warn(WarningCode::electronicTortuosityFactorPrinted, ParameterId::model);
    }
  }
  if (changed) warn(WarningCode::compositionChanged, *changed);
  if (s.cRate != kDefaults.cRate) warn(WarningCode::cRateNotMeasured, ParameterId::cRate);
  warn(WarningCode::transportTemperature, ParameterId::temperatureC);
  if (s.accounting == Accounting::paper) warn(WarningCode::anodeMassUnitemised, ParameterId::accounting);
}

}  // namespace

Report evaluate(const Scenario& s) {
  Report report{};
  const auto set = [&](MetricId id, double value, Provenance provenance) {
    report.metricValues[static_cast<std::size_t>(id)] = {value, provenance};
  };
  const Reach amReach = reachOf(s.amWtPct, kMeasuredAmWtPct);
  const bool compositionChanged = changedComposition(s).has_value();
  const Composition composition = compositionOf(s);
  const Provenance porosity = s.porosityPct ? Provenance::user : provenanceOf(amReach, Provenance::recomputed);
  const Provenance fractions = std::max(porosity, Provenance::recomputed);
  set(MetricId::porosityPct, s.porosityPct ? *s.porosityPct : composition.porosity * 100.0, porosity);
  set(MetricId::compositeDensityGCm3, composition.densityGCm3, fractions);
  set(MetricId::phiAmPct, composition.phiAm * 100.0, fractions);
  set(MetricId::phiSePct, composition.phiSe * 100.0, fractions);
  set(MetricId::phiCaPct, composition.phiCa * 100.0, fractions);

  const bool byThickness = s.sizing == Sizing::thickness;
  const double thickness = byThickness ? s.cathodeThicknessUm : thicknessUm(s.loadingMgCm2, composition.densityGCm3);
  const double loading = byThickness ? loadingMgCm2(s.cathodeThicknessUm, composition.densityGCm3) : s.loadingMgCm2;
  set(MetricId::cathodeThicknessUm, thickness, byThickness ? Provenance::user : fractions);
  set(MetricId::loadingMgCm2, loading, byThickness ? fractions : Provenance::user);

  const CapacityEstimate estimate = capacityOf(s.model, s.amWtPct, s.temperatureC);
  const double capacity = s.specificCapacityMahG.value_or(estimate.specificCapacityMahG);
  Provenance capacityKind = Provenance::user;
  if (!s.specificCapacityMahG) {
    // That composition, thickness and C-rate leave the capacity as it is, is an assumption.
    const bool assumed = compositionChanged || isBeyondSourceThickness(thickness) || s.cRate != kDefaults.cRate;
    capacityKind = std::max(provenanceOf(estimate.reach, Provenance::implied),
                            assumed ? Provenance::assumed : Provenance::implied);
  }
  const Provenance energy = std::max(fractions, capacityKind);
  set(MetricId::specificCapacityMahG, capacity, capacityKind);

  const double arealCapacity = arealCapacityMahCm2(capacity, composition.massAm, loading);
  const double arealEnergy = arealCapacity * s.nominalVoltageV;
  report.stack = stackOf(s, thickness, loading);
  set(MetricId::arealCapacityMahCm2, arealCapacity, energy);
  set(MetricId::arealEnergyMwhCm2, arealEnergy, energy);
  set(MetricId::volumetricEnergyDensityWhL, volumetricEnergyDensityWhL(arealEnergy, report.stack), energy);
  set(MetricId::gravimetricEnergyDensityWhKg, gravimetricEnergyDensityWhKg(arealEnergy, report.stack), energy);
  set(MetricId::currentDensityMaCm2, s.cRate * arealCapacityMahCm2(kOneCMaG, composition.massAm, loading), fractions);

  const auto setTransport = [&](Carrier carrier, MetricId sigma, MetricId tau, MetricId macMullin) {
    const Transport t = transportOf(carrier, s, composition);
    const bool assumed = compositionChanged || s.temperatureC != kTransportTemperatureC;
    const Reach reach = carrier == Carrier::ion && reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond
                            ? Reach::beyond
                            : amReach;
    const auto kind = [&](Provenance atPoint) {
      return std::max(provenanceOf(reach, atPoint), assumed ? Provenance::assumed : atPoint);
    };
    set(sigma, t.sigmaEffMsCm, kind(Provenance::measured));
    set(tau, t.tortuosityFactor, kind(Provenance::recomputed));
    set(macMullin, t.macMullin, kind(Provenance::recomputed));
  };
  setTransport(Carrier::ion, MetricId::ionicConductivityMsCm, MetricId::ionicTortuosityFactor, MetricId::ionicMacMullin);
  setTransport(Carrier::electron, MetricId::electronicConductivityMsCm, MetricId::electronicTortuosityFactor,
               MetricId::electronicMacMullin);

  collectWarnings(s, estimate, report);
  return report;
}

std::optional<Interval> measuredRange(ParameterId id) {
  switch (id) {
    case ParameterId::amWtPct: return Interval{kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]};
    case ParameterId::temperatureC: return Interval{kMeasuredTemperatureC[0], kMeasuredTemperatureC[1]};
    case ParameterId::cathodeThicknessUm: return sourceThicknessUm();
    case ParameterId::cRate: return Interval{kDefaults.cRate, kDefaults.cRate};
    case ParameterId::caWtPct: return Interval{kDefaults.caWtPct, kDefaults.caWtPct};
    default: return std::nullopt;
  }
}

const EnergyEntry* printedEnergyOf(const Scenario& s, const Report& report) {
  const auto am = measuredAm(s.amWtPct);
  const auto temperature = measuredTemperature(s.temperatureC);
  if (!am || !temperature || s.specificCapacityMahG || changedComposition(s) || s.accounting != Accounting::paper ||
      s.separatorThicknessUm != kPaperSeparatorUm || s.anodeThicknessUm != kPaperAnodeUm ||
      s.nominalVoltageV != kDefaults.nominalVoltageV || s.cRate != kDefaults.cRate) {
    return nullptr;
  }
  const double thickness = thicknessUm(kPaperLoadingMgCm2, compositionOf(s).densityGCm3);
  if (std::abs(report[MetricId::cathodeThicknessUm].value - thickness) > kThicknessMatchUm) return nullptr;
  return &energyEntry(s.model, *am, *temperature);
}

}  // namespace cathode
