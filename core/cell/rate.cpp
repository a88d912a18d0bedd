// SPDX-License-Identifier: MIT
#include "core/cell/rate.h"

#include <cmath>
#include <limits>

#include "core/cell/capacity.h"
#include "core/cell/energy.h"

namespace cathode {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kCmPerUm = 1e-4, kSCmPerMsCm = 1e-3;
constexpr double kSecondsPerHour = 3600.0;

double currentMaCm2(const Scenario& s, const Composition& composition, double loading) {
  return s.cRate * arealCapacityMahCm2(oneCMaG(s), composition.massAm, loading);
}

// The cell whose capacity was measured, of this model, content and temperature: its composite, loading, separator and
// rate.
Scenario sourceCellOf(const Scenario& s) {
  Scenario cell = standardScenario(s.composite);
  cell.model = s.model;
  cell.amWtPct = s.amWtPct;
  cell.temperatureC = s.temperatureC;
  cell.chargeTransferOhmCm2 = s.chargeTransferOhmCm2;
  cell.interfacePerUm = s.interfacePerUm;
  cell.particleRadiusUm = s.particleRadiusUm;
  cell.anodeResistanceOhmCm2 = s.anodeResistanceOhmCm2;
  return cell;
}

double acrossSeparatorOhmCm2(double separatorUm, double separatorMsCm) {
  return separatorUm * kCmPerUm / (separatorMsCm * kSCmPerMsCm);
}

double separatorMsCmOf(const Scenario& s, const Basis& basis) {
  if (s.composite != nullptr) return ownSeparatorMsCm(*s.composite, s.temperatureC);
  return electrolyteConductivityMsCm(Electrolyte::pristine, s.temperatureC, basis);
}

double measuredCRate(const Scenario& s) {
  return s.composite == nullptr ? Scenario{}.cRate : standardScenario(s.composite).cRate;
}

double dropOfSourceV(const Scenario& s, double separatorMsCm, const Composition& composition, const Transport& ions,
                     const Transport& electrons, Regime regime, SigmaReading reading, const Basis& basis) {
  const Scenario cell = sourceCellOf(s);
  const auto drop = [&](const Composition& own, const Transport& ionic, const Transport& electronic) {
    const double loading = measuredLoadingMgCm2(cell, basis);
    const double um = thicknessUm(loading, own.densityGCm3);
    const double ohmCm2 = resistanceParts(regime, electrodeOf(cell, own, um, ionic, electronic, reading, basis)).sum() +
                          acrossSeparatorOhmCm2(cell.separatorThicknessUm, separatorMsCm) + cell.anodeResistanceOhmCm2;
    return currentMaCm2(cell, own, loading) * 1e-3 * ohmCm2;
  };
  if (!changedComposition(s)) return drop(composition, ions, electrons);
  const Composition own = compositionOf(cell, basis);
  return drop(own, transportOf(Carrier::ion, cell, own, basis), transportOf(Carrier::electron, cell, own, basis));
}

}  // namespace

double surfacePerUm(const Scenario& s, const Composition& composition) {
  return 3.0 * composition.phiAm / s.particleRadiusUm;
}

double interfacePerUm(const Scenario& s, const Composition& composition) {
  return s.interfacePerUm.value_or(surfacePerUm(s, composition));
}

bool isAboveSurface(const Scenario& s, const Composition& composition) {
  return s.interfacePerUm && *s.interfacePerUm > surfacePerUm(s, composition);
}

Electrode electrodeOf(const Scenario& s, const Composition& composition, double thickness, const Transport& ions,
                      const Transport& electrons, SigmaReading reading, const Basis& basis) {
  double ionic = ions.sigmaEffMsCm;
  // Of a person's own composite the temperature is known.
  if (reading == SigmaReading::c30 && s.composite == nullptr) {
    const auto own = static_cast<std::size_t>(referenceElectrolyte(s.model));
    ionic *= basis.numbers.electrolyteMsCm[1][own] / basis.numbers.electrolyteMsCm[0][own];
  }
  const double interface = isAboveSurface(s, composition) ? kNone : interfacePerUm(s, composition);
  return {ionic * kSCmPerMsCm, electrons.sigmaEffMsCm * kSCmPerMsCm, thickness * kCmPerUm, interface / kCmPerUm,
          s.chargeTransferOhmCm2};
}

ResistanceParts resistanceParts(Regime regime, const Electrode& electrode) {
  switch (regime) {
    case Regime::start: return startParts(electrode);
    case Regime::uniform: return uniformParts(electrode);
    case Regime::fronts: return meanFrontsParts(electrode);
  }
  return {};
}

double separatorResistanceOhmCm2(const Scenario& s, const Basis& basis) {
  return acrossSeparatorOhmCm2(s.separatorThicknessUm, separatorMsCmOf(s, basis));
}

double diffusionLag(const Scenario& s, double cRate, double specificCapacityMahG) {
  const double radiusCm = s.particleRadiusUm * kCmPerUm;
  return cRate * radiusCm * radiusCm / (15.0 * s.diffusivityCm2S * kSecondsPerHour) * oneCMaG(s) / specificCapacityMahG;
}

double lagTimeS(const Scenario& s) {
  const double radiusCm = s.particleRadiusUm * kCmPerUm;
  return radiusCm * radiusCm / (20.0 * s.diffusivityCm2S);
}

double fastestSteadyCRate(const Scenario& s) { return kSecondsPerHour / (kLagTimes * lagTimeS(s)); }

double RateLosses::efficiency() const {
  const double drop = dropV();
  return drop < nominalV ? (nominalV - drop) / (nominalV + drop) : kNone;
}

CellLosses cellLossesOf(const Scenario& s, const Composition& composition, const Transport& ions,
                        const Transport& electrons, Regime regime, SigmaReading reading, const Basis& basis) {
  const double separatorMsCm = separatorMsCmOf(s, basis);
  return {acrossSeparatorOhmCm2(s.separatorThicknessUm, separatorMsCm),
          dropOfSourceV(s, separatorMsCm, composition, ions, electrons, regime, reading, basis)};
}

RateLosses rateLossesOf(const Scenario& s, const Composition& composition, const CathodeSize& size,
                        const Transport& ions, const Transport& electrons, const CellLosses& cell, Regime regime,
                        SigmaReading reading, const Basis& basis) {
  RateLosses losses{};
  losses.electrode = electrodeOf(s, composition, size.thicknessUm, ions, electrons, reading, basis);
  losses.cathode = resistanceParts(regime, losses.electrode);
  losses.separatorOhmCm2 = cell.separatorOhmCm2;
  losses.anodeOhmCm2 = s.anodeResistanceOhmCm2;
  losses.currentMaCm2 = currentMaCm2(s, composition, size.loadingMgCm2);
  losses.sourceDropV = cell.sourceDropV;
  losses.nominalV = s.nominalVoltageV;
  return losses;
}

RateLosses rateLossesOf(const Scenario& s, const Composition& composition, const CathodeSize& size,
                        const Transport& ions, const Transport& electrons, Regime regime, SigmaReading reading,
                        const Basis& basis) {
  return rateLossesOf(s, composition, size, ions, electrons,
                      cellLossesOf(s, composition, ions, electrons, regime, reading, basis), regime, reading, basis);
}

RateLosses rateLossesOf(const Scenario& s, Regime regime, SigmaReading reading) {
  const Composition composition = compositionOf(s);
  return rateLossesOf(s, composition, cathodeSizeOf(s, composition), transportOf(Carrier::ion, s, composition),
                      transportOf(Carrier::electron, s, composition), regime, reading);
}

bool isSourceSteady(const Scenario& s) { return measuredCRate(s) < fastestSteadyCRate(s); }

double atRate(double energy, const RateLosses& losses, const Scenario& s, double specificCapacityMahG) {
  const double voltage = losses.voltageV();
  const double used =
      1.0 - diffusionLag(s, s.cRate, specificCapacityMahG) + diffusionLag(s, measuredCRate(s), specificCapacityMahG);
  const bool isPossible =
      voltage > 0.0 && used > 0.0 && isSourceSteady(s) && mostCapacityMahG(s) - used * specificCapacityMahG > 0.0;
  return isPossible ? energy * (voltage / losses.nominalV) * used : kNone;
}

double thickestCathodeUm(const Scenario& s, const Composition& composition, const RateLosses& losses) {
  const Electrode& e = losses.electrode;
  const double perVolume = currentMaCm2(s, composition, composition.densityGCm3 * 1e3) * 1e-3;  // A/cm3
  const double left = s.allowedDropMv * 1e-3 / perVolume - e.chargeTransferOhmCm2 / e.interfacePerCm;
  if (!(left > 0.0)) return kNone;
  const double series = losses.separatorOhmCm2 + losses.anodeOhmCm2;
  const double third = (1.0 / e.ionicSCm + 1.0 / e.electronicSCm) / 3.0;
  return 2.0 * left / (series + std::sqrt(series * series + 4.0 * third * left)) / kCmPerUm;
}

}  // namespace cathode
