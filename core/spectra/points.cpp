// SPDX-License-Identifier: MIT
#include "core/spectra/points.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/number_text.h"

namespace cathode {

std::string refusalOf(std::span<const SpectrumPoint> points) {
  if (points.size() < kFewestPoints || points.size() > kMostPoints)
    return "frequencyHz: " + std::to_string(points.size()) + " points; allowed: " + std::to_string(kFewestPoints) +
           " to " + std::to_string(kMostPoints) + ".";
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::string place = "[" + std::to_string(i) + "]: ";
    const auto& [hertz, ohm] = points[i];
    if (!(hertz >= kLeastHz && hertz <= kMostHz))
      return "frequencyHz" + place + quotedNumber(hertz) + "; allowed: " + shortestText(kLeastHz) + " to " +
             shortestText(kMostHz) + " Hz.";
    if (!(std::abs(ohm.re) <= kMostOhm)) return "realOhm" + place + quotedNumber(ohm.re) + "; allowed: up to 1e15 Ω.";
    if (!(std::abs(ohm.im) <= kMostOhm))
      return "imaginaryOhm" + place + quotedNumber(ohm.im) + "; allowed: up to 1e15 Ω.";
    if (!(absolute(ohm) >= kLeastOhm))
      return "realOhm" + place + "an impedance of " + quotedNumber(absolute(ohm)) + " Ω; allowed: 1e-12 Ω or more.";
  }
  const auto [low, high] = std::ranges::minmax(points, {}, &SpectrumPoint::frequencyHz);
  if (high.frequencyHz < 1.5 * low.frequencyHz)
    return "frequencyHz: all within " + hertzText(low.frequencyHz) + " to " + hertzText(high.frequencyHz) +
           "; allowed: a spectrum over a factor of 1.5 or more.";
  return "";
}

std::vector<std::size_t> orderByFrequency(std::span<const SpectrumPoint> points) {
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return points[i].frequencyHz; });
  return order;
}

std::vector<SpectrumPoint> byFrequency(std::span<const SpectrumPoint> points) {
  std::vector<SpectrumPoint> sorted;
  sorted.reserve(points.size());
  for (const std::size_t i : orderByFrequency(points)) sorted.push_back(points[i]);
  return sorted;
}

std::string hertzText(double hertz) {
  constexpr std::pair<double, const char*> kUnits[] = {{1e9, "GHz"}, {1e6, "MHz"}, {1e3, "kHz"}};
  for (const auto& [unit, name] : kUnits) {
    if (hertz >= unit) return significantText(hertz / unit, 2) + " " + name;
  }
  return hertz >= 1e-3 ? significantText(hertz, 2) + " Hz" : scientificText(hertz) + " Hz";
}

}  // namespace cathode
