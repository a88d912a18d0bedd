// SPDX-License-Identifier: MIT
#include "core/scenario/link.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/number_text.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

using testing::Random;
using testing::randomScenario;

Calculation randomCalculation(testing::Random& random) {
  Calculation calculation{testing::randomScenario(random), {}};
  for (std::uint64_t i = random.below(6); i > 0; --i) calculation.pinned.push_back(testing::randomScenario(random));
  while (!comparisonRefusal(calculation.pinned).empty()) calculation.pinned.pop_back();
  return calculation;
}

TEST(Link, HoldsOnlyWhatDiffersFromTheDefaults) {
  Calculation c;
  EXPECT_EQ(encodeLink(c), "v=2");
  c.scenario.model = ParticleModel::conventional;
  c.scenario.amWtPct = 80.5;
  c.scenario.porosityPct = 10.0;
  c.scenario.accounting = Accounting::physical;
  EXPECT_EQ(encodeLink(c), "v=2&model=1&am=80.5&acc=physical&eps=10");
  c.pinned = {{.model = ParticleModel::coreShell, .amWtPct = 75.0}, {}, {.temperatureC = 60.0}};
  EXPECT_EQ(encodeLink(c), "v=2&model=1&am=80.5&acc=physical&eps=10&pin=model:2,am:75&pin=&pin=T:60");
}

TEST(Link, RoundTripsEveryCalculation) {
  testing::Random random(11);
  for (int i = 0; i < 10000; ++i) {
    const Calculation c = randomCalculation(random);
    const std::string link = encodeLink(c);
    const DecodedLink decoded = decodeLink(link);
    EXPECT_EQ(decoded.calculation, c) << link;
    EXPECT_TRUE(decoded.notices.empty()) << link;
    EXPECT_EQ(encodeLink(decoded.calculation), link);
    EXPECT_LE(link.size(), kLongestLink);
  }
}

TEST(Link, TellsWhatIsWrongInAComparison) {
  const DecodedLink link = decodeLink("v=2&pin=am:75,T:999,foo:1&pin=model:2,model:3,Lc&pin=,,");
  ASSERT_EQ(link.calculation.pinned.size(), 3u);
  EXPECT_EQ(link.calculation.pinned[0], (Scenario{.amWtPct = 75.0}));
  EXPECT_EQ(link.calculation.pinned[1], (Scenario{.model = ParticleModel::coreShell}));
  EXPECT_EQ(link.calculation.pinned[2], Scenario{});
  std::vector<std::string> messages;
  for (const Notice& notice : link.notices) messages.push_back(notice.key + "|" + notice.message.substr(0, 14));
  EXPECT_EQ(messages, (std::vector<std::string>{
                          "T|Comparison A: ", "foo|Comparison A: ", "model|Comparison B: ", "pin|Comparison B: "}));
}

TEST(Link, EndsTheComparisonWhereItGetsTooLong) {
  std::string text = "v=2";
  for (int i = 0; i < 1000; ++i) text += "&pin=am:80.5";
  const DecodedLink link = decodeLink(text);
  EXPECT_EQ(link.calculation.pinned.size(), kLongestComparison / 12);
  ASSERT_EQ(link.notices.size(), 1u);
  EXPECT_TRUE(comparisonRefusal(link.calculation.pinned).empty());
  Calculation more = link.calculation;
  more.pinned.resize(more.pinned.size() + 2);
  EXPECT_NE(comparisonRefusal(more.pinned).find("allowed: 1400"), std::string::npos);
  // A pin of version 1 has its 93 um written out today.
  text.replace(0, 3, "v=1");
  const DecodedLink old = decodeLink(text);
  EXPECT_EQ(old.calculation.pinned.size(), kLongestComparison / std::string_view("&pin=am:80.5,Lc:93").size());
  EXPECT_EQ(old.notices.size(), 1u);
}

TEST(Link, HoldsAComparisonToItsLastCharacter) {
  // "&pin=" takes 5 characters, "&pin=am:80.5" 12.
  const auto pins = [](int defaults, int changed) {
    std::vector<Scenario> pinned(static_cast<std::size_t>(defaults));
    pinned.insert(pinned.end(), static_cast<std::size_t>(changed), Scenario{.amWtPct = 80.5});
    return pinned;
  };
  const auto keptOf = [](int defaults, int changed) {
    std::string text = "v=2";
    for (int i = 0; i < defaults; ++i) text += "&pin=";
    for (int i = 0; i < changed; ++i) text += "&pin=am:80.5";
    return int(decodeLink(text).calculation.pinned.size());
  };
  ASSERT_EQ(kLongestComparison, 1400u);
  EXPECT_EQ(comparisonRefusal(pins(280, 0)), "");  // 1,400
  EXPECT_EQ(keptOf(280, 0), 280);
  EXPECT_NE(comparisonRefusal(pins(273, 3)), "");  // 1,401
  EXPECT_EQ(keptOf(273, 3), 275);
  EXPECT_EQ(decodeLink(encodeLink({.scenario = {}, .pinned = pins(280, 0)})).calculation.pinned.size(), 280u);
}

TEST(Link, OldVersionsMigrateStepByStep) {
  // Versions as they might have been: "a" wrote the content as "wt", "b" in thousandths.
  const LinkVersion versions[] = {{"a",
                                   [](std::vector<LinkItem>& items) {
                                     for (LinkItem& item : items) {
                                       if (item.key == "wt") item = {"perMille", *item.value + "0"};
                                     }
                                   }},
                                  {"b",
                                   [](std::vector<LinkItem>& items) {
                                     for (LinkItem& item : items) {
                                       if (item.key == "perMille") item = {"am", item.value->substr(0, 2)};
                                     }
                                   }},
                                  {"1", nullptr}};
  for (const char* text :
       {"v=a&wt=78&T=60", "v=b&perMille=780&T=60", "v=1&am=78&T=60", "wt=78&T=60", "T=60&wt=78&v=a"}) {
    const DecodedLink link = decodeLink(text, versions);
    EXPECT_EQ(link.calculation.scenario, (Scenario{.amWtPct = 78.0, .temperatureC = 60.0})) << text;
    EXPECT_TRUE(link.notices.empty()) << text;
  }
  EXPECT_EQ(decodeLink("v=1&wt=78", versions).notices.size(), 1u);
}

TEST(PinName, CountsLikeColumns) {
  EXPECT_EQ(pinName(0), "A");
  EXPECT_EQ(pinName(25), "Z");
  EXPECT_EQ(pinName(26), "AA");
  EXPECT_EQ(pinName(27), "AB");
  EXPECT_EQ(pinName(701), "ZZ");
  EXPECT_EQ(pinName(702), "AAA");
}

TEST(Link, ReportsWhatItCannotReadAndKeepsTheRest) {
  const DecodedLink link = decodeLink("#v=1&am=80&am=81&Lc=9999&foo=1&T=warm&q=&model=5&Ls&eps=1%30&acc=physical");
  EXPECT_EQ(link.calculation.scenario.amWtPct, 80.0);
  EXPECT_EQ(link.calculation.scenario.cathodeThicknessUm, 93.0);
  EXPECT_EQ(link.calculation.scenario.porosityPct, 10.0);
  EXPECT_EQ(link.calculation.scenario.accounting, Accounting::physical);
  std::vector<std::string> keys;
  for (const Notice& notice : link.notices) {
    keys.push_back(notice.key);
    EXPECT_FALSE(notice.message.empty());
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"am", "Lc", "foo", "T", "q", "model", "Ls"}));
}

TEST(Link, ReadsWhatProgramsHaveMadeOfIt) {
  const auto scenarioOf = [](std::string_view link) {
    const DecodedLink decoded = decodeLink(link);
    EXPECT_TRUE(decoded.notices.empty()) << link << ": " << decoded.notices.front().message;
    return decoded.calculation.scenario;
  };
  const Scenario wanted = scenarioOf("#v=2&model=2&am=80");
  EXPECT_EQ(wanted.amWtPct, 80.0);
  for (const char* mangled :
       {"#v%3D2%26model%3D2%26am%3D80", "v%3d2%26model%3d2%26am%3d80", "#v=2&amp;model=2&amp;am=80",
        "v=2&model=2&am=80)", "v=2&model=2&am=80.", "v=2&model=2&am=80>,", "v%3D2%26model%3D2%26am%3D80)."}) {
    EXPECT_EQ(scenarioOf(mangled), wanted) << mangled;
  }
  const auto pinned = decodeLink("v=2&pin=am:75)").calculation.pinned;
  ASSERT_EQ(pinned.size(), 1u);
  EXPECT_EQ(pinned[0].amWtPct, 75.0);
  // Names in rows end as they end, and are decoded as often as they were encoded.
  CellRow row;
  row[RowText::reference] = "Mine (100%26)";
  const std::string link = encodeLink({Scenario{}, {}, {row}});
  EXPECT_EQ(decodeLink(link).calculation.rows, std::vector{row}) << link;
  // What holds nothing that reads as a value is told of, once.
  for (const char* other : {"#nothing", "am", "%25", "chapter-2&am"}) {
    const DecodedLink decoded = decodeLink(other);
    ASSERT_EQ(decoded.notices.size(), 1u) << other;
    EXPECT_TRUE(decoded.notices[0].message.contains("could not be read")) << decoded.notices[0].message;
    EXPECT_EQ(encodeLink(decoded.calculation), "v=2&Lc=93") << other;  // as links without a version are
  }
}

TEST(Link, TellsOfOtherVersions) {
  const DecodedLink link = decodeLink("v=3&am=80");
  EXPECT_EQ(link.calculation.scenario.amWtPct, 80.0);
  ASSERT_EQ(link.notices.size(), 1u);
  EXPECT_EQ(link.notices[0].key, "v");
}

TEST(Link, SurvivesHostileText) {
  testing::Random random(5);
  const std::string seed = "v=1&model=2&am=80.25&T=45&acc=physical&q=173&size=loading&pin=model:1,T:60&pin=am:75.5";
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
    for (const Parameter& field : parameters()) {
      EXPECT_TRUE(checkValue(field, field.read(link.calculation.scenario))) << text;
      for (const Scenario& pinned : link.calculation.pinned) EXPECT_TRUE(checkValue(field, field.read(pinned))) << text;
    }
    EXPECT_TRUE(comparisonRefusal(link.calculation.pinned).empty());
    EXPECT_LE(link.notices.size(), 20u);
  }
  EXPECT_EQ(decodeLink(std::string(1 << 20, '&')).notices.size(), 1u);
}

CellRow randomRow(Random& random) {
  static constexpr std::string_view kWords[] = {"",       "NCM811",       "a,b:c&d=e%41+f", "Ref. [26] #1",
                                                "正极 ü", "\"<script>\"", "100 %",          " "};
  CellRow cells;
  for (std::size_t i = 0; i < rowColumns().size(); ++i) {
    const RowColumn& column = rowColumns()[i];
    if (random.below(3) == 0) continue;
    const std::string text = column.isText() ? std::string(kWords[random.below(std::size(kWords))])
                                             : plainText(column.min + (column.max - column.min) * random.fraction(),
                                                         static_cast<int>(random.below(6)));
    const auto put = putRowText(cells, i, text);
    EXPECT_TRUE(put || !column.isText()) << text;
  }
  return cells;
}

TEST(Link, KeepsOwnRowsWithTheirDigits) {
  Random random(8);
  for (int i = 0; i < 5000; ++i) {
    Calculation calculation{randomScenario(random)};
    for (std::uint64_t k = random.below(3); k > 0; --k) calculation.pinned.push_back(randomScenario(random));
    for (std::uint64_t k = random.below(4); k > 0; --k) calculation.rows.push_back(randomRow(random));
    const std::string link = encodeLink(calculation);
    const DecodedLink decoded = decodeLink(link);
    ASSERT_EQ(decoded.calculation.rows, calculation.rows) << link;
    ASSERT_EQ(encodeLink(decoded.calculation), link);
    ASSERT_TRUE(decoded.notices.empty()) << decoded.notices[0].message;
  }
  EXPECT_EQ(encodeLink({{}, {}, {decodeLink("row=am:80.0,L:70,n:My%2520cell").calculation.rows}}),
            "v=2&row=am:80.0,L:70,n:My%2520cell");
}

TEST(Link, ReportsWhatOfARowCannotBeRead) {
  const DecodedLink link = decodeLink("am=80&row=am:180,L:70,x:1,L:80,q&row=");
  ASSERT_EQ(link.calculation.rows.size(), 2u);
  EXPECT_EQ(link.calculation.rows[0][RowField::thicknessUm]->value, 70.0);
  EXPECT_EQ(link.calculation.rows[0][RowField::amWtPct], std::nullopt);
  ASSERT_EQ(link.notices.size(), 4u);
  EXPECT_NE(link.notices[0].message.find("Row 1: amWtPct"), std::string::npos);
  EXPECT_NE(link.notices[0].message.find("1 to 100 wt%"), std::string::npos);
}

TEST(Link, TakesNoMoreRowsThanCanBeReadAgain) {
  std::string text = "v=1";
  for (int i = 0; i < 300; ++i) text += "&row=n:Row%2520number%2520" + std::to_string(1000 + i) + ",am:80,L:70";
  const DecodedLink link = decodeLink(text);
  EXPECT_EQ(rowsRefusal(link.calculation.rows), "");
  EXPECT_LT(link.calculation.rows.size(), 300u);
  ASSERT_FALSE(link.notices.empty());
  std::vector<CellRow> many(2000, link.calculation.rows.at(0));
  EXPECT_NE(rowsRefusal(many), "");
}

}  // namespace
}  // namespace cathode
