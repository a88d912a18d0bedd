// SPDX-License-Identifier: MIT
#include "core/cell/evaluate.h"

#include <algorithm>
#include <cmath>

#include "core/cell/energy.h"
#include "core/cell/evaluation.h"

namespace cathode {
namespace {

constexpr Scenario kDefaults;

constexpr Provenance kNothing = Provenance::measured;  // what adds nothing to another

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

Evaluation::Carried carriedBy(Carrier carrier, const Scenario& s, const Composition& composition, const Basis& basis,
                              bool isChanged, Provenance fractions) {
  const Transport transport = transportOf(carrier, s, composition, basis);
  if (s.composite != nullptr) {
    const OwnEstimate own = ownConductivityMsCm(*s.composite, carrier == Carrier::ion, s.amWtPct, s.temperatureC);
    // At another temperature than the measured the tortuosity factor is held, which is assumed.
    const bool isAssumed = isChanged || !transport.conducts || own.temperature == Reach::beyond;
    const auto kind = [&](Provenance atPoint) {
      return std::max(
          {provenanceOf(worse(own.content, own.temperature), atPoint), isAssumed ? Provenance::assumed : kNothing});
    };
    return {transport, kind(Provenance::measured), std::max(kind(Provenance::recomputed), fractions), fractions};
  }
  const Reach amReach = reachOf(s.amWtPct, kMeasuredAmWtPct);
  const bool isIon = carrier == Carrier::ion;
  const bool assumed = isChanged || s.temperatureC != kTransportTemperatureC || !transport.conducts;
  const Reach reach =
      isIon && reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond ? Reach::beyond : amReach;
  const auto kind = [&](Provenance atPoint) {
    return std::max(provenanceOf(reach, atPoint), assumed ? Provenance::assumed : atPoint);
  };
  // Whose shells the mixed reference takes is assumed.
  const bool isMixed = isIon && s.seReference == SeReference::mixed && shellShareOfSe(s) > 0.0;
  return {transport, kind(Provenance::measured),
          std::max(kind(Provenance::recomputed), isMixed ? Provenance::assumed : Provenance::recomputed),
          amReach == Reach::measured && !isChanged ? Provenance::measured : fractions};
}

enum class Warned : bool { no, yes };

template <Warned kWarned>
Report reportOn(const Basis& basis, const Scenario& s) {
  Report report{};
  const bool isChanged = changedComposition(s).has_value();
  const Composition composition = compositionOf(s, basis);
  const CapacityEstimate estimate = capacityOf(s, basis);
  const CathodeSize size = cathodeSizeOf(s, composition, basis);
  const auto chargeAt = [&](double capacityMahG) {
    const double areal = arealCapacityMahCm2(capacityMahG, composition.massAm, size.loadingMgCm2);
    return Evaluation::Charge{capacityMahG, areal, areal * s.nominalVoltageV,
                              stackOf(s, size.thicknessUm, size.loadingMgCm2, areal)};
  };
  Evaluation e(s, composition, size);
  e.charge = chargeAt(s.specificCapacityMahG.value_or(estimate.specificCapacityMahG));
  const OwnComposite* own = s.composite;
  const Scenario standard = standardScenario(own);
  e.porosity = own == nullptr
                   ? provenanceOf(reachOf(s.amWtPct, kMeasuredAmWtPct), Provenance::recomputed)
                   : provenanceOf(ownPorosityPct(*own, s.amWtPct, s.temperatureC).content, Provenance::measured);
  if (s.porosityPct) e.porosity = Provenance::user;
  e.fractions = std::max({e.porosity, Provenance::recomputed, ofInput(!isChanged)});

  const bool isGiven = s.sizing == Sizing::loading || s.cathodeThicknessUm.has_value();
  const Provenance derived = std::max(e.fractions, ofInput(!isGiven));
  e.thickness = isGiven && s.sizing == Sizing::thickness ? Provenance::user : derived;
  e.loading = s.sizing == Sizing::loading ? Provenance::user : derived;

  e.capacity = Provenance::user;
  if (!s.specificCapacityMahG) {
    // That composition, loading and C-rate leave the capacity as it is, is an assumption.
    const bool isCellKnown =
        own == nullptr || ((*own)[OwnMaterial::loadingMgCm2].isGiven() && (*own)[OwnMaterial::cRate].isGiven());
    const bool assumed = isChanged || !size.isSources || s.cRate != standard.cRate || !isCellKnown;
    e.capacity = std::max(provenanceOf(estimate.reach, own == nullptr ? Provenance::implied : Provenance::measured),
                          assumed ? Provenance::assumed : kNothing);
    e.isOpen = estimate.rangeMahG.lower < estimate.rangeMahG.upper;
    if (e.isOpen) e.ends = {chargeAt(estimate.rangeMahG.lower), chargeAt(estimate.rangeMahG.upper)};
  }
  e.areal = std::max({e.fractions, e.capacity, ofInput(size.isSources)});
  e.energy = std::max(e.areal, ofInput(s.nominalVoltageV == standard.nominalVoltageV &&
                                       (own == nullptr || (*own)[OwnMaterial::nominalVoltageV].isGiven())));
  e.density = std::max(e.energy, ofInput(own == nullptr && isSourcesStack(s)));
  e.current = std::max({e.fractions, ofInput(size.isSources), ofInput(s.cRate == standard.cRate),
                        own == nullptr || (*own)[OwnMaterial::oneCMaG].isGiven() ? kNothing : Provenance::assumed});
  for (const Carrier carrier : {Carrier::ion, Carrier::electron})
    e.carriers[static_cast<std::size_t>(carrier)] = carriedBy(carrier, s, composition, basis, isChanged, e.fractions);
  for (const SigmaReading reading : {SigmaReading::c60, SigmaReading::c30})
    e.losses[static_cast<std::size_t>(reading)] = rateLossesOf(
        s, composition, size, e.carriers[0].transport, e.carriers[1].transport, Regime::uniform, reading, basis);
  e.interface = s.interfacePerUm ? Provenance::user : Provenance::assumed;

  computeMetrics(e, report);
  report.stack = e.charge.stack;
  if constexpr (kWarned == Warned::yes) collectWarnings(s, estimate, size.isSources, report);
  return report;
}

// From the least to the most of what the points have; nothing without points.
template <typename Of>
std::optional<Interval> rangeOfPoints(const OwnComposite& own, Of of) {
  std::optional<Interval> range;
  for (const OwnPoint& point : own.points) {
    const double x = of(point);
    range = range ? Interval{std::min(range->lower, x), std::max(range->upper, x)} : Interval{x, x};
  }
  return range;
}

std::optional<Interval> ownRange(ParameterId id, const Scenario& scenario) {
  const OwnComposite& own = *scenario.composite;
  const auto around = [](double value, double share) { return Interval{value * (1.0 - share), value * (1.0 + share)}; };
  switch (id) {
    case ParameterId::amWtPct: return rangeOfPoints(own, [](const OwnPoint& p) { return p.amWtPct; });
    case ParameterId::temperatureC: return rangeOfPoints(own, [](const OwnPoint& p) { return p.temperatureC; });
    case ParameterId::loadingMgCm2:
    case ParameterId::cathodeThicknessUm: {
      if (!own[OwnMaterial::loadingMgCm2].isGiven()) return std::nullopt;
      if (id == ParameterId::loadingMgCm2) return around(own[OwnMaterial::loadingMgCm2].value, kSameLoading);
      const Composition composition = compositionOf(scenario);
      if (composition.densityGCm3 != composition.densityGCm3) return std::nullopt;
      return sourceThicknessUm(scenario, composition);
    }
    case ParameterId::cRate:
      if (!own[OwnMaterial::cRate].isGiven()) return std::nullopt;
      return around(own[OwnMaterial::cRate].value, 0.0);
    case ParameterId::caWtPct: return around(standardScenario(&own).caWtPct, 0.0);
    default: return std::nullopt;
  }
}

}  // namespace

Report evaluate(const Scenario& s) { return reportOn<Warned::yes>(sourceBasis(), s); }
Report evaluateOn(const Basis& basis, const Scenario& s) { return reportOn<Warned::no>(basis, s); }

std::optional<Interval> measuredRange(ParameterId id, const Scenario& scenario) {
  if (scenario.composite != nullptr) return ownRange(id, scenario);
  switch (id) {
    case ParameterId::amWtPct: return Interval{kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]};
    case ParameterId::temperatureC: return Interval{kMeasuredTemperatureC[0], kMeasuredTemperatureC[1]};
    case ParameterId::cathodeThicknessUm: return sourceThicknessUm(scenario, compositionOf(scenario));
    case ParameterId::loadingMgCm2:
      return Interval{kPaperLoadingMgCm2 * (1.0 - kSameLoading), kPaperLoadingMgCm2 * (1.0 + kSameLoading)};
    case ParameterId::cRate: return Interval{kDefaults.cRate, kDefaults.cRate};
    case ParameterId::caWtPct: return Interval{kDefaults.caWtPct, kDefaults.caWtPct};
    default: return std::nullopt;
  }
}

bool isWithinMeasured(const Scenario& scenario) {
  if (scenario.composite != nullptr) {
    const auto contents = ownRange(ParameterId::amWtPct, scenario);
    const auto temperatures = ownRange(ParameterId::temperatureC, scenario);
    return contents && contents->contains(scenario.amWtPct) && temperatures->contains(scenario.temperatureC);
  }
  return reachOf(scenario.amWtPct, kMeasuredAmWtPct) != Reach::beyond &&
         reachOf(scenario.temperatureC, kMeasuredTemperatureC) != Reach::beyond;
}

Scenario withModel(const Scenario& scenario, ParticleModel model, SameSize same) {
  Scenario other = scenario;
  other.model = model;
  if (scenario.composite != nullptr) {
    followComposite(other, standardScenario(scenario.composite), {});
    other.composite = nullptr;
  }
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
  if (s.composite != nullptr || !am || !temperature || s.specificCapacityMahG || changedComposition(s) ||
      !isSourcesStack(s) || s.nominalVoltageV != kDefaults.nominalVoltageV || s.cRate != kDefaults.cRate) {
    return nullptr;
  }
  if (std::abs(report[MetricId::loadingMgCm2].value / kPaperLoadingMgCm2 - 1.0) > kSameLoading) return nullptr;
  return &energyEntry(s.model, *am, *temperature);
}

}  // namespace cathode
