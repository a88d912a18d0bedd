// SPDX-License-Identifier: MIT
#include "core/base/number_text.h"
#include "core/base/words.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/base/elementary.h"
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

#ifdef LOCALE_FOLDER
TEST(Text, DoesNotDependOnTheLocale) {
  ASSERT_EQ(setenv("LOCPATH", LOCALE_FOLDER, 1), 0);
  ASSERT_NE(std::setlocale(LC_ALL, "de_DE.utf8"), nullptr);
  char comma[16];
  std::snprintf(comma, sizeof comma, "%.1f", 0.5);
  EXPECT_STREQ(comma, "0,5");  // the locale does what it is there for
  EXPECT_EQ(shortestText(0.5), "0.5");
  EXPECT_EQ(plainText(0.5, 2), "0.50");
  EXPECT_EQ(significantText(1234.6, 3), "1235");
  EXPECT_EQ(scientificText(2.5e-3), "2.5·10⁻³");
  EXPECT_EQ(parseNumber("0.5"), 0.5);
  EXPECT_EQ(parseTypedNumber("0,5"), 0.5);
  EXPECT_EQ(parseNumber("0,5"), std::nullopt);
  std::setlocale(LC_ALL, "C");
}
#endif

TEST(Text, WritesPowersOfTenWithTheirSign) {
  EXPECT_EQ(powerOfTenText(3), "10³");
  EXPECT_EQ(powerOfTenText(-12), "10⁻¹²");
  EXPECT_EQ(powerOfTenText(0), "10⁰");
  EXPECT_EQ(scientificText(1e-7), "10⁻⁷");
  EXPECT_EQ(scientificText(1e7), "10⁷");
  EXPECT_EQ(scientificText(1.234e21), "1.234·10²¹");
  EXPECT_EQ(scientificText(5.678e-9), "5.678·10⁻⁹");
}

TEST(Text, ReadsNumbersToTheirLimits) {
  EXPECT_EQ(parseNumber("+1.5e+3"), 1500.0);
  EXPECT_EQ(parseNumber("1e-400"), 0.0);
  EXPECT_EQ(parseNumber("-1E-400"), 0.0);
  EXPECT_EQ(parseNumber("4.9406564584124654e-324"), 4.9406564584124654e-324);
  EXPECT_EQ(parseNumber("1.7976931348623157e308"), 1.7976931348623157e308);
  EXPECT_EQ(parseNumber("1e309"), std::nullopt);
  EXPECT_EQ(parseNumber(".5"), 0.5);
  EXPECT_EQ(parseNumber("5."), 5.0);
  for (const char* bad : {"", "+", ".", "e5", "1e", "0x1", "inf", "nan", "1 2", "++1"})
    EXPECT_EQ(parseNumber(bad), std::nullopt) << bad;
}

TEST(Text, ReplacesWhatXmlDoesNotAllow) {
  EXPECT_EQ(printable("a\x01"
                      "b\xEF\xBF\xBE"
                      "c\xEF\xBF\xBF"
                      "d\xED\xA0\x80"
                      "é"),
            "a\uFFFD"
            "b\uFFFD"
            "c\uFFFD"
            "d\uFFFD\uFFFD\uFFFD"
            "é");
  EXPECT_EQ(quotable("\xEF\xBF\xBE"), "?");
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

int ulpsApart(double a, double b) {
  return static_cast<int>(std::abs(a - b) / std::abs(std::nextafter(b, INFINITY) - b));
}

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
