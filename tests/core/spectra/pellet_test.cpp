// SPDX-License-Identifier: MIT
// Resistances of pellets from spectra made of known ones.
#include "core/spectra/pellet.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/random_scenario.h"
#include "core/source/published.h"
#include "core/spectra/residuals.h"
#include "core/spectra/synthetic.h"

namespace cathode {
namespace {

using testing::Noise;
using testing::PelletTruth;

bool holds(const Estimate& estimate, double value) {
  return estimate.interval && value >= estimate.interval->first && value <= estimate.interval->second;
}
bool says(const PelletFit& fit, std::string_view words) {
  for (const std::string& notice : fit.notices) {
    if (notice.find(words) != std::string::npos) return true;
  }
  return false;
}

// With the capacitances that the project's own sketch assumes, a meter to 7 MHz, 1 % of noise.
TEST(Pellet, GivesTheTotalsOfTheSource) {
  for (const MeasuredTemperature temperature : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
    for (int e = 0; e < kElectrolyteCount; ++e) {
      const ImpedanceColumn& column = impedance(temperature, static_cast<Electrolyte>(e));
      const double r1 = column.bulkOhm, r2 = column.grainBoundaryOhm;
      Noise noise(static_cast<std::uint64_t>(100 * static_cast<int>(temperature) + e));
      PelletRequest request;
      request.points = testing::spectrumOf(PelletTruth{r1, 1e-11, r2, 1e-8}, 7e6, 1.0, 0.01, noise);
      // Such that the source's total has the source's conductivity.
      request.areaCm2 = 0.7854;
      request.thicknessUm = 10.0 * 0.7854 * (r1 + r2) * column.sigmaMsCm;
      const auto fit = fitPellet(request);
      ASSERT_TRUE(fit) << fit.error();
      EXPECT_EQ(keyOf(fit->circuit), "intercept-and-arc");
      EXPECT_TRUE(says(*fit, "Bulk and grain boundaries cannot be told apart: below 7.0 MHz"));
      EXPECT_FALSE(fit->bulkOhm || fit->grainBoundaryOhm || fit->bulkConductivityMsCm);
      EXPECT_NEAR(fit->totalOhm.value / (r1 + r2), 1.0, 0.02);
      EXPECT_TRUE(fit->totalOhm.interval->second / fit->totalOhm.interval->first < 1.05);
      EXPECT_NEAR(fit->conductivityMsCm->value / column.sigmaMsCm, 1.0, 0.02);
      EXPECT_NEAR(fit->interceptOhm->value / r1, 1.0, 0.1);
      EXPECT_NEAR(fit->arcOhm->value / r2, 1.0, 0.1);
    }
  }
}

TEST(Pellet, FindsWhatANoiselessSpectrumIsMadeOf) {
  Noise noise(1);
  const PelletTruth truth{5000.0, 1e-11, 8000.0, 1e-8, 0.9, 5e-6, 0.85, 0.95};
  PelletRequest request;
  request.points = testing::spectrumOf(truth, 3e7, 1.0, 0.0, noise);
  const auto fit = fitPellet(request);
  ASSERT_TRUE(fit) << fit.error();
  EXPECT_EQ(fit->circuit, PelletCircuit::bulkAndBoundary);
  EXPECT_NEAR(fit->bulkOhm->value, 5000.0, 0.05);
  EXPECT_NEAR(fit->grainBoundaryOhm->value, 8000.0, 0.05);
  EXPECT_NEAR(fit->totalOhm.value, 13000.0, 0.05);
  ASSERT_EQ(fit->arcs.size(), 2u);
  EXPECT_NEAR(fit->arcs[0].exponent.value, 0.95, 1e-4);
  EXPECT_NEAR(fit->arcs[0].capacitanceF / 1e-11, 1.0, 1e-3);
  EXPECT_NEAR(fit->electrodeExponent->value, 0.85, 1e-4);
}

// The whole count runs in tests/bench/spectra_bench.cpp.
TEST(Pellet, IntervalsHoldTheTruthAboutAsOftenAsTheySay) {
  const int cases = testing::casesOf(150);
  int totals = 0, bulks = 0, boundaries = 0, apart = 0;
  for (int i = 0; i < cases; ++i) {
    Noise noise(static_cast<std::uint64_t>(5000 + i));
    const bool isSeen = i % 2 == 0;
    const PelletTruth truth = isSeen ? testing::seenPellet(noise) : testing::conductingPellet(noise);
    PelletRequest request;
    request.points = testing::spectrumOf(truth, isSeen ? 3e7 : 7e6, 1.0, 0.01, noise);
    const auto fit = fitPellet(request);
    ASSERT_TRUE(fit) << fit.error();
    totals += holds(fit->totalOhm, truth.bulkOhm + truth.boundaryOhm);
    EXPECT_NEAR(fit->relativeNoise, 0.01, 0.004);
    if (!fit->bulkOhm) continue;
    ++apart;
    bulks += holds(*fit->bulkOhm, truth.bulkOhm);
    boundaries += holds(*fit->grainBoundaryOhm, truth.boundaryOhm);
  }
  // Three standard deviations below 95 %.
  const auto least = [](int count) { return 0.95 * count - 3.0 * std::sqrt(0.0475 * count); };
  EXPECT_GT(totals, least(cases));
  EXPECT_GE(apart, 0.48 * cases);
  EXPECT_GT(bulks, least(apart));
  EXPECT_GT(boundaries, least(apart));
}

TEST(Pellet, TakesItsIntervalFromTheNoiseThatIsGiven) {
  Noise noise(9);
  const PelletTruth truth = testing::seenPellet(noise);
  PelletRequest request;
  request.points = testing::spectrumOf(truth, 3e7, 1.0, 0.01, noise);
  request.relativeNoise = 0.01;
  const auto fit = fitPellet(request);
  request.relativeNoise = 0.02;
  const auto wider = fitPellet(request);
  ASSERT_TRUE(fit && wider);
  EXPECT_NEAR(fit->reducedChiSquared, 1.0, 0.4);
  EXPECT_NEAR(*wider->totalOhm.standardUncertainty / *fit->totalOhm.standardUncertainty, 2.0, 0.01);
  EXPECT_NEAR(fit->reducedChiSquared / wider->reducedChiSquared, 4.0, 0.01);
  request.relativeNoise = 0.002;
  EXPECT_TRUE(says(*fitPellet(request), "scatters more than the noise that was given"));
}

TEST(Pellet, WarnsOfWhatTheCircuitLeavesOut) {
  Noise noise(4);
  PelletRequest request;
  // A second arc between grain boundaries and electrodes.
  request.points = testing::spectrumOf(
      [](testing::Number s) { return PelletTruth{10.0, 1e-11, 30.0, 1e-8}(s) + 12.0 / (1.0 + s * 12.0 * 2e-6); }, 7e6,
      1.0, 0.001, noise);
  request.circuit = PelletCircuit::interceptAndArc;
  const auto fit = fitPellet(request);
  ASSERT_TRUE(fit) << fit.error();
  EXPECT_LT(fit->runsDeviation, kFewestRuns);
  EXPECT_TRUE(says(*fit, "not random along the spectrum"));
}

TEST(Pellet, SeesTheInductanceOfLeads) {
  Noise noise(5);
  PelletRequest request;
  const PelletTruth truth{5.0, 1e-11, 20.0, 1e-8};
  request.points = testing::spectrumOf([&](testing::Number s) { return truth(s) + 1e-7 * s; }, 7e6, 1.0, 0.005, noise);
  const auto fit = fitPellet(request);
  ASSERT_TRUE(fit) << fit.error();
  ASSERT_TRUE(fit->inductanceH);
  EXPECT_NEAR(fit->inductanceH->value / 1e-7, 1.0, 0.3);
  EXPECT_NEAR(fit->totalOhm.value, 25.0, 0.3);
}

TEST(Pellet, DoesNotDependOnTheOrderOfItsPointsNorOnTheUnitOfTheImpedance) {
  Noise noise(6);
  PelletRequest request;
  request.points = testing::spectrumOf(testing::conductingPellet(noise), 7e6, 1.0, 0.01, noise);
  const auto fit = fitPellet(request);
  std::ranges::reverse(request.points);
  const auto reversed = fitPellet(request);
  EXPECT_EQ(fit->totalOhm.value, reversed->totalOhm.value);
  EXPECT_EQ(fit->ohm.front().re, reversed->ohm.back().re);
  for (SpectrumPoint& point : request.points) point.ohm = 1e6 * point.ohm;
  EXPECT_NEAR(fitPellet(request)->totalOhm.value / fit->totalOhm.value, 1e6, 1.0);
}

TEST(Pellet, RefusesWhatIsNoSpectrumAndBearsWhatIsAnOddOne) {
  Noise noise(7);
  PelletRequest request;
  request.points = {{1.0, {1.0, -1.0}}};
  EXPECT_EQ(fitPellet(request).error(), "frequencyHz: 1 points; allowed: 5 to 10000.");
  request.points.assign(10, {100.0, {1.0, -1.0}});
  EXPECT_NE(fitPellet(request).error().find("a factor of 1.5"), std::string::npos);
  request.points[3].frequencyHz = -1.0;
  EXPECT_NE(fitPellet(request).error().find("frequencyHz[3]: -1; allowed"), std::string::npos);
  for (int i = 0; i < testing::casesOf(100); ++i) {
    PelletRequest odd;
    const int count = 5 + i % 40;
    for (int k = 0; k < count; ++k)
      odd.points.push_back({noise.between(1e-3, 1e7),
                            {noise.between(1e-6, 1e9) * (k % 3 - 1), noise.between(1e-6, 1e9) * (k % 2 ? 1 : -1)}});
    const auto fit = fitPellet(odd);
    if (!fit) continue;
    EXPECT_TRUE(std::isfinite(fit->totalOhm.value)) << i;
    for (const Complex& z : fit->ohm) EXPECT_TRUE(std::isfinite(z.re) && std::isfinite(z.im)) << i;
  }
}

}  // namespace
}  // namespace cathode
