// SPDX-License-Identifier: MIT
#include "core/cell/transport.h"

#include <algorithm>
#include <limits>

#include "core/base/elementary.h"
#include "core/base/temperature.h"

namespace cathode {
namespace {

// The composition that the model has at that wt% as long as nothing else is changed.
Composition ownComposition(ParticleModel model, double amWtPct, const Basis& basis) {
  return compositionOf({.model = model, .amWtPct = amWtPct}, basis);
}

// sigma_eff (mS/cm) as published for 60 degC: printed at the measured wt%, log-linear between.
double publishedSigmaEffMsCm(const MeasuredEnds& ends, double amWtPct) {
  for (int i = 0; i < 2; ++i) {
    if (amWtPct == kMeasuredAmWtPct[i]) return ends.sigmaEffMsCm[i];
  }
  return ends.sigma0MsCm * expReproducible(alongLine(amWtPct, kMeasuredAmWtPct, ends.logRatio[0], ends.logRatio[1]));
}

// Of a person's own composite.
Transport ownTransport(Carrier carrier, const Scenario& s, const Composition& composition) {
  const OwnComposite& own = *s.composite;
  const bool isIon = carrier == Carrier::ion;
  const auto contents =
      ownContents(own, isIon ? OwnQuantity::ionicConductivityMsCm : OwnQuantity::electronicConductivityMsCm);
  Transport transport{};
  transport.phi = conductingFraction(carrier, composition);
  transport.sigma0MsCm = ownReferenceMsCm(own, isIon, s.temperatureC);
  transport.sigmaEffMsCm = ownConductivityMsCm(own, isIon, s.amWtPct, s.temperatureC).value;
  transport.conducts = true;
  const double nearest = contents ? std::clamp(s.amWtPct, contents->least, contents->most) : s.amWtPct;
  if (contents && (s.amWtPct != nearest || changedComposition(s))) {
    Scenario measured = standardScenario(s.composite);
    measured.amWtPct = nearest;
    measured.temperatureC = s.temperatureC;
    transport.sigmaEffMsCm *= transport.phi / conductingFraction(carrier, compositionOf(measured));
    transport.conducts = !(transport.phi < kScherZallenThreshold);
    if (!transport.conducts) transport.sigmaEffMsCm = std::numeric_limits<double>::quiet_NaN();
  }
  transport.macMullin = transport.sigma0MsCm / transport.sigmaEffMsCm;
  transport.tortuosityFactor = transport.macMullin * transport.phi;
  return transport;
}

}  // namespace

double electrolyteConductivityMsCm(Electrolyte electrolyte, double temperatureC, const Basis& basis) {
  const double sigma30 = basis.numbers.electrolyteMsCm[0][static_cast<std::size_t>(electrolyte)];
  const double sigma60 = basis.numbers.electrolyteMsCm[1][static_cast<std::size_t>(electrolyte)];
  if (temperatureC == kMeasuredTemperatureC[0]) return sigma30;
  const double inverse30 = 1.0 / (kMeasuredTemperatureC[0] + kZeroCelsiusK);
  const double inverse60 = 1.0 / (kMeasuredTemperatureC[1] + kZeroCelsiusK);
  const double inverse = 1.0 / (temperatureC + kZeroCelsiusK);
  const double fraction = (inverse - inverse60) / (inverse30 - inverse60);
  return sigma60 * expReproducible(fraction * logReproducible(sigma30 / sigma60));
}

double shellShareOfSe(const Scenario& scenario) {
  if (scenario.composite != nullptr) return 0.0;
  if (scenario.model != ParticleModel::thinShellLarge && scenario.model != ParticleModel::thinShellSmall) return 0.0;
  const double se = 100.0 - scenario.amWtPct - scenario.caWtPct;
  return std::min(1.0, scenario.amWtPct * kCoreShellSeWtPct / (100.0 - kCoreShellSeWtPct) / se);
}

Transport transportOf(Carrier carrier, const Scenario& scenario, const Composition& composition, const Basis& basis) {
  if (scenario.composite != nullptr) return ownTransport(carrier, scenario, composition);
  const MeasuredEnds& ends = basis.ends[static_cast<std::size_t>(carrier)][static_cast<std::size_t>(scenario.model)];
  const double fraction = conductingFraction(carrier, composition);
  const double nearest = std::clamp(scenario.amWtPct, kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]);
  // Exactly 1 within the measured contents unless porosity, additive or densities were changed.
  const double relative = fraction / conductingFraction(carrier, ownComposition(scenario.model, nearest, basis));

  Transport transport{};
  transport.phi = fraction * alongLine(nearest, kMeasuredAmWtPct, ends.phiCorrection[0], ends.phiCorrection[1]);
  transport.sigma0MsCm = ends.sigma0MsCm;
  transport.sigmaEffMsCm = publishedSigmaEffMsCm(ends, nearest) * relative;
  if (carrier == Carrier::ion) {
    const double sigma0 =
        electrolyteConductivityMsCm(referenceElectrolyte(scenario.model), scenario.temperatureC, basis);
    transport.sigmaEffMsCm *= sigma0 / ends.sigma0MsCm;
    transport.sigma0MsCm = sigma0;
    if (scenario.seReference == SeReference::pristine) {
      transport.sigma0MsCm = electrolyteConductivityMsCm(Electrolyte::pristine, scenario.temperatureC, basis);
    } else if (const double shell = shellShareOfSe(scenario);
               scenario.seReference == SeReference::mixed && shell > 0.0) {
      transport.sigma0MsCm =
          shell * electrolyteConductivityMsCm(Electrolyte::mechanofused, scenario.temperatureC, basis) +
          (1.0 - shell) * sigma0;
    }
  }
  const bool isMeasured = scenario.amWtPct == nearest && !changedComposition(scenario);
  transport.conducts = isMeasured || fraction >= kScherZallenThreshold;
  if (!transport.conducts) transport.sigmaEffMsCm = std::numeric_limits<double>::quiet_NaN();
  transport.macMullin = transport.sigma0MsCm / transport.sigmaEffMsCm;
  transport.tortuosityFactor = transport.macMullin * transport.phi;
  return transport;
}

Printed printedTortuosityFactor(Carrier carrier, AmContent am, ParticleModel model) {
  return carrier == Carrier::ion ? ionicRow(am, model).tortuosityFactor : electronicRow(am, model).tortuosityFactor;
}

}  // namespace cathode
