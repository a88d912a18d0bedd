// SPDX-License-Identifier: MIT
#include "core/polarisation/electrode.h"

#include <cmath>
#include <limits>

#include "core/base/elementary.h"

namespace cathode {
namespace {

// Below it the closed forms lose digits that the series have.
constexpr double kSmallNumber = 1e-2;

// cosh(nu x) / sinh nu, x from 0 to 1, in e^-nu, since cosh overflows.
double coshBySinh(double nu, double x) {
  if (nu < kSmallNumber) {
    const double n2 = nu * nu, x2 = n2 * x * x;
    return (1.0 + x2 * (0.5 + x2 / 24.0)) / (nu * (1.0 + n2 * (1.0 / 6.0 + n2 / 120.0)));
  }
  return (expReproducible(-nu * (1.0 - x)) + expReproducible(-nu * (1.0 + x))) / (1.0 - expReproducible(-2.0 * nu));
}

// sinh(nu x) / sinh nu, likewise.
double sinhBySinh(double nu, double x) {
  if (nu < kSmallNumber) {
    const double n2 = nu * nu, x2 = n2 * x * x;
    return x * (1.0 + x2 * (1.0 / 6.0 + x2 / 120.0)) / (1.0 + n2 * (1.0 / 6.0 + n2 / 120.0));
  }
  return (expReproducible(-nu * (1.0 - x)) - expReproducible(-nu * (1.0 + x))) / (1.0 - expReproducible(-2.0 * nu));
}

// Means over y of the squares that powers are made of. The ionic current is (kappa b + sigma a) / (kappa + sigma), with
// a = sinh(nu (1 - y)) / sinh nu and b = 1 - sinh(nu y) / sinh nu.
struct Means {
  double aa, bb, ab;
};
Means meansOf(double nu, double coth, double cosech) {
  if (nu < kSmallNumber) {
    const double n2 = nu * nu;
    return {1.0 / 3.0 - n2 * (2.0 / 45.0 - n2 * 2.0 / 315.0), 1.0 / 3.0 + n2 * (7.0 / 180.0 - n2 / 504.0),
            1.0 / 3.0 - n2 * (1.0 / 360.0 + n2 / 504.0)};
  }
  const double aa = 0.5 * (coth / nu - cosech * cosech);
  const double ends = (coth - cosech) / nu;
  return {aa, 1.0 - 2.0 * ends + aa, ends - 0.5 * coth * cosech + 0.5 * cosech / nu};
}

}  // namespace

double reactionNumber(const Electrode& e) {
  return e.thicknessCm *
         std::sqrt((1.0 / e.ionicSCm + 1.0 / e.electronicSCm) * e.interfacePerCm / e.chargeTransferOhmCm2);
}

double startResistanceOhmCm2(const Electrode& e) { return startParts(e).sum(); }

ResistanceParts startParts(const Electrode& e) {
  const double nu = reactionNumber(e);
  const double k = e.ionicSCm, s = e.electronicSCm, whole = (k + s) * (k + s);
  if (std::isinf(nu)) {
    // All reacts where the better conductor's current enters the poorer one.
    return {e.thicknessCm * k / whole, e.thicknessCm * s / whole, 0.0};
  }
  const double coth = coshBySinh(nu, 1.0), cosech = coshBySinh(nu, 0.0);
  const Means m = meansOf(nu, coth, cosech);
  const double squares = 0.5 * (coth / nu + cosech * cosech), product = coth * cosech + cosech / nu;
  return {e.thicknessCm / k * (k * k * m.bb + 2.0 * k * s * m.ab + s * s * m.aa) / whole,
          e.thicknessCm / s * (s * s * m.bb + 2.0 * k * s * m.ab + k * k * m.aa) / whole,
          e.thicknessCm / (k * s * (k + s)) * ((k * k + s * s) * squares + k * s * product)};
}

ResistanceParts uniformParts(const Electrode& e) {
  return {e.thicknessCm / (3.0 * e.ionicSCm), e.thicknessCm / (3.0 * e.electronicSCm),
          e.chargeTransferOhmCm2 / (e.interfacePerCm * e.thicknessCm)};
}

double frontsResistanceOhmCm2(const Electrode& e, double share) {
  const double k = e.ionicSCm, s = e.electronicSCm;
  return e.thicknessCm / (k + s) * (share * (k * k + s * s) / (k * s) + (1.0 - share));
}

ResistanceParts meanFrontsParts(const Electrode& e) {
  // What is discharged near the separator carries ions alone, near the collector electrons alone; between the fronts
  // both share the current.
  const double k = e.ionicSCm, s = e.electronicSCm, half = 0.5 * e.thicknessCm / (k + s);
  return {half * (s / k + k / (k + s)), half * (k / s + s / (k + s)), 0.0};
}

double startIonicShare(const Electrode& e, double y) {
  if (y <= 0.0 || y >= 1.0) return y <= 0.0 ? 1.0 : 0.0;
  const double nu = reactionNumber(e), k = e.ionicSCm, s = e.electronicSCm;
  if (std::isinf(nu)) return k / (k + s);
  return (k * (1.0 - sinhBySinh(nu, y)) + s * sinhBySinh(nu, 1.0 - y)) / (k + s);
}

double startReaction(const Electrode& e, double y) {
  const double nu = reactionNumber(e);
  if (std::isinf(nu)) return y > 0.0 && y < 1.0 ? 0.0 : std::numeric_limits<double>::infinity();
  const double k = e.ionicSCm, s = e.electronicSCm;
  return nu * (k * coshBySinh(nu, y) + s * coshBySinh(nu, 1.0 - y)) / (k + s);
}

}  // namespace cathode
