// SPDX-License-Identifier: MIT
// Specific capacities: those that the source's energy densities imply, and what lies between and beyond them.
#pragma once

#include "core/cell/basis.h"
#include "core/scenario/scenario.h"

namespace cathode {

// Of the source's numbers as printed.
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
CapacityEstimate capacityOf(ParticleModel model, double amWtPct, double temperatureC,
                            const Basis& basis = sourceBasis());

// The same of the scenario's model, or of a person's own composite: linear between its measured points, held beyond;
// NaN where none gives a capacity.
CapacityEstimate capacityOf(const Scenario& scenario, const Basis& basis = sourceBasis());

// What NCM811 can hold in theory, mAh/g, and a little: an input may be as much. And what the scenario's AM can: of a
// person's own nothing is known.
inline constexpr double kMostCapacityMahG = kTheoreticalCapacityMahG * (1.0 + 1e-6);
double mostCapacityMahG(const Scenario& scenario);

// The current of 1C, mA per g of AM: the source's, or of the composite, if that tells it.
double oneCMaG(const Scenario& scenario);

}  // namespace cathode
