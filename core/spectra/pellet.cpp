// SPDX-License-Identifier: MIT
#include "core/spectra/pellet.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/spectra/least_squares.h"
#include "core/spectra/points.h"
#include "core/spectra/residuals.h"

namespace cathode {
namespace {

constexpr double kTwoPi = 6.283185307179586, kHalfPi = 1.5707963267948966;
constexpr double kLeastExponent = 0.3, kMostExponent = 1.15;

// (i w tau)^n, by the logarithm of w tau.
Complex powerOf(double logOmegaTau, double exponent) {
  return expReproducible(Complex{exponent * logOmegaTau, exponent * kHalfPi});
}

// Which parameters a circuit has: logarithms of R, of tau and exponents of its arcs, then ln R of the intercept, ln 1/Y
// of the electrodes at the middle frequency with their exponent, ln L.
struct Shape {
  int arcs = 0;
  bool hasIntercept = false, hasElectrodes = false, hasInductance = false;

  int intercept() const { return 3 * arcs; }
  int electrode() const { return intercept() + hasIntercept; }
  int inductance() const { return electrode() + 2 * hasElectrodes; }
  int count() const { return inductance() + hasInductance; }
};

Shape shapeOf(PelletCircuit circuit, bool hasElectrodes, bool hasInductance) {
  constexpr int kArcs[] = {2, 1, 1, 0};
  const bool hasIntercept = circuit == PelletCircuit::interceptAndArc || circuit == PelletCircuit::intercept;
  return {kArcs[static_cast<int>(circuit)], hasIntercept, hasElectrodes, hasInductance};
}

class Pellet {
 public:
  explicit Pellet(const PelletRequest& request) : request_(request), points_(byFrequency(request.points)) {
    for (const SpectrumPoint& point : points_) {
      logOmega_.push_back(logReproducible(kTwoPi * point.frequencyHz));
      measured_.push_back(point.ohm - Complex{request.seriesOhm});
      outside_.push_back(request.seriesOhm);
    }
    middle_ = 0.5 * (logOmega_.front() + logOmega_.back());
  }

  std::expected<PelletFit, std::string> fit() {
    hasElectrodes_ = request_.electrodes == PelletElectrodes::toldBySpectrum
                         ? measured_.back().im < -0.35 * std::abs(measured_.back().re)
                         : request_.electrodes == PelletElectrodes::blocking;
    sketch();
    for (int i = 0; i < 4; ++i) {
      const auto circuit = static_cast<PelletCircuit>(i);
      if (request_.circuit && *request_.circuit != circuit) continue;
      consider(circuit);
    }
    if (best_) {
      // The weights of what is told, by the model's modulus.
      FitRequest request = requestOf(best_->shape);
      request.start = best_->fit.values;
      request.weightings = 3;
      best_->fit = leastSquares(request);
    } else {
      return std::unexpected("frequencyHz: " + std::to_string(points_.size()) +
                             " points are too few for the circuit; allowed: more than half as many as it has "
                             "parameters, at least " +
                             std::to_string(kFewestPoints) + ".");
    }
    return told();
  }

 private:
  struct Candidate {
    PelletCircuit circuit;
    Shape shape;
    FitResult fit;
    double criterion;
  };

  // Where arcs and electrodes lie, from the highest frequency to the lowest: the total resistance is where the
  // reactance is smallest before the electrodes' tail, the arc's apex where it is largest before that.
  void sketch() {
    const auto smooth = [&](std::size_t i) {
      const std::size_t from = i > 0 ? i - 1 : 0, to = std::min(i + 1, points_.size() - 1);
      double sum = 0.0;
      for (std::size_t k = from; k <= to; ++k) sum -= measured_[k].im;
      return sum / static_cast<double>(to - from + 1);
    };
    std::size_t end = points_.size() - 1;
    if (hasElectrodes_) {
      while (end > 0 && smooth(end - 1) < smooth(end)) --end;
    }
    end_ = end;
    totalOhm_ = std::max(measured_[end].re, 0.01 * absolute(measured_[end]));
    apex_ = 0;
    for (std::size_t i = 0; i <= end; ++i) {
      if (smooth(i) > smooth(apex_)) apex_ = i;
    }
    firstOhm_ = measured_[0].re;
    for (std::size_t i = 0; i <= end; ++i) firstOhm_ = std::min(firstOhm_, measured_[i].re);
    firstOhm_ = std::clamp(firstOhm_, 0.01 * totalOhm_, 0.95 * totalOhm_);
  }

  void model(const Shape& shape, const Parameters& at, std::span<Complex> ohm, std::span<Complex> slopes) const {
    const auto n = static_cast<std::size_t>(shape.count());
    for (std::size_t p = 0; p < ohm.size(); ++p) {
      Complex sum;
      Complex* slope = slopes.empty() ? nullptr : &slopes[p * n];
      for (int arc = 0; arc < shape.arcs; ++arc) {
        const double resistance = expReproducible(at[3 * arc]), exponent = at[3 * arc + 2];
        const double logOmegaTau = logOmega_[p] + at[3 * arc + 1];
        const Complex u = powerOf(logOmegaTau, exponent);
        const Complex inverse = Complex{1.0} / (Complex{1.0} + u);
        const Complex z = resistance * inverse;
        sum = sum + z;
        if (!slope) continue;
        const Complex down = z * (u * inverse);
        slope[3 * arc] = z;
        slope[3 * arc + 1] = -exponent * down;
        slope[3 * arc + 2] = -1.0 * (down * Complex{logOmegaTau, kHalfPi});
      }
      if (shape.hasIntercept) {
        const Complex z{expReproducible(at[shape.intercept()])};
        sum = sum + z;
        if (slope) slope[shape.intercept()] = z;
      }
      if (shape.hasElectrodes) {
        const double relative = logOmega_[p] - middle_, exponent = at[shape.electrode() + 1];
        const Complex z = expReproducible(at[shape.electrode()]) * powerOf(-relative, exponent);
        // (i w)^-n: the power above turns the other way.
        const Complex turned{z.re, -z.im};
        sum = sum + turned;
        if (slope) {
          slope[shape.electrode()] = turned;
          slope[shape.electrode() + 1] = -1.0 * (turned * Complex{relative, kHalfPi});
        }
      }
      if (shape.hasInductance) {
        const Complex z{0.0, expReproducible(at[shape.inductance()] + logOmega_[p])};
        sum = sum + z;
        if (slope) slope[shape.inductance()] = z;
      }
      ohm[p] = sum;
    }
  }

  FitRequest requestOf(const Shape& shape) const {
    FitRequest request;
    request.weightings = 1;
    request.model = [this, shape](const Parameters& at, std::span<Complex> ohm, std::span<Complex> slopes) {
      model(shape, at, ohm, slopes);
    };
    request.measured = measured_;
    request.outside = outside_;
    request.count = shape.count();
    request.relativeNoise = request_.relativeNoise.value_or(1.0);
    const double logTotal = logReproducible(totalOhm_);
    constexpr double kDecades = 2.302585092994046;
    const auto bound = [&](int i, double low, double high) { request.lowest[i] = low, request.highest[i] = high; };
    for (int arc = 0; arc < shape.arcs; ++arc) {
      bound(3 * arc, logTotal - 6 * kDecades, logTotal + 3 * kDecades);
      bound(3 * arc + 1, -logOmega_.front() - 4 * kDecades, -logOmega_.back() + 2 * kDecades);
      bound(3 * arc + 2, kLeastExponent, kMostExponent);
      request.start[3 * arc + 2] = 0.95;
    }
    if (shape.hasIntercept) bound(shape.intercept(), logTotal - 6 * kDecades, logTotal + 3 * kDecades);
    if (shape.hasElectrodes) {
      const double tail = logReproducible(std::max(-measured_.back().im, 1e-3 * totalOhm_));
      request.start[shape.electrode()] = tail + 0.85 * (logOmega_.back() - middle_);
      request.start[shape.electrode() + 1] = 0.85;
      bound(shape.electrode(), tail - 40.0, tail + 40.0);
      bound(shape.electrode() + 1, kLeastExponent, kMostExponent);
    }
    if (shape.hasInductance) {
      // As much as a tenth of the total at the highest frequency.
      request.start[shape.inductance()] = logTotal - kDecades - logOmega_.front();
      bound(shape.inductance(), logTotal - 6 * kDecades - logOmega_.front(),
            logTotal + 2 * kDecades - logOmega_.front());
    }
    return request;
  }

  static void putArc(FitRequest& request, int arc, double ohm, double logTau) {
    request.start[3 * arc] = logReproducible(std::max(ohm, 1e-300));
    request.start[3 * arc + 1] = logTau;
  }

  // Fits a circuit from several starts, shortly, and the best of them to the end; then with an inductance before it.
  void consider(PelletCircuit circuit) {
    const Shape shape = shapeOf(circuit, hasElectrodes_, false);
    if (2 * points_.size() <= static_cast<std::size_t>(shape.count())) return;
    FitRequest request = requestOf(shape);
    const double apex = -logOmega_[apex_];
    const double arcOhm = totalOhm_ - firstOhm_;
    std::optional<FitResult> found;
    const auto attempt = [&] {
      request.mostIterations = 10;
      FitResult fit = leastSquares(request);
      if (!found || fit.chiSquared < found->chiSquared) found = std::move(fit);
    };
    switch (circuit) {
      case PelletCircuit::bulkAndBoundary:
        for (const double apart : {2.5, 5.5}) {
          putArc(request, 0, firstOhm_ > 0.05 * totalOhm_ ? firstOhm_ : 0.5 * totalOhm_, apex - apart);
          putArc(request, 1, arcOhm, apex);
          attempt();
        }
        putArc(request, 0, 0.7 * totalOhm_, apex);
        putArc(request, 1, 0.3 * totalOhm_, apex + 4.0);
        attempt();
        break;
      case PelletCircuit::interceptAndArc:
        request.start[shape.intercept()] = logReproducible(firstOhm_);
        putArc(request, 0, arcOhm, apex);
        attempt();
        request.start[shape.intercept()] = logReproducible(0.3 * firstOhm_);
        putArc(request, 0, totalOhm_ - 0.3 * firstOhm_, -logOmega_.front());
        attempt();
        break;
      case PelletCircuit::arc:
        for (const double tau : {apex, -logOmega_.front() - 1.5}) {
          putArc(request, 0, totalOhm_, tau);
          attempt();
        }
        break;
      case PelletCircuit::intercept:
        request.start[shape.intercept()] = logReproducible(totalOhm_);
        attempt();
        break;
    }
    request.start = found->values;
    settle(circuit, shape, request);
    const Shape withInductance = shapeOf(circuit, hasElectrodes_, true);
    FitRequest further = requestOf(withInductance);
    for (int i = 0; i < shape.count(); ++i) further.start[i] = found->values[i];
    settle(circuit, withInductance, further);
  }

  void settle(PelletCircuit circuit, const Shape& shape, FitRequest& request) {
    const double n = 2.0 * static_cast<double>(points_.size()), k = shape.count();
    if (n <= k) return;
    request.mostIterations = 60;
    FitResult fit = leastSquares(request);
    // The simplest is what is left where nothing is told.
    if (!request_.circuit && circuit != PelletCircuit::intercept && !isTold(shape, fit)) return;
    if (shape.hasInductance && !isTold(shape, fit)) return;
    const double misfit =
        request_.relativeNoise ? fit.chiSquared : n * logReproducible(std::max(fit.chiSquared, 1e-300) / n);
    // Bayesian information criterion (Schwarz 1978).
    const double criterion = misfit + k * logReproducible(n);
    if (!best_ || criterion < best_->criterion) best_ = Candidate{circuit, shape, std::move(fit), criterion};
  }

  double relativeNoiseOf(const FitResult& fit, const Shape& shape) const {
    const int freedom = 2 * static_cast<int>(points_.size()) - shape.count();
    return request_.relativeNoise ? *request_.relativeNoise : std::sqrt(fit.chiSquared / freedom);
  }

  // Standard uncertainty of a parameter.
  double uncertaintyOf(const FitResult& fit, const Shape& shape, int parameter) const {
    const double scale = request_.relativeNoise ? 1.0 : relativeNoiseOf(fit, shape);
    return scale * std::sqrt(std::max(fit.covariance[parameter][parameter], 0.0));
  }

  // Whether the spectrum shows each part of the circuit: its resistance within a third or so, and of two arcs both
  // apexes; of one its side, of one alone, which tells no more than the total, the foot of it.
  bool isTold(const Shape& shape, const FitResult& fit) const {
    constexpr double kMostRelative = 0.3, kTwofold = 0.7, kTenfold = 2.3, kHundredfold = 4.6;
    const double beyond = shape.arcs > 1 ? kTwofold : shape.hasIntercept ? kTenfold : kHundredfold;
    const auto isKnown = [&](int i) { return !fit.atBound[i] && uncertaintyOf(fit, shape, i) < kMostRelative; };
    for (int arc = 0; arc < shape.arcs; ++arc) {
      const double logApex = -fit.values[3 * arc + 1];
      if (!isKnown(3 * arc)) return false;
      if (logApex > logOmega_.front() + beyond || logApex < logOmega_.back()) return false;
    }
    if (shape.hasIntercept && !isKnown(shape.intercept())) return false;
    if (shape.hasInductance && !isKnown(shape.inductance())) return false;
    return fit.leastEigenvalue > kSingular;
  }

  PelletFit told() {
    const auto& [circuit, shape, fit, criterion] = *best_;
    PelletFit result;
    result.circuit = circuit;
    result.hasElectrodes = shape.hasElectrodes;
    result.degreesOfFreedom = 2 * static_cast<int>(points_.size()) - shape.count();
    result.relativeNoise = relativeNoiseOf(fit, shape);
    result.reducedChiSquared = request_.relativeNoise ? fit.chiSquared / result.degreesOfFreedom : 1.0;
    result.iterations = fit.iterations;
    const double factor = request_.relativeNoise ? kNormalFactor : studentFactor(result.degreesOfFreedom);
    const double scale = request_.relativeNoise ? 1.0 : result.relativeNoise;
    const auto logEstimate = [&](int parameter) {
      return positiveEstimate(expReproducible(fit.values[parameter]), uncertaintyOf(fit, shape, parameter), factor);
    };
    // The total: its variance has the covariances of its parts.
    std::vector<int> resistances;
    for (int arc = 0; arc < shape.arcs; ++arc) resistances.push_back(3 * arc);
    if (shape.hasIntercept) resistances.push_back(shape.intercept());
    double total = 0.0, variance = 0.0;
    for (const int i : resistances) {
      total += expReproducible(fit.values[i]);
      for (const int j : resistances)
        variance += expReproducible(fit.values[i]) * expReproducible(fit.values[j]) * fit.covariance[i][j];
    }
    const double relative = scale * std::sqrt(std::max(variance, 0.0)) / total;
    result.totalOhm = positiveEstimate(total, relative, factor);

    // Arcs by their frequencies.
    std::vector<int> arcs(static_cast<std::size_t>(shape.arcs));
    std::iota(arcs.begin(), arcs.end(), 0);
    std::ranges::sort(arcs, {}, [&](int arc) { return fit.values[3 * arc + 1]; });
    for (const int arc : arcs) {
      const double tau = expReproducible(fit.values[3 * arc + 1]);
      result.arcs.push_back({positiveEstimate(1.0 / (kTwoPi * tau), uncertaintyOf(fit, shape, 3 * arc + 1), factor),
                             plainEstimate(fit.values[3 * arc + 2], uncertaintyOf(fit, shape, 3 * arc + 2), factor),
                             tau / expReproducible(fit.values[3 * arc])});
    }
    double bulkRelative = 0.0;
    switch (circuit) {
      case PelletCircuit::bulkAndBoundary: {
        const int b = 3 * arcs[0], g = 3 * arcs[1];
        result.bulkOhm = logEstimate(b);
        result.grainBoundaryOhm = logEstimate(g);
        bulkRelative = uncertaintyOf(fit, shape, b);
        const double product = fit.covariance[b][b] * fit.covariance[g][g];
        if (product > 0.0) result.bulkBoundaryCorrelation = fit.covariance[b][g] / std::sqrt(product);
        break;
      }
      case PelletCircuit::interceptAndArc: result.arcOhm = logEstimate(0); [[fallthrough]];
      case PelletCircuit::intercept: result.interceptOhm = logEstimate(shape.intercept()); break;
      case PelletCircuit::arc: result.arcOhm = logEstimate(0); break;
    }
    if (shape.hasInductance) result.inductanceH = logEstimate(shape.inductance());
    if (shape.hasElectrodes)
      result.electrodeExponent =
          plainEstimate(fit.values[shape.electrode() + 1], uncertaintyOf(fit, shape, shape.electrode() + 1), factor);
    if (request_.thicknessUm && request_.areaCm2) {
      const double shared = combinedRelative(request_.thicknessUncertaintyUm / *request_.thicknessUm,
                                             request_.areaUncertaintyCm2 / *request_.areaCm2);
      // 1 um/(ohm cm2) is 0.1 mS/cm.
      const double conductance = 0.1 * *request_.thicknessUm / *request_.areaCm2;
      result.conductivityMsCm = positiveEstimate(conductance / total, combinedRelative(relative, shared), factor);
      if (result.bulkOhm)
        result.bulkConductivityMsCm =
            positiveEstimate(conductance / result.bulkOhm->value, combinedRelative(bulkRelative, shared), factor);
    }
    inGivenOrder(fit, result);
    tell(fit, shape, result);
    return result;
  }

  // Model and residuals as the points were given, signs along the frequencies.
  void inGivenOrder(const FitResult& fit, PelletFit& result) const {
    const std::vector<Complex> rest = residualsPct(measured_, fit.ohm, request_.seriesOhm);
    result.runsDeviation = runsDeviation(rest);
    const std::vector<std::size_t> order = orderByFrequency(request_.points);
    result.ohm.resize(order.size());
    result.residualsPct.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      result.ohm[order[i]] = fit.ohm[i] + Complex{request_.seriesOhm};
      result.residualsPct[order[i]] = rest[i];
    }
    if (std::string notice = residualsNotice(rest); !notice.empty()) result.notices.push_back(std::move(notice));
  }

  void tell(const FitResult& fit, const Shape& shape, PelletFit& result) const {
    const std::string highest = hertzText(points_.front().frequencyHz);
    switch (result.circuit) {
      case PelletCircuit::bulkAndBoundary: break;
      case PelletCircuit::interceptAndArc:
        result.notices.push_back("Bulk and grain boundaries cannot be told apart: below " + highest +
                                 ", the highest frequency, the spectrum shows one arc and where it begins. Given are "
                                 "the intercept, which is "
                                 "the bulk where the arc is the grain boundaries' alone, the arc and the total, which "
                                 "needs no such reading.");
        break;
      case PelletCircuit::arc:
        result.notices.push_back("Bulk and grain boundaries cannot be told apart: the spectrum up to " + highest +
                                 " shows one arc that begins at the origin. Given is the total.");
        break;
      case PelletCircuit::intercept:
        result.notices.push_back(
            "Bulk and grain boundaries cannot be told apart: the spectrum up to " + highest +
            " shows no arc, only where it meets the real axis. Given is the total, which is that intercept.");
        break;
    }
    if (!fit.converged) result.notices.push_back("The fit came to no end: the values are those of its last step.");
    if (request_.circuit && !isTold(shape, fit))
      result.notices.push_back(
          "The spectrum does not tell every part of this circuit: intervals reach far, or an arc's "
          "apex lies beyond the frequencies measured.");
    for (const PelletFit::Arc& arc : result.arcs) {
      if (arc.capacitanceF > 1e-7)
        result.notices.push_back("The arc at " + hertzText(arc.apexHz.value) + " has a capacitance of " +
                                 scientificText(arc.capacitanceF) +
                                 " F, more like that of an interface with an electrode than of grain boundaries.");
      if (arc.exponent.interval && arc.exponent.interval->first > 1.0)
        result.notices.push_back(
            "The arc at " + hertzText(arc.apexHz.value) +
            " has an exponent above 1, which no passive element has: leads or instrument show in it.");
    }
    if (request_.relativeNoise && result.reducedChiSquared > 2.0)
      result.notices.push_back(
          "Reduced chi-squared is " + significantText(result.reducedChiSquared, 2) +
          ": the spectrum scatters more than the noise that was given, or the circuit is not its own. "
          "The intervals rest on the noise that was given.");
  }

  const PelletRequest& request_;
  std::vector<SpectrumPoint> points_;
  std::vector<double> logOmega_, outside_;
  std::vector<Complex> measured_;
  double middle_ = 0.0;
  bool hasElectrodes_ = false;
  std::size_t apex_ = 0, end_ = 0;
  double totalOhm_ = 1.0, firstOhm_ = 1.0;
  std::optional<Candidate> best_;
};

}  // namespace

std::string_view keyOf(PelletCircuit circuit) {
  constexpr std::string_view kKeys[] = {"bulk-and-boundary", "intercept-and-arc", "arc", "intercept"};
  return kKeys[static_cast<std::size_t>(circuit)];
}

std::expected<PelletFit, std::string> fitPellet(const PelletRequest& request) {
  if (std::string refusal = refusalOf(request.points); !refusal.empty()) return std::unexpected(std::move(refusal));
  return Pellet(request).fit();
}

}  // namespace cathode
