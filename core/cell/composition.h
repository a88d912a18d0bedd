// SPDX-License-Identifier: MIT
// From mass fractions to volume fractions, density, thickness and loading.
#pragma once

#include "core/base/printed.h"
#include "core/cell/basis.h"
#include "core/scenario/parameters.h"

namespace cathode {

// A composite cathode's make-up. Mass fractions are of the composite, volume fractions of the
// whole volume including void; both as fractions of 1.
struct Composition {
  double massAm, massSe, massCa;
  double phiAm, phiSe, phiCa;
  double porosity;
  double densityGCm3;  // of the composite, including void
};

// Void fraction (0 to 1) of the model's cathodes: what the volume fractions of Tables S1 + S2 and
// S3 + S4 leave, linear in wt% between and beyond them.
double modelPorosity(ParticleModel model, double amWtPct, const Basis& basis = sourceBasis());

// Void fraction of the scenario's composite as its model or its own points have it; NaN where these give none.
double ownPorosity(const Scenario& scenario, const Basis& basis = sourceBasis());

// The first of porosity, additive and densities that differs from the composites that were measured, the source's or a
// person's own, if any.
std::optional<ParameterId> changedComposition(const Scenario& scenario);

// What a share of VGCF in NCM + VGCF would be in the other unit: `pct` read as vol% in wt%, and read as wt% in vol%.
struct MixtureReadings {
  double wtPctIfVolume, volPctIfMass;
};
MixtureReadings mixtureReadings(double pct);

// phi_i = (1 - porosity) (w_i / rho_i) / sum_j (w_j / rho_j), and the density that follows.
Composition compositionOf(const Scenario& scenario, const Basis& basis = sourceBasis());

// Volume fraction of the carrier's conducting phase.
double conductingFraction(Carrier carrier, const Composition& composition);

// Areal composite mass (mg/cm2) of a cathode of that thickness, and the thickness (um) of one of
// that loading: m = L rho.
double loadingMgCm2(double thicknessUm, double densityGCm3);
double thicknessUm(double loadingMgCm2, double densityGCm3);

// Loading (mg/cm2) of the cells whose capacity was measured: the source's, or of a person's own composite, if that
// tells it.
double measuredLoadingMgCm2(const Scenario& scenario, const Basis& basis = sourceBasis());

// How much of it a scenario's cathode is: its input, or the loading of the cells that were measured.
struct CathodeSize {
  double thicknessUm;
  double loadingMgCm2;
  bool isSources;  // the loading is that of the cells that were measured, within kSameLoading
};
CathodeSize cathodeSizeOf(const Scenario& scenario, const Composition& composition, const Basis& basis = sourceBasis());

// Up to this relative difference a loading is the source's own: its 93 um and 30.6 mg/cm2 are rounded.
inline constexpr double kSameLoading = 0.01;

// Thicknesses (um) that this composition has at the loading of the cells that were measured, within kSameLoading.
Interval sourceThicknessUm(const Scenario& scenario, const Composition& composition);

}  // namespace cathode
