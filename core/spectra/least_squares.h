// SPDX-License-Identifier: MIT
// Weighted complex nonlinear least squares (Levenberg 1944, Marquardt 1963): real and imaginary parts of measured
// impedances against those of a model with few parameters.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "core/base/complex.h"

namespace cathode {

inline constexpr int kMostParameters = 10;
using Parameters = std::array<double, kMostParameters>;
using ParameterMatrix = std::array<Parameters, kMostParameters>;

// The model at each point, and its slopes after each parameter, points one after the other; `slopes` is empty where
// none are wanted.
using ImpedanceModel = std::function<void(const Parameters& at, std::span<Complex> ohm, std::span<Complex> slopes)>;

struct FitRequest {
  ImpedanceModel model;
  std::span<const Complex> measured;
  int count = 0;  // of parameters
  Parameters start{}, lowest{}, highest{};
  std::span<const double> outside = {};  // series resistance at each point that is in neither, but in what was measured
  // Standard uncertainty of each part, as a share of the modulus of all that was measured.
  double relativeNoise = 1.0;
  int mostIterations = 100;
  int weightings = 3;  // how often weights are renewed
};

struct FitResult {
  Parameters values{};
  double chiSquared = 0.0;
  int iterations = 0;
  bool converged = false;
  // Inverse of the normal matrix, for that noise. Bounds are not in it: what is known of a parameter that stands at one
  // is not overstated.
  ParameterMatrix covariance{};
  std::array<bool, kMostParameters> atBound{};
  // Smallest over largest eigenvalue of the normal matrix scaled to a unit diagonal: 0 where some direction in the
  // space of the parameters changes nothing.
  double leastEigenvalue = 0.0;
  std::vector<Complex> ohm;  // the model
};

// Below it a direction is told from rounding alone.
inline constexpr double kSingular = 1e-9;

// Weights follow the modulus, first of what was measured, which would favour what noise made small, then of the model
// so found, frozen while it is fitted again.
FitResult leastSquares(const FitRequest& request);

}  // namespace cathode
