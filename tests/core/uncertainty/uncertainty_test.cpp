// SPDX-License-Identifier: MIT
// Uncertainty as it is reported: distributions, coverage, shares, and what follows from the source's digits.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/uncertainty/coverage.h"
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

}  // namespace
}  // namespace cathode
