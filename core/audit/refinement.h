// SPDX-License-Identifier: MIT
// The assumptions that suit the source's numbers best.
#pragma once

#include "core/audit/reconstruction.h"

namespace cathode {

// Standard uncertainties that weight the two kinds of data against each other in refine(). Chosen, not
// taken from the source: about the spread that each kind has under the standard assumptions.
inline constexpr double kPhiUncertaintyPct = 0.1;          // of a printed volume fraction, vol%
inline constexpr double kCapacityPairUncertainty = 0.005;  // of ln(gravimetric / volumetric capacity)

inline constexpr int kFittedCount = 4;  // the densities and the CA content: the first four assumptions

struct FittedParameter {
  AssumptionId id;
  double lower, upper;  // bounds: the assumption's slider
  double value;
  double standardUncertainty;  // as if there were no bounds
  bool atBound;                // the data would have it beyond
};

// The assumptions that suit the data best.
struct RefinedReconstruction {
  std::array<FittedParameter, kFittedCount> parameters;
  Assumed assumed;  // the start with the fitted values put in
  double correlation[kFittedCount][kFittedCount];
  double rmsPhiPct, rmsDisagreement;
  double chiSquared;  // sum of squared residuals, each over its standard uncertainty
  // Independent residuals less free parameters. The three fractions of a composite add up to what is
  // printed whatever is assumed, so they count as two.
  int degreesOfFreedom;
  int iterations;
  bool converged;
  double conditionNumber;  // of the normal matrix in relative changes of the parameters
};

// Least squares of the three densities and the CA content to the 24 volume fractions and to
// ln(gravimetric / volumetric capacity) of the 14 entries that rmsDisagreement covers: Gauss-Newton
// steps damped after Levenberg and Marquardt. The other assumptions stay as in `start`. Standard
// uncertainties from s^2 (J^T J)^-1 with s^2 = chiSquared / degreesOfFreedom.
RefinedReconstruction refine(const Assumed& start);

}  // namespace cathode
