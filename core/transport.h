// Effective conductivity, tortuosity factor and MacMullin number of ions and electrons.
//
// The tortuosity factor is tau2 = sigma0 phi / sigma_eff, the MacMullin number N_M =
// sigma0 / sigma_eff (Minnmann et al. 2021, doi 10.1149/1945-7111/abf8d7). sigma0 is the
// conductivity of the pure conducting phase and phi its volume fraction.
#pragma once

#include "core/composition.h"
#include "core/measured.h"

namespace cathode {

enum class Carrier : std::uint8_t { ion, electron };

// Conductivity (mS/cm) of a pure electrolyte: exact at 30 and 60 degC (Figs. S18, S17), by the
// Arrhenius law through both elsewhere.
double electrolyteConductivityMsCm(Electrolyte electrolyte, double temperatureC);

// One carrier's transport through a composite.
struct Transport {
  double sigmaEffMsCm;       // mS/cm
  double sigma0MsCm;         // of the reference the other two refer to, mS/cm
  double tortuosityFactor;
  double macMullin;
};

// Transport in the scenario's composite.
//
// At 75 and 85 wt% and 60 degC the effective conductivities are those of Tables S1-S4. Between and
// beyond the two contents ln(sigma_eff/sigma0) is linear in wt%, phi is that of the composition
// (within 1 %: as printed at the two contents), and tau2 follows. Ions at other temperatures: tau2 is held constant and sigma0 follows
// electrolyteConductivityMsCm; electrons: the source prints nothing of it, held constant. A composition other
// than the model's own (porosity, additive, densities) changes phi at constant tau2.
Transport transportOf(Carrier carrier, const Scenario& scenario, const Composition& composition);

// The tortuosity factor that Tables S1-S4 print for a model; whether it follows from the numbers
// beside it is the audit's to say.
Printed printedTortuosityFactor(Carrier carrier, AmContent am, ParticleModel model);

}  // namespace cathode
