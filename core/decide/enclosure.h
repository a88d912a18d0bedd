// SPDX-License-Identifier: MIT
// Arithmetic on intervals of any sign, rounded outward, with and without slopes. For core/decide alone.
#pragma once

#include <algorithm>
#include <array>
#include <limits>

#include "core/base/elementary.h"
#include "core/base/interval.h"

namespace cathode {

// As many numbers can be free at once.
inline constexpr int kMostFree = 6;

// An interval that holds every value that an expression has, and what rounding may have made of it: each operation goes
// outward by four units in the last place, so that the same expression in another order of additions is held as well.
struct Enclosure {
  double lower = 0.0, upper = 0.0;

  constexpr Enclosure() = default;
  constexpr Enclosure(double value) : lower(value), upper(value) {}  // NOLINT: constants stand in formulas as they are
  constexpr Enclosure(double from, double to) : lower(from), upper(to) {}

  static constexpr Enclosure everything() {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }
  // From two ends that were calculated; everything where one of them is not a number.
  static constexpr Enclosure outward(double lower, double upper) {
    constexpr double kUnits = 0x1p-50, kLeast = 1e-300;
    const double low = lower - ((lower < 0.0 ? -lower : lower) * kUnits + kLeast);
    const double high = upper + ((upper < 0.0 ? -upper : upper) * kUnits + kLeast);
    return low <= high ? Enclosure{low, high} : everything();
  }

  constexpr bool isPoint() const { return lower == upper; }
  constexpr double middle() const { return 0.5 * (lower + upper); }
  constexpr double width() const { return upper - lower; }
};

// Nothing, exactly: as most slopes are, and worth no arithmetic.
constexpr bool isNothing(Enclosure a) { return a.lower == 0.0 && a.upper == 0.0; }

constexpr Enclosure operator+(Enclosure a, Enclosure b) {
  if (isNothing(a)) return b;
  if (isNothing(b)) return a;
  return Enclosure::outward(a.lower + b.lower, a.upper + b.upper);
}
constexpr Enclosure operator-(Enclosure a, Enclosure b) {
  if (isNothing(a)) return {-b.upper, -b.lower};
  if (isNothing(b)) return a;
  return Enclosure::outward(a.lower - b.upper, a.upper - b.lower);
}
constexpr Enclosure operator*(Enclosure a, Enclosure b) {
  if (isNothing(a) || isNothing(b)) return {};
  if (a.lower >= 0.0 && b.lower >= 0.0) return Enclosure::outward(a.lower * b.lower, a.upper * b.upper);
  const double products[] = {a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper};
  double low = products[0], high = products[0];
  for (const double product : products) {
    if (product != product) return Enclosure::everything();
    low = std::min(low, product);
    high = std::max(high, product);
  }
  return Enclosure::outward(low, high);
}
constexpr Enclosure operator/(Enclosure a, Enclosure b) {
  if (isNothing(a)) return b.lower <= 0.0 && b.upper >= 0.0 ? Enclosure::everything() : Enclosure{};
  if (b.lower <= 0.0 && b.upper >= 0.0) return Enclosure::everything();
  const Enclosure inverse = Enclosure::outward(1.0 / b.upper, 1.0 / b.lower);
  return a * inverse;
}
constexpr Enclosure hull(Enclosure a, Enclosure b) { return {std::min(a.lower, b.lower), std::max(a.upper, b.upper)}; }
// What both hold. Where rounding keeps them apart, the second.
constexpr Enclosure common(Enclosure a, Enclosure b) {
  const Enclosure both{std::max(a.lower, b.lower), std::min(a.upper, b.upper)};
  return both.lower <= both.upper ? both : b;
}

inline Enclosure exponential(Enclosure a) {
  return Enclosure::outward(expReproducible(a.lower), expReproducible(a.upper));
}
Enclosure squareRoot(Enclosure a);  // of what is not negative in it

constexpr Enclosure clamped(Enclosure a, double low, double high) {
  return {std::clamp(a.lower, low, high), std::clamp(a.upper, low, high)};
}

// The same with an enclosure of the derivative with respect to each free number: over the whole box, so that it bounds
// every difference within it too.
struct Sloped {
  Enclosure value;
  int count = 0;  // of slopes; those beyond are zero
  std::array<Enclosure, kMostFree> slopes{};

  constexpr Sloped() = default;
  constexpr Sloped(double constant) : value(constant) {}     // NOLINT: as above
  constexpr Sloped(Enclosure constant) : value(constant) {}  // NOLINT: as above
};

// A function's value, and its slopes by the chain rule.
template <typename Slope>
constexpr Sloped chained(Enclosure value, int count, Slope slope) {
  Sloped result(value);
  result.count = count;
  for (int i = 0; i < count; ++i) result.slopes[i] = slope(i);
  return result;
}
constexpr Sloped operator+(const Sloped& a, const Sloped& b) {
  return chained(a.value + b.value, std::max(a.count, b.count), [&](int i) { return a.slopes[i] + b.slopes[i]; });
}
constexpr Sloped operator-(const Sloped& a, const Sloped& b) {
  return chained(a.value - b.value, std::max(a.count, b.count), [&](int i) { return a.slopes[i] - b.slopes[i]; });
}
constexpr Sloped operator*(const Sloped& a, const Sloped& b) {
  return chained(a.value * b.value, std::max(a.count, b.count),
                 [&](int i) { return a.slopes[i] * b.value + a.value * b.slopes[i]; });
}
constexpr Sloped operator/(const Sloped& a, const Sloped& b) {
  const Enclosure ratio = a.value / b.value;
  return chained(ratio, std::max(a.count, b.count),
                 [&](int i) { return (a.slopes[i] - ratio * b.slopes[i]) / b.value; });
}
inline Sloped exponential(const Sloped& a) {
  const Enclosure value = exponential(a.value);
  return chained(value, a.count, [&](int i) { return value * a.slopes[i]; });
}
Sloped squareRoot(const Sloped& a);

// Where the ends cut the interval, the slope is anything between its own and none.
constexpr Sloped clamped(const Sloped& a, double low, double high) {
  const bool isInside = a.value.lower >= low && a.value.upper <= high;
  const bool isOutside = a.value.upper <= low || a.value.lower >= high;
  return chained(clamped(a.value, low, high), a.count, [&](int i) {
    return isInside ? a.slopes[i] : isOutside ? Enclosure(0.0) : hull(a.slopes[i], Enclosure(0.0));
  });
}

}  // namespace cathode
