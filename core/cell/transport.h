// SPDX-License-Identifier: MIT
// Effective conductivity, tortuosity factor and MacMullin number of ions and electrons.
//
// The tortuosity factor is tau2 = sigma0 phi / sigma_eff, the MacMullin number N_M =
// sigma0 / sigma_eff (Minnmann et al. 2021, doi 10.1149/1945-7111/abf8d7). sigma0 is the
// conductivity of the pure conducting phase and phi its volume fraction.
#pragma once

#include "core/cell/composition.h"

namespace cathode {

// Conductivity (mS/cm) of a pure electrolyte: exact at 30 and 60 degC (Figs. S18, S17), by the
// Arrhenius law through both elsewhere.
double electrolyteConductivityMsCm(Electrolyte electrolyte, double temperatureC, const Basis& basis = sourceBasis());

// Volume fraction at which spheres that touch at random begin to conduct (Scher & Zallen 1970).
inline constexpr double kScherZallenThreshold = 0.16;

// Share (0 to 1) of a model's SE that is in the mechanofused shells of the reference `mixed`: none in Models 1 and 2.
double shellShareOfSe(const Scenario& scenario);

// One carrier's transport through a composite. Where no path is to be expected, all but sigma0 and phi are NaN.
struct Transport {
  double sigmaEffMsCm;      // mS/cm
  double sigma0MsCm;        // of the reference the other two refer to, mS/cm
  double phi;               // of the conducting phase, fraction of the whole volume: as printed where it is
  double tortuosityFactor;  // macMullin x phi
  double macMullin;
  bool conducts;
};

// Transport in the scenario's composite.
//
// At 75 and 85 wt% and 60 degC the effective conductivities are those of Tables S1-S4. Between the two contents
// ln(sigma_eff/sigma0) is linear in wt%, phi is that of the composition (within 1 %: as printed at the two contents),
// and tau2 follows; beyond, tau2 is held at the nearer content. A composition other than the model's own (porosity,
// additive, densities) changes phi at constant tau2. Outside the measured composites no path is expected where phi is
// below kScherZallenThreshold (assumed for both carriers). Ions at other temperatures: tau2 is held constant and sigma0
// follows electrolyteConductivityMsCm; electrons: the source prints nothing of it, held constant.
// Of a person's own composite the same by its own points and conductivities (core/composite); NaN for what it lacks.
Transport transportOf(Carrier carrier, const Scenario& scenario, const Composition& composition,
                      const Basis& basis = sourceBasis());

// The tortuosity factor that Tables S1-S4 print for a model; whether it follows from the numbers
// beside it is the audit's to say.
Printed printedTortuosityFactor(Carrier carrier, AmContent am, ParticleModel model);

}  // namespace cathode
