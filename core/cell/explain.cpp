#include "core/cell/explain.h"

#include "core/cell/composition.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/transport.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

std::string wtPct(double amWtPct) { return shortestText(amWtPct) + " wt%"; }
std::string celsius(double temperatureC) { return shortestText(temperatureC) + " °C"; }
std::string modelText(const Scenario& s) { return "Model " + std::to_string(static_cast<int>(s.model) + 1); }
std::string span(const std::array<double, 2>& points) { return shortestText(points[0]) + " to " + shortestText(points[1]); }
std::string both(const std::array<double, 2>& points) { return shortestText(points[0]) + " and " + shortestText(points[1]); }

std::string noPathText(double phi) {
  return "φ = " + significantText(phi * 100.0, 3) + " vol% is less than the " + fixedText(kScherZallenThreshold * 100.0, 0) +
         " vol% at which particles that touch at random begin to conduct (Scher, Zallen 1970; assumed to hold here). No path is to be expected.";
}

std::string transportText(Carrier carrier, MetricId id, const Scenario& s, const Report& report) {
  const bool ion = carrier == Carrier::ion;
  const auto table = ion ? tableOfIonicRow : tableOfElectronicRow;
  std::string text;
  if (const auto am = measuredAm(s.amWtPct)) {
    text = "σeff of Table " + std::string(table(*am)) + ", " + modelText(s) + ".";
  } else if (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::between) {
    text = "σeff of Tables " + std::string(table(AmContent::wt75)) + " and " + std::string(table(AmContent::wt85)) + ", " +
           modelText(s) + ", ln(σeff/σ0) linear in wt% between " + wtPct(kMeasuredAmWtPct[0]) + " and " + wtPct(kMeasuredAmWtPct[1]) + ".";
  } else {
    const AmContent am = s.amWtPct < kMeasuredAmWtPct[0] ? AmContent::wt75 : AmContent::wt85;
    text = "τ² held at that of " + wtPct(kMeasuredAmWtPct[at(am)]) + ", Table " + std::string(table(am)) + ", " + modelText(s) + "; σeff = σ0 φ / τ².";
  }
  const Transport t = transportOf(carrier, s, compositionOf(s));
  if (!t.conducts) return "No number: " + noPathText(t.phi);
  if (s.temperatureC == kTransportTemperatureC) {
    text += " Measured at a temperature that is not printed, taken as " + celsius(kTransportTemperatureC) + ".";
  } else if (ion) {
    text += " Scaled from " + celsius(kTransportTemperatureC) + " by σ0 of " +
            std::string(electrolyteName(referenceElectrolyte(s.model))) + ", Arrhenius law through Figs. S17 and S18" +
            (reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond ? " and beyond" : "") + "; τ² held constant.";
  } else {
    text += " Held constant in temperature: the source prints nothing of it, and NCM’s depends strongly on its state of charge.";
  }
  if (changedComposition(s)) text += " Scaled with φ at constant τ² for the changed composition.";
  if (id == MetricId::ionicConductivityMsCm || id == MetricId::electronicConductivityMsCm) return text;
  const MetricId phi = ion ? MetricId::ionicPhiPct : MetricId::electronicPhiPct;
  if (id == MetricId::ionicTortuosityFactor || id == MetricId::electronicTortuosityFactor) {
    text += " N_M × φ with φ = " + significantText(report[phi].value, 4) + " vol%, " +
            (report[phi].provenance == Provenance::measured ? "as printed." : "that of the composition, matched to the printed one.");
  }
  if (!ion) {
    return text + " Reference σ0: NCM + VGCF, printed as " + printedText(kElectronicReferenceMsCm) +
           " mS/cm (9.5 to 10.5), of a mixture with less VGCF than the composite’s.";
  }
  const std::string sigma0 = ", " + significantText(t.sigma0MsCm, 4) + " mS/cm.";
  if (const double shell = shellShareOfSe(s); s.seReference == SeReference::mixed && shell > 0.0) {
    return text + " Reference σ0: " + fixedText(shell * 100.0, 0) + " vol% of the SE as mechanofused shell (5 : 95, assumed), the rest " +
           std::string(electrolyteName(referenceElectrolyte(s.model))) + sigma0;
  }
  const Electrolyte reference = s.seReference == SeReference::pristine ? Electrolyte::pristine : referenceElectrolyte(s.model);
  return text + " Reference σ0: " + std::string(electrolyteName(reference)) + sigma0;
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
           significantText(implied.fromVolumetricMahG, 3) + " mAh/g by volume, " + significantText(implied.fromGravimetricMahG, 3) +
           " by mass; " + (implied.contradictory ? "they contradict: the first is shown, with the interval to the second." : "their mean is used.");
  }
  const CapacityEstimate estimate = capacityOf(s.model, s.amWtPct, s.temperatureC);
  std::string text = "Capacities implied by Table S5 for " + modelText(s);
  if (estimate.reach == Reach::between) {
    text += ", linear in wt% and °C between " + both(kMeasuredAmWtPct) + " wt%, " + both(kMeasuredTemperatureC) + " °C. The source’s one series of three contents (Fig. S22) is " +
            fixedText(interpolationMisfit() * 100.0, 1) + " % off such a line, which is taken as the uncertainty.";
  } else {
    text += ", held at the nearest of " + both(kMeasuredAmWtPct) + " wt%, " + both(kMeasuredTemperatureC) + " °C.";
  }
  if (estimate.contradictory != nullptr) text += " One of them contradicts itself, which widens the interval.";
  return text;
}

std::string energyText(MetricId id, const Scenario& s) {
  std::string text = capacityText(s);
  if (id == MetricId::arealCapacityMahCm2) return text;
  text += " Voltage: " + shortestText(s.nominalVoltageV) + " V.";
  if (id == MetricId::arealEnergyMwhCm2) return text;
  text += s.accounting == Accounting::paper
              ? " Layers as the source assumes them: anode and separator by their masses on the disc; its volume is that of cathode, separator and lithium."
              : " Lithium, a separator of " + shortestText(s.seDensityGCm3) + " g/cm³ and both collectors, " +
                    (s.collectorSides == CollectorSides::half ? "half of each" : "whole") + ", by their densities.";
  return text + " " + (isCharged(s) ? "Charged: with the lithium that is plated." : "As assembled, discharged: lithium yet to be plated has no volume.");
}

std::string compositionText(const Scenario& s) {
  const Scenario source;
  const bool own = s.amDensityGCm3 == source.amDensityGCm3 && s.seDensityGCm3 == source.seDensityGCm3 &&
                   s.caDensityGCm3 == source.caDensityGCm3;
  return "From wt%, porosity and the densities " + shortestText(s.amDensityGCm3) + ", " + shortestText(s.seDensityGCm3) + " and " +
         shortestText(s.caDensityGCm3) + " g/cm³ of AM, SE and CA, " +
         (own ? "which are reconstructed from Tables S1–S4, not printed." : "which are inputs.");
}

std::string phiText(MetricId id, const Scenario& s, const Report& report) {
  const bool ion = id == MetricId::ionicPhiPct;
  if (report[id].provenance == Provenance::measured) {
    const AmContent am = *measuredAm(s.amWtPct);
    return "Table " + std::string(ion ? tableOfIonicRow(am) : tableOfElectronicRow(am)) + ", " + modelText(s) + (ion ? "." : ": φ(NCM) + φ(VGCF).");
  }
  return std::string("Of the composition, times the ratio to it of the printed φ (within 1 %), ") +
         (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::between ? "linear in wt% between the two contents." : "held at the nearest content.");
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

// `held` stay as at the nearest measured point, `continued` go on along their law.
std::string beyondText(std::string_view what, const std::string& range, const std::vector<std::string>& held, std::string_view continued) {
  std::string text = std::string(what) + " is outside the measured " + range + ": ";
  if (!held.empty()) text += listed(held) + (held.size() == 1 ? " is" : " are") + " held at the nearest measured value, ";
  return text.append(continued) + " extrapolated. Models are not to be ranked here.";
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
      std::vector<std::string> held;
      if (!s.specificCapacityMahG) held.push_back("capacity per gram");
      held.push_back("τ²");
      return beyondText("Active material", span(kMeasuredAmWtPct) + " wt%", held, s.porosityPct ? "conductivities are" : "conductivities and porosity are");
    }
    case WarningCode::temperatureBeyondMeasured: {
      std::vector<std::string> held;
      if (!s.specificCapacityMahG) held.push_back("capacity per gram");
      return beyondText("Temperature", span(kMeasuredTemperatureC) + " °C", held, "ionic conductivity is");
    }
    case WarningCode::thicknessBeyondMeasured: {
      const Composition composition = compositionOf(s);
      return "The source’s capacities are of cells with " + fixedText(kPaperLoadingMgCm2, 1) + " mg/cm² (reconstructed from Tables S1 to S6), which for this composition is " +
             fixedText(thicknessUm(kPaperLoadingMgCm2, composition.densityGCm3), 0) + " µm. The capacity per gram is assumed not to change with thickness.";
    }
    case WarningCode::capacityContradictory: {
      const ImpliedCapacity& entry = *capacityOf(s.model, s.amWtPct, s.temperatureC).contradictory;
      return "Table S5 contradicts itself for " + modelText(s) + ", " + wtPct(kMeasuredAmWtPct[at(entry.am)]) + ", " +
             celsius(kMeasuredTemperatureC[at(entry.temperature)]) + ": its volumetric energy density needs " +
             fixedText(entry.fromVolumetricMahG, 1) + " mAh/g, its gravimetric one " +
             fixedText(entry.fromGravimetricMahG, 1) + ". Which is right is not known: the first is shown, with the interval to the second on all that rests on it. Printed are " +
             printedText(energyEntry(s.model, entry.am, entry.temperature).volumetricWhL) + " Wh/L and " +
             printedText(energyEntry(s.model, entry.am, entry.temperature).gravimetricWhKg) + " Wh/kg.";
    }
    case WarningCode::capacityAboveImplied:
      return "A capacity of " + shortestText(*s.specificCapacityMahG) + " mAh/g is above every one that Table S5 implies (at most " +
             fixedText(largestImpliedCapacityMahG(), 0) + "); NCM811 holds at most " + shortestText(kTheoreticalCapacityMahG) + " in theory.";
    case WarningCode::noIonicPath:
      return "Ions: " + noPathText(transportOf(Carrier::ion, s, compositionOf(s)).phi);
    case WarningCode::noElectronicPath:
      return "Electrons: " + noPathText(transportOf(Carrier::electron, s, compositionOf(s)).phi);
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
    case WarningCode::electronicReference: {
      const Printed printed = sourceTables().electronicReference[0].phiCaPct;
      const MixtureReadings readings = mixtureReadings(printed);
      const auto share = [&](AmContent am) {
        const ElectronicRow& row = electronicRow(am, s.model);
        return significantText(100.0 * row.phiCaPct / (row.phiAmPct + row.phiCaPct), 2);
      };
      return "The electronic τ² refers to σ0 = " + printedText(kElectronicReferenceMsCm) + " mS/cm of NCM + VGCF printed with " + printedText(printed) + " % VGCF: as vol% that is " +
             significantText(readings.wtPctIfVolume, 2) + " wt%, as wt% " + significantText(readings.volPctIfMass, 2) + " vol%. In the composites NCM + VGCF holds " +
             share(AmContent::wt85) + " to " + share(AmContent::wt75) + " vol%: the reference is another mixture, and τ² carries the difference.";
    }
    case WarningCode::stateOfCharge: {
      const CathodeSize size = cathodeSizeOf(s, compositionOf(s));
      const double q = s.specificCapacityMahG.value_or(capacityOf(s.model, s.amWtPct, s.temperatureC).specificCapacityMahG);
      const double um = arealCapacityMahCm2(q, s.amWtPct / 100.0, size.loadingMgCm2) / kLithiumMahCm2PerUm;
      const std::string plated = significantText(um, 2) + " µm of lithium";
      if (isCharged(s)) return "Charged: the volume holds the " + plated + " that charging plates on the anode. Its mass comes from the cathode.";
      return "As assembled, discharged: charging will plate " + plated + ", which the volume does not count." +
             (s.accounting == Accounting::paper ? " Physical accounting can." : "");
    }
    case WarningCode::separatorDensity:
      return "Physical accounting takes the separator at " + shortestText(s.seDensityGCm3) + " g/cm³, the paper’s accounting at " +
             fixedText(paperSeparatorDensityGCm3(), 2) + " (4.4 mg on 30 µm of the disc): the source has two densities for one electrolyte.";
  }
  return "";
}

std::string provenanceText(MetricId id, const Scenario& s, const Report& report) {
  switch (id) {
    case MetricId::ionicConductivityMsCm:
    case MetricId::ionicTortuosityFactor:
    case MetricId::ionicMacMullin:
      return transportText(Carrier::ion, id, s, report);
    case MetricId::ionicPhiPct:
    case MetricId::electronicPhiPct:
      return phiText(id, s, report);
    case MetricId::electronicConductivityMsCm:
    case MetricId::electronicTortuosityFactor:
    case MetricId::electronicMacMullin:
      return transportText(Carrier::electron, id, s, report);
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
      if (s.sizing == (id == MetricId::loadingMgCm2 ? Sizing::loading : Sizing::thickness) && (id == MetricId::loadingMgCm2 || s.cathodeThicknessUm)) return "An input.";
      if (s.sizing == Sizing::thickness && !s.cathodeThicknessUm) {
        return std::string(id == MetricId::loadingMgCm2 ? "The source’s" : "This composition at the source’s") + " 24 mg on a 10 mm disc: reconstructed, Table S6 prints 30.6 mg/cm² for Model 4." +
               (id == MetricId::loadingMgCm2 ? "" : " " + compositionText(s));
      }
      return "From the other of the two. " + compositionText(s);
    case MetricId::compositeDensityGCm3:
    case MetricId::phiAmPct:
    case MetricId::phiSePct:
    case MetricId::phiCaPct:
      return compositionText(s);
    case MetricId::currentDensityMaCm2:
      return "1C is " + shortestText(kOneCMaG) + " mA/g (Fig. S19), taken as per gram of AM.";
  }
  return "";
}

std::string scenarioText(const Scenario& s) {
  static const Scenario defaults;
  std::string text = modelText(s) + ", " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC);
  for (const Parameter& field : parameters()) {
    const ParameterValue value = field.read(s);
    if (field.id == (s.sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm : ParameterId::loadingMgCm2)) {
      text += ", " + (value ? withUnit(shortestText(*parseNumber(fixedText(*value, 2))), field)
                            : significantText(cathodeSizeOf(s, compositionOf(s)).thicknessUm, 3) + " µm (the source’s loading)");
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

std::string_view stateText(const Scenario& s) { return isCharged(s) ? "charged" : "as assembled"; }

}  // namespace cathode
