// SPDX-License-Identifier: MIT
#include "core/spectra/arrhenius.h"

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/temperature.h"

namespace cathode {
namespace {

constexpr double kLowestC = -200.0, kHighestC = 2000.0, kLeastMsCm = 1e-15, kMostMsCm = 1e9;
constexpr std::size_t kMostTemperatures = 1000;

std::string refusalOf(const ArrheniusRequest& request) {
  const auto& points = request.points;
  if (points.size() < 2 || points.size() > kMostTemperatures)
    return "points: " + std::to_string(points.size()) + " of them; allowed: 2 to " + std::to_string(kMostTemperatures) +
           ".";
  const auto isTemperature = [](double c) { return c >= kLowestC && c <= kHighestC; };
  std::size_t given = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::string place = "points[" + std::to_string(i) + "].";
    const ConductivityPoint& point = points[i];
    if (!isTemperature(point.temperatureC))
      return place + "temperatureC: " + quotedNumber(point.temperatureC) + "; allowed: -200 to 2000 °C.";
    if (!(point.conductivityMsCm >= kLeastMsCm && point.conductivityMsCm <= kMostMsCm))
      return place + "conductivityMsCm: " + quotedNumber(point.conductivityMsCm) + "; allowed: 1e-15 to 1e9 mS/cm.";
    if (!point.standardUncertaintyMsCm) continue;
    ++given;
    const double relative = *point.standardUncertaintyMsCm / point.conductivityMsCm;
    if (!(relative >= 1e-9 && relative <= 1.0))
      return place + "standardUncertaintyMsCm: " + quotedNumber(*point.standardUncertaintyMsCm) +
             "; allowed: above 0, up to the conductivity itself.";
  }
  if (given != 0 && given != points.size())
    return "standardUncertaintyMsCm: given for " + std::to_string(given) + " of " + std::to_string(points.size()) +
           " points; allowed: for all or for none.";
  if (!isTemperature(request.referenceC))
    return "referenceC: " + quotedNumber(request.referenceC) + "; allowed: -200 to 2000 °C.";
  const auto [low, high] = std::ranges::minmax(points, {}, &ConductivityPoint::temperatureC);
  if (high.temperatureC - low.temperatureC < 1.0)
    return "temperatureC: all within " + shortestText(low.temperatureC) + " to " + shortestText(high.temperatureC) +
           " °C; allowed: temperatures 1 K or more apart.";
  return "";
}

}  // namespace

std::expected<ArrheniusFit, std::string> activationEnergy(const ArrheniusRequest& request) {
  if (std::string refusal = refusalOf(request); !refusal.empty()) return std::unexpected(std::move(refusal));
  const auto& points = request.points;
  const bool isGiven = points.front().standardUncertaintyMsCm.has_value();
  const auto kelvin = [](double c) { return c + kZeroCelsiusK; };
  const auto lifted = [&](double sigma, double t) {
    return logReproducible(request.form == ArrheniusForm::sigmaT ? sigma * t : sigma);
  };
  // x = -1/(k T), whose slope is the energy; about its mean.
  double weights = 0.0, meanX = 0.0, meanY = 0.0;
  std::vector<double> w, x, y;
  for (const ConductivityPoint& point : points) {
    const double t = kelvin(point.temperatureC);
    const double relative = isGiven ? *point.standardUncertaintyMsCm / point.conductivityMsCm : 1.0;
    w.push_back(1.0 / (relative * relative));
    x.push_back(-1.0 / (kBoltzmannEvK * t));
    y.push_back(lifted(point.conductivityMsCm, t));
    weights += w.back(), meanX += w.back() * x.back(), meanY += w.back() * y.back();
  }
  meanX /= weights, meanY /= weights;
  double xx = 0.0, xy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += w[i] * (x[i] - meanX) * (x[i] - meanX);
    xy += w[i] * (x[i] - meanX) * (y[i] - meanY);
  }
  const double energy = xy / xx;
  double chiSquared = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double rest = y[i] - meanY - energy * (x[i] - meanX);
    chiSquared += w[i] * rest * rest;
  }
  ArrheniusFit fit{};
  fit.degreesOfFreedom = static_cast<int>(points.size()) - 2;
  const double reduced = fit.degreesOfFreedom > 0 ? chiSquared / fit.degreesOfFreedom : 0.0;
  if (isGiven && fit.degreesOfFreedom > 0) fit.reducedChiSquared = reduced;
  const bool isKnown = isGiven || fit.degreesOfFreedom > 0;
  const double factor = isGiven ? kNormalFactor : studentFactor(std::max(fit.degreesOfFreedom, 1));
  const double scale = isGiven ? 1.0 : std::sqrt(reduced);
  const double reference = kelvin(request.referenceC), referenceX = -1.0 / (kBoltzmannEvK * reference);
  const auto lineAt = [&](double t) {
    const double value = expReproducible(meanY + energy * (-1.0 / (kBoltzmannEvK * t) - meanX));
    return request.form == ArrheniusForm::sigmaT ? value / t : value;
  };
  fit.prefactor = expReproducible(meanY - energy * meanX);
  for (const ConductivityPoint& point : points) fit.lineMsCm.push_back(lineAt(kelvin(point.temperatureC)));
  fit.activationEnergyEv = {energy, std::nullopt, std::nullopt};
  fit.referenceMsCm = {lineAt(reference), std::nullopt, std::nullopt};
  if (isKnown) {
    const double far = (referenceX - meanX) * (referenceX - meanX);
    fit.activationEnergyEv = plainEstimate(energy, scale * std::sqrt(1.0 / xx), factor);
    fit.referenceMsCm = positiveEstimate(fit.referenceMsCm.value, scale * std::sqrt(1.0 / weights + far / xx), factor);
  } else {
    fit.notices.push_back(
        "Two points lie on every line through them: without their uncertainties no interval is given.");
  }
  if (fit.reducedChiSquared && *fit.reducedChiSquared > 4.0)
    fit.notices.push_back("Reduced chi-squared is " + significantText(*fit.reducedChiSquared, 2) +
                          ": the points lie farther from a straight line than their uncertainties allow. The interval "
                          "rests on those.");
  if (energy < 0.0)
    fit.notices.push_back("The conductivity falls as temperature rises: not what an activated one does.");
  return fit;
}

}  // namespace cathode
