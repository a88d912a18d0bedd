// SPDX-License-Identifier: MIT
#include "core/audit/refinement.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"

namespace cathode {
namespace {

constexpr int kPhases = 3;

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
    const bool counted = isCounted(entry);
    residuals.values[next++] = counted ? logReproducible(1.0 + entry.disagreement) / kCapacityPairUncertainty : 0.0;
    residuals.independent += counted;
  }
  return residuals;
}

// Parameters are fitted as multiples of their standard values, so that their steps compare.
double valueOf(double multiple, int parameter) { return multiple * assumptions()[parameter].standard; }

Assumed withParameters(Assumed assumed, const Vector& multiples) {
  for (int i = 0; i < kFittedCount; ++i) assumed[i] = valueOf(multiples[i], i);
  return assumed;
}

Vector withinBounds(Vector multiples) {
  for (int i = 0; i < kFittedCount; ++i) {
    const Assumption& row = assumptions()[i];
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
    const Assumption& row = assumptions()[i];
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

RefinedReconstruction refine(const Assumed& start) {
  constexpr int kMostIterations = 100;
  constexpr double kSmallStep = 1e-9;    // relative change of a parameter that no longer matters
  constexpr double kUnseenStep = 1e-6;   // one whose gain is lost in the rounding of the sum of squares
  constexpr double kMostDamping = 1e12;  // beyond it a step changes nothing
  Vector multiples;
  for (int i = 0; i < kFittedCount; ++i) multiples[i] = start[i] / assumptions()[i].standard;
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
    const Assumption& row = assumptions()[i];
    result.parameters[i] = {row.id, row.min, row.max, result.assumed[i], valueOf(uncertainty[i], i), held[i]};
    for (int j = 0; j < kFittedCount; ++j)
      result.correlation[i][j] = covariance(i, j) / (uncertainty[i] * uncertainty[j]);
  }
  return result;
}

}  // namespace cathode
