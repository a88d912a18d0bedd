// SPDX-License-Identifier: MIT
#include "core/decide/enclosure.h"

#include <cmath>

namespace cathode {

Enclosure squareRoot(Enclosure a) {
  return Enclosure::outward(std::sqrt(std::max(0.0, a.lower)), std::sqrt(std::max(0.0, a.upper)));
}

Sloped squareRoot(const Sloped& a) {
  const Enclosure value = squareRoot(a.value);
  return chained(value, a.count, [&](int i) { return a.slopes[i] / (Enclosure(2.0) * value); });
}

}  // namespace cathode
