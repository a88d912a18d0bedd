// SPDX-License-Identifier: MIT
#include "core/scenario/parameters.h"

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

TEST(Registry, HasNoNegativeZero) {
  Scenario s;
  parameter(ParameterId::anodeThicknessUm).write(s, -0.0);
  parameter(ParameterId::porosityPct).write(s, -0.0);
  EXPECT_FALSE(std::signbit(s.anodeThicknessUm));
  EXPECT_FALSE(std::signbit(*s.porosityPct));
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
  for (const char* text :
       {"", "abc", "1,000,5", "85,000", "0x50", "nan", "inf", "8 0", "80%", "--80", "1e999", "−80"}) {
    EXPECT_FALSE(parseTypedValue(am, text)) << text;
  }
}

}  // namespace
}  // namespace cathode
