#include "core/text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "core/elementary.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

TEST(Text, ShortestReadsBackExactly) {
  EXPECT_EQ(shortestText(0.1), "0.1");
  EXPECT_EQ(shortestText(93.0), "93");
  EXPECT_EQ(shortestText(30.5577), "30.5577");
  testing::Random random(1);
  for (int i = 0; i < 10000; ++i) {
    const double value = std::ldexp(random.fraction(), static_cast<int>(random.below(100)) - 50);
    EXPECT_EQ(parseNumber(shortestText(value)), value);
  }
}

TEST(Text, RoundsToSignificantDigits) {
  EXPECT_EQ(significantText(1093.6, 4), "1094");
  EXPECT_EQ(significantText(0.044838, 3), "0.0448");
  EXPECT_EQ(significantText(9.996, 3), "10.0");
  EXPECT_EQ(significantText(0.0, 3), "0");
  EXPECT_EQ(fixedText(-0.001, 2), "0.00");
  EXPECT_EQ(fixedText(-1.5, 1), "−1.5");
}

TEST(Text, QuotesSafely) {
  EXPECT_EQ(quotable("a\nb\x7F"), "a?b?");
  EXPECT_EQ(quotable("\xFF\xC0µ"), "??µ");
  EXPECT_EQ(quotable(std::string(41, 'x')), std::string(40, 'x') + "…");
  EXPECT_EQ(quotable("\xE2\x82"), "??");
}

int ulpsApart(double a, double b) { return static_cast<int>(std::abs(a - b) / std::abs(std::nextafter(b, INFINITY) - b)); }

TEST(Elementary, IsWithinOneUlpOfTheLibrary) {
  testing::Random random(2);
  for (int i = 0; i < 200000; ++i) {
    const double x = (random.fraction() - 0.5) * 80.0;
    EXPECT_LE(ulpsApart(expReproducible(x), std::exp(x)), 1) << x;
    const double y = std::ldexp(random.fraction() + 1e-3, static_cast<int>(random.below(60)) - 30);
    EXPECT_LE(ulpsApart(logReproducible(y), std::log(y)), 1) << y;
  }
  EXPECT_EQ(expReproducible(0.0), 1.0);
  EXPECT_EQ(logReproducible(1.0), 0.0);
}

}  // namespace
}  // namespace cathode
