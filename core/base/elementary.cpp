// SPDX-License-Identifier: MIT
#include "core/base/elementary.h"

#include <cmath>
#include <limits>

namespace cathode {
namespace {

// ln 2 as a sum of two doubles; the first has 32 trailing zero bits, so k * kLn2High is exact
// for the exponents k that occur here.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;

}  // namespace

double expReproducible(double x) {
  if (x < -700.0) return 0.0;
  if (x > 700.0) return std::numeric_limits<double>::infinity();
  if (x != x) return x;
  // x = k ln 2 + r with |r| <= ln(2)/2; Taylor series of e^r, truncated below 2^-56.
  const double k = std::floor(x / (kLn2High + kLn2Low) + 0.5);
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  const double lost = (high - r) - low;
  double sum = 0.0;
  for (int n = 14; n >= 2; --n) sum = (sum + 1.0) * (r / n);
  // sum = e^r/r - 1 to leading order: e^r = 1 + r (1 + sum).
  return std::ldexp(1.0 + (r + (r * sum + lost)), static_cast<int>(k));
}

double logReproducible(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2.0;
    --exponent;
  }
  // log(1 + f) = 2 atanh(s), s = f / (2 + f), |s| <= 0.172: eleven odd terms reach 2^-60.
  // Writing 2 s = f - s f keeps f, which is exact, as the leading term.
  const double f = mantissa - 1.0;
  const double s = f / (2.0 + f);
  const double s2 = s * s;
  double tail = 0.0;
  for (int n = 23; n >= 3; n -= 2) tail = s2 * (2.0 / n + tail);
  const double k = exponent;
  return k * kLn2High + (f - (s * (f - tail) - k * kLn2Low));
}

}  // namespace cathode
