// SPDX-License-Identifier: MIT
#include "core/cell/warnings.h"

#include "core/base/words.h"
#include "core/cell/agreement.h"
#include "core/cell/capacity.h"
#include "core/cell/energy.h"
#include "core/cell/evaluate.h"
#include "core/cell/phrases.h"
#include "core/cell/rate.h"
#include "core/cell/report.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

// Whether the table's own numbers cannot give its tortuosity factor.
bool isQuestioned(Carrier carrier, AmContent am, ParticleModel model) {
  return tortuosityFactorAgreement(carrier, am, model).verdict != Verdict::consistent;
}

std::string printedTortuosityFactorText(Carrier carrier, const Scenario& s) {
  const AmContent am = *measuredAm(s.amWtPct);
  const std::string_view table = carrier == Carrier::ion ? tableOfIonicRow(am) : tableOfElectronicRow(am);
  return "Table " + std::string(table) + " prints τ² = " + printedText(printedTortuosityFactor(carrier, am, s.model)) +
         " for " + modelText(s) + ", but its own σ0, φ and σeff give " +
         significantText(transportOf(carrier, s, compositionOf(s)).tortuosityFactor, 4) +
         ", more than rounding explains. The recomputed value is shown.";
}

// `held` stay as at the nearest measured point, `continued` go on along their law.
std::string beyondText(std::string_view what, const std::string& range, const std::vector<std::string>& held,
                       std::string_view continued) {
  std::string text = std::string(what) + " is outside the measured " + range + ": ";
  if (!held.empty())
    text += listed(held) + (held.size() == 1 ? " is" : " are") + " held at the nearest measured value, ";
  return text.append(continued) + " extrapolated. Models are not to be ranked here.";
}

// What a person's own composite would have to give for the numbers that are missing.
std::vector<std::string> lackedBy(const Scenario& s, const Report& report) {
  const OwnComposite& own = *s.composite;
  std::vector<std::string> lacked;
  const auto isMissing = [&](MetricId id) { return !report[id].isKnown(); };
  if (isMissing(MetricId::porosityPct)) lacked.push_back("porosities (of a point, or as an input)");
  if (isMissing(MetricId::specificCapacityMahG)) lacked.push_back("specific capacities (of a point, or as an input)");
  for (const Carrier carrier : {Carrier::ion, Carrier::electron}) {
    const bool isIon = carrier == Carrier::ion;
    const std::string whose = isIon ? "ions" : "electrons";
    const auto quantity = isIon ? OwnQuantity::ionicConductivityMsCm : OwnQuantity::electronicConductivityMsCm;
    const bool isReferenceGiven =
        own[isIon ? OwnMaterial::seConductivityMsCm : OwnMaterial::electronicReferenceMsCm].isGiven();
    const double sigma0 = ownReferenceMsCm(own, isIon, s.temperatureC);
    if (!ownContents(own, quantity)) {
      lacked.push_back("σeff of " + whose);
    } else if (const double sigma = ownConductivityMsCm(own, isIon, s.amWtPct, s.temperatureC).value; sigma != sigma) {
      lacked.push_back("σeff of " + whose + " at " + celsius(s.temperatureC) + " or σ0 with its activation energy");
    }
    if (!isReferenceGiven)
      lacked.push_back(isIon ? "σ0 of its electrolyte" : "σ0 of its AM with CA");
    else if (sigma0 != sigma0)
      lacked.push_back("the activation energy of its electrolyte (σ0 is of " +
                       celsius(own[OwnMaterial::seTemperatureC].value) + ")");
  }
  return lacked;
}

// What is taken instead of what it does not tell, in words.
std::vector<std::string> assumedFor(const Scenario& s) {
  const OwnComposite& own = *s.composite;
  std::vector<std::string> assumed;
  const auto isGiven = [&](OwnMaterial material) { return own[material].isGiven(); };
  if (!isGiven(OwnMaterial::loadingMgCm2))
    assumed.push_back("the loading of its cells (" + significantText(measuredLoadingMgCm2(s), 4) +
                      " mg/cm², the source’s, is taken)");
  if (!isGiven(OwnMaterial::cRate))
    assumed.push_back("their C-rate (" + shortestText(standardScenario(s.composite).cRate) + "C is taken)");
  if (!isGiven(OwnMaterial::oneCMaG))
    assumed.push_back("the current of 1C (" + shortestText(oneCMaG(s)) + " mA/g, the source’s, is taken)");
  if (!isGiven(OwnMaterial::nominalVoltageV))
    assumed.push_back("a voltage (that of the inputs, " + shortestText(s.nominalVoltageV) + " V, is taken)");
  return assumed;
}

std::string changedText(const Scenario& s) {
  std::string text = "The composite differs from " +
                     (s.composite == nullptr ? std::string("the source’s") : "that measured of " + modelText(s)) +
                     ": its conductivities are scaled with φ at constant τ²";
  text += s.specificCapacityMahG ? ", which is an assumption."
                                 : ", and its capacity per gram is kept. Both are assumptions.";
  if (s.composite == nullptr && s.caWtPct != Scenario{}.caWtPct) {
    text += " What the additive’s fibres do to the electrons’ paths is not modelled: the source’s cells have " +
            shortestText(Scenario{}.caWtPct) + " wt% (reconstructed).";
  }
  return text;
}

}  // namespace

std::string_view warningKey(WarningCode code) {
  switch (code) {
    case WarningCode::amBeyondMeasured: return "am-beyond-measured";
    case WarningCode::temperatureBeyondMeasured: return "temperature-beyond-measured";
    case WarningCode::thicknessBeyondMeasured: return "thickness-beyond-measured";
    case WarningCode::capacityContradictory: return "capacity-contradictory";
    case WarningCode::capacityAboveImplied: return "capacity-above-implied";
    case WarningCode::noIonicPath: return "no-ionic-path";
    case WarningCode::noElectronicPath: return "no-electronic-path";
    case WarningCode::ionicTortuosityFactorPrinted: return "ionic-tortuosity-factor-printed";
    case WarningCode::electronicTortuosityFactorPrinted: return "electronic-tortuosity-factor-printed";
    case WarningCode::compositionChanged: return "composition-changed";
    case WarningCode::cRateNotMeasured: return "c-rate-not-measured";
    case WarningCode::transportTemperature: return "transport-temperature";
    case WarningCode::electronicReference: return "electronic-reference";
    case WarningCode::stateOfCharge: return "state-of-charge";
    case WarningCode::anodeMassUnitemised: return "anode-mass-unitemised";
    case WarningCode::separatorDensity: return "separator-density";
    case WarningCode::interfaceAboveSurface: return "interface-above-surface";
    case WarningCode::rateTooHigh: return "rate-too-high";
    case WarningCode::diffusionTooSlow: return "diffusion-too-slow";
    case WarningCode::lagNotSteady: return "lag-not-steady";
    case WarningCode::dropTooSmall: return "drop-too-small";
    case WarningCode::compositeLacks: return "composite-lacks";
    case WarningCode::compositeAssumes: return "composite-assumes";
  }
  return "";
}

bool isNote(WarningCode code) {
  switch (code) {
    case WarningCode::transportTemperature:
    case WarningCode::electronicReference:
    case WarningCode::stateOfCharge:
    case WarningCode::anodeMassUnitemised:
    case WarningCode::separatorDensity: return true;
    default: return false;
  }
}

void collectWarnings(const Scenario& s, const CapacityEstimate& capacity, bool isSourcesLoading, Report& report) {
  const auto warn = [&](WarningCode code, ParameterId field) {
    report.warningSlots[report.warningCount++] = {code, field};
  };
  const auto isMissing = [&](MetricId id) { return !report[id].isKnown(); };
  const auto changed = changedComposition(s);
  const bool isOwn = s.composite != nullptr;
  const auto isBeyond = [&](ParameterId id) {
    const auto range = measuredRange(id, s);
    return range && !range->contains(*parameter(id).read(s));
  };
  if (isOwn && !lackedBy(s, report).empty()) warn(WarningCode::compositeLacks, ParameterId::model);
  if (isBeyond(ParameterId::amWtPct)) warn(WarningCode::amBeyondMeasured, ParameterId::amWtPct);
  const auto hasNoPath = [&](Carrier carrier, MetricId id) {
    return isMissing(id) && (!isOwn || !transportOf(carrier, s, compositionOf(s)).conducts);
  };
  if (hasNoPath(Carrier::ion, MetricId::ionicConductivityMsCm)) warn(WarningCode::noIonicPath, ParameterId::amWtPct);
  if (hasNoPath(Carrier::electron, MetricId::electronicConductivityMsCm))
    warn(WarningCode::noElectronicPath, ParameterId::amWtPct);
  if (isBeyond(ParameterId::temperatureC)) warn(WarningCode::temperatureBeyondMeasured, ParameterId::temperatureC);
  if (!s.specificCapacityMahG) {
    if (!isSourcesLoading && !isMissing(MetricId::specificCapacityMahG)) {
      warn(WarningCode::thicknessBeyondMeasured,
           s.sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm : ParameterId::loadingMgCm2);
    }
    if (capacity.contradictory != nullptr) warn(WarningCode::capacityContradictory, ParameterId::model);
  } else if (!isOwn && *s.specificCapacityMahG > largestImpliedCapacityMahG()) {
    warn(WarningCode::capacityAboveImplied, ParameterId::specificCapacityMahG);
  }
  if (const auto am = measuredAm(s.amWtPct); am && !changed && !isOwn) {
    if (s.seReference == SeReference::own && isQuestioned(Carrier::ion, *am, s.model)) {
      warn(WarningCode::ionicTortuosityFactorPrinted, ParameterId::model);
    }
    if (isQuestioned(Carrier::electron, *am, s.model)) {
      warn(WarningCode::electronicTortuosityFactorPrinted, ParameterId::model);
    }
  }
  if (changed) warn(WarningCode::compositionChanged, *changed);
  const double measuredCRate = standardScenario(s.composite).cRate;
  if (s.cRate != measuredCRate) warn(WarningCode::cRateNotMeasured, ParameterId::cRate);
  // Without a porosity there is no surface to be above.
  if (isMissing(MetricId::interfacePerUm) && !isMissing(MetricId::porosityPct)) {
    warn(WarningCode::interfaceAboveSurface, ParameterId::interfacePerUm);
  } else if (!isMissing(MetricId::cellResistanceOhmCm2)) {
    const bool hasNoEnergy =
        isMissing(MetricId::volumetricEnergyDensityAtRateWhL) && !isMissing(MetricId::volumetricEnergyDensityWhL);
    if (hasNoEnergy && (!isSourceSteady(s) || s.cRate < measuredCRate))
      warn(WarningCode::diffusionTooSlow, ParameterId::diffusivityCm2S);
    else if (hasNoEnergy)
      warn(WarningCode::rateTooHigh, ParameterId::cRate);
    else if (s.cRate > fastestSteadyCRate(s))
      warn(WarningCode::lagNotSteady, ParameterId::cRate);
    if (isMissing(MetricId::thickestCathodeUm)) warn(WarningCode::dropTooSmall, ParameterId::allowedDropMv);
  }
  if (isOwn) {
    if (!assumedFor(s).empty()) warn(WarningCode::compositeAssumes, ParameterId::model);
  } else {
    warn(WarningCode::transportTemperature, ParameterId::temperatureC);
    warn(WarningCode::electronicReference, ParameterId::model);
  }
  if (!isMissing(MetricId::arealCapacityMahCm2)) warn(WarningCode::stateOfCharge, ParameterId::state);
  if (s.accounting == Accounting::paper)
    warn(WarningCode::anodeMassUnitemised, ParameterId::accounting);
  else
    warn(WarningCode::separatorDensity, ParameterId::accounting);
}

std::string warningMessage(WarningCode code, const Scenario& s) {
  switch (code) {
    case WarningCode::amBeyondMeasured: {
      std::vector<std::string> held;
      if (!s.specificCapacityMahG) held.push_back("capacity per gram");
      held.push_back("τ²");
      return beyondText("Active material", rangeText(*measuredRange(ParameterId::amWtPct, s)) + " wt%", held,
                        s.porosityPct ? "conductivities are" : "conductivities and porosity are");
    }
    case WarningCode::temperatureBeyondMeasured: {
      std::vector<std::string> held;
      if (!s.specificCapacityMahG) held.push_back("capacity per gram");
      const std::string range = rangeText(*measuredRange(ParameterId::temperatureC, s)) + " °C";
      if (s.composite != nullptr) {
        held.push_back("τ²");
        return beyondText("Temperature", range, held, "conductivities follow their σ0, which is");
      }
      return beyondText("Temperature", range, held, "ionic conductivity is");
    }
    case WarningCode::thicknessBeyondMeasured: {
      const Composition composition = compositionOf(s);
      if (s.composite != nullptr) {
        return "The capacities of " + modelText(s) + " are of cells with " +
               significantText(measuredLoadingMgCm2(s), 4) + " mg/cm²" +
               ((*s.composite)[OwnMaterial::loadingMgCm2].isGiven() ? "" : " (not given: the source’s, assumed)") +
               ". The capacity per gram is assumed not to change with thickness.";
      }
      return "The source’s capacities are of cells with " + fixedText(kPaperLoadingMgCm2, 1) +
             " mg/cm² (reconstructed from Tables S1 to S6), which for this composition is " +
             fixedText(thicknessUm(kPaperLoadingMgCm2, composition.densityGCm3), 0) +
             " µm. The capacity per gram is assumed not to change with thickness.";
    }
    case WarningCode::capacityContradictory: {
      const ImpliedCapacity& entry = *capacityOf(s).contradictory;
      return "Table S5 contradicts itself for " + modelText(s) + ", " + wtPct(kMeasuredAmWtPct[at(entry.am)]) + ", " +
             celsius(kMeasuredTemperatureC[at(entry.temperature)]) + ": its volumetric energy density needs " +
             fixedText(entry.fromVolumetricMahG, 1) + " mAh/g, its gravimetric one " +
             fixedText(entry.fromGravimetricMahG, 1) +
             ". Which is right is not known: the first is shown, with the interval to the second on all that rests on "
             "it. Printed are " +
             printedText(energyEntry(s.model, entry.am, entry.temperature).volumetricWhL) + " Wh/L and " +
             printedText(energyEntry(s.model, entry.am, entry.temperature).gravimetricWhKg) + " Wh/kg.";
    }
    case WarningCode::capacityAboveImplied:
      return "A capacity of " + shortestText(*s.specificCapacityMahG) +
             " mAh/g is above every one that Table S5 implies (at most " + fixedText(largestImpliedCapacityMahG(), 0) +
             "); NCM811 holds at most " + shortestText(kTheoreticalCapacityMahG) + " in theory.";
    case WarningCode::noIonicPath: return "Ions: " + noPathText(transportOf(Carrier::ion, s, compositionOf(s)).phi);
    case WarningCode::noElectronicPath:
      return "Electrons: " + noPathText(transportOf(Carrier::electron, s, compositionOf(s)).phi);
    case WarningCode::ionicTortuosityFactorPrinted: return printedTortuosityFactorText(Carrier::ion, s);
    case WarningCode::electronicTortuosityFactorPrinted: return printedTortuosityFactorText(Carrier::electron, s);
    case WarningCode::compositionChanged: return changedText(s);
    case WarningCode::cRateNotMeasured:
      return std::string("Energy densities do not heed the C-rate; those at the rate do.") +
             (s.specificCapacityMahG ? ""
                                     : " Capacities are those at " + shortestText(standardScenario(s.composite).cRate) +
                                           "C, assumed to hold: an upper bound.");
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
             fixedText(kPaperAnodeMg - unitemisedAnodeMassMgCm2() * kDiscAreaCm2, 2) + " mg is its " +
             shortestText(kPaperAnodeUm) +
             " µm of lithium. The rest is not itemised, counts in mass and not in volume.";
    case WarningCode::electronicReference: {
      const Printed printed = sourceTables().electronicReference[0].phiCaPct;
      const MixtureReadings readings = mixtureReadings(printed);
      const auto share = [&](AmContent am) {
        const ElectronicRow& row = electronicRow(am, s.model);
        return significantText(100.0 * row.phiCaPct / (row.phiAmPct + row.phiCaPct), 2);
      };
      return "The electronic τ² refers to σ0 = " + printedText(kElectronicReferenceMsCm) +
             " mS/cm of NCM + VGCF printed with " + printedText(printed) + " % VGCF: as vol% that is " +
             significantText(readings.wtPctIfVolume, 2) + " wt%, as wt% " + significantText(readings.volPctIfMass, 2) +
             " vol%. In the composites NCM + VGCF holds " + share(AmContent::wt85) + " to " + share(AmContent::wt75) +
             " vol%: the reference is another mixture, and τ² carries the difference.";
    }
    case WarningCode::stateOfCharge: {
      const CathodeSize size = cathodeSizeOf(s, compositionOf(s));
      const double q = s.specificCapacityMahG.value_or(capacityOf(s).specificCapacityMahG);
      const double um = arealCapacityMahCm2(q, s.amWtPct / 100.0, size.loadingMgCm2) / kLithiumMahCm2PerUm;
      const std::string plated = significantText(um, 2) + " µm of lithium";
      if (isCharged(s))
        return "Charged: the volume holds the " + plated +
               " that charging plates on the anode. Its mass comes from the cathode.";
      return "As assembled, discharged: charging will plate " + plated + ", which the volume does not count." +
             (s.accounting == Accounting::paper ? " Physical accounting can." : "");
    }
    case WarningCode::separatorDensity:
      return "Physical accounting takes the separator at " + shortestText(s.seDensityGCm3) +
             " g/cm³, the paper’s accounting at " + fixedText(paperSeparatorDensityGCm3(), 2) +
             " (4.4 mg on 30 µm of the disc): the source has two densities for one electrolyte.";
    case WarningCode::interfaceAboveSurface:
      return "An interface of " + shortestText(*s.interfacePerUm) + " /µm is more than the whole surface of the AM, " +
             significantText(surfacePerUm(s, compositionOf(s)), 3) +
             " /µm (3 φ(AM) / r with r = " + shortestText(s.particleRadiusUm) +
             " µm): no resistance can be given. Allowed: at most that.";
    case WarningCode::compositeLacks:
      return modelText(s) + " lacks " + listed(lackedBy(s, evaluate(s))) + ": what rests on it has no number.";
    case WarningCode::compositeAssumes: return modelText(s) + " does not tell " + listed(assumedFor(s)) + ".";
    case WarningCode::rateTooHigh:
      return "At " + shortestText(s.cRate) +
             "C the losses of the model take the whole voltage or capacity: no energy at the rate can be given.";
    case WarningCode::diffusionTooSlow:
      return "With particles of " + shortestText(s.particleRadiusUm) + " µm radius and a diffusivity of " +
             scientificText(s.diffusivityCm2S) +
             " cm²/s the source’s own cell could not have given its capacity at 0.05C, or this one would give more "
             "than its active material holds in theory: no energy at the rate can be given.";
    case WarningCode::lagNotSteady:
      return "At " + shortestText(s.cRate) + "C a discharge takes " + significantText(3600.0 / s.cRate, 2) +
             " s, less than " + shortestText(kLagTimes) + " times the " + significantText(lagTimeS(s), 2) +
             " s (r² / (20 D)) after which diffusion in the particles is as the model takes it: what it leaves of the "
             "capacity is not to be relied on.";
    case WarningCode::dropTooSmall:
      return "Charge transfer alone takes the " + shortestText(s.allowedDropMv) + " mV that are allowed at " +
             shortestText(s.cRate) + "C, whatever the thickness.";
  }
  return "";
}

}  // namespace cathode
