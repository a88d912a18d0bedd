// SPDX-License-Identifier: MIT
#include "core/uncertainty/distribution.h"

#include <cmath>
#include <limits>
#include <span>

#include "core/base/elementary.h"
#include "core/base/random_bits.h"

namespace cathode {
namespace {

// Coefficients of the lowest power first.
double polynomial(std::span<const double> coefficients, double x) {
  double sum = 0.0;
  for (std::size_t i = coefficients.size(); i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

// Numerators and denominators for the middle, the tails, and the far tails.
constexpr double kMiddle[2][8] = {
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
    {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
     3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}};
constexpr double kTail[2][8] = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}};
constexpr double kFarTail[2][8] = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}};

double ratio(const double (&of)[2][8], double x) { return polynomial(of[0], x) / polynomial(of[1], x); }

}  // namespace

std::string_view distributionKey(DistributionKind kind) {
  switch (kind) {
    case DistributionKind::rectangular: return "rectangular";
    case DistributionKind::triangular: return "triangular";
    case DistributionKind::normal: return "normal";
    case DistributionKind::student: return "student";
  }
  return "";
}

double standardUncertainty(const Distribution& d) {
  switch (d.kind) {
    case DistributionKind::rectangular: return d.width / std::sqrt(3.0);
    case DistributionKind::triangular: return d.width / std::sqrt(6.0);
    case DistributionKind::normal: return d.width;
    case DistributionKind::student: return d.width * std::sqrt(d.degreesOfFreedom / (d.degreesOfFreedom - 2.0));
  }
  return 0.0;
}

Interval supportOf(const Distribution& d) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const bool isBounded = d.kind == DistributionKind::rectangular || d.kind == DistributionKind::triangular;
  if (isBounded || d.width == 0.0) return {d.estimate - d.width, d.estimate + d.width};
  return {-kInfinity, kInfinity};
}

Draws::Draws(std::uint32_t seed) : key_(finalised(seed + kGoldenRatio)) {}

double Draws::uniform(std::uint32_t sample, std::uint32_t number, std::uint32_t attempt) const {
  const std::uint64_t place = static_cast<std::uint64_t>(sample) << 24 | number << 8 | attempt;
  // 52 bits, so that the half added is exact and neither end is met.
  return (static_cast<double>(finalised(key_ + (place + 1) * kGoldenRatio) >> 12) + 0.5) * 0x1p-52;
}

double Draws::normal(std::uint32_t sample, std::uint32_t number) const {
  return normalQuantile(uniform(sample, number));
}

double Draws::of(const Distribution& d, std::uint32_t sample, std::uint32_t number) const {
  switch (d.kind) {
    case DistributionKind::rectangular: return d.estimate + d.width * (2.0 * uniform(sample, number) - 1.0);
    case DistributionKind::triangular: {
      const double p = uniform(sample, number);
      return d.estimate + d.width * (p < 0.5 ? std::sqrt(2.0 * p) - 1.0 : 1.0 - std::sqrt(2.0 * (1.0 - p)));
    }
    case DistributionKind::normal: return d.estimate + d.width * normal(sample, number);
    case DistributionKind::student: break;
  }
  // Bailey's polar method (1994, doi 10.2307/2153537): a place in the unit circle, of which two in nine are refused.
  const double freedom = d.degreesOfFreedom;
  for (std::uint32_t attempt = 0; attempt < 255; attempt += 2) {
    const double x = 2.0 * uniform(sample, number, attempt) - 1.0;
    const double y = 2.0 * uniform(sample, number, attempt + 1) - 1.0;
    const double squared = x * x + y * y;
    if (squared >= 1.0) continue;
    const double radius = expReproducible(-2.0 / freedom * logReproducible(squared));
    return d.estimate + d.width * x * std::sqrt(freedom * (radius - 1.0) / squared);
  }
  return d.estimate;
}

double normalQuantile(double p) {
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) return q * ratio(kMiddle, 0.180625 - q * q);
  const double r = std::sqrt(-logReproducible(q < 0.0 ? p : 1.0 - p));
  const double size = r <= 5.0 ? ratio(kTail, r - 1.6) : ratio(kFarTail, r - 5.0);
  return q < 0.0 ? -size : size;
}

}  // namespace cathode
