// SPDX-License-Identifier: MIT
#include "core/cell/transport.h"

#include <algorithm>
#include <limits>

#include "core/base/elementary.h"

namespace cathode {
namespace {

constexpr double kZeroCelsiusK = 273.15;

// A model's transport at the two measured wt%, 60 degC.
struct MeasuredEnds {
  double sigma0MsCm;
  double phiCorrection[2];  // printed conducting fraction relative to that of the composition
  double sigmaEffMsCm[2];
  double logRatio[2];  // ln(sigma_eff / sigma0)
};

// Volume fraction of the carrier's conducting phase.
double conductingFraction(Carrier carrier, const Composition& composition) {
  return carrier == Carrier::ion ? composition.phiSe : composition.phiAm + composition.phiCa;
}

// The composition that the model has at that wt% as long as nothing else is changed.
Composition ownComposition(ParticleModel model, double amWtPct) {
  return compositionOf({.model = model, .amWtPct = amWtPct});
}

MeasuredEnds measuredEnds(Carrier carrier, ParticleModel model) {
  MeasuredEnds ends{};
  ends.sigma0MsCm = carrier == Carrier::ion ? impedance(MeasuredTemperature::c60, referenceElectrolyte(model)).sigmaMsCm
                                            : kElectronicReferenceMsCm;
  for (int i = 0; i < 2; ++i) {
    const AmContent am = static_cast<AmContent>(i);
    double phiPct = 0.0;
    if (carrier == Carrier::ion) {
      phiPct = ionicRow(am, model).phiSePct;
      ends.sigmaEffMsCm[i] = ionicRow(am, model).sigmaEffMsCm;
    } else {
      phiPct = electronicRow(am, model).phiAmPct + electronicRow(am, model).phiCaPct;
      ends.sigmaEffMsCm[i] = electronicRow(am, model).sigmaEffMsCm;
    }
    ends.phiCorrection[i] = phiPct / 100.0 / conductingFraction(carrier, ownComposition(model, kMeasuredAmWtPct[i]));
    ends.logRatio[i] = logReproducible(ends.sigmaEffMsCm[i] / ends.sigma0MsCm);
  }
  return ends;
}

const MeasuredEnds& endsOf(Carrier carrier, ParticleModel model) {
  static const auto table = [] {
    std::array<std::array<MeasuredEnds, kModelCount>, 2> all{};
    for (const Carrier c : {Carrier::ion, Carrier::electron}) {
      for (int m = 0; m < kModelCount; ++m) {
        all[static_cast<std::size_t>(c)][m] = measuredEnds(c, static_cast<ParticleModel>(m));
      }
    }
    return all;
  }();
  return table[static_cast<std::size_t>(carrier)][static_cast<std::size_t>(model)];
}

// sigma_eff (mS/cm) as published for 60 degC: printed at the measured wt%, log-linear between.
double publishedSigmaEffMsCm(const MeasuredEnds& ends, double amWtPct) {
  for (int i = 0; i < 2; ++i) {
    if (amWtPct == kMeasuredAmWtPct[i]) return ends.sigmaEffMsCm[i];
  }
  return ends.sigma0MsCm * expReproducible(alongLine(amWtPct, kMeasuredAmWtPct, ends.logRatio[0], ends.logRatio[1]));
}

}  // namespace

double electrolyteConductivityMsCm(Electrolyte electrolyte, double temperatureC) {
  const double sigma30 = impedance(MeasuredTemperature::c30, electrolyte).sigmaMsCm;
  const double sigma60 = impedance(MeasuredTemperature::c60, electrolyte).sigmaMsCm;
  if (temperatureC == kMeasuredTemperatureC[0]) return sigma30;
  const double inverse30 = 1.0 / (kMeasuredTemperatureC[0] + kZeroCelsiusK);
  const double inverse60 = 1.0 / (kMeasuredTemperatureC[1] + kZeroCelsiusK);
  const double inverse = 1.0 / (temperatureC + kZeroCelsiusK);
  const double fraction = (inverse - inverse60) / (inverse30 - inverse60);
  return sigma60 * expReproducible(fraction * logReproducible(sigma30 / sigma60));
}

double shellShareOfSe(const Scenario& scenario) {
  if (scenario.model != ParticleModel::thinShellLarge && scenario.model != ParticleModel::thinShellSmall) return 0.0;
  const double se = 100.0 - scenario.amWtPct - scenario.caWtPct;
  return std::min(1.0, scenario.amWtPct * kCoreShellSeWtPct / (100.0 - kCoreShellSeWtPct) / se);
}

Transport transportOf(Carrier carrier, const Scenario& scenario, const Composition& composition) {
  const MeasuredEnds& ends = endsOf(carrier, scenario.model);
  const double fraction = conductingFraction(carrier, composition);
  const double nearest = std::clamp(scenario.amWtPct, kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]);
  // Exactly 1 within the measured contents unless porosity, additive or densities were changed.
  const double relative = fraction / conductingFraction(carrier, ownComposition(scenario.model, nearest));

  Transport transport{};
  transport.phi = fraction * alongLine(nearest, kMeasuredAmWtPct, ends.phiCorrection[0], ends.phiCorrection[1]);
  transport.sigma0MsCm = ends.sigma0MsCm;
  transport.sigmaEffMsCm = publishedSigmaEffMsCm(ends, nearest) * relative;
  if (carrier == Carrier::ion) {
    const double sigma0 = electrolyteConductivityMsCm(referenceElectrolyte(scenario.model), scenario.temperatureC);
    transport.sigmaEffMsCm *= sigma0 / ends.sigma0MsCm;
    transport.sigma0MsCm = sigma0;
    if (scenario.seReference == SeReference::pristine) {
      transport.sigma0MsCm = electrolyteConductivityMsCm(Electrolyte::pristine, scenario.temperatureC);
    } else if (const double shell = shellShareOfSe(scenario);
               scenario.seReference == SeReference::mixed && shell > 0.0) {
      transport.sigma0MsCm = shell * electrolyteConductivityMsCm(Electrolyte::mechanofused, scenario.temperatureC) +
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
