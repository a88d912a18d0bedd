// SPDX-License-Identifier: MIT
// Theories of the effective conductivity of a composite, drawn beside the measured data.
//
// All give sigma_eff / sigma0; the tortuosity factor that follows is tau2 = phi sigma0 / sigma_eff.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/cell/transport.h"
#include "core/source/citation.h"

namespace cathode {

enum class TheoryId : std::uint8_t { bruggeman, parallel, hashinShtrikman, percolation, gem, coreShell };
inline constexpr int kTheoryCount = 6;

// In the texts "_" starts a subscript that ends at the next space.
struct Theory {
  TheoryId id;
  std::string_view key;
  std::string_view label;
  std::string_view formula;
  std::string_view assumption;  // on the geometry and on the other phases
  std::string_view source;
  CitationId citation;
};

// All theories, in the order of TheoryId.
std::span<const Theory> theories();

// What a theory needs to know about a composite: fractions of the whole volume, which add up to 1.
struct TheoryPoint {
  double phi;       // of the conducting phase
  double phiOther;  // of the other solids
  double porosity;
};

// Exponent of conductivity above a percolation threshold in three dimensions, near 2. GEM takes it on
// both sides of the threshold.
inline constexpr int kConductivityExponent = 2;

// Conductivity of GEM's low-conductivity phase relative to sigma0. Assumed: low enough to leave the
// measured range alone, above zero so that the curve passes through the threshold.
inline constexpr double kGemLowConductivity = 1e-6;

// sigma_eff / sigma0, for phi above 0. Nothing where the theory gives none: at and below the threshold
// of percolation, and for electrons in cores whose shells insulate. `phiC`, between 0 and 1, is GEM's
// threshold; the other theories ignore it.
std::optional<double> relativeConductivity(TheoryId id, Carrier carrier, const TheoryPoint& point, double phiC);

// A measurement to compare with: as printed in Tables S1 to S4.
struct MeasuredConductivity {
  double phi;       // of the carrier's conducting phase, fraction of the whole volume
  double relative;  // sigma_eff / sigma0, both as the table gives them
};
MeasuredConductivity measuredConductivity(Carrier carrier, AmContent am, ParticleModel model);

// The threshold with which GEM comes closest to a model's two measurements: least squares in
// ln(sigma_eff / sigma0), between kGemLowestThreshold and the smaller of the two measured phi. One
// parameter to two points: a description, not a test of the theory.
struct GemFit {
  double phiC;
  double rmsLogDeviation;  // root mean square of ln(GEM / measured)
};
inline constexpr double kGemLowestThreshold = 0.01;

// Fitted once, at first use.
const GemFit& gemFit(Carrier carrier, ParticleModel model);

// Exponent alpha with which sigma_eff = sigma0 phi^alpha meets one measurement:
// ln(sigma_eff / sigma0) / ln(phi).
double fittedExponent(Carrier carrier, AmContent am, ParticleModel model);

}  // namespace cathode
