// SPDX-License-Identifier: MIT
#include "core/polarisation/impedance.h"

#include <cstddef>

namespace cathode {
namespace {

// Below, series: what is left of differences of nearly equal numbers would lose digits.
constexpr double kSmall = 0.3;

// L sqrt((1/kappa + 1/sigma) a Y).
Complex nuOf(const Electrode& e, Complex admittance) {
  return squareRoot(e.thicknessCm * e.thicknessCm * (1.0 / e.ionicSCm + 1.0 / e.electronicSCm) * e.interfacePerCm *
                    admittance);
}

// Both rails in parallel, ohm cm2.
double bothOhmCm2(const Electrode& e) { return e.thicknessCm / (e.ionicSCm + e.electronicSCm); }

// A power series in x^2.
template <std::size_t Size>
Complex seriesOf(const double (&terms)[Size], Complex square) {
  Complex sum;
  for (std::size_t i = Size; i-- > 0;) sum = Complex{terms[i]} + square * sum;
  return sum;
}

// tanh(x/2)/x for re x >= 0, in e^-x, which does not overflow.
Complex halfTanhRatio(Complex x) {
  constexpr double kTerms[] = {1.0 / 2.0,
                               -1.0 / 24.0,
                               1.0 / 240.0,
                               -17.0 / 40320.0,
                               31.0 / 725760.0,
                               -691.0 / 159667200.0,
                               5461.0 / 12454041600.0,
                               -929569.0 / 20922789888000.0};
  if (absolute(x) < kSmall) return seriesOf(kTerms, x * x);
  const Complex e = expReproducible(Complex{-x.re, -x.im});
  return (Complex{1.0} - e) / (x * (Complex{1.0} + e));
}

// x/sinh x for re x >= 0.
Complex sinhRatio(Complex x) {
  const Complex e = expReproducible(Complex{-x.re, -x.im});
  return 2.0 * (x * e) / (Complex{1.0} - e * e);
}

// (x/sinh x - 1)/x^2 for |x| < kSmall.
Complex sinhRatioRest(Complex x) {
  constexpr double kTerms[] = {-1.0 / 6.0,
                               7.0 / 360.0,
                               -31.0 / 15120.0,
                               127.0 / 604800.0,
                               -73.0 / 3421440.0,
                               1414477.0 / 653837184000.0,
                               -8191.0 / 37362124800.0,
                               16931177.0 / 762187345920000.0};
  return seriesOf(kTerms, x * x);
}

// 1/(x coth x - 1) for re x >= 0, x not 0.
Complex sphereRatio(Complex x) {
  constexpr double kTerms[] = {1.0,           -1.0 / 15.0,           2.0 / 315.0,     -1.0 / 1575.0,
                               2.0 / 31185.0, -1382.0 / 212837625.0, 4.0 / 6081075.0, -3617.0 / 54273594375.0};
  const Complex square = x * x;
  if (absolute(x) < kSmall) return Complex{3.0} / (square * seriesOf(kTerms, square));
  const Complex e = expReproducible(Complex{-2.0 * x.re, -2.0 * x.im});
  return (Complex{1.0} - e) / (x * (Complex{1.0} + e) - (Complex{1.0} - e));
}

}  // namespace

Complex interfaceAdmittanceSCm2(const Electrode& electrode, const InterfaceResponse& response,
                                double angularFrequency) {
  Complex series{electrode.chargeTransferOhmCm2};
  const double slope = response.slopeV / response.chargeCCm3;
  if (slope > 0.0) {
    const double seconds = response.diffusionTimeS;
    // Without diffusion, the capacitance of the slope alone.
    const Complex stored = seconds > 0.0 ? seconds / 3.0 * sphereRatio(squareRoot({0.0, angularFrequency * seconds}))
                                         : Complex{0.0, -1.0 / angularFrequency};
    series = series + electrode.interfacePerCm * slope * stored;
  }
  return Complex{0.0, angularFrequency * response.doubleLayerFCm2} + Complex{1.0} / series;
}

Complex electrodeImpedanceOhmCm2(const Electrode& e, Complex interfaceAdmittance) {
  const Complex nu = nuOf(e, interfaceAdmittance);
  const double ratio = e.electronicSCm / e.ionicSCm + e.ionicSCm / e.electronicSCm;
  const Complex interface = Complex{1.0} / (e.interfacePerCm * e.thicknessCm * interfaceAdmittance);
  // (2 + s cosh nu)/(nu sinh nu) in two parts, of which the first is the interface's.
  const Complex shared = bothOhmCm2(e) * (Complex{1.0} + ratio * halfTanhRatio(nu));
  if (absolute(nu) < kSmall)
    return interface + e.thicknessCm * (1.0 / e.ionicSCm + 1.0 / e.electronicSCm) * sinhRatioRest(nu) + shared;
  return interface * sinhRatio(nu) + shared;
}

Complex symmetricImpedanceOhmCm2(const Electrode& e, Blocked blocked, Complex interfaceAdmittance) {
  const double ratio = blocked == Blocked::ions ? e.ionicSCm / e.electronicSCm : e.electronicSCm / e.ionicSCm;
  return bothOhmCm2(e) * (Complex{1.0} + 2.0 * ratio * halfTanhRatio(nuOf(e, interfaceAdmittance)));
}

ImpedanceMarks impedanceMarks(const Electrode& e, const InterfaceResponse& response) {
  ImpedanceMarks marks{};
  marks.fast = bothOhmCm2(e);
  marks.start = startResistanceOhmCm2(e);
  const ResistanceParts parts = uniformParts(e);
  marks.uniform = parts.sum();
  marks.lag = response.slopeV / response.chargeCCm3 * response.diffusionTimeS / 15.0 / e.thicknessCm;
  // Per volume: what the particles hold, and the double layer.
  const double held = response.chargeCCm3 / response.slopeV, layer = e.interfacePerCm * response.doubleLayerFCm2;
  const double share = held / (held + layer);
  marks.slow = response.slopeV > 0.0
                   ? share * share * (parts.chargeTransfer + marks.lag) + parts.ionic + parts.electronic
                   : marks.start;
  return marks;
}

}  // namespace cathode
