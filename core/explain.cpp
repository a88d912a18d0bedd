#include "core/explain.h"

#include "core/text.h"
#include "core/transport.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

std::string wtPct(double amWtPct) { return shortestText(amWtPct) + " wt%"; }
std::string celsius(double temperatureC) { return shortestText(temperatureC) + " °C"; }
std::string modelText(const Scenario& s) { return "Model " + std::to_string(static_cast<int>(s.model) + 1); }
std::string span(const std::array<double, 2>& points) { return shortestText(points[0]) + " to " + shortestText(points[1]); }
std::string both(const std::array<double, 2>& points) { return shortestText(points[0]) + " and " + shortestText(points[1]); }

std::string transportText(Carrier carrier, MetricId id, const Scenario& s) {
  const bool ion = carrier == Carrier::ion;
  const auto table = ion ? tableOfIonicRow : tableOfElectronicRow;
  std::string text;
  if (const auto am = measuredAm(s.amWtPct)) {
    text = "σeff of Table " + std::string(table(*am)) + ", " + modelText(s) + ".";
  } else {
    text = "σeff of Tables " + std::string(table(AmContent::wt75)) + " and " + std::string(table(AmContent::wt85)) + ", " +
           modelText(s) + ", ln(σeff/σ0) linear in wt% " +
           (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::between ? "between " : "beyond ") + wtPct(kMeasuredAmWtPct[0]) +
           " and " + wtPct(kMeasuredAmWtPct[1]) + ".";
  }
  if (s.temperatureC == kTransportTemperatureC) {
    text += " Its temperature is not printed; taken as " + celsius(kTransportTemperatureC) + ".";
  } else if (ion) {
    text += " Scaled from " + celsius(kTransportTemperatureC) + " by σ0 of " +
            std::string(electrolyteName(referenceElectrolyte(s.model))) + ", Arrhenius law through Figs. S17 and S18" +
            (reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond ? " and beyond" : "") + "; τ² held constant.";
  } else {
    text += " Held constant in temperature: the source prints nothing of it, and NCM’s depends strongly on its state of charge.";
  }
  if (changedComposition(s)) text += " Scaled with φ at constant τ² for the changed composition.";
  if (id == MetricId::ionicConductivityMsCm || id == MetricId::electronicConductivityMsCm) return text;
  if (id == MetricId::ionicTortuosityFactor || id == MetricId::electronicTortuosityFactor) {
    text += measuredAm(s.amWtPct) && !changedComposition(s) ? " φ as printed." : " φ of the composition, matched to the printed one.";
  }
  if (!ion) return text + " Reference σ0: NCM + VGCF, " + printedText(kElectronicReferenceMsCm) + " mS/cm.";
  const Electrolyte reference = s.seReference == SeReference::own ? referenceElectrolyte(s.model) : Electrolyte::pristine;
  return text + " Reference σ0: " + std::string(electrolyteName(reference)) + ", " +
         significantText(electrolyteConductivityMsCm(reference, s.temperatureC), 4) + " mS/cm.";
}

std::string capacityText(const Scenario& s) {
  if (s.specificCapacityMahG) return "Capacity: an input.";
  if (s.cRate != Scenario{}.cRate) {
    Scenario measured = s;
    measured.cRate = Scenario{}.cRate;
    return capacityText(measured) + " Those are capacities at " + shortestText(measured.cRate) + "C; that they hold at " + shortestText(s.cRate) + "C is assumed.";
  }
  const auto am = measuredAm(s.amWtPct);
  const auto temperature = measuredTemperature(s.temperatureC);
  if (am && temperature) {
    const ImpliedCapacity& implied = impliedCapacity(s.model, *am, *temperature);
    return "Capacity implied by Table S5, " + modelText(s) + ", " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC) + ": " +
           fixedText(implied.fromVolumetricMahG, 1) + " mAh/g by volume, " + fixedText(implied.fromGravimetricMahG, 1) +
           " by mass; " + (implied.contradictory ? "they contradict, the first is used." : "their mean is used.");
  }
  const Reach reach = worse(reachOf(s.amWtPct, kMeasuredAmWtPct), reachOf(s.temperatureC, kMeasuredTemperatureC));
  return "Capacities implied by Table S5 for " + modelText(s) + ", linear in wt% and °C " +
         (reach == Reach::between ? "between " : "beyond ") + both(kMeasuredAmWtPct) + " wt%, " + both(kMeasuredTemperatureC) + " °C.";
}

std::string energyText(MetricId id, const Scenario& s) {
  std::string text = capacityText(s);
  if (id == MetricId::arealCapacityMahCm2) return text;
  text += " Voltage: " + shortestText(s.nominalVoltageV) + " V.";
  if (id == MetricId::arealEnergyMwhCm2) return text;
  return text + (s.accounting == Accounting::paper
                     ? " Layers as the source assumes them: anode and separator by their masses on the disc, no collectors."
                     : " Lithium, a dense separator and both collectors by their densities.");
}

std::string compositionText(const Scenario& s) {
  const Scenario source;
  const bool own = s.amDensityGCm3 == source.amDensityGCm3 && s.seDensityGCm3 == source.seDensityGCm3 &&
                   s.caDensityGCm3 == source.caDensityGCm3;
  return "From wt%, porosity and the densities " + shortestText(s.amDensityGCm3) + ", " + shortestText(s.seDensityGCm3) + " and " +
         shortestText(s.caDensityGCm3) + " g/cm³ of AM, SE and CA, " +
         (own ? "which are reconstructed from Tables S1–S4, not printed." : "which are inputs.");
}

std::string porosityText(const Scenario& s) {
  if (s.porosityPct) return "An input.";
  return "What φ of Tables S1–S4 leaves for " + modelText(s) + (measuredAm(s.amWtPct) ? "." : ", linear in wt%.");
}

std::string printedTortuosityFactorText(Carrier carrier, const Scenario& s) {
  const AmContent am = *measuredAm(s.amWtPct);
  const std::string_view table = carrier == Carrier::ion ? tableOfIonicRow(am) : tableOfElectronicRow(am);
  return "Table " + std::string(table) + " prints τ² = " + printedText(printedTortuosityFactor(carrier, am, s.model)) + " for " +
         modelText(s) + ", but its own σ0, φ and σeff give " +
         significantText(transportOf(carrier, s, compositionOf(s)).tortuosityFactor, 4) +
         ", more than rounding explains. The recomputed value is shown.";
}

std::string beyondText(std::string_view what, const std::string& range, const std::vector<std::string>& extrapolated) {
  return std::string(what) + " is outside the measured " + range + ": " + listed(extrapolated) +
         (extrapolated.size() == 1 ? " is extrapolated." : " are extrapolated.");
}

std::string changedText(const Scenario& s) {
  std::string text = "The composite differs from the source’s: its conductivities are scaled with φ at constant τ²";
  text += s.specificCapacityMahG ? ", which is an assumption." : ", and its capacity per gram is kept. Both are assumptions.";
  if (s.caWtPct != Scenario{}.caWtPct) {
    text += " What the additive’s fibres do to the electrons’ paths is not modelled: the source’s cells have " +
            shortestText(Scenario{}.caWtPct) + " wt% (reconstructed).";
  }
  return text;
}

}  // namespace

std::string warningMessage(WarningCode code, const Scenario& s) {
  switch (code) {
    case WarningCode::amBeyondMeasured: {
      std::vector<std::string> parts;
      if (!s.specificCapacityMahG) parts.push_back("capacity");
      if (!s.porosityPct) parts.push_back("porosity");
      parts.push_back("transport");
      return beyondText("Active material", span(kMeasuredAmWtPct) + " wt%", parts);
    }
    case WarningCode::temperatureBeyondMeasured: {
      std::vector<std::string> parts;
      if (!s.specificCapacityMahG) parts.push_back("capacity");
      parts.push_back("ionic conductivity");
      return beyondText("Temperature", span(kMeasuredTemperatureC) + " °C", parts);
    }
    case WarningCode::thicknessBeyondMeasured: {
      const Interval source = sourceThicknessUm();
      return "The source’s capacities are of cells with " + fixedText(kPaperLoadingMgCm2, 1) + " mg/cm² (reconstructed from Tables S1 to S6), which is " +
             fixedText(source.lower, 0) + " to " + fixedText(source.upper, 0) +
             " µm. The capacity per gram is assumed not to change with thickness.";
    }
    case WarningCode::capacityContradictory: {
      const ImpliedCapacity& entry = *capacityOf(s.model, s.amWtPct, s.temperatureC).contradictory;
      return "Table S5 contradicts itself for " + modelText(s) + ", " + wtPct(kMeasuredAmWtPct[at(entry.am)]) + ", " +
             celsius(kMeasuredTemperatureC[at(entry.temperature)]) + ": its volumetric energy density needs " +
             fixedText(entry.fromVolumetricMahG, 1) + " mAh/g, its gravimetric one " +
             fixedText(entry.fromGravimetricMahG, 1) + ". The first is used.";
    }
    case WarningCode::ionicTortuosityFactorPrinted: return printedTortuosityFactorText(Carrier::ion, s);
    case WarningCode::electronicTortuosityFactorPrinted: return printedTortuosityFactorText(Carrier::electron, s);
    case WarningCode::compositionChanged: return changedText(s);
    case WarningCode::cRateNotMeasured:
      return std::string("The C-rate sets the current density only.") +
             (s.specificCapacityMahG ? "" : " Capacities are those at " + shortestText(Scenario{}.cRate) + "C, assumed to hold: an upper bound.");
    case WarningCode::transportTemperature: {
      std::string text = "The source does not print the temperature of its σeff. It is taken as " +
                         celsius(kTransportTemperatureC) + ", that of its reference σ0";
      if (s.temperatureC != kTransportTemperatureC) {
        text += "; at " + celsius(s.temperatureC) + " the ionic τ² and the electronic σeff are assumed unchanged";
      }
      return text + ".";
    }
    case WarningCode::anodeMassUnitemised:
      return "Paper accounting: of the " + shortestText(kPaperAnodeMg) + " mg anode only " +
             fixedText(kPaperAnodeMg - unitemisedAnodeMassMgCm2() * kDiscAreaCm2, 2) +
             " mg is its " + shortestText(kPaperAnodeUm) + " µm of lithium. The rest is not itemised, counts in mass and not in volume.";
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
    case MetricId::volumetricEnergyDensityWhL:
    case MetricId::gravimetricEnergyDensityWhKg:
    case MetricId::arealCapacityMahCm2:
    case MetricId::arealEnergyMwhCm2:
      return energyText(id, s);
    case MetricId::porosityPct:
      return porosityText(s);
    case MetricId::cathodeThicknessUm:
    case MetricId::loadingMgCm2:
      if (report[id].provenance == Provenance::user) return "An input.";
      return "From the other of the two. " + compositionText(s);
    case MetricId::compositeDensityGCm3:
    case MetricId::phiAmPct:
    case MetricId::phiSePct:
    case MetricId::phiCaPct:
      return compositionText(s);
    case MetricId::currentDensityMaCm2:
      return "1C is " + shortestText(kOneCMaG) + " mA per gram of AM (Fig. S19).";
  }
  return "";
}

std::string scenarioText(const Scenario& s) {
  static const Scenario defaults;
  std::string text = modelText(s) + ", " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC);
  for (const Parameter& field : parameters()) {
    const ParameterValue value = field.read(s);
    const bool isSize = field.id == (s.sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm : ParameterId::loadingMgCm2);
    if (isSize) {
      text += ", " + withUnit(shortestText(*parseNumber(fixedText(*value, 2))), field);
      continue;
    }
    switch (field.id) {
      case ParameterId::model:
      case ParameterId::amWtPct:
      case ParameterId::temperatureC:
      case ParameterId::sizing:
      case ParameterId::cathodeThicknessUm:
      case ParameterId::loadingMgCm2: continue;
      default: break;
    }
    if (value == field.read(defaults)) continue;
    text += ", " + std::string(field.label) + " " +
            (field.isChoice() ? std::string(field.choices[at(*value)].label) : withUnit(shortestText(*value), field));
  }
  return text;
}

}  // namespace cathode
