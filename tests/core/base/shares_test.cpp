// SPDX-License-Identifier: MIT
#include "core/base/shares.h"

#include <gtest/gtest.h>

#include <numeric>

#include "core/base/number_text.h"

namespace cathode {
namespace {

TEST(SharesText, PartsAddUp) {
  using Texts = std::vector<std::string>;
  const double thirds[] = {100.0 / 3, 100.0 / 3, 100.0 / 3};
  EXPECT_EQ(sharesText(thirds, 0), (Texts{"34", "33", "33"}));
  EXPECT_EQ(sharesText(thirds, 1), (Texts{"33.4", "33.3", "33.3"}));
  // The largest remainder is rounded up, others down though they are a half and more.
  const double halves[] = {10.6, 20.7, 30.8, 37.9};
  EXPECT_EQ(sharesText(halves, 0), (Texts{"10", "21", "31", "38"}));
  const double exact[] = {0.0, 62.5, 37.5};
  EXPECT_EQ(sharesText(exact, 1), (Texts{"0.0", "62.5", "37.5"}));
  EXPECT_EQ(sharesText({}, 1), Texts{});
}

TEST(SharesText, PartsOfAnySizesAddUpAndAreRoundedByLessThanOneUnit) {
  // Sizes that differ by powers, from a sequence that goes through all residues.
  unsigned state = 1;
  for (int trial = 0; trial < 2000; ++trial) {
    std::vector<double> parts;
    for (int i = 0; i < 2 + trial % 5; ++i) {
      state = state * 1664525u + 1013904223u;
      parts.push_back(static_cast<double>(state >> 8) / (1 << (10 + 3 * (i % 3))));
    }
    for (const int decimals : {0, 1, 2}) {
      const double unit = decimals == 0 ? 1 : decimals == 1 ? 0.1 : 0.01;
      const std::vector<std::string> texts = sharesText(parts, decimals);
      double sum = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const double shown = *parseNumber(texts[i]);
        EXPECT_LT(std::abs(shown - parts[i]), unit) << texts[i] << " for " << parts[i];
        sum += shown;
      }
      EXPECT_EQ(fixedText(sum, decimals), fixedText(std::accumulate(parts.begin(), parts.end(), 0.0), decimals));
    }
  }
}

}  // namespace
}  // namespace cathode
