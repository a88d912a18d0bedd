// SPDX-License-Identifier: MIT
// Specific capacities: those that the source's energy densities imply, and what lies between and beyond them.
#pragma once

#include "core/scenario/scenario.h"
#include "core/source/interpolation.h"
#include "core/source/published.h"

namespace cathode {

// The specific capacities that one entry of Table S5 implies through its two energy densities,
// given the source's loading, layers, voltage and accounting.
struct ImpliedCapacity {
  AmContent am;
  MeasuredTemperature temperature;
  double fromVolumetricMahG;
  double fromGravimetricMahG;
  // Whether the two differ by more than kImpliedAgreement: the printed pair contradicts itself.
  bool contradictory;
  // The mean of the two; of a contradictory pair the volumetric one, with the interval to the other. The volumetric one
  // is chosen because Table S6 builds on it, not because it is known to be right.
  double usedMahG;
  Interval rangeMahG;  // from the smaller of a contradictory pair to the larger; else usedMahG alone
};

// Largest relative difference of the two implied capacities at which they count as agreeing. The
// source's own rounding and the reconstruction explain 1 %; contradictions are above 8 %.
inline constexpr double kImpliedAgreement = 0.02;

// Solved from Table S5 once, at first use.
const ImpliedCapacity& impliedCapacity(ParticleModel model, AmContent am, MeasuredTemperature temperature);

// The largest of them, mAh/g.
double largestImpliedCapacityMahG();

// How far a straight line between 75 and 85 wt% is from the capacity that Fig. S22 prints at 80 wt%, as a share of the
// line: the source's only series of three contents. Taken as the uncertainty of every interpolated capacity.
double interpolationMisfit();

// Specific capacity (mAh per g of AM) of the model: implied by Table S5 at 75 and 85 wt%, 30 and
// 60 degC, bilinear in wt% and degC between, held at the nearest of these beyond.
struct CapacityEstimate {
  double specificCapacityMahG;
  Interval rangeMahG;  // what a contradictory entry and the misfit of interpolation leave open; else the value alone
  Reach reach;
  const ImpliedCapacity* contradictory;  // an entry it rests on that contradicts itself, or null
};
CapacityEstimate capacityOf(ParticleModel model, double amWtPct, double temperatureC);

}  // namespace cathode
