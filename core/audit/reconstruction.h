// How the energy densities of Table S5 follow from Tables S1 to S4 and S6, and how that depends on what the source
// assumes and on what is reconstructed of it.
//
// The printed volume fractions fix the make-up of the composites but for a common scale of the three
// densities: only their ratios matter, as the porosity is what the printed fractions leave. The scale
// is fixed by Table S5, whose volumetric and gravimetric energy densities must imply one capacity.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "core/cell/capacity.h"
#include "core/cell/composition.h"

namespace cathode {

// What the source assumes, or what is reconstructed of it.
enum class AssumptionId : std::uint8_t {
  amDensityGCm3,
  seDensityGCm3,
  caDensityGCm3,
  caWtPct,
  compositeMg,
  discDiameterMm,
  nominalVoltageV,
  separatorUm,
  anodeUm,
  separatorMg,
  anodeMg,
};
inline constexpr int kAssumptionCount = 11;

struct Assumption {
  AssumptionId id;
  std::string_view key, label, unit;
  double min, max, step;   // what a slider spans; refine() stays within it
  double standard;         // what the program calculates with
  std::string_view basis;  // where the standard comes from
};

// All assumptions, in the order of AssumptionId.
std::span<const Assumption> assumptions();

// A value for each assumption, in its unit, in the order of AssumptionId. All above zero, and with a
// content of additive that leaves some electrolyte beside 85 wt% of active material.
using Assumed = std::array<double, kAssumptionCount>;
Assumed standardAssumptions();

// Sets the assumption of that key, within its range; otherwise why not: the message names the
// assumption, the value and the allowed range.
std::expected<void, std::string> putAssumption(Assumed& assumed, std::string_view key, double value);

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
