// SPDX-License-Identifier: MIT
#include "core/spectra/symmetric_cells.h"

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/spectra/least_squares.h"
#include "core/spectra/points.h"
#include "core/spectra/residuals.h"

namespace cathode {
namespace {

constexpr double kTwoPi = 6.283185307179586, kHalfPi = 1.5707963267948966;
// An uncertainty of a logarithm beyond which nothing is told: a factor of e either way.
constexpr double kMostUncertain = 1.0;

// Parameters, in this order: ln kappa, ln sigma (S/cm), ln c at the middle frequency (S/cm3), then those that are not
// given: the exponent, g over its scale, and the series resistances over the scale of the impedances.
struct Shape {
  bool hasExponent = false, hasTransfer = false;
  int series = 0;

  static constexpr int kIonic = 0, kElectronic = 1, kLayer = 2, kExponent = 3;
  int transfer() const { return kExponent + hasExponent; }
  int firstSeries() const { return transfer() + hasTransfer; }
  int count() const { return firstSeries() + series; }
};

class SymmetricCells {
 public:
  explicit SymmetricCells(const SymmetricRequest& request)
      : request_(request), thicknessCm_(1e-4 * request.thicknessUm) {
    for (std::size_t c = 0; c < request.cells.size(); ++c) {
      const SymmetricCell& cell = request.cells[c];
      for (const SpectrumPoint& point : byFrequency(cell.points)) {
        cellOf_.push_back(c);
        logOmega_.push_back(logReproducible(kTwoPi * point.frequencyHz));
        measured_.push_back(request.areaCm2 * (point.ohm - Complex{cell.seriesOhm.value_or(0.0)}));
        outside_.push_back(request.areaCm2 * cell.seriesOhm.value_or(0.0));
        scale_ = std::max(scale_, absolute(measured_.back()));
      }
      seriesOf_.push_back(cell.seriesOhm ? -1 : series_++);
    }
    const auto [low, high] = std::ranges::minmax(logOmega_);
    middle_ = 0.5 * (low + high);
    transferScale_ = 1.0 / (thicknessCm_ * scale_);
    shape_ = {!request.exponent, request.hasTransfer, series_};
  }

  std::expected<SymmetricFit, std::string> fit() {
    if (2 * static_cast<int>(measured_.size()) <= shape_.count())
      return std::unexpected("cells: " + std::to_string(measured_.size()) + " points for " +
                             std::to_string(shape_.count()) + " parameters; allowed: more than half as many.");
    start();
    descend();
    return told();
  }

 private:
  struct Interface {
    Complex layer, admittance;  // c (i w)^n, and g more
  };
  Interface interfaceOf(const Parameters& at, double logOmega) const {
    const double exponent = exponentOf(at);
    const Complex layer =
        expReproducible(Complex{at[Shape::kLayer] + exponent * (logOmega - middle_), exponent * kHalfPi});
    return {layer, layer + Complex{shape_.hasTransfer ? at[shape_.transfer()] * transferScale_ : 0.0}};
  }
  double exponentOf(const Parameters& at) const {
    return shape_.hasExponent ? at[Shape::kExponent] : *request_.exponent;
  }
  Electrode electrodeOf(const Parameters& at) const {
    // What is per area of interface is per volume here.
    return {expReproducible(at[Shape::kIonic]), expReproducible(at[Shape::kElectronic]), thicknessCm_, 1.0, 1.0};
  }

  // Z = P (1 + 2 r T), T = tanh(nu/2)/nu, nu^2 = L^2 (1/kappa + 1/sigma) y, whose slope after ln nu is (1 - (nu T)^2)/2
  // - T.
  void model(const Parameters& at, std::span<Complex> ohm, std::span<Complex> slopes) const {
    const Electrode e = electrodeOf(at);
    const double sum = e.ionicSCm + e.electronicSCm, parallel = thicknessCm_ / sum;
    const double ionicShare = e.ionicSCm / sum, electronicShare = e.electronicSCm / sum;
    const double nuSquared = thicknessCm_ * thicknessCm_ * (1.0 / e.ionicSCm + 1.0 / e.electronicSCm);
    const auto n = static_cast<std::size_t>(shape_.count());
    for (std::size_t p = 0; p < ohm.size(); ++p) {
      const Blocked blocked = request_.cells[cellOf_[p]].blocked;
      const Interface interface = interfaceOf(at, logOmega_[p]);
      const Complex z = symmetricImpedanceOhmCm2(e, blocked, interface.admittance);
      const int series = seriesOf_[cellOf_[p]];
      ohm[p] = series < 0 ? z : z + Complex{at[shape_.firstSeries() + series] * scale_};
      if (slopes.empty()) continue;
      Complex* slope = &slopes[p * n];
      const double ratio = blocked == Blocked::ions ? ionicShare / electronicShare : electronicShare / ionicShare;
      const double sign = blocked == Blocked::ions ? 1.0 : -1.0;
      const Complex rest = 1.0 / parallel * z - Complex{1.0};  // 2 r T
      const Complex t = 0.5 / ratio * rest;
      const Complex nuT2 = nuSquared * (interface.admittance * (t * t));
      const Complex down = parallel * 2.0 * ratio * (0.5 * (Complex{1.0} - nuT2) - t);
      slope[Shape::kIonic] = -ionicShare * z + sign * parallel * rest + -0.5 * electronicShare * down;
      slope[Shape::kElectronic] = -electronicShare * z + -sign * parallel * rest + -0.5 * ionicShare * down;
      const Complex perAdmittance = 0.5 * down / interface.admittance;
      slope[Shape::kLayer] = perAdmittance * interface.layer;
      if (shape_.hasExponent) slope[Shape::kExponent] = slope[Shape::kLayer] * Complex{logOmega_[p] - middle_, kHalfPi};
      if (shape_.hasTransfer) slope[shape_.transfer()] = transferScale_ * perAdmittance;
      for (int i = 0; i < shape_.series; ++i) slope[shape_.firstSeries() + i] = Complex{i == series ? scale_ : 0.0};
    }
  }

  FitRequest fitRequest() const {
    FitRequest request;
    request.count = shape_.count();
    request.measured = measured_;
    request.outside = outside_;
    request.relativeNoise = request_.relativeNoise.value_or(1.0);
    request.model = [this](const Parameters& at, std::span<Complex> ohm, std::span<Complex> slopes) {
      model(at, ohm, slopes);
    };
    const double conductance = logReproducible(thicknessCm_ / scale_);
    for (const int i : {Shape::kIonic, Shape::kElectronic}) {
      request.lowest[i] = conductance - 16.0;
      request.highest[i] = conductance + 20.0;
    }
    request.lowest[Shape::kLayer] = -60.0, request.highest[Shape::kLayer] = 60.0;
    if (shape_.hasExponent) {
      request.lowest[Shape::kExponent] = 0.3, request.highest[Shape::kExponent] = 1.15;
      request.start[Shape::kExponent] = 0.95;
    }
    if (shape_.hasTransfer) request.lowest[shape_.transfer()] = 0.0, request.highest[shape_.transfer()] = 1e12;
    for (int i = 0; i < shape_.series; ++i) {
      request.lowest[shape_.firstSeries() + i] = -0.2, request.highest[shape_.firstSeries() + i] = 1.5;
      request.start[shape_.firstSeries() + i] = 0.05;
    }
    return request;
  }

  // Both rails from the ends of the spectra: L/(kappa + sigma) at high frequencies, L/sigma or L/kappa at low ones.
  void start() {
    double parallel = scale_, ionic = 0.0, electronic = 0.0, peak = 0.0, logPeak = middle_;
    for (std::size_t p = 0; p < measured_.size(); ++p) {
      const double re = std::max(measured_[p].re, 1e-6 * scale_);
      parallel = std::min(parallel, re);
      double& slow = request_.cells[cellOf_[p]].blocked == Blocked::ions ? electronic : ionic;
      slow = std::max(slow, re);
      if (-measured_[p].im > peak) peak = -measured_[p].im, logPeak = logOmega_[p];
    }
    const double sum = thicknessCm_ / parallel;
    double kappa = ionic > 0.0 ? thicknessCm_ / ionic : 0.0, sigma = electronic > 0.0 ? thicknessCm_ / electronic : 0.0;
    if (kappa == 0.0) kappa = std::max(sum - sigma, 0.1 * sigma);
    if (sigma == 0.0) sigma = std::max(sum - kappa, 0.1 * kappa);
    kappa_ = kappa, sigma_ = sigma;
    // Of tanh(nu/2)/nu the reactance is largest near |nu|^2 = 5.
    logNu2_ = logReproducible(5.0) - (logPeak - middle_);
  }

  // From several starts, shortly, and from the best of them to the end.
  void descend() {
    FitRequest request = fitRequest();
    request.weightings = 1;
    request.mostIterations = 12;
    std::optional<FitResult> found;
    for (const double ionic : {1.0, 0.1, 10.0}) {
      for (const double layer : {0.0, -2.5, 2.5}) {
        for (const double transfer : {0.01, 3.0}) {
          const double kappa = kappa_ * ionic, sigma = sigma_;
          request.start[Shape::kIonic] = logReproducible(kappa);
          request.start[Shape::kElectronic] = logReproducible(sigma);
          request.start[Shape::kLayer] =
              logNu2_ + layer - logReproducible(thicknessCm_ * thicknessCm_ * (1.0 / kappa + 1.0 / sigma));
          if (shape_.hasTransfer)
            request.start[shape_.transfer()] = transfer;
          else if (transfer > 1.0)
            continue;
          FitResult fit = leastSquares(request);
          if (!found || fit.chiSquared < found->chiSquared) found = std::move(fit);
        }
      }
    }
    request.start = found->values;
    request.mostIterations = 100;
    request.weightings = 3;
    fit_ = leastSquares(request);
  }

  SymmetricFit told() {
    const FitResult& fit = fit_;
    const Shape& shape = shape_;
    SymmetricFit result;
    result.degreesOfFreedom = 2 * static_cast<int>(measured_.size()) - shape.count();
    result.relativeNoise =
        request_.relativeNoise ? *request_.relativeNoise : std::sqrt(fit.chiSquared / result.degreesOfFreedom);
    result.reducedChiSquared = request_.relativeNoise ? fit.chiSquared / result.degreesOfFreedom : 1.0;
    result.leastEigenvalue = fit.leastEigenvalue;
    const double factor = request_.relativeNoise ? kNormalFactor : studentFactor(result.degreesOfFreedom);
    const double scale = request_.relativeNoise ? 1.0 : result.relativeNoise;
    const auto uncertaintyOf = [&](int i) { return scale * std::sqrt(std::max(fit.covariance[i][i], 0.0)); };
    takeCells(result);

    const bool isSeriesFree = std::ranges::any_of(seriesOf_, [](int i) { return i >= 0; });
    const bool hasBoth =
        std::ranges::any_of(request_.cells, [](const auto& c) { return c.blocked == Blocked::ions; }) &&
        std::ranges::any_of(request_.cells, [](const auto& c) { return c.blocked == Blocked::electrons; });
    // Free in every cell of one kind alone, a resistance takes the place of one rail, whatever the noise.
    const bool isFree = isSeriesFree && !hasBoth && std::ranges::none_of(seriesOf_, [](int i) { return i < 0; });
    if (isFree || fit.leastEigenvalue < kSingular) {
      result.notices.push_back(
          isFree
              ? "With a free series resistance a spectrum that blocks one carrier alone is described equally well by "
                "many pairs of conductivities: none is given. Fix seriesOhm, or add a cell that blocks the other."
              : "Some direction in the space of the conductivities changes nothing in the spectra: no value is given. "
                "Add a cell that blocks the other carrier, or frequencies at which the impedance changes.");
      return result;
    }
    // What has no dimension of its own in it but L/A.
    const double shared = combinedRelative(request_.thicknessUncertaintyUm / request_.thicknessUm,
                                           request_.areaUncertaintyCm2 / request_.areaCm2);
    const auto conductivity = [&](int i) {
      return told(1000.0 * expReproducible(fit.values[i]), combinedRelative(uncertaintyOf(i), shared), factor);
    };
    result.ionicMsCm = conductivity(Shape::kIonic);
    result.electronicMsCm = conductivity(Shape::kElectronic);
    for (const auto& [name, estimate, i] : {std::tuple{"ions", &result.ionicMsCm, Shape::kIonic},
                                            {"electrons", &result.electronicMsCm, Shape::kElectronic}}) {
      if ((*estimate)->interval) continue;
      result.notices.push_back(
          std::string("The spectra hardly depend on the conductivity of ") + name +
          ": it has no interval, and its value tells an order of magnitude at most. A cell that blocks " +
          (i == Shape::kIonic ? "electrons" : "ions") + " would tell it.");
    }
    const double product = fit.covariance[0][0] * fit.covariance[1][1];
    if (product > 0.0) result.correlation = fit.covariance[0][1] / std::sqrt(product);
    result.ionicTau2 = tau2Of(request_.ionic, result.ionicMsCm, factor);
    result.electronicTau2 = tau2Of(request_.electronic, result.electronicMsCm, factor);

    const double exponent = exponentOf(fit.values);
    if (shape.hasExponent) result.exponent = plainEstimate(exponent, uncertaintyOf(Shape::kExponent), factor);
    // Per volume they go with A/L (g) and the same (c).
    const auto interface = [&](double value, int i) {
      return told(value, combinedRelative(uncertaintyOf(i), shared), factor);
    };
    // c (i w)^n: c in S s^n/cm3, of the capacitance that it is for n = 1.
    result.doubleLayerFCm3 = interface(expReproducible(fit.values[Shape::kLayer] - exponent * middle_), Shape::kLayer);
    if (shape.hasTransfer) {
      // A share of the scale; told where it differs from 0.
      const int i = shape.transfer();
      const double g = fit.values[i], uncertainty = uncertaintyOf(i);
      if (g > factor * uncertainty) {
        const double relative = combinedRelative(uncertainty / g, shared);
        result.transferSCm3 = plainEstimate(transferScale_ * g, transferScale_ * g * relative, factor);
      } else {
        result.notices.push_back(
            "No charge is seen to pass from one rail to the other: the conductance of the interface is 0 "
            "within its uncertainty.");
      }
    }
    if (request_.interfacePerCm) {
      const double a = *request_.interfacePerCm;
      result.doubleLayerFCm2 = scaled(*result.doubleLayerFCm3, 1.0 / a);
      if (result.transferSCm3) {
        const Estimate& g = *result.transferSCm3;
        Estimate transfer{a / g.value, std::nullopt, std::nullopt};
        if (g.standardUncertainty) transfer.standardUncertainty = transfer.value * *g.standardUncertainty / g.value;
        if (g.interval && g.interval->first > 0.0)
          transfer.interval = std::pair{a / g.interval->second, a / g.interval->first};
        result.chargeTransferOhmCm2 = transfer;
      }
    }
    for (std::size_t c = 0; c < request_.cells.size(); ++c) {
      if (seriesOf_[c] < 0) continue;
      const int i = shape.firstSeries() + seriesOf_[c];
      const double ohm = scale_ / request_.areaCm2;
      result.cells[c].seriesOhm = plainEstimate(ohm * fit.values[i], ohm * uncertaintyOf(i), factor);
    }
    if (!fit.converged) result.notices.push_back("The fit came to no end: the values are those of its last step.");
    if (request_.relativeNoise && result.reducedChiSquared > 2.0)
      result.notices.push_back(
          "Reduced chi-squared is " + significantText(result.reducedChiSquared, 2) +
          ": the spectra scatter more than the noise that was given, or the transmission line is not "
          "theirs. The intervals rest on the noise that was given.");
    return result;
  }

  static Estimate told(double value, double relative, double factor) {
    return relative < kMostUncertain ? positiveEstimate(value, relative, factor)
                                     : Estimate{value, std::nullopt, std::nullopt};
  }
  static Estimate scaled(Estimate estimate, double by) {
    estimate.value *= by;
    if (estimate.standardUncertainty) *estimate.standardUncertainty *= by;
    if (estimate.interval) estimate.interval->first *= by, estimate.interval->second *= by;
    return estimate;
  }

  // sigma0 phi / sigma_eff.
  static std::optional<Estimate> tau2Of(const std::optional<SymmetricRequest::Phase>& phase,
                                        const std::optional<Estimate>& effective, double factor) {
    if (!phase || !effective || !effective->standardUncertainty) return std::nullopt;
    const double relative =
        combinedRelative(*effective->standardUncertainty / effective->value,
                         phase->sigma0UncertaintyMsCm / phase->sigma0MsCm, phase->phiUncertainty / phase->phi);
    return told(phase->sigma0MsCm * phase->phi / effective->value, relative, factor);
  }

  void takeCells(SymmetricFit& result) const {
    const FitResult& fit = fit_;
    const Electrode e = electrodeOf(fit.values);
    std::size_t first = 0;
    for (std::size_t c = 0; c < request_.cells.size(); ++c) {
      const SymmetricCell& cell = request_.cells[c];
      const std::size_t size = cell.points.size();
      const std::span measured(&measured_[first], size), model(&fit.ohm[first], size);
      const std::vector<Complex> rest = residualsPct(measured, model, request_.areaCm2 * cell.seriesOhm.value_or(0.0));
      const std::vector<std::size_t> order = orderByFrequency(cell.points);
      SymmetricFit::Cell& told = result.cells.emplace_back();
      told.ohm.resize(size), told.residualsPct.resize(size), told.nu.resize(size);
      for (std::size_t i = 0; i < size; ++i) {
        told.ohm[order[i]] = 1.0 / request_.areaCm2 * model[i] + Complex{cell.seriesOhm.value_or(0.0)};
        told.residualsPct[order[i]] = rest[i];
        const Complex y = interfaceOf(fit.values, logOmega_[first + i]).admittance;
        told.nu[order[i]] = thicknessCm_ * std::sqrt((1.0 / e.ionicSCm + 1.0 / e.electronicSCm) * absolute(y));
      }
      told.runsDeviation = runsDeviation(rest);
      if (std::string notice = residualsNotice(rest); !notice.empty())
        result.notices.push_back("Cell " + std::to_string(c + 1) + ": " + notice);
      first += size;
    }
  }

  const SymmetricRequest& request_;
  double thicknessCm_;
  std::vector<std::size_t> cellOf_;
  std::vector<double> logOmega_, outside_;
  std::vector<Complex> measured_;  // ohm cm2, without series resistances that are known
  std::vector<int> seriesOf_;      // of each cell, its place among those that are fitted, or -1
  int series_ = 0;
  double scale_ = 0.0, middle_ = 0.0;
  double transferScale_ = 1.0;  // S/cm3
  double kappa_ = 0.0, sigma_ = 0.0, logNu2_ = 0.0;
  Shape shape_;
  FitResult fit_;
};

}  // namespace

std::expected<SymmetricFit, std::string> fitSymmetricCells(const SymmetricRequest& request) {
  constexpr std::size_t kMostCells = 4;
  if (request.cells.empty() || request.cells.size() > kMostCells)
    return std::unexpected("cells: " + std::to_string(request.cells.size()) + " of them; allowed: 1 to " +
                           std::to_string(kMostCells) + ".");
  for (std::size_t c = 0; c < request.cells.size(); ++c) {
    if (std::string refusal = refusalOf(request.cells[c].points); !refusal.empty())
      return std::unexpected("cells[" + std::to_string(c) + "]: " + refusal);
  }
  return SymmetricCells(request).fit();
}

}  // namespace cathode
