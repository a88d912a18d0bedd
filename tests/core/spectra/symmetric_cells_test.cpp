// SPDX-License-Identifier: MIT
// Conductivities of composites from spectra of symmetric cells made of known ones; activation energies.
#include "core/spectra/symmetric_cells.h"

#include <gtest/gtest.h>

#include "core/random_scenario.h"
#include "core/spectra/arrhenius.h"
#include "core/spectra/synthetic.h"

namespace cathode {
namespace {

using testing::Noise;
using testing::RailsTruth;

bool holds(const std::optional<Estimate>& estimate, double value) {
  return estimate && estimate->interval && value >= estimate->interval->first && value <= estimate->interval->second;
}
std::string noticesOf(const SymmetricFit& fit) {
  std::string all;
  for (const std::string& notice : fit.notices) all += notice + "\n";
  return all;
}

SymmetricCell cellOf(RailsTruth truth, Blocked blocked, double seriesOhm, double relative, Noise& noise) {
  truth.blocked = blocked;
  truth.seriesOhm = seriesOhm;
  return {testing::spectrumOf(truth, 2e6, 1e-2, relative, noise), blocked, seriesOhm};
}
SymmetricRequest requestOf(const RailsTruth& truth) {
  SymmetricRequest request;
  request.thicknessUm = 1e4 * truth.thicknessCm;
  request.areaCm2 = truth.areaCm2;
  return request;
}
constexpr RailsTruth kModel4{0.115e-3, 1.146e-3, 93e-4, 0.7854, 8.0, 0.07};

TEST(SymmetricCells, GiveBothConductivitiesOfANoiselessPair) {
  Noise noise(1);
  SymmetricRequest request = requestOf(kModel4);
  request.cells = {cellOf(kModel4, Blocked::ions, 5.0, 0.0, noise),
                   cellOf(kModel4, Blocked::electrons, 12.0, 0.0, noise)};
  request.cells[0].seriesOhm = request.cells[1].seriesOhm = std::nullopt;
  request.ionic = {14.82, 0.302};
  request.electronic = {10.0, 0.577};
  request.interfacePerCm = 7000.0;
  const auto fit = fitSymmetricCells(request);
  ASSERT_TRUE(fit) << fit.error();
  ASSERT_TRUE(fit->ionicMsCm && fit->electronicMsCm) << noticesOf(*fit);
  EXPECT_NEAR(fit->ionicMsCm->value, 0.115, 1e-6);
  EXPECT_NEAR(fit->electronicMsCm->value, 1.146, 1e-5);
  EXPECT_NEAR(fit->cells[0].seriesOhm->value, 5.0, 1e-4);
  EXPECT_NEAR(fit->cells[1].seriesOhm->value, 12.0, 1e-4);
  EXPECT_NEAR(fit->ionicTau2->value, 14.82 * 0.302 / 0.115, 1e-3);
  EXPECT_NEAR(fit->electronicTau2->value, 10.0 * 0.577 / 1.146, 1e-4);
  EXPECT_NEAR(fit->transferSCm3->value, 8.0, 1e-4);
  EXPECT_NEAR(fit->chargeTransferOhmCm2->value, 7000.0 / 8.0, 0.1);
  EXPECT_NEAR(fit->doubleLayerFCm2->value, 1e-5, 1e-9);
}

TEST(SymmetricCells, OfOneKindNeedAKnownSeriesResistance) {
  Noise noise(2);
  for (const Blocked blocked : {Blocked::ions, Blocked::electrons}) {
    SymmetricRequest request = requestOf(kModel4);
    request.cells = {cellOf(kModel4, blocked, 5.0, 1e-4, noise)};
    const auto known = fitSymmetricCells(request);
    ASSERT_TRUE(known) << known.error();
    ASSERT_TRUE(known->ionicMsCm && known->electronicMsCm) << noticesOf(*known);
    EXPECT_TRUE(holds(blocked == Blocked::ions ? known->electronicMsCm : known->ionicMsCm,
                      blocked == Blocked::ions ? 1.146 : 0.115));
    request.cells[0].seriesOhm = std::nullopt;
    const auto free = fitSymmetricCells(request);
    ASSERT_TRUE(free) << free.error();
    EXPECT_FALSE(free->ionicMsCm || free->electronicMsCm || free->ionicTau2);
    EXPECT_NE(noticesOf(*free).find("described equally well by many pairs"), std::string::npos);
    // What it says is so: the problem has a direction that changes nothing.
    EXPECT_LT(free->leastEigenvalue, 1e-6);
  }
}

TEST(SymmetricCells, WithTheWrongTypeGiveTheExchangedConductivities) {
  Noise noise(3);
  SymmetricRequest request = requestOf(kModel4);
  request.cells = {cellOf(kModel4, Blocked::ions, 0.0, 0.0, noise)};
  const auto right = fitSymmetricCells(request);
  request.cells[0].blocked = Blocked::electrons;
  const auto wrong = fitSymmetricCells(request);
  ASSERT_TRUE(right->ionicMsCm && wrong->ionicMsCm);
  EXPECT_NEAR(wrong->ionicMsCm->value / right->electronicMsCm->value, 1.0, 1e-4);
  EXPECT_NEAR(wrong->electronicMsCm->value / right->ionicMsCm->value, 1.0, 1e-4);
}

TEST(SymmetricCells, IntervalsHoldTheTruthAboutAsOftenAsTheySay) {
  const int cases = testing::casesOf(100);
  int ionic = 0, electronic = 0;
  for (int i = 0; i < cases; ++i) {
    Noise noise(static_cast<std::uint64_t>(900 + i));
    const RailsTruth truth = testing::someRails(noise);
    SymmetricRequest request = requestOf(truth);
    for (const Blocked blocked : {Blocked::ions, Blocked::electrons})
      request.cells.push_back(cellOf(truth, blocked, noise.between(1.0, 20.0), 0.01, noise));
    const auto fit = fitSymmetricCells(request);
    ASSERT_TRUE(fit) << fit.error();
    ASSERT_TRUE(fit->ionicMsCm && fit->electronicMsCm) << noticesOf(*fit);
    ionic += holds(fit->ionicMsCm, 1e3 * truth.ionicSCm);
    electronic += holds(fit->electronicMsCm, 1e3 * truth.electronicSCm);
  }
  // Three standard deviations below 95 %.
  const double least = 0.95 * cases - 3.0 * std::sqrt(0.0475 * cases);
  EXPECT_GT(ionic, least);
  EXPECT_GT(electronic, least);
}

TEST(SymmetricCells, SayWhichConductivityIsNotSeen) {
  Noise noise(4);
  // Ions ten thousand times slower than electrons, and no cell that blocks electrons.
  RailsTruth truth = kModel4;
  truth.ionicSCm = 1e-7;
  SymmetricRequest request = requestOf(truth);
  request.cells = {cellOf(truth, Blocked::ions, 1.0, 0.01, noise)};
  const auto fit = fitSymmetricCells(request);
  ASSERT_TRUE(fit) << fit.error();
  EXPECT_FALSE(fit->ionicMsCm && fit->ionicMsCm->interval) << noticesOf(*fit);
  EXPECT_FALSE(fit->notices.empty());
}

TEST(SymmetricCells, CarryTheUncertaintyOfThicknessAndArea) {
  Noise noise(5);
  SymmetricRequest request = requestOf(kModel4);
  request.cells = {cellOf(kModel4, Blocked::ions, 5.0, 1e-4, noise),
                   cellOf(kModel4, Blocked::electrons, 5.0, 1e-4, noise)};
  request.thicknessUncertaintyUm = 0.03 * request.thicknessUm;
  request.areaUncertaintyCm2 = 0.04 * request.areaCm2;
  const auto fit = fitSymmetricCells(request);
  ASSERT_TRUE(fit->electronicMsCm);
  EXPECT_NEAR(*fit->electronicMsCm->standardUncertainty / fit->electronicMsCm->value, 0.05, 0.002);
}

TEST(Arrhenius, GivesTheEnergyOfALine) {
  ArrheniusRequest request;
  for (const double celsius : {0.0, 25.0, 40.0, 60.0, 80.0}) {
    const double sigma = 5.0 * std::exp(-0.3 / 8.617333262e-5 * (1.0 / (celsius + 273.15) - 1.0 / 298.15));
    request.points.push_back({celsius, sigma, 0.02 * sigma});
  }
  const auto fit = activationEnergy(request);
  ASSERT_TRUE(fit) << fit.error();
  EXPECT_NEAR(fit->activationEnergyEv.value, 0.3, 1e-9);
  EXPECT_NEAR(fit->referenceMsCm.value, 5.0, 1e-9);
  EXPECT_NEAR(*fit->reducedChiSquared, 0.0, 1e-12);
  EXPECT_TRUE(fit->activationEnergyEv.interval);
  // ln(sigma T) falls by kT less, at the mean.
  request.form = ArrheniusForm::sigmaT;
  EXPECT_NEAR(activationEnergy(request)->activationEnergyEv.value, 0.3 + 8.617333262e-5 * 311.0, 1e-3);
  // Two points without uncertainties have a value and no interval.
  request.points = {{30.0, 5.499, {}}, {60.0, 14.82, {}}};
  request.form = ArrheniusForm::sigma;
  const auto two = activationEnergy(request);
  EXPECT_NEAR(two->activationEnergyEv.value, 0.288, 0.0005);
  EXPECT_FALSE(two->activationEnergyEv.interval);
  EXPECT_EQ(two->notices.size(), 1u);
}

TEST(Arrhenius, IntervalsHoldTheTruth) {
  int held = 0, heldWithout = 0;
  constexpr int kCases = 1000;
  for (int i = 0; i < kCases; ++i) {
    Noise noise(static_cast<std::uint64_t>(70000 + i));
    ArrheniusRequest request;
    for (const double celsius : {20.0, 30.0, 40.0, 50.0, 60.0}) {
      const double sigma = 5.0 * std::exp(-0.3 / 8.617333262e-5 * (1.0 / (celsius + 273.15) - 1.0 / 298.15));
      const double measured = sigma * (1.0 + 0.02 * noise.normal());
      request.points.push_back({celsius, measured, 0.02 * measured});
    }
    held += holds(activationEnergy(request)->activationEnergyEv, 0.3);
    for (ConductivityPoint& point : request.points) point.standardUncertaintyMsCm.reset();
    heldWithout += holds(activationEnergy(request)->activationEnergyEv, 0.3);
  }
  EXPECT_NEAR(held, 950, 21);
  EXPECT_NEAR(heldWithout, 950, 21);
}

TEST(Arrhenius, RefusesByField) {
  const auto refusal = [](std::vector<ConductivityPoint> points) { return activationEnergy({points}).error(); };
  EXPECT_EQ(refusal({{30.0, 1.0, {}}}), "points: 1 of them; allowed: 2 to 1000.");
  EXPECT_NE(refusal({{30.0, 1.0, {}}, {30.0, 2.0, {}}}).find("1 K or more apart"), std::string::npos);
  EXPECT_NE(refusal({{30.0, 1.0, 0.1}, {60.0, 2.0, {}}}).find("given for 1 of 2 points"), std::string::npos);
  EXPECT_NE(refusal({{30.0, 0.0, {}}, {60.0, 2.0, {}}}).find("points[0].conductivityMsCm: 0;"), std::string::npos);
}

TEST(Estimate, HasStudentsFactor) {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  EXPECT_NEAR(studentFactor(1), 12.706, 1e-3);
  EXPECT_NEAR(studentFactor(2), 4.303, 1e-3);
  EXPECT_NEAR(studentFactor(3), 3.182, 6e-3);
  EXPECT_NEAR(studentFactor(5), 2.571, 1e-3);
  EXPECT_NEAR(studentFactor(10), 2.228, 1e-3);
  EXPECT_NEAR(studentFactor(100), 1.984, 1e-3);
}

}  // namespace
}  // namespace cathode
