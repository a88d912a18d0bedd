// SPDX-License-Identifier: MIT
// The electrode's spectrum: its limits, its symmetries, and a ladder of resistors and capacitors solved cell by cell.
#include "core/polarisation/impedance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <vector>

#include "core/bits.h"
#include "core/polarisation/ladder.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

using Number = std::complex<double>;
Number of(Complex z) { return {z.re, z.im}; }

double logBetween(testing::Random& random, double low, double high) {
  return low * std::pow(high / low, random.fraction());
}
Electrode randomElectrode(testing::Random& random) {
  return {logBetween(random, 1e-6, 1e-2), logBetween(random, 1e-6, 0.1), logBetween(random, 1e-3, 0.05),
          logBetween(random, 100.0, 3e4), logBetween(random, 0.5, 500.0)};
}
InterfaceResponse randomResponse(testing::Random& random) {
  return {logBetween(random, 1e-7, 1e-3), logBetween(random, 10.0, 1e5), logBetween(random, 0.1, 2.0),
          logBetween(random, 300.0, 3000.0)};
}
// Model 4, 85 wt%, with the science's assumed interface.
constexpr Electrode kTypical{0.115e-3, 1.146e-3, 93e-4, 7000.0, 30.0};
constexpr InterfaceResponse kSloped{1e-5, 6250.0, 0.8, 1700.0};

double fastOhm(const Electrode& e) { return e.thicknessCm / (e.ionicSCm + e.electronicSCm); }
double railsOhm(const Electrode& e) { return e.thicknessCm / 3.0 * (1.0 / e.ionicSCm + 1.0 / e.electronicSCm); }
double transferOhm(const Electrode& e) { return e.chargeTransferOhmCm2 / (e.interfacePerCm * e.thicknessCm); }

TEST(Impedance, IsThatOfALadder) {
  testing::Random random(11);
  int compared = 0;
  while (compared < testing::casesOf(200)) {
    const Electrode e = randomElectrode(random);
    const Complex y = interfaceAdmittanceSCm2(e, randomResponse(random), logBetween(random, 1e-6, 1e3));
    // Where the current stays within a hundredth of the electrode, slices are too coarse.
    if (3.0 * railsOhm(e) * e.thicknessCm * e.interfacePerCm * absolute(y) > 1e4) continue;
    const Number exact = of(electrodeImpedanceOhmCm2(e, y));
    const Number ladder = testing::extrapolatedParts(testing::Slab(e), e.interfacePerCm * of(y), 1000).sum();
    EXPECT_LE(std::abs(ladder - exact), 1e-6 * std::abs(exact)) << compared;
    ++compared;
  }
}

TEST(Impedance, OfAResistanceIsTheStart) {
  // The oracles of Newman and Tobias's formula: kappa = sigma = L = 1 (S/cm, cm), and kappa = 0.1.
  const auto startOf = [](double kappa, double nu) {
    const Electrode e{kappa, 1.0, 1.0, 1.0, (1.0 / kappa + 1.0) / (nu * nu)};
    return electrodeImpedanceOhmCm2(e, {1.0 / e.chargeTransferOhmCm2});
  };
  EXPECT_NEAR(startOf(1.0, 1.0).re, 2.663953414, 5e-10);
  EXPECT_NEAR(startOf(1.0, 10.0).re, 0.600009080, 5e-10);
  EXPECT_NEAR(startOf(0.1, 5.0).re, 2.750521842, 5e-10);
  EXPECT_EQ(startOf(1.0, 1.0).im, 0.0);
}

TEST(Impedance, TendsToBothRailsInParallelWhereTheInterfaceIsShort) {
  for (const double y : {1e14, 1e18, 1e22})
    EXPECT_NEAR(electrodeImpedanceOhmCm2(kTypical, {0.0, y}).re / fastOhm(kTypical), 1.0, 1e3 / std::sqrt(y));
  // e^-nu is 0 in double precision: no overflow before that.
  EXPECT_TRUE(std::isfinite(electrodeImpedanceOhmCm2(kTypical, {1e30}).re));
}

TEST(Impedance, TendsToTheUniformResistanceAndTheLagForSlowChanges) {
  testing::Random random(12);
  for (int i = 0; i < testing::casesOf(200); ++i) {
    const Electrode e = randomElectrode(random);
    InterfaceResponse r = randomResponse(random);
    const double lag = r.slopeV / r.chargeCCm3 * r.diffusionTimeS / 15.0 / e.thicknessCm;
    for (const bool hasLayer : {false, true}) {
      if (!hasLayer) r.doubleLayerFCm2 = 0.0;
      const ImpedanceMarks marks = impedanceMarks(e, r);
      EXPECT_NEAR(marks.uniform / (transferOhm(e) + railsOhm(e)), 1.0, 1e-14);
      EXPECT_NEAR(marks.lag / lag, 1.0, 1e-14);
      if (!hasLayer) {
        EXPECT_NEAR(marks.slow / (marks.uniform + marks.lag), 1.0, 1e-14);
      }
      EXPECT_LE(marks.slow, (marks.uniform + marks.lag) * (1.0 + 1e-14));
      const double slow = electrodeImpedanceOhmCm2(e, interfaceAdmittanceSCm2(e, r, 1e-9 / r.diffusionTimeS)).re;
      EXPECT_NEAR(slow / marks.slow, 1.0, 1e-6) << i;
    }
    r = randomResponse(random);
    r.doubleLayerFCm2 = logBetween(random, 1e-6, 1e-3);
    const double slow = electrodeImpedanceOhmCm2(e, interfaceAdmittanceSCm2(e, r, 1e-9 / r.diffusionTimeS)).re;
    EXPECT_NEAR(slow / impedanceMarks(e, r).slow, 1.0, 1e-6) << i;
  }
}

TEST(Impedance, OfAFlatOpenCircuitVoltageEndsOnTheRealAxis) {
  const InterfaceResponse flat{1e-5, 6250.0, 0.0, 1700.0};
  const Complex z = electrodeImpedanceOhmCm2(kTypical, interfaceAdmittanceSCm2(kTypical, flat, 1e-9));
  const ImpedanceMarks marks = impedanceMarks(kTypical, flat);
  EXPECT_NEAR(z.re, marks.start, 1e-9);
  EXPECT_NEAR(z.im, 0.0, 1e-9);
  EXPECT_EQ(marks.slow, marks.start);
  EXPECT_EQ(marks.lag, 0.0);
}

TEST(Impedance, OfASlopeIsACapacitanceInTheEnd) {
  const double omega = 1e-9;
  const Complex z = electrodeImpedanceOhmCm2(kTypical, interfaceAdmittanceSCm2(kTypical, kSloped, omega));
  const double held =
      (kSloped.chargeCCm3 / kSloped.slopeV + kTypical.interfacePerCm * kSloped.doubleLayerFCm2) * kTypical.thicknessCm;
  EXPECT_NEAR(-z.im * omega * held, 1.0, 1e-6);
}

TEST(Impedance, FallsSteadilyInItsRealPart) {
  double last = impedanceMarks(kTypical, kSloped).slow;
  for (int i = 1; i <= 400; ++i) {
    const double omega = 1e-7 * std::pow(10.0, i / 25.0);
    const Complex z = electrodeImpedanceOhmCm2(kTypical, interfaceAdmittanceSCm2(kTypical, kSloped, omega));
    EXPECT_LT(z.re, last + 1e-9);
    EXPECT_LT(z.im, 0.0);
    last = z.re;
  }
  EXPECT_NEAR(last / impedanceMarks(kTypical, kSloped).fast, 1.0, 1e-2);
}

TEST(Impedance, IsTheSameWithTheRailsExchanged) {
  testing::Random random(13);
  for (int i = 0; i < 50; ++i) {
    Electrode e = randomElectrode(random);
    const Complex y = interfaceAdmittanceSCm2(e, randomResponse(random), logBetween(random, 1e-4, 1e4));
    const Number one = of(electrodeImpedanceOhmCm2(e, y));
    const Number ionsBlocked = of(symmetricImpedanceOhmCm2(e, Blocked::ions, y));
    std::swap(e.ionicSCm, e.electronicSCm);
    EXPECT_LE(std::abs(of(electrodeImpedanceOhmCm2(e, y)) / one - 1.0), 1e-14);
    EXPECT_LE(std::abs(of(symmetricImpedanceOhmCm2(e, Blocked::electrons, y)) / ionsBlocked - 1.0), 1e-14);
  }
}

TEST(SymmetricCell, TendsToTheRailThatIsNotBlocked) {
  const double length = kTypical.thicknessCm;
  for (const double y : {0.0, 1e-14}) {
    EXPECT_NEAR(symmetricImpedanceOhmCm2(kTypical, Blocked::ions, {0.0, y}).re, length / kTypical.electronicSCm, 1e-9);
    EXPECT_NEAR(symmetricImpedanceOhmCm2(kTypical, Blocked::electrons, {0.0, y}).re, length / kTypical.ionicSCm, 1e-9);
  }
  for (const Blocked blocked : {Blocked::ions, Blocked::electrons})
    EXPECT_NEAR(symmetricImpedanceOhmCm2(kTypical, blocked, {0.0, 1e16}).re, fastOhm(kTypical), 1e-3);
}

TEST(Impedance, SeriesAndClosedFormsMeet) {
  // nu from well below to well above where one takes over from the other.
  double last = 0.0;
  for (int i = 0; i <= 2000; ++i) {
    const double nu = 0.25 + 0.1 * i / 2000.0;
    const Electrode e{1.0, 1.0, 1.0, 1.0, 2.0 / (nu * nu)};
    const double start = electrodeImpedanceOhmCm2(e, {1.0 / e.chargeTransferOhmCm2}).re;
    // 1/(nu tanh(nu/2)) + 1/2 for kappa = sigma = L = 1.
    EXPECT_NEAR(start / (0.5 + 1.0 / (nu * std::tanh(nu / 2.0))), 1.0, 1e-14);
    if (i > 0) {
      EXPECT_LT(start, last);
    }
    last = start;
  }
  for (int i = 0; i < 2000; ++i) {
    const double omega = 0.01 * std::pow(10.0, i / 500.0);
    const InterfaceResponse r{0.0, 1.0, 1.0, 1.0};
    const Electrode e{1.0, 1.0, 1.0, 1.0, 1.0};
    const Number psi = std::sqrt(Number{0.0, omega});
    const Number expected = 1.0 / (1.0 + 1.0 / 3.0 / (psi / std::tanh(psi) - 1.0));
    EXPECT_LE(std::abs(of(interfaceAdmittanceSCm2(e, r, omega)) / expected - 1.0), 1e-12) << omega;
  }
}

// A change of this value is a change of results on some platform: find out why before updating it.
TEST(Impedance, SameBitsOnEveryPlatform) {
  std::vector<double> bits;
  for (int i = 0; i < 400; ++i) {
    double omega = 1e-7;
    for (int j = 0; j < i; ++j) omega *= 1.1;
    const Complex y = interfaceAdmittanceSCm2(kTypical, kSloped, omega);
    for (const Complex z :
         {electrodeImpedanceOhmCm2(kTypical, y), symmetricImpedanceOhmCm2(kTypical, Blocked::ions, y)}) {
      bits.push_back(z.re);
      bits.push_back(z.im);
    }
  }
  EXPECT_EQ(hashOf(bits), 0xc7fa0c2399047bc4u) << std::hex << hashOf(bits);
}

}  // namespace
}  // namespace cathode
