// SPDX-License-Identifier: MIT
#include "core/cell/provenance.h"

#include "core/cell/capacity.h"
#include "core/cell/phrases.h"
#include "core/cell/rate.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

// Where a value lies among a composite's own points, in words; `beyond`: what happens there.
std::string pointsText(const OwnEstimate& own, const Scenario& s, std::string_view beyond) {
  if (own.content == Reach::measured && own.temperature == Reach::measured)
    return "measured on " + modelText(s) + " at " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC);
  std::string text = "of the measured points of " + modelText(s);
  if (own.content == Reach::between) text += ", between their contents";
  if (own.content == Reach::beyond) text += ", beyond their contents: " + std::string(beyond);
  if (own.temperature == Reach::between) text += ", between their temperatures";
  return text;
}
std::string sourceOf(const Scenario& s) { return s.composite->source.empty() ? "" : " Source: " + s.composite->source; }

std::string ownTransportText(Carrier carrier, MetricId id, const Scenario& s, const Report& report) {
  const bool ion = carrier == Carrier::ion;
  const OwnEstimate own = ownConductivityMsCm(*s.composite, ion, s.amWtPct, s.temperatureC);
  const Transport t = transportOf(carrier, s, compositionOf(s));
  if (!t.conducts) return "No number: " + noPathText(t.phi);
  if (own.value != own.value) return "No number: " + modelText(s) + " has no point that gives it.";
  std::string text = "σeff " + pointsText(own, s, "τ² is held at the nearest") + ".";
  if (own.content == Reach::between || own.temperature == Reach::between)
    text += " ln(σeff/σ0) is linear in wt% and in 1/T.";
  if (own.temperature == Reach::beyond)
    text += ion ? " At " + celsius(s.temperatureC) + " by its electrolyte’s σ0, τ² held constant, which is assumed."
                : " At " + celsius(s.temperatureC) + " as σ0 has it, which is assumed.";
  if (changedComposition(s)) text += " Scaled with φ at constant τ² for the changed composition.";
  if (id == MetricId::ionicConductivityMsCm || id == MetricId::electronicConductivityMsCm) return text + sourceOf(s);
  if (t.sigma0MsCm != t.sigma0MsCm)
    return "No number: " + modelText(s) + " has no σ0 at " + celsius(s.temperatureC) + ".";
  if (id == MetricId::ionicTortuosityFactor || id == MetricId::electronicTortuosityFactor) {
    const MetricValue& phi = report[ion ? MetricId::ionicPhiPct : MetricId::electronicPhiPct];
    if (!phi.isKnown()) return "No number: without a porosity there is no φ.";
    text += " N_M × φ with φ = " + significantText(phi.value, 4) + " vol%, that of the composition.";
  }
  return text + " Reference σ0: " + significantText(t.sigma0MsCm, 4) + " mS/cm, " +
         (ion ? "its electrolyte’s." : "of its AM with CA.") + sourceOf(s);
}

std::string transportText(Carrier carrier, MetricId id, const Scenario& s, const Report& report) {
  if (s.composite != nullptr) return ownTransportText(carrier, id, s, report);
  const bool ion = carrier == Carrier::ion;
  const auto table = ion ? tableOfIonicRow : tableOfElectronicRow;
  std::string text;
  if (const auto measured = measuredAm(s.amWtPct)) {
    text = "σeff of Table " + std::string(table(*measured)) + ", " + modelText(s) + ".";
  } else if (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::between) {
    text = "σeff of Tables " + std::string(table(AmContent::wt75)) + " and " + std::string(table(AmContent::wt85)) +
           ", " + modelText(s) + ", ln(σeff/σ0) linear in wt% between " + wtPct(kMeasuredAmWtPct[0]) + " and " +
           wtPct(kMeasuredAmWtPct[1]) + ".";
  } else {
    const AmContent am = s.amWtPct < kMeasuredAmWtPct[0] ? AmContent::wt75 : AmContent::wt85;
    text = "τ² held at that of " + wtPct(kMeasuredAmWtPct[at(am)]) + ", Table " + std::string(table(am)) + ", " +
           modelText(s) + "; σeff = σ0 φ / τ².";
  }
  const Transport t = transportOf(carrier, s, compositionOf(s));
  if (!t.conducts) return "No number: " + noPathText(t.phi);
  if (s.temperatureC == kTransportTemperatureC) {
    text += " Measured at a temperature that is not printed, taken as " + celsius(kTransportTemperatureC) + ".";
  } else if (ion) {
    text += " Scaled from " + celsius(kTransportTemperatureC) + " by σ0 of " +
            std::string(electrolyteName(referenceElectrolyte(s.model))) + ", Arrhenius law through Figs. S17 and S18" +
            (reachOf(s.temperatureC, kMeasuredTemperatureC) == Reach::beyond ? " and beyond" : "") +
            "; τ² held constant.";
  } else {
    text +=
        " Held constant in temperature: the source prints nothing of it, and NCM’s depends strongly on its state of "
        "charge.";
  }
  if (changedComposition(s)) text += " Scaled with φ at constant τ² for the changed composition.";
  if (id == MetricId::ionicConductivityMsCm || id == MetricId::electronicConductivityMsCm) return text;
  const MetricId phi = ion ? MetricId::ionicPhiPct : MetricId::electronicPhiPct;
  if (id == MetricId::ionicTortuosityFactor || id == MetricId::electronicTortuosityFactor) {
    text += " N_M × φ with φ = " + significantText(report[phi].value, 4) + " vol%, " +
            (report[phi].provenance == Provenance::measured ? "as printed."
                                                            : "that of the composition, matched to the printed one.");
  }
  if (!ion) {
    return text + " Reference σ0: NCM + VGCF, printed as " + printedText(kElectronicReferenceMsCm) +
           " mS/cm (9.5 to 10.5), of a mixture with less VGCF than the composite’s.";
  }
  const std::string sigma0 = ", " + significantText(t.sigma0MsCm, 4) + " mS/cm.";
  if (const double shell = shellShareOfSe(s); s.seReference == SeReference::mixed && shell > 0.0) {
    return text + " Reference σ0: " + fixedText(shell * 100.0, 0) +
           " vol% of the SE as mechanofused shell (5 : 95, assumed), the rest " +
           std::string(electrolyteName(referenceElectrolyte(s.model))) + sigma0;
  }
  const Electrolyte reference =
      s.seReference == SeReference::pristine ? Electrolyte::pristine : referenceElectrolyte(s.model);
  return text + " Reference σ0: " + std::string(electrolyteName(reference)) + sigma0;
}

std::string capacityText(const Scenario& s) {
  if (s.specificCapacityMahG) return "Capacity: an input.";
  if (const double measuredCRate = standardScenario(s.composite).cRate; s.cRate != measuredCRate) {
    Scenario measured = s;
    measured.cRate = measuredCRate;
    return capacityText(measured) + " Those are capacities at " + shortestText(measured.cRate) +
           "C; that they hold at " + shortestText(s.cRate) + "C is assumed.";
  }
  if (s.composite != nullptr) {
    const OwnEstimate own = ownCapacityMahG(*s.composite, s.amWtPct, s.temperatureC);
    if (own.value != own.value) return "No number: " + modelText(s) + " has no point that gives a capacity.";
    return "Capacity " + pointsText(own, s, "held at the nearest") +
           (own.temperature == Reach::beyond ? ", held at the nearest temperature." : ".") + sourceOf(s);
  }
  const auto am = measuredAm(s.amWtPct);
  const auto temperature = measuredTemperature(s.temperatureC);
  if (am && temperature) {
    const ImpliedCapacity& implied = impliedCapacity(s.model, *am, *temperature);
    return "Capacity implied by Table S5, " + modelText(s) + ", " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC) +
           ": " + significantText(implied.fromVolumetricMahG, 3) + " mAh/g by volume, " +
           significantText(implied.fromGravimetricMahG, 3) + " by mass; " +
           (implied.contradictory ? "they contradict: the first is shown, with the interval to the second."
                                  : "their mean is used.");
  }
  const CapacityEstimate estimate = capacityOf(s.model, s.amWtPct, s.temperatureC);
  std::string text = "Capacities implied by Table S5 for " + modelText(s);
  if (estimate.reach == Reach::between) {
    text += ", linear in wt% and °C between " + both(kMeasuredAmWtPct) + " wt%, " + both(kMeasuredTemperatureC) +
            " °C. The source’s one series of three contents (Fig. S22) is " +
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
              ? " Layers as the source assumes them: anode and separator by their masses on the disc; its volume is "
                "that of cathode, separator and lithium."
              : " Lithium, a separator of " + shortestText(s.seDensityGCm3) + " g/cm³ and both collectors, " +
                    (s.collectorSides == CollectorSides::half ? "half of each" : "whole") + ", by their densities.";
  return text + " " +
         (isCharged(s) ? "Charged: with the lithium that is plated."
                       : "As assembled, discharged: lithium yet to be plated has no volume.");
}

std::string compositionText(const Scenario& s) {
  const Scenario source = standardScenario(s.composite);
  const bool own = s.amDensityGCm3 == source.amDensityGCm3 && s.seDensityGCm3 == source.seDensityGCm3 &&
                   s.caDensityGCm3 == source.caDensityGCm3;
  return "From wt%, porosity and the densities " + shortestText(s.amDensityGCm3) + ", " +
         shortestText(s.seDensityGCm3) + " and " + shortestText(s.caDensityGCm3) + " g/cm³ of AM, SE and CA, " +
         (!own                     ? "which are inputs."
          : s.composite == nullptr ? "which are reconstructed from Tables S1–S4, not printed."
                                   : "which are those of " + modelText(s) + ".");
}

std::string phiText(MetricId id, const Scenario& s, const Report& report) {
  if (s.composite != nullptr) return compositionText(s);
  const bool ion = id == MetricId::ionicPhiPct;
  if (report[id].provenance == Provenance::measured) {
    const AmContent am = *measuredAm(s.amWtPct);
    return "Table " + std::string(ion ? tableOfIonicRow(am) : tableOfElectronicRow(am)) + ", " + modelText(s) +
           (ion ? "." : ": φ(NCM) + φ(VGCF).");
  }
  return std::string("Of the composition, times the ratio to it of the printed φ (within 1 %), ") +
         (reachOf(s.amWtPct, kMeasuredAmWtPct) == Reach::between ? "linear in wt% between the two contents."
                                                                 : "held at the nearest content.");
}

std::string porosityText(const Scenario& s) {
  if (s.porosityPct) return "An input.";
  if (s.composite != nullptr) {
    const OwnEstimate own = ownPorosityPct(*s.composite, s.amWtPct, s.temperatureC);
    if (own.value != own.value) return "No number: " + modelText(s) + " has no point that gives a porosity.";
    return "Porosity " + pointsText(own, s, "its line goes on") + "." + sourceOf(s);
  }
  return "What φ of Tables S1–S4 leaves for " + modelText(s) + (measuredAm(s.amWtPct) ? "." : ", linear in wt%.");
}

}  // namespace

std::string explainTransport(MetricId id, const Scenario& s, const Report& report) {
  const bool ion =
      id == MetricId::ionicConductivityMsCm || id == MetricId::ionicTortuosityFactor || id == MetricId::ionicMacMullin;
  return transportText(ion ? Carrier::ion : Carrier::electron, id, s, report);
}

std::string explainPhi(MetricId id, const Scenario& s, const Report& report) { return phiText(id, s, report); }
std::string explainCapacity(MetricId, const Scenario& s, const Report&) { return capacityText(s); }
std::string explainEnergy(MetricId id, const Scenario& s, const Report&) { return energyText(id, s); }
std::string explainPorosity(MetricId, const Scenario& s, const Report&) { return porosityText(s); }
std::string explainComposition(MetricId, const Scenario& s, const Report&) { return compositionText(s); }

std::string explainSize(MetricId id, const Scenario& s, const Report&) {
  const bool isLoading = id == MetricId::loadingMgCm2;
  if (s.sizing == (isLoading ? Sizing::loading : Sizing::thickness) && (isLoading || s.cathodeThicknessUm))
    return "An input.";
  if (s.sizing == Sizing::thickness && !s.cathodeThicknessUm) {
    if (s.composite != nullptr && (*s.composite)[OwnMaterial::loadingMgCm2].isGiven())
      return "At the loading of the cells of " + modelText(s) + "." + (isLoading ? "" : " " + compositionText(s));
    return std::string(isLoading ? "The source’s" : "This composition at the source’s") +
           " 24 mg on a 10 mm disc: reconstructed, Table S6 prints 30.6 mg/cm² for Model 4." +
           (isLoading ? "" : " " + compositionText(s));
  }
  return "From the other of the two. " + compositionText(s);
}

std::string explainRate(MetricId id, const Scenario& s, const Report& report) {
  if (id == MetricId::interfacePerUm) {
    return s.interfacePerUm ? "An input."
                            : "Assumed: the whole surface of the AM as spheres of " + shortestText(s.particleRadiusUm) +
                                  " µm radius, 3 φ(AM) / r.";
  }
  if (!report[MetricId::interfacePerUm].isKnown())
    return isAboveSurface(s, compositionOf(s)) ? "No number: the interface is more than the surface of the AM."
                                               : "No number: without a porosity there is no interface.";
  const bool isEnergy =
      id == MetricId::volumetricEnergyDensityAtRateWhL || id == MetricId::gravimetricEnergyDensityAtRateWhKg;
  std::string text =
      "A model that the source does not validate: a reaction that is the same over the thickness, "
      "a charge transfer of " +
      shortestText(s.chargeTransferOhmCm2) + " Ω·cm² on " + significantText(report[MetricId::interfacePerUm].value, 2) +
      " /µm of interface, an anode of " + shortestText(s.anodeResistanceOhmCm2) + " Ω·cm², none of them the source’s";
  if (isEnergy) {
    text += "; particles of " + shortestText(s.particleRadiusUm) + " µm radius with a diffusivity of " +
            scientificText(s.diffusivityCm2S) +
            " cm²/s, not the source’s either. The capacity is held as at 0.05C but for what that diffusion leaves: an "
            "upper bound. The "
            "drop of the source’s own cell, which its capacities contain, is not taken twice";
  }
  if (s.composite != nullptr) return text + ".";
  return text + ". The interval is between σeff printed for 60 and for 30 °C, which the source does not say.";
}

std::string explainCurrent(MetricId, const Scenario& s, const Report&) {
  if (s.composite != nullptr && (*s.composite)[OwnMaterial::oneCMaG].isGiven())
    return "1C is " + shortestText(oneCMaG(s)) + " mA per gram of AM, as " + modelText(s) + " has it.";
  return "1C is " + shortestText(kOneCMaG) + " mA/g (Fig. S19), taken as per gram of AM.";
}

}  // namespace cathode
