// SPDX-License-Identifier: MIT
// Whether a number agrees with what others give for it, rounding of printed digits counted.
#pragma once

#include <string_view>

#include "core/cell/transport.h"

namespace cathode {

enum class Verdict : std::uint8_t {
  consistent,       // rounding of the printed digits explains the difference
  conditional,      // it follows for a plausible value of something that is not printed
  beyondRounding,   // it does not
  contradictory,    // nor would any measurement: more than kContradiction apart
  implausible,      // it can be computed, but no material behaves so
  notDeterminable,  // what is printed does not determine the number
};
inline constexpr int kVerdictCount = 6;
bool isQuestioned(Verdict verdict);             // the numbers do not fit: beyond rounding, contradictory, implausible
std::string_view verdictText(Verdict verdict);  // "consistent", "beyond rounding", ...
inline constexpr double kContradiction = 0.05;

// Two values of one number: what `recomputed` is relative to `printed`, and whether rounding explains it.
struct Agreement {
  double relativeDeviation;
  double roundingAllowance;
  Verdict verdict;
};
Agreement agreementOf(Quantity printed, Quantity recomputed);

// Tortuosity factor sigma0 phi / sigma_eff, phi in %.
Quantity tortuosityFactorOf(Quantity sigma0, Quantity phiPct, Quantity sigmaEff);

// Whether the printed tortuosity factor of a model follows from its table's sigma0, phi and sigma_eff.
Agreement tortuosityFactorAgreement(Carrier carrier, AmContent am, ParticleModel model);

}  // namespace cathode
