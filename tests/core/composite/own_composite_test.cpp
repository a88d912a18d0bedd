// SPDX-License-Identifier: MIT
#include "core/composite/own_composite.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/composite/sample_composites.h"

namespace cathode {
namespace {

std::string refusalOf(const OwnComposite& composite) {
  const auto checked = checkedComposite(composite);
  return checked ? "" : checked.error();
}

TEST(OwnComposite, TextAndBackIsTheSame) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const OwnComposite composite = randomComposite(seed);
    const std::string text = compositeText(composite);
    const auto back = compositeOf(text);
    ASSERT_TRUE(back) << text << ": " << back.error();
    EXPECT_EQ(compositeText(*back), text);
    EXPECT_EQ(back->name, composite.name);
    EXPECT_EQ(back->source, composite.source);
    EXPECT_EQ(kept(*back), kept(composite));
  }
}

TEST(OwnComposite, WhatIsRefusedIsNamedWithItsRange) {
  OwnComposite composite = modelFourByHand();
  ASSERT_EQ(refusalOf(composite), "");
  composite.name = " ";
  EXPECT_EQ(refusalOf(composite), "name: \" \"; allowed: 1 to 60 printable characters.");
  composite = modelFourByHand();
  composite.name = "a\nb";
  EXPECT_NE(refusalOf(composite).find("name: \"a?b\"; allowed"), std::string::npos) << refusalOf(composite);
  composite = modelFourByHand();
  composite[OwnMaterial::amDensityGCm3] = {};
  EXPECT_EQ(refusalOf(composite), "amDensityGCm3 (AM density) is not given; allowed: 2 to 8 g/cm³.");
  composite[OwnMaterial::amDensityGCm3] = {48.0};
  EXPECT_EQ(refusalOf(composite), "amDensityGCm3 (AM density): 48 g/cm³ is out of range; allowed: 2 to 8 g/cm³.");
  composite = modelFourByHand();
  composite[OwnMaterial::caDensityGCm3] = {};
  EXPECT_NE(refusalOf(composite).find("caDensityGCm3 (CA density) is needed where caWtPct"), std::string::npos);
  composite = modelFourByHand();
  composite[OwnMaterial::seTemperatureC] = {};
  EXPECT_NE(refusalOf(composite).find("is needed where seConductivityMsCm"), std::string::npos);
  composite = modelFourByHand();
  composite.points[0][OwnQuantity::specificCapacityMahG].standardUncertainty = -1.0;
  EXPECT_NE(refusalOf(composite).find("points[0]: specificCapacityMahG (Specific capacity): an uncertainty of -1"),
            std::string::npos)
      << refusalOf(composite);
  composite = modelFourByHand();
  composite.points[1].temperatureC = composite.points[0].temperatureC;
  EXPECT_EQ(refusalOf(composite), "points: 75 wt% at 30 °C is given more than once; allowed: once.");
  composite = modelFourByHand();
  composite.points.assign(25, composite.points[0]);
  EXPECT_EQ(refusalOf(composite), "points: 25; allowed: up to 24.");
  composite = modelFourByHand();
  composite.points[0].amWtPct = 98.0;
  EXPECT_NE(refusalOf(composite).find("leave no electrolyte"), std::string::npos);
}

TEST(OwnComposite, HostileTextsAreRefused) {
  for (const std::string_view text :
       {"", "n", "n:", "n:A", "n:A,rAM:4.8", "n:A,rAM:4.8,rSE:1.64,p:85_60_1~x", "n:A,rAM:4.8,rSE:1.64,p:85",
        "n:A,rAM:4.8,rSE:x", "n:A,rAM:4.8,rSE:1.64,rSE:1.64", "n:A,n:B,rAM:4.8,rSE:2", "n:A,k:5,rAM:4.8,rSE:1.64",
        "n:A,k:,rAM:4.8,rSE:1.64", "n:A,rAM:4.8,rSE:1.64,p:85_60_1_1_1_1_1", "n:A,rAM:4.8,rSE:1.64,p:85_60_1~",
        "n:A,rAM:4.8,rSE:1.64,zz:1", "n:A,rAM:nan,rSE:1.64", "n:A,rAM:1e999,rSE:1.64", "n:%00,rAM:4.8,rSE:1.64",
        "n:%ff,rAM:4.8,rSE:1.64"}) {
    const auto composite = compositeOf(text);
    ASSERT_FALSE(composite) << text;
    EXPECT_GT(composite.error().size(), 10u) << text;
  }
}

TEST(OwnComposite, OnePointGivesConstantsAndMoreALine) {
  OwnComposite composite = modelFourByHand();
  composite.points = {{80.0, 25.0, {}}};
  composite.points[0][OwnQuantity::specificCapacityMahG] = {170.0};
  EXPECT_EQ(ownCapacityMahG(composite, 80.0, 25.0).value, 170.0);
  EXPECT_EQ(ownCapacityMahG(composite, 80.0, 25.0).content, Reach::measured);
  EXPECT_EQ(ownCapacityMahG(composite, 70.0, 60.0).value, 170.0);
  EXPECT_EQ(ownCapacityMahG(composite, 70.0, 60.0).content, Reach::beyond);
  EXPECT_EQ(ownCapacityMahG(composite, 70.0, 60.0).temperature, Reach::beyond);
  EXPECT_NE(ownPorosityPct(composite, 80.0, 25.0).value, ownPorosityPct(composite, 80.0, 25.0).value);
  composite.points.push_back({90.0, 25.0, {}});
  composite.points[1][OwnQuantity::specificCapacityMahG] = {150.0};
  EXPECT_EQ(ownCapacityMahG(composite, 85.0, 25.0).value, 160.0);
  EXPECT_EQ(ownCapacityMahG(composite, 85.0, 25.0).content, Reach::between);
  EXPECT_EQ(ownCapacityMahG(composite, 95.0, 25.0).value, 150.0);
}

TEST(OwnComposite, WithoutAnActivationEnergyIonsHaveNoNumberElsewhere) {
  OwnComposite composite = modelFourByHand();
  composite[OwnMaterial::seActivationEnergyEv] = {};
  EXPECT_EQ(ownConductivityMsCm(composite, true, 85.0, 60.0).value, 0.115);
  const double elsewhere = ownConductivityMsCm(composite, true, 85.0, 30.0).value;
  EXPECT_NE(elsewhere, elsewhere);
  // Electrons are held, as the source's are.
  EXPECT_NEAR(ownConductivityMsCm(composite, false, 85.0, 30.0).value, 1.146, 1e-12);
  EXPECT_EQ(ownConductivityMsCm(composite, false, 85.0, 30.0).temperature, Reach::beyond);
}

TEST(OwnComposite, BetweenTwoTemperaturesConductivityIsArrhenius) {
  OwnComposite composite = modelFourByHand();
  for (const OwnMaterial material : {OwnMaterial::seConductivityMsCm, OwnMaterial::seTemperatureC})
    composite[material] = {};
  composite.points = {{80.0, 20.0, {}}, {80.0, 60.0, {}}};
  composite.points[0][OwnQuantity::ionicConductivityMsCm] = {0.1};
  composite.points[1][OwnQuantity::ionicConductivityMsCm] = {0.4};
  const double share = (1 / 313.15 - 1 / 293.15) / (1 / 333.15 - 1 / 293.15);
  EXPECT_NEAR(ownConductivityMsCm(composite, true, 80.0, 40.0).value, 0.1 * std::pow(4.0, share), 1e-12);
  EXPECT_EQ(ownConductivityMsCm(composite, true, 80.0, 40.0).temperature, Reach::between);
}

}  // namespace
}  // namespace cathode
