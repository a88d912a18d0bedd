// SPDX-License-Identifier: MIT
#include "core/spectra/least_squares.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace cathode {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, kMostParameters, kMostParameters>;
using Vector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMostParameters, 1>;

class Descent {
 public:
  explicit Descent(const FitRequest& request)
      : request_(request),
        points_(request.measured.size()),
        slopes_(points_ * static_cast<std::size_t>(request.count)),
        weights_(points_) {
    result_.ohm.resize(points_);
    tried_.resize(points_);
  }

  FitResult run() {
    result_.values = clamped(request_.start);
    for (std::size_t i = 0; i < points_; ++i) weights_[i] = weightOf(request_.measured[i], i);
    for (int round = 0; round < request_.weightings; ++round) {
      if (round > 0) {
        for (std::size_t i = 0; i < points_; ++i) weights_[i] = weightOf(result_.ohm[i], i);
      }
      descend();
    }
    finish();
    return std::move(result_);
  }

 private:
  double weightOf(Complex ohm, std::size_t i) const {
    if (!request_.outside.empty()) ohm.re += request_.outside[i];
    return 1.0 / (request_.relativeNoise * std::max(absolute(ohm), 1e-300));
  }

  Parameters clamped(Parameters values) const {
    for (int i = 0; i < request_.count; ++i) values[i] = std::clamp(values[i], request_.lowest[i], request_.highest[i]);
    return values;
  }

  double chiSquaredOf(std::span<const Complex> ohm) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < points_; ++i) {
      const Complex rest = weights_[i] * (ohm[i] - request_.measured[i]);
      sum += rest.re * rest.re + rest.im * rest.im;
    }
    return sum;
  }

  // The normal matrix scaled to a unit diagonal; while descending without the parameters that would go over a bound.
  void linearize(bool isDescending) {
    const int n = request_.count;
    request_.model(result_.values, result_.ohm, slopes_);
    normal_ = Matrix::Zero(n, n);
    gradient_ = Vector::Zero(n);
    for (std::size_t p = 0; p < points_; ++p) {
      const Complex rest = weights_[p] * (result_.ohm[p] - request_.measured[p]);
      const Complex* slope = &slopes_[p * static_cast<std::size_t>(n)];
      const double square = weights_[p] * weights_[p];
      for (int i = 0; i < n; ++i) {
        gradient_[i] += weights_[p] * (slope[i].re * rest.re + slope[i].im * rest.im);
        for (int j = 0; j <= i; ++j) normal_(i, j) += square * (slope[i].re * slope[j].re + slope[i].im * slope[j].im);
      }
    }
    scale_ = Vector::Ones(n);
    for (int i = 0; i < n; ++i) {
      result_.atBound[i] = (result_.values[i] <= request_.lowest[i] && gradient_[i] > 0.0) ||
                           (result_.values[i] >= request_.highest[i] && gradient_[i] < 0.0);
      if (normal_(i, i) > 0.0) scale_[i] = 1.0 / std::sqrt(normal_(i, i));
    }
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j <= i; ++j) {
        const bool isHeld = isDescending && (result_.atBound[i] || result_.atBound[j]);
        normal_(i, j) = isHeld ? (i == j ? 1.0 : 0.0) : normal_(i, j) * scale_[i] * scale_[j];
        normal_(j, i) = normal_(i, j);
      }
      gradient_[i] = isDescending && result_.atBound[i] ? 0.0 : gradient_[i] * scale_[i];
    }
    solver_.compute(normal_);
  }

  Vector stepOf(double damping) const {
    const Vector along = solver_.eigenvectors().transpose() * gradient_;
    Vector step = Vector::Zero(request_.count);
    for (int i = 0; i < request_.count; ++i)
      step -= solver_.eigenvectors().col(i) * (along[i] / (std::max(solver_.eigenvalues()[i], 1e-15) + damping));
    return step;
  }

  void descend() {
    constexpr double kMostDamping = 1e9, kLongestStep = 3.0;
    double damping = 1e-3;
    result_.converged = false;
    for (int iteration = 0; iteration < request_.mostIterations; ++iteration) {
      linearize(true);
      ++result_.iterations;
      const double before = chiSquaredOf(result_.ohm);
      bool isBetter = false;
      double gain = 0.0;
      for (; damping < kMostDamping; damping *= 8.0) {
        const Vector step = stepOf(damping);
        Parameters candidate = result_.values;
        for (int i = 0; i < request_.count; ++i)
          candidate[i] += std::clamp(step[i] * scale_[i], -kLongestStep, kLongestStep);
        candidate = clamped(candidate);
        request_.model(candidate, tried_, {});
        const double after = chiSquaredOf(tried_);
        if (!(after < before)) continue;
        isBetter = true;
        gain = before - after;
        result_.values = candidate;
        break;
      }
      if (!isBetter || gain < 1e-9 * before) {
        result_.converged = true;
        break;
      }
      damping = std::max(damping / 8.0, 1e-12);
    }
  }

  void finish() {
    linearize(false);
    result_.chiSquared = chiSquaredOf(result_.ohm);
    const int n = request_.count;
    const auto& eigenvalues = solver_.eigenvalues();
    result_.leastEigenvalue = std::max(eigenvalues[0], 0.0) / eigenvalues[n - 1];
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) {
        double sum = 0.0;
        for (int k = 0; k < n; ++k)
          sum += solver_.eigenvectors()(i, k) * solver_.eigenvectors()(j, k) / std::max(eigenvalues[k], 1e-15);
        result_.covariance[i][j] = sum * scale_[i] * scale_[j];
      }
    }
  }

  const FitRequest& request_;
  std::size_t points_;
  std::vector<Complex> slopes_, tried_;
  std::vector<double> weights_;
  Matrix normal_;
  Vector gradient_, scale_;
  Eigen::SelfAdjointEigenSolver<Matrix> solver_;
  FitResult result_;
};

}  // namespace

FitResult leastSquares(const FitRequest& request) { return Descent(request).run(); }

}  // namespace cathode
