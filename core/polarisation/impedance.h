// SPDX-License-Identifier: MIT
// Impedance of a composite electrode: the transmission line of an ionic and an electronic rail with the impedance of
// their interface in place of a resistance.
//
// A model that nothing in the source validates: neither spectra of electrodes, nor what they need of the interface, are
// printed there.
#pragma once

#include <cstdint>

#include "core/base/complex.h"
#include "core/polarisation/electrode.h"

namespace cathode {

// What the interface of particles and electrolyte has beside the electrode's charge transfer: a double layer parallel
// to it, and in series with it the diffusion in spheres whose open-circuit voltage falls with what they hold.
struct InterfaceResponse {
  double doubleLayerFCm2 = 0.0;  // of interface
  double diffusionTimeS = 0.0;   // r^2/D of the particles
  double slopeV = 0.0;      // by which the open-circuit voltage falls over chargeCCm3; 0: flat, no diffusion is seen
  double chargeCCm3 = 1.0;  // per volume of the electrode
};

// Admittance (S/cm2) of the interface at an angular frequency (1/s, > 0):
//   i w C_dl + 1/(R_ct + a z),  z = slope/charge (tau/3) / (psi coth psi - 1),  psi = sqrt(i w tau),  tau = r^2/D,
// z (ohm cm3) being of the electrode's volume, so that it does not depend on how much of the particles' surface takes
// part. Of the charge transfer and the slope one at least is not 0. For slow changes z -> slope/charge (1/(i w) +
// tau/15): a capacitance and the lag of the surface.
Complex interfaceAdmittanceSCm2(const Electrode& electrode, const InterfaceResponse& response, double angularFrequency);

// Impedance (ohm cm2) between the separator, where ions enter, and the collector, where electrons do, for an interface
// of that admittance (S/cm2, not 0): the electrode's resistance at the start with R_ct -> 1/Y.
Complex electrodeImpedanceOhmCm2(const Electrode& electrode, Complex interfaceAdmittance);

// Impedance (ohm cm2) of a symmetric cell whose two ends let only one carrier pass: L/(kappa + sigma)
// [1 + 2 (kappa/sigma) tanh(nu/2)/nu] where ions are blocked, the same with kappa and sigma exchanged where electrons
// are. Which carrier is blocked is told, not found: kappa and sigma exchanged give the same spectrum.
enum class Blocked : std::uint8_t { ions, electrons };
Complex symmetricImpedanceOhmCm2(const Electrode& electrode, Blocked blocked, Complex interfaceAdmittance);

// What the spectrum of an electrode shows, on its real axis (ohm cm2).
struct ImpedanceMarks {
  double fast;     // L/(kappa + sigma): both rails in parallel, the double layer a short circuit
  double start;    // before the particles' surfaces have changed
  double uniform;  // once the slope has made the reaction uniform, without lag
  double lag;      // slope/charge tau/15 / L: what diffusion adds to it
  // Re Z for frequency -> 0: `uniform` + `lag`, their interface's part times the square of the share that the particles
  // have of all capacitance. Where the open-circuit voltage is flat, the start.
  double slow;
};
ImpedanceMarks impedanceMarks(const Electrode& electrode, const InterfaceResponse& response);

}  // namespace cathode
