// SPDX-License-Identifier: MIT
// How the energy densities of Table S5 follow from Tables S1 to S4 and S6, and how that depends on what the source
// assumes and on what is reconstructed of it.
//
// The printed volume fractions fix the make-up of the composites but for a common scale of the three
// densities: only their ratios matter, as the porosity is what the printed fractions leave. The scale
// is fixed by Table S5, whose volumetric and gravimetric energy densities must imply one capacity.
#pragma once

#include <array>

#include "core/audit/assumptions.h"
#include "core/cell/capacity.h"
#include "core/cell/composition.h"

namespace cathode {

// One of the eight composites, with AM, SE and CA in this order.
struct ReconstructedComposite {
  ParticleModel model;
  AmContent am;
  double printedPhiPct[3];  // vol%, Tables S1 to S4
  double phiPct[3];         // vol%, from the nominal wt%, the assumed CA content and densities
  double porosityPct;       // vol%, what the printed fractions leave
  double densityGCm3;       // including void
  double thicknessUm;       // at the assumed mass on the assumed disc
};

// One of the sixteen entries of Table S5.
struct ReconstructedEntry {
  ParticleModel model;
  AmContent am;
  MeasuredTemperature temperature;
  double fromVolumetricMahG;   // capacity that the printed volumetric energy density implies, mAh per g of AM
  double fromGravimetricMahG;  // and the gravimetric one
  double disagreement;         // of the two: gravimetric / volumetric - 1
  // Both energy densities, recomputed with the mean of the two capacities; of a contradictory pair with
  // the volumetric one.
  double volumetricWhL;
  double gravimetricWhKg;
  bool contradictory;  // they differ by more than kImpliedAgreement
};

// Whether rmsDisagreement and refine() count the entry: it does not contradict itself under the standard assumptions.
bool isCounted(const ReconstructedEntry& entry);

struct Reconstruction {
  double loadingMgCm2;                               // areal mass of the composite
  std::array<ReconstructedComposite, 8> composites;  // Model 1 at 75 and 85 wt%, Model 2 ...
  std::array<ReconstructedEntry, 16> entries;        // Model 1 at 75 wt% at 30 and 60 degC, at 85 wt% ...
  double rmsPhiPct;                                  // root mean square difference of the 24 volume fractions, vol%
  // Root mean square disagreement of those entries that do not contradict themselves under the standard
  // assumptions. Always the same ones, so that it stays comparable while assumptions change.
  double rmsDisagreement;
  double meanDisagreement;  // of the same entries, with its sign
  double thicknessOfS6Um;   // of Model 4, 85 wt%, which Table S6 prints
};

// The whole chain. Under the standard assumptions its capacities are those of impliedCapacity().
// Allocates nothing.
Reconstruction reconstruct(const Assumed& assumed);

// How the differences change when one assumption grows by 1 % of its value: central difference
// between 1 % less and 1 % more.
struct Sensitivity {
  AssumptionId id;
  double disagreementPerPct;  // of rmsDisagreement; next to nothing where that is smallest
  double meanPerPct;          // of meanDisagreement
  double phiPctPerPct;        // of rmsPhiPct, vol%
};
std::array<Sensitivity, kAssumptionCount> sensitivities(const Assumed& assumed);

}  // namespace cathode
