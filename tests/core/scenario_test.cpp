#include "core/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/random_scenario.h"

namespace cathode {
namespace {

TEST(Registry, DefaultsAreAllowedAndKeysAreUnique) {
  const Scenario defaults;
  for (const Parameter& field : parameters()) {
    EXPECT_TRUE(checkValue(field, field.read(defaults))) << field.key;
    EXPECT_EQ(std::ranges::count(parameters(), field.key, &Parameter::key), 1);
    EXPECT_EQ(findParameterByUrlKey(field.urlKey), &field);
    EXPECT_FALSE(field.description.empty());
  }
}

TEST(Registry, WritesWhatItReads) {
  testing::Random random(3);
  for (int i = 0; i < 1000; ++i) {
    const Scenario from = testing::randomScenario(random);
    Scenario to;
    for (const Parameter& field : parameters()) field.write(to, field.read(from));
    EXPECT_EQ(from, to);
  }
}

TEST(CheckValue, NamesFieldValueAndRange) {
  const Parameter& am = parameter(ParameterId::amWtPct);
  const auto refused = checkValue(am, 120.0);
  ASSERT_FALSE(refused);
  const std::string message = errorMessage(refused.error());
  for (const char* part : {"amWtPct", "Active material", "120", "60 to 92 wt%"}) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
  EXPECT_EQ(checkValue(am, std::numeric_limits<double>::quiet_NaN()).error().fault, FieldFault::notFinite);
  EXPECT_EQ(checkValue(am, -std::numeric_limits<double>::infinity()).error().fault, FieldFault::notFinite);
  EXPECT_EQ(checkValue(am, std::nullopt).error().fault, FieldFault::notOptional);
  EXPECT_TRUE(checkValue(parameter(ParameterId::porosityPct), std::nullopt));
  EXPECT_FALSE(checkValue(parameter(ParameterId::model), 4.0));  // an index: Models 1-4 are 0-3
  EXPECT_FALSE(checkValue(parameter(ParameterId::model), 1.5));
  EXPECT_TRUE(checkValue(am, 60.0) && checkValue(am, 92.0));  // inclusive
}

TEST(ParseTypedValue, UnderstandsWhatPeopleType) {
  const Parameter& am = parameter(ParameterId::amWtPct);
  EXPECT_EQ(parseTypedValue(am, " 82,5 ").value(), 82.5);
  EXPECT_EQ(parseTypedValue(am, "8.25e1").value(), 82.5);
  EXPECT_EQ(parseTypedValue(parameter(ParameterId::porosityPct), "  ").value(), std::nullopt);
  for (const char* text : {"", "abc", "1,000,5", "85,000", "0x50", "nan", "inf", "8 0", "80%", "--80", "1e999", "−80"}) {
    EXPECT_FALSE(parseTypedValue(am, text)) << text;
  }
}

TEST(Link, HoldsOnlyWhatDiffersFromTheDefaults) {
  Scenario s;
  EXPECT_EQ(encodeLink(s), "v=1");
  s.model = ParticleModel::conventional;
  s.amWtPct = 80.5;
  s.porosityPct = 10.0;
  s.accounting = Accounting::physical;
  EXPECT_EQ(encodeLink(s), "v=1&model=1&am=80.5&acc=physical&eps=10");
}

TEST(Link, RoundTripsEveryScenario) {
  testing::Random random(11);
  for (int i = 0; i < 10000; ++i) {
    const Scenario s = testing::randomScenario(random);
    const std::string link = encodeLink(s);
    const DecodedLink decoded = decodeLink(link);
    EXPECT_EQ(decoded.scenario, s) << link;
    EXPECT_TRUE(decoded.notices.empty()) << link;
    EXPECT_EQ(encodeLink(decoded.scenario), link);
    EXPECT_LT(link.size(), 2000u);
  }
}

TEST(Link, ReportsWhatItCannotReadAndKeepsTheRest) {
  const DecodedLink link = decodeLink("#v=1&am=80&am=81&Lc=9999&foo=1&T=warm&q=&model=5&Ls&eps=1%30&acc=physical");
  EXPECT_EQ(link.scenario.amWtPct, 80.0);
  EXPECT_EQ(link.scenario.cathodeThicknessUm, 93.0);
  EXPECT_EQ(link.scenario.porosityPct, 10.0);
  EXPECT_EQ(link.scenario.accounting, Accounting::physical);
  std::vector<std::string> keys;
  for (const Notice& notice : link.notices) {
    keys.push_back(notice.key);
    EXPECT_FALSE(notice.message.empty());
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"am", "Lc", "foo", "T", "q", "model", "Ls"}));
}

TEST(Link, TellsOfOtherVersions) {
  const DecodedLink link = decodeLink("v=2&am=80");
  EXPECT_EQ(link.scenario.amWtPct, 80.0);
  ASSERT_EQ(link.notices.size(), 1u);
  EXPECT_EQ(link.notices[0].key, "v");
}

TEST(Link, SurvivesHostileText) {
  testing::Random random(5);
  const std::string seed = "v=1&model=2&am=80.25&T=45&acc=physical&q=173&size=loading";
  for (int i = 0; i < 100000; ++i) {
    std::string text = seed;
    for (int edits = static_cast<int>(random.below(8)); edits >= 0; --edits) {
      const std::size_t at = random.below(text.size() + 1);
      if (random.below(2) != 0) {
        text.insert(at, 1, static_cast<char>(random.below(256)));
      } else {
        text.erase(at, random.below(5));
      }
    }
    const DecodedLink link = decodeLink(text);
    for (const Parameter& field : parameters()) EXPECT_TRUE(checkValue(field, field.read(link.scenario))) << text;
    EXPECT_LE(link.notices.size(), 20u);
  }
  EXPECT_EQ(decodeLink(std::string(1 << 20, '&')).notices.size(), 1u);
}

}  // namespace
}  // namespace cathode
