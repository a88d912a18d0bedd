#include "core/evaluate.h"

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/transport.h"

namespace cathode {
namespace {

// 1C of the source, mA per g of AM (captions of Figs. S19 to S22).
constexpr double kOneCMaG = 200.0;
constexpr double kMeasuredCRate = 0.05;
// Table S6 prints 93 um for a cathode of 92.5 um: agreement to a printed digit.
constexpr double kThicknessMatchUm = 0.6;

constexpr Scenario kDefaults;

Provenance reachProvenance(Reach reach, Provenance atPoint) {
  switch (reach) {
    case Reach::measured: return atPoint;
    case Reach::between: return Provenance::interpolated;
    case Reach::beyond: return Provenance::extrapolated;
  }
  return atPoint;
}

std::optional<AmContent> measuredAm(double amWtPct) {
  for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
    if (amWtPct == kMeasuredAmWtPct[static_cast<std::size_t>(am)]) return am;
  }
  return std::nullopt;
}

// Whether porosity, additive and densities are those of the source's composites.
bool compositionIsModels(const Scenario& s) {
  return !s.porosityPct && s.caWtPct == kDefaults.caWtPct && s.amDensityGCm3 == kDefaults.amDensityGCm3 &&
         s.seDensityGCm3 == kDefaults.seDensityGCm3 && s.caDensityGCm3 == kDefaults.caDensityGCm3;
}

ParameterId changedComposition(const Scenario& s) {
  if (s.porosityPct) return ParameterId::porosityPct;
  if (s.caWtPct != kDefaults.caWtPct) return ParameterId::caWtPct;
  if (s.amDensityGCm3 != kDefaults.amDensityGCm3) return ParameterId::amDensityGCm3;
  if (s.seDensityGCm3 != kDefaults.seDensityGCm3) return ParameterId::seDensityGCm3;
  return ParameterId::caDensityGCm3;
}

// The thicknesses of the source's eight composites at its loading.
Interval paperThicknessUm() {
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

void collectWarnings(const Scenario& s, const CapacityEstimate& capacity, Report& report) {
  const auto warn = [&](WarningCode code, ParameterId field) {
    report.warningSlots[report.warningCount++] = {code, field};
  };
  if (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::beyond) warn(WarningCode::amBeyondMeasured, ParameterId::amWtPct);
  if (reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond) {
    warn(WarningCode::temperatureBeyondMeasured, ParameterId::temperatureC);
  }
  const double thickness = report[MetricId::cathodeThicknessUm].value;
  const Interval measured = paperThicknessUm();
  if (thickness < measured.lower - kThicknessMatchUm || thickness > measured.upper + kThicknessMatchUm) {
    warn(WarningCode::thicknessBeyondMeasured, s.sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm
                                                                             : ParameterId::loadingMgCm2);
  }
  if (!s.specificCapacityMahG && capacity.contradictory != nullptr) {
    warn(WarningCode::capacityContradictory, ParameterId::model);
  }
  if (const auto am = measuredAm(s.amWtPct); am && compositionIsModels(s)) {
    if (s.seReference == SeReference::own && printedTortuosityFactorDisagrees(Carrier::ion, *am, s.model)) {
      warn(WarningCode::ionicTortuosityFactorPrinted, ParameterId::model);
    }
    if (printedTortuosityFactorDisagrees(Carrier::electron, *am, s.model)) {
      warn(WarningCode::electronicTortuosityFactorPrinted, ParameterId::model);
    }
  }
  if (!compositionIsModels(s)) warn(WarningCode::compositionChanged, changedComposition(s));
  if (s.cRate != kMeasuredCRate) warn(WarningCode::cRateNotMeasured, ParameterId::cRate);
  if (s.temperatureC != kMeasuredTemperatureC[1]) warn(WarningCode::transportTemperature, ParameterId::temperatureC);
  if (s.accounting == Accounting::paper) warn(WarningCode::anodeMassUnitemised, ParameterId::accounting);
}

std::string wtPct(double amWtPct) { return shortestText(amWtPct) + " wt%"; }
std::string modelText(const Scenario& s) { return "Model " + std::to_string(static_cast<int>(s.model) + 1); }
std::string celsius(double temperatureC) { return shortestText(temperatureC) + " °C"; }
std::string span(const std::array<double, 2>& points) { return shortestText(points[0]) + " to " + shortestText(points[1]); }

std::string transportText(Carrier carrier, MetricId id, const Scenario& s) {
  const auto table = carrier == Carrier::ion ? tableOfIonicRow : tableOfElectronicRow;
  const MetricId sigma = carrier == Carrier::ion ? MetricId::ionicConductivityMsCm : MetricId::electronicConductivityMsCm;
  std::string text;
  if (const auto am = measuredAm(s.amWtPct)) {
    text = "Table " + std::string(table(*am)) + ", " + modelText(s) + ".";
  } else {
    text = "Tables " + std::string(table(AmContent::wt75)) + " and " + std::string(table(AmContent::wt85)) + ", " +
           modelText(s) + ": ln(σeff/σ0) linear in wt% " +
           (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::between ? "between" : "beyond") + " 75 and 85 wt%.";
  }
  if (s.temperatureC != kMeasuredTemperatureC[1]) {
    text += carrier == Carrier::ion
                ? " Scaled from 60 to " + celsius(s.temperatureC) + " by σ0 of " +
                      std::string(electrolyteName(referenceElectrolyte(s.model))) + " (Figs. S17, S18), τ² held constant."
                : " Held constant in temperature: nothing is known of it.";
  }
  if (!compositionIsModels(s)) text += " Scaled with φ at constant τ² for the changed composition.";
  if (id == sigma) return text;
  const Electrolyte reference = s.seReference == SeReference::own ? referenceElectrolyte(s.model) : Electrolyte::pristine;
  return text + " Reference σ0: " +
         (carrier == Carrier::ion ? std::string(electrolyteName(reference)) + ", " +
                                        significantText(electrolyteConductivityMsCm(reference, s.temperatureC), 4) + " mS/cm."
                                  : std::string("NCM + VGCF, 10 mS/cm."));
}

std::string capacityText(const Scenario& s) {
  if (s.specificCapacityMahG) return "Entered by you.";
  const Reach reach = capacityOf(s.model, s.amWtPct, s.temperatureC).reach;
  if (reach == Reach::measured) {
    const ImpliedCapacity& implied = impliedCapacity(s.model, *measuredAm(s.amWtPct),
        s.temperatureC == kMeasuredTemperatureC[0] ? MeasuredTemperature::c30 : MeasuredTemperature::c60);
    return "Implied by Table S5, " + modelText(s) + ", " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC) + ": " +
           fixedText(implied.fromVolumetricMahG, 1) + " mAh/g by volume, " + fixedText(implied.fromGravimetricMahG, 1) +
           " by mass; " + (implied.contradictory ? "they contradict, the first is used." : "their mean is used.");
  }
  return "Capacities implied by Table S5 for " + modelText(s) + ", linear in wt% and °C " +
         (reach == Reach::between ? "between" : "beyond") + " 75 and 85 wt%, 30 and 60 °C.";
}

}  // namespace

Report evaluate(const Scenario& s) {
  Report report{};
  const auto set = [&](MetricId id, double value, Provenance provenance) {
    report.metricValues[static_cast<std::size_t>(id)] = {value, provenance};
  };
  const Reach amReach = reachOf(s.amWtPct, kMeasuredAmWtPct);
  const Composition composition = compositionOf(s);
  const Provenance porosity =
      s.porosityPct ? Provenance::user : reachProvenance(amReach, Provenance::recomputed);
  // What follows from porosity by calculation inherits its doubt.
  const Provenance fractions = s.porosityPct ? Provenance::recomputed : porosity;
  set(MetricId::porosityPct, s.porosityPct ? *s.porosityPct : composition.porosity * 100.0, porosity);
  set(MetricId::compositeDensityGCm3, composition.densityGCm3, fractions);
  set(MetricId::phiAmPct, composition.phiAm * 100.0, fractions);
  set(MetricId::phiSePct, composition.phiSe * 100.0, fractions);
  set(MetricId::phiCaPct, composition.phiCa * 100.0, fractions);

  const bool byThickness = s.sizing == Sizing::thickness;
  const double thickness =
      byThickness ? s.cathodeThicknessUm : thicknessUm(s.loadingMgCm2, composition.densityGCm3);
  const double loading = byThickness ? loadingMgCm2(s.cathodeThicknessUm, composition.densityGCm3) : s.loadingMgCm2;
  set(MetricId::cathodeThicknessUm, thickness, byThickness ? Provenance::user : fractions);
  set(MetricId::loadingMgCm2, loading, byThickness ? fractions : Provenance::user);

  const CapacityEstimate capacity = capacityOf(s.model, s.amWtPct, s.temperatureC);
  const double specificCapacity = s.specificCapacityMahG.value_or(capacity.specificCapacityMahG);
  const Provenance impliedBy = reachProvenance(capacity.reach, Provenance::implied);
  const Provenance energy = std::max(fractions, s.specificCapacityMahG ? Provenance::recomputed : impliedBy);
  set(MetricId::specificCapacityMahG, specificCapacity, s.specificCapacityMahG ? Provenance::user : impliedBy);

  const double arealCapacity = arealCapacityMahCm2(specificCapacity, composition.massAm, loading);
  const double arealEnergy = arealCapacity * s.nominalVoltageV;
  report.stack = stackOf(s, thickness, loading);
  set(MetricId::arealCapacityMahCm2, arealCapacity, energy);
  set(MetricId::arealEnergyMwhCm2, arealEnergy, energy);
  set(MetricId::volumetricEnergyDensityWhL, volumetricEnergyDensityWhL(arealEnergy, report.stack), energy);
  set(MetricId::gravimetricEnergyDensityWhKg, gravimetricEnergyDensityWhKg(arealEnergy, report.stack), energy);
  set(MetricId::currentDensityMaCm2, s.cRate * arealCapacityMahCm2(kOneCMaG, composition.massAm, loading), fractions);

  const auto setTransport = [&](Carrier carrier, MetricId sigma, MetricId tau, MetricId macMullin) {
    const Transport t = transportOf(carrier, s, composition);
    const bool assumed = s.temperatureC != kMeasuredTemperatureC[1] || !compositionIsModels(s);
    const auto kind = [&](Provenance atPoint) {
      return std::max(reachProvenance(amReach, atPoint), assumed ? Provenance::assumed : atPoint);
    };
    set(sigma, t.sigmaEffMsCm, kind(Provenance::measured));
    set(tau, t.tortuosityFactor, kind(Provenance::recomputed));
    set(macMullin, t.macMullin, kind(Provenance::recomputed));
  };
  setTransport(Carrier::ion, MetricId::ionicConductivityMsCm, MetricId::ionicTortuosityFactor, MetricId::ionicMacMullin);
  setTransport(Carrier::electron, MetricId::electronicConductivityMsCm, MetricId::electronicTortuosityFactor,
               MetricId::electronicMacMullin);

  collectWarnings(s, capacity, report);
  return report;
}

std::string warningMessage(WarningCode code, const Scenario& s) {
  const auto printedTau = [&](Carrier carrier) {
    const AmContent am = *measuredAm(s.amWtPct);
    const Printed printed = printedTortuosityFactor(carrier, am, s.model);
    const std::string_view table = carrier == Carrier::ion ? tableOfIonicRow(am) : tableOfElectronicRow(am);
    const double recomputed = transportOf(carrier, s, compositionOf(s)).tortuosityFactor;
    return "Table " + std::string(table) + " prints τ² = " + fixedText(printed.value, printed.decimals) + " for " +
           modelText(s) + ", but its own σ0, φ and σeff give " + significantText(recomputed, 4) +
           ", more than rounding explains. The recomputed value is shown.";
  };
  switch (code) {
    case WarningCode::amBeyondMeasured:
      return "Active material is outside the measured " + span(kMeasuredAmWtPct) + " wt%: capacity, porosity and "
             "transport are extrapolated.";
    case WarningCode::temperatureBeyondMeasured:
      return "Temperature is outside the measured " + span(kMeasuredTemperatureC) + " °C: capacity and conductivity "
             "are extrapolated.";
    case WarningCode::thicknessBeyondMeasured: {
      const Interval measured = paperThicknessUm();
      return "Capacities were measured with 30.6 mg/cm² (" + fixedText(measured.lower, 0) + " to " +
             fixedText(measured.upper, 0) + " µm). The capacity per gram is assumed not to change with thickness.";
    }
    case WarningCode::capacityContradictory: {
      const ImpliedCapacity& entry = *capacityOf(s.model, s.amWtPct, s.temperatureC).contradictory;
      return "Table S5 contradicts itself for " + modelText(s) + ", " +
             wtPct(kMeasuredAmWtPct[static_cast<std::size_t>(entry.am)]) + ", " +
             celsius(kMeasuredTemperatureC[static_cast<std::size_t>(entry.temperature)]) +
             ": its volumetric energy density needs " + fixedText(entry.fromVolumetricMahG, 1) +
             " mAh/g, its gravimetric one " + fixedText(entry.fromGravimetricMahG, 1) + ". The first is used.";
    }
    case WarningCode::ionicTortuosityFactorPrinted: return printedTau(Carrier::ion);
    case WarningCode::electronicTortuosityFactorPrinted: return printedTau(Carrier::electron);
    case WarningCode::compositionChanged:
      return "Porosity, additive or densities differ from the source’s composites: conductivities are scaled with φ at "
             "constant τ², and the capacity is kept. Both are assumptions.";
    case WarningCode::cRateNotMeasured:
      return "Capacities are those measured at 0.05C. The C-rate sets the current density only.";
    case WarningCode::transportTemperature:
      return "The source does not print the temperature of its σeff. It is taken as 60 °C, that of its reference σ0; "
             "at " + celsius(s.temperatureC) + " the ionic τ² and the electronic σeff are assumed unchanged.";
    case WarningCode::anodeMassUnitemised:
      return "Paper accounting: of the " + shortestText(kPaperAnodeMg) + " mg anode only " +
             fixedText(kPaperAnodeMg - unitemisedAnodeMassMgCm2() * kDiscAreaCm2, 2) +
             " mg is its 30 µm of lithium. The rest is not itemised, counts in mass and not in volume.";
  }
  return "";
}

std::string provenanceText(MetricId id, const Scenario& s, const Report& report) {
  switch (id) {
    case MetricId::ionicConductivityMsCm:
    case MetricId::ionicTortuosityFactor:
    case MetricId::ionicMacMullin:
      return transportText(Carrier::ion, id, s);
    case MetricId::electronicConductivityMsCm:
    case MetricId::electronicTortuosityFactor:
    case MetricId::electronicMacMullin:
      return transportText(Carrier::electron, id, s);
    case MetricId::specificCapacityMahG:
      return capacityText(s);
    case MetricId::porosityPct:
      if (s.porosityPct) return "Entered by you.";
      return std::string("What φ of Tables S1–S4 leaves, ") + modelText(s) +
             (measuredAm(s.amWtPct) ? "." : ", linear in wt%.");
    case MetricId::cathodeThicknessUm:
    case MetricId::loadingMgCm2:
      if (report[id].provenance == Provenance::user) return "Entered by you.";
      return "From the other of the two with the composite density.";
    case MetricId::compositeDensityGCm3:
    case MetricId::phiAmPct:
    case MetricId::phiSePct:
    case MetricId::phiCaPct:
      return "From wt%, densities and porosity. The densities 4.8, 1.64 and 2.0 g/cm³ are reconstructed, not printed.";
    case MetricId::currentDensityMaCm2:
      return "1C is 200 mA per gram of AM (Fig. S19).";
    default:
      return capacityText(s);
  }
}

std::optional<Interval> measuredRange(ParameterId id) {
  switch (id) {
    case ParameterId::amWtPct: return Interval{kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]};
    case ParameterId::temperatureC: return Interval{kMeasuredTemperatureC[0], kMeasuredTemperatureC[1]};
    case ParameterId::cathodeThicknessUm: return paperThicknessUm();
    default: return std::nullopt;
  }
}

const EnergyEntry* printedEnergyOf(const Scenario& s, const Report& report) {
  const auto am = measuredAm(s.amWtPct);
  if (!am || reachOf(s.temperatureC, kMeasuredTemperatureC) != Reach::measured || s.specificCapacityMahG ||
      !compositionIsModels(s) || s.accounting != Accounting::paper || s.separatorThicknessUm != kPaperSeparatorUm ||
      s.anodeThicknessUm != kPaperAnodeUm || s.nominalVoltageV != kDefaults.nominalVoltageV) {
    return nullptr;
  }
  const double thickness = thicknessUm(kPaperLoadingMgCm2, compositionOf(s).densityGCm3);
  if (std::abs(report[MetricId::cathodeThicknessUm].value - thickness) > kThicknessMatchUm) return nullptr;
  return &energyEntry(s.model, *am,
                      s.temperatureC == kMeasuredTemperatureC[0] ? MeasuredTemperature::c30 : MeasuredTemperature::c60);
}

}  // namespace cathode
