// SPDX-License-Identifier: MIT
#include "core/base/complex.h"

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"

namespace cathode {
namespace {

// pi/2 as a sum of three doubles; the first two have 20 trailing zero bits, so that their multiples that occur here are
// exact.
constexpr double kQuarterHigh = 1.57079632673412561417e+00;
constexpr double kQuarterMiddle = 6.07710050630396597660e-11;
constexpr double kQuarterLow = 2.02226624879595063154e-21;

}  // namespace

Complex operator/(Complex a, Complex b) {
  if (std::abs(b.re) >= std::abs(b.im)) {
    const double ratio = b.im / b.re, scale = b.re + b.im * ratio;
    return {(a.re + a.im * ratio) / scale, (a.im - a.re * ratio) / scale};
  }
  const double ratio = b.re / b.im, scale = b.re * ratio + b.im;
  return {(a.re * ratio + a.im) / scale, (a.im * ratio - a.re) / scale};
}

double absolute(Complex z) {
  const double larger = std::max(std::abs(z.re), std::abs(z.im)), smaller = std::min(std::abs(z.re), std::abs(z.im));
  if (larger == 0.0) return 0.0;
  const double ratio = smaller / larger;
  return larger * std::sqrt(1.0 + ratio * ratio);
}

Complex squareRoot(Complex z) {
  const double size = absolute(z);
  if (size == 0.0) return {};
  // The larger of the two parts first; the other follows without cancellation.
  const double larger = std::sqrt(0.5 * (std::abs(z.re) + size)), smaller = 0.5 * std::abs(z.im) / larger;
  const Complex root = z.re >= 0.0 ? Complex{larger, smaller} : Complex{smaller, larger};
  return {root.re, std::copysign(root.im, z.im)};
}

SineCosine sineCosineReproducible(double x) {
  // x = k pi/2 + r with |r| <= pi/4; Taylor series, truncated below 2^-56.
  const double k = std::floor(x / kQuarterHigh + 0.5);
  const double r = ((x - k * kQuarterHigh) - k * kQuarterMiddle) - k * kQuarterLow, square = r * r;
  double sine = 0.0, cosine = 0.0;
  for (int n = 16; n >= 2; n -= 2) {
    cosine = -square / (n * (n - 1)) * (1.0 + cosine);
    sine = -square / (n * (n + 1)) * (1.0 + sine);
  }
  sine = r + r * sine;
  cosine = 1.0 + cosine;
  switch (static_cast<long long>(k) & 3) {
    case 0: return {sine, cosine};
    case 1: return {cosine, -sine};
    case 2: return {-sine, -cosine};
    default: return {-cosine, sine};
  }
}

Complex expReproducible(Complex z) {
  const double size = expReproducible(z.re);
  if (size == 0.0) return {};
  const auto [sine, cosine] = sineCosineReproducible(z.im);
  return {size * cosine, size * sine};
}

}  // namespace cathode
