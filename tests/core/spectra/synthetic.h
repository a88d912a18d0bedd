// SPDX-License-Identifier: MIT
// Spectra made of known numbers, with noise from random bits that are the same everywhere.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

#include "core/base/random_bits.h"
#include "core/polarisation/impedance.h"
#include "core/spectra/spectrum.h"

namespace cathode::testing {

class Noise {
 public:
  explicit Noise(std::uint64_t key) : key_(finalised(key)) {}
  double uniform() { return (static_cast<double>(finalised(key_ + ++count_ * kGoldenRatio) >> 11) + 0.5) * 0x1p-53; }
  double normal() { return std::sqrt(-2.0 * std::log(uniform())) * std::cos(6.283185307179586 * uniform()); }
  double between(double low, double high) { return low * std::pow(high / low, uniform()); }

 private:
  std::uint64_t key_, count_ = 0;
};

using Number = std::complex<double>;

// `impedance` of i w from one frequency down to another, ten points a decade, each part off by that share of |Z|.
template <typename Impedance>
std::vector<SpectrumPoint> spectrumOf(const Impedance& impedance, double highestHz, double lowestHz, double relative,
                                      Noise& noise) {
  std::vector<SpectrumPoint> points;
  for (int i = 0;; ++i) {
    const double hertz = highestHz * std::pow(10.0, -0.1 * i);
    if (hertz < lowestHz * 0.999) return points;
    Number z = impedance(Number(0.0, 6.283185307179586 * hertz));
    const double spread = relative * std::abs(z);
    z += Number(spread * noise.normal(), spread * noise.normal());
    points.push_back({hertz, {z.real(), z.imag()}});
  }
}

// A dense pellet between blocking electrodes.
struct PelletTruth {
  double bulkOhm, bulkF, boundaryOhm, boundaryF;
  double boundaryExponent = 1.0, electrodeY = 5e-6, electrodeExponent = 0.9, bulkExponent = 1.0;

  Number operator()(Number s) const {
    return bulkOhm / (1.0 + std::pow(s * bulkOhm * bulkF, bulkExponent)) +
           boundaryOhm / (1.0 + std::pow(s * boundaryOhm * boundaryF, boundaryExponent)) +
           1.0 / (electrodeY * std::pow(s, electrodeExponent));
  }
};

// A symmetric cell of a composite, in ohm.
struct RailsTruth {
  double ionicSCm, electronicSCm, thicknessCm, areaCm2, transferSCm3, layerFCm3, exponent = 1.0;
  Blocked blocked = Blocked::ions;
  double seriesOhm = 0.0;

  Number operator()(Number s) const {
    const Number y = transferSCm3 + layerFCm3 * std::pow(s, exponent);
    const Complex z =
        symmetricImpedanceOhmCm2({ionicSCm, electronicSCm, thicknessCm, 1.0, 1.0}, blocked, {y.real(), y.imag()});
    return Number(z.re, z.im) / areaCm2 + seriesOhm;
  }
};

// A pellet whose parts are all seen up to 30 MHz; one of which a meter to 7 MHz sees an intercept and an arc.
inline PelletTruth seenPellet(Noise& noise) {
  const double bulk = noise.between(2e3, 2e4);
  return {bulk,
          noise.between(5e-12, 2e-11),
          bulk * noise.between(0.4, 2.5),
          noise.between(1e-9, 5e-8),
          0.8 + 0.2 * noise.uniform(),
          noise.between(1e-6, 1e-5),
          0.8 + 0.15 * noise.uniform(),
          0.9 + 0.1 * noise.uniform()};
}
inline PelletTruth conductingPellet(Noise& noise) {
  return {noise.between(1.0, 20.0),    1e-11,
          noise.between(3.0, 30.0),    noise.between(5e-9, 3e-8),
          0.8 + 0.2 * noise.uniform(), noise.between(1e-6, 1e-5),
          0.8 + 0.15 * noise.uniform()};
}
// A composite in whose interface a charge transfer is seen.
inline RailsTruth someRails(Noise& noise) {
  const double ionic = noise.between(3e-5, 1e-3), electronic = ionic * noise.between(0.3, 10.0);
  const double thickness = 93e-4;
  // nu from 0.7 to 4 at rest.
  const double transfer = noise.between(0.5, 16.0) / (thickness * thickness * (1.0 / ionic + 1.0 / electronic));
  return {ionic, electronic, thickness, 0.7854, transfer, transfer * noise.between(0.1, 1.0)};
}

}  // namespace cathode::testing
