// SPDX-License-Identifier: MIT
#include "core/base/shares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/number_text.h"

namespace cathode {

std::vector<std::string> sharesText(std::span<const double> parts, int decimals) {
  double unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  const double whole = std::round(std::accumulate(parts.begin(), parts.end(), 0.0) * unit);
  std::vector<double> rounded;
  for (const double part : parts) rounded.push_back(std::floor(part * unit));
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return parts[i] * unit - rounded[i]; });
  double missing = whole - std::accumulate(rounded.begin(), rounded.end(), 0.0);
  for (const std::size_t i : order) {
    if (missing < 0.5) break;
    rounded[i] += 1;
    missing -= 1;
  }
  std::vector<std::string> texts;
  for (const double value : rounded) texts.push_back(fixedText(value / unit, decimals));
  return texts;
}

}  // namespace cathode
