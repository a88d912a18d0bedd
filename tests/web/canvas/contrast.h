// SPDX-License-Identifier: MIT
// How far colours stand out from each other.
#pragma once

#include <algorithm>
#include <cmath>

#include "web/canvas/theme.h"

namespace cathode::web {

// Relative luminance and contrast as WCAG 2 defines them.
inline double luminance(Color color) {
  const auto linear = [&](int shift) {
    const double c = (color >> shift & 0xFF) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(0) + 0.7152 * linear(8) + 0.0722 * linear(16);
}
inline double contrast(Color a, Color b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace cathode::web
