// SPDX-License-Identifier: MIT
// The electrode's resistance against published oracles, slices that become ever thinner, and a simulated discharge.
#include "core/polarisation/electrode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/polarisation/ladder.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

using testing::Slab;

double logBetween(testing::Random& random, double low, double high) {
  return low * std::pow(high / low, random.fraction());
}

// An electrode whose reaction number is nu.
Electrode withNu(double ionicSCm, double electronicSCm, double thicknessCm, double interfacePerCm, double nu) {
  return {ionicSCm, electronicSCm, thicknessCm, interfacePerCm,
          thicknessCm * thicknessCm * (1.0 / ionicSCm + 1.0 / electronicSCm) * interfacePerCm / (nu * nu)};
}

// Conductivities over five decades each.
Electrode randomElectrode(testing::Random& random, double leastNu, double mostNu) {
  const double ionic = logBetween(random, 1e-6, 0.1), electronic = logBetween(random, 1e-6, 0.1);
  return withNu(ionic, electronic, logBetween(random, 1e-3, 0.05), logBetween(random, 100.0, 3e4),
                logBetween(random, leastNu, mostNu));
}

// What a discharge of slices with a flat open-circuit voltage shows: the resistance (ohm cm2) when each of `shares` has
// been discharged. A slice that is full takes no more; until another one is, nothing changes.
std::vector<double> simulatedOhmCm2(const Electrode& e, std::size_t slices, const std::vector<double>& shares) {
  const Slab slab(e);
  const double open = e.interfacePerCm / e.chargeTransferOhmCm2, each = 1.0 / static_cast<double>(slices);
  std::vector<double> leak(slices, open), left(slices, each);
  std::vector<double> found;
  double discharged = 0.0;
  while (found.size() < shares.size()) {
    const std::vector<double> ions = testing::ionicShares(slab, leak);
    double step = 1.0;
    for (std::size_t k = 0; k < slices; ++k) {
      if (left[k] > 0.0) step = std::min(step, left[k] / (ions[k] - ions[k + 1]));
    }
    while (found.size() < shares.size() && shares[found.size()] < discharged + step)
      found.push_back(testing::partsOf(slab, leak).sum());
    discharged += step;
    for (std::size_t k = 0; k < slices; ++k) {
      left[k] -= step * (ions[k] - ions[k + 1]);
      if (left[k] > 1e-9 * each) continue;
      left[k] = 0.0;
      leak[k] = 1e-12 * open;
    }
  }
  return found;
}

TEST(Start, IsNewmanAndTobiasFormula) {
  EXPECT_NEAR(startResistanceOhmCm2(withNu(1.0, 1.0, 1.0, 1.0, 1.0)), 2.663953414, 5e-10);
  EXPECT_NEAR(startResistanceOhmCm2(withNu(1.0, 1.0, 1.0, 1.0, 10.0)), 0.600009080, 5e-10);
  EXPECT_NEAR(startResistanceOhmCm2(withNu(0.1, 1.0, 1.0, 1.0, 5.0)), 2.750521842, 5e-10);
}

TEST(Start, HasPartsByDissipatedPower) {
  const ResistanceParts parts = startParts({0.115e-3, 1.146e-3, 93e-4, 7000.0, 30.0});
  EXPECT_NEAR(parts.ionic, 3.97, 0.005);
  EXPECT_NEAR(parts.electronic, 6.08, 0.005);
  EXPECT_NEAR(parts.chargeTransfer, 2.67, 0.005);
  EXPECT_NEAR(parts.sum(), 12.717, 0.0005);
}

TEST(Start, IsThatOfSlicesWhichBecomeThinner) {
  testing::Random random(21);
  for (int i = 0; i < testing::casesOf(1000); ++i) {
    const Electrode e = randomElectrode(random, 0.01, 50.0);
    const ResistanceParts parts = startParts(e);
    const testing::Parts<double> slices =
        testing::extrapolatedParts(Slab(e), e.interfacePerCm / e.chargeTransferOhmCm2, 500);
    const double allowed = 1e-6 * slices.sum();
    ASSERT_NEAR(parts.ionic, slices.ions, allowed) << i;
    ASSERT_NEAR(parts.electronic, slices.electrons, allowed) << i;
    ASSERT_NEAR(parts.chargeTransfer, slices.interface, allowed) << i;
    ASSERT_NEAR(startResistanceOhmCm2(e), slices.sum(), allowed) << i;
  }
}

TEST(Start, TendsToTheUniformReactionWhereTheReactionIsSlow) {
  testing::Random random(22);
  for (int i = 0; i < 100; ++i) {
    const Electrode e = randomElectrode(random, 1e-9, 1e-7);
    const ResistanceParts start = startParts(e), uniform = uniformParts(e);
    EXPECT_NEAR(start.ionic / uniform.ionic, 1.0, 1e-12);
    EXPECT_NEAR(start.electronic / uniform.electronic, 1.0, 1e-12);
    EXPECT_NEAR(start.chargeTransfer / uniform.chargeTransfer, 1.0, 1e-12);
  }
}

TEST(Start, TendsToBothRailsInParallelWhereTheReactionIsFast) {
  testing::Random random(23);
  for (int i = 0; i < 100; ++i) {
    Electrode e = randomElectrode(random, 1e6, 1e12);
    const double both = e.thicknessCm / (e.ionicSCm + e.electronicSCm);
    const double ratio = e.ionicSCm / e.electronicSCm + e.electronicSCm / e.ionicSCm;
    EXPECT_NEAR(startResistanceOhmCm2(e) / (both * (1.0 + ratio / reactionNumber(e))), 1.0, 1e-12);
    e.chargeTransferOhmCm2 = 0.0;
    EXPECT_NEAR(startResistanceOhmCm2(e) / both, 1.0, 1e-14);
    EXPECT_EQ(startParts(e).chargeTransfer, 0.0);
  }
}

TEST(Start, SeriesAndClosedFormsMeet) {
  for (int i = 0; i <= 400; ++i) {
    const double nu = 1e-3 * std::pow(10.0, i / 200.0);
    const ResistanceParts parts = startParts(withNu(0.3, 1.7, 1.0, 1.0, nu));
    // In terms of nu alone, long double: 1/(nu sinh nu) and coth(nu)/nu.
    const long double n = nu, k = 0.3L, s = 1.7L;
    const long double exact = 1.0L / (k + s) * (1.0L + (2.0L + (s / k + k / s) * std::cosh(n)) / (n * std::sinh(n)));
    EXPECT_NEAR(parts.sum() / static_cast<double>(exact), 1.0, 1e-11) << nu;
    EXPECT_GT(parts.ionic, parts.electronic);
  }
}

TEST(Start, IsFiniteForAllElectrodes) {
  testing::Random random(24);
  for (int i = 0; i < 1000; ++i) {
    const ResistanceParts parts = startParts(randomElectrode(random, 1e-8, 1e12));
    for (const double part : {parts.ionic, parts.electronic, parts.chargeTransfer}) {
      EXPECT_TRUE(std::isfinite(part));
      EXPECT_GE(part, 0.0);
    }
  }
}

TEST(StartReaction, HasAMeanOfOne) {
  testing::Random random(25);
  for (int i = 0; i < testing::casesOf(200); ++i) {
    const Electrode e = randomElectrode(random, 1e-3, 100.0);
    // Simpson's rule; the reaction changes within 1/nu.
    constexpr int kPieces = 20000;
    double sum = startReaction(e, 0.0) + startReaction(e, 1.0);
    for (int k = 1; k < kPieces; ++k) sum += (k % 2 == 1 ? 4.0 : 2.0) * startReaction(e, double(k) / kPieces);
    EXPECT_NEAR(sum / (3.0 * kPieces), 1.0, 1e-9) << i;
  }
}

TEST(StartReaction, IsThatOfTheSlices) {
  const Electrode e{0.115e-3, 1.146e-3, 93e-4, 7000.0, 30.0};
  constexpr std::size_t kSlices = 10000;
  const std::vector<double> ions =
      testing::ionicShares(Slab(e), std::vector<double>(kSlices, e.interfacePerCm / e.chargeTransferOhmCm2));
  for (std::size_t k = 0; k < kSlices; ++k) {
    EXPECT_NEAR(startIonicShare(e, double(k) / kSlices), ions[k], 1e-7);
    const double slice = (ions[k] - ions[k + 1]) * kSlices;
    EXPECT_NEAR(startReaction(e, (double(k) + 0.5) / kSlices) / slice, 1.0, 1e-6);
  }
  // Electrons are the better conductor: the reaction is where ions come in.
  EXPECT_GT(startReaction(e, 0.0), startReaction(e, 1.0));
}

TEST(StartIonicShare, FallsFromAllToNothing) {
  testing::Random random(27);
  for (int i = 0; i < 200; ++i) {
    Electrode e = randomElectrode(random, 1e-6, 1e3);
    if (i % 10 == 0) e.chargeTransferOhmCm2 = 0.0;
    double last = startIonicShare(e, 0.0);
    EXPECT_EQ(last, 1.0);
    for (int k = 1; k <= 100; ++k) {
      const double share = startIonicShare(e, k / 100.0);
      EXPECT_LE(share, last);
      last = share;
    }
    EXPECT_EQ(last, 0.0);
    // Without reaction in between, a straight line.
    if (reactionNumber(e) < 1e-3) {
      EXPECT_NEAR(startIonicShare(e, 0.25), 0.75, 1e-6);
    }
  }
}

TEST(Uniform, IsThirdsOfBothRailsAndTheInterface) {
  const ResistanceParts parts = uniformParts({0.115e-3, 1.146e-3, 93e-4, 7000.0, 30.0});
  EXPECT_NEAR(parts.ionic, 93e-4 / 3.0 / 0.115e-3, 1e-12);
  EXPECT_NEAR(parts.electronic, 93e-4 / 3.0 / 1.146e-3, 1e-12);
  EXPECT_NEAR(parts.chargeTransfer, 30.0 / (7000.0 * 93e-4), 1e-12);
}

TEST(Fronts, AreThoseOfASimulatedDischarge) {
  const std::vector<double> shares{0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9};
  for (const auto& [ionic, electronic] :
       {std::pair{0.115e-3, 1.146e-3}, {1e-3, 1e-3}, {5e-3, 1e-3}, {0.2e-3, 0.6e-3}}) {
    const Electrode e = withNu(ionic, electronic, 93e-4, 7000.0, 1500.0);
    const std::vector<double> simulated = simulatedOhmCm2(e, 1000, shares);
    for (std::size_t i = 0; i < shares.size(); ++i)
      EXPECT_NEAR(frontsResistanceOhmCm2(e, shares[i]) / simulated[i], 1.0, 0.02) << ionic << " at " << shares[i];
  }
}

TEST(Fronts, MeanIsThatOverTheDischarge) {
  testing::Random random(26);
  for (int i = 0; i < 100; ++i) {
    const Electrode e = randomElectrode(random, 1.0, 10.0);
    const double k = e.ionicSCm, s = e.electronicSCm;
    const double mean = e.thicknessCm / 2.0 * (k * k + k * s + s * s) / (k * s * (k + s));
    const ResistanceParts parts = meanFrontsParts(e);
    EXPECT_NEAR(parts.sum() / mean, 1.0, 1e-14);
    EXPECT_EQ(parts.chargeTransfer, 0.0);
    // It is linear in the share.
    EXPECT_NEAR((frontsResistanceOhmCm2(e, 0.0) + frontsResistanceOhmCm2(e, 1.0)) / 2.0 / mean, 1.0, 1e-14);
  }
}

// Model 4, 85 wt%, 93 um, 60 degC, of which the three regimes are known.
TEST(Regimes, AreThoseOfModel4) {
  const Electrode e{0.115e-3, 1.146e-3, 93e-4, 7000.0, 0.0};
  EXPECT_NEAR(startResistanceOhmCm2(e), 7.4, 0.05);
  EXPECT_NEAR(uniformParts(e).sum(), 29.7, 0.05);
  EXPECT_NEAR(meanFrontsParts(e).sum(), 40.8, 0.05);
}

}  // namespace
}  // namespace cathode
