#include "core/audit/reconstruction.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/elementary.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/composition.h"
#include "core/cell/energy.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

constexpr double discAreaCm2(double diameterMm) {
  return 0.25 * std::numbers::pi * (diameterMm / 10.0) * (diameterMm / 10.0);
}

static_assert(discAreaCm2(kDiscDiameterMm) == kDiscAreaCm2);

constexpr std::string_view kFromFractions = "reconstructed from the volume fractions of Tables S1–S4";
constexpr std::string_view kFootnote = "assumed by the source, footnote of Table S5";

using enum AssumptionId;

constexpr std::array<Assumption, kAssumptionCount> kAssumptions{{
    {amDensityGCm3, "amDensityGCm3", "AM density", "g/cm³", 4.5, 5.1, 0.01, kSourceAmDensityGCm3,
     "reconstructed from the volume fractions of Tables S1–S4, its scale from Table S5"},
    {seDensityGCm3, "seDensityGCm3", "SE density", "g/cm³", 1.5, 2.0, 0.01, kSourceSeDensityGCm3, kFromFractions},
    {caDensityGCm3, "caDensityGCm3", "CA density", "g/cm³", 1.6, 2.3, 0.01, kSourceCaDensityGCm3, kFromFractions},
    {caWtPct, "caWtPct", "Conductive additive", "wt%", 1.0, 5.0, 0.01, kSourceCaWtPct, kFromFractions},
    {compositeMg, "compositeMg", "Composite mass", "mg", 20.0, 28.0, 0.1, kDiscCompositeMg,
     "reconstructed: Table S6 prints 30.6 mg/cm² for Model 4, which is 24 mg on a disc of 10 mm"},
    {discDiameterMm, "discDiameterMm", "Disc diameter", "mm", 9.0, 11.0, 0.05, kDiscDiameterMm,
     "reconstructed from Table S5, which gives masses, and Table S6, which gives a loading"},
    {nominalVoltageV, "nominalVoltageV", "Nominal voltage", "V", 3.4, 4.0, 0.01, kSourceVoltageV,
     "reconstructed from the energy densities of Table S6"},
    {separatorUm, "separatorUm", "Separator thickness", "µm", 10.0, 60.0, 1.0, kPaperSeparatorUm, kFootnote},
    {anodeUm, "anodeUm", "Anode thickness", "µm", 10.0, 60.0, 1.0, kPaperAnodeUm, kFootnote},
    {separatorMg, "separatorMg", "Separator mass", "mg", 2.0, 8.0, 0.1, kPaperSeparatorMg, kFootnote},
    {anodeMg, "anodeMg", "Anode mass", "mg", 1.0, 20.0, 0.1, kPaperAnodeMg, kFootnote},
}};

static_assert(rowsFollowIds(kAssumptions));

Scenario scenarioOf(const Assumed& assumed, ParticleModel model, AmContent am) {
  Scenario scenario;
  scenario.model = model;
  scenario.amWtPct = kMeasuredAmWtPct[at(am)];
  scenario.caWtPct = assumed[at(caWtPct)];
  scenario.amDensityGCm3 = assumed[at(amDensityGCm3)];
  scenario.seDensityGCm3 = assumed[at(seDensityGCm3)];
  scenario.caDensityGCm3 = assumed[at(caDensityGCm3)];
  return scenario;
}

ReconstructedComposite compositeOf(const Composition& composition, ParticleModel model, AmContent am, double loading) {
  const ElectronicRow& electronic = electronicRow(am, model);
  return {
      .model = model,
      .am = am,
      .printedPhiPct = {electronic.phiAmPct, ionicRow(am, model).phiSePct, electronic.phiCaPct},
      .phiPct = {100.0 * composition.phiAm, 100.0 * composition.phiSe, 100.0 * composition.phiCa},
      .porosityPct = 100.0 * composition.porosity,
      .densityGCm3 = composition.densityGCm3,
      .thicknessUm = thicknessUm(loading, composition.densityGCm3),
  };
}

// The cell as the source counts it, but with layers that are assumed one by one.
Stack stackOf(const Assumed& assumed, double cathodeThicknessUm, double loading) {
  const double area = discAreaCm2(assumed[at(discDiameterMm)]);
  Stack stack;
  stack.layers[0] = {LayerKind::anode, assumed[at(anodeUm)], assumed[at(anodeMg)] / area};
  stack.layers[1] = {LayerKind::separator, assumed[at(separatorUm)], assumed[at(separatorMg)] / area};
  stack.layers[2] = {LayerKind::cathode, cathodeThicknessUm, loading};
  stack.layerCount = 3;
  return stack;
}

// `unitEnergy` is the areal energy (mWh/cm2) of 1 mAh/g.
ReconstructedEntry entryOf(ParticleModel model, AmContent am, MeasuredTemperature temperature, const Stack& stack,
                           double unitEnergy) {
  const EnergyEntry& printed = energyEntry(model, am, temperature);
  const double unitVolumetric = volumetricEnergyDensityWhL(unitEnergy, stack);
  const double unitGravimetric = gravimetricEnergyDensityWhKg(unitEnergy, stack);
  ReconstructedEntry entry{};
  entry.model = model;
  entry.am = am;
  entry.temperature = temperature;
  entry.fromVolumetricMahG = printed.volumetricWhL / unitVolumetric;
  entry.fromGravimetricMahG = printed.gravimetricWhKg / unitGravimetric;
  entry.disagreement = entry.fromGravimetricMahG / entry.fromVolumetricMahG - 1.0;
  const double mean = 0.5 * (entry.fromVolumetricMahG + entry.fromGravimetricMahG);
  entry.contradictory = std::abs(entry.fromVolumetricMahG - entry.fromGravimetricMahG) > kImpliedAgreement * mean;
  const double used = entry.contradictory ? entry.fromVolumetricMahG : mean;
  entry.volumetricWhL = used * unitVolumetric;
  entry.gravimetricWhKg = used * unitGravimetric;
  return entry;
}

// Whether rmsDisagreement and refine() count the entry.
bool counts(const ReconstructedEntry& entry) {
  return !impliedCapacity(entry.model, entry.am, entry.temperature).contradictory;
}

constexpr int kPhases = 3;

double rmsPhiPct(std::span<const ReconstructedComposite> composites) {
  double sum = 0.0;
  for (const ReconstructedComposite& composite : composites) {
    for (int i = 0; i < kPhases; ++i) {
      const double difference = composite.phiPct[i] - composite.printedPhiPct[i];
      sum += difference * difference;
    }
  }
  return std::sqrt(sum / static_cast<double>(kPhases * composites.size()));
}

double meanDisagreement(std::span<const ReconstructedEntry> entries) {
  double sum = 0.0;
  int count = 0;
  for (const ReconstructedEntry& entry : entries) {
    if (!counts(entry)) continue;
    sum += entry.disagreement;
    ++count;
  }
  return sum / count;
}

double rmsDisagreement(std::span<const ReconstructedEntry> entries) {
  double sum = 0.0;
  int count = 0;
  for (const ReconstructedEntry& entry : entries) {
    if (!counts(entry)) continue;
    sum += entry.disagreement * entry.disagreement;
    ++count;
  }
  return std::sqrt(sum / count);
}

using Vector = Eigen::Matrix<double, kFittedCount, 1>;
using Matrix = Eigen::Matrix<double, kFittedCount, kFittedCount>;
// Rotations alone, with nothing but fixed sizes: of Eigen's decompositions the one that adds least code.
using Decomposition = Eigen::JacobiSVD<Matrix, Eigen::NoQRPreconditioner>;
constexpr unsigned kBothSides = Eigen::ComputeFullU | Eigen::ComputeFullV;

// Differences over standard uncertainties. Those of entries that do not count are 0.
struct Residuals {
  static constexpr int kCount = 24 + 16;
  std::array<double, kCount> values{};
  int independent = 0;

  double sumOfSquares() const {
    double sum = 0.0;
    for (const double value : values) sum += value * value;
    return sum;
  }
};

Residuals residualsOf(const Assumed& assumed) {
  const Reconstruction reconstruction = reconstruct(assumed);
  Residuals residuals;
  int next = 0;
  for (const ReconstructedComposite& composite : reconstruction.composites) {
    for (int i = 0; i < kPhases; ++i) {
      residuals.values[next++] = (composite.phiPct[i] - composite.printedPhiPct[i]) / kPhiUncertaintyPct;
    }
    residuals.independent += kPhases - 1;  // their sum is the printed one
  }
  for (const ReconstructedEntry& entry : reconstruction.entries) {
    const bool counted = counts(entry);
    residuals.values[next++] = counted ? logReproducible(1.0 + entry.disagreement) / kCapacityPairUncertainty : 0.0;
    residuals.independent += counted;
  }
  return residuals;
}

// Parameters are fitted as multiples of their standard values, so that their steps compare.
double valueOf(double multiple, int parameter) { return multiple * kAssumptions[parameter].standard; }

Assumed withParameters(Assumed assumed, const Vector& multiples) {
  for (int i = 0; i < kFittedCount; ++i) assumed[i] = valueOf(multiples[i], i);
  return assumed;
}

Vector withinBounds(Vector multiples) {
  for (int i = 0; i < kFittedCount; ++i) {
    const Assumption& row = kAssumptions[i];
    multiples[i] = std::clamp(multiples[i], row.min / row.standard, row.max / row.standard);
  }
  return multiples;
}

struct NormalEquations {
  Matrix normal = Matrix::Zero();    // J^T J
  Vector gradient = Vector::Zero();  // J^T r
};

NormalEquations normalEquationsAt(const Assumed& assumed, const Vector& multiples) {
  constexpr double kStep = 1e-5;
  const Residuals residuals = residualsOf(withParameters(assumed, multiples));
  std::array<Residuals, kFittedCount> more, less;
  for (int i = 0; i < kFittedCount; ++i) {
    const Vector step = kStep * Vector::Unit(i);
    more[i] = residualsOf(withParameters(assumed, multiples + step));
    less[i] = residualsOf(withParameters(assumed, multiples - step));
  }
  NormalEquations equations;
  for (int row = 0; row < Residuals::kCount; ++row) {
    Vector slopes;
    for (int i = 0; i < kFittedCount; ++i) slopes[i] = (more[i].values[row] - less[i].values[row]) / (2.0 * kStep);
    equations.normal += slopes * slopes.transpose();
    equations.gradient += slopes * residuals.values[row];
  }
  return equations;
}

using Held = std::array<bool, kFittedCount>;

// The parameters that stand at a bound which a descent would cross.
Held heldAtBounds(const Vector& multiples, const Vector& gradient) {
  Held held{};
  for (int i = 0; i < kFittedCount; ++i) {
    const Assumption& row = kAssumptions[i];
    held[i] = (multiples[i] <= row.min / row.standard && gradient[i] > 0.0) ||
              (multiples[i] >= row.max / row.standard && gradient[i] < 0.0);
  }
  return held;
}

// The damped step of the parameters that are not held.
Vector stepOf(NormalEquations equations, const Held& held, double damping) {
  equations.normal.diagonal() *= 1.0 + damping;
  for (int i = 0; i < kFittedCount; ++i) {
    if (!held[i]) continue;
    equations.normal.row(i).setZero();
    equations.normal.col(i).setZero();
    equations.normal(i, i) = 1.0;
    equations.gradient[i] = 0.0;
  }
  return -Decomposition(equations.normal, kBothSides).solve(equations.gradient);
}

}  // namespace

std::span<const Assumption> assumptions() { return kAssumptions; }

Assumed standardAssumptions() {
  Assumed assumed{};
  for (const Assumption& row : kAssumptions) assumed[at(row.id)] = row.standard;
  return assumed;
}

std::expected<void, std::string> putAssumption(Assumed& assumed, std::string_view key, double value) {
  for (const Assumption& row : kAssumptions) {
    if (row.key != key) continue;
    if (auto checked = checkRange(row, value); !checked) return checked;
    assumed[at(row.id)] = value;
    return {};
  }
  return std::unexpected("Unknown assumption \"" + quotable(key) + "\". Known assumptions: " + keysOf(kAssumptions) +
                         ".");
}

Reconstruction reconstruct(const Assumed& assumed) {
  Reconstruction result{};
  result.loadingMgCm2 = assumed[at(compositeMg)] / discAreaCm2(assumed[at(discDiameterMm)]);
  int nextComposite = 0;
  int nextEntry = 0;
  for (int m = 0; m < kModelCount; ++m) {
    const auto model = static_cast<ParticleModel>(m);
    for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
      const Composition composition = compositionOf(scenarioOf(assumed, model, am));
      const ReconstructedComposite composite = compositeOf(composition, model, am, result.loadingMgCm2);
      result.composites[nextComposite++] = composite;
      const Stack stack = stackOf(assumed, composite.thicknessUm, result.loadingMgCm2);
      const double unitEnergy =
          arealCapacityMahCm2(1.0, composition.massAm, result.loadingMgCm2) * assumed[at(nominalVoltageV)];
      for (const MeasuredTemperature temperature : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
        result.entries[nextEntry++] = entryOf(model, am, temperature, stack, unitEnergy);
      }
      if (model == ParticleModel::thinShellSmall && am == AmContent::wt85)
        result.thicknessOfS6Um = composite.thicknessUm;
    }
  }
  result.rmsPhiPct = rmsPhiPct(result.composites);
  result.rmsDisagreement = rmsDisagreement(result.entries);
  result.meanDisagreement = meanDisagreement(result.entries);
  return result;
}

std::array<Sensitivity, kAssumptionCount> sensitivities(const Assumed& assumed) {
  std::array<Sensitivity, kAssumptionCount> all{};
  for (int i = 0; i < kAssumptionCount; ++i) {
    Assumed more = assumed, less = assumed;
    more[i] *= 1.01;
    less[i] *= 0.99;
    const Reconstruction above = reconstruct(more), below = reconstruct(less);
    all[i] = {kAssumptions[i].id, 0.5 * (above.rmsDisagreement - below.rmsDisagreement),
              0.5 * (above.meanDisagreement - below.meanDisagreement), 0.5 * (above.rmsPhiPct - below.rmsPhiPct)};
  }
  return all;
}

RefinedReconstruction refine(const Assumed& start) {
  constexpr int kMostIterations = 100;
  constexpr double kSmallStep = 1e-9;    // relative change of a parameter that no longer matters
  constexpr double kUnseenStep = 1e-6;   // one whose gain is lost in the rounding of the sum of squares
  constexpr double kMostDamping = 1e12;  // beyond it a step changes nothing
  Vector multiples;
  for (int i = 0; i < kFittedCount; ++i) multiples[i] = start[i] / kAssumptions[i].standard;
  multiples = withinBounds(multiples);
  const auto sumOfSquaresAt = [&](const Vector& at) { return residualsOf(withParameters(start, at)).sumOfSquares(); };
  double damping = 1e-3;

  RefinedReconstruction result{};
  NormalEquations equations;
  Held held{};
  while (true) {
    equations = normalEquationsAt(start, multiples);
    held = heldAtBounds(multiples, equations.gradient);
    const Vector undamped = withinBounds(multiples + stepOf(equations, held, 0.0));
    const double size = (undamped - multiples).cwiseAbs().maxCoeff();
    result.converged = size < kSmallStep;
    if (result.converged || result.iterations == kMostIterations) break;
    ++result.iterations;
    if (size < kUnseenStep) {
      multiples = undamped;
      continue;
    }
    const double sumOfSquares = sumOfSquaresAt(multiples);
    Vector candidate = withinBounds(multiples + stepOf(equations, held, damping));
    while (sumOfSquaresAt(candidate) >= sumOfSquares && damping < kMostDamping) {
      damping *= 10.0;
      candidate = withinBounds(multiples + stepOf(equations, held, damping));
    }
    if (damping >= kMostDamping) break;
    multiples = candidate;
    damping *= 0.1;
  }

  result.assumed = withParameters(start, multiples);
  const Reconstruction best = reconstruct(result.assumed);
  result.rmsPhiPct = best.rmsPhiPct;
  result.rmsDisagreement = best.rmsDisagreement;
  const Residuals residuals = residualsOf(result.assumed);
  result.chiSquared = residuals.sumOfSquares();
  result.degreesOfFreedom = residuals.independent;
  for (const bool atBound : held) result.degreesOfFreedom -= !atBound;
  const Decomposition normal(equations.normal, kBothSides);
  result.conditionNumber = normal.singularValues()[0] / normal.singularValues()[kFittedCount - 1];
  const Matrix covariance = normal.solve(Matrix::Identity()) * (result.chiSquared / result.degreesOfFreedom);
  const Vector uncertainty = covariance.diagonal().cwiseSqrt();
  for (int i = 0; i < kFittedCount; ++i) {
    const Assumption& row = kAssumptions[i];
    result.parameters[i] = {row.id, row.min, row.max, result.assumed[i], valueOf(uncertainty[i], i), held[i]};
    for (int j = 0; j < kFittedCount; ++j)
      result.correlation[i][j] = covariance(i, j) / (uncertainty[i] * uncertainty[j]);
  }
  return result;
}

}  // namespace cathode
