// SPDX-License-Identifier: MIT
// What a calculation rests on beside its scenario: the numbers that the source prints, what is reconstructed of its
// cells, and what follows from both once and for all scenarios.
//
// sourceBasis() has the numbers as they are printed. Others are made by changing them and deriving again, so that what
// they leave open is carried through the one calculation there is.
#pragma once

#include "core/source/interpolation.h"
#include "core/source/published.h"

namespace cathode {

enum class Carrier : std::uint8_t { ion, electron };
inline constexpr int kCarrierCount = 2;

// Indices as in SourceTables: [75, 85 wt%], [30, 60 degC].
struct SourceNumbers {
  double phiAmPct[2][kModelCount], phiSePct[2][kModelCount], phiCaPct[2][kModelCount];  // vol%, Tables S1 to S4
  double sigmaEffMsCm[kCarrierCount][2][kModelCount];                                   // Tables S1 to S4
  double electrolyteMsCm[2][kElectrolyteCount];                                         // Figs. S18 and S17
  double mixtureMsCm;                                                                   // NCM + VGCF
  double volumetricWhL[kModelCount][2][2], gravimetricWhKg[kModelCount][2][2];          // Table S5
  // Reconstructed. A scenario that has the source's own takes these.
  double amDensityGCm3, seDensityGCm3, caDensityGCm3;
  double caWtPct;
  double loadingMgCm2;
  // What capacities are off: factors, 1 as they are implied and as a straight line between them gives them.
  double impliedFactor[kModelCount][2][2];
  double lineFactor[kModelCount];
  // Which reading of a contradictory entry is used: 0 that of its volumetric energy density, 1 of the gravimetric one.
  double reading[kModelCount][2][2];
};

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

// A model's transport at the two measured wt%, 60 degC.
struct MeasuredEnds {
  double sigma0MsCm;
  double phiCorrection[2];  // printed conducting fraction relative to that of the composition
  double sigmaEffMsCm[2];
  double logRatio[2];  // ln(sigma_eff / sigma0)
};

struct Basis {
  SourceNumbers numbers;
  double porosity[kModelCount][2];  // 0 to 1: what the printed fractions leave
  ImpliedCapacity implied[kModelCount][2][2];
  MeasuredEnds ends[kCarrierCount][kModelCount];
};

// Everything as printed and reconstructed; derived once, at first use.
const Basis& sourceBasis();

// Puts in what follows from the numbers for one model.
void derive(Basis& basis, ParticleModel model);

}  // namespace cathode
