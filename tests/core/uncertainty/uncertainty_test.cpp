// SPDX-License-Identifier: MIT
// Uncertainty as it is reported: distributions, coverage, shares, and what follows from the source's digits.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/audit/reconstruction.h"
#include "core/bits.h"
#include "core/cell/capacity.h"
#include "core/random_scenario.h"
#include "core/uncertainty/coverage.h"
#include "core/uncertainty/elasticity.h"
#include "core/uncertainty/losses.h"
#include "core/uncertainty/uncertainty.h"
#include "core/uncertainty/variance_shares.h"

namespace cathode {
namespace {

constexpr std::uint32_t kSamples = 200000;

// Samples of a function of two numbers.
template <typename Function>
std::vector<double> samplesOf(Function of, Distribution first, Distribution second) {
  const Draws draws(1);
  std::vector<double> samples;
  for (std::uint32_t i = 0; i < kSamples; ++i) samples.push_back(of(draws.of(first, i, 0), draws.of(second, i, 1)));
  return samples;
}

double sum(double a, double b) { return a + b; }
double product(double a, double b) { return a * b; }

TEST(NormalQuantile, InvertsTheErrorFunction) {
  EXPECT_EQ(normalQuantile(0.5), 0.0);
  // Abramowitz and Stegun, Table 26.5.
  EXPECT_NEAR(normalQuantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normalQuantile(0.995), 2.575829303548901, 1e-14);
  for (double p = 1e-15; p < 1.0; p = p * 1.3 + 1e-15)
    EXPECT_NEAR(0.5 * std::erfc(-normalQuantile(p) / std::sqrt(2.0)) / p, 1.0, 2e-13) << p;
}

TEST(Draws, HaveTheMomentsOfTheirDistribution) {
  const Draws draws(7);
  const Distribution all[] = {{DistributionKind::rectangular, 3.0, 2.0},
                              {DistributionKind::triangular, 3.0, 2.0},
                              {DistributionKind::normal, 3.0, 2.0},
                              {DistributionKind::student, 3.0, 2.0, 9}};
  for (const Distribution& distribution : all) {
    SCOPED_TRACE(distributionKey(distribution.kind));
    double mean = 0.0, squares = 0.0;
    const Interval support = supportOf(distribution);
    for (std::uint32_t i = 0; i < kSamples; ++i) {
      const double value = draws.of(distribution, i, 5);
      EXPECT_TRUE(support.contains(value));
      mean += value / kSamples;
      squares += (value - 3.0) * (value - 3.0) / kSamples;
    }
    const double u = standardUncertainty(distribution);
    EXPECT_NEAR(mean, 3.0, 4.0 * u / std::sqrt(kSamples));
    EXPECT_NEAR(std::sqrt(squares) / u, 1.0, 0.01);
  }
  EXPECT_NEAR(standardUncertainty(all[0]), 2.0 / std::sqrt(3.0), 1e-15);
  EXPECT_NEAR(standardUncertainty(all[1]), 2.0 / std::sqrt(6.0), 1e-15);
  EXPECT_NEAR(standardUncertainty(all[3]), 2.0 * std::sqrt(9.0 / 7.0), 1e-15);
}

TEST(Draws, FollowStudentsLaw) {
  const Draws draws(3);
  std::vector<double> samples;
  for (std::uint32_t i = 0; i < kSamples; ++i)
    samples.push_back(draws.of({DistributionKind::student, 0.0, 1.0, 4}, i, 0));
  // The 97.5 % point of 4 degrees of freedom.
  EXPECT_NEAR(coverageOf(samples).expandedUncertainty / 2.7764451, 1.0, 0.01);
}

TEST(Draws, DependOnSeedSampleAndNumberAlone) {
  const Draws draws(1), same(1), other(2);
  EXPECT_EQ(draws.uniform(5, 6), same.uniform(5, 6));
  EXPECT_NE(draws.uniform(5, 6), other.uniform(5, 6));
  EXPECT_NE(draws.uniform(5, 6), draws.uniform(6, 5));
  EXPECT_NE(draws.uniform(5, 6), draws.uniform(5, 6, 1));
  EXPECT_EQ(draws.uniform(0, 0), 0x1.7906ac21d0e5ap-2);
}

// The exact law of a sum of two rectangles of one width is a triangle: 95 % of it lie within 2 (1 - sqrt(0.05)) widths.
TEST(Coverage, OfTwoRectanglesIsThatOfTheirExactSum) {
  const Distribution one{DistributionKind::rectangular, 0.0, 1.0};
  std::vector<double> samples = samplesOf(sum, one, one);
  const Coverage coverage = coverageOf(samples);
  const double exact = 2.0 * (1.0 - std::sqrt(0.05));
  EXPECT_NEAR(coverage.expandedUncertainty / exact, 1.0, 0.01);
  EXPECT_NEAR(coverage.standardUncertainty / std::sqrt(2.0 / 3.0), 1.0, 0.01);
  EXPECT_NEAR(coverage.coverageFactor / (exact / std::sqrt(2.0 / 3.0)), 1.0, 0.01);
  EXPECT_NEAR(coverage.low, -exact, 2.0 * coverage.numericalTolerance);
  EXPECT_NEAR(coverage.high, exact, 2.0 * coverage.numericalTolerance);
  EXPECT_GT(coverage.numericalTolerance, 0.0);
  EXPECT_LT(coverage.numericalTolerance, 0.01 * exact);
}

// A trapezium, of a rectangle and a narrower one: P(|x| > c) = (a + b - c)^2 / (4 a b) in its flanks.
TEST(Coverage, OfUnequalRectanglesIsThatOfTheirTrapezium) {
  const double a = 1.0, b = 0.1;
  std::vector<double> samples =
      samplesOf(sum, {DistributionKind::rectangular, 0.0, a}, {DistributionKind::rectangular, 0.0, b});
  const double exact = a + b - std::sqrt(4.0 * a * b * 0.05);
  EXPECT_NEAR(coverageOf(samples).expandedUncertainty / exact, 1.0, 0.01);
}

TEST(Coverage, OfOneRectangleStaysWithinIt) {
  const Draws draws(1);
  std::vector<double> samples;
  for (std::uint32_t i = 0; i < kSamples; ++i)
    samples.push_back(draws.of({DistributionKind::rectangular, 10.0, 0.5}, i, 0));
  const Coverage coverage = coverageOf(samples);
  EXPECT_NEAR(coverage.expandedUncertainty, 0.475, 0.005);
  EXPECT_NEAR(coverage.coverageFactor, 0.95 * std::sqrt(3.0), 0.02);
  EXPECT_GT(coverage.low, 9.5);
  EXPECT_LT(coverage.high, 10.5);
}

TEST(Coverage, OfWhatDoesNotVaryIsExactlyNothing) {
  std::vector<double> samples(1000, 0.1);
  const Coverage coverage = coverageOf(samples);
  EXPECT_EQ(coverage.standardUncertainty, 0.0);
  EXPECT_EQ(coverage.expandedUncertainty, 0.0);
  EXPECT_EQ(coverage.low, 0.1);
  EXPECT_EQ(coverage.coverageFactor, 0.0);
}

TEST(ShortForm, HasTheDigitsThatTheUncertaintyAllows) {
  EXPECT_EQ(shortFormText(1092.3, 4.96), "1092(5)");
  EXPECT_EQ(shortFormText(1092.34, 1.45), "1092.3(15)");
  EXPECT_EQ(shortFormText(0.11512, 0.00029), "0.11512(29)");
  EXPECT_EQ(shortFormText(12.68, 0.0321), "12.680(32)");
  EXPECT_EQ(shortFormText(5.4, 0.9), "5.4(9)");
  EXPECT_EQ(shortFormText(5.4, 0.97), "5.4(10)");
  EXPECT_EQ(shortFormText(1092.3, 23.4), "1092(23)");
  EXPECT_EQ(shortFormText(1092.3, 96.0), "1090(100)");
  EXPECT_EQ(shortFormText(1092.3, 123.0), "1090(120)");
  EXPECT_EQ(shortFormText(-3.14159, 0.02), "−3.142(20)");
  EXPECT_EQ(shortFormText(30.0, 0.0), "30.00(0)");
}

// Shares of a result among two inputs.
template <typename Function>
std::array<double, 2> sharesOf(Function of, Distribution first, Distribution second) {
  const Draws draws(1), orders(2);
  VarianceShares shares(2, 1);
  for (std::uint32_t walk = 0; walk < 50000; ++walk) {
    const auto value = [&](bool isFirstOther, bool isSecondOther) {
      return of(draws.of(first, 2 * walk + isFirstOther, 0), draws.of(second, 2 * walk + isSecondOther, 1));
    };
    const std::span<const int> order = shares.order(orders, walk);
    const double values[] = {value(false, false), value(order[0] == 0, order[0] == 1), value(true, true)};
    shares.add(order, values);
  }
  return {shares.share(0, 0), shares.share(1, 0)};
}

TEST(VarianceShares, OfASumAreThoseOfTheVariances) {
  const auto [a, b] =
      sharesOf(sum, {DistributionKind::normal, 5.0, 3.0}, {DistributionKind::rectangular, -2.0, std::sqrt(3.0)});
  EXPECT_NEAR(a, 0.9, 0.01);
  EXPECT_NEAR(b, 0.1, 0.01);
  EXPECT_NEAR(a + b, 1.0, 1e-12);
}

// V(ab) = A^2 v + B^2 u + u v for means A, B and variances u, v: what works together is halved.
TEST(VarianceShares, HalveWhatWorksTogether) {
  const auto [a, b] = sharesOf(product, {DistributionKind::normal, 1.0, 2.0}, {DistributionKind::normal, 3.0, 1.0});
  const double whole = 1.0 * 1.0 + 9.0 * 4.0 + 4.0 * 1.0;
  EXPECT_NEAR(a, (36.0 + 2.0) / whole, 0.01);
  EXPECT_NEAR(b, (1.0 + 2.0) / whole, 0.01);
}

constexpr Scenario kCell;
constexpr MetricId kVolumetric = MetricId::volumetricEnergyDensityWhL;

UncertainResult of(MetricId metric, const UncertaintyRequest& how) {
  UncertaintyRequest request = how;
  request.metrics = {metric};
  return uncertainty(request)[0];
}
double shareOf(const UncertainResult& result, std::string_view key) {
  for (const BudgetEntry& entry : result.budget) {
    if (entry.key == key) return entry.share;
  }
  return 0.0;
}
// The standard uncertainty that one group leaves.
double partOf(const UncertainResult& result, std::string_view key) {
  return result.coverage.standardUncertainty * std::sqrt(shareOf(result, key));
}

// Of the source's own cell: 0.5 Wh/L of Table S5's digits, and 0.44 % of the reconstruction's misfit.
TEST(Uncertainty, OfTheSourcesCellIsThatOfTheMisfit) {
  const UncertainResult result = of(kVolumetric, {.scenario = kCell});
  EXPECT_EQ(result.value, evaluate(kCell)[kVolumetric].value);
  EXPECT_EQ(shortFormText(result.value, result.coverage.standardUncertainty), "1092(5)");
  // Two printed numbers of equal weight, each anywhere in one unit: VED / 2 (1/1094 and 1/311) / sqrt(12).
  const double rounding = 0.5 * result.value / std::sqrt(12.0) * std::hypot(1.0 / 1094.0, 1.0 / 311.0);
  EXPECT_NEAR(partOf(result, "energyDensities") / rounding, 1.0, 0.05);
  EXPECT_NEAR(partOf(result, "misfit") / (result.value * reconstruct(standardAssumptions()).rmsDisagreement), 1.0,
              0.02);
  double whole = 0.0;
  for (const BudgetEntry& entry : result.budget) whole += entry.share;
  EXPECT_NEAR(whole, 1.0, 1e-12);
  EXPECT_EQ(result.samples, kStandardSamples);
}

// A rectangle alone stays one: sigma0 = 10 +- 0.5 is 2.9 % of each electronic tau2, and nothing of two cells' ratio.
TEST(Uncertainty, OfASharedReferenceDoesNotTellCellsApart) {
  const UncertainResult one = of(MetricId::electronicTortuosityFactor, {.scenario = kCell});
  EXPECT_NEAR(one.coverage.standardUncertainty / one.value, 0.05 / std::sqrt(3.0), 2e-4);
  EXPECT_NEAR(one.coverage.coverageFactor, 0.95 * std::sqrt(3.0), 0.01);
  EXPECT_GT(shareOf(one, "mixtureConductivity"), 0.999);
  const Scenario both[] = {kCell, {.model = ParticleModel::thinShellLarge}};
  InputDraws draws(both, {}, 1);
  std::vector<double> ratios;
  for (std::uint32_t sample = 0; sample < 20000; ++sample) {
    draws.putSample(std::vector<std::uint32_t>(draws.groups(), sample));
    const auto tau2 = [&](int cell) {
      return evaluateOn(draws.basis(), draws.scenarios()[cell])[MetricId::electronicTortuosityFactor].value;
    };
    ratios.push_back(tau2(0) / tau2(1));
  }
  const Coverage ratio = coverageOf(ratios);
  EXPECT_NEAR(ratio.standardUncertainty / ratio.mean, 0.0004, 0.0001);
}

TEST(Uncertainty, OfACellLessItselfIsExactlyNothing) {
  for (const Metric& metric : metrics()) {
    const Distinction same = distinguish(kCell, kCell, metric.id, {.samples = 2000});
    EXPECT_EQ(same.difference.value, 0.0) << metric.key;
    EXPECT_EQ(same.difference.coverage.low, 0.0) << metric.key;
    EXPECT_EQ(same.difference.coverage.high, 0.0) << metric.key;
    EXPECT_TRUE(same.difference.budget.empty()) << metric.key;
    EXPECT_FALSE(same.isDistinguishable) << metric.key;
    EXPECT_EQ(same.repeatability, 0.0) << metric.key;
  }
}

TEST(Uncertainty, TellsModelsApartUpToARepeatability) {
  const Distinction distinction = distinguish(kCell, {.model = ParticleModel::thinShellLarge}, kVolumetric, {});
  EXPECT_TRUE(distinction.isDistinguishable);
  EXPECT_NEAR(100.0 * distinction.repeatability, 1.8, 0.05);
  // What a cell shares with a slightly thicker one does not blur their difference.
  Scenario thin = kCell, thick = kCell;
  thin.cathodeThicknessUm = 92.0;
  thick.cathodeThicknessUm = 92.1;
  const Distinction close = distinguish(thick, thin, kVolumetric, {});
  EXPECT_TRUE(close.isDistinguishable);
  EXPECT_LT(close.difference.coverage.standardUncertainty, 0.02 * std::abs(close.difference.value));
}

TEST(Uncertainty, HoldsBothReadingsOfAContradictoryEntry) {
  const Scenario cell{.model = ParticleModel::coreShell};
  const UncertainResult result = of(MetricId::specificCapacityMahG, {.scenario = cell});
  const Interval range = *evaluate(cell)[MetricId::specificCapacityMahG].interval;
  EXPECT_LT(result.coverage.low, range.lower);
  EXPECT_GT(result.coverage.high, range.upper);
  EXPECT_GT(shareOf(result, "reading"), 0.9);
}

TEST(Uncertainty, OfAnInterpolatedCapacityHoldsItsMisfit) {
  const UncertainResult result = of(kVolumetric, {.scenario = {.amWtPct = 80.0}});
  EXPECT_NEAR(partOf(result, "interpolation") / (result.value * interpolationMisfit() / std::sqrt(3.0)), 1.0, 0.02);
}

// The conductivity is drawn and the tortuosity factor follows: one rises as the other falls.
TEST(Uncertainty, DrawsConductivitiesAndDerivesTortuosityFactors) {
  const Scenario one[] = {kCell};
  InputDraws draws(one, {}, 1);
  double sxx = 0, syy = 0, sxy = 0;
  const Report at = evaluate(kCell);
  for (std::uint32_t sample = 0; sample < 5000; ++sample) {
    draws.putSample(std::vector<std::uint32_t>(draws.groups(), sample));
    const Report report = evaluateOn(draws.basis(), kCell);
    const double x = report[MetricId::ionicConductivityMsCm].value / at[MetricId::ionicConductivityMsCm].value - 1.0;
    const double y = report[MetricId::ionicTortuosityFactor].value / at[MetricId::ionicTortuosityFactor].value - 1.0;
    sxx += x * x, syy += y * y, sxy += x * y;
  }
  EXPECT_LT(sxy / std::sqrt(sxx * syy), -0.99);
}

// Capacities solved again with every draw of the densities leave less than densities alone would.
TEST(Uncertainty, OfDensitiesIsLessThanWithoutSolvingAgain) {
  const UncertainResult result = of(kVolumetric, {.scenario = kCell});
  const UncertainResult thickness = of(MetricId::cathodeThicknessUm, {.scenario = kCell});
  const double alone = result.value * partOf(thickness, "densities") / (thickness.value + 60.0);
  EXPECT_LT(partOf(result, "densities"), 0.6 * alone);
  EXPECT_GT(partOf(result, "densities"), 0.3 * alone);
}

TEST(Uncertainty, TakesInputsAsTheyAreGiven) {
  // Energy per volume falls with the separator's thickness: -VED / (L + 60) per um.
  const auto separator = givenInput(kCell, "separatorThicknessUm", "rectangular", std::nullopt, 3.0);
  ASSERT_TRUE(separator) << separator.error();
  UncertaintyRequest request{.scenario = kCell, .given = {*separator}};
  const UncertainResult result = of(kVolumetric, request);
  const double expected = 3.0 / std::sqrt(3.0) * result.value / (92.5 + 60.0);
  EXPECT_NEAR(partOf(result, "separatorThicknessUm") / expected, 1.0, 0.02);

  // Repeats: their mean is the estimate.
  const double repeats[] = {28.0, 30.0, 32.0, 34.0};
  const auto given = givenRepeats("separatorThicknessUm", repeats);
  ASSERT_TRUE(given) << given.error();
  request.given = {*given};
  EXPECT_EQ(of(kVolumetric, request).value, evaluate({.separatorThicknessUm = 31.0})[kVolumetric].value);

  // A group without any width has no share.
  const auto misfit = givenInput(kCell, "misfit", "normal", std::nullopt, 0.0);
  ASSERT_TRUE(misfit) << misfit.error();
  request.given = {*misfit};
  const UncertainResult without = of(kVolumetric, request);
  EXPECT_EQ(shareOf(without, "misfit"), 0.0);
  EXPECT_LT(without.coverage.standardUncertainty, 1.5);
}

TEST(Uncertainty, RefusesInputsByName) {
  const auto refusal = [](std::string_view key, std::string_view kind, std::optional<double> estimate, double width) {
    const auto given = givenInput(kCell, key, kind, estimate, width);
    return given ? std::string() : given.error();
  };
  EXPECT_TRUE(refusal("model", "normal", {}, 1.0).contains("\"model\" has no distribution"));
  EXPECT_TRUE(refusal("densities", "normal", {}, 1.0).contains("densities"));
  EXPECT_TRUE(refusal("temperatureC", "cauchy", {}, 1.0).contains("rectangular, triangular, normal"));
  EXPECT_TRUE(refusal("temperatureC", "normal", {}, -1.0).contains("standardUncertainty −1") ||
              refusal("temperatureC", "normal", {}, -1.0).contains("standardUncertainty -1"));
  EXPECT_TRUE(refusal("temperatureC", "rectangular", {}, 40.0).contains("out of range; allowed: 0 to 90 °C"));
  EXPECT_TRUE(refusal("misfit", "normal", 1.0, 1.0).contains("misfit"));
  EXPECT_TRUE(refusal("misfit", "normal", {}, 50.0).contains("0 to 20 %"));
  const double three[] = {1.0, 2.0, 3.0};
  EXPECT_TRUE(givenRepeats("temperatureC", three).error().contains("3 repeats; allowed: 4 to 1000"));
}

TEST(Uncertainty, StopsOnceTheDigitsStand) {
  const UncertainResult result = of(kVolumetric, {.scenario = kCell, .isAdaptive = true});
  EXPECT_LT(result.samples, kStandardSamples);
  EXPECT_LE(result.coverage.numericalTolerance, 0.5);
}

TEST(Uncertainty, HasOneRowForEachInput) {
  const Table table = inputsTable(kCell, {});
  std::vector<std::string> names;
  for (const TableRow& row : table.rows) {
    names.push_back(row.cells[0].text);
    EXPECT_FALSE(row.cells[7].text.empty()) << names.back();
    EXPECT_GT(row.cells[6].number.value_or(0.0), 0.0) << names.back();
  }
  for (const char* name : {"φ(SE) at 85 wt%", "Volumetric energy density at 85 wt%, 30 °C", "σ0 of NCM + VGCF",
                           "AM density", "Misfit of the reconstruction"})
    EXPECT_NE(std::ranges::find(names, name), names.end()) << name;
}

// The same bits natively and in WebAssembly.
TEST(Golden, SameBitsOfUncertainty) {
  UncertaintyRequest request{.scenario = {.model = ParticleModel::coreShell, .amWtPct = 80.0, .temperatureC = 45.0},
                             .samples = 3000};
  for (const Metric& metric : metrics()) request.metrics.push_back(metric.id);
  request.given = {*givenInput(kCell, "cathodeThicknessUm", "triangular", 90.0, 4.0),
                   *givenRepeats("nominalVoltageV", std::vector{3.7, 3.71, 3.69, 3.72, 3.68})};
  std::vector<double> all;
  for (const UncertainResult& result : uncertainty(request)) {
    for (const double value : {result.value, result.coverage.mean, result.coverage.standardUncertainty,
                               result.coverage.low, result.coverage.high, result.coverage.numericalTolerance})
      all.push_back(value);
    for (const BudgetEntry& entry : result.budget) all.push_back(entry.share);
  }
  EXPECT_EQ(hashOf(all), 843536317729947813u);
}

TEST(Elasticities, AreThoseOfTheFormulas) {
  const auto of = [](const Scenario& scenario, ParameterId id, MetricId metric) {
    for (const Elasticity& one : elasticities(scenario, metric)) {
      if (one.parameter == id) return one;
    }
    return Elasticity{};
  };
  EXPECT_NEAR(of(kCell, ParameterId::nominalVoltageV, kVolumetric).slope, 1.0, 1e-7);
  EXPECT_NEAR(of(kCell, ParameterId::specificCapacityMahG, kVolumetric).slope, 1.0, 1e-7);
  const double whole = evaluate(kCell)[MetricId::cathodeThicknessUm].value + 60.0;
  EXPECT_NEAR(of(kCell, ParameterId::separatorThicknessUm, kVolumetric).slope, -30.0 / whole, 1e-7);
  // At constant thickness areal capacity grows with it.
  EXPECT_NEAR(of(kCell, ParameterId::cathodeThicknessUm, MetricId::arealCapacityMahCm2).slope, 1.0, 1e-7);
}

TEST(Elasticities, AreTakenFromWithinAndNameWhatBalances) {
  const auto sideOf = [](const Scenario& scenario, ParameterId id) {
    for (const Elasticity& one : elasticities(scenario, kVolumetric)) {
      if (one.parameter == id) return one;
    }
    return Elasticity{};
  };
  EXPECT_EQ(sideOf(kCell, ParameterId::amWtPct).side, Side::below);
  EXPECT_EQ(sideOf({.amWtPct = 75.0}, ParameterId::amWtPct).side, Side::above);
  EXPECT_EQ(sideOf({.amWtPct = 80.0}, ParameterId::amWtPct).side, Side::both);
  EXPECT_EQ(sideOf(kCell, ParameterId::temperatureC).side, Side::above);
  EXPECT_EQ(sideOf({.temperatureC = 60.0}, ParameterId::temperatureC).side, Side::below);
  EXPECT_EQ(sideOf(kCell, ParameterId::amWtPct).balancedBy, "SE");
  // Per kelvin, of the line between Table S5's entries.
  const double low = evaluate(kCell)[kVolumetric].value, high = evaluate({.temperatureC = 60.0})[kVolumetric].value;
  EXPECT_NEAR(sideOf(kCell, ParameterId::temperatureC).slope, (high / low - 1.0) / 30.0, 1e-7);
}

TEST(LossSplit, AddsUpAndDoesNotDependOnAnOrder) {
  testing::Random random(31);
  int known = 0;
  for (int i = 0; i < testing::casesOf(500); ++i) {
    const Scenario scenario = testing::randomScenario(random);
    for (const bool isByMass : {false, true}) {
      const LossSplit split = lossSplit(scenario, isByMass);
      if (std::isnan(split.practical)) {
        EXPECT_TRUE(split.losses.empty());
        continue;
      }
      ++known;
      double left = split.theoretical;
      for (const Loss& loss : split.losses) left -= loss.value;
      const double scale = std::max(split.theoretical, std::abs(split.practical));
      EXPECT_NEAR(left / scale, split.practical / scale, 1e-13);
    }
  }
  EXPECT_GT(known, testing::casesOf(500) / 10);
  const LossSplit split = lossSplit(kCell, false);
  EXPECT_NEAR(split.theoretical, 275.5 * 3.7 * 4.8, 1e-6);
  // At 0.05C the voltage that is printed holds what the source's own cell loses.
  for (const Loss& loss : split.losses) EXPECT_NE(loss.id, LossId::ohmic);
}

}  // namespace
}  // namespace cathode
