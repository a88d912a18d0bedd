// SPDX-License-Identifier: MIT
#include "core/base/complex.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "core/base/elementary.h"
#include "core/bits.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

std::complex<double> of(Complex z) { return {z.re, z.im}; }
void expectNear(Complex z, std::complex<double> expected, double relative) {
  EXPECT_LE(std::abs(of(z) - expected), relative * std::abs(expected)) << z.re << " " << z.im << " " << expected;
}

// Magnitudes over sixteen decades, in all four quadrants.
Complex randomComplex(testing::Random& random) {
  const double size = std::pow(10.0, 16.0 * random.fraction() - 8.0), angle = 6.283185307179586 * random.fraction();
  return {size * std::cos(angle), size * std::sin(angle)};
}

TEST(ComplexNumbers, AreThoseOfTheLibrary) {
  testing::Random random(1);
  for (int i = 0; i < 10000; ++i) {
    const Complex a = randomComplex(random), b = randomComplex(random);
    expectNear(a * b, of(a) * of(b), 1e-15);
    expectNear(a / b, of(a) / of(b), 1e-15);
    expectNear(squareRoot(a), std::sqrt(of(a)), 1e-15);
    EXPECT_GE(squareRoot(a).re, 0.0);
    EXPECT_NEAR(absolute(a) / std::abs(of(a)), 1.0, 1e-15);
  }
  EXPECT_EQ(squareRoot({-4.0, 0.0}).im, 2.0);
  EXPECT_EQ(squareRoot({-4.0, -0.0}).im, -2.0);
  EXPECT_EQ(squareRoot({}).re, 0.0);
  EXPECT_EQ(absolute({}), 0.0);
  expectNear(Complex{3e300, 4e300} / Complex{4e300, 3e300}, {0.96, 0.28}, 1e-15);
}

TEST(ComplexNumbers, SineAndCosineAreThoseOfTheLibrary) {
  testing::Random random(2);
  for (int i = 0; i < 20000; ++i) {
    const double x = (i % 2 == 0 ? 10.0 : 1e5) * (2.0 * random.fraction() - 1.0);
    const auto [sine, cosine] = sineCosineReproducible(x);
    EXPECT_NEAR(sine, std::sin(x), 2.3e-16) << x;
    EXPECT_NEAR(cosine, std::cos(x), 2.3e-16) << x;
  }
  EXPECT_EQ(sineCosineReproducible(0.0).sine, 0.0);
  EXPECT_EQ(sineCosineReproducible(0.0).cosine, 1.0);
}

TEST(ComplexNumbers, ExponentialIsThatOfTheLibrary) {
  testing::Random random(3);
  for (int i = 0; i < 10000; ++i) {
    const Complex z{100.0 * random.fraction() - 50.0, 100.0 * random.fraction() - 50.0};
    expectNear(expReproducible(z), std::exp(of(z)), 1e-15);
  }
  EXPECT_EQ(expReproducible(Complex{-800.0, 800.0}).im, 0.0);
  EXPECT_EQ(expReproducible(Complex{-2.0, 0.0}).re, expReproducible(-2.0));
}

// A change of this value is a change of results on some platform: find out why before updating it.
TEST(ComplexNumbers, SameBitsOnEveryPlatform) {
  std::vector<double> bits;
  for (int i = 0; i < 1000; ++i) {
    const Complex z{0.37 * i - 150.0, 0.61 * i - 300.0};
    for (const Complex made : {squareRoot(z), expReproducible(Complex{z.re / 10.0, z.im}), Complex{1.0} / z}) {
      bits.push_back(made.re);
      bits.push_back(made.im);
    }
  }
  EXPECT_EQ(hashOf(bits), 0x971b1050057b569bu) << std::hex << hashOf(bits);
}

}  // namespace
}  // namespace cathode
